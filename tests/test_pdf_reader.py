"""The reader of PDF files, over files written here: text in Helvetica, lines drawn by hand."""

from __future__ import annotations

import contextlib
import sys
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

pytest.importorskip("pypdfium2", reason="the extra that reads PDF is not installed")

from govparse.errors import MissingReader, TooLarge, Unreadable
from govparse.limits import Limits
from govparse.reading.content import Content, Paragraph, Picture, Table
from govparse.reading.pdf.reader import read_pdf

LIMITS = Limits()


class Pdf:
    """Writes a PDF: objects by hand, a table of references, nothing else."""

    def __init__(self) -> None:
        self.objects: list[bytes] = [b"", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
        self.pages: list[int] = []
        self.tail = b""

    def add(self, body: bytes) -> int:
        self.objects.append(body)
        return len(self.objects)

    def stream(self, data: bytes, entries: bytes = b"", *, flate: bool = True) -> int:
        if flate:
            data, entries = zlib.compress(data, 9), entries + b" /Filter /FlateDecode"
        return self.add(b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data))

    def page(self, content: str, extra: str = "", resources: str = "", contents: str | None = None) -> None:
        entry = contents or f"{self.stream(content.encode())} 0 R"
        self.pages.append(
            self.add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {entry} {extra} "
                f"/Resources << /Font << /F 3 0 R >> {resources} >> >>".encode()
            )
        )

    def bytes(self) -> bytes:
        self.objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
        kids = " ".join(f"{number} 0 R" for number in self.pages)
        self.objects[1] = f"<< /Type /Pages /Kids [{kids}] /Count {len(self.pages)} >>".encode()
        out, places = b"%PDF-1.7\n", []
        for number, body in enumerate(self.objects, 1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        return out + b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
            len(places) + 1,
            self.tail,
            start,
        )


def text(x: float, y: float, words: str, size: float = 10) -> str:
    """Words, their baseline this far below the top of the page."""
    return f"BT /F {size} Tf 1 0 0 1 {x} {800 - y} Tm ({words}) Tj ET\n"


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0} {800 - y0} m {x1} {800 - y1} l S\n"


def grid(xs: Sequence[float], ys: Sequence[float]) -> str:
    across = "".join(line(xs[0], y, xs[-1], y) for y in ys)
    return across + "".join(line(x, ys[0], x, ys[-1]) for x in xs)


def fill(xs: Sequence[float], ys: Sequence[float], rows: Iterable[Iterable[str]]) -> str:
    return "".join(
        text(xs[x] + 5, (ys[y] + ys[y + 1]) / 2 + 4, words)
        for y, row in enumerate(rows)
        for x, words in enumerate(row)
        if words
    )


def one(*contents: str, extra: str = "", resources: str = "") -> bytes:
    pdf = Pdf()
    for content in contents:
        pdf.page(content, extra, resources)
    return pdf.bytes()


def tables(content: Content) -> list[Table]:
    return [item for item in content.items if isinstance(item, Table)]


def texts(content: Content) -> list[str]:
    return [item.text for item in content.items if isinstance(item, Paragraph)]


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


XS, YS = [50, 150, 250, 350], [100, 130, 160, 190]
ROWS = [["a", "b", "c"], ["1", "", "30"], ["4", "5", ""]]


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


def test_a_column_that_no_rule_crosses_on_a_page_is_kept() -> None:
    lines = "".join(line(150, y, 350, y) for y in (60, 90, 120)) + "".join(line(x, 30, x, 150) for x in XS)
    (table,) = tables(read_pdf(one(lines + text(160, 80, "1") + text(260, 110, "2")), LIMITS))
    assert [(cell.column, cell.height) for cell in table.rows[0].cells] == [(0, 4), (1, 1), (2, 1)]


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_pages_turned_by_the_file(rotate: int) -> None:
    """The content is written so that it is upright once the page is turned."""
    turns = {90: "0 1 -1 0 600 0 cm", 180: "-1 0 0 -1 600 800 cm", 270: "0 -1 1 0 0 800 cm"}
    shift = {90: (0, -200), 180: (0, 0), 270: (0, -200)}[rotate]
    content = f"{turns[rotate]} 1 0 0 1 {shift[0]} {shift[1]} cm\n" + grid(XS, YS) + fill(XS, YS, ROWS)
    (table,) = tables(read_pdf(one(content, extra=f"/Rotate {rotate}"), LIMITS))
    assert rows(table) == ROWS
    assert table.rows[0].cells[0].box == pytest.approx((50, 100, 150, 130))


