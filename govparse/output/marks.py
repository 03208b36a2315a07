"""The marks in a page of the form: numbers of findings at cells, headings and stretches of prose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape

from attrs import define, field

from govparse.output.cells import suspects
from govparse.output.places import text_places
from govparse.records import PROSE, TABLES, AnnualReport, Finding, Severity
from govparse.rendering.html import Marks
from govparse.rendering.sheet import Cell, Paragraph

HEADING = "heading "
"""Stands before the name of a part whose heading is meant."""


@define(eq=False)
class Span:
    """A stretch of a part of the report, counted from its first character, and the finding about it."""

    part: str
    start: int
    end: int
    number: int


@define(eq=False)
class Marked(Marks):
    """The marks of one report. `cells`: code → the numbers of the findings about it.

    It remembers what it has given an anchor to, so that links lead somewhere.
    """

    key: str
    cells: Mapping[str, list[int]]
    severities: Mapping[int, Severity]
    spans: list[Span]
    anchors: set[str] = field(factory=set)

    def cell(self, cell: Cell) -> tuple[str, str]:
        """Mark a cell: an anchor for all, a frame and numbers where findings are about it."""
        if cell.code is None:
            return "", ""
        anchor = self._anchor(self.cell_id(cell.code))
        numbers = self.cells.get(cell.code)
        if not numbers:
            return anchor, ""
        gravest = min((self.severities[n] for n in numbers), key=("error", "warning", "info").index)
        return f'{anchor} class="marked {gravest}"', " " + " ".join(self._badge(number) for number in numbers)

    def words(self, paragraph: Paragraph, line: str, start: int) -> str:
        """Mark what of a line findings are about. A heading is marked as a whole."""
        if paragraph.section is None:
            return escape(line)
        if paragraph.kind == "heading":
            own = [span for span in self.spans if span.part == HEADING + paragraph.section]
            return self._pieces(line, [(0, len(line), span) for span in own])
        own = [span for span in self.spans if span.part == paragraph.section]
        end = start + len(line)
        inside = [(max(s.start, start) - start, min(s.end, end) - start, s) for s in own if s.start < end > start]
        return self._pieces(line, [(first, last, span) for first, last, span in inside if first < last])

    def _pieces(self, line: str, marks: list[tuple[int, int, Span]]) -> str:
        """Return a line with its marks; of two that overlap, the later begins where the earlier ends."""
        written: list[str] = []
        at = 0
        for first, last, span in sorted(marks, key=lambda mark: mark[:2]):
            first, last = max(first, at), max(last, at)
            anchor = self._anchor(self.text_id(span.number))
            written.append(escape(line[at:first]))
            written.append(f"<mark{anchor}>{escape(line[first:last])} {self._badge(span.number)}</mark>")
            at = last
        return "".join(written) + escape(line[at:])

    def _anchor(self, name: str) -> str:
        """Return an anchor, the first time that it is asked for."""
        if name in self.anchors:
            return ""
        self.anchors.add(name)
        return f' id="{name}"'

    def _badge(self, number: int) -> str:
        return f'<a class="n" href="#{self.key}-f{number}">{number}</a>'

    def cell_id(self, code: str) -> str:
        """Return the anchor of a cell of the form."""
        return f"{self.key}-{code}"

    def text_id(self, number: int) -> str:
        """Return the anchor of what a finding says of the prose."""
        return f"{self.key}-t{number}"

    def has(self, code: str) -> bool:
        """Return whether a cell is printed in the form."""
        return self.cell_id(code) in self.anchors

    def in_text(self, number: int) -> bool:
        """Return whether a finding is marked in headings or prose."""
        return self.text_id(number) in self.anchors

    def target(self, number: int, found: Finding) -> str:
        """Return the anchor to which a finding in the list leads: its first cell, its words, else itself."""
        cell = next((code for code in suspects(found) if self.has(code)), None)
        if cell is not None:
            return self.cell_id(cell)
        return self.text_id(number) if self.in_text(number) else f"{self.key}-f{number}"


def spans_of(report: AnnualReport, findings: Iterable[tuple[int, Finding]]) -> list[Span]:
    """Return what of headings and prose numbered findings are about."""
    return [span for number, found in findings for span in _spans(report, number, found)]


def _spans(report: AnnualReport, number: int, found: Finding) -> Iterator[Span]:
    parts = {name: report.sections.get(name) for name in PROSE} | {name: report.remarks.get(name) for name in TABLES}
    for place in dict.fromkeys(text_places(found)):
        for name, heading in report.headings.items():
            at = heading.place if heading else None
            if at and at.start < place.end and place.start < at.end:
                yield Span(HEADING + name, 0, 0, number)
        for name, section in parts.items():
            if section and section.start <= place.start < place.end <= section.end:
                yield Span(name, place.start - section.start, place.end - section.start, number)
