"""Placing rows: what makes a row, a block or a table uncertain, each in its smallest form."""

from __future__ import annotations

import pytest
from fixtures import DATA

import govparse
from govparse import AnnualReport

TITLE = "某县某局2021年政府信息公开工作年度报告\n一、总体情况\n工作正常。\n二、主动公开政府信息情况\n"
END = "\n三、收到和处理政府信息公开申请情况\n无。\n"
C_2021 = (DATA / "layouts" / "c-dense-2021.txt").read_text(encoding="utf-8")
A_2021 = (DATA / "layouts" / "a-dense-2021.txt").read_text(encoding="utf-8")
M_TOTALS = (DATA / "layouts" / "m-totals-2021.txt").read_text(encoding="utf-8")
ONE = ("issued", "repealed", "in_force")


def parse(table: str) -> AnnualReport:
    return govparse.parse(TITLE + table + END)


def states(report: AnnualReport, row: str) -> list[object]:
    """Return value or state of each cell of a row of item （一）."""
    facts = [report.facts[f"proactive.{row}.{column}"] for column in ONE]
    return [fact.value if fact.state == "number" else fact.state for fact in facts]


def rules(report: AnnualReport) -> set[str]:
    return {finding.rule for finding in report.findings}


def test_numbers_before_their_labels() -> None:
    report = parse(
        "第二十条第（一）项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n1\n2\n3\n规章\n4\n5\n6\n行政规范性文件"
    )
    assert states(report, "rules") == ["unread"] * 3
    assert states(report, "normative_documents") == ["unread"] * 3
    assert "numbers-before-labels" in rules(report)


@pytest.mark.parametrize("separator", [" | ", "\t", "\n"])
def test_columns_in_another_order_than_the_form(separator: str) -> None:
    head = separator.join(["信息内容", "现行有效件数", "本年废止件数", "本年制发件数"])
    rows = [separator.join(["规章", "31", "1", "2"]), separator.join(["行政规范性文件", "143", "6", "17"])]
    report = parse("第二十条第（一）项\n" + "\n".join([head, *rows]))
    assert states(report, "rules") == ["unread"] * 3
    assert states(report, "normative_documents") == ["unread"] * 3
    assert "columns-disordered" in rules(report)


def test_columns_of_section_three_in_another_order() -> None:
    swapped = A_2021.replace("商业企业\n\n科研机构", "科研机构\n\n商业企业")
    report, whole = govparse.parse(swapped), govparse.parse(A_2021)
    for code, fact in report.facts.items():
        if code.startswith("requests."):
            # In either order the sums hold, so which of the two columns is which stays open.
            if code.endswith((".business", ".research")) and fact.state != "number":
                assert fact.state == "unread" and len(fact.candidates) == 2
            else:
                assert (fact.value, fact.basis) == (whole.facts[code].value, "proved")
    assert report.facts["requests.received.business"].state == "unread"
    assert report.facts["proactive.rules.issued"].state == "number"


def test_two_labels_before_the_numbers_of_one() -> None:
    report = parse("信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n行政规范性文件\n规章\n1\n2\n3")
    assert states(report, "rules") == ["unread"] * 3
    assert states(report, "normative_documents") == ["unread"] * 3
    assert "labels-before-numbers" in rules(report)


def test_a_blank_row_in_the_order_of_the_form_is_only_itself_unread() -> None:
    report = parse("信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n行政规范性文件\n1\n2\n3")
    assert states(report, "rules") == ["unread"] * 3
    assert states(report, "normative_documents") == [1, 2, 3]


