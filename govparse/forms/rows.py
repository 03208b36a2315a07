"""What the grammar yields: typed cells, rows, and the transformer that builds them."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from attrs import define, field
from lark import Token, Transformer

from govparse.reading.document import Cell


class Typed:
    """A cell with the terminal that matched it. Lark reads `type` and the place attributes."""

    __slots__ = ("cell", "last", "match", "partial", "type")

    # Lark borrows these from the last token for the end of the input.
    start_pos = line = column = end_line = end_column = end_pos = None

    def __init__(
        self,
        type: str,
        cell: Cell,
        match: re.Match[str] | None = None,
        last: Cell | None = None,
        partial: bool = False,
    ) -> None:
        self.type = type
        self.cell = cell
        self.match = match
        """Groups of the number, for a cell that holds one."""
        self.last = last or cell
        """The last cell of a label that was printed in several."""
        self.partial = partial
        """Only part of the label stands there."""

    def __repr__(self) -> str:
        return f"{self.type}({self.cell.text!r})"


@define
class Row:
    """A row as printed: its rule, its label (None in section 四) and the cells after the label."""

    rule: str
    label: Typed | None
    cells: list[Typed]
    group: bool = False
    glued: str = ""
    """Digits that stand in the label's own cell, run together with it."""


@define
class Run:
    """What one parse of consecutive cells yields: labels of the head and rows, in order."""

    head: list[Typed] = field(factory=list)
    rows: list[Row] = field(factory=list)


class _Inlined:
    """What a rule that Lark inlines has to look like: something with children."""

    __slots__ = ("children",)

    def __init__(self, children: list[Any]) -> None:
        self.children = children


class RowBuilder(Transformer[Token, Any]):
    """Builds `Row` and `Run` while Lark parses. Holds no state of a parse: one instance serves all threads."""

    def __init__(self, blocks: Collection[str]) -> None:
        super().__init__()
        self.blocks = frozenset(blocks)
        """The rules that yield a `Run`."""

    def cells(self, children: list[Any]) -> list[Typed]:
        """The cells after a label."""
        return children

    def group(self, children: list[Any]) -> Any:
        """A label above rows (三、本年度办理结果), or above columns (行政诉讼)."""
        if len(children) == 1:
            return children[0]
        label, cells = children
        return Row(label.type, label, cells, group=True)

    def __default__(self, data: str, children: list[Any], meta: Any) -> Any:
        if data.startswith("_"):
            return _Inlined(children)
        if children and isinstance(children[-1], list):
            label = children[0] if len(children) > 1 else None
            return Row(data, label, children[-1])
        if data not in self.blocks:
            return children[0]  # a label by another name: a column, a procedure
        run = Run()
        for child in children:
            if isinstance(child, Row):
                run.rows.append(child)
            else:
                run.head.append(child)
        return run
