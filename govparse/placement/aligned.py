"""Placing the cells of a row in a table whose cells are known: how many there are, and where they lie.

Each cell of such a table is there, blank ones too. Two things are evidence: the number of cells, and the
labels of the head above them. A row is filled in the order of the form where it has one cell for each column
and no label that is read stands over another column than its own. Where it has more or fewer cells, their
place under a whole head decides, but only in a row that fills the width of the table: in one that does not,
a cell is missing and the others have moved.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from govparse.forms.form import BlockShape, Column
from govparse.forms.rows import Row, Typed
from govparse.placement.heads import NEAR, Head, Stretch, centre, extent_of, stretch_of
from govparse.placement.rows import EMPTY, Beside, Placed, Slot, fill, read_at, together, unread, values
from govparse.reading.document import Cell, Extent


@frozen
class TallCells:
    """Cells that reach down over several rows, by the rows they cover below their own."""

    covering: dict[int, tuple[Cell, ...]]

    @classmethod
    def of(cls, cells: Sequence[Cell], limit: int = 200) -> TallCells:
        """Collect them. A cell counts for at most `limit` rows: a bound for hostile input."""
        covering: dict[int, list[Cell]] = {}
        for cell in cells:
            if cell.extent is not None and cell.extent.height > 1:
                for row in range(cell.row + 1, cell.row + min(cell.extent.height, limit)):
                    covering.setdefault(row, []).append(cell)
        return cls({row: tuple(found) for row, found in covering.items()})

    def over(self, row: int, table: int) -> tuple[Cell, ...]:
        """Return the cells of a table that reach down into a row."""
        return tuple(c for c in self.covering.get(row, ()) if c.extent is not None and c.extent.table == table)


@frozen
class Around:
    """What is known around a row."""

    shape: BlockShape
    head: Head | None
    """The last head above it, in its own table or in one before."""
    own: bool
    """The head stands in the row's own table."""
    tall: TallCells
    even: bool
    """Nearly all rows of the block have one cell for each column."""
    regular: bool
    """Most rows of the table fill its width: one that does is no exception."""


def place_in_table(row: Row, around: Around) -> Placed:
    """Place a row of a table whose cells are known."""
    placed = _place(row, around)
    height = _height(row)
    for slot in placed.slots:
        if slot.cell is not None and slot.cell.type != EMPTY and extent_of(slot.cell).height > height:
            # One number beside two rows: it may be of either.
            slot.candidates, slot.cell, slot.rule = [slot.cell], None, "cell-merged"
            placed.rule = placed.rule or "cell-merged"
    return placed


def _place(row: Row, around: Around) -> Placed:
    columns, head = len(around.shape.columns), around.head
    filled, whole = values(row), _anchor(row).whole and around.regular
    if head is not None and head.columns is not None and not head.ordered:
        under = head.whole and whole and around.own and len(filled) == len(row.cells) == columns
        if under and _all_under(row, head.columns):
            return _by_position(row, head.columns, around.tall)
        return evolve(unread(row, columns, "columns-disordered", []), order=head.order)
    if head is not None and around.own and head.columns is not None and head.whole and whole:
        return _under_head(row, head.columns, around.tall)
    if head is not None and contradicts(row.cells if len(row.cells) == columns else filled, around.shape.columns, head):
        # In which order the columns stand nobody knows, so no order of the numbers is admissible before others.
        known = filled if len(filled) < columns else []
        return evolve(unread(row, columns, _short_or_long(filled, columns), known), beside=Beside(astray=True))
    # In a row that does not fill the table, blank cells may be those of other columns, moved.
    certain = whole or around.even or (len(filled) == columns and not (head is not None and head.whole))
    if len(row.cells) == columns and certain:
        return fill(row, row.cells)
    if head is not None and whole and len(filled) == columns and together(row):
        return fill(row, filled)
    if head is None and whole and len(row.cells) > columns:
        # Nothing says which of the cells are columns of the form: what stands outside may be a number as well.
        return read_at(row, columns, range(len(row.cells) - columns + 1))
    return unread(row, columns, _short_or_long(filled, columns), filled if len(filled) < columns else [])


def _short_or_long(filled: Sequence[Typed], columns: int) -> str:
    return "row-long" if len(filled) > columns else "row-short"


