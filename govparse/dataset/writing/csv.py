"""CSV for spreadsheets: no cell is a formula, nested values are columns of their own or JSON."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from govparse.dataset.sheets import FORMULA
from govparse.dataset.writing.plain import texts

_BOM: Final = "\ufeff".encode()


class CsvTable:
    """A table that is being written to `name`.csv, in UTF-8, with a byte order mark if `bom`. Raises `OSError`.

    A text that a spreadsheet would take for a formula gets `'` before it (`+12` becomes `'+12`); numbers do not.
    """

    suffix = ".csv"

    def __init__(self, folder: Path, name: str, schema: pa.Schema, *, bom: bool = False) -> None:
        self.path = folder / f"{name}{self.suffix}"
        self._file = self.path.open("wb")
        if bom:
            self._file.write(_BOM)
        empty = pa.RecordBatch.from_arrays([pa.array([], field.type) for field in schema], schema=schema)
        self._file.write(self._lines(empty, head=True))

    def write(self, batch: pa.RecordBatch) -> None:
        """Write rows."""
        if batch.num_rows:
            self._file.write(self._lines(batch, head=False))

    def close(self) -> None:
        """Write the end."""
        self._file.close()

    def _lines(self, batch: pa.RecordBatch, *, head: bool) -> bytes:
        columns = {no_formula(name): column for name, column in _flat(batch)}
        sink = io.BytesIO()
        pacsv.write_csv(pa.table(columns), sink, pacsv.WriteOptions(include_header=head, quoting_style="needed"))
        return sink.getvalue()


def flat_names(schema: pa.Schema) -> list[tuple[str, pa.DataType]]:
    """Return the columns of the CSV of a table, and what they hold."""
    empty = pa.RecordBatch.from_arrays([pa.array([], field.type) for field in schema], schema=schema)
    return [(no_formula(name), batch.type) for name, batch in _flat(empty)]


def _flat(batch: pa.RecordBatch) -> Iterator[tuple[str, pa.Array]]:
    for field in batch.schema:
        yield from _column(field.name, batch[field.name])


def _column(name: str, column: pa.Array) -> Iterator[tuple[str, pa.Array]]:
    kind = column.type
    if pa.types.is_struct(kind):
        for field, own in zip(kind, column.flatten(), strict=True):
            yield from _column(f"{name}_{field.name}", own)
    elif pa.types.is_decimal(kind) or pa.types.is_list(kind):
        values = pa.array(texts(name, column), pa.string())
        yield name, values if pa.types.is_decimal(kind) else _no_formula(values)
    elif pa.types.is_string(kind):
        yield name, _no_formula(column)
    else:
        yield name, column


def no_formula(name: str) -> str:
    """Return the head of a column, which somebody may have chosen, so that it is no formula either. What has
    apostrophes already gets one more, so that no two become one."""
    return f"'{name}" if re.match(f"'*{FORMULA}", name) else name


def _no_formula(column: pa.Array) -> pa.Array:
    looks_so = pc.fill_null(pc.match_substring_regex(column, f"^{FORMULA}"), False)
    if not pc.any(looks_so).as_py():
        return column
    return pc.if_else(looks_so, pc.binary_join_element_wise(pa.scalar("'"), column, ""), column)
