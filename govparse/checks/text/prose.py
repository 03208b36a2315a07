"""The claims of a report, each with its place in the text the report was read from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from attrs import frozen

from govparse.checks.text.claims import is_territory, read_claims
from govparse.checks.text.context import Subject
from govparse.checks.text.kinds import Claim
from govparse.reading.fold import fold
from govparse.reading.lines import Lines
from govparse.records import TABLES, AnnualReport, Section, Term, TextPlace

_SECTIONS = ("preamble", "overview", "problems", "other_matters")
_SUBJECTS: dict[str, Subject] = {"requests": "requests", "review": "review"}
_QUOTED = 40
"""A longer clause is quoted by its end, where the number stands."""


@frozen
class Stated:
    """A claim and where it is printed: `place` is None where the text is not at hand."""

    claim: Claim
    clause: str
    place: TextPlace | None
    passage: tuple[str, int]
    """The section and the paragraph."""
    whole_territory: bool

    @property
    def quote(self) -> str:
        """The clause, shortened to what matters."""
        words = re.sub(r"\s+", "", self.clause)
        return f"…{words[-_QUOTED:]}…"

    @property
    def term(self) -> Term:
        """The number stated, as a term of a comparison."""
        return self.term_of(self.claim.value)

    def term_of(self, value: int | Decimal | None) -> Term:
        """Return a number of the clause as a term of a comparison."""
        return Term(value, self.clause, None, self.place)


def stated_in(report: AnnualReport) -> Iterator[Stated]:
    """Yield the claims of the prose of a report, section by section."""
    issuer = fold(report.issuer.strip()) if report.issuer else None
    territory = is_territory(issuer)
    lines: Lines | None = None
    for name, section, subject in _prose(report):
        at_hand = report.source_text[section.start : section.end] == section.text
        claims = read_claims(section.text, year=report.year, subject=subject, issuer=issuer)
        for claim in claims:
            if lines is None and at_hand:
                lines = Lines(fold(report.source_text))
            place = _place(lines, section.start + claim.start, section.start + claim.end) if lines and at_hand else None
            clause = section.text[claim.start : claim.end]
            yield Stated(claim, clause, place, (name, claim.paragraph), territory)


def _prose(report: AnnualReport) -> Iterator[tuple[str, Section, Subject | None]]:
    for name in _SECTIONS:
        if section := report.sections.get(name):
            yield name, section, None
    for name in TABLES:
        if section := report.remarks.get(name):
            yield name, section, _SUBJECTS.get(name)


def _place(lines: Lines, start: int, end: int) -> TextPlace:
    line = lines.at(start)
    return TextPlace(start, end, line + 1, start - lines.start(line) + 1)
