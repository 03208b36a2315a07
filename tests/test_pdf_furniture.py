"""What the pages of a PDF carry besides their text: page numbers, heads, feet, a browser's address."""

from __future__ import annotations

from pdf_parts import LIMITS, one, text, texts

from govparse.reading.pdf.reader import read_pdf


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
