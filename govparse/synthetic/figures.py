"""Figures of a form that satisfy all its identities, and figures that break a chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Literal, TypeVar

from govparse.forms.form import BlockShape, Form
from govparse.forms.identities import FLOW, Identity, results

T = TypeVar("T")
Size = Literal["zero-heavy", "ordinary", "province"]
SIZES: tuple[Size, ...] = ("zero-heavy", "ordinary", "province")
"""How large the figures are: nearly all 0, as of a town; up to some hundreds; up to eight digits."""
_MOST = {"zero-heavy": 30, "ordinary": 400, "province": 99_999_999}
_FEW = 6


def most(size: Size) -> int:
    """Return the largest figure of a size."""
    return _MOST[size]


def figure(random: Random, size: Size) -> int:
    """Return one figure."""
    if size == "zero-heavy":
        return random.randint(0, 5) and random.randint(0, 1) and random.randint(0, _MOST[size])
    if size == "province":
        return random.randint(0, 10 ** random.randint(1, 8) - 1)
    return random.randint(0, _MOST[size])


def requests_figures(
    random: Random, form: Form, shape: BlockShape, size: Size, printed: Sequence[str]
) -> dict[str, int]:
    """Return the figures of section 三, code → value, so that all sums of the form hold.

    `printed` are the rows (codes) that are there: the figures of others are 0.
    """
    columns = [column.code for column in shape.columns if column.code != "total"]
    rows = results(form, shape)
    beside = [row.code for row in shape.rows if not row.group and row.code not in (*rows, *FLOW)]
    cells = {(row, column): 0 for row in (*rows, "carried_out", *beside) for column in columns}
    # Chosen among all, so that a report that shrinks by a row keeps the figures of the others.
    for cell in some(random, list(cells), size):
        if cell[0] in printed:
            cells[cell] = figure(random, "ordinary" if size == "zero-heavy" else size)
    for column in columns:
        concluded = sum(cells[row, column] for row in rows)
        handled = concluded + cells["carried_out", column]
        cells["concluded", column] = concluded
        cells["carried_in", column] = random.randint(0, handled) if handled else 0
        cells["received", column] = handled - cells["carried_in", column]
    for row in ("received", "carried_in", *rows, "concluded", "carried_out", *beside):
        cells[row, "total"] = sum(cells[row, column] for column in columns)
    return {f"{shape.table}.{row}.{column}": value for (row, column), value in cells.items() if row in printed}


def review_figures(random: Random, form: Form, shape: BlockShape, size: Size, printed: Sequence[str]) -> dict[str, int]:
    """Return the figures of section 四, code → value, so that all sums of the form hold."""
    inner = [column.code for column in shape.columns if not column.code.endswith(".total")]
    cells = dict.fromkeys(inner, 0)
    for code in some(random, inner, size):
        cells[code] = figure(random, "ordinary" if size == "zero-heavy" else size)
    for column in shape.columns:
        procedure, _, last = column.code.rpartition(".")
        if last == "total":
            cells[column.code] = sum(cells[code] for code in inner if code.rpartition(".")[0] == procedure)
    return {f"{shape.table}.{code}": value for code, value in cells.items()}


def some(random: Random, options: Sequence[T], size: Size = "zero-heavy") -> list[T]:
    """Return some of the options: a few, or as many as most of them.

    Few choices make a report small: what is not chosen keeps its simplest value, without being asked for.
    """
    most_ = min(_FEW, len(options)) if size == "zero-heavy" else len(options)
    return [random.choice(options) for _ in range(random.randint(0, most_))]


def broken_by(random: Random, form: Form, wanted: Identity | str, values: dict[str, int]) -> Identity:
    """Change one figure so that an identity is broken; return the identity.

    `wanted` is an identity of the form, or a kind of them. Every other identity that holds the changed
    cell is broken by the same difference.
    """
    known = [i for i in form.identities if wanted in (i, i.kind) and all(code in values for code in i.codes)]
    if not known:
        raise ValueError(f"no such identity among the printed rows: {wanted!r}")
    identity = random.choice(known)
    code = random.choice(identity.codes)
    less = bool(values[code]) and random.randint(0, 1) == 1
    values[code] += -random.randint(1, values[code]) if less else random.randint(1, 9)
    return identity
