"""Grids of pages into tables; a table that goes on over the page is one table.

A row that a page break cuts stays two rows: what of it stands on each page. The text of the one begins in
the other, and nothing on the page says for certain whether a row was cut or two rows were written.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from statistics import median

from attrs import define, field

from govparse.reading.content import Table, TableCell, TableRow
from govparse.reading.pdf.cells import cell_text
from govparse.reading.pdf.cut import Place, cut
from govparse.reading.pdf.lines import struck
from govparse.reading.pdf.marks import marked
from govparse.reading.pdf.rules import SAME, Area, Grid
from govparse.reading.pdf.sheet import Glyph, Mark, Rule, Sheet, ink

_HUGE = 1.8
"""Characters so many times larger than most, and too large for their cell, lie over a table: they are no part of it."""
_BAND = 16.0
"""Tables are looked up by bands of a page of this height."""


@define
class Part:
    """What of a table stands on one page."""

    sheet: Sheet
    grid: Grid
    texts: dict[tuple[int, int], tuple[str, bool]] = field(factory=dict)
    """Text of the cells by row and column of their beginning, and whether it is in doubt."""


def fill(sheet: Sheet, found: Sequence[Grid], loose: Sequence[Rule]) -> tuple[list[Part], list[Glyph]]:
    """Put the characters of a page into the cells that they lie in; return those outside of every table as well."""
    outside: list[Glyph] = []
    inside: dict[Place, list[Glyph]] = {}
    placed: list[tuple[Glyph, Place | None]] = []
    # A table inside a cell of another is asked first.
    bands: dict[int, list[int]] = {}
    for index in sorted(range(len(found)), key=lambda index: found[index].size):
        for band in range(int(found[index].ys[0] // _BAND), int(found[index].ys[-1] // _BAND) + 1):
            bands.setdefault(band, []).append(index)

    def near(y: float) -> Sequence[int]:
        return bands.get(int(y // _BAND), ())

    usual = median(glyph.size for glyph in sheet.glyphs) if sheet.glyphs else 0.0
    for glyph in sheet.glyphs:
        for index in near(glyph.middle[1]):
            area = found[index].find(*glyph.middle)
            if area is not None:
                if glyph.size > _HUGE * usual and _over(found[index], area, glyph):
                    if ink(glyph.text):
                        sheet.marks.append(Mark("text", (glyph.left, glyph.top, glyph.right, glyph.bottom)))
                    break
                place = (index, area.top, area.left)
                inside.setdefault(place, []).append(glyph)
                placed.append((glyph, place))
                break
        else:
            outside.append(glyph)
            placed.append((glyph, None))
    doubtful, shown = marked(sheet, found, near, _BAND)
    doubtful |= cut(found, placed, near)
    for index, grid in enumerate(found):
        outside = _spilt(grid, index, outside, inside)
    lines = sorted(loose)
    heights, spans = [rule.at for rule in lines], [(rule.start, rule.end) for rule in lines]
    parts = []
    for index, grid in enumerate(found):
        part = Part(sheet, grid)
        for area in grid.areas:
            glyphs = inside.get((index, area.top, area.left), [])
            text, unsure = cell_text(glyphs)
            place = (index, area.top, area.left)
            unsure = unsure or place in doubtful or (not text and place in shown)
            part.texts[area.top, area.left] = text, unsure or (bool(heights) and struck(glyphs, heights, spans))
        parts.append(part)
    return parts, outside


def _over(grid: Grid, area: Area, glyph: Glyph) -> bool:
    """Tell whether a character reaches over the rules of its cell."""
    left, top, right, bottom = grid.box(area)
    wide, high = 0.2 * (glyph.right - glyph.left), 0.2 * (glyph.bottom - glyph.top)
    down = glyph.top + high < top or glyph.bottom - high > bottom
    return down or glyph.left + wide < left or glyph.right - wide > right


def _spilt(grid: Grid, index: int, outside: list[Glyph], inside: dict[Place, list[Glyph]]) -> list[Glyph]:
    """Give cells that go on over the page the text that runs out of them; return what is left.

    Browsers break the page between two rows, through a label beside both: its lines run on below the rules.
    """
    for below in (True, False):
        open_areas = [area for area in grid.areas if (area.below if below else area.above)]
        if not open_areas:
            continue
        columns = {column: area for area in open_areas for column in range(area.left, area.right)}
        left: list[Glyph] = []
        edge = reach = grid.ys[-1] if below else grid.ys[0]
        for glyph in sorted(outside, key=lambda glyph: glyph.top if below else -glyph.bottom):
            x, _ = glyph.middle
            area = columns.get(bisect_right(grid.xs, x) - 1)
            apart = glyph.top - reach if below else reach - glyph.bottom
            beyond = glyph.top > edge - glyph.size if below else glyph.bottom < edge + glyph.size
            if area is None or not beyond or apart > glyph.size:
                left.append(glyph)
                continue
            inside.setdefault((index, area.top, area.left), []).append(glyph)
            reach = max(reach, glyph.bottom) if below else min(reach, glyph.top)
        outside = left
    return outside


def continues(before: Part, after: Part) -> bool:
    """Tell whether the borders of the columns agree: the outer ones, and all of the part that has fewer."""
    few, many = sorted((before.grid.xs, after.grid.xs), key=len)
    if max(abs(few[0] - many[0]), abs(few[-1] - many[-1])) > SAME:
        return False
    return all(_near(many, x) is not None for x in few)


def _near(borders: Sequence[float], x: float) -> float | None:
    """Return the border that is the same as one at this place; `borders` are sorted."""
    after = bisect_left(borders, x)
    found = min(borders[max(0, after - 1) : after + 1], key=lambda other: abs(other - x), default=None)
    return found if found is not None and abs(found - x) <= SAME else None


def table(number: int, parts: Sequence[Part]) -> Table:
    """Make one table of its parts; borders that agree get the same number and the same place."""
    columns = _columns([part.grid.xs for part in parts])
    borders = sorted({columns[x] for part in parts for x in part.grid.xs})
    numbers = {x: index for index, x in enumerate(borders)}
    rows: list[TableRow] = []
    for part in parts:
        beginning: dict[int, list[Area]] = {}
        for area in part.grid.areas:
            beginning.setdefault(area.top, []).append(area)
        width = len(part.grid.xs) - 1
        for row in range(len(part.grid.ys) - 1):
            cells = tuple(_cell(part, area, columns, numbers) for area in beginning.get(row, ()))
            whole = all((row, column) in part.grid.owner for column in range(width))
            if part.grid.xs and (columns[part.grid.xs[0]], columns[part.grid.xs[-1]]) != (borders[0], borders[-1]):
                whole = False
            rows.append(TableRow(cells, whole, part.sheet.page))
    return Table(number, tuple(rows))


def _columns(parts: Sequence[Sequence[float]]) -> dict[float, float]:
    """Map every border to the place at which it, or the one that it goes on from, was first drawn."""
    places: dict[float, float] = {}
    first: list[float] = []
    for xs in parts:
        for x in xs:
            near = _near(first, x)
            places.setdefault(x, x if near is None else near)
        first = sorted({*first, *(places[x] for x in xs)})
    return places


def _cell(part: Part, area: Area, columns: Mapping[float, float], numbers: Mapping[float, int]) -> TableCell:
    text, unsure = part.texts[area.top, area.left]
    left, right = columns[part.grid.xs[area.left]], columns[part.grid.xs[area.right]]
    return TableCell(
        text,
        numbers[left],
        round(left, 2),
        round(right, 2),
        area.bottom - area.top,
        unsure or not area.whole,
        part.sheet.shown(part.grid.box(area)),
    )
