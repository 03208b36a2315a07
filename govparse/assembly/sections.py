"""Cutting the prose into sections: which heading is real, and from where to where the prose runs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from attrs import frozen

from govparse.assembly.closing import Closing, find_closing, is_page_line, opens_page
from govparse.assembly.prose import ProseLine, lines_between
from govparse.assembly.title import is_title_line
from govparse.forms.headings import SECTIONS, TABLE_OF, Heading
from govparse.reading.document import Document
from govparse.records import Section

_DATED = re.compile(r"[^。]{0,12}20[0-9]{2}[-./年][0-9]{1,2}[-./月][0-9]{1,2}日?[0-9:]*[^。]{0,12}")
_AHEAD = 200
"""So many headings behind a list of all names are looked at for the real part one."""


@frozen
class Prose:
    """The prose of a report."""

    sections: dict[str, Section | None]
    remarks: dict[str, Section | None]
    headings: dict[str, Heading]
    closing: Closing | None


def choose_headings(
    found: Sequence[Heading], tables: Mapping[str, tuple[int, int]], start: int, end: int
) -> dict[str, Heading]:
    """Choose, for each section, the heading that opens it.

    The tables are the fixed points: the heading of a table is the last before it, part one opens
    before them and part five behind. Lines of a contents page or a list of all names are none.
    """
    real = [h for h in found if start <= h.start < end and not h.contents]
    real = [h for i, h in enumerate(real) if not _is_listed(real, i)]
    if any(h.section and h.style == "han" for h in real):
        # Where parts are numbered 一、二、, a heading （一） stands inside a part.
        real = [h for h in real if h.style != "bracket"]
    chosen: dict[str, Heading] = {}
    after = start
    for section in ("PROACTIVE", "REQUESTS", "REVIEW"):
        limit = tables[TABLE_OF[section]][0] if TABLE_OF[section] in tables else _next_table(section, tables, end)
        best = _best(
            [h for h in real if h.section == section and after <= h.start <= limit],
            SECTIONS.index(section) + 1,
            last=TABLE_OF[section] in tables,
        )
        if best:
            chosen[section] = best
            after = best.end
        if TABLE_OF[section] in tables:
            after = max(after, tables[TABLE_OF[section]][1])
    first = min([h.start for h in chosen.values()] + [begin for begin, _ in tables.values()] or [end])
    overview = [h for h in real if h.section == "OVERVIEW" and h.start < first]
    best = _best(overview, 1, last=False) or _numbered_one(real, first)
    if best:
        chosen["OVERVIEW"] = best
    if not tables and "REVIEW" not in chosen:
        after = max([after, *(h.end for h in chosen.values())])
    problems = _best([h for h in real if h.section == "PROBLEMS" and h.start >= after], 5, last=False)
    if problems is None:
        problems = next((h for h in real if h.ordinal == 5 and h.style == "han" and h.start >= after), None)
    if problems:
        chosen["PROBLEMS"] = problems
        after = problems.end
    other = _best([h for h in real if h.section == "OTHER_MATTERS" and h.start >= after], 6, last=False)
    if other is None:
        other = next((h for h in real if h.ordinal == 6 and h.style == "han" and h.start >= after), None)
    if other:
        chosen["OTHER_MATTERS"] = other
    return chosen


def _next_table(section: str, tables: Mapping[str, tuple[int, int]], end: int) -> int:
    """Where the table of a section is missing, its heading stands before the next table."""
    later = list(TABLE_OF)[list(TABLE_OF).index(section) + 1 :]
    return min([tables[TABLE_OF[s]][0] for s in later if TABLE_OF[s] in tables], default=end)


def _is_listed(found: Sequence[Heading], i: int) -> bool:
    """Return whether heading `i` is an entry of a list of all names: the next ones follow at once.

    A report whose tables are pictures has 二, 三, 四 in a row as well, but prose under 一.
    """
    if found[i].inline or not found[i].section:
        return False
    first = i
    while first and _follows(found[first - 1], found[first]):
        first -= 1
    last = i
    while last + 1 < len(found) and _follows(found[last], found[last + 1]):
        last += 1
    names = [h.section for h in found[first : last + 1]]
    again = any(h.section == "OVERVIEW" for h in found[last + 1 : last + 1 + _AHEAD])
    return "OVERVIEW" in names and "PROACTIVE" in names and len(names) > 2 and again


def _follows(a: Heading, b: Heading) -> bool:
    if not (a.section in SECTIONS and b.section in SECTIONS) or a.inline or b.inline:
        return False
    return SECTIONS.index(b.section) == SECTIONS.index(a.section) + 1 and b.start - a.end < 12


def _best(candidates: Sequence[Heading], ordinal: int, *, last: bool) -> Heading | None:
    """Return the most convincing candidate: its number, the official words, its place."""
    if not candidates:
        return None
    order = list(candidates)[::-1] if last else list(candidates)
    return max(order, key=lambda h: _conviction(h, ordinal))


def _conviction(h: Heading, ordinal: int) -> tuple[int, int]:
    right = h.ordinal == ordinal
    if h.official:
        return (3 if right and h.style == "han" else 2 if right or not h.style else 1), not h.inline
    if h.style == "han":
        return (2 if right else 1), not h.inline
    if h.style == "digit":
        return (1 if right else 0), not h.inline
    # （一）基本情况 is a heading inside a section far more often than one of a section.
    return (0 if h.style == "bracket" else 1), not h.inline


def _numbered_one(found: Sequence[Heading], before: int) -> Heading | None:
    """Return a line `一、…` with other words, if it opens the text: 一、 alone, 一、2020年工作."""
    return next((h for h in found if h.ordinal == 1 and h.style == "han" and h.start < before), None)


def cut_prose(
    document: Document,
    found: Sequence[Heading],
    tables: Mapping[str, tuple[int, int]],
    title_end: int,
    start: int,
    end: int,
) -> Prose:
    """Cut the prose between the headings and tables of one report."""
    headings = choose_headings(found, tables, start, end)
    borders = sorted([h.start for h in headings.values()] + [b for b, _ in tables.values()] + [end])
    closing = find_closing(document, _last_start(headings, tables, title_end), end)

    def until(position: int) -> int:
        stop = next((border for border in borders if border >= position), end)
        return min(stop, closing.start) if closing and closing.start >= position else stop

    def slice_of(name: str) -> Section | None:
        heading = headings.get(name)
        if heading is None:
            return None
        begin = heading.end
        return _section(document, begin, until(begin), heading.text(document))

    sections: dict[str, Section | None] = {}
    first = borders[0]
    if "OVERVIEW" in headings:
        sections["preamble"] = _section(document, title_end, _before_contents(found, title_end, first), None, page=True)
        sections["overview"] = slice_of("OVERVIEW")
    else:
        sections["preamble"] = None
        sections["overview"] = _section(document, title_end, until(title_end), None, page=True)
    sections["problems"] = slice_of("PROBLEMS")
    sections["other_matters"] = slice_of("OTHER_MATTERS")
    sections["closing"] = _section(document, closing.start, closing.end, None) if closing else None
    remarks: dict[str, Section | None] = {}
    for name, table in TABLE_OF.items():
        remarks[table] = slice_of(name)
        if table in tables:
            behind = _section(document, tables[table][1], until(tables[table][1]), None)
            if table == "review" and "PROBLEMS" not in headings and behind and sections["problems"] is None:
                sections["problems"] = behind
            elif behind and remarks[table] is None:
                remarks[table] = behind
    return Prose(sections, remarks, headings, closing)


def _last_start(headings: Mapping[str, Heading], tables: Mapping[str, tuple[int, int]], default: int) -> int:
    return max([h.end for h in headings.values()] + [e for _, e in tables.values()] + [default])


def _before_contents(found: Sequence[Heading], start: int, first: int) -> int:
    """The preamble ends before a contents page."""
    return min([h.start for h in found if h.contents and start <= h.start < first] + [first])


def _before_text(line: ProseLine) -> bool:
    """Return whether a line at the beginning belongs to the page or repeats the title."""
    page = is_page_line(line.text) or opens_page(line.text) or len(line.compact) < 3
    return page or is_title_line(line.compact) or _DATED.fullmatch(line.compact) is not None


def _section(document: Document, start: int, end: int, heading: str | None, *, page: bool = False) -> Section | None:
    """Return the prose of a span, trimmed; lines of the page around the report are left out at its ends."""
    lines = lines_between(document, start, end)
    while lines and is_page_line(lines[-1].text):
        lines.pop()
    if page:
        while lines and _before_text(lines[0]):
            lines.pop(0)
    if not lines:
        return None
    begin, stop = lines[0].start, lines[-1].end
    return Section(document.text[begin:stop], begin, stop, heading)
