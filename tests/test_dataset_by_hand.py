"""Tables written by hand: columns that describe inputs, and cells that somebody has checked."""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from dataset_parts import fingerprint, write_reports

import govparse
from govparse.dataset import Options, TableError, build, load
from govparse.dataset.panel import STATE

RECEIVED = "requests.received.total"
EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    write_reports(folder / "2021", 3, layouts=["tabs", "html", "m"], seed=75)
    return folder


def table(path: Path, rows: Sequence[Mapping[str, str]], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def made(folder: Path, tmp_path: Path, **options: Any) -> Path:
    out = tmp_path / "out"
    build([folder], out, Options(workers=0, **options))
    return out


def cell(out: Path, source: str, code: str) -> dict[str, Any]:
    rows = load(out)["facts"].to_pylist()
    (found,) = [row for row in rows if row["report_id"].startswith(f"{source}#") and row["code"] == code]
    return dict(found)


def test_tables_may_be_named_by_text(folder: Path, tmp_path: Path) -> None:
    """As paths may that are read and written."""
    files = sorted(path.name for path in (folder / "2021").iterdir())
    meta = table(tmp_path / "meta.csv", [{"path": f"2021/{files[0]}", "region": "湖北省"}])
    rows = [{"source": f"2021/{files[0]}", "code": RECEIVED, "value": "77"}]
    corrections = table(tmp_path / "corrections.csv", rows)
    options = Options(workers=0, meta=str(meta), corrections=str(corrections))
    assert options == Options(workers=0, meta=meta, corrections=corrections)
    assert (Options().meta, Options().corrections) == (None, None)
    build(str(folder), str(tmp_path / "out"), options)
    assert cell(tmp_path / "out", f"2021/{files[0]}", RECEIVED)["value"] == 77
    assert "湖北省" in load(tmp_path / "out")["reports"]["region"].to_pylist()


# ── columns that describe inputs ───────────────────────────────────────────────────


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_columns_are_joined_as_text(folder: Path, tmp_path: Path, encoding: str) -> None:
    files = sorted(path.name for path in (folder / "2021").iterdir())
    rows = [
        {"path": f"2021/{files[0]}", "region": "湖北省", "year": "007", "population": "1,200", RECEIVED: "9"},
        {"path": f".\\2021\\{files[1]}", "region": "", "year": "2021", "population": "", RECEIVED: ""},
        {"path": "2021/gone.txt", "region": "x", "year": "", "population": "", RECEIVED: ""},
    ]
    out = tmp_path / "out"
    meta = table(tmp_path / "meta.csv", rows, encoding)
    built = build([folder], out, Options(workers=0, meta=meta, formats=("csv",)))
    assert built.meta_unused == 1
    for name in ("reports", "panel"):
        found = [(row["region"], row["meta_year"], row["population"]) for row in load(out)[name].to_pylist()]
        assert found == [("湖北省", "007", "1,200"), (None, "2021", None), (None, None, None)]
        assert [row[f"meta_{RECEIVED}"] for row in load(out)[name].to_pylist()] == ["9", None, None]


def test_bodies_named_by_hand_are_believed(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    # One body on two years, and the same report under the name of another body.
    for name in ("bureau-2022", "bureau-2023"):
        (folder / f"{name}.txt").write_bytes((EXAMPLES / f"{name}.txt").read_bytes())
    (folder / "other.txt").write_bytes((EXAMPLES / "bureau-2023.txt").read_bytes() + b"\n")
    out = made(folder, tmp_path)
    duplicates = {row["source"]: row["duplicate_by"] for row in load(out)["reports"].to_pylist()}
    assert duplicates == {"bureau-2022.txt": None, "bureau-2023.txt": None, "other.txt": "issuer_year"}
    rows = [
        {"source": f"{name}.txt", "body_id": body}
        for name, body in (("bureau-2022", "1"), ("bureau-2023", "1"), ("other", "2"))
    ]
    out = made(folder, tmp_path, meta=table(tmp_path / "meta.csv", rows))
    assert {row["duplicate_of"] for row in load(out)["reports"].to_pylist()} == {None}
    assert [row["body_id"] for row in load(out)["reports"].to_pylist()] == ["1", "1", "2"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "columns"),
        ("region\n湖北\n", "no column path"),
        ("path,region,region\nx,1,2\n", "same"),
        ("path,title,meta_title\nx,1,2\n", "title would be meta_title"),
        ("path,region,Region\nx,1,2\n", "another column"),
        ("path,region\n2021/x.txt\n", "line 2: 1 columns, 2 in the head"),
        ('path,region\n2021/x.txt,"open\n', "line"),
    ],
)
def test_a_table_that_cannot_be_used(folder: Path, tmp_path: Path, content: str, said: str) -> None:
    meta = tmp_path / "meta.csv"
    meta.write_text(content, encoding="utf-8")
    with pytest.raises(TableError, match=said):
        made(folder, tmp_path, meta=meta)
    assert not (tmp_path / "out").exists()


