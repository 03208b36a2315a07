"""A line of a flow: one cell, unless a separator says otherwise."""

from __future__ import annotations

from govparse.reading.document import Layout
from govparse.reading.lines import Line, Lines
from govparse.reading.text.builder import MAX_SEPARATORS, Builder
from govparse.reading.text.clutter import is_page_furniture


def read_line(line: Line, index: int, builder: Builder) -> None:
    """Read a line as one cell; blank lines and page numbers are none."""
    builder.open(Layout.FLOW)
    if line.is_blank() or is_page_furniture(line.text):
        return
    builder.add(line, index, 0, len(line.text), 0, False)
    builder.rows += 1


def skip_or_read_line(lines: Lines, index: int, separator: str, builder: Builder) -> None:
    """Read a line as one cell, or leave it out where it has too many separators to be a row."""
    if lines.text(index).count(separator) > MAX_SEPARATORS:
        builder.open(Layout.FLOW)
        builder.skipped.append(index)
    else:
        read_line(lines[index], index, builder)
