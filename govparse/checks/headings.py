"""Headings and sections: their numbers, their words, and whether anything stands under them.

What is judged is what the reader took for the six headings (`report.headings`); a report that was not read
from a source has none, and nothing is said of it. Whatever might be a matter of reading instead of print
(a text that breaks off, a list inside the prose that is numbered like the parts) is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from attrs import frozen

from govparse.findings import finding
from govparse.forms.form import Form
from govparse.forms.headings import SECTIONS, heading_number, is_about, official_heading, section_named
from govparse.forms.registry import forms_with
from govparse.reading.fold import fold, key
from govparse.records import HEADED, PROSE, AnnualReport, Finding, Place, Printed
from govparse.rules import Words

_NUMERALS = "一二三四五六七八九十"
_INCOMPLETE = frozenset(
    (
        "line-too-long",
        "pages-scanned",
        "repeats-removed",
        "table-attached",
        "table-missing",
        "table-picture",
        "text-cut",
        "text-damaged",
        "text-too-long",
    )
)
"""Findings of reading that mean that prose may be elsewhere as well, or was lost."""
_OLDER = "older-layout"
_OPENED = re.compile(r"(?:第?([一二三四五六七八九十])\s{0,4}(?:部\s{0,4}分)?\s{0,4}[、.,:)]|([0-9])\s{0,4}[、.)])")
"""A line that begins with a number; brackets before it are put aside."""
_EDGES = " \t|#*_?（(第"
_LINE = 200
"""So much of a line is looked at for its number."""
_NAMED = 3
"""So many headings of six are numbered before one without a number is odd."""


@frozen
class _Heading:
    """A heading as printed: which of the six it is (from 1), its number (0 for none), its words."""

    name: str
    own: int
    number: int
    words: str
    printed: Printed

    @property
    def start(self) -> int:
        return self.printed.place.start if self.printed.place else 0

    @property
    def end(self) -> int:
        return self.printed.place.end if self.printed.place else 0

    @property
    def numeral(self) -> str:
        """The number the form gives it."""
        return _NUMERALS[self.own - 1]

    @property
    def official(self) -> bool:
        """Whether its words are those of the form."""
        return key(fold(self.words)) == key(fold(official_heading(SECTIONS[self.own - 1])))


def check_headings(report: AnnualReport) -> Iterator[Finding]:
    """Yield what is odd about the headings of a report and the sections under them."""
    rules = {found.rule for found in report.findings}
    if not report.headings or _OLDER in rules:
        return
    headings = list(_read(report))
    yield from _numbers(headings, report)
    yield from _words(headings, report)
    if not rules & _INCOMPLETE:
        yield from _sections(headings, report)


def _read(report: AnnualReport) -> Iterator[_Heading]:
    for own, name in enumerate(HEADED, 1):
        printed = report.headings.get(name)
        if printed is not None:
            number, words = heading_number(printed.text)
            yield _Heading(name, own, number, words, printed)


# ── numbers ────────────────────────────────────────────────────────────────────────


def _numbers(headings: Sequence[_Heading], report: AnnualReport) -> Iterator[Finding]:
    numbered = [h for h in headings if h.number and _is_of_the_parts(h, headings)]
    by_number: dict[int, list[_Heading]] = {}
    for heading in numbered:
        by_number.setdefault(heading.number, []).append(heading)
    for number, same in by_number.items():
        if len(same) > 1:
            shown = _NUMERALS[number - 1] if number <= len(_NUMERALS) else str(number)
            yield finding(
                "heading-number-repeated", (), _places(same), number=shown, headings="、".join(map(_quoted, same))
            )
    wrong = [h for h in numbered if h.number != h.own]
    if wrong and any(_slips(before, after, report) for before, after in _pairs(numbered)):
        yield finding(
            "heading-misnumbered",
            (),
            _places(wrong),
            headings=Words(
                "、".join(f"{_quoted(h)}（应为“{h.numeral}”）" for h in wrong),
                ", ".join(f"{_quoted(h)} (part {h.numeral})" for h in wrong),
            ),
        )
    bare = [h for h in headings if not h.number]
    if bare and len(numbered) >= _NAMED:
        yield finding("heading-unnumbered", (), _places(bare), headings="、".join(map(_quoted, bare)))


def _is_of_the_parts(heading: _Heading, headings: Sequence[_Heading]) -> bool:
    """Return whether the number of a heading is one of the parts.

    A list inside a part has numbers too, and an item in it may say what a heading says (三、存在不足). A heading in
    other words than those of the form has to have its own number, or one that goes on from its neighbours.
    """
    if heading.name not in PROSE or heading.official or heading.number == heading.own:
        return True
    at = headings.index(heading)
    return (at > 0 and headings[at - 1].number + 1 == heading.number) or (
        at + 1 < len(headings) and headings[at + 1].number == heading.number + 1
    )


def _pairs(numbered: Sequence[_Heading]) -> Iterator[tuple[_Heading | None, _Heading]]:
    return zip((None, *numbered), numbered, strict=False)


def _slips(before: _Heading | None, after: _Heading, report: AnnualReport) -> bool:
    """Return whether the numbering goes wrong between two headings that follow each other, without a reason.

    A reason is a part that the body left out or added, its number with it. A number printed twice is said as that.
    """
    if after.number == after.own:
        return False
    step = after.number - (before.number if before else 0)
    due = after.own - (before.own if before else 0)
    if step == 0 or 1 <= step <= due:
        # Repeated, or parts between them are not there: the next ones move up.
        return False
    if step < 0:
        return True
    start = before.end if before else 0
    between = report.source_text[start : after.start]
    return not _has_number(between, range(after.number - step + 1, after.number), _labels_in(report))


def _has_number(text: str, numbers: Sequence[int], labels: tuple[str, ...]) -> bool:
    """Return whether a line begins with one of these numbers; those that begin as labels of rows do not count."""
    for line in fold(text).splitlines():
        words = line[:_LINE].strip(_EDGES)
        match = _OPENED.match(words)
        if match is None or key(words).startswith(labels):
            continue
        if (_NUMERALS.index(match[1]) + 1 if match[1] else int(match[2])) in numbers:
            return True
    return False


def _labels_in(report: AnnualReport) -> tuple[str, ...]:
    return _row_labels(forms_with({block.form for block in report.blocks}))


@cache
def _row_labels(forms: tuple[Form, ...]) -> tuple[str, ...]:
    """Return what of the numbered labels of rows is compared."""
    return tuple(
        {
            known
            for form in forms
            for shape in form.shapes.values()
            for row in shape.rows
            if row.terminal and _OPENED.match(fold(form.official[row.terminal]).strip(_EDGES))
            for label in form.labels_of(row.terminal)
            # A label may be broken over lines: its first characters will do.
            if (known := key(fold(label))[:4])
        }
    )


# ── words ──────────────────────────────────────────────────────────────────────────


def _words(headings: Sequence[_Heading], report: AnnualReport) -> Iterator[Finding]:
    """Yield headings of parts five and six that are about something else."""
    for before, heading in pairwise(headings):
        if heading.name not in PROSE or heading.number != heading.own or not key(fold(heading.words)):
            continue
        section = SECTIONS[heading.own - 1]
        # Of two parts that changed places, or one that is not there, the reader takes the words of the other.
        if is_about(section, heading.words) or section_named(heading.words) in SECTIONS[4:]:
            continue
        # The text may break off inside the heading.
        if not report.source_text[heading.end :].strip() or official_heading(section).startswith(heading.words):
            continue
        if _is_item(before, heading, report):
            continue
        yield finding(
            "heading-replaced",
            (),
            _places([heading]),
            number=heading.numeral,
            heading=heading.printed.text,
            official=official_heading(section),
        )


def _is_item(before: _Heading, heading: _Heading, report: AnnualReport) -> bool:
    """Return whether a heading may be an item of a list, whose other items stand before it; or its number comes again.

    So may be the heading before it: then the heading proper was not recognised.
    """
    text, labels = report.source_text, _labels_in(report)
    table = max((block.place.end for block in report.blocks if block.place.end <= before.start), default=before.start)
    return (
        _has_number(text[before.end : heading.start], range(heading.own - 1, heading.own), labels)
        or _has_number(text[table : before.start], range(before.own - 1, before.own), labels)
        or _has_number(text[heading.end :], range(heading.own, heading.own + 1), labels)
    )


# ── sections ───────────────────────────────────────────────────────────────────────


def _sections(headings: Sequence[_Heading], report: AnnualReport) -> Iterator[Finding]:
    """Yield sections of prose that have a heading and nothing under it."""
    empty = [h for h in headings if h.name in PROSE and report.sections.get(h.name) is None]
    if not empty:
        return
    behind = max([*(h.end for h in headings), *(block.place.end for block in report.blocks)])
    lines = [key(line) for line in fold(report.source_text).splitlines()]
    for heading in empty:
        at = headings.index(heading)
        if not heading.official and at and _is_item(headings[at - 1], heading, report):
            continue
        last = heading.name == HEADED[-1]
        if not last and heading.end >= behind:
            continue
        # Printed more than once (a menu, a list of all names), the prose may stand under the other one.
        if lines.count(key(fold(heading.printed.text))) > 1:
            continue
        yield finding(
            "section-empty",
            (),
            _places([heading]),
            severity="info" if last else None,
            number=heading.numeral,
            official=official_heading(SECTIONS[heading.own - 1]),
        )


def _places(headings: Sequence[_Heading]) -> list[Place]:
    return [h.printed.place for h in headings if h.printed.place]


def _quoted(heading: _Heading) -> str:
    return f"“{' '.join(heading.printed.text.split())}”"