def test_a_column_called_like_a_formula_is_none_in_a_spreadsheet(folder: Path, tmp_path: Path) -> None:
    rows = [{"path": first(folder), '=HYPERLINK("x")': "=1+1"}]
    out = made(folder, tmp_path, meta=table(tmp_path / "meta.csv", rows), formats=("csv",))
    with (out / "csv" / "reports.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert found[0]['\'=HYPERLINK("x")'] == "'=1+1"
    assert load(out)["reports"]['=HYPERLINK("x")'].to_pylist()[0] == "=1+1"


def test_columns_whose_heads_differ_by_an_apostrophe_stay_two(folder: Path, tmp_path: Path) -> None:
    # Of a table that a spreadsheet may have written one apostrophe is a guard: the second is read as `'=a`.
    rows = [{"path": first(folder), "=a": "1", "''=a": "2", "'''=a": "3"}]
    out = made(folder, tmp_path, meta=table(tmp_path / "meta.csv", rows), formats=("csv",))
    with (out / "csv" / "reports.csv").open(encoding="utf-8", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["source"] == first(folder))
    given = {name: row[name] for name in row if name.endswith("=a")}
    assert len(given) == len(rows[0]) - 1 and sorted(given.values()) == sorted(list(rows[0].values())[1:])
    assert not any(name.startswith("=") for name in given)


def test_an_input_that_stands_there_twice(folder: Path, tmp_path: Path) -> None:
    name = sorted(path.name for path in (folder / "2021").iterdir())[0]
    rows = [{"path": f"2021/{name}", "region": "a"}, {"path": f"./2021/{name}", "region": "b"}]
    with pytest.raises(TableError, match="twice"):
        made(folder, tmp_path, meta=table(tmp_path / "meta.csv", rows))


# ── cells checked by hand ──────────────────────────────────────────────────────────


def first(folder: Path) -> str:
    return "2021/" + sorted(path.name for path in (folder / "2021").iterdir())[0]


def test_a_correction_stands_beside_what_was_read(folder: Path, tmp_path: Path) -> None:
    before = cell(made(folder, tmp_path), first(folder), RECEIVED)
    rows = [{"source": first(folder), "code": RECEIVED, "value": "123", "note": "第3页，扫描件"}]
    out = made(folder, tmp_path, corrections=table(tmp_path / "corrections.csv", rows))
    after = cell(out, first(folder), RECEIVED)
    assert (after["value"], after["state"], after["basis"]) == (123, "number", "corrected")
    assert after["printed"] == {name: before[name] for name in ("value", "state", "basis")}
    assert (after["text"], after["place"]) == (before["text"], before["place"])
    assert after["correction"] == "第3页，扫描件"
    tables = load(out)
    report = next(row for row in tables["reports"].to_pylist() if row["source"] == first(folder))
    assert report["basis_corrected"] == 1
    panel = next(row for row in tables["panel"].to_pylist() if row["source"] == first(folder))
    assert (panel[RECEIVED], panel[RECEIVED + STATE]) == (123, "number")
    others = [row for row in tables["facts"].to_pylist() if row["basis"] == "corrected"]
    assert len(others) == 1


def test_sums_are_assessed_with_the_corrected_cell(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    text = (EXAMPLES / "bureau-2022.txt").read_text(encoding="utf-8")
    (folder / "x.txt").write_text(text, encoding="utf-8")
    value = govparse.parse(text).facts[RECEIVED].value
    assert isinstance(value, int)
    out = made(folder, tmp_path)
    assert load(out)["reports"].to_pylist()[0]["identities_broken"] == 0
    rows = [{"source": "x.txt", "code": RECEIVED, "value": str(value + 1), "note": ""}]
    out = made(folder, tmp_path, corrections=table(tmp_path / "corrections.csv", rows))
    tables = load(out)
    assert tables["reports"].to_pylist()[0]["identities_broken"] == 2  # its row, and the balance of its column
    broken = [row for row in tables["identities"].to_pylist() if row["outcome"] == "broken"]
    assert {abs(row["difference"]) for row in broken} == {1}
    assert any(row["rule"] == "cell-contradicted" for row in tables["findings"].to_pylist())


def test_a_correction_that_changes_nothing_changes_no_finding(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    write_reports(folder, 6, layouts=["tabs", "html", "a"], seed=79)
    text = (EXAMPLES / "bureau-2023.txt").read_text(encoding="utf-8").replace("五、", "七、").replace("二、", "二、 ")
    (folder / "x.txt").write_text(text, encoding="utf-8")
    before = load(made(folder, tmp_path))
    rows = []
    for row in before["facts"].to_pylist():
        if row["state"] == "number" and row["basis"] == "printed" and row["code"].endswith("received.total"):
            rows.append(
                {
                    "source": row["report_id"].removesuffix("#1"),
                    "code": row["code"],
                    "value": str(int(row["value"])),
                    "note": "",
                }
            )
    assert len(rows) >= 3
    after = load(made(folder, tmp_path, corrections=table(tmp_path / "c.csv", rows)))
    for name in ("findings", "identities", "unknown_rows", "panel"):
        assert after[name].equals(before[name])
    for old, new in zip(before["facts"].to_pylist(), after["facts"].to_pylist(), strict=True):
        assert {k: v for k, v in old.items() if k not in ("basis", "printed", "correction")} == {
            k: v for k, v in new.items() if k not in ("basis", "printed", "correction")
        }
    assert sum(row["basis"] == "corrected" for row in after["facts"].to_pylist()) == len(rows)


def test_what_was_read_when_a_cell_was_checked(folder: Path, tmp_path: Path) -> None:
    read = cell(made(folder, tmp_path), first(folder), RECEIVED)
    printed = str(int(read["value"])) if read["value"] is not None else read["state"]
    row = {"source": first(folder), "code": RECEIVED, "value": "5", "note": "", "printed": printed}
    out = made(folder, tmp_path, corrections=table(tmp_path / "c.csv", [row]))
    assert cell(out, first(folder), RECEIVED)["value"] == 5
    with pytest.raises(TableError, match="is read as"):
        made(folder, tmp_path, corrections=table(tmp_path / "c.csv", [{**row, "printed": "31415"}]))


@pytest.mark.skipif(sys.platform == "win32", reason="a backslash is no part of a name there")
def test_of_two_names_alike_the_exact_one_is_meant(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    one, two = write_reports(folder / "x", 2, layouts=["tabs"], seed=76)
    one.rename(folder / "x" / "b.txt")
    two.rename(folder / "x\\b.txt")
    rows = [{"source": "x/b.txt", "code": RECEIVED, "value": "5", "note": ""}]
    out = made(folder, tmp_path, corrections=table(tmp_path / "c.csv", rows))
    found = [row["report_id"] for row in load(out)["facts"].to_pylist() if row["basis"] == "corrected"]
    assert found == ["x/b.txt#1"]
    meta = [{"path": "x\\b.txt", "region": "r"}]
    out = made(folder, tmp_path, meta=table(tmp_path / "m.csv", meta))
    assert [row["source"] for row in load(out)["reports"].to_pylist() if row["region"]] == ["x\\b.txt"]


@pytest.mark.parametrize(
    ("value", "state", "number"),
    [("", "blank", None), ("/", "not_applicable", None), ("absent", "absent", None), ("0", "number", 0)],
)
def test_a_correction_may_say_that_there_is_no_number(
    folder: Path, tmp_path: Path, value: str, state: str, number: int | None
) -> None:
    rows = [{"source": first(folder), "code": RECEIVED, "value": value, "note": ""}]
    found = cell(made(folder, tmp_path, corrections=table(tmp_path / "c.csv", rows)), first(folder), RECEIVED)
    assert (found["state"], found["value"], found["basis"]) == (state, number, "corrected")


def test_decimals_are_exact(folder: Path, tmp_path: Path) -> None:
    own = [row for row in load(made(folder, tmp_path))["facts"].to_pylist() if row["report_id"] == f"{first(folder)}#1"]
    code = next(row["code"] for row in own if row["column"] == "amount")
    rows = [{"source": first(folder), "code": code, "value": "123604.123456789012", "note": ""}]
    out = made(folder, tmp_path, corrections=table(tmp_path / "c.csv", rows))
    assert cell(out, first(folder), code)["value"] == Decimal("123604.123456789012")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"source": "2021/gone.txt"}, "no report from 2021/gone.txt"),
        ({"code": "requests.received.totals"}, "no cell requests.received.totals"),
        ({"value": "about 12"}, "'about 12' is no number"),
        ({"value": "1e3"}, "no number"),
        ({"value": "-3"}, "is a count, which -3 cannot be"),
        ({"value": "1.5"}, "is a count, which 1.5 cannot be"),
        ({"value": "12.1234567890123"}, "no number"),
        ({"report": "2"}, "1 reports"),
        ({"content_hash": "0" * 64}, "no longer the one"),
    ],
)
def test_a_correction_that_does_not_fit_is_an_error(
    folder: Path, tmp_path: Path, row: dict[str, str], said: str
) -> None:
    out = made(folder, tmp_path)
    before = fingerprint(out)
    good = {"source": first(folder), "code": RECEIVED, "value": "5", "note": "", "report": "", "content_hash": ""}
    corrections = table(tmp_path / "c.csv", [good, {**good, "code": "requests.concluded.total", **row}])
    with pytest.raises(TableError, match=f"line 3: .*{said}"):
        made(folder, tmp_path, corrections=corrections)
    assert fingerprint(out) == before


