"""Changes that could explain broken sums: one cell, a cell and its total, two cells exchanged, a row shifted.

None of them touches what is not a printed number, but that a number which stands in a wrong cell may have left
its own blank. None lets a sum break that holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from govparse.checks.arithmetic.ledger import Explanation, Kind, Ledger
from govparse.forms.identities import Identity
from govparse.records import Change

_ENOUGH = 2
"""So many sums must agree before more than one cell counts as wrong. Some pair of cells makes up for any one
difference, in tables full of 0 and 1 the more so."""
_MOST = 3000
"""So many candidates are looked at: a report in which everything is wrong has no small explanation."""


def candidates(ledger: Ledger) -> list[Explanation]:
    """Return the changes that would each mend a broken sum at least, those of fewest cells first."""
    found: list[Explanation] = []
    seen: set[frozenset[tuple[str, int]]] = set()
    for count, (kind, changes) in enumerate(_all(ledger)):
        if count >= _MOST:
            break
        known = frozenset((change.code, change.value) for change in changes)
        if known in seen:
            continue
        seen.add(known)
        explanation = ledger.explain(kind, changes)
        if explanation is not None and _worth(explanation):
            found.append(explanation)
    return found


def with_blanks(ledger: Ledger) -> list[Explanation]:
    """Return exchanges of a number with a blank: what is left where nothing else explains."""
    found = (ledger.explain("swap", changes) for changes in _swaps(ledger, blanks=True))
    return [explanation for explanation in found if explanation is not None and _worth(explanation)]


def _worth(explanation: Explanation) -> bool:
    if explanation.kind in ("swap", "shift", "pair") and explanation.disturbed:
        return False
    return len(explanation.changes) == 1 or (explanation.touched | explanation.restored).bit_count() >= _ENOUGH


def _all(ledger: Ledger) -> Iterator[tuple[Kind, tuple[Change, ...]]]:
    for change in _cells(ledger):
        yield "cell", (change,)
    for changes in _rows(ledger):
        yield "row", changes
    for changes in _swaps(ledger, blanks=False):
        yield "swap", changes
    for changes in _shifts(ledger):
        yield "shift", changes
    for changes in _pairs(ledger):
        yield "pair", changes


def _cells(ledger: Ledger) -> Iterator[Change]:
    """Yield for each measured broken sum what each of its numbers would have to be."""
    for line in ledger.measured:
        identity, difference = ledger.judged[line].identity, ledger.difference[line]
        for codes, sign in ((identity.left, 1), (identity.right, -1)):
            for code in codes:
                printed = ledger.values.get(code)
                if printed is not None and printed >= sign * difference:
                    yield Change(code, printed, printed - sign * difference)


def _rows(ledger: Ledger) -> Iterator[tuple[Change, ...]]:
    """Yield a cell and the total of its row, off by the same: an application forgotten in one row."""
    sums, values = ledger.sums, ledger.values
    for line in ledger.measured:
        identity, difference = ledger.judged[line].identity, ledger.difference[line]
        if identity.kind not in ("result sum", "balance"):
            continue
        for codes, sign in ((identity.left, 1), (identity.right, -1)):
            for code in codes:
                pairs = (
                    [(code, sums.total_of[code])]
                    if code in sums.total_of
                    else [(inner, code) for inner in sums.inner_of[code]]
                )
                for pair in pairs:
                    changes = tuple(Change(c, values[c], values[c] - sign * difference) for c in pair if c in values)
                    if len(changes) == len(pair) and all(change.value >= 0 for change in changes):
                        yield changes


def _swaps(ledger: Ledger, *, blanks: bool) -> Iterator[tuple[Change, ...]]:
    """Yield pairs of cells of a row or a column that would mend a sum if exchanged.

    Numbers that differ by 1 are left out: a pair of 1 and 0 is everywhere, and one application counted in the wrong
    cell does the same to the sums.
    """
    # Of a blank it matters that there is one, not what it holds.
    number = dict.fromkeys(ledger.blank, 0).get if blanks else ledger.values.get
    for line in ledger.measured:
        difference = ledger.difference[line]
        identity = ledger.judged[line].identity
        signs = {**dict.fromkeys(identity.left, 1), **dict.fromkeys(identity.right, -1)}
        for code, sign in signs.items():
            printed = ledger.values.get(code)
            if printed is None:
                continue
            # What the mate would have to hold: one outside of this sum, or one on its other side.
            outside = printed - sign * difference if abs(difference) > 1 else -1
            across = printed - sign * difference // 2 if difference % 2 == 0 and abs(difference) > 2 else -1
            for mate in ledger.sums.mates[code]:
                other = number(mate)
                if (other == outside and mate not in signs) or (other == across and signs.get(mate) == -sign):
                    yield Change(code, printed, other or 0), Change(mate, None if blanks else other, printed)


def _pairs(ledger: Ledger) -> Iterator[tuple[Change, ...]]:
    """Yield for two rows, or two columns, that are off by the same the pairs of their cells that would mend both."""
    for one, other in combinations(ledger.measured, 2):
        first, second = ledger.judged[one], ledger.judged[other]
        # Nothing goes across the procedures of section four.
        alike = first.identity.kind == second.identity.kind != "review sum"
        if not alike or abs(first.difference) != abs(second.difference):
            continue
        sides = ((first.identity.left, second.identity.left, 1), (first.identity.right, second.identity.right, -1))
        for left, right, sign in sides:
            for a, b in zip(left, right, strict=True):
                if a in ledger.values and b in ledger.values:
                    more, less = ledger.values[a], ledger.values[b]
                    changes = (
                        Change(a, more, more - sign * first.difference),
                        Change(b, less, less - sign * second.difference),
                    )
                    if all(change.value >= 0 for change in changes):
                        yield changes


def _shifts(ledger: Ledger) -> Iterator[tuple[Change, ...]]:
    """Yield rows whose numbers stand one column too far to the right or to the left."""
    for row in ledger.sums.rows:
        broken = 0
        for code in row:
            for line, _ in ledger.sums.parts[code]:
                broken |= 1 << line
        if (broken & ledger.measured_mask).bit_count() < _ENOUGH:
            continue
        if not all(code in ledger.values or code in ledger.blank for code in row):
            continue
        printed = [ledger.values.get(code) for code in row]
        for meant in _shifted(ledger, row, [number or 0 for number in printed]):
            changes = tuple(
                Change(code, before, after)
                for code, before, after in zip(row, printed, meant, strict=True)
                if (before or 0) != after
            )
            if len(changes) >= _ENOUGH and all(change.value >= 0 for change in changes):
                yield changes


def _shifted(ledger: Ledger, row: tuple[str, ...], printed: list[int]) -> Iterator[list[int]]:
    """Yield what a row may have meant; the cell that the numbers have moved away from says nothing or 0.

    The number that fell off at the other end follows from the sum of the row.
    """
    first, last = (_sum_within(ledger, code) for code in (row[0], row[-1]))
    if not printed[0]:
        meant = [*printed[1:], 0]
        number = dict(zip(row, meant, strict=True))
        meant[-1] = sum(number[code] for code in last.left)
        yield meant
        if row[-1] in ledger.sums.inner_of:  # the total may have stayed where it is
            yield [*printed[1:-1], 0, printed[-1]]
    if not printed[-1]:
        meant = [0, *printed[:-1]]
        number = dict(zip(row, meant, strict=True))
        meant[0] = number[first.right[0]] - sum(number[code] for code in first.left)
        yield meant
    if row[-1] in ledger.sums.inner_of and not printed[-2]:
        yield [0, *printed[:-2], printed[-1]]


def _sum_within(ledger: Ledger, code: str) -> Identity:
    """Return the sum of a cell that lies in its row."""
    own = [ledger.sums.identities[line] for line, _ in ledger.sums.parts[code]]
    return next(identity for identity in own if identity.kind in ("row sum", "review sum"))
