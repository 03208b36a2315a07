"""What many reports take, for `docs/cluster.md`: `python benchmarks/sizing.py [--reports N]`.

    a  reports per second of one process in `parse_batches`, by format and mixed as they circulate
    b  the same mix on two workers of Dask, each with one thread: reports per second and worker, against a
    c  peak memory of the process of a worker, and of the one in which it reads
    d  one process that makes a dataset of readings: reports per second, peak memory
    e  bytes per report: inputs, readings, what is kept beside the dataset, the dataset
    f  all of it for ten million reports

The corpus is that of `benchmarks/dataset.py`. Figures of one machine that does nothing else; nothing is asserted.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pyarrow as pa
from dataset import write_corpus
from distributed import Client, LocalCluster

from govparse.dataset import SOURCES, cluster, parse_batches
from govparse.dataset.collect import from_readings

MILLIONS = 10
WORKERS = 2
_SAMPLE = 300
"""Inputs of each format in a."""


def batches(files: list[Path]) -> Iterator[pa.RecordBatch]:
    for file in files:
        yield pa.RecordBatch.from_pylist([{"source": file.name, "content": file.read_bytes()}], SOURCES)


def speed(files: list[Path]) -> float:
    """Return the inputs per second of this process."""
    list(parse_batches(batches(files[:5])))
    began = time.perf_counter()
    for _ in parse_batches(batches(files)):
        pass
    return len(files) / (time.perf_counter() - began)


class Peaks(threading.Thread):
    """Watches the memory of processes; in the end `found` holds the peak of each."""

    def __init__(self, processes: Callable[[], list[psutil.Process]]) -> None:
        super().__init__(daemon=True)
        self.processes, self.found, self.over = processes, dict[int, int](), threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.1):
            for process in self.processes():
                with suppress(psutil.Error):
                    used = process.memory_info().rss
                    self.found[process.pid] = max(used, self.found.get(process.pid, 0))

    def __enter__(self) -> Peaks:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.join()


def on_cluster(source: Path, target: Path) -> tuple[Any, float, float, float]:
    """Return what became of the job, its seconds, and the peaks of a worker and of a reader in MiB."""
    with (
        LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=None) as local,
        Client(local) as client,
    ):
        workers = [psutil.Process(pid) for pid in client.run(_pid).values()]

        def children() -> list[psutil.Process]:
            found = list(workers)
            for worker in workers:
                with suppress(psutil.Error):
                    found += worker.children(recursive=True)
            return found

        with Peaks(children) as peaks:
            began = time.perf_counter()
            done = cluster.read(client, source, target)
            seconds = time.perf_counter() - began
    own = {worker.pid for worker in workers}
    mebi = {pid: peak / 2**20 for pid, peak in peaks.found.items()}
    return (
        done,
        seconds,
        max(peak for pid, peak in mebi.items() if pid in own),
        max(peak for pid, peak in mebi.items() if pid not in own),
    )


def _pid() -> int:
    return psutil.Process().pid


def collect(readings: str, out: str, pipe: Any) -> None:
    began = time.perf_counter()
    with Peaks(lambda: [psutil.Process()]) as peaks:
        from_readings(readings, out)
    pipe.send((time.perf_counter() - began, max(peaks.found.values()) / 2**20))


def collected(readings: Path, out: Path) -> tuple[float, float]:
    """Return the seconds and the peak of memory, in MiB, of a process that makes a dataset."""
    here, there = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=collect, args=(str(readings), str(out), there))
    process.start()
    there.close()
    found: tuple[float, float] = here.recv()
    process.join()
    return found


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    """Measure all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reports", type=int, default=10_000)
    count = parser.parse_args().reports
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        source, target, out = root / "reports", root / "readings", root / "dataset"
        write_corpus(source, count)
        files = sorted(path for path in source.rglob("*") if path.is_file())
        print(f"a: inputs per second of one process ({len(files)} inputs, {size(source) / len(files):.0f} bytes each)")
        for suffix in sorted({path.suffix for path in files}):
            own = [path for path in files if path.suffix == suffix][:_SAMPLE]
            print(f"  {suffix:6} {speed(own):8.1f}   ({len(own)} inputs)")
        alone = speed(files[:: max(1, len(files) // (3 * _SAMPLE))])
        print(f"  mixed  {alone:8.1f}")
        done, seconds, worker, reader = on_cluster(source, target)
        each = done.inputs / seconds / WORKERS
        print(f"b: {each:8.1f} inputs per second and worker, {each / alone:.2f} of a   ({done.shards} shards)")
        print(f"c: {worker:8.0f} MiB a worker   {reader:6.0f} MiB the process in which it reads")
        took, memory = collected(target, out)
        print(f"d: {done.inputs / took:8.1f} inputs per second   {memory:6.0f} MiB")
        sizes = {
            "inputs": size(source),
            "readings": size(target),
            "beside": size(out.with_name(out.name + ".work")),
            "dataset": size(out),
        }
        print(
            "e: bytes per input: " + "   ".join(f"{what} {bytes_ / done.inputs:.0f}" for what, bytes_ in sizes.items())
        )
        inputs = MILLIONS * 1_000_000
        print(
            f"f: {MILLIONS} million inputs: {inputs / each / 3600:.0f} core hours to read, "
            f"{inputs * took / done.inputs / 3600:.0f} hours of one core to make the dataset; "
            + ", ".join(f"{what} {bytes_ / done.inputs * inputs / 1e9:.0f} GB" for what, bytes_ in sizes.items())
        )


if __name__ == "__main__":
    main()
