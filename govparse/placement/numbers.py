"""What number a cell holds, and whether it can be a count of cases."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from govparse.forms.rows import Typed

_NEGATIVE = frozenset("减-−–")
_MULTIPLES = frozenset("千万亿")
NO_NUMBER = frozenset({"EMPTY", "NOT_APPLICABLE", "WORDS", "LONG_NUMBER", "DOUBTFUL", "MIXED"})
"""Terminals of cells that hold no number, or none that can be told."""


def number(groups: Mapping[str, str | None]) -> int | Decimal:
    """Return the number that the groups of a terminal hold, in the unit printed."""
    digits = (groups["digits"] or "").replace(",", "")
    if groups.get("fraction"):
        return Decimal(f"{digits}.{groups['fraction']}")
    value = int(digits)
    return -value if (groups.get("sign") or "+")[0] in _NEGATIVE else value


def is_number(typed: Typed) -> bool:
    """Return whether a cell holds a number, of whatever kind."""
    return typed.type not in NO_NUMBER


def count_of(typed: Typed) -> int | None:
    """Return the count of cases that a cell holds; None for anything else, also below zero, with decimals or in 万."""
    if typed.match is None or typed.type in NO_NUMBER:
        return None
    groups = typed.match.groupdict()
    value = number(groups)
    odd = not isinstance(value, int) or value < 0 or set(groups.get("unit") or "") & _MULTIPLES
    return None if odd or not isinstance(value, int) else value
