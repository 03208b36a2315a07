"""The page of `check` in a real browser: nothing is fetched, no complaint, marks are seen, links work."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import pytest
from browser_parts import BROWSER, Proxy, of_the_page, visit, write
from browser_parts import proxy as proxy  # a fixture
from findings_by_hand import report_with_findings

from govparse.output.html import write_page
from govparse.output.results import Failure

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium here: the page of check was not tried in a browser"),
]
_SEES = """
<script>
window.addEventListener("load", function () {
  function box(node) { var b = node.getBoundingClientRect(); return b.width > 8 && b.height > 8; }
  var cells = [].slice.call(document.querySelectorAll("td.marked, mark"));
  var links = [].slice.call(document.querySelectorAll("a"));
  var out = {
    marked: cells.map(function (cell) {
      var style = getComputedStyle(cell), badge = cell.querySelector("a.n");
      return { id: cell.id, seen: box(cell) && style.visibility === "visible" && style.display !== "none",
               frame: style.outlineStyle, line: style.borderBottomStyle, badge: badge ? badge.textContent : null,
               badgeSeen: badge !== null && box(badge) };
    }),
    links: links.length,
    dangling: links.map(function (a) { return a.getAttribute("href"); }).filter(function (href) {
      return href.charAt(0) !== "#" || document.getElementById(decodeURIComponent(href.slice(1))) === null; }),
    scripts: document.scripts.length, hostile: document.querySelectorAll("img, iframe, b.hostile").length,
    wide: document.documentElement.scrollWidth <= window.innerWidth
  };
  document.body.innerHTML = "<pre id='seen'></pre>";
  document.getElementById("seen").textContent = JSON.stringify(out);
});
</script>
"""


def test_this_would_notice_requests_and_complaints(tmp_path: Path, proxy: Proxy) -> None:
    page = '<p>x</p><img src="http://pictures.example/a.png"><script>console.error("oh"); nothing();</script>'
    seen = visit(write(tmp_path, "control.html", page), tmp_path / "profile", proxy)
    assert any("pictures.example" in line for line in of_the_page(proxy))
    assert len(seen.console) >= 2


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_loads_alone(tmp_path: Path, proxy: Proxy, language: str) -> None:
    item = report_with_findings()
    failure = Failure("<b class=hostile>.txt", "unreadable", {"zh": "不能<img>", "en": "<iframe>"})
    page = write_page([item, item, failure], "zh" if language == "zh" else "en")
    seen = visit(write(tmp_path, "page.html", page), tmp_path / "profile", proxy)
    assert of_the_page(proxy) == []
    assert seen.console == []
    assert escape(item.report.title or "") in seen.document


@pytest.mark.parametrize("width", [1400, 500])
def test_marks_are_seen_and_links_lead_somewhere(tmp_path: Path, proxy: Proxy, width: int) -> None:
    item = report_with_findings()
    page = write_page([item, item], "zh")
    policy = re.search(r"<meta http-equiv[^>]*>", page)
    assert policy is not None
    # The page itself allows no script: its copy does, to look at it.
    looking = page.replace(policy[0], "").replace("</head>", f"{_SEES}</head>")
    visited = visit(write(tmp_path, "page.html", looking), tmp_path / "profile", proxy, f"--window-size={width},900")
    assert visited.console == []
    seen = visited.seen()
    assert seen["dangling"] == [] and seen["scripts"] == 1 and seen["hostile"] == 0
    assert seen["wide"], "the page is wider than its window"
    marked = seen["marked"]
    assert isinstance(marked, list)
    cells = {mark["id"]: mark for mark in marked}
    for report in ("r1", "r2"):
        suspect = cells[f"{report}-requests.granted.total"]
        assert suspect["frame"] == "solid" and suspect["badge"] == "1"
        assert any(name.startswith(f"{report}-t") and mark["line"] == "solid" for name, mark in cells.items())
    assert all(mark["seen"] and mark["badgeSeen"] for mark in marked)
