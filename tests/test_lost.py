"""Reports whose cells lost their columns are read as a careful human reads them who reasons by the sums of the form."""

from __future__ import annotations

import pytest
from fixtures import DATA, differences, expected, matches, read, stems

import govparse
from govparse import Fact
from govparse.records import Candidate

REPORTS = stems("lost")
CANDIDATES = (Candidate("number", 3, "3", None), Candidate("blank", None, "", None))


@pytest.mark.parametrize("stem", REPORTS)
def test_report_is_read_as_its_sums_allow(stem: str) -> None:
    report = read(stem)
    assert differences(stem, report) == []


@pytest.mark.parametrize("stem", REPORTS)
def test_what_is_placed_is_printed_where_it_says(stem: str) -> None:
    report = read(stem)
    for fact in report.facts.values():
        if fact.state != "number" or fact.basis == "printed":
            continue
        assert fact.place is not None, fact
        # Where several equal cells could be it, the place is the row.
        assert fact.text in report.source_text[fact.place.start : fact.place.end], fact


@pytest.mark.parametrize("stem", REPORTS)
def test_no_error_is_built_on_what_was_placed_by_reasoning(stem: str) -> None:
    report = read(stem)
    reasoned = {code for code, fact in report.facts.items() if fact.basis in ("proved", "order")}
    for finding in govparse.check(report):
        assert finding.severity != "error" or not reasoned & set(finding.codes), finding


def test_there_are_fixtures_of_every_kind() -> None:
    # A broken search for files must not pass as "all fixtures are right".
    assert len(REPORTS) > 80
    cells = [cell for stem in REPORTS for cell in expected(stem)["except"].values()]
    proved = [cell for cell in cells if isinstance(cell, dict) and cell.get("basis") == "proved"]
    unread = [cell for cell in cells if isinstance(cell, dict) and cell.get("state") == "unread"]
    assert len(proved) > 150
    assert len(unread) > 150


@pytest.mark.parametrize(
    ("cell", "fact", "same"),
    [
        ({"value": 3, "basis": "proved"}, Fact("x", 3, "number", "3", basis="proved"), True),
        ({"value": 3, "basis": "proved"}, Fact("x", 3, "number", "3", basis="printed"), False),
        ({"value": 3}, Fact("x", 3, "number", "3", basis="order"), True),
        ({"state": "unread", "candidates": [None, 3]}, Fact("x", None, "unread", candidates=CANDIDATES), True),
        ({"state": "unread", "candidates": [3]}, Fact("x", None, "unread", candidates=CANDIDATES), False),
        ({"state": "unread", "candidates": [3, None]}, Fact("x", None, "unread", candidates=CANDIDATES[:1]), False),
        ({"state": "unread"}, Fact("x", None, "unread", candidates=CANDIDATES), True),
        ({"state": "blank", "implied": 0}, Fact("x", None, "blank", implied=0), True),
        ({"state": "blank", "implied": 0}, Fact("x", None, "blank"), False),
        ({"state": "blank", "implied": None}, Fact("x", None, "blank", implied=5), False),
        ({"state": "blank"}, Fact("x", None, "blank", implied=5), True),
    ],
)
def test_what_stands_beside_a_cell_is_compared_where_the_fixture_gives_it(cell: object, fact: Fact, same: bool) -> None:
    assert matches(fact, cell) is same


@pytest.mark.parametrize("mark", "①²⑴")
def test_a_mark_of_a_note_is_no_digit(mark: str) -> None:
    text = (DATA / "lost" / "vanished-rows-b.txt").read_text(encoding="utf-8")
    label = "4.保护第三方合法权益\n3\n1\n4\n"
    assert label in text
    for printed in (f"3\n1{mark}\n4\n", f"3\n1\n4\n{mark}\n", f"3\n1\n{mark}\n4\n", f"314{mark}\n"):
        report = govparse.parse(text.replace(label, label.partition("\n")[0] + "\n" + printed))
        for column, value in (("natural_person", 3), ("business", 1), ("total", 4)):
            fact = report.facts[f"requests.denied.third_party_rights.{column}"]
            assert fact.state == "unread" or fact.value == value, (printed, fact)
