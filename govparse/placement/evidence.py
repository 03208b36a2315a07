"""What the rows of a report say together about its empty cells: blank, padding, or nothing at all."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from attrs import define, frozen

from govparse.forms.form import Form
from govparse.forms.rows import Row
from govparse.forms.walk import Block, Source
from govparse.placement.aligned import Around, TallCells
from govparse.placement.heads import Head
from govparse.placement.rows import (
    EMPTY,
    Surroundings,
    anchor,
    has_inner_blank,
    on_one_line,
    stands_below,
    together,
    trailing,
    values,
    without_pad,
)
from govparse.placement.spacing import Spacing
from govparse.reading.document import Cell, Layout
from govparse.reading.lines import BLANK

_FEW = 3
"""So many rows at least show a habit of the page."""


def layout_of(row: Row, source: Source) -> Layout:
    """Return the layout a row is printed in."""
    return source.document.pieces[anchor(row).piece].layout


@frozen(eq=False)
class Page:
    """What holds for the whole document, however many reports it holds."""

    source: Source
    on_line: Sequence[int]
    """Line → cells on it."""
    in_row: Sequence[int]
    """Row → cells in it."""
    widest: dict[int, int]
    """Piece → cells in its widest row."""
    tall: TallCells
    """Cells of tables that reach down over several rows."""
    regular: dict[int, bool]
    """Table whose cells are known → most of its rows fill its width."""

    @classmethod
    def of(cls, source: Source) -> Page:
        """Count the cells of a document, once."""
        cells = source.cells
        return cls(
            source=source,
            on_line=_count(cell.line for cell in cells),
            in_row=_count(cell.row for cell in cells),
            widest=_widest(source),
            tall=TallCells.of(cells),
            regular=_regular(source),
        )


@define(eq=False)
class Sheet:
    """What holds for one report."""

    page: Page
    any_full: bool
    """Some row in a flow has a value in each column."""
    lone_blanks: bool
    """In a flow, empty cells before filled ones are seen to stand for blanks."""
    opened: bool
    """In a flow, an empty cell may also be what opens a row (or there are too few rows to tell)."""
    blanks_count: bool
    """In a flow, rows with empty cells before filled ones mostly have one cell per column."""
    led: int
    """In a flow, so many rows with a value in each column have empty cells before one."""
    blanks_between: bool
    """In a flow, empty cells stand between the values of several rows that have one for each column."""
    on_one_line: bool
    """In a flow, nearly all rows have their values on the line of their label."""
    mostly_on_one_line: bool
    """... or at least half of them."""
    longer: int
    """So many rows have more cells than columns, some of them empty."""
    glued: bool
    """In a flow, numbers run together with more labels than there are rows whose numbers do not."""
    sizes: dict[Kind, Counter[int]]
    """In a flow, kind of rows → so many cells have those rows, and the lines of their heads."""
    surplus: Counter[int]
    """How many cells more than columns rows have whose cells lie below their label."""
    spacing: Spacing
    """In a flow, the blank lines between values."""
    usual_end: int | None
    """In a flow, so many empty cells stand behind nearly all rows with a value in each column: none, or what
    opens the next row. None where they differ, as pads do."""
    blanks_on_line: bool
    """In a flow, empty cells before filled ones stand on the line of their label."""
    forms: frozenset[Form]
    """The forms of the blocks of which there are several in a table: their labels are those of one form."""

    @classmethod
    def of(cls, blocks: Sequence[Block], page: Page) -> Sheet:
        """Judge a report."""
        flowing = _flowing(blocks, page.source)
        full = [row for block, row in flowing if len(values(row)) == len(block.shape.columns)]
        shown = sum(
            has_inner_blank(row) and len(row.cells) - trailing(row) == len(block.shape.columns)
            for block, row in flowing
        )
        led = sum(map(has_inner_blank, full))
        on_line = [not stands_below(row) for _, row in flowing if values(row)]
        return cls(
            page=page,
            any_full=bool(full),
            lone_blanks=shown > 0,
            opened=len(full) < _FEW or _nearly_all([trailing(row) > 0 for row in full]),
            blanks_count=shown > 0 and shown >= led,
            led=led,
            blanks_between=len(full) - sum(map(together, full)) > 1,
            on_one_line=len(on_line) >= _FEW and _nearly_all(on_line),
            glued=sum(bool(row.glued) for block in blocks for row in block.rows) > len(on_line),
            longer=sum(_is_longer(row, block) for block, row in _of_lines(blocks, page.source)),
            mostly_on_one_line=len(on_line) > 1 and sum(on_line) * 2 >= len(on_line),
            sizes=_sizes(blocks, _of_lines(blocks, page.source), page),
            surplus=Counter(len(row.cells) - len(block.shape.columns) for block, row in flowing if _lies_below(row)),
            spacing=Spacing.of(flowing, page.source),
            usual_end=_usual(Counter(map(trailing, full))),
            blanks_on_line=any(has_inner_blank(row) and not stands_below(row) for _, row in flowing),
            forms=frozenset(block.form for block in blocks if block.shape.name != block.shape.table),
        )

    def _is_opened(self, cell: Cell) -> bool:
        """Return whether an empty cell opens the line of a cell."""
        cells = self.page.source.cells
        at = bisect_left(self.spacing.starts, self.page.source.document.lines.start(cell.line))
        return at < len(cells) and cells[at].line == cell.line and not cells[at].text

    def has_no_pads(self, row: Row, columns: int, widest: int) -> bool:
        """Return whether the other rows of its kind, on one line, have a label and a cell for each column only.

        Below labels pads stand together on one line, and are no cells. Pads make a row as wide as the `widest`.
        """
        own, others = self._sizes_beside(row, columns)
        return _lies_below(row) or (own != widest + 1 and _usual(others) == columns + 1)

    def _sizes_beside(self, row: Row, columns: int) -> tuple[int, Counter[int]]:
        """Return the size of a row, and those of the others of its kind."""
        own, others = _size(row, self.page), Counter(self.sizes.get(_kind(row, columns), ()))
        others[own] -= 1
        return own, +others

    def is_odd(self, row: Row, columns: int, last: bool, padded: bool, head: Cell | None) -> bool:
        """Return whether a row with empty cells has a cell too many, by what the rows of its kind have.

        On one line a row is like its head, or like another one at least. Below its label it has no more cells than
        any other, nor more beyond its columns than nearly all rows of the report, those of narrower blocks too; the
        last of a table may have empty rows behind it. Pads make all lines of a table equally long: where they do, a
        shorter line has lost a cell.
        """
        if len(values(row)) == len(row.cells) or (len(row.cells) <= columns and not padded):
            return False
        if row.label is None:
            # The widest row of all is not padded; a pipe may open its line, as it opens others.
            opened = row.cells[0].type == EMPTY and head is not None and self._is_opened(head)
            return on_one_line(row) and len(row.cells) - opened > columns
        below = _lies_below(row)
        own, others = self._sizes_beside(row, columns)
        usual = _usual(others)
        if padded and _usual(others + Counter([own])) not in (None, own):
            return True
        alone = own not in others
        if below:
            enough = others.total() >= _FEW or (others.total() > 1 and len(others) == 1)
            longest = enough and own > max(others)
            if last and own - max(others, default=0) != 1:
                return False  # empty rows stand behind it
            more = _usual(self.surplus)
            longest = longest or (more is not None and columns + more < own)
            return longest or (usual is not None and own > usual > columns)
        elsewhere = [cell for cell in row.cells if cell.type == EMPTY and cell.cell.line != anchor(row).line]
        return (len(elsewhere) == 1 and not last) or (alone and any(size < own or padded for size in others))


@frozen(eq=False)
class Evidence:
    """What holds for one table."""

    sheet: Sheet
    widest: int
    """Columns of the widest block."""
    inner_blanks: bool
    trailing_blanks: bool
    even: dict[int, bool]
    """Piece → nearly all its rows have one cell per column."""
    counted: frozenset[int]
    """Pieces with a row that has one cell per column."""
    lone_longer: bool
    """In a flow that shows its blanks, a single row has more cells than columns, and several have as many."""
    last: Row | None
    """The last row of the table: empty rows may stand behind it."""
    even_tables: dict[tuple[str, int], bool]
    """Block and table whose cells are known → nearly all rows there have one cell per column."""

    @classmethod
    def of(cls, blocks: Sequence[Block], sheet: Sheet) -> Evidence:
        """Judge the blocks of one table."""
        page = sheet.page
        source = page.source
        flowing = _flowing(blocks, source)
        full = [row for block, row in flowing if len(values(row)) == len(block.shape.columns)]
        fitting = _fitting(blocks, source, page.in_row)
        exact = all(len(row.cells) == len(block.shape.columns) for block, row in flowing)
        lengths = {page.on_line[anchor(row).line] for _, row in flowing}
        return cls(
            sheet=sheet,
            widest=max(len(block.shape.columns) for block in blocks),
            # Empty cells before filled ones are blanks where full rows have none and each such row has
            # one cell per column: else they may be the second cell of a label. Where rows lack cells,
            # blanks leave no trace: an empty cell there is something else.
            inner_blanks=sheet.any_full
            and not any(values(row) and len(row.cells) < len(block.shape.columns) for block, row in flowing)
            and not any(has_inner_blank(row) for row in full)
            and all(
                len(row.cells) - trailing(row) == len(block.shape.columns)
                for block, row in flowing
                if has_inner_blank(row)
            ),
            # Padding makes the lines of a table equally long. Rows that each have one cell per column
            # and yet lie on lines of several lengths are not padded: their empty cells are blanks.
            # Blanks at row ends alone prove nothing: pads may be as many as the blanks that were dropped.
            trailing_blanks=exact and sheet.lone_blanks and len(lengths) > 1 and len(flowing) >= _FEW,
            even={piece: _is_even(piece, fits, source) for piece, fits in fitting.items()},
            counted=frozenset(piece for piece, fits in fitting.items() if any(fits)),
            lone_longer=sheet.lone_blanks
            and sum(_is_longer(row, block) for block, row in flowing) == 1
            and sum(len(row.cells) == len(block.shape.columns) for block, row in flowing) >= _FEW,
            last=blocks[-1].rows[-1] if blocks[-1].rows else None,
            even_tables=_even_tables(blocks),
        )

    def in_table(self, block: Block, table: int, head: Head | None, own: bool) -> Around:
        """Return what surrounds the rows of a block in a table whose cells are known."""
        even = self.even_tables.get((block.shape.name, table), False)
        return Around(block.shape, head, own, self.sheet.page.tall, even, self.sheet.page.regular.get(table, False))

    def _opens_head(self, block: Block) -> bool:
        """Return whether a line with nothing but a separator stands before the labels of the columns: it opens rows."""
        first = next((label.cell for label in block.head if label.type == block.shape.columns[0].terminals[-1]), None)
        if first is None:
            return False
        cells, starts = self.sheet.page.source.cells, self.sheet.spacing.starts
        before = cells[max(bisect_left(starts, first.start) - 1, 0)]
        printed = self.sheet.page.source.document.lines.text(before.line)
        return before.line < first.line and printed.strip(BLANK) == "|"

    def around(self, row: Row, block: Block) -> Surroundings:
        """Return what surrounds one row."""
        cell, page = anchor(row), self.sheet.page
        below = _opened_below(row, page.source)
        piece = page.source.document.pieces[cell.piece]
        return Surroundings(
            layout=piece.layout,
            width=piece.width,
            counted=piece.padded or cell.piece in self.counted,
            padded=piece.padded,
            row_width=page.in_row[cell.row],
            lost=max(0, page.widest.get(cell.piece, 0) - page.in_row[cell.row]),
            even=self.even.get(cell.piece, False)
            or (row.label is None and (piece.layout is not Layout.GRID or page.in_row[cell.row] <= piece.width)),
            inner_blanks=self.inner_blanks,
            trailing_blanks=self.trailing_blanks,
            leading_blanks=row.label is not None
            or (
                not self._opens_head(block)
                and not self.sheet.opened
                and (self.sheet.lone_blanks or has_inner_blank(row))
            ),
            blanks_count=self.sheet.blanks_count or self.sheet.led == 1,
            blanks_between=self.sheet.blanks_between,
            on_one_line=self.sheet.glued or (self.sheet.on_one_line and (self.sheet.blanks_on_line or not below)),
            count_below=self.sheet.mostly_on_one_line or below,
            gap=self.sheet.spacing.has_gap(row),
            # Pads fill up the rows of a block that is narrower than the table.
            stray_blank=self.sheet.usual_end is not None
            and trailing(row) > self.sheet.usual_end + self.widest - len(block.shape.columns),
            # Pads fill up the rows of a block that is narrower than the table, as many as there happen to be.
            odd_size=(
                piece.padded
                or len(block.shape.columns) == self.widest
                or self.sheet.has_no_pads(row, len(block.shape.columns), self.widest)
            )
            and self.sheet.is_odd(
                row,
                len(block.shape.columns),
                row is self.last,
                piece.padded,
                block.head[-1].cell if block.head else None,
            ),
            alone_longer=_is_longer(row, block)
            and not piece.padded
            # A pipe alone may also be the pad of a row that is narrower than the table.
            and ((self.lone_longer and len(row.cells) > self.widest) or self.sheet.longer == 1)
            and (piece.layout is Layout.ROWS or self.sheet.lone_blanks or has_inner_blank(row)),
            hidden_blank=_hides_blank(row, block, page.source),
        )


# A running number in front of a label: a cell that rows without one lack.
_RUNNING = re.compile(r"[\s|]*[0-9]{1,3}\s*\|")
Kind = tuple[int, bool, int]
"""Rows that can be compared: their columns, whether their values stand below their label, and their piece."""


def _lies_below(row: Row) -> bool:
    """Return whether the cells of a row, blank ones too, lie below the line of its label."""
    if row.label is None:
        return False
    line = anchor(row).line
    return any(c.cell.line != line for c in row.cells) and all(c.cell.line != line for c in values(row))


def _is_longer(row: Row, block: Block) -> bool:
    return len(row.cells) > len(block.shape.columns) >= len(values(row)) > 0


def _kind(row: Row, columns: int) -> Kind:
    return columns, _lies_below(row), anchor(row).piece


def _size(row: Row, page: Page) -> int:
    """Return how many cells a row has: all on its line, or, where its values stand below it, its own."""
    if _lies_below(row):
        return len(row.cells)
    line = anchor(row).line
    numbered = row.label is not None and _RUNNING.match(page.source.document.lines.text(line))
    return page.on_line[line] - bool(numbered)


def _sizes(blocks: Sequence[Block], rows: Iterable[tuple[Block, Row]], page: Page) -> dict[Kind, Counter[int]]:
    """Return, for each kind of rows, how many of them, and of their heads, have how many cells."""
    sizes: dict[Kind, Counter[int]] = {}
    for block, row in rows:
        if len(row.cells) >= len(block.shape.columns):
            sizes.setdefault(_kind(row, len(block.shape.columns)), Counter())[_size(row, page)] += 1
    for block in blocks:
        columns = len(block.shape.columns)
        for (line, piece), labels in Counter((label.cell.line, label.cell.piece) for label in block.head).items():
            if labels >= columns > 1:  # a head on one line
                sizes.setdefault((columns, False, piece), Counter())[page.on_line[line]] += 1
    return sizes


def _opens_with_pipe(cell: Cell, source: Source) -> bool:
    return source.document.lines.text(cell.line).lstrip(BLANK).startswith("|")


def _hides_blank(row: Row, block: Block, source: Source) -> bool:
    """Return whether the pipe that opens the line of a row without label stands for a blank: heads have none."""
    if row.label is not None or not block.head or not row.cells:
        return False
    first = next((cell.cell for cell in row.cells if cell.type != EMPTY), row.cells[0].cell)
    return _opens_with_pipe(first, source) and not _opens_with_pipe(block.head[0].cell, source)


def _usual(counts: Counter[int]) -> int | None:
    """Return the number that nearly all of several are, None if there is none."""
    usual, times = max(counts.items(), key=itemgetter(1), default=(0, 0))
    return usual if counts.total() >= _FEW and times * 5 >= counts.total() * 4 else None


def _opened_below(row: Row, source: Source) -> bool:
    """Return whether values stand below the line of the label, on a line that a pipe opens."""
    if row.label is None or not stands_below(row):
        return False
    return any(_opens_with_pipe(c.cell, source) for c in values(row) if c.cell.line != anchor(row).line)


def _count(numbers: Iterable[int]) -> Sequence[int]:
    """Count how often each number occurs: an array takes a twentieth of the memory of a counter."""
    counts = array("I")
    for number in numbers:
        if number >= len(counts):
            counts.frombytes(bytes(counts.itemsize * (number + 1 - len(counts))))
        counts[number] += 1
    return counts


def _regular(source: Source) -> dict[int, bool]:
    rows: dict[int, dict[int, bool]] = {}
    for cell in source.cells:
        if cell.extent is not None:
            rows.setdefault(cell.extent.table, {})[cell.row] = cell.extent.whole
    return {table: sum(whole.values()) * 2 >= len(whole) for table, whole in rows.items()}


def _widest(source: Source) -> dict[int, int]:
    widest: dict[int, int] = {}
    for cell in source.cells:
        widest[cell.piece] = max(widest.get(cell.piece, 0), cell.column + 1)
    return widest


def _flowing(blocks: Sequence[Block], source: Source) -> list[tuple[Block, Row]]:
    """Return the rows with a label that stand in a flow and have cells."""
    return [
        (block, row)
        for block in blocks
        for row in block.rows
        if row.cells and row.label is not None and layout_of(row, source) is Layout.FLOW
    ]


def _of_lines(blocks: Sequence[Block], source: Source) -> Iterator[tuple[Block, Row]]:
    """Yield the rows with a label and cells whose columns no grid gives."""
    for block in blocks:
        for row in block.rows:
            if row.cells and row.label is not None and layout_of(row, source) in (Layout.FLOW, Layout.ROWS):
                yield block, row


def _fitting(blocks: Sequence[Block], source: Source, in_row: Sequence[int]) -> dict[int, list[bool]]:
    """Return for the rows of each piece whether they have one cell per column, whatever their width.

    Rows that end visibly count each for itself. In a grid only rows of another width than most are
    evidence: several that fit show ragged rows, a single one has lost a cell or gained one.
    """
    fitting: dict[int, list[bool]] = {}
    for block in blocks:
        for row in block.rows:
            if row.label is None or layout_of(row, source) in (Layout.FLOW, Layout.TABLE):
                continue
            cell = anchor(row)
            piece = source.document.pieces[cell.piece]
            if piece.layout is Layout.ROWS or in_row[cell.row] != piece.width:
                columns = len(block.shape.columns)
                fits = len(without_pad(row, columns) if piece.padded else row.cells) == columns
                fitting.setdefault(cell.piece, []).append(fits)
    return fitting


def _is_even(piece: int, fits: Sequence[bool], source: Source) -> bool:
    """Return whether nearly all rows of a piece have one cell per column, and they are enough to tell."""
    return _nearly_all(fits) and (len(fits) >= _FEW or source.document.pieces[piece].layout is Layout.ROWS)


def _even_tables(blocks: Sequence[Block]) -> dict[tuple[str, int], bool]:
    """Return where the rows of a table have one cell per column, however wide they are."""
    fitting: dict[tuple[str, int], list[bool]] = {}
    for block in blocks:
        for row in block.rows:
            if row.label is not None and row.label.last.extent is not None:
                place = block.shape.name, row.label.last.extent.table
                fitting.setdefault(place, []).append(len(row.cells) == len(block.shape.columns))
    return {place: _nearly_all(fits) and len(fits) >= _FEW for place, fits in fitting.items()}


def _nearly_all(fits: Sequence[bool]) -> bool:
    return sum(fits) * 5 >= len(fits) * 4
