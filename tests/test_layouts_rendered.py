"""Reports written in every layout in which they circulate, and read back."""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import cache

import pytest
from attrs import evolve
from fixtures import DATA, compact, stems

import govparse
from govparse import AnnualReport, Fact
from govparse.rendering.official import lay_out
from govparse.rendering.sheet import PAD, Cell, Paragraph, Row, Sheet, Table
from govparse.testing.layouts import LAYOUTS

REPORTS = [
    stem
    for stem in stems("seeds", "layouts")
    if stem.startswith("seeds/")
    or stem in ("layouts/m-dense-2019", "layouts/m-dense-2021")
    or any(kind in stem for kind in ("small", "natural", "totals"))
]
READABLE = [name for name, layout in LAYOUTS.items() if layout.readable]
SHOWN = [name for name, layout in LAYOUTS.items() if layout.blanks == "shown"]
DRAWS = range(12)


@cache
def parsed(stem: str) -> AnnualReport:
    return govparse.parse((DATA / f"{stem}.txt").read_bytes())


def said(fact: Fact) -> object:
    """Return what a fact says; of one that is unread, that it is."""
    if fact.state == "unread":
        return "unread"
    return fact.state, fact.value, fact.text, fact.unit, fact.note


def differing(report: AnnualReport, truth: Mapping[str, object], *silent: str) -> dict[str, object]:
    """Return the facts that say something else than they should, except those of a state in `silent`."""
    facts = {code: report.facts[code] for code in truth if code in report.facts}
    missing = {code: "absent" for code in truth if code not in facts and "absent" not in silent}
    return missing | {
        code: said(fact) for code, fact in facts.items() if said(fact) != truth[code] and fact.state not in silent
    }


def silent_states(name: str, *, blanks: bool) -> tuple[str, ...]:
    """Return the states that say nothing wrong of a fact printed in a layout."""
    if not LAYOUTS[name].readable:
        return "unread", "absent"
    return ("unread",) if blanks and name not in SHOWN else ()


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("stem", REPORTS)
def test_written_and_read_back(stem: str, name: str) -> None:
    report = parsed(stem)
    truth = {code: said(fact) for code, fact in report.facts.items()}
    written = LAYOUTS[name].write(lay_out(report))
    again = govparse.parse(written)
    blanks = any(fact.state == "blank" for fact in report.facts.values())
    assert differing(again, truth, *silent_states(name, blanks=blanks)) == {}
    if name not in READABLE:
        return
    assert (again.title, again.issuer, again.year) == (report.title, report.issuer, report.year)
    assert again.forms == report.forms
    # Pages and Word files have paragraphs, and no empty lines between the lines of one.
    verbatim = compact if name in ("html", "docx") else str
    for section, printed in report.sections.items():
        found = again.sections[section]
        assert (found and verbatim(found.text)) == (printed and verbatim(printed.text)), section


# ── blanks anywhere ────────────────────────────────────────────────────────────────


@cache
def blanked(draw: int) -> tuple[Sheet, dict[str, object]]:
    """Return a sheet with blanks by some habit, and what its facts say."""
    rng = random.Random(draw)
    report = parsed(rng.choice(["layouts/m-dense-2019", "layouts/m-dense-2021", "layouts/a-small-2021"]))
    habit = rng.choice(["any", "any", "rows", "columns", "totals", "last"])
    share = rng.choice([0.02, 0.1, 0.3, 0.6, 0.9])
    columns = {column for column in range(15) if rng.random() < share}
    truth = {code: said(fact) for code, fact in report.facts.items()}
    parts: list[Paragraph | Table] = []
    for part in lay_out(report).parts:
        if isinstance(part, Table):
            rows = []
            for row in part.rows:
                codes = [cell.code for cell in row.cells if cell.code]
                whole = rng.random() < share
                blank = {
                    code
                    for i, code in enumerate(codes)
                    if (habit == "any" and rng.random() < share)
                    or (habit == "rows" and whole)
                    or (habit == "columns" and i in columns)
                    or (habit == "totals" and len(codes) == 7 and i < 6)
                    or (habit == "last" and whole and i == len(codes) - 1)
                }
                truth |= dict.fromkeys(blank, ("blank", None, "", None, None))
                rows.append(evolve(row, cells=tuple(evolve(c, text="") if c.code in blank else c for c in row.cells)))
            part = evolve(part, rows=tuple(rows))
        parts.append(part)
    return Sheet(tuple(parts)), truth


