"""Readings with cells that somebody has checked by hand: what follows from a cell follows from the right one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
from attrs import evolve, frozen

from govparse.checks import check
from govparse.dataset.readings import report_to_row, to_batch
from govparse.dataset.restore import finding_from_row, restore
from govparse.dataset.schema import READINGS
from govparse.dataset.store import Store
from govparse.records import AnnualReport, Finding, State

_OF_CELLS = ("facts", "identities", "findings")
"""What of a reading changes with a cell."""


@frozen
class Correction:
    """A cell that somebody has checked by hand: what is printed there."""

    code: str
    state: State
    value: Decimal | None
    note: str | None


@frozen
class Corrected:
    """What was read of a cell that somebody has corrected, and what he notes."""

    value: Decimal | None
    state: str
    basis: str | None
    note: str | None


def corrections_of(store: Store, name: str, number: int) -> list[Correction]:
    """Return the corrections of a report."""
    rows = store.query(
        "SELECT code, state, value, note FROM corrections WHERE name = ? AND number = ? ORDER BY code", (name, number)
    )
    return [Correction(code, state, Decimal(value) if value else None, note) for code, state, value, note in rows]


def apply(report: AnnualReport, corrections: Sequence[Correction]) -> AnnualReport:
    """Return a report with its cells as somebody has found them in print: beyond doubt."""
    if not corrections:
        return report
    facts = dict(report.facts)
    for own in corrections:
        facts[own.code] = evolve(
            facts[own.code],
            value=int(own.value) if own.value is not None and own.value == int(own.value) else own.value,
            state=own.state,
            basis="printed",
            candidates=(),
            implied=None,
            reason=None,
        )
    return evolve(report, facts=facts)


def correct(row: pa.RecordBatch, corrections: Sequence[Correction]) -> tuple[pa.RecordBatch, Mapping[str, Corrected]]:
    """Return a reading with corrected cells, and what was read of these, by code.

    Sums are assessed again. Of the findings those of the checks are gone that the right cells do not yield, and those
    are new that only they yield; all others stay as they were found in the source.
    """
    before = restore(row)
    after = apply(before, corrections)
    was = {}
    for own in corrections:
        fact = before.facts[own.code]
        value = None if fact.value is None else Decimal(fact.value)
        was[own.code] = Corrected(value, fact.state, fact.basis, own.note)
    stored = [finding_from_row(found) for found in row["findings"][0].as_py()]
    # A restored report lacks its source, so what checks find of it is only compared with itself.
    gone, new = Counter(map(_said, check(before))), list(check(after))
    for found in new:
        gone[_said(found)] -= 1
    known = Counter(map(_said, check(before)))
    findings = []
    for found in stored:
        if gone[_said(found)] > 0:
            gone[_said(found)] -= 1
        else:
            findings.append(found)
    for found in new:
        if known[_said(found)]:
            known[_said(found)] -= 1
        else:
            findings.append(found)
    again = to_batch([report_to_row(after, row["report"][0].as_py(), findings=findings)])
    columns: dict[str, Any] = {name: row[name] for name in READINGS.names}
    columns |= {name: again[name] for name in _OF_CELLS}
    return pa.RecordBatch.from_arrays([columns[name] for name in READINGS.names], schema=READINGS), was


def _said(found: Finding) -> tuple[object, ...]:
    """Return what of a finding says that it is the same."""
    return found.rule, found.severity, found.codes, tuple(sorted(found.messages.items()))
