"""A whole run: from folders to a dataset, on all cores, to be stopped and started again at any time.

    paths ─ sources ─▶ inputs ─ workers ─▶ readings ─ store ─▶ assemble ─ writing ─▶ tables

What is read is kept beside the output, in `OUT.work`. The output itself is written there as well, and put in its
place when it is whole.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final, Literal

from attrs import Factory, field, frozen

from govparse.dataset import package, runlog
from govparse.dataset.assemble import Plan, Tally, assemble
from govparse.dataset.by_hand import check_head, read_corrections, read_meta
from govparse.dataset.forms import handed, of_dataset
from govparse.dataset.names import NAME, READINGS_FILE, WORK, is_dataset
from govparse.dataset.schema import TABLE_SCHEMAS
from govparse.dataset.sources import Paths, each, inputs
from govparse.dataset.store import InUse, NoSpace, Store
from govparse.dataset.versions import fingerprint
from govparse.dataset.workers import Chunk, Settings, WorkersCannotStart, demand_main_guard, read_all, read_here
from govparse.dataset.writing.csv import CsvTable
from govparse.dataset.writing.database import write_database
from govparse.dataset.writing.jsonl import JsonLinesTable
from govparse.dataset.writing.parquet import ParquetTable
from govparse.forms import store as grammars
from govparse.forms.registry import BUILT_IN
from govparse.limits import Limits

Format = Literal["parquet", "csv", "jsonl", "duckdb"]
FORMATS: Final[tuple[Format, ...]] = ("parquet", "csv", "jsonl", "duckdb")
_CHUNK: Final = 32
"""Inputs that a worker is given at a time."""
_MOST_PROCESSES: Final = 60 if sys.platform == "win32" else 1_000
"""Windows waits for no more at a time."""
Path_ = str | os.PathLike[str]


_OWN: Final = frozenset({NAME, "codebook.csv", "METHODS.md", "run.json", "csv", "jsonl", "dataset.duckdb"})
"""What there is in a dataset beside its tables."""
TABLE_NAMES: Final = frozenset({*TABLE_SCHEMAS, "panel"})


class NotADataset(ValueError):
    """The output is there already and is no dataset: it is not overwritten."""


class NoInputs(ValueError):
    """There is nothing to read at the paths."""


@frozen
class Progress:
    """How far a run is, in inputs."""

    total: int
    """All inputs of the run."""
    done: int
    """Those that are read, in this run or an earlier one."""
    now: int
    """Those that were read in this run."""
    failed: int
    """Those among `done` that could not be used."""


def _path(given: Path_ | None) -> Path | None:
    return None if given is None else Path(given)


@frozen
class Options:
    """How a dataset is made; see `build`."""

    formats: Sequence[Format] = ("parquet",)
    """What is written. Parquet always is."""
    meta: Path | None = field(default=None, converter=_path)
    """A table in CSV that describes inputs, by columns of one's own."""
    corrections: Path | None = field(default=None, converter=_path)
    """A table in CSV of cells that were looked up by hand."""
    prose: bool = False
    """Write the table `sections` too."""
    bom: bool = False
    """Begin CSV with a byte order mark, for spreadsheets."""
    workers: int | None = None
    """How many processes read; 0: this one does. None: one for each core."""
    limits: Limits = field(default=Factory(Limits))
    """What each input may cost."""
    retry_failures: bool = False
    """Read inputs again that failed in an earlier run."""

    @property
    def processes(self) -> int:
        """How many processes work at the same time beside this one, 0 for none."""
        return min(self.workers if self.workers is not None else os.cpu_count() or 1, _MOST_PROCESSES)


@frozen
class Built:
    """What became of a run: the folder of the dataset, and what is in it."""

    out: Path
    """The folder, through links."""
    tally: Tally
    """Rows of each table, inputs, and failures by their reason."""
    read_now: int
    """Inputs that were read in this run; the others were known."""
    meta_unused: int = 0
    """Lines of the table of `meta` that fit no input."""


