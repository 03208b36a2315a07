"""Pages of a PDF into sheets. The only module that knows the library which decodes PDF files."""

from __future__ import annotations

import ctypes
import math
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

from govparse.errors import MissingReader, Unreadable
from govparse.limits import Limits
from govparse.reading.content import Box
from govparse.reading.pdf_sheet import Glyph, Rule, Sheet, ink, turn_box

_LOCK = threading.RLock()
"""The library must not be entered by two threads at once."""

_THIN = 3.0
"""A filled rectangle of at most this thickness is a rule."""
_NESTED = 12
"""Forms inside forms that are followed."""


def _library() -> Any:
    try:
        import pypdfium2.raw as raw
    except ModuleNotFoundError as error:
        raise MissingReader(
            {
                "zh": '读取 PDF 需要安装：pip install "govparse[pdf]"',
                "en": 'reading PDF needs: pip install "govparse[pdf]"',
            }
        ) from error
    raw.FPDF_InitLibrary()
    return raw


def damaged(detail: tuple[str, str] = ("内容不完整", "parts of it are lost")) -> Unreadable:
    """Make the error for a file that is not whole."""
    return Unreadable({"zh": f"PDF 文件已损坏：{detail[0]}", "en": f"the PDF file is damaged: {detail[1]}"})


