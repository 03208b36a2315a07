"""Tables cut in two, cut into one for each item, or joined into one."""

from __future__ import annotations

import itertools
import re

from markup import main, plain, table, td
from model import Cell, Report, Table, cut
from register import Made

from web_pages.shared import page


@page(
    "section-three-cut-no-head",
    "Section three broken into two tables inside （四）; the second has no head, its merged label cells are empty.",
)
def _(r: Report) -> Made:
    def make(t: Table) -> str:
        if t.name != "requests":
            return table(t)
        one, two = cut(t, t.where("2.没有现成信息需要另行制作")[0])
        return table(one) + "\n" + table(two)

    return plain(r, main(r, make))


@page(
    "section-three-cut-with-head",
    "Section three broken into two tables inside （三）; the second repeats the head.",
    "dense-2019",
    "town",
)
def _(r: Report) -> Made:
    def make(t: Table) -> str:
        if t.name != "requests":
            return table(t)
        head = [[Cell(c.text, c.cols, c.rows, kind="head") for c in row] for row in t.rows[:3]]
        one, two = cut(t, t.where("5.属于三类内部事务信息")[0])
        two.rows[:0] = head
        return table(one) + '\n<p style="page-break-before:always">&nbsp;</p>\n' + table(two)

    return plain(r, main(r, make))


@page("section-two-one-table-per-item", "Section two as one table per item.")
def _(r: Report) -> Made:
    def make(t: Table) -> str:
        if t.name != "proactive":
            return table(t)
        starts = [i for i, row in enumerate(t.rows) if row[0].kind == "caption"] + [len(t.rows)]
        return "\n<br>\n".join(table(Table(t.name, t.rows[a:b])) for a, b in itertools.pairwise(starts))

    return plain(r, main(r, make))


@page(
    "one-table-for-all",
    "Sections two, three and four in one single table sixteen columns wide, headings as merged rows.",
)
def _(r: Report) -> Made:
    rows = []
    for name in ("proactive", "requests", "review"):
        t = r.table(name)
        heading = next(
            x
            for k, x in r.blocks()
            if k == "h" and x.startswith({"p": "二", "r": "三"}[name[0]] if name != "review" else "四")
        )
        rows.append(f'<tr><td colspan="16">{heading}</td></tr>')
        for row in t.rows:
            rows.append("<tr>" + "".join(td(c) for c in row) + "</tr>")
    blocks = main(r, lambda t: "@" if t.name == "proactive" else "")
    blocks = re.sub(r"<p><b>[二三四]、[^\n]*\n", "", blocks).replace("@", "<table>\n" + "\n".join(rows) + "\n</table>")
    return plain(r, blocks)
