"""Content → Document: the text that a page or file shows, and the cells of its tables.

Lines of prose are cut by what separates cells in them, as those of a text are. A row of a table becomes
one line, its cells divided by tabs, so that places and prose can be spoken of in one text; but what is
known of its cells is taken from the table, not from the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import define, field

from govparse.limits import Limits
from govparse.reading.content import Content, Paragraph, Picture, Table, TableCell, TableRow
from govparse.reading.document import Cell, Document, Extent, Layout
from govparse.reading.fold import fold
from govparse.reading.lines import BLANK, Lines
from govparse.reading.origin import GridSpot, PageSpot, ShownOrigin, TextOrigin
from govparse.reading.text.builder import Builder
from govparse.reading.text.reader import read_piece

# Line ends of a text and the tab divide lines and cells here: inside a cell they are blanks.
_DIVIDERS = re.compile(r"[\t\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
_OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for what a cell shows that is no text: such a cell is not blank."""
_LINE_ENDS = re.compile(r"[\r\n\f\v\x1c-\x1e\x85\u2028\u2029]")


@define
class _Shown:
    """The text in the making, and what is known of its lines."""

    parts: list[str] = field(factory=list)
    length: int = 0
    rows: dict[int, tuple[Table, bool, TableRow]] = field(factory=dict)
    """Line → the row of a table that stands on it, and whether the table begins with it."""
    starts: list[int] = field(factory=list)
    spots: list[GridSpot | PageSpot | None] = field(factory=list)
    pictures: list[int] = field(factory=list)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def end_line(self) -> None:
        self.add("\n")

    def spot(self, spot: GridSpot | PageSpot | None) -> None:
        self.starts.append(self.length)
        self.spots.append(spot)


def compose(content: Content, limits: Limits) -> Document:
    """Make the document of what a source shows. Linear; never fails."""
    shown = _show(content)
    text = "".join(shown.parts)
    lines = Lines(fold(text))
    builder = Builder(limits.cells)
    tables = sorted(shown.rows)
    number = 0
    for at in [*tables, len(lines)]:
        prose = lines.until(at)
        while number < at and not builder.full:
            number = read_piece(prose, number, builder)
        if at in shown.rows and not builder.full:
            _add_row(builder, lines, at, shown.rows[at])
        number = at + 1
    return Document(
        text=text,
        folded=lines.folded,
        lines=lines,
        cells=tuple(builder.cells),
        pieces=tuple(builder.pieces),
        skipped_lines=tuple(builder.skipped),
        cut=builder.full,
        open_ended=content.open_ended,
        origin=ShownOrigin(TextOrigin(lines), shown.starts, shown.spots),
        pictures=tuple(shown.pictures),
        attachments=tuple(dict.fromkeys(content.attachments)),
        address=content.address,
        declared=content.declared,
        remarks=tuple(content.remarks),
    )


# ── the text ───────────────────────────────────────────────────────────────────────


def _show(content: Content) -> _Shown:
    shown = _Shown()
    line = 0
    for item in content.items:
        if isinstance(item, Picture):
            shown.pictures.append(shown.length)
        elif isinstance(item, Paragraph):
            shown.spot(PageSpot(item.page, item.boxes) if item.boxes else None)
            shown.add(_LINE_ENDS.sub(" ", item.text))
            shown.end_line()
            line += 1
        else:
            opens = True
            for index, row in _rows(item):
                shown.rows[line] = item, opens, row
                opens = False
                _show_row(shown, item, index, row)
                line += 1
    return shown


def _show_row(shown: _Shown, table: Table, index: int, row: TableRow) -> None:
    for position, cell in enumerate(row.cells):
        if position:
            shown.add("\t")
        on_page = cell.box is not None
        shown.spot(
            PageSpot(row.page, (cell.box,))
            if on_page and cell.box
            else GridSpot(table.number, index + 1, cell.column + 1)
        )
        shown.add(cell_text(cell))
    shown.end_line()


def cell_text(cell: TableCell) -> str:
    """Return the text of a cell on one line."""
    text = cell.text
    if text.isalnum():
        return text
    return _DIVIDERS.sub(" ", text).strip() or (_OBJECT if cell.unsure else "")


def _rows(table: Table) -> Iterator[tuple[int, TableRow]]:
    """Yield the rows of a table with their numbers; a head repeated at the top of a page is left out."""
    page = table.rows[0].page if table.rows else 0
    repeats: int | None = None
    for index, row in enumerate(table.rows, table.first):
        if row.page != page:
            page, repeats = row.page, 0
        if repeats is not None and _is_head(row) and _shows_same(row, table.rows[repeats]):
            repeats += 1
            continue
        repeats = None
        if row.cells:
            yield index, row


def _shows_same(row: TableRow, other: TableRow) -> bool:
    return [(c.left, c.right, cell_text(c)) for c in row.cells] == [
        (c.left, c.right, cell_text(c)) for c in other.cells
    ]


def _is_head(row: TableRow) -> bool:
    """A row of words alone: no row of numbers is left out because it repeats another."""
    texts = [cell_text(cell) for cell in row.cells]
    return any(texts) and not any(text.isascii() for text in texts if text)


# ── the cells ──────────────────────────────────────────────────────────────────────


def _add_row(builder: Builder, lines: Lines, number: int, shown: tuple[Table, bool, TableRow]) -> None:
    table, opens, row = shown
    if opens:
        builder.open(Layout.TABLE)
    line = lines[number]
    begin = 0
    for cell, text in zip(row.cells, line.text.split("\t"), strict=True):
        words = text.strip(BLANK)  # blanks of other kinds are blanks only now that they are folded
        start = line.start + begin + (len(text) - len(text.lstrip(BLANK)) if words else 0)
        extent = Extent(table.number, cell.left, cell.right, cell.height, row.whole, cell.unsure, row.page)
        piece = len(builder.pieces) - 1
        builder.append(Cell(words, start, start + len(words), number, builder.rows, cell.column, piece, True, extent))
        begin += len(text) + 1
    builder.rows += 1
