"""Reports of one body among all that were read: what two years say differently, and which reports are there twice.

Names of one body end in the same three characters, so names are taken in the order of these, a few at a time. The
reports themselves are in memory body by body.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from attrs import frozen

from govparse.checks.issuers import Body, Issuer, bodies_of
from govparse.checks.years import within_body
from govparse.dataset.corrected import Correction, apply, corrections_of
from govparse.dataset.readings import finding_to_row
from govparse.dataset.restore import restore_light
from govparse.dataset.spread import in_order
from govparse.dataset.store import Beside, Key, Store, unpack
from govparse.reading.fold import fold, key
from govparse.records import PROSE, AnnualReport, Finding

_IN_BODIES = """
SELECT reports.name, number, coalesce('=' || meta.body_id, body) AS who, meta.body_id IS NOT NULL, sure, shared, year,
       coalesce('=' || meta.body_id, tail) AS tail
FROM listed JOIN reports USING (name) LEFT JOIN meta USING (name)
WHERE who IS NOT NULL AND year IS NOT NULL ORDER BY tail, reports.name, number
"""
_COPIED = "SELECT 1 FROM beside WHERE name = ? AND number = ? AND by = 'content'"
_FEW = 200
"""So many bodies are compared about as fast as other processes start."""
_SAME_CONTENT = """
SELECT reports.name, number, first_value(reports.name) OVER (PARTITION BY hash, number ORDER BY reports.name) AS first
FROM listed JOIN reports USING (name)
"""


def compare(store: Store, processes: int = 1) -> None:
    """Compare the reports of each body, as `govparse.check_all` does, and keep in the store what is found.

    A report is a duplicate of the first (in the order of names) with the same content; or of the one with the most
    numbers of the same body and year. Where it is not certain that both are of one body (every province has a 城关镇),
    it is one only if no number contradicts the other and the prose is the same.
    """
    same = (
        (*key, None, None, first, key[1], "content") for *key, first in store.query(_SAME_CONTENT) if key[0] != first
    )
    store.insert("beside", same)
    for found in in_order(_several(store), _compare, processes, least=_FEW):
        store.insert_or_add(found)
    store.lead_to_the_first()


@frozen
class _Named:
    key: Key
    issuer: Issuer
    year: int

    @classmethod
    def of(cls, row: tuple[Any, ...]) -> _Named:
        name, number, who, known, sure, shared, year, _ = row
        # Whoever gives bodies names of his own knows which they are.
        return cls((name, number), Issuer(who, bool(known or sure), bool(shared) and not known), year)


@frozen
class _Several:
    """A body with several reports: whose they are, how they are kept, and what of them is corrected, by position.
    `copies` have the same content as another."""

    body: Body
    copies: frozenset[int]
    named: Mapping[int, _Named]
    rows: Mapping[int, bytes]
    corrections: Mapping[int, Sequence[Correction]]

    def report(self, at: int) -> AnnualReport:
        """Return a report as it is after what somebody has checked by hand."""
        _, number = self.named[at].key
        return apply(restore_light(unpack(self.rows[at]).slice(number - 1, 1)), self.corrections[at])


def _several(store: Store) -> Iterator[_Several]:
    """Yield the bodies that have several reports."""
    others = bool(next(store.query(f"SELECT count(DISTINCT who) > 1 FROM ({_IN_BODIES})"))[0])
    for _, rows in groupby(store.query(_IN_BODIES), key=lambda row: row[-1]):
        group = [_Named.of(row) for row in rows]
        if len(group) < 2:
            continue
        for body in bodies_of([(named.issuer, named.year) for named in group], others=others):
            keys = {at: group[at].key for at in sorted(at for own in body.years.values() for at in own)}
            if len(keys) > 1:
                yield _Several(
                    body,
                    frozenset(at for at, key in keys.items() if any(store.query(_COPIED, key))),
                    {at: group[at] for at in keys},
                    {at: store.packed(name) for at, (name, _) in keys.items()},
                    {at: corrections_of(store, *key) for at, key in keys.items()},
                )


def _compare(several: _Several) -> list[Beside]:
    """Return what is found of the reports of a body."""
    body, named = several.body, several.named
    reports = {at: several.report(at) for at in named}
    found = within_body(body, reports)
    # The longest says most of where it is.
    body_name = max((own.issuer.key for own in named.values()), key=len)
    first_of = dict(_kept(body, reports, several.copies))
    beside = []
    for at, own in named.items():
        findings = found.get(at, [])
        first = first_of.get(at)
        both = [*findings, *(found.get(first, []) if first is not None else [])]
        if first is not None and not _is_copy(reports[first], reports[at], both, body, (first, at)):
            first = None
        if findings or first is not None or body_name != own.issuer.key:
            beside.append(
                Beside(
                    own.key,
                    body_name,
                    json.dumps([finding_to_row(one) for one in findings], ensure_ascii=False) if findings else None,
                    named[first].key if first is not None else None,
                )
            )
    return beside


def _kept(body: Body, reports: Mapping[int, AnnualReport], copies: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield the second reports of a body on a year, and the one that is kept: that with the most numbers. A page whose
    tables are pictures may be the first by its name. Copies lead to what they are copies of."""
    for year in body.years.values():
        own = [at for at in year if at not in copies]
        if not own:
            continue
        count = {at: sum(fact.state == "number" for fact in reports[at].facts.values()) for at in own}
        kept = max(own, key=lambda at: (count[at], -at))
        yield from ((at, kept) for at in own if at != kept)


def _is_copy(
    first: AnnualReport, other: AnnualReport, findings: Sequence[Finding], body: Body, pair: tuple[int, int]
) -> bool:
    """Return whether a second report by a name on a year is of the same body."""
    if body.doubtful.isdisjoint(pair):
        return True
    return not any(one.rule == "reports-conflict" for one in findings) and _prose(first) == _prose(other) != ""


def _prose(report: AnnualReport) -> str:
    return "".join(key(fold(section.text)) for name in PROSE if (section := report.sections[name]))
