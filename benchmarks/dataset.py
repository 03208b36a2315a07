"""A dataset of many reports: throughput, memory, and what a run costs beside the reading itself.

    python benchmarks/dataset.py --count 50000 --folder FOLDER [--workers 2]

Writes synthetic reports into FOLDER (once; text in all layouts, about as often as they circulate, web pages, Word
files, PDFs, and one in a hundred that is no report), then

    a  bare `govparse.parse` of a sample, in as many processes as there are workers, at the same time
    b  `govparse.dataset.build` of all, killed never                 aim: b >= 0.8 a, in reports per second and core
    c  peak memory of the run at each tenth of the inputs             aim: it does not grow
    d  the same folder again, with nothing to be read
    e  a sample parsed bare and read for a dataset in turn, file by file: what the clock of a machine with moods
       (throttled, shared) does to a and b, it does to both halves of e

Figures are for reading; nothing is asserted. They are of one machine: what counts are the ratios.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psutil
from attrs import evolve

import govparse
from govparse.dataset import Options, Progress, build
from govparse.dataset.readings import read_input
from govparse.dataset.sources import Input
from govparse.dataset.workers import in_bytes
from govparse.errors import GovparseError
from govparse.limits import Limits
from govparse.records import AnnualReport
from govparse.rendering.official import lay_out
from govparse.testing import LAYOUTS, synthetic_report

MATRIX = Path(__file__).parent.parent / "tests" / "formats" / "matrix"
SHARES = {"text": 64, "html": 20, "docx": 12, "pdf": 3, "none": 1}
"""Formats, in hundredths; `none` is no report."""
TEXTS = {
    "a": 34, "a-empty-lines": 5, "b": 4, "c": 20, "c-collapsed": 3, "d": 13, "d-leading": 1, "d-lines": 1, "e": 5,
    "f": 13, "f-collapsed": 2, "f-runs": 1, "f1": 2, "g": 5, "h": 5, "i": 1, "j": 2, "j1": 2, "k": 2, "l": 1, "m": 4,
    "m-pieces": 2, "n": 4, "tabs": 4, "markdown": 4,
}  # fmt: skip
"""Layouts of text, about as often as they are seen."""
YEARS = range(2019, 2025)
_NAMES = "山水田林湖草沙石云月"
_OFFICES = ("财政局", "教育局", "水利局", "民政局", "司法局")
_SAMPLE = 400
"""Inputs that each process parses bare."""
_CHUNK = 32
"""Inputs whose readings are converted together."""
_FOLDER = 1000
"""Files of a folder."""


def write_corpus(folder: Path, count: int) -> None:
    """Write the inputs that are not there yet."""
    pdfs = sorted(MATRIX.glob("*/*.pdf"))
    for number in range(count):
        draw = random.Random(number)
        kind = draw.choices(list(SHARES), SHARES.values())[0]
        layout = draw.choices(list(TEXTS), TEXTS.values())[0] if kind == "text" else kind
        suffix = {"text": ".txt", "none": ".txt"}.get(kind, f".{kind}")
        file = folder / f"{number // _FOLDER:04d}" / f"{number:07d}-{layout}{suffix}"
        if file.exists():
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        if kind == "pdf":
            data: str | bytes = draw.choice(pdfs).read_bytes() + b"%% %d\n" % number
        elif kind == "none":
            data = f"关于召开第{number}次会议的通知\n"
        else:
            data = LAYOUTS[layout].write(lay_out(of_a_body(number)))
        file.write_bytes(data if isinstance(data, bytes) else data.encode())


def of_a_body(number: int) -> AnnualReport:
    """Return a synthetic report. Each body has one for each of some years, as in an archive, and no name is twice."""
    body, year = divmod(number, len(YEARS))
    name = "".join(_NAMES[int(digit)] for digit in str(body))
    issuer = f"{name}县{_OFFICES[body % len(_OFFICES)]}"
    report = synthetic_report(number, seed=5)
    title = f"{issuer}{YEARS[year]}年政府信息公开工作年度报告"
    return evolve(report, title=title, issuer=issuer, year=YEARS[year], sections={**report.sections, "closing": None})


def parse_bare(files: Sequence[Path]) -> tuple[float, float]:
    """Parse files one after the other; return the seconds, and those of the processor."""
    contents = [file.read_bytes() for file in files]
    for content in contents[:20]:  # builds the grammars
        _parse(content)
    start, worked = time.perf_counter(), time.process_time()
    for content in contents:
        _parse(content)
    return time.perf_counter() - start, time.process_time() - worked


def _parse(content: bytes) -> None:
    try:
        for _ in govparse.parse_all(content):
            pass
    except GovparseError:
        pass


def parse_and_read(files: Sequence[Path]) -> tuple[float, float]:
    """Return the seconds of the processor for parsing files bare, and for reading them as a worker does."""
    parsed = read = 0.0
    waiting = []
    for at, file in enumerate(files):
        content = file.read_bytes()
        first = time.process_time()
        _parse(content)
        second = time.process_time()
        waiting.append((Input(file.name, str(file), (), ""), read_input(file.name, content, Limits())))
        if len(waiting) == _CHUNK:
            in_bytes(waiting)
            waiting.clear()
        if at >= _CHUNK:  # until then grammars are built
            parsed += second - first
            read += time.process_time() - second
    return parsed, read


def in_turn(files: Sequence[Path], workers: int) -> float:
    """Return what reading for a dataset is of parsing bare: the seconds of the one by those of the other."""
    sample = random.Random(2).sample(list(files), min(len(files), _SAMPLE * workers))
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        times = list(pool.map(parse_and_read, [sample[at::workers] for at in range(workers)]))
    return sum(parsed for parsed, _ in times) / sum(read for _, read in times)


def bare(files: Sequence[Path], workers: int) -> tuple[float, float]:
    """Return the reports that a core parses in a second, while the others parse as well; and the milliseconds of the
    processor that one takes."""
    sample = random.Random(1).sample(list(files), min(len(files), _SAMPLE * workers))
    parts = [sample[at::workers] for at in range(workers)]
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        times = list(pool.map(parse_bare, parts))
    rate = sum(len(part) / seconds for part, (seconds, _) in zip(parts, times, strict=True)) / workers
    return rate, sum(worked for _, worked in times) / len(sample) * 1e3


class Memory:
    """The largest memory of this process, and of all it has started, since it was asked last."""

    def __init__(self) -> None:
        self.own = self.others = 0

    def ask(self) -> tuple[int, int]:
        """Return both in mebibytes, and begin anew."""
        found = self.own >> 20, self.others >> 20
        self.own = self.others = 0
        return found

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Watch while something runs."""
        ended = threading.Event()
        process = psutil.Process()

        def watch() -> None:
            # Asking costs some milliseconds itself.
            while not ended.wait(1.0):
                self.own = max(self.own, process.memory_info().rss)
                for child in process.children():
                    try:
                        self.others = max(self.others, child.memory_info().rss)
                    except psutil.Error:
                        continue

        thread = threading.Thread(target=watch)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()