class Pages:
    """The pages of a PDF, one at a time. To be closed."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._raw = _library()
        self._data = data
        with _LOCK:
            self._document = self._raw.FPDF_LoadMemDocument64(data, len(data), None)
            if not self._document:
                raise self._refused()
            self.count = int(self._raw.FPDF_GetPageCount(self._document))
        try:
            if not self.count:
                raise damaged(("找不到任何页", "it has no page"))
            limits.check("pages", self.count)
        except Unreadable:
            self.close()
            raise

    def _refused(self) -> Unreadable:
        code = self._raw.FPDF_GetLastError()
        if code == self._raw.FPDF_ERR_PASSWORD:
            return Unreadable(
                {"zh": "PDF 文件有密码保护，请先去除密码", "en": "the PDF file is protected by a password"}
            )
        if code == self._raw.FPDF_ERR_SECURITY:
            return Unreadable({"zh": "PDF 文件的加密方式不支持", "en": "the PDF file is encrypted in an unknown way"})
        return damaged()

    def encrypted(self) -> bool:
        """Tell whether the file is encrypted, if only with an empty password."""
        with _LOCK:
            return int(self._raw.FPDF_GetSecurityHandlerRevision(self._document)) >= 0

    def plain(self) -> bytes:
        """Return the file without its encryption, its streams packed as they were."""
        parts: list[bytes] = []

        def write(_: object, block: Any, size: int) -> int:
            parts.append(ctypes.string_at(block, size))
            return 1

        raw = self._raw
        with _LOCK:
            writer = raw.FPDF_FILEWRITE()
            writer.version = 1
            writer.WriteBlock = type(writer.WriteBlock)(write)
            if not raw.FPDF_SaveAsCopy(self._document, writer, raw.FPDF_REMOVE_SECURITY):
                raise damaged()
        return b"".join(parts)

    def __iter__(self) -> Iterator[Sheet]:
        for number in range(self.count):
            with _LOCK:
                page = self._raw.FPDF_LoadPage(self._document, number)
                if not page:
                    raise damaged((f"第 {number + 1} 页无法读取", f"page {number + 1} cannot be read"))
                try:
                    sheet = _Page(self._raw, page, number + 1).sheet()
                finally:
                    self._raw.FPDF_ClosePage(page)
            yield sheet

    def close(self) -> None:
        """Free the document."""
        with _LOCK:
            if self._document:
                self._raw.FPDF_CloseDocument(self._document)
                self._document = None


class _Page:
    """One open page."""

    def __init__(self, raw: Any, page: Any, number: int) -> None:
        self.raw, self.page, self.number = raw, page, number
        bounds = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, bounds)
        self.left, self.top = bounds.left, bounds.top
        self.width, self.height = bounds.right - bounds.left, bounds.top - bounds.bottom
        self.rotation = int(raw.FPDFPage_GetRotation(page)) % 4
        self.across: list[Rule] = []
        self.down: list[Rule] = []
        self.fills: list[Box] = []
        self.pictures: list[Box] = []
        self.hidden = self.visible = 0

    def sheet(self) -> Sheet:
        """Read everything on the page."""
        width, height = (self.height, self.width) if self.rotation % 2 else (self.width, self.height)
        sheet = Sheet(self.number, width, height)
        self._objects(self.page, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0)
        sheet.pictures = self.pictures
        sheet.glyphs = self._glyphs()
        sheet.recognised = self.hidden > self.visible
        sheet.across, sheet.down, sheet.fills = self.across, self.down, self.fills
        turn = _main_turn(sheet.glyphs)
        return _turned(sheet, -turn) if turn else sheet

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Turn a box of the page's own coordinates into one of the page as shown."""
        flat = (left - self.left, self.top - top, right - self.left, self.top - bottom)
        return turn_box(flat, self.rotation, self.width, self.height)

    # Characters

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
                if turn is None or not 0.1 < size < 2000:
                    continue  # Text that lies askew is a stamp or a watermark.
                wrong = raw.FPDFText_HasUnicodeMapError(text, index) == 1
                character, unsure = _character(code, wrong)
                box = _body(character, (rect.left, rect.bottom, rect.right, rect.top), (x.value, y.value), size, turn)
                left, top, right, bottom = self.box(*box)
                across, down = (left + right) / 2, (top + bottom) / 2
                wide, high = (self.height, self.width) if self.rotation % 2 else (self.width, self.height)
                if not (0 <= across <= wide and 0 <= down <= high):
                    continue
                found.append(Glyph(character, left, top, right, bottom, size, (turn + self.rotation) % 4, unsure))
        finally:
            raw.FPDFText_ClosePage(text)
        return found

    def _shown(self, owner: Any) -> bool:
        """Tell whether a piece of text is to be read; invisible text only where it lies over a picture."""
        raw = self.raw
        mode = raw.FPDFTextObj_GetTextRenderMode(owner) if owner else 0
        if mode in (3, 7):
            over = any(_area(box) > 0.15 * self.width * self.height for box in self.pictures)
            self.hidden += over
            return over
        self.visible += 1
        if mode == 0 and owner and self._white(owner, raw.FPDFPageObj_GetFillColor):
            box = self._bounds(owner)
            middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
            return any(_inside(middle, area) for area in (*self.fills, *self.pictures))
        return True

    # Rules, areas, pictures

    def _objects(self, holder: Any, matrix: tuple[float, ...], depth: int) -> None:
        raw = self.raw
        count = raw.FPDFFormObj_CountObjects(holder) if depth else raw.FPDFPage_CountObjects(holder)
        for index in range(count):
            thing = raw.FPDFFormObj_GetObject(holder, index) if depth else raw.FPDFPage_GetObject(holder, index)
            kind = raw.FPDFPageObj_GetType(thing)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(thing, _times(self._matrix(thing), matrix))
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                unit = _times(self._matrix(thing), matrix)
                corners = [_point(unit, *corner) for corner in ((0, 0), (1, 0), (0, 1), (1, 1))]
                self.pictures.append(self.box(*_hull(corners)))
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _NESTED:
                self._objects(thing, _times(self._matrix(thing), matrix), depth + 1)

    def _matrix(self, thing: Any) -> tuple[float, ...]:
        own = self.raw.FS_MATRIX()
        self.raw.FPDFPageObj_GetMatrix(thing, own)
        return own.a, own.b, own.c, own.d, own.e, own.f

    def _bounds(self, thing: Any) -> Box:
        sides = [ctypes.c_float() for _ in range(4)]
        self.raw.FPDFPageObj_GetBounds(thing, *sides)
        return self.box(*(side.value for side in sides))

    def _white(self, thing: Any, getter: Any) -> bool:
        """Tell whether a thing leaves no trace on paper."""
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        if not getter(thing, red, green, blue, alpha):
            return False
        return alpha.value < 8 or min(red.value, green.value, blue.value) >= 253

    def _path(self, thing: Any, matrix: tuple[float, ...]) -> None:
        raw = self.raw
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(thing, fill, stroke)
        filled = fill.value != 0 and not self._white(thing, raw.FPDFPageObj_GetFillColor)
        drawn = stroke.value != 0 and not self._white(thing, raw.FPDFPageObj_GetStrokeColor)
        if not (filled or drawn):
            return
        for points, curved in self._strokes(thing, matrix):
            if filled and len(points) > 2 and not curved:
                self._filled(_hull(points))
            if drawn:
                for a, b in zip(points, points[1:], strict=False):
                    if min(abs(a[0] - b[0]), abs(a[1] - b[1])) < 0.5:
                        self._rule(self.box(*_hull([a, b])))

    def _strokes(self, thing: Any, matrix: tuple[float, ...]) -> Iterator[tuple[list[tuple[float, float]], bool]]:
        raw = self.raw
        x, y = ctypes.c_float(), ctypes.c_float()
        points: list[tuple[float, float]] = []
        curved = False
        for index in range(raw.FPDFPath_CountSegments(thing)):
            segment = raw.FPDFPath_GetPathSegment(thing, index)
            kind = raw.FPDFPathSegment_GetType(segment)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                if points:
                    yield points, curved
                points, curved = [], False
            curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
            points.append(_point(matrix, x.value, y.value))
            if raw.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if points:
            yield points, curved

    def _filled(self, hull: tuple[float, float, float, float]) -> None:
        left, top, right, bottom = box = self.box(*hull)
        if min(right - left, bottom - top) <= _THIN:
            self._rule(box)
        else:
            self.fills.append(box)

    def _rule(self, box: Box) -> None:
        left, top, right, bottom = box
        wide, high = right - left, bottom - top
        if wide >= high:
            self.across.append(Rule((top + bottom) / 2, left, right))
        if high >= wide:
            self.down.append(Rule((left + right) / 2, top, bottom))