def test_the_same_cell_twice_is_an_error(folder: Path, tmp_path: Path) -> None:
    row = {"source": first(folder), "code": RECEIVED, "value": "5", "note": ""}
    with pytest.raises(TableError, match="twice"):
        made(folder, tmp_path, corrections=table(tmp_path / "c.csv", [row, {**row, "value": "6"}]))


@pytest.mark.parametrize("checked", ["a.txt", "b.txt"])
def test_what_holds_of_a_content_holds_of_all_its_copies(tmp_path: Path, checked: str) -> None:
    folder = tmp_path / "reports"
    for name in ("a.txt", "b.txt"):
        (file,) = write_reports(folder, 1, layouts=["tabs"], seed=76)
        file.rename(folder / name)
    (folder / "c.txt").write_bytes((folder / "a.txt").read_bytes() + b"\n")
    read = {name: cell(made(folder, tmp_path), name, RECEIVED) for name in ("a.txt", "b.txt", "c.txt")}
    # A number taken away, or another one: whatever it makes of the numbers of a report, copies stay copies.
    for value, state in (("absent", "absent"), ("/", "not_applicable"), ("4711", "number")):
        rows = [{"source": checked, "code": RECEIVED, "value": value, "note": "seen"}]
        out = made(folder, tmp_path, corrections=table(tmp_path / "c.csv", rows))
        for name in ("a.txt", "b.txt"):
            own = cell(out, name, RECEIVED)
            assert (own["state"], own["basis"], own["correction"]) == (state, "corrected", "seen")
        assert cell(out, "c.txt", RECEIVED) == read["c.txt"]
        of = {row["source"]: (row["duplicate_of"], row["duplicate_by"]) for row in load(out)["reports"].to_pylist()}
        assert of["b.txt"] == ("a.txt#1", "content")
        assert {of["a.txt"], of["c.txt"]} in (
            {(None, None), ("a.txt#1", "issuer_year")},
            {(None, None), ("c.txt#1", "issuer_year")},
        )


