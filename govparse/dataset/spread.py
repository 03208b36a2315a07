"""Work on what is known to be harmless, spread over processes; results come in the order of the tasks.

Nothing is read here that somebody else has written (that is done by `workers`). So a process that dies was ended from
outside, or could not start: what it was to do is done in this process, and nobody notices but for the time.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from itertools import islice
from typing import Final, TypeVar

from govparse.dataset.forms import Handed, handed, take
from govparse.dataset.workers import end_with_parent

T = TypeVar("T")
R = TypeVar("R")
_AHEAD: Final = 4
"""So many tasks for each process are in memory at a time."""


def in_order(tasks: Iterable[T], work: Callable[[T], R], processes: int, *, least: int) -> Iterator[R]:
    """Yield `work(task)` for each task. The first `least` are done in this process: fewer are done before others have
    started. So are all where this process may have no children.

    `work` must be importable, tasks and results picklable. Forms are known there as they are here: raises `FormError`
    for one that cannot be handed over.
    """
    ahead = iter(tasks)
    alone = processes < 2 or multiprocessing.current_process().daemon
    yield from map(work, ahead if alone else islice(ahead, least))
    waiting: deque[tuple[T, Future[R] | None]] = deque()
    with ExitStack() as stack:
        pool: ProcessPoolExecutor | None = None
        for task in ahead:
            if pool is None:
                context = multiprocessing.get_context("spawn")
                pool = stack.enter_context(
                    ProcessPoolExecutor(processes, context, initializer=_begin, initargs=(handed(),))
                )
            waiting.append((task, _submit(pool, work, task)))
            if len(waiting) > _AHEAD * processes:
                yield _result(work, *waiting.popleft())
        while waiting:
            yield _result(work, *waiting.popleft())


def _begin(forms: Handed) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it ends it
    threading.Thread(target=end_with_parent, daemon=True).start()
    take(forms)


def _submit(pool: ProcessPoolExecutor, work: Callable[[T], R], task: T) -> Future[R] | None:
    try:
        return pool.submit(work, task)
    except (BrokenProcessPool, OSError):  # it has died, or none can be started
        return None


def _result(work: Callable[[T], R], task: T, future: Future[R] | None) -> R:
    try:
        return work(task) if future is None else future.result()
    except BrokenProcessPool:
        return work(task)
