"""A page that an office can mail: the findings, then each report in its official form with marks.

One file: nothing is fetched, no script runs. A mark is a number and a frame, so that it is seen without
colours and in print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from attrs import frozen

from govparse.output.cells import cell_words, suspects
from govparse.output.marks import Marked, spans_of
from govparse.output.mends import choices
from govparse.output.places import position
from govparse.output.results import Failure, Item, Result, failures, reports
from govparse.output.text import clean_words, elsewhere, tally_words
from govparse.output.words import Language, say
from govparse.records import Finding
from govparse.rendering.html import STYLE, body, page
from govparse.rendering.official import lay_out

_POLICY = """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">"""
_UNSEEN = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]")
"""Control characters, and those that turn the order of what follows around: no page may hold them."""
_LINKS = 30
"""So many cells of one finding are named and linked to."""
_STYLE = (
    STYLE.replace("max-width: 60em", "max-width: 100em")
    + """
.top, aside, .made { font-family: "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; font-size: 0.9em; }
.made, .tally { color: #444; }
.sides { display: grid; grid-template-columns: minmax(0, 5fr) minmax(16em, 2fr); gap: 2em; align-items: start; }
.form { border: 1px solid #999; padding: 1em 2em; }
aside { position: sticky; top: 0; max-height: 100vh; overflow: auto; }
ol.findings { list-style: none; padding: 0; }
ol.findings > li { border-left: 4px solid; margin: 0 0 1em; padding: 0 0 0 0.7em; break-inside: avoid; }
ol.findings > li.error { border-left-color: #b00020; }
ol.findings > li.warning { border-left-color: #b36b00; border-left-style: dashed; }
ol.findings > li.info { border-left-color: #33658a; border-left-style: dotted; }
li:target, td:target, mark:target { background: #fff3bf; }
.severity { font-weight: bold; }
.n { border: 1px solid; border-radius: 0.8em; padding: 0 0.4em; font-size: 0.8em; text-decoration: none; }
.n { color: #000; background: #fff; white-space: nowrap; font-family: sans-serif; }
td.marked { outline: 3px solid #b00020; outline-offset: -3px; font-weight: bold; }
td.warning { outline: 3px dashed #b36b00; }
td.info { outline: 2px dotted #33658a; font-weight: normal; }
mark { background: none; border-bottom: 3px solid #b00020; }
code { font-size: 0.95em; }
section.report { margin-top: 2.5em; border-top: 3px double; }
@media (max-width: 60em) { .sides { display: block; } .form { padding: 0.5em; } }
@media print {
  body { max-width: none; margin: 0; }
  .sides { display: block; } .form { border: none; padding: 0; }
  aside { position: static; max-height: none; overflow: visible; }
  tr, td, th { break-inside: avoid; } h1, h2 { break-after: avoid; } a { color: inherit; }
  section.report { break-before: page; border-top: none; }
}
""".rstrip()
)


@frozen
class _Shown:
    """A report on the page: its anchor, its findings numbered from 1, its marks, the lines of its form."""

    key: str
    item: Result
    findings: tuple[tuple[int, Finding], ...]
    marked: Marked
    form: tuple[str, ...]

    @property
    def printed(self) -> bool:
        """Return whether its form is on the page: of many, only those of which something is to be said."""
        return bool(self.form)

    @property
    def title(self) -> str:
        return " ".join((self.item.report.title or "").split()) or self.item.report.source


def write_page(items: Sequence[Item], language: Language) -> str:
    """Write one page for all reports."""
    alone = len(items) == 1
    shown = [_shown(f"r{i}", item, language, alone=alone) for i, item in enumerate(reports(items), start=1)]
    title = shown[0].title if len(items) == len(shown) == 1 else say("page_title", language)
    lines = ['<div class="top">', f"<h1>{escape(say('page_title', language))}</h1>", *_made(language)]
    lines += _failed(list(failures(items)), language)
    for entry in shown:
        lines += _entry(entry, language)
    lines.append("</div>")
    for entry in shown:
        if entry.printed:
            lines += _report(entry, language)
    written = page(title, _STYLE, lines, "zh-CN" if language == "zh" else "en", _POLICY)
    return _UNSEEN.sub("", written)


def _shown(key: str, item: Result, language: Language, *, alone: bool) -> _Shown:
    findings = tuple(enumerate(item.by_severity(), start=1))
    cells: dict[str, list[int]] = {}
    for number, found in findings:
        for code in suspects(found):
            cells.setdefault(code, []).append(number)
    severities = {number: found.severity for number, found in findings}
    marked = Marked(key, cells, severities, spans_of(item.report, findings))
    if not (findings or alone):
        return _Shown(key, item, (), marked, ())
    try:
        # Written first: what is linked to must be there.
        form = tuple(body(lay_out(item.report), marked))
    except ValueError:  # a form that is not known here
        form = (f"<p>{escape(say('page_no_form', language))}</p>",)
    return _Shown(key, item, findings, marked, form)


