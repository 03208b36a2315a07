"""Tables without rules: which column a number stands in, so that a blank cell leaves its place.

The numbers of a row stand below each other. The row with the most of them, or the head if that has more,
says where the columns are; a row with fewer numbers has blanks, and they are written as empty cells. What
cannot be placed below one column alone is left as it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from attrs import define, field, frozen

from govparse.reading.pdf.lines import Line, Part, edges, text_of

_NUMBER = re.compile(r"[+\-－+±增减]?\d[\d,，.]{0,15}[(（]?[件万亿元项]{0,2}[)）]?|[/／\-—－]{1,2}")
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|第.{1,4}条")
_FEW = 2
"""Columns are only seen where so many lines agree: two rows, or a head and a row."""
_FAR = 12.0
"""A gap of more than so many times the size of the characters ends a table."""
_SPARSE = 8
"""A row has no columns where they are so many times its numbers: they are those of another table."""


@define
class _Block:
    """Lines of one table, from a head on."""

    rows: list[int] = field(factory=list)
    head: Sequence[Part] = ()
    labels: float = float("-inf")
    """How far the labels of its rows reach to the right."""
    numbers: float = float("inf")
    """Where its leftmost number begins."""


@frozen
class _Column:
    """Where what is certain to stand in a column lies: the numbers of full rows, or the label over it."""

    middle: float
    left: float
    right: float


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
            # A heading or a caption ends a table; a line of a label does not.
            if blocks[-1].rows and (line.box[2] > left or _HEADING.match(text_of(line.parts[0]))):
                blocks.append(_Block())
                left = float("inf")
            continue
        count = numbers_of(line.parts)
        if count:
            labels, numbers = line.parts[:-count], line.parts[-count:]
            reach = max((edges(part)[1] for part in labels), default=float("-inf"))
            start = edges(numbers[0])[0]
            # Numbers below the labels of other rows, and labels below numbers, are those of another table.
            if start < blocks[-1].labels or reach > blocks[-1].numbers:
                blocks.append(_Block())
                left = float("inf")
            block = blocks[-1]
            block.rows.append(index)
            block.labels, block.numbers = max(block.labels, reach), min(block.numbers, start)
            left = min(left, _middle(numbers[0]))
        elif _middle(line.parts[-1]) >= left or not blocks[-1].rows:
            # A line of words over the columns is a head; one beside them is a label on two lines.
            blocks.append(_Block(head=line.parts[1:]))
            left = float("inf")
    return blocks


def _columns(lines: Sequence[Line], block: _Block) -> list[_Column]:
    """Return the columns of numbers; [] where rows do not agree on them."""
    counts = [numbers_of(lines[index].parts) for index in block.rows]
    most = max(counts, default=0)
    if not most:
        return []
    head = [_Column(_middle(part), *edges(part)) for part in block.head]
    if most < len(head):
        return head
    full = [lines[index].parts[-most:] for index, count in zip(block.rows, counts, strict=True) if count == most]
    columns = [
        _Column(
            sum(map(_middle, parts)) / len(parts),
            min(edges(part)[0] for part in parts),
            max(edges(part)[1] for part in parts),
        )
        for parts in zip(*full, strict=True)
    ]
    size = lines[block.rows[0]].size
    apart = all(one.right < two.left for one, two in pairwise(columns))
    if apart and all(
        abs(_middle(part) - column.middle) < 2 * size for row in full for part, column in zip(row, columns, strict=True)
    ):
        # With no head, a few rows may have their columns from another table, or by chance.
        return columns if len(head) == most or 2 * len(full) >= len(counts) else []
    return head if len(head) == most else []


def _placed(parts: Sequence[Part], columns: Sequence[_Column], *, labelled: bool) -> list[Part] | None:
    """Return label cells and one cell for each column; None where a number is not below one column alone.

    Where rows have labels, a row whose label stands on other lines has a blank one.
    """
    count = numbers_of(parts)
    if count * _SPARSE < len(columns):
        return None
    labels, numbers = list(parts[: len(parts) - count]), parts[len(parts) - count :]
    if labelled and not labels:
        labels = [()]
    row: list[Part] = [()] * len(columns)
    for part in numbers:
        at, (left, right) = _middle(part), edges(part)
        after = bisect_left(columns, at, key=_place)
        around = range(max(0, after - 2), min(len(columns), after + 2))
        over = [column for column in around if columns[column].left < right and left < columns[column].right]
        if len(over) != 1 or row[over[0]]:
            return None
        distance = abs(columns[over[0]].middle - at)
        if any(abs(columns[other].middle - at) < 1.5 * distance for other in around if other != over[0]):
            return None
        row[over[0]] = part
    return [*labels, *row]


def _place(column: _Column) -> float:
    return column.middle
