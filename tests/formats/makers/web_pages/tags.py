"""Tags in odd forms: in capitals, missing, stray, those of XHTML, very many, very deep."""

from __future__ import annotations

import re

from markup import FOOTER, inner, main, plain, site, table, td
from model import Cell, Report, Table
from register import Made

from web_pages.shared import framed, page


@page(
    "uppercase-unquoted",
    "Old page: tags in capitals, attributes without quotes, layout by tables and font.",
    "dense-2019",
    "town",
)
def _(r: Report) -> Made:
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


@page("end-tags-missing", "No </td> and no </tr> anywhere, no tbody; p not closed.")
def _(r: Report) -> Made:
    return plain(
        r, re.sub(r"</?(td|tr|tbody|p)>", lambda m: "" if m[0][1] == "/" or m[1] == "tbody" else m[0], main(r))
    )


@page("end-tags-stray", "Stray end tags </td></td>, </div> and </font> between cells, a row closed twice.")
def _(r: Report) -> Made:
    made = main(r).replace("</td><td>", "</td></td></font><td>").replace("</tr>", "</tr></tr>")
    return plain(r, made)


@page(
    "xhtml",
    "XHTML with an XML declaration, namespaces, CDATA script and self-closing empty cells.",
    "totals-2019",
    "town",
)
def _(r: Report) -> Made:
    body = main(r, lambda t: table(t, lambda c: td(c) if c.text else td(c).replace("></td>", " />")))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" '
        '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="zh-CN">\n'
        f'<head><title>{r.title}</title><script type="text/javascript">//<![CDATA[\nif (1 < 2 && 3 > 2) {{}}\n//]]></script></head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


@page("mostly-tags", "A page of about 100 kB of which nearly all is markup.")
def _(r: Report) -> Made:
    noise = '<div class="l-grid__row l-grid__row--gutter" data-track="a1b2c3d4" style="margin:0 auto;padding:0"><span></span></div>\n'
    return site(r, before=noise * 450, after=noise * 350 + FOOTER), framed(r)


@page("nested-600-deep", "Font and span elements that are never closed: six hundred deep when the last table begins.")
def _(r: Report) -> Made:
    made = main(r, p="<p>{}" + '<font color="#000000"><span style="font-size:16px">' * 34)
    return plain(r, made)
