"""`govparse summary`: its tables on a terminal, its page, the command; in a real browser, too."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from browser_parts import BROWSER, Proxy, of_the_page, visit, write
from browser_parts import proxy as proxy  # a fixture
from dataset_parts import write_reports
from summary_parts import replaced

from govparse.cli import main
from govparse.dataset import Options, build
from govparse.dataset.summary import Figures, summarise
from govparse.dataset.summary.charts import draw
from govparse.dataset.summary.content_tables import content_tables
from govparse.dataset.summary.page import write_page
from govparse.dataset.summary.reading_tables import reading_tables
from govparse.dataset.summary.tables import COLOURS, Chart, Mark, Table
from govparse.dataset.summary.terminal import write_terminal
from govparse.dataset.summary.words import say
from govparse.forms.names import row_label
from govparse.output.widths import width
from govparse.output.words import Language

HOSTILE = '</svg><script>alert(1)</script><img src=x onerror="alert(2)">\x1b[31m\u202e\\'
WHY = say("why", "en")
LANGUAGES: list[Language] = ["zh", "en"]
_SEES = """
<script>
window.addEventListener("load", function () {
  var charts = [].slice.call(document.querySelectorAll("svg"));
  var out = charts.map(function (svg) {
    var own = svg.getBoundingClientRect(), style = getComputedStyle(svg);
    var texts = [].slice.call(svg.querySelectorAll("text")).map(function (t) { return t.getBoundingClientRect(); });
    var bars = [].slice.call(svg.querySelectorAll(".mark-rect path")).map(function (b) {
      var box = b.getBoundingClientRect(); return [box.width, box.height]; });
    return {
      width: own.width, height: own.height, shown: style.visibility === "visible" && style.display !== "none",
      role: svg.getAttribute("role"), label: svg.getAttribute("aria-label"), bars: bars,
      table: svg.closest("section").querySelectorAll("table tbody tr").length,
      within: texts.every(function (t) { return t.left >= own.left - 1 && t.right <= own.right + 1
        && t.top >= own.top - 1 && t.bottom <= own.bottom + 1; }),
      apart: texts.every(function (t, i) { return texts.every(function (o, j) { return i === j || t.right <= o.left + 1
        || o.right <= t.left + 1 || t.bottom <= o.top + 3 || o.bottom <= t.top + 3; }); })
    };
  });
  var wide = document.documentElement.scrollWidth <= window.innerWidth;
  var found = { charts: out, wide: wide, scripts: document.scripts.length,
    hostile: document.querySelectorAll("img, iframe, object, link, foreignObject, image, use").length };
  document.body.innerHTML = "<pre id='seen'></pre>";
  document.getElementById("seen").textContent = JSON.stringify(found);
});
</script>
"""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shown")
    write_reports(folder / "in", 16, seed=92)
    (folder / "in" / "<b>notes.txt").write_text("今天没有报告。", encoding="utf-8")
    build([folder / "in"], folder / "out", Options(workers=0))
    return folder / "out"


@pytest.fixture(scope="module")
def hostile(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "out"
    names = [HOSTILE, None, "__proto__", "all", "a" * 300]
    replaced(out, folder, "facts", layout=names, reason=names)
    replaced(out, folder, "failures", kind=[HOSTILE])
    replaced(out, folder, "findings", rule=names[::2], severity=[HOSTILE])
    replaced(out, folder, "identities", kind=[HOSTILE, "constructor"])
    years = [*range(1990, 2030), None]
    return replaced(
        out, folder, "reports", format=names, form_requests=names, layout_review=names, govparse=[HOSTILE], year=years
    )


def tables(figures: Figures, language: Language) -> list[Table]:
    return list(chain(reading_tables(figures, language), content_tables(figures, language)))


# ── tables ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", [60, 80, 100, 160])
def test_a_terminal_shows_every_number_whole(out: Path, language: Language, columns: int) -> None:
    figures = summarise(out)
    text = write_terminal(figures, language, columns)
    assert max(map(width, text.splitlines())) <= columns
    assert "\x1b" not in text
    words = set(text.split())
    for table in tables(figures, language):
        assert table.title in text
        for row in table.rows:
            for column, cell in zip(table.columns, row, strict=True):
                if column.number:
                    for word in cell.split():
                        assert word in words, (table.key, cell)


def test_cells_of_a_table_stand_below_their_heads(out: Path) -> None:
    figures = summarise(out)
    table = next(table for table in tables(figures, "en") if table.key == "layouts")
    lines = write_terminal(figures, "en", 100).splitlines()
    at = lines.index(table.title) + len(table.notes) + 1
    assert lines[at].split() == [column.title for column in table.columns]
    assert set(lines[at + 1]) == {"-"}
    assert [tuple(line.split()) for line in lines[at + 2 : at + 2 + len(table.rows)]] == list(table.rows)


def test_labels_are_those_of_the_forms(out: Path) -> None:
    text = write_terminal(summarise(out), "zh", 160)
    for code in ("requests.received.total", "requests.denied.internal_affairs.total", "requests.granted.total"):
        assert row_label(code) in text


def test_english_tables_have_no_chinese_but_in_what_rules_say(out: Path) -> None:
    for table in tables(summarise(out), "en"):
        words = [column.title for column in table.columns]
        words += [cell for row in table.rows for cell, own in zip(row, table.columns, strict=True) if own.title != WHY]
        assert not re.search("[\u4e00-\u9fff]", " ".join(words)), table.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dataset_of_failures_alone_is_shown(tmp_path: Path, language: Language) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "notes.txt").write_text("今天没有报告。", encoding="utf-8")
    build([tmp_path / "in"], tmp_path / "out", Options(workers=0))
    figures = summarise(tmp_path / "out")
    assert "not_a_report" in write_terminal(figures, language, 80)
    page = write_page(figures, language)
    assert "<svg" not in page and "not_a_report" in page


def test_hostile_values_do_nothing_to_a_terminal(hostile: Path) -> None:
    text = write_terminal(summarise(hostile), "zh", 100)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert "alert(1)" in text


# ── the page ───────────────────────────────────────────────────────────────────────


class Elements(HTMLParser):
    """All elements with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def elements(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Elements()
    parser.feed(page)
    return parser.found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("which", ["out", "hostile"])
def test_the_page_holds_nothing_but_itself(request: pytest.FixtureRequest, which: str, language: Language) -> None:
    figures = summarise(request.getfixturevalue(which))
    page = write_page(figures, language)
    found = elements(page)
    tags = {tag for tag, _ in found}
    assert not tags & {"script", "img", "iframe", "link", "object", "embed", "foreignobject", "image", "use", "base"}
    assert sum(tag == "svg" for tag, _ in found) == page.count("<figure>") >= 10
    for _, attributes in found:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "xlink:href")]
        assert str(attributes.get("href") or "#").startswith("#")
    ids = [own["id"] for _, own in found if "id" in own]
    assert len(ids) == len(set(ids))
    assert {str(own["href"])[1:] for tag, own in found if tag == "a"} <= set(ids)
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert f'<html lang="{"zh-CN" if language == "zh" else "en"}">' in page
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", page)


