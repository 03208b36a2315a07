"""Numbers beside a row that may be its own, and numbers in it that may be those of the row beside."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from govparse.forms.rows import Typed
from govparse.forms.walk import LooseRow
from govparse.placement.proof.runs import Run, is_bare, runs, stands_apart
from govparse.placement.rows import EMPTY, Placed, Slot, unread, values
from govparse.placement.table import PlacedBlock

_FEW = 2
"""So many bare numbers beside a row may have been torn out of it; more are something else."""
_SEVERAL = 2
"""A row without label that has so many numbers may be the numbers of a label beside it."""


def tell_strays(placed: PlacedBlock, *, lossy: bool) -> None:
    """Tell each row what of the numbers in and beside it is not certainly its own, or may be.

    `lossy`: rows of the report lack numbers, so that one with a number for each column may lack one and have another
    that is not its own.
    """
    columns = len(placed.block.shape.columns)
    for row in placed.rows.values():
        if row.row.label is None:
            row.beside.apart = _alone(row)
        row.beside.shaky = bool(row.beside.apart) or (lossy and row.certain and _flows(row))
    found = runs(placed)
    if found is None:
        loose = any(len(row.cells) >= _SEVERAL and row.label is None for row in placed.loose)
        for row in placed.rows.values():
            row.beside.astray = not row.certain
            if loose and not values(row.row):
                _leave_blank_unread(row)
        return
    for run in found:
        if run.placed is not None and not run.opaque:
            run.placed.beside.apart = _apart(run.placed)
            if run.placed.beside.apart and run.placed.certain:
                run.placed.beside.shaky = True
                if _shows_blanks_beside(run.placed):
                    believe_no_more(run.placed)  # with blanks, nearly any sum may hold
    _doubt_beside_empty(found, columns)
    _doubt_between(found, columns)
    rows = [row.rule for row in placed.block.shape.rows if not row.group]
    empty = any(map(is_bare, found))
    for above, below in zip(found, [*found[1:], None], strict=True):
        gap = _has_gap(above, below, rows)
        if gap and above.placed is not None and stands_apart(above.placed):
            # Its numbers may be those of the row that is missing, if rows without numbers leave no trace.
            if above.placed.certain and empty:
                believe_no_more(above.placed)
            above.placed.beside.astray = above.placed.beside.astray or not above.placed.certain
        _tell_bare(above, below, columns, gap)
        _tell_behind(above, columns, gap)
    _doubt_blank_beside_numbers(found)


def is_torn(placed: Placed) -> bool:
    """Return whether a row without label has a number on a line of its own: it may have been torn out of its place."""
    return placed.row.label is None and bool(_alone(placed))


def believe_no_more(placed: Placed) -> None:
    """Leave a row unread that has a number for each column: the sums within it do not bear it out."""
    doubted = unread(placed.row, len(placed.slots), "row-doubtful", values(placed.row))
    placed.slots, placed.rule = doubted.slots, doubted.rule
    placed.beside.torn = placed.beside.apart


def without(loose: Sequence[LooseRow], used: Sequence[LooseRow]) -> list[LooseRow]:
    """Return the rows without label that are left."""
    return [row for row in loose if all(row is not other for other in used)]


def _flows(placed: Placed) -> bool:
    """Return whether nothing but the count of its numbers places the cells of a row."""
    return all(cell.type != EMPTY and cell.cell.extent is None for cell in placed.row.cells)


def _alone(placed: Placed) -> list[Typed]:
    """Return the first or last number of a row if it stands on a line of its own, and the others on one line."""
    own = values(placed.row)
    lines = [cell.cell.line for cell in own]
    if len(own) > _FEW and len(set(lines)) == 2:
        if lines[0] != lines[1]:
            return own[:1]
        if lines[-1] != lines[-2]:
            return own[-1:]
    return []


def _shows_blanks_beside(placed: Placed) -> bool:
    """Return whether a row has blank cells, all of them on the line of its label."""
    label = placed.row.label
    rows = {cell.cell.row for cell in placed.row.cells if cell.type == EMPTY}
    return label is not None and rows == {label.last.row}


def _apart(placed: Placed) -> list[Typed]:
    """Return the numbers of a row that may be none of its own: those below, where others stand beside its label."""
    if placed.row.label is None:
        return _alone(placed)
    line = placed.row.label.last.line
    below = [cell for cell in values(placed.row) if cell.cell.line != line]
    beside = any(cell.cell.line == line for cell in placed.row.cells)
    return below if beside and len(below) <= _FEW else []


def _has_gap(above: Run, below: Run | None, rows: Sequence[str]) -> bool:
    """Return whether a row of the form is missing between two rows: what stands there may be its numbers."""
    if below is None or above.placed is None or below.placed is None:
        return False
    return rows.index(below.placed.row.rule) > rows.index(above.placed.row.rule) + 1


def _tell_bare(above: Run, below: Run | None, columns: int, gap: bool) -> None:
    """Tell two rows the bare numbers between them."""
    bare = above.cells
    if above.placed is not None:
        own = values(above.placed.row)
        bare = [*own[columns:], *above.cells[len(own) :]]
        if len(own) <= columns and not above.placed.certain:
            bare = [*above.placed.beside.apart, *bare]
    if not 0 < len(bare) <= _FEW:
        return
    if below is not None and below.placed is not None and _may_have_lost(below.placed):
        believe_no_more(below.placed)
    near = [run.placed for run in (above, below) if run is not None and run.placed is not None]
    lacking = [one for one in near if _lacks(one, columns)]
    for one in near:
        alone = len(bare) == len(lacking) == 1 and one is lacking[0] and _is_alone(bare[0], above)
        if alone and not gap and not any(other.beside.astray for other in near):
            one.beside.torn = [*one.beside.torn, *bare]
        else:
            one.beside.strays = [*one.beside.strays, *bare]


def _is_alone(number: Typed, run: Run) -> bool:
    """Return whether a number stands on a line of its own, or all numbers do."""
    lines = [cell.cell.line for cell in run.cells]
    return lines.count(number.cell.line) == 1


def _may_have_lost(placed: Placed) -> bool:
    """Return whether a bare number before a row may be what one of its blank cells has lost."""
    if any(cell.cell.extent is not None for cell in placed.row.cells) or placed.rule not in (
        "",
        "number-broken",
        "row-offset",
    ):
        return False
    return bool(values(placed.row)) and any(slot.cell is None or slot.cell.type == EMPTY for slot in placed.slots)


def _tell_behind(run: Run, columns: int, gap: bool) -> None:
    """Tell a row the rest of its numbers, where a page or a line ends within it; more are not its rest alone."""
    if run.placed is None or run.placed.certain:
        return
    behind = run.cells[len(values(run.placed.row)) :]
    if len(behind) > _FEW:
        if len(run.cells) <= columns + 1 and not gap:
            run.placed.beside.behind = behind
        else:
            run.placed.beside.astray = True


def _lacks(placed: Placed, columns: int) -> bool:
    return len(values(placed.row)) - len(placed.beside.apart) < columns and not placed.certain


def _doubt_beside_empty(found: Sequence[Run], columns: int) -> None:
    """Doubt rows beside a label that has no numbers, where numbers stand on other lines than labels.

    The numbers of several rows may stand behind the last of their labels, or those of a row before its label. Where
    some do, and are not as many rows as there are labels without numbers, a row is not believed even if its sums hold.
    """
    moved = 0 < sum(_rows_too_many(run, columns) for run in found) != sum(map(is_bare, found))
    for above, below in pairwise(found[1:]):
        for one, other in ((above, below), (below, above)):
            if one.placed is not None and not other.cells and not other.opaque and stands_apart(one.placed):
                one.placed.beside.astray = one.placed.beside.shaky = True
                if moved and is_bare(other) and one.placed.certain:
                    believe_no_more(one.placed)


def _doubt_between(found: Sequence[Run], columns: int) -> None:
    """Doubt all rows between a label without numbers and numbers too many: each may have those of the row beside it."""
    bare, over = _unpaired(found, columns)
    for at in bare:
        for other in (max((o for o in over if o < at), default=None), min((o for o in over if o > at), default=None)):
            if other is not None:
                for run in found[min(at, other) : max(at, other) + 1]:
                    if run.placed is not None and not run.opaque and stands_apart(run.placed):
                        run.placed.beside.astray = True
                        believe_no_more(run.placed)


def _unpaired(found: Sequence[Run], columns: int) -> tuple[list[int], list[int]]:
    """Return where labels have no numbers, and where numbers are too many.

    What is next to each other makes up for each other, a row of numbers for a label, and concerns nobody else.
    """
    bare = [at for at, run in enumerate(found) if is_bare(run)]
    over = []
    for at, run in enumerate(found):
        rows = _rows_too_many(run, columns)
        for step in (-1, 1):
            near = at + step
            while rows and near in bare:
                bare.remove(near)
                near, rows = near + step, rows - 1
        over += [at] * bool(rows)
    return bare, over


def _rows_too_many(run: Run, columns: int) -> int:
    """Return how many rows the numbers behind those of a row may be: one at least, if they are several."""
    surplus = _too_many(run, columns)
    return max(surplus // columns, 1) if surplus >= _SEVERAL else 0


def _too_many(run: Run, columns: int) -> int:
    """Return how many numbers stand behind those of a row: behind those on the line of its label, if any do."""
    if run.placed is None:
        return len(run.cells) + run.elsewhere
    row = run.placed.row
    beside = sum(row.label is not None and cell.cell.row == row.label.last.row for cell in values(row))
    return len(run.cells) - (beside or min(len(values(row)), columns))


def _doubt_blank_beside_numbers(found: Sequence[Run]) -> None:
    """Leave rows unread of which all cells are blank, beside number rows that have no label."""
    apart = [any(len(row.cells) >= _SEVERAL and row.label is None for row in run.loose) for run in found]
    near = [False] * len(found)
    for order in (range(1, len(found)), range(len(found) - 1, 0, -1)):
        beside = False
        for at in order:
            run = found[at]
            own = values(run.placed.row) if run.placed is not None else []
            beside = not own and (beside or apart[at] or apart[at - 1])
            near[at] = near[at] or beside
    for run, doubted in zip(found, near, strict=True):
        if doubted and run.placed is not None:
            _leave_blank_unread(run.placed)


def _leave_blank_unread(placed: Placed) -> None:
    if any(slot.cell is not None and slot.cell.type == EMPTY for slot in placed.slots):
        placed.slots = [Slot(rule="numbers-before-labels") for _ in placed.slots]
        placed.rule = "numbers-before-labels"
