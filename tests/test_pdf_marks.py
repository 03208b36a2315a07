"""What a cell of a PDF shows that is no text: pictures, outlines, watermarks, form fields, and mere grounds."""

from __future__ import annotations

import pytest
from pdf_parts import LIMITS, ROWS, XS, YS, fill, grid, one, rows, scanned, tables, text

from govparse.reading.content import Table
from govparse.reading.pdf.reader import read_pdf


@pytest.mark.parametrize(
    "shown",
    [
        "q 10 0 0 12 195 649 cm /I Do Q\n",
        # Characters as outlines: curved, with corners, with strokes alone.
        "195 650 m 199 650 199 660 195 660 c f\n",
        "195 650 m 203 650 l 203 652 l 199 652 l 199 660 l 195 660 l h f\n",
        "195 650 m 203 660 l S\n",
        "195 655 m 203 655 l S\n",
        "BT /F 10 Tf 0.95 0.3 -0.3 0.95 195 650 Tm (7) Tj ET\n",
        "BT /F 60 Tf 0.7 0.7 -0.7 0.7 185 640 Tm (copy) Tj ET\n",
    ],
    ids=["picture", "curve", "corners", "diagonal", "dash", "askew", "watermark askew"],
)
def test_a_cell_that_shows_something_is_not_blank(shown: str) -> None:
    content = read_pdf(scanned(grid(XS, YS) + fill(XS, YS, ROWS) + shown), LIMITS)
    table = next(item for item in content.items if isinstance(item, Table))
    assert rows(table) == ROWS
    assert table.rows[1].cells[1].unsure
    assert not any(cell.unsure for row in table.rows for cell in row.cells if cell.text)


def test_large_characters_over_a_table_are_no_part_of_it() -> None:
    table = grid(XS, YS) + fill(XS, YS, ROWS)
    mark = "0.9 g " + text(160, 180, "20", 60) + "0 g "
    found = tables(read_pdf(one(table + mark), LIMITS))[0]
    assert rows(found) == ROWS
    assert found.rows[1].cells[1].unsure
    assert not any(cell.unsure for row in found.rows for cell in row.cells if cell.text)


def test_grounds_and_frames_leave_blank_cells_blank() -> None:
    ground = "0.9 g 152 642 m 248 642 l 248 642 249 650 249 660 c 249 668 l 152 668 l h f 0 g "
    whole = "0.9 g 50 610 m 350 610 l 350 610 351 650 351 660 c 351 700 l 50 700 l h f 0 g "
    cut_corners = "".join(f"{x} 670 m {x} 640 l {x + 1} 641 l {x + 1} 669 l h f\n" for x in XS)
    behind = "q 600 0 0 800 0 0 cm /I Do Q\n"
    for drawn in (ground, whole, cut_corners, behind):
        content = read_pdf(scanned(drawn + grid(XS, YS) + fill(XS, YS, ROWS) + text(50, 300, "words " * 9)), LIMITS)
        (table,) = tables(content)
        assert rows(table) == ROWS
        assert not any(cell.unsure for row in table.rows for cell in row.cells)


def test_fields_and_comments_are_not_read_and_not_blank() -> None:
    def notes(*entries: str) -> list[list[bool]]:
        found = " ".join(f"<< /Type /Annot {entry} >>" for entry in entries)
        content = read_pdf(one(grid(XS, YS) + fill(XS, YS, ROWS), extra=f"/Annots [{found}]"), LIMITS)
        return [[cell.unsure for cell in row.cells] for row in tables(content)[0].rows]

    field, over = "/Rect [151 641 249 669]", "/Rect [51 641 149 669]"
    plain = [False] * 3
    assert notes(f"/Subtype /Widget /FT /Tx /V (7) {field}") == [plain, [False, True, False], plain]
    assert notes(f"/Subtype /Widget /FT /Tx /V (7) {over}") == [plain, [True, False, False], plain]
    assert notes(f"/Subtype /Link {field}", f"/Subtype /Highlight {field}") == [plain] * 3
    assert notes(f"/Subtype /FreeText /F 2 {field}") == [plain] * 3
