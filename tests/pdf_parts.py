"""PDF files written by a test: objects by hand, text in Helvetica, drawn lines; and what is read from them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

import pytest

# Skips every module that imports this one.
pytest.importorskip("pypdfium2", reason="the extra that reads PDF is not installed")

from govparse.limits import Limits
from govparse.reading.content import Content, Paragraph, Table

LIMITS = Limits()
XS, YS = [50, 150, 250, 350], [100, 130, 160, 190]
ROWS = [["a", "b", "c"], ["1", "", "30"], ["4", "5", ""]]
PICTURE = b"/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8"
COVER = "q 600 0 0 800 0 0 cm /I Do Q\n"


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


def scanned(*contents: str) -> bytes:
    pdf = Pdf()
    image = pdf.stream(b"\x00\x80\x80\xff", PICTURE)
    for content in contents:
        pdf.page(content, resources=f"/XObject << /I {image} 0 R >>")
    return pdf.bytes()


def tables(content: Content) -> list[Table]:
    return [item for item in content.items if isinstance(item, Table)]


def texts(content: Content) -> list[str]:
    return [item.text for item in content.items if isinstance(item, Paragraph)]


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]
