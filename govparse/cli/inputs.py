"""Inputs: files, standard input, and the JSON that `parse` printed."""

from __future__ import annotations

import json
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from attrs import frozen

from govparse.cli.language import Language, explain, say_both
from govparse.cli.streams import is_unicode, message
from govparse.limits import Limits

if TYPE_CHECKING:
    from govparse.assembly.report import Assembled
    from govparse.records import AnnualReport

STDIN = "<stdin>"


@frozen
class Unusable:
    """Why an input could not be used."""

    source: str
    kind: str
    messages: dict[str, str]


def named(file: str) -> str:
    """Return the name of an input for messages."""
    return STDIN if file == "-" else file


def content(source: str, limits: Limits) -> bytes:
    """Return the bytes of an input, of standard input no more than the limit and one."""
    from govparse.parsing import read_bytes

    return sys.stdin.buffer.read(limits.size + 1) if source == STDIN else read_bytes(source, limits)


def assembled(source: str, limits: Limits) -> list[Assembled] | Unusable:
    """Read an input in any format: its reports, with what was tried to prove of their tables."""
    from govparse import parsing
    from govparse.errors import GovparseError

    try:
        return list(parsing.assembled(content(source, limits), source, limits, single=False))
    except OSError as error:
        return Unusable(source, "no_file", explain(error))
    except GovparseError as error:
        return Unusable(source, error.kind, error.messages)


def records(source: str, limits: Limits) -> Iterator[AnnualReport | Unusable]:
    """Read reports from the JSON that `parse` printed, a line each, or from a file of any format.

    A line that says that an input could not be used says so again.
    """
    from govparse.errors import GovparseError
    from govparse.parsing import parse_all

    try:
        data = content(source, limits)
        text = _json_text(data)
        if text is None:
            yield from list(parse_all(data, source=source, limits=limits))
        else:
            yield from _records(source, text)
    except OSError as error:
        yield Unusable(source, "no_file", explain(error))
    except GovparseError as error:
        yield Unusable(source, error.kind, error.messages)


def _json_text(data: bytes) -> str | None:
    """Return the text of what begins with `{`, None for anything else. A console may have written UTF-16."""
    text = data.decode(json.detect_encoding(data), errors="replace").lstrip("\ufeff")
    return text if text.lstrip(" \t\r\n").startswith("{") else None


def _records(source: str, text: str) -> Iterator[AnnualReport | Unusable]:
    """Yield what each line holds. One that holds no report costs itself alone, unless it is the first: then it is
    other JSON, maybe laid out over many lines."""
    lines = ((number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip())
    for place, (number, line) in enumerate(lines):
        try:
            yield _record(line)
        except (ValueError, RecursionError) as error:
            yield Unusable(source, "no_record", _no_record(error, number if place else None))
            if not place:
                return


def _no_record(error: Exception, line: int | None) -> dict[str, str]:
    if line is None:
        return say_both("no_record", reason=lambda lang: error)
    return say_both("no_line", line=lambda lang: line, reason=lambda lang: error)


def _record(line: str) -> AnnualReport | Unusable:
    from govparse.exchange import from_json

    if '"error"' in line and (failed := _failure(json.loads(line))):
        return failed
    return from_json(line)


def _failure(data: object) -> Unusable | None:
    error = data.get("error") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(error, dict) or "schema" in data:
        return None
    source, kind, messages = data.get("source"), error.get("kind"), error.get("messages")
    known = isinstance(messages, dict) and all(isinstance(messages.get(name), str) for name in ("zh", "en"))
    if not known or not isinstance(source, str) or not isinstance(kind, str) or not isinstance(messages, dict):
        return None
    return Unusable(source, kind, {name: messages[name] for name in ("zh", "en")})


@contextmanager
def apart(wanted: bool) -> Iterator[None]:
    """Read in a helper process for a while, where that is wanted: no file of several costs the others."""
    from govparse.reading.apart import keep_apart

    keep_apart(wanted)
    try:
        yield
    finally:
        keep_apart(False)


@contextmanager
def ended_politely() -> Iterator[None]:
    """Let a request to end (SIGTERM) unwind the program, so that temporary folders are removed."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, frame: object) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def fail(failed: Unusable, layout: str, language: Language) -> None:
    """Say that an input could not be used."""
    if layout == "json":
        line = {"source": failed.source, "error": {"kind": failed.kind, "messages": failed.messages}}
        print(json.dumps(line, ensure_ascii=not is_unicode(sys.stdout), separators=(",", ":")))
    message(failed.source, failed.messages[language])
