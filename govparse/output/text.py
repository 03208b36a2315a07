"""Findings for a person at a terminal: where, what, the part of the table, what would mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from govparse.output.cells import cell_words
from govparse.output.excerpt import Excerpt, Line, excerpts
from govparse.output.mends import choices
from govparse.output.places import Quote, is_text, position, quotes
from govparse.output.results import Item, Result, count, failures, reports
from govparse.output.widths import clip, pad, plain, width, window
from govparse.output.words import Language, say, where
from govparse.records import AnnualReport, Finding, Severity

_QUOTES = 4
"""So many places are quoted of one finding."""
_LABEL = 44
_NARROW_LABEL = 16
_COLUMN_WIDTHS = (24, 16, 12, 8)
"""Widths to which columns are cut, one after the other, until a row fits."""
_COLOURS: dict[Severity, str] = {"error": "31;1", "warning": "33;1", "info": "36"}


@frozen
class Style:
    """How text is set: the columns of the terminal, and whether it shows colours."""

    columns: int = 100
    colour: bool = False

    def paint(self, text: str, code: str) -> str:
        """Return text in a colour or underlined, where the terminal shows that."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text


def write_text(items: Sequence[Item], language: Language, style: Style) -> Iterator[str]:
    """Yield the lines of all reports; a report without findings says so."""
    results = list(reports(items))
    for i, item in enumerate(results):
        if i:
            yield ""
        yield from _report(item, language, style)
    if len(items) > 1:
        yield ""
        found = count(results)
        yield say(
            "total",
            language,
            reports=len(results),
            failures=sum(1 for _ in failures(items)),
            **{name: found[name] for name in _COLOURS},
        )


def _report(item: Result, language: Language, style: Style) -> Iterator[str]:
    report = item.report
    title = plain(report.title or "").strip() or say("untitled", language)
    year = say("of_year", language, year=report.year) if report.year is not None else ""
    yield style.paint(f"{plain(report.source)}{say('colon', language)}{title}{year}", "1")
    for found in item.by_severity():
        yield from _finding(report, found, language, style, "  ")
    tally = tally_words(item, language)
    yield f"  {tally if item.findings else clean_words(item, language) + say('stop', language) + tally}"


def clean_words(item: Result, language: Language) -> str:
    """Say that nothing was found; of a report whose sums do not hold, that nothing was asked about them."""
    return say("clean_selected" if item.tally["broken"] else "clean", language)


def tally_words(item: Result, language: Language) -> str:
    """Say how many sums of the form hold."""
    holds, broken, blanks, unknown = item.tally.values()
    if not sum(item.tally.values()):
        return say("no_tally", language)
    details = {"holds": holds, "broken": broken, "blanks": blanks, "open": unknown}
    return say("tally", language, all=sum(item.tally.values()), **details)


def _finding(report: AnnualReport, found: Finding, language: Language, style: Style, indent: str) -> Iterator[str]:
    at = position(report, found, language)
    severity = style.paint(say(found.severity, language), _COLOURS[found.severity])
    message = plain(found.messages[language])
    yield f"{indent}{severity} [{found.rule}] {at}{say('colon', language) if at else ''}{message}"
    inner = indent + "    "
    shown = list(quotes(report, found))
    # What is only worth knowing is shown once: as it is printed, or as the table has it.
    for part in () if shown and found.severity == "info" else excerpts(report, found, language):
        yield from _excerpt(part, language, style, inner)
    for quote in shown[:_QUOTES]:
        at = "" if quote.place.kind == "text" and not is_text(report) else where(quote.place, language)
        yield from _quote(quote, f"{at}{say('colon', language)}" if at else "", style, inner)
    if len(shown) > _QUOTES:
        yield inner + say("places_more", language, count=len(shown) - _QUOTES)
    for line in (*elsewhere(found, language), *choices(found, language)):
        yield inner + plain(line)
    if found.related:
        yield inner + say("related", language)
        for other in found.related:
            yield from _brief(report, other, language, inner + "  ")


def _brief(report: AnnualReport, found: Finding, language: Language, indent: str) -> Iterator[str]:
    """Yield a finding that another one explains: its message, and those that it explains itself."""
    at = position(report, found, language)
    message = plain(found.messages[language])
    yield f"{indent}{say(found.severity, language)} [{found.rule}] {at}{say('colon', language) if at else ''}{message}"
    for other in found.related:
        yield from _brief(report, other, language, indent + "  ")


def elsewhere(found: Finding, language: Language) -> Iterator[str]:
    """Yield the numbers that are printed in another report (that of the year before)."""
    for side in found.sides:
        for term in side.terms:
            if term.source is not None:
                at = say("comma", language) + where(term.place, language) if term.place else ""
                cell = cell_words(term.code) if term.code else ""
                shown = term.text or ("[ ]" if term.value is None else str(term.value))
                yield say("elsewhere", language, source=term.source, where=at, cell=cell, text=shown)


# ── parts of tables ────────────────────────────────────────────────────────────────


def _excerpt(part: Excerpt, language: Language, style: Style, indent: str) -> Iterator[str]:
    widths, label = _fit(part, style.columns - len(indent))
    heads = [pad(clip(head, limit - 2), limit, right=True) for head, limit in zip(part.columns, widths, strict=True)]
    yield indent + pad(part.table, label) + "".join(heads)
    for line in part.lines:
        yield (indent + pad(clip(line.label, label), label) + _cells(line, widths, style)).rstrip()
        if any(line.suspect):
            marks = (
                pad("^" * width(cell) if cell and suspect else "", limit, right=True)
                for cell, suspect, limit in zip(line.cells, line.suspect, widths, strict=True)
            )
            yield (indent + " " * label + "".join(marks)).rstrip()
    for sentence, left_out in (("rows_left_out", part.zeros), ("rows_more", part.more)):
        if left_out:
            yield indent + say(sentence, language, count=left_out)


def _cells(line: Line, widths: Sequence[int], style: Style) -> str:
    words = []
    for cell, suspect, limit in zip(line.cells, line.suspect, widths, strict=True):
        cell = cell or ""
        blanks = " " * max(1, limit - width(cell))
        words.append(blanks + (style.paint(cell, "31;4") if suspect else cell))
    return "".join(words)


def _fit(part: Excerpt, columns: int) -> tuple[list[int], int]:
    """Return the widths of the columns and of the labels: labels are cut first, then the heads of columns."""
    longest = max([width(part.table), *(width(line.label) for line in part.lines)])
    label = min(longest, _LABEL)
    for limit in _COLUMN_WIDTHS:
        widths = [
            max(min(width(head), limit), *(width(line.cells[i] or "") for line in part.lines), 0) + 2
            for i, head in enumerate(part.columns)
        ]
        room = columns - sum(widths)
        if room >= min(label, _NARROW_LABEL):
            return widths, min(label, room)
    return widths, min(label, _NARROW_LABEL)


def _quote(quote: Quote, at: str, style: Style, indent: str) -> Iterator[str]:
    room = max(20, style.columns - len(indent) - width(at))
    before, clause, after = window(plain(quote.before.lstrip()), plain(quote.clause), plain(quote.after.rstrip()), room)
    yield f"{indent}{at}{before}{style.paint(clause, '31;4')}{after}"
    yield indent + " " * (width(at) + width(before)) + "^" * width(clause)
