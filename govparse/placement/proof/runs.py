"""Numbers that stand apart from their labels: runs of numbers between labels, in the order of print.

Where labels and numbers have come apart, or labels are lost, a run holds the numbers of no row, or of several. As
many full number rows as rows of the form, between a label that has its numbers and the next that has them, leave
one order only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import define, evolve, field, frozen

from govparse.forms.lexer import type_cell
from govparse.forms.rows import Row, Typed
from govparse.forms.walk import LooseRow
from govparse.placement.numbers import is_number
from govparse.placement.rows import EMPTY, Placed, Slot, has_inner_blank, values
from govparse.placement.table import PlacedBlock
from govparse.reading.document import Cell
from govparse.reading.fold import key
from govparse.records import Basis


@define(eq=False)
class Run:
    """The numbers behind a label, up to the next one; those before the first label have none."""

    placed: Placed | None
    cells: list[Typed]
    loose: list[LooseRow] = field(factory=list)
    """The rows without label that it holds."""
    opaque: bool = False
    """What its row says cannot be compared: digits run together, a row printed twice, one that the form lacks."""
    elsewhere: int = 0
    """So many numbers stand behind the label of a row that the form lacks, or of a group."""


@frozen(eq=False)
class Stretch:
    """Rows of the form and number rows, as many of one as of the other, with nothing between them that tells more."""

    rules: tuple[str, ...]
    cells: tuple[tuple[Typed, ...], ...]
    loose: tuple[LooseRow, ...]
    printed: dict[str, tuple[Typed, ...]]
    """The numbers behind each label."""
    whole: bool
    """Some of the rows seem to have numbers of their own: all may as well be read as they are printed."""


def runs(placed: PlacedBlock) -> list[Run] | None:
    """Return the runs of a block; None where the order of its rows says nothing."""
    order = {row.rule: i for i, row in enumerate(placed.block.shape.rows)}
    form = placed.block.form
    groups = {form.keys[row.terminal] for row in placed.block.shape.rows if row.group and row.terminal}
    items: list[tuple[int, Placed | LooseRow]] = [
        (p.row.label.cell.start, p) for p in placed.rows.values() if p.row.label is not None
    ]
    items += ((loose.cells[0].start, loose) for loose in placed.loose if loose.cells)
    items.sort(key=lambda item: item[0])
    found = [Run(None, [])]
    highest = -1
    for _, item in items:
        if isinstance(item, LooseRow):
            subtotals = len(item.cells) <= len(placed.block.shape.columns)
            if item.label is not None and (subtotals or key(item.label.text) not in groups):
                numbers = [cell for cell in item.cells if type_cell(form, cell).type != EMPTY]
                found.append(Run(None, [], opaque=True, elsewhere=len(numbers)))
                continue
            found[-1].cells += (typed for cell in item.cells if (typed := type_cell(form, cell)).type != EMPTY)
            found[-1].loose.append(item)
            continue
        if order[item.row.rule] < highest:
            return None
        highest = order[item.row.rule]
        found.append(Run(item, values(item.row), opaque=bool(item.prints or item.row.glued)))
    return found


def is_bare(run: Run) -> bool:
    """Return whether a label stands without its numbers, and the layout does not show that they are blank."""
    return run.placed is not None and not run.cells and not _is_blank(run.placed)


def stands_apart(placed: Placed) -> bool:
    """Return whether numbers of a row stand in other rows of the print than its label."""
    label = placed.row.label
    return label is not None and any(cell.cell.row != label.last.row for cell in values(placed.row))


def stretches(placed: PlacedBlock) -> Iterator[Stretch]:
    """Yield the stretches in which only the order says which numbers belong to which row."""
    shape = placed.block.shape
    columns = len(shape.columns)
    found = runs(placed)
    if found is None or len(found) < 2 or columns < 2:
        return
    rows = [row.rule for row in shape.rows if not row.group]
    printed: dict[str, tuple[Typed, ...]] = {}
    cells, loose, whole = list(found[0].cells), list(found[0].loose), False
    if len(cells) % columns:
        cells, loose = [], []
    numbers_first = bool(found[0].cells)
    broken = passed = False  # behind a break, the numbers of a label without any may stand before the break
    bare = max((at for at, run in enumerate(found) if is_bare(run)), default=0)
    for at, (run, following) in enumerate(zip(found[1:], [*found[2:], None], strict=True), 1):
        if run.opaque or run.placed is None or _is_blank(run.placed):
            if numbers_first:
                return  # behind a break nobody knows whether numbers stand before their labels still
            printed, cells, loose, whole, broken, passed = {}, [], [], False, not _is_settled(run), False
            continue
        if broken and not printed and (not run.cells or passed):
            # Behind a break nobody knows to which of several labels the numbers behind the last of them belong.
            passed = passed or not run.cells
            continue
        if numbers_first and not printed and bare >= at > 1 and _stands_below(run.placed):
            return  # numbers behind a label are its own only if no label further on lacks some: else all may come first
        if len(cells) < columns * len(printed) and run.cells and not _stands_below(run.placed):
            # Numbers on the line of a label are its own: those of the labels above it are lost.
            printed, cells, loose, whole, broken = {}, [], [], False, True
        rule = run.placed.row.rule
        whole = whole or (bool(cells or printed) and len(run.cells) == columns)
        printed[rule] = tuple(run.cells)
        cells += run.cells
        loose += run.loose
        ahead = following.placed if following is not None else None
        # Labels are lost only where those on both sides have their numbers, and these stand behind them: a label
        # further on that lacks its own may be the end of a run of labels that have them before.
        closed = ahead is not None and not found[0].cells and following is not None and bool(following.cells)
        closed = closed and bare <= at
        gap = rows[rows.index(rule) + 1 : rows.index(ahead.row.rule)] if closed and ahead is not None else []
        # Labels before their numbers, or numbers before their labels: never first one and then the other.
        over = len(cells) - columns * len(printed)
        mixed = over < 0 if numbers_first else over > 0 and over != columns * len(gap)
        first = rows.index(next(iter(printed)))
        if mixed or rows.index(rule) - first != len(printed) - 1 or not _is_of_whole_rows(run, columns):
            if numbers_first:
                return
            if not (over == columns and len(printed) == 1 and _is_of_whole_rows(run, columns)):
                printed, cells, loose, whole, broken = {}, [], [], False, True
            continue
        for more in ([], gap):
            rules = (*printed, *more)
            if len(cells) == columns * len(rules) and all(map(is_number, cells)):
                if len(rules) > 1 or loose:
                    own = tuple(tuple(cells[i : i + columns]) for i in range(0, len(cells), columns))
                    yield Stretch(rules, own, tuple(loose), printed, whole)
                printed, cells, loose, whole, broken = {}, [], [], False, False
                break


def _is_settled(run: Run) -> bool:
    """Return whether a row has all its numbers, or is blank, and nothing stands behind it."""
    return run.placed is not None and run.placed.certain and len(run.cells) == len(values(run.placed.row))


def _stands_below(placed: Placed) -> bool:
    """Return whether no number stands in the row of the print in which the label of a row stands."""
    label = placed.row.label
    return label is not None and all(cell.cell.row != label.last.row for cell in values(placed.row))


def _is_blank(placed: Placed) -> bool:
    """Return whether the layout shows that all cells of a row are blank."""
    return placed.certain and bool(placed.row.cells) and not values(placed.row)


def _is_of_whole_rows(run: Run, columns: int) -> bool:
    """Return whether a run holds rows of numbers with one for each column, and no blank cell among them."""
    assert run.placed is not None
    behind = [len([cell for cell in row.cells if cell.text]) for row in run.loose]
    blank = has_inner_blank(run.placed.row) or any(_shows_blank(row.cells) for row in run.loose)
    return not blank and not any(count % columns for count in (len(values(run.placed.row)), *behind))


def _shows_blank(cells: Sequence[Cell]) -> bool:
    """Return whether a blank cell stands before a number in one row of the print; on lines of their own they pad."""
    last = {cell.row: at for at, cell in enumerate(cells) if cell.text}
    return any(not cell.text and at < last.get(cell.row, -1) for at, cell in enumerate(cells))


def ordered(stretch: Stretch, placed: PlacedBlock) -> dict[str, Placed]:
    """Return the rows of a stretch with the numbers that their order gives them."""
    basis: Basis = "proved" if stretch.whole else "order"
    return {
        rule: _row(rule, cells, placed, [Slot(cell, basis=basis) for cell in cells])
        for rule, cells in zip(stretch.rules, stretch.cells, strict=True)
    }


def as_printed(stretch: Stretch, placed: PlacedBlock) -> dict[str, Placed]:
    """Return the rows of a stretch with the numbers that stand behind their labels, where there is one per column."""
    columns = len(placed.block.shape.columns)
    return {
        rule: _row(rule, cells, placed, [Slot(cell) for cell in cells] or [Slot() for _ in range(columns)])
        for rule, cells in stretch.printed.items()
        if len(cells) in (0, columns)
    }


def agreed(stretch: Stretch, placed: PlacedBlock) -> dict[str, Placed]:
    """Return the rows of a stretch with the numbers that they have in order as well as printed; the rest unread."""
    found = {}
    for rule, row in ordered(stretch, placed).items():
        others = stretch.printed.get(rule, ())
        both = list(zip(row.slots, others, strict=True)) if len(others) == len(row.slots) else []
        slots = [
            Slot(slot.cell, whole_row=True, basis="proved")
            if slot.cell is not None and slot.cell.cell.text == other.cell.text
            else Slot(candidates=[cell for cell in (slot.cell, other) if cell is not None], rule=row.was)
            for slot, other in both
        ]
        if slots:
            found[rule] = evolve(row, slots=slots, rule=row.was if any(s.rule for s in slots) else "")
    return found


def _row(rule: str, cells: Sequence[Typed], placed: PlacedBlock, slots: list[Slot]) -> Placed:
    known = placed.rows.get(rule)
    label = known.row.label if known is not None else None
    return Placed(Row(rule, label, list(cells)), slots, was=known.rule if known is not None else "label-lost")
