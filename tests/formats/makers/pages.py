"""Web pages: one quirk each."""

from __future__ import annotations

import base64
import itertools
import quopri
import random
import re
from collections.abc import Callable
from typing import Any

from expect import UNREAD, describe, doubtful, failure, save
from markup import ADDRESS, FOOTER, inner, main, plain, site, site_metadata, table, td, without_title
from model import COLUMNS, Cell, Report, Table, report

Page = str | bytes | tuple[str | bytes, dict[str, Any]]
PAGES: dict[str, tuple[str, Callable[[], Report], Callable[[Report], Page], str]] = {}


def page(stem: str, about: str, figures: str = "dense-2021", body: str = "bureau", ending: str = "html",
         **changes: Any) -> Callable[[Callable[[Report], Page]], Callable[[Report], Page]]:  # fmt: skip
    """Register a page; the function returns it, with changes to the expectation if there are any."""

    def register(make: Callable[[Report], Page]) -> Callable[[Report], Page]:
        assert stem not in PAGES, stem
        PAGES[stem] = (about, lambda: report(figures, body, **changes), make, ending)
        return make

    return register


def build() -> None:
    """Write all pages."""
    for stem, (about, source, make, ending) in PAGES.items():
        shown = source()
        made = make(shown)
        content, changes = made if isinstance(made, tuple) else (made, {})
        wanted = {"about": about} | changes["whole"] if "whole" in changes else describe(shown, about, **changes)
        save(f"html/{stem}.{ending}", content if isinstance(content, bytes) else content.encode(), wanted)


FRAME: dict[str, Any] = {"drop_sections": ("preamble", "closing")}  # date line above, footer below


def framed(r: Report, **changes: Any) -> dict[str, Any]:
    return FRAME | {"metadata": site_metadata(r)} | changes


def each(change: Callable[[Table], Any]) -> Callable[[Table], str]:
    """Return a table maker that changes the table first."""

    def make(made: Table) -> str:
        change(made)
        return table(made)

    return make


def only(name: str, change: Callable[[Table], Any]) -> Callable[[Table], str]:
    return each(lambda t: change(t) if t.name == name else None)


# ---- the form as it is


@page("official-2021", "The 2021 form with its true spans, nothing around it.")
def _(r: Report) -> Page:
    return plain(r, main(r))


@page("official-2019", "The 2019 form with its true spans, nothing around it.", "dense-2019", "town")
def _(r: Report) -> Page:
    return plain(r, main(r))


@page("official-2021-flat-review", "The results of 行政复议 stand on the third row of the head.", review_style="flat")
def _(r: Report) -> Page:
    return plain(r, main(r))


@page(
    "province-2021",
    "Figures of a province: up to eight digits, a fee amount with four decimals.",
    "province-2021",
    "province",
)
def _(r: Report) -> Page:
    return plain(r, main(r))


@page("slashes-2019", "2019 form, 总计 only; three rows and 规章 slashed, 复议后起诉 blank.", "slashes-2019", "town")
def _(r: Report) -> Page:
    return plain(r, main(r))


@page("zero-heavy-2021", "Many zeros.", "small-2021", "office")
def _(r: Report) -> Page:
    return plain(r, main(r))


@page("mixed-forms", "Part two on the 2019 form, parts three and four on the 2021 form.", "mixed-19-21")
def _(r: Report) -> Page:
    return plain(r, main(r))


@page("mixed-inside-section-two", "2019 columns for item （一）, 2021 form for the rest.", "hybrid-2021")
def _(r: Report) -> Page:
    return plain(r, main(r))


@page("th-thead-caption", "Head cells as th in thead, a caption, colgroup, tfoot with a remark.")
def _(r: Report) -> Page:
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


# ---- content systems


@page(
    "system-meta",
    "Page of a content system: standard meta elements, breadcrumb, date line, footer, script with a table.",
)
def _(r: Report) -> Page:
    return site(r), framed(r)


@page(
    "system-editor",
    "Cells as a web editor leaves them: firstRow, widths, word-break styles, p and span in cells.",
    "dense-2019",
    "town",
)
def _(r: Report) -> Page:
    def cell(c: Cell) -> str:
        style = ' width="64" valign="top" style="word-break: break-all; border-width: 1px; border-style: solid;"'
        size = "font-family:宋体;font-size:14px"
        return td(c, f'<p style="text-align:center"><span style="{size}">{inner(c)}</span></p>', style)

    def make(t: Table) -> str:
        return table(t, cell, ' data-sort="sortDisabled" width="100%"').replace("<tr>", '<tr class="firstRow">', 1)

    return site(r, main(r, make, p='<p style="text-indent:2em">{}<br></p>').split("\n", 1)[1]), framed(r)


