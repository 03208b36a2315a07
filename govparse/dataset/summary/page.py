"""A page about a dataset: one file with charts and tables. Nothing is fetched, no script runs."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import chain

from govparse.dataset.summary.charts import colours, draw
from govparse.dataset.summary.content_tables import content_tables
from govparse.dataset.summary.reading_tables import reading_tables
from govparse.dataset.summary.records import Figures
from govparse.dataset.summary.tables import Chart, Table
from govparse.dataset.summary.words import say
from govparse.output.widths import plain
from govparse.output.words import Language
from govparse.rendering.html import page

_POLICY = """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">"""
_HEAD = _POLICY + '\n<meta name="viewport" content="width=device-width">'
_FONTS = '"Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif'
_STYLE = f"""
body {{ max-width: 62em; margin: 2em auto; padding: 0 1em; line-height: 1.5; overflow-wrap: anywhere; }}
body {{ color: #111; background: #fff; }}
body, svg text {{ font-family: {_FONTS}; }}
h2 {{ margin-top: 2.5em; border-top: 1px solid #999; padding-top: 0.8em; }}
.made, .note {{ color: #444; font-size: 0.9em; }}
figure {{ margin: 1.5em 0; break-inside: avoid; }}
figcaption {{ font-weight: bold; }}
svg {{ max-width: 100%; height: auto; display: block; }}
.legend {{ list-style: none; padding: 0; margin: 0.3em 0; font-size: 0.85em; }}
.legend li {{ display: inline-block; margin-right: 1.2em; }}
.legend span {{ display: inline-block; width: 0.9em; height: 0.9em; margin-right: 0.4em; vertical-align: -0.1em; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; font-size: 0.85em; }}
th, td {{ border: 1px solid #bbb; padding: 0.25em 0.5em; text-align: left; vertical-align: top; font-weight: normal; }}
thead th {{ background: #f0f0f0; }}
.number {{ text-align: right; font-variant-numeric: tabular-nums; }}
td.number, tbody th {{ white-space: nowrap; }}
thead th {{ min-width: 3em; }}
nav li {{ display: inline-block; margin-right: 1.2em; }}
nav ul {{ padding: 0; }}
@media print {{
  .wide {{ overflow: visible; }} tr {{ break-inside: avoid; }} .legend span {{ print-color-adjust: exact; }}
}}
""".strip()


def write_page(figures: Figures, language: Language) -> str:
    """Return the page. The same figures give the same page.

    Importing this raises `MissingExtra` where altair or vl-convert (the extra `summary`) is not installed.
    """
    tables = list(chain(reading_tables(figures, language), content_tables(figures, language)))
    lines = [f"<h1>{escape(say('title', language))}</h1>", *_made(figures, language)]
    links = (f'<li><a href="#{table.key}">{escape(table.title)}</a></li>' for table in tables)
    lines += ["<nav><ul>", *links, "</ul></nav>", "<main>"]
    for table in tables:
        lines += _section(table, language)
    lines.append("</main>")
    return page(say("title", language), _STYLE, lines, "zh-CN" if language == "zh" else "en", _HEAD)


def _made(figures: Figures, language: Language) -> Iterator[str]:
    from govparse import __version__

    yield f'<p class="made">{escape(say("made", language, version=__version__))}</p>'
    for own in figures.versions:
        words = say(
            "read_by", language, reports=own.reports, govparse=own.govparse or "?", grammars=own.grammars or "?"
        )
        yield f'<p class="made">{escape(plain(words))}</p>'


def _section(table: Table, language: Language) -> Iterator[str]:
    yield f'<section id="{table.key}">'
    yield f"<h2>{escape(table.title)}</h2>"
    for note in table.notes:
        yield f'<p class="note">{escape(note)}</p>'
    if table.rows:
        for chart in table.charts:
            if chart.marks:
                yield from _figure(chart, language)
        yield from _table(table)
    else:
        yield f"<p>{escape(say('nothing', language))}</p>"
    yield "</section>"


def _figure(chart: Chart, language: Language) -> Iterator[str]:
    yield "<figure>"
    yield f"<figcaption>{escape(chart.title)}</figcaption>"
    if len(chart.series) > 1:
        yield '<ul class="legend">'
        for name, colour in zip(chart.series, colours(chart), strict=True):
            yield f'<li><span style="background: {colour}"></span>{escape(name)}</li>'
        yield "</ul>"
    yield draw(chart, say("chart_of", language, title=chart.title))
    yield "</figure>"


def _table(table: Table) -> Iterator[str]:
    yield f'<div class="wide" tabindex="0" role="region" aria-label="{escape(table.title)}">'
    yield f"<table>\n<thead><tr>{''.join(_cells(table, tuple(c.title for c in table.columns), head=True))}</tr></thead>"
    yield "<tbody>"
    for row in table.rows:
        yield f"<tr>{''.join(_cells(table, row, head=False))}</tr>"
    yield "</tbody></table></div>"


def _cells(table: Table, row: tuple[str, ...], *, head: bool) -> Iterator[str]:
    for at, (column, words) in enumerate(zip(table.columns, row, strict=True)):
        scope = ' scope="col"' if head else ' scope="row"' if at < table.labels else ""
        tag = "th" if scope else "td"
        number = ' class="number"' if column.number else ""
        yield f"<{tag}{scope}{number}>{escape(words)}</{tag}>"
