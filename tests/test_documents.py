"""Pages, Word files and PDFs of many makers, each with what a careful human reads from it (`tests/formats`)."""

from __future__ import annotations

import datetime
import re
import shutil
from functools import cache
from pathlib import Path

import pytest
from fixtures import FORMATS, compact, differences, expected

import govparse
from govparse.records import Fact, GridPlace, PagePlace, TextPlace

FOLDERS = ("html", "docx", "pdf", "office", "bad")
REFUSED = ("not_a_report", "unreadable", "too_large")
"""What the fixtures call not_a_report: nothing of a report can be read."""
_OFFICE = (".doc", ".rtf", ".odt", ".fodt", ".wps", ".xml")
_SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
_NO_OFFICE = pytest.mark.skipif(_SOFFICE is None, reason="LibreOffice is not installed (Debian: libreoffice-writer)")


def _files() -> list[Path]:
    found = [file for folder in FOLDERS for file in (FORMATS / folder).glob("*")]
    found += (FORMATS / "matrix").glob("*/*")
    return sorted(file for file in found if file.is_file() and file.suffix not in (".json", ".md"))


def _stem(file: Path) -> str:
    stem = file.with_suffix("") if file.with_suffix(".json").exists() else file.parent / "report"
    return "formats/" + stem.relative_to(FORMATS).as_posix()


def _errors(file: Path) -> list[str | None]:
    error = expected(_stem(file))["error"]
    return error if isinstance(error, list) else [error]


def _cases(files: list[Path]) -> list[object]:
    return [
        pytest.param(
            file,
            id=file.relative_to(FORMATS).as_posix(),
            marks=[_NO_OFFICE, pytest.mark.slow] if file.suffix in _OFFICE else [],
        )
        for file in files
    ]


FILES = _files()
REPORTS = [file for file in FILES if _errors(file) == [None]]
OTHERS = [file for file in FILES if None not in _errors(file)]
EITHER = [file for file in FILES if file not in REPORTS and file not in OTHERS]
"""Damaged files: a refusal, or what can still be read for certain."""


@cache
def _read(file: Path) -> govparse.AnnualReport:
    return govparse.parse_file(file)


def test_there_are_fixtures_of_every_format() -> None:
    for folder in FOLDERS:
        assert any(file.parent.name == folder for file in FILES), folder
    assert len(REPORTS) > 150


@pytest.mark.parametrize("file", _cases(REPORTS))
def test_document(file: Path) -> None:
    # A PDF prints lines, not paragraphs: where a line ends says nothing.
    prose = _without_blanks if file.suffix == ".pdf" else _lines
    report = _read(file)
    assert differences(_stem(file), report, prose) == []
    assert _metadata_differences(file, report) == []


def _without_blanks(text: str) -> str:
    return compact(text) or ""


def _lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines())


def _metadata_differences(file: Path, report: govparse.AnnualReport) -> list[str]:
    found = []
    for name, value in (expected(_stem(file)).get("metadata") or {}).items():
        printed = getattr(report.metadata, name)
        if name == "published":
            right = report.metadata.date == datetime.date.fromisoformat(value)
        else:
            right = (printed and printed.text) in (value if isinstance(value, list) else [value])
        if not right:
            found.append(f"{name}: {printed}, expected {value}")
    return found


@pytest.mark.parametrize("file", _cases(OTHERS))
def test_no_report_comes_out(file: Path) -> None:
    with pytest.raises(govparse.GovparseError) as caught:
        govparse.parse_file(file)
    wanted = _errors(file)
    assert caught.value.kind in wanted or ("not_a_report" in wanted and caught.value.kind in REFUSED)
    _check_refusal(file, caught.value)


def _check_refusal(file: Path, error: govparse.GovparseError) -> None:
    assert set(error.messages) == {"zh", "en"} and all(error.messages.values())
    refusal = expected(_stem(file))["refusal"]
    kinds = refusal["kind"] if isinstance(refusal["kind"], list) else [refusal["kind"]]
    assert kinds and {*kinds} <= {*REFUSED, "several_reports"}
    assert error.kind in kinds
    assert refusal["says"] and refusal["says"] in error.messages["en"]


@pytest.mark.parametrize("file", _cases(EITHER))
def test_damaged_document(file: Path) -> None:
    outcome = _report_or_error(file)
    if isinstance(outcome, govparse.GovparseError):
        assert outcome.kind in REFUSED
        if "refusal" in expected(_stem(file)):
            _check_refusal(file, outcome)
    else:
        assert differences(_stem(file), outcome, _without_blanks) == []


