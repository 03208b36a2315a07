"""Input that is hostile, broken or huge: a clear message, what was read kept, no traceback, bounded work."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from contextlib import suppress

import pytest
from fixtures import DATA
from steps import steps

import govparse
from govparse import GovparseError

GOOD = (DATA / "layouts" / "c-dense-2021.txt").read_text(encoding="utf-8")
TOWN = (DATA / "seeds" / "xidian-2019.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("data", ["", " \n\t ", b"", b"\xef\xbb\xbf", "\ufeff"])
def test_nothing(data: str | bytes) -> None:
    with pytest.raises(GovparseError) as caught:
        govparse.parse(data)
    assert "空" in caught.value.messages["zh"]
    assert "empty" in str(caught.value)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000), "OLE2"),
        (b"%PDF-1.7\n" + bytes(range(256)), "PDF"),
        (b"PK\x03\x04" + bytes(100), "ZIP"),
        (bytes(range(256)) * 20, ""),
    ],
)
def test_binary_is_named(data: bytes, word: str) -> None:
    with pytest.raises(govparse.Unreadable) as caught:
        govparse.parse(data, source="x.doc")
    assert word.lower() in caught.value.messages["en"].lower()
    assert caught.value.source == "x.doc"
    assert caught.value.kind == "unreadable"


def test_a_page_that_is_no_report_says_what_was_found_and_missing() -> None:
    with pytest.raises(govparse.NotAReport) as caught:
        govparse.parse("关于举办培训班的通知\n一、总体情况\n请各单位按时参加。\n规章\n")
    assert "总体情况" in caught.value.messages["zh"]
    assert "缺少" in caught.value.messages["zh"]
    assert "Missing" in str(caught.value)


def test_errors_survive_pickling() -> None:
    import pickle

    with pytest.raises(govparse.NotAReport) as caught:
        govparse.parse("通知", source="a.txt")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), again.messages, again.source) == (
        govparse.NotAReport,
        caught.value.messages,
        "a.txt",
    )


def test_headings_without_tables_are_a_report_with_absent_facts() -> None:
    report = govparse.parse_file(DATA / "layouts" / "o-no-tables-2021.txt")
    assert {fact.state for fact in report.facts.values()} == {"absent"}
    assert len(report.facts) == 200
    assert report.forms == {"proactive": None, "requests": None, "review": None}
    errors = [f for f in report.findings if f.severity == "error"]
    assert [f.rule for f in errors] == ["table-missing"] * 3
    assert report.requests is None


@pytest.mark.parametrize("cut", range(0, len(GOOD), 61))
def test_a_text_cut_anywhere_yields_no_wrong_number(cut: int) -> None:
    whole = govparse.parse(GOOD).facts
    try:
        report = govparse.parse(GOOD[:cut])
    except GovparseError:
        return
    for code, fact in report.facts.items():
        if fact.state == "number":
            assert fact.value == whole[code].value, code
            # The number with which the text ends may be cut itself.
            assert fact.place is not None and (fact.place.end < cut or GOOD[cut - 1] == "|"), code
        assert fact.state != "blank", code


def test_a_number_of_400_digits_is_text() -> None:
    report = govparse.parse(GOOD.replace("| 17 | 6 |", f"| {'7' * 400} | 6 |"))
    fact = report.facts["proactive.normative_documents.issued"]
    assert (fact.state, fact.value, len(fact.text)) == ("text", None, 400)
    assert report.facts["proactive.normative_documents.repealed"].value == 6


def test_two_reports_and_their_places() -> None:
    both = GOOD + "\n" + TOWN
    with pytest.raises(govparse.SeveralReports) as caught:
        govparse.parse(both)
    assert "2" in caught.value.messages["zh"]
    first, second = govparse.parse_all(both)
    assert [r.year for r in (first, second)] == [2021, 2019] or first.year != second.year
    for report in (first, second):
        assert report.source_text == both
        for fact in report.facts.values():
            if fact.state == "number" and fact.place is not None:
                assert both[fact.place.start : fact.place.end] == fact.text
    assert second.facts["requests.received.total"].value == 21


MEGABYTE = 1_000_000
_SIZE = 400_000  # of fewer characters, what is built once would be a good part
HOSTILE: dict[str, Callable[[int], str]] = {
    "letters": lambda n: "a" * n,
    "digits": lambda n: "9" * n,
    "blanks": lambda n: " " * n + "x",
    "tabs": lambda n: "\t" * n + "x",
    "pipes": lambda n: "|" * n,
    "brackets": lambda n: "(" * n,
    "question marks": lambda n: "?" * n,
    "numbers and pipes": lambda n: "0 | " * (n // 4),
    "numbers and tabs": lambda n: "0\t" * (n // 2),
    "numbers and blanks": lambda n: "0 " * (n // 2),
    "one sentence": lambda n: "本年新收政府信息公开申请，" * (n // 13),
    "headings on one line": lambda n: "一、总体情况 " * (n // 7),
    "empty lines": lambda n: "\n" * n + "x",
    "lines of one pipe": lambda n: "|\n" * (n // 2),
    "lines of one number": lambda n: "0\n" * (n // 2),
    "lines of tab and number": lambda n: "\t0\n" * (n // 3),
    "lines of one label": lambda n: "规章\n" * (n // 3),
    "lines of one heading": lambda n: "二、主动公开政府信息情况\n" * (n // 13),
    "lines of a contents page": lambda n: "一、总体情况\n二、主动公开政府信息情况\n" * (n // 20),
    "carriage returns": lambda n: "0\r" * (n // 2),
    "rows of a grid": lambda n: "\t\t1.属于国家秘密\t0\t0\t0\t0\t0\t0\t0\n" * (n // 28),
    "titles": lambda n: "某县2019年政府信息公开工作年度报告\n" * (n // 20),
}


def _read(text: str) -> None:
    with suppress(GovparseError):
        list(govparse.parse_all(text))


def _steps(text: str) -> int:
    return steps(lambda: _read(text))


@pytest.mark.parametrize("name", HOSTILE)
def test_work_grows_linearly(name: str) -> None:
    make = HOSTILE[name]
    small, large = _steps(make(20_000)), _steps(make(80_000))
    assert large <= 5 * small + 20_000


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_memory_is_bounded(name: str) -> None:
    text = HOSTILE[name](_SIZE)
    tracemalloc.start()
    try:
        list(govparse.parse_all(text))
    except GovparseError:
        pass
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    # Short lines are cells with places, and cost most; what is no table costs a few times the input.
    cells = name.startswith(("lines of", "carriage", "rows", "titles"))
    assert peak < (300 if cells else 25) * _SIZE


@pytest.mark.slow
@pytest.mark.parametrize("name", ["letters", "pipes", "one sentence", "numbers and pipes", "headings on one line"])
def test_one_line_of_twenty_megabytes(name: str) -> None:
    with pytest.raises(govparse.NotAReport):
        govparse.parse(HOSTILE[name](20 * MEGABYTE))


def test_what_surrounds_a_report_does_not_cost_its_numbers() -> None:
    for name in ("letters", "pipes", "one sentence", "lines of one pipe", "empty lines"):
        report = govparse.parse(TOWN + "\n\n" + HOSTILE[name](200_000))
        assert report.facts["requests.received.total"].value == 21, name
        assert report.facts["review.litigation.after_reconsideration.total"].value == 0, name


def test_a_line_that_is_no_row_is_named() -> None:
    report = govparse.parse(TOWN + "\n" + "0 | " * 6000)
    assert [f.rule for f in report.findings if f.rule == "line-too-long"] == ["line-too-long"]


def test_a_text_with_too_many_cells_is_cut_and_says_so() -> None:
    report = govparse.parse(TOWN, limits=govparse.Limits(cells=100))
    assert [f.severity for f in report.findings if f.rule == "text-too-long"] == ["error"]
    assert report.facts["proactive.rules.made"].value == 0
    assert report.facts["review.reconsideration.total"].state == "absent"


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "\u202e", "e\u0301", "\x0b", "\u2028", "\U0001f600"])
def test_odd_characters_between_cells(odd: str) -> None:
    report = govparse.parse(TOWN.replace("行政复议\n行政诉讼", f"行政复议\n{odd}\n行政诉讼", 1))
    assert report.facts["requests.received.total"].value == 21


def test_line_ends_of_every_kind() -> None:
    right = {code: fact.value for code, fact in govparse.parse(TOWN).facts.items()}
    for end in ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028"):
        report = govparse.parse(TOWN.replace("\n", end))
        assert {code: fact.value for code, fact in report.facts.items()} == right, repr(end)


def test_threads_share_the_parsers() -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        reports = list(pool.map(govparse.parse, [TOWN, GOOD] * 8))
    assert all(report == reports[i % 2] for i, report in enumerate(reports))


def test_the_same_input_gives_the_same_report() -> None:
    assert govparse.parse(GOOD).to_json() == govparse.parse(GOOD).to_json()
