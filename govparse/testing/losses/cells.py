"""Losing cells: blanks, numbers, and what markup makes of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from attrs import evolve

from govparse.rendering.sheet import PAD, Cell, Paragraph, Row, Sheet, Table
from govparse.testing.damage import DAMAGES
from govparse.testing.losses.rows import (
    Loss,
    changed,
    first_value,
    has_several,
    loss_of,
    picked,
    rows_of,
    said_cells,
    some_keys,
    values_of,
)

# ── blanks ─────────────────────────────────────────────────────────────────────────


def has_blank(row: Row) -> bool:
    """Return whether a row has a blank."""
    return len(said_cells(row)) < len(values_of(row))


def without_blanks(row: Row) -> list[Row]:
    """Return a row without its blanks."""
    return [evolve(row, cells=tuple(cell for cell in row.cells if cell.role != "value" or cell.text.strip()))]


def vanish(sheet: Sheet, random: Random, whole: bool) -> Loss | None:
    """Drop all blank cells; hit are the rows that had some, or all rows of their tables."""
    hit = [key for key, row in rows_of(sheet).items() if has_blank(row)]
    blocks = {block for block, _ in hit}
    rows = [key for key in rows_of(sheet) if key[0] in blocks] if whole else hit
    return loss_of(changed(sheet, without_blanks, hit), rows, "blanks vanished")


def open_ends(sheet: Sheet, random: Random) -> Loss | None:
    """Leave rows whose first or last cell is blank; where a table has cells of its own for spans, shift some rows."""
    rows = rows_of(sheet)
    ends = {
        key: [cell.text.strip() for cell in (values_of(row)[:1] + values_of(row)[-1:])] for key, row in rows.items()
    }
    hit = [key for key, row in rows.items() if not all(ends[key])]
    # A blank that moves into the column of a label cannot be seen to have moved: the row would be another one.
    able = [key for key, row in rows.items() if ends[key][0] and PAD in row.cells[: first_value(row)][-1:]]
    moved = some_keys(random, able, 5) if able and random.randint(0, 1) else []

    def shift(row: Row) -> list[Row]:
        cells, first = row.cells, first_value(row)
        return [evolve(row, cells=(*cells[: first - 1], *cells[first:], PAD))]

    return loss_of(changed(sheet, shift, moved), {*hit, *moved}, "offset open")


# ── numbers ────────────────────────────────────────────────────────────────────────


def damaged(sheet: Sheet, random: Random, kinds: Sequence[str], most: int, able: Callable[[Row], bool]) -> Loss | None:
    """Damage one row or more, each in one of the ways of `govparse.testing.damage`."""
    done = []
    rows = picked(sheet, random, most, able)
    for key in rows:
        kind = random.choice(kinds)
        outcome = DAMAGES[kind].apply(sheet, random, [key])
        if outcome is None:
            return None
        sheet, words = outcome
        done.append(words)
    return loss_of(sheet, rows, "; ".join(done))


def glue(sheet: Sheet, random: Random) -> Loss | None:
    """Have label and first number of a row run together, two numbers, or all that stands in it."""
    how = random.choice(["label", "pair", "all"])
    if how == "pair":
        return damaged(sheet, random, ["joined-glued"], 3, has_several)
    rows = picked(
        sheet, random, 3, lambda row: bool(said_cells(row)) and any(cell.role == "label" for cell in row.cells)
    )

    def glued(row: Row) -> list[Row]:
        count = len(said_cells(row)) if how == "all" else 1
        taken = said_cells(row)[:count]
        digits = "".join(cell.text for cell in taken)
        cells = [cell for cell in row.cells if not any(cell is other for other in taken)]
        return [evolve(row, cells=tuple(evolve(c, text=c.text + digits) if c.role == "label" else c for c in cells))]

    return loss_of(changed(sheet, glued, rows), rows, f"glued, {how}")


def glue_all(sheet: Sheet, random: Random) -> Loss | None:
    """Run all numbers of each row together."""

    def one(row: Row) -> list[Row]:
        return [evolve(row, cells=(Cell("".join(cell.text for cell in values_of(row)), "value"),))]

    rows = list(rows_of(sheet))
    return loss_of(sheet, rows, "cells run together", changed(sheet, one, rows))


def lose_repeats(sheet: Sheet, random: Random) -> Loss | None:
    """Leave it to the layout to drop lines that have stood before."""
    seen: set[str] = set()

    def first(cell: Cell) -> Cell:
        known = cell.text in seen
        seen.add(cell.text)
        return evolve(cell, text="") if known else cell

    parts: list[Paragraph | Table] = []
    for part in sheet.parts:
        if isinstance(part, Table):
            part = evolve(part, rows=tuple(evolve(r, cells=tuple(map(first, r.cells))) for r in part.rows))
        else:
            seen.update(part.text.splitlines())
        parts.append(part)
    return loss_of(sheet, list(rows_of(sheet)), "repeated lines are gone", Sheet(tuple(parts)))


def tear(sheet: Sheet, random: Random) -> Loss | None:
    """Print the last number of rows, or another one, on a line of its own before the row or behind it."""
    rows = picked(sheet, random, 3, has_several)
    last, before, aligned = random.randint(0, 2) > 0, bool(random.randint(0, 1)), bool(random.randint(0, 1))

    def torn(row: Row) -> list[Row]:
        cell = said_cells(row)[-1] if last else random.choice(said_cells(row))
        at = next(i for i, other in enumerate(row.cells) if other is cell)
        rest = evolve(row, cells=(*row.cells[:at], *row.cells[at + 1 :]))
        pads = [PAD] * at if aligned else []
        alone = evolve(row, cells=(*pads, cell))
        return [alone, rest] if before else [rest, alone]

    words = f"{'last' if last else 'one'} number {'before' if before else 'behind'} the row"
    return loss_of(changed(sheet, torn, rows), rows, words)


# ── markup ─────────────────────────────────────────────────────────────────────────


def mark_up(sheet: Sheet, random: Random) -> Loss | None:
    """Have rows of a page lack a cell, hold one too many, or a cell that covers two columns."""
    rows = picked(sheet, random, 3, lambda row: len(values_of(row)) > 1)
    how = random.choice(["missing", "too many", "wide"])

    def marked(row: Row) -> list[Row]:
        cells = list(row.cells)
        able = [i for i, cell in enumerate(cells) if cell.role == "value"]
        at = random.choice(able[:-1])
        if how == "missing":
            cells[at : at + 1] = []
        elif how == "too many":
            cells[at:at] = [evolve(cells[at], text=random.choice([cells[at].text, "", "0"]))]
        else:
            both = cells[at : at + 2]
            # A blank cell that covers two columns would be a blank in both: another report.
            kept = random.choice([cell for cell in both if cell.text.strip()] or both)
            cells[at : at + 2] = [evolve(kept, wide=2)]
        return [evolve(row, cells=tuple(cells))]

    return loss_of(changed(sheet, marked, rows), rows, f"cell {how}")
