"""Tables on what was read: inputs, reports by year and form, cells by state, what was unread and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from govparse.dataset.schema import BASES, STATES
from govparse.dataset.summary.counting import in_order
from govparse.dataset.summary.figures import LAYOUTS, MIXED
from govparse.dataset.summary.records import Cells, Figures, Part
from govparse.dataset.summary.tables import (
    Chart,
    Table,
    bars_of,
    numbers,
    percent,
    text,
    unlike,
    whole,
    year_words,
)
from govparse.dataset.summary.words import (
    as_it_is,
    called,
    failure_words,
    layout_words,
    rule_words,
    say,
    table_words,
)
from govparse.output.words import Language


def reading_tables(figures: Figures, language: Language) -> Iterator[Table]:
    """Yield the tables on what was read."""
    yield _overview(figures, language)
    yield _failures(figures, language)
    yield _coverage(figures, language)
    yield _layouts(figures, language)
    years = [year_words(own.year, language) for own in figures.cells_by_year]
    note = say("cells_note", language)
    yield _cells("cells_by_year", "year", years, figures.cells_by_year, (note,), language)
    formats = [as_it_is(own.name, language) for own in figures.cells_by_format]
    yield _cells("cells_by_format", "format_column", formats, figures.cells_by_format, (note,), language)
    layouts = [layout_words(own.name, language) for own in figures.cells_by_layout]
    notes = (note, say("cells_of_layout_note", language))
    yield _cells("cells_by_layout", "layout", layouts, figures.cells_by_layout, notes, language)
    yield _unread(figures, language)


def _overview(figures: Figures, language: Language) -> Table:
    own = figures.inputs
    found = [(say(name, language), getattr(own, name)) for name in ("inputs", "used", "failed", "reports")]
    found.append((say("duplicates", language), own.duplicates))
    for duplicates in figures.duplicates:
        name = f"by_{duplicates.name}"
        words = say(name, language) if name in say.words else as_it_is(duplicates.name, language)
        found.append((words, duplicates.count))
    found += [(say(name, language), getattr(own, name)) for name in ("bodies", "unnamed")]
    found += [(say("format", language, name=as_it_is(f.name, language)), f.count) for f in figures.formats]
    rows = tuple((name, whole(count)) for name, count in found)
    columns = (text(say("what", language)), *numbers([say("count", language)]))
    return Table("overview", say("overview", language), columns, rows)


def _failures(figures: Figures, language: Language) -> Table:
    own = figures.inputs
    rows = tuple(
        (failure_words(f.name, language), whole(f.count), percent(Part("", f.count, own.inputs)))
        for f in figures.failures
    )
    columns = (text(say("reason", language)), *numbers([say("count", language), say("share", language)]))
    return Table("failures", say("failures", language), columns, rows)


def _coverage(figures: Figures, language: Language) -> Table:
    titles = [say("reports", language), say("duplicates", language)]
    charts = []
    years = [own for own in figures.coverage if own.year != "all"]
    if figures.coverage:
        for at, table in enumerate(figures.coverage[0].tables):
            words = table_words(table.table, language)
            forms = [_form(form.name, language) for form in table.forms]
            titles += [f"{words} {form}" for form in forms]
            charts.append(
                Chart(
                    say("coverage_chart", language, table=words),
                    "columns",
                    tuple(year_words(own.year, language) for own in years),
                    unlike(forms),
                    bars_of([[form.count for form in own.tables[at].forms] for own in years]),
                )
            )
    rows = tuple(
        (
            year_words(own.year, language),
            whole(own.reports),
            whole(own.duplicates),
            *(whole(form.count) for table in own.tables for form in table.forms),
        )
        for own in figures.coverage
    )
    columns = (text(say("year", language)), *numbers(titles))
    notes = (say("coverage_note", language),)
    return Table("coverage", say("coverage", language), columns, rows, notes, tuple(charts))


def _form(name: str | None, language: Language) -> str:
    if name is None:
        return say("no_form", language)
    return say("mixed", language) if name == MIXED else as_it_is(name, language)


def _layouts(figures: Figures, language: Language) -> Table:
    found = [{count.name: count.count for count in own.layouts} for own in figures.layouts]
    names = in_order({name for own in found for name in own}, LAYOUTS)
    rows = tuple((layout_words(name, language), *(whole(own.get(name, 0)) for own in found)) for name in names)
    tables = [table_words(own.table, language) for own in figures.layouts]
    columns = (text(say("layout", language)), *numbers(tables))
    return Table("layouts", say("layouts", language), columns, rows, (say("layouts_note", language),))


def _cells(
    key: str, head: str, names: Sequence[str], found: Sequence[Cells], notes: tuple[str, ...], language: Language
) -> Table:
    titles = [say("cells", language), *(called(state, language) for state in STATES), say("unread_share", language)]
    titles += [say("basis_of", language, name=called(basis, language)) for basis in BASES]
    rows = []
    for name, own in zip(names, found, strict=True):
        states = [whole(own.states[state]) for state in STATES]
        bases = [whole(own.bases[basis]) for basis in BASES]
        unread = percent(Part("unread", own.states["unread"], own.cells))
        rows.append((name, whole(own.cells), *states, unread, *bases))
    every = year_words("all", language)
    drawn = [
        (name, own)
        for name, own in zip(names, found, strict=True)
        if own.cells and (key, name) != ("cells_by_year", every)
    ]
    chart = Chart(
        say(key, language),
        "columns" if head == "year" else "bars",
        unlike([name for name, _ in drawn]),
        tuple(called(state, language) for state in STATES),
        bars_of([[own.states[state] / own.cells for state in STATES] for _, own in drawn]),
        percent=True,
    )
    columns = (text(say(head, language)), *numbers(titles))
    return Table(key, say(key, language), columns, tuple(rows), notes, (chart,))


def _unread(figures: Figures, language: Language) -> Table:
    found: dict[str | None, dict[str | None, int]] = defaultdict(dict)
    for own in figures.unread:
        found[own.reason][own.layout] = own.cells
    layouts = in_order({own.layout for own in figures.unread}, LAYOUTS)
    every = sum(own.cells for own in figures.unread)
    rows = []
    for reason, of_layout in found.items():
        cells = sum(of_layout.values())
        share = percent(Part("", cells, every))
        by_layout = [whole(of_layout.get(layout, 0)) for layout in layouts]
        rows.append((as_it_is(reason, language), whole(cells), share, *by_layout, rule_words(reason, language)))
    names = [layout_words(layout, language) for layout in layouts]
    titles = [say("cells", language), say("share", language), *names]
    columns = (text(say("reason", language)), *numbers(titles), text(say("why", language)))
    chart = Chart(
        say("unread", language),
        "bars",
        unlike([as_it_is(reason, language) for reason in found]),
        unlike(names),
        bars_of([[of_layout.get(layout, 0) for layout in layouts] for of_layout in found.values()]),
    )
    return Table("unread", say("unread", language), columns, tuple(rows), (), (chart,))
