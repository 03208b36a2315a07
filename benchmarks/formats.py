"""Speed and memory of the formats, over files of `tests/formats`."""

from __future__ import annotations

import importlib.util
import io
import json
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

from timing import alternate

import govparse
from govparse.limits import Limits
from govparse.reading.content import Paragraph, Table
from govparse.reading.pdf.reader import read_pdf

FORMATS = Path(__file__).parent.parent / "tests" / "formats"
PAGES = (
    "matrix/dense-2021/report.html",
    "html/layout-tables-nested.html",
    "html/system-editor.html",
    "html/word-pasted.html",
)
FILES = (
    "docx/plain-2019.docx",
    "docx/python-docx-2021.docx",
    "matrix/dense-2021/report.libreoffice.docx",
    "matrix/dense-2021/report.pdf",
    "matrix/dense-2021/report.chromium.pdf",
    "pdf/dashed-rules.pdf",
    "pdf/no-rules.pdf",
)


def _parser(data: bytes) -> Callable[[], object]:
    return lambda: govparse.parse(data)


def pages_and_files(rounds: int) -> None:
    """Print e and f."""
    print("e: a web page, against the bare extraction of its tables by pandas")
    if importlib.util.find_spec("pandas") is None:
        print("  NOT measured: pandas is not installed")
    else:
        _against_pandas(rounds)
    print("f: documents")
    for name in FILES:
        data = (FORMATS / name).read_bytes()
        median = alternate({"parse": _parser(data)}, rounds)["parse"]
        pages = _pages(data) if name.endswith(".pdf") else 0
        per_page = f"   {pages} pages, {median / pages * 1e3:6.1f} ms per page" if pages else ""
        print(f"  {name:44} {len(data) / 1024:7.0f} kB {median * 1e3:8.1f} ms{per_page}")


def _against_pandas(rounds: int) -> None:
    import pandas

    warnings.simplefilter("ignore")
    for name in PAGES:
        data = (FORMATS / name).read_bytes()

        def extract(data: bytes = data) -> object:
            return pandas.read_html(io.BytesIO(data))

        median = alternate({"pandas": extract, "e": _parser(data)}, rounds)
        print(
            f"  {name:44} {len(data) / 1024:7.0f} kB   pandas {median['pandas'] * 1e3:6.2f} ms"
            f"   parse {median['e'] * 1e3:6.2f} ms   e {median['e'] / median['pandas']:5.2f}"
        )


def _pages(data: bytes) -> int:
    found = [0]
    for item in read_pdf(data, Limits()).items:
        if isinstance(item, Paragraph):
            found.append(item.page)
        elif isinstance(item, Table):
            found += [row.page for row in item.rows]
    return max(found)


_STATUS = Path("/proc/self/status")
_PROBE = """
import json, pathlib, sys
import govparse

def peak():
    lines = pathlib.Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])

govparse.parse("规章\\n1\\n2\\n3\\n行政规范性文件\\n4\\n5\\n6\\n行政许可\\n7\\n行政处罚\\n8\\n行政强制\\n9\\n")
before = peak()
govparse.parse_file(sys.argv[1])
print(json.dumps([before, peak()]))
"""


def peak_memory() -> None:
    """Print g."""
    print("g: peak memory of a process that has the grammars built, and then reads one file")
    if not _STATUS.exists():
        print("  NOT measured: this system does not tell")
        return
    for name in (*PAGES[:1], *FILES):
        done = subprocess.run(
            [sys.executable, "-c", _PROBE, str(FORMATS / name)], check=True, capture_output=True, encoding="utf-8"
        )
        before, after = json.loads(done.stdout)
        print(f"  {name:44} {before / 1024:7.1f} MiB before   {after / 1024:7.1f} MiB after")
