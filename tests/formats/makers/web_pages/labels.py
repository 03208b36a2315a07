"""Labels and heads: set on several rows or lines, repeated, or with spans that differ from the form's."""

from __future__ import annotations

from expect import doubtful
from markup import main, plain, table, td
from model import COLUMNS, Cell, Report, Table
from register import Made

from web_pages.shared import each, only, page


@page(
    "head-wide-over-data",
    "Item （八） of the 2019 form: heads one and two columns wide, data two and one wide; likewise in （九）.",
    "dense-2019",
    "town",
)
def _(r: Report) -> Made:
    def change(t: Table) -> None:
        for label in ("行政事业性收费", "政府集中采购"):
            row = t.row(label)
            row[1].cols, row[2].cols = 2, 1

    codes = [
        f"proactive.{c}" for c in ("fees.items_last_year", "fees.change", "procurement.projects", "procurement.amount")
    ]
    return plain(r, main(r, only("proactive", change))), {
        "cells": {c: doubtful(r.cells[c]) for c in codes},
        "remarks": "Two heads, two numbers in the same order: most would read them so, but the columns do not lie under each other.",
    }


@page(
    "heads-two-rows", "Heads of one column set on two rows: 商业|科研 over 企业|机构, each cell with its own borders."
)
def _(r: Report) -> Made:
    def change(t: Table) -> None:
        t.rows[2] = [Cell(x, kind="head") for x in ("商业", "科研", "社会公益", "法律服务", "其他")]
        t.rows.insert(3, [Cell(x, kind="head") for x in ("企业", "机构", "组织", "机构", "")])
        t.rows[0][0].rows = 4
        for c in t.rows[1]:
            c.rows = 3 if c.rows == 2 else 1
        t.head = 4

    return plain(r, main(r, only("requests", change)))


@page("br-in-labels", "Line breaks inside labels and heads.")
def _(r: Report) -> Made:
    def change(t: Table) -> None:
        for row in t.rows:
            for c in row:
                if c.kind != "value" and len(c.text) > 3:
                    c.text = c.text[: len(c.text) // 2] + "\n" + c.text[len(c.text) // 2 :]

    return plain(r, main(r, each(change)))


@page("vertical-labels", "Group labels and heads set one character per line by br.", "dense-2019", "county")
def _(r: Report) -> Made:
    def change(t: Table) -> None:
        for i, row in enumerate(t.rows):
            for c in row:
                if (c.rows > 2 and i >= t.head) or (c.kind == "head" and t.name == "review" and i):
                    c.text = "\n".join(c.text)

    return plain(r, main(r, each(change)))


@page(
    "group-label-without-rowspan",
    "Group labels stand in the first row of the group, empty cells below them.",
    "dense-2019",
    "town",
)
def _(r: Report) -> Made:
    def change(t: Table) -> None:
        seen: set[int] = set()
        t.rows = [
            [(Cell(c.text if (a and b) or c.code else "", code=c.code, kind=c.kind)) for c, a, b in row]
            if i >= t.head
            else t.rows[i]
            for i, row in enumerate(t.grid())
        ]
        del seen

    return plain(r, main(r, only("requests", change)))


@page("group-label-repeated", "No merged labels: the group labels are repeated in each row.")
def _(r: Report) -> Made:
    def change(t: Table) -> None:
        t.rows = [
            [Cell(c.text if b or not c.code else "", code=c.code, kind=c.kind) for c, _, b in row]
            if i >= t.head
            else t.rows[i]
            for i, row in enumerate(t.grid())
        ]

    return plain(r, main(r, only("requests", change)))


@page("header-repeated-in-body", "The head of section three is repeated in the middle of the table.")
def _(r: Report) -> Made:
    def change(t: Table) -> None:
        head = [[Cell(c.text, c.cols, c.rows, kind="head") for c in row] for row in t.rows[:3]]
        at = t.where("四、结转下年度继续办理")[0]
        t.rows[at:at] = head

    return plain(r, main(r, only("requests", change)))


@page(
    "rowspan-too-long",
    "三、本年度办理结果 spans 25 rows where 22 follow: it reaches into the last row and pushes it to the right.",
)
def _(r: Report) -> Made:
    made = main(r).replace('rowspan="22"', 'rowspan="25"')
    last = {f"requests.carried_out.{c}": doubtful(r.cells[f"requests.carried_out.{c}"]) for c in COLUMNS}
    return plain(r, made), {"cells": last, "remarks": "Browsers push the last row to the right by one column."}


@page("spans-odd", "Spans that mean nothing: colspan 1, rowspan 1, an empty colspan, rowspan 01.")
def _(r: Report) -> Made:
    odd = (' colspan="1"', ' rowspan="1"', ' colspan=""', ' rowspan="01"')
    count = iter(range(10_000))
    return plain(
        r, main(r, lambda t: table(t, lambda c: td(c, extra=odd[next(count) % 4] if c.rows == c.cols == 1 else "")))
    )


@page("span-huge", "A caption of colspan 5000.")
def _(r: Report) -> Made:
    made = main(r).replace('colspan="4">第二十条第（八）项', 'colspan="5000">第二十条第（八）项')
    return plain(r, made)
