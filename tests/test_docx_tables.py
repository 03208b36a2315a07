"""Tables of a Word file: merged cells, gaps in rows, tables inside others, and rows that are layout."""

from __future__ import annotations

import pytest
from docx_parts import drawing, lines, p, read, span, spans, tables, tbl, tc, texts, tr

from govparse.reading.content import Paragraph, Picture, Table

DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_spans_across_and_down() -> None:
    (table,) = tables(
        read(
            tbl(
                tr(span(2, "结果", DOWN), "甲", "乙"),
                tr(span(2, "旧", ON), tc("丙", props=DOWN), "1"),
                tr("三", "四", tc(props='<w:vMerge w:val="continue"/>'), "2"),
            )
        )
    )
    assert texts(table) == [["结果", "甲", "乙"], ["丙", "1"], ["三", "四", "2"]]
    assert spans(table) == [
        [(0, 2, 2), (2, 3, 1), (3, 4, 1)],
        [(2, 3, 2), (3, 4, 1)],
        [(0, 1, 1), (1, 2, 1), (3, 4, 1)],
    ]
    assert [row.whole for row in table.rows] == [True, True, True]
    assert table.rows[0].cells[0].left == 0


def test_what_reaches_down_must_fit() -> None:
    (table,) = tables(read(tbl(tr(tc("1", props=ON), "甲"), tr(tc(props=ON), "乙"), tr(span(2, "9", ON)))))
    assert [[(cell.text, cell.unsure, cell.height) for cell in row.cells] for row in table.rows] == [
        [("1", True, 2), ("甲", False, 1)],
        [("乙", False, 1)],
        [("9", True, 1)],
    ]


def test_two_merges_above_each_other_stay_apart() -> None:
    rows = [
        tr(tc(text, props=merge), "x")
        for text, merge in (("甲", DOWN), ("", ON), ("乙", DOWN), ("", ON), ("丙", ""), ("丁", ON))
    ]
    (table,) = tables(read(tbl(*rows)))
    assert [row[0] for row in spans(table)] == [(0, 1, 2), (1, 2, 1), (0, 1, 2), (1, 2, 1), (0, 1, 1), (0, 1, 1)]
    assert [row.cells[0].unsure for row in table.rows] == [False, False, False, False, False, True]


def test_merges_of_the_old_kind() -> None:
    row = tr(
        tc("总", props='<w:hMerge w:val="restart"/>'), tc("藏", props="<w:hMerge/>"), span(2, "", "<w:hMerge/>"), "5"
    )
    (table,) = tables(read(tbl(row, tr(tc("单", props="<w:hMerge/>"), "1", "2", "3", "4"))))
    assert texts(table) == [["总", "5"], ["单", "1", "2", "3", "4"]]
    assert spans(table)[0] == [(0, 4, 1), (4, 5, 1)]


def test_gaps_at_the_ends_of_rows() -> None:
    (table,) = tables(
        read(
            tbl(
                tr("甲", "1", "2"),
                tr("3", "4", props='<w:gridBefore w:val="1"/>'),
                tr("乙", "5", props='<w:gridAfter w:val="1"/>'),
                tr("丙"),
            )
        )
    )
    assert spans(table) == [
        [(0, 1, 1), (1, 2, 1), (2, 3, 1)],
        [(1, 2, 1), (2, 3, 1)],
        [(0, 1, 1), (1, 2, 1)],
        [(0, 1, 1)],
    ]
    assert [row.whole for row in table.rows] == [True, False, False, False]


def test_gaps_that_every_row_has_are_none() -> None:
    props = '<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'
    (table,) = tables(read(tbl(tr("甲", "1", props=props), tr("乙", "2", props=props))))
    assert [row.whole for row in table.rows] == [True, True]
    assert spans(table)[0] == [(1, 2, 1), (2, 3, 1)]


@pytest.mark.parametrize("value", ["0", "-3", "", "x", "１", "1.5"])
def test_odd_spans_count_as_one(value: str) -> None:
    (table,) = tables(read(tbl(tr(tc("甲", props=f'<w:gridSpan w:val="{value}"/>'), "1"))))
    assert spans(table) == [[(0, 1, 1), (1, 2, 1)]]


def test_tables_are_numbered_in_the_order_they_begin() -> None:
    nested = tc(tbl(tr("a", "b")), tbl(tr("c", "d")))
    content = read(tbl(tr("x", "y")) + tbl(tr(nested, "z")) + tbl(tr("", "")))
    assert [(table.number, texts(table)) for table in tables(content)] == [
        (1, [["x", "y"]]),
        (3, [["a", "b"]]),
        (4, [["c", "d"]]),
        (5, [["", ""]]),
    ]
    assert lines(content) == ["z"]


def test_a_row_that_holds_a_table_cuts_the_outer_one() -> None:
    row = tr("前", tc("题", tbl(tr("a", "1"), tr("b", "2")), "后"))
    content = read(tbl(tr("甲", tc("3", props=DOWN)), row, tr("乙", tc(props=ON)), tr("丙", tc("5"))))
    outer, inner, rest = tables(content)
    assert [type(item) for item in content.items] == [Table, Paragraph, Paragraph, Table, Paragraph, Table]
    assert lines(content) == ["前", "题", "后"]
    assert (outer.number, inner.number, rest.number) == (1, 2, 1)
    assert texts(inner) == [["a", "1"], ["b", "2"]]
    assert spans(outer) == [[(0, 1, 1), (1, 2, 1)]]
    assert spans(rest) == [[(0, 1, 1)], [(0, 1, 1), (1, 2, 1)]]
    assert [row.whole for row in rest.rows] == [False, True]


def test_a_report_typed_inside_a_table() -> None:
    prose = "本机关按照要求开展工作。" * 11
    content = read(
        tbl(tr(tc("标题")), tr(tc(prose)), tr(tc("总体情况", prose[:30], tbl(tr("规章", "1")))), tr(tc("尾")))
    )
    assert [type(item) for item in content.items] == [Table, Paragraph, Paragraph, Paragraph, Table, Table]
    assert lines(content) == [prose, "总体情况", prose[:30]]


@pytest.mark.parametrize(
    ("row", "layout"),
    [
        (tr(tc("第二十条", "第（一）项")), False),
        (tr(tc("部分公开", "区分处理的，只计这一情形，不计其他情形"), "", "", ""), False),
        (tr(tc("字" * 20, "字" * 25)), True),
        (tr(tc("字" * 45)), False),
        (tr(tc("字" * 121), ""), True),
        (tr(tc("字" * 121), "5"), False),
        (tr(tc("总体情况"), tc("字" * 501)), True),
        (tr(tc(p(drawing(400, 300)))), True),
        (tr("图", tc(p(drawing(400, 300)))), False),
    ],
)
def test_which_rows_are_layout(row: str, layout: bool) -> None:
    content = read(tbl(tr(span(4, "甲")), row, tr(span(4, "乙"))))
    assert len(tables(content)) == (2 if layout else 1)
    assert sum(isinstance(item, Picture) for item in content.items) == row.count("a:blip")


def test_a_table_cut_by_a_page_stays_two() -> None:
    content = read(tbl(tr("甲", "1")) + tbl(tr("乙", "2")))
    assert [table.number for table in tables(content)] == [1, 2]
