"""DOC, RTF and ODT: by LibreOffice, and written by hand."""

from __future__ import annotations

import sys
from collections.abc import Callable
from xml.sax.saxutils import escape

from expect import UNREAD, describe, failure, save
from model import Cell, Report, Table, report
from register import Made, Register
from tools import libreoffice
from word_files.ooxml import body, pack, package, tbl
from word_files.register import document
from word_files.writers import python_docx

office = Register()


def build(*names: str) -> None:
    """Write all files, or some."""
    for name, about, shown, file, changes in office.made(*names):
        save(f"office/{name}", file, changes.get("whole") or describe(shown, about, **changes))


# ---- DOC


@office("doc-merged-cells.doc", "DOC by LibreOffice from a DOCX with merged cells.", "dense-2019", "town")
def _(r: Report) -> Made:
    return libreoffice(package(body(r)), "docx", "doc")


@office(
    "doc-head-repeated.doc",
    "DOC by LibreOffice, province-sized figures, heads marked as repeated.",
    "province-2021",
    "province",
)
def _(r: Report) -> Made:
    return libreoffice(package(body(r, lambda t: tbl(t, head=True))), "docx", "doc")


@office("doc-blanks.doc", "DOC by LibreOffice, totals only.", "totals-2021", "office")
def _(r: Report) -> Made:
    return libreoffice(package(body(r)), "docx", "doc")


@office("doc-header-footer-comments.doc", "DOC with header, page numbers and comments.")
def _(r: Report) -> Made:
    made = document.entries["header-footer-comments"][2](r)
    return libreoffice(made if isinstance(made, bytes) else made[0], "docx", "doc")


@office("doc-tracked-runs.doc", "DOC with tracked insertions and deletions in number cells.")
def _(r: Report) -> Made:
    made, _ = document.entries["tracked-runs"][2](r)
    cells = {c: [v, UNREAD] for c, v in r.cells.items()}
    return libreoffice(made, "docx", "doc"), {
        "cells": cells,
        "remarks": "Inserted text is read, deleted text is not; doubt is in order.",
    }


@office("docx-named-doc.doc", "A DOCX under the name .doc.")
def _(r: Report) -> Made:
    return python_docx(r)


@office("doc-as-wps.wps", "A DOC under the name .wps.", "small-2021", "office")
def _(r: Report) -> Made:
    return libreoffice(package(body(r)), "docx", "doc")


# ---- RTF


def rtf_text(text: str, gbk: bool) -> str:
    found = []
    for x in text:
        if x == "\n":
            found.append("\\line ")
        elif x in "\\{}":
            found.append("\\" + x)
        elif x < "\x7f":
            found.append(x)
        elif gbk:
            found.append("".join(f"\\'{b:02x}" for b in x.encode("gbk")))
        else:
            found.append(f"\\u{ord(x) if ord(x) < 32768 else ord(x) - 65536}?")
    return "".join(found)


def rtf_table(t: Table, gbk: bool, cell: Callable[[Cell], str]) -> str:
    """Return a table in which merged columns are one wide cell and merged rows are marked."""
    rows = []
    for columns in t.grid():
        marks, cells, at = [], [], 0
        for c, begins, first in columns:
            if not first:
                continue
            at += c.cols
            merge = "" if c.rows == 1 else ("\\clvmgf" if begins else "\\clvmrg")
            marks.append(
                f"{merge}\\clbrdrt\\brdrs\\clbrdrl\\brdrs\\clbrdrb\\brdrs\\clbrdrr\\brdrs\\cellx{at * 9000 // t.width}"
            )
            cells.append(f"\\pard\\intbl {cell(c) if begins else ''}\\cell")
        rows.append("\\trowd\\trgaph108" + "".join(marks) + "\n" + "\n".join(cells) + "\\row\n")
    return "".join(rows) + "\\pard\n"


