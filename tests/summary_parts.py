"""Datasets whose columns hold what nobody would expect there, for the tests of summaries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq


def replaced(out: Path, folder: Path, table: str, **columns: Any) -> Path:
    """Return a copy of a dataset with other values, in turn, in some columns of a table."""
    folder.mkdir(exist_ok=True)
    for path in out.iterdir():
        if path.is_file() and not (folder / path.name).exists():
            (folder / path.name).write_bytes(path.read_bytes())
    old = pq.read_table(folder / f"{table}.parquet")
    for name, values in columns.items():
        at = old.schema.get_field_index(name)
        own = pa.array([values[i % len(values)] for i in range(old.num_rows)], old.schema.field(at).type)
        old = old.set_column(at, old.schema.field(at), own)
    pq.write_table(old, folder / f"{table}.parquet")
    return folder
