"""Which plugged-in forms a document is printed in: those of whose own labels a block of it shows.

An *own* label is one that no form of govparse has. Without one in a table that is printed with numbers, a form is not
asked at all: however it is made, it cannot change what is read of a report of another form.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from govparse.forms.form import Form
from govparse.forms.headings import TABLE_OF, Heading
from govparse.forms.registry import vocabulary
from govparse.forms.walk import Block, Source, read_block
from govparse.reading.document import Document
from govparse.reading.fold import key

Closeness = tuple[float, int]
"""How many labels of a report a form knows; how many cells it has, fewer first."""
_PIECE = 4
"""A label is looked for by pieces of so many characters: it may be broken over lines."""
_NUMBERS = frozenset(("COUNT", "SIGNED", "DECIMAL", "MONEY", "REMARKED", "NOT_APPLICABLE"))
"""What cells of a table hold. Behind a menu that has all labels of a block prose follows, which is no cell."""
_FEWEST = 2
"""So many labels a block has in which an own label counts: a single one may be an entry of a menu."""


@cache
def own_labels(form: Form) -> frozenset[str]:
    """Return the labels (keys) that a form has and no form of govparse."""
    return frozenset(form.labels) - vocabulary().labels


@cache
def _pieces(form: Form) -> tuple[str, ...]:
    """Return what stands in every document that prints an own label, as far as no form of govparse prints it too."""
    others = "\n".join(vocabulary().labels)
    found: dict[str, None] = {}
    for label in sorted(own_labels(form)):
        cut = [label[at : at + _PIECE] for at in range(max(1, len(label) - _PIECE + 1))]
        found |= dict.fromkeys([piece for piece in cut if piece not in others] or [label])
    return tuple(found)


def may_be_shown(form: Form, document: Document) -> bool:
    """Return whether a document holds anything that looks like an own label of a form: a cheap look, and a wide one."""
    words = key(document.folded)
    return any(piece in words for piece in _pieces(form))


def closeness(form: Form, blocks: Sequence[Block], source: Source, headings: Sequence[Heading]) -> Closeness | None:
    """Return how close a plugged-in form is to a report, None where no block of the report is printed in it.

    One is if the form reads a label of its own there, that of a row with numbers or one of the head; if it knows more
    of the labels than any form of govparse, and explains more of them; and if there are other labels too. What
    something else has cut in two is one block here. A block that no form of govparse has counts only in its section.
    """
    parts: dict[str, list[Block]] = {}
    for block in blocks:
        parts.setdefault(block.shape.name, []).append(block)
    marked = list(source.marks)
    printed = {
        name: [
            source.marks[at].key
            for part in own
            for at in marked[bisect_left(marked, part.first) : bisect_left(marked, part.end)]
        ]
        for name, own in parts.items()
    }
    able = vocabulary().with_block
    if not any(
        _is_printed(form, own, printed[name], source) and (able(name) or _in_its_section(own, blocks, source, headings))
        for name, own in parts.items()
    ):
        return None
    known = (_known(form, name, labels) for name, labels in printed.items() if name in form.shapes)
    return sum(known), -len(form.codes)


def _is_printed(form: Form, parts: Sequence[Block], printed: Sequence[str], source: Source) -> bool:
    name = parts[0].shape.name
    own = own_labels(form).intersection(printed)
    if len(printed) < _FEWEST or not any(_reads(block, own) for block in parts if block.form is form):
        return False
    return all(
        _known(form, name, printed) > _known(other, name, printed)
        and _explained(form, parts, source) > _explained(other, parts, source)
        for other in vocabulary().with_block(name)
    )


def _in_its_section(
    parts: Sequence[Block], blocks: Sequence[Block], source: Source, headings: Sequence[Heading]
) -> bool:
    """Return whether a block stands under the heading of its section, or where that is missing behind its table."""
    named = [heading for heading in headings if heading.section]
    starts = [heading.start for heading in named]
    firsts = [block.first for block in blocks]
    for part in parts:
        under = bisect_left(starts, source.cells[part.first].start) - 1
        behind = bisect_left(firsts, part.first) - 1
        begun = source.cells[firsts[behind]].start if behind >= 0 else -1
        if under >= 0 and starts[under] > begun:
            table = TABLE_OF.get(named[under].section)
        else:
            table = blocks[behind].shape.table if behind >= 0 else None
        if table == part.shape.table:
            return True
    return False


def _reads(block: Block, labels: Iterable[str]) -> bool:
    """Return whether a block reads one of some labels: in its head, with numbers below, or of a row with numbers."""
    filled = [row.label for row in block.rows if any(cell.type in _NUMBERS for cell in row.cells)]
    read = {label.type for label in (*block.head, *filled) if label is not None}
    return bool(filled) and any(not read.isdisjoint(block.form.labels[label]) for label in labels)


def _known(form: Form, name: str, printed: Sequence[str]) -> float:
    weight = form.shapes[name].weight
    return sum(weight.get(label, 0) for label in printed)


def _explained(form: Form, parts: Sequence[Block], source: Source) -> int:
    """Return how many labels a form explains, less what it leaves over, and what it has to read out of order."""
    total = 0
    for part in parts:
        block = read_block(form, source, part.shape.name, part.first, part.end)
        order = [row.rule for row in block.shape.rows]
        places = [order.index(row.rule) for row in block.rows]
        total += block.consumed - len(block.loose) - sum(a >= b for a, b in pairwise(places))
    return total
