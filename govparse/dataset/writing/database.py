"""One DuckDB file that holds all tables. The one module that knows DuckDB."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from govparse.dataset.extras import needs

NAME = "dataset.duckdb"


def write_database(folder: Path, tables: Iterable[str]) -> Path:
    """Write the Parquet files of a folder into a database beside them. Raises `MissingExtra`, `OSError`."""
    with needs("duckdb", "duckdb"):
        import duckdb
    path = folder / NAME
    try:
        with duckdb.connect(path) as database:
            for table in tables:
                file = str(folder / f"{table}.parquet").replace("'", "''")
                database.execute(f"CREATE TABLE {table} AS SELECT * FROM read_parquet('{file}')")
    except duckdb.IOException as error:
        raise OSError(str(error)) from error
    return path
