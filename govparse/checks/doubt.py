"""Which cells are read beyond doubt. Of the others nobody may say that the publisher is wrong."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from govparse.records import AnnualReport, Severity
from govparse.rules import RULES

_OF_THE_TEXT = frozenset({"text-recognised", "text-damaged", "tracked-changes"})
"""Rules of reading that put every cell in doubt, though they name none."""
_CERTAIN_STATES = frozenset({"number", "blank", "not_applicable"})


@frozen
class Doubt:
    """What of one report is in doubt."""

    cells: frozenset[str]
    """Codes that are not read beyond doubt."""
    everything: bool
    """The text itself is in doubt."""

    def touches(self, codes: Iterable[str]) -> bool:
        """Return whether any of these cells is not read beyond doubt."""
        return self.everything or any(code in self.cells for code in codes)

    def severity(self, rule: str, codes: Iterable[str]) -> Severity:
        """Return the severity of a finding about these cells: that of its rule, but no error where there is doubt."""
        own = RULES[rule].severity
        return "warning" if own == "error" and self.touches(codes) else own


def doubt_of(report: AnnualReport) -> Doubt:
    """Return what of a report is in doubt: what the reader says so of, and all that was not read from print."""
    cells = {
        code
        for code, fact in report.facts.items()
        if fact.state not in _CERTAIN_STATES or (fact.state == "number" and fact.basis != "printed")
    }
    doubts = [found for found in report.findings if found.severity != "info"]
    for found in doubts:
        cells.update(found.codes)
    return Doubt(frozenset(cells), any(found.rule in _OF_THE_TEXT for found in doubts))
