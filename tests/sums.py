"""Reports with errors made on purpose, and what a check of them has to be measured by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random

import attrs

from govparse.checks import outcomes
from govparse.checks.arithmetic import check_arithmetic
from govparse.forms.identities import Identity
from govparse.forms.registry import forms
from govparse.records import AnnualReport, Fact, Finding, Mend
from govparse.synthetic.figures import Size
from govparse.synthetic.report import Blanks, Wanted, make_report

HOLDS = ("holds", "holds if blanks are zero")


def consistent(
    random: Random, form: str | None = None, *, size: Size | None = None, blanks: Blanks | None = None
) -> AnnualReport:
    """Return a report all sums of which hold."""
    own = tuple(known for known in forms() if form in (None, known.name))
    return make_report(random, Wanted(own, size=size, blanks=blanks, plain=True))


def changed(report: AnnualReport, values: Mapping[str, int | None]) -> AnnualReport:
    """Return a report in which cells are printed otherwise; None makes a blank."""
    facts = dict(report.facts)
    for code, value in values.items():
        state = "blank" if value is None else "number"
        facts[code] = Fact(code, value, state, "" if value is None else str(value), basis="printed")  # type: ignore[arg-type]  # wrong ones too
    return attrs.evolve(report, facts=facts)


def mended(report: AnnualReport, mends: Iterable[Mend]) -> AnnualReport:
    """Return a report with changes made that findings have named."""
    return changed(report, {change.code: change.value for mend in mends for change in mend.changes})


def found(report: AnnualReport) -> tuple[Finding, ...]:
    """Return what the sums say against a report."""
    return tuple(check_arithmetic(report))


def results(report: AnnualReport) -> dict[Identity, str]:
    """Return the outcome of each sum."""
    return {assessed.identity: assessed.outcome for assessed in outcomes(report)}


def about(finding: Finding) -> list[tuple[str, ...]]:
    """Return the cells of the sums that a finding is about, sum by sum."""
    return [single.codes for single in finding.related or (finding,)]


def assert_sound(report: AnnualReport) -> tuple[Finding, ...]:
    """Check what every finding promises; return the findings.

    Each broken sum is told, and no other. Each mend mends the sums that its finding is about, and breaks none; where
    two findings are about the same sum, their mends do so together.
    """
    before = results(report)
    said = found(report)
    broken = {identity for identity, outcome in before.items() if outcome == "broken"}
    told = [codes for finding in said for codes in about(finding)]
    assert sorted({identity.codes for identity in broken}) == sorted(set(told))
    for finding in said:
        own = set(about(finding))
        assert len(set(finding.mends)) == len(finding.mends)
        others = [other for other in said if other is not finding and own & set(about(other))]
        for mend in finding.mends:
            for change in mend.changes:
                fact = report.facts[change.code]
                assert change.value >= 0 and change.value != (change.printed or 0)
                assert fact.value == change.printed
                assert fact.state == ("number" if change.printed is not None else "blank")
            assert len({change.code for change in mend.changes}) == len(mend.changes)
            assert all(len(other.mends) == 1 for other in others)
            after = results(mended(report, [mend, *(other.mends[0] for other in others)]))
            for identity, outcome in after.items():
                if identity.codes in own:
                    assert outcome != "broken"
                if before[identity] in HOLDS:
                    assert outcome in HOLDS
                if before[identity] == "not assessable":
                    assert outcome != "broken"
    return said


def verdict(said: Sequence[Finding], wrong: Mapping[str, int | None]) -> str:
    """Return how well an error was located: `wrong` holds the true values of the cells that are wrong.

    `located`: one mend is named, and it is the true one; `several`: it is one of those named; `listed`: a sum of one
    of the cells is said to be broken; `elsewhere`: other cells are said to be the wrong ones; `missed`.
    """
    true = {(code, value or 0) for code, value in wrong.items()}
    result = "missed"
    for finding in said:
        ways = [{(change.code, change.value) for change in mend.changes} for mend in finding.mends]
        if any(true <= way for way in ways):
            return "located" if len(ways) == 1 else "several"
        if any(code in codes for codes in about(finding) for code in wrong):
            result = "elsewhere" if len(ways) == 1 else "listed" if result == "missed" else result
    return result


def cells_in_sums(report: AnnualReport, wanted: Sequence[str] = HOLDS, at_least: int = 2) -> Iterator[str]:
    """Yield the printed numbers of which so many sums have such an outcome."""
    counts: dict[str, int] = {}
    for assessed in outcomes(report):
        if assessed.outcome in wanted:
            for code in assessed.identity.codes:
                counts[code] = counts.get(code, 0) + 1
    for code, count in counts.items():
        if count >= at_least and report.facts[code].state == "number":
            yield code


def other_digit(random: Random, value: int) -> int:
    """Return a number that differs by one digit."""
    digits = list(str(value))
    place = random.randrange(len(digits))
    first = place == 0 and len(digits) > 1
    digits[place] = random.choice([digit for digit in "0123456789"[first:] if digit != digits[place]])
    return int("".join(digits))
