"""`check` and `check_all`: what is selected, ignored, and in which order it comes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from profiles import examples

import govparse
from govparse import strategies
from govparse.rules import FAMILIES, RULES, family_of

EXAMPLES = Path(__file__).parent.parent / "examples"
WRONG = govparse.parse_file(EXAMPLES / "bureau-2023.txt")
EARLIER = govparse.parse_file(EXAMPLES / "bureau-2022.txt")
BROKEN = ["row-sum-broken", "result-sum-broken", "balance-broken"]


def _rules(findings: tuple[govparse.Finding, ...]) -> list[str]:
    return [found.rule for found in findings]


def test_findings_come_by_family() -> None:
    found = _rules(govparse.check(WRONG))
    assert found == ["cell-contradicted", "text-outcome"]
    order = [FAMILIES.index(family_of(rule)) for rule in found]
    assert order == sorted(order)


@pytest.mark.parametrize("rule", BROKEN)
def test_what_a_finding_explains_is_said_by_itself_where_that_finding_is_not_wanted(rule: str) -> None:
    assert _rules(govparse.check(WRONG, select=[rule])) == [rule]


def test_ignored_rules_and_families() -> None:
    assert _rules(govparse.check(WRONG, ignore=["cell-contradicted", "text"])) == BROKEN
    assert govparse.check(WRONG, select=["arithmetic"], ignore=["arithmetic"]) == ()
    assert govparse.check(WRONG, select=[]) == ()
    (first,) = govparse.check_all([WRONG], select=["text"])
    assert _rules(first.findings) == ["text-outcome"]


def test_a_name_that_is_no_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="no-such-rule"):
        govparse.check(WRONG, select=["no-such-rule"])
    with pytest.raises(ValueError, match="sums"):
        govparse.check_all([WRONG], ignore=["sums"])


def test_reports_come_back_in_the_order_given_and_unchanged() -> None:
    before = EARLIER.to_json(), WRONG.to_json()
    later, earlier = govparse.check_all(iter([WRONG, EARLIER]))
    assert later.report is WRONG and earlier.report is EARLIER
    assert _rules(later.findings) == ["cell-contradicted", "text-outcome"] and earlier.findings == ()
    assert (EARLIER.to_json(), WRONG.to_json()) == before


def test_the_same_report_gives_the_same_findings() -> None:
    again = govparse.parse_file(EXAMPLES / "bureau-2023.txt")
    assert govparse.check(again) == govparse.check(WRONG)


def test_each_rule_is_in_one_family() -> None:
    assert sorted(RULES) == sorted({rule for family in FAMILIES for rule in RULES if family_of(rule) == family})
    with pytest.raises(KeyError):
        family_of("no-such-rule")


@examples(60)
@given(strategies.reports(size="ordinary", plain=True, complete=False))
def test_nothing_is_found_in_a_consistent_report(report: govparse.AnnualReport) -> None:
    """But that the head of the fees may say another unit than 万元: the generator prints such heads on purpose."""
    fees = report.facts.get("proactive.fees.amount")
    other_unit = fees is not None and fees.unit not in (None, "万元") and bool(fees.value)
    expected = ["unit-unexpected"] if other_unit else []
    assert _rules(govparse.check(report)) == expected
    assert _rules(govparse.check(govparse.parse(govparse.render(report)))) == expected


def test_real_reports_have_no_errors(seeds: Path) -> None:
    reports = [report for path in sorted(seeds.glob("*.txt")) for report in govparse.parse_all(path.read_bytes())]
    checked = govparse.check_all(reports)
    assert len(checked) == 5
    assert [found.rule for each in checked for found in each.findings if found.severity == "error"] == []
