"""The fixtures in `tests/data` and `tests/formats`: reports with what a careful human reads from them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import govparse
from govparse import AnnualReport, Fact

HERE = Path(__file__).parent
DATA = HERE / "data"
FORMATS = HERE / "formats"
FOLDERS = ("seeds", "layouts", "irregular", "headings", "bad")
ABSENT = {"state": "absent"}


def stems(*folders: str) -> list[str]:
    """Return the fixtures of some folders as `folder/stem`."""
    return sorted(f"{folder}/{path.stem}" for folder in folders for path in (DATA / folder).glob("*.txt"))


@cache
def expected(stem: str) -> dict[str, Any]:
    """Return what is expected of a fixture: `folder/stem` in `data`, or `formats/folder/stem`."""
    root = HERE if stem.startswith("formats/") else DATA
    found: dict[str, Any] = json.loads((root / f"{stem}.json").read_text(encoding="utf-8"))
    return found


@cache
def read(stem: str) -> AnnualReport:
    """Return the report that is read of a fixture in `data`, once for all tests that look at it."""
    return govparse.parse_file(DATA / f"{stem}.txt")


@cache
def figures(name: str) -> dict[str, Any]:
    """Return a logical report, code → cell."""
    path = next(p for root in (DATA, FORMATS) if (p := root / "figures" / f"{name}.json").exists())
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def options(stem: str, code: str) -> list[Any]:
    """Return the cells any of which is right for a code."""
    wanted = expected(stem)
    exceptions = wanted.get("except") or {}
    best = max((k for k in exceptions if _applies(k, code)), key=len, default=None)
    if best is not None:
        cell = exceptions[best]
    elif wanted["figures"]:
        cell = figures(wanted["figures"]).get(code, ABSENT)
    else:
        cell = ABSENT
    return cell if isinstance(cell, list) else [cell]


def _applies(pattern: str, code: str) -> bool:
    return code == pattern or (pattern.endswith(".*") and code.startswith(pattern[:-1])) or pattern == "*"


def matches(fact: Fact, cell: Any) -> bool:
    """Return whether a fact is what a cell of the fixture says."""
    if cell is None:
        return fact.state == "blank"
    if isinstance(cell, int):
        cell = {"value": cell}
    if not _beside(fact, cell):
        return False
    if "state" in cell:
        return bool(fact.state == cell["state"] and cell.get("text", fact.text) == fact.text)
    return (
        fact.state == "number"
        and fact.value is not None
        and Decimal(str(fact.value)) == Decimal(str(cell["value"]))
        and cell.get("unit", fact.unit) == fact.unit
        and cell.get("text", fact.text) == fact.text
    )


def _beside(fact: Fact, cell: dict[str, Any]) -> bool:
    """Return whether a fact has the basis, the implied value and the candidates of a cell, where it gives them."""
    if "candidates" in cell:
        # A candidate without a value is a blank.
        found = {None if one.value is None else int(one.value) for one in fact.candidates}
        if found != set(cell["candidates"]):
            return False
    return bool(cell.get("basis", fact.basis) == fact.basis and cell.get("implied", fact.implied) == fact.implied)


def compact(text: str | None) -> str | None:
    """Return text without blanks, None for None."""
    return None if text is None else re.sub(r"\s+", "", text)


def all_codes(stem: str) -> set[str]:
    """Return the codes a fixture speaks of by name."""
    wanted = expected(stem)
    named = {code for code in wanted.get("except") or {} if not code.endswith("*")}
    return named | set(figures(wanted["figures"]) if wanted["figures"] else ())


def differences(stem: str, report: AnnualReport, prose: Callable[[str], str] = str) -> list[str]:
    """Return what of a report is not as the fixture expects, in words; prose is compared after `prose`."""
    wanted = expected(stem)
    found = []
    for name in ("title", "issuer"):
        right = wanted[name] if isinstance(wanted[name], list) else [wanted[name]]
        if compact(getattr(report, name)) not in {compact(text) for text in right}:
            found.append(f"{name}: {getattr(report, name)!r}, expected {wanted[name]!r}")
    years = wanted["year"] if isinstance(wanted["year"], list) else [wanted["year"]]
    if report.year not in years:
        found.append(f"year: {report.year}, expected {wanted['year']}")
    for table, form in wanted["forms"].items():
        if report.forms[table] not in (form if isinstance(form, list) else [form]):
            found.append(f"form of {table}: {report.forms[table]}, expected {form}")
    for code in sorted(all_codes(stem) | set(report.facts)):
        fact = report.facts.get(code) or Fact(code, None, "absent")
        right = options(stem, code)
        if not any(matches(fact, cell) for cell in right):
            beside = f"{fact.basis}, {fact.implied} implied, {[one.value for one in fact.candidates]}"
            found.append(f"{code}: {fact.state} {fact.value} {fact.text!r} {fact.reason} ({beside}), expected {right}")
    for name, text in (wanted.get("sections") or {}).items():
        section = report.sections[name]
        if (prose(section.text) if section else None) != (text and prose(text)):
            found.append(f"{name}: {section.text if section else None!r}, expected {text!r}")
    labels = [compact(row.label) for row in report.unknown_rows]
    for label in wanted.get("unknown_rows") or []:
        if compact(label) not in labels:
            found.append(f"unknown row {label} is not kept: {labels}")
    serious = [f for f in report.findings if f.severity != "info"]
    if len(serious) < wanted.get("findings_at_least", 0):
        found.append(f"{len(serious)} findings, at least {wanted['findings_at_least']} expected")
    return found