def _report_or_error(file: Path) -> govparse.AnnualReport | govparse.GovparseError:
    try:
        return _read(file)
    except govparse.GovparseError as error:
        return error


@pytest.mark.parametrize("file", _cases([file for file in OTHERS if "several_reports" in _errors(file)]))
def test_each_of_several_reports(file: Path) -> None:
    parts = expected(_stem(file)).get("parts") or []
    reports = list(govparse.parse_all(file.read_bytes()))
    assert len(reports) >= max(2, len(parts))
    for part, report in zip(parts, reports, strict=False):
        stem = f"{Path(_stem(file)).parent.as_posix()}/{part}"
        assert differences(stem, report, _lines if file.suffix != ".pdf" else _without_blanks) == []


@pytest.mark.parametrize("file", _cases(REPORTS))
def test_places(file: Path) -> None:
    report = _read(file)
    for fact in report.facts.values():
        if fact.place is None:
            assert fact.state == "absent", fact
            continue
        printed = report.source_text[fact.place.start : fact.place.end]
        if fact.state == "number":
            assert fact.text and fact.text in printed, fact
            assert re.search("[0-9０-９]", fact.text), fact
        if fact.state == "blank":
            assert fact.text.strip() == "" and fact.value is None, fact
        _check_kind(file, fact)


def _check_kind(file: Path, fact: Fact) -> None:
    place = fact.place
    if file.suffix == ".pdf":
        assert isinstance(place, PagePlace), fact
        left, top, right, bottom = place.box
        assert place.page >= 1 and left <= right and top <= bottom, fact
    else:
        assert isinstance(place, GridPlace | TextPlace), fact
    if isinstance(place, GridPlace):
        assert min(place.table, place.row, place.column) >= 1, fact


def test_numbers_in_a_grid_do_not_share_a_cell() -> None:
    for file in REPORTS:
        if file.suffix not in (".html", ".docx"):
            continue
        seen: dict[tuple[int, int, int], str] = {}
        for code, fact in _read(file).facts.items():
            if fact.state == "number" and isinstance(fact.place, GridPlace):
                cell = fact.place.table, fact.place.row, fact.place.column
                assert cell not in seen, (file, seen[cell], code)
                seen[cell] = code


@pytest.mark.parametrize("folder", sorted(path.name for path in (FORMATS / "matrix").glob("*")))
def test_same_facts_in_every_format(folder: str) -> None:
    files = [file for file in FILES if file.parent.name == folder and (_SOFFICE or file.suffix not in _OFFICE)]
    assert {".html", ".docx"} <= {file.suffix for file in files} and len(files) > 3
    read = {file.name: {code: _said(fact) for code, fact in _read(file).facts.items()} for file in files}
    first = read["report.html"]
    assert sum(state == "number" for state, *_ in first.values()) > 20
    for name, facts in read.items():
        assert facts == first, name


def _said(fact: Fact) -> tuple[object, ...]:
    return fact.state, fact.value, compact(fact.text), fact.unit, fact.note


@pytest.mark.parametrize("file", _cases([file for file in REPORTS if file.suffix not in _OFFICE][::5]))
def test_json_both_ways(file: Path) -> None:
    report = _read(file)
    assert govparse.AnnualReport.from_json(report.to_json()) == report


@pytest.mark.parametrize("suffix", [".html", ".docx", ".pdf"])
def test_the_name_of_a_file_says_nothing(suffix: str, tmp_path: Path) -> None:
    data = (FORMATS / "matrix" / "dense-2021" / f"report{suffix}").read_bytes()
    for name in ("report", "report.txt", "report.doc", "report.jpg"):
        (tmp_path / name).write_bytes(data)
        assert govparse.parse_file(tmp_path / name).requests is not None


@pytest.mark.parametrize("suffix", [".html", ".docx", ".pdf"])
def test_a_file_too_large_is_not_even_read(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("the file was read"))
    with pytest.raises(govparse.TooLarge) as caught:
        govparse.parse_file(FORMATS / "matrix" / "dense-2021" / f"report{suffix}", limits=govparse.Limits(size=1000))
    assert "size" in caught.value.messages["en"] and caught.value.source.endswith(suffix)
