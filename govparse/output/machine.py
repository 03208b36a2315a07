"""Findings for programs: a line of JSON per report, or a row of CSV per finding."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import asdict

from govparse.exchange import SCHEMA, finding_to_dict
from govparse.output.cells import cell_words
from govparse.output.mends import mend_lines
from govparse.output.places import place_of, position
from govparse.output.results import Failure, Item, Result
from govparse.output.words import Language
from govparse.records import AnnualReport, Finding

COLUMNS = (
    "source",
    "title",
    "issuer",
    "year",
    "severity",
    "rule",
    "where",
    "line",
    "table",
    "row",
    "column",
    "page",
    "codes",
    "cells",
    "left",
    "right",
    "message",
    "mends",
    "explains",
)
"""The columns of CSV, in order."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What begins with one of these a spreadsheet would compute."""


def write_json(items: Sequence[Item], *, ascii_only: bool = False) -> Iterator[str]:
    """Yield a line for each report, and for each input that could not be used."""
    for item in items:
        data = failure_to_dict(item) if isinstance(item, Failure) else result_to_dict(item)
        yield json.dumps(data, ensure_ascii=ascii_only, separators=(",", ":"))


def result_to_dict(item: Result) -> dict[str, Any]:
    """Return a report and its findings as plain data."""
    report = item.report
    return {
        "schema": SCHEMA,
        "source": report.source,
        "title": report.title,
        "issuer": report.issuer,
        "year": report.year,
        "identities": {name.replace(" ", "_"): number for name, number in item.tally.items()},
        "findings": [finding_to_dict(found) for found in item.findings],
    }


def failure_to_dict(item: Failure) -> dict[str, Any]:
    """Return an input that could not be used as plain data."""
    return {"source": item.source, "error": {"kind": item.kind, "messages": dict(item.messages)}}


def write_csv(items: Sequence[Item], language: Language) -> str:
    """Write a row for each finding, and for each input that could not be used.

    It begins with a byte order mark, so that Excel reads it as UTF-8.
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for item in items:
        if isinstance(item, Failure):
            row = {"source": item.source, "severity": "error", "rule": item.kind, "message": item.messages[language]}
            writer.writerow(_guarded(row))
            continue
        for found in item.findings:
            writer.writerow(_guarded(_row(item.report, found, language)))
    return f"\ufeff{text.getvalue()}"


def _row(report: AnnualReport, found: Finding, language: Language) -> dict[str, object]:
    place = place_of(report, found)
    numbers = {name: value for name, value in asdict(place).items() if name in COLUMNS} if place else {}
    if place and place.kind == "text":
        numbers = {"line": place.line, "column": place.column}
    left, right = ([side.value for side in found.sides] + [None, None])[:2]
    return {
        "source": report.source,
        "title": report.title or "",
        "issuer": report.issuer or "",
        "year": report.year,
        "severity": found.severity,
        "rule": found.rule,
        "where": position(report, found, language),
        **numbers,
        "codes": " ".join(found.codes),
        "cells": " ".join(cell_words(code) for code in found.codes),
        "left": left,
        "right": right,
        "message": found.messages[language],
        "mends": " ".join(mend_lines(found, language)),
        "explains": " ".join(other.rule for other in found.related),
    }


def _guarded(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row in which no text is a formula: such a text gets an apostrophe in front."""
    return {
        name: f"'{value}" if isinstance(value, str) and value.lstrip().startswith(_FORMULA) else value
        for name, value in row.items()
    }
