"""The CSV with marks, as the page gives it or a spreadsheet has saved it: rates by kind of fact, and corrections."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Final

from attrs import frozen

from govparse.dataset.sampling.interval import MARKS, Mark, Rate, count
from govparse.dataset.sheets import NUMBER, TableError, guarded, read_sheet

COLUMNS: Final = (
    *("number", "source", "report", "report_id", "code", "label", "state", "value", "unit", "basis", "text", "place"),
    *("format", "layout", "content_hash", "mark", "printed", "note"),
    *("right", "wrong", "unsure", "unmarked", "rate", "low", "high", "seed", "population"),
)
"""Of the CSV. The last nine are filled in the row whose number is `all`."""
ALL: Final = "all"
STRATA: Final = ("state", "basis", "format", "layout")
"""Columns by which rates are told apart."""
_NEEDED: Final = ("report_id", "code", "mark")
_CORRECTIONS: Final = ("source", "report", "code", "value", "note", "content_hash")
_STATES: Final = {"blank": "", "/": "/", "absent": "absent", "not_applicable": "/"}
"""What may be typed for a cell without a number, and what a table of corrections has for it."""


@frozen
class Marked:
    """A fact that was looked at: what the CSV says of it by column, and its mark. `line` is its line in the file."""

    line: int
    cells: dict[str, str]
    mark: Mark

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def read_marks(path: Path) -> list[Marked]:
    """Read a CSV with marks: UTF-8, UTF-16 or GB18030, with commas, semicolons or tabs.

    Raises `OSError`, and `TableError` for a table that is none of a sample, a mark that is none, a fact that stands
    there twice.
    """
    head, lines = read_sheet(path, ragged=True)
    missing = [name for name in _NEEDED if name not in head]
    if missing:
        raise TableError(str(path), 1, f"缺少列 {'、'.join(missing)}", f"columns are missing: {', '.join(missing)}")
    found: list[Marked] = []
    seen: set[tuple[str, str]] = set()
    for line in lines:
        if line.cells.get("number") == ALL:
            continue
        one = Marked(line.number, line.cells, _mark(path, line.number, line.cells["mark"]))
        key = one["report_id"], one["code"]
        if key in seen:
            raise TableError(
                str(path), one.line, f"{key[0]} 的 {key[1]} 重复", f"{key[1]} of {key[0]} stands there twice"
            )
        seen.add(key)
        found.append(one)
    return found


def _mark(path: Path, line: int, text: str) -> Mark:
    text = text.strip().lower()
    for mark in (*MARKS, ""):
        if text == mark:
            return mark
    known = ", ".join(MARKS)
    raise TableError(str(path), line, f"“{text}”不是记号（{known}）", f"{text!r} is no mark ({known})")


def rates(marked: Sequence[Marked]) -> Iterator[tuple[str, str, Rate]]:
    """Yield column, value and rate: first of all facts (`all`, ""), then of each value of the columns of `STRATA`."""
    yield ALL, "", count(one.mark for one in marked)
    for column in STRATA:
        for value in sorted({one[column] for one in marked}):
            yield column, value, count(one.mark for one in marked if one[column] == value)


# ── corrections ────────────────────────────────────────────────────────────────────


@frozen
class Corrections:
    """A table that `govparse dataset --corrections` takes, and the wrong facts of which nobody said what is printed."""

    text: str
    rows: int
    without: int


def corrections(marked: Iterable[Marked], path: Path) -> Corrections:
    """Make a table of corrections of the facts that are marked wrong. `path` is named in errors.

    Raises `TableError` for what is no number and no state.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_CORRECTIONS)
    rows = without = 0
    for one in marked:
        if one.mark != "wrong":
            continue
        printed = one["printed"].strip()
        if not printed:
            without += 1
            continue
        value = _STATES.get(printed, printed)
        if printed not in _STATES and not NUMBER.fullmatch(printed):
            raise TableError(
                str(path),
                one.line,
                f"“{printed}”不是数，也不是 {'、'.join(_STATES)}",
                f"{printed!r} is no number, and none of {', '.join(_STATES)}",
            )
        cells = (one["source"], one["report"], one["code"], value, one["note"], one["content_hash"])
        writer.writerow(map(guarded, cells))
        rows += 1
    return Corrections(out.getvalue(), rows, without)
