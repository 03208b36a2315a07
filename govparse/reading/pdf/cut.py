"""Numbers that the rules of a table cut: their digits lie on both sides of a rule, or on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from govparse.reading.pdf.rules import Grid
from govparse.reading.pdf.sheet import Glyph, number

Place = tuple[int, int, int]
"""A cell on a page: the number of its grid, the row and the column in which it begins."""
_TIGHT = 0.15
"""Between two digits of one number lies no more than this share of their size, unless the line is spaced out."""
_SPACED = 0.5
"""Nor in a line that is spaced out more than this."""
_STRADDLE = 0.1
"""A digit that reaches over a rule by more than this share of its width lies on it."""
_BODY = 0.3
"""Above and below, so much of the body of a digit holds no ink."""


def cut(
    found: Sequence[Grid], placed: Sequence[tuple[Glyph, Place | None]], near: Callable[[float], Sequence[int]]
) -> set[Place]:
    """Return the cells of which a number may go on in another cell, or outside of the table.

    `near` gives the numbers of the grids at a height.
    """
    figures = [(glyph, place) for glyph, place in placed if not glyph.turn and number(glyph.text)]
    doubtful: set[Place] = set()
    for glyph, place in figures:
        if glyph.text.isdecimal():
            doubtful |= _straddled(found, glyph, place, near)
    for line in _lines(figures):
        usual = _usual(line)
        for (before, left), (after, right) in pairwise(line):
            room = after.left - before.right
            if left != right and room <= max(_TIGHT, usual) * min(before.size, after.size):
                doubtful |= {place for place in (left, right) if place is not None}
    return doubtful


def _straddled(
    found: Sequence[Grid], glyph: Glyph, place: Place | None, near: Callable[[float], Sequence[int]]
) -> set[Place]:
    """Return the cells that a digit reaches into, where they are several."""
    wide, high = glyph.right - glyph.left, glyph.bottom - glyph.top
    x, y = glyph.middle
    points = (
        (glyph.left + _STRADDLE * wide, y),
        (glyph.right - _STRADDLE * wide, y),
        (x, glyph.top + _BODY * high),
        (x, glyph.bottom - _BODY * high),
    )
    if place is not None:
        index = place[0]
        areas = (found[index].find(*point) for point in points)
        places = {None if area is None else (index, area.top, area.left) for area in areas}
        return {other for other in (*places, place) if other is not None} if places != {place} else set()
    reached: set[Place] = set()
    for index in near(y):
        grid = found[index]
        if grid.xs[0] < glyph.right and glyph.left < grid.xs[-1] and grid.ys[0] < y < grid.ys[-1]:
            areas = (grid.find(*point) for point in points)
            reached |= {(index, area.top, area.left) for area in areas if area is not None}
    return reached


def _lines(
    figures: Sequence[tuple[Glyph, Place | None]],
) -> Iterator[list[tuple[Glyph, Place | None]]]:
    """Yield the digits that stand on one line, from left to right."""
    line: list[tuple[Glyph, Place | None]] = []
    for entry in sorted(figures, key=lambda entry: entry[0].bottom):
        if line and entry[0].bottom - line[0][0].bottom > 0.25 * entry[0].size:
            yield sorted(line, key=lambda entry: entry[0].left)
            line = []
        line.append(entry)
    yield sorted(line, key=lambda entry: entry[0].left)


def _usual(line: Sequence[tuple[Glyph, Place | None]]) -> float:
    """Return the room between the digits inside the cells of a line, as a share of their size, and a little more."""
    rooms = [
        (after.left - before.right) / min(before.size, after.size)
        for (before, left), (after, right) in pairwise(line)
        if left == right and left is not None
    ]
    close = [room for room in rooms if room < _SPACED]
    return min(_SPACED, 1.2 * median(close)) if close else 0.0
