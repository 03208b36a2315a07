"""A table as a system: its rows with their admissible placements, and the sums that bind them.

Nothing here knows of cells or labels: a line is a row, a choice is one placement of its numbers, and what is
asked is which choices can be part of a whole that satisfies all sums.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import cached_property

from attrs import field, frozen

Values = tuple[int | None, ...]
"""The numbers of a row by column. None: no number stands there, so it is an unknown of zero or more."""
Spot = tuple[int, int]
"""A cell: the number of its line, and its column."""


@frozen
class Sum:
    """A sum within a row: the columns `inner` add up to the column `total`."""

    inner: tuple[int, ...]
    total: int
    name: Hashable = None
    """What tells it from other sums, for those who ask which were needed."""


@frozen(eq=False, slots=False)
class Line:
    """A row: its admissible placements, one of which is the right one.

    `shown` says for each choice what is seen at each column, where that is more than the number: two choices
    agree on a cell if they show the same there.
    """

    choices: tuple[Values, ...]
    sums: tuple[Sum, ...] = ()
    shown: tuple[tuple[Hashable, ...], ...] = field(default=())

    def seen(self, choice: int, column: int) -> Hashable:
        """Return what a choice shows at a column."""
        return self.shown[choice][column] if self.shown else self.choices[choice][column]

    @cached_property
    def whole(self) -> tuple[bool, ...]:
        """Choice → it satisfies the sums of the row with zeros where nothing is printed."""
        return tuple(
            all(sum(values[c] or 0 for c in s.inner) == (values[s.total] or 0) for s in self.sums)
            for values in self.choices
        )

    @property
    def columns(self) -> int:
        """How many columns the row has."""
        return len(self.choices[0])


@frozen
class Equation:
    """A sum over rows: the cells of `left` add up to the same as those of `right`."""

    left: tuple[Spot, ...]
    right: tuple[Spot, ...]
    more: bool = False
    """Something else of zero or more may count towards the left: a row that the form does not have."""
    name: Hashable = None


@frozen(eq=False, slots=False)
class System:
    """The rows of a table and the sums over them."""

    lines: Sequence[Line]
    equations: Sequence[Equation]

    @cached_property
    def equations_of(self) -> dict[Spot, tuple[int, ...]]:
        """Cell → the equations it has a part in, by number."""
        found: dict[Spot, list[int]] = {}
        for number, equation in enumerate(self.equations):
            for spot in (*equation.left, *equation.right):
                found.setdefault(spot, []).append(number)
        return {spot: tuple(numbers) for spot, numbers in found.items()}

    @cached_property
    def equations_with(self) -> tuple[tuple[int, ...], ...]:
        """Line → the equations in which a cell of it has a part, by number."""
        found: list[dict[int, None]] = [{} for _ in self.lines]
        for number, equation in enumerate(self.equations):
            for line, _ in (*equation.left, *equation.right):
                found[line][number] = None
        return tuple(tuple(numbers) for numbers in found)
