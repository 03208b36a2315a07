"""Cells and their grid: merged cells, grids that are finer, shorter or missing, vertical text."""

from __future__ import annotations

import re

from expect import UNREAD, doubtful
from model import COLUMNS, Cell, Report, Table
from register import Made

from word_files.ooxml import BORDERS, body, content, p, package, run, tbl, tc
from word_files.register import document


@document("vertical-text", "Group labels with vertical text direction, one of them one character per paragraph.")
def _(r: Report) -> Made:
    def one(c: Cell, begins: bool, cols: int) -> str:
        upright = c.rows > 2 and c.kind == "label"
        inside = "".join(p(run(x)) for x in c.text) if c.text == "三、本年度办理结果" else content(c)
        return tc(c, inside, begins, cols, '<w:textDirection w:val="tbRlV"/>' if upright else "")

    return package(body(r, lambda t: tbl(t, one)))


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
