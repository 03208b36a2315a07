"""PDF: printed by Chromium and LibreOffice, and changed afterwards."""

from __future__ import annotations

import io
import itertools
import sys
from collections.abc import Callable
from typing import Any

import pikepdf
from expect import UNREAD, describe, failure, save
from fonts import style
from markup import ADDRESS, inner, main, plain, table, td
from model import Cell, Report, Table, cut, report
from PIL import Image
from register import Made, Register
from tools import chromium, compress, libreoffice, pictures
from word_files.ooxml import PAGE, body, p, package, run, story, tbl

printed = Register()
CSS = ("table{border-collapse:collapse;width:100%} td,th{border:1px solid #000;text-align:center;padding:2px;font-size:11pt}"
       " h1{text-align:center;font-size:18pt} p{text-indent:2em;font-size:12pt}")  # fmt: skip
WHOLE = "tr:nth-child(-n+3){break-after:avoid;break-inside:avoid}"


def build(*stems: str) -> None:
    """Write all prints, or some."""
    for stem, about, shown, file, changes in printed.made(*stems):
        save(
            f"pdf/{stem}.pdf",
            file,
            {"about": about} | changes["whole"] if "whole" in changes else describe(shown, about, **changes),
        )


def head(css: str, html: str) -> str:
    return html.replace("</head>", f"{style(html + '0123456789')}<style>{CSS}{css}</style></head>")


def sheet(
    r: Report, css: str = "", tables: Callable[[Table], str] = table, raw: bool = False, cut: bool = False
) -> bytes:
    """Print a report with some style; unless `cut`, no page break cuts the head of a table."""
    made = chromium(head(css if cut else WHOLE + css, plain(r, main(r, tables))))
    return made if raw else compress(made)


def with_head(t: Table) -> str:
    """Return a table with its head in thead, which every page repeats."""
    rows = ["<tr>" + "".join(td(c, tag="th" if c.kind == "head" else "td") for c in row) + "</tr>" for row in t.rows]
    return f"<table><thead>{''.join(rows[: t.head])}</thead><tbody>{''.join(rows[t.head :])}</tbody></table>"


@printed("portrait", "A4, portrait, all borders; printed by Chromium.")
def _(r: Report) -> Made:
    return sheet(r, raw=True)


@printed("landscape-2019", "A4, landscape.", "dense-2019", "town")
def _(r: Report) -> Made:
    return sheet(r, "@page{size:A4 landscape}")


@printed(
    "browser-header-footer",
    "The browser's own header and footer on each page: date, title, address, page numbers; fonts as Type 3.",
    "small-2021",
    "office",
)
def _(r: Report) -> Made:
    html = plain(r, main(r)).replace("</head>", f"<style>{CSS}*{{font-weight:normal!important}}</style></head>")
    return compress(chromium(html, ADDRESS)), {"metadata": {"address": ADDRESS}}


@printed(
    "page-numbers",
    "Page numbers — 1 — and a running title in the margins; tables over several pages.",
    "dense-2019",
    "town",
)
def _(r: Report) -> Made:
    return sheet(
        r,
        f'@page{{@bottom-center{{content:"— " counter(page) " —"}} @top-left{{content:"{r.title}"}}}} td{{padding:6px 2px}}',
    )


@printed("three-pages-head-repeated", "Large print: section three over three pages, its head repeated on each.")
def _(r: Report) -> Made:
    return sheet(r, "td{padding:14px 2px!important} tr{break-inside:avoid}", with_head)


@printed(
    "three-pages-no-head",
    "Large print: section three over several pages, the head stands only on the first; group labels are cut by the page.",
    "dense-2019",
    "town",
)
def _(r: Report) -> Made:
    return sheet(r, "td{padding:15px 2px!important} tr{break-inside:avoid}")


@printed(
    "rows-cut-by-page", "Rows may break: a row and its labels are cut by the page; numbers at the top of their cells."
)
def _(r: Report) -> Made:
    return sheet(
        r,
        "@page{size:A4;margin:21mm} td{padding:5px 1px!important;vertical-align:top;width:5%} tr{break-inside:auto} td[rowspan]{width:4%}",
    )


@printed("continued-caption", "Section three goes on after a page break under the word 续表 and a repeated head.")
def _(r: Report) -> Made:
    def make(t: Table) -> str:
        if t.name != "requests":
            return table(t)
        repeated = [[Cell(c.text, c.cols, c.rows, kind="head") for c in row] for row in t.rows[:3]]
        one, two = cut(t, t.where("2.没有现成信息需要另行制作")[0])
        two.rows[:0] = repeated
        return table(one) + '<p style="break-before:page;text-align:right">续表</p>' + table(two)

    return sheet(r, "table{break-inside:auto}", make)


