"""Labels run together: a head merged into one line is cut into its labels, prose that names labels is not."""

from __future__ import annotations

from itertools import product

import pytest
from fixtures import DATA

import govparse
from govparse.forms.marks import mark_labels
from govparse.forms.registry import FORM_2021, forms, vocabulary
from govparse.forms.together import cut_head, row_behind_groups, ways_to_cut
from govparse.limits import Limits
from govparse.reading.fold import fold, key
from govparse.reading.text.reader import read_text

HEADS = (
    ("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"),
    ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
    ("信息内容", "上一年项目数量", "本年增/减", "处理决定数量"),
    ("信息内容", "本年处理决定数量"),
    ("信息内容", "本年收费金额（单位：万元）"),
    ("信息内容", "采购项目数量", "采购总金额（元）"),
    ("信息内容", "本年发件数（份）", "本年废止数", "现行有效件数（截至年末）"),
    ("自然人", "法人或其他组织", "总计"),
    ("自然人", "法人及其他组织", "合计"),
    ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"),
    ("行政复议", "行政诉讼"),
    ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") * 3,
    ("结果维持", "结果纠正", "其它结果", "尚未审结", "总计", "未经复议直接起诉", "复议后起诉"),
)
NO_HEADS = (
    "信息内容、本年制发件数、本年废止件数",
    "行政复议、行政诉讼",
    "行政复议行政诉讼情况",
    "因行政复议行政诉讼",
    "自然人，法人或其他组织",
    "自然人和法人或其他组织",
    "“行政复议”“行政诉讼”",
    "信息内容：本年处理决定数量",
    "2021年政府信息公开工作年度报告",
    "四、政府信息公开行政复议行政诉讼情况",
    "其他总计",  # both head rows as well
    "其他内容",
    "科研其他",
    "自然人结果维持",  # of two heads
    "行政处罚行政强制",  # rows
    "信息内容行政许可",
    "本年新制作数量",  # a label itself, though 本年新 and 制作数量 are labels
    "信息内容类别",
    "采购总金额（元）",
    "第二十条第（一）项",
    "",
)


@pytest.mark.parametrize("labels", HEADS, ids=lambda labels: labels[-1])
@pytest.mark.parametrize("between", ["", " "])
def test_a_head_is_cut_into_its_labels_where_they_stand(labels: tuple[str, ...], between: str) -> None:
    text = fold(between.join(labels))
    spans = cut_head(text, vocabulary())
    assert [text[begin:end] for begin, end in spans] == [fold(label) for label in labels]


@pytest.mark.parametrize("text", NO_HEADS)
def test_what_is_no_head_is_not_cut(text: str) -> None:
    assert cut_head(fold(text), vocabulary()) == []


def test_no_label_and_no_row_with_its_group_is_taken_for_a_head() -> None:
    known = vocabulary()
    texts = [text for form in forms() for strings in form.grammar.strings.values() for text in strings]
    assert len(texts) > 200
    assert [text for text in texts if cut_head(fold(text), known)] == []
    pairs = [
        form.official[group.terminal] + form.official[row.terminal]
        for form in forms()
        for group, row in product(form.shapes["requests"].rows, repeat=2)
        if group.group and not row.group and group.terminal and row.terminal
    ]
    assert len(pairs) > 200
    assert [text for text in pairs if cut_head(fold(text), known)] == []


def test_words_are_cut_into_as_few_labels_as_possible_and_two_ways_are_told() -> None:
    assert ways_to_cut("甲乙丙丁", {"甲乙", "丙丁", "甲乙丙丁"}) == (("甲乙丙丁",),)
    assert ways_to_cut("甲乙丙丁", {"甲乙", "丙丁", "甲乙丙"}) == (("甲乙", "丙丁"),)
    assert len(ways_to_cut("甲乙丙丁戊", {"甲乙", "丙丁戊", "甲乙丙", "丁戊"})) == 2
    assert ways_to_cut("甲乙丙丁戊", {"甲乙", "丙丁"}) == ()
    assert ways_to_cut("", {"甲乙"}) == ()


