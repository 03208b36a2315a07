"""DOCX: written by hand as XML, one quirk each, and with python-docx."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

import docx
from expect import UNREAD, describe, doubtful, failure, save
from model import COLUMNS, Cell, Report, Table, report
from pages import cut

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
WHO = 'w:id="{}" w:author="校对" w:date="2024-01-20T08:00:00Z"'
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


def pack(parts: dict[str, bytes | str]) -> bytes:
    """Return a zip archive without dates."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def package(body: str, parts: dict[str, tuple[str, str]] | None = None, transitional: bool = True,
            encoding: str = "UTF-8") -> bytes:  # fmt: skip
    """Return a DOCX of a body and further parts, name → (kind, XML)."""
    parts = parts or {}
    types = "".join(f'<Override PartName="/word/{n}" ContentType="{MAIN}.{k}+xml"/>' for n, (k, _) in parts.items())
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{OFFICE}/{k}" Target="{n}"/>'
        for i, (n, (k, _)) in enumerate(parts.items(), 1)
    )
    document = f'<?xml version="1.0" encoding="{encoding}" standalone="yes"?>\n<w:document {SPACES}><w:body>{body}</w:body></w:document>'
    office = OFFICE
    if not transitional:
        office = "http://purl.oclc.org/ooxml/officeDocument/relationships"
        document = document.replace(W, STRICT).replace(OFFICE, office)
        links = links.replace(OFFICE, office)
    return pack(
        {
            "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/>{types}</Types>',
            "_rels/.rels": '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>',
            "word/document.xml": document.encode(encoding),
            **{f"word/{n}": f'<?xml version="1.0" encoding="UTF-8"?>\n{x}' for n, (_, x) in parts.items()},
        }
    )


def run(text: str, properties: str = "") -> str:
    properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    inside = (
        "<w:br/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\n")) if text else ""
    )
    return f"<w:r>{properties}{inside}</w:r>" if text else ""


