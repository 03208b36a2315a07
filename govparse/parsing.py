"""`parse`, `parse_all`, `parse_file`: from bytes, text or a file to reports."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import evolve

from govparse.assembly.report import assemble
from govparse.assembly.split import take_apart
from govparse.errors import GovparseError, SeveralReports
from govparse.findings import finding, remark
from govparse.limits import Limits
from govparse.reading.read import read
from govparse.records import AnnualReport


def parse(data: str | bytes, *, source: str = "", limits: Limits | None = None) -> AnnualReport:
    """Read one report.

    `data` is the content of a file in any format that govparse reads, told by the content itself: text
    (UTF-8, UTF-16, GB18030, Big5), HTML, MHTML, DOCX, PDF, and, where LibreOffice is installed, DOC, WPS,
    RTF and ODT; or a decoded text or page as `str`. `source` is a name for messages, `limits` bounds
    what the input may cost.

    Raises `NotAReport` when there is none, `SeveralReports` when there are more (see `parse_all`),
    `Unreadable` when the content cannot be read (`TooLarge` when it exceeds a limit), `MissingReader`
    when its format needs a library or program that is not installed.
    """
    reports = list(_parse(data, source, limits, single=True))
    return reports[0]


def parse_all(data: str | bytes, *, source: str = "", limits: Limits | None = None) -> Iterator[AnnualReport]:
    """Yield the reports of an input that holds one or more, in printed order.

    All places refer to the whole input. Raises what `parse` raises, but for `SeveralReports`.
    """
    return _parse(data, source, limits, single=False)


def parse_file(path: str | os.PathLike[str], *, limits: Limits | None = None) -> AnnualReport:
    """Read one report from a file, whatever its name. Raises what `parse` raises, and `OSError`."""
    return parse(read_bytes(path, limits), source=os.fspath(path), limits=limits)


def read_bytes(path: str | os.PathLike[str], limits: Limits | None = None) -> bytes:
    """Read a file. Raises `TooLarge` before it is read, and `OSError`."""
    file = Path(path)
    (limits or Limits()).check("size", file.stat().st_size, os.fspath(path))
    return file.read_bytes()


def _parse(data: str | bytes, source: str, limits: Limits | None, *, single: bool) -> Iterator[AnnualReport]:
    try:
        opened = read(data, limits or Limits())
    except GovparseError as error:
        raise type(error)(error.messages, source) from error.__cause__
    remarks = [remark(rule, details) for rule, details in opened.remarks]
    parts = take_apart(opened.document)
    reports = _distinct(assemble(parts, span, source, opened.encoding) for span in parts.spans)
    if single and len(parts.spans) > 1:
        found = list(reports)
        if len(found) > 1:
            raise SeveralReports(
                {
                    "zh": f"其中有 {len(found)} 份报告，请用 parse_all 逐份读取",
                    "en": f"{len(found)} reports in one input; parse_all yields them one by one",
                },
                source,
            )
        reports = iter(found)
    for report in reports:
        yield evolve(report, findings=(*remarks, *report.findings)) if remarks else report


def _distinct(reports: Iterable[AnnualReport]) -> Iterator[AnnualReport]:
    """Yield reports; one printed again as it is (a copy for small screens) is said of the first."""
    kept: AnnualReport | None = None
    for report in reports:
        if kept is None or _print(report) != _print(kept):
            if kept is not None:
                yield kept
            kept = report
        elif not any(found.rule == "report-repeated" for found in kept.findings):
            kept = evolve(kept, findings=(*kept.findings, finding("report-repeated")))
    if kept is not None:
        yield kept


def _print(report: AnnualReport) -> tuple[object, ...]:
    return report.title, report.year, [(f.code, f.state, f.text) for f in report.facts.values()]
