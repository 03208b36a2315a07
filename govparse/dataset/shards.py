"""Inputs in a folder or an object store, cut into shards that are read apart and written to a file each.

What an engine hands out to its workers: it knows nothing of any engine. A shard is read as a run on one machine reads
(`govparse.dataset.workers`: in a process of its own, which may crash), and its file of `READINGS` is named by what
was read, so that a shard whose file is there is done.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.fs as fs
import pyarrow.parquet as pq
from attrs import define, field, frozen

from govparse.dataset.forms import handed
from govparse.dataset.names import CLUTTER, Names, printable
from govparse.dataset.schema import READINGS
from govparse.dataset.sources import Input, Opener, inputs, inside
from govparse.dataset.store import Job, Read, unpack
from govparse.dataset.versions import fingerprint
from govparse.dataset.workers import Chunk, Settings, read_all
from govparse.forms.form import Form
from govparse.limits import Limits

MEBIBYTE: Final = 1024 * 1024
SHARD: Final = 16 * MEBIBYTE
"""Bytes of inputs in a shard, on average."""
_LEAST: Final = SHARD // 512
"""Bytes that an input counts at least: a short one costs its time as well."""
_CHUNK: Final = 32
"""Inputs that a process is given at a time."""
_ROWS: Final = 64
"""Reports in a group of rows of a file."""
_BUFFER: Final = MEBIBYTE
"""Bytes of an archive in an object store that are asked for at a time."""
_DONE, _AGAIN, _PART, _ENDING = "readings-", "again-", "part-", ".parquet"


class OtherVersion(RuntimeError):
    """Workers have different versions of govparse, or of what it reads with: their readings would not be alike."""


# ── where things are ───────────────────────────────────────────────────────────────


@frozen
class Place:
    """A folder or a file, and the file system that it is in (one of `pyarrow.fs`)."""

    system: Any
    path: str

    @property
    def is_local(self) -> bool:
        """Whether it is on the disks of this machine, or on disks that all machines share."""
        return isinstance(self.system, fs.LocalFileSystem)

    def below(self, name: str) -> str:
        """Return the path of a file in this folder."""
        return f"{self.path.rstrip('/')}/{name}"


def place(where: str | os.PathLike[str], system: Any = None) -> Place:
    """Return where a path or a URI (`s3://bucket/folder`) leads. With `system` given it is a path in that.

    Raises `pyarrow.ArrowInvalid` for a URI of which pyarrow knows no file system.
    """
    if system is not None:
        return Place(system, os.fspath(where).rstrip("/"))
    if isinstance(where, str) and "://" in where:
        return Place(*fs.FileSystem.from_uri(where))
    return Place(fs.LocalFileSystem(), os.path.abspath(where))


def listed(source: Place, limits: Limits, target: Place) -> Iterator[Input]:
    """Yield the inputs below a place, by the names that `govparse.dataset.build` gives them; a folder in memory at a
    time. What is below `target` is left out.

    Raises `OSError`.
    """
    if source.is_local:
        # Its own walk: that of pyarrow follows links in circles and knows no names but in UTF-8.
        yield from inputs([source.path], limits, [Path(target.path)] if target.is_local else [])
        return
    found = source.system.get_file_info(source.path)
    opener = StoreOpener(limits, source.system)
    if found.type == fs.FileType.NotFound:
        raise FileNotFoundError(source.path)
    if found.type == fs.FileType.File:
        yield from opener.inputs(found, printable(found.base_name))
    else:
        yield from _walk(opener, source.path, "", target)


def _walk(opener: StoreOpener, folder: str, prefix: str, target: Place) -> Iterator[Input]:
    infos = opener.system.get_file_info(fs.FileSelector(folder))
    names = Names()
    for info in sorted(infos, key=lambda info: info.base_name):
        if info.base_name in CLUTTER or (info.path == target.path and opener.system.equals(target.system)):
            continue
        name = prefix + names.new(printable(info.base_name))
        if info.type == fs.FileType.Directory:
            yield from _walk(opener, info.path, f"{name}/", target)
        elif info.type == fs.FileType.File:
            yield from opener.inputs(info, name)


class StoreOpener(Opener):
    """Opens inputs in a file system of pyarrow."""

    def __init__(self, limits: Limits, system: Any) -> None:
        super().__init__(limits)
        self.limits = limits
        self.system = system

    def inputs(self, info: Any, name: str) -> Sequence[Input]:
        """Return the input that a file is, or those in it if it is an archive."""
        alone = Input(name, info.path, (), f"{info.size}-{info.mtime_ns}", info.size)
        return inside(alone, partial(self.opened, info.path), self.limits)

    def opened(self, path: str) -> Any:
        """Open a file. Raises `OSError`."""
        return BufferedReader(self.system.open_input_file(path), _BUFFER)


# ── shards ─────────────────────────────────────────────────────────────────────────


@frozen
class Shard:
    """Inputs that are read together, and a name for them as they are now."""

    name: str
    inputs: Sequence[Input]

    @property
    def file(self) -> str:
        """The name of the file of their readings."""
        return f"{_DONE}{self.name}{_ENDING}"


def cut(found: Iterable[Input], version: str, size: int = SHARD) -> Iterator[Shard]:
    """Cut inputs into shards of `size` bytes on average, at most twice as many and one input.

    Where a shard ends depends on its last input alone, and on how large it is: a file more or less changes the shard
    it is in, and maybe the next, but not all behind it. Their names hold `version`, and of each input its name, where
    it is, and its signature.
    """
    own: list[Input] = []
    total = 0
    for item in found:
        own.append(item)
        weight = max(item.size, _LEAST * size // SHARD)
        total += weight
        if total >= 2 * size or (total >= size // 2 and _chance(item.name) < 2 * weight / size):
            yield _shard(own, version)
            own, total = [], 0
    if own:
        yield _shard(own, version)


def _chance(name: str) -> float:
    """Return a number from 0 to 1 that depends on a name alone."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:6]) / 2**48


