"""The forms by which a document is read, and what their labels say together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import define

if TYPE_CHECKING:
    from govparse.forms.form import BlockShape, Form, RowShape


@define(eq=False, slots=False)
class Vocabulary:
    """Some forms and the labels of all of them, as keys."""

    forms: tuple[Form, ...]

    def with_block(self, name: str) -> list[Form]:
        """Return the forms that have a block of this name."""
        return [form for form in self.forms if name in form.shapes]

    @cached_property
    def labels(self) -> frozenset[str]:
        """All labels."""
        return frozenset(label for form in self.forms for label in form.labels)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """Every beginning of a label."""
        return frozenset(label[:i] for label in self.labels for i in range(1, len(label)))

    @cached_property
    def groups(self) -> frozenset[str]:
        """Labels above rows, which have no numbers of their own."""
        return frozenset(label for label, _, _, row in self._rows() if row.group)

    @cached_property
    def block_heads(self) -> frozenset[frozenset[str]]:
        """For each block of each form the labels of its caption and head."""
        return frozenset(
            frozenset(label for label, names in form.labels.items() if not shape.head.isdisjoint(names))
            for form in self.forms
            for shape in form.shapes.values()
        )

    @cached_property
    def heads(self) -> frozenset[str]:
        """Labels that stand in the caption or head of some block."""
        return frozenset().union(*self.block_heads)

    @cached_property
    def row_meanings(self) -> dict[str, frozenset[tuple[str, str, str, int]]]:
        """Label → the rows with numbers that it heads: form, block, rule and number of columns."""
        found: dict[str, set[tuple[str, str, str, int]]] = {}
        for label, form, shape, row in self._rows():
            if not row.group:
                found.setdefault(label, set()).add((form.name, shape.name, row.rule, len(shape.columns)))
        return {label: frozenset(rows) for label, rows in found.items()}

    @cached_property
    def row_widths(self) -> dict[str, int]:
        """Label of a row with numbers → how many it has at most."""
        return {label: max(width for *_, width in rows) for label, rows in self.row_meanings.items()}

    def same_row(self, part: str, whole: str) -> bool:
        """Return whether a part of a label heads the rows that the whole does."""
        known = self.row_meanings
        return whole in known and known[whole] <= known.get(part, frozenset())

    @cached_property
    def roles(self) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
        """Label → blocks in which it heads a row, blocks in which it stands in the head."""
        rows: dict[str, set[str]] = {}
        heads: dict[str, set[str]] = {}
        for form in self.forms:
            for label, terminals in form.labels.items():
                for name, shape in form.shapes.items():
                    for terminal in terminals:
                        if terminal in shape.head:
                            heads.setdefault(label, set()).add(name)
                        elif terminal in shape.labels:
                            rows.setdefault(label, set()).add(name)
        return {
            label: (frozenset(rows.get(label, ())), frozenset(heads.get(label, ())))
            for label in rows.keys() | heads.keys()
        }

    def _rows(self) -> Iterator[tuple[str, Form, BlockShape, RowShape]]:
        """Yield each label of a row with its row."""
        for form in self.forms:
            for label, terminals in form.labels.items():
                for shape in form.shapes.values():
                    for row in shape.rows:
                        if row.terminal in terminals:
                            yield label, form, shape, row
