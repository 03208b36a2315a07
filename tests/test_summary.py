"""`govparse summary`: its figures against queries of the tables, its denominators against reports made by hand."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow.parquet as pq
import pytest
from attrs import evolve, fields
from dataset_parts import write_reports
from summary_parts import replaced
from year_parts import BASE_2019, small, with_numbers, with_states

from govparse import AnnualReport
from govparse.dataset import Options, build
from govparse.dataset.schema import BASES, OUTCOMES, STATES
from govparse.dataset.summary import CannotSummarise, Figures, summarise
from govparse.dataset.summary.counting import exact_sum
from govparse.dataset.summary.outcomes import outcomes, reviews
from govparse.dataset.summary.records import Breakdown, Part, Period
from govparse.dataset.summary.tables import percent, unlike
from govparse.rendering.official import lay_out
from govparse.testing import LAYOUTS

DOCUMENTED = Path(__file__).parent.parent / "docs" / "summary.md"
T = "requests.{}.total".format


def publish(folder: Path, reports: dict[str, AnnualReport]) -> None:
    """Write reports as pages, in which blanks are seen."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, report in reports.items():
        (folder / f"{name}.html").write_text(str(LAYOUTS["html"].write(lay_out(report))), encoding="utf-8")


def dataset_of(folder: Path, out: Path) -> Path:
    build([folder], out, Options(workers=0))
    return out


def granted(body: str, year: int = 2022, **more: int) -> AnnualReport:
    """Return a report of a body with four requests, of which three were granted and one refused."""
    numbers = {T("received"): 4, T("granted"): 3, T("denied.state_secret"): 1, T("concluded"): 4}
    return small({**numbers, **{T(row): value for row, value in more.items()}}, body=body, year=year)


def by_hand() -> dict[str, AnnualReport]:
    good = granted("甲县水务局")
    nothing = small({}, body="戊县水务局", year=2022)
    older = small(
        {T("received"): 7, T("granted"): 5, T("other_outcome"): 2, T("concluded"): 7},
        base=BASE_2019,
        body="己县水务局",
        year=2019,
    )
    undated = granted("庚县水务局", received=9)
    return {
        "a": good,
        "b-again": with_numbers(good, {T("received"): 5}),
        "c-blank": with_states(granted("乙县水务局"), "blank", [T("granted"), T("carried_in")]),
        "d-contradicts": granted("丙县水务局", concluded=5),
        "e-nothing": nothing,
        "f-older": older,
        "g-undated": evolve(undated, title="庚县水务局政府信息公开工作年度报告", year=None),
        "h-slash": with_states(granted("辛县水务局"), "not_applicable", [T("denied.enforcement_file")]),
    }


@pytest.fixture(scope="module")
def small_one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("by-hand")
    publish(folder / "in", by_hand())
    (folder / "in" / "notes.txt").write_text("今天没有报告。", encoding="utf-8")
    (folder / "in" / "empty.pdf").write_bytes(b"")
    return dataset_of(folder / "in", folder / "out")


@pytest.fixture(scope="module")
def large_one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mixed")
    write_reports(
        folder / "in" / "drawn", 48, layouts=("tabs", "html", "a", "c", "m", "markdown", "docx", "n"), seed=91
    )
    publish(folder / "in" / "made", by_hand())
    (folder / "in" / "notes.txt").write_text("今天没有报告。", encoding="utf-8")
    return dataset_of(folder / "in", folder / "out")


@pytest.fixture(scope="module")
def figures(large_one: Path) -> Figures:
    return summarise(large_one)


def of(found: tuple[Any, ...], year: Period, **wanted: Any) -> Any:
    (own,) = [f for f in found if f.year == year and all(getattr(f, name) == v for name, v in wanted.items())]
    return own


# ── denominators, by hand ──────────────────────────────────────────────────────────


