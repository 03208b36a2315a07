"""Work spread over processes: in order, few at a time, and done whatever becomes of the processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
import weakref
from collections.abc import Iterator
from multiprocessing.connection import Connection

import psutil
import pytest

from govparse.dataset.spread import in_order

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are ended by signals")


def where(task: int) -> tuple[int, int]:
    time.sleep(0.02 * (task % 3))
    return task, os.getpid()


def ends_itself(task: int) -> int:
    """The square, unless in another process: that dies of 4."""
    if task == 4 and multiprocessing.parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    return task * task


def fails(task: int) -> int:
    return 12 // (task - 3)


class Task:
    def __init__(self, number: int) -> None:
        self.number = number

    def value(self) -> int:
        return self.number


def alone(pipe: Connection) -> None:
    pipe.send((os.getpid(), list(in_order(range(12), where, 2, least=2))))


def test_results_come_in_the_order_of_tasks_from_several_processes() -> None:
    found = list(in_order(range(60), where, 2, least=3))
    assert [task for task, _ in found] == list(range(60))
    assert {process for _, process in found[:3]} == {os.getpid()}
    own = {process for _, process in found[3:]}
    assert os.getpid() not in own and len(own) == 2


@pytest.mark.parametrize(("processes", "least"), [(0, 1), (1, 1), (2, 12), (2, 50)])
def test_few_tasks_are_done_here(processes: int, least: int) -> None:
    assert list(in_order(range(12), where, processes, least=least)) == [(task, os.getpid()) for task in range(12)]


def test_few_tasks_are_in_memory_at_a_time() -> None:
    taken = 0

    def tasks() -> Iterator[int]:
        nonlocal taken
        for task in range(1_000):
            taken += 1
            yield task

    results = in_order(tasks(), where, 2, least=5)
    for _ in range(20):
        next(results)
    assert 20 <= taken < 50
    results.close()  # type: ignore[attr-defined]  # it is a generator


def test_no_task_stays_in_memory() -> None:
    alive: weakref.WeakSet[Task] = weakref.WeakSet()

    def tasks() -> Iterator[Task]:
        for number in range(30):
            task = Task(number)
            alive.add(task)
            yield task

    most = 0
    for _ in in_order(tasks(), Task.value, 1, least=20):
        most = max(most, len(alive))
    assert most <= 2


def test_a_process_that_may_have_no_children_does_all_itself() -> None:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=alone, args=(there,), daemon=True)
    process.start()
    assert here.poll(60)
    own, found = here.recv()
    process.join()
    assert found == [(task, own) for task in range(12)]


def test_where_none_can_be_started_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise BlockingIOError("Resource temporarily unavailable")

    monkeypatch.setattr("govparse.dataset.spread.ProcessPoolExecutor.submit", refused)
    assert list(in_order(range(12), where, 2, least=2)) == [(task, os.getpid()) for task in range(12)]


def test_what_a_dead_process_was_to_do_is_done_here() -> None:
    assert list(in_order(range(40), ends_itself, 2, least=0)) == [task * task for task in range(40)]


def test_an_error_is_not_swallowed() -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_order(range(10), fails, 2, least=0))


def test_processes_end_with_the_one_that_started_them() -> None:
    code = (
        "import time\n"
        "from test_spread import where\n"
        "from govparse.dataset.spread import in_order\n"
        "if __name__ == '__main__':\n"
        "    results = in_order(range(10**9), where, 2, least=0)\n"
        "    print(next(results), flush=True)\n"
        "    time.sleep(600)\n"
    )
    folder = os.path.dirname(__file__)
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([folder, os.environ.get("PYTHONPATH", "")])},
        stdout=subprocess.PIPE,
    ) as process:
        try:
            assert process.stdout is not None and process.stdout.readline().startswith(b"(0, ")
            started = psutil.Process(process.pid).children(recursive=True)
        finally:
            process.kill()
    assert len(started) >= 2
    _, alive = psutil.wait_procs(started, timeout=20)
    assert not alive
