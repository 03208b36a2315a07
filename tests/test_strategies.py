"""Strategies: what they promise of the reports they draw, and that these shrink."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from random import Random

import pytest
from hypothesis import Phase, find, given, settings
from profiles import examples, rounds

from govparse import AnnualReport, strategies
from govparse.forms.headings import find_headings
from govparse.forms.identities import IdentityKind
from govparse.forms.registry import forms
from govparse.limits import Limits
from govparse.reading.text.reader import read_text
from govparse.synthetic.figures import Size
from govparse.synthetic.numbers import PrintedNumber
from govparse.synthetic.report import Wanted, make_report
from govparse.testing import corpus, synthetic_report

KINDS: tuple[IdentityKind, ...] = ("row sum", "result sum", "balance", "review sum")
quick = settings(max_examples=400, database=None, deadline=None)


def whole_numbers(report: AnnualReport) -> dict[str, int]:
    """Return the printed figures of sections three and four."""
    return {code: fact.value for code, fact in report.facts.items() if isinstance(fact.value, int)}


def broken(report: AnnualReport) -> list[str]:
    """Return the kinds of the identities that do not hold, blanks taken as unknown."""
    values = whole_numbers(report)
    form = next(form for form in forms() if form.name == report.forms["requests"])
    return [i.kind for i in form.identities if all(code in values for code in i.codes) and i.difference(values)]


@examples(60)
@given(strategies.reports())
def test_all_sums_hold(report: AnnualReport) -> None:
    assert broken(report) == []
    assert len(report.facts) == {"2019": 198, "2021": 200}[report.forms["requests"] or ""]
    assert report.requests is not None and report.requests.received.total is report.facts["requests.received.total"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_chosen_sum_is_broken(kind: IdentityKind) -> None:
    @examples(15)
    @given(strategies.reports(broken=kind))
    def check(report: AnnualReport) -> None:
        assert kind in broken(report)

    check()


def test_one_identity_is_broken_and_with_it_those_that_share_the_figure() -> None:
    form = forms()[1]
    identity = next(i for i in form.identities if i.right == ("requests.concluded.total",) and i.kind == "row sum")

    @examples(30)
    @given(strategies.reports("2021", broken=identity))
    def check(report: AnnualReport) -> None:
        values = whole_numbers(report)
        assert identity.difference(values)
        wrong = [i for i in form.identities if all(c in values for c in i.codes) and i.difference(values)]
        assert any(all(code in i.codes for i in wrong) for code in identity.codes)

    check()
    fee_unpaid = next(i for i in form.identities if i.right == ("requests.other_outcome.fee_unpaid.total",))
    with pytest.raises(ValueError, match="no such identity"):
        make_report(Random(1), Wanted((forms()[0],), broken=fee_unpaid))


@examples(40)
@given(strategies.reports("2021", blanks="totals"))
def test_totals_only(report: AnnualReport) -> None:
    for code, fact in report.facts.items():
        if code.startswith("requests."):
            assert (fact.state == "number") is code.endswith(".total"), code


@examples(40)
@given(strategies.reports(blanks="zeros", plain=True))
def test_blanks_are_zeros_left_out(report: AnnualReport) -> None:
    for table in ("requests", "review"):
        values = {c: int(f.value or 0) for c, f in report.facts.items() if c.startswith(table)}
        form = next(form for form in forms() if form.name == report.forms["requests"])
        own = [i for i in form.identities if i.codes[0].startswith(table)]
        assert all(i.difference(values) == 0 for i in own)


@examples(40)
@given(strategies.reports(mixed=True))
def test_mixed_blocks(report: AnnualReport) -> None:
    printed = {block.name: block.form for block in report.blocks}
    proactive = {form for name, form in printed.items() if name.startswith("proactive")}
    assert report.forms["proactive"] == ("mixed" if len(proactive) > 1 else proactive.pop())


def test_every_kind_of_report_is_drawn() -> None:
    """What is promised can be had: it is found among some reports."""
    conditions = {
        "mixed": (strategies.reports(mixed=True), lambda r: r.forms["proactive"] == "mixed"),
        "both forms": (strategies.reports(mixed=True), lambda r: r.forms["proactive"] == "2019" != r.forms["requests"]),
        "no table": (strategies.reports(complete=False), lambda r: r.forms["review"] is None),
        "marks": (strategies.reports(), lambda r: any(f.state == "not_applicable" for f in r.facts.values())),
        "large": (strategies.reports(size="province"), lambda r: any((f.value or 0) > 10**7 for f in r.facts.values())),
        "units": (strategies.reports(), lambda r: any(f.unit == "元" for f in r.facts.values())),
        "notes": (strategies.reports(), lambda r: any(f.note for f in r.facts.values())),
        "wide": (strategies.reports(), lambda r: any("，" in f.text or "２" in f.text for f in r.facts.values())),
    }
    for strategy, condition in conditions.values():
        find(strategy, condition, settings=settings(quick, max_examples=3000, phases=[Phase.generate]))


@examples(30)
@given(strategies.reports(size="zero-heavy", blanks="none"))
def test_zero_heavy_reports_hold_little_else(report: AnnualReport) -> None:
    inner = [f for c, f in report.facts.items() if c.startswith("requests.") and not c.endswith(".total")]
    assert sum(f.value == 0 for f in inner) > len(inner) * 2 / 3


@pytest.mark.slow
def test_a_report_shrinks_to_the_smallest_table() -> None:
    code = "requests.denied.internal_affairs.total"

    def fails(report: AnnualReport) -> bool:
        value = report.facts.get(code)
        return value is not None and isinstance(value.value, int) and value.value >= 5

    # Large figures take a thousand steps more to become small.
    size: Size | None = "zero-heavy" if rounds(1) == 1 else None
    smallest = find(strategies.reports("2021", size=size), fails, settings=quick)
    filled = {c: f.text for c, f in smallest.facts.items() if f.state != "number" or f.value}
    assert filled == {
        f"requests.{row}.{column}": "5"
        for row in ("received", "denied.internal_affairs", "concluded")
        for column in ("natural_person", "total")
    }
    assert all(section is None or len(section.text) < 40 for section in smallest.sections.values())
    alone = find(strategies.reports("2021", complete=False), fails, settings=quick)
    printed = [c for c, f in alone.facts.items() if f.state != "absent"]
    assert printed == [c for c in alone.facts if c.startswith("requests.denied.internal_affairs.")]


def test_a_failing_example_is_shown_as_its_table(tmp_path: object) -> None:
    code = (
        "from hypothesis import given, settings\n"
        "from govparse import strategies\n"
        "@settings(max_examples=50, database=None)\n"
        "@given(strategies.reports('2021'))\n"
        "def check(report):\n"
        "    assert not report.facts['requests.granted.total'].value\n"
        "check()\n"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1
    assert forms()[1].official["GRANTED"] + "\t\t1\t0\t0\t0\t0\t0\t1" in done.stderr
    assert "<AnnualReport" in done.stderr and len(done.stderr) < 20_000


@examples(60)
@given(strategies.numbers(size="province"))
def test_numbers_are_printed_as_they_are_meant(number: PrintedNumber) -> None:
    assert isinstance(number.value, int) and number.value >= 0
    digits = number.text.partition("（")[0].replace(",", "").rstrip("件项个条")
    assert int(digits) == number.value
    assert (number.unit or "") in number.text and (number.note or "") in number.text


@examples(60)
@given(strategies.numbers("amount"), strategies.numbers("change"), strategies.blanks())
def test_other_cells(amount: PrintedNumber, change: PrintedNumber, blank: PrintedNumber) -> None:
    assert isinstance(amount.value, int | Decimal) and str(amount.value) in amount.text
    assert isinstance(change.value, int) and str(abs(change.value)) in change.text
    assert change.value >= 0 or change.text[0] in "-减"
    assert blank.value is None and (blank.state == "blank") is (blank.text == "")


@examples(40)
@given(strategies.headings("REQUESTS"), strategies.prose(), strategies.titles())
def test_headings_and_prose(heading: str, prose: str, title: str) -> None:
    found = find_headings(read_text(f"{title}\n{heading}\n{prose}", Limits()))
    assert [h.section for h in found if h.section] == ["REQUESTS"]
    assert prose == prose.strip() and "\n\n" not in prose


@examples(20)
@given(strategies.tables("review", "2019"))
def test_tables(table: dict[str, object]) -> None:
    assert list(table) == [code for code in forms()[0].codes if code.startswith("review.")]


def test_a_corpus_is_the_same_for_the_same_seed() -> None:
    first = list(corpus("2021", count=6, seed=4))
    assert first == list(corpus("2021", count=6, seed=4))
    assert first[5] == synthetic_report(5, form="2021", seed=4)
    assert first != list(corpus("2021", count=6, seed=5))
    assert len({report.title for report in corpus(count=30)}) > 20
