"""Readers in a process of their own: a crash, a hang or a flood of memory costs one file."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from typing import Any

import pytest

import govparse
from govparse.errors import NotAReport, TooLarge, Unreadable
from govparse.limits import Limits
from govparse.reading import apart
from govparse.reading.html.reader import read_html

pytestmark = pytest.mark.slow
LIMITS = Limits(seconds=20)


@pytest.fixture(autouse=True)
def _apart() -> Iterator[None]:
    apart.keep_apart(True)
    yield
    apart.keep_apart(False)


# What follows is called in the helper process.


def _echo(data: Any, limits: Limits) -> Any:
    return data, os.getpid()


def _die(data: Any, limits: Limits) -> None:
    os._exit(3)


def _hang(data: Any, limits: Limits) -> None:
    time.sleep(600)


def _raise(data: Any, limits: Limits) -> None:
    raise data


def _fill_memory(data: Any, limits: Limits) -> int:
    return len(bytearray(64 * 1024**3))


def _unpicklable(data: Any, limits: Limits) -> Any:
    return lambda: data


def _pid() -> int:
    found: int = apart.call(_echo, None, LIMITS)[1]
    return found


def test_the_same_process_reads_file_after_file() -> None:
    first = apart.call(_echo, "一", LIMITS)
    assert first == ("一", _pid()) and first[1] != os.getpid()


def test_a_crash_costs_its_file() -> None:
    before = _pid()
    with pytest.raises(Unreadable) as caught:
        apart.call(_die, None, LIMITS)
    assert "崩溃" in caught.value.messages["zh"]
    assert _pid() not in (before, os.getpid())


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="signals of POSIX")
def test_a_killed_helper_is_started_again() -> None:
    before = _pid()
    os.kill(before, signal.SIGKILL)
    time.sleep(0.2)
    assert _pid() != before


def test_a_reader_that_does_not_end_is_ended() -> None:
    before = _pid()
    with pytest.raises(TooLarge) as caught:
        apart.call(_hang, None, Limits(seconds=1))
    assert "seconds" in caught.value.messages["en"]
    assert _pid() != before


def test_what_a_reader_raises_is_raised_here() -> None:
    error = NotAReport({"zh": "不是", "en": "none"}, "a.html")
    with pytest.raises(NotAReport) as caught:
        apart.call(_raise, error, LIMITS)
    assert (caught.value.messages, caught.value.source) == (error.messages, "a.html")
    with pytest.raises(ZeroDivisionError):
        apart.call(_raise, ZeroDivisionError(), LIMITS)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only POSIX bounds the memory of a process")
def test_memory_is_bounded() -> None:
    with pytest.raises(MemoryError):
        apart.call(_fill_memory, None, LIMITS)
    assert _pid() != os.getpid()


def test_an_outcome_that_cannot_come_back_costs_its_file() -> None:
    with pytest.raises(Exception, match=r"pickle|local"):
        apart.call(_unpicklable, None, LIMITS)
    assert _pid() != os.getpid()


def test_pages_come_through_unchanged() -> None:
    page = "<html><body><p>一</p><table><tr><td rowspan=2>a<td>b<tr><td>c</table></body></html>"
    assert apart.call(read_html, page, LIMITS) == read_html(page, LIMITS)


def test_the_readers_go_through_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govparse.reading.html.reader.read_html", _die)
    with pytest.raises(Unreadable) as caught:
        govparse.parse("<html><body>x</body></html>", source="a.html")
    assert caught.value.source == "a.html" and "崩溃" in caught.value.messages["zh"]
