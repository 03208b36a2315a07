"""Readings → the flat tables: lists become rows, and each row says which report it is of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import field, frozen

from govparse.dataset.codes import codes_of_block, split
from govparse.dataset.corrected import Corrected
from govparse.dataset.readings import Row
from govparse.dataset.schema import (
    BASES,
    FACTS,
    FAILURES,
    OUTCOMES,
    REPORTS,
    SEVERITIES,
    STATES,
    TABLE_SCHEMAS,
    counted,
)
from govparse.forms.registry import form_named
from govparse.records import TABLES


@frozen
class Notes:
    """What is known of a report beside its reading."""

    findings: Sequence[Row] = ()
    """What was found of it beside other reports."""
    body: str | None = None
    duplicate_of: str | None = None
    duplicate_by: str | None = None
    corrected: Mapping[str, Corrected] = field(factory=dict)
    """By code."""
    meta: Mapping[str, str] = field(factory=dict)


_SEVERAL = "mixed"
"""The form or layout of a block that is printed twice, and not alike."""


def report_id(source: str, number: int) -> str:
    """Return the id of a report: the name of its input, and which of the reports in it."""
    return f"{source}#{number}"


def failures(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return the failures among readings."""
    own = batch.filter(pc.equal(batch["report"], 0))
    failed = own["failure"]
    arrays = [own[name] if name in own.schema.names else failed.field(name) for name in FAILURES.names]
    return pa.RecordBatch.from_arrays(arrays, schema=FAILURES)


def flatten(batch: pa.RecordBatch, notes: Sequence[Notes], prose: bool) -> dict[str, pa.RecordBatch]:
    """Return the flat tables of some reports (readings that are no failures); sections only with `prose`."""
    ids = pa.array(
        [report_id(*key) for key in zip(batch["source"].to_pylist(), batch["report"].to_pylist(), strict=True)]
    )
    batch = _with_findings(batch, notes)
    found = {
        "facts": _facts(batch, ids, notes),
        "identities": _listed(batch, ids, "identities"),
        "findings": _listed(batch, ids, "findings"),
        "unknown_rows": _listed(batch, ids, "unknown_rows"),
    }
    if prose:
        found["sections"] = _listed(batch, ids, "sections")
    return {"reports": _reports(batch, ids, notes, found), **found}


def _with_findings(batch: pa.RecordBatch, notes: Sequence[Notes]) -> pa.RecordBatch:
    """Return readings with what was found of them beside others."""
    if not any(own.findings for own in notes):
        return batch
    at = batch.schema.get_field_index("findings")
    kind = batch.schema.field(at).type
    lists = batch.column(at)
    parts = []
    for i, own in enumerate(notes):
        parts.append(lists.slice(i, 1))
        if own.findings:
            both = pa.concat_arrays([lists[i].values, pa.array(own.findings, kind.value_type)])
            parts[-1] = pa.ListArray.from_arrays(pa.array([0, len(both)], pa.int32()), both)
    return batch.set_column(at, batch.schema.field(at), pa.concat_arrays(parts))


def _parents(lists: pa.ListArray) -> Any:
    return pc.list_parent_indices(lists)


def _listed(batch: pa.RecordBatch, ids: pa.Array, name: str) -> pa.RecordBatch:
    """Return a list column as a table; `number` counts from 1 within the report."""
    lists = batch[name]
    parents, values = _parents(lists), pc.list_flatten(lists)
    columns = dict(zip((f.name for f in values.type), values.flatten(), strict=True))
    columns["report_id"] = ids.take(parents)
    schema = TABLE_SCHEMAS[name]
    if "number" in schema.names:
        columns["number"] = pa.array(_numbered(np.asarray(parents)), pa.int32())
    if "year" in schema.names:
        columns["year"] = batch["year"].take(parents)
    return pa.RecordBatch.from_arrays([columns[f.name] for f in schema], schema=schema)


def _numbered(parents: Any) -> Any:
    """Return 1, 2, 3 … for each run of the same parent."""
    if not len(parents):
        return parents
    begins = np.flatnonzero(np.concatenate([[True], parents[1:] != parents[:-1]]))
    return np.arange(len(parents)) - np.repeat(begins, np.diff(np.append(begins, len(parents)))) + 1


# ── facts ──────────────────────────────────────────────────────────────────────────


def _facts(batch: pa.RecordBatch, ids: pa.Array, notes: Sequence[Notes]) -> pa.RecordBatch:
    lists = batch["facts"]
    parents, values = _parents(lists), pc.list_flatten(lists)
    columns = dict(zip((f.name for f in values.type), values.flatten(), strict=True))
    encoded = columns["code"].dictionary_encode()
    names = encoded.dictionary.to_pylist()
    parts = [split(name) for name in names]
    for at, name in enumerate(("table", "row", "column")):
        columns[name] = pa.array([part[at] for part in parts], pa.string()).take(encoded.indices)
    columns |= _of_blocks(batch, np.asarray(parents), np.asarray(encoded.indices), names)
    columns["report_id"] = ids.take(parents)
    for name in ("issuer", "year"):
        columns[name] = batch[name].take(parents)
    columns["rules"] = _rules(columns, batch, notes)
    columns |= _corrections(columns, notes, lists)
    return pa.RecordBatch.from_arrays([columns[f.name] for f in FACTS], schema=FACTS)