def test_an_increase_in_another_column_is_no_value_of_it() -> None:
    """The first cell was blank, and the number of a page stands behind: three values for three columns."""
    head = "第二十条第（五）项\n信息内容\n上一年项目数量\n本年增/减\n处理决定数量\n"
    for change, read in (("19\n+4\n23", [19, 4, 23]), ("+4\n23\n12", ["unread"] * 3), ("4\n增23\n12", [4, 23, 12])):
        report = govparse.parse(TITLE.replace("2021", "2019") + f"{head}行政许可\n{change}\n" + END)
        columns = ("items_last_year", "change", "decisions")
        facts = [report.facts[f"proactive.licensing.{column}"] for column in columns]
        assert [fact.value if fact.state == "number" else fact.state for fact in facts] == read
        assert ("number-misplaced" in rules(report)) == (read[0] == "unread")


def test_heads_before_the_values_of_another_row_head_no_block() -> None:
    """A head printed again, the last number of the row before, then an item in the columns of the other form."""
    five = ["第二十条第（五）项", "信息内容\t上一年项目数量\t本年增/减\t处理决定数量", "行政许可\t5\t增2\t7"]
    again = ["其他对外管理服务事项\t8\t增3\t", "", five[1], "\t\t\t36"]
    six = ["第二十条第（六）项\t\t\t", "信息内容\t本年处理决定数量\t\t", "行政处罚\t6\t\t", "行政强制\t63\t\t"]
    report = govparse.parse(TITLE + "\n".join([*five, *again, *six]) + "\n" + END)
    assert report.facts["proactive.penalties.decisions"].value in (6, None)
    assert report.facts["proactive.penalties.decisions"].state != "blank"
    assert {code for code, fact in report.facts.items() if fact.value == 6} <= {"proactive.penalties.decisions"}


def test_the_head_tells_the_offset_in_section_two() -> None:
    head = "第二十条第（八）项\t\t\t\t\n信息内容\t\t上一年项目数量\t本年增/减\t\n"
    row = "行政事业性收费\t\t5\t\t\n"
    report = govparse.parse(TITLE.replace("2021", "2019") + head + row + END)
    facts = [report.facts[f"proactive.fees.{column}"] for column in ("items_last_year", "change")]
    assert [(fact.state, fact.value) for fact in facts] == [("number", 5), ("blank", None)]


def test_a_number_alone_beside_its_head_is_in_no_column() -> None:
    head = "第二十条第（八）项\t\t\t\n信息内容\t本年收费金额（单位：万元）\t\t\n"
    for row, state in (("行政事业性收费\t119\t\t\n", "number"), ("行政事业性收费\t\t\t119\n", "unread")):
        assert parse(head + row).facts["proactive.fees.amount"].state == state


def test_a_row_longer_than_all_others_has_a_cell_too_many() -> None:
    """A pipe for each blank cell; some rows have one more, as pads are: 9 may be the number of a page."""
    above = ["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开"]
    inside = ["1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益"]
    below = ["7.属于行政执法案卷", "8.属于行政查询事项", "（七）总计", "四、结转下年度继续办理"]
    blanks = dict.fromkeys(above, 8) | dict.fromkeys(inside, 7) | dict.fromkeys(below, 8)
    rows = [f"{label} |" + "\n|" * count for label, count in blanks.items()]
    rows.insert(3, "（二）部分公开 |" + "\n|" * 6 + "\n9 |\n|\n|")
    two = ["信息内容 |", "本年制发件数 |", "本年废止件数 |", "现行有效件数 |", "规章 |", "1 |", "2 |", "3 |"]
    two += ["行政规范性文件 |", "|", "2 |", "3 |", "三、收到和处理政府信息公开申请情况"]
    report = parse("\n".join([*two, *rows, ""]))
    states = {fact.state for code, fact in report.facts.items() if code.startswith("requests.partly_granted")}
    assert states == {"unread"}


def test_a_mask_of_certain_rows_tells_the_offset() -> None:
    report = govparse.parse(M_TOTALS)
    assert report.facts["requests.granted.total"].state == "number"
    assert report.facts["requests.granted.natural_person"].state == "blank"


