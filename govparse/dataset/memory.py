"""Datasets in memory: all tables of some reports, or one of them in batches."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
from attrs import evolve, frozen

from govparse.dataset.assemble import Plan, Tally, assemble
from govparse.dataset.build import NoInputs, Options, fill
from govparse.dataset.names import READINGS_FILE, is_dataset
from govparse.dataset.sources import Paths, each
from govparse.dataset.store import Store
from govparse.dataset.versions import fingerprint

if TYPE_CHECKING:
    import pandas
    import polars

_IN_THIS_PROCESS = Options(workers=0, prose=True)


@frozen(repr=False)
class Tables:
    """The tables of a dataset: `tables["facts"]`, `tables["panel"]` …, each a `pyarrow.Table`.

    Raises `KeyError` for a table that there is not.
    """

    tables: Mapping[str, pa.Table]
    """Name → table."""

    def __getitem__(self, name: str) -> pa.Table:
        return self.tables[name]

    def __repr__(self) -> str:
        """Say how many rows each table has."""
        return f"<Tables {', '.join(f'{name}: {table.num_rows}' for name, table in self.tables.items())}>"

    def to_pandas(self, name: str) -> pandas.DataFrame:
        """Return a table for pandas. Columns keep their Arrow types: whole numbers stay whole beside missing ones.

        Raises `MissingExtra` without pandas, `KeyError` for a table that there is not.
        """
        from govparse.dataset.frames import to_pandas

        return to_pandas(self[name])

    def to_polars(self, name: str) -> polars.DataFrame:
        """Return a table for polars. Raises `MissingExtra` without polars, `KeyError` for a table that there is not."""
        from govparse.dataset.frames import to_polars

        return to_polars(self[name])


def read(paths: Paths, options: Options | None = None) -> Tables:
    """Read all files below some paths, or a single one, and return the tables of a dataset, `sections` included.

    `options` are those of `build`. By default all is read in this process; `Options(workers=2)` reads in others, which
    protects from files that crash a reader and needs a program that can be imported (`if __name__ == "__main__"`).
    `Options.formats` and `Options.bom` say nothing here. Raises what `build` raises.
    """
    options = options or _IN_THIS_PROCESS
    found: dict[str, list[pa.RecordBatch]] = {}
    with _assembled(paths, options) as (plan, batches):
        for name, batch in batches:
            found.setdefault(name, []).append(batch)
    return Tables({name: pa.Table.from_batches(found.get(name, []), schema) for name, schema in plan.schemas.items()})


def read_batches(paths: Paths, table: str = "facts", options: Options | None = None) -> Iterator[pa.RecordBatch]:
    """Yield one table of the same in batches, in the order of the names of inputs.

    `paths` and `options` are those of `read`. Memory is bounded: what is read waits in a temporary file, since what is
    said of a report may depend on others. Raises what `build` raises, and `KeyError` for a table that there is not.
    """
    if table not in Plan(prose=True).schemas:
        raise KeyError(table)
    with _assembled(paths, options or _IN_THIS_PROCESS) as (_, batches):
        yield from (batch for name, batch in batches if name == table and batch.num_rows)


@contextmanager
def _assembled(paths: Paths, options: Options) -> Iterator[tuple[Plan, Iterator[tuple[str, pa.RecordBatch]]]]:
    with (
        tempfile.TemporaryDirectory(prefix="govparse-") as folder,
        closing(Store(Path(folder) / READINGS_FILE, fingerprint(options.limits))) as store,
    ):
        filled = fill(store, each(paths), evolve(options, prose=True))
        yield filled.plan, assemble(store, filled.plan, Tally(), options.processes)


def load(out: str | os.PathLike[str]) -> Tables:
    """Return the tables of the dataset in the folder `out`, which `build` wrote.

    Its forms need not be known here. Raises `NoInputs` where there is none.
    """
    folder = Path(out)
    if not is_dataset(folder):
        raise NoInputs(os.fspath(folder))
    return Tables({path.stem: _table(path) for path in sorted(folder.glob("*.parquet"))})


def _table(path: Path) -> Any:
    return pq.read_table(path)