@page(
    "system-markers",
    "Content between comment markers of a content system, index fields as spans, date line after the title.",
    "dense-2019",
    "county",
)
def _(r: Report) -> Page:
    body = f"""<div id="barrierfree_container"><div class="bt_link">首页 &gt;&gt; 信息公开</div>
<div class="xxgk_info"><span>索 引 号：</span><span>990100-2020-00017</span><span>发布机构：</span><span>{r.issuer}</span></div>
<!--<$[信息名称]>begin--><h1>{r.title}</h1><!--<$[信息名称]>end-->
<p class="date">发布日期：<!--<$[信息时间]>begin-->2020-01-28<!--<$[信息时间]>end--></p>
<div class="bt_content"><!--ZJEG_RSS.content.begin--><!--<$[信息内容]>begin-->
{without_title(r)}
<!--<$[信息内容]>end--><!--ZJEG_RSS.content.end--></div></div>"""
    meta = {"publisher": r.issuer, "published": "2020-01-28", "index_number": "990100-2020-00017"}
    return plain(r, body + FOOTER), FRAME | {"metadata": meta}


@page(
    "uppercase-unquoted",
    "Old page: tags in capitals, attributes without quotes, layout by tables and font.",
    "dense-2019",
    "town",
)
def _(r: Report) -> Page:
    def cell(c: Cell) -> str:
        spans = (f" ROWSPAN={c.rows}" if c.rows > 1 else "") + (f" COLSPAN={c.cols}" if c.cols > 1 else "")
        return f"<TD{spans} ALIGN=center BGCOLOR=#ffffff><FONT SIZE=2>{inner(c)}</FONT></TD>"

    def make(t: Table) -> str:
        rows = "\n".join("<TR>" + "".join(cell(c) for c in row) + "</TR>" for row in t.rows)
        return f"<TABLE BORDER=1 CELLPADDING=0 WIDTH=90% ALIGN=center>\n{rows}\n</TABLE>"

    return (
        "<HTML><HEAD><META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=utf-8'>"
        f"<TITLE>{r.title}</TITLE></HEAD><BODY BGCOLOR=#FFFFFF>\n<CENTER><FONT SIZE=5><B>{r.title}</B></FONT></CENTER>\n"
        + main(r, make, p="<P><FONT SIZE=3>{}</FONT>", h="<P><B>{}</B>", sign="<P ALIGN=right>{}").split("\n", 1)[1]
        + "\n</BODY></HTML>"
    )


# ---- around the report


def _layout(content: str, deep: int) -> str:
    for level in range(deep):
        content = (
            f'<table width="98{level}" border="0" align="center"><tr><td width="12"></td><td valign="top">'
            f'{content}</td><td width="12">&nbsp;</td></tr></table>'
        )
    return content


@page("layout-tables-nested", "Layout tables three deep around the report.")
def _(r: Report) -> Page:
    return site(r, _layout(without_title(r), 3)), framed(r)


@page(
    "layout-tables-menu",
    "One layout table holds the menu at the left, whose entries are form labels, and the report.",
    "dense-2019",
    "town",
)
def _(r: Report) -> Page:
    menu = "".join(
        f'<tr><td><a href="/{i}">{t}</a></td></tr>'
        for i, t in enumerate(
            ("机构职能", "规章", "行政规范性文件", "规范性文件", "行政许可", "行政处罚", "行政强制", "总计", "其他")
        )
    )
    inside = _layout(main(r), 1)
    body = (
        f'<table width="1000"><tr><td rowspan="2" width="180"><table>{menu}</table></td><td>当前位置：首页</td></tr>'
        f"<tr><td>{inside}</td></tr></table>"
    )
    return plain(r, body), {"drop_sections": ("closing",)}


@page("layout-cell-per-block", "Every paragraph and every table of the report is a row of one outer table.")
def _(r: Report) -> Page:
    rows = "\n".join(f"<tr><td>{part}</td></tr>" for part in re.split(r"\n(?=<p|<table|<h1)", main(r)))
    return plain(r, f'<table border="0" width="100%">\n{rows}\n</table>')


INDEX = (
    ("索 引 号", "990101-04-2024-000017"),
    ("主题分类", "政务公开／年度报告"),
    ("发布机构", "{issuer}"),
    ("发文日期", "2024年01月28日"),
    ("名　　称", "{title}"),
    ("文　　号", "苇建函〔2024〕9号"),
    ("有 效 性", "有效"),
)


