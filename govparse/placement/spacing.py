"""Blank lines between the values of a flow: where a blank cell leaves one more, they tell of it."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from attrs import field, frozen

from govparse.forms.rows import Row
from govparse.forms.walk import Block, Source
from govparse.placement.rows import anchor, values
from govparse.reading.text.clutter import is_page_furniture

_MANY = 20
"""So many values show how far apart they stand."""
_FEW = 2
"""What is found of a row is kept where it is more than so many steps."""
_FAR = 12
"""Over so many lines at most a page number is looked for between two values."""


@frozen(eq=False)
class Spacing:
    """The blank lines that stand before the values of the rows of a report."""

    source: Source
    starts: Sequence[int]
    """Where the cells begin, in the text."""
    usual: int = 0
    """So many blank lines stand before a value, mostly."""
    traced: bool = False
    """A blank cell leaves a line more: rows lack as many values as they have lines too many."""
    regular: bool = False
    """Nearly all values stand so far apart: a line more or less between two is no accident."""
    close: frozenset[int] = frozenset()
    """So few lines below the one before it stands hardly any value."""
    _known: dict[int, list[int]] = field(factory=dict)

    @classmethod
    def of(cls, rows: Sequence[tuple[Block, Row]], source: Source) -> Spacing:
        """Judge the rows of a flow."""
        bare = cls(source, array("Q", (cell.start for cell in source.cells)))
        counts = Counter(step for _, row in rows for step in bare.steps(row))
        usual = max(counts, key=counts.__getitem__, default=0)
        traced = untraced = 0
        for block, row in rows:
            lines, lost = bare.lines_over(row, usual), len(block.shape.columns) - len(values(row))
            traced += lines == lost > 0
            untraced += lines > 0 == lost
        judged = traced > 0 and traced >= untraced
        regular = counts.total() >= _MANY and counts[usual] * 10 >= counts.total() * 9
        return cls(source, bare.starts, usual, judged, regular, _close(rows), bare._known)

    def has_gap(self, row: Row) -> bool:
        """Return whether lines tell that a row has a blank, or a number broken over two of them."""
        if not self.close.isdisjoint(_distances(row)):
            return True  # a number may go on over the line
        printed = values(row)
        # What stands between the label and the first of several values tells nothing.
        between = self.steps(row)[len(printed) > 1 : len(printed)]
        under = any(step < self.usual for step in between)
        if self.regular and (under or any(step > self.usual for step in between)):
            return True
        return self.lines_over(row, self.usual) > 0 and (self.traced or under)

    def lines_over(self, row: Row, usual: int) -> int:
        """Return how many blank lines a row has more than usual."""
        return sum(step - usual for step in self.steps(row) if step > usual)

    def steps(self, row: Row) -> list[int]:
        """Return how many blank lines stand before each value of a row, and before the cell behind it.

        Nothing is told where a page ends between two of them.
        """
        found = self._known.get(id(row))
        if found is None:
            found = self._steps(row)
            if len(found) > _FEW:  # of a text of very many short rows nothing is kept
                self._known[id(row)] = found
        return found

    def _steps(self, row: Row) -> list[int]:
        lines = [cell.cell.line for cell in values(row)]
        lines.insert(0, self._line_above(row))
        last = row.cells[-1].cell if row.cells else anchor(row)
        behind = bisect_right(self.starts, last.start)
        if behind in self.source.marks:  # another row; what stands before a heading is no part of the table
            lines.append(self.source.cells[behind].line)
        return [
            self._blank_lines(a, b) if b > a + 1 else 0
            for a, b in pairwise(lines)
            if b <= a + 1 or not self._page_ends(a, b)
        ]

    def _line_above(self, row: Row) -> int:
        """Return the line of the label of a row, or of the last label of the head above it."""
        if row.label is not None:
            return row.label.last.line
        at = bisect_left(self.starts, row.cells[0].cell.start)
        return self.source.cells[max(at - 1, 0)].line

    def _blank_lines(self, above: int, below: int) -> int:
        printed = self.source.document.lines
        return sum(printed[number].is_blank() for number in range(above + 1, below))

    def _page_ends(self, above: int, below: int) -> bool:
        """Return whether a page number stands between two lines: what is beside it is of the page, not of the row."""
        printed = self.source.document.lines
        between = range(above + 1, min(below, above + _FAR))
        return any(is_page_furniture(printed.text(number).replace("|", " ")) for number in between)


def _distances(row: Row) -> list[int]:
    """Return how many lines below the one before it each value of a row stands."""
    lines = [cell.cell.line for cell in values(row)]
    return [below - above for above, below in pairwise(lines)]


def _close(rows: Sequence[tuple[Block, Row]]) -> frozenset[int]:
    """Return the distances below the usual one that hardly occur."""
    counts = Counter(distance for _, row in rows for distance in _distances(row))
    total, usual = counts.total(), max(counts, key=lambda distance: (counts[distance], distance), default=0)
    rare = {distance for distance, count in counts.items() if count == 1 or count * 50 <= total}
    never = set(range(usual)) - counts.keys() if total >= _MANY else set()
    return frozenset(distance for distance in rare | never if distance < usual)
