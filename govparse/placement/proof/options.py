"""The admissible placements of a row: which of its printed cells may stand in which column.

What a layout leaves of a row keeps its order. Which columns are lost, which cell is one too many, where a number
was cut: of that nothing is known but what the reason says for which the row was left unread. A row of which even
that says too little is unknown as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise, product

from attrs import evolve, field, frozen

from govparse.forms.form import Form
from govparse.forms.rows import Typed
from govparse.placement.numbers import is_number
from govparse.placement.proof.bounds import Ended, Steps
from govparse.placement.proof.pieces import Piece, cut_in_two, cut_pieces, digits_of, joined, piece_of, printed_pieces
from govparse.placement.proof.system import Sum, Values
from govparse.placement.rows import EMPTY, Placed, Slot, trailing, values

STEPS = 200_000
"""What listing the placements of the rows of a table may cost, in placements and in beginnings of cut digits."""
MOST = 7_000
"""A row with more placements is unknown: fifteen columns with seven numbers have 6,435."""
_MOST_CUT = 20_000
"""So many beginnings of a row of digits are tried."""
_COST = 10
"""So many steps a placement of cut digits costs that fits its sums: each of its numbers is typed anew."""
_SURPLUS = 1
"""So many cells too many at most are looked for in a row: with more, too much would fit."""
UNKNOWN = "?"
"""What an option shows at a column of which nothing is known, not even that it is blank."""
_IN_ORDER = frozenset({"row-short", "row-long", "row-cut", "row-offset", "row-broken", "row-doubtful"})
"""Reasons that leave the printed cells of a row in their order."""
_ON_SEVERAL_LINES = frozenset({"row-long"})
"""Reasons for which the numbers on other lines than the first may be those of other rows."""


@frozen
class Setting:
    """What is known of the table in which a row stands."""

    form: Form
    sums: tuple[Sum, ...] = ()
    """The sums within the row."""
    steps: Steps = field(factory=lambda: Steps(STEPS))
    """What listing the placements of rows may still cost."""
    lossy: bool = False
    """Some row of the table lacks numbers: what runs together may have lost blanks as well."""
    alone: bool = False
    """The table has this row only: no sums but those within the row say anything of it."""
    wide: bool = False
    """One of the numbers of the row may be none of its own, or half of one: all of them together fit only beside a
    blank total, which may be any number."""


def fits(sums: Iterable[Sum], values: Values) -> bool:
    """Return whether a placement can satisfy the sums within its row, unknowns being zero or more."""
    for sum_ in sums:
        total, printed = values[sum_.total], [values[column] for column in sum_.inner]
        least = sum(value for value in printed if value is not None)
        if total is not None and (least > total or (least < total and None not in printed)):
            return False
    return True


@frozen(eq=False)
class Option:
    """One placement of a row: what stands in each column.

    `cells`: the printed cell, or all of several equal ones that may be it, none where nothing is printed;
    `values`: the count there, None where it is unknown; `shown`: what two options agree on where it is the same.
    """

    cells: tuple[tuple[Typed, ...], ...]
    values: Values
    shown: tuple[object, ...]

    @classmethod
    def of(cls, pieces: Sequence[Piece | None]) -> Option:
        """Return the option with a piece, or nothing, in each column."""
        cells = tuple((piece[0],) if piece and piece[0] is not None else () for piece in pieces)
        return cls(cells, tuple(piece[1] if piece else None for piece in pieces), tuple(map(_shown, pieces)))

    def with_cells(self, other: Option) -> Option:
        """Return an option that shows the same, with the cells of another that may be it as well."""
        cells = (dict.fromkeys((*own, *more)) for own, more in zip(self.cells, other.cells, strict=True))
        return evolve(self, cells=tuple(map(tuple, cells)))

    @property
    def has_odd(self) -> bool:
        """Return whether a number stands in it that is no count: what that adds up to cannot be known."""
        return any(
            value is None and any(map(is_number, cells)) for cells, value in zip(self.cells, self.values, strict=True)
        )


def _shown(piece: Piece | None) -> object:
    if piece is None:
        return None
    cell, value = piece
    if cell is None:
        return "cut", value
    return value if value is not None else (cell.type, cell.cell.start)


def unknown(columns: int) -> list[Option]:
    """Return the one option of a row of which nothing is known."""
    return [Option(((),) * columns, (None,) * columns, (UNKNOWN,) * columns)]


def options(placed: Placed, setting: Setting) -> list[Option]:
    """Return the admissible placements of a row as printed: one of them is right, whatever was lost."""
    if placed.certain:
        return _as_placed(placed)
    asked = placed.rule, setting.lossy, setting.wide, setting.alone
    if asked not in placed.listed:  # a table is read in several ways, most of its rows in one
        try:
            placed.listed[asked] = gathered(_admissible(placed, setting), setting) or _as_placed(placed)
        except Ended:
            placed.unlisted = True
            placed.listed[asked] = _as_placed(placed)
    return placed.listed[asked]


def _admissible(placed: Placed, setting: Setting) -> Iterator[Option]:
    columns = len(placed.slots)
    if placed.prints:
        for one in placed.prints:
            yield from options(one, setting)
    elif placed.rule == "row-offset" and placed.offsets and not placed.trimmed:
        for at in placed.offsets:
            cells = placed.row.cells[at : at + columns]
            yield Option.of([None if cell.type == EMPTY else piece_of(cell) for cell in cells])
    elif placed.rule in ("cell-merged", "number-broken"):
        yield from _chosen(placed)
    elif placed.rule == "glued-digits" or (placed.rule in _IN_ORDER and digits_of(placed.row, columns)):
        yield from cut(placed, setting)
    elif placed.rule in _IN_ORDER or (placed.rule == "labels-before-numbers" and len(values(placed.row)) == columns):
        yield from _in_order(placed, setting)
    elif placed.rule == "columns-disordered":
        yield from _in_orders(placed, setting)


def cut(placed: Placed, setting: Setting) -> Iterator[Option]:
    """Yield the placements of digits that run together. Raises `Ended`."""
    allowed = min(_MOST_CUT, setting.steps.left)
    steps = Steps(allowed)
    columns = len(placed.slots)
    try:
        for pieces in cut_pieces(placed.row, setting.form, columns, setting.sums, steps, lossy=setting.lossy):
            steps.spend(_COST)
            yield Option.of(pieces)
    finally:
        setting.steps.left -= allowed - max(steps.left, 0)


def gathered(found: Iterable[Option], setting: Setting) -> list[Option]:
    """Return the options that fit the sums of their row, each once. Raises `Ended` where there are too many.

    Where some are found and none fits, one that does not is returned: then the table has no solution.
    """
    kept: dict[tuple[object, ...], Option] = {}
    unfit: list[Option] = []
    for option in found:
        setting.steps.spend(1)
        if len(kept) >= MOST:
            raise Ended
        if not fits(setting.sums, option.values):
            unfit = unfit or [option]
            continue
        known = kept.get(option.shown)
        kept[option.shown] = option if known is None else known.with_cells(option)
    return list(kept.values()) or unfit


def _as_placed(placed: Placed) -> list[Option]:
    """Return the one option of a row of which each cell is placed or unknown."""
    option = Option.of([None if s.cell is None or s.cell.type == EMPTY else piece_of(s.cell) for s in placed.slots])
    shown = (UNKNOWN if slot.cell is None else own for slot, own in zip(placed.slots, option.shown, strict=True))
    return [evolve(option, shown=tuple(shown))]


# ── rows whose cells keep their order ──────────────────────────────────────────────


def _in_order(placed: Placed, setting: Setting) -> Iterator[Option]:
    """Yield the placements of printed numbers in their order, and of those with a number torn out of its place."""
    columns = len(placed.slots)
    if placed.beside.astray or (placed.rule in _ON_SEVERAL_LINES and _mixes_lines(placed)):
        return
    row = evolve(placed.row, cells=[cell for cell in values(placed.row) if cell not in placed.beside.apart])
    surplus = placed.rule == "row-long" or has_cell_too_many(placed)
    for printed in _few(printed_pieces(row, setting.form, columns)):
        lacks = len(printed) < columns
        for torn in (*placed.beside.torn, *placed.beside.strays):
            if lacks:
                yield from _with_torn(printed, piece_of(torn), columns)
            if printed and (both := joined(printed[-1], piece_of(torn))) is not None:
                yield from spread([*printed[:-1], both], columns)
        if placed.beside.torn and lacks and not setting.wide:
            continue  # what was torn out of some row belongs to this one: no other near it lacks a number
        for pieces in _owned(printed, columns, fewer=surplus or setting.wide):
            yield from spread(pieces, columns)
        if setting.alone and lacks and not (surplus or setting.wide):
            for pieces in _with_less_zeros(printed):
                yield from (option for option in spread(pieces, columns) if _has_totals(option, setting.sums))
        if placed.beside.behind:
            rest = [*printed, *map(piece_of, placed.beside.behind)]
            for pieces in _owned(rest, columns, fewer=True):
                yield from spread(pieces, columns)
        if len(printed) == columns - 1:
            for pieces in cut_in_two(printed, setting.form):
                yield from spread(pieces, columns)


def _mixes_lines(placed: Placed) -> bool:
    """Return whether the numbers of a row stand on several lines, several of them on one: of several rows, perhaps."""
    lines = [cell.cell.line for cell in values(placed.row)]
    return len(lines) > len(set(lines)) > 1


def _few(found: Iterable[list[Piece]]) -> Iterator[list[Piece]]:
    """Yield what is found. Raises `Ended` where that is too much."""
    for count, pieces in enumerate(found):
        if count >= MOST:
            raise Ended
        yield pieces


def _with_torn(pieces: Sequence[Piece], torn: Piece, columns: int) -> Iterator[Option]:
    """Yield the placements with a torn number in any column, the others keeping their order."""
    for column in range(columns):
        for option in spread(pieces, columns - 1):
            cells = ((), (torn[0],)) if torn[0] is not None else ((), ())
            yield Option(
                (*option.cells[:column], cells[1], *option.cells[column:]),
                (*option.values[:column], torn[1], *option.values[column:]),
                (*option.shown[:column], _shown(torn), *option.shown[column:]),
            )


def has_cell_too_many(placed: Placed) -> bool:
    """Return whether a row has more cells than columns, pads aside: a number among them may be none of its own."""
    row = placed.row
    pads = 0 if any(cell.cell.extent is not None for cell in row.cells) else trailing(row)
    return len(row.cells) - pads > len(placed.slots)


def _owned(printed: Sequence[Piece], columns: int, *, fewer: bool) -> Iterator[list[Piece]]:
    """Yield what of the printed numbers is the row's own: all, or all but some that are one too many or cut in two."""
    surplus = len(printed) - columns
    if surplus > _SURPLUS:
        return
    if surplus <= 0:
        yield list(printed)
    if surplus > 0 or (fewer and printed):
        yield from _fewer(printed, max(surplus, 1))


