"""Numbers: split, broken, nested, with signs behind them, in inputs, in other digits, with separators."""

from __future__ import annotations

import random
from typing import Any

from expect import UNREAD
from markup import inner, main, plain, table, td
from model import Cell, Report, Table
from register import Made

from web_pages.shared import each, page


@page(
    "word-pasted",
    "Pasted from Word: MsoNormal, nested spans that split numbers, o:p, conditional comments, nbsp padding, empty paragraphs.",
)
def _(r: Report) -> Made:
    rng = random.Random(4)

    def words(text: str) -> str:
        if not text:
            return "<span lang=\"EN-US\" style='font-size:10.5pt'><o:p>&nbsp;</o:p></span>"
        at = rng.randint(0, len(text))
        parts = [text[:at], text[at:]] if 0 < at < len(text) else [text]
        return (
            "".join(
                f'<span lang="EN-US" style=\'font-size:10.5pt;font-family:"仿宋_GB2312","serif"\'><span\n>{p}</span></span>'
                for p in parts
            )
            + '<span lang="EN-US"><o:p></o:p></span>'
        )

    def cell(c: Cell) -> str:
        pad = "&nbsp;" * rng.randint(0, 2)
        body = (
            f'<p class="MsoNormal" align="center" style=\'mso-line-height-rule:exactly\'>{pad}{words(c.text)}{pad}</p>'
        )
        if rng.random() < 0.1:
            body += '\n<p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
        return td(
            c,
            body,
            " valign=\"top\" style='width:36.85pt;border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt'",
        )

    made = main(
        r,
        lambda t: (
            "<!--[if !supportMisalignedColumns]-->\n" + table(t, cell, ' class="MsoNormalTable"') + "\n<!--[endif]-->"
        ),
        p="<p class=\"MsoNormal\" style='text-indent:32.0pt'><span>{}</span><o:p></o:p></p>",
    )
    made = (
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->\n"
        "<!--[if supportFields]><span>9</span><![endif]-->\n" + made
    )
    return plain(r, made)


@page(
    "spans-split-numbers",
    "Digits of one number in separate spans, fonts and bold elements, with line ends inside tags only.",
)
def _(r: Report) -> Made:
    def cell(c: Cell) -> str:
        if c.kind != "value":
            return td(c)
        return td(c, "".join(f'<font face="仿宋"><span\n style="font-size:12pt">{x}</span></font>' for x in c.text))

    return plain(r, main(r, lambda t: table(t, cell)))


@page("numbers-in-nested-tables", "Every number stands in a table of one cell inside its cell.")
def _(r: Report) -> Made:
    def cell(c: Cell) -> str:
        return td(
            c, f'<table width="100%"><tr><td align="center">{inner(c)}</td></tr></table>' if c.kind == "value" else None
        )

    return plain(r, main(r, lambda t: table(t, cell)))


@page("numbers-broken-by-br", "Two numbers are broken by br inside the cell: 59<br>21.")
def _(r: Report) -> Made:
    codes = {"proactive.licensing.decisions": "59\n21", "requests.received.total": "21\n37"}

    def change(t: Table) -> None:
        for c in t.values():
            c.text = codes.get(c.code or "", c.text)

    cells = {c: [UNREAD, {"state": "text"}] for c in codes}
    return plain(r, main(r, each(change))), {
        "cells": cells,
        "findings_at_least": 1,
        "remarks": "Two lines may be two numbers: a number never goes on over a line break.",
    }


@page("footnote-superscript", "A footnote sign <sup>1</sup> behind two numbers, (2) raised behind a third.")
def _(r: Report) -> Made:
    signs = {
        "proactive.licensing.decisions": "<sup>1</sup>",
        "requests.received.natural_person": "<sup>①</sup>",
        "requests.concluded.total": '<span style="vertical-align:super;font-size:8px">(2)</span>',
    }

    def cell(c: Cell) -> str:
        return td(c, inner(c) + signs.get(c.code or "", ""))

    cells: dict[str, Any] = {c: [UNREAD, {"value": r.cells[c]}, {"state": "text"}] for c in signs}
    return plain(r, main(r, lambda t: table(t, cell))), {
        "cells": cells,
        "remarks": "5921 with sign 1 must not become 59211.",
    }


@page(
    "input-values",
    "Numbers only in the value of input elements; an empty input where the form is blank.",
    "totals-2021",
    "office",
)
def _(r: Report) -> Made:
    def cell(c: Cell) -> str:
        return td(c, f'<input type="text" size="4" readonly value="{c.text}">' if c.kind == "value" else None)

    cells: dict[str, Any] = {c: [{"value": v} if isinstance(v, int) else v, UNREAD] for c, v in r.cells.items()}
    return plain(r, main(r, lambda t: table(t, cell))), {
        "cells": cells,
        "remarks": "A browser shows the values; they are not text of the page. Never blank where a number is shown.",
    }


@page("full-width-digits", "Full-width digits in all cells.", "dense-2019", "town")
def _(r: Report) -> Made:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")

    def change(t: Table) -> None:
        for c in t.values():
            c.text = c.text.translate(wide)

    cells = {
        c: (
            {"value": v, "text": str(v).translate(wide)}
            if isinstance(v, int)
            else {"value": v["value"], "text": str(v["text"]).translate(wide)}
        )
        for c, v in r.cells.items()
    }
    return plain(r, main(r, each(change))), {"cells": cells}


@page("thousands", "Thousands separators, half and full width, in figures of a province.", "province-2021", "province")
def _(r: Report) -> Made:
    def form(v: int) -> str:
        return f"{v:,}".replace(",", "，" if v % 2 else ",")

    r.set({c: {"value": v, "text": form(v)} for c, v in r.cells.items() if isinstance(v, int) and v > 999})
    return plain(r, main(r))
