"""HTML of the form: a plain rendering with the true spans, and page frames like those of content systems."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from model import Cell, Report, Table

CellMaker = Callable[[Cell], str]


def inner(cell: Cell) -> str:
    return escape(cell.text, quote=False).replace("\n", "<br>")


def td(cell: Cell, content: str | None = None, extra: str = "", tag: str = "td") -> str:
    """Return one cell."""
    spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (f' colspan="{cell.cols}"' if cell.cols > 1 else "")
    return f"<{tag}{spans}{extra}>{inner(cell) if content is None else content}</{tag}>"


def table(made: Table, cell: CellMaker = td, attributes: str = ' border="1" cellspacing="0"') -> str:
    """Return a table, one line per row."""
    lines = ["<tr>" + "".join(cell(c) for c in row) + "</tr>" for row in made.rows]
    return f"<table{attributes}>\n<tbody>\n" + "\n".join(lines) + "\n</tbody>\n</table>"


def main(report: Report, tables: Callable[[Table], str] = table, p: str = "<p>{}</p>", h: str = "<p><b>{}</b></p>",
         title: str = "<h1>{}</h1>", sign: str = '<p style="text-align:right">{}</p>') -> str:  # fmt: skip
    """Return the report without a page around it."""
    frames = {"title": title, "p": p, "h": h, "sign": sign}
    return "\n".join(tables(x) if kind == "table" else frames[kind].format(escape(x, quote=False))
                     for kind, x in report.blocks())  # fmt: skip


def plain(report: Report, content: str, charset: str = '<meta charset="utf-8">') -> str:
    """Return a page with nothing but the report."""
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n{charset}\n<title>{report.title}</title>\n</head>\n'
        f"<body>\n{content}\n</body>\n</html>\n"
    )


ADDRESS = "http://www.weidu.example/zwgk/gkml/nb/202401/t20240128_10233.html"
FOOTER = """<div class="footer">
<p>主办：苇渡市人民政府办公室 承办：苇渡市数据服务中心</p>
<p>网站标识码：9901000012 苇公网安备 99010002000123号 备案编号：苇ICP备09000012号</p>
<p>地址：苇渡市滨河路18号 邮政编码：990012 联系电话：0990-2345678</p>
</div>"""


def without_title(report: Report) -> str:
    return main(report).split("\n", 1)[1]


def site(report: Report, content: str | None = None, before: str = "", after: str = FOOTER, nav: str = "") -> str:
    """Return the page of a content system: standard meta elements, breadcrumb, date line, content, footer."""
    content = without_title(report) if content is None else content
    return f"""<!DOCTYPE html>
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{report.title}_苇渡市人民政府</title>
<meta name="SiteName" content="苇渡市人民政府">
<meta name="SiteDomain" content="www.weidu.example">
<meta name="SiteIDCode" content="9901000012">
<meta name="ColumnName" content="政府信息公开年报">
<meta name="ColumnType" content="政务公开">
<meta name="ArticleTitle" content="{report.title}">
<meta name="PubDate" content="2024-01-28 09:30">
<meta name="ContentSource" content="{report.issuer}">
<meta name="Url" content="{ADDRESS}">
<style>.footer{{color:#666}} table td:before{{content:""}}</style>
<script>var siteId = 12; var rows = "<table><tr><td>规章</td><td>7</td></tr></table>";</script>
</head>
<body>
<div class="header"><a href="/">苇渡市人民政府</a></div>
{nav}<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 政府信息公开年报</div>
{before}<h1 class="title">{report.title}</h1>
<div class="info">发布时间：2024-01-28 09:30　来源：{report.issuer}　浏览次数：<span id="hits">328</span>　字体：[大 中 小]</div>
<div class="TRS_Editor" id="zoom">
{content}
</div>
{after}
</body>
</html>
"""


def site_metadata(report: Report) -> dict[str, str]:
    return {"publisher": report.issuer, "published": "2024-01-28", "address": ADDRESS}
