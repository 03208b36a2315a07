"""What a reader hands on: the text, cut into cells with their places, and nothing decided about meaning."""

from __future__ import annotations

import enum

from attrs import define, field, frozen

from govparse.reading.lines import Lines


class Layout(enum.Enum):
    """How the cells of a piece are told apart, and what an empty cell means there."""

    GRID = "grid"
    """A line is a row and a separator is a column border: position in the row is evidence."""
    ROWS = "rows"
    """Cell by cell, but rows end visibly and blank cells leave a trace: the count is evidence."""
    FLOW = "flow"
    """Cells follow each other and row ends are not marked: only labels and values are evidence."""


@define(eq=False, slots=True)
class Cell:
    """One cell, or one line of text outside of tables.

    `text` is width-folded and trimmed; `start` and `end` are the span of the trimmed cell in the
    source text (characters). An empty cell has `text == ""` and stands where it was seen.
    """

    text: str
    start: int
    end: int
    line: int
    """0-based line on which the cell begins."""
    row: int
    """Rows are numbered through the document; in a flow, the row is the line."""
    column: int
    """0-based position in the row; in a flow, the position on the line."""
    piece: int
    """Index of the piece in `Document.pieces`."""
    after_separator: bool = False
    """A separator (pipe, tab), not only a line break, stands before this cell."""


@frozen
class Piece:
    """A run of lines read by one layout."""

    layout: Layout
    width: int
    """Cells per row where every row has as many; else the most frequent number. 0 in a flow."""


@frozen
class Document:
    """A decoded source, cut into cells in reading order."""

    text: str
    """The decoded text, BOM removed, line ends untouched."""
    folded: str
    """The same text, character by character, with width and script folded: positions agree."""
    lines: Lines = field(repr=False)
    """The lines of `folded`; their spans are those of `text`."""
    cells: tuple[Cell, ...] = field(repr=False)
    pieces: tuple[Piece, ...] = field(repr=False)
    skipped_lines: tuple[int, ...] = ()
    """Lines too long to be a row of a table (0-based); their text is kept as prose only."""
    cut: bool = False
    """There are more cells than govparse keeps; what follows was not read."""
