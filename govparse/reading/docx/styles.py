"""Styles of a Word file, as far as they decide what is shown: hidden, struck and raised text, numbers of lists."""

from __future__ import annotations

import re
from typing import Any, Final

from attrs import define, frozen

from govparse.reading.docx.names import Names, attribute, integer, switched_on

_CONTENTS_LINE: Final = re.compile(r"toc \d", re.IGNORECASE)
_SYMBOL_FONTS: Final = ("wingdings", "webdings")
_NOTE_MARKS: Final = re.compile(
    r"(foot|end)note ?(reference|anchor|characters|symbol)|[脚尾]注(引用|参照)", re.IGNORECASE
)
_TINY: Final = 4
"""Half-points; what is no larger is a dot on paper."""
_WHITE: Final = re.compile("(F[D-F]){3}", re.IGNORECASE)


@frozen
class Look:
    """What matters of the look of a run. None: nothing is said about it."""

    hidden: bool | None = None
    struck: bool | None = None
    raised: bool | None = None
    """Or lowered."""
    signs: bool | None = None
    """In a font that shows other signs than the characters stand for."""
    note: bool | None = None
    """It is the mark of a note."""
    white: bool | None = None
    filled: bool | None = None
    """On a ground of its own that is not white."""
    tiny: bool | None = None
    paper: bool | None = None
    """Shown on paper only: hidden where the file is shown as a page of the web."""

    def under(self, over: Look) -> Look:
        """Return this look with `over` laid upon it."""
        if over is PLAIN:
            return self
        return Look(
            self.hidden if over.hidden is None else over.hidden,
            self.struck if over.struck is None else over.struck,
            self.raised if over.raised is None else over.raised,
            self.signs if over.signs is None else over.signs,
            self.note if over.note is None else over.note,
            self.white if over.white is None else over.white,
            self.filled if over.filled is None else over.filled,
            self.tiny if over.tiny is None else over.tiny,
            self.paper if over.paper is None else over.paper,
        )


PLAIN: Final = Look()
_NOTE: Final = Look(note=True)


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
    filled: bool = False
    """It gives a paragraph or parts of a table a ground that is not white."""


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
        """Return a style; an unknown one says nothing but its name."""
        chain: dict[str, None] = {}  # in order; styles may be based on each other in a ring
        here = style_id
        while here in self._elements and here not in self._known and here not in chain:
            chain[here] = None
            here = self._names.value(self._elements[here], "w:basedOn") or ""
        found = self._known.get(here) or Style(_NOTE if _NOTE_MARKS.fullmatch(here) else PLAIN)
        for name in reversed(chain):
            found = self._resolve(name, found)
            self._known[name] = found
        return found

    def _resolve(self, style_id: str, base: Style) -> Style:
        names, element = self._names, self._elements[style_id]
        own = listing(names.child(element, "w:pPr"), names)
        called = names.value(element, "w:name") or ""
        note = any(map(_NOTE_MARKS.fullmatch, (style_id, called)))
        return Style(
            base.look.under(look(names.child(element, "w:rPr"), names)).under(_NOTE if note else PLAIN),
            Listing(own.number or base.listing.number, base.listing.level if own.level is None else own.level),
            (style_id, *base.lines[:_MOST_LINES]),
            base.contents or bool(_CONTENTS_LINE.fullmatch(called)),
            base.filled or self._fills(element),
        )

    def _fills(self, element: Any) -> bool:
        # The grounds of runs belong to the look.
        return any(
            filled(child, self._names)
            for child in element.iter("{*}pPr", "{*}tcPr", "{*}tblPr")
            if self._names[child.tag].startswith("w:")
        )


_MOST_LINES: Final = 20
"""Word bases a style on ten others at most; what is built to be longer must not cost more."""


def look(properties: Any, names: Names) -> Look:
    """Read the look that run properties give; `properties` may be None. The named style is not looked at."""
    if properties is None or not len(properties):
        return PLAIN
    found: dict[str, bool] = {}
    for child in properties:
        name = names[child.tag]
        if name == "w:vanish":
            found["hidden"] = switched_on(child)
        elif name in ("w:strike", "w:dstrike"):
            found["struck"] = switched_on(child) or found.get("struck", False)
        elif name == "w:vertAlign":
            found["raised"] = attribute(child, "val") in ("superscript", "subscript")
        elif name == "w:position":
            found["raised"] = integer(attribute(child, "val"), 0) != 0 or found.get("raised", False)
        elif name == "w:rFonts":
            font = (attribute(child, "ascii") or "").casefold()
            if font:
                found["signs"] = font.startswith(_SYMBOL_FONTS)
        elif name == "w:color":
            found["white"] = _WHITE.fullmatch(attribute(child, "val") or "") is not None
        elif name == "w:sz":
            found["tiny"] = integer(attribute(child, "val"), _TINY + 1) <= _TINY
        elif name == "w:webHidden":
            found["paper"] = switched_on(child)
        elif name == "w:shd":
            found["filled"] = _shades(child)
        elif name == "w:highlight":
            found["filled"] = attribute(child, "val") not in (None, "none", "white") or found.get("filled", False)
    return Look(**found) if found else PLAIN


def filled(properties: Any, names: Names) -> bool | None:
    """Whether properties give a ground that is not white; None where they give none."""
    shading = names.child(properties, "w:shd")
    return None if shading is None else _shades(shading)


def _shades(shading: Any) -> bool:
    pattern = attribute(shading, "val") or "clear"
    colours = [attribute(shading, "fill")]
    if pattern not in ("clear", "nil"):
        colours.append(attribute(shading, "color") or "000000")
        if colours[-1] == "auto":
            return True  # a pattern in black
    return any(colour not in (None, "auto") and not _WHITE.fullmatch(colour or "") for colour in colours)


def listing(properties: Any, names: Names) -> Listing:
    """Read the list that paragraph properties name; `properties` may be None."""
    number = names.child(properties, "w:numPr")
    if number is None:
        return Listing()
    level = names.value(number, "w:ilvl")
    return Listing(names.value(number, "w:numId"), None if level is None else integer(level, 0))
