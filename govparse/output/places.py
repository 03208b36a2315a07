"""Where a finding is to be looked up; and, where that is no cell, the line and the part of it that is meant."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from govparse.output.cells import cells_of
from govparse.output.words import Language, where
from govparse.records import AnnualReport, Finding, Place, Section, Term

_AROUND = 400
"""Characters of a line looked at before and behind: no terminal shows more, and a line may be a whole file."""


@frozen
class Quote:
    """A part of a printed line, with what stands around it on the line."""

    place: Place
    before: str
    clause: str
    after: str


def quotes(report: AnnualReport, found: Finding) -> Iterator[Quote]:
    """Yield what is printed at the places of a finding, but for those of cells and of tables that it shows."""
    cells = {(fact.place.start, fact.place.end) for fact in report.facts.values() if fact.place}
    facts = (report.facts.get(code) for code in cells_of(found))
    shown = [fact.place for fact in facts if fact and fact.place]
    seen = set()
    for place in text_places(found):
        span = (place.start, place.end)
        if span in cells or span in seen or place.start >= place.end:
            continue
        if any(place.start <= cell.start and cell.end <= place.end for cell in shown):
            continue  # a row or a table: its cells are shown
        seen.add(span)
        if (quote := quoted(report, place)) and quote.clause.strip():
            yield quote


def place_of(report: AnnualReport, found: Finding) -> Place | None:
    """Return the place at which a finding is to be looked up, None where it concerns no place.

    Of prose it is where the prose is printed; None where that is not known (a report read from JSON), or would
    be a line of the text that a page or file shows, which nobody can count.
    """
    prose = list(_prose(found))
    if prose and not any(term.place for term in prose):
        return None
    place = next(text_places(found), None)
    facts = (report.facts.get(code) for code in found.codes)
    place = place or next((fact.place for fact in facts if fact and fact.place), None)
    return None if place and place.kind == "text" and not is_text(report) else place


def is_text(report: AnnualReport) -> bool:
    """Return whether a report was read from a text, as far as its tables tell."""
    return all(fact.place.kind == "text" for fact in report.facts.values() if fact.place)


def position(report: AnnualReport, found: Finding, language: Language) -> str:
    """Return that place in words, "" where there is none."""
    place = place_of(report, found)
    return where(place, language) if place else ""


def text_places(found: Finding) -> Iterator[Place]:
    """Yield the places of a finding in this report, those of the numbers it compares first."""
    yield from (term.place for term in _prose(found) if term.place)
    yield from found.places


def _prose(found: Finding) -> Iterator[Term]:
    """Yield the numbers of a finding that the prose of this report states."""
    return (term for side in found.sides for term in side.terms if term.code is None and term.source is None)


def quoted(report: AnnualReport, place: Place) -> Quote | None:
    """Return what is printed at a place, None where the text is not at hand (a report read from JSON)."""
    text, start = _text(report, place)
    if not text:
        return None
    begin, end = place.start - start, place.end - start
    first = max(text.rfind("\n", max(0, begin - _AROUND), begin) + 1, begin - _AROUND, 0)
    clause = text[begin : min(end, begin + _AROUND)]
    clause, broken, _ = clause.partition("\n")
    if broken or end > begin + _AROUND:
        return Quote(place, text[first:begin], clause.rstrip("\r") + "..", "")
    stop = text.find("\n", end, end + _AROUND)
    return Quote(place, text[first:begin], clause, text[end : stop if stop >= 0 else end + _AROUND].rstrip("\r"))


def _text(report: AnnualReport, place: Place) -> tuple[str, int]:
    """Return a text that holds the place, and where in the source it begins."""
    if report.source_text:
        return report.source_text, 0
    for section in (*report.sections.values(), *report.remarks.values()):
        if isinstance(section, Section) and section.start <= place.start and place.end <= section.end:
            return section.text, section.start
    return "", 0
