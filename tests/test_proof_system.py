"""What is settled of a system of sums, against all its solutions: nothing possible is ruled out, all else is.

What the solutions of a small system are, `brute_force.py` finds by trying everything.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from random import Random

from attrs import evolve
from brute_force import Drawn, Row, Solved, holds, placed, solve, systems
from hypothesis import event, given
from hypothesis import strategies as st
from profiles import examples

from govparse.placement.proof.bounds import State, Steps
from govparse.placement.proof.implied import implied
from govparse.placement.proof.search import Settled, settle
from govparse.placement.proof.system import Equation, Line, Spot, Sum, System, Values

ENOUGH = 100_000
"""Far more steps than systems so small take that have all their solutions within a bound."""
ANY = st.one_of(*(systems(capped=capped, truthful=truthful) for capped in (True, False) for truthful in (True, False)))
CAPPED = st.one_of(systems(capped=True, truthful=True), systems(capped=True, truthful=False))
TRUE = st.one_of(systems(capped=True, truthful=True), systems(capped=False, truthful=True))


def spots(system: System) -> Iterable[Spot]:
    return ((number, column) for number, line in enumerate(system.lines) for column in range(line.columns))


def assert_nothing_lost(system: System, state: State, solved: Solved) -> None:
    """Check that no choice and no number is ruled out that a solution has."""
    for number, choices in enumerate(solved.choices):
        assert choices <= set(state.alive[number])
    for line, column in spots(system):
        assert all(
            state.low[line][column] <= value <= state.high[line][column] for value in solved.values[line, column]
        )


def assert_settled(drawn: Drawn, settled: Settled, solved: Solved) -> None:
    """Check what is settled with steps enough: all of it where solutions are bounded."""
    system = drawn.system
    if not solved.any:
        # Where unknowns may grow for ever, a contradiction may be pushed before them for ever.
        assert settled.verdict == "unsatisfied" or (settled.verdict == "ended" and not drawn.capped)
        return
    assert settled.verdict == "settled"
    assert not (drawn.capped and settled.unasked)
    assert_nothing_lost(system, settled.state, solved)
    for spot in spots(system):
        left = settled.shown(system, *spot)
        assert solved.shown[spot] <= left
        if len(solved.shown[spot]) == 1 and spot not in settled.unasked:
            assert left == solved.shown[spot]


@examples(500)
@given(ANY)
def test_settled_as_all_solutions_say(drawn: Drawn) -> None:
    solved = solve(drawn.system, drawn.bound)
    settled = settle(drawn.system, Steps(ENOUGH))
    event(f"{'capped' if drawn.capped else 'loose'}: {settled.verdict}")
    assert_settled(drawn, settled, solved)


@examples(200)
@given(ANY, st.integers(0, 400))
def test_with_few_steps_nothing_possible_is_ruled_out(drawn: Drawn, count: int) -> None:
    solved = solve(drawn.system, drawn.bound)
    steps = Steps(count)
    settled = settle(drawn.system, steps)
    event(settled.verdict)
    assert settled.verdict in (("settled", "ended") if solved.any else ("unsatisfied", "ended"))
    if solved.any:
        assert_nothing_lost(drawn.system, settled.state, solved)


@examples(150)
@given(TRUE, st.one_of(st.just(ENOUGH), st.integers(0, 300)))
def test_what_a_system_was_built_from_is_never_ruled_out(drawn: Drawn, count: int) -> None:
    truth = drawn.truth
    assert truth is not None
    assert all(holds(equation, truth) for equation in drawn.system.equations)
    settled = settle(drawn.system, Steps(count))
    assert settled.verdict in ("settled", "ended")
    for number, row in enumerate(truth):
        assert any(_agrees(drawn.system.lines[number].choices[choice], row) for choice in settled.state.alive[number])
        low, high = settled.state.low[number], settled.state.high[number]
        assert all(least <= value <= most for least, value, most in zip(low, row, high, strict=True))


def _agrees(values: Values, row: Row) -> bool:
    return all(value in (None, true) for value, true in zip(values, row, strict=True))


@examples(150)
@given(CAPPED, st.randoms(use_true_random=False))
def test_order_does_not_matter(drawn: Drawn, random: Random) -> None:
    """Lines, choices and sums in another order: the same verdict, and the same is seen at each cell."""
    system = drawn.system
    lines = list(range(len(system.lines)))
    random.shuffle(lines)
    place = {line: at for at, line in enumerate(lines)}
    turned = []
    for line in (system.lines[number] for number in lines):
        order = list(range(len(line.choices)))
        random.shuffle(order)
        shown = tuple(line.shown[choice] for choice in order) if line.shown else ()
        turned.append(evolve(line, choices=tuple(line.choices[choice] for choice in order), shown=shown))
    equations = [
        evolve(
            equation,
            left=tuple((place[line], column) for line, column in equation.left),
            right=tuple((place[line], column) for line, column in equation.right),
        )
        for equation in random.sample(system.equations, len(system.equations))
    ]
    other = System(turned, equations)
    one, two = settle(system, Steps(ENOUGH)), settle(other, Steps(ENOUGH))
    assert one.verdict == two.verdict
    if one.verdict == "settled":
        for number, column in spots(system):
            assert one.shown(system, number, column) == two.shown(other, place[number], column)


@examples(50)
@given(ANY)
def test_settled_twice_alike(drawn: Drawn) -> None:
    one, two = (settle(drawn.system, Steps(ENOUGH)) for _ in range(2))
    assert (one.verdict, one.unasked) == (two.verdict, two.unasked)
    assert (one.state.alive, one.state.low, one.state.high) == (two.state.alive, two.state.low, two.state.high)


# ── what bounds do not see ─────────────────────────────────────────────────────────

UNKNOWN = Line(((None,),))
X, Y, Z = ((number, 0) for number in range(3))


def test_unknowns_that_no_numbers_fit() -> None:
    """x + y = 1 and x = y: each may be 0 or 1 by itself."""
    system = System([UNKNOWN, UNKNOWN, Line(((1,),))], [Equation((X, Y), (Z,)), Equation((X,), (Y,))])
    assert not solve(system, 1).any
    assert settle(system, Steps(ENOUGH)).verdict == "unsatisfied"


def test_unknowns_that_only_the_largest_numbers_fit() -> None:
    """x + y = 1 and x = y + t: x is 1, and so is t; each may be 0 by itself."""
    one, t = (3, 0), (2, 0)
    system = System(
        [UNKNOWN, UNKNOWN, UNKNOWN, Line(((1,),))],
        [Equation((X, Y), (one,)), Equation((X,), (Y, t)), Equation((t,), (one,), more=True)],
    )
    assert solve(system, 1).values[X] == {1}
    assert settle(system, Steps(ENOUGH)).verdict == "settled"


def test_choices_that_no_numbers_fit_are_ruled_out_by_trying() -> None:
    """As above, with x + y = 1 or x + y = 2: the second it is."""
    system = System([UNKNOWN, UNKNOWN, Line(((1,), (2,)))], [Equation((X, Y), (Z,)), Equation((X,), (Y,))])
    settled = settle(system, Steps(ENOUGH))
    assert settled.verdict == "settled"
    assert settled.shown(system, *Z) == {2}


# ── what is implied ────────────────────────────────────────────────────────────────


def with_zeros(system: System, solved: Solved) -> tuple[System, set[Spot]]:
    """Return a system in which blanks are zero, and the cells that some choice takes as zero for that alone.

    A *blank* is an unknown that is known to be blank: it shows nothing. Of a choice that is part of a solution, a sum
    within the row is read with blanks as zero where
    - one of its inner cells at least shows a number: else the print says nothing of what the blanks hold;
    - all its cells without a number are blanks;
    - its total is blank too, or what the printed inner cells add up to: else some blank holds a number.
    Then the inner blanks are 0, and a blank total is what the inner cells add up to. The total is said by the others;
    of an inner cell that was taken as zero, that it is zero says nothing.
    """
    lines, assumed = [], set()
    for number, line in enumerate(system.lines):
        read = list(line.choices)
        for choice in solved.choices[number]:
            values = line.choices[choice]
            for sum_ in line.sums:
                without = [column for column in (*sum_.inner, sum_.total) if values[column] is None]
                inner = [values[column] for column in sum_.inner]
                printed = [value for value in inner if value is not None]
                if not printed or any(line.seen(choice, column) is not None for column in without):
                    continue
                if values[sum_.total] in (None, sum(printed)):
                    given = dict.fromkeys(without, 0) | {sum_.total: sum(printed)}
                    read[choice] = tuple(given.get(column, value) for column, value in enumerate(read[choice]))
                    assumed |= {(number, column) for column in without if column != sum_.total}
        lines.append(evolve(line, choices=tuple(read[choice] for choice in sorted(solved.choices[number])), shown=()))
    return System(lines, system.equations), assumed


@examples(300)
@given(ANY)
def test_implied_is_what_all_solutions_have(drawn: Drawn) -> None:
    settled = settle(drawn.system, Steps(ENOUGH))
    if settled.verdict != "settled":
        return
    solved = solve(drawn.system, drawn.bound)
    zeros, assumed = with_zeros(drawn.system, solved)
    simple = solve(zeros, drawn.bound)
    forced = implied(drawn.system, settled.state, Steps(ENOUGH))
    for spot, value in forced.items():
        if solved.values[spot] == {value}:
            event("whatever the blanks hold")
            continue
        event("with blanks as zero")
        assert spot not in assumed
        assert simple.values[spot] == {value}


def implied_in(*lines: Line, equations: Iterable[Equation] = ()) -> dict[Spot, int]:
    """Return what is implied of a system that has a solution."""
    system = System(lines, tuple(equations))
    settled = settle(system, Steps(ENOUGH))
    assert settled.verdict == "settled"
    return implied(system, settled.state, Steps(ENOUGH))


def row(*choices: Values, shown: tuple[tuple[object, ...], ...] = ()) -> Line:
    """Return a row whose last column is its total."""
    total = len(choices[0]) - 1
    return Line(choices, (Sum(tuple(range(total)), total),), shown)


def all_placements(numbers: tuple[int, ...], columns: int) -> Line:
    return row(*(placed(numbers, at, columns) for at in combinations(range(columns), len(numbers))))


def test_inner_blanks_of_a_whole_row_are_zero() -> None:
    assert implied_in(row((2, None, 1, None, 3))) == {(0, 0): 2, (0, 1): 0, (0, 2): 1, (0, 3): 0, (0, 4): 3}


def test_a_blank_total_is_what_is_printed_beside_it() -> None:
    """But that the inner blank is zero was assumed for that, and is not said."""
    assert implied_in(row((2, None, 1, None))) == {(0, 0): 2, (0, 2): 1, (0, 3): 3}


def test_a_blank_that_has_to_hold_a_number_holds_it() -> None:
    assert implied_in(row((2, None, 5)))[0, 1] == 3


def test_where_several_blanks_hold_what_is_missing_nothing_is_implied_of_them() -> None:
    assert implied_in(row((2, None, None, 5))) == {(0, 0): 2, (0, 3): 5}


def test_a_total_alone_says_nothing_of_what_stands_beside_it() -> None:
    assert implied_in(row((None, None, 5))) == {(0, 2): 5}


def test_a_lone_number_is_the_total_wherever_it_stands() -> None:
    assert implied_in(all_placements((5,), 7)) == {(0, 6): 5}


def test_six_zeros_of_seven_imply_seven() -> None:
    assert implied_in(all_placements((0,) * 6, 7)) == {(0, column): 0 for column in range(7)}


def test_what_may_be_a_number_unread_is_not_taken_as_zero() -> None:
    unread: tuple[tuple[object, ...], ...] = ((2, "?", None, None),)
    assert implied_in(row((2, None, None, None), shown=unread)) == {(0, 0): 2}


def test_what_blanks_as_zero_would_contradict_is_not_implied() -> None:
    """With zero for the blank the total would be 2; a sum over rows says that it is 4."""
    rows = row((2, None, None)), Line(((4,),))
    found = implied_in(*rows, equations=[Equation(((0, 2),), ((1, 0),))])
    assert found == {(0, 0): 2, (0, 1): 2, (0, 2): 4, (1, 0): 4}
