"""Title, issuer, year, signature: the ways in which real pages print them."""

from __future__ import annotations

import pytest
from fixtures import DATA

import govparse
from govparse.assembly.sections import cut_prose
from govparse.forms.headings import SECTIONS, official_heading
from govparse.limits import Limits
from govparse.reading.text.reader import read_text

BODY = (DATA / "layouts" / "d-small-2021.txt").read_text(encoding="utf-8")
TABLES = BODY[BODY.index("一、") :]


@pytest.mark.parametrize(
    ("lines", "issuer", "year"),
    [
        ("柳溪镇2019年政府信息公开工作年度报告", "柳溪镇", 2019),
        ("2019年柳溪镇政府信息公开工作年度报告", "柳溪镇", 2019),
        ("柳溪镇人民政府关于2020年度政府信息公开工作的年度报告", "柳溪镇人民政府", 2020),
        ("柳溪镇二〇二一年政府信息公开工作年度报告", "柳溪镇", 2021),
        ("《柳溪镇2022年政府信息公开年报》", "柳溪镇", 2022),
        ("柳溪镇政府信息公开工作年度报告（2023年度）", "柳溪镇", 2023),
        ("柳溪镇2023年政务公开工作总结", "柳溪镇", 2023),
        ("柳溪镇 2024 年 政府信息公开 工作年度报告", "柳溪镇", 2024),
        ("柳溪镇人民政府\n2019年政府信息公开工作年度报告", "柳溪镇人民政府", 2019),
        ("柳溪县审计局2019年度\n政府信息公开年度报告", "柳溪县审计局", 2019),
        ("柳溪县审计局2023年度政府\n信息公开工作年度报告", "柳溪县审计局", 2023),
        ("柳溪镇2025年政府信息公开工作\n\n年度报告", "柳溪镇", 2025),
        ("公报标题柳溪镇2020年政府信息公开工作年度报告", "柳溪镇", 2020),
        ("首页 > 政务公开 > 2018年政府信息公开工作年度报告\n柳溪镇2020年政府信息公开工作年度报告", "柳溪镇", 2020),
        ("发布机构：柳溪镇人民政府\n2020年政府信息公开工作年度报告", "柳溪镇人民政府", 2020),
    ],
)
def test_titles(lines: str, issuer: str, year: int) -> None:
    report = govparse.parse(f"{lines}\n{TABLES}")
    assert (report.issuer, report.year) == (issuer, year)
    assert report.title


def test_no_title_no_year_no_body_is_said() -> None:
    tables = TABLES[TABLES.index("二、") : TABLES.index("五、")]
    report = govparse.parse(tables)
    assert (report.title, report.issuer, report.year) == (None, None, None)
    rules = {finding.rule for finding in report.findings}
    assert {"title-unknown", "issuer-unknown", "year-unknown", "headings-missing"} <= rules


def test_a_year_before_the_forms() -> None:
    report = govparse.parse(
        "柳溪镇2017年政府信息公开工作年度报告\n一、概述\n全年公开信息20条。\n二、主动公开情况\n无。\n"
    )
    assert report.year == 2017
    assert "older-layout" in {finding.rule for finding in report.findings}


def test_the_year_of_the_text_against_the_title() -> None:
    text = f"柳溪镇2021年政府信息公开工作年度报告\n统计期限为2020年1月1日至2020年12月31日。\n{TABLES}"
    report = govparse.parse(text)
    assert report.year == 2021
    assert "year-doubtful" in {finding.rule for finding in report.findings}


@pytest.mark.parametrize(
    "words",
    ["新修订的条例自2019年1月1日起施行。", "管理办法2019年1月1日起，正式施行。", "新版网站2019年1月1日上线运行。"],
)
def test_the_day_on_which_something_began_is_no_year_of_a_report(words: str) -> None:
    body = TABLES.replace("\n", f"\n{words}\n", 1)
    report = govparse.parse(f"柳溪镇2022年政府信息公开工作年度报告\n\n{body}")
    assert words in (report.sections["overview"] or report.sections["preamble"]).text  # type: ignore[union-attr]  # one is there
    assert report.year == 2022 and "year-doubtful" not in {finding.rule for finding in report.findings}


@pytest.mark.parametrize("numbering", ["第{}部分 ", "第{}部分\u3000", "第{}部分", "第{}部分、", "{}  、 "])
def test_headings_numbered_as_parts(numbering: str) -> None:
    body = TABLES
    for number, section in zip("一二三四五六", SECTIONS, strict=True):
        heading = official_heading(section)
        assert f"{number}、{heading}" in body
        body = body.replace(f"{number}、{heading}", f"{numbering.format(number)}{heading}", 1)
    report = govparse.parse(f"柳溪镇2022年政府信息公开工作年度报告\n\n{body}")
    assert "headings-missing" not in {finding.rule for finding in report.findings}
    review = report.headings["review"]
    assert review is not None and review.text.startswith(numbering.format("四").strip())


