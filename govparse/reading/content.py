"""What a page, a Word file or a PDF shows, in reading order: what their readers hand to `compose`.

Nothing here knows a label. A reader says which lines and which tables are shown, and where each cell
lies; `compose` makes of it the text that places refer to, and the cells that labels are looked for in.
"""

from __future__ import annotations

from attrs import define, field

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points, from the top left corner of the page as it is shown."""


@define
class Paragraph:
    """A line of text outside of tables. It holds no line break."""

    text: str
    page: int = 0
    """1-based; 0 where the source has no pages."""
    boxes: tuple[Box, ...] = field(default=(), repr=False)
    """Where there are pages: one box for each character of `text`."""


@define
class TableCell:
    """A cell where it begins; cells that it covers by its spans are not listed again."""

    text: str
    """What it shows; line breaks inside the cell are kept as a line feed. "" for a blank cell."""
    column: int
    """0-based number of the first column of the table that it covers."""
    left: float
    right: float
    """How far it reaches across: in columns of the table, or in points where there are pages."""
    height: int = 1
    """How many rows of the table it covers."""
    unsure: bool = False
    """Something in it cannot be read for certain: raised digits, struck digits."""
    box: Box | None = None


@define
class TableRow:
    """The cells that begin in one row of a table, blank ones included, from left to right."""

    cells: tuple[TableCell, ...]
    whole: bool
    """With cells that reach down from rows above, the cells cover the whole width of the table, without a gap."""
    page: int = 0


@define
class Table:
    """A table whose cells are known: by markup, or by the rules drawn around them."""

    number: int
    """1-based, counted through the source: the tables of layout count too."""
    rows: tuple[TableRow, ...]
    first: int = 0
    """0-based number of its first row, in a table that goes on behind prose that interrupts it."""


@define
class Picture:
    """A picture large enough to hold a table."""

    page: int = 0


@define
class Content:
    """Everything a source shows, in reading order."""

    items: list[Paragraph | Table | Picture] = field(factory=list)
    remarks: list[tuple[str, dict[str, object]]] = field(factory=list)
    """Findings about the file as a whole: rule and the details of its message."""
    open_ended: bool = False
    """The source breaks off: what it shows last may not be whole."""
    address: str | None = None
    """The web address that the source gives of itself outside of what it shows."""
    attachments: list[str] = field(factory=list)
    """Names of linked files that may hold what the source does not show."""
    declared: dict[str, str] = field(factory=dict)
    """What the source says of itself without showing it: `publisher`, `published`."""
