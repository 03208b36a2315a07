"""Is what was read what was printed? Two reports compared, but for their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govparse.records import AnnualReport, Fact, Section

_NOTHING_SAID = ("unread", "absent")


def content(fact: Fact) -> tuple[object, ...]:
    """Return what a fact says, without where it stands and why it is believed."""
    return fact.state, fact.value, fact.text, fact.unit, fact.note


def differences(truth: AnnualReport, read: AnnualReport) -> list[str]:
    """Return in words what of `truth` was read otherwise; places, findings and metadata aside.

    Compared are title, issuer, year, forms, the facts (state, value, text, unit, note) and the prose
    sections with their headings. Of what is `unread` in `truth` only that is compared.
    """
    found = [
        f"{name}: {getattr(read, name)!r}, was {getattr(truth, name)!r}"
        for name in ("title", "issuer", "year", "forms")
        if getattr(read, name) != getattr(truth, name)
    ]
    found += _facts(truth.facts, read.facts)
    found += _sections(truth.sections, read.sections)
    return [*found, *_sections(truth.remarks, read.remarks)]


def moved(truth: AnnualReport, read: AnnualReport) -> list[str]:
    """Return in words which facts of `read` are neither those of `truth` nor `unread` nor `absent`."""
    facts = truth.facts
    return [
        _words(fact, facts.get(code))
        for code, fact in read.facts.items()
        if fact.state not in _NOTHING_SAID and (code not in facts or content(fact) != content(facts[code]))
    ]


def lost(truth: AnnualReport, read: AnnualReport) -> list[str]:
    """Return the codes of the facts that `truth` has and `read` leaves `unread` or `absent`."""
    return [
        code
        for code, fact in truth.facts.items()
        if fact.state not in _NOTHING_SAID and (code not in read.facts or read.facts[code].state in _NOTHING_SAID)
    ]


def misplaced(report: AnnualReport) -> list[str]:
    """Return in words what of a report with its source is not printed where it is said to be.

    A place holds the text of its fact; where several equal numbers could stand for one cell it is the row,
    which holds it somewhere. A blank has an empty span, a section is a slice of the source.
    """
    source = report.source_text
    found = []
    for code, fact in report.facts.items():
        if fact.state in _NOTHING_SAID:
            continue
        if fact.place is None:
            found.append(f"{code}: {fact.state} without a place")
            continue
        printed = source[fact.place.start : fact.place.end]
        if printed != fact.text and (not fact.text or fact.text not in printed):
            found.append(f"{code}: {fact.text!r}, but {printed!r} stands there")
    for name, section in report.sections.items():
        if section and source[section.start : section.end] != section.text:
            found.append(f"{name}: its span holds something else")
    return found


def _facts(truth: Mapping[str, Fact], read: Mapping[str, Fact]) -> Iterator[str]:
    for code in truth.keys() - read.keys():
        yield f"{code}: not among the facts, was {truth[code].state} {truth[code].text!r}"
    for code, fact in read.items():
        right = truth.get(code)
        unread = right is not None and right.state == fact.state == "unread"
        if right is None or (content(fact) != content(right) and not unread):
            yield _words(fact, right)


def _words(fact: Fact, right: Fact | None) -> str:
    said = f"{fact.code}: {fact.state} {fact.text!r}"
    said += f" ({fact.reason})" if fact.reason else f" unit {fact.unit} note {fact.note}"
    return said + (f", was {right.state} {right.text!r} unit {right.unit} note {right.note}" if right else ", was none")


def _sections(truth: Mapping[str, Section | None], read: Mapping[str, Section | None]) -> Iterator[str]:
    for name in truth.keys() | read.keys():
        right, found = truth.get(name), read.get(name)
        if (right and (right.heading, right.text)) != (found and (found.heading, found.text)):
            yield f"{name}: {found and (found.heading, found.text)!r}, was {right and (right.heading, right.text)!r}"
