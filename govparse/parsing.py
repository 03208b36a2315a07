"""`parse`, `parse_all`, `parse_file`: from bytes, text or a file to reports."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import evolve

from govparse.assembly.report import Assembled, assemble
from govparse.assembly.split import find_reports
from govparse.errors import GovparseError, SeveralReports
from govparse.findings import finding, remark
from govparse.limits import Limits
from govparse.reading.read import read
from govparse.records import AnnualReport, Finding


def parse(data: str | bytes, *, source: str = "", limits: Limits | None = None) -> AnnualReport:
    """Read one report.

    `data` is the content of a file in any format that govparse reads, told by the content itself: text
    (UTF-8, UTF-16, GB18030, Big5), HTML, MHTML, DOCX, PDF, and, where LibreOffice is installed, DOC, WPS,
    RTF and ODT; or a decoded text or page as `str`. `source` is a name for messages, which the record carries;
    `limits` bounds what the input may cost, by default `Limits()`.

    Raises `NotAReport` when there is none, `SeveralReports` when there are more (see `parse_all`),
    `Unreadable` when the content cannot be read (`TooLarge` when it exceeds a limit), `MissingReader`
    when its format needs a library or program that is not installed.
    """
    return next(assembled(data, source, limits, single=True)).report


def parse_all(data: str | bytes, *, source: str = "", limits: Limits | None = None) -> Iterator[AnnualReport]:
    """Yield the reports of an input that holds one or more, in printed order.

    `data`, `source` and `limits` are those of `parse`. All places refer to the whole input. It is a generator: work
    and errors begin with the first step.

    Raises what `parse` raises, but for `SeveralReports`: `NotAReport`, `Unreadable`, `TooLarge`, `MissingReader`.
    """
    return (one.report for one in assembled(data, source, limits, single=False))


def parse_file(path: str | os.PathLike[str], *, limits: Limits | None = None) -> AnnualReport:
    """Read one report from a file, whatever its name; `source` is then its path, `limits` are those of `parse`.

    A file that has more bytes than `limits` allows is not opened. Raises what `parse` raises (`NotAReport`,
    `SeveralReports`, `Unreadable`, `TooLarge`, `MissingReader`), and `OSError` for a file that cannot be opened.
    """
    return parse(read_bytes(path, limits), source=os.fspath(path), limits=limits)


def read_bytes(path: str | os.PathLike[str], limits: Limits | None = None) -> bytes:
    """Read a file. Raises `TooLarge` before it is read, and `OSError`."""
    file = Path(path)
    (limits or Limits()).check("size", file.stat().st_size, os.fspath(path))
    return file.read_bytes()


def assembled(data: str | bytes, source: str, limits: Limits | None, *, single: bool) -> Iterator[Assembled]:
    """Yield the reports of an input with the proofs of their tables; one at most if `single`.

    Raises what `parse` raises, `SeveralReports` only if `single`.
    """
    try:
        opened = read(data, limits or Limits())
    except GovparseError as error:
        raise type(error)(error.messages, source) from error.__cause__
    remarks = [remark(rule, details) for rule, details in opened.remarks]
    spans = find_reports(opened.document)
    found = _distinct(assemble(span, source, opened.encoding) for span in spans)
    if single and len(spans) > 1:
        several = list(found)
        if len(several) > 1:
            raise SeveralReports(
                {
                    "zh": f"其中有 {len(several)} 份报告，请用 parse_all 逐份读取",
                    "en": f"{len(several)} reports in one input; parse_all yields them one by one",
                },
                source,
            )
        found = iter(several)
    for one in found:
        yield _told(one, (*remarks, *one.report.findings)) if remarks else one


def _distinct(found: Iterable[Assembled]) -> Iterator[Assembled]:
    """Yield reports; one printed again as it is (a copy for small screens) is said of the first."""
    kept: Assembled | None = None
    for one in found:
        if kept is None or _print(one.report) != _print(kept.report):
            if kept is not None:
                yield kept
            kept = one
        elif not any(told.rule == "report-repeated" for told in kept.report.findings):
            kept = _told(kept, (*kept.report.findings, finding("report-repeated")))
    if kept is not None:
        yield kept


def _told(one: Assembled, findings: tuple[Finding, ...]) -> Assembled:
    """Return a report with other findings."""
    return evolve(one, report=evolve(one.report, findings=findings))


def _print(report: AnnualReport) -> tuple[object, ...]:
    return report.title, report.year, [(f.code, f.state, f.text) for f in report.facts.values()]
