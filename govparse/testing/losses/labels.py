"""Losing what tells rows and columns: labels apart from numbers, labels lost, heads and rows after a page break."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from attrs import evolve

from govparse.rendering.sheet import PAD, Cell, Paragraph, Row, Sheet, Table
from govparse.testing.damage import flattened
from govparse.testing.losses.rows import (
    Key,
    Loss,
    changed,
    first_value,
    key_of,
    labels_of,
    loss_of,
    picked,
    rows_of,
    said_cells,
    some_keys,
    values_of,
)

# ── labels ─────────────────────────────────────────────────────────────────────────


def has_label(row: Row) -> bool:
    """Return whether a row has a label, and values."""
    return bool(said_cells(row)) and any(cell.role == "label" for cell in row.cells)


def _part(row: Row, cells: Sequence[Cell]) -> Row:
    """Return a row with some of its cells; in a table without spans the others leave their columns."""
    if PAD not in row.cells:
        return evolve(row, cells=tuple(cells))
    return evolve(row, cells=tuple(cell if any(cell is own for own in cells) else PAD for cell in row.cells))


def _apart(sheet: Sheet, block: str, rows: Sequence[Key], numbers_first: bool) -> Sheet:
    """Return a sheet in which the labels of neighbouring rows stand together, and their numbers."""
    found = [row for table in sheet.tables for row in table.rows if key_of(row) in rows]
    labels = [_part(row, [cell for cell in labels_of(row) if cell is not PAD]) for row in found]
    numbers = [_part(row, values_of(row)) for row in found]
    both = [*numbers, *labels] if numbers_first else [*labels, *numbers]
    return changed(sheet, lambda row: both if row is found[0] else [], rows)


def numbers_first(sheet: Sheet, random: Random) -> Loss | None:
    """Print the numbers of each row before its label, throughout section 三."""
    rows = [key for key in rows_of(sheet) if key[0] == "requests"]
    return loss_of(_apart(sheet, "requests", rows, True), rows, "numbers before labels") if rows else None


def labels_first(sheet: Sheet, random: Random) -> Loss | None:
    """Print some labels, and their number rows behind the last of them."""
    able = [key for key, row in rows_of(sheet).items() if has_label(row)]
    if len(able) < 2:
        return None
    count = random.randint(2, min(4, len(able)))
    first = random.randint(0, len(able) - count)
    rows = able[first : first + count]
    return loss_of(_apart(sheet, rows[0][0], rows, False), rows, "labels, then their numbers")


def number_before_label(sheet: Sheet, random: Random) -> Loss | None:
    """Print the numbers of one to three rows before their labels."""
    rows = picked(sheet, random, 3, has_label)
    one_line = bool(random.randint(0, 1))

    def turned(row: Row) -> list[Row]:
        if one_line:
            return [evolve(row, cells=(*values_of(row), *labels_of(row)))]
        return [_part(row, values_of(row)), _part(row, [cell for cell in labels_of(row) if cell is not PAD])]

    return loss_of(changed(sheet, turned, rows), rows, f"numbers before the label, {'one line' if one_line else 'two'}")


def lose_labels(sheet: Sheet, random: Random) -> Loss | None:
    """Lose the labels of a group of rows, or of up to three of them; those on both sides are kept."""
    groups: dict[str, list[Key]] = {}
    for key, row in rows_of(sheet).items():
        if has_label(row):
            groups.setdefault(key[1].partition("_")[0], []).append(key)
    able = [keys for keys in groups.values() if len(keys) > 1]
    if not able:
        return None
    group = random.choice([*able[:1], *able])  # the first of them, （三）, more often than others
    whole = random.randint(0, 1)
    rows = group if whole else some_keys(random, group[1:-1] or group, 3)
    emptied, head = bool(random.randint(0, 1)), bool(random.randint(0, 1))

    def bare(row: Row) -> list[Row]:
        lost = ("label", "group") if whole and head and not _tall(row) else ("label",)
        if emptied or PAD in row.cells:
            return [evolve(row, cells=tuple(evolve(c, text="") if c.role in lost else c for c in row.cells))]
        return [evolve(row, cells=tuple(cell for cell in row.cells if cell.role not in lost))]

    return loss_of(changed(sheet, bare, rows), rows, f"labels {'emptied' if emptied else 'lost'}")


def _tall(row: Row) -> bool:
    """Return whether the label of all results (三) begins in a row: it belongs to other rows too."""
    return sum(cell.role == "group" for cell in row.cells) > 1


# ── page breaks ────────────────────────────────────────────────────────────────────


def _broken(sheet: Sheet, random: Random, between: Callable[[Table, int], Sequence[Row]], at: int) -> Sheet:
    """Return a sheet whose table of section 三 goes on behind a page break at a row, `between` first."""
    parts: list[Paragraph | Table] = []
    for part in sheet.parts:
        if not isinstance(part, Table) or part.name != "requests":
            parts.append(part)
            continue
        parts.append(evolve(part, rows=part.rows[:at]))
        if random.randint(0, 1):
            parts.append(Paragraph(f"- {random.randint(1, 9)} -", "page"))
        parts.append(evolve(part, rows=(*between(part, at), *part.rows[at:])))
    return Sheet(tuple(parts))


def _break(sheet: Sheet, random: Random) -> tuple[Sheet, Table, int] | None:
    """Return a flat sheet, its table of section 三, and a row of it before which a page ends."""
    # What reaches down would reach over the break.
    sheet = Sheet(tuple(_low(part) if isinstance(part, Table) else part for part in flattened(sheet).parts))
    table = next((table for table in sheet.tables if table.name == "requests"), None)
    bodies = [i for i, row in enumerate(table.rows) if key_of(row)] if table else []
    if table is None or len(bodies) < 2:
        return None
    return sheet, table, random.choice(bodies[1:])


def _low(table: Table) -> Table:
    """Return a table without spans in which no cell is said to reach down."""
    rows = (evolve(row, cells=tuple(c if c is PAD else evolve(c, high=1) for c in row.cells)) for row in table.rows)
    return evolve(table, rows=tuple(rows))


def invent_head(sheet: Sheet, random: Random, hows: Sequence[str]) -> Loss | None:
    """Print a wrong head behind a page break: labels in another order, moved by a column, or numbers."""
    if (found := _break(sheet, random)) is None:
        return None
    sheet, table, at = found
    heads = [row for row in table.rows[:at] if not row.body]
    first = first_value(table.rows[at])
    words = [
        next((row.cells[i].text for row in reversed(heads) if row.cells[i].text), "") for i in range(first, table.width)
    ]
    how = random.choice(hows)
    if how == "order":
        random.shuffle(words)
    elif how == "numbers":
        begin = random.randint(0, 1)
        words = [str(begin + i) for i in range(len(words))]
    else:
        words = [*words[1:], ""] if how == "moved left" else ["", *words[:-1]]
    head = Row((*[PAD] * first, *(Cell(word, "head") for word in words)), "requests", full=len(words))
    rows = [key for row in table.rows[at:] if (key := key_of(row))]
    return loss_of(_broken(sheet, random, lambda part, i: [head], at), rows, f"wrong head, {how}")


def repeat_rows(sheet: Sheet, random: Random) -> Loss | None:
    """Print rows again behind a page break: as they are, without their zeros and blanks, or with another number."""
    if (found := _break(sheet, random)) is None:
        return None
    sheet, table, at = found
    before = [row for row in table.rows[:at] if key_of(row)][-random.randint(1, 3) :]
    how = random.choice(["whole", "vanished", "other"])

    def again(row: Row) -> Row:
        if how == "vanished":
            kept = [cell for cell in row.cells if cell.role != "value" or cell.text not in ("", "0")]
            return evolve(row, cells=tuple(kept))
        if how == "other" and said_cells(row):
            cell = random.choice(said_cells(row))
            other = evolve(cell, text=str(random.randint(0, 40)))
            return evolve(row, cells=tuple(other if c is cell else c for c in row.cells))
        return row

    repeated = list(map(again, before))
    rows = [key for row in before if (key := key_of(row))]
    return loss_of(_broken(sheet, random, lambda part, i: repeated, at), rows, f"repeated, {how}")
