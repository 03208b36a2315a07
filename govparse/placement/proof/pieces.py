"""The pieces of a row: printed numbers, and what runs together or was broken, cut and joined in every way.

No number begins with 0, so 000 can only be 0 0 0, while 1100 may be 1 1 0 0, 11 0 0, 1 10 0 and more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve

from govparse.forms.form import Form
from govparse.forms.lexer import type_cell
from govparse.forms.rows import Row, Typed
from govparse.placement.numbers import count_of, is_number
from govparse.placement.proof.bounds import Steps
from govparse.placement.proof.system import Sum
from govparse.placement.rows import values
from govparse.reading.document import Cell

Piece = tuple[Typed | None, int | None]
"""A printed cell with the count in it. `(None, n)`: a number that is not printed in one place; it is never placed."""
_SEVERAL = re.compile(r"[0-9]+(?:[\s,;:、]+[0-9]+)+")
_BETWEEN = re.compile(r"[\s,;:、]+")
_MOST_DIGITS = 60
"""Digits of a whole row, run together."""
_MOST_SUMMED = 12
"""Digits of a lone number that is looked at so."""
_WIDE = 7
"""In rows so wide, a number with as many digits as there are columns may be all numbers of the row."""


def piece_of(typed: Typed) -> Piece:
    """Return a printed cell as a piece."""
    return typed, count_of(typed)


def _all_digits(text: str) -> bool:
    """Return whether a text is digits and nothing else; ① and ² are none."""
    return text.isascii() and text.isdigit()


def joined(one: Piece, two: Piece) -> Piece | None:
    """Return the number that two pieces are together, where the second may be the rest of the first."""
    (_, begun), (cell, value) = one, two
    rest = cell.cell.text if cell is not None else str(value)
    return (None, int(f"{begun}{rest}")) if begun and _all_digits(rest) else None


def printed_pieces(row: Row, form: Form, columns: int) -> Iterator[list[Piece]]:
    """Yield the pieces that the printed cells of a row may be, in their order. There may be very many."""
    yield from _together(values(row), form, columns)


def _together(cells: Sequence[Typed], form: Form, columns: int) -> Iterator[list[Piece]]:
    if not cells:
        yield []
        return
    for first in _readings(cells[0], form, columns):
        for rest in _together(cells[1:], form, columns):
            yield [*first, *rest]
    if len(cells) > 1 and _may_be_rest(cells[1]) and (begun := count_of(cells[0])):
        for rest in _together(cells[2:], form, columns):
            yield [(None, int(f"{begun}{cells[1].cell.text}")), *rest]


def _may_be_rest(typed: Typed) -> bool:
    """Return whether a cell says what no number does, and the end of one may: 09."""
    text = typed.cell.text
    return _all_digits(text) and text.startswith("0") and len(text) > 1


def _may_be_several(typed: Typed, columns: int) -> bool:
    text = typed.cell.text
    if is_number(typed):
        return columns >= _WIDE and _all_digits(text) and len(text) >= columns
    return _all_digits(text) or _SEVERAL.fullmatch(text) is not None


def _readings(typed: Typed, form: Form, columns: int) -> Iterator[list[Piece]]:
    """Yield the pieces that one cell may be."""
    text = typed.cell.text
    if is_number(typed) or not _may_be_several(typed, columns):
        yield [piece_of(typed)]
        return
    if _all_digits(text):
        yield from _cuts(typed.cell, text, form, columns)
        return
    parts = _BETWEEN.split(text)
    if all(part == "0" or not part.startswith("0") for part in parts):
        yield [piece_of(_part(typed.cell, match.start(), match[0], form)) for match in re.finditer(r"[0-9]+", text)]
    if not text.startswith("0"):
        yield [(None, int("".join(parts)))]  # one number, broken


def _cuts(cell: Cell, digits: str, form: Form, columns: int) -> Iterator[list[Piece]]:
    """Yield the ways to cut digits, with which a cell ends, into numbers: at most one for each column."""
    first = len(cell.text) - len(digits)
    for numbers in cuts(digits, columns):
        at, pieces = first, []
        for number in numbers:
            pieces.append(piece_of(_part(cell, at, number, form)))
            at += len(number)
        yield pieces


def cut_in_two(pieces: Sequence[Piece], form: Form) -> Iterator[list[Piece]]:
    """Yield the pieces with one of them cut in two: neighbouring numbers of which nothing shows that they are two."""
    for at, (typed, _) in enumerate(pieces):
        if typed is not None and _all_digits(typed.cell.text):
            text = typed.cell.text
            for begun in range(1, len(text)):
                if text[begun] != "0" or begun == len(text) - 1:
                    parts = ((0, text[:begun]), (begun, text[begun:]))
                    two = (piece_of(_part(typed.cell, start, part, form)) for start, part in parts)
                    yield [*pieces[:at], *two, *pieces[at + 1 :]]


def may_be_terms_and_sum(row: Row, columns: int) -> bool:
    """Return whether the only number of a row may be several without anything between, the last their sum: 11."""
    alone = values(row)
    digits = alone[0].cell.text if len(alone) == 1 else ""
    if not _all_digits(digits) or not 1 < len(digits) <= _MOST_SUMMED:
        return False
    ways = (list(map(int, numbers)) for numbers in cuts(digits, columns))
    return any(len(numbers) > 1 and sum(numbers[:-1]) == numbers[-1] for numbers in ways)


def cuts(digits: str, most: int) -> Iterator[list[str]]:
    """Yield the ways to cut digits into at most so many numbers, none of which begins with 0 but 0 itself."""
    if not digits:
        yield []
        return
    if not most:
        return
    longest = 1 if digits[0] == "0" else len(digits)
    for end in range(1, longest + 1):
        for rest in cuts(digits[end:], most - 1):
            yield [digits[:end], *rest]


def _part(cell: Cell, at: int, text: str, form: Form) -> Typed:
    """Return a part of a cell as a cell of its own; where its place cannot be told, it is that of the whole cell."""
    if cell.end - cell.start != len(cell.text):
        return type_cell(form, evolve(cell, text=text))
    return type_cell(form, evolve(cell, text=text, start=cell.start + at, end=cell.start + at + len(text)))


def digits_of(row: Row, columns: int) -> tuple[Cell, str] | None:
    """Return the cell in which the numbers of a row run together, and its digits; None where they do not."""
    if row.glued:
        found = (row.label.cell, row.glued) if row.label is not None and _all_digits(row.glued) else None
    else:
        alone = values(row)
        several = len(alone) == 1 and _all_digits(alone[0].cell.text) and _may_be_several(alone[0], columns)
        found = (alone[0].cell, alone[0].cell.text) if several else None
    return found if found and len(found[1]) <= _MOST_DIGITS else None


def cut_pieces(
    row: Row, form: Form, columns: int, sums: Sequence[Sum], steps: Steps, *, lossy: bool
) -> Iterator[list[Piece | None]]:
    """Yield the ways to cut digits that run together into numbers, by column: one for each, if not `lossy`.

    Where other cells stand behind the digits, whether the sums hold is not asked. Raises `Ended`.
    """
    together = digits_of(row, columns)
    behind: list[Piece | None] = [piece_of(cell) for cell in values(row)] if row.glued else []
    if together is None or (behind and lossy):
        return  # neither the digits nor the columns of what stands behind them are known
    cell, digits = together
    totals = {sum_.total: sum_.inner for sum_ in sums} if not behind else {}
    first = len(cell.text) - len(digits)
    for numbers in _summed(digits, [], columns - len(behind), totals, steps, lossy):
        at, pieces = first, list[Piece | None]()
        for number in numbers:
            pieces.append(piece_of(_part(cell, at, number, form)) if number else None)
            at += len(number)
        yield [*pieces, *behind]


def _summed(
    digits: str, before: list[str], columns: int, totals: Mapping[int, Sequence[int]], steps: Steps, lossy: bool
) -> Iterator[list[str]]:
    """Yield the ways to cut digits into numbers for the columns left, totals being what they are the sum of.

    "" stands for a blank, of which there are none if not `lossy`: it may be any number.
    """
    steps.spend(1)
    left = columns - len(before)
    if not left or (len(digits) < left and not lossy):
        if not left and not digits:
            yield before
        return
    longest = 0 if not digits else 1 if digits[0] == "0" else len(digits) - (0 if lossy else left - 1)
    ends: Iterable[int] = range(0 if lossy else 1, longest + 1)
    if len(before) in totals:
        inner = [before[column] for column in totals[len(before)]]
        least = sum(int(number) for number in inner if number)
        if "" not in inner:
            ends = [0] * lossy + ([len(str(least))] if digits.startswith(str(least)) else [])
        else:
            ends = [end for end in ends if not end or int(digits[:end]) >= least]
    for end in ends:
        yield from _summed(digits[end:], [*before, digits[:end]], columns, totals, steps, lossy)
