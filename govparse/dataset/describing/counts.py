"""What is in a dataset, counted in its own files, a part of them in memory at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from attrs import define, field

from govparse.records import TABLES

_ROWS: Final = 100_000
"""Rows that are in memory at a time."""


@define
class Counts:
    """The counts of a dataset. Each counter goes from the words in a column, or in several, to rows."""

    reports: int = 0
    inputs_with_reports: int = 0
    inputs_with_several: int = 0
    years: Counter[Any] = field(factory=Counter)
    formats: Counter[Any] = field(factory=Counter)
    forms: Counter[Any] = field(factory=Counter)
    """(table, form): None where the table is not in a report."""
    duplicates: Counter[Any] = field(factory=Counter)
    versions: Counter[Any] = field(factory=Counter)
    """(govparse, grammars)."""
    cells: Counter[Any] = field(factory=Counter)
    """(table, state)."""
    basis: Counter[Any] = field(factory=Counter)
    """(state, basis): None for cells that have none."""
    reasons: Counter[Any] = field(factory=Counter)
    """Rule → cells that it says are unread."""
    corrected: int = 0
    changed: int = 0
    """Of the corrected cells those of which something else was read."""
    identities: Counter[Any] = field(factory=Counter)
    """(kind, outcome)."""
    findings: Counter[Any] = field(factory=Counter)
    unknown_rows: int = 0
    failures: Counter[Any] = field(factory=Counter)


def summed(counter: Counter[Any], part: int) -> Counter[Any]:
    """Return a counter over tuples by one of their parts."""
    found: Counter[Any] = Counter()
    for key, rows in counter.items():
        found[key[part]] += rows
    return found


def count(folder: Path) -> Counts:
    """Count what the Parquet files of a dataset hold. Raises `OSError`."""
    found = Counts()
    forms = [f"form_{table}" for table in TABLES]
    wanted = ["report", "year", "format", *forms, "duplicate_by", "basis_corrected", "govparse", "grammars"]
    for batch in _batches(folder, "reports", wanted):
        found.reports += batch.num_rows
        found.inputs_with_reports += _equal(batch["report"], 1)
        found.inputs_with_several += _equal(batch["report"], 2)
        _add(found.years, batch, "year")
        _add(found.formats, batch, "format")
        _add(found.duplicates, batch, "duplicate_by")
        _add(found.versions, batch, "govparse", "grammars")
        found.corrected += pc.sum(batch["basis_corrected"]).as_py() or 0
        for table, form in zip(TABLES, forms, strict=True):
            for value, rows in _values(batch, form):
                found.forms[table, value] += rows
    reading = ["value", "printed"] if found.corrected else []
    for batch in _batches(folder, "facts", ["table", "state", "basis", "reason", *reading]):
        _add(found.cells, batch, "table", "state")
        _add(found.basis, batch, "state", "basis")
        _add(found.reasons, batch, "reason")
        if found.corrected:
            corrected = batch.filter(pc.fill_null(pc.equal(batch["basis"], "corrected"), False))
            found.changed += sum(_is_changed(row) for row in corrected.to_pylist())
    for batch in _batches(folder, "identities", ["kind", "outcome"]):
        _add(found.identities, batch, "kind", "outcome")
    for batch in _batches(folder, "findings", ["severity"]):
        _add(found.findings, batch, "severity")
    for batch in _batches(folder, "failures", ["kind"]):
        _add(found.failures, batch, "kind")
    found.unknown_rows = pq.read_metadata(folder / "unknown_rows.parquet").num_rows
    for own in (found.reasons, found.duplicates):
        del own[None]
    return found


def _is_changed(row: Mapping[str, Any]) -> bool:
    """Return whether something else was read of a corrected cell."""
    was = row["printed"]
    return bool((row["state"], row["value"]) != (was["state"], was["value"]))


def _batches(folder: Path, table: str, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(folder / f"{table}.parquet") as file:
        yield from file.iter_batches(batch_size=_ROWS, columns=list(columns))


def _add(counter: Counter[Any], batch: pa.RecordBatch, *columns: str) -> None:
    for value, rows in _values(batch, *columns):
        counter[value] += rows


def _values(batch: pa.RecordBatch, *columns: str) -> Iterator[tuple[Any, int]]:
    """Yield what stands in a column (or in several, as a tuple), and in how many rows."""
    groups = pa.Table.from_batches([batch]).group_by(list(columns)).aggregate([([], "count_all")])
    *values, counts = (groups[name].to_pylist() for name in (*columns, "count_all"))
    yield from zip(values[0] if len(columns) == 1 else zip(*values, strict=True), counts, strict=True)


def _equal(column: pa.Array, value: int) -> int:
    return int(pc.sum(pc.equal(column, value)).as_py() or 0)
