"""Parquet. Groups of rows have a fixed size, so the bytes do not depend on how the rows came."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

GROUP: Final = 100_000
"""Rows of a group."""
_SMALLER: Final = {"panel": 5_000, "reports": 10_000, "findings": 10_000, "sections": 5_000, "unknown_rows": 10_000}
"""Rows of a group of a table with hundreds of columns, or with prose: they wait in memory until the group is full."""


class ParquetTable:
    """A table that is being written to `name`.parquet. Raises `OSError`."""

    suffix = ".parquet"

    def __init__(self, folder: Path, name: str, schema: pa.Schema) -> None:
        self.path = folder / f"{name}{self.suffix}"
        self._schema = schema
        self._group = _SMALLER.get(name, GROUP)
        self._waiting: list[pa.RecordBatch] = []
        self._count = 0
        self._writer = pq.ParquetWriter(self.path, schema, compression="zstd")

    def write(self, batch: pa.RecordBatch) -> None:
        """Write rows."""
        while batch.num_rows:
            some = batch.slice(0, self._group - self._count)
            self._waiting.append(some)
            self._count += some.num_rows
            batch = batch.slice(some.num_rows)
            if self._count == self._group:
                self._flush()

    def _flush(self) -> None:
        # One chunk for each column: pages end where chunks do.
        table = pa.Table.from_batches(self._waiting, self._schema).combine_chunks()
        self._writer.write_table(table, row_group_size=self._group)
        self._waiting, self._count = [], 0

    def close(self) -> None:
        """Write what is left, and the end."""
        if self._count:
            self._flush()
        self._writer.close()
