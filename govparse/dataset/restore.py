"""Readings → reports again: what comparing years, and checking a report with corrected cells, need of them."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pyarrow as pa

from govparse.exchange import finding_from_dict
from govparse.records import (
    PROSE,
    TABLES,
    AnnualReport,
    BlockInfo,
    Candidate,
    Fact,
    Finding,
    GridPlace,
    PagePlace,
    Place,
    Printed,
    Section,
    TextPlace,
    UnknownRow,
)
from govparse.tables import record


def restore(row: pa.RecordBatch) -> AnnualReport:
    """Return the report of a row of `READINGS`, without its source text and metadata. Its findings are those of
    reading."""
    data: dict[str, Any] = row.to_pylist()[0]
    facts = {cell["code"]: _fact(cell) for cell in data["facts"]}
    forms = {table: data[f"form_{table}"] for table in TABLES}
    sections = {found["section"]: _section(found) for found in data["sections"]}
    return AnnualReport(
        source=data["source"],
        title=data["title"],
        issuer=data["issuer"],
        year=data["year"],
        forms=forms,
        blocks=_blocks(data["blocks"]),
        facts=facts,
        sections={name: sections.get(name) for name in PROSE},
        remarks={name: sections.get(name) for name in TABLES},
        unknown_rows=tuple(
            UnknownRow(r["block"], r["label"], tuple(r["cells"]), _certain(place_from_row(r["place"])), r["after"])
            for r in data["unknown_rows"]
        ),
        findings=tuple(finding_from_row(found) for found in data["findings"] if found["family"] == "reading"),
        proactive=record("proactive", forms, facts),
        requests=record("requests", forms, facts),
        review=record("review", forms, facts),
        headings=_headings(data["headings"]),
        encoding=data["encoding"],
    )


def restore_light(row: pa.RecordBatch) -> AnnualReport:
    """Return the report of a row with what comparing it to another year looks at: its cells without candidates, its
    sections and headings, and what its findings of reading are about. Several times as fast as the whole."""
    cells = row["facts"].flatten()
    values = dict(zip((field.name for field in cells.type), cells.flatten(), strict=True))
    columns = [values[name].to_pylist() for name in ("code", "state", "text", "basis")]
    facts = {
        code: Fact(code, value, state, text, place=place, basis=basis)
        for value, place, code, state, text, basis in zip(
            _numbers(values["value"]), _places(values["place"]), *columns, strict=True
        )
    }
    found = row["findings"].flatten()
    told = zip(*(found.field(name).to_pylist() for name in ("rule", "family", "severity", "codes")), strict=True)
    sections = {one["section"]: _section(one) for one in row["sections"][0].as_py()}
    data = {name: row[name][0].as_py() for name in ("source", "title", "issuer", "year")}
    return AnnualReport(
        **data,
        forms={table: row[f"form_{table}"][0].as_py() for table in TABLES},
        blocks=_blocks(row["blocks"][0].as_py()),
        facts=facts,
        sections={name: sections.get(name) for name in PROSE},
        remarks=dict.fromkeys(TABLES),
        unknown_rows=(),
        findings=tuple(
            Finding(rule, severity, {}, tuple(codes)) for rule, family, severity, codes in told if family == "reading"
        ),
        proactive=None,
        requests=None,
        review=None,
        headings=_headings(row["headings"][0].as_py()),
    )


def _blocks(rows: list[dict[str, Any]]) -> tuple[BlockInfo, ...]:
    return tuple(BlockInfo(b["name"], b["form"], _certain(place_from_row(b["place"])), b["layout"]) for b in rows)


def _headings(rows: list[dict[str, Any]]) -> dict[str, Printed | None]:
    return {found["name"]: Printed(found["text"], place_from_row(found["place"])) for found in rows}


_OF_KIND: dict[str, tuple[type[Place], tuple[str, ...]]] = {
    "text": (TextPlace, ("line", "column")),
    "grid": (GridPlace, ("table", "row", "column")),
}
"""What beside the span makes a place in a text or a table."""


def _places(column: pa.StructArray) -> list[Place | None]:
    """Return places, made column by column where all are of one kind."""
    kinds = set(column.field("kind").to_pylist()) - {None}
    if len(kinds) != 1 or not kinds <= _OF_KIND.keys():
        return [place_from_row(place) for place in column.to_pylist()]
    make, names = _OF_KIND[kinds.pop()]
    parts = zip(*(column.field(name).to_pylist() for name in ("start", "end", *names)), strict=True)
    return [None if part[0] is None else make(*part) for part in parts]


def _numbers(values: pa.Array) -> list[int | Decimal | None]:
    try:
        whole: list[int | Decimal | None] = values.cast(pa.int64()).to_pylist()
    except pa.ArrowInvalid:  # some have decimals
        return [number(value) for value in values.to_pylist()]
    return whole


def _fact(cell: dict[str, Any]) -> Fact:
    return Fact(
        code=cell["code"],
        value=number(cell["value"]),
        state=cell["state"],
        text=cell["text"],
        unit=cell["unit"],
        place=place_from_row(cell["place"]),
        basis=cell["basis"],
        candidates=tuple(
            Candidate(c["state"], number(c["value"]), c["text"], place_from_row(c["place"])) for c in cell["candidates"]
        ),
        implied=cell["implied"],
        note=cell["note"],
        reason=cell["reason"],
    )


def number(value: Decimal | None) -> int | Decimal | None:
    """Return a number as a record has it: whole ones as int, others without zeros behind them."""
    if value is None:
        return None
    whole = int(value)
    return whole if value == whole else value.normalize()


def finding_from_row(found: dict[str, Any]) -> Finding:
    """Return a finding from its row."""
    return finding_from_dict(
        {
            "rule": found["rule"],
            "severity": found["severity"],
            "messages": {"zh": found["message_zh"], "en": found["message_en"]},
            "codes": found["codes"],
            "places": [_place_data(place) for place in found["places"]],
            **(json.loads(found["details"]) if found["details"] else {}),
        }
    )


def _place_data(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


def _section(found: dict[str, Any]) -> Section:
    return Section(found["text"], found["start"], found["end"], found["heading"])


def place_from_row(row: dict[str, Any] | None) -> Place | None:
    """Return a place from its row."""
    if row is None:
        return None
    start, end = row["start"], row["end"]
    match row["kind"]:
        case "text":
            return TextPlace(start, end, row["line"], row["column"])
        case "grid":
            return GridPlace(start, end, row["table"], row["row"], row["column"])
        case _:
            left, top, right, bottom = row["box"]
            return PagePlace(start, end, row["page"], (left, top, right, bottom))


def _certain(place: Place | None) -> Place:
    assert place is not None, "blocks and rows always have a place"
    return place
