"""A table of a Word file: its cells where they begin, and what in it is layout rather than a table."""

from __future__ import annotations

from typing import Final

from attrs import define, field

from govparse.reading.content import Paragraph, Picture, Table, TableCell, TableRow

Item = Paragraph | Table | Picture

_LONG: Final = 120
"""Characters. No label and no caption of a form is longer; a row that holds nothing else is running text."""
_LONGER: Final = 500
"""Running text, whatever stands beside it."""
_SEVERAL: Final = 40
"""Several paragraphs alone in a row of one cell are running text from this length on, and a caption below."""


@define
class Story:
    """What a body or a cell holds, in reading order."""

    in_cell: bool = False
    items: list[Item] = field(factory=list)
    held: list[str] = field(factory=list)
    """Lines of a paragraph whose mark is deleted: the next paragraph goes on after them."""
    doubt: bool = False
    raised: bool = False
    plain: bool = False
    faint: bool = False
    clear: bool = False

    def flush(self) -> None:
        """Give up waiting for a paragraph to go on after the lines held."""
        lines, self.held = self.held, []
        self.add(lines)

    def add(self, lines: list[str]) -> None:
        """Add lines; blank ones show nothing."""
        self.items.extend(Paragraph(line) for line in lines if line and not line.isspace())

    def text(self) -> str:
        """Return the text as that of a cell."""
        lines = (item.text.replace("\t", " ").strip() for item in self.items if isinstance(item, Paragraph))
        return "\n".join(line for line in lines if line)

    def unsure(self) -> bool:
        """Whether it cannot be read for certain as a cell."""
        return self.doubt or (self.raised and self.plain) or (self.faint and self.clear)

    def take(self, other: Story) -> None:
        """Take over what another story holds, with its doubts."""
        self.items.extend(other.items)
        self.doubt |= other.doubt
        self.raised |= other.raised
        self.plain |= other.plain
        self.faint |= other.faint
        self.clear |= other.clear


@define
class Cell:
    """A cell as the file gives it."""

    left: int
    right: int
    story: Story
    above: bool | None = None
    """True: it belongs to the cell above it; False: a cell that may reach down begins here."""
    height: int = 1
    unsure: bool = False


@define
class Row:
    """A row as the file gives it. `before` is the column its first cell begins with, `end` where its last one ends."""

    before: int = 0
    end: int = 0
    cells: list[Cell] = field(factory=list)

    def add(self, span: int, story: Story, above: bool | None, beside: bool) -> None:
        """Add a cell; one that belongs to the cell beside it only widens that."""
        if beside and self.cells:
            self.cells[-1].right += span
        else:
            self.cells.append(Cell(self.end, self.end + span, story, above))
        self.end += span

    def is_layout(self) -> bool:
        """Whether it holds running text, tables or a picture in place of the cells of a table."""
        filled = [cell.story for cell in self.cells if not cell.above and cell.story.items]
        if any(isinstance(item, Table) for story in filled for item in story.items):
            return True
        if len(filled) != 1:
            return any(len(story.text()) > _LONGER for story in filled)
        text = filled[0].text()
        return (
            len(text) > _LONG
            or not text
            or (len(self.cells) == 1 and len(filled[0].items) > 1 and len(text) > _SEVERAL)
        )


def lay_out(number: int, rows: list[Row]) -> list[Item]:
    """Return a table as items: itself, cut where rows are layout; all pieces share number and columns."""
    left = min((row.before for row in rows), default=0)
    right = max((row.end for row in rows), default=0)
    items: list[Item] = []
    piece = _Piece(number, left, right)
    for number, row in enumerate(row for row in rows if row.cells):  # one without was deleted cell by cell
        if row.is_layout():
            items.extend(piece.close(number + 1))
            for cell in row.cells:
                if not cell.above:
                    items.extend(cell.story.items)
        else:
            piece.add(row)
    items.extend(piece.close())
    return items


def nested(rows: list[Row]) -> list[Story]:
    """Return the cells of a table that hold anything."""
    return [cell.story for row in rows for cell in row.cells if not cell.above and cell.story.items]


class _Piece:
    """The rows of a table up to the next row of layout."""

    def __init__(self, number: int, left: int, right: int) -> None:
        self._number, self._left, self._right, self._first = number, left, right, 0
        self._rows: list[tuple[list[Cell], bool]] = []
        self._pictures: list[Item] = []
        self._down: dict[int, Cell | None] = {}
        """The cells of the last row that may reach on down, by their first column; None: one of an earlier piece."""

    def add(self, row: Row) -> None:
        cells: list[Cell] = []
        down: dict[int, Cell | None] = {}
        whole = (row.before, row.end) == (self._left, self._right)
        for cell in row.cells:
            if cell.above and cell.left in self._down:
                over = self._down[cell.left]
                if over is None or over.right == cell.right:
                    down[cell.left] = over
                    if over is None:
                        whole = False
                    else:
                        over.height += 1
                    continue
            # With nothing fitting above it, what belongs in this place is not known.
            cell.unsure = cell.story.unsure() or cell.above is True
            cells.append(cell)
            if cell.above is not None:
                down[cell.left] = cell
            self._pictures += [item for item in cell.story.items if isinstance(item, Picture)]
        self._down = down
        self._rows.append((cells, whole))

    def close(self, following: int = 0) -> list[Item]:
        """Return the piece and begin the next one, whose first row is row `following` of the table."""
        rows = tuple(TableRow(tuple(map(_cell, cells)), whole) for cells, whole in self._rows)
        items = [Table(self._number, rows, self._first), *self._pictures] if rows else []
        self._first = following
        self._rows, self._pictures, self._down = [], [], dict.fromkeys(self._down)
        return items


def _cell(cell: Cell) -> TableCell:
    return TableCell(cell.story.text(), cell.left, float(cell.left), float(cell.right), cell.height, cell.unsure)
