"""Threads and processes: eight threads that begin at once, where nothing is built yet, read what one thread reads."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import govparse

ROOT = Path(__file__).resolve().parent.parent
THREADS = 8
FILES = [
    ROOT / "examples" / "town-2019.txt",
    ROOT / "tests" / "data" / "lost" / "three-three-d.txt",
    *(ROOT / "tests" / "formats" / "matrix" / "dense-2021" / f"report.{ending}" for ending in ("html", "pdf")),
]
COLD = """
import functools, sys, threading, time
from concurrent.futures import ThreadPoolExecutor
from random import Random


class Unlocked(functools.cached_property):
    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname not in instance.__dict__:
            instance.__dict__[self.attrname] = self.func(instance)
        return instance.__dict__[self.attrname]


functools.cached_property = Unlocked  # as it is from Python 3.12 on: no lock is held while something is made

import govparse

threads, files = int(sys.argv[1]), sys.argv[2:]
ready = threading.Barrier(threads)


def interrupted(random, calls):
    # Now and then another thread has its turn where a function is called: while something is half made.
    def profile(frame, event, argument):
        nonlocal calls
        if event == "call":
            calls -= 1
            if not calls:
                sys.setprofile(None)
            elif random.random() < 0.02:
                time.sleep(0.0001)

    return profile


def work(number):
    ready.wait()
    if threads > 1:
        sys.setprofile(interrupted(Random(number), 150_000))
    said = []
    for at in range(len(files)):
        report = govparse.parse_file(files[(at + number) % len(files)])
        found = [finding.messages for finding in govparse.check(report)]
        said.append((report.source, report.to_json(), repr(found), govparse.render(report)))
    sys.setprofile(None)
    return sorted(said)


with ThreadPoolExecutor(threads) as pool:
    for number, said in enumerate(pool.map(work, range(threads))):
        print(number, *(repr(one) for one in said), sep="\\t")
"""


def run(program: str, *arguments: str) -> str:
    """Return what a program of Python prints; nothing may go wrong in it."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(govparse.__file__).parent.parent), "PYTHONUTF8": "1"},
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def cold(threads: int) -> list[str]:
    """Return what each thread of a fresh process says of all files."""
    return [line.partition("\t")[2] for line in run(COLD, str(threads), *map(str, FILES)).splitlines()]


@pytest.mark.slow
def test_threads_that_begin_cold_read_what_one_thread_reads() -> None:
    (alone,) = cold(1)
    assert alone.count('"schema":1') == len(FILES)
    assert cold(THREADS) == [alone] * THREADS


PROCESSES = """
import multiprocessing, sys

import govparse

files = sys.argv[2:]
here = [govparse.parse_file(file) for file in files]
with multiprocessing.get_context(sys.argv[1]).Pool(2) as pool:
    there = pool.map(govparse.parse_file, files)
print(len(there), there == here)
"""


@pytest.mark.parametrize("start", [start for start in multiprocessing.get_all_start_methods() if start != "forkserver"])
def test_processes_read_what_their_parent_reads_and_hand_it_back(start: str) -> None:
    """Also those that are forked from one that has read: they have its parsers."""
    assert run(PROCESSES, start, *map(str, FILES)) == f"{len(FILES)} True\n"


def test_a_report_goes_from_process_to_process() -> None:
    report = govparse.parse_file(FILES[0])
    assert pickle.loads(pickle.dumps(report)) == report


def test_an_error_goes_from_process_to_process() -> None:
    with pytest.raises(govparse.NotAReport) as caught:
        govparse.parse("", source="empty.txt")
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is govparse.NotAReport
    assert (again.messages, again.source, str(again)) == (caught.value.messages, "empty.txt", str(caught.value))
