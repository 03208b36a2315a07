"""What paragraphs consist of: content controls, fields, split runs, special characters, list numbers."""

from __future__ import annotations

import re

from expect import UNREAD
from model import Cell, Report
from register import Made

from word_files.ooxml import body, content, p, package, run, story, tbl, tc, values
from word_files.register import document


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


@document("headings-numbered", "The numbers of the headings (一、 … 六、) are list numbering, not text.")
def _(r: Report) -> Made:
    levels = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    made = body(r, h=lambda x: p(run(x[2:], "<w:b/>"), number))
    return package(made, {"numbering.xml": story("numbering", "numbering", levels)})


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

    return package(body(r, lambda t: tbl(t, one)), {"numbering.xml": story("numbering", "numbering", levels)})


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
