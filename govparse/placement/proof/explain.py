"""Why a cell is what it is: the sums without which it would not be proved, or what keeps it from being proved."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Literal

from attrs import define, evolve, field, frozen

from govparse.forms.identities import Identity
from govparse.forms.rows import Typed
from govparse.placement.numbers import is_number
from govparse.placement.proof.bounds import Ended, Steps, narrow
from govparse.placement.proof.lines import Entry
from govparse.placement.proof.options import UNKNOWN
from govparse.placement.proof.pieces import digits_of
from govparse.placement.proof.prove import Proof, Refused
from govparse.placement.proof.system import Spot
from govparse.placement.proof.without import Sums, needed
from govparse.placement.rows import Placed, values
from govparse.records import Basis

Placing = Literal["sums", "any", "both", "refused", "order", "print"]
Doubt = Literal["contradiction", "steps", "unlisted", "open", "nothing", "pieces"]
Ground = Placing | Doubt
"""What decides about a cell, or leaves it open.

Placed: `sums`, they rule out all else; `any`, all placements have the same there, whatever the sums say; `both`, the
same number stands there by the order of the rows and as the row is printed; `refused`, as the rows are printed the sums
cannot hold, and their order leaves one other way; `order`, the order of the rows; `print`, the place in print.

Not placed: `contradiction`, no placement satisfies the sums of the table; `steps`, they ended; `unlisted`, it is not
known which placements the row may have; `open`, several readings satisfy the sums; `nothing`, no printed number can
stand there; `pieces`, the number that stands there is not printed in one place.
"""
_ASIDE = 30_000
"""What may be spent on asking what would settle a cell."""
_MOST = 60
"""Rows with more placements left are not asked whether knowing them would settle a cell."""


@frozen
class Why:
    """Why a cell is placed, or is not."""

    ground: Ground
    needed: tuple[Identity, ...] = ()
    """The sums that decide, each of which is needed; of a contradiction those that contradict each other."""
    sure: bool = True
    """Each of these sums is known to be needed: the steps did not end before that. Of an open cell: all rows were asked
    whether they would settle it."""
    others: tuple[Hashable, ...] = ()
    """What the cell could show as well, were there no sums: numbers, None for nothing."""
    printed: tuple[str, ...] = ()
    """The printed cells of the row."""
    columns: int = 0
    """The columns of the row."""
    together: bool = False
    """The numbers of the row run together."""
    cells: tuple[str, ...] = ()
    """Cells of the row (codes) any of which, if it were known, would settle this one."""
    rows: tuple[str, ...] = ()
    """Other rows (the code of their first cell) any of which, if it were known, would settle this one."""
    between: tuple[str | None, str | None] = (None, None)
    """Of a row placed by order: the rows (first cells) whose labels stand before and behind its numbers."""


@define(eq=False)
class Explainer:
    """Explains the cells of one table. What has been asked of its sums is kept for the next cell."""

    proof: Proof
    sums: Sums = field(init=False)
    _spots: dict[str, Spot] = field(init=False)
    _known: dict[str, Why] = field(factory=dict)
    _refused: dict[int, Why] = field(factory=dict)
    _contradiction: Why | None = None

    def __attrs_post_init__(self) -> None:
        table = self.proof.table
        self.sums = Sums(table)
        self._spots = {
            code: (line, column) for line, entry in enumerate(table.entries) for column, code in enumerate(entry.codes)
        }

    def __contains__(self, code: str) -> bool:
        return code in self._spots

    def why(self, code: str) -> Why:
        """Return why a cell is placed, or is not. `KeyError` for a cell of another table."""
        if code not in self._known:
            self._known[code] = self._why(*self._spots[code])
        return self._known[code]

    def _why(self, line: int, column: int) -> Why:
        entry = self.proof.table.entries[line]
        slots = [(placed, placed.slots[column]) for placed in entry.before]
        if any(slot.cell is None for _, slot in slots):
            why = self._open(line, column)
        else:
            why = next((self._placed(placed, slot.basis) for placed, slot in slots), Why("print"))
        columns = len(entry.codes)
        together = any(digits_of(placed.row, columns) is not None for placed in entry.before[:1])
        return evolve(why, printed=tuple(_printed(entry)), columns=columns, together=together)

    def _placed(self, placed: Placed, basis: Basis) -> Why:
        """Explain a cell that was placed before anything was tried with the placements of its row."""
        if basis == "order":
            return Why("order", between=self._between(placed))
        if basis == "printed":
            return Why("print")
        found = next((one for one in self.proof.refused if placed.row.rule in one.rules), None)
        return self._refusal(found) if found is not None else Why("both")

    def _refusal(self, refused: Refused) -> Why:
        if id(refused) not in self._refused:
            self._refused[id(refused)] = _contradiction(Sums(refused.table), "refused")
        return self._refused[id(refused)]

    def _open(self, line: int, column: int) -> Why:
        settled, entry = self.proof.settled, self.proof.table.entries[line]
        if settled.verdict == "unsatisfied":
            if self._contradiction is None:
                self._contradiction = _contradiction(self.sums, "contradiction")
            return self._contradiction
        shown = {entry.options[choice].shown[column] for choice in settled.state.alive[line]}
        if UNKNOWN in shown:
            return Why("unlisted")
        if len(shown) > 1:
            ended = settled.verdict == "ended" or (line, column) in settled.unasked
            return Why("steps") if ended else self._settled_by(line, column)
        (only,) = shown
        kept, sure = self._needed(line, column, only)
        others = tuple(other for other in self.sums.shown_without(line, column) if other != only)
        why = Why(
            "sums",
            tuple(self.sums.all[number] for number in kept),
            sure=sure,
            others=() if UNKNOWN in others else others,
        )
        if only is None:
            return evolve(why, ground="nothing")
        cells = [cell for option in entry.options for cell in option.cells[column] if option.shown[column] == only]
        if not cells or not is_number(cells[0]):
            return evolve(why, ground="pieces")
        return evolve(why, ground="sums" if why.needed else "any")

    def _needed(self, line: int, column: int, shown: Hashable) -> tuple[Sequence[int], bool]:
        """Return the sums that are needed to rule out all else at a cell, and whether each surely is.

        They are sought in two orders: what is sure goes before what is not, then what is less.
        """
        found: list[tuple[Sequence[int], bool]] = []
        for first in (False, True):
            self.sums.begin()
            order = self._order(line, column, rows_first=first)
            kept = needed(order, lambda kept: self.sums.refute(kept, line, column, shown))
            found.append((kept, not self.sums.ended) if kept is not None else (order, False))
        return min(found, key=lambda one: (not one[1], len(one[0])))

    def _order(self, line: int, column: int, *, rows_first: bool) -> list[int]:
        """Return the sums of the table in an order in which a reader would look at them for a cell.

        Those of the cell come first, then those of the total of its row, then those of other cells of the row, then the
        sums within other rows; or these before those.
        """
        entry = self.proof.table.entries[line]
        code, own = entry.codes[column], set(entry.codes)
        open_ = {other for number in self.proof.table.open for other in self.proof.table.entries[number].codes}
        totals = {entry.codes[sum_.total] for sum_ in self.proof.table.system.lines[line].sums}

        def distance(number: int) -> int:
            identity = self.sums.all[number]
            codes = identity.codes
            if code in codes:
                return ("row sum", "review sum", "balance", "result sum").index(identity.kind)
            if not totals.isdisjoint(codes):
                return 4
            if identity.kind in ("row sum", "review sum"):
                return 5 if rows_first and codes[0] in open_ else 7
            return 6 if not own.isdisjoint(codes) else 8

        return sorted(range(len(self.sums.all)), key=distance)

    # ── what would settle it ───────────────────────────────────────────────────────

    def _settled_by(self, line: int, column: int) -> Why:
        table, state = self.proof.table, self.proof.settled.state
        entry = table.entries[line]
        left = [entry.options[choice].shown for choice in state.alive[line]]
        cells = [code for other, code in enumerate(entry.codes) if other != column and _tells(left, other, column)]
        steps = Steps(_ASIDE)
        rows, sure = [], True
        try:
            for other in table.open:
                if other == line or len(state.alive[other]) < 2:
                    continue
                if len(state.alive[other]) > _MOST:
                    sure = False
                elif self._row_tells(other, line, column, steps):
                    rows.append(table.entries[other].codes[0])
        except Ended:
            sure = False  # of the others nothing is said
        return Why("open", sure=sure, cells=tuple(cells), rows=tuple(rows))

    def _row_tells(self, other: int, line: int, column: int, steps: Steps) -> bool:
        """Return whether each placement of a row leaves one reading of a cell. Raises `Ended`."""
        system, state = self.proof.table.system, self.proof.settled.state
        for choice in state.alive[other]:
            known = state.copy()
            known.alive[other] = [choice]
            if not narrow(system, known, steps, [other]):
                continue
            if len({system.lines[line].seen(one, column) for one in known.alive[line]}) > 1:
                return False
        return True

    # ── by order ───────────────────────────────────────────────────────────────────

    def _between(self, placed: Placed) -> tuple[str | None, str | None]:
        """Return the rows whose labels stand before and behind the numbers of a row."""
        begin = min(cell.cell.start for cell in values(placed.row))
        labels = sorted(
            (one.row.label.cell.start, entry.codes[0])
            for entry in self.proof.table.entries
            for one in entry.before
            if one.row.label is not None
        )
        before = [code for start, code in labels if start < begin]
        behind = [code for start, code in labels if start > begin]
        return (before[-1] if before else None), (behind[0] if behind else None)


def _contradiction(sums: Sums, ground: Ground) -> Why:
    kept = needed(range(len(sums.all)), sums.contradict)
    found = tuple(sums.all[number] for number in kept or ())
    return Why(ground, found, sure=kept is not None and not sums.ended)


def _tells(left: Sequence[Sequence[Hashable]], known: int, column: int) -> bool:
    """Return whether of several readings of a row those that are alike at one column are alike at another."""
    seen: dict[Hashable, Hashable] = {}
    return all(seen.setdefault(shown[known], shown[column]) == shown[column] for shown in left)


def _printed(entry: Entry) -> Iterator[str]:
    """Yield the printed cells of a row, as it is printed first."""
    for placed in entry.before[:1]:
        if placed.row.glued:
            yield placed.row.glued
        cells: list[Typed] = values(placed.row)
        yield from (cell.cell.text for cell in cells)
