"""Which texts of a sheet are changed, and where in them: few draws, many outcomes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from random import Random
from typing import TypeVar

from attrs import evolve, frozen

from govparse.rendering.sheet import Paragraph, Role, Sheet, Table

LABELS: Collection[Role] = frozenset({"caption", "corner", "head", "group", "label"})
ALL: Collection[Role] = frozenset({*LABELS, "value"})
_MOST_TEXTS = 6
"""So many texts are changed, if not all are."""
_MOST_STEPS = 4

_T = TypeVar("_T")


@frozen
class Pattern:
    """A choice of texts and places. A random source that always draws the first changes one text throughout."""

    texts: frozenset[int] | None
    """The texts that are changed, by their number; None: all."""
    step: int
    """Of the places in a text every first, second, … one."""
    shift: int

    def falls(self, text: int, place: int) -> bool:
        """Return whether a place is changed."""
        return (text + place + self.shift) % self.step == 0

    def pick(self, options: Sequence[_T], text: int, place: int = 0) -> _T:
        """Return one of the options; all of them have their turn."""
        return options[(text + place // self.step + self.shift) % len(options)]


def draw_pattern(random: Random, count: int, *, steps: int = _MOST_STEPS) -> Pattern:
    """Draw a choice among so many texts."""
    texts = None
    if count > _MOST_TEXTS and not random.randint(0, 1):
        texts = frozenset(random.sample(range(count), 1 + random.randint(0, _MOST_TEXTS - 1)))
    return Pattern(texts, 1 + random.randint(0, steps - 1), random.randint(0, _MOST_STEPS * 2))


def rewrite(
    sheet: Sheet,
    random: Random,
    change: Callable[[Pattern, int, str], str],
    *,
    roles: Collection[Role] = ALL,
    prose: bool = True,
    steps: int = _MOST_STEPS,
) -> Sheet:
    """Change some of the texts of a sheet: of cells that play one of `roles`, and of paragraphs if `prose`.

    `change` is given the pattern, the number of the text and the text; cells without text are not asked about.
    """
    count = 0
    for part in sheet.parts:
        if isinstance(part, Table):
            count += sum(bool(cell.text) and cell.role in roles for row in part.rows for cell in row.cells)
        else:
            count += prose
    pattern = draw_pattern(random, count, steps=steps)
    number = 0

    def changed(text: str) -> str:
        nonlocal number
        number += 1
        if pattern.texts is not None and number - 1 not in pattern.texts:
            return text
        return change(pattern, number - 1, text)

    parts: list[Paragraph | Table] = []
    for part in sheet.parts:
        if isinstance(part, Paragraph):
            parts.append(evolve(part, text=changed(part.text)) if prose else part)
            continue
        rows = []
        for row in part.rows:
            cells = [
                evolve(cell, text=changed(cell.text)) if cell.text and cell.role in roles else cell
                for cell in row.cells
            ]
            rows.append(evolve(row, cells=tuple(cells)))
        parts.append(evolve(part, rows=tuple(rows)))
    return Sheet(tuple(parts))
