"""The sums that a form prescribes (勾稽关系): which cells add up to which.

They follow from rows and columns of a block: a column `total` is the sum of the others, the results of
section 三 add up to `concluded`, and what came in equals what went out. Where a form lacks one of the rows or
columns, the sum is not prescribed. All terms are whole numbers of zero or more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from attrs import frozen

from govparse.forms.form import BlockShape, Form

IdentityKind = Literal["row sum", "result sum", "balance", "review sum"]
"""`row sum`: the columns of a row of section 三; `result sum`: the results of a column; `balance`: printed
on the form itself, 第一项加第二项之和，等于第三项加第四项之和; `review sum`: a procedure of section 四."""
_TOTAL = "total"
CONCLUDED = "concluded"
"""The row of section 三 that is the sum of all results."""
FLOW = ("received", "carried_in", CONCLUDED, "carried_out")


@frozen
class Identity:
    """The cells of `left` add up to the same as those of `right` (fact codes)."""

    kind: IdentityKind
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """All cells concerned."""
        return (*self.left, *self.right)

    def difference(self, values: Mapping[str, int]) -> int:
        """Return left minus right, 0 where the identity holds. `KeyError` if a value is missing."""
        return sum(values[code] for code in self.left) - sum(values[code] for code in self.right)


def standard_sums(form: Form) -> Iterator[Identity]:
    """Yield the sums that follow from rows and columns: 40 of the 2019 form, 42 of the 2021 form."""
    for shape in form.shapes.values():
        yield from _of_block(shape)


def results(form: Form, shape: BlockShape) -> tuple[str, ...]:
    """Return the rows (codes) of section 三 whose sum is `concluded`, as the sums of the form say."""
    summed = {code for identity in form.identities if identity.kind == "result sum" for code in identity.left}
    return tuple(row.code for row in shape.rows if not summed.isdisjoint(shape.row_codes[row.rule]))


def _of_block(shape: BlockShape) -> Iterator[Identity]:
    if shape.table == "requests":
        yield from _of_requests(shape)
    elif shape.table == "review":
        for procedure in dict.fromkeys(column.code.rpartition(".")[0] for column in shape.columns):
            own = [c.code for c in shape.columns if c.code.rpartition(".")[0] == procedure]
            total = f"{procedure}.{_TOTAL}"
            if total in own:
                yield Identity("review sum", _codes(shape, [c for c in own if c != total]), _codes(shape, [total]))


def _of_requests(shape: BlockShape) -> Iterator[Identity]:
    columns = [column.code for column in shape.columns]
    rows = {row.code for row in shape.rows if not row.group}
    for row in shape.rows if _TOTAL in columns else ():
        if not row.group:
            inner = [f"{row.code}.{column}" for column in columns if column != _TOTAL]
            yield Identity("row sum", _codes(shape, inner), _codes(shape, [f"{row.code}.{_TOTAL}"]))
    received, carried_in, concluded, carried_out = FLOW
    for column in columns if concluded in rows else ():
        parts = [f"{row.code}.{column}" for row in shape.rows if not row.group and row.code not in FLOW]
        yield Identity("result sum", _codes(shape, parts), _codes(shape, [f"{concluded}.{column}"]))
    for column in columns if rows.issuperset(FLOW) else ():
        came = [f"{received}.{column}", f"{carried_in}.{column}"]
        went = [f"{concluded}.{column}", f"{carried_out}.{column}"]
        yield Identity("balance", _codes(shape, came), _codes(shape, went))


def _codes(shape: BlockShape, ends: list[str]) -> tuple[str, ...]:
    return tuple(f"{shape.table}.{end}" for end in ends)
