"""Whether the sums of a report hold: four outcomes, since a blank is not a zero."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from govparse.checks.arithmetic.sums import Sums, sums_of
from govparse.forms.identities import Identity
from govparse.records import AnnualReport, Fact, Side, Term

Outcome = Literal["holds", "broken", "holds if blanks are zero", "not assessable"]
"""`holds`, `broken`: all cells are printed numbers; or some are not, and whatever count of zero or more stood
in them, the sum could not hold: then it is `broken` too. `holds if blanks are zero`: all other cells are blank
or say that they do not apply. `not assessable`: anything else."""

_MULTIPLES = "千万亿"
"""A number with such a unit counts something else than applications one by one."""


@frozen
class Assessed:
    """One sum of the form in a report, and what became of it.

    The sides hold what is printed, and beside it what that adds up to. `difference` is left minus right, cells
    without a number taken as zero; where some of a broken sum have none, it is at least that much. None where nothing
    can be said.
    """

    identity: Identity
    """Which cells add up to which."""
    outcome: Outcome
    left: Side
    right: Side
    difference: int | None


@frozen
class Judged:
    """The same in whole numbers, for those who look at all sums of a report at once."""

    identity: Identity
    outcome: Outcome
    difference: int
    """Left minus right, cells without a number taken as zero."""
    open_left: bool
    """Some cell on the left has no number: the side may come to more."""
    open_right: bool
    blanks_only: bool
    """Nothing but blanks has no number (or nothing at all)."""
    anything: bool
    """The sum cannot be broken: what counts towards it is not known."""


@frozen
class Cells:
    """What the cells of a report contribute to its sums."""

    values: dict[str, int]
    """Cell → the count printed in it."""
    blank: frozenset[str]
    """Cells printed empty, or saying that they do not apply."""
    odd: frozenset[str]
    """Cells with a number that is no count: below zero, with decimals, in 万."""
    more_rows: frozenset[str]
    """Tables that hold numbers in rows the form does not have."""


def outcomes(report: AnnualReport) -> tuple[Assessed, ...]:
    """Return all sums that the form prescribes for a report (勾稽关系), each with its outcome.

    There are 40 in a report in the form of 2019 and 42 in one in the form of 2021, in the order of the form: the
    totals of the rows of section 三, the sums of its results, item 三（七）, its balance (printed on the form: 第一项加
    第二项之和，等于第三项加第四项之和), and the totals of the procedures of section 四. What cannot be told is
    `not assessable`.

    Raises `FormError` for a report in a form that is not known here.
    """
    cells = cells_of(report, sums_of(report))
    return tuple(assess(report, judge(identity, cells)) for identity in sums_of(report).identities)


def assess(report: AnnualReport, judged: Judged) -> Assessed:
    """Return the outcome of a sum with all that is printed of it."""
    said = judged.outcome != "not assessable"
    return Assessed(
        judged.identity,
        judged.outcome,
        _side(report, judged.identity.left),
        _side(report, judged.identity.right),
        judged.difference if said else None,
    )


def judge_all(report: AnnualReport) -> tuple[Sums, Cells, list[Judged]]:
    """Return the sums of a report, what its cells contribute, and the outcome of each sum."""
    sums = sums_of(report)
    cells = cells_of(report, sums)
    return sums, cells, [judge(identity, cells) for identity in sums.identities]


def cells_of(report: AnnualReport, sums: Sums) -> Cells:
    """Return what the cells of a report contribute to its sums."""
    values: dict[str, int] = {}
    blank: list[str] = []
    odd: list[str] = []
    facts = report.facts
    for code in sums.codes:
        fact = facts[code]
        state = fact.state
        if state == "number":
            if _is_count(fact):
                values[code] = fact.value  # type: ignore[assignment]  # a count is an int
            else:
                odd.append(code)
        # An office writes / or 不适用 where there is nothing to be counted. As in a blank, that is zero in
        # effect and not in print, so it is treated alike: the sum holds if it is zero, and never otherwise.
        elif state == "blank" or state == "not_applicable":
            blank.append(code)
    rows = frozenset(row.block.partition("_")[0] for row in report.unknown_rows if _has_number(row.cells))
    return Cells(values, frozenset(blank), frozenset(odd), rows)


def _is_count(fact: Fact) -> bool:
    return isinstance(fact.value, int) and fact.value >= 0 and not (fact.unit and set(fact.unit) & set(_MULTIPLES))


def _has_number(cells: tuple[str, ...]) -> bool:
    """Return whether a cell may hold a number other than zero."""
    return any(char.isdecimal() and int(char) != 0 for cell in cells for char in cell)


def judge(identity: Identity, cells: Cells) -> Judged:
    """Return the outcome of one identity."""
    values = cells.values
    difference = missing_left = missing_right = 0
    for code in identity.left:
        if (value := values.get(code)) is None:
            missing_left += 1
        else:
            difference += value
    for code in identity.right:
        if (value := values.get(code)) is None:
            missing_right += 1
        else:
            difference -= value
    blanks_only, anything = True, False
    if missing_left or missing_right:
        missing = [code for code in identity.codes if code not in values]
        blanks_only = all(code in cells.blank for code in missing)
        # What is below zero can make up for any other: then nothing can be broken.
        anything = any(code in cells.odd for code in missing)
    # A row that the form does not have may be one more result, and what its numbers are worth is not known.
    anything = anything or (identity.kind == "result sum" and "requests" in cells.more_rows)
    some_printed = missing_left + missing_right < len(identity.left) + len(identity.right)
    outcome: Outcome
    if not missing_left and not missing_right and not difference:
        outcome = "holds"
    elif blanks_only and some_printed and not difference:
        outcome = "holds if blanks are zero"
    elif not anything and exceeds(difference, bool(missing_left), bool(missing_right)):
        outcome = "broken"
    else:
        outcome = "not assessable"
    return Judged(identity, outcome, difference, bool(missing_left), bool(missing_right), blanks_only, anything)


def exceeds(difference: int, open_left: bool, open_right: bool) -> bool:
    """Return whether one side is larger and the other has no unknown of zero or more that could make up for it."""
    return (difference > 0 and not open_right) or (difference < 0 and not open_left)


def _side(report: AnnualReport, codes: tuple[str, ...]) -> Side:
    terms = tuple(_term(report.facts[code]) for code in codes)
    printed = [term.value for term in terms if term.value is not None]
    return Side(terms, sum(printed) if printed else None)


def _term(fact: Fact) -> Term:
    return Term(fact.value, fact.text, fact.code, fact.place)
