"""JSON Lines: a row each, nested values as they are; decimals are strings, so that nothing is rounded."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from govparse.dataset.writing.plain import plain, to_json


class JsonLinesTable:
    """A table that is being written to `name`.jsonl. Raises `OSError`."""

    suffix = ".jsonl"

    def __init__(self, folder: Path, name: str, schema: pa.Schema) -> None:
        self.path = folder / f"{name}{self.suffix}"
        self._file = self.path.open("w", encoding="utf-8", newline="\n")

    def write(self, batch: pa.RecordBatch) -> None:
        """Write rows."""
        names = batch.schema.names
        rows = zip(*(column.to_pylist() for column in batch.columns), strict=True)
        for row in rows:
            self._file.write(to_json({name: plain(value) for name, value in zip(names, row, strict=True)}) + "\n")

    def close(self) -> None:
        """Write the end."""
        self._file.close()