def test_an_offset_that_cannot_be_told_keeps_its_candidates() -> None:
    table = "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\t\n规章\t\t5\t\t\n行政规范性文件\t1\t2\t3\t\n"
    report = parse(table.replace("信息内容\t本年制发件数\t本年废止件数\t现行有效件数\t\n", ""))
    facts = [report.facts[f"proactive.rules.{column}"] for column in ONE]
    assert "number" not in {fact.state for fact in facts}
    unread = [fact for fact in facts if fact.state == "unread"]
    assert unread
    assert all({c.text for c in fact.candidates} <= {"5", ""} for fact in unread)


def test_words_among_numbers_of_a_flow() -> None:
    report = parse("信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n未制定\n2\n3\n行政规范性文件\n4\n5\n6")
    assert states(report, "rules") == ["unread"] * 3
    assert states(report, "normative_documents") == [4, 5, 6]


def test_a_value_of_a_row_without_words_between_is_kept_as_loose() -> None:
    report = parse("信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n1\n2\n3\n其他主动公开文件\n7\n8\n9")
    assert states(report, "rules") == [1, 2, 3]
    assert [(row.label, row.cells) for row in report.unknown_rows] == [("其他主动公开文件", ("7", "8", "9"))]
    assert report.unknown_rows[0].after == "proactive.rules"


def test_a_row_of_another_table_inside_does_not_end_the_table() -> None:
    stray = C_2021.replace("2.其他法律行政法规禁止公开", "规章 | 2 | 1 | 31 |\n2.其他法律行政法规禁止公开", 1)
    report, whole = govparse.parse(stray), govparse.parse(C_2021)
    for code, fact in whole.facts.items():
        assert report.facts[code].value == fact.value, code


def test_a_head_label_of_another_table_inside_does_not_end_the_table() -> None:
    stray = A_2021.replace("二、上年结转政府信息公开申请数量", "其他结果\n\n二、上年结转政府信息公开申请数量", 1)
    report, whole = govparse.parse(stray), govparse.parse(A_2021)
    lost = [c for c, f in whole.facts.items() if report.facts[c].state != f.state]
    assert all(report.facts[c].value == f.value for c, f in whole.facts.items() if c not in lost)
    assert len(lost) < 30


def test_groups_do_not_carry_numbers() -> None:
    report = govparse.parse(C_2021.replace("（三）不予公开 | 1.", "（三）不予公开 | 1 | 2 | 3 | 4 | 5 | 6 | 21 |\n1."))
    assert [row.label for row in report.unknown_rows] == ["（三）不予公开"]
    assert report.facts["requests.denied.state_secret.total"].value == 128


def test_a_part_of_a_label_that_may_be_two_is_none() -> None:
    report = parse(
        "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规章 | 1 | 2 | 3 |\n行政规范 | 4 | 5 | 6 |"
    )
    assert states(report, "normative_documents") in (["absent"] * 3, [4, 5, 6])
    assert states(report, "rules") == [1, 2, 3]


def test_a_tab_row_behind_pipes() -> None:
    report = parse(
        "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规章 | 1 | 2 | 3 |\n行政规范性文件\t4\t5\t6"
    )
    assert states(report, "rules") == [1, 2, 3]
    assert states(report, "normative_documents") == [4, 5, 6]


def test_a_grid_row_of_another_width_needs_all_its_numbers() -> None:
    table = M_TOTALS.replace(
        "\t\t2.没有现成信息需要另行制作\t\t\t\t\t\t\t18", "\t\t2.没有现成信息需要另行制作\t\t\t\t\t\t18"
    )
    fact = govparse.parse(table).facts["requests.unavailable.requires_creation.total"]
    assert (fact.state, fact.reason) == ("unread", "row-short")