@printed(
    "head-cut-by-page",
    "The head of section three is cut by the page: its first row stands at the foot of page one.",
    "dense-2019",
    "county",
)
def _(r: Report) -> Made:
    return sheet(r, cut=True)


@printed("vertical-labels", "Group labels and heads written vertically (writing-mode).")
def _(r: Report) -> Made:
    def cell(c: Cell) -> str:
        upright = (c.kind == "label" and c.rows > 2) or (
            c.kind == "head" and c.rows == 1 and c.text in "商业企业科研机构社会公益组织法律服务机构其他"
        )
        return td(c, f'<span style="writing-mode:vertical-rl">{inner(c)}</span>' if upright else None)

    return sheet(r, tables=lambda t: table(t, cell))


@printed("stacked-labels", "Group labels and the heads of section four one character per line.", "dense-2019", "county")
def _(r: Report) -> Made:
    def cell(c: Cell) -> str:
        stacked = (c.kind == "label" and c.rows > 2) or (
            c.kind == "head" and c.text in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
        )
        return td(c, "<br>".join(c.text) if stacked else None)

    return sheet(r, tables=lambda t: table(t, cell))


@printed("no-rules", "No lines at all; every cell is filled, columns stand apart by white space.")
def _(r: Report) -> Made:
    return sheet(r, "td{border:none!important;padding:4px 6px!important}")


@printed(
    "no-rules-totals-only",
    "No lines at all, totals only: a number's column is told by its place under the heads.",
    "totals-2021",
    "office",
)
def _(r: Report) -> Made:
    cells = {c: [v, UNREAD] for c, v in r.cells.items()}
    return sheet(r, "td{border:none!important;padding:4px 6px!important}"), {"cells": cells}


@printed("fills-instead-of-rules", "No lines: filled heads and zebra rows.")
def _(r: Report) -> Made:
    return sheet(
        r,
        "td,th{border:none!important} tr:nth-child(odd){background:#dde6f0} th{background:#2d5f8a;color:#fff} *{-webkit-print-color-adjust:exact}",
        with_head,
    )


@printed(
    "gaps-instead-of-rules",
    "White cells on a black table: the lines are gaps between filled rectangles.",
    "slashes-2019",
    "town",
)
def _(r: Report) -> Made:
    return sheet(
        r,
        "table{border-collapse:separate!important;border-spacing:1px;background:#000} td{border:none!important;background:#fff} *{-webkit-print-color-adjust:exact}",
    )


@printed("double-rules", "Double lines around table and cells, grey inner lines.", "totals-2021", "office")
def _(r: Report) -> Made:
    return sheet(r, "table{border:4px double #000} td{border:3px double #888!important}")


@printed("dashed-rules", "Dashed and dotted lines.", "small-2021", "office")
def _(r: Report) -> Made:
    return sheet(r, "td{border:1px dashed #444!important} tr:nth-child(3n) td{border:1px dotted #777!important}")


@printed("horizontal-rules-only", "Only horizontal lines; every cell is filled.", "dense-2019", "town")
def _(r: Report) -> Made:
    return sheet(r, "td{border-left:none!important;border-right:none!important}")


@printed("letters-spaced", "Digits set with wide spacing, numbers aligned to the right.", "province-2021", "province")
def _(r: Report) -> Made:
    return sheet(r, "td{letter-spacing:1.6px;text-align:right!important;font-size:9pt!important}")


@printed(
    "numbers-wrapped",
    "Narrow columns: long numbers are broken over two lines inside their cells.",
    "province-2021",
    "province",
)
def _(r: Report) -> Made:
    def cell(c: Cell) -> str:
        long = c.kind == "value" and c.text.isdigit() and len(c.text) > 4
        return td(c, f"{c.text[:3]}<br>{c.text[3:]}" if long else None)

    cells = {c: [UNREAD, {"state": "text"}] for c, v in r.cells.items() if isinstance(v, int) and v > 9999}
    return sheet(r, tables=lambda t: table(t, cell)), {
        "cells": cells,
        "findings_at_least": 1,
        "remarks": "A number never goes on over a line break: 165 over 03 may be two numbers.",
    }


