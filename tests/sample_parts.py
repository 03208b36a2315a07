"""Datasets to sample, and pages made of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dataset_parts import SUFFIXES

from govparse.dataset import Options, build
from govparse.rendering.official import lay_out
from govparse.testing import LAYOUTS, synthetic_report

FIXTURES = Path(__file__).parent / "formats"
ALL_LAYOUTS = tuple(LAYOUTS)
DOCUMENTS = (
    "html/official-2021.html",
    "html/blanks-mixed.html",
    "html/section-three-cut-no-head.html",
    "docx/table-split-no-head.docx",
    "pdf/browser-header-footer.pdf",
    "pdf/no-rules.pdf",
)
"""Fixtures whose tables are whole, split, without a head, without rules."""


def write_layouts(folder: Path, layouts: Sequence[str] = ALL_LAYOUTS, seed: int = 7) -> None:
    """Write a synthetic report in each layout."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(layouts):
        data = LAYOUTS[name].write(lay_out(synthetic_report(number, seed=seed)))
        path = folder / f"{name}{SUFFIXES.get(name, '.txt')}"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())


def dataset(folder: Path, out: Path, corrections: Path | None = None) -> Path:
    """Make a dataset of a folder in this process."""
    build([folder], out, Options(workers=0, corrections=corrections))
    return out
