"""What stands around the report: layout tables, menus, links, footers, small tables of other things."""

from __future__ import annotations

import re

from markup import FOOTER, main, plain, site, without_title
from model import Report
from register import Made

from web_pages.shared import framed, page


def _layout(content: str, deep: int) -> str:
    for level in range(deep):
        content = (
            f'<table width="98{level}" border="0" align="center"><tr><td width="12"></td><td valign="top">'
            f'{content}</td><td width="12">&nbsp;</td></tr></table>'
        )
    return content


@page("layout-tables-nested", "Layout tables three deep around the report.")
def _(r: Report) -> Made:
    return site(r, _layout(without_title(r), 3)), framed(r)


@page(
    "layout-tables-menu",
    "One layout table holds the menu at the left, whose entries are form labels, and the report.",
    "dense-2019",
    "town",
)
def _(r: Report) -> Made:
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
def _(r: Report) -> Made:
    rows = "\n".join(f"<tr><td>{part}</td></tr>" for part in re.split(r"\n(?=<p|<table|<h1)", main(r)))
    return plain(r, f'<table border="0" width="100%">\n{rows}\n</table>')


@page("navigation-labels", "Menu, tabs and related links whose entries equal form labels and headings.")
def _(r: Report) -> Made:
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
def _(r: Report) -> Made:
    nav = "<table><tr><td>规章</td><td>12</td></tr><tr><td>规范性文件</td><td>340</td></tr><tr><td>行政许可</td><td>9</td></tr></table>\n"
    return site(r, nav=nav), framed(r)


@page("small-table-in-part-one", "A small table of press conferences stands in part one.")
def _(r: Report) -> Made:
    small = (
        '<table border="1"><tr><td>新闻发布会</td><td>电视采访</td><td>微博微信</td><td>总计</td></tr>'
        "<tr><td>3次</td><td>2次</td><td>21条</td><td>26</td></tr></table>\n"
    )
    return (plain(r, main(r).replace("<p><b>二、", small + "<p><b>二、")), {"drop_sections": ("overview",)})


@page("footer-long", "A footer with links, numbers, postal address and a table of friendly links.")
def _(r: Report) -> Made:
    after = (
        "<table><tr><td>市直部门</td><td>县区</td><td>其他</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>"
        + FOOTER
    )
    return site(r, after=after), framed(r)
