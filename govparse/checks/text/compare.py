"""Comparing what prose claims with what the tables print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain

from govparse.checks.doubt import Doubt
from govparse.checks.text.cells import Cells, Sum, written_out
from govparse.checks.text.claims import APPLICANTS, DOCUMENTS, INCOMING, OUTCOMES, REVIEWS, Claim
from govparse.checks.text.prose import Stated
from govparse.checks.text.readings import is_printed, may_mean, shares_for, sums_for
from govparse.findings import finding
from govparse.records import Finding, Severity, Side

RULE_OF = {
    **dict.fromkeys(INCOMING, "text-received"),
    "carried_in": "text-carried-in",
    "concluded": "text-concluded",
    "answered": "text-concluded",
    "carried_out": "text-carried-out",
    "all_concluded": "text-all-concluded",
    **dict.fromkeys(OUTCOMES.values(), "text-outcome"),
    **dict.fromkeys(APPLICANTS, "text-applicants"),
    **dict.fromkeys(REVIEWS, "text-review"),
    **dict.fromkeys(DOCUMENTS, "text-documents"),
}
_NONE = "text-no-requests"
_PLAIN = ("received", "newly_received", "carried_in", "concluded", *REVIEWS)
"""What is said of one total and in one sense only: it may be an error. The rest is used loosely."""
_MANY = 3
"""So many contradictions and no agreement: prose and table may speak of different bodies."""
_POINT = Decimal(1)
"""Shares are rounded, and forced to add up to 100."""


def contradictions(stated: Sequence[Stated], cells: Cells, doubt: Doubt) -> Iterator[tuple[Claim, Finding]]:
    """Yield the claims that agree with no reading of the tables, and the findings about them."""
    numbers = [each for each in stated if each.claim.value is not None]
    agree = {id(each): may_mean(each.claim, cells) for each in numbers}
    settled = {kind: _settled([e for e in numbers if e.claim.kind == kind], agree) for kind in _kinds(numbers)}
    wrong = [each for found in settled.values() if (each := found) is not None]
    lost = len(wrong) >= _MANY and not any(
        agree[id(each)] and each.claim.value and is_printed(each.claim, cells) for each in numbers
    )
    for each in sorted(wrong, key=lambda each: numbers.index(each)):
        if each.claim.kind == "all_concluded" and any(e.claim.kind == "carried_out" and e.claim.value for e in numbers):
            continue
        yield each.claim, _contradiction(each, cells, doubt, lowered=lost)


def _kinds(stated: Sequence[Stated]) -> list[str]:
    return list(dict.fromkeys(each.claim.kind for each in stated))


def _settled(same: Sequence[Stated], agree: dict[int, bool]) -> Stated | None:
    """Return the claim of one kind that is wrong: stated in one way only, and that way agrees with nothing."""
    if any(agree[id(each)] for each in same) or len({each.claim.value for each in same}) > 1:
        return None
    if same[0].claim.kind in OUTCOMES.values() and len({each.claim.start for each in same}) > 1:
        return None  # 因甲不予公开2件，因乙不予公开2件: parts of one number
    return same[0]


def _contradiction(stated: Stated, cells: Cells, doubt: Doubt, *, lowered: bool) -> Finding:
    claim = stated.claim
    sums = list(sums_for(claim, cells))
    none = claim.kind in INCOMING and not claim.value
    rule = _NONE if none else RULE_OF[claim.kind]
    codes = tuple(dict.fromkeys(chain.from_iterable(total.codes for total in sums)))
    severity = doubt.severity(rule, codes)
    if severity == "error" and (lowered or not claim.explicit or claim.kind not in _PLAIN or stated.whole_territory):
        severity = "warning"
    return _finding(rule, stated, cells.side(_shown(sums)), severity)


def _shown(sums: Sequence[Sum]) -> Sum:
    """Return the sum that is shown: that of the form, unless some of it is not printed and of another all is."""
    return next((total for total in sums if total.complete), sums[0])


def _finding(rule: str, stated: Stated, side: Side, severity: Severity) -> Finding:
    places = [place for term in side.terms if (place := term.place)]
    own = stated.place
    return finding(
        rule,
        [term.code for term in side.terms if term.code],
        [*([own] if own else []), *places],
        severity=severity,
        sides=(Side((stated.term,), stated.claim.value), side),
        quote=stated.quote,
        cells=written_out(side),
    )


def wrong_shares(stated: Sequence[Stated], cells: Cells, doubt: Doubt, wrong: Sequence[Claim]) -> Iterator[Finding]:
    """Yield findings about shares that are not those of the printed numbers, whatever they are taken of."""
    kinds = {claim.kind for claim in wrong}
    shares = [each for each in stated if each.claim.share is not None and each.claim.kind not in kinds]
    for each in shares:
        same = {other.claim.share for other in shares if other.claim.kind == each.claim.kind}
        pairs = list(shares_for(each.claim, cells))
        complete = [(part, whole) for part, whole in pairs if part.complete and whole.complete]
        if len(same) > 1 or len(complete) < len(pairs) or any(not whole.value for _, whole in complete):
            continue
        share = Decimal(each.claim.share or 0)
        if any(_near(share, part, whole) for part, whole in complete):
            continue
        part, whole = complete[0]
        exact = (Decimal(100 * part.value) / whole.value).quantize(Decimal("0.01"))
        side = Side((*cells.side(part).terms, *cells.side(whole).terms), exact)
        stated_side = Side((each.term_of(share),), share)
        places = [place for term in side.terms if (place := term.place)]
        yield finding(
            "text-percentage",
            [term.code for term in side.terms if term.code],
            [*([each.place] if each.place else []), *places],
            severity=doubt.severity("text-percentage", [*part.codes, *whole.codes]),
            sides=(stated_side, side),
            quote=each.quote,
            part=written_out(cells.side(part)),
            whole=written_out(cells.side(whole)),
            exact=exact,
        )


def _near(share: Decimal, part: Sum, whole: Sum) -> bool:
    exponent = share.as_tuple().exponent
    printed = Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) - 1)
    return abs(share - Decimal(100 * part.value) / whole.value) <= _POINT + printed
