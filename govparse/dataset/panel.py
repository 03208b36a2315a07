"""The panel: a row for each report, a column for each number, over all forms as far as they can be compared.

What means the same in all forms is one column. A row of one form that another prints as several is one column as
well: there its number is the sum of the several. Nothing else is brought together; what only one form has is a
column that is empty for the others.

Which columns there are depends on the forms of a dataset: those of govparse, and those of other packages that some
report in it is printed in.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen

from govparse.dataset.codes import Code, codes
from govparse.dataset.schema import DECIMAL, STATES, VERSION
from govparse.forms.form import Form
from govparse.forms.registry import BUILT_IN
from govparse.records import YUAN

STATE: Final = "__state"
UNIT: Final = "__unit"
YUAN_COLUMN: Final = "__in_yuan"

DERIVED: Final = "derived"
"""The value is the sum of cells that the form prints instead."""
OTHER_UNIT: Final = "other_unit"
"""A number is printed, but not in single cases: with decimals, or in 万. The table `facts` has it."""
NOT_IN_FORM: Final = "not_in_form"
"""The form of the report has no such cell."""
PANEL_STATES: Final = (*STATES, DERIVED, OTHER_UNIT, NOT_IN_FORM)
_GRAVEST: Final = ("unread", "absent", "text", OTHER_UNIT, "not_applicable", "blank")
"""What a sum is called that has cells of several states without a number."""
_MULTIPLES: Final = "千万亿"


@frozen
class Sum:
    """Codes whose sum a code of other forms is, and the forms that print them instead of it."""

    parts: tuple[str, ...]
    forms: tuple[str, ...]


@frozen
class Variable:
    """A number of the panel: its name, the code it is taken from, and those of other forms that it is the sum of."""

    name: str
    code: Code
    sums: tuple[Sum, ...] = ()
    """What forms print instead that do not have the code."""

    @property
    def parts(self) -> tuple[str, ...]:
        """The first of the sums: that of a form of govparse, if there is one."""
        return self.sums[0].parts if self.sums else ()

    @property
    def is_amount(self) -> bool:
        """Return whether it is money."""
        return self.code.kind == "amount"


def variables(some: Collection[Form] = BUILT_IN) -> tuple[Variable, ...]:
    """Return the numbers of the panel of a dataset of some forms, in the order of the forms."""
    return _variables(tuple(some))


@cache
def _variables(some: tuple[Form, ...]) -> tuple[Variable, ...]:
    return tuple(Variable(name, code, _sums(code, some)) for name, code in codes(some).items())


def _sums(code: Code, some: tuple[Form, ...]) -> tuple[Sum, ...]:
    """Return the codes below the row of a code, in each form that prints the row as several."""
    if not code.row:
        return ()
    above = f"{code.table}.{code.row}."
    below = {
        name: other.forms
        for name, other in codes(some).items()
        if name.startswith(above) and other.column == code.column and other.row != code.row
    }
    found: dict[tuple[str, ...], list[str]] = {}
    for form in some:
        if form.name not in code.forms:
            found.setdefault(tuple(name for name, own in below.items() if form.name in own), []).append(form.name)
    return tuple(Sum(parts, tuple(forms)) for parts, forms in found.items() if parts)


KEYS: Final = (
    "report_id", "source", "issuer", "issuer_key", "body", "year", "form_proactive", "form_requests", "form_review",
    "duplicate_of",
)  # fmt: skip
"""The columns of `reports` with which a row of the panel begins."""


def panel_schema(reports: pa.Schema, more: Sequence[str] = (), some: Collection[Form] = BUILT_IN) -> pa.Schema:
    """Return the columns of the panel of some forms; `more` are columns of text that describe inputs."""
    fields = [reports.field(name) for name in KEYS]
    fields += [pa.field(name, pa.string()) for name in more]
    for variable in variables(some):
        fields.append(pa.field(variable.name, DECIMAL if variable.is_amount else pa.int64()))
        fields.append(pa.field(variable.name + STATE, pa.string()))
        if variable.is_amount:
            fields += [pa.field(variable.name + UNIT, pa.string()), pa.field(variable.name + YUAN_COLUMN, DECIMAL)]
    return pa.schema(fields, metadata={"govparse.schema": str(VERSION)})


def widen(
    reports: pa.RecordBatch, facts: pa.RecordBatch, schema: pa.Schema, some: Collection[Form] = BUILT_IN
) -> pa.RecordBatch:
    """Return the rows of the panel for some reports and all their facts; `reports` has the columns of `more`, `schema`
    those of the panel of `some` forms, of which the reports are."""
    count = reports.num_rows
    wanted = variables(some)
    rows = np.asarray(pc.index_in(facts["report_id"], reports["report_id"]))
    order = {variable.name: at for at, variable in enumerate(wanted)}
    encoded = facts["code"].dictionary_encode()
    places = np.array([order[name] for name in encoded.dictionary.to_pylist()], dtype=np.int64)
    at = places[np.asarray(encoded.indices)] if len(places) else np.zeros(0, dtype=np.int64)
    states = np.full((len(order), count), PANEL_STATES.index(NOT_IN_FORM), dtype=np.int8)
    states[at, rows] = np.asarray(pc.index_in(facts["state"], pa.array(PANEL_STATES)))
    values = np.zeros((len(order), count), dtype=np.int64)
    numbers, countable = _counts(facts)
    values[at, rows] = numbers
    odd = np.asarray(pc.equal(facts["state"], "number")) & ~countable
    amounts = np.array([variable.is_amount for variable in wanted])
    odd &= ~amounts[at]
    states[at[odd], rows[odd]] = PANEL_STATES.index(OTHER_UNIT)
    columns: dict[str, pa.Array] = {name: reports[name] for name in reports.schema.names}
    names = pa.array(PANEL_STATES)
    printed = states != PANEL_STATES.index(NOT_IN_FORM)
    for variable in wanted:
        own = order[variable.name]
        if variable.is_amount:
            columns |= _amount(variable.name, facts, count, rows, at == own)
        else:
            every = {order[part] for own_sum in variable.sums for part in own_sum.parts}
            for own_sum in variable.sums:
                parts = [order[part] for part in own_sum.parts]
                # Another form may print more rows there: with one of them missing it would be no sum.
                there = ~printed[own] & printed[parts].all(axis=0)
                there &= ~printed[sorted(every.difference(parts))].any(axis=0)
                _add(states, values, own, parts, there)
            given = np.isin(states[own], (PANEL_STATES.index("number"), PANEL_STATES.index(DERIVED)))
            columns[variable.name] = pa.array(values[own], pa.int64(), mask=~given)
        columns[variable.name + STATE] = names.take(pa.array(states[own], pa.int64()))
    return pa.RecordBatch.from_arrays([columns[field.name] for field in schema], schema=schema)


def _counts(facts: pa.RecordBatch) -> tuple[Any, Any]:
    """Return the whole numbers of facts (0 for what is none), and which are counts of single cases."""
    value = facts["value"]
    whole = pc.floor(value)
    is_whole = pc.fill_null(pc.equal(whole, value), False)
    multiple = pc.fill_null(pc.match_substring_regex(facts["unit"], f"[{_MULTIPLES}]"), False)
    countable = pc.and_(is_whole, pc.invert(multiple))
    numbers = pc.if_else(countable, value, pa.scalar(0, DECIMAL)).cast(pa.int64())
    return np.asarray(pc.fill_null(numbers, 0)), np.asarray(countable)


def _add(states: Any, values: Any, own: int, parts: Sequence[int], there: Any) -> None:
    """Fill in sums where the form prints the parts instead: in the reports that are `there`."""
    complete = there & (states[list(parts)] == PANEL_STATES.index("number")).all(axis=0)
    values[own, complete] = values[list(parts)][:, complete].sum(axis=0)
    # The least grave is written first, so that the gravest stays.
    for name in reversed(_GRAVEST):
        some = there & (states[list(parts)] == PANEL_STATES.index(name)).any(axis=0)
        states[own, some] = PANEL_STATES.index(name)
    states[own, complete] = PANEL_STATES.index(DERIVED)


def _amount(name: str, facts: pa.RecordBatch, count: int, rows: Any, mine: Any) -> Mapping[str, pa.Array]:
    """Return an amount as printed, its unit, and what it is in yuan where a unit is printed."""
    cells = facts.filter(pa.array(mine))
    where = rows[mine]
    amounts: list[Any] = [None] * count
    units: list[str | None] = [None] * count
    yuan: list[Any] = [None] * count
    for at, value, unit in zip(where, cells["value"].to_pylist(), cells["unit"].to_pylist(), strict=True):
        amounts[at], units[at] = value, unit
        if value is not None and unit in YUAN:
            yuan[at] = value * YUAN[unit]
    return {
        name: pa.array(amounts, DECIMAL),
        name + UNIT: pa.array(units, pa.string()),
        name + YUAN_COLUMN: pa.array(yuan, DECIMAL),
    }
