"""One page of a PDF into a sheet: its characters, each with the place and size at which it is printed."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from typing import Any

from govparse.errors import Unreadable
from govparse.reading.content import Box
from govparse.reading.pdf.drawing import Drawing
from govparse.reading.pdf.sheet import Glyph, Mark, Rule, Sheet, ink, turn_box


def damaged(detail: tuple[str, str] = ("内容不完整", "parts of it are lost")) -> Unreadable:
    """Make the error for a file that is not whole."""
    return Unreadable({"zh": f"PDF 文件已损坏：{detail[0]}", "en": f"the PDF file is damaged: {detail[1]}"})


_PIECES = 12_000
"""The library orders the pieces of a page's text, which takes it long where they are very many."""
_LARGEST = 256
"""So many of the largest areas may be the ground of white text."""


class Page:
    """One open page."""

    def __init__(self, raw: Any, page: Any, number: int) -> None:
        self.raw, self.page, self.number = raw, page, number
        self.drawing = Drawing(raw, page)
        self.hidden = self.visible = 0
        drawing = self.drawing
        self._covered = any(_area(box) > 0.15 * drawing.width * drawing.height for box in drawing.pictures)
        self._grounds = sorted((*drawing.fills, *drawing.grounds, *drawing.pictures), key=_area)[-_LARGEST:]

    def sheet(self) -> Sheet:
        """Read everything on the page."""
        drawing = self.drawing
        if drawing.texts > _PIECES:
            raise Unreadable(
                {
                    "zh": f"第 {self.number} 页的文字多于 {_PIECES:,} 段，不是报告",
                    "en": f"page {self.number} has its text in more than {_PIECES:,} pieces: no report",
                }
            )
        glyphs = self._glyphs()
        sheet = Sheet(
            page=self.number,
            width=drawing.width,
            height=drawing.height,
            glyphs=glyphs,
            across=drawing.across,
            down=drawing.down,
            fills=drawing.fills,
            pictures=drawing.pictures,
            marks=drawing.marks,
            recognised=self.hidden > self.visible,
        )
        turn = _main_turn(glyphs)
        return _turned(sheet, -turn) if turn else sheet

    def _glyphs(self) -> list[Glyph]:
        raw = self.raw
        text = raw.FPDFText_LoadPage(self.page)
        if not text:
            raise damaged((f"第 {self.number} 页的文字无法读取", f"the text of page {self.number} cannot be read"))
        found: list[Glyph] = []
        rect, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        x, y = ctypes.c_double(), ctypes.c_double()
        shown: dict[int, bool] = {}
        count = raw.FPDFText_CountChars(text)
        skip = False
        try:
            for index in range(count):
                if skip or raw.FPDFText_IsGenerated(text, index) == 1:
                    skip = False
                    continue
                code = raw.FPDFText_GetUnicode(text, index)
                if 0xD800 <= code < 0xDC00 and index + 1 < count:
                    low = raw.FPDFText_GetUnicode(text, index + 1)
                    if 0xDC00 <= low < 0xE000:
                        code, skip = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00), True
                owner = raw.FPDFText_GetTextObject(text, index)
                address = ctypes.cast(owner, ctypes.c_void_p).value or 0
                if address not in shown:
                    shown[address] = self._shown(owner)
                if not shown[address]:
                    continue
                raw.FPDFText_GetLooseCharBox(text, index, rect)
                raw.FPDFText_GetMatrix(text, index, matrix)
                raw.FPDFText_GetCharOrigin(text, index, x, y)
                size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
                turn = _quarter(matrix.a, matrix.b)
                wrong = raw.FPDFText_HasUnicodeMapError(text, index) == 1
                character, unsure = _character(code, wrong)
                if turn is None or not 0.1 < size < 2000:
                    # Text that lies askew is a stamp or a watermark.
                    if ink(character):
                        kind = "digit" if character.isdecimal() or unsure else "text"
                        box = (rect.left, rect.bottom, rect.right, rect.top)
                        self.drawing.marks.append(Mark(kind, self.drawing.box(*box)))
                    continue
                outline = (rect.left, rect.bottom, rect.right, rect.top)
                narrow = min(1.0, math.hypot(matrix.a, matrix.b) / max(math.hypot(matrix.c, matrix.d), 0.01))
                box = _body(character, outline, (x.value, y.value), size, turn, narrow)
                left, top, right, bottom = self.drawing.box(*box)
                across, down = (left + right) / 2, (top + bottom) / 2
                if not (0 <= across <= self.drawing.width and 0 <= down <= self.drawing.height):
                    continue
                found.append(
                    Glyph(character, left, top, right, bottom, size, (turn + self.drawing.rotation) % 4, unsure)
                )
        finally:
            raw.FPDFText_ClosePage(text)
        return found

    def _shown(self, owner: Any) -> bool:
        """Tell whether a piece of text is to be read; invisible text only where it lies over a picture."""
        raw = self.raw
        mode = raw.FPDFTextObj_GetTextRenderMode(owner) if owner else 0
        drawing = self.drawing
        if mode in (3, 7):
            self.hidden += self._covered
            return self._covered
        self.visible += 1
        if mode == 0 and owner and drawing.white(owner, raw.FPDFPageObj_GetFillColor):
            box = drawing.bounds(owner)
            middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
            return any(_inside(middle, area) for area in self._grounds)
        return True


