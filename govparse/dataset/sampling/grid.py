"""Cells of a document → rows of a table, with cells that reach down from rows which are not shown."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from attrs import frozen

from govparse.dataset.sampling.shown import CUT, Box, Grid, Run
from govparse.reading.document import Cell
from govparse.records import Place

_COLUMNS = 24
"""So many cells to each side are shown: the widest table of the form has fifteen."""
_EDGES = 200
"""With more borders between columns a table is none that can be looked at."""
_LONG = 160
"""Characters of a cell that are shown beside the print of the fact."""
_LONGEST = 2_000
"""Characters of the print of the fact that are shown."""
_SLACK = 1.0
"""Points by which drawn borders of one column may differ from page to page."""


@frozen
class _Spot:
    """A cell, the columns at which it begins and ends, and the last row that it reaches."""

    cell: Cell
    left: float
    right: float
    last: int


@frozen
class _Print:
    """The text, and the place in it that is marked; `at` is the cell in which that begins."""

    text: str
    place: Place | None
    at: Cell | None

    def runs(self, cell: Cell) -> tuple[Run, ...]:
        """Return what a cell says, the part of it at the place marked."""
        text, place = self.text, self.place
        if place is None or not (cell is self.at or max(cell.start, place.start) < min(cell.end, place.end)):
            return (Run(_start(text[cell.start : cell.end])),)
        start, end = max(place.start, cell.start), min(place.end, cell.end)
        before, marked, after = text[cell.start : start], text[start:end], text[end : cell.end]
        before = before if len(before) <= _LONG else CUT + before[-_LONG:]
        marked = marked if len(marked) <= _LONGEST else marked[:_LONGEST] + CUT
        return tuple(run for run in (Run(before), Run(marked, True), Run(_start(after))) if run.text or run.marked)


def grid(
    text: str,
    rows: Mapping[int, Sequence[Cell]],
    shown: Sequence[int],
    place: Place | None = None,
    at: Cell | None = None,
) -> Grid | None:
    """Return some rows of a table, what stands at a place marked.

    `rows` are all rows of the table by their numbers, `shown` those that are wanted, in their order, `at` the cell of
    the place. Returns None where cells overlap so that the one of the place would not be seen.
    """
    spots = [_spot(cell) for cells in rows.values() for cell in cells]
    spots = _near([spot for spot in spots if any(spot.cell.row <= row <= spot.last for row in shown)], at)
    edges = _edges(spots)
    if len(edges) > _EDGES:
        return None
    found = Grid(tuple(tuple(row) for row in _fill(_Print(text, place, at), spots, edges, _with_gaps(shown))))
    marked = any(run.marked for row in found.rows for box in row for run in box.runs)
    return found if marked or place is None else None


def _spot(cell: Cell) -> _Spot:
    extent = cell.extent
    if extent is None:
        return _Spot(cell, cell.column, cell.column + 1, cell.row)
    return _Spot(cell, extent.left, extent.right, cell.row + max(1, extent.height) - 1)


def _near(spots: list[_Spot], at: Cell | None) -> list[_Spot]:
    """Return what stands not too far to the sides of a cell."""
    if at is None:
        return spots
    row = sorted((spot for spot in spots if spot.cell.row == at.row), key=lambda spot: spot.left)
    place = next(i for i, spot in enumerate(row) if spot.cell is at)
    left = row[max(0, place - _COLUMNS)].left if place > _COLUMNS else float("-inf")
    right = row[place + _COLUMNS].right if place + _COLUMNS < len(row) else float("inf")
    return [spot for spot in spots if spot.left < right and spot.right > left]


def _edges(spots: Sequence[_Spot]) -> list[float]:
    """Return where columns begin and end. Borders that were drawn may differ a little."""
    slack = _SLACK if any(spot.cell.extent and spot.cell.extent.page for spot in spots) else 0.0
    edges: list[float] = []
    for edge in sorted({edge for spot in spots for edge in (spot.left, spot.right)}):
        if not edges or edge - edges[-1] > slack:
            edges.append(edge)
    return edges


def _with_gaps(shown: Sequence[int]) -> list[int | None]:
    """Return rows with None between those that do not follow each other."""
    rows: list[int | None] = []
    for row in shown:
        if rows and rows[-1] != row - 1:
            rows.append(None)
        rows.append(row)
    return rows


def _fill(
    shown: _Print, spots: Sequence[_Spot], edges: Sequence[float], rows: Sequence[int | None]
) -> Iterator[list[Box]]:
    """Yield the boxes of each row; every cell once, where it is first seen."""
    width = max(len(edges) - 1, 1)
    busy = [0] * width  # rows for which a column is taken by a cell above
    done: set[int] = set()
    for at, row in enumerate(rows):
        boxes: list[Box | None] = []
        starting = {
            _index(edges, spot.left): spot
            for spot in reversed(spots)
            if row is not None and spot.cell.row <= row <= spot.last and id(spot) not in done
        }
        column = 0
        while column < width:
            spot = starting.get(column)
            if busy[column]:
                column += 1
                continue
            if spot is None:
                boxes.append(None)
                column += 1
                continue
            done.add(id(spot))
            end = max(column + 1, min(_index(edges, spot.right), width))
            end = next((taken for taken in range(column, end) if busy[taken]), end)
            high = max(i for i, other in enumerate(rows) if other is not None and other <= spot.last) - at + 1
            busy[column:end] = [high] * (end - column)
            boxes.append(Box(shown.runs(spot.cell), end - column, high))
            column = end
        yield [*_holes(boxes)]
        busy = [max(0, left - 1) for left in busy]


def _index(edges: Sequence[float], edge: float) -> int:
    at = bisect_left(edges, edge)
    return at if at < len(edges) and edges[at] - edge <= 0 else max(0, at - 1)


def _holes(boxes: Sequence[Box | None]) -> Iterator[Box]:
    """Yield boxes; where the source has no cell, one without runs."""
    for is_hole, own in groupby(boxes, key=lambda box: box is None):
        found = list(own)
        if is_hole:
            yield Box((), len(found))
        else:
            yield from (box for box in found if box is not None)


def _start(text: str) -> str:
    return text if len(text) <= _LONG else text[:_LONG] + CUT