def _under_head(row: Row, columns: Sequence[Stretch], tall: TallCells) -> Placed:
    """Place a row that fills the table under a head that does."""
    reach = min(left for left, _ in columns), max(right for _, right in columns)
    # A blank cell beside the columns belongs to the label, or to a column that the form does not have.
    inside = [cell for cell in row.cells if cell.type != EMPTY or _touches(extent_of(cell), reach)]
    if not all(_touches(extent_of(cell), reach) for cell in inside):
        return unread(row, len(columns), _short_or_long(values(row), len(columns)), [])
    if len(inside) == len(columns) and all(map(_touches, map(extent_of, inside), columns)):
        return fill(row, inside)
    return _by_position(row, columns, tall)


def contradicts(cells: Sequence[Typed], columns: Sequence[Column], head: Head) -> bool:
    """Return whether a label of the head stands over another column than its own, the cells in the form's order."""
    if len(cells) != len(columns):
        return False
    leaves = {column.terminals[-1] for column in columns}
    for name, stretch in head.labels:
        own = [cell for cell, column in zip(cells, columns, strict=True) if name in column.terminals]
        if name in leaves:
            if not any(_meets(cell, stretch) for cell in own):
                return True
        elif any(_within(cell, stretch) != (cell in own) for cell in cells):
            return True
    return False


def _by_position(row: Row, columns: Sequence[Stretch], tall: TallCells) -> Placed:
    """Place each cell under the column that it covers; what covers several, or part of one, is unread."""
    number, table = row.label.last.row if row.label is not None else row.cells[0].cell.row, _anchor(row).table
    above = [Typed(EMPTY if not cell.text else "MIXED", cell) for cell in tall.over(number, table)]
    beneath_words = any(
        not cell.cell.text.isascii() and any(_touches(extent_of(cell), stretch) for stretch in columns)
        for cell in above
    )
    if beneath_words:  # a cell of the head reaches into the row: what stands beside it may have moved
        return unread(row, len(columns), "cell-merged", [])
    slots = []
    for stretch in columns:
        own = [cell for cell in row.cells if _touches(extent_of(cell), stretch)]
        over = [cell for cell in above if _touches(extent_of(cell), stretch)]
        if len(own) == 1 and not over and (_equals(own[0], stretch) or _covers(own[0], stretch)):
            slots.append(Slot(own[0]))
        elif not own and len(over) == 1 and _covers(over[0], stretch):
            slots.append(Slot(over[0]))
        else:
            slots.append(Slot(candidates=own, rule="cell-merged"))
    return Placed(row, slots, "cell-merged" if any(slot.rule for slot in slots) else "")


def _all_under(row: Row, columns: Sequence[Stretch]) -> bool:
    return all(_equals(cell, stretch) for cell, stretch in zip(row.cells, sorted(columns), strict=True))


def _anchor(row: Row) -> Extent:
    """Return the extent of what says where a row stands: its label, else its first cell."""
    return extent_of(row.label) if row.label is not None else extent_of(row.cells[0])


def _touches(extent: Extent, stretch: Stretch) -> bool:
    return extent.left < stretch[1] - NEAR and stretch[0] + NEAR < extent.right


def _within(typed: Typed, stretch: Stretch) -> bool:
    return stretch[0] - NEAR <= centre(stretch_of(typed)) <= stretch[1] + NEAR


def _meets(typed: Typed, stretch: Stretch) -> bool:
    """Return whether a cell lies below a label: the middle of one lies within the other."""
    own = stretch_of(typed)
    return _within(typed, stretch) or own[0] - NEAR <= centre(stretch) <= own[1] + NEAR


def _equals(typed: Typed, stretch: Stretch) -> bool:
    left, right = stretch_of(typed)
    return abs(left - stretch[0]) < NEAR and abs(right - stretch[1]) < NEAR


def _covers(typed: Typed, stretch: Stretch) -> bool:
    """Return whether a blank cell covers all of a column: then the column is blank."""
    left, right = stretch_of(typed)
    return typed.type == EMPTY and left <= stretch[0] + NEAR and stretch[1] <= right + NEAR


def _height(row: Row) -> int:
    """Return over how many rows of the table a row of the form is printed."""
    if row.label is not None:
        return _anchor(row).height
    return min((extent_of(cell).height for cell in row.cells), default=1)
