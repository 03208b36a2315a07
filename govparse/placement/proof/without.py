"""A table as a system of some of its sums: what it would be if the form did not prescribe the others."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import cache

from attrs import define, evolve, field

from govparse.forms.identities import Identity
from govparse.placement.proof.bounds import Ended, Steps
from govparse.placement.proof.lines import Table, listed
from govparse.placement.proof.search import solvable
from govparse.placement.proof.system import Line, System

_QUESTION = 20_000
"""What one question may cost, in steps."""
STEPS = 100_000
"""What all questions about one cell, in one order, may cost: those asked after that count as not answered."""


@define(eq=False)
class Sums:
    """The sums of a table, to be left out one by one. A set of them is a set of their numbers in `all`."""

    table: Table
    all: tuple[Identity, ...] = field(init=False)
    allowed: int = STEPS
    left: Steps = field(init=False)
    ended: bool = field(init=False, default=False)
    """Some question was not answered for want of steps."""
    _own: tuple[frozenset[int], ...] = field(init=False)
    """Row → the sums within it."""
    _line: Callable[[int, frozenset[int]], Line] = field(init=False)

    def __attrs_post_init__(self) -> None:
        system = self.table.system
        named = [*(s.name for line in system.lines for s in line.sums), *(e.name for e in system.equations)]
        self.all = tuple(name for name in named if isinstance(name, Identity))
        at = {name: number for number, name in enumerate(self.all)}
        self._own = tuple(
            frozenset(at[s.name] for s in line.sums if isinstance(s.name, Identity)) for line in system.lines
        )
        self._line = cache(self._listed)
        self.begin()

    def begin(self) -> None:
        """Begin with the questions about another cell: what they may cost does not depend on those before."""
        self.left, self.ended = Steps(self.allowed), False

    def system(self, kept: frozenset[int]) -> System:
        """Return the table as a system of some of its sums."""
        names = {self.all[number] for number in kept}
        lines = [self._line(number, own - kept) for number, own in enumerate(self._own)]
        return System(lines, [e for e in self.table.system.equations if e.name in names])

    def _listed(self, number: int, dropped: frozenset[int]) -> Line:
        """Return a row without some of its sums: it may have more placements."""
        line = self.table.system.lines[number]
        if not dropped:
            return line
        names = {self.all[at] for at in dropped}
        options = listed(self.table.entries[number], names)
        return Line(
            tuple(option.values for option in options),
            tuple(s for s in line.sums if s.name not in names),
            tuple(option.shown for option in options),
        )

    def shown_without(self, line: int, column: int) -> list[Hashable]:
        """Return what a cell could show if no sum were prescribed."""
        own = self._line(line, self._own[line])
        return list(dict.fromkeys(own.seen(choice, column) for choice in range(len(own.choices))))

    def refute(self, kept: frozenset[int], line: int, column: int, shown: Hashable) -> bool:
        """Return whether some of the sums rule out that a cell shows anything else, of a table that has a solution."""
        system = self.system(kept)
        own = system.lines[line]
        others = [choice for choice in range(len(own.choices)) if own.seen(choice, column) != shown]
        if not others:
            return True
        limited = evolve(
            own,
            choices=tuple(own.choices[choice] for choice in others),
            shown=tuple(own.shown[choice] for choice in others) if own.shown else (),
        )
        lines = [limited if number == line else other for number, other in enumerate(system.lines)]
        return self._none(_around(System(lines, system.equations), line))

    def contradict(self, kept: frozenset[int]) -> bool:
        """Return whether no placement satisfies all of some sums."""
        return self._none(self.system(kept))

    def _none(self, system: System) -> bool:
        """Return whether a system is known to have no solution."""
        steps = Steps(min(_QUESTION, self.left.left))
        allowed = steps.left
        try:
            return not solvable(system, steps)
        except Ended:
            self.ended = True
            return False
        finally:
            self.left.left -= allowed - max(steps.left, 0)


def _around(system: System, line: int) -> System:
    """Return the part of a system that is bound to a line by sums: the rest has a solution of its own."""
    reached, waiting = {line}, [line]
    while waiting:
        for equation in system.equations_with[waiting.pop()]:
            for other, _ in (*system.equations[equation].left, *system.equations[equation].right):
                if other not in reached:
                    reached.add(other)
                    waiting.append(other)
    kept = sorted(reached)
    at = {number: place for place, number in enumerate(kept)}
    equations = [
        evolve(e, left=tuple((at[i], c) for i, c in e.left), right=tuple((at[i], c) for i, c in e.right))
        for e in system.equations
        if all(i in at for i, _ in (*e.left, *e.right))
    ]
    return System([system.lines[number] for number in kept], equations)


def needed(order: Sequence[int], holds: Callable[[frozenset[int]], bool]) -> list[int] | None:
    """Return some of a sequence without any of which `holds` does not hold, those in front before those behind.

    `holds` must hold of a larger set if it holds of a smaller one. None where it is not known to hold of all.
    """
    low, high = 0, len(order)
    if not holds(frozenset(order)):
        return None
    while low < high:  # the shortest beginning of which it holds
        middle = (low + high) // 2
        if holds(frozenset(order[:middle])):
            high = middle
        else:
            low = middle + 1
    kept = list(order[:high])
    for number in reversed(kept.copy()):
        rest = [other for other in kept if other != number]
        if holds(frozenset(rest)):
            kept = rest
    return kept