def _with_less_zeros(printed: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield the printed numbers with one 0 left out that stands beside another: no sum tells that it was doubled."""
    for at, (one, other) in enumerate(pairwise(printed)):
        if one[1] == other[1] == 0:
            yield [*printed[:at], *printed[at + 1 :]]


def _has_totals(option: Option, sums: Iterable[Sum]) -> bool:
    """Return whether each sum has its total printed, or nothing to add up: no number of the row is lost as well."""
    return not any(
        option.values[sum_.total] is None and any(option.values[column] for column in sum_.inner) for sum_ in sums
    )


def _fewer(printed: Sequence[Piece], less: int) -> Iterator[list[Piece]]:
    """Yield the pieces with `less` of them left out, or joined to the one before."""
    if not less:
        yield list(printed)
        return
    for at in range(len(printed)):
        yield from _fewer([*printed[:at], *printed[at + 1 :]], less - 1)
        if at and (both := joined(printed[at - 1], printed[at])) is not None:
            yield from _fewer([*printed[: at - 1], both, *printed[at + 1 :]], less - 1)


def spread(pieces: Sequence[Piece], columns: int) -> Iterator[Option]:
    """Yield all ways to give pieces to columns in their order."""
    if len(pieces) > columns:
        return
    for at in combinations(range(columns), len(pieces)):
        given: list[Piece | None] = [None] * columns
        for column, piece in zip(at, pieces, strict=True):
            given[column] = piece
        yield Option.of(given)


def _in_orders(placed: Placed, setting: Setting) -> Iterator[Option]:
    """Yield the placements in the order of the form, and in the order in which a head prints the columns."""
    columns = len(placed.slots)
    if not placed.order:
        return  # of the columns nothing is known
    for pieces in _few(printed_pieces(placed.row, setting.form, columns)):
        if len(pieces) == columns:
            for order in (tuple(range(columns)), placed.order):
                given: list[Piece | None] = [None] * columns
                for column, piece in zip(order, pieces, strict=True):
                    given[column] = piece
                yield Option.of(given)


# ── rows of which single cells are open ────────────────────────────────────────────


def _chosen(placed: Placed) -> Iterator[Option]:
    """Yield the ways to read open cells one by one: what covers several columns stands in one of them at least."""
    readings = [_readings(slot, placed) for slot in placed.slots]
    count = 1
    for own in readings:
        count *= len(own)
    if count > MOST:
        return
    wide = {id(cell) for slot in placed.slots for cell in slot.candidates if cell.type != EMPTY}
    for pieces in product(*readings):
        if placed.rule != "cell-merged" or wide <= {id(piece[0]) for piece in pieces if piece is not None}:
            yield Option.of(pieces)


def _readings(slot: Slot, placed: Placed) -> list[Piece | None]:
    if slot.cell is not None:
        return [piece_of(slot.cell) if slot.cell.type != EMPTY else None]
    printed: list[Piece | None] = [piece_of(cell) if cell.type != EMPTY else None for cell in slot.candidates]
    if placed.rule == "cell-merged":
        return [*printed, None]
    behind = [piece_of(stray) for stray in (*placed.beside.torn, *placed.beside.strays)]
    lost = behind if None in printed else []
    rests = [both for one in printed if one is not None for rest in behind if (both := joined(one, rest)) is not None]
    return [*printed, *lost, *rests]