def _shard(own: Sequence[Input], version: str) -> Shard:
    digest = hashlib.sha256(version.encode())
    for item in own:
        digest.update(repr((item.name, item.path, item.members, item.signature)).encode())
    return Shard(digest.hexdigest()[:32], tuple(own))


# ── in a worker ────────────────────────────────────────────────────────────────────


@frozen
class Task:
    """A shard, where its inputs are, where its readings belong, and how it is read."""

    shard: Shard
    source: Place
    target: Place
    limits: Limits
    version: str
    forms: tuple[Form, ...] = ()
    """Forms that no package brings there."""


@frozen
class Outcome:
    """What a worker has read: inputs, reports, failures by reason, and bytes of the file it wrote."""

    inputs: int = 0
    reports: int = 0
    failed: Mapping[str, int] = field(factory=dict)
    size: int = 0


def read_shard(task: Task) -> Outcome:
    """Read a shard and write the file of its readings, whole or not at all.

    Raises `OtherVersion`, and what the file system of the target raises.
    """
    if fingerprint(task.limits, task.forms) != task.version:
        raise OtherVersion("this worker reads with other versions than the others")
    # Workers of engines are daemons, which may have no children until they say that they are none.
    process = multiprocessing.current_process()
    if process.daemon:
        process.daemon = False
    opener = Opener if task.source.is_local else partial(StoreOpener, system=task.source.system)
    jobs = [Job(item, None) for item in task.shard.inputs]
    chunks = (Chunk(tuple(jobs[i : i + _CHUNK])) for i in range(0, len(jobs), _CHUNK))
    found: dict[str, Read] = {}
    for some in read_all(chunks, 1, Settings(task.limits, None, opener, handed(task.forms))):
        found |= {read.item.name: read for read in some}
    return _write(task, [found[item.name] for item in task.shard.inputs])


def _write(task: Task, found: Sequence[Read]) -> Outcome:
    """Write rows in the order of the shard."""
    failed: Counter[str] = Counter()
    reports = 0
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, READINGS, compression="zstd") as writer:
        for i in range(0, len(found), _ROWS):
            batches = [unpack(read.rows) for read in found[i : i + _ROWS] if read.rows is not None]
            table = pa.Table.from_batches(batches, READINGS)
            reports += sum(number > 0 for number in table["report"].to_pylist())
            failed.update(said["kind"] for said in table["failure"].to_pylist() if said)
            writer.write_table(table)
    content = sink.getvalue()
    # What could not be opened may be there again tomorrow: the shard is not done.
    name = f"{_AGAIN}{task.shard.name}{_ENDING}" if failed["no_file"] else task.shard.file
    part = task.target.below(f"{_PART}{uuid.uuid4().hex}")
    with task.target.system.open_output_stream(part) as file:
        file.write(content)
    task.target.system.move(part, task.target.below(name))
    return Outcome(len(found), reports, dict(failed), content.size)


# ── beside the workers ─────────────────────────────────────────────────────────────


@define
class Files:
    """The files of readings at a place: which there are, and which belong to what is read now."""

    target: Place
    there: set[str] = field(init=False)
    wanted: set[str] = field(factory=set)

    def __attrs_post_init__(self) -> None:
        self.target.system.create_dir(self.target.path, recursive=True)
        infos = self.target.system.get_file_info(fs.FileSelector(self.target.path))
        self.there = {info.base_name for info in infos if info.base_name.startswith((_DONE, _AGAIN, _PART))}

    def has(self, shard: Shard) -> bool:
        """Return whether a shard is done. Its files are not dropped."""
        self.wanted |= {shard.file, f"{_AGAIN}{shard.name}{_ENDING}"}
        return shard.file in self.there

    def drop_others(self) -> None:
        """Delete what belongs to inputs that are there no more or have changed, and what was never finished."""
        now = Files(self.target).there
        done = {name.replace(_DONE, _AGAIN) for name in now if name.startswith(_DONE)}
        for name in sorted((now - self.wanted) | (now & done)):
            with suppress(FileNotFoundError):
                self.target.system.delete_file(self.target.below(name))