@printed("printed-twice", "Every number is set twice, a third of a point apart, as false bold.")
def _(r: Report) -> Made:
    def cell(c: Cell) -> str:
        if c.kind != "value":
            return td(c)
        return td(
            c,
            f'<span style="position:relative">{c.text}<span style="position:absolute;left:0.4px;top:0">{c.text}</span></span>',
        )

    return sheet(r, tables=lambda t: table(t, cell)), {"cells": {c: [v, UNREAD] for c, v in r.cells.items()}}


@printed("white-text", "White numbers beside the black ones in the cells of section two.")
def _(r: Report) -> Made:
    def cell(c: Cell) -> str:
        white = '<span style="color:#fff">77</span>'
        return td(c, inner(c) + white if (c.code or "").startswith("proactive.") else None)

    cells = {c: [v, UNREAD, {"state": "text"}] for c, v in r.cells.items() if c.startswith("proactive.")}
    return sheet(r, tables=lambda t: table(t, cell)), {"cells": cells}


@printed("watermark", "A slanting grey watermark lies over each page.", "dense-2019", "county")
def _(r: Report) -> Made:
    mark = '<div style="position:fixed;top:40%;left:8%;font-size:52pt;color:#ccc;transform:rotate(-35deg);z-index:9">雁栖澜县政务公开</div>'
    html = plain(r, mark + main(r))
    return compress(chromium(head(WHOLE, html))), {
        "cells": {c: [v, UNREAD] for c, v in r.cells.items()},
        "sections": {},
    }


@printed(
    "two-columns-of-tables",
    "Section two's items stand beside each other in pairs, four small tables in two columns.",
    "dense-2021",
    "office",
)
def _(r: Report) -> Made:
    def make(t: Table) -> str:
        if t.name != "proactive":
            return table(t)
        starts = [i for i, row in enumerate(t.rows) if row[0].kind == "caption"] + [len(t.rows)]
        parts = [table(Table(t.name, t.rows[a:b])) for a, b in itertools.pairwise(starts)]
        return (
            '<div style="display:grid;grid-template-columns:1fr 1fr;gap:12px">'
            + "".join(f"<div>{x}</div>" for x in parts)
            + "</div>"
        )

    return sheet(r, tables=make)


def change(pdf: bytes, edit: Callable[[pikepdf.Pdf], Any], **options: Any) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as made:
        edit(made)
        out = io.BytesIO()
        made.save(out)
    return compress(out.getvalue(), **options)


def upright(made: pikepdf.Pdf, pages: slice = slice(None)) -> None:
    """Turn what is drawn by a quarter and let /Rotate turn it back."""
    for page in made.pages[pages]:
        wide, high = (float(x) for x in list(page.mediabox)[2:])
        page.contents_coalesce()
        page.contents_add(f"q 0 1 -1 0 {high} 0 cm\n".encode(), prepend=True)
        page.contents_add(b"\nQ\n")
        page.mediabox = pikepdf.Array([0, 0, high, wide])
        if "/CropBox" in page:
            del page["/CropBox"]
        page.Rotate = 90


@printed("rotate-90", "The pages are drawn sideways and turned upright by /Rotate 90.")
def _(r: Report) -> Made:
    return change(sheet(r, "@page{size:A4 landscape}"), upright)


@printed(
    "rotate-one-page", "Only the second page is drawn sideways and turned upright by /Rotate 90.", "dense-2019", "town"
)
def _(r: Report) -> Made:
    wide = sheet(r, "@page{size:A4 landscape} td{padding:5px 2px!important}")
    return change(wide, lambda made: upright(made, slice(1, 2)))


@printed(
    "sideways",
    "Portrait pages that show lying on their side (/Rotate 90): one must turn one's head.",
    "dense-2021",
    "county",
)
def _(r: Report) -> Made:
    def edit(made: pikepdf.Pdf) -> None:
        for page in made.pages:
            page.Rotate = 90

    return change(sheet(r), edit), {"cells": {c: [v, UNREAD] for c, v in r.cells.items()}}


@printed("two-reports", "Two reports of two bodies in one file.")
def _(r: Report) -> Made:
    one, other = sheet(r), sheet(report("dense-2019", "town"))

    def edit(made: pikepdf.Pdf) -> None:
        with pikepdf.open(io.BytesIO(other)) as more:
            made.pages.extend(more.pages)

    return change(one, edit), {
        "whole": failure("", "several_reports", parts=["portrait", "landscape-2019"])
        | {"about": "Two reports of two bodies in one file; parts are stems of this folder."}
    }


