"""Damage as paper, copying and extraction do it to reports: what a reader may lose, and must never move.

Each kind changes a sheet (`govparse.rendering.sheet`) before a layout writes it, so it is the same damage
in every layout; one cuts the written text. What is drawn comes from a `random.Random`: a seeded one, or
one that hypothesis controls.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from random import Random
from types import MappingProxyType
from typing import Literal

from attrs import evolve, frozen

from govparse.rendering.sheet import PAD, Cell, Paragraph, Role, Row, Sheet, Table

Near = Collection[tuple[str, str | None]]
"""Rows, by block and rule, that damage is to fall on where it can: damages meet only where they are near."""
Done = tuple[Sheet, str]
"""The damaged sheet, and what was done to it in words."""


@frozen
class Damage:
    """A kind of damage."""

    name: str
    about: str
    """What it does."""
    apply: Callable[[Sheet, Random, Near], Done | None]
    """Damages a sheet; None where it has nothing that this kind could damage."""
    of_text: bool = False
    """It cuts the written text (see `truncated`); `apply` leaves the sheet as it is."""


@frozen
class FlatTable(Table):
    """A table without spans whose rows may have lost or gained cells: no writer fills them up."""

    def flat(self) -> Table:
        """Return the table as it is."""
        return self


def flattened(sheet: Sheet) -> Sheet:
    """Return a sheet whose tables have a cell for each column, as layouts with a separator per column print them."""
    return Sheet(tuple(_flat(part) if isinstance(part, Table) else part for part in sheet.parts))


def _flat(table: Table) -> FlatTable:
    rows = []
    for row, flat in zip(table.rows, table.flat().rows, strict=True):
        own = iter(row.cells)
        # How far a cell reaches down stays known: some layouts print groups of rows apart.
        cells = tuple(cell if cell is PAD else evolve(cell, high=next(own, cell).high) for cell in flat.cells)
        rows.append(evolve(flat, cells=cells))
    return FlatTable(table.name, table.width, tuple(rows))


# ── finding what to damage ─────────────────────────────────────────────────────────


@frozen
class _Spot:
    """A cell, by its part of the sheet, its row there and its position in the row."""

    part: int
    row: int
    cell: int


def _tables(sheet: Sheet) -> Iterator[tuple[int, Table]]:
    return ((number, part) for number, part in enumerate(sheet.parts) if isinstance(part, Table))


def _is_near(row: Row, near: Near) -> bool:
    return row.body and (row.block, row.rule) in near


def _spots(sheet: Sheet, near: Near, roles: Collection[Role]) -> list[_Spot]:
    """Return the cells of some roles that say something; of the rows that are near, if there are any."""
    found = [
        (_Spot(p, r, c), row)
        for p, table in _tables(sheet)
        for r, row in enumerate(table.rows)
        for c, cell in enumerate(row.cells)
        if cell.role in roles and cell.text
    ]
    return [spot for spot, row in found if _is_near(row, near)] or [spot for spot, _ in found]


def _body_rows(sheet: Sheet, near: Near) -> list[tuple[int, int]]:
    """Return the rows that hold values, by part and number; those that are near, if there are any."""
    found = [((p, r), row) for p, table in _tables(sheet) for r, row in enumerate(table.rows) if row.body]
    return [at for at, row in found if _is_near(row, near)] or [at for at, _ in found]


def _row(sheet: Sheet, part: int, row: int) -> Row:
    table = sheet.parts[part]
    assert isinstance(table, Table)
    return table.rows[row]


def _cell(sheet: Sheet, spot: _Spot) -> Cell:
    return _row(sheet, spot.part, spot.row).cells[spot.cell]


def _with_rows(sheet: Sheet, part: int, rows: Sequence[Row]) -> Sheet:
    """Return a sheet with other rows in one of its tables."""
    table = sheet.parts[part]
    assert isinstance(table, Table)
    return _with_parts(sheet, part, [evolve(table, rows=tuple(rows))])


def _with_parts(sheet: Sheet, part: int, instead: Sequence[Paragraph | Table]) -> Sheet:
    return Sheet((*sheet.parts[:part], *instead, *sheet.parts[part + 1 :]))


def _with_cells(sheet: Sheet, part: int, row: int, cells: Sequence[Cell]) -> Sheet:
    table = sheet.parts[part]
    assert isinstance(table, Table)
    rows = list(table.rows)
    rows[row] = evolve(rows[row], cells=tuple(cells))
    return _with_rows(sheet, part, rows)


def _instead(sheet: Sheet, spot: _Spot, count: int, cells: Sequence[Cell]) -> Sheet:
    """Return a sheet with other cells in the place of `count` cells from a spot on."""
    old = _row(sheet, spot.part, spot.row).cells
    return _with_cells(sheet, spot.part, spot.row, [*old[: spot.cell], *cells, *old[spot.cell + count :]])


def _named(sheet: Sheet, part: int, row: int) -> str:
    """Say which row it is."""
    of = _row(sheet, part, row)
    return f"{of.block} {of.rule or 'head'}"


def _of(sheet: Sheet, spot: _Spot) -> str:
    cell = _cell(sheet, spot)
    return f"{cell.code or cell.role} {cell.text!r}"


# ── cells ──────────────────────────────────────────────────────────────────────────


def _drop_cell(sheet: Sheet, random: Random, near: Near) -> Done | None:
    if not (spots := _spots(sheet, near, ["value"])):
        return None
    spot = random.choice(spots)
    return _instead(sheet, spot, 1, []), f"dropped {_of(sheet, spot)}"


def _double_cell(sheet: Sheet, random: Random, near: Near) -> Done | None:
    if not (spots := _spots(sheet, near, ["value"])):
        return None
    spot = random.choice(spots)
    return _instead(sheet, spot, 1, [_cell(sheet, spot)] * 2), f"doubled {_of(sheet, spot)}"


def _empty_cell(sheet: Sheet, random: Random, near: Near) -> Done | None:
    if not (spots := _spots(sheet, near, ["value"])):
        return None
    spot = random.choice(spots)
    return _instead(sheet, spot, 1, [evolve(_cell(sheet, spot), text="")]), f"emptied {_of(sheet, spot)}"


def _join_numbers(sheet: Sheet, random: Random, near: Near, between: str) -> Done | None:
    spots = set(_spots(sheet, near, ["value"]))
    pairs = sorted(
        (s for s in spots if _Spot(s.part, s.row, s.cell + 1) in spots), key=lambda s: (s.part, s.row, s.cell)
    )
    if not pairs:
        return None
    spot = random.choice(pairs)
    one, two = _row(sheet, spot.part, spot.row).cells[spot.cell : spot.cell + 2]
    wide = random.choice([one.wide, one.wide + two.wide])  # as one cell, or as one that covers two columns
    joined = evolve(one, text=f"{one.text}{between}{two.text}", wide=wide)
    return _instead(sheet, spot, 2, [joined]), f"joined {_of(sheet, spot)} and {two.text!r}"


def _split_number(sheet: Sheet, random: Random, near: Near, between: str | None) -> Done | None:
    """Split a number by `between`, or into two cells."""
    long = [spot for spot in _spots(sheet, near, ["value"]) if len(_cell(sheet, spot).text) > 1]
    if not long:
        long = [spot for spot in _spots(sheet, (), ["value"]) if len(_cell(sheet, spot).text) > 1]
    if not long:
        return None
    spot = random.choice(long)
    cell = _cell(sheet, spot)
    at = random.randint(1, len(cell.text) - 1)
    one, two = cell.text[:at], cell.text[at:]
    cells = [cell, cell] if between is None else [cell]
    texts = [one, two] if between is None else [f"{one}{between}{two}"]
    parts = [evolve(part, text=text) for part, text in zip(cells, texts, strict=True)]
    return _instead(sheet, spot, 1, parts), f"split {_of(sheet, spot)} before {two!r}"


def _exchange_numbers(sheet: Sheet, random: Random, near: Near) -> Done | None:
    spots = _spots(sheet, near, ["value"])
    if not spots:
        return None
    first = random.choice(spots)
    others = [s for s in spots if _cell(sheet, s).text != _cell(sheet, first).text] or [
        s for s in _spots(sheet, (), ["value"]) if _cell(sheet, s).text != _cell(sheet, first).text
    ]
    if not others:
        return None
    second = random.choice(others)
    done = f"exchanged {_of(sheet, first)} and {_of(sheet, second)}"
    one, two = _cell(sheet, first), _cell(sheet, second)
    sheet = _instead(sheet, first, 1, [evolve(one, text=two.text)])
    return _instead(sheet, second, 1, [evolve(two, text=one.text)]), done


# ── rows ───────────────────────────────────────────────────────────────────────────


def _reaching(rows: Sequence[Row], at: int) -> list[tuple[int, Cell, int]]:
    """Return the cells that reach down into row `at` from above: their row, the cell, how many rows are left."""
    return [
        (r, cell, r + cell.high - at)
        for r in range(at)
        for cell in rows[r].cells
        if r + cell.high > at and cell.role != "pad"
    ]


def _resized(rows: Sequence[Row], at: int, by: int) -> list[Row]:
    """Return the rows with cells that reach into row `at` made higher or lower, as an editor does it."""
    tall = {id(cell) for _, cell, _ in _reaching(rows, at)}
    return [
        evolve(row, cells=tuple(evolve(cell, high=cell.high + by) if id(cell) in tall else cell for cell in row.cells))
        for row in rows
    ]


def _lose_row(sheet: Sheet, random: Random, near: Near) -> Done | None:
    if not (rows := _body_rows(sheet, near)):
        return None
    part, at = random.choice(rows)
    lost = _row(sheet, part, at)
    table = sheet.parts[part]
    assert isinstance(table, Table)
    left = list(table.rows)
    if random.randint(0, 1):  # deleted in an editor: cells that reach over the row get lower
        left = _resized(left, at, -1)
        groups = [evolve(cell, high=cell.high - 1) for cell in lost.cells if cell.high > 1]
        if at + 1 < len(left) and not isinstance(table, FlatTable):
            left[at + 1] = evolve(left[at + 1], cells=(*groups, *left[at + 1].cells))
    del left[at]
    return _with_rows(sheet, part, left), f"lost row {_named(sheet, part, at)}"


def _repeat_row(sheet: Sheet, random: Random, near: Near) -> Done | None:
    if not (rows := _body_rows(sheet, near)):
        return None
    part, at = random.choice(rows)
    table = sheet.parts[part]
    assert isinstance(table, Table)
    row = table.rows[at]
    grown = list(table.rows)
    if not isinstance(table, FlatTable) and random.randint(0, 1):
        grown = _resized(grown, at + 1, 1)
        row = evolve(row, cells=tuple(cell for cell in row.cells if cell.high == 1))
    grown.insert(at + 1, row)
    return _with_rows(sheet, part, grown), f"repeated row {_named(sheet, part, at)}"


Break = Literal["row", "page", "table", "head"]


def _cut_row(sheet: Sheet, random: Random, near: Near, where: Break) -> Done | None:
    """Cut a row between two cells; its rest goes on below, at its columns or at the left."""
    rows = [(p, r) for p, r in _body_rows(sheet, near) if len(_row(sheet, p, r).cells) > 1]
    if not rows:
        return None
    part, at = random.choice(rows)
    table = sheet.parts[part]
    assert isinstance(table, Table)
    row = table.rows[at]
    cut = random.randint(1, len(row.cells) - 1)
    one, two = list(row.cells[:cut]), list(row.cells[cut:])
    aligned = bool(random.randint(0, 1))
    done = f"cut row {_named(sheet, part, at)} before {two[0].text!r}, {'aligned' if aligned else 'at the left'}"
    if aligned:
        one, two = (
            one + [evolve(cell, text="", high=1, code=None) for cell in two],
            [evolve(cell, text="", high=1, code=None) for cell in one] + two,
        )
    above, rest = evolve(row, cells=tuple(one)), evolve(row, cells=tuple(two))
    if where == "row":
        grown = list(table.rows)
        if aligned and not isinstance(table, FlatTable):
            grown = _resized(grown, at + 1, 1)
        return _with_rows(sheet, part, [*grown[:at], above, rest, *grown[at + 1 :]]), done
    upper, lower = [*table.rows[:at], above], [rest, *table.rows[at + 1 :]]
    if aligned and not isinstance(table, FlatTable):
        carried = tuple(Cell("", "pad", c.wide, left) for _, c, left in _reaching(table.rows, at))
        lower[0] = evolve(rest, cells=(*carried, *rest.cells))
    if where == "head":
        lower = [*(r for r in table.rows[:at] if r.block == row.block and not r.body and _is_head(r)), *lower]
    parts: list[Paragraph | Table] = [evolve(table, rows=tuple(upper)), evolve(table, rows=tuple(lower))]
    if where == "page":
        parts.insert(1, Paragraph(_page_number(random), "page"))
    return _with_parts(sheet, part, parts), f"{done}, {where}"


def _is_head(row: Row) -> bool:
    return any(cell.role in ("head", "corner") for cell in row.cells)


def _page_number(random: Random) -> str:
    number = random.randint(1, 9)
    return random.choice([f"- {number} -", f"第{number}页", f"第 {number} 页 共 9 页", f"{number} / 9"])


# ── labels ─────────────────────────────────────────────────────────────────────────


def _lose_label(sheet: Sheet, random: Random, near: Near, *roles: Role) -> Done | None:
    """Lose the words of a label, or its cell."""
    if not (spots := _spots(sheet, near, roles)):
        return None
    spot = random.choice(spots)
    emptied = bool(random.randint(0, 1))
    instead = [evolve(_cell(sheet, spot), text="")] if emptied else []
    return _instead(sheet, spot, 1, instead), f"{'emptied' if emptied else 'dropped'} {_of(sheet, spot)}"


def _losing(*roles: Role) -> Callable[[Sheet, Random, Near], Done | None]:
    return lambda sheet, random, near: _lose_label(sheet, random, near, *roles)


def _lose_head(sheet: Sheet, random: Random, near: Near) -> Done | None:
    """Lose the head of a block, with its caption or without."""
    blocks = sorted({(p, row.block) for p, table in _tables(sheet) for row in table.rows if _is_head(row)})
    blocks = [at for at in blocks if at[1] in {block for block, _ in near}] or blocks
    if not blocks:
        return None
    part, block = random.choice(blocks)
    whole = bool(random.randint(0, 1))
    table = sheet.parts[part]
    assert isinstance(table, Table)
    left = [row for row in table.rows if row.block != block or row.body or not (whole or _is_head(row))]
    return _with_rows(sheet, part, left), f"lost the head{' and caption' if whole else ''} of {block}"


# ── bare numbers ───────────────────────────────────────────────────────────────────


def _bare(random: Random) -> Cell:
    return Cell(str(random.choice([0, random.randint(0, 9), random.randint(10, 999)])), "value")


def _number_in_row(sheet: Sheet, random: Random, near: Near) -> Done | None:
    if not (rows := _body_rows(sheet, near)):
        return None
    part, at = random.choice(rows)
    cells = _row(sheet, part, at).cells
    spot = _Spot(part, at, random.randint(0, len(cells)))
    number = _bare(random)
    done = f"put {number.text} into row {_named(sheet, part, at)} as cell {spot.cell}"
    return _instead(sheet, spot, 0, [number]), done


def _number_between(sheet: Sheet, random: Random, near: Near, as_row: bool) -> Done | None:
    """Put a number behind a row: as a row of the table, or on a line that parts it."""
    if not (rows := _body_rows(sheet, near)):
        return None
    part, at = random.choice(rows)
    table = sheet.parts[part]
    assert isinstance(table, Table)
    number = _bare(random)
    done = f"put {number.text} behind row {_named(sheet, part, at)}"
    if as_row:
        row = Row((number,), table.rows[at].block, body=True)
        return _with_rows(sheet, part, [*table.rows[: at + 1], row, *table.rows[at + 1 :]]), done
    upper, lower = (evolve(table, rows=rows) for rows in (table.rows[: at + 1], table.rows[at + 1 :]))
    return _with_parts(sheet, part, [upper, Paragraph(number.text, "page"), *([lower] if lower.rows else [])]), done


def _number_before_table(sheet: Sheet, random: Random, near: Near) -> Done | None:
    if not (tables := [part for part, _ in _tables(sheet)]):
        return None
    part = random.choice(tables)
    number = _bare(random).text
    done = f"put {number} before a table"
    return _with_parts(sheet, part, [Paragraph(number, "page"), sheet.parts[part]]), done


# ── the text ───────────────────────────────────────────────────────────────────────


def truncated(text: str, random: Random) -> tuple[str, str]:
    """Return a text cut at any character, and what was done."""
    at = random.randint(1, max(len(text) - 1, 1))
    return text[:at], f"cut at character {at}"


def _leave(sheet: Sheet, random: Random, near: Near) -> Done | None:
    return sheet, ""


_KNOWN = (
    Damage("exchanged", "two numbers change places: always another report", _exchange_numbers),
    Damage("cell-emptied", "the text of a cell is gone", _empty_cell),
    Damage("cell-dropped", "a cell is gone with its separator", _drop_cell),
    Damage("cell-doubled", "a cell is printed twice", _double_cell),
    Damage("joined-glued", "two numbers run together in one cell", partial(_join_numbers, between="")),
    Damage("joined-blank", "two numbers stand in one cell, a blank between", partial(_join_numbers, between=" ")),
    Damage("split-cells", "a number is split into two cells", partial(_split_number, between=None)),
    Damage("split-blank", "a blank splits a number", partial(_split_number, between=" ")),
    Damage("split-line", "a line break splits a number", partial(_split_number, between="\n")),
    Damage("row-lost", "a row is gone", _lose_row),
    Damage("row-repeated", "a row is printed twice", _repeat_row),
    Damage("number-in-row", "a bare number stands among the cells of a row", _number_in_row),
    Damage("number-as-row", "a bare number is a row of its own", partial(_number_between, as_row=True)),
    Damage("number-on-line", "a bare number stands on a line between two rows", partial(_number_between, as_row=False)),
    Damage("row-label-lost", "the label of a row is gone", _losing("label")),
    Damage("group-label-lost", "the label of a group of rows is gone", _losing("group")),
    Damage("column-head-lost", "a label of the head is gone", _losing("head", "corner")),
    Damage("caption-lost", "the caption of a block is gone", _losing("caption")),
    Damage("head-lost", "the whole head of a block is gone", _lose_head),
    Damage("cut-row", "a row goes on in a row of its own", partial(_cut_row, where="row")),
    Damage("cut-page", "a row goes on behind a page number", partial(_cut_row, where="page")),
    Damage("cut-table", "a row goes on in a new table", partial(_cut_row, where="table")),
    Damage("cut-head", "a row goes on in a new table, below the head again", partial(_cut_row, where="head")),
    Damage("number-before", "a bare number stands on a line before a table", _number_before_table),
    Damage("truncated", "the text breaks off at any character", _leave, of_text=True),
)
DAMAGES: Mapping[str, Damage] = MappingProxyType({damage.name: damage for damage in _KNOWN})
"""Name → kind. In this order several fall on one report: first those that leave it whole as another report."""
