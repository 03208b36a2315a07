"""Reports whose rows have lost their columns: how many cells are placed, left unread, and wrong.

    python benchmarks/losses.py --reports 20000 --seed 1 --jobs 2
    python benchmarks/losses.py --way glued --layout j --reports 500
    python benchmarks/losses.py --repeat 1/17/j/glued

Each report is made from the seed and its number, so each can be repeated alone: `--repeat` shows what was done, the
difference to the whole text and what is wrong. The exit status is 1 if anything is wrong of a report whose sums hold.
"""

from __future__ import annotations

import argparse
import difflib
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random

from govparse.rendering.official import lay_out
from govparse.testing.damage import flattened
from govparse.testing.layouts import LAYOUTS
from govparse.testing.losses import WAYS, Tried, losing_report, try_way
from govparse.testing.verdict import GRIDS

Task = tuple[int, int, str, str]
"""Seed, number, layout, way."""
CHUNK = 20


def run(task: Task) -> tuple[Task, Tried | None]:
    seed, number, layout, way = task
    return task, try_way(WAYS[way], seed, number, layout)


def tasks(seed: int, count: int, ways: Sequence[str], layouts: Sequence[str]) -> Iterator[Task]:
    """Yield so many tasks, spread evenly over ways, and over the layouts of each."""
    able = {way: [name for name in WAYS[way].layouts if name in layouts] for way in ways}
    able = {way: names for way, names in able.items() if names}
    for number in range(count if able else 0):
        way = list(able)[number % len(able)]
        turn = number // len(able)
        yield seed, turn, Random(f"{seed} {turn} {way}").choice(able[way]), way


def share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def table(title: str, rows: dict[str, Counter[str]]) -> None:
    heads = ("reports", "cells", "numbers", "placed", "printed", "unread", "wrong")
    more = ("counted right", "counted wrong", "implied", "implied wrong", "wrong outside", "alike")
    print(f"\n| {title} | {' | '.join(heads + more)} |\n|---|{'---:|' * len(heads + more)}")
    for name, count in {**rows, "all": sum(rows.values(), Counter())}.items():
        numbers = count["numbers"]
        shares = [share(count[key], numbers) for key in ("placed", "printed", "unread")]
        counted = [share(count[key], numbers) for key in ("counted right", "counted wrong")]
        plain = [str(count[key]) for key in ("implied", "implied wrong", "outside", "alike")]
        cells = [str(count[key]) for key in ("reports", "cells", "numbers")]
        print(f"| {name} | {' | '.join([*cells, *shares, str(count['wrong']), *counted, *plain])} |")


def show(task: Task) -> int:
    _, tried = run(task)
    if tried is None:
        print("nothing to lose")
        return 0
    seed, number, layout, way = task
    sheet = lay_out(losing_report(WAYS[way], seed, number))
    whole = LAYOUTS[layout].write(flattened(sheet) if layout in GRIDS else sheet)
    print(tried.done)
    if isinstance(tried.text, str) and isinstance(whole, str):
        lines = difflib.unified_diff(whole.splitlines(), tried.text.splitlines(), "whole", "lost", "", "")
        print("\n".join(lines))
    print(dict(tried.counts), *tried.wrong, sep="\n")
    return 1 if tried.wrong else 0


def repeated(text: str) -> Task:
    seed, number, layout, way = text.split("/")
    return int(seed), int(number), layout, way


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=20_000, help="how many reports")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--way", action="append", choices=list(WAYS))
    parser.add_argument("--layout", action="append", choices=list(LAYOUTS))
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--repeat", metavar="SEED/NUMBER/LAYOUT/WAY")
    arguments = parser.parse_args()
    if arguments.repeat:
        return show(repeated(arguments.repeat))
    ways = arguments.way or list(WAYS)
    rows = {broken: {way: Counter[str]() for way in ways} for broken in (False, True)}
    started, none = time.monotonic(), 0
    todo = tasks(arguments.seed, arguments.reports, ways, arguments.layout or list(LAYOUTS))
    with multiprocessing.Pool(arguments.jobs) as pool:
        for (seed, number, layout, way), tried in pool.imap_unordered(run, todo, chunksize=CHUNK):
            if tried is None:
                none += 1
                continue
            rows[tried.broken][way].update(tried.counts)
            rows[tried.broken][way]["reports"] += 1
            if tried.wrong:
                words = "; ".join(tried.wrong[:3]) + (" …" if len(tried.wrong) > 3 else "")
                broken = "broken sums, " if tried.broken else ""
                print(f"--repeat {seed}/{number}/{layout}/{way}  {broken}{tried.done}: {words}", flush=True)
    table("consistent reports", rows[False])
    table("reports with a broken sum", rows[True])
    print(f"\n{arguments.reports - none} reports, seed {arguments.seed}; {none} had nothing to lose so.")
    print(f"{time.monotonic() - started:.0f} s", file=sys.stderr)
    amiss = ("wrong", "outside", "implied wrong")
    return 1 if any(count[key] for count in rows[False].values() for key in amiss) else 0


if __name__ == "__main__":
    sys.exit(main())
