"""What prose can claim of the tables: the kinds of numbers, and a claim."""

from __future__ import annotations

from attrs import frozen

OUTCOMES = {
    "GRANTED": "granted",
    "PARTLY_GRANTED": "partly_granted",
    "DENIED": "denied",
    "UNAVAILABLE": "unavailable",
    "NOT_PROCESSED": "not_processed",
    "OTHER_OUTCOME": "other_outcome",
}
"""Terminal → the group of rows whose sum is claimed."""
APPLICANTS = ("natural_person", "organizations")
INCOMING = ("received", "newly_received", "handled")
DONE = ("concluded", "answered")
REVIEWS = ("reconsideration", "litigation", "review")
DOCUMENTS = ("normative_documents", "rules")


@frozen
class Claim:
    """A number that prose states of the report as a whole.

    `kind` says of what: `received`, `newly_received`, `carried_in`, `handled`, `concluded`, `answered`,
    `carried_out`, `all_concluded`, the names of `OUTCOMES`, `APPLICANTS`, `REVIEWS`, `DOCUMENTS`. `value` is None
    where only a `share` in percent is stated. `start` and `end` are the clause in the prose, whose sentences
    and paragraphs are counted. `explicit`: the clause itself names what is counted. `plain`: that, and no other year
    is near. `at_most`: it may be a part (按时办结58件). `beside`: numbers
    of the sentence that are no claims.
    """

    kind: str
    value: int | None
    share: str | None
    start: int
    end: int
    paragraph: int
    sentence: int
    explicit: bool
    plain: bool
    at_most: bool
    beside: frozenset[int] = frozenset()
