"""What goes to which stream, and in which encoding."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

_NARROWEST, _WIDEST = 60, 160
"""Columns of a terminal beyond which nothing is gained."""


def message(source: str, text: str) -> None:
    """Say something about an input, on standard error."""
    print(f"govparse: {source}: {text}", file=sys.stderr)


def show_whatever_the_console_can(stream: TextIO) -> None:
    """A console of code page 936 cannot show every character: it shows a mark instead of failing."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def is_unicode(stream: TextIO) -> bool:
    """Return whether a stream can hold every character."""
    return (stream.encoding or "").lower().replace("-", "").startswith("utf")


def shows_colours(wanted: str, stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether to write colours: as wanted, else where a terminal shows them and nobody objects."""
    if wanted != "auto":
        return wanted == "always"
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb" or not stream.isatty():
        return False
    # Older consoles of Windows print the codes of colours as they are.
    return os.name != "nt" or any(environment.get(name) for name in ("WT_SESSION", "ANSICON", "TERM"))


def terminal_columns(stream: TextIO) -> int | None:
    """Return how wide a terminal is, None for anything else."""
    if not stream.isatty():
        return None
    return min(max(shutil.get_terminal_size((80, 24)).columns, _NARROWEST), _WIDEST)


def stop_writing() -> None:
    """The reader has seen enough. Python would complain again when it closes the stream."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_bytes(data: bytes, out: str | None) -> None:
    """Write a result to a file, or as it is to standard output. Raises `OSError`."""
    if out is not None:
        Path(out).write_bytes(data)
        return
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is not None:
        buffer.write(data)
    else:  # a stream of text that somebody has put in place
        sys.stdout.write(data.decode("utf-8"))
