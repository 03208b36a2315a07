"""Text in which every cell holds its column: tabs, and tables of Markdown."""

from __future__ import annotations

from collections.abc import Callable

from govparse.rendering.sheet import Paragraph, Sheet, Table


def write_text(sheet: Sheet, table: Callable[[Table], str], paragraph: Callable[[Paragraph], str]) -> str:
    """Write the parts of a sheet one after the other, an empty line between them."""
    parts = (paragraph(part) if isinstance(part, Paragraph) else table(part) for part in sheet.parts)
    return "\n\n".join(parts) + "\n"


def write_tabs(sheet: Sheet) -> str:
    """Write a line per row, a tab between cells; each row of a table has as many cells as the table is wide."""
    return write_text(sheet, _tabs, lambda paragraph: paragraph.text)


def _tabs(table: Table) -> str:
    return "\n".join("\t".join(cell.text for cell in row.cells) for row in table.flat().rows)


def write_markdown(sheet: Sheet) -> str:
    """Write Markdown: headings with `#`, tables with pipes; prose stands as it is."""
    return write_text(sheet, _markdown, _markdown_paragraph)


def _markdown(table: Table) -> str:
    lines = [f"| {' | '.join(cell.text.replace('|', '｜') for cell in row.cells)} |" for row in table.flat().rows]
    rule = f"|{' --- |' * table.width}"
    return "\n".join([lines[0], rule, *lines[1:]])


def _markdown_paragraph(paragraph: Paragraph) -> str:
    marks = {"title": "# ", "heading": "## "}
    return marks.get(paragraph.kind, "") + paragraph.text
