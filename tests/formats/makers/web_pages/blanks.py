"""Blank cells: how they are written, what stands in their place, blanks merged into one cell."""

from __future__ import annotations

from typing import Any

from expect import UNREAD
from markup import inner, main, plain, table, td
from model import COLUMNS, Cell, Report, Table
from register import Made

from web_pages.shared import only, page


@page("blanks-nbsp", "Blank cells as &nbsp;, totals only.", "totals-2021", "office")
def _(r: Report) -> Made:
    return plain(r, main(r, lambda t: table(t, lambda c: td(c, inner(c) or "&nbsp;"))))


@page(
    "blanks-mixed",
    "Blank cells as <td/>, empty, nbsp, br, empty p, ideographic space, zero-width space.",
    "totals-2019",
    "town",
)
def _(r: Report) -> Made:
    ways = ("", "&nbsp;", "<br>", "<p></p>", "<p><span>&nbsp;</span></p>", "\u3000", "&#8203;", " ")
    count = iter(range(10_000))

    def cell(c: Cell) -> str:
        if c.text:
            return td(c)
        n = next(count)
        return "<td/>" if n % 9 == 8 and c.cols == 1 else td(c, ways[n % 9 % 8])

    return plain(r, main(r, lambda t: table(t, cell)))


@page("blanks-slash-and-dash", "Empty columns as /, -, —, ／ and 不适用.", "totals-2021", "office")
def _(r: Report) -> Made:
    ways = ("/", "-", "—", "／", "不适用", "——")
    blank = [c for c, v in r.cells.items() if v is None]
    r.set({c: {"state": "not_applicable", "text": ways[i % 6]} for i, c in enumerate(blank)})
    return plain(r, main(r))


def _merge(t: Table, label: str, text: str) -> None:
    row = t.row(label)
    at = next(i for i, c in enumerate(row) if c.kind == "value")
    row[at:] = [Cell(text, cols=7, kind="value")]


@page("merged-blank-row", "Whole rows merged: blank (colspan 7), and one with / in it.")
def _(r: Report) -> Made:
    rows = {
        "3.危及“三安全一稳定”": ("requests.denied.security_and_stability", ""),
        "3.要求提供公开出版物": ("requests.not_processed.publication", "/"),
    }
    cells: dict[str, Any] = {}
    for code, text in rows.values():
        shown = {"state": "not_applicable", "text": "/"} if text else None
        cells |= {f"{code}.{c}": [UNREAD, shown, None] if not text else [UNREAD, shown] for c in COLUMNS}

    def change(t: Table) -> None:
        for label, (_, text) in rows.items():
            _merge(t, label, text)

    return plain(r, main(r, only("requests", change))), {"cells": cells}


@page(
    "merged-number",
    "A row merged over all seven columns with a single 0 in it, another with a single 5: no column can be told.",
)
def _(r: Report) -> Made:
    rows = {
        "3.危及“三安全一稳定”": ("requests.denied.security_and_stability", "0"),
        "3.要求提供公开出版物": ("requests.not_processed.publication", "5"),
    }

    def change(t: Table) -> None:
        for label, (_, text) in rows.items():
            _merge(t, label, text)

    cells = {f"{code}.{c}": UNREAD for code, _ in rows.values() for c in COLUMNS}
    return plain(r, main(r, only("requests", change))), {"cells": cells, "findings_at_least": 1}


@page(
    "merged-down-blank",
    "Blank cells merged downwards over the eight rows of （三）, totals only.",
    "totals-2021",
    "office",
)
def _(r: Report) -> Made:
    def change(t: Table) -> None:
        first = t.where("1.属于国家秘密")[0]
        for i in range(first, first + 8):
            row = t.rows[i]
            for c in [c for c in row if c.kind == "value" and not c.text]:
                if i == first:
                    c.rows = 8
                else:
                    row.remove(c)

    cells = {c: [None, UNREAD] for c, v in r.cells.items() if c.startswith("requests.denied.") and v is None}
    return plain(r, main(r, only("requests", change))), {"cells": cells}


@page("blank-form", "The empty form: every number cell is blank.", "dense-2021", "office")
def _(r: Report) -> Made:
    r.set(dict.fromkeys(r.cells))
    r.overview[2] = r.overview[2].split("全年新收")[0]
    return plain(r, main(r))
