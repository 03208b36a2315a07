"""Rows of tables whose cells are known: placed by their count and by the head above them, else unread."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

import govparse
from govparse.records import Fact, GridPlace

COLUMNS = ("issued", "repealed", "in_force")
HEAD = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
BLANK = "blank"
UNREAD = "unread"


def _cells(cells: Sequence[str]) -> str:
    """Write a row; `3*2` spans two columns, `3^2` two rows."""
    written = []
    for cell in cells:
        text, _, across = cell.partition("*")
        text, _, down = text.partition("^")
        written.append(f"<td colspan='{across or 1}' rowspan='{down or 1}'>{text}</td>")
    return f"<tr>{''.join(written)}</tr>"


def _page(*rows: Sequence[str]) -> str:
    table = "".join(_cells(row) for row in rows)
    return f"<html><body><h1>甲县2023年政府信息公开工作年度报告</h1><table>{table}</table></body></html>"


def _read(*rows: Sequence[str], row: str = "rules") -> list[object]:
    report = govparse.parse(_page(*rows))
    facts = [report.facts[f"proactive.{row}.{column}"] for column in COLUMNS]
    return [_said(fact) for fact in facts]


def _said(fact: Fact) -> object:
    return fact.value if fact.state == "number" else fact.state


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("规章", "1", "2", "3"), [1, 2, 3]),
        (("规章", "1", "", "3"), [1, BLANK, 3]),
        (("规章", "", "", "3"), [BLANK, BLANK, 3]),
        (("规章", "", "", ""), [BLANK, BLANK, BLANK]),
        (("规章", "1", "/", "3"), [1, "not_applicable", 3]),
        (("规章", "1", "2 3", "3"), [1, UNREAD, 3]),
        # one cell too few: whichever it was
        (("规章", "1", "2"), [UNREAD, UNREAD, UNREAD]),
        (("规章", "0", "0"), [UNREAD, UNREAD, UNREAD]),
        # one too many
        (("规章", "1", "2", "3", "4"), [UNREAD, UNREAD, UNREAD]),
        (("规章", "1", "", "2", "3"), [UNREAD, UNREAD, UNREAD]),
        (("规章", "1", "1", "2", ""), [UNREAD, UNREAD, UNREAD]),
        (("规章", "1", "", "", "3"), [UNREAD, UNREAD, UNREAD]),
        # cells merged across
        (("规章", "1*2", "3"), [UNREAD, UNREAD, 3]),
        (("规章", "*2", "3"), [BLANK, BLANK, 3]),
        (("规章", "*3"), [BLANK, BLANK, BLANK]),
        (("规章", "1*3"), [UNREAD, UNREAD, UNREAD]),
    ],
)
def test_one_row_under_its_head(row: Sequence[str], said: list[object]) -> None:
    assert _read(HEAD, row, ("行政规范性文件", "4", "5", "6")) == said


def test_cells_merged_down() -> None:
    rows = (HEAD, ("规章", "1^2", "^2", "3"), ("行政规范性文件", "6"))
    assert _read(*rows) == [UNREAD, BLANK, 3]
    assert _read(*rows, row="normative_documents") == [UNREAD, BLANK, 6]


def test_rows_of_two_rows_each() -> None:
    rows = (HEAD, ("规章^2", "1^2", "2^2", "3^2"), (), ("行政规范性文件", "4", "5", "6"))
    assert _read(*rows) == [1, 2, 3]


@pytest.mark.parametrize(
    ("head", "row", "said"),
    [
        # a head of other widths than its rows, alike in number
        (("信息内容", "本年制发件数", "本年废止件数*2", "现行有效件数"), ("规章", "1*2", "2", "3"), [1, 2, 3]),
        (("信息内容", "本年制发件数", "本年废止件数*2", "现行有效件数"), ("规章", "1*2", "", "3"), [1, BLANK, 3]),
        # an empty cell that belongs to the label
        (("信息内容*2", *HEAD[1:]), ("规章", "", "1", "2", "3"), [1, 2, 3]),
        (("信息内容*2", *HEAD[1:]), ("规章", "", "", "2", ""), [BLANK, 2, BLANK]),
        # a label narrower than the head's: the numbers stand under other labels than their own
        (("信息内容*2", *HEAD[1:]), ("规章", "1", "2", "3"), [UNREAD, UNREAD, UNREAD]),
        # columns in another order: each number stands under the label of its column
        (("信息内容", HEAD[3], HEAD[1], HEAD[2]), ("规章", "3", "1", "2"), [1, 2, 3]),
        (("信息内容", HEAD[3], HEAD[1], HEAD[2]), ("规章", "3", "1"), [UNREAD, UNREAD, UNREAD]),
        (("信息内容", HEAD[3], HEAD[1], HEAD[2]), ("规章", "3", "", "2"), [UNREAD, UNREAD, UNREAD]),
        # no head
        (("项目", "甲", "乙", "丙"), ("规章", "1", "2", "3"), [1, 2, 3]),
        (("项目", "甲", "乙", "丙"), ("规章", "1", "", "3"), [1, BLANK, 3]),
        (("项目", "甲", "乙", "丙"), ("规章", "1", "3"), [UNREAD, UNREAD, UNREAD]),
        (("项目*2", "甲", "乙", "丙"), ("规章", "", "2", "3", ""), [UNREAD, UNREAD, UNREAD]),
    ],
)
def test_heads(head: Sequence[str], row: Sequence[str], said: list[object]) -> None:
    if len(head) == len(row) == 4:
        assert _read(head, row, ("规范性文件", *row[1:])) == said
    else:
        assert _read(head, row) == said


def test_a_head_set_on_two_rows() -> None:
    top = ("信息内容", "本年制", "本年废止", "现行")
    low = ("", "发件数", "件数", "有效件数")
    assert _read(top, low, ("规章", "1", "*2")) == [1, BLANK, BLANK]


def test_the_place_is_the_cell() -> None:
    report = govparse.parse(_page(HEAD, ("规章", "1", "", "3")))
    place = report.facts["proactive.rules.in_force"].place
    assert isinstance(place, GridPlace)
    assert (place.table, place.row, place.column) == (1, 2, 4)
    assert report.source_text[place.start : place.end] == "3"
    blank = report.facts["proactive.rules.repealed"].place
    assert isinstance(blank, GridPlace) and (blank.row, blank.column) == (2, 3) and blank.start == blank.end


def test_a_finding_names_the_row() -> None:
    report = govparse.parse(_page(HEAD, ("规章", "1*2", "3")))
    (finding,) = [finding for finding in report.findings if finding.rule == "cell-merged"]
    assert finding.codes == ("proactive.rules.issued", "proactive.rules.repealed")
    assert isinstance(finding.places[0], GridPlace) and finding.places[0].row == 2


def test_a_review_head_whose_groups_are_exchanged_is_not_trusted() -> None:
    leaves = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    numbers = [str(n) for n in range(1, 16)]

    def read(*groups: str) -> object:
        page = _page(groups, leaves * 3, numbers)
        return _said(govparse.parse(page).facts["review.reconsideration.upheld"])

    assert read("行政复议*5", "未经复议直接起诉*5", "复议后起诉*5") == 1
    assert read("未经复议直接起诉*5", "行政复议*5", "复议后起诉*5") == UNREAD
