"""What a reader hands on: the text, cut into cells with their places, and nothing decided about meaning."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from attrs import Factory, define, field, frozen

from govparse.reading.lines import Lines
from govparse.reading.origin import Origin, TextOrigin


class Layout(enum.Enum):
    """How the cells of a piece are told apart, and what an empty cell means there."""

    GRID = "grid"
    """A line is a row and a separator is a column border: position in the row is evidence."""
    ROWS = "rows"
    """Cell by cell, but rows end visibly and blank cells leave a trace: the count is evidence."""
    FLOW = "flow"
    """Cells follow each other and row ends are not marked: only labels and values are evidence."""
    TABLE = "table"
    """Markup or drawn rules bound each cell: how far it reaches across and down is known."""


@define(eq=False)
class Extent:
    """How far a cell of a `TABLE` reaches."""

    table: int
    """Extents of cells of one table can be compared, those of several cannot."""
    left: float
    right: float
    """Across: in columns of the table, or in points of the page."""
    height: int
    """Down: in rows."""
    whole: bool
    """The cells of its row, with those from above, cover the width of the table without a gap."""
    unsure: bool = False
    """Something in the cell cannot be read for certain."""
    page: int = 0


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
    extent: Extent | None = None
    """In a `TABLE`: how far the cell reaches."""
    after_pads: bool = False
    """Pipes on a line of their own pad the row before: this cell is none of it."""


@frozen
class Piece:
    """A run of lines read by one layout."""

    layout: Layout
    width: int
    """Cells per row where every row has as many; else the most frequent number. 0 in a flow."""
    padded: bool = False
    """Rows end in pads that make them equally long. Known pads are no cells; an empty cell at the end of a
    row may be one more."""


@frozen
class Document:
    """A source, cut into cells in reading order."""

    text: str
    """The decoded text (BOM removed, line ends untouched), or the text that a page or file shows."""
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
    open_ended: bool = True
    """The source may break off anywhere: its last number may not be whole."""
    origin: Origin = field(repr=False, default=Factory(lambda self: TextOrigin(self.lines), takes_self=True))
    """Where in the source a span of the text is printed."""
    pictures: tuple[int, ...] = ()
    """Where in the text a picture stands that is large enough to hold a table."""
    attachments: tuple[str, ...] = ()
    """Names of linked files that may hold what the source does not show."""
    address: str | None = None
    """The web address that the source gives of itself outside of its text."""
    declared: Mapping[str, str] = field(factory=dict)
    """What the source says of itself without showing it."""
    remarks: tuple[tuple[str, dict[str, object]], ...] = ()
    """Findings of the reader about the source as a whole: rule and details of its message."""

    def words_start(self, cell: Cell) -> int:
        """Return where in the text begins what a cell says: marks of emphasis may stand before it."""
        return max(self.folded.find(cell.text, cell.start, cell.end), cell.start)
