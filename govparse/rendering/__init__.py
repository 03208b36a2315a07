"""A record back into a text, a page or a Word file of the official form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, overload

from govparse.records import AnnualReport
from govparse.rendering.docx import write_docx
from govparse.rendering.html import write_html
from govparse.rendering.official import lay_out
from govparse.rendering.sheet import Sheet
from govparse.rendering.text import write_markdown, write_tabs

Layout = Literal["tabs", "markdown", "html", "docx"]
WRITERS: Mapping[Layout, Callable[[Sheet], str | bytes]] = {
    "tabs": write_tabs,
    "markdown": write_markdown,
    "html": write_html,
    "docx": write_docx,
}
"""Layout → what writes a sheet in it."""


@overload
def render(report: AnnualReport, layout: Literal["tabs", "markdown", "html"] = "tabs") -> str: ...
@overload
def render(report: AnnualReport, layout: Literal["docx"]) -> bytes: ...
@overload
def render(report: AnnualReport, layout: Layout) -> str | bytes: ...
def render(report: AnnualReport, layout: Layout = "tabs") -> str | bytes:
    """Print a report in its official form: title, headings, prose and the three tables.

    `layout` is `"tabs"` (text, a tab between cells, a row per line), `"markdown"`, `"html"` (one page,
    with the row and column spans of the form) or `"docx"` (the bytes of a Word file). Labels come from
    the grammars of the forms the report was read by; cells, prose and title stand as they were printed.
    All four show blank cells, so what is rendered reads back as the same facts and sections.

    Rows and tables that are `absent` are left out. A cell that is `unread` is printed as `?`, which no
    reader takes for a value or a blank. Values without any label (`UnknownRow` with label "") are not
    printed. The same report gives the same bytes.

    Raises `ValueError` for another layout, and for a report of a form that is not known here.
    """
    if layout not in WRITERS:
        raise ValueError(f"layout {layout!r}: one of {', '.join(WRITERS)}")
    return WRITERS[layout](lay_out(report))
