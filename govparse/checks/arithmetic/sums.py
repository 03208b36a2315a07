"""The sums of a report: which identities its forms prescribe, and which cell has a part in which of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property

from attrs import frozen

from govparse.forms.form import BlockShape, Form
from govparse.forms.identities import Identity
from govparse.forms.registry import demand_known, forms
from govparse.records import AnnualReport

_TABLES = ("requests", "review")
"""The tables whose cells add up."""


@frozen(eq=False, slots=False)
class Sums:
    """The identities of a report, and what of them depends on the form only.

    `tables` are the shapes of the tables that have identities. Identities are spoken of by their number in
    `identities` ("line"), since sets of them are then whole numbers.
    """

    identities: tuple[Identity, ...]
    tables: tuple[BlockShape, ...]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """All cells that have a part in a sum, in the order of the form."""
        return tuple(code for shape in self.tables for code in shape.codes if code in self.parts)

    @cached_property
    def parts(self) -> Mapping[str, tuple[tuple[int, int], ...]]:
        """Cell → the lines it has a part in, each with 1 (left) or -1 (right)."""
        found: dict[str, list[tuple[int, int]]] = {}
        for line, identity in enumerate(self.identities):
            for code in identity.left:
                found.setdefault(code, []).append((line, 1))
            for code in identity.right:
                found.setdefault(code, []).append((line, -1))
        return {code: tuple(parts) for code, parts in found.items()}

    @cached_property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows of the tables, each with its cells from left to right."""
        return tuple(row for shape in self.tables for row in shape.row_codes.values() if row[0] in self.parts)

    @cached_property
    def mates(self) -> Mapping[str, tuple[str, ...]]:
        """Cell → the other cells of its row, then those of its column."""
        found: dict[str, list[str]] = {code: [] for code in self.codes}
        for shape in self.tables:
            rows = [row for row in shape.row_codes.values() if row[0] in self.parts]
            for line in (*rows, *zip(*rows, strict=True)):
                for code in line:
                    found[code] += (other for other in line if other != code)
        return {code: tuple(others) for code, others in found.items()}

    @cached_property
    def total_of(self) -> Mapping[str, str]:
        """Cell of a row of section 三 → the total of that row."""
        return {code: i.right[0] for i in self.identities if i.kind == "row sum" for code in i.left}

    @cached_property
    def inner_of(self) -> Mapping[str, tuple[str, ...]]:
        """Total of a row of section 三 → the cells it is the sum of."""
        return {i.right[0]: i.left for i in self.identities if i.kind == "row sum"}


def sums_of(report: AnnualReport) -> Sums:
    """Return the sums of a report: in each table those of the form it is printed in.

    A table that is not there has the cells that `report.facts` names, and their sums. Raises `FormError` for a report
    in a form that is not known here.
    """
    demand_known(block.form for block in report.blocks)
    return _sums(*(_form(report, table) for table in _TABLES))


@cache
def _sums(*printed: Form | None) -> Sums:
    pairs = [(form, table) for form, table in zip(printed, _TABLES, strict=True) if form is not None]
    return Sums(
        tuple(identity for form, table in pairs for identity in _identities(form, table)),
        tuple(shape for form, table in pairs for shape in form.shapes.values() if shape.table == table),
    )


def _form(report: AnnualReport, table: str) -> Form | None:
    """Return the form whose cells of a table the report has: that of its block, if several do."""
    named = {block.form for block in report.blocks if block.name.partition("_")[0] == table}
    # Of forms that are alike in this table (section 四) it does not matter which.
    able = sorted(forms(), key=lambda form: form.name not in named)
    return next((form for form in able if _codes(form, table) and _codes(form, table) <= report.facts.keys()), None)


@cache
def _codes(form: Form, table: str) -> frozenset[str]:
    return frozenset(code for identity in _identities(form, table) for code in identity.codes)


def _identities(form: Form, table: str) -> Iterator[Identity]:
    return (identity for identity in form.identities if identity.left[0].startswith(f"{table}."))
