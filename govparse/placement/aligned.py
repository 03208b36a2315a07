"""Placing the cells of a row in a table whose cells are known: how many there are, and where they lie.

Each cell of such a table is there, blank ones too. A row with one cell for each column needs no more;
where it has more or fewer, the cells of the head say which columns each reaches over, but only in a row
that fills the width of the table: in one that does not, a cell is missing and the others have moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen

from govparse.forms.form import BlockShape
from govparse.forms.rows import Row, Typed
from govparse.placement.rows import EMPTY, Placed, Slot, fill, place_by_values, read_at, unread, values, windows
from govparse.reading.document import Cell, Extent

_NEAR = 0.01
"""Borders are equal that differ by less (readers make equal borders equal)."""

Stretch = tuple[float, float]
"""From where to where a column reaches."""


@frozen
class Head:
    """The columns of a block as its head is printed in one table."""

    columns: tuple[Stretch, ...]
    """In the order of the form."""
    whole: bool
    """Its rows fill the width of the table: it can be compared with other rows that do."""

    @property
    def ordered(self) -> bool:
        """Return whether the columns are printed in the order of the form."""
        return all(a[1] <= b[0] + _NEAR for a, b in pairwise(self.columns))

    @property
    def left(self) -> float:
        """Return where the first column begins."""
        return min(left for left, _ in self.columns)

    @property
    def right(self) -> float:
        """Return where the last column ends."""
        return max(right for _, right in self.columns)


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


def find_head(labels: Sequence[Typed], shape: BlockShape, table: int) -> Head | None:
    """Return where the columns of a block lie in a table; None unless its head has each of them once."""
    own = [label for label in labels if not label.partial and label.cell.extent and label.cell.extent.table == table]
    leaves = [column.terminals[-1] for column in shape.columns]
    found = {(label.type, *_stretch(label)): label for label in own if label.type in leaves}
    if len(found) != len(leaves):
        return None
    across = sorted(found, key=lambda entry: entry[1:])
    if any(b[1] < a[2] - _NEAR for a, b in pairwise(across)):
        return None
    whole = all(_extent(label).whole for label in found.values())
    if len(set(leaves)) == len(leaves):
        where = {name: (left, right) for name, left, right in across}
        return Head(tuple(where[leaf] for leaf in leaves), whole)
    # The same words head several columns: the order of the form tells them apart, and what stands above them.
    if [name for name, _, _ in across] != leaves or not _below_their_groups(across, own, shape):
        return None
    return Head(tuple((left, right) for _, left, right in across), whole)


def _below_their_groups(across: Sequence[tuple[str, float, float]], labels: Sequence[Typed], shape: BlockShape) -> bool:
    """Return whether each column stands below the label of its group, where that is printed."""
    groups = {label.type: _stretch(label) for label in labels}
    for column, (_, left, right) in zip(shape.columns, across, strict=True):
        above = groups.get(column.terminals[0])
        if above is not None and not (above[0] <= left + _NEAR and right <= above[1] + _NEAR):
            return False
    return True


def place_in_table(row: Row, columns: int, head: Head | None, tall: TallCells, even: bool) -> Placed:
    """Place a row of a table. `even`: nearly all rows of the block have one cell for each column."""
    placed = _place(row, columns, head, tall, even)
    height = _height(row)
    for slot in placed.slots:
        if slot.cell is not None and slot.cell.type != EMPTY and _extent(slot.cell).height > height:
            # One number beside two rows: it may be of either.
            slot.candidates, slot.cell, slot.rule = [slot.cell], None, "cell-merged"
            placed.rule = placed.rule or "cell-merged"
    return placed


def _place(row: Row, columns: int, head: Head | None, tall: TallCells, even: bool) -> Placed:
    filled, whole = values(row), _anchor(row).whole
    if head is not None and not head.ordered:
        under = len(filled) == len(row.cells) == columns and _all_under(row, head)
        return _by_position(row, head, tall) if whole and under else unread(row, columns, "columns-disordered", [])
    if head is not None:
        inside = row.cells
        if head.whole and whole:
            # A blank cell beside the columns belongs to the label, or is left over at the row's end.
            inside = [c for c in row.cells if c.type != EMPTY or _touches(_extent(c), (head.left, head.right))]
        if len(inside) == columns and all(map(_touches, map(_extent, inside), head.columns)):
            return fill(row, inside)
        if head.whole and whole and all(_touches(_extent(c), (head.left, head.right)) for c in filled):
            return _by_position(row, head, tall)
    if len(row.cells) == columns and (even or len(filled) == columns or (whole and head is None)):
        return fill(row, row.cells)
    if head is None and whole and len(filled) != columns and (offsets := windows(row, columns)):
        return read_at(row, columns, offsets)
    return place_by_values(row, columns)


def _by_position(row: Row, head: Head, tall: TallCells) -> Placed:
    """Place each cell under the column that it covers; what covers several, or part of one, is unread."""
    number, table = row.label.last.row if row.label is not None else row.cells[0].cell.row, _anchor(row).table
    above = [Typed(EMPTY if not cell.text else "MIXED", cell) for cell in tall.over(number, table)]
    slots = []
    for stretch in head.columns:
        own = [cell for cell in row.cells if _touches(_extent(cell), stretch)]
        over = [cell for cell in above if _touches(_extent(cell), stretch)]
        if len(own) == 1 and not over and (_stretch_is(own[0], stretch) or _covers(own[0], stretch)):
            slots.append(Slot(own[0]))
        elif not own and len(over) == 1 and _covers(over[0], stretch):
            slots.append(Slot(over[0]))
        else:
            slots.append(Slot(candidates=own, rule="cell-merged"))
    return Placed(row, slots, "cell-merged" if any(slot.rule for slot in slots) else "")


def _all_under(row: Row, head: Head) -> bool:
    stretches = sorted(head.columns)
    return all(_stretch_is(cell, stretch) for cell, stretch in zip(row.cells, stretches, strict=True))


def _anchor(row: Row) -> Extent:
    """Return the extent of what says where a row stands: its label, else its first cell."""
    return _extent(row.label) if row.label is not None else _extent(row.cells[0])


def _extent(typed: Typed) -> Extent:
    extent = typed.last.extent
    assert extent is not None  # the layout of the row says that its cells have one
    return extent


def _stretch(typed: Typed) -> Stretch:
    extent = _extent(typed)
    return extent.left, extent.right


def _touches(extent: Extent, stretch: Stretch) -> bool:
    return extent.left < stretch[1] - _NEAR and stretch[0] + _NEAR < extent.right


def _stretch_is(typed: Typed, stretch: Stretch) -> bool:
    left, right = _stretch(typed)
    return abs(left - stretch[0]) < _NEAR and abs(right - stretch[1]) < _NEAR


def _covers(typed: Typed, stretch: Stretch) -> bool:
    """Return whether a blank cell covers all of a column: then the column is blank."""
    left, right = _stretch(typed)
    return typed.type == EMPTY and left <= stretch[0] + _NEAR and stretch[1] <= right + _NEAR


def _height(row: Row) -> int:
    """Return over how many rows of the table a row of the form is printed."""
    if row.label is not None:
        return _anchor(row).height
    return min((_extent(cell).height for cell in row.cells), default=1)
