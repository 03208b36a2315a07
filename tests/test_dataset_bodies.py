"""Reports of one body among many: what years say differently, and which reports are there twice."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pyarrow as pa
import pytest
from attrs import evolve

import govparse
from govparse.dataset import Options, load, read
from govparse.dataset.spread import in_order
from govparse.records import AnnualReport, Fact
from govparse.rendering.official import lay_out
from govparse.testing import LAYOUTS, synthetic_report

HERE = Options(workers=0)


def write(folder: Path, reports: Mapping[str, AnnualReport], layout: str = "tabs") -> Path:
    for name, report in reports.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        data = LAYOUTS[layout].write(lay_out(report))
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def named(number: int, issuer: str, year: int, *, seed: int = 80) -> AnnualReport:
    """A synthetic report under another name."""
    report = synthetic_report(number, form="2021", seed=seed)
    sections = dict(report.sections)
    sections["closing"] = None
    return evolve(
        report, title=f"{issuer}{year}年政府信息公开工作年度报告", issuer=issuer, year=year, sections=sections
    )


def revised(report: AnnualReport) -> AnnualReport:
    """The same report with another number in one cell."""
    facts = dict(report.facts)
    fact = facts["proactive.penalties.decisions"]
    facts[fact.code] = evolve(fact, value=4711, state="number", text="4711", basis="printed")
    return evolve(report, facts=facts)


def _other(report: AnnualReport) -> dict[str, Fact]:
    fact = report.facts["proactive.penalties.decisions"]
    return {fact.code: evolve(fact, value=4712, text="4712")}


def duplicates(folder: Path) -> dict[str, tuple[str | None, str | None]]:
    rows = read([folder], HERE)["reports"].to_pylist()
    return {row["source"]: (row["duplicate_of"], row["duplicate_by"]) for row in rows}


def test_the_same_content_is_a_duplicate_whatever_it_is_called(tmp_path: Path) -> None:
    folder = write(tmp_path, {"b/one.txt": named(1, "柳溪县财政局", 2021)})
    (folder / "a").mkdir()
    (folder / "a" / "copy.txt").write_bytes((folder / "b" / "one.txt").read_bytes())
    assert duplicates(folder) == {"a/copy.txt": (None, None), "b/one.txt": ("a/copy.txt#1", "content")}


def test_the_same_body_and_year_in_another_format_is_a_duplicate(tmp_path: Path) -> None:
    report = named(2, "柳溪县财政局", 2021)
    write(tmp_path, {"1.txt": report}, "tabs")
    write(tmp_path, {"2.html": report, "other-year.html": named(2, "柳溪县财政局", 2022)}, "html")
    found = duplicates(tmp_path)
    assert found["1.txt"] == found["other-year.html"] == (None, None)
    assert found["2.html"] == ("1.txt#1", "issuer_year")


def test_a_revised_report_is_a_duplicate_that_contradicts(tmp_path: Path) -> None:
    first = revised(named(3, "柳溪县财政局", 2021))
    write(tmp_path, {"1.txt": first, "2.txt": evolve(first, facts={**first.facts, **_other(first)})})
    write(tmp_path, {"3.txt": named(5, "枫林县水利局", 2021)})
    tables = read([tmp_path], HERE)
    assert duplicates(tmp_path)["2.txt"] == ("1.txt#1", "issuer_year")
    found = [row for row in tables["findings"].to_pylist() if row["rule"] == "reports-conflict"]
    assert [row["report_id"] for row in found] == ["2.txt#1"]


def test_of_two_reports_the_one_with_numbers_is_kept(tmp_path: Path) -> None:
    """A page whose tables are pictures, first by its name, and the report whole."""
    whole = named(3, "柳溪县财政局", 2021)
    write(tmp_path, {"2.txt": whole})
    headings = ["一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"]
    (tmp_path / "1.txt").write_text("\n\n".join([str(whole.title), *headings]), encoding="utf-8")
    assert duplicates(tmp_path) == {"1.txt": ("2.txt#1", "issuer_year"), "2.txt": (None, None)}


def test_towns_of_one_name_are_not_one_body(tmp_path: Path) -> None:
    """Every province has a 城关镇: another report by that name on that year may be of another."""
    write(tmp_path, {"hubei/1.txt": named(6, "城关镇人民政府", 2021), "hunan/1.txt": named(7, "城关镇人民政府", 2021)})
    write(tmp_path, {"x.txt": named(5, "枫林县水利局", 2021)})
    assert set(duplicates(tmp_path).values()) == {(None, None)}


def test_names_of_one_body_with_and_without_the_places_above_it(tmp_path: Path) -> None:
    write(tmp_path, {"1.txt": named(8, "漷河镇人民政府", 2021), "2.txt": named(9, "平州市通源区漷河镇人民政府", 2022)})
    write(tmp_path, {"3.txt": named(10, "枫林县水利局", 2022)})
    tables = read([tmp_path], HERE)
    rows = tables["findings"].to_pylist()
    assert {row["report_id"] for row in rows if row["family"] == "years"} == {"2.txt#1"}
    reports = tables["reports"].to_pylist()
    assert [row["issuer_key"] for row in reports] == ["漷河镇", "平州市通源区漷河镇", "枫林县水利局"]
    assert [row["body"] for row in reports] == ["平州市通源区漷河镇", "平州市通源区漷河镇", "枫林县水利局"]
    assert [row["issuer_shared"] for row in reports] == [True, False, False]


def test_a_duplicate_of_a_duplicate_names_the_first(tmp_path: Path) -> None:
    first = revised(named(3, "柳溪县财政局", 2021))
    write(tmp_path, {"1.txt": first, "2.txt": evolve(first, facts={**first.facts, **_other(first)})})
    (tmp_path / "3.txt").write_bytes((tmp_path / "2.txt").read_bytes())
    assert duplicates(tmp_path) == {
        "1.txt": (None, None),
        "2.txt": ("1.txt#1", "issuer_year"),
        "3.txt": ("1.txt#1", "content"),
    }


@pytest.mark.parametrize("seed", range(3))
def test_many_bodies_over_many_years_as_check_all_has_them(tmp_path: Path, seed: int) -> None:
    issuers = ["柳溪县财政局", "枫林县财政局", "石门镇人民政府", "永川市石门镇人民政府", "云麓市水务局", "云麓市教育局"]
    reports = {
        f"{year}/{i}-{issuer}.txt": named(10 * i + year % 4, issuer, year, seed=81 + seed)
        for i, issuer in enumerate(issuers)
        for year in range(2019, 2025)
        if (i + year + seed) % 5
    }
    write(tmp_path, reports)
    tables = read([tmp_path], HERE)
    files = sorted(tmp_path.rglob("*.txt"), key=lambda path: path.relative_to(tmp_path).as_posix())
    parsed = [govparse.parse(path.read_bytes(), source=path.relative_to(tmp_path).as_posix()) for path in files]
    expected = {
        checked.report.source: [
            (found.rule, found.severity, dict(found.messages), list(found.codes)) for found in checked.findings
        ]
        for checked in govparse.check_all(parsed)
    }
    rows: dict[str, list[Any]] = {source: [] for source in expected}
    for row in tables["findings"].to_pylist():
        messages = {"zh": row["message_zh"], "en": row["message_en"]}
        rows[row["report_id"].removesuffix("#1")].append((row["rule"], row["severity"], messages, row["codes"]))
    assert rows == expected
    assert any(rule == "carry-over-broken" for found in rows.values() for rule, *_ in found)
    details = [row["details"] for row in tables["findings"].to_pylist() if row["rule"] == "carry-over-broken"]
    assert all(json.loads(text)["sides"] for text in details)


def test_years_are_compared_with_the_cells_that_somebody_has_checked(tmp_path: Path) -> None:
    out, into = "requests.carried_out.total", "requests.carried_in.total"
    cells = [(named(12, "柳溪县财政局", 2021), out, 5), (named(19, "柳溪县财政局", 2022), into, 7)]
    reports = {
        f"{report.year}.txt": evolve(
            report, facts={**report.facts, code: Fact(code, value, "number", str(value), basis="printed")}
        )
        for report, code, value in cells
    }
    folder = write(tmp_path / "in", reports)
    before = read([folder], HERE)["findings"].to_pylist()
    assert [into in row["codes"] for row in before if row["rule"] == "carry-over-broken"] == [True]
    table = tmp_path / "corrections.csv"
    table.write_text(f"source,code,value,note\n2021.txt,{out},7,checked\n", encoding="utf-8")
    after = read([folder], Options(workers=0, prose=True, corrections=table))["findings"].to_pylist()
    assert not [row for row in after if row["rule"] == "carry-over-broken" and into in row["codes"]]


def test_what_is_found_beside_others_is_there_after_a_run_on_more(tmp_path: Path) -> None:
    """The findings of a report change when the one of the year before is added; it is not read again for that."""
    from govparse.dataset import build

    folder = write(tmp_path / "in", {"2022.txt": named(12, "柳溪县财政局", 2022)})
    build([folder], tmp_path / "out", HERE)
    assert "years" not in load(tmp_path / "out")["findings"]["family"].to_pylist()
    write(folder, {"2021.txt": named(13, "柳溪县财政局", 2021)})
    assert build([folder], tmp_path / "out", HERE).read_now == 1
    assert "years" in load(tmp_path / "out")["findings"]["family"].to_pylist()


def test_memory_of_the_light_report_is_the_light_report(tmp_path: Path) -> None:
    """Years are compared on less than the whole report; what they find has to be the same."""
    from govparse.checks.years import between_years
    from govparse.dataset.readings import report_to_row, to_batch
    from govparse.dataset.restore import restore, restore_light

    pair = [named(14, "柳溪县财政局", 2021), named(15, "柳溪县财政局", 2022)]
    rows = [to_batch([{"source": str(i), "content_hash": "", **report_to_row(r, 1)}]) for i, r in enumerate(pair)]
    assert isinstance(rows[0], pa.RecordBatch)
    whole, light = ([make(row) for row in rows] for make in (restore, restore_light))
    found = between_years(whole)
    assert found == between_years(light)
    assert found[1]


def test_bodies_compared_in_other_processes_are_compared_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        report = named(number, f"柳溪县第{'一二三四'[number // 3]}财政局", 2021 + number % 3)
        write(tmp_path, {f"{number}.txt": report})
        if number % 4 == 0:
            write(tmp_path, {f"{number}-again.txt": revised(report)})
    here = read([tmp_path], HERE)
    monkeypatch.setattr("govparse.dataset.bodies._FEW", 1)
    watched = Mock(wraps=in_order)
    monkeypatch.setattr("govparse.dataset.bodies.in_order", watched)
    there = read([tmp_path], Options(workers=2))
    assert watched.call_args.args[2] == 2
    assert any(row["family"] == "years" for row in here["findings"].to_pylist())
    assert there.tables.keys() == here.tables.keys()
    assert all(table.equals(here[name]) for name, table in there.tables.items())
