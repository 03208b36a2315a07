"""Parts → a report: facts of all blocks in the order of the form, prose, metadata, findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from govparse.assembly.codes import complete, forms_printed
from govparse.assembly.metadata import find_metadata
from govparse.assembly.remarks import about_metadata, about_tables, demand_report
from govparse.assembly.sections import Prose, cut_prose
from govparse.assembly.split import Found
from govparse.assembly.title import Title, find_period, find_title, find_year, title_declared
from govparse.findings import finding
from govparse.forms.headings import SECTIONS, Heading
from govparse.placement.facts import Harvest, Placer, harvest
from govparse.placement.proof.prove import Proof, prove
from govparse.placement.table import place_blocks
from govparse.reading.document import Document
from govparse.records import HEADED, AnnualReport, Finding, Metadata, Printed
from govparse.tables import record

_SAID = 20
"""So many lines that are too long are named one by one."""


@frozen(eq=False)
class Assembled:
    """A report, and what was tried to prove of its tables, for those who want to know why."""

    report: AnnualReport
    proofs: Sequence[Proof]


def assemble(found: Found, source: str, encoding: str | None) -> Assembled:
    """Put one report together. Raises `NotAReport` when there is none in the span."""
    parts, span = found.parts, found.span
    document = parts.document
    blocks = [block for block in span.blocks if block.rows or block.head]
    placed = place_blocks(blocks, parts.page)
    proofs = prove(placed)
    yielded = harvest(placed, proofs, document)
    tables = _table_spans(yielded)
    first = min([begin for begin, _ in tables.values()], default=span.end)
    headings = [h for h in parts.headings if span.start <= h.start < span.end]
    title = find_title(document, span.start, _first_heading(headings, first))
    title = title or find_title(document, span.start, first)
    if not any(block.has_values for block in blocks):
        words = document.folded[span.start : span.end]
        demand_report(blocks, title, headings, words, source, title_declared(document))
    named = title or (title_declared(document) if found.alone else None)
    prose = cut_prose(document, headings, tables, title.end if title else span.start, span.start, span.end)
    year, doubts = _year(named, prose)
    told = [prose.sections[name] for name in ("preamble", "overview", "other_matters")]
    metadata = find_metadata(document, span.start, _first_heading(headings, first), prose.sections["closing"], told)
    issuer = _issuer(named, prose, metadata)
    printed = forms_printed(blocks)
    facts = complete(yielded.facts, blocks, year)
    report = AnnualReport(
        source=source,
        title=named.text if named else None,
        issuer=issuer,
        year=year,
        forms=printed,
        blocks=tuple(yielded.blocks),
        facts=facts,
        sections=prose.sections,
        remarks=prose.remarks,
        unknown_rows=tuple(yielded.unknown_rows),
        findings=(
            *about_metadata(named, issuer, year, prose),
            *doubts,
            *about_tables(printed, blocks, facts, year, headings, prose, Placer(document)),
            *_limits(document),
            *yielded.findings,
        ),
        proactive=record("proactive", printed, facts),
        requests=record("requests", printed, facts),
        review=record("review", printed, facts),
        metadata=metadata,
        headings=_headings(document, prose),
        encoding=encoding,
        source_text=document.text,
    )
    return Assembled(report, proofs)


def _headings(document: Document, prose: Prose) -> dict[str, Printed | None]:
    """Return the headings as printed, by the names of `HEADED`."""
    placer = Placer(document)
    return {
        name: Printed(heading.text(document), placer.span(heading.start, heading.end)) if heading else None
        for section, name in zip(SECTIONS, HEADED, strict=True)
        for heading in [prose.headings.get(section)]
    }


def _limits(document: Document) -> Iterator[Finding]:
    """Yield findings about what was not read because it exceeds a limit."""
    for line in document.skipped_lines[:_SAID]:
        yield finding("line-too-long", number=line + 1)
    if document.cut:
        yield finding("text-too-long", number=document.cells[-1].line + 1)


def _first_heading(headings: Sequence[Heading], default: int) -> int:
    return min([h.start for h in headings if h.section and not h.contents and not h.inline] + [default])


def _table_spans(yielded: Harvest) -> dict[str, tuple[int, int]]:
    """Return from where to where each table is printed, rows that the form does not have included."""
    spans: dict[str, tuple[int, int]] = {}
    places = [(b.name, b.place) for b in yielded.blocks] + [(r.block, r.place) for r in yielded.unknown_rows]
    for block, place in places:
        table = block.partition("_")[0]
        start, end = spans.get(table, (place.start, place.end))
        spans[table] = min(start, place.start), max(end, place.end)
    return spans


def _year(title: Title | None, prose: Prose) -> tuple[int | None, list[Finding]]:
    """Return the year of the title, else the one the prose reports on; a doubt if the two differ."""
    told = " ".join(section.text for name in ("preamble", "overview") if (section := prose.sections[name]))
    if title is None or title.year is None:
        return find_year(told), []
    period = find_period(told)
    if period is None or period == title.year:
        return title.year, []
    return title.year, [finding("year-doubtful", year=title.year, label=period)]


def _issuer(title: Title | None, prose: Prose, metadata: Metadata) -> str | None:
    """Return the body named in the title, else in the signature, else in an index."""
    if title and title.issuer:
        return title.issuer
    if prose.closing and prose.closing.issuer:
        return prose.closing.issuer
    return metadata.publisher.text if metadata.publisher else None
