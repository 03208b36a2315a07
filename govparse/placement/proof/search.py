"""Which placements can be part of a whole that satisfies all sums: bounds first, then a search with a budget.

A cell is proved if every solution shows the same there: the search looks for solutions in which it shows another
thing, and where there is none drops the choices that do. What it cannot decide within its steps counts as possible.
"""

from __future__ import annotations

from collections.abc import Hashable
from contextlib import suppress
from typing import Literal

from attrs import define, field

from govparse.placement.proof.bounds import Ended, State, Steps, narrow
from govparse.placement.proof.system import Spot, System

Verdict = Literal["settled", "unsatisfied", "ended"]
"""`settled`: there is a solution; `unsatisfied`: there is none; `ended`: the steps ended before one was found.
Then what the bounds rule out is ruled out all the same."""
_SHARE = 8
"""One question may cost this part of all steps."""


@define(eq=False)
class Settled:
    """What the sums say about a table."""

    verdict: Verdict
    state: State
    """The choices that are left for each line, and the bounds of each cell. No solution has another choice."""
    unasked: set[Spot] = field(factory=set)
    """Cells of which the steps ended before they could be settled."""

    def shown(self, system: System, line: int, column: int) -> set[Hashable]:
        """Return what the choices left show at a cell: if that is one thing, every solution shows it."""
        return {system.lines[line].seen(choice, column) for choice in self.state.alive[line]}


def settle(system: System, steps: Steps) -> Settled:
    """Settle a system as far as its sums do and the steps allow."""
    state = State.of(system)
    try:
        if not narrow(system, state, steps):
            return Settled("unsatisfied", state)
        return _Search(system, steps).run(state)
    except Ended:
        return Settled("ended", state)


def solvable(system: System, steps: Steps) -> bool:
    """Return whether a system has a solution. Raises `Ended`."""
    state = State.of(system)
    if not narrow(system, state, steps):
        return False
    return _Search(system, steps).ask(state, steps.left) is not None


@define(eq=False)
class _Search:
    system: System
    steps: Steps
    spare: Steps = field(init=False)
    """For what refuted readings say about other cells: as many steps again as questions may cost."""
    met: dict[Spot, set[Hashable]] = field(factory=dict)
    """Cell of a line with several choices → what solutions have shown there."""

    def __attrs_post_init__(self) -> None:
        self.spare = Steps(self.steps.left)

    def run(self, state: State) -> Settled:
        """Find solutions until each cell has shown two things, or is known to show but one."""
        open_lines = [i for i, alive in enumerate(state.alive) if len(alive) > 1]
        allowance = max(self.steps.left // _SHARE, 1)
        first = self.ask(state, allowance * 2)
        if first is None:
            return Settled("unsatisfied", state)
        self.note(first, open_lines)
        settled = Settled("settled", state)
        for spot in [(i, column) for i in open_lines for column in range(self.system.lines[i].columns)]:
            line, column = spot
            if len(self.met[spot]) > 1:
                continue
            (shown,) = self.met[spot]
            others = [c for c in state.alive[line] if self.system.lines[line].seen(c, column) != shown]
            if others:
                try:
                    found = self.ask(state, min(allowance, self.steps.left), line, others)
                except Ended:
                    settled.unasked.add(spot)
                    continue
                if found is not None:
                    self.note(found, open_lines)
                    continue
                kept = set(state.alive[line]) - set(others)
                state.alive[line] = [c for c in state.alive[line] if c in kept]
                with suppress(Ended):  # then other cells stay wider than they might be
                    narrow(self.system, state, self.spare, [line])  # there is a solution: it cannot fail
        return settled

    def note(self, solution: State, lines: list[int]) -> None:
        """Remember what a solution shows."""
        for i in lines:
            line, (choice,) = self.system.lines[i], solution.alive[i]
            for column in range(line.columns):
                self.met.setdefault((i, column), set()).add(line.seen(choice, column))

    def ask(
        self, state: State, allowance: int, line: int | None = None, choices: list[int] | None = None
    ) -> State | None:
        """Return a solution in a state, with one of some choices for one line; None if there is none.

        Raises `Ended` when it has cost what it may.
        """
        own = Steps(allowance)
        start = state.copy()
        try:
            if line is not None and choices is not None:
                start.alive[line] = choices
                if not narrow(self.system, start, own, [line]):
                    return None
            return self.solve(start, own)
        finally:
            self.steps.left -= allowance - max(own.left, 0)

    def solve(self, state: State, steps: Steps) -> State | None:
        """Return a solution in a state that is as narrow as it gets."""
        open_lines = [i for i, alive in enumerate(state.alive) if len(alive) > 1]
        if open_lines:
            line = min(open_lines, key=lambda i: len(state.alive[i]))
            for choice in self.in_order(line, state.alive[line]):
                if (found := self.tried(state, steps, line, choice)) is not None:
                    return found
            return None
        return self.filled(state, steps)

    def tried(self, state: State, steps: Steps, line: int, choice: int) -> State | None:
        """Return a solution with one choice for one line."""
        further = state.copy()
        further.alive[line] = [choice]
        return self.solve(further, steps) if narrow(self.system, further, steps, [line]) else None

    def in_order(self, line: int, alive: list[int]) -> list[int]:
        """Return choices, those first that show what no solution has shown yet."""
        of = self.system.lines[line]
        news = {
            c: sum(of.seen(c, column) not in self.met.get((line, column), ()) for column in range(of.columns))
            for c in alive
        }
        return sorted(alive, key=lambda c: (not of.whole[c], -news[c]))

    def filled(self, state: State, steps: Steps) -> State | None:
        """Return a solution where only unknowns are left: each is tried from its least value on."""
        spot = self.narrowest(state)
        if spot is None:
            return state
        line, column = spot
        value = state.low[line][column]
        while value <= state.high[line][column]:
            further = state.copy()
            further.low[line][column] = further.high[line][column] = value
            if narrow(self.system, further, steps, [line]):
                found = self.filled(further, steps)
                if found is not None:
                    return found
            steps.spend(1)
            value += 1
        return None

    def narrowest(self, state: State) -> Spot | None:
        """Return the unknown cell with the fewest values left."""
        spots = [
            (state.high[i][column] - low, i, column)
            for i, row in enumerate(state.low)
            for column, low in enumerate(row)
            if low < state.high[i][column]
        ]
        return min(spots)[1:] if spots else None
