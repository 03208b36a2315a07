"""From the tables of a dataset to its figures, each table read once, a batch at a time.

Beside a batch, the ids of duplicates, the names of bodies and the different counts of requests are held.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from pathlib import Path

from attrs import define, field

from govparse.dataset.schema import BASES, OUTCOMES, SEVERITIES, STATES, counted
from govparse.dataset.summary.counting import (
    Key,
    add_up,
    counts,
    in_order,
    in_time,
    most_first,
    period,
    tally,
    without,
)
from govparse.dataset.summary.outcomes import Panel, grounds, outcomes, reviews
from govparse.dataset.summary.records import (
    Coverage,
    Figures,
    Found,
    Inputs,
    Layouts,
    NamedCells,
    Part,
    Period,
    Sums,
    TableForms,
    Unread,
    Version,
    YearCells,
)
from govparse.dataset.summary.source import Dataset
from govparse.forms.form import Form
from govparse.records import TABLES
from govparse.rules import FAMILIES

KINDS = ("row sum", "result sum", "balance", "review sum")
"""The kinds of sums (`govparse.forms.identities`), in the order of the form."""
LAYOUTS = ("table", "grid", "rows", "flow", "mixed")
MIXED = "mixed"
_COUNTED = {**{counted("cells", s): s for s in STATES}, **{counted("basis", b): b for b in BASES}}


def summarise(out: str | os.PathLike[str]) -> Figures:
    """Return what is in a dataset that `govparse dataset` or `govparse.dataset.build` has written into a folder.

    Raises `CannotSummarise` (a `ValueError` with `messages` in Chinese and English) for a folder that is no dataset,
    that lacks a Parquet table, or of which one cannot be read.
    """
    dataset = Dataset(Path(out))
    reports = _Reports()
    reports.read(dataset)
    failures = _failures(dataset)
    cells, unread = _facts(dataset)
    panel = Panel()
    panel.read(dataset)
    found = panel.breakdowns(outcomes(dataset.forms))
    return Figures(
        versions=reports.versions(),
        inputs=reports.inputs(failed=failures.total()),
        failures=most_first(failures),
        duplicates=most_first(reports.duplicates_by),
        formats=counts(reports.formats),
        coverage=reports.coverage(dataset.forms),
        layouts=reports.layouts(),
        cells_by_year=reports.cells_by_year(),
        cells_by_format=_cells(reports.cells_of_format),
        cells_by_layout=cells,
        unread=unread,
        flow=panel.flow(),
        outcomes=found,
        grounds=grounds(found),
        reviews=tuple(own for total in reviews(dataset.forms) for own in panel.breakdowns(total)),
        sums=_sums(dataset, reports.duplicates),
        findings=_findings(dataset, reports.duplicates),
    )


@define
class _Reports:
    """What the table `reports` says."""

    duplicates: set[str] = field(factory=set)
    """The ids of reports that are there already."""
    duplicates_by: Counter[str | None] = field(factory=Counter)
    formats: Counter[str | None] = field(factory=Counter)
    cells_of_format: dict[str | None, Counter[str]] = field(factory=lambda: defaultdict(Counter))
    _inputs: int = 0
    _bodies: set[str] = field(factory=set)
    _unnamed: int = 0
    _years: Counter[Period] = field(factory=Counter)
    _doubled: Counter[Period] = field(factory=Counter)
    _forms: dict[tuple[Period, str], Counter[str | None]] = field(factory=lambda: defaultdict(Counter))
    _layouts: dict[str, Counter[str | None]] = field(factory=lambda: defaultdict(Counter))
    _cells_of_year: dict[Period, Counter[str]] = field(factory=lambda: defaultdict(Counter))
    _versions: Counter[Key] = field(factory=Counter)

    def read(self, dataset: Dataset) -> None:
        """Count the reports of a dataset. Raises `CannotSummarise`."""
        per_table = [f"{kind}_{table}" for kind in ("form", "layout") for table in TABLES]
        columns = ["report_id", "report", "format", "issuer_key", "year", "duplicate_of", "duplicate_by"]
        columns += [*per_table, *_COUNTED, "govparse", "grammars"]
        for batch in dataset.batches("reports", columns):
            self._inputs += tally(batch, ["report"])[(1,)]  # reports of an input are numbered from 1
            self._bodies.update(name for (name,) in tally(batch, ["issuer_key"]) if name is not None)
            self._unnamed += batch["issuer_key"].null_count
            for (year, by), count in tally(batch, ["year", "duplicate_by"]).items():
                for name in (period(year), "all"):
                    self._years[name] += count
                    self._doubled[name] += count if by is not None else 0
                self.duplicates_by[by] += count
            ids = zip(batch["report_id"].to_pylist(), batch["duplicate_of"].to_pylist(), strict=True)
            self.duplicates.update(own for own, first in ids if first is not None)
            for table in TABLES:
                for (year, form), count in tally(batch, ["year", f"form_{table}"]).items():
                    for name in (period(year), "all"):
                        self._forms[name, table][form] += count
                for (layout,), count in tally(batch, [f"layout_{table}"]).items():
                    self._layouts[table][layout] += count
            for (own,), count in tally(batch, ["format"]).items():
                self.formats[own] += count
            for own, sums in add_up(batch, "format", list(_COUNTED)):
                self.cells_of_format[own].update(sums)
            for year, sums in add_up(batch, "year", list(_COUNTED)):
                for name in (period(year), "all"):
                    self._cells_of_year[name].update(sums)
            self._versions.update(tally(batch, ["govparse", "grammars"]))
        del self.duplicates_by[None]

    def inputs(self, failed: int) -> Inputs:
        return Inputs(
            inputs=self._inputs + failed,
            used=self._inputs,
            failed=failed,
            reports=self._years["all"],
            duplicates=len(self.duplicates),
            bodies=len(self._bodies),
            unnamed=self._unnamed,
        )

    def coverage(self, some: Sequence[Form]) -> tuple[Coverage, ...]:
        known = [*(form.name for form in some), MIXED]
        used = {form: 0 for table in TABLES for form in self._forms["all", table]}
        return tuple(
            Coverage(
                year,
                self._years[year],
                self._doubled[year],
                tuple(TableForms(table, counts(used | self._forms[year, table], known)) for table in TABLES),
            )
            for year in in_time(year for year in self._years if self._years[year])
        )

    def layouts(self) -> tuple[Layouts, ...]:
        return tuple(Layouts(table, counts(self._layouts[table], LAYOUTS)) for table in TABLES)

    def cells_by_year(self) -> tuple[YearCells, ...]:
        found = self._cells_of_year
        return tuple(YearCells(*_counts_of(found[year]), year=year) for year in in_time(found))

    def versions(self) -> tuple[Version, ...]:
        order = sorted(self._versions.items(), key=lambda item: [str(part) for part in item[0]])
        return tuple(Version(own, grammars, count) for (own, grammars), count in order)


def _failures(dataset: Dataset) -> Counter[str | None]:
    found: Counter[str | None] = Counter()
    for batch in dataset.batches("failures", ["kind"]):
        for (kind,), count in tally(batch, ["kind"]).items():
            found[kind] += count
    return found


def _facts(dataset: Dataset) -> tuple[tuple[NamedCells, ...], tuple[Unread, ...]]:
    """Return cells by layout, and the unread ones by reason."""
    cells: dict[str | None, Counter[str]] = defaultdict(Counter)
    unread: Counter[tuple[str | None, str | None]] = Counter()
    columns = ["layout", "state", "basis", "reason"]
    for batch in dataset.batches("facts", columns, columns):
        for (layout, state, basis, reason), count in tally(batch, columns).items():
            cells[layout][counted("cells", state)] += count
            if basis is not None:
                cells[layout][counted("basis", basis)] += count
            if state == "unread":
                unread[reason, layout] += count
    of_reason: Counter[str | None] = Counter()
    for (reason, _), count in unread.items():
        of_reason[reason] += count
    found = tuple(
        Unread(reason.name, layout, unread[reason.name, layout])
        for reason in most_first(of_reason)
        for layout in in_order((own for name, own in unread if name == reason.name), LAYOUTS)
    )
    return _cells(cells), found


def _cells(found: Mapping[str | None, Mapping[str, int]]) -> tuple[NamedCells, ...]:
    return tuple(NamedCells(*_counts_of(found[name]), name=name) for name in in_order(found, LAYOUTS))


def _counts_of(found: Mapping[str, int]) -> tuple[int, Mapping[str, int], Mapping[str, int]]:
    states = {state: found.get(counted("cells", state), 0) for state in STATES}
    bases = {basis: found.get(counted("basis", basis), 0) for basis in BASES}
    return sum(states.values()), states, bases


def _sums(dataset: Dataset, duplicates: Container[str]) -> tuple[Sums, ...]:
    found: dict[tuple[Period, str], Counter[str]] = defaultdict(Counter)
    columns = ["year", "kind", "outcome"]
    for batch in dataset.batches("identities", ["report_id", *columns], ["report_id", "kind", "outcome"]):
        for (year, kind, outcome), count in tally(without(batch, duplicates), columns).items():
            for name in (period(year), "all"):
                for own in (kind, "all"):
                    found[name, own][outcome] += count
    known = (*KINDS, *sorted({kind for _, kind in found} - {*KINDS, "all"}), "all")
    return tuple(
        _sums_of(year, kind, found[year, kind])
        for kind in known
        for year in in_time(year for year, own in found if own == kind)
    )


def _sums_of(year: Period, kind: str, found: Mapping[str, int]) -> Sums:
    holds, broken, zeros, unknown = (found.get(outcome, 0) for outcome in OUTCOMES)
    return Sums(year, kind, holds, zeros, unknown, Part("broken", broken, holds + broken))


def _findings(dataset: Dataset, duplicates: Container[str]) -> tuple[Found, ...]:
    """Return findings by rule. Those of one report stand together, so that each report is counted once."""
    findings: Counter[Key] = Counter()
    reports: Counter[Key] = Counter()
    last: str | None = None
    of_last: set[Key] = set()
    columns = ["report_id", "rule", "family", "severity"]
    for batch in dataset.batches("findings", columns, columns):
        for (report, *rest), count in tally(without(batch, duplicates), columns).items():
            if report != last:
                last, of_last = report, set()
            key = tuple(rest)
            findings[key] += count
            if key not in of_last:
                of_last.add(key)
                reports[key] += 1
    order = sorted(findings, key=lambda key: (_place(key[1], FAMILIES), _place(key[2], SEVERITIES), key[0]))
    return tuple(
        Found(rule, family, severity, findings[rule, family, severity], reports[rule, family, severity])
        for rule, family, severity in order
    )


def _place(name: str, known: Sequence[str]) -> tuple[int, str]:
    return (known.index(name), "") if name in known else (len(known), name)
