"""Engines side by side on the same reports: `python benchmarks/engines.py [--reports N] [--rounds N]`.

Each engine runs in a process of its own, with two workers, in turns. It is started, warmed up by a few inputs (so that
its workers have imported all and built the grammars), and then reads all. What it returns is compared, row by row,
with what a plain loop returns. An engine that is not installed is said to be missing. Nothing is asserted about speed.

    start   import of the engine until its workers have read their first inputs
    read    reading all inputs; against one process that does nothing else (2.00 would be perfect)
    memory  sum of the peaks of all its processes (Linux; Java included)
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pyarrow as pa

from govparse.dataset import READINGS, SOURCES, parse_batches

WORKERS = 2
BATCH = 16
"""Inputs in a batch."""
ENGINES = ("loop", "pool", "dask", "ray", "spark")

Batches = Sequence[pa.RecordBatch]
Run = Callable[[Batches], pa.Table]


def write_reports(folder: Path, count: int) -> None:
    """Write synthetic reports, in turn in each layout."""
    from govparse.testing import LAYOUTS, lay_out, synthetic_report

    names = list(LAYOUTS)
    for number in range(count):
        layout = names[number % len(names)]
        data = LAYOUTS[layout].write(lay_out(synthetic_report(number, seed=11)))
        (folder / f"{number:05}-{layout}").write_bytes(data if isinstance(data, bytes) else data.encode())


def batches_of(folder: Path) -> Batches:
    """Return all files of a folder as an engine takes them."""
    files = sorted(folder.iterdir())
    return [
        pa.RecordBatch.from_pydict(
            {
                "source": [file.name for file in files[i : i + BATCH]],
                "content": [f.read_bytes() for f in files[i : i + BATCH]],
            },
            SOURCES,
        )
        for i in range(0, len(files), BATCH)
    ]


# ── engines: each yields a function from batches to readings while it is up ─────────


def parse_one(batch: pa.RecordBatch) -> pa.Table:
    return pa.Table.from_batches(parse_batches([batch]), READINGS)


@contextmanager
def loop() -> Iterator[Run]:
    yield lambda batches: pa.Table.from_batches(parse_batches(batches), READINGS)


@contextmanager
def pool() -> Iterator[Run]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(WORKERS, get_context("spawn")) as executor:
        yield lambda batches: pa.concat_tables(executor.map(parse_one, batches))


@contextmanager
def dask() -> Iterator[Run]:
    import distributed

    with (
        distributed.LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield lambda batches: pa.concat_tables(client.gather(client.map(parse_one, list(batches), pure=False)))


@contextmanager
def ray() -> Iterator[Run]:
    import ray as engine
    import ray.data

    engine.init(num_cpus=WORKERS, include_dashboard=False, logging_level="error", log_to_driver=False)
    ray.data.DataContext.get_current().enable_progress_bars = False

    def run(batches: Batches) -> pa.Table:
        blocks = ray.data.from_arrow([pa.Table.from_batches([batch]) for batch in batches])
        found = blocks.map_batches(parse_table, batch_format="pyarrow", batch_size=None)
        return pa.concat_tables(engine.get(found.to_arrow_refs()))

    yield run
    engine.shutdown()


def parse_table(table: pa.Table) -> pa.Table:
    return pa.Table.from_batches(parse_batches(table.to_batches()), READINGS)


@contextmanager
def spark() -> Iterator[Run]:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession
    from pyspark.sql.pandas.types import from_arrow_schema

    session = (
        SparkSession.builder.master(f"local[{WORKERS}]")
        .config("spark.ui.enabled", "false")
        .config("spark.log.level", "ERROR")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", BATCH)
        .getOrCreate()
    )

    def run(batches: Batches) -> pa.Table:
        frame = session.createDataFrame(pa.Table.from_batches(batches)).repartition(len(batches))
        return frame.mapInArrow(parse_batches, from_arrow_schema(READINGS)).toArrow()

    yield run
    session.stop()


# ── measuring ──────────────────────────────────────────────────────────────────────


def digest(readings: pa.Table) -> str:
    """Return one value for the content of readings, whatever their order and their kinds of lists."""
    rows = readings.select(READINGS.names).cast(READINGS).sort_by([("source", "ascending"), ("report", "ascending")])
    return hashlib.sha256(repr(rows.to_pylist()).encode()).hexdigest()[:16]


class Memory(threading.Thread):
    """Watches the peaks of a process and of all below it."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peaks: dict[int, int] = {}
        self.over = threading.Event()

    def run(self) -> None:
        own = psutil.Process()
        while not self.over.wait(0.2):
            for process in [own, *own.children(recursive=True)]:
                with suppress(psutil.Error):
                    used = process.memory_info().rss
                    self.peaks[process.pid] = max(used, self.peaks.get(process.pid, 0))


def measure(engine: str, folder: Path) -> None:
    """Print what one engine takes."""
    batches = batches_of(folder)
    memory = Memory()
    memory.start()
    began = time.perf_counter()
    with globals()[engine]() as run:
        run(batches[: 2 * WORKERS])
        started = time.perf_counter()
        found = run(batches)
        done = time.perf_counter()
        memory.over.set()
        memory.join()
    print(
        json.dumps(
            {
                "start": started - began,
                "read": done - started,
                "memory": sum(memory.peaks.values()) / 2**20,
                "rows": found.num_rows,
                "digest": digest(found),
            }
        )
    )


def main() -> None:
    """Run all engines in turns."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reports", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engine", choices=ENGINES, action="append")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    engines = arguments.engine or list(ENGINES)
    if arguments.folder:
        measure(engines[0], arguments.folder)
        return
    found: dict[str, list[dict[str, Any]]] = {engine: [] for engine in engines}
    with tempfile.TemporaryDirectory() as name:
        write_reports(Path(name), arguments.reports)
        for _ in range(arguments.rounds):
            for engine in engines:
                command = [sys.executable, __file__, "--engine", engine, "--folder", name]
                done = subprocess.run(command, capture_output=True, encoding="utf-8")
                if done.returncode:
                    last = (done.stderr.strip().splitlines() or ["?"])[-1]
                    print(f"  {engine}: NOT measured: {last}", file=sys.stderr)
                else:
                    found[engine].append(json.loads(done.stdout.splitlines()[-1]))
    middle = partial(_middle, found)
    said = {True: "the same", False: "OTHERS", None: "NOT COMPARED"}
    print(f"{arguments.reports} reports, {WORKERS} workers, medians of {arguments.rounds}")
    for engine in (engine for engine in engines if found[engine]):
        same = (
            {one["digest"] for one in found[engine]} == {one["digest"] for one in found["loop"]}
            if "loop" in found
            else None
        )
        against = f"{middle('loop', 'read') / middle(engine, 'read'):5.2f}" if found.get("loop") else "    ?"
        print(
            f"  {engine:6} start {middle(engine, 'start'):6.1f} s   read {middle(engine, 'read'):6.1f} s"
            f"   against the loop {against}   memory {middle(engine, 'memory'):6.0f} MiB"
            f"   {found[engine][0]['rows']} rows, {said[same]}"
        )


def _middle(found: dict[str, list[dict[str, Any]]], engine: str, name: str) -> float:
    return statistics.median(one[name] for one in found[engine])


if __name__ == "__main__":
    main()
