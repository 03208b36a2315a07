"""A real browser that loads a page, and a proxy that notes what it asks the network for."""

from __future__ import annotations

import json
import re
import shutil
import socketserver
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import define, field

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


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
