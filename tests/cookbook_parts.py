"""The cookbook, run: its recipes on a dataset of the archive that it names. As a command, it writes the answers anew.

    PYTHONPATH=. python tests/cookbook_parts.py

A recipe on the page is a block of SQL, the same in polars, and the table that comes out. Blocks build on each other.
A block of Python alone prints the text below it.
"""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import tempfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars
from attrs import field, frozen

from govparse.dataset import Options, build
from govparse.testing.panel_corpus import Written, write_panel

PAGE = Path(__file__).resolve().parent.parent / "docs" / "cookbook.md"
_RECIPE = re.compile(
    r"```sql\n(?P<sql>.*?)```\n\n```python\n(?P<python>.*?)```\n(?:\n(?P<table>\|(?:[^\n]*\|\n)+))?"
    r"|```python\n(?P<alone>.*?)```\n\n```text\n(?P<text>.*?)```\n",
    re.DOTALL,
)
_CORRECTIONS = re.compile(r"```csv\n(.*?)```", re.DOTALL)


@frozen
class Answer:
    """A table: the names of its columns, and its rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def shown(self) -> str:
        """Return it as the page shows it."""
        lines = [self.columns, ["---"] * len(self.columns), *([_shown(cell) for cell in row] for row in self.rows)]
        return "".join(f"| {' | '.join(line)} |\n" for line in lines)

    def column(self, name: str) -> list[Any]:
        return [row[self.columns.index(name)] for row in self.rows]

    def records(self) -> list[dict[str, Any]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def _shown(cell: Any) -> str:
    match cell:
        case None:
            return "NULL"
        case bool():
            return str(cell).lower()
        case Decimal():
            return f"{cell.normalize():f}"
        case list():
            return ", ".join(map(_shown, cell))
    return str(cell).replace("|", "\\|").replace("\n", "⏎")


@frozen
class Done:
    """A recipe that was run: under which heading it stands, both answers or what was printed, and what the page has."""

    section: str
    printed: str
    span: tuple[int, int] | None
    """Where in the page the answer stands; None where none is asked for."""
    sql: Answer | None = None
    polars: Answer | None = None
    said: str | None = None
    code: str = field(default="", repr=False)

    @property
    def answer(self) -> str:
        return self.said if self.said is not None else self.polars.shown() if self.polars else ""


def prepare(folder: Path, page: str) -> list[Written]:
    """Do what the page tells its readers to do first: write the archive, and make the datasets of it."""
    written = write_panel(folder / "reports")
    build([folder / "reports"], folder / "dataset", Options(workers=0))
    found = _CORRECTIONS.search(page)
    assert found
    (folder / "corrections.csv").write_text(found[1], encoding="utf-8")
    # What was read for the one need not be read again for the other.
    shutil.copytree(folder / "dataset.work", folder / "corrected.work")
    build([folder / "reports"], folder / "corrected", Options(workers=0, corrections=folder / "corrections.csv"))
    return written


def run(folder: Path, page: str) -> list[Done]:
    """Run all recipes of the page, one after the other, in a folder that `prepare` has filled."""
    database = duckdb.connect()
    names: dict[str, Any] = {}
    done = []
    with contextlib.chdir(folder):
        for found in _RECIPE.finditer(page):
            section = re.findall(r"^## (.+)$", page[: found.start()], re.MULTILINE)[-1]
            if found["alone"] is not None:
                out = io.StringIO()
                with contextlib.redirect_stdout(out):
                    exec(compile(found["alone"], section, "exec"), names)
                done.append(Done(section, found["text"], found.span("text"), said=out.getvalue(), code=found["alone"]))
                continue
            names.pop("answer", None)
            result = _executed(database, section, found["sql"])
            from_sql = Answer(tuple(column[0] for column in result.description or ()), tuple(result.fetchall()))
            exec(compile(found["python"], section, "exec"), names)
            code = found["sql"] + found["python"]
            if found["table"] is None:
                done.append(Done(section, "", None, code=code))
            else:
                frame: polars.DataFrame = names["answer"]
                from_polars = Answer(tuple(frame.columns), tuple(frame.rows()))
                done.append(Done(section, found["table"], found.span("table"), from_sql, from_polars, code=code))
    return done


def _executed(database: duckdb.DuckDBPyConnection, section: str, sql: str) -> duckdb.DuckDBPyConnection:
    try:
        return database.execute(sql)
    except duckdb.Error as error:
        error.add_note(f"{section}:\n{sql}")
        raise


def renewed(page: str, done: Sequence[Done]) -> str:
    """Return the page with the answers that came out."""
    for one in reversed(done):
        if one.span:
            page = page[: one.span[0]] + one.answer + page[one.span[1] :]
    return page


def main() -> None:
    page = PAGE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder), page)
        done = run(Path(folder), page)
    for one in done:
        if one.sql and one.polars and one.sql.shown() != one.polars.shown():
            raise SystemExit(f"{one.section}: SQL\n{one.sql.shown()}\nand polars\n{one.polars.shown()}")
    PAGE.write_text(renewed(page, done), encoding="utf-8")


if __name__ == "__main__":
    main()
