"""Pages of a PDF: turned ones, too many of them, too much on one, and the library that decodes them."""

from __future__ import annotations

import sys

import pytest
from pdf_parts import LIMITS, ROWS, XS, YS, fill, grid, one, rows, tables, text

from govparse.errors import MissingReader, TooLarge, Unreadable
from govparse.limits import Limits
from govparse.reading.pdf.reader import read_pdf


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


def test_pages_and_cells_have_limits() -> None:
    data = one(*(grid(XS, YS) + fill(XS, YS, ROWS) for _ in range(4)))
    with pytest.raises(TooLarge, match="more pages than 3"):
        read_pdf(data, Limits(pages=3))
    with pytest.raises(TooLarge, match="cells"):
        read_pdf(data, Limits(cells=30))
    (table,) = tables(read_pdf(data, Limits(pages=4, cells=36)))
    assert len(table.rows) == 12


def test_text_in_too_many_pieces_is_refused() -> None:
    with pytest.raises(Unreadable, match="pieces"):
        read_pdf(one("BT /F 1 Tf 9 9 Td " + "(1) Tj " * 50_001 + "ET"), Limits(ratio=10**6))


def test_the_same_bytes_give_the_same_content() -> None:
    data = one(grid(XS, YS) + fill(XS, YS, ROWS), text(50, 100, "more"))
    assert read_pdf(data, LIMITS) == read_pdf(data, LIMITS)


def test_a_missing_library_says_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2.raw", None)
    with pytest.raises(MissingReader, match=r"govparse\[pdf\]"):
        read_pdf(one(text(50, 100, "x")), LIMITS)
