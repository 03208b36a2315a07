"""What a change of cells would do to the sums of a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from attrs import frozen

from govparse.checks.arithmetic.outcomes import Cells, Judged, exceeds
from govparse.checks.arithmetic.sums import Sums
from govparse.records import Change, Mend

Kind = Literal["cell", "row", "swap", "shift", "pair"]
"""As in `Mend`, slips of a digit being cells; `pair`: two cells of a row or of a column changed so that their own sum
stays as it is, as when an application was counted in the wrong one."""
SLIPS: dict[Kind, int] = {"cell": 1, "row": 1, "swap": 1, "shift": 1, "pair": 2}
"""How many slips a change is made of."""
COST: dict[Kind, int] = {"cell": 1, "row": 2, "swap": 2, "shift": 2, "pair": 3}
"""How small a change is, among those of as many slips. One cell is less than several. A slip of one digit is likelier
than another number in the same cell, but not by so much that the other may be left unsaid; the same goes for the
slips of two cells and more."""

HOLDS = frozenset({"holds", "holds if blanks are zero"})


@frozen
class Explanation:
    """Changes of cells, and what they would do to broken sums. Sets of lines are bits of a whole number."""

    kind: Kind
    changes: tuple[Change, ...]
    effect: dict[int, int]
    """Line → how much its difference would change by."""
    mended: int
    """Broken lines that could hold then."""
    disturbed: int
    """Broken lines that would still be broken, by another difference."""
    restored: int = 0
    """Lines with blanks that were not assessable, and would hold if blanks are zero."""

    @property
    def touched(self) -> int:
        """Broken lines that would change."""
        return self.mended | self.disturbed

    @property
    def mend(self) -> Mend:
        """The same as a record."""
        if self.kind == "cell" and one_digit(self.changes[0].printed or 0, self.changes[0].value):
            return Mend("digit", self.changes)
        return Mend("cell" if self.kind == "pair" else self.kind, self.changes)


class Ledger:
    """The sums of one report with their outcomes, and what changes of its cells would do to them."""

    def __init__(self, sums: Sums, cells: Cells, judged: Sequence[Judged]) -> None:
        self.sums = sums
        self.values = cells.values
        self.blank = cells.blank
        self.judged = judged
        self.difference = [line.difference for line in judged]
        self.broken = [n for n, line in enumerate(judged) if line.outcome == "broken"]
        # Where cells are unread or absent, a sum tells that something is wrong, and not by how much.
        self.measured = [n for n in self.broken if judged[n].blanks_only]
        self.broken_mask = lines_of(self.broken)
        self.measured_mask = lines_of(self.measured)

    def fine(self, line: int, difference: int) -> bool:
        """Return whether a sum could hold with this difference.

        One that holds must go on to hold, blanks taken as zero. Of one that does not it is enough that numbers of
        zero or more could stand where none is printed.
        """
        judged = self.judged[line]
        if difference == 0 or judged.anything:
            return difference == 0 or judged.outcome == "not assessable"
        return judged.outcome not in HOLDS and not exceeds(difference, judged.open_left, judged.open_right)

    def effect(self, changes: Iterable[Change]) -> dict[int, int]:
        """Return line → how much its difference changes by."""
        found: dict[int, int] = {}
        for change in changes:
            delta = change.value - (change.printed or 0)
            for line, sign in self.sums.parts[change.code]:
                found[line] = found.get(line, 0) + sign * delta
        return found

    def explain(self, kind: Kind, changes: tuple[Change, ...]) -> Explanation | None:
        """Return what changes would do; None if they break a sum that holds, or mend none that is broken."""
        effect = self.effect(changes)
        mended = disturbed = restored = 0
        for line, delta in effect.items():
            if not delta:
                continue
            fine = self.fine(line, self.difference[line] + delta)
            if self.broken_mask >> line & 1:
                if fine:
                    mended |= 1 << line
                else:
                    disturbed |= 1 << line
            elif not fine:
                return None
            elif self.difference[line] + delta == 0 and self.judged[line].blanks_only:
                restored |= 1 << line
        # Only a sum of which it is known by how much it is wrong tells what it should be.
        if not mended & self.measured_mask:
            return None
        return Explanation(kind, changes, effect, mended, disturbed, restored)

    def agree(self, explanations: Sequence[Explanation], lines: int) -> bool:
        """Return whether all these changes together let these broken lines hold, and break no other."""
        total: dict[int, int] = {}
        seen: set[str] = set()
        for explanation in explanations:
            codes = {change.code for change in explanation.changes}
            if codes & seen:
                return False
            seen |= codes
            for line, delta in explanation.effect.items():
                total[line] = total.get(line, 0) + delta
        return all(
            self.fine(line, self.difference[line] + delta)
            for line, delta in total.items()
            if lines >> line & 1 or not self.broken_mask >> line & 1
        ) and all(line in total for line in bits(lines))


def lines_of(numbers: Iterable[int]) -> int:
    """Return a set of lines as bits."""
    mask = 0
    for number in numbers:
        mask |= 1 << number
    return mask


def bits(mask: int) -> list[int]:
    """Return the lines of a set, in order."""
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found


def one_digit(printed: int, meant: int) -> bool:
    """Return whether two numbers differ by one digit replaced, missing or added, or two neighbours exchanged."""
    a, b = sorted((str(printed), str(meant)), key=len)
    if len(a) == len(b):
        apart = [n for n, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
        if len(apart) == 1:
            return True
        return len(apart) == 2 and apart[1] - apart[0] == 1 and (a[apart[0]], a[apart[1]]) == (b[apart[1]], b[apart[0]])
    return len(b) - len(a) == 1 and any(a == b[:n] + b[n + 1 :] for n in range(len(b)))
