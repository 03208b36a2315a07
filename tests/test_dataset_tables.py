"""The tables say what `parse`, `check_all` and `outcomes` say, report by report and cell by cell."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from attrs import fields, fields_dict
from dataset_parts import write_reports
from hypothesis import HealthCheck, given, settings

import govparse
from govparse.dataset import Options, Tables, build, load, parse_batches, read, read_batches
from govparse.dataset.readings import report_to_row, to_batch
from govparse.dataset.restore import restore
from govparse.dataset.schema import (
    FACTS,
    FINDINGS,
    PLACE,
    READINGS,
    REPORTS,
    SECTIONS,
    STATES,
    TABLE_SCHEMAS,
    UNKNOWN_ROWS,
)
from govparse.exchange import finding_to_dict
from govparse.records import (
    TABLES,
    AnnualReport,
    BlockInfo,
    Candidate,
    Fact,
    Finding,
    GridPlace,
    Metadata,
    PagePlace,
    Place,
    Section,
    State,
    TextPlace,
    UnknownRow,
)
from govparse.strategies import reports as any_reports
from govparse.testing import LAYOUTS

HERE = Options(workers=0)
FORMATS = Path(__file__).parent / "formats" / "matrix"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report in each layout, pages, Word files and PDFs, and one that holds two."""
    folder = tmp_path_factory.mktemp("reports")
    write_reports(folder, len(LAYOUTS), layouts=list(LAYOUTS), seed=74)
    for number, file in enumerate(sorted(FORMATS.glob("*/report.*"))):
        if file.suffix in (".html", ".docx", ".pdf"):
            (folder / f"matrix-{number:02d}{file.suffix}").write_bytes(file.read_bytes())
    first, second = sorted(folder.glob("*-tabs.txt"))[0], sorted(folder.glob("*-m.txt"))[0]
    (folder / "two.txt").write_text(first.read_text() + "\n\n" + second.read_text(), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def tables(folder: Path) -> Tables:
    return read([folder], HERE)


@pytest.fixture(scope="module")
def records(folder: Path) -> dict[str, AnnualReport]:
    """The same reports, as `parse_all` reads them, by their ids."""
    found = {}
    for file in sorted(folder.iterdir()):
        for number, report in enumerate(govparse.parse_all(file.read_bytes(), source=file.name), start=1):
            found[f"{file.name}#{number}"] = report
    return found


def by_report(table: pa.Table) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in table.to_pylist():
        found.setdefault(row["report_id"], []).append(row)
    return found


def place_data(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    names = [field.name for field in PLACE]
    return {name: getattr(place, name, None) for name in names} | {
        "box": list(place.box) if isinstance(place, PagePlace) else None
    }


# ── the columns, against the records ───────────────────────────────────────────────


def test_every_field_of_the_records_is_a_column() -> None:
    cell = {field.name for field in FACTS}
    assert {field.name for field in fields(Fact)} <= cell
    candidate = FACTS.field("candidates").type.value_type
    assert {field.name for field in fields(Candidate)} == {field.name for field in candidate}
    for kind in (TextPlace, GridPlace, PagePlace):
        assert {field.name for field in fields(kind)} <= {field.name for field in PLACE}
    found = {field.name for field in FINDINGS}
    assert {field.name for field in fields(Finding)} - found == {"messages", "sides", "mends", "related"}
    assert {"message_zh", "message_en", "details"} <= found
    assert {field.name for field in fields(UnknownRow)} <= {field.name for field in UNKNOWN_ROWS}
    assert {field.name for field in fields(Section)} <= {field.name for field in SECTIONS}
    block = READINGS.field("blocks").type.value_type
    assert {field.name for field in fields(BlockInfo)} == {field.name for field in block}
    assert {field.name for field in fields(Metadata)} <= {field.name for field in REPORTS}
    # What of a report is in another table, or is the source itself.
    elsewhere = {"forms", "blocks", "facts", "sections", "remarks", "unknown_rows", "findings", "headings", "metadata"}
    assert set(fields_dict(AnnualReport)) - elsewhere - set(TABLES) - {"source_text"} <= {f.name for f in REPORTS}


def same_type(one: pa.DataType, other: pa.DataType) -> bool:
    """Return whether types are the same; Parquet has its own name for what is in a list."""
    if pa.types.is_list(one) and pa.types.is_list(other):
        return same_type(one.value_type, other.value_type)
    if pa.types.is_struct(one) and pa.types.is_struct(other):
        pairs = zip(one, other, strict=True)
        return all(a.name == b.name and same_type(a.type, b.type) for a, b in pairs)
    return bool(one.equals(other))


def test_schemas_say_their_version(tmp_path: Path, folder: Path) -> None:
    assert all(schema.metadata[b"govparse.schema"] == b"1" for schema in (*TABLE_SCHEMAS.values(), READINGS))
    build([folder / "two.txt"], tmp_path / "out", HERE)
    for name, schema in TABLE_SCHEMAS.items():
        if name != "sections":
            found = pq.read_schema(tmp_path / "out" / f"{name}.parquet")
            assert found.names == schema.names
            assert all(same_type(own.type, other.type) for own, other in zip(found, schema, strict=True))
            assert found.metadata[b"govparse.schema"] == b"1"


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(any_reports())
def test_a_reading_holds_the_whole_report(report: AnnualReport) -> None:
    back = restore(to_batch([{"source": report.source, "content_hash": "", **report_to_row(report, 1)}]))
    assert dict(back.facts) == dict(report.facts)
    for name in ("title", "issuer", "year", "blocks", "unknown_rows", "findings", "proactive", "requests", "review"):
        assert getattr(back, name) == getattr(report, name)
    for name in ("forms", "sections", "remarks"):
        assert dict(getattr(back, name)) == dict(getattr(report, name))


def test_every_state_is_counted() -> None:
    assert set(STATES) == set(get_args(State))


# ── the rows, against the records ──────────────────────────────────────────────────


def test_reports(tables: Tables, records: dict[str, AnnualReport]) -> None:
    rows = {row["report_id"]: row for row in tables["reports"].to_pylist()}
    assert rows.keys() == records.keys()
    assert len(rows) > 40
    for key, report in records.items():
        row = rows[key]
        assert (row["source"], row["title"], row["issuer"], row["year"]) == (
            report.source,
            report.title,
            report.issuer,
            report.year,
        )
        assert {table: row[f"form_{table}"] for table in TABLES} == dict(report.forms)
        assert row["published_on"] == report.metadata.date
        states = Counter(fact.state for fact in report.facts.values())
        assert {state: row[f"cells_{state}"] for state in states} == dict(states)
        assert sum(row[f"cells_{state}"] for state in STATES) == len(report.facts)
        outcomes = Counter(assessed.outcome for assessed in govparse.outcomes(report))
        assert {o: row[f"identities_{o.replace(' ', '_')}"] for o in outcomes} == dict(outcomes)
    assert {row["format"] for row in rows.values()} >= {"text", "html", "docx", "pdf"}
    assert {row["layout_requests"] for row in rows.values()} >= {"grid", "rows", "flow", "table"}


def test_facts(tables: Tables, records: dict[str, AnnualReport]) -> None:
    found = by_report(tables["facts"])
    assert found.keys() == records.keys()
    for key, report in records.items():
        rows = found[key]
        assert [row["code"] for row in rows] == list(report.facts)
        for row, fact in zip(rows, report.facts.values(), strict=True):
            assert row["value"] == fact.value
            for name in ("state", "text", "unit", "basis", "implied", "note", "reason"):
                assert row[name] == getattr(fact, name)
            assert row["place"] == place_data(fact.place)
            assert [(c["state"], c["value"], c["text"], c["place"]) for c in row["candidates"]] == [
                (c.state, c.value, c.text, place_data(c.place)) for c in fact.candidates
            ]
            assert f"{row['table']}.{row['row']}.{row['column']}" == row["code"]
            assert (row["issuer"], row["year"]) == (report.issuer, report.year)
            assert row["printed"] is None and row["correction"] is None


def test_form_and_layout_of_a_cell_are_those_of_its_block(tables: Tables, records: dict[str, AnnualReport]) -> None:
    found = by_report(tables["facts"])
    mixed = 0
    for key, report in records.items():
        blocks = {block.name: block for block in report.blocks}
        mixed += len({block.form for block in report.blocks}) > 1
        for row in found[key]:
            item = {"rules": "one", "normative_documents": "one", "licensing": "five", "other_services": "five"}
            item |= {"penalties": "six", "compulsion": "six", "fees": "eight", "procurement": "nine"}
            name = f"proactive_{item[row['row']]}" if row["table"] == "proactive" else row["table"]
            block = blocks.get(name)
            assert (row["form"], row["layout"]) == ((block.form, block.layout) if block else (None, None))
    assert mixed


def test_findings_are_those_of_check_all(tables: Tables, records: dict[str, AnnualReport]) -> None:
    found = by_report(tables["findings"])
    rules = by_report(tables["facts"])
    reports = {row["report_id"]: row for row in tables["reports"].to_pylist()}
    assert any(row["family"] == "years" for rows in found.values() for row in rows)
    for key, checked in zip(records, govparse.check_all(records.values()), strict=True):
        rows = found.get(key, [])
        assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
        for row, finding in zip(rows, checked.findings, strict=True):
            assert (row["rule"], row["severity"]) == (finding.rule, finding.severity)
            assert {"zh": row["message_zh"], "en": row["message_en"]} == dict(finding.messages)
            assert row["codes"] == list(finding.codes)
            assert row["places"] == [place_data(place) for place in finding.places]
            more = {k: v for k, v in finding_to_dict(finding).items() if k in ("sides", "mends", "related")}
            assert json.loads(row["details"] or "{}") == json.loads(json.dumps(more))
        severities = Counter(finding.severity for finding in checked.findings)
        assert {s: reports[key][f"findings_{s}"] for s in severities} == dict(severities)
        for row in rules[key]:
            named = dict.fromkeys(f.rule for f in checked.findings if row["code"] in f.codes)
            assert row["rules"] == list(named)


def test_identities_sections_and_unknown_rows(tables: Tables, records: dict[str, AnnualReport]) -> None:
    identities = by_report(tables["identities"])
    sections = by_report(tables["sections"])
    unknown = by_report(tables["unknown_rows"])
    for key, report in records.items():
        assert [(r["kind"], r["code"], r["outcome"], r["difference"]) for r in identities.get(key, [])] == [
            (a.identity.kind, a.identity.right[0], a.outcome, a.difference) for a in govparse.outcomes(report)
        ]
        assert [(r["section"], r["heading"], r["text"], r["start"], r["end"]) for r in sections.get(key, [])] == [
            (name, found.heading, found.text, found.start, found.end)
            for name, found in (*report.sections.items(), *report.remarks.items())
            if found
        ]
        assert [(r["block"], r["label"], tuple(r["cells"]), r["after"]) for r in unknown.get(key, [])] == [
            (row.block, row.label, row.cells, row.after) for row in report.unknown_rows
        ]


def test_batches_are_the_same_as_tables(folder: Path, tables: Tables) -> None:
    for name in ("facts", "panel", "reports"):
        batches = list(read_batches([folder], name, HERE))
        assert pa.Table.from_batches(batches).equals(tables[name])
    with pytest.raises(KeyError):
        next(read_batches([folder], "nothing", HERE))


def test_parse_batches_raises_nothing(folder: Path) -> None:
    files = sorted(folder.glob("*-tabs*"))
    sources = pa.record_batch(
        {
            "source": [file.name for file in files] + ["empty", "none", "binary"],
            "content": [file.read_bytes() for file in files] + [b"", None, bytes(range(256)) * 9],
        }
    )
    (batch,) = parse_batches(iter([sources]))
    assert batch.schema.equals(READINGS)
    assert batch["report"].to_pylist() == [1] * len(files) + [0, 0, 0]
    assert [row and row["kind"] for row in batch["failure"].to_pylist()][-3:] == [
        "unreadable",
        "no_file",
        "unreadable",
    ]


# ── other formats ──────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def written(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("written") / "out"
    build([folder], out, Options(formats=("csv", "jsonl", "duckdb"), bom=True, prose=True, workers=0))
    return out


def test_parquet_is_what_is_read(written: Path, tables: Tables) -> None:
    found = load(written)
    for name in tables.tables:
        assert found[name].equals(tables[name])


def test_json_lines_hold_every_value_exactly(written: Path, tables: Tables) -> None:
    for name, table in tables.tables.items():
        lines = (written / "jsonl" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        assert len(rows) == table.num_rows
        for row, expected in zip(rows, table.to_pylist(), strict=True):
            assert row.keys() == expected.keys()
            for column, value in expected.items():
                if isinstance(value, Decimal):
                    assert isinstance(row[column], int) == (value == int(value))
                    assert Decimal(row[column]) == value
                elif isinstance(value, str | int | None):
                    assert row[column] == value


def test_csv_holds_every_value_exactly(written: Path, tables: Tables) -> None:
    for name, table in tables.tables.items():
        data = (written / "csv" / f"{name}.csv").read_bytes()
        assert data.startswith("\ufeff".encode())
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        assert len(rows) == table.num_rows
        for row, expected in zip(rows, table.to_pylist(), strict=True):
            for column, value in expected.items():
                if isinstance(value, Decimal):
                    assert Decimal(row[column]) == value and "E" not in row[column]
                elif isinstance(value, bool):
                    assert row[column] == str(value).lower()
                elif isinstance(value, int):
                    assert row[column] == str(value)
                elif isinstance(value, str):
                    assert row[column] == (f"'{value}" if value[:1] in tuple("=+-@\t\r\n＝＋－＠") and value else value)


@pytest.mark.parametrize("text", ["=1+1", "+12", "-", "@SUM(A1)", "\t=1", "＝cmd", "\n=1", "增12", "a=1", "1-2"])
def test_no_cell_is_a_formula(text: str, tmp_path: Path) -> None:
    from govparse.dataset.writing.csv import CsvTable

    table = CsvTable(tmp_path, "t", pa.schema([("text", pa.string()), ("list", pa.list_(pa.string()))]))
    table.write(pa.record_batch({"text": [text], "list": [[text]]}))
    table.close()
    (row,) = csv.DictReader(io.StringIO(table.path.read_text(encoding="utf-8"), newline=""))
    assert row["text"] == (text if text[0] in "增a1" else f"'{text}")
    assert row["list"][0] not in "=+-@\t\r＝"


def test_duckdb_has_all_tables(written: Path, tables: Tables) -> None:
    duckdb = pytest.importorskip("duckdb", reason="the extra `duckdb` is not installed: its file is NOT tested")
    with duckdb.connect(str(written / "dataset.duckdb"), read_only=True) as database:
        for name, table in tables.tables.items():
            assert database.execute(f"SELECT count(*) FROM {name}").fetchone() == (table.num_rows,)
        query = "SELECT sum(value), count(*) FILTER (place.kind = 'page') FROM facts WHERE state = 'number'"
        total, pages = database.execute(query).fetchone()
    rows = tables["facts"].to_pylist()
    assert total == sum(row["value"] for row in rows if row["state"] == "number")
    assert pages == sum(row["state"] == "number" and row["place"]["kind"] == "page" for row in rows) > 0


def test_pandas_and_polars(tables: Tables) -> None:
    frame = tables.to_pandas("panel")
    assert frame["requests.received.total"].tolist() == tables["panel"]["requests.received.total"].to_pylist() or (
        frame["requests.received.total"].isna().tolist()
        == [value is None for value in tables["panel"]["requests.received.total"].to_pylist()]
    )
    assert str(frame["requests.received.total"].dtype) == "int64[pyarrow]"
    facts = tables.to_polars("facts")
    assert facts["value"].to_list() == tables["facts"]["value"].to_pylist()
    assert facts["code"].to_list() == tables["facts"]["code"].to_pylist()


def rows_of(group: int, count: int) -> Sequence[int]:
    return [min(group, count - at) for at in range(0, count, group)]


def test_groups_of_rows_do_not_depend_on_how_rows_come(tmp_path: Path) -> None:
    from govparse.dataset.writing.parquet import GROUP, ParquetTable

    count = GROUP + 1234
    whole = pa.record_batch({"a": list(range(count)), "b": [str(i % 7) for i in range(count)]})
    for name, step in (("one", count), ("many", 77), ("odd", 4096)):
        (tmp_path / name).mkdir()
        table = ParquetTable(tmp_path / name, "t", whole.schema)
        for at in range(0, count, step):
            table.write(whole.slice(at, step))
        table.close()
    first, *others = [(tmp_path / name / "t.parquet").read_bytes() for name in ("one", "many", "odd")]
    assert all(other == first for other in others)
    metadata = pq.read_metadata(tmp_path / "one" / "t.parquet")
    groups = [metadata.row_group(i).num_rows for i in range(metadata.num_row_groups)]
    assert groups == rows_of(GROUP, count)
