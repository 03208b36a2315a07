"""What a claim may mean in the tables. Where prose is used in several ways, all of them are accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from govparse.checks.text.cells import Cells, Mode, Sum
from govparse.checks.text.kinds import APPLICANTS, DOCUMENTS, INCOMING, REVIEWS, Claim

_MODES: tuple[Mode, ...] = ("total", "columns")
_CAME = ("received", "carried_in")

_ROWS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    # The first is what the form means by the word, and is shown.
    "received": (_CAME, ("received",)),
    "newly_received": (("received",),),
    "handled": (_CAME, ("received",), ("concluded",)),
    "carried_in": (("carried_in",),),
    "carried_out": (("carried_out",),),
    "all_concluded": (("carried_out",),),
    "concluded": (("concluded",),),
    "answered": (("concluded",),),
    # 予以公开 is said of what is disclosed in whole or in part; 不予公开 of all that is not disclosed.
    "granted": (("granted",), ("granted", "partly_granted")),
    "partly_granted": (("partly_granted",),),
    "denied": (
        ("denied",),
        ("denied", "unavailable"),
        ("denied", "unavailable", "not_processed"),
        ("denied", "unavailable", "not_processed", "other_outcome"),
    ),
    "unavailable": (("unavailable",),),
    "not_processed": (("not_processed",),),
    "other_outcome": (("other_outcome",), ("other_outcome.remaining",), ("other_outcome", "not_processed")),
}
_REVIEW: Mapping[str, tuple[str, ...]] = {
    "reconsideration": ("reconsideration",),
    "litigation": ("litigation.direct", "litigation.after_reconsideration"),
    "review": ("reconsideration", "litigation.direct", "litigation.after_reconsideration"),
}
_BASES: tuple[tuple[str, ...], ...] = (("concluded",), _CAME, ("received",))
"""What shares are shares of."""


def sums_for(claim: Claim, cells: Cells) -> Iterator[Sum]:
    """Yield the sums that a claim may state, that of the form first."""
    kind = claim.kind
    if kind in DOCUMENTS:
        yield from cells.documents(kind)
    elif kind in APPLICANTS:
        for names in reversed(_BASES):
            yield cells.applicants(kind, names)
    elif kind in REVIEWS:
        for mode in _MODES:
            yield cells.review(_REVIEW[kind], mode)
            if claim.value and kind == "litigation":
                # 行政诉讼2件，复议后起诉1件: the word is used for those brought directly as well.
                yield from (cells.review((name,), mode) for name in _REVIEW[kind])
    else:
        # That nothing came in is said of the year, not of what was left from the one before.
        rows = (("received",),) if kind in INCOMING and not claim.value else _ROWS[kind]
        for names in rows:
            if all(cells.group(name) for name in names):
                yield from (cells.rows(names, mode) for mode in _MODES)


class Agreement:
    """Whether claims agree with the tables of one report. Prose repeats itself: each is asked once."""

    def __init__(self, cells: Cells) -> None:
        """Ask the cells of a report."""
        self._cells = cells
        self._known: dict[tuple[str, int | None], tuple[bool, bool]] = {}

    def possible(self, claim: Claim) -> bool:
        """Return whether a claim agrees with the tables in any way, or may do so as far as they are printed."""
        return self._of(claim)[0]

    def beside(self, claim: Claim) -> bool:
        """Return whether the number that a claim ought to state stands in its sentence, and is no claim itself.

        收到125件，其中5件未登记，实际为120件: what the table counts is said, in words that are not understood.
        """
        return bool(claim.beside) and any(
            total.complete and total.value and total.value in claim.beside for total in sums_for(claim, self._cells)
        )

    def certain(self, claim: Claim) -> bool:
        """Return whether a claim agrees with numbers that are printed."""
        return all(self._of(claim))

    def _of(self, claim: Claim) -> tuple[bool, bool]:
        key = (claim.kind, claim.value)
        if key not in self._known:
            printed = any(total.complete for total in sums_for(claim, self._cells))
            self._known[key] = (_may_mean(claim, self._cells), printed)
        return self._known[key]


def _may_mean(claim: Claim, cells: Cells) -> bool:
    assert claim.value is not None
    number = claim.value
    sums = list(sums_for(claim, cells))
    if not sums or any(total.may_be(number) for total in sums):
        return True
    if claim.kind in ("concluded", "answered"):
        return any(_without_some(number, cells, mode, answered=claim.kind == "answered") for mode in _MODES)
    return False


def _without_some(number: int, cells: Cells, mode: Mode, *, answered: bool) -> bool:
    """Return whether a number of requests concluded may leave some out.

    Those withdrawn (some or all of （六）), those not processed at all, or those carried in.
    """
    concluded = cells.rows(("concluded",), mode)
    if not concluded.complete:
        return number >= concluded.value
    missing = concluded.value - number
    if missing < 0:
        return False
    other = cells.rows(("other_outcome",), mode)
    refused = cells.rows(("not_processed",), mode)
    if not (other.complete and refused.complete) or missing <= other.value:
        return True
    left_out: list[Callable[[], Sum]] = [
        lambda: cells.rows(("carried_in",), mode),
        lambda: cells.rows(("other_outcome", "not_processed"), mode),
    ]
    if answered:
        left_out.append(lambda: cells.rows(("not_processed",), mode))
    return any(some().may_be(missing) for some in left_out)


def shares_for(claim: Claim, cells: Cells) -> Iterator[tuple[Sum, Sum]]:
    """Yield parts and wholes that a share may be of, those of the form first."""
    bases = [cells.rows(names, mode) for names in _BASES for mode in _MODES]
    for part in sums_for(claim, cells):
        yield from ((part, whole) for whole in bases)
