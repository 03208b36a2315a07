"""Text against table: one report by hand, and reports that contradict nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attrs import evolve
from fixtures import DATA, stems
from profiles import rounds
from text_parts import based, said

import govparse
from govparse import AnnualReport
from govparse.checks.text import check_text
from govparse.checks.text.prose import stated_in
from govparse.errors import GovparseError
from govparse.rendering import render
from govparse.testing import corpus

# ── reports without contradictions


def test_invented_reports_contradict_nothing() -> None:
    for report in corpus(count=rounds(60)):
        assert said(list(check_text(report))) == []


# Fixtures whose prose was invented beside figures that it does not describe: both sides looked at by hand.
_CONTRADICT = {
    # 13 received, 1 carried in, 4 and 0 under review, above tables of 2137, 106, 41 and 126.
    "headings/prose-between-heading-and-table": ["text-received", "text-carried-in", "text-review", "text-review"],
}


@pytest.mark.parametrize("stem", stems("seeds", "layouts", "irregular", "headings", "bad"))
def test_fixtures_contradict_nothing(stem: str) -> None:
    try:
        reports = list(govparse.parse_all((DATA / f"{stem}.txt").read_bytes()))
    except GovparseError:
        return
    found = [one.rule for report in reports for one in check_text(report)]
    assert found == _CONTRADICT.get(stem, [])


def test_real_reports_contradict_nothing(seeds: Path) -> None:
    for path in sorted(seeds.glob("*.txt")):
        assert said(list(check_text(govparse.parse(path.read_bytes())))) == []


# ── one report, by hand: 62 received, 3 carried in, 60 concluded, 5 carried out; 55 and 7 by applicant


def _found(report: AnnualReport) -> list[tuple[str, str]]:
    return [(one.rule, one.severity) for one in check_text(report)]


_TRUE = json.loads((DATA / "claims" / "reports" / "true.json").read_text(encoding="utf-8"))["reports"]
_FALSE = json.loads((DATA / "claims" / "reports" / "false.json").read_text(encoding="utf-8"))
_OTHER = "六、其他需要报告的事项\n"


@pytest.mark.parametrize("where", ["alone", "under a heading", "after a true sentence", "among other matters"])
def test_true_sentences_by_hand_are_not_found_fault_with(where: str) -> None:
    for one in _TRUE:
        for text in one["sentences"]:
            changes: list[tuple[str, str]] = []
            overview = {
                "alone": text,
                "under a heading": f"（二）依申请公开情况\n{text}",
                "after a true sentence": f"本年度新收政府信息公开申请62件。{text}",
                "among other matters": "总体平稳。",
            }[where]
            if where == "among other matters":
                changes.append((_OTHER, f"{_OTHER}{text}\n"))
            report = based(overview, *changes, title=one["issuer"])
            assert report.issuer == one["issuer"]
            assert said(list(check_text(report))) == [], (one["issuer"], overview)


def test_false_sentences_by_hand_are_found() -> None:
    found = [[text, *(rule for rule, _ in _found(based(text)))] for text, _ in _FALSE["sentences"]]
    assert found == _FALSE["sentences"]


WRONG = "2023年共收到政府信息公开申请72件。"


def test_the_message_quotes_both_sides() -> None:
    (found,) = check_text(based(WRONG))
    assert found.messages["zh"] == "正文称“…2023年共收到政府信息公开申请72件…”，而表三总计列：一(62)+二(3)=65"
    assert [side.value for side in found.sides] == [72, 65]
    assert [term.code for term in found.sides[1].terms] == ["requests.received.total", "requests.carried_in.total"]
    assert [place.kind for place in found.places] == ["text", "text", "text"]
    assert found.places[1:] == tuple(term.place for term in found.sides[1].terms)


def test_a_place_counts_lines_and_columns_of_the_source() -> None:
    report = based(f"完善制度，规范流程。\r\n{WRONG}")
    (found,) = check_text(report)
    place = found.places[0]
    assert place.kind == "text"
    assert report.source_text[place.start : place.end] == WRONG[:-1]
    lines = report.source_text.splitlines()
    assert lines[place.line - 1][place.column - 1 :].startswith(WRONG[:-1])


def test_only_the_plain_word_is_an_error() -> None:
    assert _found(based(WRONG)) == [("text-received", "error")]
    assert _found(based("（二）依申请公开情况。共收到72件。")) == [("text-received", "warning")]
    assert _found(based("共办理政府信息公开申请72件。")) == [("text-received", "warning")]
    assert _found(based("县水务局共收到政府信息公开申请72件。")) == [("text-received", "error")]
    assert _found(based("2022年收到26件，今年共收到政府信息公开申请72件。")) == [("text-received", "warning")]
    assert _found(based("2022年收到26件，2023年共收到政府信息公开申请72件。")) == [("text-received", "error")]
    assert _found(based("目前未收到政府信息公开申请。")) == [("text-no-requests", "warning")]
    assert _found(based("（二）依申请公开情况。未发生行政复议。")) == [("text-review", "warning")]


def test_a_doubtful_reading_is_no_error_of_the_publisher() -> None:
    from govparse.findings import finding

    report = based(WRONG)
    doubtful = evolve(report, findings=(*report.findings, finding("text-recognised")))
    assert _found(doubtful) == [("text-received", "warning")]


def test_a_blank_is_no_zero() -> None:
    carried_in = "二、上年结转政府信息公开申请数量\t\t\t3\t0\t0\t0\t0\t0\t3"
    blank = "二、上年结转政府信息公开申请数量\t\t\t\t\t\t\t\t\t"
    assert _found(based(WRONG, (carried_in, blank))) == []
    # No number of zero or more in the blank could make 61 of 62.
    assert _found(based(WRONG.replace("72", "61"), (carried_in, blank))) == [("text-received", "error")]


def test_columns_are_added_where_the_total_is_blank() -> None:
    received = "一、本年新收政府信息公开申请数量\t\t\t55\t7\t0\t0\t0\t0\t"
    report = based(WRONG, (f"{received}62", received))
    assert report.facts["requests.received.total"].state == "blank"
    assert _found(report) == [("text-received", "error")]
    assert _found(based(WRONG.replace("72", "65"), (f"{received}62", received))) == []


def test_prose_may_follow_the_total_or_the_columns_of_a_broken_row() -> None:
    received = "一、本年新收政府信息公开申请数量\t\t\t55\t7\t0\t0\t0\t0\t"
    for number in (62, 72):
        report = based(WRONG.replace("72", str(number)), (f"{received}62", f"{received}72"))
        assert _found(report) == []


def test_a_table_that_is_not_there_says_nothing() -> None:
    report = govparse.parse("松溪县水务局2023年政府信息公开工作年度报告\n一、总体情况\n" + WRONG)
    assert list(stated_in(report))
    assert _found(report) == []


def test_what_is_said_in_two_ways_is_left_alone() -> None:
    assert _found(based("共收到政府信息公开申请72件。窗口工作细致。共收到政府信息公开申请82件。")) == []
    assert _found(based("共收到政府信息公开申请72件。窗口工作细致。共收到政府信息公开申请62件。")) == []
    assert _found(based("共收到政府信息公开申请72件。窗口工作细致。共收到政府信息公开申请72件。")) == [
        ("text-received", "error")
    ]


def test_where_nothing_agrees_another_body_may_be_meant() -> None:
    text = "共收到政府信息公开申请320件，上年结转政府信息公开申请11件，办结政府信息公开申请311件。"
    assert {severity for _, severity in _found(based(text))} == {"warning"}


def test_all_bodies_count_in_the_report_of_all_bodies() -> None:
    text = "全县共收到政府信息公开申请320件。"
    assert _found(based(text)) == []
    report = based(text, title="松溪县")
    assert report.issuer == "松溪县"
    assert _found(report) == [("text-received", "warning")]


def test_shares() -> None:
    def said(text: str) -> list[tuple[str, str]]:
        return _found(based(f"办结政府信息公开申请60件，其中{text}。"))

    assert said("予以公开24件，占40%") == said("予以公开24件（40.0%）") == said("予以公开24件，占比为39%") == []
    assert said("予以公开24件，占38.71%") == []  # of what was received
    assert said("予以公开24件，占45%") == said("予以公开24件（45%）") == [("text-percentage", "warning")]
    assert said("自然人24件，占45%") == []  # nobody said of what


def test_prose_of_tables_and_other_sections_is_read() -> None:
    remark = ("三、收到和处理政府信息公开申请情况\n", "三、收到和处理政府信息公开申请情况\n共收到72件。\n")
    assert _found(based("各项工作有序。", remark)) == [("text-received", "warning")]
    other = ("六、其他需要报告的事项\n", f"六、其他需要报告的事项\n{WRONG}")
    assert _found(based("各项工作有序。", other)) == [("text-received", "error")]


def test_without_the_source_text_there_is_no_place() -> None:
    report = AnnualReport.from_json(based(WRONG).to_json(source_text=False))
    (found,) = check_text(report)
    assert found.sides[0].terms[0].place is None
    assert "72件" in found.messages["zh"]


def test_pages_and_word_files_have_places_too() -> None:
    report = based(WRONG)
    for layout in ("html", "docx", "markdown"):
        read = govparse.parse(render(report, layout))
        (found,) = check_text(read)
        assert read.source_text[found.places[0].start : found.places[0].end] == WRONG[:-1]


def test_the_year_must_be_known() -> None:
    report = evolve(based(WRONG), year=None)
    assert _found(report) == []
