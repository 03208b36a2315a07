"""Call the programs that make documents: LibreOffice, Chromium, Poppler."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pikepdf

QUIET = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip
FILTERS = {
    "docx": "docx:MS Word 2007 XML",
    "doc": "doc:MS Word 97",
    "rtf": "rtf:Rich Text Format",
    "odt": "odt:writer8",
    "pdf": "pdf:writer_pdf_Export",
}


def libreoffice(source: bytes, suffix: str, target: str) -> bytes:
    """Convert a document with LibreOffice Writer."""
    return libreoffice_all({"report": source}, suffix, target)["report"]


def libreoffice_all(sources: dict[str, bytes], suffix: str, target: str) -> dict[str, bytes]:
    """Convert several documents of one kind in one run, name → bytes."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "out").mkdir()
        for name, content in sources.items():
            (work / f"{name}.{suffix}").write_bytes(content)
        command = ["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--norestore"]
        if suffix == "html":
            command.append("--infilter=HTML (StarWriter)")
        files = [str(work / f"{name}.{suffix}") for name in sources]
        command += ["--convert-to", FILTERS[target], "--outdir", str(work / "out"), *files]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return {name: (work / "out" / f"{name}.{target}").read_bytes() for name in sources}


class Page(BaseHTTPRequestHandler):
    """Serve one page under any address."""

    html = ""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.html.encode())

    def log_message(self, *_: Any) -> None:
        """Be silent."""


def chromium(html: str, address: str | None = None) -> bytes:
    """Print a page with headless Chromium; with an address: with the browser's own header and footer."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "report.html").write_text(html, encoding="utf-8")
        command = ["chromium", *QUIET, f"--user-data-dir={work}/profile", f"--print-to-pdf={work}/report.pdf"]
        if address is None:
            command += ["--no-pdf-header-footer", f"file://{work}/report.html"]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
        else:
            with ThreadingHTTPServer(("127.0.0.1", 0), type("One", (Page,), {"html": html})) as server:
                Thread(target=server.serve_forever, daemon=True).start()
                host = address.split("/")[2]
                command += [f"--host-resolver-rules=MAP {host} 127.0.0.1:{server.server_port}", address]
                subprocess.run(command, check=True, capture_output=True, timeout=120)
                server.shutdown()
        return (work / "report.pdf").read_bytes()


def compress(pdf: bytes, **options: Any) -> bytes:
    """Write a PDF anew with object streams: a fifth to a half of the size."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as made:
        made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True,
                  deterministic_id=not options, **options)  # fmt: skip
    return out.getvalue()


def pictures(pdf: bytes, resolution: int = 100) -> list[bytes]:
    """Return the pages of a PDF as PNG."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.pdf"
        path.write_bytes(pdf)
        command = ["pdftoppm", "-gray", "-r", str(resolution), "-png", str(path), str(path.with_name("p"))]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return [p.read_bytes() for p in sorted(path.parent.glob("p*.png"))]


def available() -> bool:
    """Return whether all programs are there."""
    return all(shutil.which(name) for name in ("soffice", "chromium", "pdftoppm")) and os.name == "posix"
