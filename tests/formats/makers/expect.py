"""Write a file together with what a careful human reads from it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from model import FORMATS, Report

UNREAD = {"state": "unread"}
SECTIONS = ("preamble", "overview", "problems", "other_matters", "closing")
NO_FORMS = {"proactive": None, "requests": None, "review": None}


def doubtful(value: Any) -> list[Any]:
    """Return the two cells that are right where only more than the layout tells."""
    return [UNREAD, value]


def describe(report: Report, about: str, **changes: Any) -> dict[str, Any]:
    """Return the expectation of a report that shows its figures."""
    given = {name: "\n".join(getattr(report, name)) or None for name in SECTIONS}
    found: dict[str, Any] = {
        "about": about,
        "title": report.title,
        "issuer": report.issuer,
        "year": report.year,
        "forms": dict(report.form),
        "error": None,
        "figures": report.figures,
        "except": dict(report.changes),
        "sections": given,
        "unknown_rows": [],
    }
    extra = dict(changes)
    found["except"] = found["except"] | extra.pop("cells", {})
    drop = extra.pop("drop_sections", ())
    found |= extra
    if extra.get("sections") is None:
        found["sections"] = {name: text for name, text in given.items() if name not in drop}
    return found


def failure(about: str, error: Any = "not_a_report", **changes: Any) -> dict[str, Any]:
    """Return the expectation of a file that is no report, or several."""
    found: dict[str, Any] = {"about": about, "title": None, "issuer": None, "year": None, "forms": NO_FORMS}
    found |= {"error": error, "figures": None, "except": {}, "sections": {}, "unknown_rows": []}
    return found | changes


def save(path: str, content: bytes, wanted: dict[str, Any], name: str | None = None) -> Path:
    """Write a file below `tests/formats` and its JSON beside it."""
    target = FORMATS / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    beside = target.with_name(f"{name or target.name.split('.')[0]}.json")
    beside.write_text(json.dumps(wanted, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return target
