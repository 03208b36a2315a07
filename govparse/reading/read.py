"""Any input → Document: the format is told by the content, and its reader asked.

A reader is imported when a file asks for it. Whatever goes wrong inside one is an error about that file,
with a message in both languages, and never an exception that nobody expects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from attrs import frozen

from govparse.errors import GovparseError, NotAReport, Unreadable
from govparse.limits import Limits
from govparse.reading import apart
from govparse.reading.compose import compose
from govparse.reading.content import Content
from govparse.reading.decode import Decoded, Undecodable, decode
from govparse.reading.document import Document
from govparse.reading.formats import Format, recognise, recognise_text
from govparse.reading.text.reader import read_text


@frozen
class Opened:
    """An input as its reader has understood it."""

    document: Document
    encoding: str | None
    """The encoding of a text or page that was given as bytes; None for other inputs."""
    remarks: tuple[tuple[str, dict[str, object]], ...] = ()
    """Findings about the input as a whole: rule and details of its message."""


def read(data: str | bytes, limits: Limits) -> Opened:
    """Read an input of any format. Raises `GovparseError`: see `govparse.parse`."""
    if isinstance(data, str):
        text = data.removeprefix("\ufeff")
        if not text.strip():
            raise NotAReport({"zh": "输入是空的", "en": "the input is empty"})
        limits.check("size", len(text))
        document = _page(text, limits) if recognise_text(text) is Format.HTML else read_text(text, limits)
        return _opened(document, None)
    limits.check("size", len(data))
    kind = recognise(data)
    if kind.reader is None:
        raise _refused(kind)
    return _READERS[kind.reader](data, kind, limits)


def _opened(document: Document, decoded: Decoded | None) -> Opened:
    remarks = list(document.remarks)
    if decoded is not None and decoded.truncated:
        remarks.append(("text-cut", {}))
    if decoded is not None and "damaged" in decoded.encoding:
        remarks.append(("text-damaged", {}))
    return Opened(document, decoded.encoding if decoded else None, tuple(remarks))


# ── one function for each kind of reader ───────────────────────────────────────────


def _read_text(data: bytes, kind: Format, limits: Limits) -> Opened:
    decoded = _decode(data)
    return _opened(read_text(decoded.text, limits), decoded)


def _read_html(data: bytes, kind: Format, limits: Limits) -> Opened:
    decoded = _decode(data)
    return _opened(_page(decoded.text, limits), decoded)


def _read_web_archive(data: bytes, kind: Format, limits: Limits) -> Opened:
    from govparse.reading.html.archive import page_of_archive

    page = _guarded(page_of_archive, data, limits, kind)
    decoded = _decode(page.data)
    return _opened(_page(decoded.text, limits, page.address), decoded)


def _read_docx(data: bytes, kind: Format, limits: Limits) -> Opened:
    from govparse.reading.docx.reader import read_docx

    return _opened(compose(_guarded(read_docx, data, limits, kind), limits), None)


def _read_pdf(data: bytes, kind: Format, limits: Limits) -> Opened:
    from govparse.reading.pdf.reader import read_pdf

    return _opened(compose(_guarded(read_pdf, data, limits, kind), limits), None)


def _read_office(data: bytes, kind: Format, limits: Limits) -> Opened:
    from govparse.reading.office.libreoffice import to_docx

    with _unforeseen(kind):
        converted = to_docx(data, kind.suffix, limits)
    return _read_docx(converted, Format.DOCX, limits)


_READERS: dict[str, Callable[[bytes, Format, Limits], Opened]] = {
    "text": _read_text,
    "html": _read_html,
    "web_archive": _read_web_archive,
    "docx": _read_docx,
    "pdf": _read_pdf,
    "office": _read_office,
}


def _page(text: str, limits: Limits, address: str | None = None) -> Document:
    from govparse.reading.html.reader import read_html

    content: Content = _guarded(read_html, text, limits, Format.HTML)
    content.address = content.address or address
    return compose(content, limits)


def _guarded(reader: Callable[[Any, Limits], Any], data: Any, limits: Limits, kind: Format) -> Any:
    """Call a reader, in a helper process where that is wanted."""
    with _unforeseen(kind):
        return apart.call(reader, data, limits)


@contextmanager
def _unforeseen(kind: Format) -> Iterator[None]:
    """What a reader did not foresee costs its file, not the run: libraries throw what they like at damaged files."""
    try:
        yield
    except GovparseError:
        raise
    except (Exception, RecursionError, MemoryError) as error:
        raise Unreadable(
            {
                "zh": f"读取{kind.zh}时出错（{type(error).__name__}），文件可能已损坏",
                "en": f"reading {kind.en} failed ({type(error).__name__}); the file may be damaged",
            }
        ) from error


def _decode(data: bytes) -> Decoded:
    try:
        return decode(data)
    except Undecodable as error:
        raise Unreadable(_MESSAGES[error.kind](error.detail)) from error


def _refused(kind: Format) -> Unreadable:
    return Unreadable(
        {
            "zh": f"不是可读的格式：{kind.zh}；可读文本、网页（HTML、MHTML）、DOCX、PDF，以及 DOC、WPS、RTF、ODT",
            "en": f"not a format that is read: {kind.en}; text, HTML, MHTML, DOCX, PDF, and DOC, WPS, RTF, ODT are",
        }
    )


_MESSAGES: dict[str, Callable[[str], dict[str, str]]] = {
    "empty": lambda detail: {"zh": "文件是空的", "en": "the file is empty"},
    "binary": lambda detail: {
        "zh": "不是文本文件（二进制），没有找到可读的文字",
        "en": f"not a text file ({detail or 'binary'}), no readable text was found",
    },
    "encoding": lambda detail: {
        "zh": f"无法识别文件的编码（{detail}）；可读 UTF-8、UTF-16、GB18030、Big5",
        "en": f"unknown encoding ({detail}); UTF-8, UTF-16, GB18030 and Big5 are read",
    },
}
