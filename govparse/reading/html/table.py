"""A table of a page in the making: rows and spans as a browser lays them out, and what is no table at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import define, evolve, field

from govparse.reading.content import Paragraph, Picture, Table, TableCell, TableRow

Item = Paragraph | Table | Picture

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_LINES = re.compile(r"\r\n|[\r\n]")
_DIGITS = re.compile(r"\s*\+?([0-9]{1,9})")
_MAX_COLSPAN = 1_000
_MAX_ROWSPAN = 65_534
"""Bounds that browsers keep as well."""
_LABEL = 120
"""A row of one cell with more text is prose inside a table."""
_LONG = 400
"""A cell with more text is prose, whatever stands beside it."""


def one_line(text: str) -> str:
    """Return text as a browser sets it: blanks and line ends of the source are one blank, none at the ends."""
    return _BLANKS.sub(" ", text).strip(" ")


@define
class Flow:
    """Lines of text, tables and pictures, one after the other: a page, or the inside of a cell."""

    items: list[Item] = field(factory=list)
    line: list[str] = field(factory=list)
    verbatim: int = 0
    """Depth of elements in which blanks and line ends are kept."""
    marked: int = 0
    """Depth of elements that are raised or struck through."""
    unsure: bool = False
    """Something on a line is."""
    opaque: bool = False
    """It holds something that is shown and cannot be read."""

    def add(self, text: str) -> None:
        """Add text to the line."""
        if self.verbatim:
            first, *further = _LINES.split(text)
            self.line.append(first)
            for part in further:
                self.end_line(always=True)
                self.line.append(part)
            return
        if self.marked and text.strip():
            self.unsure = True
        self.line.append(text)

    def end_line(self, *, always: bool = False) -> None:
        """End the line, if there is anything on it; `always`: also one that is empty."""
        if self.line:
            text = "".join(self.line)
            text = text if self.verbatim else one_line(text)
            self.line = []
            if text or (always and self.verbatim):
                self.items.append(Paragraph(text))

    def take(self, items: Sequence[Item]) -> None:
        """Add what a table inside a cell has turned out to be; one that holds one text only is that text."""
        cells = [cell for item in items if isinstance(item, Table) for row in item.rows for cell in row.cells]
        filled = [cell for cell in cells if cell.text or cell.unsure]
        if all(isinstance(item, Table) for item in items) and len(filled) <= 1:
            for cell in filled:
                self.unsure |= cell.unsure
                self.items += [Paragraph(line) for line in cell.text.split("\n") if line]
            return
        self.items += items

    def close(self) -> list[Item]:
        """End the last line and return everything."""
        self.end_line()
        return self.items


@define
class _Cell:
    """A cell: its lines, or everything in it where that is more than lines."""

    colspan: int
    rowspan: int
    lines: list[str]
    unsure: bool = False
    items: list[Item] | None = None


@define
class _Row:
    """A row with its cells laid out."""

    cells: list[TableCell]
    covered: int
    """Columns that its cells, and cells from above, cover."""
    right: int
    prose: list[Item] | None = None
    """What it holds, where it is no row of cells."""


@define
class TableMaker:
    """Lays out a table cell by cell."""

    number: int
    rows: list[_Row] = field(factory=list)
    row: list[_Cell] | None = None
    flow: Flow | None = None
    """The inside of the open cell."""
    spans: tuple[int, int] = (1, 1)
    """Columns and rows of the open cell."""
    reaching: list[tuple[int, int, int]] = field(factory=list)
    """Cells of rows above that reach down: first column, column behind, row behind."""
    group: int = 0
    """Row with which the group of rows in the making begins."""
    pictures: list[Picture] = field(factory=list)
    """Pictures in cells that hold text as well."""

    def close_group(self) -> None:
        """End a group of rows: no cell reaches over its border."""
        self.close_row()
        self.reaching = []
        last = len(self.rows)
        for index in range(self.group, last):
            row = self.rows[index]
            row.cells = [
                evolve(cell, height=last - index) if cell.height > last - index else cell for cell in row.cells
            ]
        self.group = last

    def open_row(self) -> int:
        """Begin a row; return the work it takes, in cells."""
        self.close_row()
        self.row = []
        return len(self.reaching)

    def open_cell(self, columns: str | None, rows: str | None) -> Flow:
        """Begin a cell; return its inside."""
        self.close_cell()
        if self.row is None:
            self.open_row()
        self.spans = _spans(columns, rows)
        self.flow = Flow()
        return self.flow

    def close_cell(self) -> None:
        """End the cell."""
        if self.flow is not None and self.row is not None:
            items = self.flow.close()
            lines = [item.text for item in items if isinstance(item, Paragraph)]
            more = items if len(lines) < len(items) else None
            unsure = self.flow.unsure or self.flow.opaque or any(isinstance(item, Picture) for item in items)
            self.row.append(_Cell(*self.spans, lines, unsure, more))
        self.flow = None

    def add_cell(self, columns: str | None, rows: str | None, text: str) -> None:
        """Add a cell that holds one line of text."""
        self.close_cell()
        if self.row is None:
            self.row = []
        line = one_line(text)
        self.row.append(_Cell(*_spans(columns, rows), [line] if line else []))

    def close_row(self) -> None:
        """End the row and lay it out."""
        self.close_cell()
        if self.row is None:
            return
        number = len(self.rows)
        self.reaching = sorted(cell for cell in self.reaching if cell[2] > number)
        taken = list(self.reaching)
        laid: list[TableCell] = []
        column = at = 0
        for cell in self.row:
            while at < len(taken) and taken[at][0] <= column:
                column = max(column, taken[at][1])
                at += 1
            right = column + cell.colspan
            text = cell.lines[0] if len(cell.lines) == 1 else "\n".join(cell.lines)
            laid.append(TableCell(text, column, column, right, cell.rowspan, cell.unsure))
            if cell.rowspan > 1:
                self.reaching.append((column, right, number + cell.rowspan))
            column = right
        right = max([column if laid else 0, *(end for _, end, _ in taken)])
        covered = sum(c.right - c.left for c in laid) + sum(end - begin for begin, end, _ in taken)
        row = _Row(laid, int(covered), right)
        if _is_prose(self.row):
            row.prose = [item for cell in self.row for item in cell.items or map(Paragraph, cell.lines)]
        else:
            self.pictures += [i for cell in self.row for i in cell.items or () if isinstance(i, Picture)]
        self.rows.append(row)
        self.row = None

    def close(self) -> list[Item]:
        """End the table; return it, in parts where rows of prose or tables stand between its rows."""
        self.close_group()
        width = max((row.right for row in self.rows), default=0)
        items: list[Item] = []
        rows: list[TableRow] = []
        first = 0
        for number, row in enumerate(self.rows):
            if row.prose is None:
                rows.append(TableRow(tuple(row.cells), row.covered == width == row.right))
                continue
            if rows:
                items.append(Table(self.number, tuple(rows), first))
            items += row.prose
            rows, first = [], number + 1
        if rows:
            items.append(Table(self.number, tuple(rows), first))
        return [*items, *self.pictures]


def _is_prose(cells: Sequence[_Cell]) -> bool:
    """Return whether a row holds no cells but a page: tables, pictures, or prose."""
    more = [item for cell in cells for item in cell.items or ()]
    if any(isinstance(item, Table) for item in more):
        return True
    filled = [length for cell in cells if (length := sum(map(len, cell.lines)))]
    if more and not filled:
        return True
    return any(length > _LONG for length in filled) or (len(filled) == 1 and filled[0] > _LABEL)


def _spans(columns: str | None, rows: str | None) -> tuple[int, int]:
    if not columns and not rows:
        return 1, 1
    return min(_span(columns) or 1, _MAX_COLSPAN), min(_span(rows) or _MAX_ROWSPAN, _MAX_ROWSPAN)


def _span(value: str | None) -> int:
    """Return a span as a browser reads it: leading digits count, nonsense is 1."""
    if not value:
        return 1
    digits = _DIGITS.match(value)
    return int(digits[1]) if digits else 1
