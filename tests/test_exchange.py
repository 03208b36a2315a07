"""JSON: the contract, both ways without loss, errors that name all that is wrong."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from fixtures import DATA, FOLDERS, expected, read, stems

import govparse
from govparse import AnnualReport
from govparse.exchange import to_dict, to_json

REPORTS = [stem for stem in stems(*FOLDERS) if expected(stem)["error"] is None]
SEED = DATA / "seeds" / "xidian-2019.txt"


@pytest.mark.parametrize("stem", REPORTS)
def test_both_ways_without_loss(stem: str) -> None:
    report = read(stem)
    again = AnnualReport.from_json(report.to_json())
    assert again == report
    assert again.to_json() == report.to_json()


def test_the_keys_of_the_contract() -> None:
    data = json.loads(govparse.parse_file(SEED).to_json(source_text=False))
    assert data["schema"] == 1
    assert data["forms"] == {"proactive": "2019", "requests": "2019", "review": "2019"}
    assert set(data["sections"]) == {"preamble", "overview", "problems", "other_matters", "closing"}
    fact = data["facts"]["requests.received.total"]
    assert {key: fact[key] for key in ("value", "state", "text", "basis")} == {
        "value": 21,
        "state": "number",
        "text": "21",
        "basis": "printed",
    }
    place = fact["place"]
    assert place["kind"] == "text"
    text = SEED.read_text(encoding="utf-8")
    assert text[place["start"] : place["end"]] == "21"
    assert {"source", "title", "issuer", "year", "blocks", "unknown_rows", "findings"} <= set(data)
    assert "source_text" not in data
    amount = data["facts"]["proactive.procurement.amount"]
    assert amount["value"] == "123604.14"
    assert amount["unit"] == "元"


def test_findings_in_json() -> None:
    report = govparse.parse_file(DATA / "seeds" / "huoxian-2019.txt")
    (finding,) = [f for f in to_dict(report)["findings"] if f["rule"] == "row-offset"]
    assert finding["severity"] == "warning"
    assert set(finding["messages"]) == {"zh", "en"}
    assert finding["codes"] == ["requests.carried_in.natural_person", "requests.carried_in.total"]


def test_ascii_only() -> None:
    line = to_json(govparse.parse_file(SEED), ascii_only=True)
    assert line.isascii()
    assert AnnualReport.from_json(line) == govparse.parse_file(SEED)


def test_reading_what_is_not_ours() -> None:
    with pytest.raises(ValueError, match="schema"):
        AnnualReport.from_json('{"schema": 2}')
    with pytest.raises(ValueError, match="schema"):
        AnnualReport.from_json("[]")
    with pytest.raises(ValueError, match="facts"):
        AnnualReport.from_json('{"schema": 1}')
    data = to_dict(govparse.parse_file(SEED))
    data["facts"]["requests.received.total"]["value"] = 2.5
    with pytest.raises(ValueError, match="value"):
        AnnualReport.from_json(json.dumps(data))
    data["facts"]["requests.received.total"] = {"value": 1, "state": "guessed", "surprise": 1}
    with pytest.raises(ValueError, match=r"(?s)state.*|surprise"):
        AnnualReport.from_json(json.dumps(data))


def test_a_report_is_frozen_and_comparable() -> None:
    report = govparse.parse_file(SEED)
    assert report == govparse.parse_file(SEED)
    with pytest.raises(AttributeError):
        report.year = 2020  # type: ignore[misc]  # frozen is what is tested
    fact = report.facts["proactive.procurement.amount"]
    assert isinstance(fact.value, Decimal)
    assert hash(fact) == hash(govparse.parse_file(SEED).facts["proactive.procurement.amount"])
    assert hash(govparse.parse_file(DATA / "seeds" / "huoxian-2019.txt").findings)


def test_typed_records_are_the_facts() -> None:
    report = govparse.parse_file(SEED)
    assert report.requests is not None
    assert report.proactive is not None
    assert report.review is not None
    assert report.requests.received.total is report.facts["requests.received.total"]
    assert report.requests.denied.state_secret.total is report.facts["requests.denied.state_secret.total"]
    assert report.proactive.procurement is not None
    assert report.proactive.procurement.amount.value == Decimal("123604.14")
    assert report.review.litigation.after_reconsideration.total.value == 0
    newer = govparse.parse_file(DATA / "layouts" / "c-dense-2021.txt")
    assert newer.proactive is not None
    assert newer.proactive.procurement is None
    assert newer.proactive.other_services is None


def test_the_gravest_severity() -> None:
    assert govparse.parse_file(SEED).severity is None
    assert govparse.parse_file(DATA / "seeds" / "huoxian-2019.txt").severity == "warning"
    assert govparse.parse_file(DATA / "layouts" / "o-no-tables-2021.txt").severity == "error"
