"""What is shown in the cells of a table and is not read: then they are not blank, and their text may not be all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from govparse.reading.content import Box
from govparse.reading.pdf.cut import Place
from govparse.reading.pdf.rules import SAME, Area, Grid
from govparse.reading.pdf.sheet import Mark, Sheet

_STEPS = 500_000
"""After so many steps a page is a drawing, and no cell of it is blank for certain."""
_INSET = 2.0
"""What reaches into a cell by no more than this lies beside it."""
_PAGE = 0.5
"""What is larger than this share of the page lies behind all of it."""
_GROUND = 0.8
"""An outline that covers this share of a cell, across and down, is its ground."""
_SMALL = 0.6
"""A filled rectangle over less than this share of a cell, across and down, is shown in it."""
_DASH = 12.0
"""A line no longer than this that touches no rule is a character."""


def marked(
    sheet: Sheet, found: Sequence[Grid], near: Callable[[float], Sequence[int]], band: float
) -> tuple[set[Place], set[Place]]:
    """Return the cells in which what is not read may be part of a number, and those that are not blank.

    `near` gives the numbers of the grids in the band at a height.
    """
    doubtful: set[Place] = set()
    shown: set[Place] = set()
    steps = 0
    for mark in sheet.marks:
        left, top, right, bottom = mark.box
        if (right - left) * (bottom - top) > _PAGE * sheet.width * sheet.height:
            continue
        # Rules are drawn with cut corners as well.
        thin = min(right - left, bottom - top) <= SAME
        first, last = max(0.0, top), min(bottom, sheet.height)
        heights = range(int(first // band), int(last // band) + 1)
        steps += len(heights)
        for index in sorted({index for height in heights for index in near(height * band)}):
            areas = _areas(found[index], mark.box)
            steps += 1 + len(areas)
            if steps > _STEPS:
                every = {(index, area.top, area.left) for index, grid in enumerate(found) for area in grid.areas}
                return doubtful, every
            places = {(index, area.top, area.left): area for area in areas}
            for place, area in places.items():
                cell = found[index].box(area)
                over = _covers(mark.box, cell)
                if mark.kind == "outline" and (over or (thin and not _within(mark.box, cell))):
                    continue
                shown.add(place)
                if len(places) == 1 and _part(mark, over=over):
                    doubtful.add(place)
    for place, area, box in _inside(sheet.fills, found, near):
        left, top, right, bottom = found[place[0]].box(area)
        if box[2] - box[0] < _SMALL * (right - left) and box[3] - box[1] < _SMALL * (bottom - top):
            shown.add(place)
    short = [(rule.start, rule.at, rule.end, rule.at) for rule in sheet.across if rule.end - rule.start <= _DASH]
    short += [(rule.at, rule.start, rule.at, rule.end) for rule in sheet.down if rule.end - rule.start <= _DASH]
    shown |= {place for place, _, _ in _inside(short, found, near)}
    return doubtful, shown


def _part(mark: Mark, *, over: bool) -> bool:
    """Tell whether a mark in a cell may be part of what the cell says, beside its text."""
    return mark.kind == "annotation" or (mark.kind in ("picture", "outline", "digit") and not over)


def _areas(grid: Grid, box: Box) -> list[Area]:
    """Return the cells that a box reaches into, each as often as it has fields there."""
    left, top, right, bottom = box
    x, y = (left + right) / 2, (top + bottom) / 2
    x0, x1 = (bisect_right(grid.xs, at) - 1 for at in (min(x, left + _INSET), max(x, right - _INSET)))
    y0, y1 = (bisect_right(grid.ys, at) - 1 for at in (min(y, top + _INSET), max(y, bottom - _INSET)))
    fields = (
        grid.owner.get((row, column))
        for row in range(max(0, y0), min(len(grid.ys) - 1, y1 + 1))
        for column in range(max(0, x0), min(len(grid.xs) - 1, x1 + 1))
    )
    return [area for area in fields if area is not None]


def _covers(box: Box, cell: Box) -> bool:
    return all(
        min(box[side + 2], cell[side + 2]) - max(box[side], cell[side]) >= _GROUND * (cell[side + 2] - cell[side])
        for side in (0, 1)
    )


def _within(box: Box, cell: Box) -> bool:
    """Tell whether a box lies in a cell and touches none of its rules."""
    left, top, right, bottom = cell
    return left + SAME < box[0] and top + SAME < box[1] and box[2] < right - SAME and box[3] < bottom - SAME


def _inside(
    boxes: Sequence[Box], found: Sequence[Grid], near: Callable[[float], Sequence[int]]
) -> list[tuple[Place, Area, Box]]:
    """Return the boxes that lie inside of cells and touch none of their rules."""
    inside: list[tuple[Place, Area, Box]] = []
    for box in boxes:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        for index in near(y):
            area = found[index].find(x, y)
            if area is None:
                continue
            if _within(box, found[index].box(area)):
                inside.append(((index, area.top, area.left), area, box))
            break
    return inside
