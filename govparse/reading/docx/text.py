"""What a paragraph of a Word file shows: its runs as lines of text, and what is anchored in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from attrs import define, evolve, field

from govparse.reading.docx.names import Names, attribute, chosen, integer
from govparse.reading.docx.styles import PLAIN, Look, Styles, look

_BREAKS: Final = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""Characters inside of `w:t` that Word shows as blanks and that other programs take for the end of a line."""
_OUT: Final = frozenset(
    {
        "w:del", "w:moveFrom",  # struck out by tracked changes
        "w:delText", "w:delInstrText",
        "w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:fldData", "w:ffData",
        "w:rt", "w:rubyPr",  # the reading above a word
    }
)  # fmt: skip
_MATHS: Final = frozenset(
    {
        "m:acc", "m:bar", "m:borderBox", "m:box", "m:d", "m:eqArr", "m:f", "m:func", "m:groupChr", "m:limLow",
        "m:limUpp", "m:m", "m:nary", "m:phant", "m:rad", "m:sPre", "m:sSub", "m:sSubSup", "m:sSup",
    }
)  # fmt: skip
"""Forms that are more than a line of text: their digits do not stand beside each other."""
_ALTERED: Final = ("EQ", "SYMBOL", "QUOTE", "FORMDROPDOWN", "FORMCHECKBOX")
"""Fields that show something without leaving it in the text: a circle around a digit, an entry of a list."""
_SHOWN: Final = frozenset(
    {
        "wp:inline", "w:object", "o:OLEObject", "w:control",
        "w:dayShort", "w:dayLong", "w:monthShort", "w:monthLong", "w:yearShort", "w:yearLong", "w:pgNum",
    }
)  # fmt: skip
"""What shows something that stands nowhere in the text, be it a digit."""
_SHAPES: Final = re.compile("/wordprocessing(Shape|Group|Canvas)$")
"""Drawings that may be lines or arrows; what else they hold is found inside of them."""
_WIDE: Final = 150.0
_HIGH: Final = 50.0
"""Points; a picture of less is a seal, an icon or a line."""
_EMU: Final = 12_700
_LENGTH: Final = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([0-9]{1,6}(?:\.[0-9]{1,6})?)(pt|px|in|cm|mm)", re.I)
_POINTS: Final = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}
_TICKS: Final = {0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0xA8: "☐"}


@define
class Inline:
    """What one paragraph shows."""

    lines: list[list[str]] = field(factory=lambda: [[]])
    doubt: bool = False
    """Something in it cannot be read for certain where every digit counts."""
    raised: bool = False
    """There are raised or lowered digits."""
    plain: bool = False
    """There is text that is neither."""
    faint: bool = False
    """There are digits that are shown and may not be seen: white ones, tiny ones."""
    clear: bool = False
    """There are other digits."""
    boxes: list[Any] = field(factory=list)
    """The contents of text boxes anchored in it."""
    pictures: int = 0
    """Pictures large enough to hold a table."""
    links: list[str] = field(factory=list)
    """Relationships of embedded files."""

    def add(self, text: str, shown: Look, ground: bool = True) -> None:
        """Add text in this look; what is white is seen only where the ground is not."""
        if not text or shown.hidden:
            return
        if shown.white and not (ground or shown.filled or text.isspace()):
            self.doubt = True
            return
        self.lines[-1].append(text)
        if text.isspace():
            return
        digits = any(map(str.isdigit, text))
        if shown.struck or shown.signs or (shown.tiny and digits):
            self.doubt = True
        if not (shown.raised or shown.note):
            self.plain = True
        elif digits:
            self.raised = True
        if digits and (shown.white or shown.tiny or shown.paper):
            self.faint = True
        elif digits:
            self.clear = True

    def read(self) -> list[str]:
        """Return the lines; at least one, which may be empty."""
        return ["".join(line) for line in self.lines]


@define
class _Drawing:
    """How large the drawing is that is being read, in points."""

    width: float = _WIDE
    height: float = _HIGH


@define
class _Fields:
    """The open fields of a paragraph: what stands in an instruction is not shown, the result is.

    One that goes on in the next paragraph ends with this one: a mark that is missing must not hide a report.
    """

    open: list[str | None] = field(factory=list)
    """Of each its instruction, or None once its result has begun."""
    instructions: int = 0

    def instruct(self, text: str) -> None:
        """Add to the instruction of the innermost field; its beginning is enough."""
        if self.open and (before := self.open[-1]) is not None and len(before) < _ENOUGH:
            self.open[-1] = before + text[:_ENOUGH]

    def mark(self, kind: str | None) -> bool:
        """Note where a field begins, its result begins, or it ends; True if it ends and is drawn without text."""
        if kind == "begin":
            self.open.append("")
            self.instructions += 1
        elif self.open and kind in ("separate", "end"):
            instruction = self.open.pop()
            self.instructions -= instruction is not None
            if kind == "separate":
                self.open.append(None)
            else:
                return instruction is not None and instruction.strip().upper().startswith(_ALTERED)
        return False


@define
class _Mark:
    """The mark of a note that is written out: the text behind the reference, to the end of its run."""

    due: bool = False
    taken: bool = False

    def takes(self, text: str) -> bool:
        """Whether this text is the mark, or a part of it; one is due."""
        self.taken |= bool(text.strip())
        return self.taken

    def run(self) -> None:
        """Note that a run begins."""
        if self.taken:
            self.due = self.taken = False


