"""What is drawn on one page of a PDF: characters, rules, fills and pictures, turned so that text reads upright."""

from __future__ import annotations

from typing import NamedTuple

from attrs import define, field

from govparse.reading.content import Box

BLANKS = frozenset(" \t\r\n\f\v\xa0\u1680\u2028\u2029\u202f\u205f\u3000\u200b\u200c\u200d\u2060\ufeff\xad") | frozenset(
    map(chr, range(0x2000, 0x200B))
)
"""Characters that leave no ink."""
_SIGNS = frozenset("+-−－+.．,，")


class Glyph(NamedTuple):
    """A character where it is printed."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    turn: int = 0
    """Quarter turns clockwise by which it lies on the sheet."""
    unsure: bool = False
    """The font does not say which character it is."""

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


class Rule(NamedTuple):
    """A straight line along one axis: a horizontal one at a height, a vertical one at a distance from the left."""

    at: float
    start: float
    end: float


class Mark(NamedTuple):
    """Something that is shown and is neither upright text nor a rule."""

    kind: str
    """`picture`, `outline` (drawn, perhaps a ground), `line` (drawn askew), `digit` or `text` (askew), `annotation`."""
    box: Box


@define
class Sheet:
    """One page, from its top left corner, in points."""

    page: int
    """1-based."""
    width: float
    height: float
    glyphs: list[Glyph] = field(factory=list)
    across: list[Rule] = field(factory=list)
    down: list[Rule] = field(factory=list)
    fills: list[Box] = field(factory=list)
    """Filled areas that are no rules."""
    pictures: list[Box] = field(factory=list)
    marks: list[Mark] = field(factory=list)
    """What is shown and not read."""
    recognised: bool = False
    """Its text lies invisibly over a picture: it was recognised, not printed."""
    turn: int = 0
    """Quarter turns by which the sheet was turned, against the page as it is shown."""

    def shown(self, box: Box) -> Box:
        """Return where a box of this sheet lies on the page as it is shown."""
        left, top, right, bottom = turn_box(box, -self.turn, self.width, self.height)
        return round(left, 2), round(top, 2), round(right, 2), round(bottom, 2)


def turn_box(box: Box, turns: int, width: float, height: float) -> Box:
    """Turn a box on an area of this size clockwise by quarters; the area turns with it."""
    left, top, right, bottom = box
    for _ in range(turns % 4):
        left, top, right, bottom = height - bottom, left, height - top, right
        width, height = height, width
    return left, top, right, bottom


def ink(text: str) -> bool:
    """Tell whether a character leaves ink."""
    return text not in BLANKS


def number(text: str) -> bool:
    """Tell whether a character can be part of a number: a digit, a point, a comma, a sign."""
    return text.isdecimal() or text in _SIGNS
