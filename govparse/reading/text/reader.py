"""Text → Document: lines are cut into cells by what separates them, piece by piece.

Nothing here knows a label. A report mixes layouts, so each run of lines is judged by itself:
which way of cutting gives rows, and do its empty cells hold a position?
"""

from __future__ import annotations

from govparse.limits import Limits
from govparse.reading.document import Document
from govparse.reading.fold import fold
from govparse.reading.lines import Lines
from govparse.reading.text.builder import Builder
from govparse.reading.text.flow import read_line
from govparse.reading.text.pipes import read_pipes
from govparse.reading.text.tabs import is_tab_row, opens_with_tab, read_tab_grid, read_tab_rows


def read_text(text: str, limits: Limits) -> Document:
    """Cut decoded text into a `Document`. Linear in the length of the text; never fails, but may cut the text short."""
    lines = Lines(fold(text))
    builder = Builder(limits.cells)
    index = 0
    while index < len(lines) and not builder.full:
        index = read_piece(lines, index, builder)
    return Document(
        text=text,
        folded=lines.folded,
        lines=lines,
        cells=tuple(builder.cells),
        pieces=tuple(builder.pieces),
        skipped_lines=tuple(builder.skipped),
        cut=builder.full,
    )


def read_piece(lines: Lines, index: int, builder: Builder) -> int:
    """Read the piece that begins at line `index`; return the line after it."""
    line = lines[index]
    text = line.text
    if "\t" in text:
        if is_tab_row(text):
            return read_tab_grid(lines, index, builder)
        if opens_with_tab(text):
            return read_tab_rows(lines, index, builder)
    if "|" in text:
        return read_pipes(lines, index, builder)
    read_line(line, index, builder)
    return index + 1
