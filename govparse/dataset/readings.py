"""Bytes → readings: rows of `READINGS`, a report or a failure each. `parse_batches` is the way in for engines."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

import pyarrow as pa

from govparse.checks import check
from govparse.checks.arithmetic.outcomes import judge_all
from govparse.checks.issuers import issuer_key
from govparse.dataset.columns import Cells, cells_array
from govparse.dataset.schema import READINGS
from govparse.dataset.versions import digest_of
from govparse.errors import GovparseError
from govparse.exchange import finding_to_dict
from govparse.forms.imports import folder
from govparse.forms.registry import BUILT_IN, form_named
from govparse.limits import Limits
from govparse.parsing import parse_all
from govparse.reading.formats import recognise
from govparse.records import TABLES, AnnualReport, Finding, GridPlace, PagePlace, Place, TextPlace
from govparse.rules import family_of

Row = dict[str, Any]
"""A row of `READINGS` as plain data, its cells as `Cells`."""
_ROWS = 64
"""Reports in a batch that is yielded, at most one input more."""


def parse_batches(batches: Iterable[pa.RecordBatch], *, limits: Limits | None = None) -> Iterator[pa.RecordBatch]:
    """Read all inputs of some batches.

    `batches` have the columns of `SOURCES`: `source`, the name of an input, and `content`, its bytes, null where they
    could not be had. `limits` are those of `govparse.parse`. Yields batches of `READINGS`: a row for each report, or
    one that says why an input could not be used. The grammars are built in the process that calls it, when the first
    input is read. Raises nothing about an input, and `KeyError` for batches without these columns.

    This is what `mapInArrow` of Spark calls, and what other engines wrap. A reader that crashes brings its process
    down: engines start it again; `govparse.dataset.build` and `govparse.dataset.cluster` find the input that did it.
    Packages that bring forms are to be installed wherever it runs; a form that was registered at run time is known only
    in the process that has registered it.
    """
    found: list[list[Row]] = []
    for batch in batches:
        for source, content in zip(batch["source"], batch["content"], strict=True):
            found.append(_read(source.as_py(), content.as_py(), limits))
            if sum(map(len, found)) >= _ROWS:
                yield _to_batch(found)
                found = []
    if found:
        yield _to_batch(found)


def _read(source: str, content: bytes | None, limits: Limits | None) -> list[Row]:
    if content is None:
        return [{"source": source, "content_hash": "", **failure("no_file", _NO_CONTENT)}]
    return read_input(source, content, limits)


_NO_CONTENT = {"zh": "未提供文件内容", "en": "the content of the file was not given"}


def _to_batch(found: Sequence[Sequence[Row]]) -> pa.RecordBatch:
    """Return the rows of some inputs. What Arrow cannot hold costs its input."""
    try:
        return to_batch([row for rows in found for row in rows])
    except UNFIT as error:
        if len(found) > 1:
            batches = [_to_batch([rows]) for rows in found]
            return pa.Table.from_batches(batches).combine_chunks().to_batches()[0]
        own = {name: found[0][0][name] for name in ("source", "content_hash")}
        return to_batch([own | failure("internal", unforeseen(error))])


UNFIT = (pa.ArrowException, ValueError, TypeError, OverflowError)
"""What is raised for rows that Arrow cannot hold: a lone surrogate, a number beyond all bounds."""


def to_batch(rows: Sequence[Row]) -> pa.RecordBatch:
    """Return rows as Arrow has them."""
    columns = {field.name: [row.get(field.name) for row in rows] for field in READINGS if field.name != "facts"}
    arrays = {field.name: pa.array(columns[field.name], field.type) for field in READINGS if field.name in columns}
    arrays["facts"] = cells_array([row.get("facts", _NO_CELLS) for row in rows])
    return pa.RecordBatch.from_arrays([arrays[field.name] for field in READINGS], schema=READINGS)


_NO_CELLS: Cells = ((), {})


def read_input(source: str, content: bytes, limits: Limits | None = None, *, known: str | None = None) -> list[Row]:
    """Read one input: a row for each of its reports, or one for its failure; none if the hash of its content is
    the one `known`."""
    digest = hashlib.sha256(content).hexdigest()
    if digest == known:
        return []
    own: Row = {"source": source, "content_hash": digest}
    try:
        own["format"] = recognise(content).name.lower()
        reports = list(parse_all(content, source=source, limits=limits))
        return [own | report_to_row(report, number) for number, report in enumerate(reports, start=1)]
    except GovparseError as error:
        return [own | failure(error.kind, error.messages)]
    except MemoryError:
        return [own | failure("memory", OUT_OF_MEMORY)]
    except Exception as error:
        # Nobody foresaw it, so it is a mistake of govparse; it costs this input and no other.
        return [own | failure("internal", unforeseen(error))]


OUT_OF_MEMORY = {"zh": "读取此文件所需内存过多", "en": "reading this file needs too much memory"}


def unforeseen(error: Exception) -> dict[str, str]:
    """Return what is said of an error that nobody expected."""
    name = type(error).__name__
    return {
        "zh": f"govparse 内部错误（{name}），请报告此问题",
        "en": f"an error within govparse ({name}): please report it",
    }


def failure(kind: str, messages: Mapping[str, str]) -> Row:
    """Return what a row says of an input that could not be used."""
    said = {"kind": kind, "message_zh": messages["zh"], "message_en": messages["en"]}
    return {"report": 0, "failure": said, **versions()}


def versions(more: Collection[str] = ()) -> Mapping[str, str]:
    """Return the versions that decide what is read: of govparse, and of the grammars (a digest of their text).

    For a report that has blocks of plugged-in forms, some of `more` by their names, the digests of theirs stand behind
    it, in the order of the names: `0123456789abcdef+fedcba9876543210`.
    """
    from govparse import __version__

    own = plugged(more)
    return {"govparse": __version__, "grammars": JOINED.join([_shipped(), *(form_named(n).digest[:16] for n in own)])}


JOINED: Final = "+"
"""What stands between the digests of grammars."""


def plugged(names: Iterable[str]) -> list[str]:
    """Return those of some forms that are not govparse's own, by name."""
    return sorted(set(names).difference(form.name for form in BUILT_IN))


