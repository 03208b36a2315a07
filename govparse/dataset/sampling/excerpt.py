"""The part of a source that shows a fact: its row, the head above it, and the print itself marked.

Where the source has borders between columns the excerpt is a table; elsewhere it is the text as it runs, since
columns that the source does not show are not to be made up.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property

from attrs import field, frozen

from govparse.dataset.codes import codes, split
from govparse.dataset.sampling.grid import grid
from govparse.dataset.sampling.shown import CUT, Excerpt, Lines, Run
from govparse.reading.document import Cell, Document, Layout
from govparse.records import Fact, Place

_HEAD_ROWS = 10
"""The form has no head of more rows, though every line of a wrapped label be one (PDFs without rules)."""
_BEFORE, _AFTER, _HEAD = 300, 60, 600
"""Characters of text shown before the first number of a row, behind its last one, and of a head."""


@frozen(eq=False)
class Cutter:
    """Cuts excerpts out of a document. `facts` are the cells of one report in it, by code."""

    document: Document
    facts: Mapping[str, Fact]
    blocks: Mapping[str, str] = field(factory=dict)
    """Code → block, where the form of the report has a cell in another block than the forms of govparse."""

    def cut(self, code: str) -> Excerpt:
        """Return the excerpt of a fact that has a place. Raises `KeyError` if there is none."""
        place = self.facts[code].place
        if place is None:
            raise KeyError(code)
        cell = self._cell_at(place)
        if cell is not None and (table := self._table_of(cell)) is not None:
            found = self._of_table(code, place, cell, table)
            if found is not None:
                return found
        return self._of_text(code, place)

    # ── what stands where ──────────────────────────────────────────────────────────

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [cell.start for cell in self.document.cells]

    def _cell_at(self, place: Place) -> Cell | None:
        """Return the cell in which a place begins: of a blank the empty cell itself."""
        at = bisect_right(self._starts, place.start)
        near = self.document.cells[max(0, at - 3) : at][::-1]
        if place.start == place.end:
            inside = [cell for cell in near if cell.start <= place.start <= cell.end]
            return min(inside, key=lambda cell: bool(cell.text), default=None)
        return next((cell for cell in near if cell.start <= place.start < cell.end), None)

    def _table_of(self, cell: Cell) -> tuple[str, int] | None:
        """Return a key of the table that a cell is in, None where columns have no borders."""
        if cell.extent is not None:
            return "table", cell.extent.table
        return ("piece", cell.piece) if self.document.pieces[cell.piece].layout is Layout.GRID else None

    @cached_property
    def _rows(self) -> Mapping[tuple[str, int], Mapping[int, Sequence[Cell]]]:
        """The tables: their rows, and the cells of these."""
        tables: dict[tuple[str, int], dict[int, list[Cell]]] = {}
        for cell in self.document.cells:
            if (key := self._table_of(cell)) is not None:
                tables.setdefault(key, {}).setdefault(cell.row, []).append(cell)
        return tables

    @cached_property
    def _in_tables(self) -> Sequence[tuple[str, tuple[str, int], int]]:
        """Blocks, tables and rows of all facts that stand in a table, in the order of the print."""
        cells = ((block, self._cell_at(place)) for block, place in self._placed)
        tables = ((block, cell, self._table_of(cell)) for block, cell in cells if cell is not None)
        return [(block, table, cell.row) for block, cell, table in tables if table is not None]

    @cached_property
    def _placed(self) -> Sequence[tuple[str, Place]]:
        """Blocks and places of all facts that have one, in the order of the print."""
        placed = [(self._block(code), fact.place) for code, fact in self.facts.items() if fact.place is not None]
        return sorted(placed, key=lambda pair: (pair[1].start, pair[1].end))

    # ── tables ─────────────────────────────────────────────────────────────────────

    def _of_table(self, code: str, place: Place, cell: Cell, table: tuple[str, int]) -> Excerpt | None:
        """Return the excerpt as a table, None where the cells overlap so that no table shows them."""
        block, rows = self._block(code), self._rows[table]
        begun = self._begins_in(block)
        head = self._head_rows(block, table) if begun == table else []
        around = [row for row in (cell.row - 1, cell.row, cell.row + 1) if row in rows]
        own = grid(self.document.text, rows, sorted({*head, *around}), place, cell)
        if own is None:
            return None
        if head:
            return Excerpt((own,))
        if begun is not None and begun != table and (head := self._head_rows(block, begun)):
            above = grid(self.document.text, self._rows[begun], head)
            return Excerpt((above, own) if above else (own,))
        return Excerpt((*self._head_text(block), own))

    def _begins_in(self, block: str) -> tuple[str, int] | None:
        """Return the table in which the first fact of a block stands."""
        return next((table for name, table, _ in self._in_tables if name == block), None)

    def _head_rows(self, block: str, table: tuple[str, int]) -> list[int]:
        """Return the rows above the first one of a block, below those of other blocks."""
        first = min(row for name, own, row in self._in_tables if own == table and name == block)
        above = max(
            (row for name, own, row in self._in_tables if own == table and name != block and row < first), default=-1
        )
        return [row for row in sorted(self._rows[table]) if above < row < first][-_HEAD_ROWS:]

    # ── text ───────────────────────────────────────────────────────────────────────

    def _of_text(self, code: str, place: Place) -> Excerpt:
        block = self._block(code)
        text = self.document.text
        row = [own.place for name, own in self.facts.items() if own.place is not None and self._in_row(name, code)]
        near = [own for own in row if abs(own.start - place.start) < _HEAD] or [place]
        first, last = min(own.start for own in near), max(own.end for own in near)
        begin = max(self._end_before(first), first - _BEFORE)
        end = min(len(text), last + _AFTER)
        lines = Lines(
            (
                Run((CUT if begin else "") + text[begin : place.start].lstrip(" \t\r\n")),
                Run(text[place.start : place.end], True),
                Run(text[place.end : end].rstrip() + (CUT if end < len(text) else "")),
            )
        )
        beginning = next((own.start for name, own in self._placed if name == block), first)
        return Excerpt((lines,) if beginning >= first else (*self._head_text(block), lines))

    def _head_text(self, block: str) -> tuple[Lines, ...]:
        """Return the text above the first fact of a block."""
        first = next((place.start for name, place in self._placed if name == block), None)
        if first is None:
            return ()
        begin = max(self._end_before(first), first - _HEAD)
        head = self.document.text[begin:first].strip()
        return (Lines((Run((CUT if begin else "") + head + CUT),)),) if head else ()

    def _end_before(self, position: int) -> int:
        """Return where the last fact before a position ends."""
        return max(
            (place.end for _, place in self._placed if place.end <= position and place.start < position), default=0
        )

    def _block(self, code: str) -> str:
        """Return the block in which a cell stands."""
        return self.blocks.get(code) or codes()[code].block

    def _in_row(self, one: str, other: str) -> bool:
        """Return whether two cells are printed in one row: of section 四 all are."""
        if self._block(one) != self._block(other):
            return False
        (table, row, _), (_, own, _) = split(one), split(other)
        return row == own or table == "review"