def test_a_share_is_of_reports_that_say_all_and_do_not_contradict_themselves(small_one: Path) -> None:
    own: Breakdown = of(summarise(small_one).outcomes, 2022)
    assert (own.reports, own.incomplete, own.contradictory, own.counted) == (5, 2, 1, 2)
    assert own.total == 4
    shares = {part.name: (part.count, part.of, part.share) for part in own.groups}
    assert shares["granted"] == (3, 4, Decimal("0.75"))
    assert shares["denied"] == (1, 4, Decimal("0.25"))
    assert shares["other_outcome"] == (0, 4, Decimal(0))
    assert {p.name: p.count for p in own.parts if p.count} == {T("granted"): 3, T("denied.state_secret"): 1}


def test_the_row_that_one_form_has_alone_stands_for_those_of_the_other(small_one: Path) -> None:
    own: Breakdown = of(summarise(small_one).outcomes, 2019)
    assert (own.reports, own.counted, own.total) == (1, 1, 7)
    assert {part.name: part.count for part in own.groups if part.count} == {"granted": 5, "other_outcome": 2}
    assert T("other_outcome") in outcomes().parts
    assert not [code for code in outcomes().parts if "remaining" in code]


def test_years_that_are_not_printed_are_told(small_one: Path) -> None:
    found = summarise(small_one)
    assert of(found.outcomes, "unknown").total == 4
    assert of(found.coverage, "unknown").reports == 1
    for years in ([own.year for own in found.coverage], [own.year for own in found.outcomes]):
        assert years == [2019, 2022, "unknown", "all"]
    assert of(found.outcomes, "all").total == 4 + 7 + 4


def test_blanks_are_no_zeros_in_sums_and_medians(small_one: Path) -> None:
    found = summarise(small_one)
    received, carried = (of(found.flow, 2022, code=T(row)) for row in ("received", "carried_in"))
    assert (received.reports, received.of, received.total) == (5, 5, 16)
    assert (received.mean, received.median) == (Decimal("3.2"), Decimal(4))
    assert (carried.reports, carried.of, carried.total) == (4, 5, 0)
    every = of(found.flow, "all", code=T("received"))
    assert (every.reports, every.total) == (7, 32)
    assert every.mean == Decimal("4.571429")


def test_duplicates_and_failures_are_counted_once(small_one: Path) -> None:
    found = summarise(small_one)
    assert found.inputs.inputs == 10 and found.inputs.used == 8 and found.inputs.failed == 2
    assert found.inputs.reports == 8 and found.inputs.duplicates == 1
    assert {own.name: own.count for own in found.failures} == {"not_a_report": 1, "unreadable": 1}
    assert of(found.coverage, 2022).duplicates == 1 and of(found.coverage, 2022).reports == 6


def test_refusals_by_ground_are_shares_of_refusals(small_one: Path) -> None:
    own = of(summarise(small_one).grounds, "all")
    assert own.denied == 2 and len(own.parts) == 8
    assert [(p.name, p.count, p.of) for p in own.parts if p.count] == [(T("denied.state_secret"), 2, 2)]


# ── the same from the tables by SQL ────────────────────────────────────────────────


