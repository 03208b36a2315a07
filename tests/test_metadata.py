"""Publisher, dates, numbers and addresses, in the shapes in which pages print them."""

from __future__ import annotations

import datetime

import pytest

import govparse
from govparse.records import GridPlace, Metadata, Printed, TextPlace

REPORT = """
甲县2023年政府信息公开工作年度报告
根据《条例》编制。{told}
一、总体情况
本县做了许多工作。
二、主动公开政府信息情况
规章
0
0
0
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
无。
六、其他需要报告的事项
无。
甲县人民政府
2024年1月9日
"""


def _metadata(above: str, told: str = "") -> Metadata:
    report = govparse.parse(above + REPORT.format(told=told))
    for name in ("publisher", "published", "document_number", "index_number", "postal_address"):
        printed = getattr(report.metadata, name)
        if printed is not None:
            assert report.source_text[printed.place.start : printed.place.end] == printed.text
    return report.metadata


def _text(printed: Printed | None) -> str | None:
    return printed.text if printed else None


@pytest.mark.parametrize(
    "above",
    [
        "索引号：0001-2024\n发布机构：甲县人民政府办公室\n发布日期：2024-01-20\n文号：甲政〔2024〕3号\n",
        "索 引 号: 0001-2024 发布机构: 甲县人民政府办公室 发布日期: 2024-01-20 10:11:12 文 号: 甲政〔2024〕3号\n",
        "索引号\t0001-2024\t发布机构\t甲县人民政府办公室\n发布日期\t2024-01-20\t文　　号\t甲政〔2024〕3号\n",
        "索引号 | 0001-2024 | 发布机构 | 甲县人民政府办公室 |\n发布日期 | 2024-01-20 | 文号 | 甲政〔2024〕3号 |\n",
        "【索引号】0001-2024\n【发布机构】甲县人民政府办公室\n【发布日期】2024-01-20\n【文号】甲政〔2024〕3号\n",
        "索引号：\n0001-2024\n发布机构：\n甲县人民政府办公室\n发布日期：\n2024-01-20\n文号：\n甲政〔2024〕3号\n",
        "<table><tr><td>索引号<td>0001-2024<td>发布机构<td>甲县人民政府办公室"
        "<tr><td>发布日期<td>2024-01-20<td>文号<td>甲政〔2024〕3号</table><pre>",
        "<table><tr><td>索引号<td>发布机构<td>发布日期<td>文号"
        "<tr><td>0001-2024<td>甲县人民政府办公室<td>2024-01-20<td>甲政〔2024〕3号</table><pre>",
        "<p><span>索引号：0001-2024</span><span>发布机构：甲县人民政府办公室</span><span>发布日期：2024-01-20</span>"
        "<span>文号：甲政〔2024〕3号</span></p><pre>",
    ],
)
def test_an_index_before_the_report(above: str) -> None:
    found = _metadata(above)
    assert _text(found.index_number) == "0001-2024"
    assert _text(found.publisher) == "甲县人民政府办公室"
    assert _text(found.document_number) == "甲政〔2024〕3号"
    assert _text(found.published) == "2024-01-20"
    assert found.date == datetime.date(2024, 1, 20)


@pytest.mark.parametrize(
    "above",
    [
        "索引号：\n发布机构：\n发布日期：\n文号：\n",
        "索引号 | | 发布机构 | | 发布日期 | | 文号 | |\n",
        "<table><tr><td>索引号<td><td>发布机构<td><tr><td>发布日期<td><td>文号<td></table><pre>",
    ],
)
def test_an_index_without_values(above: str) -> None:
    found = _metadata(above)
    assert (found.index_number, found.publisher, found.document_number) == (None, None, None)
    assert found.date == datetime.date(2024, 1, 9)  # that of the signature


def test_the_more_telling_label_wins() -> None:
    found = _metadata("来源：某某网 发布机构：甲县人民政府办公室\n时间：2024-03-01 发布时间：2024-02-01\n")
    assert _text(found.publisher) == "甲县人民政府办公室" and _text(found.published) == "2024-02-01"


def test_without_an_index_the_signature_dates_the_report() -> None:
    found = _metadata("")
    assert _text(found.published) == "2024年1月9日" and found.date == datetime.date(2024, 1, 9)
    assert found.publisher is None


def test_a_document_number_on_a_line_of_its_own() -> None:
    assert _text(_metadata("甲政办函〔2024〕12号\n").document_number) == "甲政办函〔2024〕12号"
    assert _metadata("按照国办公开办函〔2021〕30号文件要求，现予公布。\n").document_number is None


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("如有疑问，请与本县联系（地址：甲县长平西街46号；邮编：000000；电话：0000-000）。", "甲县长平西街46号"),
        ("联系地址：甲县长平西街46号，邮编000000。", "甲县长平西街46号"),
        ("联系地址：甲县长平西街46号 邮政编码：000000 联系电话：0000-000", "甲县长平西街46号"),
        ("网站地址：http://www.example.gov.cn。", None),
        ("电子版可在门户网站下载。", None),
    ],
)
def test_postal_address(told: str, address: str | None) -> None:
    assert _text(_metadata("", told).postal_address) == address


def test_a_page_says_some_of_it_without_showing_it() -> None:
    head = (
        "<head><link rel=canonical href='http://www.example.gov.cn/1.html'>"
        "<meta name=PubDate content='2024-01-21 08:00'><meta name=ContentSource content='甲县政务网'></head>"
    )
    found = govparse.parse(f"<html>{head}<body><pre>{REPORT}</pre></body></html>").metadata
    assert found.address == Printed("http://www.example.gov.cn/1.html", None)
    assert found.published == Printed("2024-01-21 08:00", None) and found.date == datetime.date(2024, 1, 21)
    assert found.publisher == Printed("甲县政务网", None)
    shown = govparse.parse(f"<html>{head}<body><pre>发布日期：2024-01-22{REPORT}</pre></body></html>").metadata
    assert _text(shown.published) == "2024-01-22"


def test_places() -> None:
    text = govparse.parse("发布机构：甲县人民政府办公室\n" + REPORT).metadata.publisher
    assert text is not None and isinstance(text.place, TextPlace) and (text.place.line, text.place.column) == (1, 6)
    page = f"<table><tr><td>发布机构<td>甲县人民政府办公室<tr><td>文号<td></table><pre>{REPORT}"
    cell = govparse.parse(page).metadata.publisher
    assert cell is not None and isinstance(cell.place, GridPlace) and (cell.place.row, cell.place.column) == (1, 2)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-1-9", datetime.date(2024, 1, 9)),
        ("2024/01/09", datetime.date(2024, 1, 9)),
        ("2024.01.09 12:00", datetime.date(2024, 1, 9)),
        ("２０２４年１月９日", datetime.date(2024, 1, 9)),
        ("二〇二四年一月九日", datetime.date(2024, 1, 9)),
        ("二○二四年十二月三十一日", datetime.date(2024, 12, 31)),
        ("二0二四年十月二十日", datetime.date(2024, 10, 20)),
        ("2024年13月40日", None),
        ("2024年", None),
    ],
)
def test_dates(text: str, date: datetime.date | None) -> None:
    assert Metadata(published=Printed(text, None)).date == date


def test_json_both_ways() -> None:
    report = govparse.parse("索引号：0001-2024\n发布日期：2024-01-20\n" + REPORT)
    again = govparse.AnnualReport.from_json(report.to_json())
    assert again == report and again.metadata.date == datetime.date(2024, 1, 20)
