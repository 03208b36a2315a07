"""Rows that a page break or a head of two lines prints as two; and pages composed to one text."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

import govparse
from govparse.assembly.report import assemble
from govparse.assembly.split import find_reports
from govparse.limits import Limits
from govparse.reading.compose import compose
from govparse.reading.content import Content, Paragraph, Picture, Table, TableCell, TableRow
from govparse.records import GridPlace, PagePlace, TextPlace

HEAD = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")


def _row(*texts: str, page: int = 0, top: float = 0) -> TableRow:
    cells = [
        TableCell(text, i, i * 50.0, (i + 1) * 50.0, box=(i * 50.0, top, i * 50.0 + 50, top + 20) if page else None)
        for i, text in enumerate(texts)
    ]
    return TableRow(tuple(cells), True, page)


def _report(*rows: TableRow) -> govparse.AnnualReport:
    title = Paragraph("甲县2023年政府信息公开工作年度报告")
    content = Content([title, Table(1, rows), Paragraph("五、存在的主要问题及改进情况")])
    return assemble(find_reports(compose(content, Limits()))[0], "", None).report


def _said(report: govparse.AnnualReport, row: str) -> list[object]:
    facts = [report.facts[f"proactive.{row}.{column}"] for column in ("issued", "repealed", "in_force")]
    return [fact.value if fact.state == "number" else fact.state for fact in facts]


@pytest.mark.parametrize(
    "cut",
    [
        # numbers above, at the foot of the page
        (("行政规范", "4", "5", "6"), ("性文件", "", "", "")),
        # numbers below, at the top of the next
        (("行政规范", "", "", ""), ("性文件", "4", "5", "6")),
        # on both
        (("行政规范", "4", "", "6"), ("性文件", "", "5", "")),
        # the label above, all numbers below
        (("行政规范性文件", "", "", ""), ("", "4", "5", "6")),
    ],
)
def test_a_row_cut_by_the_page(cut: Sequence[Sequence[str]]) -> None:
    above, below = cut
    report = _report(
        _row(*HEAD, page=1),
        _row("规章", "1", "2", "3", page=1, top=20),
        _row(*above, page=1, top=40),
        _row(*below, page=2, top=10),
    )
    assert _said(report, "rules") == [1, 2, 3]
    assert _said(report, "normative_documents") == [4, 5, 6]
    for column, (first, second) in zip(
        ("issued", "repealed", "in_force"), list(zip(above, below, strict=True))[1:], strict=True
    ):
        place = report.facts[f"proactive.normative_documents.{column}"].place
        assert isinstance(place, PagePlace) and place.page == (1 if first else 2 if second else 0)


@pytest.mark.parametrize(
    "rows",
    [
        # numbers on both sides of the border: neither row is the other's rest
        (("行政规范", "4", "5", "6"), ("性文件", "7", "8", "9")),
        # words that make no label
        (("行政规范性文件", "4", "5", "6"), ("及其他", "", "", "")),
    ],
)
def test_two_rows_stay_two(rows: Sequence[Sequence[str]]) -> None:
    first = _row("规章", "1", "2", "3", page=1)
    report = _report(_row(*HEAD, page=1), first, _row(*rows[0], page=1), _row(*rows[1], page=2))
    assert _said(report, "rules") == [1, 2, 3]
    # never the numbers of the row below; the last may be doubted, since the label of those is lost
    assert _said(report, "normative_documents") in ([4, 5, 6], [4, 5, "unread"])


def test_blank_rows_are_not_filled_from_rows_of_the_same_page() -> None:
    report = _report(_row(*HEAD), _row("规章", "", "", ""), _row("", "4", "5", "6"))
    assert _said(report, "rules") != [4, 5, 6]


def test_a_head_repeated_on_the_next_page_is_left_out() -> None:
    report = _report(
        _row(*HEAD, page=1),
        _row("规章", "1", "2", "3", page=1),
        _row(*HEAD, page=2),
        _row("行政规范性文件", "4", "5", "6", page=2),
    )
    assert _said(report, "normative_documents") == [4, 5, 6]
    assert report.source_text.count("本年制发件数") == 1


def test_rows_of_numbers_that_repeat_the_first_are_kept() -> None:
    report = _report(_row("规章", "0", "0", "0", page=1), _row("规章", "0", "0", "0", page=2))
    assert report.source_text.count("规章") == 2


# ── places ─────────────────────────────────────────────────────────────────────────


def test_places_in_a_composed_text() -> None:
    line = Paragraph("规章 7", page=3, boxes=tuple((float(i), 0.0, i + 1.0, 9.0) for i in range(4)))
    content = Content([Paragraph("无页"), line, Table(4, (_row("a", ""),)), Picture(), Table(5, (_row("b", page=2),))])
    document = compose(content, Limits())
    assert document.text == "无页\n规章 7\na\t\nb\n"
    place = document.origin.place
    assert place(0, 2) == TextPlace(0, 2, 1, 1)
    assert place(6, 7) == PagePlace(6, 7, 3, (3.0, 0.0, 4.0, 9.0))
    assert place(3, 7) == PagePlace(3, 7, 3, (0.0, 0.0, 4.0, 9.0))
    assert place(8, 9) == GridPlace(8, 9, 4, 1, 1)
    assert place(10, 10) == GridPlace(10, 10, 4, 1, 2)
    assert place(11, 12) == PagePlace(11, 12, 2, (0.0, 0.0, 50.0, 20.0))
    assert document.pictures == (11,)


def test_what_covers_several_cells_has_the_box_around_those_of_its_first_page() -> None:
    report = _report(_row(*HEAD, page=1), _row("规章", "1", "2 2", "3", page=1, top=20))
    (finding,) = [finding for finding in report.findings if finding.rule == "doubtful-cell"]
    assert finding.places[0] == report.facts["proactive.rules.repealed"].place
    block = report.blocks[0].place
    assert isinstance(block, PagePlace) and block.box == (0.0, 0.0, 200.0, 40.0)


def test_line_ends_of_all_kinds_inside_a_cell_or_line_stay_inside() -> None:
    odd = "\r\n\v\f\x1c\x85\u2028\u2029\t"
    document = compose(Content([Paragraph(f"一{odd}二"), Table(1, (_row(f"a{odd}b", "c"),))]), Limits())
    assert len(document.lines) == 3
    assert [cell.text for cell in document.cells if cell.extent] == ["a b", "c"]
