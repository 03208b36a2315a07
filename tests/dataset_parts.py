"""Folders of reports for the tests of datasets."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from govparse.rendering.official import lay_out
from govparse.testing import LAYOUTS, synthetic_report

SUFFIXES = {"html": ".html", "docx": ".docx"}
QUICK = ("tabs", "html", "c", "m", "markdown", "docx", "n", "b")
"""Layouts that are read fast."""


def write_reports(folder: Path, count: int, *, layouts: Sequence[str] = QUICK, seed: int = 70) -> list[Path]:
    """Write synthetic reports into a folder, in turn in each layout; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for number in range(count):
        layout = layouts[number % len(layouts)]
        data = LAYOUTS[layout].write(lay_out(synthetic_report(number, seed=seed)))
        file = folder / f"{number:04d}-{layout}{SUFFIXES.get(layout, '.txt')}"
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
        files.append(file)
    return files


def fingerprint(out: Path) -> dict[str, str]:
    """Return the files of a dataset that can be reproduced, and a digest of each."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "run.json" and path.suffix != ".duckdb"
    }
