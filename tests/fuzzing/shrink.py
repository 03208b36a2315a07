"""Finds made smaller: `python tests/fuzzing/fuzz.py shrink TARGET FILE…` writes what is left of each beside it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from fuzz import TOKENS
from oracles import TARGETS, check, kind


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="fuzz.py shrink")
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("files", nargs="+", type=Path)
    chosen = parser.parse_args(arguments)
    for path in chosen.files:
        data = path.read_bytes()
        wanted = found(chosen.target, data)
        if wanted is None:
            print(f"{path.name}: nothing is found in it")
            continue
        small = shrunk(data, chosen.target, lambda data: found(chosen.target, data) == wanted)  # noqa: B023  # called before the loop goes on
        path.with_suffix(".small").write_bytes(small)
        print(f"{path.name}: {len(data)} bytes made {len(small)}: {wanted}")


def found(target: str, data: bytes) -> str | None:
    """Return the kind of find that an input is, None if it is none."""
    try:
        check(target, data)
    except Exception as error:
        return kind(error)
    return None


def shrunk(data: bytes, target: str, holds: Callable[[bytes], bool]) -> bytes:
    """Return a part of an input for which something still holds, and for nothing smaller that was tried."""
    cuts = re.compile(rb"[^\n]*\n?"), TOKENS[target], re.compile(rb"[\x00-\xff]")
    for cut in cuts:
        pieces: Sequence[bytes] = [piece for piece in cut.findall(data) if piece]
        size = len(pieces) // 2
        while size:
            at = 0
            while at < len(pieces):
                fewer = [*pieces[:at], *pieces[at + size :]]
                if holds(b"".join(fewer)):
                    pieces = fewer
                else:
                    at += size
            size //= 2
        data = b"".join(pieces)
    return data
