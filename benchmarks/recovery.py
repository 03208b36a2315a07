"""How much of a report comes back from each layout, for `docs/promises.md`: `python benchmarks/recovery.py`.

    python benchmarks/recovery.py --reports 300 --seed 1 --jobs 2
    python benchmarks/recovery.py --layout c --layout j --reports 50
    python benchmarks/recovery.py --repeat 1/17/j

Synthetic reports, of both forms and mixed, whole and in part, with all kinds of blanks, are written in every layout of
`govparse.testing` and read again. Each cell that is read is held against the report that was written. The same seed
and number make the same report; `--repeat` shows what of one was read wrong, or not at all. The exit status is 1 if
any cell is wrong.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

import govparse
from govparse.records import AnnualReport, Fact
from govparse.rendering.sheet import Sheet
from govparse.testing import LAYOUTS, lay_out, synthetic_report

HEADS = ("numbers", "placed", "by the sums", "unread", "wrong", "blanks", "stated", "reports whole")
Task = tuple[int, int, str]
"""Seed, number, layout."""


@lru_cache(maxsize=2)
def written(seed: int, number: int) -> tuple[AnnualReport, Sheet]:
    report = synthetic_report(number, seed=seed)
    return report, lay_out(report)


def read_back(task: Task) -> tuple[AnnualReport, AnnualReport | None]:
    """Return a report and what is read of it in a layout, None where the text is refused."""
    seed, number, layout = task
    report, sheet = written(seed, number)
    try:
        return report, govparse.parse(LAYOUTS[layout].write(sheet))
    except govparse.GovparseError:
        return report, None


def wrong(truth: AnnualReport, read: AnnualReport) -> list[str]:
    """Return in words the cells that are read and say something else: another state, number, unit or note.

    Not compared is the text: of equal numbers that run together, `０0`, either may stand for a cell.
    """

    def said(fact: Fact | None) -> tuple[object, ...] | None:
        return fact and (fact.state, fact.value, fact.unit, fact.note)

    pairs = [(own, truth.facts.get(code)) for code, own in read.facts.items() if is_read(own)]
    return [f"{own.code}: {said(own)}, was {said(right)}" for own, right in pairs if said(own) != said(right)]


def is_read(fact: Fact | None) -> bool:
    return fact is not None and fact.state not in ("unread", "absent")


def count(task: Task) -> tuple[Task, Counter[str]]:
    """Count the cells of one report in one layout. A cell that is read and not as it was written is wrong."""
    truth, read = read_back(task)
    found = Counter(reports=1)
    facts = read.facts if read else {}
    for code, fact in truth.facts.items():
        if fact.state not in ("number", "blank"):
            continue
        own, kind = facts.get(code), "numbers" if fact.state == "number" else "blanks"
        found[kind] += 1
        if own is None or not is_read(own):
            found[f"{kind} unread"] += 1
        elif (own.state, own.value) == (fact.state, fact.value):
            found[f"{kind} placed"] += 1
            found[f"{kind} by sums"] += own.basis in ("proved", "order")
    found["wrong"] = len(wrong(truth, read)) if read else 0
    found["whole"] = not found["wrong"] and not any(found[f"{kind} unread"] for kind in ("numbers", "blanks"))
    return task, found


def share(part: int, whole: int) -> str:
    """Return a share in percent; never 100 nor 0 where it is only near."""
    if not whole:
        return "–"
    exact = 100 * part / whole
    shown = f"{exact:.1f}"
    if part < whole and shown == "100.0":
        return ">99.9 %"
    return "<0.1 %" if part and shown == "0.0" else f"{shown} %"


def row(name: str, found: Counter[str]) -> str:
    numbers, blanks = found["numbers"], found["blanks"]
    cells = (
        f"{numbers:,}",
        share(found["numbers placed"], numbers),
        share(found["numbers by sums"], numbers),
        share(found["numbers unread"], numbers),
        f"{found['wrong']:,}",
        f"{blanks:,}",
        share(found["blanks placed"], blanks),
        share(found["whole"], found["reports"]),
    )
    return f"| {name} | {' | '.join(cells)} |"


def table(counts: dict[str, Counter[str]]) -> Iterator[str]:
    yield f"| layout | {' | '.join(HEADS)} |"
    yield f"|---|{'---:|' * len(HEADS)}"
    for name, found in counts.items():
        yield row(f"`{name}`", found)
    yield row("all", sum(counts.values(), Counter()))


def show(task: Task) -> int:
    truth, read = read_back(task)
    if read is None:
        print("refused")
        return 0
    found = wrong(truth, read)
    print(*found, sep="\n")
    for code, fact in truth.facts.items():
        own = read.facts.get(code)
        if is_read(fact) and not is_read(own):
            reason = f"{own.state} ({own.reason})" if own else "none"
            print(f"{code}: {reason}, was {fact.state} {fact.text!r}")
    return 1 if found else 0


def repeated(text: str) -> Task:
    seed, number, layout = text.split("/")
    return int(seed), int(number), layout


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=300, help="how many reports, each in every layout")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layout", action="append", choices=list(LAYOUTS))
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--repeat", metavar="SEED/NUMBER/LAYOUT")
    arguments = parser.parse_args()
    if arguments.repeat:
        return show(repeated(arguments.repeat))
    layouts = arguments.layout or list(LAYOUTS)
    counts = {layout: Counter[str]() for layout in layouts}
    todo = [(arguments.seed, number, layout) for number in range(arguments.reports) for layout in layouts]
    started = time.monotonic()
    with multiprocessing.Pool(arguments.jobs) as pool:
        for task, found in pool.imap_unordered(count, todo, chunksize=len(layouts)):
            counts[task[2]] += found
            if found["wrong"]:
                print(f"--repeat {'/'.join(map(str, task))}: {found['wrong']} wrong", file=sys.stderr, flush=True)
    print("\n".join(table(counts)))
    print(f"\n{arguments.reports} reports, seed {arguments.seed}.")
    print(f"{time.monotonic() - started:.0f} s", file=sys.stderr)
    return 1 if any(found["wrong"] for found in counts.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
