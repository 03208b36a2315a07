"""The four outcomes of a sum, against a search through all numbers that could stand where none is printed."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from random import Random

import attrs
import pytest
from fixtures import figures
from hypothesis import given
from profiles import examples, seeded, seeds
from sums import changed, consistent, results

import govparse
from govparse import strategies
from govparse.checks import outcomes
from govparse.checks.arithmetic.outcomes import Cells, judge
from govparse.forms.identities import Identity
from govparse.records import AnnualReport, Fact, TextPlace, UnknownRow

BALANCE = Identity("balance", ("a", "b"), ("c", "d"))
SUM = Identity("row sum", ("a", "b", "c"), ("d",))
PLACE = TextPlace(0, 0, 1, 1)
OUTCOMES = ("holds", "broken", "holds if blanks are zero", "not assessable")


def by_definition(identity: Identity, cells: dict[str, int | str]) -> str:
    """Return the outcome as the words of the definition have it. A cell is a number, `blank` or `unread`."""
    unknown = [code for code, cell in cells.items() if isinstance(cell, str)]
    printed = {code: cell for code, cell in cells.items() if isinstance(cell, int)}
    if not unknown:
        return "broken" if identity.difference(printed) else "holds"
    enough = range(sum(printed.values()) + 1)
    fillings = product(enough, repeat=len(unknown))
    if all(identity.difference(printed | dict(zip(unknown, f, strict=True))) for f in fillings):
        return "broken"
    blanks = all(cell == "blank" for cell in cells.values() if isinstance(cell, str))
    if blanks and printed and not identity.difference(printed | dict.fromkeys(unknown, 0)):
        return "holds if blanks are zero"
    return "not assessable"


@pytest.mark.parametrize("identity", [BALANCE, SUM])
def test_every_small_sum_has_the_outcome_of_the_definition(identity: Identity) -> None:
    options: tuple[int | str, ...] = (0, 1, 2, 3, "blank", "unread")
    seen = set()
    for cells in product(options, repeat=4):
        named = dict(zip("abcd", cells, strict=True))
        values = {code: cell for code, cell in named.items() if isinstance(cell, int)}
        blank = frozenset(code for code, cell in named.items() if cell == "blank")
        outcome = judge(identity, Cells(values, blank, frozenset(), frozenset())).outcome
        assert outcome == by_definition(identity, named), named
        seen.add(outcome)
    assert seen == set(OUTCOMES)


@pytest.mark.parametrize(("name", "count"), [("dense-2019", 40), ("dense-2021", 42)])
def test_a_printed_report_has_all_sums_of_its_form(name: str, count: int, request: pytest.FixtureRequest) -> None:
    path = request.path.parent / "data" / "layouts" / f"m-{name}.txt"
    assessed = outcomes(govparse.parse(path.read_bytes()))
    assert [a.outcome for a in assessed] == ["holds"] * count
    cells = figures(name)
    for one in assessed:
        assert one.difference == 0 and one.left.value == one.right.value
        for side, codes in ((one.left, one.identity.left), (one.right, one.identity.right)):
            assert tuple(term.code for term in side.terms) == codes
            assert [term.value for term in side.terms] == [cells[code] for code in codes]
            assert all(term.place is not None for term in side.terms)


@examples(60)
@given(strategies.reports())
def test_no_sum_of_a_consistent_report_is_broken(report: AnnualReport) -> None:
    assert "broken" not in results(report).values()


def _of(report: AnnualReport, right: str, kind: str = "row sum") -> str:
    return next(o for i, o in results(report).items() if i.right[0] == right and i.kind == kind)


def test_sums_hold_if_blanks_are_zero_and_a_mark_is_no_other_than_a_blank() -> None:
    report = consistent(Random(1), "2021", size="ordinary", blanks="none")
    total = "requests.granted.total"
    others = {f"requests.granted.{c}": None for c in ("business", "research", "public_welfare", "legal_service")}
    row = changed(report, {**others, "requests.granted.natural_person": 4, "requests.granted.other_organization": 3})
    assert _of(changed(row, {total: 7}), total) == "holds if blanks are zero"
    assert _of(changed(row, {total: 8}), total) == "not assessable"
    assert _of(changed(row, {total: 6}), total) == "broken"
    facts = {**changed(row, {total: 7}).facts}
    facts["requests.granted.research"] = Fact("requests.granted.research", None, "not_applicable", "/")
    assert _of(attrs.evolve(row, facts=facts), total) == "holds if blanks are zero"
    facts["requests.granted.research"] = Fact("requests.granted.research", None, "text", "本机关没有")
    assert _of(attrs.evolve(row, facts=facts), total) == "not assessable"
    # Where nothing at all is printed nothing can be said to hold.
    empty = changed(row, dict.fromkeys([*others, *(f"requests.granted.{c}" for c in _ENDS)]))
    assert _of(empty, total) == "not assessable"


_ENDS = ("natural_person", "other_organization", "total")


@pytest.mark.parametrize(("value", "unit"), [(-2, None), (Decimal("1.5"), None), (3, "万")])
def test_what_is_no_count_is_no_term(value: int | Decimal, unit: str | None) -> None:
    report = consistent(Random(1), "2021", size="ordinary", blanks="none")
    code = "requests.granted.business"
    facts = {**changed(report, {"requests.granted.total": 0, "requests.granted.natural_person": 9}).facts}
    facts[code] = Fact(code, value, "number", str(value), unit=unit, basis="printed")
    odd = attrs.evolve(report, facts=facts)
    # Another check reports it. Nothing is said of its sums, though the other numbers alone are too many.
    assert _of(odd, "requests.granted.total") == "not assessable"
    assert _of(odd, "requests.concluded.business", "result sum") == "not assessable"
    by_identity = {a.identity.right[0]: a for a in outcomes(odd) if a.identity.kind == "row sum"}
    side = by_identity["requests.granted.total"].left
    assert side.terms[1].value == value  # told as printed all the same
    assert by_identity["requests.granted.total"].difference is None


def test_rows_that_are_not_there_may_be_part_of_a_result_sum() -> None:
    report = consistent(Random(1), "2021", size="ordinary", blanks="none")
    absent = {c: Fact(c, None, "absent") for c in report.facts if c.startswith("requests.denied.state_secret.")}
    short = attrs.evolve(report, facts={**report.facts, **absent})
    total = "requests.concluded.total"
    printed = sum(
        int(f.value or 0)
        for i in results(short)
        if i.right == (total,) and i.kind == "result sum"
        for f in (short.facts[code] for code in i.left)
    )
    assert _of(changed(short, {total: printed}), total, "result sum") == "not assessable"
    assert _of(changed(short, {total: printed + 1}), total, "result sum") == "not assessable"
    assert _of(changed(short, {total: printed - 1}), total, "result sum") == "broken"


@pytest.mark.parametrize(
    ("cells", "other"),
    [(("2", "0", "2"), "not assessable"), (("１",), "not assessable"), (("0", "0"), "broken"), (("无",), "broken")],
)
def test_rows_that_the_form_does_not_have_may_be_part_of_a_result_sum(cells: tuple[str, ...], other: str) -> None:
    report = consistent(Random(1), "2021", size="ordinary", blanks="none")
    more = attrs.evolve(report, unknown_rows=(UnknownRow("requests", "其中：撤回", cells, PLACE, None),))
    total = "requests.concluded.total"
    assert _of(more, total, "result sum") == "holds"
    value = int(more.facts[total].value or 0)
    for wrong in (value + 1, value - 1):
        assert _of(changed(more, {total: wrong}), total, "result sum") == other
        assert _of(changed(more, {total: wrong}), total, "balance") == "broken"


def test_a_report_without_these_tables_has_no_sum_that_says_anything(request: pytest.FixtureRequest) -> None:
    path = request.path.parent / "data" / "irregular" / "none-for-tables.txt"
    report = govparse.parse(path.read_bytes())
    assert report.forms["requests"] is None
    assert set(results(report).values()) == {"not assessable"}
    assert len(results(report)) in (40, 42)


def test_the_form_of_each_table_decides_which_sums_there_are() -> None:
    for seed in seeds("mixed forms", 20):
        with seeded(seed) as random:
            report = consistent(random)
            form = next(block.form for block in report.blocks if block.name == "requests")
            assert len(results(report)) == {"2019": 40, "2021": 42}[form]
