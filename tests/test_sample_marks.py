"""Marks that come back: rates, intervals, tables of corrections, and the command around them."""

from __future__ import annotations

import csv
import random
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path

import pytest
from sample_parts import dataset, write_layouts

from govparse.cli.main import main
from govparse.dataset import TableError
from govparse.dataset.sampling import Rate, Sample, corrections, rates, read_marks, sample, wilson
from govparse.dataset.sampling.marks import COLUMNS
from govparse.dataset.sampling.page import row
from govparse.dataset.sheets import guarded

# ── the interval ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("right", "judged", "low", "high"),
    [
        # The four cases that R. G. Newcombe (1998) works through for the score method, to four decimals.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        # By hand: z² = 3.8415; none wrong of n leaves n / (n + z²).
        (20, 20, 20 / 23.8415, 1.0),
        (200, 200, 200 / 203.8415, 1.0),
        # One of two: the middle is a half, the half width z / (2 √(2 + z²)).
        (1, 2, 0.5 - 1.959964 / (2 * 5.841459**0.5), 0.5 + 1.959964 / (2 * 5.841459**0.5)),
    ],
)
def test_the_interval_is_that_of_wilson(right: int, judged: int, low: float, high: float) -> None:
    assert wilson(right, judged) == pytest.approx((low, high), abs=0.00006)


def test_intervals_hold_their_rate_and_are_symmetric() -> None:
    for judged in (1, 2, 7, 128, 200):
        for right in range(judged + 1):
            low, high = wilson(right, judged)
            assert 0 <= low <= right / judged <= high <= 1
            other = wilson(judged - right, judged)
            assert (1 - other[1], 1 - other[0]) == pytest.approx((low, high))


@pytest.mark.parametrize(("right", "judged"), [(0, 0), (3, 2), (-1, 4)])
def test_no_interval_of_what_is_no_count(right: int, judged: int) -> None:
    with pytest.raises(ValueError, match="of"):
        wilson(right, judged)


def test_half_a_step_is_rounded_up() -> None:
    assert Rate(right=1, wrong=127).texts()["rate"] == "0.007813"  # 0.0078125
    assert Rate(unsure=3, unmarked=2).texts() == {
        **{"right": "0", "wrong": "0", "unsure": "3", "unmarked": "2"},
        **{"rate": "", "low": "", "high": ""},
    }


# ── the CSV ────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("marked")
    write_layouts(folder / "报告", ("tabs", "html", "m", "c"))
    dataset(folder / "报告", folder / "out")
    return folder


@pytest.fixture(scope="module")
def drawn(folder: Path) -> Sample:
    return sample(folder / "out", 40)


def marked_rows(drawn: Sample, marks: Sequence[str], printed: str = "7") -> list[dict[str, str]]:
    """Return rows as the page gives them."""
    rows = [row(one, "zh") | {"mark": mark} for one, mark in zip(drawn.facts, marks, strict=True)]
    for own in rows:
        if own["mark"] == "wrong":
            own |= {"printed": printed, "note": "列错，应为“7”"}
    return [*rows, {"number": "all", "right": "999"}]


def write(path: Path, rows: Sequence[dict[str, str]], encoding: str = "utf-8-sig", delimiter: str = ",") -> Path:
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows({name: guarded(cell) for name, cell in own.items()} for own in rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


MARKS = ("right",) * 31 + ("wrong",) * 4 + ("unsure",) * 3 + ("",) * 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_a_spreadsheet_has_saved_is_read(drawn: Sample, tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = marked_rows(drawn, MARKS)
    found = read_marks(write(tmp_path / "marks.csv", rows, encoding, delimiter))
    assert [one.cells for one in found] == [{name: own.get(name, "") for name in COLUMNS} for own in rows[:-1]]
    table = {(column, value): rate for column, value, rate in rates(found)}
    assert table["all", ""] == Rate(31, 4, 3, 2)
    for column in ("state", "basis", "format", "layout"):
        parts = [rate for (name, _), rate in table.items() if name == column]
        assert sum(part.right for part in parts) == 31 and sum(part.unmarked for part in parts) == 2
    text = [rows[i]["mark"] for i in range(40) if rows[i]["format"] == "text"]
    assert table["format", "text"].wrong == text.count("wrong")


def test_cells_that_look_like_formulas_come_back_as_they_were(tmp_path: Path) -> None:
    texts = ["=1+1", "'=x", "''-5 件", "-5", "+24", "@a", "\t1", "＝SUM", "plain", "'plain", '"q",;', "a\nb", "-", "+"]
    rows = [{"number": str(i), "report_id": f"r{i}", "code": "c", "note": text} for i, text in enumerate(texts)]
    path = write(tmp_path / "marks.csv", rows)
    cells = [own["note"] for own in csv.DictReader(StringIO(path.read_text(encoding="utf-8-sig"), newline=""))]
    assert not [cell for cell in cells if cell[0] in "=+-@\t＝" and cell not in ("-5", "+24")]
    assert [one["note"] for one in read_marks(path)] == texts


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text.replace("report_id", "id", 1), "columns are missing: report_id"),
        (lambda text: text.replace(",right,,", ",rihgt,,", 1), "'rihgt' is no mark"),
        (lambda text: text + text.splitlines()[1] + "\n", "stands there twice"),
        (lambda text: "", "columns without a name"),
    ],
)
def test_a_table_that_is_none_of_a_sample_is_refused(
    drawn: Sample, tmp_path: Path, change: Callable[[str], str], words: str
) -> None:
    path = write(tmp_path / "marks.csv", marked_rows(drawn, MARKS))
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(change(text), encoding="utf-8")
    with pytest.raises(TableError, match=words):
        read_marks(path)