def _character(code: int, wrong: bool) -> tuple[str, bool]:
    """Return the character of a code, and whether the font leaves open which one it is."""
    if code == 2 and not wrong:
        return "-", False  # The library's mark of a hyphen at the end of a line.
    if code < 32 and code not in (9, 10, 13):
        return "\ufffd", True
    private = 0xE000 <= code < 0xF900 or 0xD800 <= code < 0xE000 or code >= 0xF0000 or code in (0xFFFD, 0xFFFE, 0xFFFF)
    return ("\ufffd", True) if private or wrong else (chr(code), False)


def _quarter(a: float, b: float) -> int | None:
    """Return by how many quarters clockwise text of this direction is turned; None where it lies askew."""
    degrees = math.degrees(math.atan2(b, a))
    turn = round(degrees / 90)
    return None if abs(degrees - 90 * turn) > 5 else -turn % 4


def _body(
    character: str,
    box: tuple[float, float, float, float],
    origin: tuple[float, float],
    size: float,
    turn: int,
    narrow: float,
) -> tuple[float, float, float, float]:
    """Widen the outline of an upright character to its body: fonts give 一 the height of a stroke.

    `narrow` is how much narrower than high the text is set.
    """
    if turn:
        return box
    left, bottom, right, top = box
    x, y = origin
    if left - size * 0.6 < x <= right and bottom - size * 0.6 < y < top + size * 0.3:
        left = min(left, x)
        bottom, top = y - 0.12 * size, y + 0.88 * size
        if unicodedata.east_asian_width(character) in "WF":
            right = max(right, x + size * 0.96 * narrow)
        elif character.isdecimal():
            right = max(right, x + size * 0.48 * narrow)
    return left, bottom, max(right, left), top


def _main_turn(glyphs: list[Glyph]) -> int:
    """Return the turn of most characters, if they all but agree."""
    turns = Counter(glyph.turn for glyph in glyphs if ink(glyph.text))
    if not turns:
        return 0
    turn, count = max(turns.items(), key=lambda item: (item[1], -item[0]))
    return turn if count > 0.6 * sum(turns.values()) else 0


def _turned(sheet: Sheet, turns: int) -> Sheet:
    """Turn a sheet clockwise by quarters."""
    turns %= 4
    width, height = sheet.width, sheet.height

    def box(area: Box) -> Box:
        return turn_box(area, turns, width, height)

    glyphs = [
        glyph._replace(left=left, top=top, right=right, bottom=bottom, turn=(glyph.turn + turns) % 4)
        for glyph in sheet.glyphs
        for left, top, right, bottom in [box((glyph.left, glyph.top, glyph.right, glyph.bottom))]
    ]
    across = [box((rule.start, rule.at, rule.end, rule.at)) for rule in sheet.across]
    down = [box((rule.at, rule.start, rule.at, rule.end)) for rule in sheet.down]
    if turns % 2:
        across, down = down, across
        width, height = height, width
    return Sheet(
        page=sheet.page,
        width=width,
        height=height,
        glyphs=glyphs,
        across=[Rule(top, left, right) for left, top, right, _ in across],
        down=[Rule(left, top, bottom) for left, top, _, bottom in down],
        fills=[box(area) for area in sheet.fills],
        pictures=[box(area) for area in sheet.pictures],
        marks=[Mark(mark.kind, box(mark.box)) for mark in sheet.marks],
        recognised=sheet.recognised,
        turn=turns,
    )


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _inside(point: tuple[float, float], box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