def rtf(r: Report, gbk: bool = False, cell: Callable[[Cell], str] | None = None, extra: str = "") -> bytes:
    """Return a report as RTF, characters as \\uN or as bytes of GBK."""
    made = [
        "{\\rtf1\\ansi\\ansicpg936\\deff0\\uc1{\\fonttbl{\\f0\\fnil\\fcharset134 SimSun;}}"
        "{\\info{\\title 9}{\\author 12}}{\\*\\generator a 3}",
        extra,
    ]
    for kind, x in r.blocks():
        if kind == "table":
            made.append(rtf_table(x, gbk, cell or (lambda c: rtf_text(c.text, gbk))))
        else:
            style = {"title": "\\qc\\fs36\\b ", "h": "\\b ", "sign": "\\qr "}.get(kind, "\\fi640 ")
            made.append(f"\\pard{style}{rtf_text(x, gbk)}\\b0\\par\n")
    return ("\n".join(made) + "}").encode("ascii")


@office("rtf-unicode.rtf", "RTF, characters as \\u escapes.", "dense-2019", "town")
def _(r: Report) -> Made:
    return rtf(r)


@office("rtf-gbk-escapes.rtf", "RTF, characters as bytes of GBK (code page 936).")
def _(r: Report) -> Made:
    return rtf(r, gbk=True)


@office("rtf-gbk-blanks.rtf", "RTF in GBK escapes, 2019 form with slashes and blanks.", "slashes-2019", "town")
def _(r: Report) -> Made:
    return rtf(r, gbk=True)


@office(
    "rtf-hidden-deleted-footer.rtf",
    "RTF with hidden and deleted numbers in cells, header and footer groups, fields and a picture.",
)
def _(r: Report) -> Made:
    count = iter(range(10_000))

    def cell(c: Cell) -> str:
        text, n = rtf_text(c.text, False), next(count)
        if c.kind != "value":
            return text
        if n % 5 == 0:
            return f"{{\\v {n}}}{text}"
        if n % 5 == 1:
            return f"{text}{{\\deleted {n}}}"
        if n % 5 == 2:
            return f"{{\\field{{\\*\\fldinst {{ MERGEFIELD a{n} }}}}{{\\fldrslt {text}}}}}"
        return text

    title = rtf_text(r.title, False)
    return rtf(
        r,
        cell=cell,
        extra=f"{{\\header {title}\\par}}{{\\footer \\chpgn  / 9\\par}}{{\\pict\\pngblip 89504e470d0a1a0a}}",
    )


@office("rtf-named-doc.doc", "RTF under the name .doc.", "dense-2019", "county")
def _(r: Report) -> Made:
    return rtf(r, gbk=True)


# ---- ODT

NAMES = " ".join(
    f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{v}:1.0"'
    for k, v in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"))
) + (
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
HIDE = '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'


def odt_table(t: Table, cell: Callable[[Cell], str], repeat: bool = False) -> str:
    """Return a table; cells covered by a merged one are marked, or repeated by number."""
    rows = []
    for i, columns in enumerate(t.grid()):
        cells = []
        for c, begins, first in columns:
            if begins and first:
                spans = (f' table:number-columns-spanned="{c.cols}"' if c.cols > 1 else "") + (
                    f' table:number-rows-spanned="{c.rows}"' if c.rows > 1 else ""
                )
                cells.append(
                    f'<table:table-cell{spans} office:value-type="string"><text:p>{cell(c)}</text:p></table:table-cell>'
                )
                covered = c.cols - 1
                if repeat and covered:
                    cells.append(f'<table:covered-table-cell table:number-columns-repeated="{covered}"/>')
            elif not (repeat and begins):
                cells.append("<table:covered-table-cell/>")
        row = f"<table:table-row>{''.join(cells)}</table:table-row>"
        if t.head and i == 0:
            row = "<table:table-header-rows>" + row
        rows.append(row + ("</table:table-header-rows>" if t.head and i == t.head - 1 else ""))
    return f'<table:table table:name="{t.name}"><table:table-column table:number-columns-repeated="{t.width}"/>{"".join(rows)}</table:table>'


def odt(r: Report, cell: Callable[[Cell], str] = lambda c: escape(c.text), before: str = "", repeat: bool = False,
        flat: bool = False, table: Callable[[Table], str] | None = None) -> bytes:  # fmt: skip
    made = []
    for kind, x in r.blocks():
        if kind == "table":
            made.append(table(x) if table else odt_table(x, cell, repeat))
        elif kind in ("title", "h"):
            made.append(f'<text:h text:outline-level="{1 + (kind == "h")}">{escape(x)}</text:h>')
        else:
            made.append(f"<text:p>{escape(x)}</text:p>")
    kind = "application/vnd.oasis.opendocument.text"
    root = "document" if flat else "document-content"
    mark = f' office:mimetype="{kind}"' if flat else ""
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:{root} {NAMES} office:version="1.2"{mark}><office:automatic-styles>{HIDE}'
        f"</office:automatic-styles><office:body><office:text>{before}{''.join(made)}</office:text></office:body></office:{root}>"
    )
    if flat:
        return text.encode()
    listed = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return pack({"mimetype": kind, "content.xml": text, "META-INF/manifest.xml": listed})


