"""What has been read so far, kept in one file beside the output: whatever is in it is done, however a run ended.

An SQLite database, since that is whole after any crash. Inputs are listed with their signatures; of each that has
been read its rows of `READINGS` are kept, so that any can be looked up: years of one body lie far apart in folders.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
from attrs import define, field, frozen

from govparse.dataset.schema import READINGS
from govparse.dataset.sources import Input

_ABOUT = "CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
_TABLES = """
CREATE TABLE IF NOT EXISTS done (
    name TEXT PRIMARY KEY, signature TEXT NOT NULL, hash TEXT NOT NULL, failed INTEGER NOT NULL, rows BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS reports (
    name TEXT NOT NULL, number INTEGER NOT NULL, hash TEXT NOT NULL, body TEXT, tail TEXT, sure INTEGER,
    shared INTEGER, year INTEGER, numbers INTEGER NOT NULL, forms TEXT NOT NULL, PRIMARY KEY (name, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS corrected (
    name TEXT NOT NULL, code TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (name, code)
) WITHOUT ROWID;
DROP TABLE IF EXISTS listed;
CREATE TABLE listed (
    name TEXT PRIMARY KEY, path BLOB NOT NULL, members TEXT NOT NULL, signature TEXT NOT NULL
) WITHOUT ROWID;
DROP TABLE IF EXISTS meta;
CREATE TABLE meta (name TEXT PRIMARY KEY, body_id TEXT, columns TEXT NOT NULL) WITHOUT ROWID;
DROP TABLE IF EXISTS corrections;
CREATE TABLE corrections (
    name TEXT NOT NULL, number INTEGER NOT NULL, code TEXT NOT NULL, state TEXT NOT NULL, value TEXT, note TEXT,
    PRIMARY KEY (name, number, code)
) WITHOUT ROWID;
DROP TABLE IF EXISTS beside;
CREATE TABLE beside (
    name TEXT NOT NULL, number INTEGER NOT NULL, body TEXT, findings TEXT, of_name TEXT, of_number INTEGER, by TEXT,
    PRIMARY KEY (name, number)
) WITHOUT ROWID;
"""
_ONCE, _PASSING = 1, 2
"""Failures that are remembered, and those that are not."""
_AT_ONCE = 500
"""Rows that are listed, or looked up, at once."""


class InUse(OSError):
    """Another run is writing the same output."""


class NoSpace(OSError):
    """The disk is full, or what is kept cannot be written or read for another reason, which the message names."""


@frozen
class Job:
    """An input to be read; `known` is the hash of the content that was read of it before."""

    item: Input
    known: str | None


@define(eq=False)
class Store:
    """What has been read, in a file. Only one process has it open.

    `version` names what decides how an input is read; what was read by another is not used.
    """

    path: Path
    version: str
    _base: sqlite3.Connection = field(init=False)
    _damaged: bool = field(init=False, default=False)

    def __attrs_post_init__(self) -> None:
        self._base = _connect(self.path)
        try:
            self._open()
        except sqlite3.OperationalError as error:
            self._base.close()
            if "locked" in str(error):
                raise InUse(f"{self.path}") from None
            raise NoSpace(str(error)) from error
        except sqlite3.DatabaseError:
            # No database, or one that something has damaged: what was read is read again.
            self._base.close()
            self._remove()
            self._base = _connect(self.path)
            with self._spaced():
                self._open()

    def _open(self) -> None:
        self._base.execute("PRAGMA locking_mode=EXCLUSIVE")
        self._base.execute("PRAGMA journal_mode=WAL")
        self._base.execute("PRAGMA synchronous=NORMAL")
        self._base.execute("BEGIN EXCLUSIVE")
        self._base.execute("COMMIT")
        self._base.executescript(_ABOUT)
        version = f"{self.version} {hashlib.sha256(_TABLES.encode()).hexdigest()}"
        if self._said("version") != version:
            with self._at_once():
                # Dropped, since those that another govparse has made may have other columns.
                for table in ("done", "reports"):
                    self._base.execute(f"DROP TABLE IF EXISTS {table}")
                self._base.execute("INSERT OR REPLACE INTO about VALUES ('version', ?)", (version,))
        self._base.executescript(_TABLES)

    def _remove(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def close(self) -> None:
        """Close the file; one in which something has been found damaged is removed, so that the next begins anew."""
        self._base.close()
        if self._damaged:
            self._remove()

    def _said(self, name: str) -> str | None:
        row = self._base.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    @contextmanager
    def _spaced(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.IntegrityError:
            raise
        except sqlite3.DatabaseError as error:
            # An error of operation passes (the disk is full); any other is in the file.
            self._damaged = self._damaged or not isinstance(error, sqlite3.OperationalError)
            raise NoSpace(str(error)) from error

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        """All of it or nothing. Raises `NoSpace`."""
        with self._spaced():
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._base.execute("COMMIT")
            except BaseException:
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
                raise

    # ── what there is to read ──────────────────────────────────────────────────────

    def list(self, found: Iterable[Input]) -> int:
        """List the inputs of this run; return how many there are. Raises `NoSpace`."""
        count = 0
        rows: list[tuple[str, bytes, str, str]] = []

        def write() -> None:
            with self._at_once():
                self._base.executemany("INSERT INTO listed VALUES (?, ?, ?, ?)", rows)
            rows.clear()

        for item in found:
            members = " ".join(map(str, item.members))
            rows.append((item.name, os.fsencode(item.path), members, item.signature))
            count += 1
            if len(rows) == _AT_ONCE:
                write()
        write()
        return count

    def forget_failures(self, *, all_: bool) -> None:
        """Read again what could not be opened, since that may pass; or all that could not be used."""
        with self._at_once():
            self._base.execute("DELETE FROM done WHERE failed >= ?", (_ONCE if all_ else _PASSING,))

    def missing(self) -> int:
        """Return how many inputs of this run are still to be read."""
        return int(next(self.query(f"SELECT count(*) {_MISSING}"))[0])

    def to_read(self, after: str, count: int) -> Sequence[Job]:
        """Return the next inputs still to be read, behind a name, in the order of names."""
        rows = self.query(
            "SELECT listed.name, listed.path, listed.members, listed.signature, done.hash "
            f"{_MISSING} AND listed.name > ? ORDER BY listed.name LIMIT ?",
            (after, count),
        )
        return [
            Job(Input(name, os.fsdecode(path), tuple(map(int, members.split())), signature), known)
            for name, path, members, signature, known in rows
        ]

    # ── what has been read ─────────────────────────────────────────────────────────

    def keep(self, read: Sequence[Read]) -> None:
        """Keep what was read of some inputs. Raises `NoSpace`."""
        with self._at_once():
            for one in read:
                name, signature = one.item.name, one.item.signature
                if one.rows is None:
                    self._base.execute("UPDATE done SET signature = ? WHERE name = ?", (signature, name))
                    continue
                failed = max(_PASSING if r.failed == "no_file" else _ONCE if r.failed else 0 for r in one.reports)
                self._base.execute("DELETE FROM reports WHERE name = ?", (name,))
                self._base.execute(
                    "INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?, ?)",
                    (name, signature, one.reports[0].content_hash, failed, one.rows),
                )
                self._base.executemany(
                    "INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    [(name, *report.indexed()) for report in one.reports if not report.failed],
                )

    def all_rows(self) -> Iterator[tuple[str, pa.RecordBatch]]:
        """Yield each input of this run that has been read, and its rows, in the order of names (of their UTF-8)."""
        with self._spaced():
            cursor = self._base.execute(
                "SELECT listed.name, rows FROM listed JOIN done "
                "ON done.name = listed.name AND done.signature = listed.signature ORDER BY listed.name"
            )
        while True:
            with self._spaced():
                found = cursor.fetchone()
            if found is None:
                return
            yield found[0], unpack(found[1])

    def forms(self) -> frozenset[str]:
        """Return the names of the forms of which the reports of this run have a block."""
        rows = self.query("SELECT DISTINCT forms FROM listed JOIN reports USING (name)")
        return frozenset(name for (names,) in rows for name in json.loads(names))

    def clear(self, table: str) -> None:
        """Forget what is in a table. Raises `NoSpace`."""
        with self._at_once():
            self._base.execute(f"DELETE FROM {table}")

    def packed(self, name: str) -> bytes:
        """Return the rows of an input as they are kept."""
        (rows,) = next(self.query("SELECT rows FROM done WHERE name = ?", (name,)))
        return bytes(rows)

    def row(self, name: str, number: int) -> pa.RecordBatch:
        """Return the row of one report."""
        return unpack(self.packed(name)).slice(number - 1, 1)

    # ── what is known beside it ────────────────────────────────────────────────────

    def query(self, statement: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a statement. Raises `NoSpace`."""
        with self._spaced():
            cursor = self._base.execute(statement, values)
            rows = cursor.fetchmany(_AT_ONCE)
        while rows:
            yield from rows
            with self._spaced():
                rows = cursor.fetchmany(_AT_ONCE)

    def insert(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        """Insert rows into a table. Raises `NoSpace`, and `sqlite3.IntegrityError` for what is there."""
        with self._at_once():
            for row in rows:
                marks = ", ".join("?" * len(row))
                self._base.execute(f"INSERT INTO {table} VALUES ({marks})", row)

    def remember_corrections(self, checked: Iterable[tuple[str, str, str]]) -> None:
        """Keep of which content (a hash) a cell (name and code) was corrected: another will need another look."""
        with self._at_once():
            self._base.executemany("INSERT OR REPLACE INTO corrected VALUES (?, ?, ?)", checked)

    def insert_or_add(self, found: Iterable[Beside]) -> None:
        """Keep what is said of reports beside others. One with the same content as another stays a duplicate of it.

        Raises `NoSpace`.
        """
        with self._at_once():
            for one in found:
                of_name, of_number = one.of or (None, None)
                self._base.execute(
                    "INSERT INTO beside VALUES (?, ?, ?, ?, ?, ?, ?) "
                    "ON CONFLICT DO UPDATE SET body = excluded.body, findings = excluded.findings, "
                    "of_number = coalesce(of_number, excluded.of_number), by = coalesce(by, excluded.by), "
                    "of_name = coalesce(of_name, excluded.of_name)",
                    (*one.key, one.body, one.findings, of_name, of_number, "issuer_year" if one.of else None),
                )

    def lead_to_the_first(self) -> None:
        """Let duplicates of duplicates name the report that is none."""
        longer = (
            "UPDATE beside SET of_name = first.of_name, of_number = first.of_number FROM beside AS first "
            "WHERE first.name = beside.of_name AND first.number = beside.of_number AND first.of_name IS NOT NULL"
        )
        with self._at_once():
            while self._base.execute(longer).rowcount > 0:
                pass

    def drop_what_is_gone(self) -> None:
        """Forget inputs that are there no more."""
        with self._at_once():
            self._base.execute("DELETE FROM done WHERE name NOT IN (SELECT name FROM listed)")
            self._base.execute("DELETE FROM reports WHERE name NOT IN (SELECT name FROM listed)")


_MISSING = (
    # One that has changed since stays in `done`: maybe only its dates did.
    "FROM listed LEFT JOIN done ON done.name = listed.name "
    "WHERE (done.name IS NULL OR done.signature != listed.signature)"
)


Key = tuple[str, int]
"""A report: the name of its input, and its number in it."""


@frozen
class Beside:
    """What is said of a report only beside others: whose it is, `findings` as JSON, and the report it is a duplicate
    of."""

    key: Key
    body: str
    findings: str | None
    of: Key | None


@frozen
class Read:
    """An input that has been read: its rows, None if they are those that were read before."""

    item: Input
    reports: Sequence[Kept]
    rows: bytes | None


@frozen
class Kept:
    """What is looked up of a report: whose it is, on which year, how many numbers it has, and in which forms."""

    failed: str | None
    """The kind of its failure."""
    number: int
    content_hash: str
    body: str | None
    sure: bool | None
    shared: bool | None
    year: int | None
    numbers: int
    forms: tuple[str, ...]
    """The names of the forms of its blocks."""

    def indexed(self) -> tuple[object, ...]:
        """Return it as the database has it. Names of one body end alike, see `govparse.dataset.bodies`."""
        return (
            self.number,
            self.content_hash,
            self.body,
            self.body[-3:] if self.body else None,
            self.sure,
            self.shared,
            self.year,
            self.numbers,
            json.dumps(self.forms, ensure_ascii=False),  # a name may hold any character
        )


def kept(batch: pa.RecordBatch) -> list[Kept]:
    """Return what is looked up of the rows of a batch of `READINGS`."""
    names = ("report", "content_hash", "issuer_key", "issuer_sure", "issuer_shared", "year")
    cells = batch["facts"]
    columns = [batch[name].to_pylist() for name in names]
    numbers = [_numbers(cells, i) for i in range(batch.num_rows)]
    failed = batch["failure"].field("kind").to_pylist()
    return [Kept(*row) for row in zip(failed, *columns, numbers, forms_in(batch["blocks"]), strict=True)]


def forms_in(blocks: pa.ListArray) -> list[tuple[str, ...]]:
    """Return the names of the forms of the blocks of each report."""
    offsets = blocks.offsets.to_pylist()
    names = blocks.values.field("form").slice(offsets[0], offsets[-1] - offsets[0]).to_pylist()
    places = [offset - offsets[0] for offset in offsets]
    return [tuple(sorted(set(names[start:end]))) for start, end in pairwise(places)]


def _numbers(cells: pa.ListArray, row: int) -> int:
    start, end = cells.offsets[row].as_py(), cells.offsets[row + 1].as_py()
    return int(end - start - cells.values.field("value").slice(start, end - start).null_count)


def _connect(path: Path) -> sqlite3.Connection:
    """Return a connection to a file that may not be there yet. Raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return sqlite3.connect(path, isolation_level=None, timeout=0.5)
    except sqlite3.OperationalError as error:
        raise OSError(f"{path}: {error}") from error


# ── rows as bytes ──────────────────────────────────────────────────────────────────

_SIZE = 8
"""Bytes that say how large the rest is unpacked."""
_CODEC = "zstd"


def pack(rows: pa.RecordBatch) -> bytes:
    """Return rows as bytes, compressed, without the schema."""
    # Of a slice Arrow writes the lists of all rows that it was cut from: they are copied first.
    plain = rows.take(pa.array(range(rows.num_rows), pa.int64())).serialize()
    size: bytes = plain.size.to_bytes(_SIZE, "little")
    packed: bytes = pa.compress(plain, _CODEC, asbytes=True)
    return size + packed


def unpack(packed: bytes) -> pa.RecordBatch:
    """Return the rows that `pack` made bytes of."""
    size = int.from_bytes(packed[:_SIZE], "little")
    return pa.ipc.read_record_batch(pa.decompress(memoryview(packed)[_SIZE:], size, _CODEC), READINGS)