def test_content_turned_on_an_upright_page() -> None:
    content = "0 1 -1 0 600 0 cm 1 0 0 1 0 -200 cm\n" + grid(XS, YS) + fill(XS, YS, ROWS)
    (table,) = tables(read_pdf(one(content), LIMITS))
    assert rows(table) == ROWS
    # The box lies on the page as it is shown, where the table runs upwards.
    assert table.rows[0].cells[0].box == pytest.approx((100, 650, 130, 750))


def test_turned_words_in_a_cell() -> None:
    turned = "BT /F 10 Tf 0 1 -1 0 80 645 Tm (up) Tj ET BT /F 10 Tf 0 -1 1 0 175 665 Tm (down) Tj ET\n"
    words = [["some", "upright", "words"]]
    (table,) = tables(read_pdf(one(grid(XS, YS) + fill(XS, YS, words) + turned), LIMITS))
    assert [(cell.text, cell.unsure) for cell in table.rows[1].cells] == [("up", False), ("down", False), ("", False)]


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


def test_text_without_rules() -> None:
    prose = "".join(text(50, 60 + 14 * n, f"Line {n} of prose that runs on and on.") for n in range(3))
    head = text(50, 200, "what") + text(200, 200, "made") + text(300, 200, "ended") + text(400, 200, "held")
    full = text(50, 220, "rules") + text(205, 220, "10") + text(310, 220, "2") + text(405, 220, "8")
    blank = text(50, 240, "others") + text(205, 240, "7") + text(405, 240, "9")
    found = texts(read_pdf(one(prose + head + full + blank), LIMITS))
    assert found[:3] == [f"Line {n} of prose that runs on and on." for n in range(3)]
    assert found[3:] == ["what\tmade\tended\theld", "rules\t10\t2\t8", "others\t7\t\t9"]


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


def test_page_numbers_heads_and_feet_are_left_out() -> None:
    pages = [
        text(250, 30, "Annual report of some office") + text(50, 100, f"text {n}") + text(295, 780, f"- {n} -")
        for n in (1, 2, 3)
    ]
    content = read_pdf(one(*pages), LIMITS)
    assert texts(content) == ["text 1", "text 2", "text 3"]
    # Numbers at the edge that do not count with the pages are no page numbers.
    kept = [text(50, 100, "row") + text(295, 780, number) for number in ("7", "3", "5")]
    assert texts(read_pdf(one(*kept), LIMITS)) == ["row", "7", "row", "3", "row", "5"]


def test_the_address_that_a_browser_prints() -> None:
    pages = [
        text(30, 20, "1/2/24, 3:45 PM", 8)
        + text(250, 20, "report", 8)
        + text(50, 100, f"text {n}")
        + text(30, 790, "https://example.org/a/report.html", 8)
        + text(560, 790, f"{n}/2", 8)
        for n in (1, 2)
    ]
    content = read_pdf(one(*pages), LIMITS)
    assert texts(content) == ["text 1", "text 2"]
    assert content.address == "https://example.org/a/report.html"
    assert texts(read_pdf(one(pages[0]), LIMITS)) == ["text 1"]


PICTURE = b"/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8"


def scanned(*contents: str) -> bytes:
    pdf = Pdf()
    image = pdf.stream(b"\x00\x80\x80\xff", PICTURE)
    for content in contents:
        pdf.page(content, resources=f"/XObject << /I {image} 0 R >>")
    return pdf.bytes()


COVER = "q 600 0 0 800 0 0 cm /I Do Q\n"


def test_scans() -> None:
    with pytest.raises(Unreadable, match="scan") as caught:
        read_pdf(scanned(COVER, COVER), LIMITS)
    assert "OCR" in caught.value.messages["zh"]
    content = read_pdf(scanned(text(50, 100, "a page of text that is long enough"), COVER, COVER), LIMITS)
    assert content.remarks == [("pages-scanned", {"pages": "2、3"})]
    assert [item.page for item in content.items if isinstance(item, Picture)] == [2, 3]


