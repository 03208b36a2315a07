"""Ruled tables of a PDF: rules and fills that bound cells, spans, and tables that go on over the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

import pytest
from pdf_parts import LIMITS, ROWS, XS, YS, fill, grid, line, one, rows, tables, text, texts

from govparse.reading.content import Paragraph
from govparse.reading.pdf.reader import read_pdf


def test_a_ruled_table_has_all_its_cells_blank_ones_included() -> None:
    content = read_pdf(one(text(50, 60, "Title") + grid(XS, YS) + fill(XS, YS, ROWS) + text(50, 220, "end")), LIMITS)
    (table,) = tables(content)
    assert rows(table) == ROWS
    assert all(row.whole and row.page == 1 for row in table.rows)
    cell = table.rows[1].cells[2]
    assert (cell.column, cell.left, cell.right, cell.height, cell.unsure) == (2, 250, 350, 1, False)
    assert cell.box == pytest.approx((250, 130, 350, 160))
    paragraph, middle, _ = content.items
    assert middle == table
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "Title" and len(paragraph.boxes) == 5
    assert paragraph.boxes[0][0] == pytest.approx(50) and paragraph.boxes[0][3] == pytest.approx(61.2)


@pytest.mark.parametrize(
    "draw",
    [
        # Thin filled rectangles, as word processors draw borders.
        lambda a, b, c, d: f"{a - 0.25} {800 - d - 0.25} {c - a + 0.5} {d - b + 0.5} re f\n",
        # Two lines side by side.
        lambda a, b, c, d: line(a - (a == c), b - (b == d), c - (a == c), d - (b == d)) + line(a, b, c, d),
        # Dashes, each a line of its own.
        lambda a, b, c, d: "".join(
            line(a + (c - a) * k / 50, b + (d - b) * k / 50, a + (c - a) * (k + 0.6) / 50, b + (d - b) * (k + 0.6) / 50)
            for k in range(50)
        ),
    ],
    ids=["thin rectangles", "double", "dashed"],
)
def test_borders_drawn_in_other_ways(draw: Callable[[float, float, float, float], str]) -> None:
    lines = "".join(draw(50, y, 350, y) for y in YS) + "".join(draw(x, 100, x, 190) for x in XS)
    content = read_pdf(one(lines + fill(XS, YS, ROWS)), LIMITS)
    assert [rows(table) for table in tables(content)] == [ROWS]


def test_cells_drawn_as_rectangles_with_gaps_between() -> None:
    boxes = "".join(
        f"{x + 1} {800 - y1 + 1} {x1 - x - 2} {y1 - y - 2} re S\n" for y, y1 in pairwise(YS) for x, x1 in pairwise(XS)
    )
    assert [rows(table) for table in tables(read_pdf(one(boxes + fill(XS, YS, ROWS)), LIMITS))] == [ROWS]


def test_fills_bound_cells_only_where_they_cover_the_table() -> None:
    def filled(some: Iterable[int]) -> str:
        return (
            "0.8 g "
            + "".join(f"{x + 1} {800 - YS[y + 1] + 1} {x1 - x - 2} 28 re f\n" for y in some for x, x1 in pairwise(XS))
            + "0 g "
        )

    every = read_pdf(one(filled(range(3)) + fill(XS, YS, ROWS)), LIMITS)
    assert [rows(table) for table in tables(every)] == [ROWS]
    ruled = read_pdf(one(filled([0]) + grid(XS, YS) + fill(XS, YS, ROWS)), LIMITS)
    assert [rows(table) for table in tables(ruled)] == [ROWS]
    words = [["what", "b", "c"], ["one", "1", "2"], ["two", "", "5"]]
    zebra = read_pdf(one(filled([0, 2]) + fill(XS, YS, words)), LIMITS)
    assert texts(zebra) == ["what\tb\tc", "one\t1\t2", "two\t\t5"]


def test_spans() -> None:
    lines = "".join(line(50, y, 350, y) for y in (100, 190)) + line(150, 130, 350, 130) + line(150, 160, 350, 160)
    lines += line(50, 100, 50, 190) + line(150, 100, 150, 190) + line(350, 100, 350, 190) + line(250, 130, 250, 190)
    words = (
        text(60, 150, "tall") + text(160, 120, "wide") + text(160, 150, "1") + text(260, 150, "2") + text(260, 180, "3")
    )
    (table,) = tables(read_pdf(one(lines + words), LIMITS))
    assert rows(table) == [["tall", "wide"], ["1", "2"], ["", "3"]]
    tall, wide = table.rows[0].cells
    assert (tall.column, tall.height) == (0, 3)
    assert (wide.column, wide.left, wide.right) == (1, 150, 350)
    assert [cell.column for cell in table.rows[2].cells] == [1, 2]
    assert all(row.whole for row in table.rows)


def test_a_column_that_no_rule_crosses_on_a_page_is_kept() -> None:
    lines = "".join(line(150, y, 350, y) for y in (60, 90, 120)) + "".join(line(x, 30, x, 150) for x in XS)
    (table,) = tables(read_pdf(one(lines + text(160, 80, "1") + text(260, 110, "2")), LIMITS))
    assert [(cell.column, cell.height) for cell in table.rows[0].cells] == [(0, 4), (1, 1), (2, 1)]


def test_a_table_goes_on_over_the_page() -> None:
    low, high = [700, 730, 760], [40, 70, 100]
    first = text(50, 600, "before") + grid(XS, low) + fill(XS, low, [["a", "b", "c"], ["1", "2", "3"]])
    second = grid([x + 0.4 for x in XS], high) + fill(XS, high, [["4", "5", "6"], ["7", "8", "9"]])
    (table,) = tables(read_pdf(one(first + text(300, 790, "1"), second + text(300, 790, "2")), LIMITS))
    assert rows(table) == [["a", "b", "c"], ["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"]]
    assert [row.page for row in table.rows] == [1, 1, 2, 2]
    assert {(cell.left, cell.right) for row in table.rows for cell in row.cells} == {(50, 150), (150, 250), (250, 350)}
    between = read_pdf(one(first, text(50, 30, "a heading") + second), LIMITS)
    assert len(tables(between)) == 2
    narrower = grid([50, 150, 300], high) + fill([50, 150, 300], high, [["x", "y"]])
    assert len(tables(read_pdf(one(first, narrower), LIMITS))) == 2


def test_a_row_cut_by_the_page_break_stays_two_rows() -> None:
    """No rule is drawn below the part on the first page, nor above the part on the second."""
    first = "".join(line(50, y, 350, y) for y in (700, 730)) + "".join(line(x, 700, x, 770) for x in XS)
    first += fill(XS, [700, 730, 770], [["a", "b", "c"], ["long", "1", "2"]])
    second = line(50, 70, 350, 70) + line(50, 100, 350, 100) + "".join(line(x, 40, x, 100) for x in XS)
    second += fill(XS, [40, 70, 100], [["label", "", ""], ["next", "3", "4"]])
    (table,) = tables(read_pdf(one(first, second), LIMITS))
    assert rows(table) == [["a", "b", "c"], ["long", "1", "2"], ["label", "", ""], ["next", "3", "4"]]
    assert all(row.whole for row in table.rows)