def _character(code: int, wrong: bool) -> tuple[str, bool]:
    """Return the character of a code, and whether the font leaves open which one it is."""
    if code == 2:
        return "-", False  # The library's mark of a hyphen at the end of a line.
    if code < 32 and code not in (9, 10, 13):
        return "\ufffd", True
    private = 0xE000 <= code < 0xF900 or 0xD800 <= code < 0xE000 or code >= 0xF0000 or code in (0xFFFD, 0xFFFE, 0xFFFF)
    return ("\ufffd" if private else chr(code)), private or wrong


def _quarter(a: float, b: float) -> int | None:
    """Return by how many quarters clockwise text of this direction is turned; None where it lies askew."""
    degrees = math.degrees(math.atan2(b, a))
    turn = round(degrees / 90)
    return None if abs(degrees - 90 * turn) > 5 else -turn % 4


def _body(
    character: str, box: tuple[float, float, float, float], origin: tuple[float, float], size: float, turn: int
) -> tuple[float, float, float, float]:
    """Widen the outline of an upright character to its body: fonts give 一 the height of a stroke."""
    if turn:
        return box
    left, bottom, right, top = box
    x, y = origin
    if left - size * 0.6 < x <= right and bottom - size * 0.6 < y < top + size * 0.3:
        left = min(left, x)
        bottom, top = y - 0.12 * size, y + 0.88 * size
        if unicodedata.east_asian_width(character) in "WF":
            right = max(right, x + size * 0.96)
        elif character.isdecimal():
            right = max(right, x + size * 0.48)
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
        recognised=sheet.recognised,
        turn=turns,
    )


def _times(first: tuple[float, ...], then: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _point(matrix: tuple[float, ...], x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _hull(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Return left, bottom, right, top of points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _inside(point: tuple[float, float], box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
