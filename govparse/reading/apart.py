"""Readers in a process of their own: one that crashes or never ends costs its file, not the run.

The libraries under the readers of pages, Word files and PDFs are partly written in C; a hostile file may
bring the whole process down. The command reads several files through one helper process, which is started
again when it dies. The library itself starts no process unless it is told to (`keep_apart`).
"""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from attrs import define, field

from govparse.errors import Unreadable
from govparse.limits import Limits, too_large

_MEMORY = 6 * 1024**3
"""Bytes of address space that the helper may use, where the system can bound them."""
_END = 2.0
"""Seconds in which a helper may end by itself."""


def keep_apart(wanted: bool) -> None:
    """From now on read in a helper process, or (the default) in this one."""
    global _helper
    if _helper is not None:
        _helper.stop()
    _helper = Helper() if wanted else None


def call(reader: Callable[[Any, Limits], Any], data: Any, limits: Limits) -> Any:
    """Return `reader(data, limits)`. What it raises is raised here; a crash is `Unreadable`."""
    return reader(data, limits) if _helper is None else _helper.call(reader, data, limits)


@define(eq=False)
class Helper:
    """A process that reads one file after the other."""

    process: SpawnProcess | None = None
    pipe: Connection | None = None
    lock: threading.Lock = field(factory=threading.Lock)

    def call(self, reader: Callable[[Any, Limits], Any], data: Any, limits: Limits) -> Any:
        """Call a reader over there."""
        with self.lock:
            # Once more in a fresh process: it may have been ended from outside.
            answer = self._ask(reader, data, limits) or self._ask(reader, data, limits)
        if answer is None:
            raise Unreadable(
                {
                    "zh": "读取程序在此文件上崩溃，文件可能已损坏或有恶意",
                    "en": "the reader crashed on this file; it may be damaged or hostile",
                }
            )
        outcome, error = answer
        if error is not None:
            raise error
        return outcome

    def _ask(self, reader: Callable[[Any, Limits], Any], data: Any, limits: Limits) -> tuple[Any, Any] | None:
        """Return what the process answers, None if it died."""
        try:
            pipe = self._start()
            pipe.send((reader, data, limits))
            if not pipe.poll(limits.seconds):
                self.stop()
                raise too_large("seconds", limits.seconds)
            answer: tuple[Any, Any] = pipe.recv()
        except (EOFError, OSError):
            self.stop()
            return None
        return answer

    def _start(self) -> Connection:
        if self.pipe is None or self.process is None or not self.process.is_alive():
            self.stop()
            context = multiprocessing.get_context("spawn")
            self.pipe, other = context.Pipe()
            self.process = context.Process(target=_serve, args=(other,), daemon=True)
            self.process.start()
            other.close()
            atexit.register(self.stop)
        return self.pipe

    def stop(self) -> None:
        """End the process."""
        process, pipe, self.process, self.pipe = self.process, self.pipe, None, None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.kill()
            process.join(_END)
        atexit.unregister(self.stop)


_helper: Helper | None = None


def _serve(pipe: Connection) -> None:
    """Read what is asked for until nobody asks any more."""
    bound_memory()
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            reader, data, limits = pipe.recv()
            try:
                pipe.send((reader(data, limits), None))
            except (Exception, RecursionError, MemoryError) as error:
                error.__traceback__ = error.__cause__ = error.__context__ = None
                pipe.send((None, error))


def bound_memory() -> None:
    """Bound the memory of this process, where the system can: what exceeds it is an error, and no swapping."""
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
