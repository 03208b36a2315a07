"""What `check` has to show: reports with their findings and how their sums stand, and inputs that failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from attrs import evolve, frozen

from govparse.checks import Checked
from govparse.checks.arithmetic.outcomes import Outcome, outcomes
from govparse.records import AnnualReport, Finding, Severity

OUTCOMES: tuple[Outcome, ...] = ("holds", "broken", "holds if blanks are zero", "not assessable")
"""How a sum of the form can stand, in the order shown."""
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""From the gravest on."""


@frozen
class Result:
    """A report, what is to be said about it, and how many sums of its form hold (outcome → number)."""

    report: AnnualReport
    findings: tuple[Finding, ...]
    tally: Mapping[str, int]

    def by_severity(self) -> list[Finding]:
        """Return the findings, the gravest first."""
        return sorted(self.findings, key=lambda found: SEVERITIES.index(found.severity))


@frozen
class Failure:
    """An input that could not be used."""

    source: str
    kind: str
    messages: Mapping[str, str]

    def __hash__(self) -> int:
        return hash((self.source, self.kind))


Item = Result | Failure


def result(checked: Checked, wanted: Collection[str]) -> Result:
    """Return what is shown of a report; of what a finding explains only the rules that are wanted."""
    tally = Counter(outcome.outcome for outcome in outcomes(checked.report))
    return Result(
        checked.report,
        tuple(_without(found, wanted) for found in checked.findings),
        {name: tally[name] for name in OUTCOMES},
    )


def _without(found: Finding, wanted: Collection[str]) -> Finding:
    kept = tuple(_without(other, wanted) for other in found.related if other.rule in wanted)
    return found if kept == found.related else evolve(found, related=kept)


def reports(items: Iterable[Item]) -> Iterator[Result]:
    """Yield the results among the items."""
    return (item for item in items if isinstance(item, Result))


def failures(items: Iterable[Item]) -> Iterator[Failure]:
    """Yield the failures among the items."""
    return (item for item in items if isinstance(item, Failure))


def count(items: Iterable[Item]) -> Counter[Severity]:
    """Count the findings by severity."""
    return Counter(found.severity for item in reports(items) for found in item.findings)
