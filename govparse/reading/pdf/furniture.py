"""What pages carry besides their text: page numbers, running heads and feet, the address that a browser prints."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from govparse.reading.pdf.lines import Line
from govparse.reading.pdf.sheet import Sheet, ink

_NUMBER = re.compile(r"[-—–－·.\s]*第?\s*(\d{1,3})\s*页?\s*[-—–－·.\s]*([/／,，]?\s*共?\s*(\d{1,3})\s*页?)?[-—–－.\s]*")
_ADDRESS = re.compile(r"(https?|file)://[!-~]+")
_EDGE = 4
"""So many lines at the head and at the foot of a page may be furniture."""
_MARGIN = 0.12
"""Furniture lies in this share of a page at its head and foot."""


def plain(line: Line) -> str:
    """Return the text of a line, its parts divided by blanks."""
    return " ".join("".join(glyph.text for glyph in part) for part in line.parts)


class Furniture:
    """Finds which lines of the pages are furniture."""

    def __init__(self, pages: Sequence[tuple[Sheet, list[Line]]]) -> None:
        self.address: str | None = None
        self._out: set[int] = set()
        seen: dict[tuple[str, float, bool], list[tuple[int, Line]]] = defaultdict(list)
        for number, (sheet, lines) in enumerate(pages):
            for line, foot in _edges(sheet, lines):
                seen[_pattern(line), round(line.box[1] / 4), foot].append((number, line))
        self._repeated(seen, pages)
        self._numbers(pages)
        self._browser(pages)

    def __contains__(self, line: Line) -> bool:
        return id(line) in self._out

    def _repeated(
        self,
        seen: dict[tuple[str, float, bool], list[tuple[int, Line]]],
        pages: Sequence[tuple[Sheet, list[Line]]],
    ) -> None:
        """Leave out what stands at one place on several pages; of words that stand nowhere else, keep the first."""
        for (pattern, height, foot), first in sorted(seen.items(), key=lambda item: item[0]):
            found = [*first, *seen.get((pattern, height + 1, foot), [])]
            count = len({number for number, _ in found})
            if count < 2 or count * 3 < len(pages):
                continue
            if not pattern.strip("#.") or not _counting(found):
                continue
            self._out.update(id(line) for _, line in found)
            words = re.sub(r"[^㐀-鿿]", "", pattern)
            number, line = min(found, key=lambda item: item[0])
            if (
                len(words) >= 6
                and number == 0
                and not any(
                    words in re.sub(r"[^㐀-鿿]", "", plain(other))
                    for other in _joined(pages[0][1])
                    if id(other) not in self._out
                )
            ):
                self._out.discard(id(line))

    def _numbers(self, pages: Sequence[tuple[Sheet, list[Line]]]) -> None:
        """Leave out the numbers of pages: alone at an edge, and counting with the pages."""
        offsets: Counter[int] = Counter()
        candidates: list[tuple[int, Line]] = []
        for index, (sheet, lines) in enumerate(pages):
            for line, _ in _edges(sheet, lines):
                number = _NUMBER.fullmatch(plain(line))
                if number:
                    offset = int(number[1]) - index
                    candidates.append((offset, line))
                    offsets[offset] += 1
        for offset, line in candidates:
            if offsets[offset] > 1 or (offset == 1 and len(pages) == 1) or not plain(line).strip().isdigit():
                self._out.add(id(line))

    def _browser(self, pages: Sequence[tuple[Sheet, list[Line]]]) -> None:
        """Take the address from the foot of a print, and leave out the line with date and time at its head."""
        printed = False
        for sheet, lines in pages:
            for line, foot in _edges(sheet, lines):
                address = _ADDRESS.search(plain(line))
                if address and foot and re.search(r"\d+\s*[/／]\s*\d+", plain(line)[address.end() :] or ""):
                    printed = True
                    self._out.add(id(line))
                    if address[1] != "file" and self.address is None:
                        self.address = address[0]
        if printed:
            for sheet, lines in pages:
                for line, foot in _edges(sheet, lines):
                    if not foot and re.match(r"\d+/\d+/\d+,?\s*(上午|下午)?\s*\d+:\d+", plain(line)):
                        self._out.add(id(line))


def _edges(sheet: Sheet, lines: Sequence[Line]) -> list[tuple[Line, bool]]:
    """Return the lines in the margins at head and foot of a page, and which lie at the foot."""
    found = [(line, False) for line in lines[:_EDGE] if line.box[3] < _MARGIN * sheet.height]
    return found + [(line, True) for line in lines[-_EDGE:] if line.box[1] > (1 - _MARGIN) * sheet.height]


def _counting(found: Sequence[tuple[int, Line]]) -> bool:
    """Tell whether the numbers in repeated lines are the same everywhere, or count with the pages."""
    numbers = [(page, list(map(int, re.findall(r"\d{1,9}", plain(line))))) for page, line in found]
    first, start = numbers[0]
    return all(
        len(values) == len(start) and all(v in (s, s + page - first) for v, s in zip(values, start, strict=True))
        for page, values in numbers[1:]
    )


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "#", "".join(glyph.text for part in line.parts for glyph in part if ink(glyph.text)))


def _joined(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines, and every two neighbours as one: titles run over two lines."""
    pairs = [Line((*one.parts, *two.parts)) for one, two in pairwise(lines)]
    return [*lines, *pairs]
