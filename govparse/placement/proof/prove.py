"""Settling open rows by proof: a number is placed where every admissible placement of the whole table puts it.

"Proved" means: given that the print is consistent. Where no placement satisfies the sums of the form, nothing is
placed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from attrs import frozen

from govparse.forms.rows import Typed
from govparse.forms.walk import LooseRow
from govparse.placement.numbers import count_of, is_number
from govparse.placement.proof.bounds import Ended, State, Steps, narrow
from govparse.placement.proof.implied import implied
from govparse.placement.proof.lines import Entry, Table, entry_of, has_sums, table_of
from govparse.placement.proof.options import Option, Setting, fits, has_cell_too_many
from govparse.placement.proof.pieces import may_be_terms_and_sum
from govparse.placement.proof.runs import Stretch, agreed, as_printed, ordered, stretches
from govparse.placement.proof.search import Settled, settle
from govparse.placement.proof.strays import believe_no_more, is_torn, tell_strays, without
from govparse.placement.proof.system import Line
from govparse.placement.rows import EMPTY, Placed, Slot, values
from govparse.placement.table import PlacedBlock

_FEW = 2
"""A table with fewer rows cannot tell by itself whether its rows lack numbers."""
_ROUNDS = 3
"""So many times rows are read in more ways."""
_UNSURE = frozenset(
    {"row-long", "row-broken", "row-cut", "number-broken", "glued-digits", "labels-before-numbers", "row-doubtful"}
)
"""Reasons for which a number of a row may be none of its own, or not whole."""
STEPS = 20_000
"""What the proof of one table may cost: so many times a placement of a row, or a sum, is looked at."""


@frozen(eq=False)
class Refused:
    """Rows (rules) that stand in order since they cannot be read as they are printed: the sums of a table so read
    have no solution."""

    rules: tuple[str, ...]
    table: Table


@frozen(eq=False)
class Proof:
    """What was tried for one table, for those who want to know why."""

    table: Table
    settled: Settled
    refused: Sequence[Refused] = ()


def prove(blocks: Sequence[PlacedBlock]) -> list[Proof]:
    """Settle the open rows of a report as far as its sums do; return what was tried, by table."""
    tables: dict[str, list[PlacedBlock]] = {}
    for block in blocks:
        tables.setdefault(block.block.shape.table, []).append(block)
    summed = [block for block in blocks if has_sums(block.block.form, block.block.shape)]
    short = {block.block.shape.table for block in summed for placed in block.rows.values() if _is_short(placed)}
    proofs = []
    for table, own in tables.items():
        # Of a table that has one row only, other tables have to say whether rows lack numbers.
        lossy = table in short or (bool(short) and all(len(block.rows) < _FEW for block in own))
        if (lossy or _is_open(own)) and (proof := _prove(own, lossy=lossy)) is not None:
            proofs.append(proof)
    return proofs


def _is_open(blocks: Sequence[PlacedBlock]) -> bool:
    """Return whether something is unread in a table, or blank, or may be torn."""
    return any(
        any(slot.cell is None or slot.cell.type == EMPTY for slot in placed.slots) or is_torn(placed)
        for block in blocks
        for placed in block.rows.values()
    )


def _is_short(placed: Placed) -> bool:
    return not placed.certain and 0 < len(values(placed.row)) < len(placed.slots)


def _prove(blocks: Sequence[PlacedBlock], *, lossy: bool) -> Proof | None:
    for block in blocks:
        tell_strays(block, lossy=lossy)
    # Where a table is printed in two forms, no form says what adds up.
    table = _table(blocks) if len({block.block.shape.codes for block in blocks}) == 1 else None
    if table is None:
        for block in blocks:
            _without_sums(block)
        return None
    if shaken := _shaken(table):
        for placed in shaken:
            believe_no_more(placed)
        table = _table(blocks) or table
    settled = _settled(table)
    refused: list[Refused] = []
    for block in blocks:
        for stretch in list(stretches(block)):
            table, settled = _by_order(stretch, block, blocks, table, settled, refused)
    table, settled = _widened(blocks, table, settled)
    _tell(table, settled)
    return Proof(table, settled, refused)


def _table(blocks: Sequence[PlacedBlock], wide: Collection[str] = ()) -> Table | None:
    """Return a table as a system; None where the form has no sums for it."""
    first = blocks[0].block
    printed: dict[str, list[Placed]] = {}
    for block in blocks:
        for rule, placed in block.rows.items():
            printed.setdefault(rule, []).append(placed)
    more_rows = any(_counts(cell.text) for block in blocks for row in block.loose for cell in row.cells)
    return table_of(first.form, first.shape, printed, more_rows=more_rows, wide=wide)


def _counts(text: str) -> bool:
    """Return whether a number other than zero may stand in a cell."""
    return any(char.isdecimal() and int(char) != 0 for char in text)


def _without_sums(block: PlacedBlock) -> None:
    """State the readings of open rows of which no sum tells anything; of digits run together one may be left."""
    for rule, placed in block.rows.items():
        setting = Setting(block.block.form, lossy=True)
        entry = entry_of(rule, block.block.shape.row_codes[rule], [placed], setting)
        if not placed.certain:
            _state_readings(entry, entry.options)
            if placed.rule == "glued-digits":
                _place(entry, entry.options)


def _shaken(table: Table) -> list[Placed]:
    """Return the shaky rows whose own sums do not hold as they are printed."""
    return [
        placed
        for entry, line in zip(table.entries, table.system.lines, strict=True)
        for placed in entry.prints
        if placed.beside.shaky and placed.certain and not _bears_out(placed, line)
    ]


def _bears_out(placed: Placed, line: Line) -> bool:
    """Return whether the sums within a row bear out its numbers; beside an empty label, where all are 0 they do not."""
    return all(fits(line.sums, printed) and (any(printed) or not placed.beside.astray) for printed in line.choices)


def _settled(table: Table) -> Settled:
    if table.open:
        return settle(table.system, Steps(STEPS))
    state = State.of(table.system)
    try:
        return Settled("settled" if narrow(table.system, state, Steps(STEPS)) else "unsatisfied", state)
    except Ended:  # bounds that drive each other up: a contradiction perhaps, and nothing is to be placed
        return Settled("unsatisfied", state)


def _widened(blocks: Sequence[PlacedBlock], table: Table, settled: Settled) -> tuple[Table, Settled]:
    """Read rows in more ways that only a blank total lets be as they are printed."""
    wide: frozenset[str] = frozenset()
    for _ in range(_ROUNDS):
        more = _without_total(table, settled) - wide
        if not more:
            break
        wide |= more
        table = _table(blocks, wide) or table
        settled = _settled(table)
    return table, settled


def _without_total(table: Table, settled: Settled) -> frozenset[str]:
    """Return the rows whose total has to be blank for the sums to hold, in a table that prints totals.

    Blank, a total may be any number, and so may hide a number that is not the row's own.
    """
    if settled.verdict == "unsatisfied" or not table.prints_totals:
        return frozenset()
    found = set()
    for number in table.open:
        left = [table.entries[number].options[choice] for choice in settled.state.alive[number]]
        for sum_ in table.system.lines[number].sums:
            blank = all(option.values[sum_.total] is None for option in left)
            if blank and all(any(option.values[column] for column in sum_.inner) for option in left):
                found.add(table.entries[number].rule)
    return frozenset(found)


# ── by order ───────────────────────────────────────────────────────────────────────


def _by_order(
    stretch: Stretch,
    block: PlacedBlock,
    blocks: Sequence[PlacedBlock],
    table: Table,
    settled: Settled,
    refused: list[Refused],
) -> tuple[Table, Settled]:
    """Give the rows of a stretch the numbers that their order gives them, if the sums do not speak against it.

    Where the rows may as well be read as they are printed, the sums have to speak against that: else only what
    is the same both ways is placed.
    """
    before, loose = block.rows, block.loose

    def tried(rows: dict[str, Placed], used: Sequence[LooseRow]) -> tuple[Table, Settled]:
        block.rows, block.loose = before | rows, without(loose, used)
        other = _table(blocks)
        assert other is not None  # the same table
        return other, _settled(other)

    known = tried(as_printed(stretch, block), ()) if stretch.whole else (table, settled)
    found = tried(ordered(stretch, block), stretch.loose)
    if found[1].verdict == "unsatisfied":
        block.rows, block.loose = before, loose
        return table, settled
    if stretch.whole and known[1].verdict != "unsatisfied":
        return tried(agreed(stretch, block), stretch.loose)
    if stretch.whole:
        refused.append(Refused(stretch.rules, known[0]))
    return found


# ── what is told of it ─────────────────────────────────────────────────────────────


def _tell(table: Table, settled: Settled) -> None:
    """Place what is proved, and state the readings of the rest."""
    for number in table.open:
        entry = table.entries[number]
        if settled.verdict == "unsatisfied":
            _state_readings(entry, entry.options)
            continue
        left = [entry.options[choice] for choice in settled.state.alive[number]]
        _state_readings(entry, left)
        _place(entry, left)
    if settled.verdict != "unsatisfied":
        _imply(table, settled)


def _slots(entry: Entry, column: int) -> Iterator[Slot]:
    return (placed.slots[column] for placed in entry.prints)


def _state_readings(entry: Entry, left: Sequence[Option]) -> None:
    """State the admissible readings of each open cell of a row."""
    for column in range(len(entry.codes)):
        cells: dict[object, list[Typed]] = {}
        for option in left:
            known = cells.setdefault(option.shown[column], [])
            known += [cell for cell in option.cells[column] if cell not in known]
        for slot in _slots(entry, column):
            if slot.cell is None and (None in cells or any(cells.values())):
                slot.candidates = [own[0] for own in cells.values() if own]
                slot.may_be_blank = None in cells


def _place(entry: Entry, left: Sequence[Option]) -> None:
    """Place the numbers that all readings of the table agree on."""
    for column in range(len(entry.codes)):
        cells = list(dict.fromkeys(cell for option in left for cell in option.cells[column]))
        if len({option.shown[column] for option in left}) > 1 or not cells or not is_number(cells[0]):
            continue
        for slot in _slots(entry, column):
            if slot.cell is None:
                slot.cell, slot.basis, slot.whole_row = cells[0], "proved", len(cells) > 1
                slot.candidates, slot.rule, slot.may_be_blank = [], "", False
    for placed in entry.prints:
        if placed.certain and placed.rule:
            placed.was, placed.rule = placed.rule, ""


def _imply(table: Table, settled: Settled) -> None:
    """State what the sums force cells to be that show no number."""
    steps = Steps(STEPS)
    try:
        forced = implied(table.system, settled.state, steps)
    except Ended:
        return
    together = _runs_together(table)
    for (line, column), value in forced.items():
        entry = table.entries[line]
        for placed in entry.prints:
            if together and not placed.certain and may_be_terms_and_sum(placed.row, len(placed.slots)):
                continue
            slot = placed.slots[column]
            open_ = slot.cell is None or slot.cell.type == EMPTY
            if (
                open_
                and not _is_beset(placed)
                and not (value and _is_sum_of_all(entry, table.system.lines[line], column))
            ):
                slot.implied = value


def _is_sum_of_all(entry: Entry, line: Line, column: int) -> bool:
    """Return whether a cell is the blank total of an open row with several numbers: one may be none of its own."""
    printed = [number for number in entry.options[0].values if number is not None]
    return entry.is_open and len(printed) > 1 and any(sum_.total == column for sum_ in line.sums)


def _is_beset(placed: Placed) -> bool:
    """Return whether numbers in or beside a row may not be its own: then nothing is implied."""
    if placed.beside.unsettled or placed.rule in _UNSURE:
        return True
    return not placed.certain and has_cell_too_many(placed)


def _runs_together(table: Table) -> bool:
    """Return whether numbers of a table may run together: not where each row has one, and one of them cannot be cut."""
    prints = [placed for entry in table.entries for placed in entry.prints]
    if any(len(values(placed.row)) > 1 for placed in prints):
        return True
    alone = [placed for placed in prints if any(count_of(cell) for cell in values(placed.row))]
    return all(may_be_terms_and_sum(placed.row, len(placed.slots)) for placed in alone)
