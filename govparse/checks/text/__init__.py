"""Text against table: what the prose of a report claims, against the cells of its tables and against itself."""

from __future__ import annotations

from collections.abc import Iterator

from govparse.checks.doubt import doubt_of
from govparse.checks.text.cells import Cells
from govparse.checks.text.compare import contradictions, wrong_shares
from govparse.checks.text.prose import stated_in
from govparse.checks.text.readings import Agreement
from govparse.checks.text.within import unbalanced
from govparse.records import AnnualReport, Finding


def check_text(report: AnnualReport) -> Iterator[Finding]:
    """Yield findings about prose that contradicts the tables or itself.

    A claim is compared with every sum of cells that it may mean, and with numbers that are printed: where
    a blank may make it true, nothing is said. A claim stated in several ways is left alone.
    """
    stated = list(stated_in(report))
    if not stated:
        return
    cells, doubt = Cells(report), doubt_of(report)
    agreement = Agreement(cells)
    wrong = []
    for claim, found in contradictions(stated, cells, agreement, doubt):
        wrong.append(claim)
        yield found
    yield from wrong_shares(stated, cells, doubt, wrong)
    yield from unbalanced(stated, wrong, agreement)


__all__ = ["check_text"]
