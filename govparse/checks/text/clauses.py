"""Cutting prose into clauses: from mark to mark, each with its place in the prose."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator

from attrs import frozen

from govparse.reading.fold import fold

LONGEST = 120
"""A longer stretch without any mark is no sentence, and is not read."""
_LINE_END = re.compile(r"\r\n|[\r\n\f\v\x1c-\x1e\x85\u2028\u2029]")
_WORDS = re.compile(r"\S+")
_WRAPPED = 18
"""A line of so many characters that ends without a mark goes on in the next."""
_FINAL = "。!?;:.)"
_SENTENCE = "。!?."
_STOP = r"(?<=[^0-9A-Za-z.一二三四五六七八九十])\.(?![0-9A-Za-z.])"
"""A narrow stop ends a sentence, unless it stands behind a number or a name."""
_SEPARATES = "\0"
"""Stands for a blank between two digits: they are not one number."""
_COMMA = "\1"
"""Stands for a Chinese comma, which is never part of a number, as the narrow one may be."""
_ITEM = re.compile(r"\s*(?:\(?[一二三四五六七八九十0-9]{1,3}[)、.]|[一二三四五六七八九十]{1,2}是)")


@frozen
class Clause:
    """A clause without its blanks. `text` is folded; `start` and `end` are places in the prose.

    `paragraph` and `sentence` count from 0 through the prose; a new `part` begins behind a semicolon.
    `opens` is the mark before it, `closes` the one behind it, "" at the ends of a paragraph.
    """

    text: str
    start: int
    end: int
    paragraph: int
    sentence: int
    part: int
    opens: str
    closes: str


@frozen
class _Paragraph:
    """The characters of a paragraph that are no blanks, folded, and where each stands."""

    text: str
    places: array[int]


class Cutter:
    """Cuts prose. `units` are the last characters of what may follow a number, `joins` the words for “and”."""

    def __init__(self, units: str, joins: tuple[str, ...]) -> None:
        """Prepare the marks: 、 and “and” part two clauses only behind a number with its unit."""
        counted = f"(?<=[{re.escape(units)}%0-9])"
        joined = "|".join(map(re.escape, sorted(joins, key=len, reverse=True)))
        self._marks = re.compile(
            rf"[。;!?()\[\]〔〕【】{_COMMA}]|{_STOP}|(?<![0-9]),|,(?![0-9]{{3}}(?![0-9]))|:(?![0-9])|{counted}、|{counted}(?:{joined})"
        )

    def clauses(self, prose: str) -> Iterator[Clause]:
        """Yield the clauses of prose, in its order."""
        sentence = part = 0
        for number, paragraph in enumerate(_paragraphs(prose)):
            text, begin, opens = paragraph.text, 0, ""
            for mark in self._marks.finditer(text):
                found = _clause(paragraph, begin, mark.start(), number, sentence, part, opens, mark.group())
                if found:
                    yield found
                begin, opens = mark.end(), mark.group()
                sentence += opens in _SENTENCE
                part += opens in _SENTENCE or opens == ";"
            found = _clause(paragraph, begin, len(text), number, sentence, part, opens, "")
            if found:
                yield found
            sentence, part = sentence + 1, part + 1


def _clause(
    paragraph: _Paragraph, begin: int, end: int, number: int, sentence: int, part: int, opens: str, closes: str
) -> Clause | None:
    while begin < end and paragraph.text[begin] in "、,.-—":
        begin += 1
    if begin >= end:
        return None
    text = paragraph.text[begin:end] if end - begin <= LONGEST else ""
    start, stop = paragraph.places[begin], paragraph.places[end - 1] + 1
    return Clause(text, start, stop, number, sentence, part, opens, closes)


def _paragraphs(prose: str) -> Iterator[_Paragraph]:
    """Yield paragraphs: lines, and lines that a page or a reader has wrapped put together."""
    folded = fold(prose.replace("，", _COMMA))
    text: list[str] = []
    places = array("q")
    goes_on = False
    begin = 0
    while begin <= len(folded):
        match = _LINE_END.search(folded, begin)
        end = match.start() if match else len(folded)
        words = [word.span() for word in _WORDS.finditer(folded, begin, end)]
        if text and (not words or not goes_on or _ITEM.match(folded, begin, end)):
            yield _Paragraph("".join(text), places)
            text, places = [], array("q")
        for start, stop in words:
            if text and text[-1][-1].isdigit() and folded[start].isdigit():
                text.append(_SEPARATES)
                places.append(start)
            text.append(folded[start:stop])
            places.extend(range(start, stop))
        goes_on = bool(words) and words[-1][1] - words[0][0] >= _WRAPPED and text[-1][-1] not in _FINAL
        if match is None:
            break
        begin = match.end()
    if text:
        yield _Paragraph("".join(text), places)
