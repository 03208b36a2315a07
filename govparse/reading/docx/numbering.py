"""The numbers that Word sets before the paragraphs of lists: they are shown, but stand nowhere in the text."""

from __future__ import annotations

import re
from typing import Any, Final

from attrs import define, field, frozen

from govparse.reading.docx.names import Names, attribute, chosen, integer, switched_on
from govparse.reading.docx.numerals import numeral
from govparse.reading.docx.styles import Style, Styles, listing

_PLACE: Final = re.compile(r"%([1-9])")
_LEVELS: Final = range(9)
_LONGEST: Final = 255
"""Characters of a number that Word allows; more must not be repeated before every paragraph."""
_NEEDS_NO_BLANK: Final = tuple("、，．：）〕】")


@frozen
class Level:
    """A level of a list."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    """With `%1` for the number of the first level, and so on."""
    blank: bool = True
    """A tab or a blank stands between the number and the text."""
    restart: int | None = None
    """The level, counted from one, whose next number makes this one begin anew; 0: it never does."""
    legal: bool = False
    """All numbers in it are written in digits."""
    bound: str | None = None
    """The style of paragraphs that stand on this level."""


@define
class _List:
    """A list as it is used: several lists may share levels and go on counting together."""

    levels: dict[int, Level]
    counts: dict[int, int]
    starts: dict[int, int]
    begun: set[int] = field(factory=set)


class Numbering:
    """The lists of a file. `number` counts on: it is called once for each paragraph, in their order."""

    def __init__(self, root: Any, styles: Styles, names: Names) -> None:
        self._names, self._styles = names, styles
        self._abstract: dict[str, Any] = {}
        self._numbers: dict[str, Any] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._lists: dict[str, _List | None] = {}
        for element in () if root is None else root:
            if names[element.tag] == "w:abstractNum":
                self._abstract[attribute(element, "abstractNumId") or ""] = element
            elif names[element.tag] == "w:num":
                self._numbers[attribute(element, "numId") or ""] = element

    def number(self, properties: Any, style: Style) -> str | None:
        """Return what stands before a paragraph with these properties, the gap included; "" for nothing.

        None: there is a number, but in numerals that are not known here.
        """
        own = listing(properties, self._names)
        number_id = own.number or style.listing.number
        used = self._list(number_id) if number_id else None
        if used is None:
            return ""
        level = own.level
        if level is None and own.number is None:
            level = self._bound_level(used, style)
        level = level or 0
        if level not in used.levels:
            return ""
        self._count(used, level)
        return _written(used, level)

    def _list(self, number_id: str) -> _List | None:
        if number_id not in self._lists:
            self._lists[number_id] = self._make(number_id)
        return self._lists[number_id]

    def _make(self, number_id: str) -> _List | None:
        names, element = self._names, self._numbers.get(number_id)
        abstract = self._abstract_of(element)
        if element is None or abstract is None:
            return None
        levels = dict(self._levels_of(abstract))
        starts: dict[int, int] = {}
        for override in element:
            if names[override.tag] != "w:lvlOverride":
                continue
            index = integer(attribute(override, "ilvl"), 0)
            if index not in _LEVELS:
                continue
            instead = names.child(override, "w:lvl")
            if instead is not None:
                levels[index] = _level(instead, names)
            start = names.value(override, "w:startOverride")
            if start is not None:
                starts[index] = integer(start, 1)
        counts = self._counts.setdefault(attribute(abstract, "abstractNumId") or "", {})
        return _List(levels, counts, starts)

    def _abstract_of(self, number: Any) -> Any:
        """Return the definition of a list; it may lie behind a style of lists."""
        for _ in range(4):
            abstract = self._abstract.get(self._names.value(number, "w:abstractNumId") or "")
            link = self._names.value(abstract, "w:numStyleLink")
            if link is None:
                return abstract
            number = self._numbers.get(self._styles[link].listing.number or "")
        return None

    def _levels_of(self, abstract: Any) -> dict[int, Level]:
        key = attribute(abstract, "abstractNumId") or ""
        if key not in self._levels:
            self._levels[key] = {
                index: _level(child, self._names)
                for child in abstract
                if self._names[child.tag] == "w:lvl" and (index := integer(attribute(child, "ilvl"), 0)) in _LEVELS
            }
        return self._levels[key]

    def _bound_level(self, used: _List, style: Style) -> int | None:
        for name in style.lines:
            for index, level in used.levels.items():
                if level.bound == name:
                    return index
        return style.listing.level

    def _count(self, used: _List, index: int) -> None:
        level, counts = used.levels[index], used.counts
        if index in used.starts and index not in used.begun:
            counts[index] = used.starts[index]
        else:
            counts[index] = counts.get(index, level.start - 1) + 1
        used.begun.add(index)
        for deeper in [other for other in counts if other > index]:
            restart = used.levels[deeper].restart if deeper in used.levels else None
            if restart is None or index < restart:
                del counts[deeper]


def _written(used: _List, index: int) -> str | None:
    level = used.levels[index]
    if level.style == "bullet" or not level.text:
        return ""
    if len(level.text) > _LONGEST:
        return None
    out = []
    for number, piece in enumerate(_PLACE.split(level.text)):
        if number % 2 == 0:
            out.append(piece)
            continue
        other = used.levels.get(int(piece) - 1, Level())
        style = "decimal" if level.legal and other.style != "none" else other.style
        # A level that has not been used yet shows the number it will begin with.
        sign = numeral(style, used.counts.get(int(piece) - 1, other.start))
        if sign is None:
            return None
        out.append(sign)
    text = "".join(out)
    return text + " " if level.blank and text and not text.endswith((*_NEEDS_NO_BLANK, " ")) else text


def _level(element: Any, names: Names) -> Level:
    style = names.value(element, "w:numFmt")
    for child in element:
        # Newer numerals stand beside what older programs show in their place; the latter is enough.
        if names[child.tag] == "mc:AlternateContent":
            fallback = names.child(child, "mc:Fallback")
            style = names.value(fallback if fallback is not None else chosen(child, names), "w:numFmt") or style
    hidden = names.child(names.child(element, "w:rPr"), "w:vanish")
    restart = names.value(element, "w:lvlRestart")
    legal = names.child(element, "w:isLgl")
    return Level(
        integer(names.value(element, "w:start"), 0),
        style or "decimal",
        "" if hidden is not None and switched_on(hidden) else names.value(element, "w:lvlText") or "",
        names.value(element, "w:suff") != "nothing",
        None if restart is None else integer(restart, 0),
        legal is not None and switched_on(legal),
        names.value(element, "w:pStyle"),
    )