# ── corrections ────────────────────────────────────────────────────────────────────


def test_corrections_are_taken_by_the_dataset(folder: Path, drawn: Sample, tmp_path: Path) -> None:
    """What is marked wrong, and what is printed, goes into the dataset; the next sample shows it."""
    wrong = [one for one in drawn.facts if one.fact.state == "number"][:3]
    rows = []
    for one, printed in zip(wrong, ("12345", "blank", "/"), strict=True):
        rows.append(row(one, "zh") | {"mark": "wrong", "printed": printed, "note": "核对"})
    marks = write(tmp_path / "marks.csv", rows)
    table = tmp_path / "corrections.csv"
    assert main(["sample", "--marks", str(marks), "--corrections-out", str(table), "--lang", "en"]) == 0
    again = sample(dataset(folder / "报告", tmp_path / "out", table), 10**6)
    found = {(one.report.report_id, one.fact.code): one.fact for one in again.facts}
    facts = [found[one.report.report_id, one.fact.code] for one in wrong]
    assert [(fact.state, fact.value) for fact in facts] == [
        ("number", 12345),
        ("blank", None),
        ("not_applicable", None),
    ]
    assert {fact.basis for fact in facts} == {"corrected"}


def test_wrong_facts_without_a_value_are_counted(drawn: Sample, tmp_path: Path) -> None:
    marked = read_marks(write(tmp_path / "marks.csv", marked_rows(drawn, MARKS, printed="")))
    found = corrections(marked, tmp_path)
    assert (found.rows, found.without) == (0, 4) and found.text.count("\n") == 1
    marked = read_marks(write(tmp_path / "marks.csv", marked_rows(drawn, MARKS, printed="12件")))
    with pytest.raises(TableError, match="'12件' is no number"):
        corrections(marked, tmp_path)


# ── the command ────────────────────────────────────────────────────────────────────


def test_the_command_writes_a_page(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.html"
    arguments = ["sample", str(folder / "out"), "-n", "5", "--state", "blank", "--out", str(page), "--lang", "en"]
    assert main(arguments) == 0
    assert "5 of " in capsys.readouterr().err
    first = page.read_bytes()
    assert main(arguments) == 0 and page.read_bytes() == first, "its own page is written anew"
    page.write_text("mine", encoding="utf-8")
    assert main(arguments) == 2
    assert "not overwritten" in capsys.readouterr().err and page.read_text(encoding="utf-8") == "mine"


def test_the_command_says_what_is_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_layouts(tmp_path / "reports", ("tabs", "m"))
    out = str(dataset(tmp_path / "reports", tmp_path / "out"))
    page = str(tmp_path / "page.html")
    (tmp_path / "reports" / "tabs.txt").write_text("x", encoding="utf-8")
    assert main(["sample", out, "-n", "9", "--out", page, "--lang", "en"]) == 0
    assert "tabs.txt: its content has changed" in capsys.readouterr().err
    (tmp_path / "reports" / "m.txt").unlink()
    assert main(["sample", out, "-n", "9", "--out", page, "--lang", "zh"]) == 2
    said = capsys.readouterr().err
    assert "m.txt：文件不在原处" in said and "没有可抽取的读数" in said
    assert main(["sample", out, "--sources", str(tmp_path / "nowhere"), "--out", page]) == 2
    assert main(["sample", str(tmp_path), "--out", page, "--lang", "en"]) == 2
    assert "no dataset" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [[], ["OUT", "--marks", "x.csv"], ["OUT", "--corrections-out", "y.csv"], ["--marks", "nowhere.csv"]]
)
def test_arguments_that_do_not_go_together(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sample", *arguments, "--lang", "en"]) == 2
    assert capsys.readouterr().err.startswith("govparse: ")


def test_the_table_of_rates(drawn: Sample, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    marks = write(tmp_path / "marks.csv", marked_rows(drawn, MARKS))
    assert main(["sample", "--marks", str(marks), "--lang", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    low, high = wilson(31, 35)
    assert lines[1].split() == ["all", "31", "4", "3", "2", "88.57%", f"{low:.2%}", "-", f"{high:.2%}"]
    assert {line.strip() for line in lines if line in ("state", "basis", "format", "layout")} == {
        "state",
        "basis",
        "format",
        "layout",
    }
    unmarked = write(tmp_path / "none.csv", marked_rows(drawn, [""] * 40))
    assert main(["sample", "--marks", str(unmarked), "--lang", "en"]) == 2


def test_a_process_of_its_own_reads_the_sources(folder: Path, tmp_path: Path) -> None:
    """The whole command, with the helper that reads pages: it ends by itself, and writes what the library draws."""
    page = tmp_path / "sample.html"
    words = [sys.executable, "-m", "govparse", "sample", str(folder / "out"), "-n", "30", "--seed", "8", "--lang", "en"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    text = page.read_text(encoding="utf-8")
    rng = random.Random(1)
    for one in rng.sample(sample(folder / "out", 30, seed=8).facts, 10):
        assert f"<code>{one.fact.code}</code>" in text and one.report.content_hash in text


def test_the_example_of_the_documentation_runs(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = sample(dataset(folder / "报告", tmp_path / "data"), 40, seed=1)
    write(tmp_path / "sample-1.csv", marked_rows(found, MARKS))
    text = (Path(__file__).parent.parent / "docs" / "sample.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "sample.md", "exec"), {})
    assert "\nall  31 4 0.8857142857142857 (" in capsys.readouterr().out
    assert Path("sample.html").stat().st_size > 10_000
