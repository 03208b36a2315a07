"""The text of one cell of a PDF: blanks, doubt, shadows, and numbers that its rules cut."""

from __future__ import annotations

from pdf_parts import LIMITS, ROWS, XS, YS, fill, grid, line, one, tables, text

from govparse.reading.pdf.reader import read_pdf


def cell(content: str) -> tuple[str, bool]:
    """Read the first cell of a table that holds this."""
    (table,) = tables(read_pdf(one(grid(XS, [100, 160, 190]) + content), LIMITS))
    found = table.rows[0].cells[0]
    return found.text, found.unsure


def test_blanks_in_cells() -> None:
    assert cell(text(60, 130, "123456")) == ("123456", False)
    assert cell(text(60, 130, "12 34")) == ("12 34", False)
    assert cell(text(60, 130, "12") + text(90, 130, "34")) == ("12 34", False)
    # Half a gap may stand inside a number or between two.
    assert cell(text(60, 130, "12") + text(74.2, 130, "34")) == ("12 34", True)
    # The digits of one number, each placed for itself, in any order.
    assert cell(text(71.12, 130, "3") + text(60, 130, "1") + text(65.56, 130, "2")) == ("123", False)
    assert cell(text(60, 120, "first") + text(60, 135, "second")) == ("first\nsecond", False)


def test_doubt_in_cells() -> None:
    assert cell(text(60, 130, "12") + text(71.2, 126, "3", 6)) == ("123", True)
    assert cell(text(60, 130, "12") + text(71.2, 126, "3"))[1]
    assert cell(text(60, 130, "12") + text(60.3, 130, "12")) == ("12", False)
    assert cell(text(60, 130, "12") + text(60.3, 130, "34"))[1]
    assert cell(text(60, 130, "12") + line(58, 126.5, 74, 126.5)) == ("12", True)


def test_shadows_are_in_doubt() -> None:
    for room in (3.4, 4.0, 4.4):
        assert cell(text(60, 130, "4") + text(60 + room, 130, "4"))[1], room
    assert cell(text(60, 130, "37") + text(62, 130, "52"))[1]
    assert cell(text(60, 130, "4") + text(65, 130, "4")) == ("44", False)
    # Digits set closely or narrowly are no shadows.
    assert cell("-1.3 Tc " + text(60, 130, "2137") + "0 Tc ") == ("2137", False)
    assert cell("66 Tz " + text(60, 130, "2137") + text(60, 145, "44") + "100 Tz ") == ("2137\n44", False)


def doubtful(content: str) -> list[list[bool]]:
    (table,) = tables(read_pdf(one(grid(XS, YS) + content), LIMITS))
    return [[cell.unsure for cell in row.cells] for row in table.rows]


def test_a_number_wider_than_its_cell_is_in_doubt() -> None:
    plain = fill(XS, YS, ROWS[:1]) + text(60, 180, "7")
    assert not any(map(any, doubtful(plain + text(138, 150, "46") + text(152, 150, "9"))))
    # A rule between two digits of one number; a rule through a digit; digits beyond the border of the table.
    assert doubtful(plain + text(138.88, 150, "46563"))[1] == [True, True, False]
    assert doubtful(plain + text(141.5, 150, "465"))[1] == [True, True, False]
    assert doubtful(plain + text(330, 150, "46563"))[1] == [False, False, True]
    assert doubtful(plain + text(347, 150, "4"))[1] == [False, False, True]
    assert doubtful(plain + text(345, 150, "4"))[1] == [False, False, True]
    # Spaced out.
    assert doubtful(plain + "2 Tc " + text(134.8, 150, "46563") + "0 Tc ")[1] == [True, True, False]
    # A digit over a rule across.
    assert doubtful(plain + text(60, 163.5, "4"))[1:] == [[True, False, False], [True, False, False]]
