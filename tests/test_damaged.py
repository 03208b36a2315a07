"""Damaged texts in which a number or a blank was once read in another cell: kept as they were found.

Each stands with what the whole report prints: code → text of the cell, null where it is blank.
What is read must be that, or nothing.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import govparse
from govparse import Fact

KEPT = sorted((Path(__file__).parent / "damaged").glob("*.txt"))


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_nothing_is_read_in_another_cell(path: Path) -> None:
    printed = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["facts"]
    (report,) = govparse.parse_all(path.read_bytes())
    read = {code: fact for code, fact in report.facts.items() if fact.state not in ("unread", "absent")}
    assert {code: _cell(fact) for code, fact in read.items()} == {
        code: _bare(printed.get(code, "not in the report")) for code in read
    }


def _cell(fact: Fact) -> str | None:
    return None if fact.state == "blank" else _bare(fact.text)


def _bare(text: str | None) -> str | None:
    return text if text is None else "".join(text.split())


def test_there_are_some() -> None:
    assert len(KEPT) > 20
