"""What is said of rows that are settled by proof or by order, and of tables in which nothing could be proved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from govparse.findings import finding
from govparse.forms.names import table_mark
from govparse.placement.proof.prove import Proof
from govparse.placement.rows import Placed, values
from govparse.records import Fact, Finding, Place, Severity

PARTLY = "row-partly-proved"
"""The reason of cells that are unread in a row of which others are proved."""
_LEFT_OVER = frozenset({"row-long", "row-repeated"})
"""Rows in which something is printed that belongs to no cell."""


def settled_row(placed: Placed, codes: Sequence[str], place: Place, label: str) -> Finding:
    """Return what is said of a row that was unread, and all of which is placed now."""
    by_order = any(slot.basis == "order" for slot in placed.slots)
    severity: Severity | None = "warning" if placed.was in _LEFT_OVER and not by_order else None
    return finding(
        "row-by-order" if by_order else "row-proved",
        codes,
        [place],
        severity=severity,
        label=label,
        printed=max(len(values(placed.row)), sum(slot.basis != "printed" for slot in placed.slots)),
        columns=len(codes),
    )


def about_proofs(proofs: Sequence[Proof], facts: Mapping[str, Fact]) -> Iterator[Finding]:
    """Yield what is said of tables in which no placement satisfies the sums, or too many had to be tried."""
    for proof in proofs:
        table = proof.table
        codes = [code for number in table.open for code in table.entries[number].codes]
        if proof.settled.verdict == "unsatisfied":
            yield from _about("sums-unsatisfied", _unread(codes, facts), facts)
            codes = []
        elif proof.settled.verdict == "settled":
            codes = [table.entries[line].codes[column] for line, column in sorted(proof.settled.unasked)]
        for entry in table.entries:
            if any(placed.unlisted for placed in entry.prints):
                codes += (code for code in entry.codes if code not in codes)
        yield from _about("proof-ended", _unread(codes, facts), facts)


def _unread(codes: Sequence[str], facts: Mapping[str, Fact]) -> list[str]:
    return [code for code in codes if code in facts and facts[code].state == "unread"]


def _about(rule: str, codes: Sequence[str], facts: Mapping[str, Fact]) -> Iterator[Finding]:
    if codes:
        places = dict.fromkeys(place for code in codes if (place := facts[code].place) is not None)
        table = table_mark(codes[0].partition(".")[0])
        yield finding(rule, codes, list(places), table=table, number=len(codes))
