"""From placed rows to a system: one line for each row of a table, and the identities that bind their cells."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from attrs import evolve, frozen

from govparse.forms.form import BlockShape, Form
from govparse.forms.identities import Identity
from govparse.placement.numbers import count_of
from govparse.placement.proof.bounds import Ended, Steps
from govparse.placement.proof.options import STEPS, Option, Setting, cut, fits, options, unknown
from govparse.placement.proof.pieces import digits_of
from govparse.placement.proof.system import Equation, Line, Spot, Sum, System
from govparse.placement.rows import Placed, values

_FULL = 6
"""So many rows with a number for each column show that the table has no blanks."""


@frozen(eq=False)
class Entry:
    """A row of the form with what is printed of it: nothing, one row, or the same row in several pieces of a table."""

    rule: str
    codes: tuple[str, ...]
    prints: Sequence[Placed]
    options: Sequence[Option]
    before: Sequence[Placed]
    """Its prints as they were before anything of them was placed by proof."""
    setting: Setting

    @property
    def is_open(self) -> bool:
        """Some print of it has cells that are unread."""
        return any(not placed.certain for placed in self.prints)


@frozen(eq=False)
class Table:
    """The rows of a table, as a system of the sums that the form prescribes."""

    entries: Sequence[Entry]
    system: System

    @property
    def prints_totals(self) -> bool:
        """Return whether another row than an open one prints its total, or there is no other row to tell."""
        pairs = list(zip(self.entries, self.system.lines, strict=True))
        return len(pairs) == 1 or any(
            len(entry.options) == 1 and entry.options[0].values[sum_.total] is not None
            for entry, line in pairs
            for sum_ in line.sums
        )

    @property
    def open(self) -> list[int]:
        """The rows of which some cell is unread, and some placement of it is known."""
        return [
            number
            for number, entry in enumerate(self.entries)
            if len(entry.options) > 1 or (entry.is_open and any(entry.options[0].cells))
        ]


def has_sums(form: Form, shape: BlockShape) -> bool:
    """Return whether the form prescribes sums for a block."""
    return any(identity.codes[0].startswith(f"{shape.table}.") for identity in form.identities)


def entry_of(rule: str, codes: tuple[str, ...], prints: Sequence[Placed], setting: Setting) -> Entry:
    """Return a row with its admissible placements: those of each of its prints."""
    found: dict[tuple[object, ...], Option] = {}
    for placed in prints:
        for option in options(placed, setting):
            known = found.get(option.shown)
            found[option.shown] = option if known is None else known.with_cells(option)
    before = [evolve(placed, slots=[evolve(slot) for slot in placed.slots]) for placed in prints]
    return Entry(rule, codes, prints, tuple(found.values()) or tuple(unknown(len(codes))), before, setting)


def listed(entry: Entry, dropped: Collection[Identity]) -> Sequence[Option]:
    """Return the placements that a row has if some of the sums within it are not asked."""
    sums = tuple(sum_ for sum_ in entry.setting.sums if sum_.name not in dropped)
    setting = evolve(entry.setting, sums=sums, steps=Steps(STEPS))
    return entry_of(entry.rule, entry.codes, [_afresh(placed) for placed in entry.before], setting).options


def _afresh(placed: Placed) -> Placed:
    """Return a row of which no placements have been listed: those that were satisfy the sums within it."""
    return evolve(placed, prints=[_afresh(one) for one in placed.prints], listed={})


def table_of(
    form: Form,
    shape: BlockShape,
    printed: Mapping[str, Sequence[Placed]],
    *,
    more_rows: bool = False,
    wide: Collection[str] = (),
) -> Table | None:
    """Return a table as a system, None if the form has no sums for it.

    `printed`: rule → what is printed of the row. `more_rows`: numbers stand in rows that the form does not have,
    and may count towards the results. `wide`: the rows (rules) to be read in more ways, see `Setting`.
    """
    own = [identity for identity in form.identities if identity.codes[0].startswith(f"{shape.table}.")]
    if not own:
        return None
    rows = [row for row in shape.rows if not row.group]
    at = {code: (i, column) for i, row in enumerate(rows) for column, code in enumerate(shape.row_codes[row.rule])}
    within: list[list[Sum]] = [[] for _ in rows]
    across = []
    for identity in own:
        left, right = (tuple(at[code] for code in codes) for codes in (identity.left, identity.right))
        if len(right) == 1 and len({line for line, _ in (*left, *right)}) == 1:
            within[right[0][0]].append(Sum(tuple(column for _, column in left), right[0][1], identity))
        else:
            across.append(Equation(left, right, more_rows and _takes_more(identity), identity))
    steps = Steps(STEPS)
    alone = len(rows) == 1
    settings = [
        Setting(form, tuple(sums), steps, alone=alone, wide=row.rule in wide)
        for row, sums in zip(rows, within, strict=True)
    ]
    checked = Steps(STEPS)
    together = [
        (one, evolve(s, steps=checked))
        for row, s in zip(rows, settings, strict=True)
        for one in printed.get(row.rule, ())
    ]
    if _lossy(together):
        settings = [evolve(setting, lossy=True) for setting in settings]
    entries = [
        entry_of(row.rule, shape.row_codes[row.rule], printed.get(row.rule, ()), setting)
        for row, setting in zip(rows, settings, strict=True)
    ]
    odd = {spot for line, entry in enumerate(entries) for spot in _odd(line, entry)}
    lines = [_line(line, entry, sums, odd) for line, (entry, sums) in enumerate(zip(entries, within, strict=True))]
    equations = [equation for equation in across if not odd.intersection((*equation.left, *equation.right))]
    return Table(entries, System(lines, equations))


def _lossy(rows: Sequence[tuple[Placed, Setting]]) -> bool:
    """Return whether rows whose digits run together may have lost blanks: some have, or too few surely have not."""
    if not any(digits_of(placed.row, len(placed.slots)) for placed, _ in rows):
        return True
    full = [_is_full(placed, setting) for placed, setting in rows if placed.row.label is not None]
    return False in full or full.count(True) < _FULL


def _is_full(placed: Placed, setting: Setting) -> bool | None:
    """Return whether a row has a number for each column, or its digits can be cut so that its sums hold.

    None where there are too many ways to cut them.
    """
    if not digits_of(placed.row, len(placed.slots)):
        return len(values(placed.row)) >= len(placed.slots)
    try:
        return any(fits(setting.sums, option.values) for option in cut(placed, setting))
    except Ended:
        return None


def _takes_more(identity: Identity) -> bool:
    return identity.kind == "result sum"


def _odd(line: int, entry: Entry) -> list[Spot]:
    """Return the cells of a row that may hold a number that is no count: all of them where its columns are open."""
    if not any(option.has_odd for option in entry.options):
        return []
    if len(entry.options) > 1:
        return [(line, column) for column in range(len(entry.codes))]
    (option,) = entry.options
    return [
        (line, column)
        for column, cells in enumerate(option.cells)
        if option.values[column] is None and any(count_of(cell) is None for cell in cells)
    ]


def _line(line: int, entry: Entry, sums: Sequence[Sum], odd: set[Spot]) -> Line:
    chosen = entry.options
    kept = tuple(s for s in sums if not odd.intersection((line, column) for column in (*s.inner, s.total)))
    return Line(tuple(option.values for option in chosen), kept, tuple(option.shown for option in chosen))
