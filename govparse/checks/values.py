"""Single cells against what the form asks for: whole numbers of zero or more, in its units, of a size that can be.

A blank, words or `/` in a cell are no matter of these checks, nor is a body that reports what such bodies
do not have (a town its 规章): the form has the row for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache

from govparse.checks.doubt import Doubt, doubt_of
from govparse.checks.headings import check_headings
from govparse.findings import finding
from govparse.forms.form import Form
from govparse.forms.names import cell_name
from govparse.forms.printed import head_unit
from govparse.forms.registry import forms_with
from govparse.reading.fold import fold
from govparse.records import AnnualReport, Fact, Finding, Place, Severity
from govparse.rules import Words

_CHANGE = "change"
_AMOUNT = "amount"
_MONEY = frozenset(("元", "千元", "万元", "亿元"))
_SCALES: Mapping[str, str] = {"万": "万元", "亿": "亿元"}
"""A number in ten thousands or hundred millions; of an amount it is money."""
_PERSONS = "人次"
_TIMES = "次"
_DECISIONS = "decisions"
"""Of whom something is decided may be counted: a police office counts penalties in persons."""
_THINGS = frozenset(
    ("made", "disclosed", "disclosed_total", "issued", "repealed", "in_force", "items_last_year", "change", "projects")
)
"""Columns of documents, items and projects: nobody counts these in 次, as one may lawsuits or penalties."""
_BOUNDS: Mapping[str, int] = {"proactive": 10**9, "requests": 10**6, "review": 10**5}
"""No body has as many: all of the country together receive some 500,000 requests in a year, and some 10,000
reviews and as many lawsuits follow; decisions of a province reach eight digits."""
_NAMED = 3
"""So many cells that are too large are named in the message."""
_WHOLE_NUMBER = Words("整数", "a whole number")
_COUNT = Words("数量", "a number of things")


def check_values(report: AnnualReport) -> Iterator[Finding]:
    """Yield what single cells hold that the form does not allow, then what is odd about headings and sections."""
    doubt = doubt_of(report)
    units = _units(forms_with({block.form for block in report.blocks}))
    large: dict[str, list[Fact]] = {}
    for fact in report.facts.values():
        if fact.state == "number" and fact.value is not None:
            yield from _of_cell(fact, doubt, units.get(fact.code))
            table, column = fact.code.partition(".")[0], fact.code.rpartition(".")[2]
            if column != _AMOUNT and abs(Decimal(fact.value)) >= _BOUNDS[table]:
                large.setdefault(table, []).append(fact)
    for facts in large.values():
        yield _too_large(facts)
    yield from check_headings(report)


def _of_cell(fact: Fact, doubt: Doubt, wanted: str | None) -> Iterator[Finding]:
    column = fact.code.rpartition(".")[2]
    value = Decimal(fact.value or 0)
    if column != _AMOUNT:
        if value < 0 and column != _CHANGE:
            yield _found("count-negative", fact, doubt)
        # 1.2万 is a whole number written short.
        if value % 1 and fact.unit not in _SCALES:
            yield _found("count-fractional", fact, doubt)
    if value and fact.unit:
        yield from _of_unit(fact, column, doubt, wanted)


def _of_unit(fact: Fact, column: str, doubt: Doubt, wanted: str | None) -> Iterator[Finding]:
    unit = fact.unit or ""
    if column == _AMOUNT:
        if wanted and _SCALES.get(unit, unit) != wanted:
            yield _found("unit-unexpected", fact, doubt, "warning", unit=unit, wanted=wanted)
    elif unit in _MONEY:
        yield _found("unit-unexpected", fact, doubt, unit=unit, wanted=_COUNT)
    elif unit in _SCALES:
        yield _found("unit-unexpected", fact, doubt, "warning", unit=unit, wanted=_WHOLE_NUMBER)
    elif (unit == _PERSONS and column != _DECISIONS) or (unit == _TIMES and column in _THINGS):
        yield _found("unit-unexpected", fact, doubt, "warning", unit=unit, wanted=_COUNT)


def _too_large(facts: list[Fact]) -> Finding:
    """Return one finding for the cells of a table: a total is too large where one of its cells is."""
    more = len(facts) - _NAMED
    return finding(
        "digits-implausible",
        [fact.code for fact in facts],
        [fact.place for fact in facts if fact.place],
        cells=Words(
            "、".join(f"{cell_name(f.code).full}印为 {f.text or f.value}" for f in facts[:_NAMED])
            + (f"等 {len(facts)} 格" if more > 0 else ""),
            ", ".join(f"{f.code} {f.text or f.value}" for f in facts[:_NAMED])
            + (f" and {more} more" if more > 0 else ""),
        ),
    )


@cache
def _units(forms: tuple[Form, ...]) -> dict[str, str]:
    """Return fact code → the unit of money that the official head of its column prescribes."""
    return {
        shape.code(row, column): unit
        for form in forms
        for shape in form.shapes.values()
        for column in shape.columns
        if (unit := head_unit(fold(form.official[column.terminals[-1]])))
        for row in shape.rows
        if not row.group
    }


def _found(
    rule: str, fact: Fact, doubt: Doubt, severity: Severity | None = None, *, unit: str = "", wanted: Words | str = ""
) -> Finding:
    places: list[Place] = [fact.place] if fact.place else []
    return finding(
        rule,
        [fact.code],
        places,
        severity=severity or doubt.severity(rule, [fact.code]),
        cell=cell_name(fact.code).full,
        code=fact.code,
        text=fact.text or str(fact.value),
        unit=unit,
        wanted=wanted,
    )
