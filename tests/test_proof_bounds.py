"""What bounds do: they narrow and never widen, to the same end whatever comes first, and within steps."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain, combinations
from random import Random

import pytest
from attrs import evolve
from brute_force import Drawn, solve, systems
from hypothesis import assume, given
from hypothesis import strategies as st
from profiles import examples

from govparse.placement.proof.bounds import INFINITE, Ended, State, Steps, narrow
from govparse.placement.proof.prove import STEPS
from govparse.placement.proof.search import settle
from govparse.placement.proof.system import Equation, Line, Sum, System

ENOUGH = 100_000
CAPPED = st.one_of(systems(capped=True, truthful=True), systems(capped=True, truthful=False))


def within(state: State, other: State) -> bool:
    """Return whether all that a state leaves possible another does as well."""
    return all(set(a) <= set(b) for a, b in zip(state.alive, other.alive, strict=True)) and all(
        least >= low and most <= high
        for own_low, own_high, lows, highs in zip(state.low, state.high, other.low, other.high, strict=True)
        for least, most, low, high in zip(own_low, own_high, lows, highs, strict=True)
    )


def same(state: State, other: State) -> bool:
    return (state.alive, state.low, state.high) == (other.alive, other.low, other.high)


def narrowed(system: System, state: State) -> State | None:
    """Return a state as narrow as it gets; None if there is no solution in it."""
    own = state.copy()
    return own if narrow(system, own, Steps(ENOUGH)) else None


@st.composite
def started(draw: st.DrawFn) -> tuple[Drawn, State]:
    """Draw a system and a state of it in which something is known: of some lines choices, of some cells bounds."""
    drawn = draw(CAPPED)
    state = State.of(drawn.system)
    for number, line in enumerate(drawn.system.lines):
        if len(line.choices) > 1 and draw(st.booleans()):
            state.alive[number] = sorted(draw(st.sets(st.integers(0, len(line.choices) - 1), min_size=1)))
        if line.columns > 1 and draw(st.booleans()):
            column = draw(st.integers(0, line.columns - 1))
            state.low[number][column] = draw(st.integers(0, 2))
            state.high[number][column] = draw(st.integers(state.low[number][column], drawn.bound + 2))
    return drawn, state


@examples(200)
@given(started())
def test_narrower_never_wider_and_at_an_end(given_: tuple[Drawn, State]) -> None:
    drawn, state = given_
    end = narrowed(drawn.system, state)
    if end is None:
        return
    assert within(end, state)
    assert all(map(int.__le__, chain(*end.low), chain(*end.high)))
    again = narrowed(drawn.system, end)
    assert again is not None
    assert same(again, end)


@examples(200)
@given(started())
def test_who_knows_more_ends_with_more(given_: tuple[Drawn, State]) -> None:
    drawn, state = given_
    from_nothing, from_more = narrowed(drawn.system, State.of(drawn.system)), narrowed(drawn.system, state)
    if from_more is not None:
        assert from_nothing is not None
        assert within(from_more, from_nothing)


@examples(200)
@given(started(), st.randoms(use_true_random=False))
def test_the_end_is_the_same_whatever_comes_first(given_: tuple[Drawn, State], random: Random) -> None:
    drawn, state = given_
    system = drawn.system
    order = random.sample(range(len(system.lines)), len(system.lines))
    place = {line: at for at, line in enumerate(order)}
    turned = System(
        [system.lines[number] for number in order],
        [
            evolve(
                equation,
                left=tuple((place[line], column) for line, column in equation.left),
                right=tuple((place[line], column) for line, column in equation.right),
            )
            for equation in random.sample(system.equations, len(system.equations))
        ],
    )
    end = narrowed(system, state)
    begun = State(*([row[number] for number in order] for row in (state.alive, state.low, state.high)))
    other = narrowed(turned, begun)
    assert (end is None) == (other is None)
    if end is not None and other is not None:
        back = State(*([row[place[n]] for n in range(len(order))] for row in (other.alive, other.low, other.high)))
        assert same(back, end)


@examples(150)
@given(CAPPED, st.data())
def test_only_what_has_changed_has_to_be_looked_at(drawn: Drawn, data: st.DataObject) -> None:
    """From an end, with fewer choices for one line: to begin with that line leads where all lines lead."""
    state = narrowed(drawn.system, State.of(drawn.system))
    assume(state is not None and any(len(alive) > 1 for alive in state.alive))
    assert state is not None
    line = data.draw(st.sampled_from([number for number, alive in enumerate(state.alive) if len(alive) > 1]))
    state.alive[line] = [data.draw(st.sampled_from(state.alive[line]))]
    one, all_ = state.copy(), state.copy()
    found = [narrow(drawn.system, one, Steps(ENOUGH), [line]), narrow(drawn.system, all_, Steps(ENOUGH))]
    assert found[0] == found[1]
    if found[0]:
        assert same(one, all_)


# ── one sum alone ──────────────────────────────────────────────────────────────────


@examples(200)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=4), st.data())
def test_bounds_of_one_sum_are_exact(ranges: list[tuple[int, int]], data: st.DataObject) -> None:
    """Each bound is a number that the cell can have, and nothing beyond is."""
    cells = [range(low, low + wide + 1) for low, wide in ranges]
    sides = data.draw(st.lists(st.booleans(), min_size=len(cells), max_size=len(cells)))
    more = data.draw(st.booleans())
    # Each cell is a line of its own, with a choice for each number.
    lines = [Line(tuple((value,) for value in own)) for own in cells]
    left, right = (tuple((n, 0) for n, side in enumerate(sides) if side is wanted) for wanted in (True, False))
    system = System(lines, [Equation(left, right, more)])
    solved, end = solve(system, 0), narrowed(system, State.of(system))
    assert solved.any == (end is not None)
    if end is not None:
        for number in range(len(lines)):
            values = solved.values[number, 0]
            assert (end.low[number][0], end.high[number][0]) == (min(values), max(values))
            assert end.alive[number] == sorted(solved.choices[number])


@examples(200)
@given(st.lists(st.one_of(st.none(), st.integers(0, 5)), min_size=2, max_size=4), st.integers(0, 6), st.booleans())
def test_bounds_within_one_row_are_exact(values: list[int | None], cap: int, capped: bool) -> None:
    """The same of a sum within a row; its total is bounded by a printed number, or by nothing."""
    total = len(values) - 1
    lines = [Line((tuple(values),), (Sum(tuple(range(total)), total),)), Line(((cap,),))]
    system = System(lines, [Equation(((0, total),), ((1, 0),), more=True)] if capped else [])
    # Without a cap, the unknowns of a row with a blank total grow for ever: so far is seen where they are bounded.
    bound = sum(value or 0 for value in values) + cap
    solved, end = solve(system, bound), narrowed(system, State.of(system))
    assert solved.any == (end is not None)
    if end is not None:
        for column in range(total + 1):
            seen = solved.values[0, column]
            endless = not capped and values[total] is None and values[column] is None and None in values[:total]
            assert end.low[0][column] == min(seen)
            assert end.high[0][column] == (INFINITE if endless else max(seen))


# ── steps ──────────────────────────────────────────────────────────────────────────


@pytest.fixture
def spent(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Count all steps that are spent, whoever counts them."""
    counts: list[int] = []
    spend = Steps.spend

    def counted(self: Steps, count: int) -> None:
        counts.append(count)
        spend(self, count)

    monkeypatch.setattr(Steps, "spend", counted)
    return lambda: sum(counts)