def p(content: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def content(cell: Cell) -> str:
    return p(run(cell.text))


BORDERS = (
    "<w:tblBorders>"
    + "".join(f'<w:{s} w:val="single" w:sz="4"/>' for s in ("top", "left", "bottom", "right", "insideH", "insideV"))
    + "</w:tblBorders>"
)


def tc(cell: Cell, inside: str, begins: bool, cols: int, extra: str = "") -> str:
    """Return one cell; `begins` is false where it continues a merged one."""
    span = f'<w:gridSpan w:val="{cols}"/>' if cols > 1 else ""
    merge = ("" if cell.rows == 1 else '<w:vMerge w:val="restart"/>') if begins else "<w:vMerge/>"
    return f"<w:tc><w:tcPr>{span}{merge}{extra}</w:tcPr>{inside if begins else p('')}</w:tc>"


CellXml = Callable[[Cell, bool, int], str]


def tbl(table: Table, cell: CellXml | None = None, row: Callable[[int, list[str]], str] | None = None,
        grid: str | None = None, scale: int = 1, head: bool = False) -> str:  # fmt: skip
    """Return a table, its cells by `cell(cell, begins, columns)`, its rows by `row(number, cells)`."""

    def plain_cell(c: Cell, begins: bool, cols: int) -> str:
        return tc(c, content(c), begins, cols)

    made = []
    for i, columns in enumerate(table.grid()):
        cells = [(cell or plain_cell)(c, begins, c.cols * scale) for c, begins, first in columns if first]
        mark = "<w:trPr><w:tblHeader/></w:trPr>" if head and i < table.head else ""
        made.append(row(i, cells) if row else f"<w:tr>{mark}{''.join(cells)}</w:tr>")
    lines = "".join(f'<w:gridCol w:w="{9000 // table.width // scale}"/>' for _ in range(table.width * scale))
    grid = f"<w:tblGrid>{lines}</w:tblGrid>" if grid is None else grid
    return f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/>{BORDERS}</w:tblPr>{grid}{"".join(made)}</w:tbl>'


def body(r: Report, table: Callable[[Table], str] = tbl, section: str = SECTION, **frames: Callable[[str], str]) -> str:
    """Return the body of a report; frames: title, h, p, sign."""
    parts = []
    default: dict[str, Callable[[str], str]] = {
        "title": lambda x: p(run(x, '<w:b/><w:sz w:val="36"/>'), '<w:jc w:val="center"/>'),
        "h": lambda x: p(run(x, "<w:b/>")),
        "p": lambda x: p(run(x), '<w:ind w:firstLine="640"/>'),
        "sign": lambda x: p(run(x), '<w:jc w:val="right"/>'),
    }
    for kind, x in r.blocks():
        parts.append(table(x) if kind == "table" else (frames.get(kind) or default[kind])(x))
    return "".join(parts) + section


Made = bytes | tuple[bytes, dict[str, Any]]
FILES: dict[str, tuple[str, Callable[[], Report], Callable[[Report], Made]]] = {}


def document(
    stem: str, about: str, figures: str = "dense-2021", who: str = "bureau", **changes: Any
) -> Callable[..., Any]:
    """Register a document; the function returns it, with changes to the expectation if there are any."""

    def register(make: Callable[[Report], Made]) -> Callable[[Report], Made]:
        assert stem not in FILES, stem
        FILES[stem] = (about, lambda: report(figures, who, **changes), make)
        return make

    return register


def build() -> None:
    """Write all documents."""
    for stem, (about, source, make) in FILES.items():
        shown = source()
        made = make(shown)
        file, changes = made if isinstance(made, tuple) else (made, {})
        save(f"docx/{stem}.docx", file, changes.get("whole") or describe(shown, about, **changes))


def python_docx(r: Report) -> bytes:
    """Return a report as python-docx writes it, with merged cells."""
    made = docx.Document()
    for kind, x in r.blocks():
        if kind == "title":
            made.add_heading(x, 0)
        elif kind == "h":
            made.add_heading(x, 1)
        elif kind == "table":
            drawn = made.add_table(len(x.rows), x.width, style="Table Grid")
            for i, columns in enumerate(x.grid()):
                for j, (c, begins, first) in enumerate(columns):
                    if begins and first:
                        box = drawn.cell(i, j)
                        if c.rows * c.cols > 1:
                            box = box.merge(drawn.cell(i + c.rows - 1, j + c.cols - 1))
                        box.text = c.text
        else:
            made.add_paragraph(x)
    out = io.BytesIO()
    made.core_properties.created = made.core_properties.modified = datetime(2024, 1, 20)
    made.save(out)
    with zipfile.ZipFile(out) as archive:
        return pack({n: archive.read(n) for n in archive.namelist()})


def values(change: Callable[[Cell], str]) -> Callable[[Table], str]:
    """Return a table maker that draws number cells by `change(cell)` → paragraphs."""

    def one(c: Cell, begins: bool, cols: int) -> str:
        return tc(c, change(c) if c.kind == "value" else content(c), begins, cols)

    return lambda t: tbl(t, one)


@document("python-docx-2021", "Written by python-docx, merged cells.")
def _(r: Report) -> Made:
    return python_docx(r)


@document("python-docx-2019-blanks", "Written by python-docx, 2019 form, slashes and blanks.", "slashes-2019", "town")
def _(r: Report) -> Made:
    return python_docx(r)


@document("plain-2019", "Hand-written XML, merged cells by gridSpan and vMerge.", "dense-2019", "town")
def _(r: Report) -> Made:
    return package(body(r))


@document("plain-province", "Hand-written XML, heads marked as repeated.", "province-2021", "province")
def _(r: Report) -> Made:
    return package(body(r, lambda t: tbl(t, head=True)))


@document(
    "tracked-runs",
    "Tracked changes that nobody accepted: inserted and deleted digits in number cells, moved text, a deleted paragraph.",
)
def _(r: Report) -> Made:
    count = iter(range(10_000))

    def change(c: Cell) -> str:
        n = next(count)
        who = WHO.format(n + 100)
        gone = f"<w:del {who}><w:r><w:delText>{n + 500}</w:delText></w:r></w:del>"
        new = f"<w:ins {WHO.format(n + 5000)}>{run(c.text)}</w:ins>"
        if n % 4 == 0:
            return p(gone + new)
        if n % 4 == 1:
            return p(run(c.text[:1]) + gone + (f"<w:ins {who}>{run(c.text[1:])}</w:ins>" if c.text[1:] else ""))
        if n % 4 == 2:
            return p(f"<w:moveFrom {who}>{run('7')}</w:moveFrom><w:moveTo {who}>{run(c.text)}</w:moveTo>")
        return p(run(c.text) + gone)

    made = body(r, values(change))
    ghost = p(
        f"<w:del {WHO.format(9)}><w:r><w:delText>三、这一段已经删去。</w:delText></w:r></w:del>",
        f"<w:rPr><w:del {WHO.format(8)}/></w:rPr>",
    )
    return package(made.replace("<w:tbl>", ghost + "<w:tbl>", 1)), {
        "remarks": "Inserted text is read, deleted text is not: the document as it would be with all changes accepted."
    }


@document(
    "tracked-rows",
    "Tracked rows: a deleted row 行政许可 with other numbers before the true one, an inserted row, a row moved away.",
)
def _(r: Report) -> Made:
    def make(t: Table) -> str:
        def draw(i: int, cells: list[str]) -> str:
            row = f"<w:tr>{''.join(cells)}</w:tr>"
            label = t.rows[i][0].text
            old = re.sub(r"<w:t xml:space=\"preserve\">(\d+)</w:t>", r"<w:delText>9\1</w:delText>", row)
            old = old.replace("<w:t xml", "<w:delText xml").replace("</w:t>", "</w:delText>")
            old = re.sub(r"(<w:r>.*?</w:r>)", rf"<w:del {WHO.format(70)}>\1</w:del>", old)
            if label in ("行政许可", "规章"):
                return old.replace("<w:tr>", f"<w:tr><w:trPr><w:del {WHO.format(71)}/></w:trPr>") + row
            if label == "行政强制":
                away = re.sub(
                    r"(<w:r>.*?</w:r>)", rf"<w:moveFrom {WHO.format(73)}>\1</w:moveFrom>", row.replace(">72<", ">27<")
                )
                return away.replace("<w:tr>", f"<w:tr><w:trPr><w:del {WHO.format(74)}/></w:trPr>") + row
            if label == "行政处罚":
                return row.replace("<w:tr>", f"<w:tr><w:trPr><w:ins {WHO.format(72)}/></w:trPr>")
            return row

        return tbl(t, row=draw if t.name == "proactive" else None)

    return package(body(r, make)), {"remarks": "Rows marked as deleted are not there."}


@document("content-controls", "Content controls around runs, paragraphs, cells, rows, a table and headings.")
def _(r: Report) -> Made:
    def sdt(x: str) -> str:
        return f'<w:sdt><w:sdtPr><w:alias w:val="9"/><w:tag w:val="规章"/></w:sdtPr><w:sdtContent>{x}</w:sdtContent></w:sdt>'

    count = iter(range(10_000))

    def one(c: Cell, begins: bool, cols: int) -> str:
        n = next(count) % 4
        inside = content(c) if n != 1 or not c.text else p(sdt(run(c.text)))
        made = tc(c, sdt(inside) if n == 2 else inside, begins, cols)
        return sdt(made) if n == 3 else made

    made = body(
        r,
        lambda t: (sdt if t.name == "review" else str)(
            tbl(t, one, lambda i, cells: (sdt if i % 5 == 3 else str)(f"<w:tr>{''.join(cells)}</w:tr>"))
        ),
        h=lambda x: sdt(p(run(x))),
    )
    return package(made)


def _story(kind: str, root: str, inside: str) -> tuple[str, str]:
    return kind, f"<w:{root} {SPACES}>{inside}</w:{root}>"


PAGE = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'


@document(
    "header-footer-comments",
    "Header with the title and a table, footer with page numbers, comments; none of them is the report.",
)
def _(r: Report) -> Made:
    other = report("small-2021")
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:footerReference w:type="default" r:id="rId2"/>'
        '<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    )
    count = iter(range(10_000))

    def change(c: Cell) -> str:
        n = next(count)
        if n % 40:
            return content(c)
        return p(
            f'<w:commentRangeStart w:id="{n // 40}"/>{run(c.text)}<w:commentRangeEnd w:id="{n // 40}"/>'
            f'<w:r><w:commentReference w:id="{n // 40}"/></w:r>'
        )

    notes = "".join(f'<w:comment w:id="{i}" w:author="校对">{p(run(f"应为{i + 31}"))}</w:comment>' for i in range(6))
    parts = {
        "header1.xml": _story("header", "hdr", p(run(r.title)) + tbl(other.table("proactive")) + p("")),
        "footer1.xml": _story("footer", "ftr", p(run("— ") + PAGE + run(" —"))),
        "comments.xml": _story("comments", "comments", notes),
    }
    return package(body(r, values(change), section), parts)


@document(
    "title-text-box",
    "The title stands in a text box, given twice (drawing and VML fallback).",
    "dense-2019",
    "town",
)
def _(r: Report) -> Made:
    def box(x: str) -> str:
        inside = f"<w:txbxContent>{p(run(x))}</w:txbxContent>"
        return p(
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="5400000" cy="600000"/>'
            '<wp:docPr id="1" name="文本框 1"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
            f"<wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
            f'<mc:Fallback><w:pict><v:shape id="a1" style="width:425pt;height:48pt"><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback>'
            "</mc:AlternateContent></w:r>"
        )

    return package(body(r, title=box))


@document("numbers-in-nested-tables", "Numbers in tables of one cell inside their cells.")
def _(r: Report) -> Made:
    return package(body(r, values(lambda c: tbl(Table("x", [[Cell(c.text)]])) + p(""))))


@document(
    "whole-report-in-one-table",
    "The whole report is typed inside one outer table of one column.",
    "dense-2019",
    "county",
)
def _(r: Report) -> Made:
    inside = body(r, lambda t: tbl(t) + p(""), section="")
    return package(tbl(Table("x", [[Cell("@")]])).replace(p(run("@")), inside) + SECTION)


@document("outer-table-row-per-block", "An outer table with one row per heading, paragraph and table.")
def _(r: Report) -> Made:
    rows = [
        f"<w:tr><w:tc><w:tcPr/>{tbl(x) + p('') if kind == 'table' else p(run(x))}</w:tc></w:tr>"
        for kind, x in r.blocks()
    ]
    return package(f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid>{"".join(rows)}</w:tbl>{SECTION}')


@document("vertical-text", "Group labels with vertical text direction, one of them one character per paragraph.")
def _(r: Report) -> Made:
    def one(c: Cell, begins: bool, cols: int) -> str:
        upright = c.rows > 2 and c.kind == "label"
        inside = "".join(p(run(x)) for x in c.text) if c.text == "三、本年度办理结果" else content(c)
        return tc(c, inside, begins, cols, '<w:textDirection w:val="tbRlV"/>' if upright else "")

    return package(body(r, lambda t: tbl(t, one)))


def _halves(t: Table, label: str, repeat: bool) -> tuple[Table, Table]:
    head = [[Cell(c.text, c.cols, c.rows, kind="head") for c in row] for row in t.rows[:3]]
    one, two = cut(t, t.where(label)[0])
    if repeat:
        two.rows[:0] = head
        two.head = 3
    return one, two


@document(
    "table-split-head-repeated",
    "Section three is two tables with a page break between them; the second repeats the head.",
)
def _(r: Report) -> Made:
    def make(t: Table) -> str:
        if t.name != "requests":
            return tbl(t)
        return p('<w:r><w:br w:type="page"/></w:r>').join(tbl(x) for x in _halves(t, "1.信访举报投诉类申请", True))

    return package(body(r, make))


@document(
    "table-split-no-head",
    "Section three is two tables, the second without head, its merged labels empty.",
    "dense-2019",
    "town",
)
def _(r: Report) -> Made:
    def make(t: Table) -> str:
        if t.name != "requests":
            return tbl(t)
        return p("").join(tbl(x) for x in _halves(t, "3.危及“三安全一稳定”", False))

    return package(body(r, make))


@document("grid-before-after", "Rows of section three leave label columns out by gridBefore, and end in gridAfter.")
def _(r: Report) -> Made:
    def make(t: Table) -> str:
        if t.name != "requests":
            return tbl(t)
        grid = t.grid()
        rows = []
        for _i, columns in enumerate(grid):
            cells, before = [], 0
            for c, begins, first in columns:
                if not first:
                    continue
                if not begins and c.kind == "label" and not cells:
                    before += c.cols
                    continue
                alone = Cell(c.text, c.cols, 1 if c.kind == "label" else c.rows, c.code, c.kind)
                cells.append(tc(alone, content(c), begins, c.cols))
            skip = f'<w:gridBefore w:val="{before}"/>' if before else ""
            rows.append(f'<w:tr><w:trPr>{skip}<w:gridAfter w:val="1"/></w:trPr>{"".join(cells)}</w:tr>')
        lines = '<w:gridCol w:w="800"/>' * 11
        return f"<w:tbl><w:tblPr>{BORDERS}</w:tblPr><w:tblGrid>{lines}</w:tblGrid>{''.join(rows)}</w:tbl>"

    return package(body(r, make))


@document(
    "grid-finer",
    "A grid twice as fine as the columns: every cell spans two or more grid columns.",
    "small-2021",
    "office",
)
def _(r: Report) -> Made:
    return package(body(r, lambda t: tbl(t, scale=2)))


@document("grid-missing", "No tblGrid and no widths.", "totals-2021", "office")
def _(r: Report) -> Made:
    return package(body(r, lambda t: tbl(t, grid="")))


@document("horizontal-merge-old", "Merged columns by the old hMerge in place of gridSpan.", "dense-2019", "town")
def _(r: Report) -> Made:
    def one(c: Cell, begins: bool, cols: int) -> str:
        first = tc(c, content(c), begins, 1, '<w:hMerge w:val="restart"/>' if cols > 1 else "")
        merge = "" if c.rows == 1 else ('<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>")
        return first + f"<w:tc><w:tcPr>{merge}<w:hMerge/></w:tcPr>{p('')}</w:tc>" * (cols - 1)

    return package(body(r, lambda t: tbl(t, one)))


@document(
    "vmerge-leftover-text", "Text left behind in cells that continue a merged cell: a word processor does not show it."
)
def _(r: Report) -> Made:
    def one(c: Cell, begins: bool, cols: int) -> str:
        made = tc(c, content(c), begins, cols)
        return made if begins else made.replace(p(""), p(run("5")))

    return package(body(r, lambda t: tbl(t, one)))


@document("hidden-text", "Hidden text (vanish) in number cells and a paragraph.")
def _(r: Report) -> Made:
    count = iter(range(10_000))

    def change(c: Cell) -> str:
        n = next(count)
        ghost = run(str(n + 30), "<w:vanish/>")
        return p(ghost + run(c.text) if n % 2 else run(c.text) + ghost)

    ghost = p(run("二、主动公开政府信息情况 这一段不显示。", "<w:vanish/>"), "<w:rPr><w:vanish/></w:rPr>")
    return package(body(r, values(change)).replace("<w:tbl>", ghost + "<w:tbl>", 1))


@document("footnote-references", "Footnote references and raised signs behind numbers; the notes hold numbers.")
def _(r: Report) -> Made:
    signs = {
        "proactive.licensing.decisions": '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>',
        "requests.received.total": run("1", '<w:vertAlign w:val="superscript"/>'),
        "requests.concluded.total": run("①", '<w:vertAlign w:val="superscript"/>'),
    }
    note = _story("footnotes", "footnotes", f'<w:footnote w:id="2">{p(run("含行政许可12件。"))}</w:footnote>')
    cells: dict[str, Any] = {c: [UNREAD, {"value": r.cells[c]}, {"state": "text"}] for c in signs}
    cells["proactive.licensing.decisions"] = [{"value": 5921}, UNREAD]
    return package(body(r, values(lambda c: p(run(c.text) + signs.get(c.code or "", "")))), {"footnotes.xml": note}), {
        "cells": cells,
        "drop_sections": ("closing",),
    }


@document("fields", "Numbers as results of fields (simple and complex), nested once; instructions hold other numbers.")
def _(r: Report) -> Made:
    count = iter(range(10_000))

    def change(c: Cell) -> str:
        n = next(count) % 3
        char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
        if n == 0:
            return p(f'<w:fldSimple w:instr=" =SUM(B2:B9) ">{run(c.text)}</w:fldSimple>')
        if n == 1:
            return p(
                char("begin")
                + "<w:r><w:instrText> = 12 + 3 </w:instrText></w:r>"
                + char("separate")
                + run(c.text)
                + char("end")
            )
        inner = (
            char("begin")
            + "<w:r><w:instrText> REF a1 </w:instrText></w:r>"
            + char("separate")
            + run("77")
            + char("end")
        )
        return p(
            char("begin")
            + "<w:r><w:instrText> = </w:instrText></w:r>"
            + inner
            + char("separate")
            + run(c.text)
            + char("end")
        )

    return package(body(r, values(change)))


@document(
    "special-characters",
    "noBreakHyphen as minus, tabs and soft hyphens around numbers.",
    "dense-2019",
    "town",
)
def _(r: Report) -> Made:
    def change(c: Cell) -> str:
        if c.text.startswith("-"):
            return p(f"<w:r><w:noBreakHyphen/></w:r>{run(c.text[1:])}")
        return p(f"<w:r><w:tab/></w:r>{run(c.text[:1])}<w:r><w:softHyphen/></w:r>{run(c.text[1:])}<w:r><w:tab/></w:r>")

    cells = {c: {"value": v["value"]} for c, v in r.cells.items() if isinstance(v, dict)}
    return package(body(r, values(change))), {"cells": cells}


@document("full-width-digits", "Full-width digits.", "small-2021", "office")
def _(r: Report) -> Made:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    r.set({c: {"value": v, "text": str(v).translate(wide)} for c, v in r.cells.items() if isinstance(v, int)})
    return package(body(r))


@document("strict-namespace", "Strict OOXML: other namespaces for everything.")
def _(r: Report) -> Made:
    return package(body(r), transitional=False)


@document("other-prefix-utf-16", "document.xml in UTF-16 with another namespace prefix than w.", "dense-2019", "county")
def _(r: Report) -> Made:
    made = package(body(r))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts: dict[str, bytes | str] = {n: archive.read(n) for n in archive.namelist()}
    text = bytes(parts["word/document.xml"]).decode()
    text = (
        re.sub(r"(</?|\s)w:", r"\1ns0:", text)
        .replace("xmlns:w=", "xmlns:ns0=")
        .replace('encoding="UTF-8"', 'encoding="UTF-16"')
    )
    parts["word/document.xml"] = text.encode("utf-16")
    return pack(parts)


@document("headings-numbered", "The numbers of the headings (一、 … 六、) are list numbering, not text.")
def _(r: Report) -> Made:
    levels = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    made = body(r, h=lambda x: p(run(x[2:], "<w:b/>"), number))
    return package(made, {"numbering.xml": _story("numbering", "numbering", levels)})


@document(
    "labels-numbered",
    "List numbering makes the numbers of the detail rows (1. 2. …); the labels have none in their text.",
    "dense-2019",
    "town",
)
def _(r: Report) -> Made:
    levels = "".join(
        f'<w:abstractNum w:abstractNumId="{i}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/><w:suff w:val="nothing"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl></w:abstractNum>'
        for i in range(3)
    )
    levels += "".join(f'<w:num w:numId="{i + 1}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(3))
    at = 0

    def one(c: Cell, begins: bool, cols: int) -> str:
        nonlocal at
        if re.match(r"\d\.", c.text):
            at += c.text.startswith("1.")
            return tc(
                c, p(run(c.text[2:]), f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{at}"/></w:numPr>'), begins, cols
            )
        return tc(c, content(c), begins, cols)

    return package(body(r, lambda t: tbl(t, one)), {"numbering.xml": _story("numbering", "numbering", levels)})


@document(
    "runs-split",
    "Every character is a run of its own, with proofing marks, bookmarks, smart tags and hyperlinks between.",
)
def _(r: Report) -> Made:
    def split(text: str) -> str:
        marks = (
            '<w:proofErr w:type="spellStart"/>',
            '<w:bookmarkStart w:id="0" w:name="a"/><w:bookmarkEnd w:id="0"/>',
            "<w:r><w:lastRenderedPageBreak/></w:r>",
            "",
        )
        made = "".join(run(x) + marks[i % 4] for i, x in enumerate(text))
        return made if len(text) % 2 else f'<w:smartTag w:uri="urn:x" w:element="chmetcnv">{made}</w:smartTag>'

    def one(c: Cell, begins: bool, cols: int) -> str:
        return tc(c, p(split(c.text)), begins, cols)

    return package(body(r, lambda t: tbl(t, one), h=lambda x: p(f'<w:hyperlink w:anchor="a">{split(x)}</w:hyperlink>')))


@document("row-one-cell-missing", "One row lacks a cell: six numbers under seven columns.", "dense-2019", "town")
def _(r: Report) -> Made:
    row = "requests.not_processed.repeat"
    cells = {f"{row}.{c}": doubtful(r.cells[f"{row}.{c}"]) for c in COLUMNS} | {f"{row}.research": UNREAD}

    def make(t: Table) -> str:
        made = tbl(t)
        if t.name != "requests":
            return made
        rows = re.split(r"(?=<w:tr>)", made)
        at = next(i for i, x in enumerate(rows) if "2.重复申请" in x)
        gone = "<w:tc><w:tcPr></w:tcPr>" + p(run(str(r.cells[f"{row}.research"]))) + "</w:tc>"
        assert rows[at].count(gone) == 1
        rows[at] = rows[at].replace(gone, "")
        return "".join(rows)

    return package(body(r, make)), {"cells": cells, "findings_at_least": 1}


@document(
    "two-paragraphs-in-number-cells",
    "An empty paragraph before or after each number; in one cell two paragraphs with a number each.",
)
def _(r: Report) -> Made:
    count = iter(range(10_000))

    def change(c: Cell) -> str:
        if c.code == "requests.granted.natural_person":
            return p(run("2")) + p(run("2"))
        return p("") + content(c) if next(count) % 2 else content(c) + p("") + p("")

    return package(body(r, values(change))), {
        "cells": {"requests.granted.natural_person": [UNREAD, {"state": "text"}]},
        "findings_at_least": 1,
    }


@document("tables-as-pictures", "All headings, pictures in place of the tables.")
def _(r: Report) -> Made:
    picture = p(
        '<w:r><w:drawing><wp:inline><wp:extent cx="5400000" cy="7200000"/><wp:docPr id="1" name="图片 1"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
        f'<a:blip xmlns:r="{OFFICE}" r:embed="rId99"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    return package(body(r, lambda t: picture)), {
        "figures": None,
        "forms": {"proactive": None, "requests": None, "review": None},
        "findings_at_least": 1,
    }


@document("two-reports", "Two reports of two bodies in one document.")
def _(r: Report) -> Made:
    about = "Two reports of two bodies in one document; parts are stems of this folder."
    made = package(body(r, section="") + p('<w:r><w:br w:type="page"/></w:r>') + body(report("dense-2019", "town")))
    return made, {"whole": failure(about, "several_reports", parts=["python-docx-2021", "plain-2019"])}


if __name__ == "__main__":
    build()