def _index(r: Report, columns: int) -> tuple[str, dict[str, Any]]:
    pairs = [(f"<td><b>{a}：</b></td>", f"<td>{b.format(issuer=r.issuer, title=r.title)}</td>") for a, b in INDEX]
    cells = [a + b for a, b in pairs]
    step = columns // 2
    rows = "".join("<tr>" + "".join(cells[i : i + step]) + "</tr>\n" for i in range(0, len(cells), step))
    meta = {"publisher": r.issuer, "published": "2024-01-28", "document_number": "苇建函〔2024〕9号",
            "index_number": "990101-04-2024-000017"}  # fmt: skip
    return f'<table class="index" border="1">\n{rows}</table>\n', meta


@page("index-table-two-columns", "An index table of two columns before the report.")
def _(r: Report) -> Page:
    made, meta = _index(r, 2)
    return plain(r, made + main(r)), {"metadata": meta}


@page("index-table-four-columns", "An index table of four columns before the report, on the page of a content system.")
def _(r: Report) -> Page:
    made, meta = _index(r, 4)
    return site(r, before=made), framed(r, metadata=meta | {"address": ADDRESS})


@page(
    "index-table-one-row-labels",
    "Index table whose first row holds the names and whose second the values.",
    "dense-2019",
    "county",
)
def _(r: Report) -> Page:
    made = (
        '<table border="1"><tr><td>索引号</td><td>发布机构</td><td>公开日期</td></tr>'
        f"<tr><td>000014349/2020-00112</td><td>{r.issuer}</td><td>2020-01-28</td></tr></table>\n"
    )
    meta = {"publisher": r.issuer, "published": "2020-01-28", "index_number": "000014349/2020-00112"}
    return plain(r, made + main(r)), {"metadata": meta}


@page("navigation-labels", "Menu, tabs and related links whose entries equal form labels and headings.")
def _(r: Report) -> Page:
    entries = (
        "规章",
        "行政规范性文件",
        "行政许可",
        "行政处罚",
        "行政强制",
        "行政事业性收费",
        "总计",
        "信息内容",
        "二、主动公开政府信息情况",
        "自然人",
        "法人或其他组织",
        "0",
    )
    nav = '<ul class="nav">' + "".join(f'<li><a href="/{i}">{e}</a></li>' for i, e in enumerate(entries)) + "</ul>\n"
    related = (
        '<div class="related"><h3>相关阅读</h3><ul>'
        + "".join(
            f"<li><a href='/nb/{y}'>{r.issuer}{y}年政府信息公开工作年度报告</a><span>{y + 1}-01-2{y % 10}</span></li>"
            for y in (2022, 2021, 2020)
        )
        + "</ul></div>"
    )
    return site(r, nav=nav, after=related + FOOTER), framed(r)


@page("navigation-table", "A menu set as a table of form labels with numbers of entries beside them.")
def _(r: Report) -> Page:
    nav = "<table><tr><td>规章</td><td>12</td></tr><tr><td>规范性文件</td><td>340</td></tr><tr><td>行政许可</td><td>9</td></tr></table>\n"
    return site(r, nav=nav), framed(r)


@page(
    "address-canonical",
    "The page names its own address by link rel=canonical; no standard meta elements.",
    "small-2021",
    "office",
)
def _(r: Report) -> Page:
    made = plain(r, main(r)).replace("</head>", f'<link rel="canonical" href="{ADDRESS}">\n</head>')
    return made, {"metadata": {"address": ADDRESS}}


@page("small-table-in-part-one", "A small table of press conferences stands in part one.")
def _(r: Report) -> Page:
    small = (
        '<table border="1"><tr><td>新闻发布会</td><td>电视采访</td><td>微博微信</td><td>总计</td></tr>'
        "<tr><td>3次</td><td>2次</td><td>21条</td><td>26</td></tr></table>\n"
    )
    return (plain(r, main(r).replace("<p><b>二、", small + "<p><b>二、")), {"drop_sections": ("overview",)})


@page("footer-long", "A footer with links, numbers, postal address and a table of friendly links.")
def _(r: Report) -> Page:
    after = (
        "<table><tr><td>市直部门</td><td>县区</td><td>其他</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>"
        + FOOTER
    )
    return site(r, after=after), framed(r)


# ---- hidden things

HIDDEN = (' style="display:none"', " hidden", ' style="DISPLAY : none ;color:red"', ' hidden="hidden"')


@page("hidden-in-cells", "Hidden numbers inside number cells (display:none, hidden).")
def _(r: Report) -> Page:
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
def _(r: Report) -> Page:
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
def _(r: Report) -> Page:
    css = "<style>.wap-only{display:none} @media (max-width:600px){.wap-only{display:block}.pc-only{display:none}}</style>"

    def make(t: Table) -> str:
        return f'<div class="pc-only">{table(t)}</div>\n<div class="wap-only">{table(t)}</div>'

    return plain(r, css + main(r, make)), {"cells": {c: [v, UNREAD] for c, v in r.cells.items()}}


