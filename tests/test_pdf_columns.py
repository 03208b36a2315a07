"""Tables without rules in a PDF: the columns of their numbers, and labels on several lines."""

from __future__ import annotations

from pdf_parts import LIMITS, one, text, texts

from govparse.reading.content import Paragraph
from govparse.reading.pdf.reader import read_pdf


def test_text_without_rules() -> None:
    prose = "".join(text(50, 60 + 14 * n, f"Line {n} of prose that runs on and on.") for n in range(3))
    head = text(50, 200, "what") + text(200, 200, "made") + text(300, 200, "ended") + text(400, 200, "held")
    full = text(50, 220, "rules") + text(205, 220, "10") + text(310, 220, "2") + text(405, 220, "8")
    blank = text(50, 240, "others") + text(205, 240, "7") + text(405, 240, "9")
    found = texts(read_pdf(one(prose + head + full + blank), LIMITS))
    assert found[:3] == [f"Line {n} of prose that runs on and on." for n in range(3)]
    assert found[3:] == ["what\tmade\tended\theld", "rules\t10\t2\t8", "others\t7\t\t9"]


def one_row(y: float, label: str, numbers: dict[int, str]) -> str:
    return text(50, y, label) + "".join(text(x, y, number) for x, number in numbers.items())


def test_columns_of_another_table_are_not_laid_over_rows() -> None:
    """After a page break: rows without a head, a heading, and the one row of a wider table."""
    sparse = "".join(one_row(60 + 20 * n, f"row {n}", {300: f"{n + 3}"}) for n in range(4))
    wide = {60 + 35 * n: f"{n}" for n in range(15)}
    for between in (text(50, 160, "4. Review of decisions that were made in the whole of the year"), ""):
        found = texts(read_pdf(one(sparse + between + one_row(200, "", wide)), LIMITS))
        assert [line for line in found if line.startswith("row")] == [f"row {n}\t{n + 3}" for n in range(4)]
    # One full row of five says nothing of the others, if there is no head.
    full = one_row(140, "all", {200: "10", 300: "20", 400: "30"})
    assert texts(read_pdf(one(sparse + full), LIMITS))[0] == "row 0\t3"
    most = "".join(one_row(160 + 20 * n, "all", {200: "10", 300: "20", 400: "30"}) for n in range(3))
    assert texts(read_pdf(one(sparse + full + most), LIMITS))[0] == "row 0\t\t3\t"


def test_a_number_beside_every_label_of_the_head_has_no_column() -> None:
    head = one_row(100, "what", {200: "made", 300: "ended", 400: "held"})
    below = one_row(120, "rules", {205: "1"}) + one_row(140, "others", {310: "2"})
    assert texts(read_pdf(one(head + below), LIMITS)) == ["what\tmade\tended\theld", "rules\t1\t\t", "others\t\t2\t"]
    beside = one_row(120, "rules", {240: "1"}) + one_row(140, "others", {310: "2"})
    assert texts(read_pdf(one(head + beside), LIMITS))[1].count("\t") == 1


def test_numbers_close_together_in_columns_are_divided() -> None:
    lines = "".join(
        text(50, 100 + 20 * n, "row") + "".join(text(100 + 24 * k, 100 + 20 * n, str(100 + n * k)) for k in range(4))
        for n in range(3)
    )
    assert texts(read_pdf(one(lines), LIMITS))[1] == "row\t100\t101\t102\t103"


def test_labels_on_several_lines_beside_their_numbers() -> None:
    head = text(60, 90, "what") + text(200, 90, "made") + text(260, 90, "held")
    two = text(60, 112, "first half") + text(205, 118, "11") + text(265, 118, "12") + text(60, 124, "second half")
    three = text(60, 150, "one") + text(60, 163, "two") + text(60, 176, "three")
    three += text(205, 163, "21") + text(265, 163, "22")
    last = text(60, 200, "single") + text(205, 200, "31") + text(265, 200, "32")
    rows = ["first halfsecond half\t11\t12", "onetwothree\t21\t22", "single\t31\t32"]
    content = read_pdf(one(head + two + three + last), LIMITS)
    assert texts(content)[1:] == rows
    assert all(len(item.boxes) == len(item.text) for item in content.items if isinstance(item, Paragraph))
    # As far from the row above as from the numbers below: nothing says whose label it is.
    even = text(60, 100, "x") + text(205, 100, "1") + text(60, 113, "y") + text(60, 126, "z") + text(205, 126, "2")
    assert texts(read_pdf(one(even), LIMITS)) == ["x\t1", "y", "z\t2"]
