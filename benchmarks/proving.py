"""What proof costs: reading with it against reading without, over reports whose rows lost their columns, and others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from unittest import mock

from timing import alternate

import govparse
from govparse.assembly import report as assembly
from govparse.forms.registry import forms
from govparse.synthetic.report import Blanks, Wanted, make_report
from govparse.testing import LAYOUTS, lay_out
from govparse.testing.losses import WAYS, try_way

REPORTS = 12
_WHOLE: dict[str, tuple[Blanks, str]] = {
    "all numbers": ("none", "html"),
    "blanks shown": ("zeros", "html"),
    "totals only": ("totals", "m"),
}
"""Reports in which nothing is open: what blanks imply is all that is asked."""
_LOST = ("vanished-in-rows", "one-too-many", "labels-lost", "vanished-everywhere", "collapsed", "glued-all")


def against_nothing(rounds: int) -> None:
    """Print the time of reading, and how much more that is than reading the same reports without proof."""
    print("i: reading with proof against reading without")
    whole = {name: [_whole(number, *how) for number in range(REPORTS)] for name, how in _WHOLE.items()}
    lost = {way: [text for number in range(REPORTS) if (text := _lost(way, number))] for way in _LOST}
    for name, texts in {**whole, **lost}.items():
        median = alternate({"with": _over(texts), "without": _without(texts)}, rounds)
        each = {action: seconds / len(texts) * 1e3 for action, seconds in median.items()}
        print(
            f"  {name:20} with {each['with']:7.2f} ms   without {each['without']:6.2f} ms"
            f"   with/without {each['with'] / each['without']:6.2f}"
        )


def _over(texts: Sequence[str | bytes]) -> Callable[[], object]:
    return lambda: [govparse.parse(text) for text in texts]


def _without(texts: Sequence[str | bytes]) -> Callable[[], object]:
    def read() -> object:
        with mock.patch.object(assembly, "prove", return_value=[]):
            return [govparse.parse(text) for text in texts]

    return read


def _whole(number: int, blanks: Blanks, layout: str) -> str | bytes:
    report = make_report(Random(f"proving {number}"), Wanted(forms(), blanks=blanks))
    return LAYOUTS[layout].write(lay_out(report))


def _lost(way: str, number: int) -> str | bytes | None:
    """Return a report that lost columns in one way; None where it has none to lose, or is none any more."""
    tried = try_way(WAYS[way], 0, number, reader=lambda text: ())
    if tried is None:
        return None
    try:
        govparse.parse(tried.text)
    except govparse.GovparseError:
        return None
    return tried.text


if __name__ == "__main__":
    against_nothing(5)
