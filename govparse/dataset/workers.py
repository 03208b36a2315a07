"""Processes that read inputs. One that crashes, never ends or takes all memory costs the input that did it.

Each worker is told a few inputs, says of each that it begins, and hands back what it has read as one batch. If it
dies, the input it was at is read once more alone, in a fresh process, since a process may have been ended from
outside; the others are given to the next. Processes are spawned, never forked: it is the same on every system, and
safe beside the threads of Arrow.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any, Final

from attrs import define, field, frozen

from govparse.dataset.forms import Handed, take
from govparse.dataset.readings import OUT_OF_MEMORY, UNFIT, Row, failure, read_input, to_batch, unforeseen
from govparse.dataset.sources import Input, Opener
from govparse.dataset.store import Job, Read, kept, pack
from govparse.errors import GovparseError
from govparse.forms import store as grammars
from govparse.limits import Limits, too_large
from govparse.reading.apart import bound_memory

_GRACE: Final = 8
"""An input may take longer than `Limits.seconds`, which bounds the programs that a reader calls, by an eighth, and two
seconds."""
_AHEAD: Final = 2
"""So many chunks are with a worker, so that it never waits for the next."""
_END: Final = 5.0
"""Seconds in which a worker may end by itself."""
_NO_MEMORY: Final = 3
"""The exit status of a worker that could not go on for want of memory."""

_READY: Final = -1
"""What a worker says first."""
_START: Final = 180
"""Seconds in which a worker has to be ready: on a busy machine it may take long to import what it needs."""
_STILLBORN: Final = 3
"""So many workers may end before they are ready: then none of them ever will be."""

_CRASHED = {
    "zh": "读取程序在此文件上崩溃，文件可能已损坏或有恶意",
    "en": "the reader crashed on this file; it may be damaged or hostile",
}


class WorkersCannotStart(OSError):
    """Workers end before they read anything, or cannot be spawned here; the message says how to read without them."""

    messages: dict[str, str]
    """The message under `zh` and `en`."""

    def __init__(self) -> None:
        self.messages = {
            "zh": "读取进程无法启动：程序须能被导入（if __name__ == '__main__'），且各进程能导入 govparse；"
            "或用 Options(workers=0) 在本进程读取",
            "en": "workers cannot start: the program must be importable (if __name__ == '__main__'), and govparse in a "
            "new process; or read in this process with Options(workers=0)",
        }
        super().__init__(self.messages["en"])

    def __reduce__(self) -> tuple[type[WorkersCannotStart], tuple[()]]:
        return type(self), ()


def demand_main_guard() -> None:
    """Raise `WorkersCannotStart` in a process that is only being made, and imports the program that has made it."""
    if getattr(multiprocessing.current_process(), "_inheriting", False):
        raise WorkersCannotStart


@frozen
class Settings:
    """What a worker is told when it starts."""

    limits: Limits
    grammars: Path | None
    """Where built grammars are kept."""
    opener: Callable[[Limits], Opener] = Opener
    """What opens inputs: it is made in the worker."""
    forms: Handed | None = None
    """The forms that it is to know; None where nobody asks others: it reads in this process."""


@frozen
class Chunk:
    """Inputs that are read together."""

    jobs: tuple[Job, ...]
    alone: bool = False
    """It is one input, at which a worker has died before."""


def read_all(chunks: Iterator[Chunk], workers: int, settings: Settings) -> Iterator[list[Read]]:
    """Read inputs in as many processes, and yield what they hand back, in any order. Raises `WorkersCannotStart`."""
    demand_main_guard()
    with _Pool(workers, settings) as pool:
        yield from pool.run(chunks)


def read_here(chunks: Iterator[Chunk], settings: Settings) -> Iterator[list[Read]]:
    """Read inputs in this process. Nothing protects it from a reader that crashes."""
    opener = settings.opener(settings.limits)
    for chunk in chunks:
        yield _read(chunk, settings.limits, opener)


# ── in the worker ──────────────────────────────────────────────────────────────────


def _serve(pipe: Connection, settings: Settings) -> None:
    """Read what is asked for until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it ends it
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)  # so that programs a reader has called end with it
    bound_memory()
    grammars.keep_in(settings.grammars)
    if settings.forms is not None:
        take(settings.forms)
    threading.Thread(target=end_with_parent, daemon=True).start()
    opener = settings.opener(settings.limits)
    pipe.send(_READY)
    with contextlib.suppress(EOFError, OSError), _end_without_memory():
        while (chunk := pipe.recv()) is not None:
            pipe.send(_read(chunk, settings.limits, opener, pipe))


