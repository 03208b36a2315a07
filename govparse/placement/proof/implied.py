"""What the sums force a cell to be that shows no number: beside what is printed, never in its place."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from govparse.placement.proof.bounds import State, Steps, narrow
from govparse.placement.proof.system import Line, Spot, System, Values


def implied(system: System, state: State, steps: Steps) -> dict[Spot, int]:
    """Return the values that the sums force: with unknowns of zero or more, then with blanks as zero.

    `state` is what is known of a system that has a solution, as narrow as it gets. A blank is taken as zero
    for the sake of the others, where its row is whole without it; of itself that says nothing. Raises `Ended`.
    """
    forced = dict(_forced(state))
    lines, taken = [], set()
    for number, line in enumerate(system.lines):
        zeroed = {choice: _zeroed(line, choice) for choice in state.alive[number]}
        lines.append(evolve(line, choices=tuple(zeroed.get(c, line.choices[c]) for c in range(len(line.choices)))))
        for choice, given in zeroed.items():
            totals = {s.total for s in line.sums}
            taken |= {
                (number, column)
                for column, value in enumerate(given)
                if column not in totals and value != line.choices[choice][column]
            }
    simple = System(lines, system.equations)
    with_zeros = state.copy()
    if narrow(simple, with_zeros, steps):
        forced |= {spot: value for spot, value in _forced(with_zeros) if spot not in taken and spot not in forced}
    return forced


def _forced(state: State) -> Iterable[tuple[Spot, int]]:
    for line, (low, high) in enumerate(zip(state.low, state.high, strict=True)):
        for column, (least, most) in enumerate(zip(low, high, strict=True)):
            if least == most:
                yield (line, column), least


def _zeroed(line: Line, choice: int) -> Values:
    """Return a placement with zeros for blanks, in each sum that is whole then and has something printed."""
    values = list(line.choices[choice])
    for sum_ in line.sums:
        printed = [value for column in sum_.inner if (value := values[column]) is not None]
        total = values[sum_.total]
        blanks = [c for c in (*sum_.inner, sum_.total) if values[c] is None]
        if not printed or any(line.seen(choice, column) is not None for column in blanks):
            continue
        if total is None or total == sum(printed):
            for column in sum_.inner:
                values[column] = values[column] or 0
            values[sum_.total] = sum(printed)
    return tuple(values)
