"""From readings, made by whatever engine on whatever machines, to the dataset that one machine would have made."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.fs as fs
import pyarrow.parquet as pq
from attrs import define, evolve, field

from govparse.dataset.build import Built, Filled, NoInputs, Options, Path_, check_by_hand, publish, with_by_hand
from govparse.dataset.forms import UnknownForm, of_dataset
from govparse.dataset.readings import JOINED, plugged, versions
from govparse.dataset.schema import READINGS, VERSION
from govparse.dataset.shards import Place, place
from govparse.dataset.sources import Input
from govparse.dataset.store import Kept, Read, Store, forms_in, kept, pack, unpack

_AT_ONCE: Final = 512
"""Rows that are put into the store together, at least."""
_OUTSIDE: Final = f"readings from outside, {VERSION}"
"""The version of a store that was not filled by reading here: its rows are put in anew each time."""


class NotReadings(ValueError):
    """What was given are no readings, or not whole: columns, versions, or the rows of an input do not fit."""


def from_readings(
    readings: str | os.PathLike[str] | Iterable[pa.RecordBatch],
    out: Path_,
    options: Options | None = None,
    *,
    system: Any = None,
) -> Built:
    """Write a dataset into the folder `out`, made of readings: rows of `READINGS`, in any order.

    `readings` is a folder of Parquet files, one such file (a path, or a URI that pyarrow knows; with `system`, a file
    system of `pyarrow.fs`, a path in that), or batches. The tables are the very same, byte for byte, as those that
    `build` makes of the same inputs. All is put into `out` + ".work" first, since what is said of a report depends on
    others: memory is bounded. `Options.limits` and `retry_failures` say nothing here; `workers`, none unless they are
    given, compare years, and then the program must be importable; the other `options` are as for `build`.

    Raises what `build` raises, `NoInputs` where there is no reading, and `NotReadings` for what are none, or are
    of a form that is not known here: packages that bring forms are to be installed where the dataset is written too.
    """
    options = options or Options()
    if options.workers is None:
        options = evolve(options, workers=0)

    def filled(store: Store, skipped: Sequence[Path]) -> Filled:
        check_by_hand(options)
        count = _put(store, _batches(readings, system))
        if not count:
            raise NoInputs(str(readings) if isinstance(readings, str | os.PathLike) else "")
        return with_by_hand(store, options, lambda: count)

    local = [Path(readings)] if isinstance(readings, str | os.PathLike) and place(readings, system).is_local else []
    return publish(Path(out), options, _OUTSIDE, filled, local)


# ── readings ───────────────────────────────────────────────────────────────────────


def _batches(readings: str | os.PathLike[str] | Iterable[pa.RecordBatch], system: Any) -> Iterator[pa.RecordBatch]:
    """Yield batches of exactly `READINGS`. Raises `NotReadings`, `OSError`."""
    seen = _Versions()
    found = _stored(place(readings, system)) if isinstance(readings, str | os.PathLike) else readings
    for batch in found:
        own = _fitting(batch)
        seen.add(own)
        yield own


@define
class _Versions:
    """What has read the readings so far: one govparse with one set of grammars, and of each plugged-in form one."""

    of_all: set[tuple[str, str]] = field(factory=set)

    def add(self, batch: pa.RecordBatch) -> None:
        """Look at some readings. Raises `NotReadings`."""
        columns = (batch[name].to_pylist() for name in ("source", "govparse", "grammars"))
        for source, version, grammars, names in zip(*columns, forms_in(batch["blocks"]), strict=True):
            own, *brought = str(grammars).split(JOINED)
            self.of_all.add((version, own))
            if len(self.of_all) > 1:
                raise NotReadings(f"readings of different versions: {sorted(map(str, self.of_all))}")
            if brought or plugged(names):
                _check_forms(source, plugged(names), brought)


def _check_forms(source: str, names: Sequence[str], brought: Sequence[str]) -> None:
    """Raise `NotReadings` for a report of a plugged-in form that is not known here, or not as it was there."""
    try:
        of_dataset(names)
    except UnknownForm as error:
        raise NotReadings(f"{source}: {error}") from None
    if versions(names)["grammars"].split(JOINED)[1:] != list(brought):
        raise NotReadings(f"{source}: read with another grammar of form {', '.join(names)} than the one that is here")


def _stored(where: Place) -> Iterator[pa.RecordBatch]:
    found = where.system.get_file_info(where.path)
    if found.type == fs.FileType.NotFound:
        raise FileNotFoundError(where.path)
    if found.type == fs.FileType.Directory:
        infos = where.system.get_file_info(fs.FileSelector(where.path, recursive=True))
        # Engines write files beside theirs whose names begin so.
        paths = sorted(
            info.path for info in infos if info.path.endswith(".parquet") and not info.base_name.startswith(("_", "."))
        )
    else:
        paths = [where.path]
    for path in paths:
        with where.system.open_input_file(path) as file:
            try:
                yield from pq.ParquetFile(file).iter_batches(batch_size=_AT_ONCE)
            except pa.ArrowInvalid as error:
                raise NotReadings(f"{path}: {error}") from None


def _fitting(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return rows with the types of `READINGS`: engines have other names for lists and texts of the same content."""
    metadata = batch.schema.metadata or {}
    if metadata.get(b"govparse.schema", str(VERSION).encode()) != str(VERSION).encode():
        raise NotReadings(f"schema {metadata[b'govparse.schema'].decode()}, and this is govparse's schema {VERSION}")
    try:
        table = pa.Table.from_batches([batch]).select(READINGS.names).cast(READINGS)
    except (KeyError, ValueError, pa.ArrowException) as error:
        raise NotReadings(str(error)) from None
    return table.combine_chunks().to_batches()[0] if table.num_rows else pa.RecordBatch.from_pylist([], READINGS)


