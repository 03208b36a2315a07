"""Tables without rules: which column a number stands in, so that a blank cell leaves its place.

The numbers of a row stand below each other. The row with the most of them, or the head if that has more,
says where the columns are; a row with fewer numbers has blanks, and they are written as empty cells. What
cannot be placed below one column alone is left as it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from attrs import define, field

from govparse.reading.pdf.lines import Line, Part, edges, text_of

_NUMBER = re.compile(r"[+\-－+±增减]?\d[\d,，.]{0,15}[(（]?[件万亿元项]{0,2}[)）]?|[/／\-—－]{1,2}")
_FEW = 2
"""Columns are only seen where so many lines agree: two rows, or a head and a row."""
_FAR = 12.0
"""A gap of more than so many times the size of the characters ends a table."""


@define
class _Block:
    """Lines of one table, from a head on."""

    rows: list[int] = field(factory=list)
    head: Sequence[Part] = ()


def cells(lines: Sequence[Line]) -> dict[int, list[Part]]:
    """Return the cells of every line, by its index, that is a row of a table without rules; () for a blank cell."""
    found: dict[int, list[Part]] = {}
    for block in _blocks(lines):
        columns = _columns(lines, block)
        if len(block.rows) + bool(block.head) < _FEW or not columns:
            continue
        labelled = any(numbers_of(lines[index].parts) < len(lines[index].parts) for index in block.rows)
        for index in block.rows:
            row = _placed(lines[index].parts, columns, labelled=labelled)
            if row is not None:
                found[index] = row
    return found


def numeric(part: Part) -> bool:
    """Tell whether a part is the content of a number cell: a number, with its unit, or a mark for none."""
    return _NUMBER.fullmatch(text_of(part)) is not None


def _middle(part: Part) -> float:
    left, right = edges(part)
    return (left + right) / 2


def numbers_of(parts: Sequence[Part]) -> int:
    """Return how many parts at the end of a line are numbers."""
    count = 0
    for part in reversed(parts):
        if not numeric(part):
            break
        count += 1
    return count


def _blocks(lines: Sequence[Line]) -> list[_Block]:
    blocks = [_Block()]
    left = bottom = float("inf")
    for index, line in enumerate(lines):
        if line.box[1] - bottom > _FAR * line.size:
            blocks.append(_Block())
            left = float("inf")
        bottom = line.box[3]
        if len(line.parts) < 2 and not numeric(line.parts[0]):
            continue
        count = numbers_of(line.parts)
        if count:
            blocks[-1].rows.append(index)
            left = min(left, _middle(line.parts[-count]))
        elif _middle(line.parts[-1]) >= left or not blocks[-1].rows:
            # A line of words over the columns is a head; one beside them is a label on two lines.
            blocks.append(_Block(head=line.parts[1:]))
            left = float("inf")
    return blocks


def _columns(lines: Sequence[Line], block: _Block) -> list[float]:
    """Return the middles of the columns of numbers; [] where rows do not agree on them."""
    counts = [numbers_of(lines[index].parts) for index in block.rows]
    most = max(counts, default=0)
    if not most:
        return []
    if most < len(block.head):
        return [_middle(part) for part in block.head]
    full = [lines[index].parts[-most:] for index, count in zip(block.rows, counts, strict=True) if count == most]
    columns = [sum(map(_middle, parts)) / len(parts) for parts in zip(*full, strict=True)]
    size = lines[block.rows[0]].size
    if all(abs(_middle(part) - at) < 2 * size for row in full for part, at in zip(row, columns, strict=True)):
        return columns
    return [_middle(part) for part in block.head] if len(block.head) >= most else []


def _placed(parts: Sequence[Part], columns: Sequence[float], *, labelled: bool) -> list[Part] | None:
    """Return label cells and one cell for each column; None where a number is not below one column alone.

    Where rows have labels, a row whose label stands on other lines has a blank one.
    """
    count = numbers_of(parts)
    labels, numbers = list(parts[: len(parts) - count]), parts[len(parts) - count :]
    if labelled and not labels:
        labels = [()]
    row: list[Part] = [()] * len(columns)
    for part in numbers:
        at = _middle(part)
        after = bisect_left(columns, at)
        around = range(max(0, after - 2), min(len(columns), after + 2))
        nearest, *others = sorted(around, key=lambda column: abs(columns[column] - at))
        distance = abs(columns[nearest] - at)
        if row[nearest] or (others and abs(columns[others[0]] - at) < 1.5 * distance):
            return None
        row[nearest] = part
    return [*labels, *row]
