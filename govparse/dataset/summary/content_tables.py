"""Tables on what reports say: requests and what became of them, reviews, sums, findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govparse.dataset.summary.outcomes import DENIED, FLOW
from govparse.dataset.summary.records import Breakdown, Figures
from govparse.dataset.summary.tables import (
    Chart,
    Table,
    bars_of,
    counted_share,
    decimal,
    numbers,
    percent,
    text,
    unlike,
    whole,
    year_words,
)
from govparse.dataset.summary.words import (
    called,
    column_words,
    group_words,
    procedure_words,
    row_words,
    rule_words,
    say,
    severity,
)
from govparse.forms.headings import TABLE_OF, official_heading
from govparse.output.widths import plain
from govparse.output.words import Language

_LEFT_OUT = ("reports", "incomplete", "contradictory", "counted")


def content_tables(figures: Figures, language: Language) -> Iterator[Table]:
    """Yield the tables on what reports say."""
    yield _flow(figures, language)
    yield _outcomes(figures, language)
    yield _grounds(figures, language)
    yield _reviews(figures, language)
    yield _sums(figures, language)
    yield _findings(figures, language)


def _titled(key: str, table: str, language: Language) -> str:
    """Return a title; in Chinese with the heading of the section it is about."""
    title = say(key, language)
    section = next(section for section, name in TABLE_OF.items() if name == table)
    return f"{title}：{official_heading(section)}" if language == "zh" else title


def _flow(figures: Figures, language: Language) -> Table:
    rows = tuple(
        (
            year_words(own.year, language),
            row_words(own.code, language),
            whole(own.reports),
            whole(own.of),
            whole(own.total),
            decimal(own.mean),
            decimal(own.median),
        )
        for own in figures.flow
    )
    columns = (
        text(say("year", language)),
        text(say("row", language)),
        *numbers([say(name, language) for name in ("with_number", "of_reports", "sum", "mean", "median")]),
    )
    by_year: dict[str, list[float]] = {}
    for own in figures.flow:
        if own.year != "all":
            by_year.setdefault(year_words(own.year, language), []).append(float(own.mean or 0))
    chart = Chart(
        say("flow_chart", language),
        "columns",
        tuple(by_year),
        tuple(row_words(code, language) for code in FLOW),
        bars_of(list(by_year.values())),
        stacked=False,
    )
    note = say("flow_note", language, total=column_words(FLOW[0], language))
    title = _titled("flow", "requests", language)
    return Table("flow", title, columns, rows, (note,), (chart,), labels=2)


def _outcomes(figures: Figures, language: Language) -> Table:
    groups = [group_words(part.name, language) for part in figures.outcomes[0].groups] if figures.outcomes else []
    rows = tuple(
        (
            year_words(own.year, language),
            *_counts(own),
            *(counted_share(part) for part in own.groups),
        )
        for own in figures.outcomes
    )
    titles = [*(say(name, language) for name in _LEFT_OUT), say("concluded", language), *groups]
    drawn = [own for own in figures.outcomes if own.total and own.year != "all"]
    chart = Chart(
        say("outcomes_chart", language),
        "columns",
        tuple(year_words(own.year, language) for own in drawn),
        tuple(groups),
        bars_of([[part.count / part.of for part in own.groups] for own in drawn]),
        percent=True,
    )
    columns = (text(say("year", language)), *numbers(titles))
    notes = (say("breakdown_note", language),)
    return Table("outcomes", _titled("outcomes", "requests", language), columns, rows, notes, (chart,))


def _counts(own: Breakdown) -> tuple[str, ...]:
    return tuple(map(whole, (own.reports, own.incomplete, own.contradictory, own.counted, own.total)))


def _grounds(figures: Figures, language: Language) -> Table:
    found = figures.grounds
    rows: list[tuple[str, ...]] = []
    series: list[str] = []
    if found:
        rows.append((say("counted", language), *(whole(own.counted) for own in found)))
        rows.append((say("denied", language), *(whole(own.denied) for own in found)))
        series = [row_words(part.name, language) for part in found[0].parts]
        for at, name in enumerate(series):
            rows.append((name, *(counted_share(own.parts[at]) for own in found)))
    group = group_words(DENIED, language)
    columns = (text(say("ground", language)), *numbers([year_words(own.year, language) for own in found]))
    every = [own for own in found if own.year == "all" and own.denied]
    shares = [[part.count / part.of] for own in every for part in own.parts]
    chart = Chart(
        say("grounds_chart", language, group=group),
        "bars",
        tuple(series if every else ()),
        (say("share", language),),
        bars_of(shares),
        percent=True,
    )
    notes = (say("grounds_note", language, group=group),)
    return Table("grounds", say("grounds", language, group=group), columns, tuple(rows), notes, (chart,))


def _reviews(figures: Figures, language: Language) -> Table:
    found = figures.reviews
    parts = [column_words(part.name, language) for part in found[0].parts] if found else []
    rows = tuple(
        (
            procedure_words(own.code, language),
            year_words(own.year, language),
            *_counts(own),
            *(counted_share(part) for part in own.parts),
        )
        for own in found
    )
    titles = [*(say(name, language) for name in _LEFT_OUT), say("cases", language), *parts]
    columns = (text(say("procedure", language)), text(say("year", language)), *numbers(titles))
    drawn = [own for own in found if own.total and own.year == "all"]
    chart = Chart(
        say("reviews_chart", language),
        "bars",
        tuple(procedure_words(own.code, language) for own in drawn),
        tuple(parts),
        bars_of([[part.count / part.of for part in own.parts] for own in drawn]),
        percent=True,
    )
    notes = (say("breakdown_note", language),)
    title = _titled("reviews", "review", language)
    return Table("reviews", title, columns, rows, notes, (chart,), labels=2)


def _sums(figures: Figures, language: Language) -> Table:
    rows = tuple(
        (
            _kind(own.kind, language),
            year_words(own.year, language),
            whole(own.holds),
            whole(own.broken.count),
            percent(own.broken),
            whole(own.broken.of),
            whole(own.if_blanks_are_zero),
            whole(own.not_assessable),
        )
        for own in figures.sums
    )
    titles = [called("holds", language), called("broken", language), say("broken_share", language)]
    titles += [say("assessable", language), called("holds if blanks are zero", language)]
    titles.append(called("not assessable", language))
    columns = (text(say("kind", language)), text(say("year", language)), *numbers(titles))
    kinds = list(dict.fromkeys(own.kind for own in figures.sums if own.kind != "all"))
    years = list(dict.fromkeys(own.year for own in figures.sums if own.kind == "all" and own.year != "all"))
    shares = {(own.year, own.kind): own.broken for own in figures.sums if own.broken.of}
    chart = Chart(
        say("sums_chart", language),
        "columns",
        tuple(year_words(year, language) for year in years),
        tuple(_kind(kind, language) for kind in kinds),
        bars_of(
            [
                [shares[year, kind].count / shares[year, kind].of if (year, kind) in shares else 0 for kind in kinds]
                for year in years
            ]
        ),
        stacked=False,
        percent=True,
    )
    return Table("sums", say("sums", language), columns, rows, (say("sums_note", language),), (chart,), labels=2)


def _kind(kind: str, language: Language) -> str:
    return say("all", language) if kind == "all" else called(kind, language)


def _findings(figures: Figures, language: Language) -> Table:
    rows = tuple(
        (
            plain(own.rule),
            severity(own.severity, language),
            whole(own.findings),
            whole(own.reports),
            rule_words(own.rule, language),
        )
        for own in figures.findings
    )
    columns = (
        text(say("rule", language)),
        text(say("severity", language)),
        *numbers([say("found", language), say("in_reports", language)]),
        text(say("why", language)),
    )
    rules = list(dict.fromkeys(own.rule for own in figures.findings))
    severities = list(dict.fromkeys(own.severity for own in figures.findings))
    reports: Sequence[Sequence[float]] = [
        [sum(own.reports for own in figures.findings if (own.rule, own.severity) == (rule, s)) for s in severities]
        for rule in rules
    ]
    chart = Chart(
        say("findings_chart", language),
        "bars",
        unlike([plain(rule) for rule in rules]),
        unlike([severity(own, language) for own in severities]),
        bars_of(reports),
        stacked=False,
    )
    notes = (say("findings_note", language),)
    return Table("findings", say("findings", language), columns, rows, notes, (chart,), labels=2)
