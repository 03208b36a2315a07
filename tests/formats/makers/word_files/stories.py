"""Text outside the body: headers, footers, comments, footnotes, text boxes."""

from __future__ import annotations

from typing import Any

from expect import UNREAD
from model import Cell, Report, report
from register import Made

from word_files.ooxml import PAGE, body, content, p, package, run, story, tbl, values
from word_files.register import document


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
        "header1.xml": story("header", "hdr", p(run(r.title)) + tbl(other.table("proactive")) + p("")),
        "footer1.xml": story("footer", "ftr", p(run("— ") + PAGE + run(" —"))),
        "comments.xml": story("comments", "comments", notes),
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


@document("footnote-references", "Footnote references and raised signs behind numbers; the notes hold numbers.")
def _(r: Report) -> Made:
    signs = {
        "proactive.licensing.decisions": '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>',
        "requests.received.total": run("1", '<w:vertAlign w:val="superscript"/>'),
        "requests.concluded.total": run("①", '<w:vertAlign w:val="superscript"/>'),
    }
    note = story("footnotes", "footnotes", f'<w:footnote w:id="2">{p(run("含行政许可12件。"))}</w:footnote>')
    cells: dict[str, Any] = {c: [UNREAD, {"value": r.cells[c]}, {"state": "text"}] for c in signs}
    cells["proactive.licensing.decisions"] = [{"value": 5921}, UNREAD]
    return package(body(r, values(lambda c: p(run(c.text) + signs.get(c.code or "", "")))), {"footnotes.xml": note}), {
        "cells": cells,
        "drop_sections": ("closing",),
    }
