"""Which cells are wrong: the smallest changes that explain the broken sums of a report.

Sums that are broken cross each other: a wrong cell breaks its row and its column by the same difference. So the
fewest changes are looked for that together let every broken sum hold and break none. Where several are equally
small, all are told, and none is chosen. What no small change explains is told as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import prod

from attrs import define, frozen

from govparse.checks.arithmetic.candidates import candidates, with_blanks
from govparse.checks.arithmetic.ledger import COST, SLIPS, Explanation, Ledger, bits
from govparse.records import Change, Mend

_STEPS = 2000
"""So many steps are taken to find the fewest changes, in all; a report that needs more has no small explanation."""
_SOLUTIONS = 400
"""More ways to explain the same sums than this explain nothing."""
_WAYS = 12
"""More ways to explain the same sums by several changes each are left aside."""
_DEEP = 3
"""So many errors whose sums are mixed up with each other are told apart."""
_CROWD = 12
"""More broken sums than this are not searched for errors that share a sum."""

Solution = tuple[Explanation, ...]
Solved = tuple[int, list[Solution]]
"""Broken sums, and the smallest sets of changes that explain all of them."""


@frozen
class Located:
    """Broken sums (by their numbers) and the changes, equally small, any of which explains them.

    `shared` are those of the sums that hold only if another such place is mended as well.
    """

    lines: tuple[int, ...]
    mends: tuple[Mend, ...] = ()
    shared: tuple[int, ...] = ()


@define
class _Budget:
    steps: int = _STEPS

    def spend(self) -> bool:
        """Take a step; return whether there was one left."""
        self.steps -= 1
        return self.steps >= 0


def localise(ledger: Ledger) -> list[Located]:
    """Return what explains the broken sums of a report, in the order of its sums; each sum is in one at least."""
    if not ledger.broken:
        return []
    known = candidates(ledger)
    budget = _Budget()
    apart = [e for e in known if not e.disturbed]
    solved = list(_solve(ledger, apart, ledger.measured_mask, budget))
    left = ledger.measured_mask
    for covered, _ in solved:
        left &= ~covered
    if left:
        solved, left = _errors_together(ledger, known, solved, left, budget)
    if left:
        spare = [e for e in with_blanks(ledger) if not e.mended & ~left]
        solved += _solve(ledger, spare, left, budget)
    located = [place for _, solutions in solved for place in _tell(solutions)]
    told = {line for place in located for line in place.lines}
    located += [Located((line,)) for line in ledger.broken if line not in told]
    return sorted(located, key=lambda place: place.lines)


def _groups(masks: Iterable[int], lines: int) -> list[int]:
    """Return sets of lines such that no mask reaches from one set into another."""
    found = [1 << line for line in bits(lines)]
    for mask in masks:
        if mask & lines:
            joined = mask
            for group in found:
                if group & mask:
                    joined |= group
            found = [group for group in found if not group & mask]
            found.append(joined)
    return sorted(found, key=lambda group: group & -group)


# ── the fewest changes with effects apart from each other ──────────────────────────


def _solve(ledger: Ledger, known: Sequence[Explanation], lines: int, budget: _Budget) -> Iterator[Solved]:
    """Yield sums, and the smallest sets of changes that explain all of them; not what cannot be explained."""
    for group in _groups([e.mended for e in known], lines):
        own = [e for e in known if e.mended & group]
        covered, solutions = _cover(ledger, group, own, budget)
        single = [e for e in own if len(e.changes) == 1]
        if len(single) < len(own) and any(_tangled(part) for part in _parts(solutions)):
            # Where any two cells of a table full of 0 and 1 may have changed places, it is no explanation.
            yield from _solve(ledger, single, group, budget)
        elif covered:
            yield covered, solutions


def _cover(ledger: Ledger, group: int, known: Sequence[Explanation], budget: _Budget) -> Solved:
    """Return what of a group can be explained, and the smallest sets of changes that do."""
    at_once = [e for e in known if e.mended & ledger.measured_mask == group & ledger.measured_mask]
    if at_once:
        least = min(_smallness(e) for e in at_once)
        if least[0] == 1:
            return group, [(e,) for e in at_once if _smallness(e) == least]
    order = sorted(bits(group & ledger.measured_mask), key=lambda line: sum(e.mended >> line & 1 for e in known))
    options = {line: sorted((e for e in known if e.mended >> line & 1), key=_promise) for line in order}
    best: list[tuple[tuple[int, int, int], Solution]] = []

    def search(place: int, free: int, chosen: Solution, unexplained: int, slips: int, cost: int) -> bool:
        """Go on behind `place`; return whether the search has ended by itself."""
        while place < len(order) and not free >> order[place] & 1:
            place += 1
        ended = place == len(order)
        least = (unexplained, slips + (not ended), cost + (not ended))
        if best and least > best[0][0]:
            return True
        if not budget.spend():
            return False
        if ended:
            covered = 0
            for explanation in chosen:
                covered |= explanation.mended
            if ledger.agree(chosen, covered):
                if best and least < best[0][0]:
                    best.clear()
                best.append((least, chosen))
            return len(best) <= _SOLUTIONS
        line = order[place]
        for explanation in options[line]:
            if not explanation.mended & ~free and not search(
                place + 1,
                free & ~explanation.mended,
                (*chosen, explanation),
                unexplained,
                slips + SLIPS[explanation.kind],
                cost + COST[explanation.kind],
            ):
                return False
        return search(place + 1, free & ~(1 << line), chosen, unexplained + 1, slips, cost)

    if not search(0, group, (), 0, 0, 0) or not best or not best[0][1]:
        return 0, []
    solutions = [solution for _, solution in best]
    covers = {_touched(solution) & ledger.measured_mask for solution in solutions}
    if len(covers) > 1:  # not even which sums are explained is certain: what all agree on is
        solutions = [tuple(e for e in solutions[0] if all(e in other for other in solutions))]
    return _touched(solutions[0]) & ledger.measured_mask, solutions


def _smallness(explanation: Explanation) -> tuple[int, int]:
    return SLIPS[explanation.kind], COST[explanation.kind]


def _promise(explanation: Explanation) -> tuple[int, tuple[int, int]]:
    return -explanation.mended.bit_count(), _smallness(explanation)


def _touched(solution: Iterable[Explanation]) -> int:
    lines = 0
    for explanation in solution:
        lines |= explanation.touched
    return lines


# ── errors that have a sum in common ───────────────────────────────────────────────


def _errors_together(
    ledger: Ledger,
    known: Sequence[Explanation],
    solved: list[Solved],
    left: int,
    budget: _Budget,
) -> tuple[list[Solved], int]:
    """Explain what is left by several errors that have a sum in common, so that it is off by what they add up to."""
    for group in _groups([e.touched for e in known], ledger.measured_mask):
        if not group & left or group.bit_count() > _CROWD:
            continue
        solutions = _jointly(ledger, group, [e for e in known if e.touched & group and SLIPS[e.kind] == 1], budget)
        if solutions:
            solved = [pair for pair in solved if not pair[0] & group] + [(group, solutions)]
            left &= ~group
    return solved, left


def _jointly(ledger: Ledger, group: int, known: Sequence[Explanation], budget: _Budget) -> list[Solution]:
    """Return the smallest sets of changes that let a whole group hold, effects added up."""
    found: dict[frozenset[int], tuple[int, Solution]] = {}
    lines = bits(group)
    touching = {line: [e for e in known if e.touched >> line & 1] for line in lines}

    def search(deep: int, chosen: Solution) -> bool:
        total: dict[int, int] = {}
        for explanation in chosen:
            for line, delta in explanation.effect.items():
                total[line] = total.get(line, 0) + delta
        wrong = [n for n in lines if not ledger.fine(n, ledger.difference[n] + total.get(n, 0))]
        if not budget.spend():
            return False
        if not wrong:
            if ledger.agree(chosen, group):
                found[frozenset(map(id, chosen))] = sum(COST[e.kind] for e in chosen), chosen
            return len(found) <= _SOLUTIONS
        if not deep:
            return True
        options = min((touching[line] for line in wrong), key=len)
        return all(search(deep - 1, (*chosen, e)) for e in options if e not in chosen)

    for deep in range(2, _DEEP + 1):
        if not search(deep, ()):
            return []
        if found:
            least = min(cost for cost, _ in found.values())
            return [solution for cost, solution in found.values() if cost == least]
    return []


# ── telling ────────────────────────────────────────────────────────────────────────


def _tell(solutions: Sequence[Solution]) -> Iterator[Located]:
    """Yield what is the same in all solutions, and the rest in parts that are independent of each other."""
    if len(solutions) == 1:
        for explanation in solutions[0]:
            others = [e for e in solutions[0] if e is not explanation]
            shared = explanation.touched & (_touched(others) | explanation.disturbed)
            yield Located(tuple(bits(explanation.touched)), (explanation.mend,), tuple(bits(shared)))
        return
    parts = _parts(solutions)
    if len(parts) > 1:
        for part in parts:
            yield from _tell(part)
    elif solutions:
        lines = _touched(solutions[0])
        for solution in solutions:
            lines &= _touched(solution)
        yield Located(tuple(bits(lines)), tuple(_mends(solutions)))


def _parts(solutions: Sequence[Solution]) -> list[list[Solution]]:
    """Return solutions in parts that are independent of each other: any choice within each is a solution."""
    masks = [e.touched for solution in solutions for e in solution]
    within: list[list[Solution]] = []
    for part in _groups(masks, _touched(e for solution in solutions for e in solution)):
        ways: dict[frozenset[int], Solution] = {}
        for solution in solutions:
            own = tuple(e for e in solution if e.touched & part)
            ways.setdefault(frozenset(map(id, own)), own)
        within.append(list(ways.values()))
    return within if prod(map(len, within)) == len(solutions) else [list(solutions)]


def _tangled(part: Sequence[Solution]) -> bool:
    return len(part) > _WAYS and len(part[0]) > 1


def _mends(solutions: Sequence[Solution]) -> list[Mend]:
    """Return a mend for each solution, slips of a digit first; one of several changes holds them all."""
    mends: dict[frozenset[Change], Mend] = {}
    for solution in solutions:
        changes = tuple(change for e in solution for change in e.changes)
        mends.setdefault(frozenset(changes), solution[0].mend if len(solution) == 1 else Mend("cell", changes))
    return sorted(mends.values(), key=lambda mend: mend.kind != "digit")