def test_one_content_checked_twice_with_another_result_is_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    (file,) = write_reports(folder, 1, layouts=["tabs"], seed=76)
    (folder / "z.txt").write_bytes(file.read_bytes())
    rows = [{"source": name, "code": RECEIVED, "value": "5", "note": ""} for name in (file.name, "z.txt")]
    out = made(folder, tmp_path, corrections=table(tmp_path / "c.csv", rows))
    assert [row["value"] for row in load(out)["facts"].to_pylist() if row["basis"] == "corrected"] == [5, 5]
    rows[1]["value"] = "6"
    with pytest.raises(TableError, match=f"same content as .*, and another {RECEIVED}"):
        made(folder, tmp_path, corrections=table(tmp_path / "c.csv", rows))


def test_a_correction_no_longer_fits_a_source_that_has_changed(folder: Path, tmp_path: Path) -> None:
    rows = [{"source": first(folder), "code": RECEIVED, "value": "5", "note": ""}]
    corrections = table(tmp_path / "c.csv", rows)
    made(folder, tmp_path, corrections=corrections)
    file = folder / first(folder)
    file.write_text(file.read_text(encoding="utf-8") + "\n更正。\n", encoding="utf-8")
    with pytest.raises(TableError, match="no longer the one"):
        made(folder, tmp_path, corrections=corrections)
    made(folder, tmp_path)
    content_hash = next(
        row["content_hash"] for row in load(tmp_path / "out")["reports"].to_pylist() if row["source"] == first(folder)
    )
    out = made(folder, tmp_path, corrections=table(tmp_path / "c.csv", [{**rows[0], "content_hash": content_hash}]))
    assert cell(out, first(folder), RECEIVED)["basis"] == "corrected"
    # Who has looked again has looked: from now on it fits without the hash.
    assert cell(made(folder, tmp_path, corrections=corrections), first(folder), RECEIVED)["value"] == 5


def test_of_several_reports_in_a_file_one_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    one, two = write_reports(folder, 2, layouts=["tabs"], seed=76)
    (folder / "two.txt").write_text(one.read_text() + "\n\n" + two.read_text(), encoding="utf-8")
    rows = [{"source": "two.txt", "code": RECEIVED, "value": "5", "note": "", "report": "2"}]
    out = made(folder, tmp_path, corrections=table(tmp_path / "c.csv", rows))
    found = [row["report_id"] for row in load(out)["facts"].to_pylist() if row["basis"] == "corrected"]
    assert found == ["two.txt#2"]
    with pytest.raises(TableError, match="2 reports"):
        made(folder, tmp_path, corrections=table(tmp_path / "c.csv", [{**rows[0], "report": ""}]))
