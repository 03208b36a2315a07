"""The page of a sample in a real browser: marks by keyboard, rates, the CSV there and back."""

from __future__ import annotations

import csv
import json
import random
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from browser_parts import BROWSER, Proxy, of_the_page, visit
from browser_parts import proxy as proxy  # a fixture
from sample_parts import dataset, write_layouts

from govparse.dataset.sampling import Rate, Sample, rates, read_marks, sample, write_page

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium here: the page of sample was not tried in a browser"),
]
HOSTILE = "</script><img src=x onerror=alert(1)>"
_BEFORE = """
<script>
var blobs = [], errors = [];
window.addEventListener("error", function (event) { errors.push(event.message); });
URL.createObjectURL = function (blob) { blobs.push(blob); return "#"; };
HTMLAnchorElement.prototype.click = function () {};
%s
</script>
"""
_AFTER = """
<script>
var seen = {};
function press(key, target) {
  (target || document.body).dispatchEvent(new KeyboardEvent("keydown", { key: key, bubbles: true, cancelable: true }));
}
function put(name, text) {
  var input = document.querySelector("input[name='" + name + "']");
  input.focus(); input.value = text; input.dispatchEvent(new Event("input", { bubbles: true }));
  return input;
}
function words(id) { return document.getElementById(id).textContent; }
function now() { return document.querySelector("article.now").id; }
function marks() {
  return [].map.call(document.querySelectorAll("article"), function (card) {
    var chosen = card.querySelector("input[type=radio]:checked");
    return chosen ? chosen.value : ""; });
}
function load(bytes) {
  var list = new DataTransfer(), input = document.getElementById("load");
  list.items.add(new File([new Uint8Array(bytes)], "marks.csv"));
  input.files = list.files;
  input.dispatchEvent(new Event("change"));
}
function wait() { return new Promise(function (done) { setTimeout(done, 300); }); }
function download() {
  document.getElementById("download").click();
  // `text` would take the mark at the beginning away.
  return blobs[blobs.length - 1].arrayBuffer().then(function (data) {
    return Array.from(new Uint8Array(data)); });
}
window.addEventListener("load", async function () {
  try { %s } catch (error) { errors.push(String(error)); }
  seen.errors = errors;
  document.body.innerHTML = "<pre id='seen'></pre>";
  document.getElementById("seen").textContent = JSON.stringify(seen);
});
</script>
"""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder = tmp_path_factory.mktemp("sampled")
    write_layouts(folder / "reports", ("tabs", "html", "m", "b"))
    text = (folder / "reports" / "m.txt").read_text(encoding="utf-8")
    (folder / "reports" / "=m.txt").write_text(text.replace("自然人", f"自然人{HOSTILE}"), encoding="utf-8")
    (folder / "reports" / "m.txt").unlink()
    return sample(dataset(folder / "reports", folder / "out"), 30, seed=4)


def act(page: str, script: str, folder: Path, proxy: Proxy, before: str = "") -> dict[str, Any]:
    """Let a script act on a copy of the page that allows it; return what it has seen."""
    policy = re.search(r"<meta http-equiv[^>]*>", page)
    assert policy is not None
    copy = page.replace(policy[0], "").replace("<head>", f"<head>{_BEFORE % before}")
    path = folder / "page.html"
    path.write_text(copy.replace("</body>", f"{_AFTER % script}</body>"), encoding="utf-8")
    visited = visit(path, folder / "profile", proxy)
    assert of_the_page(proxy) == [] and visited.console == []
    seen = visited.seen()
    assert seen["errors"] == []
    return seen


def keys(marks: str) -> str:
    return "".join(f'press("{key}");' for key in marks)


def saved(seen: dict[str, Any], folder: Path) -> Path:
    """Write down the CSV as it was downloaded."""
    path = folder / "downloaded.csv"
    path.write_bytes(bytes(seen["csv"]))
    return path


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_runs_its_own_script_and_asks_for_nothing(
    tmp_path: Path,
    drawn: Sample,
    proxy: Proxy,
    language: str,
) -> None:
    path = tmp_path / "page.html"
    path.write_text(write_page(drawn, "zh" if language == "zh" else "en"), encoding="utf-8")
    visited = visit(path, tmp_path / "profile", proxy)
    assert of_the_page(proxy) == [] and visited.console == []
    # Said by the script: its policy lets it run.
    assert ("已核对 0 / 30：" if language == "zh" else "0 of 30 marked: ") in visited.document
    assert "<img" not in visited.document and visited.document.count("<script") == 2


def test_a_script_that_is_not_its_own_does_not_run(tmp_path: Path, drawn: Sample, proxy: Proxy) -> None:
    page = write_page(drawn, "en").replace("</main>", "<script>document.title = 'taken';</script></main>")
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    visited = visit(tmp_path / "page.html", tmp_path / "profile", proxy)
    assert any("Content Security Policy" in line for line in visited.console)
    assert "<title>taken" not in visited.document


