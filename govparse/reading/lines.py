"""The lines of a text, by their spans: no line is copied before it is asked for."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator

from attrs import define

_END = re.compile(r"\r\n|[\r\n\f\v\x1c-\x1e\x85\u2028\u2029]")
BLANK = " \t"
"""What is no content at the ends of a line or cell; other blanks are folded to these."""


@define(slots=True, eq=False)
class Line:
    """A line: where it starts, and its folded text without its end."""

    start: int
    text: str

    def is_blank(self) -> bool:
        """Return whether nothing but blanks stands on the line."""
        return not self.text.strip(BLANK)


class Lines:
    """The lines of a folded text; all the kinds of line end there are count."""

    __slots__ = ("_count", "_ends", "_starts", "folded")

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self._starts = array("q", [0])
        self._ends = array("q")
        for end in _END.finditer(folded):
            self._ends.append(end.start())
            self._starts.append(end.end())
        self._ends.append(len(folded))
        self._count = len(self._starts)

    def __len__(self) -> int:
        return self._count

    def until(self, number: int) -> Lines:
        """Return the same lines, as if there were none from line `number` on."""
        lines = object.__new__(Lines)
        lines.folded, lines._starts, lines._ends, lines._count = self.folded, self._starts, self._ends, number
        return lines

    def __getitem__(self, number: int) -> Line:
        """Return a line by its 0-based number."""
        start = self._starts[number]
        return Line(start, self.folded[start : self._ends[number]])

    def __iter__(self) -> Iterator[Line]:
        for number in range(self._count):
            yield self[number]

    def text(self, number: int) -> str:
        """Return the folded text of a line."""
        return self.folded[self._starts[number] : self._ends[number]]

    def at(self, position: int) -> int:
        """Return the number of the line on which a character stands."""
        return bisect_right(self._starts, position) - 1

    def start(self, number: int) -> int:
        """Return where a line starts."""
        return self._starts[number]

    def end(self, number: int) -> int:
        """Return where a line ends, its line end left out."""
        return self._ends[number]
