"""Every number has its place: the text there is the cell as printed."""

from __future__ import annotations

import pytest
from fixtures import FOLDERS, expected, read, stems

from govparse.reading.fold import fold
from govparse.records import TextPlace

REPORTS = [stem for stem in stems(*FOLDERS) if expected(stem)["error"] is None]


@pytest.mark.parametrize("stem", REPORTS)
def test_places_hold_what_is_printed(stem: str) -> None:
    report = read(stem)
    text = report.source_text
    for code, fact in report.facts.items():
        if fact.state == "absent":
            assert fact.place is None and fact.text == "" and fact.value is None, code
            continue
        place = fact.place
        assert place is not None, code
        assert 0 <= place.start <= place.end <= len(text)
        if fact.state == "unread":
            assert fact.value is None and fact.reason, code
            for candidate in fact.candidates:
                assert candidate.place is not None
                assert text[candidate.place.start : candidate.place.end] == candidate.text
            continue
        printed = text[place.start : place.end]
        if printed != fact.text:  # one of several equal cells: the place is the row
            assert fact.text in printed and fact.state == "number", code
        assert isinstance(place, TextPlace), code
        assert _line_and_column(text, place.start) == (place.line, place.column), code
        if fact.state == "number":
            assert any(c.isdigit() for c in fact.text), code
        if fact.state == "blank":
            assert fact.value is None and fold(fact.text).strip() == "", code


def _line_and_column(text: str, position: int) -> tuple[int, int]:
    before = text[:position].replace("\r\n", "\n ").replace("\f", "\n").replace("\r", "\n").replace("\v", "\n")
    # "\n " keeps the length of "\r\n", the blank belongs to no line
    line = before.count("\n") + 1
    start = max(text.rfind(end, 0, position) for end in ("\n", "\r", "\f", "\v")) + 1
    return line, position - start + 1


def test_no_number_has_two_places() -> None:
    for stem in REPORTS:
        report = read(stem)
        rows: dict[tuple[int, int], list[str]] = {}
        for code, fact in report.facts.items():
            if fact.state == "number" and fact.place is not None:
                rows.setdefault((fact.place.start, fact.place.end), []).append(code)
        for (start, end), codes in rows.items():
            shared = {code.rpartition(".")[0] for code in codes}
            printed = report.source_text[start:end]
            if len(codes) > 1:  # only where the place is the row itself
                assert printed != report.facts[codes[0]].text, (stem, codes)
                assert len(shared) <= 3, (stem, codes)
