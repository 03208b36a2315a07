"""Labels of rows that are broken over lines around their numbers, which are centred in the height of the row.

A label is put together only where its parts, and neither with anything else, say one label of the form, and plain
numbers stand between them. Then its parts come first and the numbers behind, as in any other row, and the last part
is one on the line of the numbers, or moves there: that is the line of the row. What else the numbers might be decides
whether the row is certain: they might be those of the row above, which has none, or the last part might be followed by
its own. Such a row keeps its label and stays unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import define, evolve, field, frozen

from govparse.forms.vocabulary import Vocabulary
from govparse.reading.document import Cell, Document, Layout
from govparse.reading.fold import key

_MOST_PARTS = 8
"""A label is not broken over more lines."""
_MOST_CELLS = 64
"""The parts of one label stand no further apart."""
_MOST_NOISE = 2
"""So many lines of something else may stand between them: the head of a page."""
_LONGEST = 200
"""A longer line is prose."""
_PLAIN = re.compile(r"0|[1-9][0-9]{0,14}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}|/|[-—–−]{1,2}")
_WORD = re.compile(r"\S+")
_HAN = re.compile(r"[㐀-鿿]")


@frozen
class Wrapped:
    """A label that was found in parts: `cells` in their new order take the place of the cells up to `end`."""

    key: str
    cells: Sequence[Cell]
    first: int
    """Where in `cells` the parts of the label begin."""
    count: int
    """So many parts it has."""
    end: int
    certain: bool = True

    @property
    def numbers(self) -> int:
        """Return how many numbers stand behind the label."""
        return sum(_PLAIN.fullmatch(cell.text) is not None for cell in self.cells[self.first + self.count :])


@define
class Above:
    """What stands above a label, as far as it may lay claim to the numbers below: the row before it."""

    vocabulary: Vocabulary
    label: Cell | None = None
    """The label of a row without any value so far."""
    values: int = 0
    """So many values it has."""
    in_head: bool = True
    unsure: bool = False
    """The row before is a wrapped one that may have the numbers of another."""

    def see_label(self, known: str, cell: Cell) -> None:
        """Note a label that is not wrapped."""
        vocabulary = self.vocabulary
        if known in vocabulary.heads and (self.in_head or known not in vocabulary.row_widths):
            self.in_head, self.label = True, None
        elif known in vocabulary.row_widths and known not in vocabulary.groups:
            self.label, self.values, self.in_head = cell, 0, False

    def see_cell(self, cell: Cell) -> None:
        """Note a cell that is no label; an empty one on the line of the label shows that its row ends there."""
        if cell.text and _HAN.search(cell.text):
            return
        self.values += bool(cell.text)
        if cell.text or (self.label is not None and cell.line == self.label.line):
            self.label, self.unsure = None, False

    def see_wrapped(self, found: Wrapped) -> None:
        """Note a wrapped label, with its numbers if they are there."""
        self.values, self.in_head, self.unsure = found.numbers, False, not found.certain
        self.label = None if self.values else found.cells[found.first + found.count - 1]


@frozen
class _Part:
    """A stretch of words, a number, or an empty cell."""

    cell: Cell
    kind: str
    """`words`, `number` or `blank`."""
    index: int
    """The cell it was cut from."""
    key: str = ""


@define
class _Found:
    """A label in the making."""

    whole: str
    parts: list[_Part]
    """What the label is made of."""
    rest: list[_Part] = field(factory=list)
    """What else stands between them."""
    before: list[int] = field(factory=list)
    """For each number, how many parts of the label stand before it."""
    noise: int = 0
    named: str = ""
    """The label of a row, if what stands before the numbers is one by itself."""

    doubled: bool = False
    """The last part is the label of the row by itself."""

    def copy(self) -> _Found:
        """Return what is found so far."""
        return evolve(self, parts=[*self.parts], rest=[*self.rest], before=[*self.before])


def find_wrapped(
    at: int, cells: Sequence[Cell], document: Document, vocabulary: Vocabulary, above: Above
) -> Wrapped | None:
    """Return the label whose first part begins the cell at `at`; None if it is whole, or no label.

    Its numbers stand between the parts, or behind the last.
    """
    if not cells[at].text or cells[at].extent is not None or len(cells[at].text) > _LONGEST:
        return None
    parts = _parts(at, cells, document)
    head = next(parts)
    begun = _beginning(head, vocabulary)
    if begun is None:
        return None
    found = _longest(_Found(begun, [head]), parts, vocabulary)
    if found is None or found.whole not in vocabulary.row_widths:
        return None
    last = found.parts[-1]
    behind = [part for part in _parts_of(last.index, cells, document) if part.cell.start > last.cell.start]
    if any(part.kind != "number" for part in behind):
        return None  # the line goes on in words
    if not found.before:
        return _followed(found, behind)
    return _arranged(found, behind, cells, document, above)


def _beginning(head: _Part, vocabulary: Vocabulary) -> str | None:
    """Return the key with which a label may begin, that of a group in front of it left aside."""
    if head.kind != "words" or head.key.isdigit():
        return None
    if head.key in vocabulary.beginnings:
        return head.key
    for cut in range(2, len(head.key)):
        if head.key[:cut] in vocabulary.groups and head.key[cut:] in vocabulary.beginnings:
            return None if head.key[cut:].isdigit() else head.key[cut:]
    return None


def _longest(found: _Found, parts: Iterator[_Part], vocabulary: Vocabulary) -> _Found | None:
    """Read on as long as the parts may be those of one label; return the longest label they make."""
    complete: _Found | None = None
    for part in parts:
        if part.kind == "blank":
            found.rest.append(part)
        elif part.kind == "number":
            if found.whole in vocabulary.labels and not found.before:
                found.named = found.whole
            found.rest.append(part)
            found.before.append(len(found.parts))
        elif len(part.cell.text) > _LONGEST:
            break
        elif part.key in vocabulary.labels:
            # 总计 behind （七）: the label of the same row by itself; anything else is another row.
            if not found.before or not vocabulary.same_row(part.key, found.whole + part.key):
                break
            return evolve(found, whole=found.whole + part.key, parts=[*found.parts, part], doubled=True)
        elif part.key and _may_be(found.whole + part.key, vocabulary):
            found.whole += part.key
            found.parts.append(part)
            if found.whole in vocabulary.labels and (not found.named or vocabulary.same_row(found.named, found.whole)):
                complete = found.copy()
            if found.whole not in vocabulary.beginnings or len(found.parts) >= _MOST_PARTS:
                break
        elif found.noise < _MOST_NOISE and complete is None:
            found.noise += 1
            found.rest.append(part)
        else:
            break
    return complete


def _may_be(known: str, vocabulary: Vocabulary) -> bool:
    return known in vocabulary.beginnings or known in vocabulary.labels


def _arranged(
    found: _Found, behind: Sequence[_Part], cells: Sequence[Cell], document: Document, above: Above
) -> Wrapped:
    """Put the parts of a label in front of its numbers, and say whether they are certainly its own."""
    label = [part.cell for part in found.parts]
    rest = [part.cell for part in (*found.rest, *behind)]
    end = found.parts[-1].index + 1
    numbers = [part.cell for part in found.rest if part.kind == "number"]
    width = above.vocabulary.row_widths[found.whole]
    followed = len(behind) + _following(end, cells, document, width)
    total = len(numbers) + followed
    lines = {cell.line for cell in numbers}
    beside = any(cell.line in lines for cell in label)
    scattered = len(set(found.before)) > 1 or len(lines) not in (1, len(numbers))
    disturbed = scattered or found.doubled or found.noise > 0 or followed > 0 or total > width
    # The row above may have none of its own, or fewer than it should.
    claimed = not beside and (
        above.label is not None
        or above.unsure
        or (0 < above.values < width and (followed > 0 or above.values + len(numbers) == width))
    )
    if not (disturbed or claimed):
        return _settled(found, numbers, cells)
    near = next((cell for cell in cells[end : end + _MOST_CELLS] if cell.text), label[-1]) if followed else label[-1]
    flows = all(document.pieces[cell.piece].layout is Layout.FLOW for cell in (*label, *rest, near))
    if claimed or found.noise or found.doubled or not flows or (total == width and not _goes_on(numbers)):
        rest[0] = evolve(rest[0], after_pads=True)  # none of this row, as far as can be told
    return Wrapped(found.whole, [*label, *rest], 0, len(label), end, certain=False)


def _followed(found: _Found, behind: Sequence[_Part]) -> Wrapped | None:
    """Return a label all whose parts stand before the numbers; None where its lines say nothing else between."""
    label = [part.cell for part in found.parts]
    if found.noise or len({cell.line for cell in label}) < len(label):
        return None  # cells beside each other are not one
    # What pads the lines above the last says nothing.
    padding = [part.cell for part in found.rest if part.cell.line == label[-1].line]
    numbers = [part.cell for part in behind]
    return Wrapped(found.whole, [*label, *padding, *numbers], 0, len(label), found.parts[-1].index + 1)


def _settled(found: _Found, numbers: Sequence[Cell], cells: Sequence[Cell]) -> Wrapped:
    """Return a label with its own numbers. Its last part is one on their line, where there is such a line."""
    label = [part.cell for part in found.parts]
    rest = [part.cell for part in found.rest]
    end = found.parts[-1].index + 1
    line = numbers[0].line
    if any(number.line != line for number in numbers):
        # A cell to a line: the label is where it begins.
        label[-1] = evolve(label[-1], line=label[0].line, row=numbers[0].row, piece=numbers[0].piece)
        return Wrapped(found.whole, [*label, *rest], 0, len(label), end)
    while label[-1].line != line and end < len(cells) and not cells[end].text and cells[end].line == label[-1].line:
        end += 1  # what pads the line of a part says nothing
    rest = [cell for cell in rest if cell.line == line]
    beside = next((cell for cell in label if cell.line == line), None)
    if beside is not None:
        label.remove(beside)
        return Wrapped(found.whole, [*label, beside, *rest], 0, len(label) + 1, end)
    # The place of the label on the line of the numbers is empty, or not there.
    column = label[0].column
    label[-1] = evolve(label[-1], line=line, row=numbers[0].row, piece=numbers[0].piece, column=column)
    opening = [cell for cell in rest if not cell.text and cell.start < numbers[0].start and cell.column <= column]
    first = [cell for cell in opening if cell.column < column]
    return Wrapped(found.whole, [*first, *label, *rest[len(opening) :]], len(first), len(label), end)


def _goes_on(numbers: Sequence[Cell]) -> bool:
    """Return whether a number begins a line without the separator that others have: placement doubts such a row."""
    first = {cell.line for cell in numbers if not cell.after_separator}
    return len(first) > 1 and any(cell.after_separator for cell in numbers)


# ── what stands in a line ──────────────────────────────────────────────────────────


def _following(at: int, cells: Sequence[Cell], document: Document, width: int) -> int:
    """Return how many numbers follow, before any words; no more are counted than a row has, and one."""
    found = 0
    for i in range(at, min(at + _MOST_CELLS, len(cells))):
        for part in _parts_of(i, cells, document):
            if part.kind == "words" or found > width:
                return found
            found += part.kind == "number"
    return found


def _parts(at: int, cells: Sequence[Cell], document: Document) -> Iterator[_Part]:
    """Yield the parts of the cells from `at` on, as far as a label may reach."""
    for i in range(at, min(at + _MOST_CELLS, len(cells))):
        if cells[i].extent is not None:
            return
        yield from _parts_of(i, cells, document)


def _parts_of(index: int, cells: Sequence[Cell], document: Document) -> list[_Part]:
    """Cut a line of a flow into stretches of words and single numbers; any other cell is one part."""
    cell = cells[index]
    text = cell.text
    if not text:
        return [_Part(cell, "blank", index)]
    flows = document.pieces[cell.piece].layout is Layout.FLOW
    if " " not in text or len(text) > _LONGEST or not flows:
        return [_part(cell, index)]
    spans: list[tuple[int, int, bool]] = []
    for match in _WORD.finditer(text):
        number = _PLAIN.fullmatch(match.group()) is not None
        if spans and not number and not spans[-1][2]:
            spans[-1] = (spans[-1][0], match.end(), False)
        else:
            spans.append((match.start(), match.end(), number))
    if len(spans) == 1:
        return [_part(cell, index)]
    start = document.words_start(cell)
    return [
        _part(
            evolve(
                cell,
                text=text[begin:end],
                start=start + begin,
                end=start + end,
                column=cell.column + n,
                after_separator=cell.after_separator or n > 0,
            ),
            index,
        )
        for n, (begin, end, _) in enumerate(spans)
    ]


def _part(cell: Cell, index: int) -> _Part:
    if _PLAIN.fullmatch(cell.text):
        return _Part(cell, "number", index)
    return _Part(cell, "words", index, key(cell.text) if len(cell.text) <= _LONGEST else "")
