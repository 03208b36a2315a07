"""The part of a table that a finding is about: the rows and columns concerned, cells as printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from govparse.forms.names import CellName, in_words_of
from govparse.output.cells import around, cells_of, named, show_cell, suspects
from govparse.output.words import Language
from govparse.records import AnnualReport, Finding

_FEW = 8
"""So many rows are shown whatever they hold; of more, those of zeros and blanks are left out."""
_MANY = 40
"""More rows are not shown."""
_NOTHING = frozenset({"0", "[ ]"})


@frozen
class Line:
    """A row of an excerpt: its label, its cells, None where the row has no such column; which are suspect."""

    label: str
    cells: tuple[str | None, ...]
    suspect: tuple[bool, ...]


@frozen
class Excerpt:
    """Some rows and columns of a table."""

    table: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    zeros: int
    """Rows left out, because they hold zeros and blanks alone."""
    more: int
    """Rows left out, because there are too many."""


@frozen
class _Spot:
    code: str
    name: CellName
    row: str
    column: str


def excerpts(report: AnnualReport, found: Finding, language: Language) -> Iterator[Excerpt]:
    """Yield an excerpt of each table that the finding concerns and the report has."""
    chosen = {*cells_of(found), *around(found)}
    with in_words_of(report.blocks):
        spots = [_spot(code, name) for code in report.facts if (name := named(code))]
    shown = [spot for spot in spots if spot.code in chosen and report.facts[spot.code].state != "absent"]
    for order, group in _groups(shown, spots):
        table = group[0].name.table
        wanted = {spot.column for spot in group}
        columns = tuple(column for column in order if column in wanted)
        at = {(spot.row, spot.column): spot.code for spot in spots if spot.name.table == table}
        rows = {row: [at.get((row, column)) for column in columns] for row in dict.fromkeys(s.row for s in group)}
        lines = _lines(report, found, rows, language)
        zeros = len(rows) - len(lines)
        yield Excerpt(table, columns, tuple(lines[:_MANY]), zeros, max(0, len(lines) - _MANY))


def _lines(
    report: AnnualReport, found: Finding, rows: Mapping[str, list[str | None]], language: Language
) -> list[Line]:
    """Return rows with their cells; of many, without those of zeros that no mend would change."""
    suspect = set(suspects(found)) if found.severity != "info" or found.mends else set()
    kept = {change.code for mend in found.mends for change in mend.changes}
    lines = []
    for row, codes in rows.items():
        cells = tuple(code and show_cell(report.facts[code], language) for code in codes)
        if len(rows) <= _FEW or not set(cells) <= _NOTHING or kept & set(codes):
            lines.append(Line(row, cells, tuple(code in suspect for code in codes)))
    return lines


def _spot(code: str, name: CellName) -> _Spot:
    """Section 四 prints fifteen cells in one row: shown as a row for each procedure."""
    if name.row:
        return _Spot(code, name, name.label, name.column)
    procedure, _, column = name.column.rpartition("·")
    return _Spot(code, name, procedure, column)


def _groups(chosen: Sequence[_Spot], spots: Iterable[_Spot]) -> Iterator[tuple[tuple[str, ...], list[_Spot]]]:
    """Yield columns, and the cells of one table whose rows have these (the items of section 二 differ)."""
    columns: dict[tuple[str, str], tuple[str, ...]] = {}
    for spot in spots:
        key = spot.name.table, spot.row
        columns[key] = (*columns.get(key, ()), spot.column)
    groups: dict[tuple[str, tuple[str, ...]], list[_Spot]] = {}
    for spot in chosen:
        groups.setdefault((spot.name.table, columns[spot.name.table, spot.row]), []).append(spot)
    yield from ((order, group) for (_, order), group in groups.items())
