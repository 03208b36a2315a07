"""Facts and reports of a dataset by report, as records again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as pads
from attrs import frozen

from govparse.dataset.restore import number, place_from_row
from govparse.forms.registry import plugged_in
from govparse.records import Fact

_OF_FACTS = ("code", "value", "state", "text", "unit", "basis", "note", "reason", "place", "form", "layout", "printed")
_OF_REPORTS = ("source", "report", "content_hash", "format", "title", "year", "govparse")


@frozen
class Read:
    """What was read of a cell that somebody has corrected."""

    state: str
    value: int | Any | None


@frozen(eq=False)
class Report:
    """A report of a dataset: where it comes from, and its facts by code."""

    report_id: str
    source: str
    number: int
    content_hash: str
    format: str
    title: str | None
    year: int | None
    version: str
    """Of the govparse that read it."""
    facts: Mapping[str, Fact]
    layouts: Mapping[str, str | None]
    """By code: how the cells of its block are told apart in the source."""
    corrected: Mapping[str, Read]
    """By code."""
    blocks: Mapping[str, str]
    """By code: where a form of another package has the cell."""


def load(out: Path, report_ids: Iterable[str]) -> dict[str, Report]:
    """Return some reports of a dataset by their ids. Raises `OSError`."""
    wanted = pads.field("report_id").isin(pa.array(sorted(set(report_ids)), pa.string()))
    heads = pads.dataset(out / "reports.parquet").to_table(["report_id", *_OF_REPORTS], filter=wanted)
    cells = pads.dataset(out / "facts.parquet").to_table(["report_id", *_OF_FACTS], filter=wanted)
    facts: dict[str, list[dict[str, Any]]] = {}
    for cell in cells.to_pylist():
        facts.setdefault(cell["report_id"], []).append(cell)
    return {head["report_id"]: _report(head, facts.get(head["report_id"], [])) for head in heads.to_pylist()}


def _report(head: dict[str, Any], cells: list[dict[str, Any]]) -> Report:
    return Report(
        report_id=head["report_id"],
        source=head["source"],
        number=head["report"],
        content_hash=head["content_hash"],
        format=head["format"],
        title=head["title"],
        year=head["year"],
        version=head["govparse"],
        facts={cell["code"]: _fact(cell) for cell in cells},
        layouts={cell["code"]: cell["layout"] for cell in cells},
        corrected={
            cell["code"]: Read(cell["printed"]["state"], number(cell["printed"]["value"]))
            for cell in cells
            if cell["printed"] is not None
        },
        blocks={cell["code"]: name for cell in cells if (name := _block(cell["form"], cell["code"])) is not None},
    )


def _block(form: str | None, code: str) -> str | None:
    """Return the block in which a form of another package has a cell."""
    brought = next((own for own in plugged_in() if own.name == form), None)
    return next((name for name, shape in brought.shapes.items() if code in shape.codes), None) if brought else None


def _fact(cell: dict[str, Any]) -> Fact:
    return Fact(
        code=cell["code"],
        value=number(cell["value"]),
        state=cell["state"],
        text=cell["text"],
        unit=cell["unit"],
        place=place_from_row(cell["place"]),
        basis=cell["basis"],
        note=cell["note"],
        reason=cell["reason"],
    )
