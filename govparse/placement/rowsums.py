"""Whether the numbers of a row add up as they are printed: what one row by itself says of its reading."""

from __future__ import annotations

from collections.abc import Sequence

from govparse.forms.form import Form
from govparse.forms.rows import Row
from govparse.placement.numbers import count_of
from govparse.placement.rows import values


def adds_up(row: Row, codes: Sequence[str], form: Form) -> bool | None:
    """Return whether the sums within a row (its cells) hold, if its numbers stand in the order of the form.

    None where that cannot be told: not one count for each column, all of them 0, or no sum within the row.
    """
    counts = [count_of(cell) for cell in values(row)]
    known = {code: count for code, count in zip(codes, counts, strict=False) if count is not None}
    if len(counts) != len(codes) or len(known) < len(codes) or not any(known.values()):
        return None
    own = [identity for identity in form.identities if known.keys() >= set(identity.codes)]
    return not any(identity.difference(known) for identity in own) if own else None