@office("odt-handmade.odt", "Hand-written ODT, covered cells one by one, head rows marked.", "dense-2019", "town")
def _(r: Report) -> Made:
    return odt(r)


@office(
    "odt-repeated-cells.odt",
    "Covered and blank cells by number-columns-repeated, totals only.",
    "totals-2021",
    "office",
)
def _(r: Report) -> Made:
    def pool(t: Table) -> str:
        blank = '<table:table-cell office:value-type="string"><text:p></text:p></table:table-cell>'
        made = odt_table(t, lambda c: escape(c.text), repeat=True)
        return made.replace(blank * 6, '<table:table-cell table:number-columns-repeated="6"/>').replace(
            blank, "<table:table-cell/>"
        )

    return odt(r, table=pool)


@office(
    "odt-changes-notes-hidden.odt",
    "ODT with tracked deletions kept apart, annotations, hidden text and spans in number cells.",
)
def _(r: Report) -> Made:
    count = iter(range(10_000))

    def cell(c: Cell) -> str:
        n, text = next(count), escape(c.text)
        if c.kind != "value":
            return text
        return (
            f'<text:change text:change-id="c{n}"/>{text}',
            f'<text:span text:style-name="H">{n}</text:span><text:span>{text}</text:span>',
            f"{text}<office:annotation><dc:creator>校对</dc:creator><text:p>应为{n}</text:p></office:annotation>",
            "".join(f"<text:span>{x}</text:span>" for x in text),
        )[n % 4]

    changes = "".join(
        f'<text:changed-region text:id="c{i}"><text:deletion><office:change-info><dc:creator>校对</dc:creator><dc:date>2024-01-20T08:00:00</dc:date></office:change-info><text:p>{i + 55}</text:p></text:deletion></text:changed-region>'
        for i in range(0, 200, 4)
    )
    return odt(r, cell, f"<text:tracked-changes>{changes}</text:tracked-changes>")


@office(
    "odt-spaces-tabs-breaks.odt", "Number cells with text:s, text:tab; labels with line breaks.", "small-2021", "office"
)
def _(r: Report) -> Made:
    def cell(c: Cell) -> str:
        text = escape(c.text)
        if c.kind == "value":
            return f'<text:s text:c="2"/>{text}<text:tab/>'
        return text[:2] + ("<text:line-break/>" if len(text) > 4 and "&" not in text else "") + text[2:]

    return odt(r, cell)


@office("odt-flat.fodt", "Flat ODT: one XML file.")
def _(r: Report) -> Made:
    return odt(r, flat=True)


@office("odt-libreoffice.odt", "ODT by LibreOffice from the DOCX of python-docx.", "province-2021", "province")
def _(r: Report) -> Made:
    return libreoffice(python_docx(r), "docx", "odt")


@office("odt-two-reports.odt", "Two reports of two bodies in one ODT.")
def _(r: Report) -> Made:
    other = report("dense-2019", "town")
    made = package(body(r, section="") + body(other))
    about = "Two reports of two bodies in one ODT."
    return libreoffice(made, "docx", "odt"), {"whole": failure(about, "several_reports", parts=[])}


if __name__ == "__main__":
    build(*sys.argv[1:])
