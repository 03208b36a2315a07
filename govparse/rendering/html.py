"""A web page of the official form: one file, nothing fetched, row and column spans as the form has them."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from govparse.rendering.sheet import Cell, Paragraph, Sheet, Table

_STYLE = """
body { max-width: 60em; margin: 2em auto; padding: 0 1em; line-height: 1.7; }
body { font-family: "Noto Serif CJK SC", SimSun, serif; }
h1 { text-align: center; font-size: 1.5em; }
h2 { font-size: 1.15em; }
p { margin: 0.5em 0; }
.issuer { text-align: center; }
.closing { text-align: right; }
table { border-collapse: collapse; width: 100%; margin: 1em 0; font-size: 0.85em; line-height: 1.3; }
th, td { border: 1px solid; padding: 0.3em; text-align: center; font-weight: normal; }
""".strip()
_TAGS = {"title": "h1", "heading": "h2"}


def write_html(sheet: Sheet) -> str:
    """Write a page."""
    title = next((part.text for part in sheet.parts if isinstance(part, Paragraph) and part.kind == "title"), "")
    lines = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        f"<title>{escape(title)}</title>",
        f"<style>\n{_STYLE}\n</style>",
        "</head>",
        "<body>",
    ]
    for part in sheet.parts:
        lines += _table(part) if isinstance(part, Table) else _paragraph(part)
    return "\n".join([*lines, "</body>", "</html>"]) + "\n"


def _paragraph(paragraph: Paragraph) -> Iterator[str]:
    tag = _TAGS.get(paragraph.kind, "p")
    kind = f' class="{paragraph.kind}"' if paragraph.kind in ("issuer", "closing") else ""
    for line in paragraph.text.splitlines():
        if line.strip():
            yield f"<{tag}{kind}>{escape(line)}</{tag}>"


def _table(table: Table) -> Iterator[str]:
    yield "<table>"
    for row in table.rows:
        yield f"<tr>{''.join(_cell(cell) for cell in row.cells)}</tr>"
    yield "</table>"


def _cell(cell: Cell) -> str:
    tag = "td" if cell.role in ("value", "pad") else "th"
    wide = f' colspan="{cell.wide}"' if cell.wide > 1 else ""
    high = f' rowspan="{cell.high}"' if cell.high > 1 else ""
    words = escape(cell.text).replace("\n", "<br>")
    return f"<{tag}{wide}{high}>{words}</{tag}>"