@pytest.mark.parametrize("layout", ["c-dense-2021", "m-dense-2021", "e-dense-2021"])
def test_running_numbers_in_front_of_the_labels_are_no_values(layout: str) -> None:
    text = (DATA / "layouts" / f"{layout}.txt").read_text(encoding="utf-8")
    start, end = text.index("一、本年新收"), text.index("四、政府信息公开行政复议")
    separator = "\t" if layout.startswith("m") else " | "
    start = text.rindex("\n", 0, start) + 1
    lines = text[start:end].split("\n")
    numbered = [f"{i}{separator}{line.removeprefix(' | ')}" if line else line for i, line in enumerate(lines, 1)]
    report, whole = govparse.parse(text[:start] + "\n".join(numbered) + text[end:]), govparse.parse(text)
    for code, fact in whole.facts.items():
        assert (report.facts[code].state, report.facts[code].value) == (fact.state, fact.value), code


def test_two_rows_side_by_side() -> None:
    report = govparse.parse(C_2021.replace("行政处罚 | 388 |\n行政强制 | 72 |", "行政处罚 | 388 | 行政强制 | 72 |"))
    assert report.facts["proactive.penalties.decisions"].value == 388
    assert report.facts["proactive.compulsion.decisions"].value == 72


def test_marks_of_emphasis_are_no_part_of_a_number() -> None:
    report = govparse.parse(C_2021.replace("| 5921 |", "| **5921** |"))
    fact = report.facts["proactive.licensing.decisions"]
    assert (fact.value, fact.text) == (5921, "**5921**")


def test_a_report_printed_twice_on_a_page() -> None:
    twice = govparse.parse(C_2021 + "\n" + C_2021)
    assert twice.facts["requests.received.total"].value == 2137
    assert "report-repeated" in {finding.rule for finding in twice.findings}
    other = C_2021.replace("5921", "5922")
    reports = list(govparse.parse_all("\n".join([C_2021, C_2021, other, C_2021])))
    assert [r.facts["proactive.licensing.decisions"].value for r in reports] == [5921, 5922, 5921]
    with pytest.raises(govparse.SeveralReports) as caught:
        govparse.parse("\n".join([C_2021, C_2021, other]))
    assert "2 reports" in caught.value.messages["en"]


def test_a_table_printed_twice_with_other_numbers_is_certain_in_neither() -> None:
    tables = C_2021[C_2021.index("二、主动") : C_2021.index("五、存在")]
    other = tables.replace("| 5921 |", "| 5922 |")
    report = govparse.parse(C_2021.replace("五、存在", other + "五、存在", 1))
    fact = report.facts["proactive.licensing.decisions"]
    assert (fact.state, fact.reason) == ("unread", "row-repeated")
    assert {candidate.value for candidate in fact.candidates} == {5921, 5922}
    assert report.facts["requests.received.total"].value == 2137  # both say so


REPORTS = {
    "all tables twice": C_2021,
    "the second without section two": C_2021[: C_2021.index("第二十条第（一）项")]
    + C_2021[C_2021.index("三、收到和处理") :],
}


@pytest.mark.parametrize("second", REPORTS)
def test_a_second_report_never_fills_the_first(second: str) -> None:
    later = REPORTS[second].replace("2021年", "2022年").replace("| 2137 |", "| 9999 |")
    first, last = govparse.parse_all(C_2021 + "\n" + later)
    assert first.facts["requests.received.total"].value == 2137
    assert last.facts["requests.received.total"].value == 9999
    assert len([c for c, f in first.facts.items() if f.state == "number"]) == 200


@pytest.mark.parametrize("kept", ["pictures", "section two"])
def test_a_report_without_tables_before_another_keeps_none(kept: str) -> None:
    tables = C_2021[C_2021.index("第二十条第（一）项") : C_2021.index("五、存在")]
    poor = C_2021.replace(tables, "三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n")
    if kept == "section two":
        poor = C_2021.replace(C_2021[C_2021.index("一、本年新收") : C_2021.index("五、存在")], "")
    first, last = govparse.parse_all(poor + "\n" + C_2021.replace("2021年", "2022年"))
    numbers = [c for c, f in first.facts.items() if f.state == "number"]
    assert len(numbers) == (0 if kept == "pictures" else 10)
    assert last.facts["requests.received.total"].value == 2137


