"""From the store to the tables: years compared, corrections applied, everything in the order of names."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa
from attrs import define, field, frozen

from govparse.dataset.bodies import compare
from govparse.dataset.corrected import Corrected, correct, corrections_of
from govparse.dataset.flatten import Notes, failures, flatten, report_id
from govparse.dataset.panel import panel_schema, widen
from govparse.dataset.schema import READINGS, REPORTS, TABLE_SCHEMAS
from govparse.dataset.store import Store
from govparse.forms.form import Form
from govparse.forms.registry import BUILT_IN

_REPORTS = 64
"""Reports that are flattened together, at least."""
_OF_CONTENT = ("report", "facts", "identities", "findings")
"""What of a reading changes when a cell is corrected."""


@frozen
class Plan:
    """Which tables are made, the columns of text that describe inputs, and the forms of the dataset."""

    prose: bool = False
    more: tuple[str, ...] = ()
    forms: tuple[Form, ...] = BUILT_IN

    schemas: Mapping[str, pa.Schema] = field(init=False, eq=False)
    """The tables by name, and their columns."""

    @schemas.default
    def _schemas(self) -> Mapping[str, pa.Schema]:
        own = {name: schema for name, schema in TABLE_SCHEMAS.items() if self.prose or name != "sections"}
        own["panel"] = panel_schema(REPORTS, self.more, self.forms)
        for name in self.more:
            own["reports"] = own["reports"].append(pa.field(name, pa.string()))
        return own


@define
class Tally:
    """What was assembled: rows by table, inputs, inputs that failed by reason."""

    rows: Counter[str] = field(factory=Counter)
    inputs: int = 0
    failed: Counter[str] = field(factory=Counter)


def assemble(store: Store, plan: Plan, tally: Tally, processes: int = 1) -> Iterator[tuple[str, pa.RecordBatch]]:
    """Yield batches of all tables, each in the order of the names of inputs. A few are in memory at a time.

    Years are compared in as many processes.
    """
    compare(store, processes)
    waiting: list[pa.RecordBatch] = []
    notes: list[Notes] = []
    for name, rows in store.all_rows():
        tally.inputs += 1
        if rows["report"][0].as_py() == 0:
            tally.failed[rows["failure"][0]["kind"].as_py()] += 1
            tally.rows["failures"] += 1
            yield "failures", failures(rows)
            continue
        for at in range(rows.num_rows):
            row, note = _noted(store, name, rows.slice(at, 1))
            waiting.append(row)
            notes.append(note)
        if len(waiting) >= _REPORTS:
            yield from _flat(waiting, notes, plan, tally)
            waiting, notes = [], []
    if waiting:
        yield from _flat(waiting, notes, plan, tally)


def _flat(
    waiting: Sequence[pa.RecordBatch], notes: Sequence[Notes], plan: Plan, tally: Tally
) -> Iterator[tuple[str, pa.RecordBatch]]:
    batch = pa.Table.from_batches(waiting, READINGS).combine_chunks().to_batches()[0]
    tables = flatten(batch, notes, plan.prose)
    reports = tables["reports"]
    for name in plan.more:
        reports = reports.append_column(
            pa.field(name, pa.string()), pa.array([note.meta.get(name) for note in notes], pa.string())
        )
    tables["reports"] = reports
    tables["panel"] = widen(reports, tables["facts"], plan.schemas["panel"], plan.forms)
    for name, table in tables.items():
        tally.rows[name] += table.num_rows
        yield name, table


# ── what is known beside the reading ───────────────────────────────────────────────


def _noted(store: Store, name: str, row: pa.RecordBatch) -> tuple[pa.RecordBatch, Notes]:
    number = row["report"][0].as_py()
    key = name, number
    body, findings, of_name, of_number, by = next(
        store.query("SELECT body, findings, of_name, of_number, by FROM beside WHERE name = ? AND number = ?", key),
        (None,) * 5,
    )
    body_id, meta = next(store.query("SELECT body_id, columns FROM meta WHERE name = ?", (name,)), (None, "{}"))
    corrections = corrections_of(store, name, number)
    corrected: Mapping[str, Corrected] = {}
    if corrections:
        row, corrected = correct(row, corrections)
    return row, Notes(
        body=body_id or body or row["issuer_key"][0].as_py(),
        findings=json.loads(findings) if findings else (),
        duplicate_of=report_id(of_name, of_number) if of_name is not None else None,
        duplicate_by=by,
        corrected=corrected,
        meta=json.loads(meta),
    )
