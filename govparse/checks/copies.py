"""Tables and prose that are those of the year before, unchanged: too much the same to be chance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from math import log10, pi, sqrt

from govparse.findings import finding
from govparse.forms.headings import SECTIONS, TABLE_OF, official_heading
from govparse.forms.names import table_mark
from govparse.reading.fold import fold, key
from govparse.records import HEADED, TABLES, AnnualReport, Finding, Place, Severity

_STOCKS = ("in_force", "disclosed_total", "items_last_year")
"""Columns of what there is, not of what happens: the same in many years without a copy."""
_SUMS = ("received", "concluded")
"""Rows that follow from the others."""
_TOTAL = "total"
_CHANCE = 6.0
"""A table is copied where chance would make its numbers so once in a million (ten to this power) reports."""
_PROSE: tuple[tuple[str, Severity], ...] = (("overview", "warning"), ("problems", "info"))
"""What a year was like is not the same twice; a problem may last."""
_LEAST = 200
"""Characters (digits among them) that prose has to have: less may be the opening that the regulations suggest."""
_YEAR = re.compile("20[0-9]{2}|二[〇零]{1,2}[一二三四五六七八九〇零]{1,2}(?=年)")


def copied(before: AnnualReport, after: AnnualReport, source: str) -> Iterator[Finding]:
    """Yield the tables and the sections of `after` that are those of `before`."""
    for table in TABLES:
        yield from _table(before, after, table, source)
    for name, severity in _PROSE:
        yield from _prose(before, after, name, severity, source)


def _table(before: AnnualReport, after: AnnualReport, table: str, source: str) -> Iterator[Finding]:
    old, new = _numbers(before, table), _numbers(after, table)
    if not new or old != new or _surprise(new, table) < _CHANCE:
        return
    section = next(section for section, name in TABLE_OF.items() if name == table)
    yield finding(
        "table-copied",
        [code for code, value in new.items() if value],
        [block.place for block in after.blocks if block.name.partition("_")[0] == table],
        mark=table_mark(table),
        table=official_heading(section),
        count=sum(1 for value in new.values() if value),
        before=before.year,
        after=after.year,
        source=source,
    )


def _numbers(report: AnnualReport, table: str) -> dict[str, int | Decimal]:
    return {
        code: fact.value
        for code, fact in report.facts.items()
        if fact.state == "number" and fact.value is not None and code.startswith(f"{table}.")
    }


def _surprise(numbers: dict[str, int | Decimal], table: str) -> float:
    """Return how unlikely it is that another year has these numbers, as a power of ten.

    A number of things that happen by themselves, about `n` in a year, is the same in another year with a chance of
    some 1 in 2·√(πn). Each different number is counted once, zeros, stocks and sums not at all.
    """
    own = {
        code: abs(float(value)) for code, value in numbers.items() if value and code.rpartition(".")[2] not in _STOCKS
    }
    inner = {code: value for code, value in own.items() if not code.endswith(_TOTAL)}
    if table == "proactive":
        inner = own
    rest = inner or own
    values = {value for code, value in rest.items() if code.split(".")[1] not in _SUMS}
    return sum(log10(2 * sqrt(pi * max(value, 1.0))) for value in values)


def _prose(before: AnnualReport, after: AnnualReport, name: str, severity: Severity, source: str) -> Iterator[Finding]:
    old, new = before.sections.get(name), after.sections.get(name)
    if old is None or new is None:
        return
    words = _comparable(new.text)
    if len(words) < _LEAST or words != _comparable(old.text):
        return
    number = HEADED.index(name)
    heading = after.headings.get(name)
    places: list[Place] = [heading.place] if heading and heading.place else []
    yield finding(
        "prose-copied",
        (),
        places,
        severity=severity,
        number="一二三四五六"[number],
        section=official_heading(SECTIONS[number]),
        count=len(words),
        before=before.year,
        after=after.year,
        source=source,
    )


def _comparable(text: str) -> str:
    return _YEAR.sub("", key(fold(text)))
