"""Rows with a cell too few or too many, or with empty cells beside their numbers."""

from __future__ import annotations

from expect import UNREAD, doubtful
from markup import main, plain
from model import COLUMNS, Cell, Report, Table
from register import Made

from web_pages.shared import only, page


@page("section-two-no-colspan", "Section two without colspan: one number, then two empty cells that pad the row.")
def _(r: Report) -> Made:
    def change(t: Table) -> None:
        for row in t.rows:
            for c in list(row):
                extra, c.cols = c.cols - 1, 1
                row.extend(Cell("") for _ in range(extra))

    return plain(r, main(r, only("proactive", change)))


@page(
    "row-one-cell-missing",
    "In two rows one td is missing: six zeros under seven columns, and six of seven different numbers.",
    "dense-2021",
)
def _(r: Report) -> Made:
    zero, dense = "requests.not_processed.publication", "requests.unavailable.unclear"
    kept = dict(r.cells)

    def change(t: Table) -> None:
        row = t.row("3.要求提供公开出版物")
        for c in row[1:]:
            c.text = "0"
        row.pop()
        t.row("3.补正后申请内容仍不明确").pop(-3)

    cells = {f"{zero}.{c}": UNREAD for c in COLUMNS}
    cells |= {f"{dense}.{c}": doubtful(kept[f"{dense}.{c}"]) for c in COLUMNS}
    cells[f"{dense}.legal_service"] = UNREAD
    return plain(r, main(r, only("requests", change))), {"cells": cells, "findings_at_least": 1}


@page("row-one-cell-too-many", "One row has eight numbers under seven columns.", "dense-2019", "town")
def _(r: Report) -> Made:
    row = "requests.denied.enforcement_file"

    def change(t: Table) -> None:
        t.row("7.属于行政执法案卷").insert(3, Cell("4", kind="value"))

    return plain(r, main(r, only("requests", change))), {
        "cells": {f"{row}.{c}": doubtful(r.cells[f"{row}.{c}"]) for c in COLUMNS},
        "findings_at_least": 1,
    }


@page("row-extra-blank-at-end", "Every row of section three ends with an empty cell beyond the head.")
def _(r: Report) -> Made:
    def change(t: Table) -> None:
        for row in t.rows:
            row.append(Cell(""))

    return plain(r, main(r, only("requests", change)))


@page(
    "extra-cell-before-numbers", "An empty cell between label and numbers in all rows; the head is wide enough for it."
)
def _(r: Report) -> Made:
    def change(t: Table) -> None:
        t.rows[0][0].cols = 4
        for row in t.rows[3:]:
            row.insert(next(i for i, c in enumerate(row) if c.kind == "value"), Cell(""))

    return plain(r, main(r, only("requests", change)))


@page(
    "extra-cell-head-not-wider",
    "An empty cell between label and numbers in all rows; the head is not wider, so each number stands one column to the right of its head.",
)
def _(r: Report) -> Made:
    def change(t: Table) -> None:
        for row in t.rows[3:]:
            row.insert(next(i for i, c in enumerate(row) if c.kind == "value"), Cell(""))

    return plain(r, main(r, only("requests", change))), {
        "cells": {c: doubtful(v) for c, v in r.cells.items() if c.startswith("requests.")},
        "remarks": "Seven numbers for seven heads, though none stands under its own.",
    }