@pytest.mark.parametrize("name", LAYOUTS)
def test_blanks_anywhere(name: str) -> None:
    for draw in DRAWS:
        sheet, truth = blanked(draw)
        silent = silent_states(name, blanks=True)
        assert differing(govparse.parse(LAYOUTS[name].write(sheet)), truth, *silent) == {}, draw


def test_what_is_no_blank_in_any_layout() -> None:
    """Slashes say as much in a line without separators as in a table."""
    report = parsed("layouts/m-dense-2021")
    rows = {"proactive.rules.issued", "proactive.rules.repealed", "proactive.rules.in_force"}
    sheet = lay_out(report)
    parts = tuple(
        evolve(
            part,
            rows=tuple(
                evolve(row, cells=tuple(evolve(c, text="/") if c.code in rows else c for c in row.cells))
                for row in part.rows
            ),
        )
        if isinstance(part, Table)
        else part
        for part in sheet.parts
    )
    for name in READABLE:
        again = govparse.parse(LAYOUTS[name].write(Sheet(parts)))
        assert {again.facts[code].state for code in rows} == {"not_applicable"}, name


def test_a_cell_that_cannot_be_read_does_not_hide_its_row() -> None:
    whole = (DATA / "layouts" / "j-dense-2021.txt").read_text(encoding="utf-8")
    report = govparse.parse(whole.replace(" 27 31 9 14 4 21 106", " ? 31 9 14 4 21 106"))
    unread = report.facts["requests.carried_in.natural_person"]
    assert (unread.state, unread.reason) == ("unread", "doubtful-cell")
    assert [report.facts[f"requests.carried_in.{column}"].value for column in ("business", "total")] == [31, 106]


# ── the writers themselves ─────────────────────────────────────────────────────────


@pytest.mark.parametrize("stem", [s for s in stems("layouts") if "dense" in s and s.split("/")[1][0] != "n"])
def test_written_as_the_fixtures_are(stem: str) -> None:
    """Where no cell is broken over lines, writer and fixture print the same lines."""
    name = stem.removeprefix("layouts/").partition("-")[0]
    whole = (DATA / f"{stem}.txt").read_text(encoding="utf-8")
    printed = _lines(whole)
    written = LAYOUTS[name].write(lay_out(parsed(stem)))
    assert isinstance(written, str)
    rules = "#-| " if name == "markdown" else ""
    assert [line for line in _lines(written) if line.strip(rules)] == [line for line in printed if line.strip(rules)]


def _lines(text: str) -> list[str]:
    for wide, narrow in ("（(", "）)", "：:", "，,"):
        text = text.replace(wide, narrow)
    lines = (" ".join(line.split(" ")).lstrip("# ") for line in text.splitlines())
    return [line.replace("|   |", "|  |").replace("|   |", "|  |") for line in lines if line.strip(" ")]


DAMAGED = [
    Sheet(()),
    Sheet((Table("review", 0, ()), Paragraph(""))),
    Sheet((Table("review", 2, ()),)),
    Sheet((Table("review", 2, (Row((), "review"), Row((), "review", body=True))),)),
    Sheet((Table("review", 2, (Row((Cell("", "value"),) * 5, "review", body=True), Row((PAD,), "review"))),)),
    Sheet((Table("review", 14, (Row((Cell("头", "head", wide=0, high=0), Cell("|\t\n", "head", 9, 9)), "review"),)),)),
    Sheet((Table("review", 3, (Row((Cell("组", "group", high=99), Cell("1", "value", 7)), "review", body=True),)),)),
]


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_sheet_is_too_odd(name: str) -> None:
    for sheet in DAMAGED:
        assert LAYOUTS[name].write(sheet) == LAYOUTS[name].write(sheet)
    for draw in range(40):
        rng = random.Random(draw)
        table = lay_out(parsed("layouts/m-dense-2021")).tables[rng.randrange(3)]
        rows = list(table.rows)
        rng.shuffle(rows)
        rows = [evolve(row, cells=tuple(rng.sample(row.cells, rng.randrange(len(row.cells) + 1)))) for row in rows]
        LAYOUTS[name].write(Sheet((evolve(table, rows=tuple(rows), width=rng.randrange(20)),)))


def test_the_registry() -> None:
    assert {"tabs", "markdown", "html", "docx"} < LAYOUTS.keys()
    for name, layout in LAYOUTS.items():
        assert name == layout.name
        assert layout.about
        assert layout.readable or layout.blanks == "lost"