def test_the_same_dataset_gives_the_same_page_wherever_it_is(out: Path, tmp_path: Path) -> None:
    first = write_page(summarise(out), "zh")
    again = tmp_path / "elsewhere"
    replaced(out, again, "panel")
    assert write_page(summarise(again), "zh") == first
    script = (
        "import sys; from govparse.dataset.summary import summarise\n"
        "from govparse.dataset.summary.page import write_page\n"
        "sys.stdout.buffer.write(write_page(summarise(sys.argv[1]), 'zh').encode())"
    )
    other = subprocess.run([sys.executable, "-c", script, str(out)], capture_output=True, check=True)
    assert other.stdout.decode() == first


def one_chart(names: tuple[str, ...], **more: Any) -> Chart:
    marks = tuple(Mark(i, s, 1.0 + i + s) for i in range(len(names)) for s in range(2))
    return Chart("t", "bars", names, ("one", "two"), marks, **more)


@pytest.mark.parametrize("stacked", [True, False])
@pytest.mark.parametrize("shape", ["columns", "bars"])
def test_a_chart_does_not_depend_on_fonts(shape: Any, stacked: bool) -> None:
    """Letters of other widths change nothing but themselves."""
    wide, narrow = (
        draw(evolve(one_chart((letter * 7, letter * 9), stacked=stacked), shape=shape), "words") for letter in "WI"
    )
    assert wide != narrow
    assert wide.replace("W", "I") == narrow


def test_bars_are_as_long_as_their_numbers() -> None:
    svg = draw(one_chart(("a", "b"), stacked=False), "words").partition("mark-rect")[2]
    bars = re.findall(r'd="M0,([0-9.]+)h([0-9.]+)v[^"]*" fill="([^"]*)"', svg)
    in_order = sorted((float(top), colour, float(length)) for top, length, colour in bars)
    least = min(length for _, _, length in in_order)
    assert [(colour, round(length / least, 6)) for _, colour, length in in_order] == [
        (COLOURS[0], 1),
        (COLOURS[1], 2),
        (COLOURS[0], 2),
        (COLOURS[1], 3),
    ]


def test_labels_are_text_and_no_expression() -> None:
    svg = draw(one_chart(("'];alert(1)//", "\\u0027<b>\n😀")), 'a "b" <c>')
    assert "&apos;];alert(1)//" in svg or "'];alert(1)//" in svg
    assert "<b>" not in svg and 'aria-label="a &quot;b&quot; &lt;c&gt;"' in svg and "😀" in svg


