"""Tables that are printed twice, as of two years: no row of theirs is read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from govparse.forms.rows import Row
from govparse.forms.walk import Block
from govparse.placement.rows import values
from govparse.placement.rowsums import adds_up

_TWO = 2
"""So many rows printed twice, differently, show that whole tables are; a single one is read by its sums."""
Print = tuple[tuple[str, str], ...]
"""What the cells of a row say: their types and texts, blank ones aside."""


def print_of(row: Row) -> Print:
    """Return what the cells of a row say."""
    return tuple((cell.type, cell.cell.text) for cell in values(row))


def _differ(prints: Sequence[Print]) -> bool:
    """Return whether two prints say different things: neither is the other with some cells lost."""
    return any(not (_is_left_of(one, other) or _is_left_of(other, one)) for one, other in combinations(prints, 2))


def _is_left_of(less: Print, more: Print) -> bool:
    rest = iter(more)
    return all(cell in rest for cell in less)


def printed_twice(blocks: Sequence[Block]) -> frozenset[str]:
    """Return the rows (first cell of each) that are printed more than once and not alike, if they are several.

    A print that says less than another has lost cells, as behind a page break, and one whose own sum fails is garbled:
    neither shows that there are two tables. Where others do, it is another year's.
    """
    prints: dict[str, dict[Print, bool]] = {}
    for block in blocks:
        for row in block.rows:
            codes = block.shape.row_codes.get(row.rule)
            if codes:
                prints.setdefault(codes[0], {})[print_of(row)] = adds_up(row, codes, block.form) is not False
    differing = [code for code, own in prints.items() if _differ([one for one, whole in own.items() if whole])]
    if len(differing) < _TWO:
        return frozenset()
    return frozenset(code for code, own in prints.items() if len(own) > 1)
