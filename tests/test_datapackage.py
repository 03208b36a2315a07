"""What a dataset says of itself: true to the files, the same each time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import frictionless
import pyarrow.parquet as pq
import pytest
from dataset_parts import write_reports

from govparse.dataset import Options, build
from govparse.dataset.assemble import Plan
from govparse.dataset.describing import codebook, counts, methods, values
from govparse.dataset.names import NAME, is_dataset
from govparse.dataset.schema import STATES
from govparse.dataset.writing.csv import flat_names, no_formula
from govparse.forms.registry import forms
from govparse.records import TABLES

ROOT = Path(__file__).parent.parent
HAN = re.compile("[一-鿿]")
ODD = ("地区（省/市）", '=HYPERLINK("x")', "a b,c\td", "100%", "__state", "名`称|")
ALL: Any = ("parquet", "csv", "jsonl", "duckdb")
SCHEMAS: Mapping[str, Any] = Plan(prose=True).schemas


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset in all formats, with failures, a duplicate, a file of two reports, a correction and odd columns."""
    root = tmp_path_factory.mktemp("described")
    folder = root / "in"
    files = write_reports(folder, 16, seed=171)
    (folder / "copy.txt").write_bytes(files[0].read_bytes())
    (folder / "two.txt").write_text(
        files[0].read_text(encoding="utf-8") + "\n\n" + files[3].read_text(encoding="utf-8"), encoding="utf-8"
    )
    (folder / "=letter.txt").write_text("尊敬的用户：您好。\n", encoding="utf-8")
    (folder / "empty.pdf").write_bytes(b"")
    with (root / "meta.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [("path", "title", *ODD), (files[1].name, "x", *"=23456"), (files[2].name, *"abcdefg")]
        )
    (root / "corrections.csv").write_text(
        "source,code,value,note\n"
        f"{files[1].name},requests.received.total,987654,checked\n"
        f"{files[1].name},requests.carried_in.total,,\n",
        encoding="utf-8",
    )
    options = Options(formats=ALL, meta=root / "meta.csv", corrections=root / "corrections.csv", prose=True, workers=0)
    build([folder], root / "out", options)
    return root / "out"


