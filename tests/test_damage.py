"""Damaged text: what is read stays right. No damage may move a number, invent one, or state a blank.

The fixtures of all layouts are damaged at random. What is compared is the undamaged reading:
a number may be lost (unread, absent), never changed.
"""

from __future__ import annotations

import re
from functools import cache

from fixtures import DATA, expected, stems
from hypothesis import given
from hypothesis import strategies as st
from profiles import examples

import govparse
from govparse import AnnualReport, GovparseError

STEMS = [
    stem
    for stem in stems("layouts", "seeds")
    if not expected(stem)["error"] and expected(stem)["figures"] and not re.search(r"/[kl]-", stem)
]


@cache
def whole(stem: str) -> AnnualReport:
    """Return the undamaged reading."""
    return govparse.parse_file(DATA / f"{stem}.txt")


# Every line of a table is a row of it: a row can be taken away and put back whole.
ROWS = [stem for stem in STEMS if re.search(r"/(?:c|d|e|j|m|markdown)-", stem)]

many = examples(200, deep=5000)


def table_lines(stem: str) -> list[int]:
    """Return the line breaks inside the tables, as positions behind them."""
    text, report = whole(stem).source_text, whole(stem)
    start = min(block.place.start for block in report.blocks)
    end = max(block.place.end for block in report.blocks)
    return [m.end() for m in re.finditer(r"\r\n|\n", text) if start < m.end() < end]


def read(text: str) -> AnnualReport | None:
    try:
        return govparse.parse(text)
    except GovparseError:
        return None


def wrong(stem: str, report: AnnualReport | None, *, but: frozenset[str] = frozenset()) -> list[str]:
    """Return what is stated otherwise than in the whole text: numbers, and blanks for numbers."""
    if report is None:
        return []
    found = []
    for code, fact in report.facts.items():
        right = whole(stem).facts.get(code)
        if fact.state in ("unread", "absent") or code in but:
            continue
        if right is None or right.state == "unread":
            continue
        if (fact.state, fact.value) != (right.state, right.value):
            found.append(f"{code}: {fact.state} {fact.value}, was {right.state} {right.value}")
    return found


@many
@given(st.data())
def test_page_numbers_change_nothing(data: st.DataObject) -> None:
    stem = data.draw(st.sampled_from(STEMS))
    at = data.draw(st.sampled_from(table_lines(stem)))
    page = data.draw(st.sampled_from(["- 3 -", "第3页", "第 3 页 共 9 页", "— 12 —", "－3－", "3 / 8"]))
    text = whole(stem).source_text
    report = govparse.parse(text[:at] + page + "\n" + text[at:])
    for code, fact in whole(stem).facts.items():
        now = report.facts[code]
        assert (now.state, now.value, now.text) == (fact.state, fact.value, fact.text), (stem, code)


@many
@given(st.data())
def test_a_bare_number_between_lines_moves_nothing(data: st.DataObject) -> None:
    stem = data.draw(st.sampled_from([s for s in STEMS if "mix-d-h-blanks" not in s]))
    at = data.draw(st.sampled_from(table_lines(stem)))
    number = data.draw(st.integers(0, 999))
    text = whole(stem).source_text
    assert wrong(stem, read(f"{text[:at]}{number}\n{text[at:]}")) == []


@many
@given(st.data())
def test_a_lost_number_moves_nothing(data: st.DataObject) -> None:
    """One printed number disappears with its line or its separator: its row is open, the others stand."""
    stem = data.draw(st.sampled_from(STEMS))
    facts = {c: f for c, f in whole(stem).facts.items() if f.state == "number" and f.place}
    code = data.draw(st.sampled_from(sorted(facts)))
    place = facts[code].place
    assert place is not None
    start, end = place.start, place.end
    text = whole(stem).source_text
    if data.draw(st.booleans()):
        rest = re.match(r"[ \t]*\|[ \t]*|\t|[ \t]*(?:\r\n|\n)", text[end:])
        end += rest.end() if rest else 0
    # Where a cell is still to be seen it is blank now; nothing else may change.
    assert wrong(stem, read(text[:start] + text[end:]), but=frozenset([code])) == []


@many
@given(st.data())
def test_a_lost_row_is_absent_and_moves_nothing(data: st.DataObject) -> None:
    stem = data.draw(st.sampled_from(ROWS))
    text = whole(stem).source_text
    breaks = table_lines(stem)
    i = data.draw(st.integers(0, len(breaks) - 2))
    assert wrong(stem, read(text[: breaks[i]] + text[breaks[i + 1] :])) == []


@many
@given(st.data())
def test_a_text_cut_anywhere_moves_nothing(data: st.DataObject) -> None:
    stem = data.draw(st.sampled_from(STEMS))
    text = whole(stem).source_text
    cut = data.draw(st.integers(1, len(text)))
    assert wrong(stem, read(text[:cut])) == []


@many
@given(st.data())
def test_a_line_of_prose_inside_a_table_moves_nothing(data: st.DataObject) -> None:
    stem = data.draw(st.sampled_from(STEMS))
    at = data.draw(st.sampled_from(table_lines(stem)))
    text = whole(stem).source_text
    prose = "以上数据由办公室于2021年1月15日汇总，共涉及12个科室。\n"
    assert wrong(stem, read(text[:at] + prose + text[at:])) == []


@many
@given(st.data())
def test_odd_blanks_and_wide_digits_change_nothing(data: st.DataObject) -> None:
    stem = data.draw(st.sampled_from(STEMS))
    text = whole(stem).source_text
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    codes = data.draw(st.sets(st.sampled_from(sorted(whole(stem).facts)), max_size=20))
    places = {f.place for c, f in whole(stem).facts.items() if c in codes and f.state == "number" and f.place}
    for place in sorted(places, key=lambda p: -p.start):
        cell = text[place.start : place.end].translate(wide)
        text = f"{text[: place.start]}\u3000{cell}\u00a0{text[place.end :]}"
    report = govparse.parse(text)
    for code, fact in whole(stem).facts.items():
        assert (report.facts[code].state, report.facts[code].value) == (fact.state, fact.value), (stem, code)
