"""Styles of a Word file, as far as they decide what is shown: hidden, struck and raised text, numbers of lists."""

from __future__ import annotations

import re
from typing import Any, Final

from attrs import define, evolve, frozen

from govparse.reading.docx.names import Names, attribute, integer, switched_on

_CONTENTS_LINE: Final = re.compile(r"toc \d", re.IGNORECASE)
_SYMBOL_FONTS: Final = ("wingdings", "webdings")


@frozen
class Look:
    """What matters of the look of a run. None: nothing is said about it."""

    hidden: bool | None = None
    struck: bool | None = None
    raised: bool | None = None
    """Or lowered."""
    signs: bool | None = None
    """In a font that shows other signs than the characters stand for."""

    def under(self, over: Look) -> Look:
        """Return this look with `over` laid upon it."""
        return Look(
            self.hidden if over.hidden is None else over.hidden,
            self.struck if over.struck is None else over.struck,
            self.raised if over.raised is None else over.raised,
            self.signs if over.signs is None else over.signs,
        )


PLAIN: Final = Look()


@frozen
class Listing:
    """The list that a paragraph belongs to: each part may be left to the style."""

    number: str | None = None
    level: int | None = None


@define
class Style:
    """A style with what it inherits."""

    look: Look = PLAIN
    listing: Listing = Listing()
    lines: tuple[str, ...] = ()
    """Its id and those it is based on, from itself up: a level of a list may be bound to any of them."""
    contents: bool = False
    """It is that of a line in a table of contents."""


class Styles:
    """The styles of a file, by id."""

    def __init__(self, root: Any, names: Names) -> None:
        self._names = names
        self._elements: dict[str, Any] = {}
        self._known: dict[str, Style] = {}
        self.default = ""
        """Id of the style of paragraphs that name none."""
        for element in () if root is None else root:
            if names[element.tag] == "w:style":
                style_id = attribute(element, "styleId") or ""
                self._elements[style_id] = element
                if attribute(element, "type") == "paragraph" and attribute(element, "default") in ("1", "true", "on"):
                    self.default = style_id

    def __getitem__(self, style_id: str) -> Style:
        """Return a style; an unknown one says nothing."""
        chain: dict[str, None] = {}  # in order; styles may be based on each other in a ring
        here = style_id
        while here in self._elements and here not in self._known and here not in chain:
            chain[here] = None
            here = self._names.value(self._elements[here], "w:basedOn") or ""
        found = self._known.get(here, Style())
        for name in reversed(chain):
            found = self._resolve(name, found)
            self._known[name] = found
        return found

    def _resolve(self, style_id: str, base: Style) -> Style:
        names, element = self._names, self._elements[style_id]
        own = listing(names.child(element, "w:pPr"), names)
        return Style(
            base.look.under(look(names.child(element, "w:rPr"), names)),
            Listing(own.number or base.listing.number, base.listing.level if own.level is None else own.level),
            (style_id, *base.lines[:_MOST_LINES]),
            base.contents or bool(_CONTENTS_LINE.fullmatch(names.value(element, "w:name") or "")),
        )


_MOST_LINES: Final = 20
"""Word bases a style on ten others at most; what is built to be longer must not cost more."""


def look(properties: Any, names: Names) -> Look:
    """Read the look that run properties give; `properties` may be None. The named style is not looked at."""
    found = PLAIN
    for child in () if properties is None else properties:
        name = names[child.tag]
        if name == "w:vanish":
            found = evolve(found, hidden=switched_on(child))
        elif name in ("w:strike", "w:dstrike"):
            found = evolve(found, struck=switched_on(child) or found.struck is True)
        elif name == "w:vertAlign":
            found = evolve(found, raised=attribute(child, "val") in ("superscript", "subscript"))
        elif name == "w:position":
            found = evolve(found, raised=integer(attribute(child, "val"), 0) != 0 or found.raised is True)
        elif name == "w:rFonts":
            font = (attribute(child, "ascii") or "").casefold()
            if font:
                found = evolve(found, signs=font.startswith(_SYMBOL_FONTS))
    return found


def listing(properties: Any, names: Names) -> Listing:
    """Read the list that paragraph properties name; `properties` may be None."""
    number = names.child(properties, "w:numPr")
    if number is None:
        return Listing()
    level = names.value(number, "w:ilvl")
    return Listing(names.value(number, "w:numId"), None if level is None else integer(level, 0))
