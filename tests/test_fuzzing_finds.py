"""Inputs that the fuzzer made: what it demands of any input is demanded of each that was kept."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from attrs import evolve

import govparse

sys.path.append(str(Path(__file__).parent / "fuzzing"))

from oracles import TARGETS, Find, check, check_report, kept
from scale import MARK, calls, enlarged

MOST = 1.2
"""So many more calls for each byte may be needed where an input is four times as long."""


def _name(value: object) -> str:
    return value.name if isinstance(value, Path) else str(value)


@pytest.mark.parametrize(("target", "path"), kept("finds") + kept("reached"), ids=_name)
def test_inputs_of_the_fuzzer_keep_the_promises(target: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVPARSE_SOFFICE", "not-while-fuzzing")
    check(target, path.read_bytes())


@pytest.mark.parametrize(("target", "path"), kept("growth"), ids=_name)
def test_what_grew_grows_no_more(target: str, path: Path) -> None:
    before, piece, after = path.read_bytes().split(MARK)
    piece = enlarged(piece)
    calls(target, before + piece + after)  # grammars are built once
    shorter, longer = (before + piece * times + after for times in (4, 16))
    assert calls(target, longer) / len(longer) < MOST * calls(target, shorter) / len(shorter)


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_takes_anything(target: str) -> None:
    for data in (b"", b"\0", b"\xff\xfe", b"<", "总计".encode()):
        assert check(target, data) == 0


def test_what_a_reader_did_not_foresee_is_a_find(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govparse.reading.docx.reader.read_docx", lambda data, limits: data[0].missing)
    with pytest.raises(AttributeError):
        check("docx", b"<w:p/>")


def test_a_place_where_something_else_is_printed_is_a_find() -> None:
    report = govparse.parse_file(Path(__file__).parent.parent / "examples" / "town-2019.txt")
    check_report(report)
    fact = report.facts["requests.received.total"]
    assert fact.place is not None
    for place in (evolve(fact.place, start=fact.place.start + 1), evolve(fact.place, end=10**6)):
        with pytest.raises(Find):
            check_report(evolve(report, facts={**report.facts, fact.code: evolve(fact, place=place)}))
    with pytest.raises(Find):
        check_report(evolve(report, facts={**report.facts, fact.code: evolve(fact, value=999)}))