def test_pads_that_are_as_many_as_the_lost_blanks() -> None:
    report = parse(
        "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规章 | 1 | 2 | 3 |\n行政规范性文件 | 2 | ||"
    )
    assert states(report, "rules") == [1, 2, 3]
    assert states(report, "normative_documents") == ["unread"] * 3


HEAD = "自然人 | 法人或其他组织 | 总计 |\n商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |"


@pytest.mark.parametrize(
    "head",
    [
        "总计 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |",
        "自然人 | 总计 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |",
        "总计 | 自然人 | 法人或其他组织 |\n商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |",
    ],
)
def test_the_total_is_the_last_column_or_the_sums_have_to_say_so(head: str) -> None:
    start = C_2021.index("自然人 | 法人")
    end = C_2021.index("一、本年新收")
    report = govparse.parse(C_2021[:start] + head + "\n" + C_2021[end:])
    nested = govparse.parse(C_2021[:start] + HEAD + "\n" + C_2021[end:])
    assert nested.facts["requests.received.total"].value == 2137
    broken = govparse.parse(C_2021[:start] + head + "\n" + C_2021[end:].replace(" 2137 |", " 2138 |", 1))
    for code, fact in report.facts.items():
        if code.startswith("requests."):
            # The layout says nothing certain; the sums refute the order of the head, unless one is misprinted.
            assert (fact.value, fact.basis) == (nested.facts[code].value, "proved")
            assert broken.facts[code].state == "unread"


def test_the_procedures_of_section_four_in_another_order() -> None:
    start, end = C_2021.index("行政复议 |"), C_2021.index("五、存在")
    head = "行政诉讼 | 行政复议 |\n未经复议直接起诉 | 复议后起诉 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n"
    leaves = "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | " * 2
    row = " | ".join(str(n) for n in range(15)) + " |\n"
    report = govparse.parse(C_2021[:start] + head + leaves + "\n" + row + C_2021[end:])
    assert {f.state for c, f in report.facts.items() if c.startswith("review.")} == {"unread"}


def test_two_rows_of_values_in_section_four() -> None:
    whole = (DATA / "layouts" / "m-dense-2021.txt").read_text(encoding="utf-8")
    values = whole[: whole.index("五、存在")].rstrip().rsplit("\n", 1)[1]
    numbers = "\t".join(str(n) for n in range(1, 16))
    report = govparse.parse(whole.replace(values, f"{numbers}\n{values}"))
    assert {f.state for c, f in report.facts.items() if c.startswith("review.")} == {"unread"}
    assert "row-repeated" in rules(report)


def test_the_head_of_one_form_beats_the_count_of_the_other() -> None:
    report = govparse.parse(C_2021.replace("行政许可 | 5921 |", "行政许可 | 5921 | 5921 | 5921 |"))
    assert "proactive.licensing.items_last_year" not in report.facts
    assert report.facts["proactive.licensing.decisions"].state == "unread"


def test_lines_trimmed_at_their_end_have_lost_blanks() -> None:
    whole = (DATA / "layouts" / "m-dense-2021.txt").read_text(encoding="utf-8")
    start, end = whole.index("一、本年新收"), whole.index("四、政府信息公开行政复议")
    lines = whole[start:end].split("\n")
    trimmed = [line.rsplit("\t", 1)[0].rstrip("\t") if "\t" in line else line for line in lines]
    truth = govparse.parse(whole).facts
    report = govparse.parse(whole[:start] + "\n".join(trimmed) + whole[end:])
    for code, fact in report.facts.items():
        if fact.state == "number":
            assert fact.value == truth[code].value, code
        assert fact.state != "blank", code


@pytest.mark.parametrize("cell", ["5（减）", "5(减少)", "共5件", "约12万元", "增5%", "【5】"])
def test_digits_among_words_are_no_number_and_no_words(cell: str) -> None:
    fact = govparse.parse(C_2021.replace("| 5921 |", f"| {cell} |")).facts["proactive.licensing.decisions"]
    assert (fact.state, fact.text, fact.reason) == ("unread", cell, "doubtful-cell")


