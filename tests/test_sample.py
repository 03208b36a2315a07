"""Samples of a dataset: the same for a seed, fair, and each fact beside its print in its source."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from html import unescape
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from attrs import evolve
from fixtures import DATA
from sample_parts import ALL_LAYOUTS, DOCUMENTS, FIXTURES, dataset, write_layouts

import govparse
from govparse.cli.arguments import SAMPLED
from govparse.dataset import Options, build
from govparse.dataset.sampling import STATES, NoSources, NotADataset, NothingToSample, Sample, sample, write_page
from govparse.dataset.sampling.choose import draw
from govparse.dataset.sampling.excerpt import Cutter
from govparse.dataset.sampling.shown import Grid
from govparse.errors import Unreadable
from govparse.limits import Limits
from govparse.reading import apart
from govparse.reading.read import read
from govparse.rendering.official import lay_out
from govparse.testing import LAYOUTS, synthetic_report


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of reports, `reports`, and the dataset of them, `out`."""
    folder = tmp_path_factory.mktemp("sampled")
    write_layouts(folder / "reports")
    for name in ("html/official-2021.html", "pdf/browser-header-footer.pdf"):
        shutil.copy(FIXTURES / name, folder / "reports")
    dataset(folder / "reports", folder / "out")
    return folder


def drawn(found: Sample) -> list[tuple[str, str]]:
    return [(one.report.report_id, one.fact.code) for one in found.facts]


# ── which facts ────────────────────────────────────────────────────────────────────


def test_a_seed_draws_the_same_facts_whatever_is_asked_beside(folder: Path) -> None:
    whole = drawn(sample(folder / "out", 60, seed=3))
    assert len(set(whole)) == 60
    assert drawn(sample(folder / "out", 20, seed=3)) == whole[:20]
    assert set(drawn(sample(folder / "out", 60, seed=4))) != set(whole)


def test_ranks_do_not_change_between_machines_and_versions(tmp_path: Path) -> None:
    """Ranks by whole numbers alone: another rank would be another sample for every seed."""
    import hashlib

    def rank(seed: int, report: str, code: str) -> int:
        mask = (1 << 64) - 1
        parts = (f"{seed}:report_id:{report}", f"{seed}:code:{code}")
        z = (
            sum(int.from_bytes(hashlib.blake2b(part.encode(), digest_size=8).digest(), "little") for part in parts)
            & mask
        )
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return z ^ (z >> 31)

    import pyarrow as pa

    rows = [(f"{i}.txt#1", code) for i in range(50) for code in ("a.b", "a.c", "d.e")]
    count = len(rows)
    table = pa.table(
        {
            "report_id": [r for r, _ in rows],
            "code": [c for _, c in rows],
            "state": ["number"] * count,
            "place": [{"start": at} for at in range(count)],
        }
    )
    pq.write_table(table, tmp_path / "facts.parquet", row_group_size=7)
    expected = sorted((rank(5, *row), *row) for row in rows)
    assert list(draw(tmp_path / "facts.parquet", 20, 5).ranks) == expected[:20]
    assert list(draw(tmp_path / "facts.parquet", 20, 5, after=expected[19]).ranks) == expected[20:40]
    assert rank(5, "0.txt#1", "a.b") == 8448157522009015508


def test_the_order_of_the_rows_says_nothing(folder: Path, tmp_path: Path) -> None:
    table = pq.read_table(folder / "out" / "facts.parquet", columns=["report_id", "code", "state", "place"])
    pq.write_table(table.take(list(range(table.num_rows - 1, -1, -1))), tmp_path / "facts.parquet", row_group_size=999)
    assert draw(tmp_path / "facts.parquet", 50, 9) == draw(folder / "out" / "facts.parquet", 50, 9)