def test_recognised_and_invisible_text() -> None:
    words = "3 Tr " + "".join(text(50, 100 + 20 * n, "recognised words on a page") for n in range(3)) + "0 Tr "
    content = read_pdf(scanned(COVER + words), LIMITS)
    assert content.remarks == [("text-recognised", {})]
    assert texts(content) == ["recognised words on a page"] * 3
    hidden = one(text(50, 100, "shown") + words + "1 g " + text(50, 300, "white") + "0 g " + text(50, 900, "below"))
    assert texts(read_pdf(hidden, LIMITS)) == ["shown"]
    head = "0.2 g 40 670 200 40 re f 1 g " + text(50, 110, "white on dark")
    assert texts(read_pdf(one(head), LIMITS)) == ["white on dark"]


def test_large_pictures_have_their_place() -> None:
    page = text(50, 100, "above the picture, some words") + "q 400 0 0 300 50 300 cm /I Do Q\n" + text(50, 600, "below")
    content = read_pdf(scanned(page), LIMITS)
    assert [type(item) for item in content.items] == [Paragraph, Picture, Paragraph]


def test_nothing_on_the_pages() -> None:
    with pytest.raises(Unreadable, match="no text"):
        read_pdf(one(""), LIMITS)


@pytest.mark.parametrize("share", [0.02, 0.2, 0.4, 0.6, 0.8, 0.95, 0.97])
def test_a_file_cut_short_is_unreadable(share: float) -> None:
    data = one(*(grid(XS, YS) + fill(XS, YS, ROWS) for _ in range(4)))
    with pytest.raises(Unreadable):
        read_pdf(data[: int(len(data) * share)], LIMITS)


def test_damaged_contents_are_unreadable() -> None:
    data = bytearray(one(grid(XS, YS) + fill(XS, YS, ROWS)))
    place = data.index(b"stream\n") + 40
    data[place] ^= 0xFF
    with pytest.raises(Unreadable):
        read_pdf(bytes(data), LIMITS)
    pdf = Pdf()
    pdf.page("", contents="99 0 R")
    with pytest.raises(Unreadable):
        read_pdf(pdf.bytes(), LIMITS)
    for junk in (b"", b"not a pdf", b"%PDF-1.7\n", b"%PDF-1.4\nstartxref\n0\n%%EOF"):
        with pytest.raises(Unreadable):
            read_pdf(junk, LIMITS)


def test_a_wrong_table_of_references_is_no_loss() -> None:
    data = one(grid(XS, YS) + fill(XS, YS, ROWS)).replace(b"startxref\n", b"startxref\n9")
    assert [rows(table) for table in tables(read_pdf(data, LIMITS))] == [ROWS]


def test_a_password() -> None:
    pdf = Pdf()
    pdf.page(text(50, 100, "secret"))
    pdf.tail = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
        + b"41" * 32
        + b"> /U <"
        + b"42" * 32
        + b"> >> /ID [<00> <00>]"
    )
    with pytest.raises(Unreadable, match="password"):
        read_pdf(pdf.bytes(), LIMITS)


def bomb(data: bytes, entries: bytes = b"") -> bytes:
    pdf = Pdf()
    pdf.page("", contents=f"{pdf.stream(data, entries)} 0 R")
    return pdf.bytes()


def test_a_small_stream_that_inflates_without_end_is_refused_before_it_is_inflated() -> None:
    small = bomb(b" " * 60_000_000)
    inner = zlib.compress(zlib.compress(b" " * 60_000_000, 9), 9)
    pdf = Pdf()
    body = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(inner), inner)
    pdf.page("", contents=f"{pdf.add(body)} 0 R")
    twice = pdf.bytes()
    tracemalloc.start()
    with pytest.raises(TooLarge, match=r"packed more than|unpacked"):
        read_pdf(small, LIMITS)
    with pytest.raises(TooLarge, match="unpacked"):
        read_pdf(small, Limits(ratio=10**6, unpacked=10_000_000))
    with pytest.raises(TooLarge):
        read_pdf(twice, LIMITS)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40_000_000