@pytest.fixture(scope="module")
def about(dataset: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((dataset / NAME).read_text(encoding="utf-8"))
    return found


# ── the package ────────────────────────────────────────────────────────────────────


def test_the_package_names_every_file_and_no_other(dataset: Path, about: dict[str, Any]) -> None:
    files = {path.relative_to(dataset).as_posix() for path in dataset.rglob("*") if path.is_file()}
    assert sorted(own["path"] for own in about["resources"]) == sorted(files - {NAME, "run.json"})
    assert len({own["name"] for own in about["resources"]}) == len(about["resources"])
    assert is_dataset(dataset) and about["$schema"].endswith("/2.0/datapackage.json")
    assert "licenses" not in about and "created" not in about
    assert [source["title"].rpartition(": ")[2] for source in about["sources"][1:]] == [own.document for own in forms()]
    for own in about["resources"]:
        if own["path"].endswith(".duckdb"):  # its bytes differ each time
            assert "hash" not in own and "bytes" not in own
            continue
        content = (dataset / own["path"]).read_bytes()
        assert own["bytes"] == len(content)
        assert own["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_the_columns_of_each_format_are_those_of_its_files(dataset: Path, about: dict[str, Any]) -> None:
    tables = [own for own in about["resources"] if "schema" in own]
    assert len(tables) == 3 * len(SCHEMAS) + 1
    for own in tables:
        names = [field["name"] for field in own["schema"]["fields"]]
        path = dataset / own["path"]
        if own["format"] == "parquet":
            schema = pq.read_schema(path)
            assert names == schema.names
            assert names != [] and own["schema"]["missingValues"] == []
            if own["name"] != "codebook":
                assert len(flat_names(schema)) >= len(names)
        elif own["format"] == "csv":
            with path.open(encoding="utf-8", newline="") as file:
                assert names == next(csv.reader(file))
            assert own["schema"]["missingValues"] == [""] and own["encoding"] == "utf-8"
        else:
            for line in path.read_text(encoding="utf-8").splitlines():
                assert names == list(json.loads(line))
        for field in own["schema"]["fields"]:
            assert " / " in field["title"] and HAN.search(field["description"] + field["title"])


def test_flattened_columns_are_those_that_csv_writes() -> None:
    from govparse.dataset.describing.resources import _flat, _Table
    from govparse.forms.registry import BUILT_IN

    for table, schema in SCHEMAS.items():
        assert [field["name"] for field in _flat(_Table(table, (), BUILT_IN), schema)] == [
            name for name, _ in flat_names(schema)
        ]


def test_frictionless_finds_nothing(dataset: Path) -> None:
    assert list(frictionless.Package.metadata_validate(json.loads((dataset / NAME).read_text(encoding="utf-8")))) == []
    package = frictionless.Package(str(dataset / NAME))
    checked = []
    for resource in package.resources:
        if str(resource.path).endswith((".csv", ".md", ".duckdb")):
            report = resource.validate()
            assert report.valid, (resource.name, report.flatten(["rowNumber", "fieldName", "message"])[:5])
            checked.append(resource.name)
    assert checked == [*(f"{table}-csv" for table in SCHEMAS), "codebook", "duckdb", "methods"]


@pytest.mark.parametrize(
    ("table", "column", "value", "error"),
    [
        ("facts", "value", "many", "type-error"),
        ("facts", "place_start", "1.5", "type-error"),
        ("facts", "candidates", "[1", "type-error"),
        ("facts", "state", "guessed", "constraint-error"),
        ("facts", "report_id", "nowhere#1", "foreign-key"),
        ("facts", "code", "requests.nothing", "foreign-key"),
        ("identities", "report_id", "nowhere#1", "foreign-key"),
        ("identities", "outcome", "maybe", "constraint-error"),
        ("findings", "number", "2", "primary-key"),
        ("reports", "published_on", "2021-02-30", "type-error"),
        ("reports", "duplicate_of", "nowhere#1", "foreign-key"),
        ("reports", "report_id", "", "constraint-error"),
        ("panel", "requests.received.total", "1.5", "type-error"),
        ("panel", "requests.received.total__state", "zero", "constraint-error"),
        ("panel", "report_id", "nowhere#1", "foreign-key"),
        ("sections", "section", "poem", "constraint-error"),
        ("failures", "source", "empty.pdf", "primary-key"),
    ],
)
def test_frictionless_finds_what_is_wrong(
    dataset: Path, tmp_path: Path, table: str, column: str, value: str, error: str
) -> None:
    """What the package says is really asked for: one cell is changed, and it is found."""
    about = json.loads((dataset / NAME).read_text(encoding="utf-8"))
    needed = (f"{table}-csv", "reports-csv", "codebook")
    about["resources"] = [own for own in about["resources"] if own["name"] in needed]
    del about["codebook"]
    for own in about["resources"]:
        del own["hash"], own["bytes"]
        content = (dataset / own["path"]).read_text(encoding="utf-8")
        if own["name"] == f"{table}-csv":
            head, *rows = list(csv.reader(io.StringIO(content)))
            rows[0][head.index(column)] = value
            out = io.StringIO()
            csv.writer(out, lineterminator="\n").writerows([head, *rows])
            content = out.getvalue()
        (tmp_path / own["path"]).parent.mkdir(exist_ok=True)
        (tmp_path / own["path"]).write_text(content, encoding="utf-8")
    (tmp_path / NAME).write_text(json.dumps(about), encoding="utf-8")
    report = frictionless.Package(str(tmp_path / NAME)).get_resource(f"{table}-csv").validate()
    assert error in {found for (found,) in report.flatten(["type"])}


def test_columns_of_a_table_by_hand_are_described_by_their_names(dataset: Path, about: dict[str, Any]) -> None:
    for own in about["resources"]:
        if own["name"].partition("-")[0] not in ("reports", "panel"):
            continue
        fields = {field["name"]: field for field in own["schema"]["fields"]}
        for name in (*ODD, "meta_title"):
            # In CSV, no head of a column is a formula.
            field = fields[no_formula(name) if own["format"] == "csv" else name]
            assert field["type"] == "string" and "constraints" not in field
            assert field["title"] == f"{name} / {name}" and "--meta" in field["description"]
    # One that has the name of a column that govparse fills is not taken for it.
    assert "title" in {field["name"] for field in about["resources"][0]["schema"]["fields"]}
    text = (dataset / methods.NAME).read_text(encoding="utf-8")
    assert not any(name in text for name in ODD if name != "__state")


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    write_reports(tmp_path / "in", 2, layouts=("html",))
    build([tmp_path / "in"], tmp_path / "out", Options(formats=("csv",), bom=True, workers=0))
    assert (tmp_path / "out" / codebook.NAME).read_bytes().startswith(b"\xef\xbb\xbfcode,")
    for resource in frictionless.Package(str(tmp_path / "out" / NAME)).resources:
        if str(resource.path).endswith(".csv"):
            assert resource.validate().valid, resource.name


def test_a_dataset_without_any_report_is_described_too(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("x", encoding="utf-8")
    build([tmp_path / "in"], tmp_path / "out", Options(formats=("csv",), workers=0))
    for resource in frictionless.Package(str(tmp_path / "out" / NAME)).resources:
        if str(resource.path).endswith(".csv"):
            assert resource.validate().valid, resource.name
    text = (tmp_path / "out" / methods.NAME).read_text(encoding="utf-8")
    assert "from 1 files. 0 of them gave 0 annual reports" in text and "1 could not be used" in text


def test_the_codebook_as_table_and_as_data_say_the_same(dataset: Path, about: dict[str, Any]) -> None:
    with (dataset / codebook.NAME).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == list(codebook.columns())
    as_table = [
        {name: cell.split(" ") if name in codebook.LISTS else cell for name, cell in row.items() if cell}
        for row in rows
    ]
    assert as_table == about["codebook"]
    assert not any(re.match(r"[=+@\t\r-]", cell) for row in rows for cell in row.values())


# ── the methods note ───────────────────────────────────────────────────────────────


def _rows(dataset: Path, table: str) -> list[dict[str, Any]]:
    lines = (dataset / "jsonl" / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_the_counts_are_those_of_the_tables(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted once more, row by row, in the JSON Lines."""
    found = counts.count(dataset)
    reports, facts = _rows(dataset, "reports"), _rows(dataset, "facts")
    assert found.reports == len(reports) == 19
    assert found.inputs_with_reports == len({row["source"] for row in reports}) == 18
    assert found.inputs_with_several == 1
    assert found.years == Counter(row["year"] for row in reports)
    assert found.formats == Counter(row["format"] for row in reports)
    assert found.forms == Counter((table, row[f"form_{table}"]) for row in reports for table in TABLES)
    assert found.duplicates == Counter(row["duplicate_by"] for row in reports if row["duplicate_of"])
    assert found.duplicates["content"] == 1 and set(found.duplicates) == set(values.DUPLICATE_WORDS)
    assert found.cells == Counter((row["table"], row["state"]) for row in facts)
    assert found.basis == Counter((row["state"], row["basis"]) for row in facts)
    assert found.reasons == Counter(row["reason"] for row in facts if row["reason"])
    corrected = [row for row in facts if row["basis"] == "corrected"]
    assert found.corrected == len(corrected) == 2
    assert found.changed == sum(
        (row["state"], row["value"]) != (row["printed"]["state"], row["printed"].get("value")) for row in corrected
    )
    assert found.changed > 0
    assert found.identities == Counter((row["kind"], row["outcome"]) for row in _rows(dataset, "identities"))
    assert found.findings == Counter(row["severity"] for row in _rows(dataset, "findings"))
    assert found.failures == Counter(row["kind"] for row in _rows(dataset, "failures")) and found.failures.total() == 2
    assert found.unknown_rows == len(_rows(dataset, "unknown_rows"))
    # Nothing depends on how much is in memory at a time.
    monkeypatch.setattr(counts, "_ROWS", 7)
    assert counts.count(dataset) == found


def test_the_note_gives_the_counts_in_both_languages(dataset: Path) -> None:
    found = counts.count(dataset)
    text = (dataset / methods.NAME).read_text(encoding="utf-8")
    english, chinese = text.split("\n# 方法说明\n")
    states, outcomes = counts.summed(found.cells, 1), counts.summed(found.identities, 1)
    for own in (english, chinese):
        cite = own.split("\n## ")[1]
        numbers = [int(number.replace(",", "")) for number in re.findall(r"(?<![\w.])\d[\d,]*(?![\w.])", cite)]
        for count in (
            20,
            18,
            19,
            2,
            found.cells.total(),
            *states.values(),
            found.identities.total(),
            *outcomes.values(),
        ):
            assert count in numbers
        assert found.basis["number", "proved"] in numbers and found.duplicates.total() in numbers
        for state in STATES:
            assert f"| `{state}` | " in own
        for (table, state), count in found.cells.items():
            line = next(
                line for line in own.splitlines() if line.startswith(f"| `{table}` | ") and line.count("|") == 9
            )
            assert line.split(" | ")[1 + STATES.index(state)] == f"{count:,}"
        for counter in (found.reasons, found.failures, found.duplicates):
            for name, count in counter.items():
                assert re.search(rf"^\| `{name}` \| [^|]+ \| {count:,} \|$", own, re.MULTILINE), name
        for year, count in found.years.items():
            assert f"| `{year}` | {count} |" in own
        for version in ("govparse", "grammars", "pyarrow", "lark"):
            assert re.search(rf"^\| {version} \| \S+ \|$", own, re.MULTILINE)
    assert not HAN.search(re.sub(r"[（(][^（()）]*[）)]", "", english.split("## Counts")[0]))
    headings = [re.findall(r"^#+ ", own, re.MULTILINE) for own in (english, "# 方法说明\n" + chinese)]
    assert headings[0] == headings[1]


# ── the same each time ─────────────────────────────────────────────────────────────

_BUILD = """
import sys
from govparse.dataset import Options, build
if __name__ == "__main__":
    build([sys.argv[1]], sys.argv[2], Options(formats=("parquet", "csv", "jsonl"), prose=True, workers=0))
"""


def test_two_builds_describe_themselves_byte_for_byte_alike(tmp_path: Path) -> None:
    """In fresh processes, with another order of sets, another time zone and another place."""
    write_reports(tmp_path / "in", 4, layouts=("html", "tabs"))
    (tmp_path / "build.py").write_text(_BUILD, encoding="utf-8")
    for out, seed, zone in (("one", "1", "Asia/Shanghai"), ("deeper/two", "2", "America/New_York")):
        (tmp_path / out).parent.mkdir(exist_ok=True)
        own = {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, str(tmp_path / "build.py"), str(tmp_path / "in"), str(tmp_path / out)]
        subprocess.run(command, check=True, env={**os.environ, **own})
    for name in (NAME, codebook.NAME, methods.NAME):
        one = (tmp_path / "one" / name).read_bytes()
        assert one == (tmp_path / "deeper" / "two" / name).read_bytes()
        assert str(tmp_path).encode() not in one and b"\r" not in one
