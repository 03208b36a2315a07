"""Every fixture is read as a careful human reads it: every cell, state, section, title, unknown row."""

from __future__ import annotations

import pytest
from fixtures import ABSENT, DATA, FOLDERS, all_codes, differences, expected, matches, options, read, stems

import govparse
from govparse import Fact, GovparseError

REPORTS = [stem for stem in stems(*FOLDERS) if expected(stem)["error"] is None]
FAILURES = [stem for stem in stems(*FOLDERS) if expected(stem)["error"] == "not_a_report"]
SEVERAL = [stem for stem in stems(*FOLDERS) if expected(stem)["error"] == "several_reports"]


@pytest.mark.parametrize("stem", REPORTS)
def test_report_is_read_as_a_human_reads_it(stem: str) -> None:
    report = read(stem)
    assert differences(stem, report) == []


@pytest.mark.parametrize("stem", FAILURES)
def test_what_is_no_report_is_said_aloud(stem: str) -> None:
    with pytest.raises((govparse.NotAReport, govparse.Unreadable)) as caught:
        govparse.parse_file(DATA / f"{stem}.txt")
    assert caught.value.messages["zh"]
    assert caught.value.messages["en"]


@pytest.mark.parametrize("stem", SEVERAL)
def test_several_reports_are_told_apart(stem: str) -> None:
    data = (DATA / f"{stem}.txt").read_bytes()
    with pytest.raises(govparse.SeveralReports):
        govparse.parse(data)
    reports = list(govparse.parse_all(data))
    parts = expected(stem)["parts"]
    assert len(reports) >= max(2, len(parts))
    for part, report in zip(parts, reports, strict=False):
        for code in sorted(all_codes(part) | set(report.facts)):
            fact = report.facts.get(code) or Fact(code, None, "absent")
            assert any(matches(fact, cell) for cell in options(part, code)), (part, code, fact)
        assert report.year == expected(part)["year"]


def test_there_are_fixtures_of_every_kind() -> None:
    # A broken search for files must not pass as "all fixtures are right".
    assert len(REPORTS) > 240
    assert len(FAILURES) >= 5
    assert len(SEVERAL) >= 2


def test_the_comparison_can_fail() -> None:
    stem = "seeds/xidian-2019"
    report = read(stem)
    other = govparse.parse_file(DATA / "layouts/c-dense-2021.txt")
    assert differences(stem, report) == []
    assert len(differences(stem, other)) > 100
    assert not matches(Fact("x", 0, "number", "0"), None)
    assert not matches(Fact("x", None, "blank"), 0)
    assert matches(Fact("x", None, "absent"), ABSENT)
    assert issubclass(govparse.NotAReport, GovparseError)
