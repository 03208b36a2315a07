"""Pages of a PDF without text of their own: scans, recognised and invisible text, large pictures."""

from __future__ import annotations

import pytest
from pdf_parts import COVER, LIMITS, one, scanned, text, texts

from govparse.errors import Unreadable
from govparse.reading.content import Paragraph, Picture
from govparse.reading.pdf.reader import read_pdf


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
