"""Reports of a body and a year, for the tests of year against year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import evolve

from govparse import AnnualReport, Fact
from govparse.checks.years import between_years
from govparse.records import Finding
from govparse.testing import synthetic_report

COLUMNS = (
    "natural_person",
    "business",
    "research",
    "public_welfare",
    "legal_service",
    "other_organization",
    "total",
)
OUT = {column: f"requests.carried_out.{column}" for column in COLUMNS}
IN = {column: f"requests.carried_in.{column}" for column in COLUMNS}
BODY = "溪岭县水务局"
BASE = synthetic_report(3, form="2021", blanks="none")
BASE_2019 = synthetic_report(3, form="2019", blanks="none")


def named(report: AnnualReport, body: str = BODY, year: int = 2023, source: str = "") -> AnnualReport:
    """Return a report as that of a body on a year."""
    title = f"{body}{year}年政府信息公开工作年度报告"
    sections = {**report.sections, "closing": None}
    return evolve(report, title=title, issuer=body, year=year, sections=sections, source=source)


def with_numbers(report: AnnualReport, numbers: dict[str, Any]) -> AnnualReport:
    """Return a report with other numbers in some cells."""
    cells = {code: Fact(code, value, "number", str(value), basis="printed") for code, value in numbers.items()}
    return evolve(report, facts={**report.facts, **cells})


def with_states(report: AnnualReport, state: Any, codes: Iterable[str]) -> AnnualReport:
    return evolve(report, facts={**report.facts, **{code: Fact(code, None, state) for code in codes}})


def small(numbers: dict[str, Any], base: AnnualReport = BASE, **names: Any) -> AnnualReport:
    """Return a report all of whose numbers are 0 but for some."""
    zeros = {code: 0 for code, fact in base.facts.items() if fact.state == "number"}
    return named(with_numbers(evolve(base, sections=dict.fromkeys(base.sections)), {**zeros, **numbers}), **names)


def said(reports: Sequence[AnnualReport]) -> list[list[tuple[str, str]]]:
    """Return rule and severity of what is found of each report."""
    return [[(one.rule, one.severity) for one in found] for found in between_years(reports)]


def only(reports: Sequence[AnnualReport]) -> Finding:
    """Return the one finding there is."""
    (found,) = [one for findings in between_years(reports) for one in findings]
    return found
