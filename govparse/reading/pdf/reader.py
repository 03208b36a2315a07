"""A PDF into what its pages show: tables by the rules drawn around their cells, text line by line."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define

from govparse.errors import Unreadable
from govparse.limits import Limits
from govparse.reading.content import Content, Paragraph, Picture, Table
from govparse.reading.pdf.columns import cells
from govparse.reading.pdf.fills import filled
from govparse.reading.pdf.furniture import Furniture
from govparse.reading.pdf.guard import guard
from govparse.reading.pdf.labels import whole_rows
from govparse.reading.pdf.lines import Line, lines, paragraphs
from govparse.reading.pdf.page import damaged
from govparse.reading.pdf.pages import Pages
from govparse.reading.pdf.rules import grids
from govparse.reading.pdf.sheet import Sheet, ink
from govparse.reading.pdf.tables import Part, continues, fill, table

_LARGE = 0.15
"""A picture over this share of a page may hold a table."""
_MOST = 0.6
"""Over this share it is the page."""
_FEW = 30
"""A page with fewer characters beside such a picture was scanned."""


@define
class _Leaf:
    """A page read: its lines, its tables, its large pictures."""

    sheet: Sheet
    lines: list[Line]
    parts: list[Part]
    pictures: list[float]
    """The tops of the pictures."""
    scanned: bool


def read_pdf(data: bytes, limits: Limits) -> Content:
    """Read a PDF. Raise `Unreadable` where it is damaged, protected or holds no text, `TooLarge` beyond a limit."""
    count = guard(data, limits)
    pages = Pages(data, limits)
    try:
        if pages.encrypted():
            count = guard(pages.plain(), limits, deciphered=True)
        if count not in (None, pages.count):
            raise damaged(("页数不符", "it has not as many pages as it says"))
        leaves = list(_leaves(pages, limits))
    finally:
        pages.close()
    scanned = [leaf.sheet.page for leaf in leaves if leaf.scanned]
    if not any(leaf.lines or any(text for part in leaf.parts for text, _ in part.texts.values()) for leaf in leaves):
        if scanned or any(leaf.pictures for leaf in leaves):
            raise Unreadable(
                {
                    "zh": "PDF 是扫描件：只有页面图像，没有文字层；请先做文字识别（OCR）",
                    "en": "the PDF is a scan: pictures of pages without a text layer; recognise its text (OCR) first",
                }
            )
        raise Unreadable({"zh": "PDF 中没有文字", "en": "the PDF holds no text"})
    content = Content()
    if scanned:
        content.remarks.append(("pages-scanned", {"pages": "、".join(map(str, scanned))}))
    if any(leaf.sheet.recognised for leaf in leaves):
        content.remarks.append(("text-recognised", {}))
    _compose(content, leaves)
    _demand_characters(content)
    return content


def _demand_characters(content: Content) -> None:
    """Refuse a file whose fonts do not say which characters their shapes are."""
    shown = [item.text for item in content.items if isinstance(item, Paragraph)]
    shown += [cell.text for item in content.items if isinstance(item, Table) for row in item.rows for cell in row.cells]
    unknown = sum(text.count("\N{REPLACEMENT CHARACTER}") for text in shown)
    if unknown * 2 > sum(len("".join(text.split())) for text in shown):
        raise Unreadable(
            {
                "zh": "PDF 的字体没有说明字形对应的文字，无法读出；请先做文字识别（OCR）",
                "en": "the fonts of the PDF do not say which characters they show; recognise its text (OCR) first",
            }
        )


def _leaves(pages: Pages, limits: Limits) -> Iterator[_Leaf]:
    fields = 0
    for sheet in pages:
        found, loose = grids(sheet, limits)
        found = found or filled(sheet, limits)
        fields += sum(len(grid.owner) for grid in found)
        limits.check("cells", fields)
        parts, outside = fill(sheet, found, loose)
        size = sheet.width * sheet.height
        areas = [(right - left) * (bottom - top) for left, top, right, bottom in sheet.pictures]
        few = sum(ink(glyph.text) for glyph in sheet.glyphs) < _FEW
        tops = [box[1] for box, area in zip(sheet.pictures, areas, strict=True) if area > _LARGE * size]
        leaf = _Leaf(sheet, lines(outside), parts, tops, few and sum(areas) > _MOST * size)
        sheet.glyphs, sheet.across, sheet.down, sheet.fills, sheet.marks = [], [], [], [], []
        yield leaf


def _compose(content: Content, leaves: list[_Leaf]) -> None:
    """Put lines, tables and pictures into reading order, and what of a table stands on several pages together."""
    furniture = Furniture([(leaf.sheet, leaf.lines) for leaf in leaves])
    content.address = furniture.address
    number = 0
    open_parts: list[Part] = []

    def close() -> None:
        nonlocal number
        if open_parts:
            number += 1
            content.items.append(table(number, open_parts))
            open_parts.clear()

    for leaf in leaves:
        kept = whole_rows([line for line in leaf.lines if line not in furniture])
        texts = paragraphs(leaf.sheet, kept, cells(kept))
        entries: list[tuple[float, int, Paragraph | Part | Picture]] = [
            (line.box[1], 1, text) for line, text in zip(kept, texts, strict=True)
        ]
        entries += [(part.grid.ys[0], 0, part) for part in leaf.parts]
        # A scan with its recognised text: the text stands for the picture.
        if not leaf.sheet.recognised:
            entries += [(top, 2, Picture(leaf.sheet.page)) for top in leaf.pictures]
        first = True
        for _, _, entry in sorted(entries, key=lambda entry: entry[:2]):
            if isinstance(entry, Part):
                before = open_parts[-1] if open_parts else None
                if before is None or not first or before.sheet is leaf.sheet or not continues(before, entry):
                    close()
                open_parts.append(entry)
            else:
                close()
                content.items.append(entry)
            first = False
    close()
