"""Tables and prose of the year before, unchanged."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from year_parts import BASE, IN, OUT, only, said, small, with_states

from govparse import AnnualReport
from govparse.records import Section

MANY = {
    "requests.granted.natural_person": 84,
    "requests.granted.total": 84,
    "requests.partly_granted.natural_person": 37,
    "requests.partly_granted.total": 37,
    "requests.denied.internal_affairs.natural_person": 55,
    "requests.denied.internal_affairs.total": 55,
    "requests.unavailable.not_held.business": 120,
    "requests.unavailable.not_held.total": 120,
    "requests.not_processed.petition.business": 19,
    "requests.not_processed.petition.total": 19,
    "review.reconsideration.upheld": 4,
    "review.reconsideration.total": 4,
}


def two(numbers: dict[str, Any], other: dict[str, Any] | None = None) -> list[AnnualReport]:
    return [small(numbers, year=2022, source="a"), small({**numbers, **(other or {})}, year=2023, source="b")]


def test_a_table_that_was_copied() -> None:
    found = only(two(MANY))
    assert (found.rule, found.severity) == ("table-copied", "warning")
    assert set(found.codes) == {code for code in MANY if code.startswith("requests.")}


def test_another_number_is_no_copy() -> None:
    assert said(two(MANY, {"requests.granted.business": 1})) == [[], []]
    assert said([two(MANY)[0], with_states(two(MANY)[1], "blank", ["requests.granted.business"])]) == [[], []]


@pytest.mark.parametrize(
    "numbers",
    [
        {},
        {"requests.granted.natural_person": 1, "requests.received.natural_person": 1},
        {f"requests.{row}.natural_person": n for n, row in enumerate(("granted", "partly_granted", "carried_out"), 1)},
        # Twenty times the same number is one coincidence.
        {code: 5000 for code in BASE.facts if code.startswith("requests.granted.")},
        # Stocks stay as they are.
        {"proactive.rules.in_force": 133, "proactive.normative_documents.in_force": 20_417},
        {"review.reconsideration.upheld": 3, "review.litigation.direct.upheld": 2, "review.litigation.direct.other": 1},
    ],
)
def test_chance_makes_tables_alike(numbers: dict[str, Any]) -> None:
    carried = dict.fromkeys(IN.values(), 0)
    reports = two({**numbers, **carried, **dict.fromkeys(OUT.values(), 0)})
    assert said(reports) == [[], []]


def test_section_two_copied() -> None:
    flows = {
        "proactive.licensing.decisions": 20417,
        "proactive.penalties.decisions": 3368,
        "proactive.compulsion.decisions": 512,
        "proactive.fees.amount": 77,
    }
    assert only(two(flows)).rule == "table-copied"


PROSE = "。".join(f"本年第{n}项工作由第{n * 7}组承办并按时完成" for n in range(40))


def written(name: str, *texts: str) -> list[AnnualReport]:
    reports = two({})
    return [
        evolve(report, sections={**report.sections, name: Section(text, 0, 0)})
        for report, text in zip(reports, texts, strict=True)
    ]


@pytest.mark.parametrize(("name", "severity"), [("overview", "warning"), ("problems", "info")])
def test_prose_that_was_copied(name: str, severity: str) -> None:
    old, new = f"2022年，{PROSE}。", f"2023 年， {PROSE}"
    assert said(written(name, old, new)) == [[], [("prose-copied", severity)]]
    assert said(written(name, old, new.replace("第7组", "第8组"))) == [[], []]
    assert said(written(name, old[:150], new[:150])) == [[], []]


@pytest.mark.parametrize("name", ["preamble", "other_matters", "closing"])
def test_other_prose_may_stay_as_it_is(name: str) -> None:
    assert said(written(name, PROSE, PROSE)) == [[], []]