# ── into the store ─────────────────────────────────────────────────────────────────


def _put(store: Store, batches: Iterator[pa.RecordBatch]) -> int:
    """Put readings into a store; return how many inputs they are of. Raises `NotReadings`."""
    count = sum(_put_some(store, batch) for batch in batches)
    for name, *_ in store.query(
        "SELECT name FROM listed JOIN reports USING (name) GROUP BY name HAVING max(number) != count(*) LIMIT 1"
    ):
        raise NotReadings(f"{name}: some of its reports are missing")
    return count


def _put_some(store: Store, batch: pa.RecordBatch) -> int:
    """Put some rows into a store; return how many inputs are new there."""
    sorted_ = batch.take(
        pc.sort_indices(batch.select(["source", "report"]), [("source", "ascending"), ("report", "ascending")])
    )
    about = kept(sorted_)
    new: list[Input] = []
    read: list[Read] = []
    first = 0
    for name, own in groupby(sorted_["source"].to_pylist()):
        size = sum(1 for _ in own)
        rows, reports = sorted_.slice(first, size), about[first : first + size]
        first += size
        before = next(store.query("SELECT rows FROM listed JOIN done USING (name) WHERE name = ?", (name,)), None)
        if before is not None:
            rows = pa.Table.from_batches([unpack(before[0]), rows]).sort_by("report").combine_chunks().to_batches()[0]
            reports = kept(rows)
        _check(name, reports)
        item = Input(name, "", (), reports[0].content_hash)
        new += [item] if before is None else []
        read.append(Read(item, reports, pack(rows)))
    store.list(new)
    store.keep(read)
    return len(new)


def _check(name: str, reports: Sequence[Kept]) -> None:
    """Raise `NotReadings` for rows that cannot be those of one input."""
    numbers = [report.number for report in reports]
    if len(set(numbers)) < len(numbers) or (0 in numbers and len(numbers) > 1):
        raise NotReadings(f"{name}: an input that occurs twice")
    if len({report.content_hash for report in reports}) > 1:
        raise NotReadings(f"{name}: two inputs of one name")
