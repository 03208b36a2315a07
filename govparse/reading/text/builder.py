"""Cells in the making: what every way of cutting adds to."""

from __future__ import annotations

from attrs import define, field

from govparse.reading.document import Cell, Layout, Piece
from govparse.reading.lines import BLANK, Line
from govparse.reading.text.clutter import unemphasised

MAX_LINES = 20_000
"""A piece is judged over so many lines at most: a bound for memory."""
MAX_SEPARATORS = 5_000
"""A line with more separators is no row of a table: it is kept as prose, not cut into cells."""
_MAX_WORDLESS = 5_000
"""Of a longer run of cells without a word the rest is dropped: no table goes so far without a label."""


@define
class Builder:
    """The cells of a document so far."""

    most: int
    """A document with more cells is cut there, and says so: a bound for memory (a report has some 700)."""
    cells: list[Cell] = field(factory=list)
    pieces: list[Piece] = field(factory=list)
    skipped: list[int] = field(factory=list)
    """Lines that were not cut into cells."""
    rows: int = 0
    full: bool = False
    """There were more cells than `most`."""
    wordless: int = 0
    padded: bool = False
    """Pads end the last row: the next cell opens another."""

    def open(self, layout: Layout, width: int = 0, padded: bool = False) -> None:
        """Begin a piece; a flow that follows a flow goes on."""
        if layout is Layout.FLOW and self.pieces and self.pieces[-1].layout is Layout.FLOW:
            return
        self.pieces.append(Piece(layout, width, padded))

    def add(self, line: Line, number: int, begin: int, end: int, column: int, separated: bool) -> Cell:
        """Add the cell `line.text[begin:end]`, trimmed, to the row; what it says is without marks of emphasis."""
        raw = line.text[begin:end]
        text = raw.strip(BLANK)
        start = line.start + begin
        if text and raw[0] in BLANK:
            start += len(raw) - len(raw.lstrip(BLANK))
        words = text[slice(*unemphasised(text))]
        cell = Cell(words, start, start + len(text), number, self.rows, column, len(self.pieces) - 1, separated)
        cell.after_pads, self.padded = self.padded, False
        self.wordless = self.wordless + 1 if text.isascii() else 0
        if self.wordless <= _MAX_WORDLESS:
            self.append(cell)
        return cell

    def append(self, cell: Cell) -> None:
        """Add a cell as it is."""
        if len(self.cells) >= self.most:
            self.full = True
        else:
            self.cells.append(cell)