def read_inline(paragraph: Any, names: Names, styles: Styles, base: Look, ground: bool = True) -> Inline:
    """Read a paragraph. `base` is the look that its style gives its runs; `ground`: white text would be seen."""
    out = Inline()
    fields = _Fields()
    drawing = _Drawing()
    mark = _Mark()
    stack: list[tuple[Iterator[Any], Look]] = [(iter(paragraph), base)]
    while stack:
        children, shown = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            continue
        name = names[child.tag]
        if name in ("w:t", "m:t"):
            if not fields.instructions:
                text = _BREAKS.sub(" ", child.text or "").replace("\xad", "")
                if mark.due and mark.takes(text):
                    out.doubt |= not shown.hidden and any(map(str.isdigit, text))
                    out.add(text, evolve(shown, note=True), ground)
                else:
                    out.add(text, shown, ground)
        elif name == "w:r":
            mark.run()
            stack.append((iter(child), _look_of_run(child, names, styles, shown)))
        elif name in _OUT:
            continue
        elif name in _MARKS:
            out.add(_MARKS[name], shown, ground)
        elif name in ("w:footnoteReference", "w:endnoteReference"):
            mark.due = attribute(child, "customMarkFollows") not in (None, "0", "false", "off")
        elif name in ("w:br", "w:cr"):
            if not shown.hidden:
                out.lines.append([])
        elif name == "w:fldChar":
            if fields.mark(attribute(child, "fldCharType")):
                out.doubt = True
        elif name == "w:instrText":
            fields.instruct(child.text or "")
        elif name == "w:sym":
            _symbol(child, out, shown, ground)
        elif name == "w:sdt":
            if not is_placeholder(child, names):
                stack.append((iter(child), shown))
        elif name == "mc:AlternateContent":
            branch = chosen(child, names)
            if branch is not None:
                stack.append((iter(branch), shown))
        elif name == "w:txbxContent":
            if not shown.hidden:
                out.boxes.append(child)
        else:
            if name == "w:fldSimple" and (attribute(child, "instr") or "").lstrip().upper().startswith(_ALTERED):
                out.doubt = True
            _drawn(child, name, drawing, out, shown)
            stack.append((iter(child), shown))
    return out


def is_placeholder(control: Any, names: Names) -> bool:
    """Whether a content control shows only the prompt to fill it in."""
    return names.child(names.child(control, "w:sdtPr"), "w:showingPlcHdr") is not None


def _look_of_run(run: Any, names: Names, styles: Styles, base: Look) -> Look:
    properties = names.child(run, "w:rPr")
    if properties is None or not len(properties):
        return base
    style_id = names.value(properties, "w:rStyle")
    if style_id is not None:
        base = base.under(styles[style_id].look)
    own = look(properties, names)
    return base if own is PLAIN else base.under(own)


def _symbol(element: Any, out: Inline, shown: Look, ground: bool) -> None:
    """Add the character that a symbol stands for; of most fonts of signs that is not known."""
    code = attribute(element, "char") or ""
    try:
        number = int(code[:8], 16)
    except ValueError:
        number = 0
    font = (attribute(element, "font") or "").casefold()
    if 0xF000 <= number <= 0xF0FF:
        number -= 0xF000
    if font == "wingdings":
        sign = _TICKS.get(number, "")
    elif font.startswith("wingdings") or font == "webdings" or (font == "symbol" and not _same_in_symbol(number)):
        sign = ""
    else:
        sign = chr(number) if 0x20 < number < 0xD800 else ""
    if sign:
        out.add(sign, shown, ground)
    elif not shown.hidden:
        out.doubt = True


def _same_in_symbol(number: int) -> bool:
    return chr(number) in "0123456789()[]{}+,./:;<=>%!&_|"


def _drawn(element: Any, name: str, drawing: _Drawing, out: Inline, shown: Look) -> None:
    """Take notice of a picture, of its size, and of forms that are more than a line of text."""
    if name == "wp:extent":
        drawing.width = integer(attribute(element, "cx"), 0) / _EMU
        drawing.height = integer(attribute(element, "cy"), 0) / _EMU
    elif name == "a:blip":
        if not shown.hidden and (attribute(element, "embed") or attribute(element, "link")):
            _picture(drawing.width, drawing.height, out)
    elif name == "v:imagedata" and not shown.hidden and (attribute(element, "id") or attribute(element, "href")):
        width, height = _size_of_shape(element.getparent())
        _picture(width, height, out)
    if name == "o:OLEObject":
        out.links.append(attribute(element, "id") or "")
    if name in _MATHS or (not shown.hidden and _shows(element, name)):
        out.doubt = True  # what it shows is not known, be it a digit


def _shows(element: Any, name: str) -> bool:
    """Whether an element shows what is no text. Lines and arrows do not: they lie over cells."""
    if name == "a:graphicData":  # charts, diagrams, pictures, ink
        kind = attribute(element, "uri") or ""
        return bool(kind) and not _SHAPES.search(kind)
    if name == "w:bdo":  # digits set from right to left
        return attribute(element, "val") == "rtl"
    if name == "v:textpath":
        return bool(attribute(element, "string"))
    return name in _SHOWN


def _picture(width: float, height: float, out: Inline) -> None:
    out.doubt = True
    if width >= _WIDE and height >= _HIGH:
        out.pictures += 1


def _size_of_shape(shape: Any) -> tuple[float, float]:
    found = {"width": _WIDE, "height": _HIGH}
    for name, number, unit in _LENGTH.findall((shape.get("style") or "")[:_ENOUGH]):
        found[name.lower()] = float(number) * _POINTS[unit.lower()]
    return found["width"], found["height"]


_ENOUGH: Final = 2_000
_MARKS: Final = {"w:tab": "\t", "w:ptab": "\t", "w:noBreakHyphen": "-", "w:softHyphen": ""}
