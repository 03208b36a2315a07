"""PDF files that browsers and other programs printed: the tables of whole reports, and files of no use."""

from __future__ import annotations

import pytest
from fixtures import FORMATS
from pdf_parts import LIMITS, tables, texts

from govparse.errors import Unreadable
from govparse.reading.content import Paragraph
from govparse.reading.pdf.reader import read_pdf

PRINTS = FORMATS / "pdf"
HEADS = ["第二十条第（一）项", "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "行政复议"]
SHAPES = {
    "portrait": [14, 28, 4],
    "browser-header-footer": [14, 28, 4],
    "dashed-rules": [14, 28, 4],
    "double-rules": [14, 28, 4],
    "encrypted-owner-password": [14, 28, 4],
    "gaps-instead-of-rules": [18, 26, 4],
    "head-cut-by-page": [18, 26, 4],
    "landscape-2019": [18, 26, 4],
    "letters-spaced": [14, 28, 4],
    "page-numbers": [18, 26, 4],
    "printed-twice": [14, 28, 4],
    "rotate-90": [14, 28, 4],
    "rotate-one-page": [18, 26, 4],
    "rows-cut-by-page": [14, 29, 4],
    "sideways": [14, 28, 4],
    "stacked-labels": [18, 26, 4],
    "three-pages-head-repeated": [14, 31, 4],
    "three-pages-no-head": [18, 26, 4],
    "vertical-labels": [14, 28, 4],
    "watermark": [18, 26, 4],
    "white-text": [14, 28, 4],
}


def joined(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize(("name", "shape"), SHAPES.items(), ids=SHAPES)
def test_printed_reports(name: str, shape: list[int]) -> None:
    """Three tables, every cell of them certain, every row whole; nothing of them in the lines around."""
    content = read_pdf((PRINTS / f"{name}.pdf").read_bytes(), LIMITS)
    found = tables(content)
    assert [len(table.rows) for table in found] == shape
    assert [joined(table.rows[0].cells[0].text) for table in found] == HEADS
    assert all(row.whole for table in found for row in table.rows)
    assert not any(cell.unsure for table in found for row in table.rows for cell in row.cells)
    # Leaves of the last row of each table: an amount, seven numbers, fifteen numbers.
    assert [len(table.rows[-1].cells) for table in found] == [2 if shape[0] == 14 else 3, 8, 15]
    for table in found:
        for row in table.rows:
            assert [cell.column for cell in row.cells] == sorted({cell.column for cell in row.cells})
        # Equal borders are equal numbers, in all rows and on all pages.
        borders = {cell.column: cell.left for row in table.rows for cell in row.cells}
        assert all(borders[cell.column] == cell.left for row in table.rows for cell in row.cells)
    # No line of the tables is left beside them, and every character has its place.
    for item in content.items:
        if isinstance(item, Paragraph):
            assert "\t" not in item.text and len(item.boxes) == len(item.text)
    lines = texts(content)
    assert "".join(lines[:2]).find("政府信息公开工作年度报告") > 0
    assert not any(line.strip("-— ").isdigit() for line in lines)
    assert not any("http" in line for line in lines)


@pytest.mark.parametrize("name", ["no-rules", "horizontal-rules-only"])
def test_printed_tables_without_rules(name: str) -> None:
    """Rows that stand on one line have a cell for every column, blank ones included."""
    content = read_pdf((PRINTS / f"{name}.pdf").read_bytes(), LIMITS)
    assert tables(content) == []
    widths = {line.split("\t")[-8]: line.count("\t") for line in texts(content) if line.count("\t") >= 7}
    received, carried = (label for label in widths if label.startswith(("一、", "二、")))
    assert widths[received] == widths[carried] == 7
    assert sum(count >= 7 for count in widths.values()) > 15


def test_printed_files_that_cannot_be_used() -> None:
    with pytest.raises(Unreadable, match="password"):
        read_pdf((PRINTS / "encrypted-user-password.pdf").read_bytes(), LIMITS)
    with pytest.raises(Unreadable, match="scan"):
        read_pdf((PRINTS / "scanned.pdf").read_bytes(), LIMITS)
    with pytest.raises(Unreadable, match="fonts"):
        read_pdf((PRINTS / "no-unicode-map.pdf").read_bytes(), LIMITS)
