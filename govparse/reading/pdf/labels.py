"""Tables without rules: labels on two or three lines, and the numbers that stand beside their middle.

Cells are centred: lines of a label stand as far above the numbers as below them, and nearer to them than to
the next row. Where that is not so for certain, the lines are left as they are printed.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from govparse.reading.pdf.columns import numbers_of, numeric
from govparse.reading.pdf.lines import Line, Part, edges

_HALF = 0.95
"""So many times their size, two lines of a label stand at most from the middle between them."""
_LINE = 1.7
"""And three lines from each other."""
_EVEN = 0.1
"""By so much of their size may the distances above and below differ."""
_LINES = 6
"""Lines above and below that are looked at: labels of groups stand between."""


@frozen
class _Piece:
    """A part of a line that may belong to a label."""

    distance: float
    line: int
    number: int
    part: Part
    row: bool
    """It stands in a line with numbers of its own."""


def whole_rows(lines: Sequence[Line]) -> list[Line]:
    """Put the lines of each label together, in the row of the numbers that they belong to."""
    taken: dict[int, set[int]] = {}
    rows: dict[int, Line] = {}
    for index, line in enumerate(lines):
        count = numbers_of(line.parts)
        if not count:
            continue
        above, below = (_nearest(lines, index, count, step) for step in (-1, 1))
        if above is None or below is None or abs(above.distance - below.distance) > _EVEN * line.size:
            continue
        if above.number in taken.get(above.line, ()) or not _under(above.part, below.part):
            continue
        first = len(line.parts) - count
        own = line.parts[first - 1 : first] if first else ()
        label = sum((above.part, *own, below.part), ())
        rows[index] = Line((*line.parts[: max(0, first - 1)], label, *line.parts[first:]))
        for piece in (above, below):
            taken.setdefault(piece.line, set()).add(piece.number)
    found = []
    for index, line in enumerate(lines):
        parts = tuple(part for number, part in enumerate(line.parts) if number not in taken.get(index, ()))
        if index in rows:
            found.append(rows[index])
        elif parts:
            found.append(line if len(parts) == len(line.parts) else Line(parts))
    return found


def _nearest(lines: Sequence[Line], index: int, count: int, step: int) -> _Piece | None:
    """Return the piece of a label next to a row, above or below; None where it could belong to another row."""
    line = lines[index]
    first = len(line.parts) - count
    reach = edges(line.parts[first])[0]
    label = line.parts[first - 1] if first else None
    far = (_LINE if first else _HALF) * line.size
    pieces: list[_Piece] = []
    for place in range(index + step, index + step * (_LINES + 1), step):
        if not 0 <= place < len(lines):
            break
        other = lines[place]
        row = numbers_of(other.parts) > 0
        pieces += [
            _Piece(abs(_height(other) - _height(line)), place, number, part, row)
            for number, part in enumerate(other.parts)
            if edges(part)[1] < reach and not numeric(part) and (label is None or _under(label, part))
        ]
    pieces.sort(key=lambda piece: (piece.distance, -edges(piece.part)[0]))
    if not pieces or pieces[0].row or not 0 < pieces[0].distance <= far:
        return None
    beyond = (piece.distance for piece in pieces[1:] if _under(piece.part, pieces[0].part))
    apart = pieces[0].distance * (1.25 if first else 1.5)
    return pieces[0] if next(beyond, apart) >= apart else None


def _height(line: Line) -> float:
    return (line.box[1] + line.box[3]) / 2


def _under(one: Part, other: Part) -> bool:
    """Tell whether two parts stand below each other."""
    (left, right), (start, end) = edges(one), edges(other)
    return min(right, end) - max(left, start) > 0.3 * min(right - left, end - start)
