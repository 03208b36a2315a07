"""`check` and `check_all`: every family of checks, in the order of the families."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from attrs import frozen

from govparse.checks.arithmetic import check_arithmetic
from govparse.checks.text import check_text
from govparse.checks.values import check_values
from govparse.checks.years import between_years
from govparse.forms.names import in_words_of
from govparse.forms.registry import demand_known
from govparse.records import AnnualReport, Finding
from govparse.rules import FAMILIES, RULES, Family, family_of

CHECKS: Mapping[Family, Callable[[AnnualReport], Iterator[Finding]]] = {
    "arithmetic": check_arithmetic,
    "values": check_values,
    "text": check_text,
}
"""Family → what yields its findings about one report. `years` needs several, see `check_all`."""


@frozen
class Checked:
    """A report and all that is to be said about it: the findings of reading, then those of the checks."""

    report: AnnualReport
    """The report as it was given: no check changes it."""
    findings: tuple[Finding, ...]


def check(
    report: AnnualReport, *, select: Collection[str] | None = None, ignore: Collection[str] = ()
) -> tuple[Finding, ...]:
    """Check one report against itself: the sums of the form, its values, its prose.

    Returns the findings of the checks; those of the reading are in `report.findings`. `select` and `ignore`
    are ids of rules or names of families (`govparse.rules`); None selects all. A finding is an `error` only
    where every cell that it rests on was read beyond doubt. Where the form says what is checked, the page of the
    rule names form and item (`docs/rules`, `govparse rules ID`).

    Raises `ValueError` for a name that is neither a rule nor a family, `FormError` for a report in a form that is not
    known here (it came from JSON, and the package that brings the form is not installed).
    """
    wanted = rules_named(select, ignore)
    families = [family for family in CHECKS if any(family_of(rule) == family for rule in wanted)]
    demand_known(block.form for block in report.blocks)
    with in_words_of(report.blocks):
        return _chosen((found for family in families for found in CHECKS[family](report)), wanted)


def check_all(
    reports: Iterable[AnnualReport], *, select: Collection[str] | None = None, ignore: Collection[str] = ()
) -> tuple[Checked, ...]:
    """Check reports, each against itself and against that of the same body on the year before.

    Returns them in the order given, each with the findings of its reading and of all checks. What two years
    say differently is found of the later one. `select` and `ignore` are as for `check`, for the findings
    of reading as well. All reports are kept in memory.

    Raises what `check` raises: `ValueError`, `FormError`.
    """
    wanted = rules_named(select, ignore)
    kept = list(reports)
    between = between_years(kept)
    return tuple(
        Checked(
            report,
            (*_chosen(report.findings, wanted), *check(report, select=wanted), *_chosen(later, wanted)),
        )
        for report, later in zip(kept, between, strict=True)
    )


def _chosen(findings: Iterable[Finding], wanted: Collection[str]) -> tuple[Finding, ...]:
    """Return the findings of rules that are wanted; of one that is not, those that it explains."""
    chosen: list[Finding] = []
    for found in findings:
        chosen += [found] if found.rule in wanted else _chosen(found.related, wanted)
    return tuple(chosen)


def rules_named(select: Collection[str] | None, ignore: Collection[str] = ()) -> frozenset[str]:
    """Return the ids of the rules that are selected and not ignored; names of families stand for their rules."""
    chosen = set(RULES) if select is None else _expand(select)
    return frozenset(chosen - _expand(ignore))


def _expand(names: Collection[str]) -> set[str]:
    unknown = sorted(name for name in names if name not in RULES and name not in FAMILIES)
    if unknown:
        raise ValueError(f"no rule and no family of rules: {', '.join(unknown)}")
    return {rule for rule in RULES if rule in names or family_of(rule) in names}
