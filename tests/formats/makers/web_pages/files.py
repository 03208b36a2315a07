"""Files that hold more or less than one page: saved pages, other names, several reports, a frameset."""

from __future__ import annotations

import base64
import quopri

from expect import failure
from markup import ADDRESS, main, plain, site
from model import Report, report
from register import Made

from web_pages.shared import framed, page


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
def _(r: Report) -> Made:
    return mht(site(r)), framed(r)


@page("html-named-doc", "HTML of a word processor saved under the name .doc.", "dense-2019", "town", ending="doc")
def _(r: Report) -> Made:
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">\n'
        + plain(r, main(r)).split("\n", 2)[2]
    )


@page("mht-named-doc", "MHTML of a word processor saved under the name .doc.", ending="doc")
def _(r: Report) -> Made:
    return mht(plain(r, main(r)), "Word")


@page("several-reports", "Two reports of two bodies on one page.")
def _(r: Report) -> Made:
    other = report("dense-2019", "town")
    return plain(r, main(r) + "\n<hr>\n" + main(other)), {
        "whole": failure("", "several_reports", parts=["official-2021", "official-2019"])
        | {"about": "Two reports of two bodies on one page; parts are stems in this folder."}
    }


@page("frameset", "A frameset page: the report is in another file.")
def _(r: Report) -> Made:
    made = (
        f"<html><head><meta charset=utf-8><title>{r.title}</title></head><frameset rows='80,*'><frame src='top.html'>"
        "<frame src='report.html'></frameset><noframes>您的浏览器不支持框架。</noframes></html>"
    )
    return made, {"whole": failure("A frameset page: the report is in another file.")}