def query(out: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        for table in ("reports", "facts", "identities", "findings", "failures"):
            connection.execute(f"CREATE VIEW {table} AS FROM '{out}/{table}.parquet'")
        connection.execute("CREATE VIEW own AS FROM reports WHERE duplicate_of IS NULL")
        return connection.execute(sql).fetchall()


def years(rows: list[tuple[Any, ...]]) -> dict[Period, tuple[Any, ...]]:
    return {"unknown" if year is None else year: tuple(rest) for year, *rest in rows}


def broken_down(out: Path, total: str, is_part: str) -> dict[Period, tuple[Any, ...]]:
    """Return reports, incomplete, contradictory and the total, by year: from single facts, not from the panel."""
    return years(
        query(
            out,
            f"""
            WITH cells AS (
                SELECT report_id, year, code = '{total}' AS whole,
                    CASE WHEN state = 'number' AND value = floor(value)
                         AND NOT coalesce(regexp_matches(unit, '[千万亿]'), false) THEN value END AS number
                FROM facts SEMI JOIN own USING (report_id) WHERE code = '{total}' OR ({is_part})
            ), judged AS (
                SELECT report_id, any_value(year) AS year, count(*) = count(number) AS complete,
                    coalesce(min(number) >= 0, false)
                        AND coalesce(sum(number) FILTER (NOT whole), 0) = sum(number) FILTER (whole) AS sound,
                    sum(number) FILTER (whole) AS number
                FROM cells GROUP BY report_id
            )
            SELECT year, count(*), count(*) FILTER (NOT complete), count(*) FILTER (complete AND NOT sound),
                coalesce(sum(number) FILTER (complete AND sound), 0) FROM judged GROUP BY year
            """,
        )
    )


def test_outcomes_are_those_of_the_facts(large_one: Path, figures: Figures) -> None:
    flow = "('received', 'carried_in', 'concluded', 'carried_out')"
    expected = broken_down(
        large_one, T("concluded"), f'"table" = \'requests\' AND "column" = \'total\' AND "row" NOT IN {flow}'
    )
    found = {
        o.year: (o.reports, o.incomplete, o.contradictory, Decimal(o.total))
        for o in figures.outcomes
        if o.year != "all"
    }
    assert found == expected
    assert sum(row[1] for row in expected.values()) and sum(row[2] for row in expected.values())
    for own in figures.outcomes:
        assert own.counted == own.reports - own.incomplete - own.contradictory
        assert sum(part.count for part in own.parts) == sum(part.count for part in own.groups) == own.total
    every = of(figures.outcomes, "all")
    assert every.counted > 20 and every.total == sum(row[3] for row in expected.values())


def test_outcomes_of_reviews_are_those_of_the_facts(large_one: Path, figures: Figures) -> None:
    assert [total.code for total in reviews()] == [
        "review.reconsideration.total",
        "review.litigation.direct.total",
        "review.litigation.after_reconsideration.total",
    ]
    for total in reviews():
        row = total.code.removeprefix("review.").removesuffix(".total")
        expected = broken_down(
            large_one, total.code, f"\"table\" = 'review' AND \"row\" = '{row}' AND \"column\" <> 'total'"
        )
        found = {
            own.year: (own.reports, own.incomplete, own.contradictory, Decimal(own.total))
            for own in figures.reviews
            if own.code == total.code and own.year != "all"
        }
        assert found == expected
        assert len(total.parts) == 4


def test_flow_is_that_of_the_facts(large_one: Path, figures: Figures) -> None:
    for code in dict.fromkeys(own.code for own in figures.flow):
        rows = query(
            large_one,
            "SELECT facts.year, count(*), sum(value), median(value::BIGINT) FROM facts SEMI JOIN own USING (report_id) "
            f"WHERE code = '{code}' AND state = 'number' AND value = floor(value) AND unit IS NULL GROUP BY ALL",
        )
        expected = years(rows)
        found = {f.year: (f.reports, f.total, f.median) for f in figures.flow if f.code == code and f.year != "all"}
        assert {year: row for year, row in found.items() if row[0]} == {
            year: (count, int(total), Decimal(str(middle))) for year, (count, total, middle) in expected.items()
        }


def test_reports_by_year_and_form_are_those_of_the_table(large_one: Path, figures: Figures) -> None:
    for table in ("proactive", "requests", "review"):
        rows = query(large_one, f"SELECT year, form_{table}, count(*) FROM reports GROUP BY ALL")
        expected = {("unknown" if year is None else year, form): count for year, form, count in rows}
        found = {
            (own.year, form.name): form.count
            for own in figures.coverage
            if own.year != "all"
            for forms in own.tables
            if forms.table == table
            for form in forms.forms
            if form.count
        }
        assert found == expected
        layouts = {c.name: c.count for own in figures.layouts if own.table == table for c in own.layouts}
        assert layouts == dict(query(large_one, f"SELECT layout_{table}, count(*) FROM reports GROUP BY ALL"))


def test_cells_are_those_of_the_facts(large_one: Path, figures: Figures) -> None:
    found: dict[tuple[str, Any], tuple[Any, Any]] = {}
    for own in figures.cells_by_year:
        if own.year != "all":
            found["year", None if own.year == "unknown" else own.year] = (own.states, own.bases)
    found |= {("layout", own.name): (own.states, own.bases) for own in figures.cells_by_layout}
    found |= {("format", own.name): (own.states, own.bases) for own in figures.cells_by_format}
    expected: dict[tuple[str, Any], tuple[Counter[str], Counter[str]]] = {}
    source = "(SELECT facts.*, format FROM facts JOIN reports USING (report_id))"
    for name in ("year", "layout", "format"):
        for key, state, basis, count in query(
            large_one, f"SELECT {name}, state, basis, count(*) FROM {source} GROUP BY ALL"
        ):
            states, bases = expected.setdefault((name, key), (Counter(), Counter()))
            states[state] += count
            if basis:
                bases[basis] += count
    assert {
        key: ({s: own[0][s] for s in STATES}, {b: own[1][b] for b in BASES}) for key, own in expected.items()
    } == found
    ((cells,),) = query(large_one, "SELECT count(*) FROM facts")
    assert of(figures.cells_by_year, "all").cells == cells == sum(own.cells for own in figures.cells_by_layout)


def test_unread_cells_are_those_of_the_facts(large_one: Path, figures: Figures) -> None:
    rows = query(large_one, "SELECT reason, layout, count(*) FROM facts WHERE state = 'unread' GROUP BY ALL")
    assert {(own.reason, own.layout, own.cells) for own in figures.unread} == set(rows)
    assert rows


def test_sums_are_those_of_the_table(large_one: Path, figures: Figures) -> None:
    rows = query(
        large_one,
        "SELECT kind, i.year, outcome, count(*) FROM identities i SEMI JOIN own USING (report_id) GROUP BY ALL",
    )
    expected = {(kind, "unknown" if year is None else year, outcome): count for kind, year, outcome, count in rows}
    found: dict[tuple[str, Period, str], int] = {}
    for own in figures.sums:
        if "all" not in (own.kind, own.year):
            counts = (own.holds, own.broken.count, own.if_blanks_are_zero, own.not_assessable)
            found |= {(own.kind, own.year, name): count for name, count in zip(OUTCOMES, counts, strict=True) if count}
        assert own.broken.of == own.holds + own.broken.count
    assert found == expected
    every = of(figures.sums, "all", kind="all")
    assert every.broken.count == sum(n for (_, _, outcome), n in expected.items() if outcome == "broken") > 0
    assert every.broken.share == (Decimal(every.broken.count) / every.broken.of).quantize(Decimal("0.000001"))


def test_findings_are_those_of_the_table(large_one: Path, figures: Figures) -> None:
    rows = query(
        large_one,
        "SELECT rule, family, severity, count(*), count(DISTINCT report_id) "
        "FROM findings SEMI JOIN own USING (report_id) GROUP BY ALL",
    )
    assert {(f.rule, f.family, f.severity, f.findings, f.reports) for f in figures.findings} == set(rows)
    assert rows


@pytest.mark.parametrize("rows", [7, 1000])
def test_batches_of_any_size_give_the_same(
    large_one: Path, figures: Figures, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    monkeypatch.setattr("govparse.dataset.summary.source._ROWS", rows)
    assert summarise(large_one) == figures


# ── what is odd ────────────────────────────────────────────────────────────────────


def test_a_dataset_of_failures_alone(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "notes.txt").write_text("今天没有报告。", encoding="utf-8")
    found = summarise(dataset_of(tmp_path / "in", tmp_path / "out"))
    assert found.inputs.inputs == found.inputs.failed == 1 and found.inputs.reports == 0
    assert not any((found.coverage, found.outcomes, found.flow, found.sums, found.findings, found.cells_by_layout))
    json.dumps(found.as_dict())


def test_sums_that_do_not_fit_into_64_bits_are_exact(small_one: Path, tmp_path: Path) -> None:
    huge = 2**62 + 1
    out = replaced(small_one, tmp_path / "out", "panel", **{T("received"): [huge]})
    every = of(summarise(out).flow, "all", code=T("received"))
    assert every.total == every.reports * huge and every.median == huge
    assert exact_sum(np.array([huge, huge, -1], dtype=np.int64)) == 2 * huge - 1


def test_negative_counts_contradict(small_one: Path, tmp_path: Path) -> None:
    out = replaced(small_one, tmp_path / "out", "panel", **{T("granted"): [-3], T("received"): [-1]})
    found = summarise(out)
    assert of(found.outcomes, "all").counted == 0
    assert of(found.flow, "all", code=T("received")).reports == 0


@pytest.mark.parametrize(
    "what", ["missing folder", "no description", "no table", "other version", "not parquet", "cut"]
)
def test_what_is_no_dataset_is_said(small_one: Path, tmp_path: Path, what: str) -> None:
    out = replaced(small_one, tmp_path / "out", "panel")
    panel = out / "panel.parquet"
    if what == "missing folder":
        out = tmp_path / "nowhere"
    elif what == "no description":
        (out / "datapackage.json").unlink()
    elif what == "no table":
        panel.unlink()
    elif what == "other version":
        table = pq.read_table(panel)
        pq.write_table(table.replace_schema_metadata({"govparse.schema": "99"}), panel)
    elif what == "not parquet":
        panel.write_text("x")
    else:
        data = bytearray(panel.read_bytes())
        data[8 : len(data) // 2] = bytes(len(data) // 2 - 8)
        panel.write_bytes(bytes(data))
    with pytest.raises(CannotSummarise) as error:
        summarise(out)
    assert set(error.value.messages) == {"zh", "en"}
    if what in ("no table", "other version", "not parquet", "cut"):
        assert "panel.parquet" in error.value.messages["zh"]


def test_figures_are_json_without_loss(small_one: Path) -> None:
    found = summarise(small_one).as_dict()
    assert found["schema"] == 1 and found["inputs"]["inputs"] == 10
    again = json.loads(json.dumps(found))
    assert again["outcomes"][1]["groups"][0]["share"] == "0.750000"


def test_the_documentation_names_every_figure_and_its_example_runs(
    small_one: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = DOCUMENTED.read_text(encoding="utf-8")
    assert [own.name for own in fields(Figures) if f"`{own.name}`" not in text] == []
    (example,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    exec(compile(example.replace('"OUT"', repr(str(small_one))), "summary.md", "exec"), {})
    assert "2022 granted 3 4 0.750000 2 5\n" in capsys.readouterr().out


@pytest.mark.parametrize("of_all", [1, 3, 7, 999, 1000, 1001, 100_000])
def test_percentages_are_rounded_once_and_nothing_is_not_said_of_little(of_all: int) -> None:
    for count in {0, 1, of_all // 3, of_all // 2, of_all - 1, of_all}:
        said = percent(Part("", count, of_all))
        if said == "<0.1%":
            assert 0 < Fraction(count, of_all) < Fraction(1, 1000)
        elif said == ">99.9%":
            assert Fraction(999, 1000) < Fraction(count, of_all) < 1
        else:
            assert abs(Fraction(said.removesuffix("%")) - Fraction(count * 100, of_all)) <= Fraction(1, 20)
            assert (said == "0.0%") == (count == 0) and (said == "100.0%") == (count == of_all)
    assert percent(Part("", 0, 0)) == "-" and Part("", 0, 0).share is None


def test_names_of_bars_are_made_different() -> None:
    assert unlike(["a", "a", "a (2)", "b"]) == ("a", "a (2)", "a (2) (2)", "b")
