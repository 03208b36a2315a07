"""What was printed is what is read: reports of both forms, whole, mixed and in parts, in every layout."""

from __future__ import annotations

import pytest
from hypothesis import given
from profiles import examples

import govparse
from govparse import AnnualReport, strategies
from govparse.forms.identities import IdentityKind
from govparse.forms.registry import forms
from govparse.testing import LAYOUTS, differences, lay_out, lost, misplaced, moved, synthetic_report

FORMS = [form.name for form in forms()]
SHOWN = [name for name, layout in LAYOUTS.items() if layout.blanks == "shown"]
OTHERS = [name for name, layout in LAYOUTS.items() if layout.blanks != "shown"]


def printed(report: AnnualReport, layout: str) -> str | bytes:
    return LAYOUTS[layout].write(lay_out(report))


def holds(report: AnnualReport, layout: str) -> None:
    """Check all that a layout which shows its blanks has to keep."""
    text = printed(report, layout)
    read = govparse.parse(text)
    assert differences(report, read) == []
    assert misplaced(read) == []
    assert AnnualReport.from_json(read.to_json()) == read
    assert printed(read, layout) == text
    assert govparse.parse(printed(read, layout)) == read


@pytest.mark.parametrize("layout", SHOWN)
@pytest.mark.parametrize("form", FORMS)
def test_a_report_reads_back_as_it_is(form: str, layout: str) -> None:
    @examples(15)
    @given(strategies.reports(form))
    def check(report: AnnualReport) -> None:
        holds(report, layout)

    check()


@pytest.mark.parametrize("layout", SHOWN)
def test_so_does_one_of_mixed_blocks(layout: str) -> None:
    @examples(12)
    @given(strategies.reports(mixed=True))
    def check(report: AnnualReport) -> None:
        holds(report, layout)

    check()


@pytest.mark.parametrize("layout", SHOWN)
def test_so_does_one_of_which_tables_and_rows_are_missing(layout: str) -> None:
    @examples(12)
    @given(strategies.reports(complete=False))
    def check(report: AnnualReport) -> None:
        holds(report, layout)

    check()


@pytest.mark.parametrize("layout", SHOWN)
@pytest.mark.parametrize("broken", ["row sum", "result sum", "balance", "review sum"])
def test_so_does_one_whose_sums_are_wrong(broken: IdentityKind, layout: str) -> None:
    """Nothing is repaired: what was printed wrong is read wrong."""

    @examples(3)
    @given(strategies.reports(broken=broken))
    def check(report: AnnualReport) -> None:
        assert differences(report, govparse.parse(printed(report, layout))) == []

    check()


@pytest.mark.parametrize("layout", OTHERS)
@pytest.mark.parametrize("form", FORMS)
def test_where_blanks_leave_no_trace_a_fact_is_equal_or_unread(form: str, layout: str) -> None:
    @examples(8)
    @given(strategies.reports(form))
    def check(report: AnnualReport) -> None:
        read = govparse.parse(printed(report, layout))
        assert moved(report, read) == []
        assert misplaced(read) == []
        if LAYOUTS[layout].readable:
            # What is printed is not called absent: a lost cell is not a lost row.
            assert {read.facts[code].state for code in lost(report, read)} <= {"unread"}

    check()


@pytest.mark.parametrize("layout", [name for name in OTHERS if LAYOUTS[name].readable])
@pytest.mark.parametrize("form", FORMS)
def test_without_blanks_every_layout_reads_back_as_it_is(form: str, layout: str) -> None:
    @examples(8)
    @given(strategies.reports(form, blanks="none"))
    def check(report: AnnualReport) -> None:
        read = govparse.parse(printed(report, layout))
        assert differences(report, read) == []
        assert AnnualReport.from_json(read.to_json()) == read

    check()


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if LAYOUTS[name].readable])
@pytest.mark.parametrize("form", FORMS)
def test_a_number_that_is_printed_once_is_found_there(form: str, layout: str) -> None:
    """Where each number is another, its place can be checked without the reader's help."""
    report = distinct(synthetic_report(1, form=form, blanks="none"))
    text = printed(report, layout)
    read = govparse.parse(text)
    source = text if isinstance(text, str) else read.source_text
    if layout == "html":
        source = read.source_text
    checked = 0
    for code, fact in report.facts.items():
        if fact.state != "number":
            continue
        place = read.facts[code].place
        assert place is not None and source.count(fact.text) == 1
        assert (place.start, place.end) == (source.index(fact.text), source.index(fact.text) + len(fact.text)), code
        checked += 1
    assert checked > 180


def distinct(report: AnnualReport) -> AnnualReport:
    """Return a report each number of which is another one, of nine digits."""
    from attrs import evolve

    facts = {
        code: evolve(fact, value=100_000_000 + 7919 * i, text=str(100_000_000 + 7919 * i), note=None)
        if fact.state == "number"
        else fact
        for i, (code, fact) in enumerate(report.facts.items())
    }
    return evolve(report, facts=facts)
