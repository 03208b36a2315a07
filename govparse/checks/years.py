"""A report against the report of the same body on the year before: what was carried over, stocks, copies.

Reports are found by body and year (`issuers`), in linear time; a year without a report is a gap, and nothing
is compared across it. Findings belong to the later report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from govparse.checks.copies import copied
from govparse.checks.doubt import Doubt, doubt_of
from govparse.checks.issuers import Body, bodies
from govparse.findings import finding
from govparse.forms.names import cell_name, row_label
from govparse.records import AnnualReport, Fact, Finding, Place, Severity, Side, Term
from govparse.rules import RULES, Words

_CARRIED_OUT = "requests.carried_out."
_CARRIED_IN = "requests.carried_in."
_STOCKS = ("proactive.rules", "proactive.normative_documents")
_ITEMS = ".items_last_year"
_SIGNS = frozenset("+-−–增减")
_YEAR_DOUBTFUL = "year-doubtful"
_NAMED = 6
"""So many cells that differ are named in a message."""


@frozen(eq=False)
class _Dated:
    """A report among those of its body."""

    report: AnnualReport
    in_doubt: bool
    """Its body or its year is."""
    doubt: Doubt = field(init=False)

    @doubt.default
    def _doubt(self) -> Doubt:
        return doubt_of(self.report)

    @property
    def name(self) -> str:
        """What it is called in messages and terms."""
        return self.report.source or self.report.title or str(self.report.year)

    def number(self, code: str) -> int | Decimal | None:
        """Return the number printed in a cell, None where there is none."""
        fact = self.report.facts.get(code)
        return fact.value if fact is not None and fact.state == "number" else None

    def term(self, code: str, source: str | None = None) -> Term:
        """Return a cell as the term of a comparison."""
        fact = self.report.facts.get(code) or Fact(code, None, "absent")
        return Term(fact.value, fact.text, code, fact.place, source)

    def places(self, codes: Sequence[str]) -> list[Place]:
        """Return where cells are printed."""
        facts = [self.report.facts[code] for code in codes if code in self.report.facts]
        return [fact.place for fact in facts if fact.place]


def between_years(reports: Sequence[AnnualReport]) -> list[list[Finding]]:
    """Return, for each report, what it and the report on the year before do not agree in."""
    found: list[list[Finding]] = [[] for _ in reports]
    for body in bodies(reports):
        for at, findings in within_body(body, reports).items():
            found[at] += findings
    return found


def within_body(body: Body, reports: Mapping[int, AnnualReport] | Sequence[AnnualReport]) -> dict[int, list[Finding]]:
    """Return what is found of the reports of one body, by their positions."""
    found: dict[int, list[Finding]] = {}
    dated = {at: _Dated(reports[at], _is_doubtful(reports[at], at, body)) for own in body.years.values() for at in own}
    chosen: dict[int, int] = {}
    apart = False
    for year, own in body.years.items():
        first, *others = own
        conflict = False
        for other in others:
            difference = _of_one_year(dated[first], dated[other])
            found.setdefault(other, []).append(difference)
            conflict = conflict or difference.rule == "reports-conflict"
        apart = apart or conflict
        if not conflict:
            chosen[year] = max(own, key=lambda at: _numbers(reports[at]))
    for year, at in chosen.items():
        before = chosen.get(year - 1)
        if before is not None:
            found.setdefault(at, []).extend(_compare(dated[before], dated[at], certain=not apart))
    return found


def _is_doubtful(report: AnnualReport, at: int, body: Body) -> bool:
    return at in body.doubtful or any(found.rule == _YEAR_DOUBTFUL for found in report.findings)


def _numbers(report: AnnualReport) -> int:
    return sum(fact.state == "number" for fact in report.facts.values())


def _of_one_year(first: _Dated, other: _Dated) -> Finding:
    """Return what is to be said of a second report of a body on one year."""
    codes = [
        code
        for code, fact in other.report.facts.items()
        if fact.state == "number" and first.number(code) not in (None, fact.value)
    ]
    if not codes:
        return finding("report-duplicated", year=other.report.year, other=first.name)
    doubtful = first.in_doubt or other.in_doubt or first.doubt.touches(codes) or other.doubt.touches(codes)
    return finding(
        "reports-conflict",
        codes,
        other.places(codes),
        severity="info" if doubtful else None,
        sides=[
            Side(tuple(first.term(code, first.name) for code in codes), None),
            Side(tuple(other.term(code) for code in codes), None),
        ],
        year=other.report.year,
        other=first.name,
        count=len(codes),
        cells=_cells(codes, first, other),
    )


def _compare(before: _Dated, after: _Dated, *, certain: bool) -> Iterator[Finding]:
    yield from _carried_over(before, after, certain)
    for row in _STOCKS:
        yield from _stock(before, after, row)
    yield from _items(before, after)
    yield from copied(before.report, after.report, before.name)


# ── requests carried over ──────────────────────────────────────────────────────────


def _carried_over(before: _Dated, after: _Dated, certain: bool) -> Iterator[Finding]:
    """Yield one finding for all columns in which what was carried out is not what was carried in."""
    pairs = [
        (out, into)
        for out in before.report.facts
        if out.startswith(_CARRIED_OUT) and (into := _CARRIED_IN + out.removeprefix(_CARRIED_OUT))
        if None not in (before.number(out), after.number(into)) and before.number(out) != after.number(into)
    ]
    if not pairs:
        return
    outs, ins = [out for out, _ in pairs], [into for _, into in pairs]
    doubtful = not certain or before.in_doubt or after.in_doubt or before.doubt.touches(outs)
    severity: Severity = "warning" if doubtful else after.doubt.severity("carry-over-broken", ins)
    yield finding(
        "carry-over-broken",
        ins,
        after.places(ins),
        severity=severity,
        sides=[_side(before, outs, before.name), _side(after, ins)],
        columns=Words(
            "；".join(f"{cell_name(b).column} {before.number(a)} → {after.number(b)}" for a, b in pairs),
            "; ".join(f"{b.rpartition('.')[2]} {before.number(a)} → {after.number(b)}" for a, b in pairs),
        ),
        **_names(before, after),
    )


def _side(dated: _Dated, codes: Sequence[str], source: str | None = None) -> Side:
    """Return a side; columns are compared one by one, so what they add up to says something of one alone."""
    return Side(tuple(dated.term(code, source) for code in codes), dated.number(codes[0]) if len(codes) == 1 else None)


def _names(before: _Dated, after: _Dated) -> dict[str, Any]:
    return {"before": before.report.year, "after": after.report.year, "source": before.name}


# ── stocks ─────────────────────────────────────────────────────────────────────────


def _stock(before: _Dated, after: _Dated, row: str) -> Iterator[Finding]:
    """Yield where documents in force are not those of the year before, with those issued, without those repealed."""
    stock, issued, repealed = f"{row}.in_force", f"{row}.issued", f"{row}.repealed"
    numbers = [before.number(stock), after.number(issued), after.number(repealed), after.number(stock)]
    if not all(isinstance(number, int) for number in numbers):
        return
    held, new, gone, now = (int(number or 0) for number in numbers)
    if held + new - gone == now:
        return
    codes = [issued, repealed, stock]
    yield finding(
        "stock-flow-broken",
        codes,
        after.places(codes),
        # Fewer: documents lapse by themselves when their time is over, or are replaced, and are not repealed.
        severity="info" if now < held + new - gone else RULES["stock-flow-broken"].severity,
        sides=[
            Side((before.term(stock, before.name), after.term(issued), after.term(repealed)), held + new - gone),
            Side((after.term(stock),), now),
        ],
        label=row_label(row),
        held=held,
        new=new,
        gone=gone,
        due=held + new - gone,
        now=now,
        **_names(before, after),
    )


def _items(before: _Dated, after: _Dated) -> Iterator[Finding]:
    """Yield one finding for the rows whose number of last year is not what last year's report makes it."""
    rows = []
    for code in after.report.facts:
        row = code.removesuffix(_ITEMS)
        if row == code:
            continue
        had, change, now = before.number(code), before.number(f"{row}.change"), after.number(code)
        if not (isinstance(had, int) and isinstance(change, int) and isinstance(now, int)):
            continue
        signed = before.report.facts[f"{row}.change"].text[:1] in _SIGNS
        # A bare number does not say whether it is more or fewer.
        if now not in ((had + change,) if signed else (had + change, had - change)):
            rows.append((row, had, change, now))
    if not rows:
        return
    codes = [f"{row}{_ITEMS}" for row, *_ in rows]
    earlier = [code for row, *_ in rows for code in (f"{row}{_ITEMS}", f"{row}.change")]
    yield finding(
        "items-flow-broken",
        codes,
        after.places(codes),
        sides=[
            Side(tuple(before.term(code, before.name) for code in earlier), None),
            Side(tuple(after.term(code) for code in codes), None),
        ],
        rows=Words(
            "；".join(f"“{row_label(row)}”{had}、{change:+d}，次年印 {now}" for row, had, change, now in rows),
            "; ".join(f"{row_label(row)} {had}, {change:+d}, then {now}" for row, had, change, now in rows),
        ),
        **_names(before, after),
    )


def _cells(codes: Sequence[str], first: _Dated, other: _Dated) -> Words:
    shown = codes[:_NAMED]
    return Words(
        "；".join(f"{cell_name(code).full} {first.number(code)}、{other.number(code)}" for code in shown)
        + ("；等" if len(codes) > _NAMED else ""),
        "; ".join(f"{code} {first.number(code)}, {other.number(code)}" for code in shown)
        + ("; …" if len(codes) > _NAMED else ""),
    )
