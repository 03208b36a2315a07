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
REVIEWS = ("reconsideration", "litigation", "review")
DOCUMENTS = ("normative_documents", "rules")


@frozen
class Claim:
    """A number that prose states of the report as a whole.

    `kind` says of what: `received`, `newly_received`, `carried_in`, `handled`, `concluded`, `answered`,
    `carried_out`, `all_concluded`, the names of `OUTCOMES`, `APPLICANTS`, `REVIEWS`, `DOCUMENTS`. `value` is None
    where only a `share` in percent is stated. `explicit`: the clause itself names what is counted. `start`
    and `end` are the clause in the prose, whose sentences and paragraphs are counted.
    """

    kind: str
    value: int | None
    share: str | None
    explicit: bool
    start: int
    end: int
    paragraph: int
    sentence: int
