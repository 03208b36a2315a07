"""`parse`, `parse_all`, `parse_file`: from bytes, text or a file to reports."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from attrs import evolve

from govparse.assembly.report import assemble
from govparse.assembly.split import take_apart
from govparse.errors import NotAReport, SeveralReports, Unreadable
from govparse.findings import finding
from govparse.reading import Undecodable, decode, read_text
from govparse.records import AnnualReport, Finding


def parse(data: str | bytes, *, source: str = "") -> AnnualReport:
    """Read one report from text or bytes.

    `data` is text, or bytes in UTF-8, UTF-16, GB18030 or Big5; `source` is a name for messages.
    Raises `NotAReport` when there is none, `SeveralReports` when there are more (see `parse_all`),
    `Unreadable` when the bytes are no text.
    """
    reports = list(_parse(data, source, single=True))
    return reports[0]


def parse_all(data: str | bytes, *, source: str = "") -> Iterator[AnnualReport]:
    """Yield the reports of a text that holds one or more, in printed order.

    All places refer to the whole text. Raises `NotAReport` or `Unreadable` like `parse`.
    """
    return _parse(data, source, single=False)


def parse_file(path: str | os.PathLike[str]) -> AnnualReport:
    """Read one report from a file. Raises what `parse` raises, and `OSError`."""
    return parse(Path(path).read_bytes(), source=os.fspath(path))


def _parse(data: str | bytes, source: str, *, single: bool) -> Iterator[AnnualReport]:
    text, encoding, remarks = _decode(data, source)
    if sum(1 for _ in islice(_MARKUP.finditer(text, 0, _BEGINNING), _TAGS)) == _TAGS:
        raise Unreadable(_MESSAGES["markup"](""), source)
    parts = take_apart(read_text(text))
    if single and len(parts.spans) > 1:
        raise SeveralReports(
            {
                "zh": f"其中有 {len(parts.spans)} 份报告，请用 parse_all 逐份读取",
                "en": f"{len(parts.spans)} reports in one input; parse_all yields them one by one",
            },
            source,
        )
    for span in parts.spans:
        report = assemble(parts, span, source, encoding)
        yield evolve(report, findings=(*remarks, *report.findings)) if remarks else report


def _decode(data: str | bytes, source: str) -> tuple[str, str | None, list[Finding]]:
    if isinstance(data, str):
        text = data.removeprefix("\ufeff")
        if not text.strip():
            raise NotAReport({"zh": "输入是空的", "en": "the input is empty"}, source)
        return text, None, []
    try:
        decoded = decode(data)
    except Undecodable as error:
        raise Unreadable(_MESSAGES[error.kind](error.detail), source) from error
    remarks = []
    if decoded.truncated:
        remarks.append(finding("text-cut"))
    if "damaged" in decoded.encoding:
        remarks.append(finding("text-damaged"))
    return decoded.text, decoded.encoding, remarks


_BEGINNING = 20_000
_TAGS = 3
"""So many tags of tables and pages are the source of a page; one may be a slip of an extractor."""
# The source of a web page, as a file or saved as text.
_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|table|tr|td)\b[^<>]*>", re.IGNORECASE)

_MESSAGES = {
    "markup": lambda detail: {
        "zh": "是网页源代码（HTML），本版本只读文本；请把网页另存为文本",
        "en": "the source of a web page (HTML); this version reads text: save the page as text",
    },
    "empty": lambda detail: {"zh": "文件是空的", "en": "the file is empty"},
    "binary": lambda detail: {
        "zh": f"不是文本文件（{detail or '二进制'}），没有找到可读的文字",
        "en": f"not a text file ({detail or 'binary'}), no readable text was found",
    },
    "encoding": lambda detail: {
        "zh": f"无法识别文件的编码（{detail}）；可读 UTF-8、UTF-16、GB18030、Big5",
        "en": f"unknown encoding ({detail}); UTF-8, UTF-16, GB18030 and Big5 are read",
    },
}