@examples(200)
@given(CAPPED)
def test_narrowing_takes_few_steps(drawn: Drawn) -> None:
    """Where every cell is bounded, steps are bounded by what there is to narrow.

    Beyond once each, a line or a sum over lines is looked at only when the bounds of one of its cells have become
    narrower, by one at least: as often as that may happen, a line costs its choices, and a cell the sums it is in.
    """
    system = drawn.system
    state = State.of(system)
    highest = max(drawn.bound, *(value or 0 for line in system.lines for choice in line.choices for value in choice))
    state.high = [[highest] * line.columns for line in system.lines]
    cells = sum(line.columns for line in system.lines)
    changes = cells * (highest + 1)
    choices = max(len(line.choices) for line in system.lines)
    sums = max(map(len, system.equations_of.values()))
    most = (len(system.lines) + changes) * choices + len(system.equations) + changes * sums
    steps = Steps(most)
    narrow(system, state, steps)
    assert steps.left >= 0


def test_a_contradiction_that_grows_for_ever_ends_with_the_steps() -> None:
    """a + 1 = b, b + 1 = a: each pushes the other up."""
    one = Line(((1,),))
    lines = [Line(((None,),)), Line(((None,),)), one, one]
    system = System(lines, [Equation(((0, 0), (2, 0)), ((1, 0),)), Equation(((1, 0), (3, 0)), ((0, 0),))])
    with pytest.raises(Ended):
        narrow(system, State.of(system), Steps(1_000))
    settled = settle(system, Steps(1_000))
    assert settled.verdict == "ended"