def test_every_fact_has_the_same_chance(folder: Path) -> None:
    """Over many seeds each report, and each state, is drawn as often as its share says: within five deviations."""
    facts = pq.read_table(folder / "out" / "facts.parquet", columns=["report_id", "state"]).to_pylist()
    stating = [fact for fact in facts if fact["state"] in STATES]
    seeds, size = 60, 100
    found = [rank for seed in range(seeds) for rank in draw(folder / "out" / "facts.parquet", size, seed).ranks]
    by_report = Counter(report for _, report, _ in found)
    shares = Counter(fact["report_id"] for fact in stating)
    for report, count in shares.items():
        mean = seeds * size * count / len(stating)
        assert abs(by_report[report] - mean) < 5 * mean**0.5 + 1, report
    assert draw(folder / "out" / "facts.parquet", size, 0).population == len(stating)


def test_only_states_that_say_something_of_the_print_are_drawn(folder: Path) -> None:
    assert SAMPLED == STATES
    assert {one.fact.state for one in sample(folder / "out", 300).facts} <= set(STATES)
    blanks = sample(folder / "out", 40, states=["blank"])
    assert {one.fact.state for one in blanks.facts} == {"blank"}
    assert blanks.population < sample(folder / "out", 1).population


def test_more_than_there_are_gives_all(folder: Path) -> None:
    everything = sample(folder / "out", 10**6, states=["not_applicable"])
    assert len(everything.facts) == everything.population > 0
    assert str(everything.population) in write_page(everything, "en")


@pytest.mark.parametrize(("n", "states"), [(0, STATES), (5, ("unread",)), (5, ())])
def test_what_cannot_be_drawn_is_refused(folder: Path, n: int, states: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="states are"):
        sample(folder / "out", n, states=states)


def test_a_folder_that_is_no_dataset(tmp_path: Path) -> None:
    with pytest.raises(NotADataset):
        sample(tmp_path)


# ── sources ────────────────────────────────────────────────────────────────────────


@pytest.fixture
def moving(tmp_path: Path) -> Path:
    write_layouts(tmp_path / "reports", ("tabs", "html", "m", "markdown"))
    dataset(tmp_path / "reports", tmp_path / "out")
    return tmp_path


def test_lost_sources_are_said_and_others_stand_in(moving: Path) -> None:
    before = sample(moving / "out", 80)
    (moving / "reports" / "tabs.txt").unlink()
    (moving / "reports" / "m.txt").write_bytes((moving / "reports" / "m.txt").read_bytes() + b" ")
    after = sample(moving / "out", 80)
    assert len(after.facts) == 80 and after.population == before.population
    assert {(lost.source, lost.reason) for lost in after.lost} == {("tabs.txt", "missing"), ("m.txt", "changed")}
    assert {one.report.source for one in after.facts} == {"html.html", "markdown.txt"}
    kept = [key for key in drawn(before) if key[0].startswith(("html", "markdown"))]
    assert drawn(after)[: len(kept)] == kept
    passed = [key for key in drawn(sample_of_all(before, moving)) if key[0].startswith(("tabs", "m.txt"))]
    assert sum(lost.facts for lost in after.lost) == len(passed)
    page = write_page(after, "zh")
    assert "tabs.txt：文件不在原处" in page and "m.txt：内容已改变" in page


def sample_of_all(before: Sample, moving: Path) -> Sample:
    """Return the draw up to the last fact that stood in, made with the sources as they were."""
    after = sample(moving / "out", 80)
    last = (after.facts[-1].report.report_id, after.facts[-1].fact.code)
    write_layouts(moving / "reports", ("tabs", "html", "m", "markdown"))
    whole = sample(moving / "out", before.population)
    return evolve(whole, facts=whole.facts[: drawn(whole).index(last) + 1])


def test_a_folder_that_has_moved(moving: Path) -> None:
    before = drawn(sample(moving / "out", 30))
    (moving / "reports").rename(moving / "elsewhere")
    with pytest.raises(NoSources):
        sample(moving / "out", 30)
    found = sample(moving / "out", 30, sources=[moving / "elsewhere"])
    assert drawn(found) == before and found.lost == ()
    (moving / "out" / "run.json").unlink()
    with pytest.raises(NoSources):
        sample(moving / "out", 30)


