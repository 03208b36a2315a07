"""What a browser does not show: hidden elements, scripts, templates, comments."""

from __future__ import annotations

import re

from expect import UNREAD
from markup import inner, main, plain, table, td
from model import Cell, Report, Table, report
from register import Made

from web_pages.shared import page

HIDDEN = (' style="display:none"', " hidden", ' style="DISPLAY : none ;color:red"', ' hidden="hidden"')


@page("hidden-in-cells", "Hidden numbers inside number cells (display:none, hidden).")
def _(r: Report) -> Made:
    count = iter(range(10_000))

    def cell(c: Cell) -> str:
        if c.kind != "value":
            return td(c)
        n = next(count)
        ghost = f"<span{HIDDEN[n % 4]}>{n + 900}</span>"
        return td(c, ghost + inner(c) if n % 2 else inner(c) + ghost)

    return plain(r, main(r, lambda t: table(t, cell)))


@page(
    "hidden-mobile-table",
    "Each table stands twice: once shown, once hidden for small screens with other numbers; hidden by style, hidden by attribute.",
)
def _(r: Report) -> Made:
    other = report("small-2021")
    ways = iter(HIDDEN * 2)

    def make(t: Table) -> str:
        return f'<div class="m"{next(ways)}>{table(other.table(t.name))}</div>\n{table(t)}'

    return plain(r, main(r, make))


@page(
    "hidden-by-class",
    "Each table stands twice with the same numbers; the second is hidden by a class of the style sheet.",
    "dense-2019",
    "county",
)
def _(r: Report) -> Made:
    css = "<style>.wap-only{display:none} @media (max-width:600px){.wap-only{display:block}.pc-only{display:none}}</style>"

    def make(t: Table) -> str:
        return f'<div class="pc-only">{table(t)}</div>\n<div class="wap-only">{table(t)}</div>'

    return plain(r, css + main(r, make)), {"cells": {c: [v, UNREAD] for c, v in r.cells.items()}}


@page("hidden-rows-and-cells", "Hidden rows and hidden cells in the tables.")
def _(r: Report) -> Made:
    def make(t: Table) -> str:
        made = table(t)
        ghost = "<tr style='display:none'>" + "<td>88</td>" * t.width + "</tr>\n"
        made = made.replace("<tr>", ghost + "<tr>", 1).replace("\n</tbody>", "\n" + ghost + "</tbody>")
        for label in ("行政许可", "1.属于国家秘密", "四、结转下年度继续办理"):
            made = re.sub(f"(<td[^>]*>{label}</td>)", r'\1<td style="display:none">77</td>', made)
        return made

    return plain(r, main(r, make))


@page(
    "hidden-script-template",
    "Tables with other numbers in script, template and comments; form labels in style and in a select box.",
)
def _(r: Report) -> Made:
    other = main(report("small-2021", "county"))
    ghosts = [
        f"<script type='text/html'>{other}</script>",
        f"<template>{other}</template>",
        f"<!-- {other} -->",
        "<style>td{color:red}/* 规章 9 */</style>",
        "<select><option>规章</option><option>行政许可</option><option>2022</option></select>",
    ]
    return plain(r, ghosts[0] + ghosts[1] + main(r) + ghosts[2] + ghosts[3] + ghosts[4]), {
        "drop_sections": ("closing",)
    }


@page("comments-in-cells", "Comments inside cells and rows, one with a whole row.")
def _(r: Report) -> Made:
    def cell(c: Cell) -> str:
        return td(c, f"<!-- 5 -->{inner(c)}<!--0-->")

    made = main(r, lambda t: table(t, cell)).replace(
        "</tr>\n<tr>", "</tr>\n<!--<tr><td>规章</td><td>9</td></tr>-->\n<tr>", 9
    )
    return plain(r, made)
