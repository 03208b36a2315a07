"""All solutions of a small system of sums, by trying everything; and small systems to try it on.

A *solution* is a choice for each line and a number of zero or more for each cell that the choice leaves unknown,
such that all sums hold. Here every filling of every line is written down, with no other thought than this: lines meet
only in the sums over lines, so of a filling nothing matters to the others but what it adds to each of these.

Unknowns are tried from 0 to a bound. That loses nothing, for one of two reasons:

- A *capped* system says itself that no cell is larger: each line has a sum over lines that bounds it by a printed
  number (`its cells + something of zero or more = the cap`). All its solutions are found.
- A *loose* one has the same lines on both sides of all its sums over lines, at most one such sum for each column, and
  at most one sum in each line, with the same total column. Each cell is then in two sums at most, and with the right
  signs (those of the sum over a line turned where the line stands on the right, those of the total column turned) once
  with plus and once with minus: the sums are the nodes of a network, the unknowns its arcs, the printed numbers what
  flows in and out at the nodes; what is in one sum only flows to or from one more node. A flow without circles is made
  of paths from where something flows in to where it flows out, so no arc carries more than flows in altogether, and
  that is at most the sum of the printed numbers. To take circles away changes no choice and leaves all unknowns at zero
  or more. So where there is a solution with certain choices, there is one within the sum of the printed numbers.
  Not all numbers that an unknown can be are found, but all choices are.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations, product

from attrs import field, frozen
from hypothesis import strategies as st

from govparse.placement.proof.system import Equation, Line, Spot, Sum, System, Values

Row = tuple[int, ...]
"""The numbers of a line, unknowns filled in."""
Filling = tuple[int, Row]
"""A choice of a line, and its numbers."""
Added = tuple[int, ...]
"""What a filling adds to the left of each sum over lines, less what it adds to the right."""


# ── all solutions ──────────────────────────────────────────────────────────────────


@frozen
class Solved:
    """What all solutions are like, cell by cell; nothing in it where there is none."""

    choices: tuple[frozenset[int], ...]
    """Line → the choices that are part of a solution."""
    shown: dict[Spot, frozenset[Hashable]]
    values: dict[Spot, frozenset[int]]
    """Cell → the numbers that solutions within the bound have there."""

    @property
    def any(self) -> bool:
        """Whether there is a solution."""
        return all(self.choices)


def solve(system: System, bound: int) -> Solved:
    """Find all solutions whose unknowns are not larger than the bound."""
    fillings = [
        [(c, row) for c in range(len(line.choices)) for row in rows_of(line, c, bound)] for line in system.lines
    ]
    shared = list(system.equations)
    for number in range(len(fillings)):
        # A sum over this line and others with one filling each can be asked at once.
        for equation in list(shared):
            others = {line for line, _ in (*equation.left, *equation.right)} - {number}
            if all(len(fillings[line]) == 1 for line in others):
                shared.remove(equation)
                known = {line: fillings[line][0][1] for line in others}
                fillings[number] = [f for f in fillings[number] if holds(equation, {**known, number: f[1]})]
    added = [[_added(shared, number, row) for _, row in own] for number, own in enumerate(fillings)]
    zero = {(0,) * len(shared)}
    before, after = [zero], [zero]
    for number in range(len(fillings)):
        before.append(_together(before[-1], set(added[number])))
        after.insert(0, _together(after[0], set(added[-1 - number])))
    kept: list[list[Filling]] = []
    for number, own in enumerate(fillings):
        rest = _together(before[number], after[number + 1])
        fits = {mine: _fits(shared, mine, rest) for mine in set(added[number])}
        kept.append([filling for filling, mine in zip(own, added[number], strict=True) if fits[mine]])
    spots = [(number, column) for number, line in enumerate(system.lines) for column in range(line.columns)]
    return Solved(
        tuple(frozenset(choice for choice, _ in own) for own in kept),
        {(i, j): frozenset(system.lines[i].seen(choice, j) for choice, _ in kept[i]) for i, j in spots},
        {(i, j): frozenset(row[j] for _, row in kept[i]) for i, j in spots},
    )


def rows_of(line: Line, choice: int, bound: int) -> Iterator[Row]:
    """Yield the numbers of a line in one of its choices, unknowns filled so that the sums of the line hold."""
    values = line.choices[choice]
    totals = {sum_.total for sum_ in line.sums}
    free = [column for column, value in enumerate(values) if value is None and column not in totals]
    for given in product(range(bound + 1), repeat=len(free)):
        row = [0 if value is None else value for value in values]
        for column, value in zip(free, given, strict=True):
            row[column] = value
        for sum_ in line.sums:
            if values[sum_.total] is None:
                row[sum_.total] = sum(row[column] for column in sum_.inner)
        whole = all(row[sum_.total] == sum(row[column] for column in sum_.inner) for sum_ in line.sums)
        if whole and all(row[column] <= bound for column in totals if values[column] is None):
            yield tuple(row)


def holds(equation: Equation, rows: dict[int, Row] | Sequence[Row]) -> bool:
    """Return whether a sum over lines holds."""
    left = sum(rows[line][column] for line, column in equation.left)
    right = sum(rows[line][column] for line, column in equation.right)
    return left <= right if equation.more else left == right


def _added(equations: Sequence[Equation], number: int, row: Row) -> Added:
    return tuple(
        sum(row[column] for line, column in equation.left if line == number)
        - sum(row[column] for line, column in equation.right if line == number)
        for equation in equations
    )


def _together(one: set[Added], two: set[Added]) -> set[Added]:
    return {tuple(map(int.__add__, a, b)) for a in one for b in two}


def _fits(equations: Sequence[Equation], mine: Added, rest: set[Added]) -> bool:
    if not any(equation.more for equation in equations):
        return tuple(-amount for amount in mine) in rest
    return any(
        all(a + b <= 0 if e.more else a + b == 0 for e, a, b in zip(equations, mine, other, strict=True))
        for other in rest
    )


# ── small systems ──────────────────────────────────────────────────────────────────


@frozen
class Drawn:
    """A system drawn at random."""

    system: System
    bound: int
    """Unknowns need not be tried any further."""
    truth: tuple[Row, ...] | None = field(default=None)
    """A solution that it was built from, by line; each line has a choice that fits. None: it may have no solution."""
    capped: bool = field(default=True)
    """All its solutions lie within the bound."""


@st.composite
def systems(draw: st.DrawFn, *, capped: bool, truthful: bool) -> Drawn:
    """Draw a system of two to four lines; where `truthful`, one that has a solution."""
    columns = draw(st.integers(2, 4 if capped else 3))
    count = draw(st.sampled_from([2, 3, 2, 3, 4] if capped else [2, 3]))
    totals = [columns - 1] * count if not capped else [draw(st.integers(0, columns - 1)) for _ in range(count)]
    sums = [_sums(draw, columns, total, capped) for total in totals]
    truth = [_whole(draw, columns, own) for own in sums]
    lines = [
        Line(choices, own, _shown(draw, choices))
        for own, row in zip(sums, truth, strict=True)
        for choices in [_choices(draw, row, truthful, *((6, 3) if capped else (3, 2)))]
    ]
    equations: list[Equation] = []
    printed: list[int] = []

    def print_number(number: int) -> Spot:
        printed.append(number)
        return count + len(printed) - 1, 0

    def wrong() -> int:
        return 0 if truthful else draw(st.sampled_from([0, 0, 0, 1, 2, -1]))

    for column, sides in _sides(draw, count, columns, capped):
        left = [(line, column) for line, side in enumerate(sides) if side == "left"]
        right = [(line, column) for line, side in enumerate(sides) if side == "right"]
        more = draw(st.sampled_from([False, False, True]))
        over = sum(truth[i][j] for i, j in left) - sum(truth[i][j] for i, j in right)
        # A printed number makes it hold; where something else may count, so may one that is larger.
        over += wrong() + (draw(st.integers(0, 2)) if more else 0)
        if over > 0 or not right:
            right.append(print_number(abs(over)))
        elif over < 0 or not left:
            left.append(print_number(-over))
        equations.append(Equation(tuple(left), tuple(right), more, "over lines"))
    caps = [0]
    for number, own in enumerate(sums if capped else ()):
        held = {column for sum_ in own for column in sum_.inner}
        outer = [column for column in range(columns) if column not in held]
        caps.append(max(sum(truth[number][column] for column in outer) + draw(st.integers(0, 2)) + wrong(), 0))
        left = [(number, column) for column in outer]
        equations.append(Equation(tuple(left), (print_number(caps[-1]),), True, "cap"))
    largest = [max(sum(value or 0 for value in values) for values in line.choices) for line in lines]
    bound = max(caps) if capped else sum(largest) + sum(printed)
    system = System([*lines, *(Line(((number,),)) for number in printed)], equations)
    return Drawn(system, bound, (*truth, *((number,) for number in printed)) if truthful else None, capped)


def _sums(draw: st.DrawFn, columns: int, total: int, capped: bool) -> tuple[Sum, ...]:
    if draw(st.sampled_from([False, False, False, True])):
        return ()
    inner = [column for column in range(columns) if column != total]
    if capped and draw(st.booleans()):
        inner = draw(st.lists(st.sampled_from(inner), min_size=1, unique=True))
    return (Sum(tuple(inner), total),)


def _whole(draw: st.DrawFn, columns: int, sums: tuple[Sum, ...]) -> Row:
    row = [draw(st.sampled_from([0, 0, 1, 2, 3])) for _ in range(columns)]
    for sum_ in sums:
        row[sum_.total] = sum(row[column] for column in sum_.inner)
    return tuple(row)


def _choices(draw: st.DrawFn, row: Row, truthful: bool, most: int, unknowns: int) -> tuple[Values, ...]:
    """Draw the choices of a line, each with so many unknowns at most: as of a row that has lost its columns, or any."""
    columns = len(row)
    blank = draw(st.sets(st.integers(0, columns - 1), min_size=draw(st.integers(0, 1)), max_size=unknowns))
    true: Values = tuple(None if column in blank else value for column, value in enumerate(row))
    kept = [value for value in true if value is not None]
    if draw(st.booleans()):
        places = list(combinations(range(columns), len(kept)))
        others = [placed(kept, at, columns) for at in places if placed(kept, at, columns) != true]
        least = min(draw(st.integers(0, 2)), len(others))
        chosen = draw(st.lists(st.sampled_from(others), unique=True, min_size=least, max_size=4)) if others else []
    else:
        cell = st.one_of(st.none(), st.integers(0, most))
        chosen = draw(st.lists(st.tuples(*[cell] * columns), unique=True, max_size=3))
        chosen = [values for values in chosen if values != true and values.count(None) <= unknowns]
    if not truthful and chosen and draw(st.booleans()):
        return tuple(chosen)
    return tuple(draw(st.permutations([true, *chosen])))


def placed(kept: Sequence[int], at: Sequence[int], columns: int) -> Values:
    """Return a row with numbers at some of its columns, and nothing elsewhere."""
    given = dict(zip(at, kept, strict=True))
    return tuple(given.get(column) for column in range(columns))


def _shown(draw: st.DrawFn, choices: tuple[Values, ...]) -> tuple[tuple[Hashable, ...], ...]:
    """Draw what choices show: mostly their numbers, at times more: equal numbers apart, unknowns that are no blanks."""
    if draw(st.sampled_from([True, True, False])):
        return ()
    return tuple(tuple(draw(st.sampled_from([value, ("other", value)])) for value in values) for values in choices)


def _sides(draw: st.DrawFn, count: int, columns: int, capped: bool) -> list[tuple[int, list[str]]]:
    """Draw which lines stand on which side of the sums over lines, column by column."""
    side = st.lists(st.sampled_from(["left", "right", "none"]), min_size=count, max_size=count)
    if capped:
        return draw(st.lists(st.tuples(st.integers(0, columns - 1), side), min_size=1, max_size=3))
    sides = draw(side)
    return [(column, sides) for column in draw(st.sets(st.integers(0, columns - 1), min_size=1, max_size=3))]
