"""Word files that other programs made: by python-docx in the test, and those of the collection."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx_parts import LIMITS, lines, tables, texts
from fixtures import FORMATS

from govparse.reading.docx.reader import read_docx


def test_a_file_made_by_python_docx() -> None:
    docx = pytest.importorskip("docx", reason="python-docx makes this file; it comes with the extra for tests")
    document = docx.Document()
    document.add_heading("一、总体情况", 1)
    document.add_paragraph("第一项", style="List Number")
    document.add_paragraph("第二项", style="List Number")
    table = document.add_table(rows=4, cols=5)
    for index, cell in enumerate(table._cells):
        cell.text = str(index)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "组"
    table.cell(2, 3).merge(table.cell(3, 3)).text = "12"
    document.add_paragraph("完")
    out = io.BytesIO()
    document.save(out)
    content = read_docx(out.getvalue(), LIMITS)
    assert lines(content) == ["一、总体情况", "1. 第一项", "2. 第二项", "完"]
    (read_table,) = tables(content)
    # By another way: python-docx repeats a merged cell at every place that it covers.
    shown = [[table.cell(row, column).text for column in range(5)] for row in range(4)]
    covered = [[""] * 5 for _ in range(4)]
    for index, row in enumerate(read_table.rows):
        assert row.whole
        for cell in row.cells:
            for down in range(index, index + cell.height):
                for column in range(cell.column, int(cell.right)):
                    assert not covered[down][column]
                    covered[down][column] = cell.text
    assert covered == shown


@pytest.mark.parametrize("path", sorted((FORMATS / "docx").glob("*.docx")), ids=lambda path: path.stem)
def test_files_of_the_collection(path: Path) -> None:
    content = read_docx(path.read_bytes(), LIMITS)
    shown = [*lines(content), *(text for table in tables(content) for row in texts(table) for text in row)]
    assert any("报告" in line for line in shown)
    for table in tables(content):
        width = max(cell.right for row in table.rows for cell in row.cells)
        down: dict[int, int] = {}
        for row in table.rows:
            taken = {column for column, height in down.items() if height > 0}
            for cell in row.cells:
                own = set(range(cell.column, int(cell.right)))
                assert own and not own & taken and cell.left == cell.column
                taken |= own
                down.update(dict.fromkeys(own, cell.height))
            assert not row.whole or len(taken) == width - min(taken)
            down = {column: height - 1 for column, height in down.items()}
