"""One document, one report or several: labels, blocks, and where one report ends.

A document is read by the forms of govparse. Only one that shows labels of a plugged-in form is read once more with that
form as well; of the reports in it those that show none stay as they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from govparse.assembly.title import find_title
from govparse.forms.form import Form
from govparse.forms.headings import Heading, find_headings
from govparse.forms.marks import mark_labels
from govparse.forms.registry import form_prescribed_for, plugged_in, say_failed, usable, vocabulary
from govparse.forms.shown import Closeness, closeness, may_be_shown
from govparse.forms.vocabulary import Vocabulary
from govparse.forms.walk import Block, Source, walk
from govparse.placement.evidence import Page
from govparse.reading.document import Document
from govparse.reading.text.clutter import unmarked
from govparse.records import TABLES

_SHORTEST = 30
"""A report has so much text at least beside its headings (characters); a list of the parts has none."""


@frozen(eq=False)
class Span:
    """One report in a document: its characters and its blocks."""

    start: int
    end: int
    blocks: tuple[Block, ...]


@frozen
class Parts:
    """A document taken apart, before reports are put together."""

    document: Document
    source: Source
    page: Page
    headings: tuple[Heading, ...]
    spans: tuple[Span, ...]


@frozen
class Found:
    """A report in a document, and the document as it was taken apart for it."""

    parts: Parts
    span: Span
    alone: bool
    """It is the only one."""


def find_reports(document: Document) -> list[Found]:
    """Return the reports of a document, each read by the forms of which it shows labels."""
    headings = find_headings(document)
    parts = take_apart(document, headings, vocabulary())
    others = [form for form in plugged_in() if may_be_shown(form, document) and usable(form)]
    readings = [reading for form in others if (reading := _reading_by(form, document, headings))]
    plain = {(span.start, span.end): span for span in parts.spans}
    # Where other labels are known, reports may be told apart that were one.
    finest = max((reading.parts.spans for reading in readings), key=len, default=parts.spans)
    found = []
    for span in max(parts.spans, finest, key=len):
        bounds = span.start, span.end
        best = max((own for own in readings if bounds in own.shown), key=lambda own: own.shown[bounds][0], default=None)
        if best is not None:
            found.append((best.parts, best.shown[bounds][1]))
        elif bounds in plain:
            found.append((parts, plain[bounds]))
        else:
            found.append(next((own.parts, one) for own in readings for one in own.parts.spans if one is span))
    return [Found(own, span, len(found) == 1) for own, span in found]


@frozen
class _Reading:
    """A document taken apart by the forms of govparse and one that is plugged in."""

    parts: Parts
    shown: dict[tuple[int, int], tuple[Closeness, Span]]
    """The spans (their bounds) of reports that are printed in it, and how close it is to each."""


def _reading_by(form: Form, document: Document, headings: Sequence[Heading]) -> _Reading | None:
    """Return how a plugged-in form reads a document; None where no report in it is printed in that form.

    Each is asked by itself, so that none changes what another reads. One that breaks, as others' code may, has read
    nothing of this document: what becomes of the next one must not depend on that.
    """
    try:
        parts = take_apart(document, headings, vocabulary([form]))
        close = {span: closeness(form, span.blocks, parts.source, headings) for span in parts.spans}
    except MemoryError:
        raise  # whoever reads, it would have been too much
    except Exception as error:
        say_failed(form, error)
        return None
    shown = {(span.start, span.end): (own, span) for span, own in close.items() if own is not None}
    return _Reading(parts, shown) if shown else None


def take_apart(document: Document, headings: Sequence[Heading], known: Vocabulary) -> Parts:
    """Find labels and blocks as some forms know them, and how many reports they make."""
    marked = mark_labels(document, known)
    opening = [h for h in headings if h.section and not h.contents]
    starts = {at for h in opening for at in (h.start, h.start + unmarked(document.folded[h.start : h.end])[0])}
    boundaries = frozenset(i for i, cell in enumerate(marked.cells) if cell.start in starts and i not in marked.marks)
    source = Source(document, marked.cells, marked.marks, boundaries, known)
    blocks = _without_menus(walk(source, lambda: _form_of_title(document)))
    return Parts(document, source, Page.of(source), tuple(headings), tuple(_spans(document, source, headings, blocks)))


def _form_of_title(document: Document) -> Form:
    """Return the form prescribed for the year in the title: what is left where no label decides."""
    title = find_title(document, 0, len(document.text))
    return form_prescribed_for(title.year if title else None)


def _without_menus(blocks: list[Block]) -> list[Block]:
    """Leave out menu entries that equal row labels, where the table itself is there.

    A menu has no head; it has no numbers, or numbers of its own kind (years, counts of pages).
    """
    valued = {block.shape.name for block in blocks if block.has_values}
    headed: dict[str, set[str]] = {}
    empty: dict[str, set[str]] = {}
    for block in blocks:
        if block.head:
            known = headed if block.has_values else empty
            known.setdefault(block.shape.name, set()).update(row.rule for row in block.rows)
    tables = {block.shape.table for block in blocks if block.has_values and block.head}
    kept = []
    last = -1
    for block in blocks:
        name, table = block.shape.name, block.shape.table
        order = TABLES.index(table)
        behind = table in tables and order < last and not (block.head or block.has_values)
        last = max(last, order if block.has_values and block.head else -1)
        rows = {row.rule for row in block.rows}
        bare = not block.has_values and (name in valued or (not block.head and empty.get(name, set()) >= rows > set()))
        doubled = not block.head and name in headed and headed[name] >= rows
        stray = not block.head and table in tables and not _fits(block)
        if not (bare or doubled or stray or behind):
            kept.append(block)
    return kept


def _fits(block: Block) -> bool:
    """Return whether some row has as many cells as the form has columns, or none at all."""
    columns = len(block.shape.columns)
    return any(len(row.cells) in (0, columns) for row in block.rows)


def _spans(document: Document, source: Source, headings: Sequence[Heading], blocks: Sequence[Block]) -> list[Span]:
    """Split the document where a new report begins."""
    borders = sorted({*_by_headings(document, headings), *_by_tables(document, source, headings, blocks)})
    edges = [0, *borders, len(document.text)]
    starts = [source.cells[block.first].start for block in blocks]
    return [
        Span(start, end, tuple(b for b, at in zip(blocks, starts, strict=True) if start <= at < end))
        for start, end in pairwise(edges)
    ]


def _by_headings(document: Document, headings: Sequence[Heading]) -> Iterator[int]:
    """Yield the titles that stand between the last parts of one report and part one of the next.

    A contents page has part one behind the last parts too; but no title between, and no prose before.
    """
    opened: int | None = None
    last: int | None = None
    words = 0
    for heading in headings:
        if heading.contents or heading.style == "bracket":
            continue
        words += heading.end - heading.start
        if heading.section in ("PROBLEMS", "OTHER_MATTERS") and heading.style == "han":
            last = heading.end
        elif heading.section == "OVERVIEW" and heading.official:
            long_enough = opened is not None and last is not None and last - opened - words > _SHORTEST
            title = find_title(document, last, heading.start) if last is not None and long_enough else None
            if title and title.year is not None:
                yield title.start
            if opened is None or title:
                opened, last, words = heading.end, None, 0


def _by_tables(
    document: Document, source: Source, headings: Sequence[Heading], blocks: Sequence[Block]
) -> Iterator[int]:
    """Yield where a report opens between a table and the same or an earlier table printed again."""
    seen: set[str] = set()
    before: Block | None = None
    for block in blocks:
        if not block.has_values:
            continue
        if before is not None and block.shape.name in seen and block.shape.name != before.shape.name:
            behind = source.cells[before.end - 1].end
            border = _opening(document, headings, behind, source.cells[block.first].start)
            if border is not None:
                yield border
                seen = set()
        seen.add(block.shape.name)
        before = block


def _opening(document: Document, headings: Sequence[Heading], start: int, end: int) -> int | None:
    """Return where a report opens between two tables: at its title, else at its part one."""
    title = find_title(document, start, end)
    if title:
        return title.start
    ones = [h.start for h in headings if h.section == "OVERVIEW" and h.official and start < h.start < end]
    return ones[-1] if ones else None
