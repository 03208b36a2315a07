"""Lines of prose: content with its span, blanks and what encoders left at its ends put aside."""

from __future__ import annotations

import re

from attrs import define

from govparse.reading.document import Document
from govparse.reading.text.clutter import unmarked

# No-break spaces that an encoder turned into question marks.
_LOST_BLANKS = re.compile(r"^(?:\?\s*){2,}")
# Blanks, and pinyin that an annotator put behind characters.
_NOISE = re.compile(r"\s+|\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)")
_EDGE = " \t|"


@define(frozen=True, slots=True)
class ProseLine:
    """A line with content: span in the text, folded words."""

    start: int
    end: int
    text: str

    @property
    def compact(self) -> str:
        """The words without blanks and pinyin."""
        return _NOISE.sub("", self.text)


def line_at(document: Document, number: int, start: int, end: int) -> ProseLine | None:
    """Return what of a line (by number) lies in a span of the text; None if it has no content there."""
    begin, stop = max(document.lines.start(number), start), min(document.lines.end(number), end)
    if begin >= stop:
        return None
    raw = document.folded[begin:stop]
    words = _LOST_BLANKS.sub("", raw.strip(_EDGE))
    if not words:
        return None
    offset = begin + raw.index(words)
    return ProseLine(offset, offset + len(words), words)


def without_marks(line: ProseLine) -> ProseLine:
    """Return a line without the marks of a markup language around it."""
    begin, end = unmarked(line.text)
    return ProseLine(line.start + begin, line.start + end, line.text[begin:end])


def lines_between(document: Document, start: int, end: int) -> list[ProseLine]:
    """Return the lines with content inside a span of the text."""
    if start >= end:
        return []
    numbers = range(document.lines.at(start), document.lines.at(end - 1) + 1)
    return [line for number in numbers if (line := line_at(document, number, start, end))]


def neighbour(document: Document, number: int, step: int, start: int, end: int) -> ProseLine | None:
    """Return the next line with content after (`step` 1) or before (-1) a line, a few blank lines away."""
    for distance in range(1, 8):
        at = number + step * distance
        if not 0 <= at < len(document.lines):
            return None
        line = line_at(document, at, start, end)
        if line:
            return line
    return None
