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
        # no head: nothing tells of which form the columns are
        (("项目", "甲", "乙", "丙"), ("规章", "1", "2", "3"), [UNREAD, UNREAD, UNREAD]),
        (("项目", "甲", "乙", "丙"), ("规章", "1", "", "3"), [UNREAD, UNREAD, UNREAD]),
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


# ── heads that do not fit their rows ───────────────────────────────────────────────

LEAVES = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
TOP = ("^3", "申请人情况*7")
RECEIVED = ("一、本年新收政府信息公开申请数量", "11", "12", "13", "14", "15", "16", "81")
CARRIED = ("二、上年结转政府信息公开申请数量", "1", "2", "3", "4", "5", "6", "21")
CARRIED_OUT = ("四、结转下年度继续办理", "2", "5", "8", "11", "14", "17", "57")


def _requests(*rows: Sequence[str], row: str = "received") -> list[object]:
    report = govparse.parse(_page(*rows))
    return [_said(fact) for code, fact in report.facts.items() if code.startswith(f"requests.{row}.")]


def test_section_three() -> None:
    head = (TOP, ("自然人^2", "法人或其他组织*5", "总计^2"), LEAVES)
    assert _requests(*head, RECEIVED, CARRIED) == [11, 12, 13, 14, 15, 16, 81]
    assert _requests(*head, RECEIVED, (*CARRIED[:3], "", *CARRIED[4:]), row="carried_in") == [1, 2, BLANK, 4, 5, 6, 21]


@pytest.mark.parametrize(
    "middle",
    [
        ("自然人^2", "法人或其他组织*4", "总计^2"),
        ("自然人^2", "法人或其他组织", "总计^2"),
        ("自然人^2", "总计^2"),
        ("合计^2", "自然人^2", "法人或其他组织*5"),
    ],
)
def test_spans_that_put_the_total_before_others_are_refuted_by_the_sums(middle: Sequence[str]) -> None:
    assert _requests(TOP, middle, LEAVES, RECEIVED, CARRIED, CARRIED_OUT) == _requests(RECEIVED, CARRIED, CARRIED_OUT)
    page = _page(TOP, middle, LEAVES, RECEIVED, CARRIED, CARRIED_OUT)
    assert govparse.parse(page).facts["requests.received.total"].basis == "proved"


@pytest.mark.parametrize(
    "head",
    [
        # another order, with a word that the form does not have
        (TOP, ("总计^2", "公民^2", "法人或其他组织*5"), LEAVES),
        # a column left out, another added
        (TOP, ("自然人^2", "法人或其他组织*4", "总计^2", "备注^2"), LEAVES[1:]),
    ],
)
def test_a_head_whose_labels_stand_over_other_columns(head: Sequence[Sequence[str]]) -> None:
    assert set(_requests(*head, RECEIVED, CARRIED, CARRIED_OUT)) == {UNREAD}


def test_a_head_in_a_table_of_its_own() -> None:
    def read(middle: Sequence[str]) -> list[object]:
        head = "".join(_cells(row) for row in (TOP, middle, LEAVES))
        page = _page(RECEIVED, CARRIED, CARRIED_OUT).replace("<table>", f"<table>{head}</table><table>", 1)
        report = govparse.parse(page)
        return [_said(fact) for code, fact in report.facts.items() if code.startswith("requests.received.")]

    assert read(("自然人^2", "法人或其他组织*5", "总计^2")) == [11, 12, 13, 14, 15, 16, 81]
    # The head puts the total first; the sum of the row says that it is the last number.
    assert read(("总计^2", "自然人^2", "法人或其他组织*5")) == [11, 12, 13, 14, 15, 16, 81]


def test_a_head_in_the_middle_counts_for_the_rows_below() -> None:
    first, second = HEAD, ("信息内容", HEAD[3], HEAD[1], HEAD[2])
    rows = (first, ("规章", "1", "2", "3"), second, ("行政规范性文件", "6", "4", "5"))
    assert _read(*rows) == [1, 2, 3]
    assert _read(*rows, row="normative_documents") == [4, 5, 6]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (("信息内容", "本年制发件数", "现行有效件数", "备注"), ("规章", "7", "22", "")),
        (("信息内容", "", "本年制发件数", "本年废止件数"), ("规章", "22", "7", "8")),
        # a cell lost before a blank column that the form does not have
        ((*HEAD, "备注"), ("规章", "2", "3", "")),
        (("项目", "甲", "乙", "丙", "丁"), ("规章", "1", "", "3", "9")),
        (("项目", "甲", "乙", "丙", "丁"), ("规章", "", "2", "3", "9")),
        (("项目", "甲", "乙", "丙", "丁"), ("规章", "1", "2", "3", "")),
        # a blank, and a number beside the columns
        ((*HEAD, "备注"), ("规章", "1", "", "3", "9")),
        ((*HEAD, ""), ("规章", "1", "", "3", "9")),
    ],
)
def test_other_columns_than_those_of_the_form(head: Sequence[str], row: Sequence[str]) -> None:
    assert _read(head, row) == [UNREAD, UNREAD, UNREAD]


def test_a_cell_of_the_head_that_reaches_into_the_row() -> None:
    head = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数^2")
    assert _read(head, ("规章", "2", "3"), ("行政规范性文件", "4", "5", "6")) == [UNREAD, UNREAD, UNREAD]


# ── labels and cells ───────────────────────────────────────────────────────────────


def test_the_number_of_a_label_in_a_cell_of_its_own() -> None:
    head = (("^3", "^3", "申请人情况*7"), ("自然人^2", "法人或其他组织*5", "总计^2"), LEAVES)
    row = ("1.", "属于国家秘密", "1", "2", "3", "4", "5", "6", "21")
    wide = ("一、本年新收政府信息公开申请数量*2", *RECEIVED[1:])
    assert _requests(*head, wide, row, row="denied.state_secret") == [1, 2, 3, 4, 5, 6, 21]


def test_two_labels_in_one_cell() -> None:
    head = (TOP, ("自然人^2", "法人或其他组织*5", "总计^2"), LEAVES)
    both = ("三、本年度办理结果（一）予以公开", *CARRIED[1:])
    assert _requests(*head, RECEIVED, both, row="granted") == [1, 2, 3, 4, 5, 6, 21]
    # two rows in one: whose numbers these are is not known
    rows = ("1.属于国家秘密2.其他法律行政法规禁止公开^2", *CARRIED[1:])
    report = govparse.parse(_page(*head, RECEIVED, rows, CARRIED_OUT[1:]))
    said = {_said(f) for c, f in report.facts.items() if c.startswith("requests.denied.")}
    assert said <= {UNREAD, "absent"}
