"""How much is read of each layout: what is left unread to be safe must not grow unnoticed."""

from __future__ import annotations

import pytest

import govparse
from govparse.rendering.official import lay_out
from govparse.testing import LAYOUTS, corpus
from govparse.testing.sameness import content

REPORTS = 12
SEED = 7
# Facts read as they were printed, of those printed in the reports of the corpus. Where a change of the reader
# lowers one of these, it has to say what could not be known; where it raises one, the new number stands here.
READ = {
    "printed": 2062,
    "a": 678,
    "a-empty-lines": 678,
    "b": 678,
    "c": 2018,
    "c-collapsed": 678,
    "d": 1977,
    "d-leading": 1977,
    "d-lines": 1977,
    "e": 2007,
    "f": 1622,
    "f-collapsed": 678,
    "f-runs": 696,
    "f1": 1607,
    "g": 1592,
    "h": 1622,
    "i": 1592,
    "j": 678,
    "j1": 678,
    "k": 0,
    "l": 0,
    "m": 2062,
    "m-pieces": 2055,
    "n": 2062,
    "tabs": 2062,
    "markdown": 2062,
    "html": 2062,
    "docx": 2062,
}


def _read(layout: str) -> int:
    read = 0
    for report in corpus(count=REPORTS, seed=SEED):
        found = govparse.parse(LAYOUTS[layout].write(lay_out(report))).facts
        read += sum(
            content(fact) == content(found[code])
            for code, fact in report.facts.items()
            if fact.state != "absent" and code in found
        )
    return read


def test_every_layout_is_measured() -> None:
    printed = sum(
        fact.state != "absent" for report in corpus(count=REPORTS, seed=SEED) for fact in report.facts.values()
    )
    assert READ["printed"] == printed
    assert READ.keys() - {"printed"} == set(LAYOUTS)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_less_is_read_than_before(layout: str) -> None:
    assert _read(layout) >= READ[layout]