def build(
    paths: Paths,
    out: Path_,
    options: Options | None = None,
    *,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Built:
    """Read all files below some paths, or a single one, and write a dataset into the folder `out`.

    What is read is kept in `out` + ".work", so that a run that ends early goes on where it was, and a later one reads
    only what is new or changed. The output does not depend on the number of workers or on how often it was begun.
    A program that calls this must be importable (`if __name__ == "__main__"`), since workers are spawned. `options` say
    what is written and how it is read; `progress` is called in this thread, from time to time.

    Raises `OSError` (of which `InUse`: another run writes the same output; `NoSpace`: the disk is full;
    `WorkersCannotStart`: the program cannot be imported), `SameName`, `NoInputs`, `NotADataset`, `TableError` for a
    table written by hand that cannot be used, `FormError` for a form that was registered at run time and cannot be
    handed to workers, `MissingExtra`.
    """
    options = options or Options()
    roots = each(paths)

    def filled(store: Store, skipped: Sequence[Path]) -> Filled:
        return fill(store, roots, options, skipped=skipped, progress=progress)

    return publish(Path(out), options, fingerprint(options.limits), filled, roots)


def publish(
    target: Path,
    options: Options,
    version: str,
    fill: Callable[[Store, Sequence[Path]], Filled],
    paths: Sequence[Path_],
) -> Built:
    """Let `fill` put readings into the store of that `version` beside a dataset, and write the dataset of what is
    listed there. `fill` is told which paths are no inputs; `paths` are named in the log. Raises what `build` raises.
    """
    # Through links, so that renames stay on one disk; and named whatever it was called (`.`).
    target = Path(os.path.realpath(target))
    _check_target(target)
    demand_main_guard()
    if options.processes:
        handed()  # a form that cannot be is told of before anything is read
    work = target.with_name(target.name + WORK)
    began = time.time()
    with closing(Store(work / READINGS_FILE, version)) as store:
        _recover(target, work)
        by_hand = [table for table in (options.meta, options.corrections) if table is not None]
        filled = fill(store, [target, work, *by_hand])
        new = work / "new"
        tally = _write(store, filled.plan, options, new)
        built = Built(target, tally, filled.read_now, filled.meta_unused)
        package.write(new, filled.plan, built, options)
        runlog.write(new, paths, options, built, began)
        _sync(new)
        _carry_over(target, new)
        _put(new, target, work)
        store.drop_what_is_gone()
    return built


def _check_target(target: Path) -> None:
    """Raise `NotADataset` where there is something else; `OSError` where it could not be replaced in the end."""
    if not target.name or (target.exists() and not (target.is_dir() and (is_dataset(target) or _is_empty(target)))):
        raise NotADataset(os.fspath(target))
    if os.path.ismount(target):
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), os.fspath(target))


def _is_empty(folder: Path) -> bool:
    return not any(folder.iterdir())


@frozen
class Filled:
    """What a store was filled with: which tables it gives, how many inputs were read now, and how many lines of the
    table of `meta` fit no input."""

    plan: Plan
    read_now: int
    meta_unused: int


def fill(
    store: Store,
    paths: Sequence[Path_],
    options: Options,
    *,
    skipped: Sequence[Path] = (),
    progress: Callable[[Progress], None] = lambda _: None,
) -> Filled:
    """Read into a store what is below some paths and not yet in it, and the tables written by hand."""
    check_by_hand(options)
    total = store.list(inputs(paths, options.limits, skipped))
    if not total:
        raise NoInputs(", ".join(os.fspath(path) for path in paths))

    def read() -> int:
        store.forget_failures(all_=options.retry_failures)
        return read_missing(store, options, total, progress)

    return with_by_hand(store, options, read)


def check_by_hand(options: Options) -> None:
    """Look at the tables written by hand before anything long begins. Raises `TableError`."""
    for table in (options.meta, options.corrections):
        if table is not None:
            check_head(table)


def with_by_hand(store: Store, options: Options, read: Callable[[], int]) -> Filled:
    """Read what is listed in a store, and the tables written by hand. `read` returns how many inputs it has read.

    Raises `TableError`, before `read` where possible, and `UnknownForm`.
    """
    meta = read_meta(options.meta, store) if options.meta else None
    read_now = read()
    forms = of_dataset(store.forms())
    if options.meta and forms != BUILT_IN:
        store.clear("meta")
        meta = read_meta(options.meta, store, forms)  # once more: its columns must not be called as those of a form
    if options.corrections:
        read_corrections(options.corrections, store)
    return Filled(Plan(options.prose, meta.columns if meta else (), forms), read_now, meta.unused if meta else 0)