@cache
def _shipped() -> str:
    return digest_of(sorted(folder().glob("*.lark")))


def report_to_row(report: AnnualReport, number: int, *, findings: Sequence[Finding] | None = None) -> Row:
    """Return a report as a row, with its findings: those of reading and those of the checks, unless they are given."""
    issuer = issuer_key(report)
    metadata = report.metadata
    if findings is None:
        findings = [*report.findings, *check(report)]
    return {
        "report": number,
        "failure": None,
        "title": report.title,
        "issuer": report.issuer,
        "issuer_key": issuer.key if issuer else None,
        "issuer_sure": issuer.sure if issuer else None,
        "issuer_shared": issuer.shared if issuer else None,
        "year": report.year,
        **{f"form_{table}": report.forms[table] for table in TABLES},
        **{
            name: printed.text if (printed := getattr(metadata, name)) else None
            for name in ("publisher", "published", "document_number", "index_number", "address", "postal_address")
        },
        "published_on": metadata.date,
        "encoding": report.encoding,
        **versions({block.form for block in report.blocks}),
        "blocks": [
            {"name": block.name, "form": block.form, "layout": block.layout, "place": place_to_row(block.place)}
            for block in report.blocks
        ],
        "headings": [
            {"name": name, "text": heading.text, "place": place_to_row(heading.place)}
            for name, heading in report.headings.items()
            if heading
        ],
        "facts": (tuple(report.facts.values()), rules_by_cell(findings)),
        "identities": _identities(report),
        "findings": [finding_to_row(found) for found in findings],
        "unknown_rows": [
            {
                "block": row.block,
                "label": row.label,
                "cells": row.cells,
                "after": row.after,
                "place": place_to_row(row.place),
            }
            for row in report.unknown_rows
        ],
        "sections": [
            {"section": name, "heading": found.heading, "text": found.text, "start": found.start, "end": found.end}
            for name, found in (*report.sections.items(), *report.remarks.items())
            if found
        ],
    }


def rules_by_cell(findings: Iterable[Finding]) -> dict[str, list[str]]:
    """Return code → the rules of which a finding names it, each once, in their order."""
    rules: dict[str, list[str]] = {}
    for found in findings:
        for code in found.codes:
            own = rules.setdefault(code, [])
            if found.rule not in own:
                own.append(found.rule)
    return rules


def _identities(report: AnnualReport) -> list[Row]:
    return [
        {
            "kind": judged.identity.kind,
            "code": judged.identity.right[0],
            "outcome": judged.outcome,
            "difference": judged.difference if judged.outcome != "not assessable" else None,
        }
        for judged in judge_all(report)[2]
    ]


def finding_to_row(found: Finding) -> Row:
    """Return a finding as a row has it; what has no column of its own is JSON, as `Finding` is exchanged."""
    more = {name: data for name, data in finding_to_dict(found).items() if name in ("sides", "mends", "related")}
    return {
        "rule": found.rule,
        "family": family_of(found.rule),
        "severity": found.severity,
        "message_zh": found.messages["zh"],
        "message_en": found.messages["en"],
        "codes": found.codes,
        "places": [place_to_row(place) for place in found.places],
        "details": json.dumps(more, ensure_ascii=False, separators=(",", ":")) if more else None,
    }


def place_to_row(place: Place | None) -> Row | None:
    """Return a place as a row has it."""
    if place is None:
        return None
    row: Row = {"kind": place.kind, "start": place.start, "end": place.end}
    match place:
        case TextPlace():
            row["line"], row["column"] = place.line, place.column
        case GridPlace():
            row["table"], row["row"], row["column"] = place.table, place.row, place.column
        case PagePlace():
            row["page"], row["box"] = place.page, place.box
    return row
