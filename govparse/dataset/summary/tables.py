"""What terminal and page show: tables of words, and charts that are not drawn yet."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

from attrs import field, frozen

from govparse.dataset.summary.records import Part, Period
from govparse.dataset.summary.words import say
from govparse.output.words import Language

COLOURS: Final = (
    "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#555555", "#9467bd", "#8c564b",
)  # fmt: skip
"""Told apart by most people who see colours otherwise; the tables say it all without any."""


@frozen
class Mark:
    """A bar: the places of its category and series, and how long it is."""

    category: int
    series: int
    value: float


@frozen
class Chart:
    """Bars by category: upright (`columns`) or lying (`bars`), those of one category stacked or side by side."""

    title: str
    shape: Literal["columns", "bars"]
    categories: tuple[str, ...]
    series: tuple[str, ...]
    marks: tuple[Mark, ...]
    stacked: bool = True
    percent: bool = False
    """Values are shares of one, and the axis says percent."""


@frozen
class Column:
    """The head of a column; numbers stand at its right side."""

    title: str
    number: bool = True


@frozen
class Table:
    """A table in words. The first `labels` columns say what a row is about."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = field(default=())
    labels: int = 1


def whole(number: int) -> str:
    """Return a number with its thousands apart."""
    return f"{number:,}"


def decimal(number: Decimal | None) -> str:
    """Return a number with one decimal, or a dash for none."""
    if number is None:
        return "-"
    return f"{number.quantize(Decimal('0.1'), ROUND_HALF_UP):,}"


def percent(part: Part) -> str:
    """Return a share with one decimal. What is little is not said to be nothing, what is nearly all not to be all."""
    if not part.of:
        return "-"
    tenths = (2000 * part.count + part.of) // (2 * part.of)
    if tenths == 0 and part.count:
        return "<0.1%"
    if tenths == 1000 and part.count < part.of:
        return ">99.9%"
    return f"{tenths // 10}.{tenths % 10}%"


def counted_share(part: Part) -> str:
    """Return a share and what it is a share of so many: `12.5% (1)`."""
    return f"{percent(part)} ({whole(part.count)})"


def year_words(year: Period, language: Language) -> str:
    """Return a year in words."""
    return str(year) if isinstance(year, int) else say(year, language)


def numbers(titles: Sequence[str]) -> tuple[Column, ...]:
    """Return columns of numbers."""
    return tuple(map(Column, titles))


def text(title: str) -> Column:
    """Return a column of words."""
    return Column(title, number=False)


def unlike(names: Sequence[str]) -> tuple[str, ...]:
    """Return names of categories so that no two are the same: bars of one name would be one."""
    found: list[str] = []
    for name in names:
        again = 1
        while (own := name if again == 1 else f"{name} ({again})") in found:
            again += 1
        found.append(own)
    return tuple(found)


def bars_of(values: Sequence[Sequence[float]]) -> tuple[Mark, ...]:
    """Return the bars of categories, a value for each series; what is zero has none."""
    return tuple(
        Mark(category, series, value)
        for category, own in enumerate(values)
        for series, value in enumerate(own)
        if value
    )