# ── reading ────────────────────────────────────────────────────────────────────────


def read_missing(store: Store, options: Options, total: int, progress: Callable[[Progress], None]) -> int:
    """Read what is listed and not yet read; return how many inputs that were."""
    missing = store.missing()
    failed = next(store.query("SELECT count(*) FROM listed JOIN done USING (name, signature) WHERE failed"))[0]
    workers = options.processes
    settings = Settings(options.limits, grammars.kept_in(), forms=handed() if workers else None)
    # Few inputs are spread over all workers.
    size = max(1, min(_CHUNK, missing // (4 * max(workers, 1))))
    chunks = _chunks(store, size)
    now = 0
    progress(Progress(total, total - missing, now, failed))
    for read in read_all(chunks, workers, settings) if workers else read_here(chunks, settings):
        store.keep(read)
        now += len(read)
        failed += sum(any(report.failed for report in one.reports) for one in read)
        progress(Progress(total, total - missing + now, now, failed))
    return now


def _chunks(store: Store, size: int) -> Iterator[Chunk]:
    last = ""
    while jobs := store.to_read(last, size):
        last = jobs[-1].item.name
        yield Chunk(tuple(jobs))


# ── writing ────────────────────────────────────────────────────────────────────────


def _write(store: Store, plan: Plan, options: Options, new: Path) -> Tally:
    """Write all tables into a fresh folder."""
    shutil.rmtree(new, ignore_errors=True)
    tally = Tally()
    writers = {name: [ParquetTable(_made(new), name, schema)] for name, schema in plan.schemas.items()}
    others: dict[str, list[CsvTable | JsonLinesTable]] = {name: [] for name in writers}
    for name, schema in plan.schemas.items():
        if "csv" in options.formats:
            others[name].append(CsvTable(_made(new / "csv"), name, schema, bom=options.bom))
        if "jsonl" in options.formats:
            others[name].append(JsonLinesTable(_made(new / "jsonl"), name, schema))
    try:
        for name, batch in assemble(store, plan, tally, options.processes):
            for writer in (*writers[name], *others[name]):
                writer.write(batch)
    finally:
        for name in writers:
            for writer in (*writers[name], *others[name]):
                writer.close()
    if "duckdb" in options.formats:
        write_database(new, writers)
    return tally


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _sync(folder: Path) -> None:
    """Have all files of a folder on the disk."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())


def _carry_over(target: Path, new: Path) -> None:
    """Copy what somebody else has put into the old output."""
    if target.is_dir():
        own = {*_OWN, *(path.name for path in target.glob("*.parquet") if path.stem in TABLE_NAMES)}
        for path in target.iterdir():
            if path.name in own or (new / path.name).exists():
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.copytree(path, new / path.name, symlinks=True)
            else:
                shutil.copy2(path, new / path.name, follow_symlinks=False)


def _put(new: Path, target: Path, work: Path) -> None:
    """Put a whole output in its place. Whenever this is cut off, there is the old output, the new, or (for the time
    of a rename) none, and the next run puts the old one back."""
    old, gone = work / "old", work / "gone"
    shutil.rmtree(gone, ignore_errors=True)
    if old.exists():
        old.rename(gone)
    if target.exists():
        target.rename(old)
    new.rename(target)
    # Renamed first: what is half removed is never put back.
    shutil.rmtree(gone, ignore_errors=True)
    if old.exists():
        old.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def _recover(target: Path, work: Path) -> None:
    """Put back an output that was taken away for a new one which did not come."""
    old = work / "old"
    if old.is_dir() and not target.exists():
        old.rename(target)


__all__ = [
    "FORMATS",
    "Built",
    "Format",
    "InUse",
    "NoInputs",
    "NoSpace",
    "NotADataset",
    "Options",
    "Progress",
    "WorkersCannotStart",
    "build",
]
