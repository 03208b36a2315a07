"""What makes the time of reading grow faster than the input: pieces of inputs, repeated 1, 4, 16 and 64 times.

`python tests/fuzzing/fuzz.py scale TARGET FOLDER… [--seconds N]`, where the folders hold inputs of the target,
such as the corpus of a run. Ratios of one run are compared, and what is suspicious is measured again. The finds are
kept as what stands before, what is repeated, and what stands behind, and asked again in `test_fuzzing_finds.py`: not
how long they take there, but how many calls.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fuzz import TOKENS, dictionary
from oracles import TARGETS, given, read

import govparse

TIMES = (1, 4, 16, 64)
BASE = 1_500
"""Bytes of what is repeated once."""
GROWTH = 2.0
"""Time for each byte may grow so many times from one size to the next, which is four times larger."""
LEAST = 0.15
"""Seconds below which no time is long."""
LONGEST = 20.0
MARK = b"\x1e"
"""Around what is repeated in an input that is kept."""
BETWEEN = (b"\n", b" ", b"\t", b"|", b"1", b"20")
_ELEMENT = re.compile(rb"<([\w:]+)\b[^<>]*(?<!/)>")


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="fuzz.py scale")
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--finds", type=Path)
    chosen = parser.parse_args(arguments)
    files = sorted(path for folder in chosen.folders for path in folder.iterdir() if path.is_file())
    random_ = random.Random(0)
    random_.shuffle(files)
    words = dictionary(chosen.target, [path.read_bytes() for path in files[:500]])
    end = time.monotonic() + chosen.seconds
    measured: Counter[str] = Counter()
    found = 0
    worst = 0.0
    for name, what, before, piece, after in repeated(files, words, chosen.target, random_):
        if time.monotonic() > end:
            break
        measured["words" if what == "words" else "pieces"] += 1
        growth, times = grown(chosen.target, before, piece, after)
        worst = max(worst, growth)
        if growth > GROWTH:
            found += 1
            shown = ", ".join(f"{n}x {seconds:.3f} s" for n, seconds in times.items())
            print(f"GROWS {growth:.1f} {name} {what} {piece[:120]!r}: {shown}", flush=True)
            if chosen.finds:
                chosen.finds.mkdir(parents=True, exist_ok=True)
                kept = MARK.join((before, piece, after))
                (chosen.finds / hashlib.sha1(kept).hexdigest()[:10]).write_bytes(kept)
    print(f"{chosen.target}: {dict(measured)} measured, {found} grow; largest {worst:.2f}")


def repeated(
    files: list[Path], words: list[bytes], target: str, random_: random.Random
) -> Iterator[tuple[str, str, bytes, bytes, bytes]]:
    """Yield what is repeated: pieces of the files, and between them words of the forms and of the format."""
    for path in files:
        for kind in pieces(path.read_bytes(), target, random_):
            yield path.name, *kind
            some = [random_.choice((random_.choice(words), *BETWEEN)) for _ in range(random_.choice((1, 2, 4, 8, 16)))]
            yield "", "words", b"", enlarged(b"".join(some)), b""


def pieces(data: bytes, target: str, random_: random.Random) -> Iterator[tuple[str, bytes, bytes, bytes]]:
    """Yield what of an input is repeated: what it is, what stands before it, itself, what stands behind it."""
    yield "whole", b"", enlarged(data), b""
    tokens = TOKENS[target].findall(data)
    for length in (1, 2, 5, 40):
        if len(tokens) > length:
            at = random_.randrange(len(tokens) - length)
            before, after = b"".join(tokens[:at]), b"".join(tokens[at + length :])
            yield f"{length} tokens", before, enlarged(b"".join(tokens[at : at + length])), after
    elements = list(_ELEMENT.finditer(data))
    for start in random_.sample(elements, min(2, len(elements))):
        end = data.find(b"</%s>" % start[1], start.end()) + len(start[1]) + 3
        if end > start.end():
            yield "element", data[: start.start()], enlarged(data[start.start() : end]), data[end:]


def enlarged(piece: bytes) -> bytes:
    return piece * max(1, BASE // max(1, len(piece)))


def grown(target: str, before: bytes, piece: bytes, after: bytes) -> tuple[float, dict[int, float]]:
    """Return how much more time a byte takes in the largest input than in the one before it, and the times."""
    times: dict[int, float] = {}
    sizes: dict[int, int] = {}
    growth = 0.0
    for number in TIMES:
        data = before + piece * number + after
        sizes[number], times[number] = len(data), timed(target, data)
        if number == 1:
            continue
        growth = _ratio(sizes, times, number)
        if growth > GROWTH and times[number] > LEAST:  # once more, to be sure that it is no noise
            for again in (number // 4, number):
                data = before + piece * again + after
                times[again] = min(times[again], *(timed(target, data) for _ in range(2)))
            growth = _ratio(sizes, times, number)
            if growth > GROWTH and times[number] > LEAST:
                return growth, times
        if times[number] > LONGEST:
            break
    return (growth if times[max(times)] > LEAST else 0.0) if growth <= GROWTH else 0.0, times


def _ratio(sizes: dict[int, int], times: dict[int, float], number: int) -> float:
    return (times[number] / sizes[number]) / (max(times[number // 4], 0.002) / sizes[number // 4])


def calls(target: str, data: bytes) -> int:
    """Return how many functions are called to read an input: the same on every machine."""
    count = 0

    def called(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        read(target, data)
    finally:
        sys.setprofile(before)
    return count


def timed(target: str, data: bytes) -> float:
    """Return the seconds of work that an input takes, whatever comes of it."""
    whole = given(target, data)
    start = time.process_time()
    try:
        for _ in govparse.parse_all(whole):
            pass
    except govparse.GovparseError:
        pass
    return time.process_time() - start