def _made(language: Language) -> Iterator[str]:
    from govparse import __version__

    yield f'<p class="made">{escape(say("page_made", language, version=__version__))}</p>'


def _failed(failed: Sequence[Failure], language: Language) -> Iterator[str]:
    if failed:
        yield f"<h2>{escape(say('page_failed', language))}</h2>"
        yield "<ul>"
        for failure in failed:
            words = f"{failure.source}{say('colon', language)}{failure.messages[language]}"
            yield f'<li class="failure">{escape(words)}</li>'
        yield "</ul>"


# ── the list on top ────────────────────────────────────────────────────────────────


def _entry(entry: _Shown, language: Language) -> Iterator[str]:
    report = entry.item.report
    title = escape(entry.title)
    linked = f'<a href="#{entry.key}">{title}</a>' if entry.printed else title
    yield f'<h2 id="{entry.key}-top">{linked}</h2>'
    source = escape(report.source)
    clean = "" if entry.findings else f" <strong>{escape(clean_words(entry.item, language))}</strong>"
    yield f'<p class="tally">{source}{clean}<br>{escape(tally_words(entry.item, language))}</p>'
    if entry.findings:
        yield '<ol class="findings">'
        for number, found in entry.findings:
            target = entry.marked.target(number, found)
            yield f'<li class="{found.severity}">{_head(entry, number, found, language)} '
            yield f'<a href="#{target}">{escape(found.messages[language])}</a></li>'
        yield "</ol>"


def _head(entry: _Shown, number: int, found: Finding, language: Language) -> str:
    severity = escape(say(found.severity, language))
    return (
        f'<a class="n" href="#{entry.key}-f{number}">{number}</a> '
        f'<span class="severity">{severity}</span> <code>{escape(found.rule)}</code>'
    )


# ── a report with its findings beside ──────────────────────────────────────────────


def _report(entry: _Shown, language: Language) -> Iterator[str]:
    yield f'<section class="report" id="{entry.key}">'
    yield '<div class="sides">'
    yield '<article class="form" lang="zh-CN">'
    yield from entry.form
    yield "</article>"
    yield "<aside>"
    yield f"<p><strong>{escape(say('page_findings', language))}</strong> "
    yield f'<a href="#{entry.key}-top">{escape(say("back", language))}</a></p>'
    if entry.findings:
        yield '<ol class="findings">'
        for number, found in entry.findings:
            yield from _card(entry, number, found, language)
        yield "</ol>"
    else:
        yield f"<p>{escape(clean_words(entry.item, language))}</p>"
    yield "</aside></div></section>"


def _card(entry: _Shown, number: int, found: Finding, language: Language) -> Iterator[str]:
    yield f'<li class="{found.severity}" id="{entry.key}-f{number}">{_head(entry, number, found, language)}'
    at = position(entry.item.report, found, language)
    yield f"<p>{escape(at)}{say('colon', language) if at else ''}{escape(found.messages[language])}</p>"
    links = list(_links(entry.marked, number, found, language))
    if links:
        more = " …" if len(links) > _LINKS else ""
        yield f"<p>{escape(say('page_cells', language))}{'；'.join(links[:_LINKS])}{more}</p>"
    for line in (*elsewhere(found, language), *choices(found, language)):
        yield f"<p>{escape(line)}</p>"
    yield from _explained(entry, found, language)
    yield "</li>"


def _links(marked: Marked, number: int, found: Finding, language: Language) -> Iterator[str]:
    for code in suspects(found):
        if marked.has(code):
            yield f'<a href="#{marked.cell_id(code)}">{escape(cell_words(code))}</a>'
    if marked.in_text(number):
        yield f'<a href="#{marked.text_id(number)}">{escape(say("page_text", language))}</a>'


def _explained(entry: _Shown, found: Finding, language: Language) -> Iterator[str]:
    if found.related:
        yield f"<p>{escape(say('related', language))}</p><ul>"
        for other in found.related:
            at = position(entry.item.report, other, language)
            words = f"{at}{say('colon', language) if at else ''}{other.messages[language]}"
            yield f"<li><code>{escape(other.rule)}</code> {escape(words)}"
            yield from _explained(entry, other, language)
            yield "</li>"
        yield "</ul>"
