"""Text outside of ruled tables: one paragraph for each printed line, its cells divided where columns are seen."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from attrs import frozen

from govparse.reading.content import Box, Paragraph
from govparse.reading.pdf.cells import gap, lines_of, neighbours
from govparse.reading.pdf.sheet import Glyph, Sheet, ink

_WIDE = 1.5
"""A gap wider than this many times the size of the characters may part two cells."""
_NEAR = 4
"""Lines above and below that must show the same gap for columns to be seen."""


_BEFORE = 0.5
"""In front of a number a gap wider than this may."""
_BETWEEN = 0.2
"""Between two numbers a gap wider than this may: columns of numbers can be narrow."""
Part = tuple[Glyph, ...]
"""What of a line stands together, blanks included."""


@frozen(eq=False)
class Line:
    """A printed line: its parts, with a wide gap between each and the next."""

    parts: tuple[Part, ...]

    @cached_property
    def box(self) -> Box:
        """Where it lies."""
        inked = [glyph for part in self.parts for glyph in part if ink(glyph.text)]
        return (
            min(glyph.left for glyph in inked),
            min(glyph.top for glyph in inked),
            max(glyph.right for glyph in inked),
            max(glyph.bottom for glyph in inked),
        )

    @cached_property
    def size(self) -> float:
        """The size of its largest character."""
        return max(glyph.size for part in self.parts for glyph in part)

    @cached_property
    def gaps(self) -> list[tuple[float, float]]:
        """From where to where its wide gaps reach."""
        ends = [edges(part) for part in self.parts]
        return [(before[1], after[0]) for before, after in pairwise(ends)]


def lines(glyphs: Sequence[Glyph]) -> list[Line]:
    """Return the printed lines of a page, from top to bottom."""
    inked: list[Glyph] = []
    last: dict[str, list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.turn or not ink(glyph.text):
            continue
        # What is printed twice for a bold look is written one after the other.
        if any(_same(glyph, other) for other in last.get(glyph.text, ())):
            continue
        last.setdefault(glyph.text, []).append(glyph)
        del last[glyph.text][:-_DOUBLES]
        inked.append(glyph)
    blanks = [glyph for glyph in glyphs if not ink(glyph.text)]
    return [Line(tuple(map(tuple, _parts(line)))) for line in lines_of(inked, blanks)]


_STROKES = 64
"""How many lines at the height of a character are looked at."""
_DOUBLES = 8
"""How many equal characters back a double is looked for."""


def _same(one: Glyph, other: Glyph) -> bool:
    near = 0.12 * one.size
    return abs(one.left - other.left) <= near and abs(one.top - other.top) <= near


_ENDS = frozenset("0123456789/-—－")
_BEGINNINGS = _ENDS | frozenset("+－-")


def text_of(part: Part) -> str:
    """Return the characters of a part that leave ink."""
    return "".join(glyph.text for glyph in part if ink(glyph.text))


def _parts(line: list[Glyph]) -> list[list[Glyph]]:
    parts: list[list[Glyph]] = [[]]
    held: list[Glyph] = []
    before: Glyph | None = None
    for glyph in line:
        if not ink(glyph.text):
            held.append(glyph)
            continue
        wide = _WIDE
        if before is not None and glyph.text in _BEGINNINGS:
            wide = _BETWEEN if before.text in _ENDS else _BEFORE if glyph.text.isdecimal() else _WIDE
        if before is not None and glyph.left - before.right > wide * min(glyph.size, before.size):
            parts.append([])
        elif before is not None:
            parts[-1] += held
        held = []
        parts[-1].append(glyph)
        before = glyph
    return parts


def edges(part: Part) -> tuple[float, float]:
    """Return from where to where a part reaches."""
    return min(glyph.left for glyph in part), max(glyph.right for glyph in part)


def paragraphs(sheet: Sheet, found: Sequence[Line], tables: Mapping[int, Sequence[Part]]) -> list[Paragraph]:
    """Write every line. `tables` holds the cells of lines that are rows, by index.

    In the others a tab stands where a gap is seen in lines nearby as well: there columns begin.
    """
    made = []
    for index, line in enumerate(found):
        around = [*found[max(0, index - _NEAR) : index], *found[index + 1 : index + 1 + _NEAR]]
        near = [other for other in around if abs(other.box[1] - line.box[1]) < 12 * line.size]
        cells = tables.get(index)
        writer = _Writer(sheet, line)
        if cells is None:
            for number, part in enumerate(line.parts):
                seen = number > 0 and (index + 1 in tables or _seen(line.gaps[number - 1], near, line.size))
                writer.write(part, "\t" if seen else " ")
        else:
            for part in cells:
                writer.write(part, "\t")
        made.append(Paragraph(writer.text, sheet.page, tuple(writer.boxes)))
    return made


class _Writer:
    """Writes a line, with a box for every character."""

    def __init__(self, sheet: Sheet, line: Line) -> None:
        self.sheet = sheet
        self.text = ""
        self.boxes: list[Box] = []
        self._end = (line.box[0], line.box[1], line.box[0], line.box[3])
        self._begun = False

    def write(self, part: Part, between: str) -> None:
        """Write a cell, and what divides it from the one before; () for a blank one."""
        if self._begun:
            start = edges(part)[0] if part else self._end[2]
            self.text += between
            self.boxes.append(self.sheet.shown((self._end[2], self._end[1], max(start, self._end[2]), self._end[3])))
        self._begun = True
        for before, glyph, printed in neighbours(part):
            if before is not None and gap(before, glyph, printed)[0]:
                self.text += " "
                right = max(before.right, glyph.left)
                self.boxes.append(self.sheet.shown((before.right, before.top, right, before.bottom)))
            self.text += glyph.text
            self.boxes += [self.sheet.shown(_box(glyph))] * len(glyph.text)
            self._end = _box(glyph)


def _box(glyph: Glyph) -> Box:
    return glyph.left, glyph.top, glyph.right, glyph.bottom


def _seen(space: tuple[float, float], near: Iterable[Line], size: float) -> bool:
    """Tell whether another line leaves room at the same place."""
    for line in near:
        for start, end in line.gaps[bisect_left(line.gaps, space[0], key=_end) :]:
            if start >= space[1]:
                break
            if min(space[1], end) - max(space[0], start) > 0.5 * size:
                return True
    return False


def _end(space: tuple[float, float]) -> float:
    return space[1]


def struck(glyphs: Iterable[Glyph], heights: Sequence[float], rules: Sequence[tuple[float, float]]) -> bool:
    """Tell whether a line is drawn through a character: `rules` are the ends of the lines at sorted `heights`."""
    for glyph in glyphs:
        body = glyph.bottom - glyph.top
        index = bisect_left(heights, glyph.top + 0.3 * body)
        last = min(len(heights), index + _STROKES)
        while index < last and heights[index] < glyph.bottom - 0.25 * body:
            start, end = rules[index]
            if start < glyph.middle[0] < end:
                return True
            index += 1
    return False
