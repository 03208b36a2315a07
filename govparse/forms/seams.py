"""Rows of a table that are printed as two: cut by the end of a page, or head cells set on two rows.

Only labels tell a seam from two rows that follow each other: the words above and below make a label that
neither is. Numbers are never joined; a number below a blank cell of the same row moves up to its row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from attrs import evolve

from govparse.forms.vocabulary import Vocabulary
from govparse.reading.document import Cell
from govparse.reading.fold import key

_NUMBER = re.compile(r"\(?(?:[0-9]{1,2}|[一二三四五六七八九])\)?[.、,．]?")

Across = tuple[float, float]


def join_cut_rows(cells: Sequence[Cell], vocabulary: Vocabulary) -> Sequence[Cell]:
    """Return the cells with rows joined that are one; the same cells where there are none."""
    if not any(cell.extent is not None for cell in cells):
        return cells
    joined: list[Cell] = []
    above: list[Cell] = []
    changed = False
    for _, group in groupby(cells, key=lambda cell: cell.row):
        cut = list(group)
        row = _with_numbers(cut, vocabulary)
        changed |= len(row) < len(cut)
        whole = _joined(above, row, vocabulary) if above and _may_continue(above, row, vocabulary) else None
        if whole is not None:
            del joined[len(joined) - len(above) :]
            row, changed = whole, True
        joined += row
        above = row
    return joined if changed else cells


def _with_numbers(row: list[Cell], vocabulary: Vocabulary) -> list[Cell]:
    """Join the number of a label, where it has a cell of its own, to the words of the label."""
    for at, (number, words) in enumerate(pairwise(row)):
        if number.extent is None or words.extent is None:
            break
        if not _NUMBER.fullmatch(number.text) or key(words.text) in vocabulary.labels:
            continue
        if key(number.text) + key(words.text) in vocabulary.labels:
            whole = evolve(words, text=number.text + words.text, extent=evolve(words.extent, left=number.extent.left))
            return [*row[:at], whole, *_with_numbers(row[at + 2 :], vocabulary)]
    return row


def _may_continue(above: Sequence[Cell], row: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    """Return whether a row may be the rest of the row above: a cheap look before the careful one."""
    a, b = above[0].extent, row[0].extent
    if a is None or b is None or a.table != b.table:
        return False
    if a.page != b.page:
        return True
    return any(len(cell.text) < 30 and _is_rest(key(cell.text), vocabulary) for cell in row)


def _is_rest(words: str, vocabulary: Vocabulary) -> bool:
    return bool(words) and not words.isdigit() and words not in vocabulary.labels


def _joined(above: Sequence[Cell], row: Sequence[Cell], vocabulary: Vocabulary) -> list[Cell] | None:
    """Return one row for two, or None if they are two."""
    below = {_across(cell): cell for cell in row if cell.text}
    if not below.keys() <= {_across(cell) for cell in above}:
        return None
    whole: list[Cell] = []
    labels = 0
    for cell in above:
        rest = below.get(_across(cell))
        if rest is None:
            whole.append(cell)
        elif not cell.text:
            whole.append(evolve(rest, row=cell.row, line=cell.line, piece=cell.piece))
        else:
            words = key(cell.text) + key(rest.text)
            if words not in vocabulary.labels or not _is_rest(key(rest.text), vocabulary):
                return None
            labels += 1
            whole.append(evolve(cell, text=cell.text + rest.text))
    return whole if labels or _values_fell(above, row) else None


def _values_fell(above: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """A row at the end of a page has its label there and all its values at the top of the next one."""
    a, b = above[0].extent, row[0].extent
    cut = a is not None and b is not None and a.page != b.page
    return (
        cut and not row[0].text and bool(above[0].text) and not any(key(c.text) and not c.text.isascii() for c in row)
    )


def _across(cell: Cell) -> Across:
    assert cell.extent is not None  # asked of the first cells of both rows
    return cell.extent.left, cell.extent.right
