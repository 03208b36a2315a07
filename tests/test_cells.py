"""What a cell is: every notation of a number seen in print, and what is no number."""

from __future__ import annotations

from decimal import Decimal

import pytest

import govparse
from govparse import Fact

PROCUREMENT = """第二十条第（九）项
信息内容 | 采购项目数量 | 采购总金额{unit} |
政府集中采购 | 7 | {cell} |
三、收到和处理政府信息公开申请情况
"""
CHANGE = """第二十条第（八）项
信息内容 | 上一年项目数量 | 本年增/减 |
行政事业性收费 | 4 | {cell} |
第二十条第（九）项
信息内容 | 采购项目数量 | 采购总金额 |
政府集中采购 | 7 | 8 |
三、收到和处理政府信息公开申请情况
"""
HEAD = "某县某局2019年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（一）项\n规章 | 1 | 2 | 3 |\n"


def amount(cell: str, unit: str = "") -> Fact:
    report = govparse.parse(HEAD + PROCUREMENT.format(cell=cell, unit=unit))
    assert report.facts["proactive.procurement.projects"].value == 7
    return report.facts["proactive.procurement.amount"]


def change(cell: str) -> Fact:
    report = govparse.parse(HEAD + CHANGE.format(cell=cell))
    assert report.facts["proactive.fees.items_last_year"].value == 4
    return report.facts["proactive.fees.change"]


@pytest.mark.parametrize(
    ("cell", "value", "unit"),
    [
        ("8040", 8040, None),
        ("52.15", Decimal("52.15"), None),
        ("0.00", Decimal("0.00"), None),
        ("152790元", 152790, "元"),
        ("123604.14元", Decimal("123604.14"), "元"),
        ("1276.5534万元", Decimal("1276.5534"), "万元"),
        ("205(万)", 205, "万"),
        ("205（万）", 205, "万"),
        ("2601.953875万", Decimal("2601.953875"), "万"),
        ("3亿元", 3, "亿元"),
        ("1,035,000", 1035000, None),
        ("1，113", 1113, None),
        ("１２３．４５万元", Decimal("123.45"), "万元"),
        ("11398889", 11398889, None),
        ("\u30000", 0, None),
        ("0\u00a0", 0, None),
    ],
)
def test_amounts(cell: str, value: int | Decimal, unit: str | None) -> None:
    fact = amount(cell)
    assert (fact.state, fact.value, fact.unit) == ("number", value, unit)
    assert type(fact.value) is type(value)
    assert fact.text == cell.strip()


def test_unit_in_the_head_belongs_to_the_column_and_the_cell_wins() -> None:
    assert amount("477.35", "（万元）").unit == "万元"
    assert amount("477.35", "（单位：元）").unit == "元"
    assert amount("477.35元", "（万元）").unit == "元"


def test_in_yuan() -> None:
    assert amount("1276.5534万元").in_yuan() == Decimal("12765534")
    assert amount("205(万)").in_yuan() == Decimal("2050000")
    assert amount("52.15").in_yuan() is None  # nothing tells the unit
    assert Fact("x", None, "blank").in_yuan() is None


def test_what_stands_beside_a_number_is_a_note() -> None:
    fact = amount("13000000(预算")
    assert (fact.value, fact.note, fact.text) == (13000000, "预算", "13000000(预算")
    fact = amount("32（其中修订16件）")
    assert (fact.value, fact.note) == (32, "其中修订16件")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("增1", 1),
        ("减3", -3),
        ("增加12", 12),
        ("减少 4", -4),
        ("+173", 173),
        ("+0", 0),
        ("-35", -35),
        ("－35", -35),
        ("增1423", 1423),
        ("0", 0),
    ],
)
def test_changes(cell: str, value: int) -> None:
    fact = change(cell)
    assert (fact.state, fact.value, fact.text) == ("number", value, cell)


@pytest.mark.parametrize("cell", ["/", "-", "—", "——", "不适用", "N/A", "\\"])
def test_not_applicable(cell: str) -> None:
    fact = amount(cell)
    assert (fact.state, fact.value, fact.text) == ("not_applicable", None, cell)


@pytest.mark.parametrize("cell", ["详见公示栏", "无", "十二", "9" * 400])
def test_words_and_too_many_digits_are_text(cell: str) -> None:
    fact = amount(cell)
    assert (fact.state, fact.value, fact.text) == ("text", None, cell)


@pytest.mark.parametrize("cell", ["00", "007", "1.2.3", "1,2", "3..5", "12 34"])
def test_what_may_be_several_numbers_leaves_the_row_open(cell: str) -> None:
    report = govparse.parse(HEAD + PROCUREMENT.format(cell=cell, unit=""))
    facts = [report.facts[f"proactive.procurement.{column}"] for column in ("projects", "amount")]
    assert {(fact.state, fact.reason) for fact in facts} == {("unread", "row-broken")}


@pytest.mark.parametrize("cell", ["0.", "(3)", "?", "5%"])
def test_digits_that_are_no_certain_number_are_unread(cell: str) -> None:
    fact = amount(cell)
    assert (fact.state, fact.value, fact.text) == ("unread", None, cell)
    assert fact.reason == "doubtful-cell"


def test_a_number_does_not_continue_over_a_line_break() -> None:
    text = HEAD + "第二十条第（五）项\n行政许可\n12\n34\n56\n7\n三、收到和处理政府信息公开申请情况\n"
    facts = govparse.parse(text).facts
    assert {facts[f"proactive.licensing.{c}"].state for c in ("items_last_year", "change", "decisions")} == {"unread"}