def test_one_of_several_folders_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for year in ("2021", "2022"):
        write_layouts(tmp_path / year, ("tabs", "html"))
    build([tmp_path / "2021", tmp_path / "2022"], tmp_path / "out", Options(workers=0))
    (tmp_path / "2021").rename(tmp_path / "elsewhere")
    monkeypatch.chdir(tmp_path / "out")
    found = sample(".", 50)
    assert len(found.facts) == 50 and {lost.reason for lost in found.lost} == {"missing"}
    assert {one.report.source.partition("/")[0] for one in found.facts} == {"2022"}
    assert found.name == "out"


def test_nothing_left(moving: Path) -> None:
    for file in (moving / "reports").iterdir():
        file.write_bytes(b"x")
    with pytest.raises(NothingToSample) as error:
        sample(moving / "out", 10)
    assert {lost.reason for lost in error.value.lost} == {"changed"} and len(error.value.lost) == 4


def test_a_source_that_crashes_its_reader_costs_its_facts(moving: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise Unreadable({"zh": "", "en": ""})

    monkeypatch.setattr(apart, "call", crash)  # through it web pages are read, not text
    found = sample(moving / "out", 50)
    assert [(lost.source, lost.reason) for lost in found.lost] == [("html.html", "unreadable")]
    assert len(found.facts) == 50


def test_places_that_no_longer_fit_are_not_shown(moving: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of a reader gives another text: no excerpt is cut out of that."""

    def other(data: bytes, limits: Limits) -> object:
        opened = read(data, limits)
        text = opened.document.text
        return evolve(opened, document=evolve(opened.document, text=text[5:])) if b"<html" not in data else opened

    monkeypatch.setattr("govparse.dataset.sampling.sampled.read", other)
    found = sample(moving / "out", 40)
    assert {lost.reason for lost in found.lost} == {"otherwise"}
    assert {one.report.source for one in found.facts} == {"html.html"}


def test_files_in_archives_and_several_reports_in_one(tmp_path: Path) -> None:
    two = [LAYOUTS["tabs"].write(lay_out(synthetic_report(number, seed=5))) for number in (1, 2)]
    (tmp_path / "in" / "deep").mkdir(parents=True)
    joined = "\n\n".join(text if isinstance(text, str) else text.decode() for text in two)
    (tmp_path / "in" / "deep" / "two.txt").write_text(joined, encoding="utf-8")
    shutil.make_archive(str(tmp_path / "reports" / "packed"), "zip", tmp_path / "in")
    found = sample(dataset(tmp_path / "reports", tmp_path / "out"), 60)
    assert {one.report.report_id for one in found.facts} == {"packed.zip/deep/two.txt#1", "packed.zip/deep/two.txt#2"}
    assert all("".join(one.excerpt.marked) == one.fact.text and one.packed for one in found.facts)
    page = write_page(found, "en", tmp_path)
    assert 'href="./reports/packed.zip"' in page and "in an archive" in page


def test_corrected_facts_say_what_was_read(moving: Path) -> None:
    one = next(one for one in sample(moving / "out", 20, states=["number"]).facts)
    table = moving / "corrections.csv"
    table.write_text(f"source,code,value,note\n{one.report.source},{one.fact.code},/,seen\n", encoding="utf-8")
    dataset(moving / "reports", moving / "out", table)
    again = sample(moving / "out", 10**6, states=["not_applicable"])
    found = next(own for own in again.facts if own.read is not None)
    assert str(found.fact.basis) == "corrected" and found.read is not None
    assert (found.read.state, found.read.value) == ("number", one.fact.value)
    assert found.excerpt.marked == (one.fact.text,)
    assert f"was read as: {one.fact.value}" in write_page(again, "en")


def test_a_cell_that_only_somebody_has_filled_in_is_not_drawn(moving: Path) -> None:
    """It stands nowhere in the source as it was read."""
    file = moving / "reports" / "tabs.txt"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if "行政强制" not in line), encoding="utf-8")
    dataset(moving / "reports", moving / "out")
    before = sample(moving / "out", 10**6)
    code = "proactive.compulsion.decisions"
    table = moving / "corrections.csv"
    table.write_text(f"source,code,value,note\ntabs.txt,{code},17,scan\n", encoding="utf-8")
    dataset(moving / "reports", moving / "out", table)
    facts = pq.read_table(moving / "out" / "facts.parquet").to_pylist()
    (own,) = [fact for fact in facts if fact["code"] == code and fact["report_id"] == "tabs.txt#1"]
    assert own["value"] == 17 and own["place"] is None and own["printed"]["state"] == "absent"
    after = sample(moving / "out", 10**6)
    assert drawn(after) == drawn(before) and after.population == before.population


# ── excerpts ───────────────────────────────────────────────────────────────────────


def check_excerpts(data: bytes) -> tuple[int, int]:
    """Look at the excerpt of every cell of the reports in a file; return how many there are, and how many tables."""
    document = read(data, Limits()).document
    count = tables = 0
    for report in govparse.parse_all(data):
        cutter = Cutter(document, report.facts)
        for code, fact in report.facts.items():
            if fact.state not in STATES or fact.place is None:
                continue
            found = cutter.cut(code)
            if document.text[fact.place.start : fact.place.end] == fact.text:
                assert found.marked == (fact.text,), code
            else:  # one of several equal numbers: the place is the row
                assert fact.text in "".join(found.marked), code
            for part in found.parts:
                for run in part.runs if not isinstance(part, Grid) else ():
                    assert run.text.strip("…").strip() in document.text, code
            tables += isinstance(found.parts[-1], Grid)
            count += 1
    return count, tables


@pytest.mark.parametrize("layout", ALL_LAYOUTS)
def test_excerpts_show_the_print_in_every_layout(layout: str) -> None:
    texts = [LAYOUTS[layout].write(lay_out(synthetic_report(number, seed=7))) for number in range(4)]
    found = [check_excerpts(text if isinstance(text, bytes) else text.encode()) for text in texts]
    # Reports of which some layouts keep more than of synthetic ones, drawn with many equal numbers.
    found += [check_excerpts(path.read_bytes()) for path in sorted((DATA / "layouts").glob(f"{layout}-*.txt"))]
    # Where repeated cells are gone nothing is certain, so nothing is there to be drawn.
    assert (sum(count for count, _ in found) > 20) == (layout != "k")
    bordered = layout in ("m", "m-pieces", "tabs", "markdown", "html", "docx")
    assert any(tables for _, tables in found) == bordered


@pytest.mark.parametrize("name", DOCUMENTS)
def test_excerpts_of_pages_and_files(name: str) -> None:
    count, tables = check_excerpts((FIXTURES / name).read_bytes())
    assert count > 100 and tables == count


def grid_of(name: str, code: str) -> list[list[str]]:
    """Return the last table of an excerpt, each text in all fields that its cell covers."""
    data = (FIXTURES / name).read_bytes()
    report = govparse.parse(data)
    part = Cutter(read(data, Limits()).document, report.facts).cut(code).parts[-1]
    assert isinstance(part, Grid)
    fields: dict[tuple[int, int], str] = {}
    for y, row in enumerate(part.rows):
        x = 0
        for box in row:
            while (y, x) in fields:
                x += 1
            words = "".join(f"[{run.text}]" if run.marked else run.text for run in box.runs)
            fields.update({(y + down, x + right): words for down in range(box.high) for right in range(box.wide)})
    width = max(x for _, x in fields) + 1
    return [[fields[y, x] for x in range(width)] for y in range(len(part.rows))]


@pytest.mark.parametrize("name", ["html/official-2021.html", "pdf/browser-header-footer.pdf"])
def test_a_table_shows_head_row_and_neighbours_in_their_columns(name: str) -> None:
    report = govparse.parse((FIXTURES / name).read_bytes())
    fact = report.facts["requests.denied.internal_affairs.research"]
    rows = grid_of(name, fact.code)
    at = next((y, x) for y, row in enumerate(rows) for x, words in enumerate(row) if words == f"[{fact.text}]")
    column = [row[at[1]].replace(" ", "") for row in rows]
    head = "".join(govparse.parse((FIXTURES / name).read_bytes()).source_text.split())
    assert column[2] == "科研机构" and column[1] == "法人或其他组织" and column[2] in head
    assert [rows[at[0]][x].replace(" ", "")[:4] for x in (0, 1)] == ["三、本年", "（三）不"]
    assert (
        rows[at[0]][2].startswith("5.") and rows[at[0] - 1][2].startswith("4.") and rows[at[0] + 1][2].startswith("6.")
    )
    row = [report.facts[f"requests.denied.internal_affairs.{name}"].text for name in ("natural_person", "total")]
    assert [rows[at[0]][3], rows[at[0]][-1]] == row
    assert set(rows[at[0] - 2]) == {""}, "rows are left out between head and row"


def test_a_huge_table_does_not_make_a_huge_page() -> None:
    text = (FIXTURES / "html" / "official-2021.html").read_text(encoding="utf-8")
    long = text.replace("自然人", "自然人" + "长" * 100_000)
    data = long.encode()
    report = govparse.parse(data)
    cutter = Cutter(read(data, Limits()).document, report.facts)
    for code, fact in report.facts.items():
        if fact.place is not None and fact.state in STATES:
            assert sum(len(run.text) for run in cutter.cut(code).runs()) < 20_000


# ── the page ───────────────────────────────────────────────────────────────────────


HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\u202egnp\u0007"


def test_a_hostile_report_stays_text(tmp_path: Path) -> None:
    text = LAYOUTS["tabs"].write(lay_out(synthetic_report(1, seed=7)))
    assert isinstance(text, str)
    (tmp_path / "reports").mkdir()
    hostile = text.replace("信息内容", f"信息内容{HOSTILE}")
    name = "=cmd&'\"<b>x.txt"
    (tmp_path / "reports" / name).write_text(hostile, encoding="utf-8")
    found = sample(dataset(tmp_path / "reports", tmp_path / "<i>out"), 10**6)
    page = write_page(found, "zh", tmp_path)
    assert HOSTILE[:40] not in page and "<img" not in page and "<b>x" not in page and "<i>out" not in page
    assert "&lt;img src=x" in page  # the head is in an excerpt
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page)
    assert page.count("<script") == 2 and page.count("</script>") == 2
    assert name in unescape(page)


def test_the_page_is_one_file_and_the_same_each_time(folder: Path) -> None:
    first = write_page(sample(folder / "out", 40, seed=2), "en", folder)
    assert first == write_page(sample(folder / "out", 40, seed=2), "en", folder)
    assert first.isprintable() or "\n" in first
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", first)
    assert "default-src 'none'" in first and "unsafe" not in first
    links = {unescape(link) for link in re.findall(r'href="([^"]*)"', first)}
    for link in links:
        assert (folder / link.partition("#")[0]).exists(), link
    elsewhere = write_page(sample(folder / "out", 40, seed=2), "en", folder / "pages")
    assert re.findall(r'href="(file:///[^"]*)"', elsewhere)


def test_a_page_of_a_pdf_is_named(folder: Path) -> None:
    page = write_page(sample(folder / "out", 10**6), "en", folder)
    assert "browser-header-footer.pdf#page=2" in page
    assert re.search(r"page 2, left \d+, top \d+, right \d+, bottom \d+ \(points\)", page)
