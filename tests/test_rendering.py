"""A report in its official form: what is printed is what was read, in every layout."""

from __future__ import annotations

import io
import re
from decimal import Decimal

import docx
import pytest
from attrs import evolve
from fixtures import DATA, FORMATS, stems

import govparse
from govparse import AnnualReport, Fact
from govparse.forms.registry import forms
from govparse.limits import Limits
from govparse.reading.markup import html_tree
from govparse.rendering import WRITERS, Layout, render
from govparse.rendering.official import lay_out
from govparse.rendering.sheet import PAD, Cell, Row, Table
from govparse.testing import differences, synthetic_report

FILES = [DATA / f"{stem}.txt" for stem in stems("layouts", "irregular", "headings", "seeds")] + sorted(
    path for kind in ("html", "docx") for path in (FORMATS / kind).glob(f"*.{kind}")
)
PROSE = re.compile(r"(?:preamble|overview|problems|other_matters|closing|proactive|requests|review): ")


def dense(year: int) -> AnnualReport:
    return govparse.parse_file(DATA / "layouts" / f"m-dense-{year}.txt")


@pytest.mark.parametrize("layout", WRITERS)
@pytest.mark.parametrize("part", range(8))
def test_what_was_read_reads_back(layout: Layout, part: int) -> None:
    """Facts of every fixture, states and units included; prose is compared with synthetic reports."""
    compared = 0
    for path in FILES[part::8]:
        try:
            report = govparse.parse_file(path)
        except govparse.GovparseError:
            continue
        again = govparse.parse(render(report, layout))
        assert [words for words in differences(report, again) if not PROSE.match(words)] == [], path.name
        compared += 1
    assert compared > 20


@pytest.mark.parametrize("layout", ["tabs", "markdown"])
def test_prose_of_a_text_stands_as_it_was(layout: Layout) -> None:
    for stem in stems("layouts", "seeds"):
        report = govparse.parse_file(DATA / f"{stem}.txt")
        again = govparse.parse(render(report, layout))
        for name, section in report.sections.items():
            found = again.sections[name]
            assert (section and section.text) == (found and found.text), (stem, name)


@pytest.mark.parametrize("layout", WRITERS)
def test_the_same_report_gives_the_same_bytes(layout: Layout) -> None:
    report = synthetic_report(3)
    assert render(report, layout) == render(report, layout)


@pytest.mark.parametrize(("year", "results", "other"), [(2019, 20, 0), (2021, 22, 3)])
def test_a_page_has_the_spans_of_the_form(year: int, results: int, other: int) -> None:
    """As in the official documents: 三 stands beside all its results, （三） beside its eight rows."""
    tables = html_tree(render(dense(year), "html"), Limits()).findall(".//table")
    spans = {
        "".join(map(str, cell.itertext())): (int(cell.get("colspan", 1)), int(cell.get("rowspan", 1)))
        for table in tables
        for cell in table.iter("th")
    }
    form = next(form for form in forms() if form.name == str(year))
    label = form.official
    assert len(tables) == 3
    assert spans[label["CORNER"]] == (3, 3)
    assert spans[label["APPLICANT"]] == (7, 1)
    assert spans[label["NATURAL_PERSON"]] == (1, 2)
    assert spans[label["ORGANIZATIONS"]] == (5, 1)
    assert spans[label["BUSINESS"]] == (1, 1)
    assert spans[label["RECEIVED"]] == (3, 1)
    assert spans[label["RESULTS"]] == (1, results)
    assert spans[label["GRANTED"]] == (2, 1)
    assert spans[label["DENIED"]] == (1, 8)
    assert spans[label["STATE_SECRET"]] == (1, 1)
    assert spans[label["CONCLUDED"]] == (2, 1)
    assert spans[label["OTHER_OUTCOME"]] == ((1, other) if other else (2, 1))
    assert spans[label["RECONSIDERATION"]] == (5, 1)
    assert spans[label["LITIGATION"]] == (10, 1)
    assert spans[label["DIRECT"]] == (5, 1)
    assert spans[label["ITEM_ONE"]] == (4, 1)
    widths = [
        {sum(int(cell.get("colspan", 1)) for cell in row) for row in table.iter("tr") if not row.findall("*[@rowspan]")}
        for table in tables
    ]
    assert max(widths[0]) == 4 and max(widths[1]) == 10 and max(widths[2]) == 15


