"""The forms as they are: with their true spans, nothing around them."""

from __future__ import annotations

from markup import main, plain, td
from model import Report, Table
from register import Made

from web_pages.shared import page


@page("official-2021", "The 2021 form with its true spans, nothing around it.")
def _(r: Report) -> Made:
    return plain(r, main(r))


@page("official-2019", "The 2019 form with its true spans, nothing around it.", "dense-2019", "town")
def _(r: Report) -> Made:
    return plain(r, main(r))


@page("official-2021-flat-review", "The results of 行政复议 stand on the third row of the head.", review_style="flat")
def _(r: Report) -> Made:
    return plain(r, main(r))


@page(
    "province-2021",
    "Figures of a province: up to eight digits, a fee amount with four decimals.",
    "province-2021",
    "province",
)
def _(r: Report) -> Made:
    return plain(r, main(r))


@page("slashes-2019", "2019 form, 总计 only; three rows and 规章 slashed, 复议后起诉 blank.", "slashes-2019", "town")
def _(r: Report) -> Made:
    return plain(r, main(r))


@page("zero-heavy-2021", "Many zeros.", "small-2021", "office")
def _(r: Report) -> Made:
    return plain(r, main(r))


@page("mixed-forms", "Part two on the 2019 form, parts three and four on the 2021 form.", "mixed-19-21")
def _(r: Report) -> Made:
    return plain(r, main(r))


@page("mixed-inside-section-two", "2019 columns for item （一）, 2021 form for the rest.", "hybrid-2021")
def _(r: Report) -> Made:
    return plain(r, main(r))


@page("th-thead-caption", "Head cells as th in thead, a caption, colgroup, tfoot with a remark.")
def _(r: Report) -> Made:
    def make(t: Table) -> str:
        heads = "".join(
            "<tr>" + "".join(td(c, tag="th", extra=' scope="col"') for c in row) + "</tr>\n" for row in t.rows[: t.head]
        )
        rows = "".join(
            "<tr>" + "".join(td(c, tag="th" if c.kind != "value" else "td") for c in row) + "</tr>\n"
            for row in t.rows[t.head :]
        )
        columns = "<col>" * t.width
        return (
            f"<table><caption>统计表</caption><colgroup>{columns}</colgroup><thead>{heads}</thead>"
            f'<tfoot><tr><td colspan="{t.width}">注：数据由各科室汇总。</td></tr></tfoot><tbody>{rows}</tbody></table>'
        )

    return plain(r, main(r, make))