@page("hidden-rows-and-cells", "Hidden rows and hidden cells in the tables.")
def _(r: Report) -> Page:
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
def _(r: Report) -> Page:
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
def _(r: Report) -> Page:
    def cell(c: Cell) -> str:
        return td(c, f"<!-- 5 -->{inner(c)}<!--0-->")

    made = main(r, lambda t: table(t, cell)).replace(
        "</tr>\n<tr>", "</tr>\n<!--<tr><td>规章</td><td>9</td></tr>-->\n<tr>", 9
    )
    return plain(r, made)


# ---- spans and rows


@page(
    "head-wide-over-data",
    "Item （八） of the 2019 form: heads one and two columns wide, data two and one wide; likewise in （九）.",
    "dense-2019",
    "town",
)
def _(r: Report) -> Page:
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


@page("section-two-no-colspan", "Section two without colspan: one number, then two empty cells that pad the row.")
def _(r: Report) -> Page:
    def change(t: Table) -> None:
        for row in t.rows:
            for c in list(row):
                extra, c.cols = c.cols - 1, 1
                row.extend(Cell("") for _ in range(extra))

    return plain(r, main(r, only("proactive", change)))


@page(
    "heads-two-rows", "Heads of one column set on two rows: 商业|科研 over 企业|机构, each cell with its own borders."
)
def _(r: Report) -> Page:
    def change(t: Table) -> None:
        t.rows[2] = [Cell(x, kind="head") for x in ("商业", "科研", "社会公益", "法律服务", "其他")]
        t.rows.insert(3, [Cell(x, kind="head") for x in ("企业", "机构", "组织", "机构", "")])
        t.rows[0][0].rows = 4
        for c in t.rows[1]:
            c.rows = 3 if c.rows == 2 else 1
        t.head = 4

    return plain(r, main(r, only("requests", change)))


