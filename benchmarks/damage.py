"""Damaged reports in every layout: how much is read right, how much is left unread, and what is wrong.

    python benchmarks/damage.py --reports 20000 --seed 1 --jobs 2
    python benchmarks/damage.py --layout c --kind cell-dropped --reports 500
    python benchmarks/damage.py --repeat 1/17/c/cell-dropped

Each report is made from the seed and its number, so each can be repeated alone: `--repeat` shows what was done
to it, the difference to the whole text and what is wrong. The exit status is 1 if anything is.
"""

from __future__ import annotations

import argparse
import difflib
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from random import Random

from govparse.records import AnnualReport
from govparse.testing.corpus import synthetic_report
from govparse.testing.damage import DAMAGES
from govparse.testing.layouts import LAYOUTS
from govparse.testing.verdict import Outcome, Subject, damage_subject

PER_REPORT = 40
"""So many damages fall on one report, each on the whole one again."""
VERDICTS = ("right", "unread", "other", "wrong")
SEVERAL = ("two", "three")

Task = tuple[int, int, str, str]
"""Seed, number, layout, kind."""


@lru_cache(maxsize=2)
def report_of(seed: int, number: int) -> AnnualReport:
    return synthetic_report(number, seed=seed)


@lru_cache(maxsize=80)
def subject_of(seed: int, number: int, layout: str) -> Subject:
    return Subject(report_of(seed, number), LAYOUTS[layout])


def run(task: Task) -> tuple[Task, Outcome | None]:
    seed, number, layout, kind = task
    random = Random(f"{seed} {number} {layout} {kind}")
    kinds = [kind]
    if kind in SEVERAL:
        kinds = random.sample(list(DAMAGES), 2 + SEVERAL.index(kind))
    elif "+" in kind:
        kinds = kind.split("+")
    return task, damage_subject(subject_of(seed, number // PER_REPORT, layout), kinds, random)


def tasks(seed: int, count: int, layouts: Sequence[str], kinds: Sequence[str]) -> Iterator[Task]:
    """Yield so many tasks, spread evenly over layouts and kinds; those of one report and layout follow each other."""
    every = list(product(layouts, kinds))
    Random(f"{seed} order").shuffle(every)
    spread = [every[i % len(every)] for i in range(count)]
    for first in range(0, count, PER_REPORT * 5):
        together = sorted(spread[first : first + PER_REPORT * 5])
        yield from ((seed, first + i % PER_REPORT + (i % 5) * PER_REPORT, *task) for i, task in enumerate(together))


def table(title: str, counts: dict[str, Counter[str]]) -> None:
    print(f"\n| {title} | {' | '.join(VERDICTS)} |\n|---|{'---:|' * len(VERDICTS)}")
    for name, count in counts.items():
        print(f"| {name} | {' | '.join(str(count[verdict]) for verdict in VERDICTS)} |")
    total = sum(counts.values(), Counter())
    print(f"| all | {' | '.join(str(total[verdict]) for verdict in VERDICTS)} |")


def show(task: Task) -> int:
    _, outcome = run(task)
    if outcome is None:
        print("nothing to damage")
        return 0
    subject = subject_of(task[0], task[1] // PER_REPORT, task[2])
    print(outcome.done)
    if isinstance(outcome.text, str) and isinstance(subject.text, str):
        lines = difflib.unified_diff(subject.text.splitlines(), outcome.text.splitlines(), "whole", "damaged", "", "")
        print("\n".join(lines))
    print(outcome.verdict, *outcome.wrong, sep="\n")
    return 1 if outcome.verdict == "wrong" else 0


def repeated(text: str) -> Task:
    seed, number, layout, kind = text.split("/")
    return int(seed), int(number), layout, kind


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=20_000, help="how many damaged reports")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layout", action="append", choices=list(LAYOUTS))
    parser.add_argument("--kind", action="append", help="a kind, several joined by +, `two` or `three`")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--repeat", metavar="SEED/NUMBER/LAYOUT/KIND")
    arguments = parser.parse_args()
    if arguments.repeat:
        return show(repeated(arguments.repeat))
    layouts = arguments.layout or list(LAYOUTS)
    kinds = arguments.kind or [*DAMAGES, *SEVERAL]
    by_layout = {layout: Counter[str]() for layout in layouts}
    by_kind = {kind: Counter[str]() for kind in kinds}
    started, none = time.monotonic(), 0
    todo = tasks(arguments.seed, arguments.reports, layouts, kinds)
    with multiprocessing.Pool(arguments.jobs) as pool:
        for (seed, number, layout, kind), outcome in pool.imap_unordered(run, todo, chunksize=PER_REPORT):
            if outcome is None:
                none += 1
                continue
            by_layout[layout][outcome.verdict] += 1
            by_kind[kind][outcome.verdict] += 1
            if outcome.verdict == "wrong":
                words = "; ".join(outcome.wrong[:3]) + (" …" if len(outcome.wrong) > 3 else "")
                print(f"--repeat {seed}/{number}/{layout}/{kind}  {outcome.done}: {words}", flush=True)
    table("layout", by_layout)
    table("kind", by_kind)
    print(f"\n{arguments.reports - none} damaged reports, seed {arguments.seed}; {none} had nothing to damage so.")
    print(f"{time.monotonic() - started:.0f} s", file=sys.stderr)
    return 1 if any(count["wrong"] for count in by_layout.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