def test_every_label_is_one_of_the_grammar() -> None:
    for year in (2019, 2021):
        form = next(form for form in forms() if form.name == str(year))
        official = set(form.official.values())
        for table in lay_out(dense(year)).tables:
            for row in table.rows:
                for cell in row.cells:
                    assert cell.role == "value" or cell.text in official, cell


def test_a_word_file_opens_elsewhere() -> None:
    document = docx.Document(io.BytesIO(render(dense(2021), "docx")))
    assert [(len(table.rows), len(table.columns)) for table in document.tables] == [(14, 4), (28, 10), (4, 15)]
    requests = document.tables[1]
    form = forms()[1]
    assert requests.cell(6, 0).text == requests.cell(20, 0).text == form.official["RESULTS"]
    assert requests.cell(3, 9).text == "2137"
    assert document.paragraphs[0].text == dense(2021).title


def test_what_is_not_known_is_not_stated() -> None:
    report = dense(2021)
    unread = {"requests.granted.total", "proactive.fees.amount"}
    gone = {code for code in report.facts if code.startswith("requests.denied.")}
    facts = dict(report.facts)
    facts |= {code: Fact(code, None, "unread", reason="row-short") for code in unread}
    facts |= {code: Fact(code, None, "absent") for code in gone}
    for layout in WRITERS:
        again = govparse.parse(render(evolve(report, facts=facts), layout))
        states = {code: fact.state for code, fact in again.facts.items()}
        assert {code for code, state in states.items() if state == "unread"} == unread, layout
        assert {code for code, state in states.items() if state == "absent"} == gone, layout
        label = forms()[1].official["DENIED"]
        assert label not in str(render(evolve(report, facts=facts), "html"))


def test_rows_that_the_form_does_not_have_are_kept() -> None:
    report = govparse.parse_file(DATA / "irregular" / "unknown-row-c.txt")
    assert report.unknown_rows
    for layout in WRITERS:
        again = govparse.parse(render(report, layout))
        assert [(row.label, row.after) for row in again.unknown_rows] == [
            (row.label, row.after) for row in report.unknown_rows
        ]


def test_a_column_says_the_unit_of_its_numbers() -> None:
    report = govparse.parse_file(DATA / "irregular" / "amount-unit-in-header.txt")
    fact = report.facts["proactive.procurement.amount"]
    assert fact.unit and fact.unit not in fact.text
    for layout in WRITERS:
        again = govparse.parse(render(report, layout)).facts[fact.code]
        assert (again.value, again.unit, again.text) == (fact.value, fact.unit, fact.text)
    facts = {**report.facts, fact.code: Fact(fact.code, Decimal("1.5"), "number", "1.5")}
    again = govparse.parse(render(evolve(report, facts=facts))).facts[fact.code]
    assert (again.value, again.unit) == (Decimal("1.5"), None)


def test_a_number_without_text_is_printed_by_its_value() -> None:
    report = dense(2021)
    facts = {code: evolve(fact, text="") if fact.unit is None else fact for code, fact in report.facts.items()}
    assert render(evolve(report, facts=facts)) == render(report)


def test_spans_are_laid_out_flat() -> None:
    a, b, c = (Cell(text, "value") for text in "abc")
    table = Table(
        "requests",
        4,
        (Row((Cell("g", "group", high=2), Cell("w", "label", wide=2), a), "requests"), Row((b, c), "requests")),
    )
    assert [row.cells for row in table.flat().rows] == [
        (Cell("g", "group"), Cell("w", "label"), PAD, a),
        (PAD, b, c, PAD),
    ]


def test_another_layout_is_refused() -> None:
    with pytest.raises(ValueError, match="tabs, markdown, html, docx"):
        render(dense(2021), "pdf")  # type: ignore[call-overload]  # another layout is what is tested