@page("br-in-labels", "Line breaks inside labels and heads.")
def _(r: Report) -> Page:
    def change(t: Table) -> None:
        for row in t.rows:
            for c in row:
                if c.kind != "value" and len(c.text) > 3:
                    c.text = c.text[: len(c.text) // 2] + "\n" + c.text[len(c.text) // 2 :]

    return plain(r, main(r, each(change)))


@page("vertical-labels", "Group labels and heads set one character per line by br.", "dense-2019", "county")
def _(r: Report) -> Page:
    def change(t: Table) -> None:
        for i, row in enumerate(t.rows):
            for c in row:
                if (c.rows > 2 and i >= t.head) or (c.kind == "head" and t.name == "review" and i):
                    c.text = "\n".join(c.text)

    return plain(r, main(r, each(change)))


@page("numbers-in-nested-tables", "Every number stands in a table of one cell inside its cell.")
def _(r: Report) -> Page:
    def cell(c: Cell) -> str:
        return td(
            c, f'<table width="100%"><tr><td align="center">{inner(c)}</td></tr></table>' if c.kind == "value" else None
        )

    return plain(r, main(r, lambda t: table(t, cell)))


@page("end-tags-missing", "No </td> and no </tr> anywhere, no tbody; p not closed.")
def _(r: Report) -> Page:
    return plain(
        r, re.sub(r"</?(td|tr|tbody|p)>", lambda m: "" if m[0][1] == "/" or m[1] == "tbody" else m[0], main(r))
    )


@page("end-tags-stray", "Stray end tags </td></td>, </div> and </font> between cells, a row closed twice.")
def _(r: Report) -> Page:
    made = main(r).replace("</td><td>", "</td></td></font><td>").replace("</tr>", "</tr></tr>")
    return plain(r, made)


@page(
    "row-one-cell-missing",
    "In two rows one td is missing: six zeros under seven columns, and six of seven different numbers.",
    "dense-2021",
)
def _(r: Report) -> Page:
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
def _(r: Report) -> Page:
    row = "requests.denied.enforcement_file"

    def change(t: Table) -> None:
        t.row("7.属于行政执法案卷").insert(3, Cell("4", kind="value"))

    return plain(r, main(r, only("requests", change))), {
        "cells": {f"{row}.{c}": doubtful(r.cells[f"{row}.{c}"]) for c in COLUMNS},
        "findings_at_least": 1,
    }


@page("row-extra-blank-at-end", "Every row of section three ends with an empty cell beyond the head.")
def _(r: Report) -> Page:
    def change(t: Table) -> None:
        for row in t.rows:
            row.append(Cell(""))

    return plain(r, main(r, only("requests", change)))


@page(
    "extra-cell-before-numbers", "An empty cell between label and numbers in all rows; the head is wide enough for it."
)
def _(r: Report) -> Page:
    def change(t: Table) -> None:
        t.rows[0][0].cols = 4
        for row in t.rows[3:]:
            row.insert(next(i for i, c in enumerate(row) if c.kind == "value"), Cell(""))

    return plain(r, main(r, only("requests", change)))


@page(
    "extra-cell-head-not-wider",
    "An empty cell between label and numbers in all rows; the head is not wider, so each number stands one column to the right of its head.",
)
def _(r: Report) -> Page:
    def change(t: Table) -> None:
        for row in t.rows[3:]:
            row.insert(next(i for i, c in enumerate(row) if c.kind == "value"), Cell(""))

    return plain(r, main(r, only("requests", change))), {
        "cells": {c: doubtful(v) for c, v in r.cells.items() if c.startswith("requests.")},
        "remarks": "Seven numbers for seven heads, though none stands under its own.",
    }


@page(
    "group-label-without-rowspan",
    "Group labels stand in the first row of the group, empty cells below them.",
    "dense-2019",
    "town",
)
def _(r: Report) -> Page:
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
def _(r: Report) -> Page:
    def change(t: Table) -> None:
        t.rows = [
            [Cell(c.text if b or not c.code else "", code=c.code, kind=c.kind) for c, _, b in row]
            if i >= t.head
            else t.rows[i]
            for i, row in enumerate(t.grid())
        ]

    return plain(r, main(r, only("requests", change)))


@page(
    "rowspan-too-long",
    "三、本年度办理结果 spans 25 rows where 22 follow: it reaches into the last row and pushes it to the right.",
)
def _(r: Report) -> Page:
    made = main(r).replace('rowspan="22"', 'rowspan="25"')
    last = {f"requests.carried_out.{c}": doubtful(r.cells[f"requests.carried_out.{c}"]) for c in COLUMNS}
    return plain(r, made), {"cells": last, "remarks": "Browsers push the last row to the right by one column."}


@page("spans-odd", "Spans that mean nothing: colspan 1, rowspan 1, an empty colspan, rowspan 01.")
def _(r: Report) -> Page:
    odd = (' colspan="1"', ' rowspan="1"', ' colspan=""', ' rowspan="01"')
    count = iter(range(10_000))
    return plain(
        r, main(r, lambda t: table(t, lambda c: td(c, extra=odd[next(count) % 4] if c.rows == c.cols == 1 else "")))
    )


@page("span-huge", "A caption of colspan 5000.")
def _(r: Report) -> Page:
    made = main(r).replace('colspan="4">第二十条第（八）项', 'colspan="5000">第二十条第（八）项')
    return plain(r, made)


@page("header-repeated-in-body", "The head of section three is repeated in the middle of the table.")
def _(r: Report) -> Page:
    def change(t: Table) -> None:
        head = [[Cell(c.text, c.cols, c.rows, kind="head") for c in row] for row in t.rows[:3]]
        at = t.where("四、结转下年度继续办理")[0]
        t.rows[at:at] = head

    return plain(r, main(r, only("requests", change)))


def cut(t: Table, at: int) -> tuple[Table, Table]:
    """Cut section three before a row, closing the spans that cross it."""
    grid = t.grid()
    below: list[list[Cell]] = [list(row) for row in t.rows[at:]]
    start: list[Cell] = []
    for j, (c, begins, first) in enumerate(grid[at]):
        if not begins and first:
            top = next(i for i in range(len(t.rows)) if grid[i][j][0] is c)
            start.append(Cell("", c.cols, c.rows - (at - top)))
            c.rows = at - top
    below[0] = start + below[0]
    return Table(t.name, t.rows[:at], t.head), Table(t.name, below)


@page(
    "section-three-cut-no-head",
    "Section three broken into two tables inside （四）; the second has no head, its merged label cells are empty.",
)
def _(r: Report) -> Page:
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
def _(r: Report) -> Page:
    def make(t: Table) -> str:
        if t.name != "requests":
            return table(t)
        head = [[Cell(c.text, c.cols, c.rows, kind="head") for c in row] for row in t.rows[:3]]
        one, two = cut(t, t.where("5.属于三类内部事务信息")[0])
        two.rows[:0] = head
        return table(one) + '\n<p style="page-break-before:always">&nbsp;</p>\n' + table(two)

    return plain(r, main(r, make))


@page("section-two-one-table-per-item", "Section two as one table per item.")
def _(r: Report) -> Page:
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
def _(r: Report) -> Page:
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


# ---- blanks


@page("blanks-nbsp", "Blank cells as &nbsp;, totals only.", "totals-2021", "office")
def _(r: Report) -> Page:
    return plain(r, main(r, lambda t: table(t, lambda c: td(c, inner(c) or "&nbsp;"))))


@page(
    "blanks-mixed",
    "Blank cells as <td/>, empty, nbsp, br, empty p, ideographic space, zero-width space.",
    "totals-2019",
    "town",
)
def _(r: Report) -> Page:
    ways = ("", "&nbsp;", "<br>", "<p></p>", "<p><span>&nbsp;</span></p>", "\u3000", "&#8203;", " ")
    count = iter(range(10_000))

    def cell(c: Cell) -> str:
        if c.text:
            return td(c)
        n = next(count)
        return "<td/>" if n % 9 == 8 and c.cols == 1 else td(c, ways[n % 9 % 8])

    return plain(r, main(r, lambda t: table(t, cell)))


@page("blanks-slash-and-dash", "Empty columns as /, -, —, ／ and 不适用.", "totals-2021", "office")
def _(r: Report) -> Page:
    ways = ("/", "-", "—", "／", "不适用", "——")
    blank = [c for c, v in r.cells.items() if v is None]
    r.set({c: {"state": "not_applicable", "text": ways[i % 6]} for i, c in enumerate(blank)})
    return plain(r, main(r))


def _merge(t: Table, label: str, text: str) -> None:
    row = t.row(label)
    at = next(i for i, c in enumerate(row) if c.kind == "value")
    row[at:] = [Cell(text, cols=7, kind="value")]


@page("merged-blank-row", "Whole rows merged: blank (colspan 7), and one with / in it.")
def _(r: Report) -> Page:
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
def _(r: Report) -> Page:
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
def _(r: Report) -> Page:
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
def _(r: Report) -> Page:
    r.set(dict.fromkeys(r.cells))
    r.overview[2] = r.overview[2].split("全年新收")[0]
    return plain(r, main(r))


# ---- numbers


@page(
    "word-pasted",
    "Pasted from Word: MsoNormal, nested spans that split numbers, o:p, conditional comments, nbsp padding, empty paragraphs.",
)
def _(r: Report) -> Page:
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
def _(r: Report) -> Page:
    def cell(c: Cell) -> str:
        if c.kind != "value":
            return td(c)
        return td(c, "".join(f'<font face="仿宋"><span\n style="font-size:12pt">{x}</span></font>' for x in c.text))

    return plain(r, main(r, lambda t: table(t, cell)))


@page("numbers-broken-by-br", "Two numbers are broken by br inside the cell: 59<br>21.")
def _(r: Report) -> Page:
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
def _(r: Report) -> Page:
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
def _(r: Report) -> Page:
    def cell(c: Cell) -> str:
        return td(c, f'<input type="text" size="4" readonly value="{c.text}">' if c.kind == "value" else None)

    cells: dict[str, Any] = {c: [{"value": v} if isinstance(v, int) else v, UNREAD] for c, v in r.cells.items()}
    return plain(r, main(r, lambda t: table(t, cell))), {
        "cells": cells,
        "remarks": "A browser shows the values; they are not text of the page. Never blank where a number is shown.",
    }


@page("full-width-digits", "Full-width digits in all cells.", "dense-2019", "town")
def _(r: Report) -> Page:
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
def _(r: Report) -> Page:
    def form(v: int) -> str:
        return f"{v:,}".replace(",", "，" if v % 2 else ",")

    r.set({c: {"value": v, "text": form(v)} for c, v in r.cells.items() if isinstance(v, int) and v > 999})
    return plain(r, main(r))


@page("traditional", "Traditional characters throughout.")
def _(r: Report) -> Page:
    pairs = dict(
        zip(
            "规范处罚强项条内数废现总计办结诉讼经议关维纠审业构织务预开产门设单额费县应与为实时间际动进统请发复报编质询问题样护权属国"
            "机类过执档没误无补长对认个会决许转续继环节录证栏图导层众电话网责运记领学组参员训监广传变线连违适优满坚较级镇乡岁济钩华颁"
            "区头汇岖临枫桥仓围仅联书气标确订细还将后",
            "規範處罰強項條內數廢現總計辦結訴訟經議關維糾審業構織務預開產門設單額費縣應與為實時間際動進統請發復報編質詢問題樣護權屬國"
            "機類過執檔沒誤無補長對認個會決許轉續繼環節錄證欄圖導層眾電話網責運記領學組參員訓監廣傳變線連違適優滿堅較級鎮鄉歲濟鉤華頒"
            "區頭匯嶇臨楓橋倉圍僅聯書氣標確訂細還將後",
            strict=True,
        )
    )
    pairs |= dict(
        zip(
            "转续环证级标领错选购举况访获这当稳减据读达户万于苇",
            "轉續環證級標領錯選購舉況訪獲這當穩減據讀達戶萬於葦",
            strict=True,
        )
    )
    change = str.maketrans(pairs)
    made = plain(r, main(r)).translate(change)
    fix = {
        name: "\n".join(getattr(r, name)).translate(change)
        for name in ("preamble", "overview", "problems", "other_matters", "closing")
    }
    return made, {"title": r.title.translate(change), "issuer": r.issuer.translate(change), "sections": fix}


# ---- without tables


def _lines(t: Table, joint: str) -> list[str]:
    return [joint.join(c.text for c in row) for row in t.rows]


@page("report-in-pre", "The whole report in one pre, cells joined by blanks.")
def _(r: Report) -> Page:
    text = main(r, lambda t: "\n".join(_lines(t, "  ")), p="    {}", h="\n{}", title="{}\n", sign="                {}")
    return plain(r, f"<pre>\n{text}\n</pre>")


@page("report-in-paragraphs", "No table elements: each cell is a paragraph.", "dense-2019", "town")
def _(r: Report) -> Page:
    return plain(r, main(r, lambda t: "\n".join(f"<p>{c.text}</p>" for row in t.rows for c in row)))


@page("report-in-div-rows", "No table elements: each row is a div, cells joined by several nbsp.")
def _(r: Report) -> Page:
    return plain(r, main(r, lambda t: "\n".join(f"<div>{x}</div>" for x in _lines(t, "&nbsp;&nbsp;&nbsp; "))))


@page(
    "report-in-br-lines", "The whole report in one div, lines ended by br, one cell per line.", "dense-2019", "county"
)
def _(r: Report) -> Page:
    text = main(
        r,
        lambda t: "<br>\n".join(_lines(t, "<br>\n")) + "<br>",
        p="&emsp;&emsp;{}<br>",
        h="{}<br>",
        title="{}<br><br>",
        sign="{}<br>",
    )
    return plain(r, f"<div>{text}</div>")


@page("tables-as-pictures", "All headings, the tables are pictures.")
def _(r: Report) -> Page:
    return site(
        r,
        main(r, lambda t: f'<p><img src="./W020240128{t.width}.png" alt="" width="640" height="780"></p>').split(
            "\n", 1
        )[1],
    ), (framed(r, figures=None, forms={"proactive": None, "requests": None, "review": None}, findings_at_least=1))


@page(
    "tables-in-attachment", "Two sentences and an attachment with the report's title; nothing of the form on the page."
)
def _(r: Report) -> Page:
    body = f'<p>现将{r.title}予以公布。</p>\n<p>附件：<a href="./P020240128.docx">{r.title}.docx</a></p>'
    return site(r, body), framed(
        r,
        figures=None,
        forms={"proactive": None, "requests": None, "review": None},
        sections={},
        error=[None, "not_a_report"],
        remarks="Either a report without tables or no report; never a number.",
    )


@page("several-reports", "Two reports of two bodies on one page.")
def _(r: Report) -> Page:
    other = report("dense-2019", "town")
    return plain(r, main(r) + "\n<hr>\n" + main(other)), {
        "whole": failure("", "several_reports", parts=["official-2021", "official-2019"])
        | {"about": "Two reports of two bodies on one page; parts are stems in this folder."}
    }


# ---- encodings and containers

RARE = {
    "issuer": "澜汀县镕喆堃镇人民政府",
    "title": "澜汀县镕喆堃镇人民政府2023年政府信息公开工作年度报告",
    "closing": ["澜汀县镕喆堃镇人民政府", "2024年1月26日"],
}


def _declared(name: str) -> str:
    return f'<meta http-equiv="Content-Type" content="text/html; charset={name}">' if name else ""


ENCODINGS = {
    "utf-8-undeclared": ("utf-8", ""),
    "utf-8-declared-gb2312": ("utf-8", "gb2312"),
    "gb18030-declared-utf-8": ("gb18030", "utf-8"),
    "gb18030-undeclared": ("gb18030", ""),
    "gb18030-declared-gb2312": ("gb18030", "gb2312"),
    "utf-16-bom": ("utf-16", ""),
    "utf-16-le-no-bom": ("utf-16-le", "utf-16"),
    "utf-8-bom-declared-gbk": ("utf-8-sig", "gbk"),
}


def _encoding(stem: str, encoding: str, declared: str) -> None:
    @page(
        f"encoding-{stem}",
        f"Bytes in {encoding}, {'declared ' + declared if declared else 'undeclared'}; characters outside GB2312 (镕喆堃) in the name.",
        **RARE,
    )
    def _(r: Report) -> Page:
        return plain(r, main(r), _declared(declared)).encode(encoding)


for _stem, (_encoding_name, _meta) in ENCODINGS.items():
    _encoding(_stem, _encoding_name, _meta)


@page(
    "encoding-big5",
    "Traditional characters in Big5, declared.",
    "dense-2019",
    "town",
    issuer="楓橋坳鎮人民政府",
    title="楓橋坳鎮人民政府2019年政府信息公開工作年度報告",
    preamble=["現將2019年度工作報告如下。"],
    overview=["2019年，本鎮主動公開各類信息312條。"],
    problems=["個別欄目更新不夠及時，將逐步改進。"],
    other_matters=["無其他需要報告的事項。"],
    closing=["楓橋坳鎮人民政府", "2020年1月26日"],
)
def _(r: Report) -> Page:
    made, _ = PAGES["traditional"][2](r)
    text = str(made).replace('charset="utf-8"', 'charset="big5"').replace('lang="zh-CN"', 'lang="zh-TW"')
    return text.encode("big5", "xmlcharrefreplace")


@page("numeric-references", "Every Chinese character as a numeric reference, decimal and hexadecimal by turns.")
def _(r: Report) -> Page:
    return re.sub(
        r"[^\x00-\x7f]", lambda m: f"&#{ord(m[0])};" if ord(m[0]) % 2 else f"&#x{ord(m[0]):X};", plain(r, main(r), "")
    )


@page(
    "xhtml",
    "XHTML with an XML declaration, namespaces, CDATA script and self-closing empty cells.",
    "totals-2019",
    "town",
)
def _(r: Report) -> Page:
    body = main(r, lambda t: table(t, lambda c: td(c) if c.text else td(c).replace("></td>", " />")))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" '
        '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="zh-CN">\n'
        f'<head><title>{r.title}</title><script type="text/javascript">//<![CDATA[\nif (1 < 2 && 3 > 2) {{}}\n//]]></script></head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


@page("mostly-tags", "A page of about 100 kB of which nearly all is markup.")
def _(r: Report) -> Page:
    noise = '<div class="l-grid__row l-grid__row--gutter" data-track="a1b2c3d4" style="margin:0 auto;padding:0"><span></span></div>\n'
    return site(r, before=noise * 450, after=noise * 350 + FOOTER), framed(r)


@page("nested-600-deep", "Font and span elements that are never closed: six hundred deep when the last table begins.")
def _(r: Report) -> Page:
    made = main(r, p="<p>{}" + '<font color="#000000"><span style="font-size:16px">' * 34)
    return plain(r, made)


def mht(html: str, maker: str = "Blink") -> bytes:
    """Return a page as a browser saves it in one file."""
    bound = "----MultipartBoundary--a1B2c3D4e5F6----"
    body = quopri.encodestring(html.encode()).decode()
    picture = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"\0" * 40).decode()
    text = f"""From: <Saved by {maker}>
Snapshot-Content-Location: {ADDRESS}
Subject: {maker}
Date: Sun, 28 Jan 2024 09:41:00 +0800
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="{bound}"


--{bound}
Content-Type: text/html
Content-ID: <frame-1@mhtml>
Content-Transfer-Encoding: quoted-printable
Content-Location: {ADDRESS}

{body}
--{bound}
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: http://www.weidu.example/logo.png

{picture}
--{bound}--
"""
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode("ascii")


@page("saved-by-browser", "Saved by a browser in one file (MHTML), quoted-printable.", ending="mht")
def _(r: Report) -> Page:
    return mht(site(r)), framed(r)


@page("html-named-doc", "HTML of a word processor saved under the name .doc.", "dense-2019", "town", ending="doc")
def _(r: Report) -> Page:
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">\n'
        + plain(r, main(r)).split("\n", 2)[2]
    )


@page("mht-named-doc", "MHTML of a word processor saved under the name .doc.", ending="doc")
def _(r: Report) -> Page:
    return mht(plain(r, main(r)), "Word")


@page("frameset", "A frameset page: the report is in another file.")
def _(r: Report) -> Page:
    made = (
        f"<html><head><meta charset=utf-8><title>{r.title}</title></head><frameset rows='80,*'><frame src='top.html'>"
        "<frame src='report.html'></frameset><noframes>您的浏览器不支持框架。</noframes></html>"
    )
    return made, {"whole": failure("A frameset page: the report is in another file.")}


if __name__ == "__main__":
    build()
