"""`parse_batches`, what engines call, and `from_readings`, which makes a dataset of what they return."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from dataset_parts import fingerprint, write_reports

import govparse
from govparse.dataset import READINGS, SOURCES, NoInputs, Options, build, parse_batches, readings
from govparse.dataset.collect import NotReadings, from_readings
from govparse.dataset.readings import read_input, to_batch
from govparse.dataset.store import pack, unpack

ROOT = Path(__file__).parent.parent
HERE = Options(workers=0, prose=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    files = write_reports(folder, 10)
    (folder / "no report.txt").write_text("关于召开会议的通知", encoding="utf-8")
    two = b"\n".join(file.read_bytes() for file in files[:1] + write_reports(folder / "more", 1, seed=75))
    (folder / "two.txt").write_bytes(two)
    return folder


def batches(folder: Path, size: int = 4) -> Iterator[pa.RecordBatch]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for i in range(0, len(files), size):
        own = files[i : i + size]
        columns = {
            "source": [path.relative_to(folder).as_posix() for path in own],
            "content": [path.read_bytes() for path in own],
        }
        yield pa.RecordBatch.from_pydict(columns, SOURCES)


@pytest.fixture(scope="module")
def table(folder: Path) -> pa.Table:
    return pa.Table.from_batches(parse_batches(batches(folder)), READINGS)


def one(source: str, content: bytes | None) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict({"source": [source], "content": [content]}, SOURCES)


# ── the contract ───────────────────────────────────────────────────────────────────


def test_every_input_has_a_row_for_each_report_or_one_for_its_failure(folder: Path, table: pa.Table) -> None:
    found: dict[str, list[tuple[int, str | None]]] = {}
    for source, number, failure in zip(
        *(table[name].to_pylist() for name in ("source", "report", "failure")), strict=True
    ):
        found.setdefault(source, []).append((number, failure and failure["kind"]))
    assert len(found) == 13
    assert found["no report.txt"] == [(0, "not_a_report")]
    assert found["two.txt"] == [(1, None), (2, None)]
    assert all(rows == [(1, None)] for source, rows in found.items() if source not in ("no report.txt", "two.txt"))
    own = to_batch(read_input("two.txt", (folder / "two.txt").read_bytes()))
    assert table.filter(pa.compute.equal(table["source"], "two.txt")).to_pylist() == own.to_pylist()


def test_batches_are_read_when_they_are_asked_for(folder: Path) -> None:
    taken = []

    def watched() -> Iterator[pa.RecordBatch]:
        (file,) = (path for path in folder.glob("0000-*"))
        for number in range(200):
            taken.append(number)
            yield one(f"{number}", file.read_bytes())

    found = parse_batches(watched())
    assert taken == []
    assert next(found).num_rows == 64
    assert len(taken) == 64


def test_nothing_gives_nothing() -> None:
    assert list(parse_batches([])) == []
    assert list(parse_batches([pa.RecordBatch.from_pylist([], SOURCES)])) == []


def test_content_that_an_engine_could_not_get_is_a_failure() -> None:
    (batch,) = parse_batches([one("a.txt", None)])
    (row,) = batch.to_pylist()
    assert (row["source"], row["report"], row["failure"]["kind"]) == ("a.txt", 0, "no_file")


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 4096, b"PK\x03\x04", b"%PDF-1.7\n", b"<html><table><tr>", b"\xff\xfe" + b"\xd8\x00" * 90]
)
def test_no_content_raises_anything(content: bytes) -> None:
    (batch,) = parse_batches([one("a", content)])
    assert batch.schema.equals(READINGS, check_metadata=True)
    assert batch["failure"][0].as_py()["kind"]


def test_what_arrow_cannot_hold_costs_its_input(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = readings.report_to_row

    def broken(report: govparse.AnnualReport, number: int) -> dict[str, Any]:
        row = whole(report, number)
        return row | {"title": "\ud800"} if report.source == "b" else row

    monkeypatch.setattr(readings, "report_to_row", broken)
    (file,) = folder.glob("0000-*")
    content = file.read_bytes()
    (batch,) = parse_batches([one(name, content) for name in "abc"])
    kinds = [failure and failure["kind"] for failure in batch["failure"].to_pylist()]
    assert kinds == [None, "internal", None]


def test_it_travels_by_name_and_builds_its_parser_where_it_runs(folder: Path, tmp_path: Path) -> None:
    """A parser that is pickled by value fails at its first parse: here it has been built before."""
    cloudpickle = pytest.importorskip("cloudpickle", reason="NOT tested: cloudpickle comes with the extra `cluster`")
    (file,) = folder.glob("0000-*")
    list(parse_batches([one("a", file.read_bytes())]))
    packed = cloudpickle.dumps(parse_batches)
    assert len(packed) < 200
    (tmp_path / "function").write_bytes(packed)
    pickle.loads(packed)
    script = (
        "import pickle, sys, pyarrow as pa\n"
        "from pathlib import Path\n"
        "parse_batches = pickle.loads(Path(sys.argv[1]).read_bytes())\n"
        "content = Path(sys.argv[2]).read_bytes()\n"
        "batch = pa.RecordBatch.from_pydict({'source': ['a'], 'content': [content]})\n"
        "print([row['report'] for found in parse_batches(iter([batch])) for row in found.to_pylist()])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "function", file],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[1]"


# ── from readings to a dataset ─────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def expected(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    out = tmp_path_factory.mktemp("expected") / "out"
    build([folder], out, HERE)
    return fingerprint(out)


def shuffled(table: pa.Table) -> list[pa.RecordBatch]:
    """Rows one by one, the last first: those of one input do not even follow each other."""
    order = sorted(range(table.num_rows), key=lambda i: (i % 3, -i))
    return [table.slice(i, 1).combine_chunks().to_batches()[0] for i in order]


def otherwise(table: pa.Table) -> list[pa.RecordBatch]:
    """The same with other types for texts, and without the metadata of the schema."""
    fields = [
        pa.field(field.name, pa.large_string() if field.type == pa.string() else field.type) for field in READINGS
    ]
    found: list[pa.RecordBatch] = table.cast(pa.schema(fields)).to_batches()
    return found


@pytest.mark.parametrize("engine", [pa.Table.to_batches, shuffled, otherwise])
def test_the_dataset_is_that_of_one_machine(
    engine: Any, table: pa.Table, expected: dict[str, str], tmp_path: Path
) -> None:
    for _ in range(2):
        built = from_readings(engine(table), tmp_path / "out", HERE)
        assert built.tally.inputs == 13
        assert fingerprint(tmp_path / "out") == expected


def test_files_of_an_engine(table: pa.Table, expected: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "readings" / "part=1"
    folder.mkdir(parents=True)
    pq.write_table(table.slice(0, 5), folder / "b.parquet", row_group_size=2)
    pq.write_table(table.slice(5), folder.parent / "a.parquet")
    (folder.parent / "_SUCCESS").touch()
    (folder.parent / "_temporary.parquet").write_bytes(b"half a file")
    from_readings(folder.parent, tmp_path / "out", HERE)
    assert fingerprint(tmp_path / "out") == expected


def test_readings_that_are_gone_are_in_the_dataset_no_more(table: pa.Table, tmp_path: Path) -> None:
    from_readings(table.to_batches(), tmp_path / "out", HERE)
    assert from_readings(table.slice(0, 3).to_batches(), tmp_path / "out", HERE).tally.inputs == 3


def test_what_is_kept_of_an_input_does_not_grow_with_its_neighbours(table: pa.Table) -> None:
    """Arrow writes a slice of nested lists with those of all other rows, unless it is copied."""
    (batch,) = table.combine_chunks().to_batches()
    alone = pa.RecordBatch.from_pylist(batch.slice(3, 1).to_pylist(), READINGS)
    assert len(pack(batch.slice(3, 1))) < 1.1 * len(pack(alone))
    assert unpack(pack(batch.slice(3, 1))).equals(alone)


def test_corrections_reach_it(table: pa.Table, tmp_path: Path) -> None:
    source = next(row["source"] for row in table.to_pylist() if row["report"] == 1)
    by_hand = tmp_path / "corrections.csv"
    by_hand.write_text(f"source,code,value,note\n{source},requests.received.total,7,checked\n", encoding="utf-8")
    options = Options(workers=0, corrections=by_hand)
    from_readings(table.to_batches(), tmp_path / "out", options)
    facts = pq.read_table(tmp_path / "out" / "facts.parquet", columns=["code", "value", "basis"]).to_pylist()
    assert [(row["code"], int(row["value"])) for row in facts if row["basis"] == "corrected"] == [
        ("requests.received.total", 7)
    ]


def test_what_are_no_whole_readings_is_refused(table: pa.Table, tmp_path: Path) -> None:
    rows = table.to_pylist()
    two = [row for row in rows if row["source"] == "two.txt"]

    def refused(found: list[dict[str, Any]], says: str) -> None:
        with pytest.raises(NotReadings, match=says):
            from_readings([pa.RecordBatch.from_pylist(found, READINGS)], tmp_path / "out", HERE)
        assert not (tmp_path / "out").exists()

    refused([rows[0], rows[0]], "twice")
    refused([two[0], two[0] | {"report": 0}], "twice")
    refused([two[0], two[1] | {"content_hash": "other"}], "two inputs of one name")
    refused([two[1]], "missing")
    refused([rows[0], rows[1] | {"grammars": "others"}], "different versions")
    with pytest.raises(NotReadings, match="twice"):
        from_readings(table.slice(0, 1).to_batches() * 2, tmp_path / "out", HERE)
    with pytest.raises(NotReadings, match="facts"):
        from_readings(table.drop_columns(["facts"]).to_batches(), tmp_path / "out", HERE)
    other = table.replace_schema_metadata({"govparse.schema": "99"})
    with pytest.raises(NotReadings, match="schema 99"):
        from_readings(other.to_batches(), tmp_path / "out", HERE)
    (tmp_path / "a.parquet").write_bytes(b"no Parquet at all")
    with pytest.raises(NotReadings, match=r"a\.parquet"):
        from_readings(tmp_path / "a.parquet", tmp_path / "out", HERE)
    with pytest.raises(NoInputs):
        from_readings([], tmp_path / "out", HERE)
    with pytest.raises(FileNotFoundError):
        from_readings(tmp_path / "nowhere", tmp_path / "out", HERE)