def run(folder: Path, out: Path, workers: int, memory: Memory) -> tuple[float, float]:
    """Make the dataset; return the seconds of the whole and of the reading."""
    read_until = [0.0]
    tenth = [1]
    start = time.perf_counter()

    def show(progress: Progress) -> None:
        if progress.now and progress.done == progress.total:
            read_until[0] = time.perf_counter()
        if progress.done * 10 >= progress.total * tenth[0]:
            own, others = memory.ask()
            print(
                f"  {progress.done:8} of {progress.total}: {progress.now / (time.perf_counter() - start):7.1f}/s, "
                f"this process {own:5} MiB, largest worker {others:5} MiB, {progress.failed} failed",
                flush=True,
            )
            tenth[0] = progress.done * 10 // progress.total + 1

    built = build([folder], out, Options(workers=workers), progress=show)
    whole = time.perf_counter() - start
    own, _ = memory.ask()
    print(f"  written: {whole - (read_until[0] - start):.1f} s, this process {own} MiB; {dict(built.tally.rows)}")
    print(f"  {built.tally.inputs} inputs, failed: {dict(built.tally.failed)}")
    return whole, read_until[0] - start if read_until[0] else 0.0


def main() -> None:
    """Measure."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--count", type=int, default=2_000)
    arguments.add_argument("--folder", type=Path, required=True)
    arguments.add_argument("--workers", type=int, default=2)
    arguments.add_argument("--only-write", action="store_true", help="write the reports and end")
    options = arguments.parse_args()
    corpus = options.folder / f"reports-{options.count}"
    write_corpus(corpus, options.count)
    if options.only_write:
        return
    files = sorted(path for path in corpus.rglob("*") if path.is_file())
    out = options.folder / f"dataset-{options.count}"
    for left in (out, out.with_name(out.name + ".work")):
        shutil.rmtree(left, ignore_errors=True)
    first, work = bare(files, options.workers)
    print(
        f"a: {first:.1f} reports per second and core, parsed bare by {options.workers} processes; {work:.1f} ms of work"
    )
    memory = Memory()
    before = os.times()
    with memory.watched():
        whole, reading = run(corpus, out, options.workers, memory)
    after = os.times()
    second, more = bare(files, options.workers)
    parsed = (first + second) / 2
    rate = len(files) / whole / options.workers
    own = (after.user + after.system - before.user - before.system) / len(files) * 1e3
    workers = (after.children_user + after.children_system - before.children_user - before.children_system) * 1e3
    work = (work + more) / 2
    print(f"a: {second:.1f} after the run; mean {parsed:.1f}")
    # On a machine that has other work, what the processor did tells more than the clock.
    print(f"work for a report: bare {work:.1f} ms, workers {workers / len(files):.1f} ms, this process {own:.1f} ms")
    print(f"b: {rate:.1f} reports per second and core in {whole:.0f} s: b / a = {rate / parsed:.2f}")
    print(f"   reading alone {len(files) / reading / options.workers / parsed:.2f}")
    alone = in_turn(files, options.workers)
    tables = 1 - reading / whole
    print(f"e: reading in turn {alone:.2f}; with the {tables:.0%} of b that go to tables {alone * (1 - tables):.2f}")
    start = time.perf_counter()
    again = build([corpus], out, Options(workers=options.workers))
    print(f"d: again with nothing to read ({again.read_now} read): {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