class _Asked:
    """Labels of one character repeated, and how often was asked for one."""

    def __init__(self) -> None:
        self.times = 0

    def __contains__(self, word: object) -> bool:
        self.times += 1
        return isinstance(word, str) and len(word) < 60


def test_the_work_of_cutting_is_bounded() -> None:
    labels = _Asked()
    assert len(ways_to_cut("甲" * 120, labels)) == 2
    assert 1_000 < labels.times < 120 * 120


def test_a_row_behind_its_groups_is_found() -> None:
    denied, results, secret = (key(FORM_2021.official[name]) for name in ("DENIED", "RESULTS", "STATE_SECRET"))
    known = vocabulary()
    assert row_behind_groups(denied + secret, known) == secret
    assert row_behind_groups(results + denied + secret, known) == secret
    assert row_behind_groups(secret + denied, known) is None
    assert row_behind_groups(secret, known) is None
    assert row_behind_groups(denied + secret + "的", known) is None


def test_the_cells_of_a_cut_head_have_their_own_places() -> None:
    text = "某局报告\n\n　信息内容  上一年项目数量（个）本年增／减 处理决定数量\n行政许可\n3\n1\n2\n"
    document = read_text(text, Limits())
    marked = mark_labels(document, vocabulary())
    head = [marked.cells[at] for at in marked.marks][:4]
    printed = ["信息内容", "上一年项目数量（个）", "本年增／减", "处理决定数量"]
    assert [document.text[cell.start : cell.end] for cell in head] == printed
    assert [cell.column for cell in head] == [0, 1, 2, 3]


PROCUREMENT = ("第二十条第（九）项", "信息内容采购项目数量采购总金额")


def _glued(row: str) -> govparse.AnnualReport:
    """Return a report whose section two is one row of the 2019 form, its head run together."""
    lines = (DATA / "layouts" / "b-dense-2021.txt").read_text(encoding="utf-8").split("\n")
    begin = lines.index("第二十条第（一）项")
    end = next(i for i, line in enumerate(lines) if line.startswith("三、收到"))
    return govparse.parse("\n".join([*lines[:begin], *PROCUREMENT, row, *lines[end:]]))


@pytest.mark.parametrize(
    "rest",
    ["0", "12.5万元", "12.5(万元)", "3 12.5万元", "312.5元", "3件12.5亿元人民币", "3个12（含上年2个）", "不适用不适用"],
)
def test_a_row_run_together_with_what_it_says_is_unread_and_not_absent(rest: str) -> None:
    report = _glued(f"政府集中采购{rest}")
    for code in ("proactive.procurement.projects", "proactive.procurement.amount"):
        assert report.facts[code].state == "unread"
    assert report.forms["proactive"] == "2019"


@pytest.mark.parametrize("rest", ["12.5万元。", "共3项", "2020年3项", "项目3", "元", "万元"])
def test_a_sentence_that_begins_with_a_label_is_no_row(rest: str) -> None:
    report = _glued(f"政府集中采购{rest}")
    assert "proactive.procurement.projects" not in report.facts
    assert report.forms["proactive"] is None


@pytest.mark.parametrize("layout", ["b", "c", "e", "f", "h", "j", "m", "n"])
def test_groups_run_together_with_their_first_row_take_no_number_away(layout: str) -> None:
    text = (DATA / "layouts" / f"{layout}-dense-2021.txt").read_text(encoding="utf-8")
    whole = govparse.parse(text)
    official = FORM_2021.official
    for group, row in (("DENIED", "STATE_SECRET"), ("UNAVAILABLE", "NOT_HELD"), ("NOT_PROCESSED", "PETITION")):
        begin = text.index(official[group])
        end = text.index(official[row], begin)
        text = text[:begin] + official[group] + text[end:]
    merged = govparse.parse(text)
    assert {code: fact.value for code, fact in merged.facts.items()} == {
        code: fact.value for code, fact in whole.facts.items()
    }
