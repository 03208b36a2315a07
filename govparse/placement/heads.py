"""The heads of a block in tables whose cells are known: which label stands over which stretch of the table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen

from govparse.forms.form import BlockShape
from govparse.forms.rows import Typed
from govparse.forms.walk import Block
from govparse.reading.document import Extent

NEAR = 0.01
"""Borders are equal that differ by less (readers make equal borders equal)."""

Stretch = tuple[float, float]
"""From where to where a cell or column reaches across its table."""


@frozen
class Head:
    """A head as printed: labels of columns, and of groups of columns, that stand together above rows."""

    table: int
    row: int
    """The row with which it begins, counted through the document."""
    labels: tuple[tuple[str, Stretch], ...]
    columns: tuple[Stretch, ...] | None
    """Where the columns lie, in the order of the form; None unless each of them is there once."""
    whole: bool
    """Its rows fill the width of the table: it can be compared with other rows that do."""
    order: tuple[int, ...] = ()
    """The columns of the form from left to right as printed; empty unless each of them is there once."""

    @property
    def ordered(self) -> bool:
        """Return whether the columns are printed in the order of the form."""
        return self.columns is not None and all(a[1] <= b[0] + NEAR for a, b in pairwise(self.columns))


def find_heads(block: Block) -> list[Head]:
    """Return the heads of a block in the order of the document: the labels between two of its rows are one head."""
    names = {name for column in block.shape.columns for name in column.terminals}
    own = [label for label in block.head if label.type in names and label.cell.extent is not None and not label.partial]
    if not own:
        return []
    rows = sorted(
        row.label.cell.row if row.label else row.cells[0].cell.row for row in block.rows if row.label or row.cells
    )
    together: dict[tuple[int, int], list[Typed]] = {}
    for label in own:
        together.setdefault((bisect_left(rows, label.cell.row), extent_of(label).table), []).append(label)
    heads = [_head(labels, block.shape) for labels in together.values()]
    return sorted(heads, key=lambda head: head.row)


def head_above(heads: Sequence[Head], row: int, table: int) -> tuple[Head | None, bool]:
    """Return the last head above a row, and whether it stands in the row's own table."""
    above = [head for head in heads if head.row <= row]
    own = [head for head in above if head.table == table]
    if own:
        return own[-1], True
    return (above[-1] if above else None), False


def _head(labels: Sequence[Typed], shape: BlockShape) -> Head:
    stretches = tuple((label.type, stretch_of(label)) for label in labels)
    return Head(
        table=extent_of(labels[0]).table,
        row=min(label.cell.row for label in labels),
        labels=stretches,
        columns=_columns(labels, shape),
        whole=all(extent_of(label).whole for label in labels),
        order=printed_order([label.type for label in sorted(labels, key=stretch_of)], shape),
    )


def printed_order(labels: Sequence[str], shape: BlockShape) -> tuple[int, ...]:
    """Return the columns of a block in the order of its printed labels; nothing unless each is there once."""
    leaves = [column.terminals[-1] for column in shape.columns]
    seen = [label for label in labels if label in leaves]
    return tuple(map(leaves.index, seen)) if len(set(leaves)) == len(seen) == len(leaves) == len(set(seen)) else ()


def _columns(labels: Sequence[Typed], shape: BlockShape) -> tuple[Stretch, ...] | None:
    leaves = [column.terminals[-1] for column in shape.columns]
    found = {(label.type, stretch_of(label)): label for label in labels if label.type in leaves}
    across = sorted(found, key=lambda entry: entry[1])
    names = [name for name, _ in across]
    # A label printed twice may stand where another one is missing: as many labels are not yet all of them.
    if sorted(names) != sorted(leaves) or any(b[0] < a[1] - NEAR for (_, a), (_, b) in pairwise(across)):
        return None
    if names == leaves:
        groups = {label.type: stretch_of(label) for label in labels if label.type not in leaves}
        return tuple(stretch for _, stretch in across) if _grouped(across, groups, shape) else None
    # In another order than the form's a head is believed only where all its columns stand on one row: spans
    # that are wrong in a head of several rows put columns where nobody wanted them.
    if len(set(leaves)) < len(leaves) or len({label.cell.row for label in found.values()}) > 1:
        return _nowhere(leaves)
    where = dict(across)
    return tuple(where[leaf] for leaf in leaves)


def _nowhere(leaves: Sequence[str]) -> tuple[Stretch, ...]:
    """Return columns in no order and under which no cell lies: a head that is there and cannot be believed."""
    return tuple((-1.0 - i, -1.0 - i) for i in range(len(leaves)))


def _grouped(across: Sequence[tuple[str, Stretch]], groups: dict[str, Stretch], shape: BlockShape) -> bool:
    """Return whether each column stands below the label of its group, where that is printed."""
    for column, (_, (left, right)) in zip(shape.columns, across, strict=True):
        for name in column.terminals[:-1]:
            above = groups.get(name)
            if above is not None and not (above[0] <= left + NEAR and right <= above[1] + NEAR):
                return False
    return True


def extent_of(typed: Typed) -> Extent:
    """Return how far a cell reaches, in a table whose cells are known."""
    extent = typed.last.extent
    assert extent is not None  # the layout says that its cells have one
    return extent


def stretch_of(typed: Typed) -> Stretch:
    """Return from where to where a cell reaches across."""
    extent = extent_of(typed)
    return extent.left, extent.right


def centre(stretch: Stretch) -> float:
    """Return the middle of a stretch."""
    return (stretch[0] + stretch[1]) / 2
