"""Reports without table elements, and pages whose tables are elsewhere."""

from __future__ import annotations

from markup import main, plain, site
from model import Report, Table
from register import Made

from web_pages.shared import framed, page


def _lines(t: Table, joint: str) -> list[str]:
    return [joint.join(c.text for c in row) for row in t.rows]


@page("report-in-pre", "The whole report in one pre, cells joined by blanks.")
def _(r: Report) -> Made:
    text = main(r, lambda t: "\n".join(_lines(t, "  ")), p="    {}", h="\n{}", title="{}\n", sign="                {}")
    return plain(r, f"<pre>\n{text}\n</pre>")


@page("report-in-paragraphs", "No table elements: each cell is a paragraph.", "dense-2019", "town")
def _(r: Report) -> Made:
    return plain(r, main(r, lambda t: "\n".join(f"<p>{c.text}</p>" for row in t.rows for c in row)))


@page("report-in-div-rows", "No table elements: each row is a div, cells joined by several nbsp.")
def _(r: Report) -> Made:
    return plain(r, main(r, lambda t: "\n".join(f"<div>{x}</div>" for x in _lines(t, "&nbsp;&nbsp;&nbsp; "))))


@page(
    "report-in-br-lines", "The whole report in one div, lines ended by br, one cell per line.", "dense-2019", "county"
)
def _(r: Report) -> Made:
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
def _(r: Report) -> Made:
    return site(
        r,
        main(r, lambda t: f'<p><img src="./W020240128{t.width}.png" alt="" width="640" height="780"></p>').split(
            "\n", 1
        )[1],
    ), (framed(r, figures=None, forms={"proactive": None, "requests": None, "review": None}, findings_at_least=1))


@page(
    "tables-in-attachment", "Two sentences and an attachment with the report's title; nothing of the form on the page."
)
def _(r: Report) -> Made:
    body = f'<p>现将{r.title}予以公布。</p>\n<p>附件：<a href="./P020240128.docx">{r.title}.docx</a></p>'
    return site(r, body), framed(
        r,
        figures=None,
        forms={"proactive": None, "requests": None, "review": None},
        sections={},
        error=[None, "not_a_report"],
        remarks="Either a report without tables or no report; never a number.",
    )
