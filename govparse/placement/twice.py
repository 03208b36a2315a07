"""Tables that are printed twice, as of two years: no row of theirs is read."""

from __future__ import annotations

from collections.abc import Sequence

from govparse.forms.rows import Row
from govparse.forms.walk import Block
from govparse.placement.rows import values

_TWO = 2
"""So many rows printed twice, differently, show that whole tables are; a single one is read by its sums."""
Print = tuple[tuple[str, str], ...]
"""What the cells of a row say: their types and texts, blank ones aside."""


def print_of(row: Row) -> Print:
    """Return what the cells of a row say."""
    return tuple((cell.type, cell.cell.text) for cell in values(row))


def printed_twice(blocks: Sequence[Block]) -> frozenset[str]:
    """Return the rows (first cell of each) that are printed more than once and not alike, if they are several.

    Blanks may be all that the first of two prints says: so once two rows differ, what is blank and then is not differs
    as well.
    """
    prints: dict[str, set[Print]] = {}
    for block in blocks:
        for row in block.rows:
            codes = block.shape.row_codes.get(row.rule)
            if codes:
                prints.setdefault(codes[0], set()).add(print_of(row))
    differing = [code for code, own in prints.items() if len(own - {()}) > 1]
    if len(differing) < _TWO:
        return frozenset()
    return frozenset(code for code, own in prints.items() if len(own) > 1)
