"""Comparing what prose claims with what the tables print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain

from govparse.checks.doubt import Doubt
from govparse.checks.text.cells import Cells, Sum, written_out
from govparse.checks.text.kinds import APPLICANTS, DOCUMENTS, DONE, INCOMING, OUTCOMES, REVIEWS, Claim
from govparse.checks.text.prose import Stated
from govparse.checks.text.readings import Agreement, shares_for, sums_for
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


def contradictions(
    stated: Sequence[Stated], cells: Cells, agreement: Agreement, doubt: Doubt
) -> Iterator[tuple[Claim, Finding]]:
    """Yield the claims that agree with no reading of the tables, and the findings about them."""
    numbers = [each for each in stated if each.claim.value is not None]
    kinds: dict[str, list[Stated]] = {}
    for each in numbers:
        if not each.claim.at_most:
            kinds.setdefault(each.claim.kind, []).append(each)
    wrong = [found for same in kinds.values() if (found := _wrong(same, agreement)) is not None]
    wrong = [each for each in wrong if not _is_part_of_another(each, numbers, agreement)]
    wrong = [each for each in wrong if not agreement.beside(each.claim)]
    if not any(each.claim.kind in DONE for each in wrong):
        wrong += [each for each in numbers if each.claim.at_most and _too_many(each.claim, cells)][:1]
    said = any(each.claim.value and agreement.certain(each.claim) for each in numbers)
    for each in sorted(wrong, key=lambda each: _place_in_prose(each, stated)):
        if each.claim.kind == "all_concluded" and _says_how_many(numbers, agreement):
            continue
        yield each.claim, _contradiction(each, cells, doubt, lowered=len(wrong) >= _MANY and not said)


def _wrong(same: Sequence[Stated], agreement: Agreement) -> Stated | None:
    """Return the claim of one kind that is wrong: stated in one way only, and that way agrees with nothing."""
    if any(agreement.possible(each.claim) for each in same) or len({each.claim.value for each in same}) > 1:
        return None
    if same[0].claim.kind in OUTCOMES.values() and len(same) > 1:
        return None  # 因甲不予公开2件，因乙不予公开2件: parts of one number
    return same[0]


def _is_part_of_another(stated: Stated, numbers: Sequence[Stated], agreement: Agreement) -> bool:
    """Return whether what was accepted or handled may be a part of what came in: 新收62件，受理60件."""
    claim = stated.claim
    return claim.kind in ("received", "handled") and any(
        each.claim.kind in INCOMING and (each.claim.value or 0) > (claim.value or 0) and agreement.possible(each.claim)
        for each in numbers
    )


def _too_many(claim: Claim, cells: Cells) -> bool:
    """Return whether more were concluded in time than were concluded at all."""
    return all(total.complete and total.value < (claim.value or 0) for total in sums_for(claim, cells))


def _place_in_prose(stated: Stated, all_stated: Sequence[Stated]) -> int:
    return next(i for i, each in enumerate(all_stated) if each is stated)


def _says_how_many(numbers: Sequence[Stated], agreement: Agreement) -> bool:
    """Return whether the prose says elsewhere how many were concluded, or left."""
    return any(
        (each.claim.kind in DONE and agreement.possible(each.claim))
        or (each.claim.kind == "carried_out" and each.claim.value)
        for each in numbers
    )


def _contradiction(stated: Stated, cells: Cells, doubt: Doubt, *, lowered: bool) -> Finding:
    claim = stated.claim
    sums = list(sums_for(claim, cells))
    none = claim.kind in INCOMING and not claim.value
    rule = _NONE if none else RULE_OF[claim.kind]
    codes = tuple(dict.fromkeys(chain.from_iterable(total.codes for total in sums)))
    severity = doubt.severity(rule, codes)
    if severity == "error" and (lowered or not claim.plain or claim.kind not in _PLAIN or stated.whole_territory):
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
    shares: dict[str, dict[str, Stated]] = {}
    for each in stated:
        if each.claim.share is not None and each.claim.kind not in kinds:
            shares.setdefault(each.claim.kind, {}).setdefault(each.claim.share, each)
    for same in shares.values():
        each = next(iter(same.values()))
        pairs = list(shares_for(each.claim, cells))
        complete = [(part, whole) for part, whole in pairs if part.complete and whole.complete]
        if len(same) > 1 or not complete or len(complete) < len(pairs) or any(not w.value for _, w in complete):
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
