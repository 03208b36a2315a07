"""Arrow columns as plain text or JSON: numbers as they were printed, without zeros that only a decimal type adds."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

import pyarrow as pa

LISTS_OF_IDS: Final = ("codes", "rules")
"""Columns with lists of ids, which hold no blanks: as text they are separated by these."""


def number_text(value: Decimal) -> str:
    """Return a number as text: exact, without an exponent, without zeros behind the decimals."""
    whole = int(value)
    return str(whole) if value == whole else format(value.normalize(), "f")


def plain(value: Any) -> Any:
    """Return what Arrow hands out as JSON has it: whole numbers as numbers, decimals as strings, what is not there
    left out of a struct."""
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else number_text(value)
    if isinstance(value, dict):
        return {name: plain(own) for name, own in value.items() if own is not None}
    if isinstance(value, list):
        return [plain(own) for own in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def to_json(value: Any) -> str:
    """Return plain data as a line of JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def texts(name: str, column: pa.Array) -> Sequence[str | None]:
    """Return a column of decimals or of nested values as text."""
    if pa.types.is_decimal(column.type):
        try:
            return [None if value is None else str(value) for value in column.cast(pa.int64()).to_pylist()]
        except pa.ArrowInvalid:  # some have decimals
            return [None if value is None else number_text(value) for value in column.to_pylist()]
    if name in LISTS_OF_IDS:
        return [None if own is None else " ".join(own) for own in column.to_pylist()]
    return [None if value is None or value == [] else to_json(plain(value)) for value in column.to_pylist()]