def test_the_last_cell_of_a_table_does_not_take_the_next_heading() -> None:
    whole = (DATA / "layouts" / "n-dense-2021.txt").read_text(encoding="utf-8")
    start = whole.index("三、收到和处理")
    table = whole[:start].rstrip()
    report = govparse.parse(table.rsplit("\t", 1)[0] + "\t无\n\n" + whole[start:])
    fact = report.facts["proactive.fees.amount"]
    assert (fact.state, fact.text) == ("text", "无")
    assert "headings-missing" not in rules(report)


def test_the_source_of_a_page_is_read_as_a_page() -> None:
    table = "<table><tr><td>规章</td><td>1</td></tr></table>"
    page = f"<html><body><h1>甲县2021年政府信息公开工作年度报告</h1>{table}</body></html>"
    assert govparse.parse(page).source_text == "甲县2021年政府信息公开工作年度报告\n规章\t1\n"


def test_a_row_called_only_total() -> None:
    report = govparse.parse(C_2021.replace("（七）总计 |", "总计 |"))
    assert report.facts["requests.concluded.total"].value == 2051


def test_running_numbers_after_an_unknown_row() -> None:
    text = C_2021.replace(
        "2.其他法律行政法规禁止公开", "小计 | 1 | 2 | 3 | 4 | 5 | 6 | 21 |\n7 | 2.其他法律行政法规禁止公开", 1
    )
    report, whole = govparse.parse(text), govparse.parse(C_2021)
    for code, fact in whole.facts.items():
        assert report.facts[code].value == fact.value, code
    assert [row.label for row in report.unknown_rows] == ["小计"]


def test_a_part_of_two_labels_is_none_of_them() -> None:
    # 属于三类… and 属于四类… both hold it, so do others: it stays an unknown row.
    report = govparse.parse(C_2021.replace("5.属于三类内部事务信息", "属于信息"))
    assert report.facts["requests.denied.internal_affairs.total"].state == "absent"
    assert [row.label for row in report.unknown_rows] == ["属于信息"]
    assert report.facts["requests.denied.process_information.total"].value == 122


def test_a_grid_row_with_more_numbers_than_columns() -> None:
    whole = (DATA / "layouts" / "m-dense-2021.txt").read_text(encoding="utf-8")
    row = next(line for line in whole.split("\n") if "2.重复申请" in line)
    report = govparse.parse(whole.replace(row, row + "\t99"))
    fact = report.facts["requests.not_processed.repeat.total"]
    assert (fact.state, fact.basis) == ("number", "proved")
    assert fact.text != "99"
    broken = govparse.parse(whole.replace(row, row + "\t99").replace("\t2137", "\t2138", 1))
    fact = broken.facts["requests.not_processed.repeat.total"]
    assert (fact.state, fact.reason) == ("unread", "row-long")
    assert "sums-unsatisfied" in rules(broken)


def test_bullets_and_high_numbers_are_no_headings_of_parts() -> None:
    bullets = "•主动公开情况\n全年公开20条。\n十一、其他工作\n无。\n"
    report = govparse.parse(C_2021.replace("二、主动公开", bullets + "二、主动公开", 1))
    overview = report.sections["overview"]
    assert overview is not None
    assert overview.text.endswith("十一、其他工作\n无。")


def test_what_is_said_of_a_whole_table_is_said_once() -> None:
    text = (DATA / "irregular" / "total-before-natural.txt").read_text(encoding="utf-8")
    whole = govparse.parse(text)
    printed = whole.facts["requests.received.total"].text
    report = govparse.parse(text.replace(f"\n{printed}\n", f"\n{printed}1\n", 1))  # no sum helps then
    (found,) = [f for f in report.findings if f.rule == "columns-disordered"]
    unread = [code for code, fact in report.facts.items() if fact.reason == "columns-disordered"]
    assert list(found.codes) == unread and len(unread) > 100
    assert len(found.places) == 23
