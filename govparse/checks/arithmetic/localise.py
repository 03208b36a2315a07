"""Which cells are wrong: the smallest changes that explain the broken sums of a report.

Sums that are broken cross each other: a wrong cell breaks its row and its column by the same difference. So the
fewest changes are looked for that together let every broken sum hold and break none. Where several are equally
small, all are told, and none is chosen. What no small change explains is told as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import define, frozen

from govparse.checks.arithmetic.candidates import candidates, with_blanks
from govparse.checks.arithmetic.ledger import COST, Explanation, Ledger, bits
from govparse.records import Mend

_STEPS = 2000
"""So many steps are taken to find the fewest changes, in all; a report that needs more has no small explanation."""
_SOLUTIONS = 400
"""More ways to explain the same sums than this explain nothing."""
_DEEP = 3
"""So many errors whose sums are mixed up with each other are told apart."""
_CROWD = 12
"""More broken sums than this are not searched for errors that share a sum."""

Solution = tuple[Explanation, ...]


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
    solved: list[tuple[int, list[Solution]]] = []  # sums and what explains all of them
    left = 0
    for group in _groups([e.mended for e in known if not e.disturbed], ledger.measured_mask):
        covered, solutions = _cover(ledger, group, [e for e in known if not e.disturbed and e.mended & group], budget)
        solved.append((covered, solutions))
        left |= group & ledger.measured_mask & ~covered
    if left:
        solved, left = _errors_together(ledger, known, solved, left, budget)
    if left:
        spare = [e for e in with_blanks(ledger) if not e.mended & ~left]
        for group in _groups([e.mended for e in spare], left):
            covered, solutions = _cover(ledger, group, [e for e in spare if e.mended & group], budget)
            solved.append((covered, solutions))
    located = [place for covered, solutions in solved if covered for place in _tell(solutions)]
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


def _cover(ledger: Ledger, group: int, known: Sequence[Explanation], budget: _Budget) -> tuple[int, list[Solution]]:
    """Return what of a group can be explained, and the smallest sets of changes that do."""
    at_once = [e for e in known if e.mended & ledger.measured_mask == group & ledger.measured_mask]
    if at_once:
        least = min(COST[e.kind] for e in at_once)
        return group, [(e,) for e in at_once if COST[e.kind] == least]
    order = sorted(bits(group & ledger.measured_mask), key=lambda line: sum(e.mended >> line & 1 for e in known))
    options = {line: sorted((e for e in known if e.mended >> line & 1), key=_size) for line in order}
    best: list[tuple[tuple[int, int, int], Solution]] = []

    def search(place: int, free: int, chosen: Solution, unexplained: int, cost: int) -> bool:
        """Go on behind `place`; return whether the search has ended by itself."""
        while place < len(order) and not free >> order[place] & 1:
            place += 1
        ended = place == len(order)
        least = (unexplained, len(chosen) + (not ended), cost + (not ended))
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
                cost + COST[explanation.kind],
            ):
                return False
        return search(place + 1, free & ~(1 << line), chosen, unexplained + 1, cost)

    if not search(0, group, (), 0, 0) or not best or not best[0][1]:
        return 0, []
    solutions = [solution for _, solution in best]
    covers = {_touched(solution) & ledger.measured_mask for solution in solutions}
    if len(covers) > 1:  # not even which sums are explained is certain: what all agree on is
        solutions = [tuple(e for e in solutions[0] if all(e in other for other in solutions))]
    return _touched(solutions[0]) & ledger.measured_mask, solutions


def _size(explanation: Explanation) -> tuple[int, int]:
    return -explanation.mended.bit_count(), COST[explanation.kind]


def _touched(solution: Iterable[Explanation]) -> int:
    lines = 0
    for explanation in solution:
        lines |= explanation.touched
    return lines


# ── errors that have a sum in common ───────────────────────────────────────────────


def _errors_together(
    ledger: Ledger,
    known: Sequence[Explanation],
    solved: list[tuple[int, list[Solution]]],
    left: int,
    budget: _Budget,
) -> tuple[list[tuple[int, list[Solution]]], int]:
    """Explain what is left by several errors that have a sum in common, so that it is off by what they add up to."""
    for group in _groups([e.touched for e in known], ledger.measured_mask):
        if not group & left or group.bit_count() > _CROWD:
            continue
        solutions = _jointly(ledger, group, [e for e in known if e.touched & group], budget)
        if solutions:
            solved = [pair for pair in solved if not pair[0] & group] + [(group, solutions)]
            left &= ~group
    return solved, left


def _jointly(ledger: Ledger, group: int, known: Sequence[Explanation], budget: _Budget) -> list[Solution]:
    """Return the smallest sets of changes that let a whole group hold, effects added up."""
    found: dict[frozenset[int], tuple[int, Solution]] = {}

    def search(deep: int, chosen: Solution) -> bool:
        total: dict[int, int] = {}
        for explanation in chosen:
            for line, delta in explanation.effect.items():
                total[line] = total.get(line, 0) + delta
        wrong = [n for n in bits(group) if not ledger.fine(n, ledger.difference[n] + total.get(n, 0))]
        if not budget.spend():
            return False
        if not wrong:
            if ledger.agree(chosen, group):
                found[frozenset(map(id, chosen))] = sum(COST[e.kind] for e in chosen), chosen
            return len(found) <= _SOLUTIONS
        if not deep:
            return True
        options = min(([e for e in known if e.touched >> line & 1] for line in wrong), key=len)
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
    lines = _touched(e for solution in solutions for e in solution)
    parts = _groups([e.touched for solution in solutions for e in solution], lines)
    within: list[list[Solution]] = []
    for part in parts:
        ways: dict[tuple[int, ...], Solution] = {}
        for solution in solutions:
            own = tuple(e for e in solution if e.touched & part)
            ways.setdefault(tuple(sorted(map(id, own))), own)
        within.append(list(ways.values()))
    count = 1
    for alternatives in within:
        count *= len(alternatives)
    if len(parts) > 1 and count == len(solutions):
        for alternatives in within:
            yield from _tell(alternatives)
    else:
        for solution in solutions:
            lines &= _touched(solution)
        yield Located(tuple(bits(lines)), tuple(_mends(solutions)))


def _mends(solutions: Sequence[Solution]) -> list[Mend]:
    """Return a mend for each solution, slips of a digit first; one of several changes holds them all."""
    mends = [
        Mend(
            max((e.kind for e in solution), key=lambda kind: COST[kind]), tuple(c for e in solution for c in e.changes)
        )
        for solution in solutions
    ]
    return sorted(mends, key=lambda mend: mend.kind != "digit")
