"""A rate, and the interval that its sample leaves open."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

from attrs import frozen

Mark = Literal["right", "wrong", "unsure", ""]
"""What somebody says of a fact; `unsure`: the excerpt and the source do not tell; "": nothing yet."""
MARKS: Final[tuple[Mark, ...]] = ("right", "wrong", "unsure")
Z: Final = 1.959963984540054
"""The 97.5 % point of the normal distribution."""
_STEP: Final = Decimal("0.000001")


def wilson(right: int, judged: int) -> tuple[float, float]:
    """Return the Wilson score interval of 95 % for `right` of `judged`. Raises `ValueError` if nothing is judged."""
    if not 0 <= right <= judged or not judged:
        raise ValueError(f"{right} of {judged}")
    rate = right / judged
    below = 1 + Z * Z / judged
    middle = (rate + Z * Z / (2 * judged)) / below
    half = Z * math.sqrt(rate * (1 - rate) / judged + Z * Z / (4 * judged * judged)) / below
    # At both ends the interval ends there too, whatever is lost by rounding.
    return (0.0 if right == 0 else middle - half), (1.0 if right == judged else middle + half)


@frozen
class Rate:
    """How many facts are right, wrong, not to be told, and not yet marked. The last two are no part of the rate."""

    right: int = 0
    wrong: int = 0
    unsure: int = 0
    unmarked: int = 0

    @property
    def rate(self) -> float | None:
        """Return right of right and wrong, None where there are none."""
        judged = self.right + self.wrong
        return self.right / judged if judged else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return the 95 % interval of the rate, None where there is no rate."""
        judged = self.right + self.wrong
        return wilson(self.right, judged) if judged else None

    def texts(self) -> dict[str, str]:
        """Return all numbers as the CSV has them: rates with six decimals, "" where there is none."""
        rates = [self.rate, *(self.interval or (None, None))]
        counts = (self.right, self.wrong, self.unsure, self.unmarked)
        named = zip(("right", "wrong", "unsure", "unmarked"), map(str, counts), strict=True)
        return dict(named) | dict(zip(("rate", "low", "high"), map(_decimals, rates), strict=True))


def count(marks: Iterable[Mark]) -> Rate:
    """Count marks."""
    found = list(marks)
    return Rate(*(found.count(mark) for mark in (*MARKS, "")))


def _decimals(number: float | None) -> str:
    """Round a half up, as the page does."""
    return "" if number is None else str(Decimal(number).quantize(_STEP, ROUND_HALF_UP))
