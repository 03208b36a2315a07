"""The drawing on a page of a PDF: rules, filled areas, pictures, where the page shows them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from govparse.reading.content import Box
from govparse.reading.pdf.sheet import Mark, Rule, turn_box

_THIN = 3.0
"""A filled rectangle of at most this thickness is a rule."""
_GROUNDS = 16
"""So many areas drawn last may be a ground that others lie on."""
_LARGE = 120.0
"""Outlines larger than this are frames and grounds."""
_NESTED = 12
"""Forms inside forms that are followed."""


class Drawing:
    """What is drawn on an open page."""

    def __init__(self, raw: Any, page: Any) -> None:
        self.raw = raw
        bounds = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, bounds)
        self._left, self._top = bounds.left, bounds.top
        self._wide, self._high = bounds.right - bounds.left, bounds.top - bounds.bottom
        self.rotation = int(raw.FPDFPage_GetRotation(page)) % 4
        self.width, self.height = (self._high, self._wide) if self.rotation % 2 else (self._wide, self._high)
        self.across: list[Rule] = []
        self.down: list[Rule] = []
        self.fills: list[Box] = []
        self.pictures: list[Box] = []
        self.marks: list[Mark] = []
        """What is shown and not read."""
        self.texts = 0
        """How many pieces its text is written in."""
        self.grounds: list[Box] = []
        """Filled areas that others lie on."""
        self._objects(page, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0)
        self.marks += [Mark("picture", box) for box in self.pictures]
        self._annotations(page)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Turn a box of the page's own coordinates into one of the page as shown."""
        flat = (left - self._left, self._top - top, right - self._left, self._top - bottom)
        return turn_box(flat, self.rotation, self._wide, self._high)

    def _objects(self, holder: Any, matrix: tuple[float, ...], depth: int) -> None:
        raw = self.raw
        count = raw.FPDFFormObj_CountObjects(holder) if depth else raw.FPDFPage_CountObjects(holder)
        for index in range(count):
            thing = raw.FPDFFormObj_GetObject(holder, index) if depth else raw.FPDFPage_GetObject(holder, index)
            kind = raw.FPDFPageObj_GetType(thing)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self.texts += 1
            elif kind == raw.FPDF_PAGEOBJ_PATH:
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

    def bounds(self, thing: Any) -> Box:
        sides = [ctypes.c_float() for _ in range(4)]
        self.raw.FPDFPageObj_GetBounds(thing, *sides)
        return self.box(*(side.value for side in sides))

    def white(self, thing: Any, getter: Any) -> bool:
        """Tell whether a thing leaves no trace on paper."""
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        if not getter(thing, red, green, blue, alpha):
            return False
        return alpha.value < 8 or min(red.value, green.value, blue.value) >= 253

    def _path(self, thing: Any, matrix: tuple[float, ...]) -> None:
        raw = self.raw
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(thing, fill, stroke)
        white = fill.value != 0 and self.white(thing, raw.FPDFPageObj_GetFillColor)
        # White on a dark ground leaves a frame: the ground is no cell, what lies on it is one.
        filled = fill.value != 0 and (not white or self._over(thing))
        drawn = stroke.value != 0 and not self.white(thing, raw.FPDFPageObj_GetStrokeColor)
        if not (filled or drawn):
            return
        for points, curved in self._strokes(thing, matrix):
            if filled and len(points) > 2 and not curved:
                self._filled(_hull(points))
            self._outline(points, curved, filled=filled)
            if drawn:
                for a, b in pairwise(points):
                    if min(abs(a[0] - b[0]), abs(a[1] - b[1])) < 0.5:
                        self._rule(self.box(*_hull([a, b])))

    def _outline(self, points: list[tuple[float, float]], curved: bool, *, filled: bool) -> None:
        """Keep what is drawn and is neither a rule nor a rectangle: it may be a character."""
        askew = any(min(abs(a[0] - b[0]), abs(a[1] - b[1])) >= 0.5 for a, b in pairwise(points))
        if not (curved or askew or (filled and len(points) > 6)):
            return
        left, top, right, bottom = box = self.box(*_hull(points))
        if not (curved or filled) and len(points) == 2:
            self.marks.append(Mark("line", box))
        elif max(right - left, bottom - top) <= _LARGE:
            self.marks.append(Mark("outline", box))

    def _annotations(self, page: Any) -> None:
        """Keep where comments and the fields of forms lie; what they hold is not read."""
        raw = self.raw
        passed = (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_HIGHLIGHT)
        hidden = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
        rect = raw.FS_RECTF()
        for index in range(raw.FPDFPage_GetAnnotCount(page)):
            note = raw.FPDFPage_GetAnnot(page, index)
            if not note:
                continue
            try:
                if raw.FPDFAnnot_GetSubtype(note) in passed or raw.FPDFAnnot_GetFlags(note) & hidden:
                    continue
                if raw.FPDFAnnot_GetRect(note, rect):
                    low, high = sorted((rect.bottom, rect.top))
                    self.marks.append(Mark("annotation", self.box(rect.left, low, rect.right, high)))
            finally:
                raw.FPDFPage_CloseAnnot(note)

    def _over(self, thing: Any) -> bool:
        """Tell whether a thing lies on a filled area; that is then a ground, and no longer a fill."""
        left, top, right, bottom = self.bounds(thing)
        for area in self.grounds[-_GROUNDS:]:
            if area[0] < left and area[1] < top and right < area[2] and bottom < area[3]:
                return True
        for index in range(len(self.fills) - 1, max(-1, len(self.fills) - 1 - _GROUNDS), -1):
            area = self.fills[index]
            if area[0] < left and area[1] < top and right < area[2] and bottom < area[3]:
                self.grounds.append(self.fills.pop(index))
                return True
        return False

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
