"""Speed of the checks against that of reading, over reports that are right, slightly wrong and wrong everywhere."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import attrs
from timing import alternate

import govparse
from govparse.checks import check
from govparse.checks.arithmetic import check_arithmetic
from govparse.forms.registry import forms
from govparse.records import AnnualReport
from govparse.synthetic.report import Wanted, make_report
from govparse.testing import LAYOUTS, lay_out

REPORTS = 20


def against_reading(rounds: int) -> None:
    """Print the time of all checks, and of the sums alone, as parts of the time it takes to read the same reports."""
    print("h: all checks, and the sums of the form alone, against parse of the same report")
    texts = {"consistent": _texts(0), "one error": _texts(1), "five errors": _texts(5), "all broken": _texts(None)}
    for name, own in texts.items():
        reports = [govparse.parse(text) for text in own]
        actions = {"parse": _over(govparse.parse, own), "check": _over(check, reports), "sums": _over(_sums, reports)}
        median = alternate(actions, rounds)
        each = {action: seconds / len(own) * 1e3 for action, seconds in median.items()}
        print(
            f"  {name:12} parse {each['parse']:6.2f} ms   check {each['check']:6.2f} ms   sums {each['sums']:6.2f} ms"
            f"   check/parse {each['check'] / each['parse']:5.2f}   sums/parse {each['sums'] / each['parse']:5.2f}"
        )


def _over(action: Callable[..., object], inputs: list[object]) -> Callable[[], object]:
    return lambda: [action(one) for one in inputs]


def _sums(report: AnnualReport) -> object:
    return tuple(check_arithmetic(report))


def _texts(errors: int | None) -> list[object]:
    """Return reports as text, each with so many wrong cells; None: all of them are."""
    return [LAYOUTS["m"].write(lay_out(_report(Random(f"checking {number}"), errors))) for number in range(REPORTS)]


def _report(random: Random, errors: int | None) -> AnnualReport:
    report = make_report(random, Wanted(forms(), size="ordinary", blanks="none", plain=True))
    cells = [code for code in report.facts if not code.startswith("proactive.")]
    wrong = cells if errors is None else random.sample(cells, errors)
    facts = dict(report.facts)
    for code in wrong:
        value = random.randint(0, 99)
        facts[code] = attrs.evolve(facts[code], value=value, text=str(value))
    return attrs.evolve(report, facts=facts)


if __name__ == "__main__":
    against_reading(9)
