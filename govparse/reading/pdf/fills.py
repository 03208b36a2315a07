"""Filled areas into grids, where no rules are drawn and the fills themselves are the cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise

from attrs import evolve

from govparse.errors import TooLarge
from govparse.limits import Limits, too_large
from govparse.reading.pdf.rules import SAME, Grid, enclose, join, meeting
from govparse.reading.pdf.sheet import Rule, Sheet, ink

_FIELDS = 50_000
"""Grids of fills with more fields than this are a drawing."""
_MANY = 50
"""More groups of filled areas than this on one page are a drawing."""


def filled(sheet: Sheet, limits: Limits) -> list[Grid]:
    """Make grids of filled areas; none where they are so many that they are a drawing."""
    try:
        return _filled(sheet, evolve(limits, cells=min(limits.cells, _FIELDS)))
    except TooLarge:
        return []


def _filled(sheet: Sheet, limits: Limits) -> list[Grid]:
    """Make grids of filled areas, where no rules are drawn and the areas themselves are the cells.

    They are the cells only where they leave nothing of a table uncovered. Every second row filled, or the
    head alone, bounds no cells.
    """
    boxes = [box for box in dict.fromkeys(sheet.fills) if box[2] - box[0] < 0.9 * sheet.width]
    if len(boxes) < 4:
        return []
    across = join(
        rule for left, top, right, bottom in boxes for rule in (Rule(top, left, right), Rule(bottom, left, right))
    )
    down = join(
        rule for left, top, right, bottom in boxes for rule in (Rule(left, top, bottom), Rule(right, top, bottom))
    )
    found: list[Grid] = []
    for rows, columns in meeting(across, down, limits):
        grid = enclose(rows, columns, limits) if len(rows) > 1 and len(columns) > 2 else None
        if grid is None:
            continue
        covered: set[tuple[int, int]] = set()
        steps = 0
        for left, top, right, bottom in boxes:
            x0, x1 = bisect_left(grid.xs, left - SAME), bisect_right(grid.xs, right + SAME) - 1
            y0, y1 = bisect_left(grid.ys, top - SAME), bisect_right(grid.ys, bottom + SAME) - 1
            steps += max(0, x1 - x0) * max(0, y1 - y0)
            if steps > 10 * limits.cells:
                raise too_large("cells", limits.cells)
            covered.update((y, x) for y in range(y0, y1) for x in range(x0, x1))
        if len(covered) == (len(grid.xs) - 1) * (len(grid.ys) - 1) and all(area.whole for area in grid.areas):
            found.append(grid)
    if len(found) > _MANY:
        return []
    # Equal columns again and again: every second row, or the heads of tables that go on without fills.
    return [
        grid
        for grid in found
        if len(grid.ys) > 2 and not _goes_on(sheet, grid) and not any(_alike(grid, other) for other in found)
    ]


def _goes_on(sheet: Sheet, grid: Grid) -> bool:
    """Tell whether text above or below stands in the columns of a grid: then the table is larger than its fills."""
    for edge, next_edge in ((grid.ys[-1], grid.ys[-2]), (grid.ys[0], grid.ys[1])):
        reach = edge + 1.2 * (edge - next_edge)
        low, high = min(edge, reach), max(edge, reach)
        columns: dict[int, list[float]] = {}
        for glyph in sheet.glyphs:
            x, y = glyph.middle
            if low < y < high and grid.xs[0] < x < grid.xs[-1] and ink(glyph.text):
                ends = columns.setdefault(bisect_right(grid.xs, x), [glyph.left, glyph.right, glyph.size])
                ends[0], ends[1] = min(ends[0], glyph.left), max(ends[1], glyph.right)
        order = [columns[column] for column in sorted(columns)]
        if any(two[0] - one[1] > one[2] for one, two in pairwise(order)):
            return True
    return False


def _alike(one: Grid, other: Grid) -> bool:
    if one is other or len(one.xs) != len(other.xs):
        return False
    return all(abs(x - y) <= SAME for x, y in zip(one.xs, other.xs, strict=True))
