"""Prose against itself: what came in and what went out, stated in one passage, must be equal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from govparse.checks.text.kinds import DONE, OUTCOMES, Claim
from govparse.checks.text.prose import Stated
from govparse.checks.text.readings import Agreement
from govparse.findings import finding
from govparse.records import Finding, Side

_RULE = "text-balance"
_NEW = ("newly_received", "received")


def unbalanced(stated: Sequence[Stated], wrong: Sequence[Claim], agreement: Agreement) -> Iterator[Finding]:
    """Yield findings about passages whose own numbers do not add up.

    `wrong` are the claims that contradict the tables: they explain it, and it is not said again. If all agree
    with the tables, it is the table that is not balanced.
    """
    numbers = [each for each in stated if each.claim.value is not None and not each.claim.at_most]
    for _, group in groupby(numbers, key=lambda each: each.passage):
        passage = list(group)
        if any(each.claim in wrong for each in passage):
            continue
        yield from _flow(passage, agreement)
        yield from _parts(passage, agreement)


def _one(passage: Sequence[Stated], *kinds: str) -> Stated | None:
    """Return the claim of the first of these kinds that is stated, if it is stated in one way only."""
    for kind in kinds:
        found = [each for each in passage if each.claim.kind == kind]
        if found:
            return found[0] if len({each.claim.value for each in found}) == 1 else None
    return None


def _value(stated: Stated) -> int:
    assert stated.claim.value is not None
    return stated.claim.value


def _flow(passage: Sequence[Stated], agreement: Agreement) -> Iterator[Finding]:
    """What came in is what was concluded and what is carried over."""
    came, before = _one(passage, *_NEW), _one(passage, "carried_in")
    done, after = _one(passage, *DONE), _one(passage, "carried_out")
    if came is None or before is None or done is None or after is None:
        return
    entered, left = _value(came) + _value(before), _value(done) + _value(after)
    if entered == left or (came.claim.kind == "received" and _value(came) == left):
        return
    if done.claim.kind == "answered" and entered > left:
        return  # those withdrawn are not answered
    if all(agreement.certain(each.claim) for each in (came, before, done, after)):
        return
    yield _finding([came, before], [done, after])


def _parts(passage: Sequence[Stated], agreement: Agreement) -> Iterator[Finding]:
    """All six groups of outcomes, stated in one sentence, are what was concluded."""
    parts = [each for kind in OUTCOMES.values() if (each := _one(passage, kind)) is not None]
    done = _one(passage, *DONE)
    if len(parts) < len(OUTCOMES) or done is None or len({each.claim.sentence for each in parts}) > 1:
        return
    total = sum(map(_value, parts))
    before = _one(passage, "carried_in")
    came = [_value(each) for kind in (*_NEW, "handled") if (each := _one(passage, kind)) is not None]
    if total == _value(done) or total in came or (before and total - _value(before) in came):
        return
    if not all(agreement.certain(each.claim) for each in (*parts, done)):
        yield _finding(parts, [done])


def _finding(left: Sequence[Stated], right: Sequence[Stated]) -> Finding:
    sides = tuple(Side(tuple(each.term for each in side), sum(map(_value, side))) for side in (left, right))
    places = [each.place for each in (*left, *right) if each.place]
    return finding(_RULE, (), places, sides=sides, left=_written(left), right=_written(right))


def _written(side: Sequence[Stated]) -> str:
    words = "+".join(f"“{each.quote.strip('…')}”" for each in side)
    return f"{words}={sum(map(_value, side))}" if len(side) > 1 else words
