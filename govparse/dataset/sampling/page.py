"""The page on which a sample is checked: one file that asks for nothing and runs one script, its own."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from govparse.dataset.codes import codes
from govparse.dataset.sampling.interval import MARKS, Z
from govparse.dataset.sampling.marks import COLUMNS
from govparse.dataset.sampling.sampled import Lost, Sample, Sampled
from govparse.dataset.sampling.shown import Box, Excerpt, Grid, Lines, Run
from govparse.dataset.sampling.words import SCRIPT, say, template
from govparse.dataset.writing.plain import number_text
from govparse.output.words import Language, where
from govparse.records import Fact, PagePlace

_UNSEEN: Final = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]"
)
"""Control characters, and those that turn the order of what follows around: no page may hold them."""
GENERATOR: Final = "govparse sample"
"""By this the page is known again, so that it may be written anew."""
_MANY: Final = 50
"""So many lost sources are named."""
_INLINE: Final = 8
"""Characters of a line that does not get one of its own: of many layouts every cell is a line."""


def write_page(sample: Sample, language: Language, folder: Path | None = None) -> str:
    """Return the page. Links to sources are relative where these lie below `folder`, in which the page will be."""
    from govparse import __version__

    script, style = _resource("page.js"), _resource("page.css")
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    )
    title = say("title", language, name=sample.name)
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{"zh-CN" if language == "zh" else "en"}">',
        '<head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        f'<meta name="generator" content="{GENERATOR}">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{_text(title)}</title>",
        f"<style>{style}</style></head><body>",
        *_top(sample, title, language),
        *_bar(language),
        "<main>",
    ]
    for one in sample.facts:
        lines += _card(one, language, folder)
    lines += [
        f'</main><p class="top about">{_text(say("made", language, version=__version__))}</p>',
        f'<script type="application/json" id="data">{_data(sample, language)}</script>',
        f"<script>{script}</script></body></html>",
    ]
    return "\n".join(lines) + "\n"


def _resource(name: str) -> str:
    return files("govparse.dataset.sampling").joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _text(text: str) -> str:
    return escape(_UNSEEN.sub("", text))


# ── above the facts ────────────────────────────────────────────────────────────────


def _top(sample: Sample, title: str, language: Language) -> Iterator[str]:
    states = say("comma", language).join(say(f"state_{state}", language) for state in sample.states)
    about = say(
        "about", language, population=sample.population, count=len(sample.facts), seed=sample.seed, states=states
    )
    yield f'<div class="top"><h1>{_text(title)}</h1><p>{_text(about)}</p>'
    if len(sample.facts) < sample.wanted:
        fewer = say("fewer", language, wanted=sample.wanted, count=len(sample.facts))
        yield f"<p><strong>{_text(fewer)}</strong></p>"
    yield f"<p>{_text(say('how', language))}</p><p>{_text(say('rate', language))}</p>"
    if sample.lost:
        facts = sum(lost.facts for lost in sample.lost)
        yield f'<div id="lost"><h2>{_text(say("left_out", language))}</h2>'
        yield f"<p>{_text(say('left_out_why', language, facts=facts))}</p><ul>"
        for line in lost_lines(sample.lost, language, _MANY):
            yield f"<li>{_text(line)}</li>"
        yield "</ul></div>"
    yield f"<noscript><p><strong>{_text(say('no_script', language))}</strong></p></noscript></div>"


def lost_lines(lost: Sequence[Lost], language: Language, most: int) -> Iterator[str]:
    """Yield a line for each lost source, of many for the first."""
    for one in lost[:most]:
        yield say("lost", language, source=one.source, why=say(one.reason, language), facts=one.facts)
    if len(lost) > most:
        yield say("more", language, count=len(lost) - most)


def _bar(language: Language) -> Iterator[str]:
    yield '<div class="bar"><div><span id="progress"></span><span id="result" role="status"></span>'
    yield f'<button type="button" id="download">{_text(say("download", language))}</button>'
    yield f'<label class="button">{_text(say("load", language))}'
    yield '<input type="file" id="load" accept=".csv,.txt"></label>'
    yield '<span id="kept" class="about"></span><span id="said" role="status"></span></div></div>'


# ── a fact ─────────────────────────────────────────────────────────────────────────


def _card(one: Sampled, language: Language, folder: Path | None) -> Iterator[str]:
    code, name = codes()[one.fact.code], f"f{one.number}"
    yield f'<article id="{name}" data-mark="">'
    yield f'<div class="label"><span class="n">{one.number}.</span> {_text(code.label_zh)}</div>'
    yield f'<div class="code"><code>{_text(code.name)}</code> · {_text(code.label_en)}</div>'
    yield f'<div class="value">{_value(one, language)}</div>'
    yield f'<div class="excerpt" tabindex="0">{"".join(_excerpt(one.excerpt))}</div>'
    yield f'<div class="about">{"<br>".join(_about(one, language, folder))}</div><fieldset>'
    for mark in MARKS:
        words = _text(say(mark, language))
        yield f'<label><input type="radio" name="mark-{name}" value="{mark}"> {words}</label>'
    for field, length in (("printed", 40), ("note", 400)):
        attributes = f'type="text" name="{field}-{name}" maxlength="{length}" autocomplete="off"'
        yield f"<label>{_text(say(field, language))} <input {attributes}></label>"
    yield "</fieldset></article>"


def _value(one: Sampled, language: Language) -> str:
    fact = one.fact
    parts = [f"<b>{_text(in_words(fact.state, value_text(fact) or fact.text, language))}</b>"]
    if fact.unit:
        parts.append(f"{_text(say('unit', language))}{say('colon', language)}{_text(fact.unit)}")
    if fact.note:
        parts.append(f"{_text(say('beside', language))}{say('colon', language)}{_text(fact.note)}")
    basis = say(f"basis_{fact.basis}", language) if fact.basis else ""
    if basis:
        parts.append(f"{_text(say('basis', language))}{say('colon', language)}{_text(basis)}")
    if one.read is not None:
        was = in_words(one.read.state, "" if one.read.value is None else str(one.read.value), language)
        parts.append(f"{_text(say('read_as', language))}{say('colon', language)}{_text(was)}")
    return f'{parts[0]} <span class="about">{" · ".join(parts[1:])}</span>'


def value_text(fact: Fact) -> str:
    """Return the value of a fact as text, "" where it has none."""
    return "" if fact.value is None else number_text(Decimal(fact.value))


def in_words(state: str, value: str, language: Language) -> str:
    """Return a cell in words: a number alone, of other states the state, and what is printed."""
    if state == "number":
        return value
    words = say(f"state_{state}", language)
    return f"{words}{say('colon', language)}{value}" if value else words


def _about(one: Sampled, language: Language, folder: Path | None) -> Iterator[str]:
    report, colon = one.report, say("colon", language)
    title = " ".join((report.title or "").split())
    if title:
        yield f"{_text(say('report', language))}{colon}{_text(title)}"
    packed = f" · {_text(say('in_archive', language))}" if one.packed else ""
    link = f'<a href="{escape(link_to(one, folder))}" target="_blank" rel="noopener">{_text(report.source)}</a>'
    yield f"{_text(say('source', language))}{colon}{link}{packed}"
    yield f"{_text(say('place', language))}{colon}{_text(place_words(one.fact, language))}"


def link_to(one: Sampled, folder: Path | None) -> str:
    """Return the address of a source, or of the archive that holds it: relative to the page where it lies below."""
    path = Path(os.path.abspath(one.path))
    if folder is not None and path.is_relative_to(os.path.abspath(folder)):
        raw = os.fsencode(path.relative_to(os.path.abspath(folder)).as_posix())
        address = f"./{quote(raw)}"
    else:
        address = path.as_uri()
    place = one.fact.place
    return f"{address}#page={place.page}" if isinstance(place, PagePlace) and not one.packed else address


def place_words(fact: Fact, language: Language) -> str:
    """Return where a fact is printed; on a page with its box."""
    place = fact.place
    assert place is not None, "what is sampled has a place"
    words = where(place, language)
    if isinstance(place, PagePlace):
        left, top, right, bottom = (format(edge, ".0f") for edge in place.box)
        return say("box", language, where=words, left=left, top=top, right=right, bottom=bottom)
    return words


# ── excerpts ───────────────────────────────────────────────────────────────────────


def _excerpt(excerpt: Excerpt) -> Iterator[str]:
    for part in excerpt.parts:
        if isinstance(part, Lines):
            yield f'<p lang="zh-CN">{"".join(map(_run, _broken(part)))}</p>'
        else:
            yield f'<table lang="zh-CN">{"".join(_rows(part))}</table>'


def _rows(grid: Grid) -> Iterator[str]:
    for row in grid.rows:
        yield f"<tr>{''.join(map(_box, row))}</tr>"


def _box(box: Box) -> str:
    wide = f' colspan="{box.wide}"' if box.wide > 1 else ""
    high = f' rowspan="{box.high}"' if box.high > 1 else ""
    if not box.runs:
        return f'<td class="hole"{wide}>⋮</td>'
    return f"<td{wide}{high}>{''.join(map(_run, box.runs))}</td>"


def _broken(lines: Lines) -> Iterator[Run]:
    """Yield runs in which an end of line is kept beside a longer line only, else shown as a sign."""
    text = "".join(run.text for run in lines.runs)
    ends = [match.start() for match in re.finditer("\n", text)]
    kept = set()
    for at, end in enumerate(ends):
        before = text[ends[at - 1] + 1 if at else 0 : end]
        after = text[end + 1 : ends[at + 1] if at + 1 < len(ends) else len(text)]
        if max(len(before.strip(" \t\r|")), len(after.strip(" \t\r|"))) > _INLINE:
            kept.add(end)
    position = 0
    for run in lines.runs:
        shown = "".join("\v" if position + i in kept else char for i, char in enumerate(run.text))
        position += len(run.text)
        yield Run(shown, run.marked)


def _run(run: Run) -> str:
    words = "".join(
        "<i>⏎</i><br>" if part == "\v" else "<i>⏎</i> " if part == "\n" else "<i>⇥</i>" if part == "\t" else _text(part)
        for part in re.split("([\v\n\t])", run.text)
    )
    if not run.marked:
        return words
    return (
        f"<mark>{words}</mark>"
        if run.text.strip()
        else f'<mark class="blank" title="blank">[{words or "&nbsp;"}]</mark>'
    )


# ── what the script needs ──────────────────────────────────────────────────────────


def _data(sample: Sample, language: Language) -> str:
    facts = [row(one, language) for one in sample.facts]
    identity = json.dumps([sample.name, sample.seed, facts], ensure_ascii=True)
    found: dict[str, Any] = {
        "key": f"govparse-sample-{hashlib.sha256(identity.encode()).hexdigest()[:24]}",
        "file": f"sample-{sample.seed}.csv",
        "z": Z,
        "columns": COLUMNS,
        "facts": facts,
        "all": {"number": "all", "seed": str(sample.seed), "population": str(sample.population)},
        "words": {name: template(name, language) for name in SCRIPT},
    }
    # Within a script only `<` could end it or begin another one.
    return json.dumps(found, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")


def row(one: Sampled, language: Language) -> dict[str, str]:
    """Return what the CSV says of a fact, but for the marks."""
    fact, report = one.fact, one.report
    return {
        "number": str(one.number),
        "source": report.source,
        "report": str(report.number),
        "report_id": report.report_id,
        "code": fact.code,
        "label": codes()[fact.code].label_zh,
        "state": fact.state,
        "value": value_text(fact),
        "unit": fact.unit or "",
        "basis": fact.basis or "",
        "text": fact.text,
        "place": place_words(fact, language),
        "format": report.format,
        "layout": one.layout or "",
        "content_hash": report.content_hash,
    }
