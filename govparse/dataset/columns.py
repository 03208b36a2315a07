"""Cells → Arrow, column by column: a report has two hundred, and rows as dicts would cost as much as reading them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain
from operator import attrgetter
from typing import Any

import pyarrow as pa

from govparse.dataset.schema import CANDIDATE, DECIMAL, PLACE, READINGS
from govparse.records import Candidate, Fact, Place

Cells = tuple[Sequence[Fact], Mapping[str, Sequence[str]]]
"""The cells of a report, and by code the rules of which a finding names them."""
_CELLS = READINGS.field("facts").type
_EMPTY: Sequence[str] = ()


def cells_array(reports: Sequence[Cells]) -> pa.ListArray:
    """Return the cells of several reports, a list for each."""
    facts = [fact for own, _ in reports for fact in own]
    rules = [named.get(fact.code, _EMPTY) for own, named in reports for fact in own]
    columns: dict[str, pa.Array] = {
        "value": _numbers([fact.value for fact in facts]),
        "place": _places([fact.place for fact in facts]),
        "candidates": _lists([fact.candidates for fact in facts], _candidates, CANDIDATE),
        "rules": _lists(rules, lambda names: pa.array(names, pa.string()), pa.string()),
    }
    for field in _CELLS.value_type:
        if field.name not in columns:
            columns[field.name] = pa.array(list(map(attrgetter(field.name), facts)), field.type)
    return _listed(_struct(columns, _CELLS.value_type), [len(own) for own, _ in reports])


def _numbers(values: Sequence[Any]) -> pa.Array:
    """Return numbers as decimals. Whole ones are converted at once."""
    if all(value is None or type(value) is int for value in values):
        return pa.array(values, pa.int64()).cast(DECIMAL)
    return pa.array(values, DECIMAL)


def _places(places: Sequence[Place | None]) -> pa.StructArray:
    columns = {
        field.name: pa.array([getattr(place, field.name, None) for place in places], field.type) for field in PLACE
    }
    return _struct(columns, PLACE, pa.array([place is None for place in places], pa.bool_()))


def _candidates(candidates: Sequence[Candidate]) -> pa.StructArray:
    columns = {
        "state": pa.array([c.state for c in candidates], pa.string()),
        "value": _numbers([c.value for c in candidates]),
        "text": pa.array([c.text for c in candidates], pa.string()),
        "place": _places([c.place for c in candidates]),
    }
    return _struct(columns, CANDIDATE)


def _struct(columns: Mapping[str, pa.Array], kind: pa.StructType, mask: pa.Array | None = None) -> pa.StructArray:
    """Return columns as one; `KeyError` if the type has a field of which there is none."""
    return pa.StructArray.from_arrays([columns[field.name] for field in kind], fields=list(kind), mask=mask)


def _lists(lists: Sequence[Sequence[Any]], convert: Any, kind: pa.DataType) -> pa.ListArray:
    """Return lists, converted together: most are empty."""
    flat = list(chain.from_iterable(lists))
    return _listed(convert(flat) if flat else pa.array([], kind), [len(own) for own in lists])


def _listed(values: pa.Array, sizes: Iterable[int]) -> pa.ListArray:
    return pa.ListArray.from_arrays(pa.array([0, *accumulate(sizes)], pa.int32()), values)