def test_what_a_refuted_choice_says_is_followed_within_steps(spent: Callable[[], int]) -> None:
    """A choice that is ruled out late leaves another to be pushed up by one, again and again, to a large number."""
    far = 10**7
    growing, right, refuted = (None, 1, None, 0), (far, None, far, 0), (0, 0, 0, 1)
    lines = [
        Line((growing, right, refuted), (Sum((0, 1), 2),)),
        Line(((None,),)),
        Line(((0, 1), (1, 0), (0, 0))),
    ]
    same_number = [Equation(((0, 0),), ((1, 0),)), Equation(((1, 0),), ((0, 2),))]
    neither = [Equation(((0, 3),), ((2, column),), more=True) for column in (0, 1)]
    settled = settle(System(lines, [*same_number, *neither]), Steps(STEPS))
    assert spent() <= 2 * STEPS + 100
    assert settled.verdict == "settled"
    assert 1 in settled.state.alive[0]
    assert 2 not in settled.state.alive[0]


COLUMNS, ROWS, PLACEMENTS = 7, 25, 35
ROW_SUM = (Sum(tuple(range(COLUMNS - 1)), COLUMNS - 1),)


def hostile(number: Callable[[int, int], int]) -> System:
    """Return a table in which every row has 35 placements: three numbers in seven columns."""
    lines = []
    for row in range(ROWS):
        printed = [number(row, at) for at in range(3)]
        choices = [
            tuple(dict(zip(at, printed, strict=True)).get(column) for column in range(COLUMNS))
            for at in combinations(range(COLUMNS), 3)
        ]
        lines.append(Line(tuple(choices), ROW_SUM))
    last = ROWS - 1
    equations = [
        Equation(tuple((row, column) for row in range(3, last)), ((last, column),), more=column % 2 == 1)
        for column in range(COLUMNS)
    ]
    equations += [Equation(((0, c), (1, c)), ((last, c), (2, c))) for c in range(COLUMNS)]
    return System(lines, equations)


HOSTILE: dict[str, Callable[[int, int], int]] = {
    "zeros": lambda row, at: 0,
    "alike": lambda row, at: 10**15 - 1,
    "sums": lambda row, at: (1, 1, 2)[at] * 10**15,
    "growing": lambda row, at: 2**row + at,
    "far apart": lambda row, at: 10 ** ((row * 7 + at * 5) % 16),
    "off by one": lambda row, at: 10**14 + (row * 3 + at) % 2,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_tables_end_with_the_steps(kind: str, spent: Callable[[], int]) -> None:
    system = hostile(HOSTILE[kind])
    assert {len(line.choices) for line in system.lines} == {PLACEMENTS}
    settled = settle(system, Steps(STEPS))
    assert spent() <= 2 * STEPS + 2 * ROWS * PLACEMENTS  # the last look is counted before it is refused
    assert all(settled.state.alive)
    if kind == "zeros":
        assert settled.verdict != "unsatisfied"  # with blanks as zero all sums hold