def _of_blocks(batch: pa.RecordBatch, parents: Any, cells: Any, names: Sequence[str]) -> dict[str, pa.Array]:
    """Return form and layout of the block that each cell stands in; none where that is not in the report."""
    words: list[str | None] = [None, _SEVERAL]
    found = {kind: np.zeros((batch.num_rows, len(names)), dtype=np.int32) for kind in ("form", "layout")}
    stand_in: dict[tuple[str, str], Any] = {}
    for row, blocks in enumerate(batch["blocks"].to_pylist()):
        for block in blocks:
            key = block["form"], block["name"]
            if key not in stand_in:
                own = codes_of_block(form_named(block["form"]), block["name"])
                stand_in[key] = np.array([at for at, name in enumerate(names) if name in own], dtype=np.int64)
            for kind, places in found.items():
                if block[kind] not in words:
                    words.append(block[kind])
                word, known = words.index(block[kind]), places[row, stand_in[key]]
                places[row, stand_in[key]] = np.where((known == 0) | (known == word), word, words.index(_SEVERAL))
    called = pa.array(words, pa.string())
    return {kind: called.take(pa.array(places[parents, cells])) for kind, places in found.items()}


def _rules(columns: Mapping[str, pa.Array], batch: pa.RecordBatch, notes: Sequence[Notes]) -> pa.Array:
    """Return the rules of which a finding names a cell, those beside other reports included."""
    rules = columns["rules"]
    if not any(own.findings for own in notes):
        return rules
    lists = rules.to_pylist()
    offsets = batch["facts"].offsets.to_pylist()
    names = columns["code"].to_pylist()
    for row, own in enumerate(notes):
        if own.findings:
            begin, end = (offset - offsets[0] for offset in offsets[row : row + 2])
            at = {names[i]: i for i in range(begin, end)}
            for found in own.findings:
                for code in found["codes"]:
                    if code in at and found["rule"] not in lists[at[code]]:
                        lists[at[code]].append(found["rule"])
    return pa.array(lists, rules.type)


def _corrections(columns: Mapping[str, pa.Array], notes: Sequence[Notes], lists: pa.ListArray) -> dict[str, pa.Array]:
    """Return what was read of the cells that somebody has corrected, and mark these."""
    count = len(columns["code"])
    printed: list[Row | None] = [None] * count
    remarks: list[str | None] = [None] * count
    if not any(own.corrected for own in notes):
        return {
            "printed": pa.array(printed, FACTS.field("printed").type),
            "correction": pa.array(remarks, pa.string()),
        }
    names, basis = columns["code"].to_pylist(), columns["basis"].to_pylist()
    parents = _parents(lists).to_pylist()
    for i, (row, name) in enumerate(zip(parents, names, strict=True)):
        was = notes[row].corrected.get(name)
        if was is not None:
            printed[i] = {"value": was.value, "state": was.state, "basis": was.basis}
            remarks[i], basis[i] = was.note, "corrected"
    return {
        "printed": pa.array(printed, FACTS.field("printed").type),
        "correction": pa.array(remarks, pa.string()),
        "basis": pa.array(basis, pa.string()),
    }


# ── reports ────────────────────────────────────────────────────────────────────────


def _reports(
    batch: pa.RecordBatch, ids: pa.Array, notes: Sequence[Notes], found: Mapping[str, pa.RecordBatch]
) -> pa.RecordBatch:
    columns: dict[str, Any] = {name: batch[name] for name in REPORTS.names if name in batch.schema.names}
    columns["report_id"] = ids
    columns["body"] = pa.array([own.body for own in notes], pa.string())
    columns["duplicate_of"] = pa.array([own.duplicate_of for own in notes], pa.string())
    columns["duplicate_by"] = pa.array([own.duplicate_by for own in notes], pa.string())
    for table in TABLES:
        columns[f"layout_{table}"] = pa.array([_layout(blocks, table) for blocks in batch["blocks"].to_pylist()])
    for table, kind, column, values in (
        ("facts", "cells", "state", STATES),
        ("facts", "basis", "basis", BASES),
        ("identities", "identities", "outcome", OUTCOMES),
        ("findings", "findings", "severity", SEVERITIES),
    ):
        parents = np.asarray(_of_report(found[table], ids))
        for value in values:
            own = np.asarray(pc.fill_null(pc.equal(found[table][column], value), False))
            count = np.bincount(parents[own], minlength=batch.num_rows)
            columns[counted(kind, value)] = pa.array(count, pa.int32())
    return pa.RecordBatch.from_arrays([columns[f.name].cast(f.type) for f in REPORTS], schema=REPORTS)


def _of_report(table: pa.RecordBatch, ids: pa.Array) -> pa.Array:
    return pc.index_in(table["report_id"], ids)


def _layout(blocks: Sequence[Row], table: str) -> str | None:
    """Return the layout of a table: that of its blocks, `mixed` where they differ."""
    layouts = {block["layout"] for block in blocks if block["name"].partition("_")[0] == table}
    return layouts.pop() if len(layouts) == 1 else "mixed" if layouts else None
