"""What a way of losing columns yields, and the rows of a sheet that it hits."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from random import Random
from typing import Literal

from attrs import evolve, frozen

from govparse.rendering.sheet import Cell, Paragraph, Row, Sheet, Table
from govparse.synthetic.report import Blanks

SUMMED = ("requests", "review")
"""The tables whose cells add up; only their rows are hit."""
Key = tuple[str, str]
"""A row: its block and its rule."""
Printed = Literal["some rows"] | Blanks
"""Which cells a report leaves blank: a kind of `BLANKS`, or some of the zeros of one to five rows."""
_NAMED = 5
"""So many rows are named one by one."""
_BROKEN_EACH = 6
"""One report of so many has a sum that does not hold."""


@frozen
class Loss:
    """A sheet whose rows have lost columns."""

    sheet: Sheet
    rows: frozenset[Key]
    """The rows that are hit."""
    done: str
    """What was done, in words."""
    left: Sheet | None = None
    """Where it is the layout that loses: a sheet whose rows hold the values as the text prints them."""


@frozen
class Way:
    """A way of losing columns."""

    name: str
    about: str
    layouts: tuple[str, ...]
    lose: Callable[[Sheet, Random], Loss | None]
    """Loses columns; None where a sheet has nothing to lose in this way. Asks the `Random` for choices only."""
    blanks: tuple[Printed, ...] = ("none", "none", "zeros", "natural")


# ── rows of a sheet ────────────────────────────────────────────────────────────────


def key_of(row: Row) -> Key | None:
    """Return the key of a row that counts; None for any other."""
    return (row.block, row.rule) if row.body and row.rule and row.block in SUMMED else None


def rows_of(sheet: Sheet) -> dict[Key, Row]:
    """Return the rows of the tables that count; of a row that stands there in parts the one with most values."""
    found: dict[Key, Row] = {}
    for row in (row for table in sheet.tables for row in table.rows):
        key = key_of(row)
        if key and (key not in found or len(said_cells(row)) > len(said_cells(found[key]))):
            found[key] = row
    return found


def values_of(row: Row) -> list[Cell]:
    """Return the cells of a row that hold values, blank ones too."""
    return [cell for cell in row.cells if cell.role == "value"]


def said_cells(row: Row) -> list[Cell]:
    """Return the values of a row that say something."""
    return [cell for cell in values_of(row) if cell.text.strip()]


def labels_of(row: Row) -> list[Cell]:
    """Return the cells of a row that hold no values."""
    return [cell for cell in row.cells if cell.role != "value"]


def changed(sheet: Sheet, change: Callable[[Row], Sequence[Row]], rows: Collection[Key]) -> Sheet:
    """Return a sheet in which other rows stand for some."""

    def told(part: Paragraph | Table) -> Paragraph | Table:
        if not isinstance(part, Table):
            return part
        return evolve(
            part, rows=tuple(new for row in part.rows for new in (change(row) if key_of(row) in rows else [row]))
        )

    return Sheet(tuple(map(told, sheet.parts)))


def some_keys(random: Random, keys: Sequence[Key], most: int) -> list[Key]:
    """Return one row or more, one behind the other half of the time."""
    count = random.randint(1, min(most, len(keys)))
    if random.randint(0, 1):
        return random.sample(keys, count)
    first = random.randint(0, len(keys) - count)
    return list(keys[first : first + count])


def picked(sheet: Sheet, random: Random, most: int, able: Callable[[Row], bool]) -> list[Key]:
    """Return some of the rows that can be hit."""
    keys = [key for key, row in rows_of(sheet).items() if able(row)]
    return some_keys(random, keys, most) if keys else []


def names_of(rows: Collection[Key]) -> str:
    """Say which rows they are."""
    named = sorted(f"{block} {rule}" for block, rule in rows)
    return f"{len(named)} rows" if len(named) > _NAMED else ", ".join(named)


def loss_of(sheet: Sheet, rows: Collection[Key], done: str, left: Sheet | None = None) -> Loss | None:
    """Return a loss; None where no row is hit."""
    return Loss(sheet, frozenset(rows), f"{done}: {names_of(rows)}", left) if rows else None


def is_digits(row: Row) -> bool:
    """Return whether a row has a number of several digits."""
    return any(len(cell.text) > 1 and cell.text.isdigit() for cell in values_of(row))


def first_value(row: Row) -> int:
    """Return the position of the first value."""
    return next(i for i, cell in enumerate(row.cells) if cell.role == "value")


def has_several(row: Row) -> bool:
    """Return whether a row has several values."""
    return len(said_cells(row)) > 1
