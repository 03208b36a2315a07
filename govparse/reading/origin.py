"""From a span of the text back to where it is printed in the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Protocol

from attrs import define, frozen

from govparse.reading.content import Box
from govparse.reading.lines import Lines
from govparse.records import GridPlace, PagePlace, Place, TextPlace


class Origin(Protocol):
    """Knows where a span of the text is printed."""

    def place(self, start: int, end: int) -> Place:
        """Return the place of the characters `start` to `end` of the text."""
        ...


@frozen
class TextOrigin:
    """The source is the text itself."""

    lines: Lines

    def place(self, start: int, end: int) -> TextPlace:
        """Return the place by line and column."""
        number = self.lines.at(start)
        return TextPlace(start, end, number + 1, start - self.lines.start(number) + 1)


@define(eq=False)
class GridSpot:
    """A cell of a table."""

    table: int
    row: int
    column: int


@define(eq=False)
class PageSpot:
    """A cell or a line on a page: one box for all, or one for each character."""

    page: int
    boxes: tuple[Box, ...]

    def box(self, start: int, end: int) -> Box:
        """Return the box of some of its characters."""
        chosen = self.boxes if len(self.boxes) == 1 else self.boxes[start:end] or self.boxes[-1:]
        return around(chosen)


@frozen
class ShownOrigin:
    """The source is a page or a file, and the text what it shows."""

    text: TextOrigin
    starts: Sequence[int]
    """Where in the text each spot begins, ascending."""
    spots: Sequence[GridSpot | PageSpot | None]
    """None for text that stands outside of tables and pages."""

    def place(self, start: int, end: int) -> Place:
        """Return the place of a span: the first cell it covers, or its box on the first page it covers."""
        index = bisect_right(self.starts, start) - 1
        spot = self.spots[index] if index >= 0 else None
        if spot is None:
            return self.text.place(start, end)
        if isinstance(spot, GridSpot):
            return GridPlace(start, end, spot.table, spot.row, spot.column)
        offset = self.starts[index]
        boxes = [spot.box(start - offset, end - offset)]
        for i in range(index + 1, bisect_right(self.starts, end - 1)):
            other = self.spots[i]
            if not isinstance(other, PageSpot) or other.page != spot.page:
                break
            boxes.append(other.box(0, end - self.starts[i]))
        return PagePlace(start, end, spot.page, around(boxes))


def around(boxes: Sequence[Box]) -> Box:
    """Return the box around some boxes."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)
