"""Pages of content systems: their frames, editors, comment markers, index tables and metadata."""

from __future__ import annotations

from typing import Any

from markup import ADDRESS, FOOTER, inner, main, plain, site, table, td, without_title
from model import Cell, Report, Table
from register import Made

from web_pages.shared import FRAME, framed, page


@page(
    "system-meta",
    "Page of a content system: standard meta elements, breadcrumb, date line, footer, script with a table.",
)
def _(r: Report) -> Made:
    return site(r), framed(r)


@page(
    "system-editor",
    "Cells as a web editor leaves them: firstRow, widths, word-break styles, p and span in cells.",
    "dense-2019",
    "town",
)
def _(r: Report) -> Made:
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
def _(r: Report) -> Made:
    body = f"""<div id="barrierfree_container"><div class="bt_link">首页 &gt;&gt; 信息公开</div>
<div class="xxgk_info"><span>索 引 号：</span><span>990100-2020-00017</span><span>发布机构：</span><span>{r.issuer}</span></div>
<!--<$[信息名称]>begin--><h1>{r.title}</h1><!--<$[信息名称]>end-->
<p class="date">发布日期：<!--<$[信息时间]>begin-->2020-01-28<!--<$[信息时间]>end--></p>
<div class="bt_content"><!--ZJEG_RSS.content.begin--><!--<$[信息内容]>begin-->
{without_title(r)}
<!--<$[信息内容]>end--><!--ZJEG_RSS.content.end--></div></div>"""
    meta = {"publisher": r.issuer, "published": "2020-01-28", "index_number": "990100-2020-00017"}
    return plain(r, body + FOOTER), FRAME | {"metadata": meta}


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
def _(r: Report) -> Made:
    made, meta = _index(r, 2)
    return plain(r, made + main(r)), {"metadata": meta}


@page("index-table-four-columns", "An index table of four columns before the report, on the page of a content system.")
def _(r: Report) -> Made:
    made, meta = _index(r, 4)
    return site(r, before=made), framed(r, metadata=meta | {"address": ADDRESS})


@page(
    "index-table-one-row-labels",
    "Index table whose first row holds the names and whose second the values.",
    "dense-2019",
    "county",
)
def _(r: Report) -> Made:
    made = (
        '<table border="1"><tr><td>索引号</td><td>发布机构</td><td>公开日期</td></tr>'
        f"<tr><td>000014349/2020-00112</td><td>{r.issuer}</td><td>2020-01-28</td></tr></table>\n"
    )
    meta = {"publisher": r.issuer, "published": "2020-01-28", "index_number": "000014349/2020-00112"}
    return plain(r, made + main(r)), {"metadata": meta}


@page(
    "address-canonical",
    "The page names its own address by link rel=canonical; no standard meta elements.",
    "small-2021",
    "office",
)
def _(r: Report) -> Made:
    made = plain(r, main(r)).replace("</head>", f'<link rel="canonical" href="{ADDRESS}">\n</head>')
    return made, {"metadata": {"address": ADDRESS}}
