"""What became of requests and of reviews over time, from the panel.

A share has one denominator only if all that it is a share of was read: a report counts if every cell that is needed
is a number and these add up. A blank is no zero, and where a report contradicts itself nobody knows which of its
numbers is wrong. How many reports are left out for which reason is part of the result.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import define, field, frozen

from govparse.dataset.codes import codes
from govparse.dataset.panel import NOT_IN_FORM, STATE, variables
from govparse.dataset.summary.counting import by_period, exact_sum, in_time
from govparse.dataset.summary.records import Breakdown, Flow, Grounds, Part, Period
from govparse.dataset.summary.source import Dataset
from govparse.forms.form import Form
from govparse.forms.identities import results
from govparse.forms.registry import BUILT_IN

FLOW: Final = tuple(f"requests.{row}.total" for row in ("received", "carried_in", "concluded", "carried_out"))
"""What came in and what went out."""
_CONCLUDED: Final = "requests.concluded.total"
DENIED: Final = "denied"
"""Under what the form takes refusals together."""
_DIGITS: Final = Decimal("0.000001")


@frozen
class Total:
    """A total of the panel and its parts (codes)."""

    code: str
    parts: tuple[str, ...]


def outcomes(some: tuple[Form, ...] = BUILT_IN) -> Total:
    """Return the results of section 三, over all forms of a dataset: of rows that one takes together, the one row."""
    shapes = [(form, shape) for form in some for shape in form.shapes.values() if shape.table == "requests"]
    rows = {f"requests.{row}.total" for form, shape in shapes for row in results(form, shape)}
    apart = {part for variable in variables(some) for own in variable.sums for part in own.parts}
    return Total(_CONCLUDED, tuple(code for code in codes(some) if code in rows - apart))


def reviews(some: tuple[Form, ...] = BUILT_IN) -> tuple[Total, ...]:
    """Return the procedures of section 四."""
    found: dict[str, list[str]] = defaultdict(list)
    for code in codes(some).values():
        if code.table == "review" and code.column != "total":
            found[code.row].append(code.name)
    return tuple(Total(f"review.{row}.total", tuple(parts)) for row, parts in found.items())


def group_of(code: str) -> str:
    """Return under what the form takes a row together: `denied` of `requests.denied.state_secret.total`."""
    return code.split(".")[1]


@define
class _Broken:
    """A total in a year, in the making."""

    reports: int = 0
    incomplete: int = 0
    contradictory: int = 0
    total: int = 0
    parts: Counter[str] = field(factory=Counter)

    def add(self, other: _Broken) -> None:
        self.reports += other.reports
        self.incomplete += other.incomplete
        self.contradictory += other.contradictory
        self.total += other.total
        self.parts.update(other.parts)


@define
class Panel:
    """Counts what the panel says, batch by batch."""

    _reports: Counter[Period] = field(factory=Counter)
    _values: dict[tuple[Period, str], Counter[int]] = field(factory=lambda: defaultdict(Counter))
    _totals: dict[tuple[Period, str], _Broken] = field(factory=lambda: defaultdict(_Broken))

    def read(self, dataset: Dataset) -> None:
        """Count the panel of a dataset, duplicates left out. Raises `CannotSummarise`."""
        wanted = (outcomes(dataset.forms), *reviews(dataset.forms))
        numbers = dict.fromkeys((*FLOW, *(code for total in wanted for code in (total.code, *total.parts))))
        states = [code + STATE for total in wanted for code in (total.code, *total.parts)]
        for batch in dataset.batches("panel", ["year", "duplicate_of", *numbers, *states], states):
            own = batch.filter(pc.is_null(batch["duplicate_of"]))
            if own.num_rows:
                self._count(own, wanted)

    def _count(self, batch: pa.RecordBatch, wanted: Sequence[Total]) -> None:
        judged = [(total, _judge(batch, total)) for total in wanted]
        for year, mine in by_period(batch["year"]):
            for name in (year, "all"):
                self._reports[name] += int(mine.sum())
            for code in FLOW:
                values = np.asarray(pc.fill_null(batch[code], -1))[mine]
                found, count = np.unique(values[values >= 0], return_counts=True)
                for name in (year, "all"):
                    self._values[name, code].update(dict(zip(found.tolist(), count.tolist(), strict=True)))
            for total, (complete, consistent, own) in judged:
                counted = mine & consistent
                added = _Broken(
                    reports=int(mine.sum()),
                    incomplete=int((mine & ~complete).sum()),
                    contradictory=int((mine & complete & ~consistent).sum()),
                    total=exact_sum(own[total.code][counted]),
                    parts=Counter({code: exact_sum(own[code][counted]) for code in total.parts}),
                )
                for name in (year, "all"):
                    self._totals[name, total.code].add(added)

    def flow(self) -> tuple[Flow, ...]:
        """Return what came in and went out, by year."""
        return tuple(
            _flow(year, code, self._values[year, code], self._reports[year])
            for year in in_time(self._reports)
            for code in FLOW
        )

    def breakdowns(self, total: Total) -> tuple[Breakdown, ...]:
        """Return what a total is made up of, by year."""
        return tuple(_breakdown(year, total, self._totals[year, total.code]) for year in in_time(self._reports))


def grounds(found: Sequence[Breakdown]) -> tuple[Grounds, ...]:
    """Return refusals by ground, from the outcomes of requests."""
    made = []
    for own in found:
        parts = [part for part in own.parts if group_of(part.name) == DENIED]
        denied = sum(part.count for part in parts)
        made.append(Grounds(own.year, own.counted, denied, tuple(Part(p.name, p.count, denied) for p in parts)))
    return tuple(made)


def _judge(batch: pa.RecordBatch, total: Total) -> tuple[Any, Any, dict[str, Any]]:
    """Return which reports have all numbers, in which of these they add up, and the numbers (0 for none)."""
    complete = np.ones(batch.num_rows, dtype=bool)
    sound = np.ones(batch.num_rows, dtype=bool)
    values: dict[str, Any] = {}
    for code in (total.code, *total.parts):
        known = np.asarray(pc.is_valid(batch[code]))
        if code != total.code:
            known |= np.asarray(pc.fill_null(pc.equal(batch[code + STATE].cast(pa.string()), NOT_IN_FORM), False))
        values[code] = np.asarray(pc.fill_null(batch[code], 0))
        complete &= known
        sound &= values[code] >= 0
    sound &= sum(values[code] for code in total.parts) == values[total.code]
    return complete, complete & sound, values


def _breakdown(year: Period, total: Total, found: _Broken) -> Breakdown:
    groups: Counter[str] = Counter()
    if total.code == _CONCLUDED:
        for code in total.parts:
            groups[group_of(code)] += found.parts[code]
    return Breakdown(
        year=year,
        code=total.code,
        reports=found.reports,
        incomplete=found.incomplete,
        contradictory=found.contradictory,
        counted=found.reports - found.incomplete - found.contradictory,
        total=found.total,
        parts=tuple(Part(code, found.parts[code], found.total) for code in total.parts),
        groups=tuple(Part(name, count, found.total) for name, count in groups.items()),
    )


def _flow(year: Period, code: str, values: Counter[int], of: int) -> Flow:
    reports = values.total()
    total = sum(value * count for value, count in values.items())
    mean = (Decimal(total) / reports).quantize(_DIGITS) if reports else None
    return Flow(year, code, reports, of, total, mean, _median(values))


def _median(values: Counter[int]) -> Decimal | None:
    """Return the number in the middle, of two the mean."""
    count = values.total()
    if not count:
        return None
    middle = []
    for wanted in ((count - 1) // 2, count // 2):
        seen = 0
        for value in sorted(values):
            seen += values[value]
            if seen > wanted:
                middle.append(value)
                break
    return Decimal(sum(middle)) / 2
