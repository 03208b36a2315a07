"""Reports as JSON, both ways without loss. The keys are a contract: others build on them.

Decimals are strings, so that nothing is rounded; integers are numbers. `schema` counts breaking
changes. Reading is strict about types and reports every error with its path (cattrs).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import asdict, fields

from govparse.records import (
    PROSE,
    TABLES,
    AnnualReport,
    BlockInfo,
    Candidate,
    Fact,
    Finding,
    GridPlace,
    Metadata,
    PagePlace,
    Place,
    Printed,
    Section,
    Term,
    TextPlace,
    UnknownRow,
)
from govparse.tables import record

if TYPE_CHECKING:
    from cattrs import Converter

SCHEMA = 1


def to_dict(report: AnnualReport, *, source_text: bool = True) -> dict[str, Any]:
    """Return a report as plain data. Without `source_text` the places cannot be looked up later."""
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "source": report.source,
        "title": report.title,
        "issuer": report.issuer,
        "year": report.year,
        "forms": dict(report.forms),
        "blocks": [
            {"name": b.name, "form": b.form, "place": _place(b.place), "layout": b.layout} for b in report.blocks
        ],
        "facts": {code: fact_to_dict(fact) for code, fact in report.facts.items()},
        "sections": {name: section and section.text for name, section in report.sections.items()},
        "section_places": {name: _span(section) for name, section in report.sections.items()},
        "remarks": {name: section and section.text for name, section in report.remarks.items()},
        "remark_places": {name: _span(section) for name, section in report.remarks.items()},
        "unknown_rows": [
            {
                "block": r.block,
                "label": r.label,
                "cells": list(r.cells),
                "place": _place(r.place),
                "after": r.after,
            }
            for r in report.unknown_rows
        ],
        "findings": [finding_to_dict(finding) for finding in report.findings],
        "metadata": _metadata(report.metadata),
        "headings": {name: _printed(heading) for name, heading in report.headings.items()},
        "encoding": report.encoding,
    }
    if source_text:
        data["source_text"] = report.source_text
    return data


def to_json(report: AnnualReport, *, source_text: bool = True, ascii_only: bool = False) -> str:
    """Return a report as one line of JSON."""
    return json.dumps(to_dict(report, source_text=source_text), ensure_ascii=ascii_only, separators=(",", ":"))


def from_json(text: str | bytes) -> AnnualReport:
    """Read back what `to_json` wrote. Raises `ValueError` for other JSON, naming all that is wrong."""
    data = json.loads(text)
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise ValueError(f"not a report in schema {SCHEMA}")
    converter = _converter()
    from cattrs import transform_error

    _check_plain(data)
    try:
        facts = {code: converter.structure({"code": code, **fact}, Fact) for code, fact in data["facts"].items()}
        forms: Mapping[str, str | None] = data["forms"]
        return AnnualReport(
            source=data["source"],
            title=data["title"],
            issuer=data["issuer"],
            year=data["year"],
            forms=forms,
            blocks=converter.structure(data["blocks"], tuple[BlockInfo, ...]),
            facts=facts,
            sections=_sections(data, "sections", "section_places"),
            remarks=_sections(data, "remarks", "remark_places"),
            unknown_rows=converter.structure(data["unknown_rows"], tuple[UnknownRow, ...]),
            findings=converter.structure(data["findings"], tuple[Finding, ...]),
            proactive=record("proactive", forms, facts),
            requests=record("requests", forms, facts),
            review=record("review", forms, facts),
            metadata=converter.structure({k: v for k, v in data["metadata"].items() if k != "date"}, Metadata),
            headings=converter.structure(data.get("headings", {}), dict[str, Printed | None]),
            encoding=data["encoding"],
            source_text=data.get("source_text", ""),
        )
    except KeyError as error:
        raise ValueError(f"key {error} is missing") from error
    except Exception as error:
        raise ValueError("; ".join(transform_error(error))) from error


_STRINGS = {"source": str, "title": str | None, "issuer": str | None, "year": int | None, "encoding": str | None}


def _check_plain(data: Mapping[str, Any]) -> None:
    """Raise `ValueError` where what is no record has another type, or keys are missing."""
    wrong = [name for name, kind in _STRINGS.items() if not isinstance(data.get(name), kind)]
    wrong += [name for name in ("facts", "metadata") if not isinstance(data.get(name), dict)]
    for name, keys in (("forms", TABLES), ("sections", PROSE), ("remarks", TABLES)):
        if not isinstance(data.get(name), dict) or data[name].keys() != set(keys):
            wrong.append(name)
    if not _says_all(data.get("findings")):
        wrong.append("messages of findings")
    if wrong:
        raise ValueError(f"not as a report has them: {', '.join(wrong)}")


def _says_all(findings: Any) -> bool:
    """Return whether each finding, also of those it explains, has a message in both languages."""
    if not isinstance(findings, list) or not all(isinstance(found, dict) for found in findings):
        return False
    return all(
        isinstance(found.get("messages"), dict)
        and all(isinstance(found["messages"].get(name), str) for name in ("zh", "en"))
        and _says_all(found.get("related", []))
        for found in findings
    )


def _place(place: Place | None) -> dict[str, Any] | None:
    return None if place is None else {"kind": place.kind, **asdict(place)}


def _metadata(metadata: Metadata) -> dict[str, Any]:
    data: dict[str, Any] = {field.name: _printed(getattr(metadata, field.name)) for field in fields(Metadata)}
    return {**data, "date": metadata.date.isoformat() if metadata.date else None}


def _printed(printed: Printed | None) -> dict[str, Any] | None:
    return None if printed is None else {"text": printed.text, "place": _place(printed.place)}


def _number(value: int | Decimal | None) -> int | str | None:
    return str(value) if isinstance(value, Decimal) else value


def fact_to_dict(fact: Fact) -> dict[str, Any]:
    """Return a fact as plain data; what there is nothing to say of is left out."""
    data: dict[str, Any] = {
        "value": _number(fact.value),
        "state": fact.state,
        "text": fact.text,
        "basis": fact.basis,
        "place": _place(fact.place),
    }
    for name in ("unit", "note", "reason", "implied"):
        value = getattr(fact, name)
        if value is not None:
            data[name] = value
    if fact.candidates:
        data["candidates"] = [
            {"state": c.state, "value": _number(c.value), "text": c.text, "place": _place(c.place)}
            for c in fact.candidates
        ]
    return data


def finding_to_dict(finding: Finding) -> dict[str, Any]:
    """Return a finding as plain data; `sides`, `mends` and `related` only where there are any."""
    data: dict[str, Any] = {
        "rule": finding.rule,
        "severity": finding.severity,
        "messages": dict(finding.messages),
        "codes": list(finding.codes),
        "places": [_place(place) for place in finding.places],
    }
    if finding.sides:
        data["sides"] = [
            {"terms": [_term(term) for term in side.terms], "value": _number(side.value)} for side in finding.sides
        ]
    if finding.mends:
        data["mends"] = [{"kind": mend.kind, "changes": [asdict(c) for c in mend.changes]} for mend in finding.mends]
    if finding.related:
        data["related"] = [finding_to_dict(other) for other in finding.related]
    return data


def finding_from_dict(data: Mapping[str, Any]) -> Finding:
    """Return a finding from what `finding_to_dict` returned."""
    found: Finding = _converter().structure(data, Finding)
    return found


def _term(term: Term) -> dict[str, Any]:
    data = {"value": _number(term.value), "text": term.text, "code": term.code, "place": _place(term.place)}
    return data if term.source is None else {**data, "source": term.source}


def _span(section: Section | None) -> dict[str, Any] | None:
    return {"start": section.start, "end": section.end, "heading": section.heading} if section else None


def _sections(data: Mapping[str, Any], texts: str, places: str) -> dict[str, Section | None]:
    return {
        name: None if text is None else Section(text=text, **data[places][name]) for name, text in data[texts].items()
    }


@cache
def _converter() -> Converter:
    from cattrs import Converter  # only reading needs it

    converter = Converter(forbid_extra_keys=True)

    def structure_number(value: Any, _: Any) -> int | Decimal | None:
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        if isinstance(value, str):
            return Decimal(value)
        raise ValueError(f"{value!r} is no number: an integer, or a decimal as a string")

    def structure_place(value: Any, _: Any) -> Place:
        kinds = {"text": TextPlace, "grid": GridPlace, "page": PagePlace}
        kind = value.get("kind") if isinstance(value, dict) else None
        if kind not in kinds:
            raise ValueError(f"{kind!r} is no kind of place")
        place: Place = converter.structure(value, kinds[kind])
        return place

    converter.register_structure_hook_func(lambda kind: kind == Place, structure_place)
    converter.register_structure_hook_func(
        lambda kind: kind == Place | None, lambda value, _: None if value is None else structure_place(value, _)
    )
    converter.register_structure_hook_func(lambda kind: kind == int | Decimal | None, structure_number)
    converter.register_structure_hook(Candidate, converter.gen_structure_attrs_fromdict(Candidate))
    return converter
