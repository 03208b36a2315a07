"""The page of `check` in a real browser: nothing is fetched, no complaint, marks are seen, links work."""

from __future__ import annotations

import json
import re
import shutil
import socketserver
import subprocess
import threading
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from attrs import define, field
from findings_by_hand import report_with_findings

from govparse.output.html import write_page
from govparse.output.results import Failure

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
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


@define(eq=False)
class Proxy:
    """All that the browser asks the network for goes through here, and gets no answer."""

    asked: list[str] = field(factory=list)
    port: int = 0


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    found = Proxy()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            found.asked.append(self.rfile.readline(2000).decode("latin-1").strip())
            self.wfile.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        found.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield found
        server.shutdown()


@define
class Visit:
    """What the browser had to say of a page."""

    document: str
    console: list[str]

    def seen(self) -> dict[str, object]:
        text = re.search(r'<pre id="seen">(.*?)</pre>', self.document, re.DOTALL)
        assert text is not None, self.document[:500]
        found: dict[str, object] = json.loads(text[1].replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">"))
        return found


def visit(page: Path, profile: Path, proxy: Proxy, *settings: str) -> Visit:
    """Load a page to its end."""
    assert BROWSER is not None
    command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
    command += [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-extensions",
    ]
    command += [f"--user-data-dir={profile}", f"--proxy-server=http://127.0.0.1:{proxy.port}"]
    command += ["--enable-logging=stderr", "--virtual-time-budget=4000", *settings, "--dump-dom", page.as_uri()]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return Visit(done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line])


def write(folder: Path, name: str, page: str) -> Path:
    path = folder / name
    path.write_text(page, encoding="utf-8")
    return path


def of_the_page(proxy: Proxy) -> list[str]:
    """Return what was asked for, without what a browser asks its maker."""
    return [line for line in proxy.asked if not re.search(r"google|gstatic|chromium|gvt1", line)]


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