def test_forms_that_draw_each_other_are_counted() -> None:
    pdf = Pdf()
    form = pdf.stream(b"0 0 m 1 1 l S\n" * 10, b"/Type /XObject /Subtype /Form /BBox [0 0 600 800]")
    for _ in range(9):
        entries = f"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X {form} 0 R >> >>"
        form = pdf.stream(b"/X Do\n" * 10, entries.encode())
    pdf.page("/X Do", resources=f"/XObject << /X {form} 0 R >>")
    with pytest.raises(TooLarge):
        read_pdf(pdf.bytes(), LIMITS)


def test_contents_named_again_and_again_are_counted() -> None:
    pdf = Pdf()
    number = pdf.stream(b"".join(b"%d 0 m 1 1 l S\n" % k for k in range(50_000)))
    pdf.page("", contents="[" + f"{number} 0 R " * 100 + "]")
    with pytest.raises(TooLarge):
        read_pdf(pdf.bytes(), LIMITS)


@pytest.mark.parametrize("key", [b"Kids", b"Contents", b"Filter"])
def test_lists_without_end_take_no_longer_than_others(key: bytes) -> None:
    """Each begins a list, and none ends it: looking for the end of every one would take minutes."""
    pdf = Pdf()
    pdf.page(text(50, 100, "x"))
    kind = b"Pages" if key == b"Kids" else b"Page"
    pdf.add(b"<< /Type /" + kind + b" " + (b"/" + key + b" [ ") * 200_000 + b">>")
    data = pdf.bytes()
    began = time.process_time()
    with contextlib.suppress(Unreadable):
        read_pdf(data, Limits(ratio=10**6))
    assert time.process_time() - began < 5


def test_what_many_pages_share_is_looked_at_once() -> None:
    pdf = Pdf()
    large = pdf.add(b"<< /Font << /F 3 0 R >> " + b"/A 3 0 R " * 100_000 + b">>")
    for n in range(2000):
        pdf.objects.append(b"<< /Type /Page /Parent 2 0 R /Resources %d 0 R /N %d >>" % (large, n))
    pdf.page(text(50, 100, "x"))
    began = time.process_time()
    with contextlib.suppress(Unreadable):
        read_pdf(pdf.bytes(), LIMITS)
    assert time.process_time() - began < 5


def test_pages_and_cells_have_limits() -> None:
    data = one(*(grid(XS, YS) + fill(XS, YS, ROWS) for _ in range(4)))
    with pytest.raises(TooLarge, match="more pages than 3"):
        read_pdf(data, Limits(pages=3))
    with pytest.raises(TooLarge, match="cells"):
        read_pdf(data, Limits(cells=30))
    (table,) = tables(read_pdf(data, Limits(pages=4, cells=36)))
    assert len(table.rows) == 12


def test_the_same_bytes_give_the_same_content() -> None:
    data = one(grid(XS, YS) + fill(XS, YS, ROWS), text(50, 100, "more"))
    assert read_pdf(data, LIMITS) == read_pdf(data, LIMITS)


def test_a_missing_library_says_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2.raw", None)
    with pytest.raises(MissingReader, match=r"govparse\[pdf\]"):
        read_pdf(one(text(50, 100, "x")), LIMITS)


def test_text_in_too_many_pieces_is_refused() -> None:
    with pytest.raises(Unreadable, match="pieces"):
        read_pdf(one("BT /F 1 Tf 9 9 Td " + "(1) Tj " * 50_001 + "ET"), Limits(ratio=10**6))


PRINTS = Path(__file__).parent / "formats" / "pdf"
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


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"/Font << /F 3 0 R", b"/Font << /F 9 9 R"),
        (b"/FlateDecode", b"/FlatXDecode"),
        (b"/Filter /Fl", b"/Fi_ter /Fl"),
        (b"/Count 2", b"/Count 1"),
    ],
    ids=["font", "name of a filter", "key of a filter", "number of pages"],
)
def test_what_would_be_taken_for_an_empty_page_is_damage(before: bytes, after: bytes) -> None:
    data = one(grid(XS, YS) + fill(XS, YS, ROWS), text(50, 100, "more"))
    assert before in data and len(before) == len(after)
    with pytest.raises(Unreadable):
        read_pdf(data.replace(before, after), LIMITS)
