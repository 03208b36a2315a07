"""Checks of single cells, headings and sections: what is found, and what is left alone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from fixtures import DATA, stems
from hypothesis import given
from hypothesis import strategies as st
from profiles import examples, seeded, seeds

import govparse
from govparse import AnnualReport, GovparseError, strategies
from govparse.checks import check
from govparse.checks.values import check_values
from govparse.forms.headings import heading_number, is_about
from govparse.records import Finding
from govparse.testing import LAYOUTS, NOISES, lay_out, synthetic_report, write_noisy

BASE = govparse.parse_file(DATA / "layouts" / "m-dense-2021.txt")
BASE_2019 = govparse.parse_file(DATA / "layouts" / "m-dense-2019.txt")
DECISIONS = "proactive.penalties.decisions"
LAST_YEAR = "proactive.fees.items_last_year"
MONEY = ("元", "千元", "万元", "亿元")


def with_cell(report: AnnualReport, code: str, **changes: Any) -> AnnualReport:
    """Return a report with another cell."""
    return evolve(report, facts={**report.facts, code: evolve(report.facts[code], **changes)})


def rules(report: AnnualReport) -> list[tuple[str, str]]:
    return [(found.rule, found.severity) for found in check_values(report)]


def text_with(*replacements: tuple[str, str]) -> str:
    """Return the text of a whole report with some of its words replaced, each of them once."""
    text = BASE.source_text
    for old, new in replacements:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


# ── single cells ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("code", "cell", "found"),
    [
        (DECISIONS, {"value": -5, "text": "-5"}, [("count-negative", "error")]),
        (DECISIONS, {"value": 5, "text": "增5"}, []),
        (DECISIONS, {"value": Decimal("3.5"), "text": "3.5"}, [("count-fractional", "error")]),
        (DECISIONS, {"value": Decimal("3.0"), "text": "3.0"}, []),
        (DECISIONS, {"value": Decimal("1.2"), "text": "1.2万", "unit": "万"}, [("unit-unexpected", "warning")]),
        (DECISIONS, {"value": Decimal("1.2"), "text": "1.2万元", "unit": "万元"}, [
            ("count-fractional", "error"),
            ("unit-unexpected", "error"),
        ]),
        (DECISIONS, {"value": 0, "text": "0元", "unit": "元"}, []),
        (DECISIONS, {"value": 7, "text": "7次", "unit": "次"}, []),
        ("proactive.rules.issued", {"value": 7, "text": "7次", "unit": "次"}, [("unit-unexpected", "warning")]),
        ("requests.received.total", {"value": 7, "text": "7人次", "unit": "人次"}, [("unit-unexpected", "warning")]),
        ("proactive.penalties.decisions", {"value": 57, "text": "57人次", "unit": "人次"}, []),
        (DECISIONS, {"value": 999_999_999, "text": "999999999"}, []),
        (DECISIONS, {"value": 13_912_345_678, "text": "13912345678"}, [("digits-implausible", "warning")]),
        ("requests.granted.total", {"value": 999_999, "text": "999999"}, []),
        ("requests.granted.total", {"value": 1_000_000, "text": "1000000"}, [("digits-implausible", "warning")]),
        ("review.reconsideration.total", {"value": 99_999, "text": "99999"}, []),
        ("review.reconsideration.total", {"value": 100_000, "text": "100000"}, [("digits-implausible", "warning")]),
        ("proactive.fees.amount", {"value": 10**12, "text": "1000000000000"}, []),
        ("proactive.fees.amount", {"value": Decimal("-3.5"), "text": "-3.5"}, []),
        ("proactive.rules.in_force", {"value": 6, "text": "6"}, []),
    ],
)  # fmt: skip
def test_a_cell(code: str, cell: dict[str, Any], found: list[tuple[str, str]]) -> None:
    assert rules(with_cell(BASE, code, **{"unit": None, **cell})) == found


@pytest.mark.parametrize("unit", ["件", "个", "项", "条", "宗", "份"])
@pytest.mark.parametrize("code", [DECISIONS, "proactive.rules.in_force", "requests.granted.total"])
def test_measure_words_are_harmless(unit: str, code: str) -> None:
    assert rules(with_cell(BASE, code, value=7, text=f"7{unit}", unit=unit)) == []


@pytest.mark.parametrize("unit", MONEY)
def test_money_is_no_count(unit: str) -> None:
    report = with_cell(BASE_2019, LAST_YEAR, value=5000, text=f"5000{unit}", unit=unit)
    (found,) = check_values(report)
    assert (found.rule, found.severity, found.codes) == ("unit-unexpected", "error", (LAST_YEAR,))
    assert unit in found.messages["zh"] and unit in found.messages["en"]


@pytest.mark.parametrize(
    ("unit", "found"), [("元", 1), ("千元", 1), ("亿元", 1), ("亿", 1), ("万元", 0), ("万", 0), (None, 0)]
)
def test_fees_are_in_ten_thousands_of_yuan(unit: str | None, found: int) -> None:
    report = with_cell(BASE, "proactive.fees.amount", value=26, text=f"26{unit or ''}", unit=unit)
    assert rules(report) == [("unit-unexpected", "warning")] * found


@pytest.mark.parametrize("unit", [*MONEY, "万", None])
def test_the_form_of_2019_gives_no_unit_for_procurement(unit: str | None) -> None:
    assert rules(with_cell(BASE_2019, "proactive.procurement.amount", value=26, unit=unit)) == []


@pytest.mark.parametrize("value", [-12, 12, 0])
def test_a_change_may_be_negative(value: int) -> None:
    assert rules(with_cell(BASE_2019, "proactive.penalties.change", value=value, text=f"{value:+d}")) == []


@pytest.mark.parametrize("state", ["blank", "not_applicable", "text", "unread", "absent"])
def test_what_is_no_number_is_not_judged(state: str) -> None:
    assert rules(with_cell(BASE, DECISIONS, value=None, state=state, text="-5")) == []


def test_words_in_a_cell_and_the_form_of_another_year_are_said_by_the_reader_alone() -> None:
    for stem in ("words-in-number-cells", "year-2023-form-2019", "four-hundred-digits"):
        report = govparse.parse_file(DATA / "irregular" / f"{stem}.txt")
        assert report.findings
        assert rules(report) == []


def test_a_cell_that_is_in_doubt_is_no_error() -> None:
    doubt = govparse.findings.finding("doubtful-cell", [DECISIONS], label="x", digits="x")
    report = evolve(with_cell(BASE, DECISIONS, value=-5, text="-5"), findings=(doubt,))
    assert rules(report) == [("count-negative", "warning")]


def test_cells_too_large_are_one_finding_for_a_table() -> None:
    report = BASE
    codes = [code for code in BASE.facts if code.startswith("requests.granted.")]
    for code in codes:
        report = with_cell(report, code, value=2_000_000, text="2000000")
    (found,) = check_values(report)
    assert list(found.codes) == codes
    assert "等 7 格" in found.messages["zh"] and "and 4 more" in found.messages["en"]


def test_the_fee_for_processing_information_is_not_that_of_item_eight() -> None:
    old = next(line for line in BASE.source_text.splitlines() if "信息处理费" in line)
    text = text_with((old, "本年度向3名申请人收取信息处理费，合计4200元，已上缴国库。"))
    assert rules(with_cell(govparse.parse(text), "proactive.fees.amount", value=0, text="0")) == []


# ── headings and sections ──────────────────────────────────────────────────────────

HEADS = {name: printed.text for name, printed in BASE.headings.items() if printed}


def headed(**changes: str) -> list[tuple[str, str]]:
    """Return what is found where headings are printed otherwise."""
    return rules(govparse.parse(text_with(*((HEADS[name], new) for name, new in changes.items()))))


def numbered(numbers: str) -> dict[str, str]:
    return {name: f"{number}、{HEADS[name][2:]}" for name, number in zip(HEADS, numbers, strict=True)}


MISNUMBERED = ("heading-misnumbered", "warning")
REPEATED = ("heading-number-repeated", "warning")
REPLACED = ("heading-replaced", "warning")
BARE = ("heading-unnumbered", "info")


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ("一二三四五六", []),
        ("一一三四五六", [REPEATED]),
        ("一二三四四五", [REPEATED]),
        ("一二三三四五", [REPEATED]),
        ("一二四五六七", [MISNUMBERED]),
        ("二三四五六七", [MISNUMBERED]),
        ("一二三五四六", [MISNUMBERED]),
        ("一二三四六七", [MISNUMBERED]),
    ],
)
def test_numbers_of_headings(numbers: str, found: list[tuple[str, str]]) -> None:
    assert headed(**numbered(numbers)) == found


def test_numbers_that_move_on_for_a_reason() -> None:
    text = text_with(*((HEADS[name], new) for name, new in numbered("一二四五六七").items()))
    added = text.replace("四、收到", "三、政策解读情况\n全年配发解读12篇。\n四、收到")
    assert rules(govparse.parse(added)) == []
    # A part that is not there: the next one has its number.
    moved = text_with((HEADS["problems"] + "\n", ""), (HEADS["other_matters"], "五、" + HEADS["other_matters"][2:]))
    assert rules(govparse.parse(moved)) == []
    kept = text_with((HEADS["problems"] + "\n", ""))
    assert rules(govparse.parse(kept)) == []


@pytest.mark.parametrize(
    "style",
    ["{number}. {words}", "（{han}）{words}", "第{han}部分 {words}", "{han}．{words}", "{words}", "{han} 、 {words}"],
)
def test_any_style_of_numbers_will_do(style: str) -> None:
    changes = {
        name: style.format(number=i, han="一二三四五六"[i - 1], words=text[2:])
        for i, (name, text) in enumerate(HEADS.items(), 1)
    }
    assert headed(**changes) == []


def test_a_heading_without_number_among_others() -> None:
    assert headed(problems=HEADS["problems"][2:]) == [BARE]
    # Hardly any has one: then that is the way of this report.
    assert headed(**{name: text[2:] for name, text in HEADS.items() if name not in ("overview", "proactive")}) == []


@pytest.mark.parametrize(
    ("name", "words", "found"),
    [
        ("other_matters", "六、2025年重点工作", [REPLACED]),
        ("other_matters", "六、下一步工作打算", [REPLACED]),
        ("other_matters", "六、附件", [REPLACED]),
        ("other_matters", "六、其他说明", []),
        ("other_matters", "六、其它", []),
        ("other_matters", "六、收费情况", []),
        ("other_matters", "六、需要补充的内容", []),
        ("problems", "五、组织领导", [REPLACED]),
        ("problems", "五、主要问题和今后的打算", []),
        ("problems", "五、不足之处", []),
        ("problems", "五、改进措施", []),
        ("overview", "一、工作回顾", []),
    ],
)
def test_words_of_headings(name: str, words: str, found: list[tuple[str, str]]) -> None:
    assert headed(**{name: words}) == found


def test_an_item_of_a_list_is_no_heading_that_was_replaced() -> None:
    report = govparse.parse(
        text_with(
            (HEADS["other_matters"] + "\n", "四、充实队伍。\n五、加强考核。\n六、严格保密。\n"),
        )
    )
    assert REPLACED not in rules(report)


LIST = """一、组织领导
专人负责。
二、制度建设
补充两项。
三、存在不足
更新偏慢。
四、今后打算
定期催办。
五、存在问题
六、队伍建设
"""


@pytest.mark.parametrize("name", ["problems", "other_matters"])
@pytest.mark.parametrize("items", range(1, 7))
def test_a_list_is_not_taken_for_the_parts(name: str, items: int) -> None:
    """Where the heading proper is not recognised, the reader may take an item of a list that says the same."""
    lines = LIST.splitlines(keepends=True)
    kept = "".join(line for line in lines if line[1:2] != "、" or "一二三四五六".index(line[0]) < items)
    report = govparse.parse(text_with((HEADS[name], f"◎ 本节\n{kept}")))
    found = rules(report)
    assert REPEATED not in found and MISNUMBERED not in found and REPLACED not in found
    assert ("section-empty", "warning") not in found


def section_removed(name: str) -> str:
    section = BASE.sections[name]
    assert section is not None
    return BASE.source_text[: section.start] + BASE.source_text[section.end :]


@pytest.mark.parametrize(
    ("name", "severity"), [("overview", "warning"), ("problems", "warning"), ("other_matters", "info")]
)
def test_a_heading_with_nothing_under_it(name: str, severity: str) -> None:
    assert rules(govparse.parse(section_removed(name))) == [("section-empty", severity)]


def test_a_text_that_breaks_off_is_not_empty() -> None:
    place = BASE.headings["problems"]
    assert place is not None and place.place is not None
    cut = govparse.parse(BASE.source_text[: place.place.end])
    assert cut.sections["problems"] is None and cut.headings["problems"]
    assert rules(cut) == []
    whole = govparse.parse(section_removed("problems"))
    for rule in ("text-cut", "text-damaged"):
        assert rules(evolve(whole, findings=(govparse.findings.finding(rule),))) == []


def test_a_heading_that_stands_twice_is_not_called_empty() -> None:
    report = govparse.parse("总体情况\n" + section_removed("overview"))
    assert ("section-empty", "warning") not in rules(evolve(report, source_text=report.source_text + HEADS["overview"]))


def test_a_report_that_was_not_read_has_no_headings_to_judge() -> None:
    report = synthetic_report(1, form="2021", blanks="none")
    assert report.headings == {}
    assert not [found for found in check_values(report) if found.rule.startswith(("heading", "section"))]


def test_a_layout_older_than_the_forms_is_left_alone() -> None:
    assert rules(govparse.parse_file(DATA / "irregular" / "old-layout-2019.txt")) == []


@pytest.mark.parametrize(
    ("printed", "number", "words"),
    [
        ("一、总体情况", 1, "总体情况"),
        ("第 三 部 分 、情况", 3, "情况"),
        ("４．情况", 4, "情况"),
        ("（五）2024年", 5, "2024年"),
        ("2024年工作", 0, "2024年工作"),
        ("十二、情况", 12, "情况"),
        ("", 0, ""),
    ],
)
def test_the_number_of_a_heading(printed: str, number: int, words: str) -> None:
    assert heading_number(printed) == (number, words)


def test_what_a_heading_is_about() -> None:
    assert is_about("OTHER_MATTERS", "其他需要報告的事項")
    assert not is_about("OTHER_MATTERS", "2025年工作计划")
    assert is_about("OVERVIEW", "随便什么")


# ── what is known of all fixtures ──────────────────────────────────────────────────

KNOWN = {
    "headings/numbers-shifted": [MISNUMBERED],
    "headings/part-six-empty": [("section-empty", "info")],
    "headings/part-six-work-plan": [REPLACED],
    "headings/part-two-numbered-one-again": [REPEATED],
    "seeds/huamachi-2019": [REPLACED],
    "seeds/huoxian-2019": [("section-empty", "info")],
    "seeds/xian-town-2021": [BARE],
}
"""Looked at by hand: each is printed so."""


@pytest.mark.parametrize("stem", stems("seeds", "layouts", "irregular", "headings"))
def test_fixtures(stem: str) -> None:
    found = [one for report in govparse.parse_all((DATA / f"{stem}.txt").read_bytes()) for one in rules(report)]
    assert found == KNOWN.get(stem, [])


# ── reports in which nothing is wrong ──────────────────────────────────────────────


def odd(report: AnnualReport) -> list[tuple[str, tuple[str, ...]]]:
    """Return what is odd about a synthetic report: it may be as large as no body is, and give fees in 元."""
    large: dict[str, list[str]] = {}
    for code, fact in report.facts.items():
        bound = {"proactive": 10**9, "requests": 10**6, "review": 10**5}[code.partition(".")[0]]
        if isinstance(fact.value, int) and fact.value >= bound and not code.endswith(".amount"):
            large.setdefault(code.partition(".")[0], []).append(code)
    fees = report.facts.get("proactive.fees.amount")
    found = [("digits-implausible", tuple(codes)) for codes in large.values()]
    if fees is not None and fees.value and fees.unit not in (None, "万", "万元"):
        found.append(("unit-unexpected", (fees.code,)))
    return sorted(found)


def said(found: list[Finding]) -> list[tuple[str, tuple[str, ...]]]:
    return sorted((one.rule, one.codes) for one in found)


@examples(150)
@given(st.booleans().flatmap(lambda mixed: strategies.reports(mixed=mixed, complete=not mixed)))
def test_a_consistent_report_is_not_found_fault_with(report: AnnualReport) -> None:
    assert said(list(check_values(report))) == odd(report)


@pytest.mark.parametrize("seed", seeds("values", 40))
def test_nor_is_it_when_it_was_printed_and_read(seed: str) -> None:
    with seeded(seed) as random:
        report = synthetic_report(random.randint(0, 10**6))
        for layout in random.sample(sorted(LAYOUTS), 4):
            kinds = random.sample(sorted(NOISES), random.randint(0, 5))
            text = write_noisy(lay_out(report), layout, kinds, random)
            try:
                reports = list(govparse.parse_all(text))
            except GovparseError:
                continue
            for read in reports:
                assert said(list(check_values(read))) == odd(read), (layout, kinds)


def test_families_and_rules_can_be_chosen() -> None:
    report = with_cell(BASE, DECISIONS, value=-5, text="-5")
    assert [found.rule for found in check(report, select=["values"])] == ["count-negative"]
    assert check(report, select=["values"], ignore=["count-negative"]) == ()


@pytest.mark.parametrize("noise", ["五、" * 300_000, "五、\n" * 100_000, "九" * 1_000_000, "（" * 500_000 + "三、"])
def test_text_that_is_nothing_but_numbers(noise: str) -> None:
    found = rules(
        govparse.parse(text_with(*((HEADS[name], new) for name, new in numbered("一二四五六七").items())) + noise)
    )
    assert MISNUMBERED in found
