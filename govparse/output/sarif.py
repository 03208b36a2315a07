"""SARIF 2.1.0: findings for editors and code hosts (a format of OASIS for the results of checks)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from govparse.output.cells import cell_words
from govparse.output.mends import mend_lines
from govparse.output.places import is_text, place_of, text_places
from govparse.output.results import Failure, Item, Result, failures, reports
from govparse.output.rule_pages import in_words, page, summary, template
from govparse.output.words import Language, where
from govparse.records import AnnualReport, Finding, Place, Severity
from govparse.rules import RULES, Rule, family_of

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_LANGUAGES: dict[Language, str] = {"zh": "zh-CN", "en": "en-US"}
_LINE_ENDS = ["\r\n", "\n", "\r", "\f", "\v", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
"""What ends a line here; lines are counted by these."""
_INDEX = {name: i for i, name in enumerate(RULES)}


def write_sarif(items: Sequence[Item], language: Language, *, ascii_only: bool = False) -> str:
    """Write one log with one run: all rules, all findings, and the inputs that could not be used."""
    from govparse import __version__

    failed = [_notification(failure, language) for failure in dict.fromkeys(failures(items))]
    driver = {
        "name": "govparse",
        "version": __version__,
        "language": _LANGUAGES[language],
        "rules": [_rule(name, rule, language) for name, rule in RULES.items()],
    }
    run = {
        "tool": {"driver": driver},
        "language": _LANGUAGES[language],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": _LINE_ENDS,
        "invocations": [{"executionSuccessful": not failed, "toolExecutionNotifications": failed}],
        "results": [_result(item, found, language) for item in reports(items) for found in item.findings],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=ascii_only, indent=1) + "\n"


def _rule(name: str, rule: Rule, language: Language) -> dict[str, Any]:
    what = in_words(rule.what, language) or template(rule, language)
    return {
        "id": name,
        "shortDescription": {"text": summary(rule, language)},
        "fullDescription": {"text": what},
        "help": {"text": what, "markdown": page(name)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [family_of(name)], "page": f"docs/rules/{name}.md"},
    }


def _notification(failure: Failure, language: Language) -> dict[str, Any]:
    return {
        "descriptor": {"id": failure.kind},
        "level": "error",
        "message": {"text": failure.messages[language]},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(failure.source)}}}],
    }


def _result(item: Result, found: Finding, language: Language) -> dict[str, Any]:
    report = item.report
    place = place_of(report, found)
    cells = [{"fullyQualifiedName": code, "name": cell_words(code)} for code in found.codes]
    location = _location(report, place, language)
    if cells:
        location["logicalLocations"] = cells
    properties: dict[str, Any] = {"title": report.title, "issuer": report.issuer, "year": report.year}
    result = {
        "ruleId": found.rule,
        "ruleIndex": _INDEX[found.rule],
        "level": _LEVELS[found.severity],
        "message": {"text": "\n".join([found.messages[language], *mend_lines(found, language)])},
        "locations": [location],
        "properties": properties,
    }
    related = list(_related(report, found, place, language))
    if related:
        result["relatedLocations"] = [{"id": i, **other} for i, other in enumerate(related)]
    return result


def _related(report: AnnualReport, found: Finding, main: Place | None, language: Language) -> Iterator[dict[str, Any]]:
    """Yield what else a finding is about: other places, numbers of another report, findings it explains."""
    for place in dict.fromkeys(text_places(found)):
        if place != main:
            yield _location(report, place, language)
    for side in found.sides:
        for term in side.terms:
            if term.source is not None:
                words = " ".join(filter(None, [term.code and cell_words(term.code), term.text]))
                yield _at(term.source, None, words or term.source)
    for other in found.related:
        yield _location(report, place_of(report, other), language, f"{other.rule}: {other.messages[language]}")
        yield from _related(report, other, place_of(report, other), language)


def _location(report: AnnualReport, place: Place | None, language: Language, words: str = "") -> dict[str, Any]:
    """Return a place. Only in a text does a line of it say where in the file it is."""
    if place is None or place.kind == "text":
        return _at(report.source, _region(report, place) if place and is_text(report) else None, words)
    at = where(place, language)
    return _at(report.source, None, f"{at}: {words}" if words else at)


def _at(source: str, region: dict[str, int] | None, words: str) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(source)}}
    if region:
        physical["region"] = region
    return {"physicalLocation": physical, **({"message": {"text": words}} if words else {})}


def _region(report: AnnualReport, place: Place) -> dict[str, int] | None:
    if place.kind != "text":
        return None
    region = {"startLine": place.line, "startColumn": place.column}
    span = report.source_text[place.start : place.end]
    if len(span.splitlines()) <= 1 and not span.endswith(tuple(_LINE_ENDS)):
        region |= {"endLine": place.line, "endColumn": place.column + place.end - place.start}
    return region


def _uri(source: str) -> str:
    path = PurePath(source)
    if path.is_absolute():
        return f"file:///{quote(path.as_posix().lstrip('/'), safe='/:', errors='replace')}"
    return quote(path.as_posix(), errors="replace")