@pytest.mark.parametrize(
    "given", ["1", "2", "3", "112131", "1" * 29 + "2", "".join(random.Random(5).choices("123", k=30))]
)
def test_marks_by_keyboard_come_to_the_rate_of_python(
    tmp_path: Path,
    drawn: Sample,
    proxy: Proxy,
    given: str,
) -> None:
    script = f"{keys(given)} seen.result = words('result'); seen.now = now(); seen.csv = await download();"
    seen = act(write_page(drawn, "en"), script, tmp_path, proxy)
    expected = Rate(given.count("1"), given.count("2"), given.count("3"), 30 - len(given))
    marked = read_marks(saved(seen, tmp_path))
    assert [rate for name, _, rate in rates(marked) if name == "all"] == [expected]
    rows = list(csv.DictReader(StringIO(bytes(seen["csv"]).decode("utf-8-sig"), newline="")))
    assert {name: rows[-1][name] for name in expected.texts()} == expected.texts()
    assert (rows[-1]["number"], rows[-1]["seed"], rows[-1]["population"]) == ("all", "4", str(drawn.population))
    assert seen["now"] == f"f{min(len(given) + 1, 30)}"
    if expected.rate is None:
        assert seen["result"] == "no rate yet"
    else:
        assert seen["result"].startswith(f"rate {expected.rate * 100:.2f} %")


def test_the_csv_holds_every_fact_as_it_is(tmp_path: Path, drawn: Sample, proxy: Proxy) -> None:
    script = """
      put("note-f1", "=1+1"); put("note-f2", "a,\\"b\\";\\t'x"); press("1", put("printed-f1", " -5 "));
      seen.marks = marks(); document.activeElement.blur(); seen.csv = await download();
    """
    seen = act(write_page(drawn, "zh"), script, tmp_path, proxy)
    assert set(seen["marks"]) == {""}, "a digit that is typed into a field marks nothing"
    raw = bytes(seen["csv"])
    assert raw.startswith(b"\xef\xbb\xbf") and raw.endswith(b"\r\n")
    rows = list(csv.DictReader(StringIO(raw.decode("utf-8-sig"), newline="")))
    assert not [cell for own in rows for cell in own.values() if re.match(r"[=@\t\r]|[+-](?![0-9.]+$)", cell)]
    marked = read_marks(saved(seen, tmp_path))
    assert [(one["source"], one["report_id"], one["code"]) for one in marked] == [
        (one.report.source, one.report.report_id, one.fact.code) for one in drawn.facts
    ]
    assert [(one["state"], one["text"]) for one in marked] == [(one.fact.state, one.fact.text) for one in drawn.facts]
    assert any(one["source"].startswith("=") for one in marked)
    assert (marked[0]["note"], marked[0]["printed"], marked[1]["note"]) == ("=1+1", "-5", 'a,"b";\t\'x')


def test_marks_can_be_taken_back_and_are_there_after_a_reload(
    tmp_path: Path,
    drawn: Sample,
    proxy: Proxy,
) -> None:
    page = write_page(drawn, "en")
    script = 'press("1"); press("2"); press("ArrowUp"); press("0"); seen.marks = marks(); '
    script += 'press("3"); put("note-f2", "again"); seen.kept = localStorage.getItem(JSON.parse(words("data")).key);'
    seen = act(page, script, tmp_path, proxy)
    assert seen["marks"][:3] == ["right", "", ""]
    assert json.loads(seen["kept"])[:2] == [["right", "", ""], ["unsure", "", "again"]]
    # What was kept is what the page begins with.
    key = re.search(r"govparse-sample-[0-9a-f]{24}", page)
    assert key is not None
    kept = json.dumps(seen["kept"])
    before = f'localStorage.setItem("{key[0]}", {kept});'
    script = "seen.marks = marks(); seen.now = now(); seen.note = document.querySelector(\"[name='note-f2']\").value;"
    seen = act(page, script, tmp_path, proxy, before)
    assert seen["marks"][:3] == ["right", "unsure", ""] and (seen["now"], seen["note"]) == ("f3", "again")


def test_a_browser_that_keeps_nothing_says_so(tmp_path: Path, drawn: Sample, proxy: Proxy) -> None:
    before = 'Object.defineProperty(window, "localStorage", { get: function () { throw new Error("denied"); } });'
    script = 'seen.before = words("kept"); press("1"); seen.marks = marks(); seen.progress = words("progress");'
    seen = act(write_page(drawn, "en"), script, tmp_path, proxy, before)
    assert "does not keep marks" in seen["before"] and seen["marks"][0] == "right"
    assert seen["progress"].startswith("1 of 30")


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8-sig", ","), ("gb18030", ";"), ("utf-8", "\t")])
def test_a_csv_that_was_saved_elsewhere_is_loaded(
    tmp_path: Path,
    drawn: Sample,
    proxy: Proxy,
    encoding: str,
    delimiter: str,
) -> None:
    page = write_page(drawn, "en")
    given = "1213" * 5
    seen = act(page, f"{keys(given)} put('note-f2', '列“错”\\n=x'); seen.csv = await download();", tmp_path, proxy)
    rows = list(csv.reader(StringIO(bytes(seen["csv"]).decode("utf-8-sig"), newline="")))
    rows.insert(3, ["77", "other.txt", "1", "other.txt#1", "no.code", *[""] * 10, "right", *[""] * (len(rows[0]) - 16)])
    out = StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    data = list(out.getvalue().encode(encoding))
    script = f"load({json.dumps(data)}); await wait(); seen.marks = marks(); seen.said = words('said');"
    script += "seen.note = document.querySelector(\"[name='note-f2']\").value; seen.csv = await download();"
    (tmp_path / "fresh").mkdir()  # another profile, which has kept nothing
    again = act(page, script, tmp_path / "fresh", proxy)
    assert again["marks"] == [{"1": "right", "2": "wrong", "3": "unsure"}[key] for key in given] + [""] * 10
    assert again["said"] == "20 marks loaded, 1 rows are not of this page" and again["note"].startswith("列“错”")
    assert bytes(again["csv"]) == bytes(seen["csv"])
