"""What is made sure of before a PDF is decoded: damage, passwords, files made to exhaust their reader."""

from __future__ import annotations

import contextlib
import time
import tracemalloc
import zlib

import pytest
from pdf_parts import LIMITS, ROWS, XS, YS, Pdf, fill, grid, one, rows, tables, text

from govparse.errors import TooLarge, Unreadable
from govparse.limits import Limits
from govparse.reading.pdf.reader import read_pdf


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
