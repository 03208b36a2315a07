"""A web page of the official form: one file, nothing fetched, row and column spans as the form has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from govparse.rendering.sheet import Cell, Paragraph, Sheet, Table

STYLE = """
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


class Marks:
    """What a page adds to the form: nothing. `govparse.output` marks cells and words."""

    def cell(self, cell: Cell) -> tuple[str, str]:
        """Return attributes for the element of a cell, and markup to stand behind its text."""
        return "", ""

    def words(self, paragraph: Paragraph, line: str, start: int) -> str:
        """Return the markup of a line that begins at character `start` of its paragraph."""
        return escape(line)


def write_html(sheet: Sheet) -> str:
    """Write a page."""
    title = next((part.text for part in sheet.parts if isinstance(part, Paragraph) and part.kind == "title"), "")
    return page(title, STYLE, body(sheet))


def page(title: str, style: str, lines: Iterable[str], language: str = "zh-CN", head: str = "") -> str:
    """Return a page that holds these lines."""
    first = ["<!DOCTYPE html>", f'<html lang="{language}">', "<head>", '<meta charset="utf-8">', *filter(None, [head])]
    first += [f"<title>{escape(title)}</title>", f"<style>\n{style}\n</style>", "</head>", "<body>"]
    return "\n".join([*first, *lines, "</body>", "</html>"]) + "\n"


def body(sheet: Sheet, marks: Marks | None = None) -> Iterator[str]:
    """Yield the lines of a sheet, without the page around them."""
    chosen = marks or Marks()
    for part in sheet.parts:
        yield from _table(part, chosen) if isinstance(part, Table) else _paragraph(part, chosen)


def _paragraph(paragraph: Paragraph, marks: Marks) -> Iterator[str]:
    tag = _TAGS.get(paragraph.kind, "p")
    kind = f' class="{paragraph.kind}"' if paragraph.kind in ("issuer", "closing") else ""
    start = 0
    for whole in paragraph.text.splitlines(keepends=True):
        (line,) = whole.splitlines()
        if line.strip():
            yield f"<{tag}{kind}>{marks.words(paragraph, line, start)}</{tag}>"
        start += len(whole)


def _table(table: Table, marks: Marks) -> Iterator[str]:
    yield "<table>"
    for row in table.rows:
        yield f"<tr>{''.join(_cell(cell, marks) for cell in row.cells)}</tr>"
    yield "</table>"


def _cell(cell: Cell, marks: Marks) -> str:
    tag = "td" if cell.role in ("value", "pad") else "th"
    wide = f' colspan="{cell.wide}"' if cell.wide > 1 else ""
    high = f' rowspan="{cell.high}"' if cell.high > 1 else ""
    words = escape(cell.text).replace("\n", "<br>")
    attributes, behind = marks.cell(cell)
    return f"<{tag}{wide}{high}{attributes}>{words}{behind}</{tag}>"
