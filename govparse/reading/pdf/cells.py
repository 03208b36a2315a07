"""The characters of one cell into its text, in the order in which they are read."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from govparse.reading.pdf.sheet import Glyph, ink, turn_box

BLANK = 0.3
"""A gap wider than this share of the size of the characters is a blank."""
_NEIGHBOURS = 24
"""Characters to the left that one is compared with: more lines than a cell has."""
_SHADOW = 0.2
"""Two digits that share more than this of their width lie over each other, unless the whole line is set so closely."""
_DOUBT = 0.15
"""Between digits a gap wider than this parts two numbers; up to half the size, it may be a gap within one."""


def cell_text(glyphs: Sequence[Glyph]) -> tuple[str, bool]:
    """Return the text of a cell, its lines joined by line feeds, and whether it is in doubt."""
    inked = [glyph for glyph in glyphs if ink(glyph.text)]
    if not inked:
        return "", False
    kept, unsure = _without_doubles(inked)
    unsure = unsure or any(glyph.unsure for glyph in kept) or _uneven(kept) or _shadowed(kept)
    blanks = [glyph for glyph in glyphs if not ink(glyph.text)]
    turned = [glyph for glyph in kept if glyph.turn]
    if turned and (len(turned) * 2 > len(kept) or _stacked(kept)):
        if all(glyph.turn == 1 for glyph in turned):
            return _columns(kept), unsure
        if len(turned) == len(kept) and len({glyph.turn for glyph in turned}) == 1:
            turn = -turned[0].turn
            kept, blanks = _turned(kept, turn), _turned(blanks, turn)
        else:
            unsure = True
    elif _stacked(kept):
        return _columns(kept), unsure
    lines = [line_text(line) for line in lines_of(kept, blanks)]
    return "\n".join(text for text, _ in lines), unsure or any(doubt for _, doubt in lines)


def lines_of(inked: Sequence[Glyph], blanks: Sequence[Glyph] = ()) -> list[list[Glyph]]:
    """Group characters into printed lines, from top to bottom, each from left to right, blanks among them."""
    lines: list[list[Glyph]] = []
    centres: list[float] = []
    reach = 0.0
    for glyph in sorted(inked, key=lambda glyph: (glyph.top + glyph.bottom, glyph.left)):
        middle = (glyph.top + glyph.bottom) / 2
        if lines and middle - centres[-1] <= 0.5 * max(reach, glyph.size * 0.9):
            lines[-1].append(glyph)
            if glyph.size > reach:
                centres[-1], reach = middle, glyph.size
        else:
            lines.append([glyph])
            centres.append(middle)
            reach = glyph.size
    for blank in blanks:
        middle = (blank.top + blank.bottom) / 2
        after = bisect_left(centres, middle)
        near = [index for index in (after - 1, after) if 0 <= index < len(lines)]
        if near:
            index = min(near, key=lambda index: abs(centres[index] - middle))
            if abs(centres[index] - middle) <= 0.5 * lines[index][0].size:
                lines[index].append(blank)
    for line in lines:
        line.sort(key=lambda glyph: (glyph.left, glyph.right))
    return lines


def line_text(line: Sequence[Glyph]) -> tuple[str, bool]:
    """Return the text of one line with a blank at every real gap, and whether a gap is in doubt."""
    text = ""
    doubt = False
    for before, after, printed in neighbours(line):
        wide, unsure = gap(before, after, printed) if before else (False, False)
        text += " " + after.text if wide else after.text
        doubt = doubt or unsure
    return text, doubt


def neighbours(line: Sequence[Glyph]) -> Iterator[tuple[Glyph | None, Glyph, bool]]:
    """Yield every character that leaves ink with the one before it, and whether the file writes a blank between."""
    before: Glyph | None = None
    printed = False
    for glyph in line:
        if ink(glyph.text):
            yield before, glyph, printed
            before, printed = glyph, False
        else:
            printed = True


def gap(before: Glyph, after: Glyph, printed: bool) -> tuple[bool, bool]:
    """Tell whether there is a blank between two neighbours on a line, and whether that is in doubt.

    A blank character counts where it takes up room: some programs write blanks of no width.
    """
    size = max(min(before.size, after.size), 0.1)
    room = (after.left - before.right) / size
    figures = _figure(before) and _figure(after)
    if figures and room > _DOUBT:
        return True, room <= 0.5 and not printed
    return room > BLANK or (room > 0.1 and printed), False


def _figure(glyph: Glyph) -> bool:
    return glyph.text.isdecimal()


def _without_doubles(glyphs: list[Glyph]) -> tuple[list[Glyph], bool]:
    """Take away what is printed twice for a bold look; say whether other characters lie over each other."""
    kept: list[Glyph] = []
    unsure = False
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.left, glyph.top)):
        double = False
        for other in reversed(kept[-_NEIGHBOURS:]):
            near = 0.3 * min(glyph.size, other.size)
            if glyph.left - other.left > near:
                break
            if abs(glyph.top - other.top) > near:
                continue
            if glyph.text == other.text and glyph.left - other.left <= 0.12 * glyph.size:
                double = True
                break
            unsure = unsure or _overlap(glyph, other) > 0.5
        if not double:
            kept.append(glyph)
    return kept, unsure


def _shadowed(glyphs: list[Glyph]) -> bool:
    """Tell whether digits lie over each other: one may be the shadow of the other."""
    digits = [glyph for glyph in glyphs if glyph.text.isdecimal() and not glyph.turn]
    for line in lines_of(digits):
        over = [_overlap(one, two) for one, two in pairwise(line)]
        # Digits that are set closely overlap evenly; that one is there a second time is a shadow all the same.
        even = len({glyph.text for glyph in line}) > 1 and max(over) - min(over) <= 0.1
        if max(over, default=0.0) > (1.5 * _SHADOW if even else _SHADOW):
            return True
    return False


def _overlap(one: Glyph, other: Glyph) -> float:
    """Return the share of the narrower of two characters that lies over the other."""
    narrow = min(one.right - one.left, other.right - other.left)
    common = min(one.right, other.right) - max(one.left, other.left)
    return common / narrow if narrow > 0 else 0.0


def _uneven(glyphs: list[Glyph]) -> bool:
    """Tell whether digits differ clearly in size, or stand higher than their neighbours: marks of footnotes."""
    digits = [glyph for glyph in glyphs if glyph.text.isdigit() or unicodedata.category(glyph.text[0]) == "No"]
    if not digits:
        return False
    largest = max(glyph.size for glyph in glyphs)
    if (
        any(unicodedata.category(glyph.text[0]) == "No" for glyph in digits)
        or min(d.size for d in digits) < 0.8 * largest
    ):
        return True
    for line in lines_of([glyph for glyph in glyphs if not glyph.turn]):
        figures = [glyph.bottom for glyph in line if glyph.text.isdecimal()]
        if figures and max(figures) - min(figures) > 0.15 * largest:
            return True
    return False


def _stacked(glyphs: list[Glyph]) -> bool:
    """Tell whether characters stand closer below each other than beside each other: lines that run down."""
    if len(glyphs) < 3 or any(glyph.text.isdecimal() and not glyph.turn for glyph in glyphs):
        return False
    if not any(unicodedata.east_asian_width(glyph.text[0]) in "WF" for glyph in glyphs):
        return False
    size = median(glyph.size for glyph in glyphs)
    columns = _upright(glyphs)
    if len(columns) < 2 or max(map(len, columns)) < 2:
        return False
    steps = [below.middle[1] - above.middle[1] for column in columns for above, below in pairwise(column)]
    beside = [one[0].middle[0] - two[0].middle[0] for one, two in pairwise(columns)]
    return median(steps) < 1.12 * size < min(beside) and all(abs(step) > 0.2 * size for step in steps)


def _upright(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Group characters into columns, from right to left, each from top to bottom."""
    columns: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.middle[0]):
        if columns and abs(columns[-1][0].middle[0] - glyph.middle[0]) <= 0.5 * glyph.size:
            columns[-1].append(glyph)
        else:
            columns.append([glyph])
    for column in columns:
        column.sort(key=lambda glyph: glyph.top)
    return columns


def _columns(glyphs: Sequence[Glyph]) -> str:
    """Read lines that run down, the right one first."""
    return "\n".join("".join(glyph.text for glyph in column) for column in _upright(glyphs))


def _turned(glyphs: Sequence[Glyph], turns: int) -> list[Glyph]:
    """Turn characters clockwise by quarters, about any point: only how they lie to each other counts."""
    found = []
    for glyph in glyphs:
        box = turn_box((glyph.left, glyph.top, glyph.right, glyph.bottom), turns, 0.0, 0.0)
        left, top, right, bottom = box
        found.append(glyph._replace(left=left, top=top, right=right, bottom=bottom, turn=(glyph.turn + turns) % 4))
    return found