# ── the command ────────────────────────────────────────────────────────────────────


def test_the_command_prints_tables_and_writes_the_page(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.html"
    assert main(["summary", str(out), "--lang", "zh", "--html", str(page)]) == 0
    said = capsys.readouterr()
    assert said.out == write_terminal(summarise(out), "zh", 100) and said.err == ""
    assert page.read_text(encoding="utf-8") == write_page(summarise(out), "zh")


def test_the_command_prints_json(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["summary", str(out), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(summarise(out).as_dict()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_dataset_ends_with_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: Language
) -> None:
    assert main(["summary", str(tmp_path), "--lang", language]) == 2
    said = capsys.readouterr()
    assert said.out == "" and "datapackage.json" in said.err and str(tmp_path) in said.err


def test_a_page_that_cannot_be_written_ends_with_two(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["summary", str(out), "--lang", "en", "--html", str(tmp_path / "no" / "page.html")]) == 2
    assert "cannot write" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["altair", "vl_convert", "rich"])
def test_a_missing_library_is_named_with_what_installs_it(
    out: Path, tmp_path: Path, missing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Tables need no altair, JSON needs no rich."""
    for name in [name for name in sys.modules if name.startswith("govparse.dataset.summary.")]:
        if name.rpartition(".")[2] in ("charts", "page", "terminal"):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    for name in [name for name in sys.modules if name.startswith(f"{missing}.")]:
        monkeypatch.setitem(sys.modules, name, None)
    tables, page, plain = (
        main(["summary", str(out), "--lang", "en", *more])
        for more in ([], ["--html", str(tmp_path / "page.html")], ["--format", "json"])
    )
    said = capsys.readouterr().err
    assert plain == 0
    if missing == "rich":
        assert (tables, page) == (2, 2) and 'pip install "govparse[dataset]"' in said
    else:
        assert (tables, page) == (0, 2) and 'pip install "govparse[summary]"' in said
        assert not (tmp_path / "page.html").exists()


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-8"])
def test_a_pipe_of_any_encoding_takes_it(out: Path, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(buffer, encoding=encoding, newline=""))
    assert main(["summary", str(out), "--lang", "zh"]) == 0
    sys.stdout.flush()
    lines = buffer.getvalue().decode(encoding).splitlines()
    assert "2021" in "".join(lines) and any(set(line) == {"-"} for line in lines)
    if encoding != "ascii":
        assert "?" not in "".join(lines) and row_label("requests.received.total") in "".join(lines)


# ── in a browser ───────────────────────────────────────────────────────────────────

in_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium here: the page was not tried in a browser")


@in_browser
@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("which", ["out", "hostile"])
def test_the_page_loads_alone(
    request: pytest.FixtureRequest, tmp_path: Path, proxy: Proxy, which: str, language: Language
) -> None:
    page = write_page(summarise(request.getfixturevalue(which)), language)
    seen = visit(write(tmp_path, "page.html", page), tmp_path / "profile", proxy)
    assert of_the_page(proxy) == []
    assert seen.console == []


@in_browser
@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("which", "window"), [("out", 1400), ("out", 700), ("hostile", 1400)])
def test_charts_are_seen(
    request: pytest.FixtureRequest, tmp_path: Path, proxy: Proxy, which: str, window: int, language: Language
) -> None:
    figures = summarise(request.getfixturevalue(which))
    page = write_page(figures, language)
    policy = re.search(r"<meta http-equiv[^>]*>", page)
    assert policy is not None
    # The page itself allows no script: its copy does, to look at it.
    looking = page.replace(policy[0], "").replace("</head>", f"{_SEES}</head>")
    visited = visit(write(tmp_path, "page.html", looking), tmp_path / "profile", proxy, f"--window-size={window},900")
    assert visited.console == []
    seen: dict[str, Any] = visited.seen()
    assert seen["wide"] and seen["scripts"] == 1 and seen["hostile"] == 0
    drawn = [chart for table in tables(figures, language) for chart in table.charts if chart.marks]
    assert len(seen["charts"]) == len(drawn) >= 10
    for chart, own in zip(drawn, seen["charts"], strict=True):
        assert own["shown"] and own["width"] > 300 and own["height"] > 40, chart.title
        assert own["role"] == "img" and chart.title in own["label"]
        assert own["table"] > 0
        assert len(own["bars"]) == len(chart.marks)
        assert all(high > 0 and wide >= 0 for wide, high in own["bars"]) or chart.shape == "columns"
        assert any(wide > 5 and high > 5 for wide, high in own["bars"]), chart.title
        assert own["within"], chart.title
        assert own["apart"] or which == "hostile", chart.title