@pytest.mark.parametrize(
    ("end", "closing", "issuer"),
    [
        ("柳溪镇人民政府\n2022年1月20日", "柳溪镇人民政府\n2022年1月20日", "柳溪镇人民政府"),
        ("柳溪县审计局 2022年1月20日", "柳溪县审计局 2022年1月20日", "柳溪县审计局"),
        ("2022-01-20", "2022-01-20", None),
        ("二〇二二年一月二十日", "二〇二二年一月二十日", None),
        ("柳溪县审计局", "柳溪县审计局", "柳溪县审计局"),
        ("柳溪县审计局\n2022年1月20日\n打印 关闭\n主办单位：县政府办", "柳溪县审计局\n2022年1月20日", "柳溪县审计局"),
    ],
)
def test_closings(end: str, closing: str, issuer: str | None) -> None:
    before = TABLES[: TABLES.index("六、")]
    text = f"2021年政府信息公开工作年度报告\n{before}六、其他需要报告的事项\n没有其他事项。\n{end}\n"
    report = govparse.parse(text)
    section = report.sections["closing"]
    assert section is not None
    assert section.text == closing
    other = report.sections["other_matters"]
    assert other is not None
    assert other.text == "没有其他事项。"
    assert report.issuer == issuer


def test_a_date_inside_the_prose_is_no_closing() -> None:
    before = TABLES[: TABLES.index("六、")]
    end = "六、其他需要报告的事项\n2022年1月20日\n本报告经会议审议通过，现予公布，欢迎监督。\n"
    report = govparse.parse(f"柳溪镇2021年政府信息公开工作年度报告\n{before}{end}")
    assert report.sections["closing"] is None


def test_cut_and_damaged_files_say_so() -> None:
    data = ("柳溪镇2021年政府信息公开工作年度报告\n" + TABLES).encode()
    assert "text-cut" in {f.rule for f in govparse.parse(data + "字".encode()[:2]).findings}
    damaged = data.replace("总体情况".encode(), "总体情况".encode()[:-1], 1)
    assert "text-damaged" in {f.rule for f in govparse.parse(damaged).findings}


NAME = "甲县教育局2023年政府信息公开工作年度报告"
PAGE = (
    "<p>一、总体情况</p><p>做了许多工作。</p><p>二、主动公开政府信息情况</p>"
    "<table><tr><td>规章<td>1<td>2<td>3</table><p>五、存在的主要问题及改进情况</p><p>无。</p>"
)


@pytest.mark.parametrize(
    "above",
    [
        f"<table><tr><td>发文日期<td>2024-01-01<td>信息名称<td>{NAME}</table>",
        f"<p>信息名称：{NAME}</p>",
        f"<p>当前位置：首页 &gt; 政务公开 &gt; {NAME}</p>",
        f"<h1>{NAME}_甲县人民政府门户网站</h1>",
        f"<p>首页 &gt; 年报</p><h1>{NAME}</h1>",
    ],
)
def test_titles_among_other_words(above: str) -> None:
    report = govparse.parse(f"<html><body>{above}{PAGE}</body></html>")
    assert (report.title, report.issuer, report.year) == (NAME, "甲县教育局", 2023)


@pytest.mark.parametrize("head", [f"<meta name=ArticleTitle content='{NAME}'>", f"<title>{NAME} - 甲县政府</title>"])
def test_a_title_that_the_page_names_without_showing_it(head: str) -> None:
    report = govparse.parse(f"<html><head>{head}</head><body>{PAGE}</body></html>")
    assert (report.title, report.issuer, report.year) == (NAME, "甲县教育局", 2023)
    heading = "<h1>乙县2022年政府信息公开年度报告</h1>"
    shown = govparse.parse(f"<html><head>{head}</head><body>{heading}{PAGE}</body></html>")
    assert (shown.title, shown.year) == ("乙县2022年政府信息公开年度报告", 2022)
    with pytest.raises(govparse.NotAReport, match=NAME):
        govparse.parse(f"<html><head>{head}</head><body><p>请开启脚本。</p></body></html>")


def test_a_menu_behind_the_report_is_no_table() -> None:
    report = (DATA / "layouts" / "c-dense-2021.txt").read_text(encoding="utf-8")
    menu = "\n法定主动公开内容\n规章\n行政规范性文件\n行政许可\n政府集中采购\n"
    with_menu, without = govparse.parse(report + menu), govparse.parse(report)
    assert {c: f.value for c, f in with_menu.facts.items()} == {c: f.value for c, f in without.facts.items()}
    assert with_menu.forms == without.forms


def test_a_table_that_reaches_over_the_end_of_its_report() -> None:
    document = read_text("第一行文字\n第二行文字\n第三行文字\n", Limits())
    prose = cut_prose(document, [], {"proactive": (6, 16)}, 0, 0, 11)
    assert prose.remarks["proactive"] is None and prose.sections["overview"] is not None


def test_a_year_before_the_forms_with_tables_of_a_form_is_no_older_layout() -> None:
    report = govparse.parse(f"柳溪镇2018年政府信息公开工作年度报告\n{TABLES}")
    rules = {finding.rule for finding in report.findings}
    assert report.year == 2018 and report.forms["requests"] == "2021"
    assert "form-of-other-year" in rules and "older-layout" not in rules
