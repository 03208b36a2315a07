"""What must hold of every solution: bounds of each cell, narrowed by one sum after the other until none gives more.

Whatever is ruled out here is in no solution. What is left need not be in one: that is what the search is for.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define

from govparse.placement.proof.system import Equation, Line, Spot, System

INFINITE = 10**18
_LARGE = 10**17
"""No printed number comes near: what is larger is a sum with something infinite in it."""


class Ended(Exception):
    """The steps allowed are used up."""


@define
class Steps:
    """How much work may still be done: one step looks at one placement of one row, or at one sum."""

    left: int

    def spend(self, count: int) -> None:
        """Count steps. Raises `Ended` when there are none left."""
        self.left -= count
        if self.left < 0:
            raise Ended


@define(eq=False)
class State:
    """What is known so far: the choices of each line that are left, and the bounds of each cell."""

    alive: list[list[int]]
    low: list[list[int]]
    high: list[list[int]]

    @classmethod
    def of(cls, system: System) -> State:
        """Return the state in which nothing is known."""
        return cls(
            [list(range(len(line.choices))) for line in system.lines],
            [[0] * line.columns for line in system.lines],
            [[INFINITE] * line.columns for line in system.lines],
        )

    def copy(self) -> State:
        """Return a copy that can be changed."""
        return State(list(self.alive), [list(row) for row in self.low], [list(row) for row in self.high])


def narrow(system: System, state: State, steps: Steps, lines: Iterable[int] | None = None) -> bool:
    """Narrow a state until no sum gives more; False if there is no solution in it.

    `lines`: those that have changed, all if None. Raises `Ended`.
    """
    waiting = dict.fromkeys(range(len(system.lines)) if lines is None else lines)
    sums = dict.fromkeys(
        range(len(system.equations)) if lines is None else (e for i in waiting for e in system.equations_with[i])
    )
    while waiting or sums:
        if waiting:
            number = next(iter(waiting))
            del waiting[number]
            changed = _narrow_line(system.lines[number], number, state, steps)
            if changed is None:
                return False
            for column in changed:
                sums.update(dict.fromkeys(system.equations_of.get((number, column), ())))
        else:
            equation = next(iter(sums))
            del sums[equation]
            touched = _narrow_equation(system.equations[equation], state, steps)
            if touched is None:
                return False
            for spot in touched:
                waiting[spot[0]] = None
                sums.update(dict.fromkeys(other for other in system.equations_of[spot] if other != equation))
    return True


def _narrow_line(line: Line, number: int, state: State, steps: Steps) -> list[int] | None:
    """Drop the choices that do not fit the bounds; None if none is left.

    Return the columns whose bounds are narrower now.
    """
    low, high, alive = state.low[number], state.high[number], state.alive[number]
    steps.spend(len(alive))
    columns = range(len(low))
    lowest, highest = [INFINITE] * len(low), [-1] * len(low)
    left = []
    for choice in alive:
        bounds = _fitted(line, choice, low, high)
        if bounds is None:
            continue
        left.append(choice)
        own_low, own_high = bounds
        for column in columns:
            if own_low[column] < lowest[column]:
                lowest[column] = own_low[column]
            if own_high[column] > highest[column]:
                highest[column] = own_high[column]
    if not left:
        return None
    if len(left) < len(alive):
        state.alive[number] = left
    changed = [column for column in columns if lowest[column] != low[column] or highest[column] != high[column]]
    if changed:
        state.low[number], state.high[number] = lowest, highest
    return changed


def _fitted(line: Line, choice: int, low: list[int], high: list[int]) -> tuple[list[int], list[int]] | None:
    """Return the bounds of the cells of a row in one of its placements; None if it does not fit."""
    own_low, own_high = low[:], high[:]
    for column, value in enumerate(line.choices[choice]):
        if value is not None:
            if not low[column] <= value <= high[column]:
                return None
            own_low[column] = own_high[column] = value
    for sum_ in line.sums:
        least = most = 0
        for column in sum_.inner:
            least += own_low[column]
            most += own_high[column]
        total_low, total_high = own_low[sum_.total], own_high[sum_.total]
        if least > total_high or most < total_low:
            return None
        if least == most == total_low == total_high:
            continue
        for column in sum_.inner:
            its_low, its_high = own_low[column], own_high[column]
            if its_low < its_high:
                own_low[column] = max(its_low, total_low - (most - its_high))
                if total_high < _LARGE:
                    own_high[column] = min(its_high, total_high - (least - its_low))
        own_low[sum_.total] = max(total_low, least)
        own_high[sum_.total] = min(total_high, most)
    return own_low, own_high


def _narrow_equation(equation: Equation, state: State, steps: Steps) -> list[Spot] | None:
    """Narrow the cells of a sum by each other; return those whose bounds are narrower now, None if it cannot hold."""
    steps.spend(1)
    low, high = state.low, state.high
    least = most = 0  # of left minus right, which is to be 0
    for line, column in equation.left:
        least += low[line][column]
        most += high[line][column]
    for line, column in equation.right:
        least -= high[line][column]
        most -= low[line][column]
    if least > 0 or (most < 0 and not equation.more):
        return None
    if least == most:
        return []
    touched: list[Spot] = []
    for line, column in equation.left:
        its_low, its_high = low[line][column], high[line][column]
        if its_low < its_high:
            at_least = its_low if equation.more else max(its_low, its_high - most)
            at_most = min(its_high, its_low - least)
            if _bound(state, line, column, at_least, at_most):
                touched.append((line, column))
    for line, column in equation.right:
        its_low, its_high = low[line][column], high[line][column]
        if its_low < its_high:
            at_least = max(its_low, its_high + least)
            at_most = its_high if equation.more else min(its_high, its_low + most)
            if _bound(state, line, column, at_least, at_most):
                touched.append((line, column))
    return touched


def _bound(state: State, line: int, column: int, low: int, high: int) -> bool:
    """Set the bounds of a cell; return whether they are other ones."""
    if high >= _LARGE:
        high = INFINITE
    if low == state.low[line][column] and high == state.high[line][column]:
        return False
    state.low[line][column], state.high[line][column] = low, high
    return True