def end_with_parent() -> None:
    """End when the process that has started this one is gone, also in the midst of a file that never ends."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)


@contextlib.contextmanager
def _end_without_memory() -> Iterator[None]:
    try:
        yield
    except MemoryError:
        os._exit(_NO_MEMORY)  # to say more would need some


def _read(chunk: Chunk, limits: Limits, opener: Opener, pipe: Connection | None = None) -> list[Read]:
    found: list[tuple[Input, list[Row]]] = []
    for at, job in enumerate(chunk.jobs):
        if pipe is not None:
            pipe.send(at)
        rows = _read_one(job, limits, opener)
        if pipe is not None and not chunk.alone and any(_is_out_of_memory(row) for row in rows):
            os._exit(_NO_MEMORY)  # alone in a fresh process it may have enough
        found.append((job.item, rows))
    return in_bytes(found)


def in_bytes(found: Sequence[tuple[Input, Sequence[Row]]]) -> list[Read]:
    """Return the rows of some inputs as the store keeps them: converted together, since that is faster."""
    try:
        return _in_bytes(found)
    except UNFIT as error:
        if len(found) > 1:
            return [read for one in found for read in in_bytes([one])]
        # What Arrow cannot hold (a lone surrogate, a number beyond all bounds) costs its input.
        item, _ = found[0]
        return _in_bytes([(item, [_failed(item, "internal", unforeseen(error))])])


def _in_bytes(found: Sequence[tuple[Input, Sequence[Row]]]) -> list[Read]:
    batch = to_batch([row for _, rows in found for row in rows])
    about = kept(batch)
    first = 0
    read = []
    for item, rows in found:
        size = len(rows)
        own = pack(batch.slice(first, size)) if rows else None
        read.append(Read(item, about[first : first + size], own))
        first += size
    return read


def _read_one(job: Job, limits: Limits, opener: Opener) -> list[Row]:
    """Return the rows of an input, none if its content is the one that was read before."""
    item = job.item
    try:
        return read_input(item.name, opener.read(item), limits, known=job.known)
    except GovparseError as error:
        return [_failed(item, error.kind, error.messages)]
    except OSError as error:
        return [_failed(item, "no_file", _not_opened(error))]
    except MemoryError:
        return [_failed(item, "memory", OUT_OF_MEMORY)]


def _is_out_of_memory(row: Row) -> bool:
    return bool(row["failure"]) and row["failure"]["kind"] == "memory"


def _not_opened(error: OSError) -> dict[str, str]:
    reason = type(error).__name__
    return {"zh": f"无法打开文件（{reason}）", "en": f"cannot open the file ({reason})"}


def _failed(item: Input, kind: str, messages: dict[str, str]) -> Row:
    """Return the row of an input whose content could not be read."""
    return {"source": item.name, "content_hash": "", "format": None, **failure(kind, messages)}


# ── beside the workers ─────────────────────────────────────────────────────────────


@define(eq=False)
class _Worker:
    """A process, and the chunks it has been given: it is at the first."""

    process: SpawnProcess
    pipe: Connection
    given: deque[Chunk] = field(factory=deque)
    at: int = 0
    """The input of the first chunk at which it is."""
    since: float = field(factory=time.monotonic)
    """When it began that."""
    ready: bool = False


class _Pool:
    def __init__(self, size: int, settings: Settings) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._size = size
        self._settings = settings
        self._patience = settings.limits.seconds * (1 + 1 / _GRACE) + 2
        self._workers: list[_Worker] = []
        self._again: deque[Chunk] = deque()
        self._stillborn = 0

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            with contextlib.suppress(OSError):
                worker.pipe.send(None)
        end = time.monotonic() + _END
        for worker in self._workers:
            if not worker.given:
                worker.process.join(max(0.0, end - time.monotonic()))
            _end(worker)

    def run(self, chunks: Iterator[Chunk]) -> Iterator[list[Read]]:
        """Hand out chunks until all are read."""
        while True:
            self._hand_out(chunks)
            busy = [worker for worker in self._workers if worker.given]
            if not busy:
                return
            ready = wait([worker.pipe for worker in busy], self._until(busy))
            for worker in busy:
                if worker.pipe in ready:
                    yield from self._hear(worker)
                elif time.monotonic() - worker.since > self._patience_with(worker):
                    yield from self._lose(worker, slow=True)

    def _hand_out(self, chunks: Iterator[Chunk]) -> None:
        for turn in range(_AHEAD):
            for place in range(self._size):
                if place < len(self._workers) and len(self._workers[place].given) > turn:
                    continue
                chunk = self._again.popleft() if self._again else next(chunks, None)
                if chunk is None:
                    return
                if place >= len(self._workers):
                    self._workers.append(self._start())
                self._give(self._workers[place], chunk)

    def _give(self, worker: _Worker, chunk: Chunk) -> None:
        if worker.ready and not worker.given:
            worker.at, worker.since = 0, time.monotonic()
        worker.given.append(chunk)
        with contextlib.suppress(OSError):  # it has died: the next message tells
            worker.pipe.send(chunk)

    def _start(self) -> _Worker:
        pipe, other = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(other, self._settings), daemon=True)
        process.start()
        other.close()
        return _Worker(process, pipe)

    def _until(self, busy: Sequence[_Worker]) -> float:
        """Return the seconds until a worker has taken too long."""
        return max(0.05, min(one.since + self._patience_with(one) for one in busy) - time.monotonic())

    def _patience_with(self, worker: _Worker) -> float:
        return self._patience if worker.ready else max(self._patience, _START)

    def _hear(self, worker: _Worker) -> Iterator[list[Read]]:
        try:
            said: Any = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._lose(worker, slow=False)
            return
        worker.since = time.monotonic()
        if said == _READY:
            worker.ready, self._stillborn = True, 0
        elif isinstance(said, int):
            worker.at = said
        else:
            worker.given.popleft()
            worker.at = 0
            yield said

    def _lose(self, worker: _Worker, *, slow: bool) -> Iterator[list[Read]]:
        """Go on without a worker: the input it was at is to blame. Raises `WorkersCannotStart`."""
        _end(worker)
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= _STILLBORN:
                worker.given.clear()
                raise WorkersCannotStart
        self._workers[self._workers.index(worker)] = self._start()
        if not worker.ready:
            self._again.extend(worker.given)
            return
        first, *others = worker.given
        self._again.extend(others)
        job = first.jobs[worker.at]
        rest = tuple(other for other in first.jobs if other is not job)
        if rest:
            self._again.append(Chunk(rest))
        if slow:
            yield _given_up(job, too_large("seconds", self._settings.limits.seconds))
        elif first.alone:
            yield _given_up(job, None)
        else:
            self._again.append(Chunk((job,), alone=True))


def _given_up(job: Job, error: GovparseError | None) -> list[Read]:
    kind, messages = (error.kind, error.messages) if error else ("crashed", _CRASHED)
    return in_bytes([(job.item, [_failed(job.item, kind, messages)])])


def _end(worker: _Worker) -> None:
    """End a worker, and the programs that a reader has called in it."""
    worker.pipe.close()
    process = worker.process
    if process.pid is not None and process.is_alive():
        if sys.platform != "win32":
            with contextlib.suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
    process.join(_END)
