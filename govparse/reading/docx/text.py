"""What a paragraph of a Word file shows: its runs as lines of text, and what is anchored in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from attrs import define, field

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
_ALTERED: Final = ("EQ", "SYMBOL", "QUOTE", "FORMDROPDOWN")
"""Fields that show something without leaving it in the text: a circle around a digit, an entry of a list."""
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
    boxes: list[Any] = field(factory=list)
    """The contents of text boxes anchored in it."""
    pictures: int = 0
    """Pictures large enough to hold a table."""
    links: list[str] = field(factory=list)
    """Relationships of embedded files."""

    def add(self, text: str, shown: Look) -> None:
        """Add text in this look."""
        if not text or shown.hidden:
            return
        self.lines[-1].append(text)
        if text.isspace():
            return
        if shown.struck or shown.signs:
            self.doubt = True
        if not shown.raised:
            self.plain = True
        elif any(character.isdigit() for character in text):
            self.raised = True

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


def read_inline(paragraph: Any, names: Names, styles: Styles, base: Look) -> Inline:
    """Read a paragraph. `base` is the look that its style gives its runs."""
    out = Inline()
    fields = _Fields()
    drawing = _Drawing()
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
                out.add(_BREAKS.sub(" ", child.text or "").replace("\xad", ""), shown)
        elif name == "w:r":
            stack.append((iter(child), _look_of_run(child, names, styles, shown)))
        elif name in _OUT:
            continue
        elif name in _MARKS:
            out.add(_MARKS[name], shown)
        elif name in ("w:br", "w:cr"):
            if not shown.hidden:
                out.lines.append([])
        elif name == "w:fldChar":
            if fields.mark(attribute(child, "fldCharType")):
                out.doubt = True
        elif name == "w:instrText":
            fields.instruct(child.text or "")
        elif name == "w:sym":
            _symbol(child, out, shown)
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


def _symbol(element: Any, out: Inline, shown: Look) -> None:
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
        out.add(sign, shown)
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
    elif name == "v:imagedata":
        if not shown.hidden and (attribute(element, "id") or attribute(element, "href")):
            width, height = _size_of_shape(element.getparent())
            _picture(width, height, out)
    elif name == "o:OLEObject":
        out.links.append(attribute(element, "id") or "")
    elif name in _MATHS or (name in ("w:object", "wp:inline") and not shown.hidden):
        out.doubt = True  # what it shows is not known, be it a digit


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