def scans(pages: list[bytes], resolution: int = 75) -> bytes:
    """Return pictures of pages as a PDF."""
    shown = [Image.open(io.BytesIO(x)).convert("L").quantize(8).convert("L") for x in pages]
    out = io.BytesIO()
    shown[0].save(out, "PDF", save_all=True, append_images=shown[1:], resolution=resolution, quality=20)
    return out.getvalue()


@printed("scanned", "A scan: pictures of pages, no text.")
def _(r: Report) -> Made:
    return scans(pictures(sheet(r), 75)), {
        "whole": failure(
            "A scan: pictures of pages, no text.",
            remarks="Nothing can be read: any failure said aloud is right, no number is.",
        )
    }


@printed("scanned-tables", "Prose as text, the pages with the tables are pictures.")
def _(r: Report) -> Made:
    html = plain(r, main(r, lambda t: f'<div style="break-before:page;break-after:page">{table(t)}</div>'))
    printed_pages = chromium(head("", html))
    drawn = pictures(printed_pages, 60)

    def edit(made: pikepdf.Pdf) -> None:
        for i, page in enumerate(made.pages):
            if i in (1, 3, 5):
                with pikepdf.open(io.BytesIO(scans([drawn[i]], 60))) as picture:
                    made.pages[i] = picture.pages[0]
            del page

    return change(printed_pages, edit), {
        "figures": None,
        "forms": {"proactive": None, "requests": None, "review": None},
        "findings_at_least": 1,
    }


@printed("encrypted-user-password", "Encrypted; cannot be opened without the password (which is: 2024).")
def _(r: Report) -> Made:
    return compress(sheet(r), encryption=pikepdf.Encryption(user="2024", owner="2024x")), {
        "whole": failure("Encrypted; cannot be opened without the password (which is: 2024).")
    }


@printed(
    "encrypted-owner-password", "Encrypted against changes only: opens without a password.", "small-2021", "office"
)
def _(r: Report) -> Made:
    allowed = pikepdf.Permissions(modify_other=False, extract=True)
    return compress(sheet(r), encryption=pikepdf.Encryption(user="", owner="2024x", allow=allowed))


@printed("no-unicode-map", "The fonts have no map from glyphs to characters: it looks well, but the text is noise.")
def _(r: Report) -> Made:
    def edit(made: pikepdf.Pdf) -> None:
        for thing in made.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                del thing["/ToUnicode"]

    return change(sheet(r), edit), {
        "whole": failure(
            "The fonts have no map from glyphs to characters: it looks well, but the text is noise.",
            remarks="Digits read from glyph numbers would be invented.",
        )
    }


def light(text: str) -> str:
    """Return a heading in the weight of the text: one font less to embed."""
    return p(run(text))


@printed(
    "libreoffice-from-word", "LibreOffice print of a DOCX: running head, page numbers, heads repeated on each page."
)
def _(r: Report) -> Made:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:footerReference w:type="default" r:id="rId2"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:bottom="1440" w:left="1200" w:right="1200" w:header="700" w:footer="700"/></w:sectPr>'
    )
    parts = {
        "header1.xml": story("header", "hdr", p(run(r.title))),
        "footer1.xml": story("footer", "ftr", p(run("— ") + PAGE + run(" —"))),
    }
    return compress(
        libreoffice(package(body(r, lambda t: tbl(t, head=True), section, title=light, h=light), parts), "docx", "pdf")
    )


@printed(
    "libreoffice-landscape-tables",
    "LibreOffice print of a DOCX whose sections three and four stand on landscape pages.",
    "dense-2019",
    "town",
)
def _(r: Report) -> Made:
    def turn(wide: bool) -> str:
        size = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>' if wide else '<w:pgSz w:w="11906" w:h="16838"/>'
        return f"<w:p><w:pPr><w:sectPr>{size}</w:sectPr></w:pPr></w:p>"

    def make(t: Table) -> str:
        return tbl(t) + (turn(False) if t.name == "proactive" else turn(True) if t.name == "review" else "")

    cells = {c: [v, UNREAD] for c, v in r.cells.items() if c.startswith("review.")}
    return compress(libreoffice(package(body(r, make, title=light, h=light)), "docx", "pdf")), {
        "cells": cells,
        "remarks": "The last line of section four's head goes over the page, so its row of numbers stands under broken heads.",
    }


if __name__ == "__main__":
    build(*sys.argv[1:])
