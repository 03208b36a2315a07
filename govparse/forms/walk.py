"""The walk over the cells of a document: which stretch is a block, of which form, with which rows.

The grammar reads rows; this module only says where a block begins and ends, asks the form that
explains most of it, and keeps what no form explains.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import Any

from attrs import define, field, frozen

from govparse.forms.form import BlockShape, Form
from govparse.forms.lexer import WORDY, Cursor, leads_label
from govparse.forms.marks import Mark
from govparse.forms.printed import printed_block
from govparse.forms.rows import Row, Run, Typed
from govparse.forms.vocabulary import Vocabulary
from govparse.reading.document import Cell, Document

_MAX_ROWS = 2_000
"""A block with more rows, all but a few of them repeated, is no table: a bound for hostile input."""
_REST = re.compile(r"(?=.)(?:[.,]?[0-9][0-9., ]*(?<![.,]))?(?:[万亿千]?元|[万亿])?")
"""What is no number perhaps, but may be the rest of one, or several: 0085, ,113, .5元, 亿元, 10 0."""
_MOST_CELLS = 16
"""A label is not broken into more cells."""
_ROW_LABEL_LIMIT = 120
"""A longer cell is prose, no label of a row."""


@define
class LooseRow:
    """A row that the form does not know, or values without any label."""

    label: Cell | None
    cells: list[Cell]
    after: Row | None
    """The row of the form before it."""


@define
class Block:
    """A block of a form as found: its rows in printed order and what does not fit."""

    form: Form
    shape: BlockShape
    first: int
    """Index of its first cell."""
    end: int
    """Index after its last cell."""
    head: list[Typed] = field(factory=list)
    rows: list[Row] = field(factory=list)
    loose: list[LooseRow] = field(factory=list)
    consumed: int = 0
    """Labels the form explains."""
    groups: set[str] = field(factory=set)
    """Labels of groups seen."""
    rivals: list[Form] = field(factory=list)
    """Forms that know its labels as well: without a head, blocks of several forms can look alike."""

    @property
    def has_values(self) -> bool:
        """Return whether any row holds a cell that is not blank."""
        return any(cell.type != "EMPTY" for row in self.rows for cell in row.cells)


@frozen
class Source:
    """What the walk goes over."""

    document: Document
    cells: list[Cell]
    marks: dict[int, Mark]
    boundaries: frozenset[int]
    vocabulary: Vocabulary
    """The forms by which it is read."""


@define
class _Segment:
    name: str
    marks: list[int]
    end: int = 0


def walk(source: Source, fallback: Callable[[], Form]) -> list[Block]:
    """Return the blocks of a document in printed order.

    Labels decide the form of a block; where they are those of several forms, the other blocks do;
    `fallback` gives the form for a document whose labels never decide.
    """
    segments = _segments(source)
    blocks: list[Block] = []
    waiting: list[tuple[int, _Segment]] = []
    for segment in segments:
        choice = _decide(source, segment, None)
        if choice is None:
            waiting.append((len(blocks), segment))
            form = source.vocabulary.with_block(segment.name)[0]
            blocks.append(Block(form, form.shapes[segment.name], 0, 0))
        else:
            blocks.append(choice)
    open_blocks = {position for position, _ in waiting}
    certain = [block for i, block in enumerate(blocks) if i not in open_blocks]
    decided = Counter(b.form for b in certain if b.has_values) or Counter(b.form for b in certain)
    last_resort = cache(fallback)  # it looks through the whole document
    for position, segment in waiting:
        usual = max(decided, key=decided.__getitem__) if decided else last_resort()
        block = _decide(source, segment, usual)
        assert block is not None  # with a usual form there is always a decision
        blocks[position] = block
        if segment.name == "requests" and block.has_values:
            decided[block.form] += 1
    for segment, block in zip(segments, blocks, strict=True):
        block.rivals = _rivals(source, segment, block)
    return blocks


# ── where blocks begin and end ─────────────────────────────────────────────────────


def _segments(source: Source) -> list[_Segment]:
    """Cut the marks into stretches of one block each; a head belongs to the row after it.

    No block goes on behind the heading of a section: what stands before it may be a menu.
    """
    roles = source.vocabulary.roles
    segments: list[_Segment] = []
    pending: list[int] = []
    boundaries = sorted(source.boundaries)
    passed = opened = 0  # boundaries before this mark, and before the last segment
    for at, mark in source.marks.items():
        rows, heads = roles[mark.key]
        while passed < len(boundaries) and boundaries[passed] < at:
            passed += 1
        current = segments[-1] if segments and passed == opened else None
        if current and current.name in heads and not pending and current.name == "review":
            current.marks.append(at)
        elif rows and heads:
            # 总计, 其他: a column in a head, a row in a body.
            if current and current.name in rows and not pending:
                current.marks.append(at)
            else:
                pending.append(at)
        elif rows:
            name = _block_of(rows, current, pending, source)
            if not current or current.name != name:
                current, opened = _Segment(name, []), passed
                segments.append(current)
                pending = _belonging(pending, name, source)
            current.marks += pending
            current.marks.append(at)
            pending = []
        elif heads == {"review"}:
            segments.append(_Segment("review", [*_belonging(pending, "review", source), at]))
            opened = passed
            pending = []
        else:
            pending.append(at)
    for segment, following in pairwise(segments):
        segment.end = following.marks[0]
    if segments:
        segments[-1].end = len(source.cells)
    for segment in segments:
        segment.end = _stop(source, segment)
    return segments


def _block_of(names: frozenset[str], current: _Segment | None, pending: list[int], source: Source) -> str:
    """Return the block in which a label heads a row. It may head rows of several, if a form says so: of these it is
    the one that goes on, else the one to which most of the labels before it may belong."""
    if len(names) == 1:
        return next(iter(names))
    if current and current.name in names and not pending:
        return current.name
    # In one order, whatever that of a set.
    return max(sorted(names), key=lambda name: len(_belonging(pending, name, source)))


def _belonging(pending: list[int], name: str, source: Source) -> list[int]:
    """Return the last of the pending head labels that may stand in the head of block `name`.

    Where a label of this block alone stands behind values, it opens the head: what is before them headed these.
    """
    roles, marks = source.vocabulary.roles, source.marks
    start = len(pending)
    while start and name in roles[marks[pending[start - 1]].key][1]:
        start -= 1
    for i in range(start + 1, len(pending)):
        between = range(pending[i - 1] + marks[pending[i - 1]].count, pending[i])
        own = roles[marks[pending[i]].key][1] == {name}
        if own and any(_REST.fullmatch(source.cells[at].text) for at in between):
            start = i
    return pending[start:]


def _stop(source: Source, segment: _Segment) -> int:
    """A block ends before the section heading or the prose that follows its last label."""
    last = segment.marks[-1]
    for at in range(last + source.marks[last].count, segment.end):
        text = source.cells[at].text
        if at in source.boundaries or (len(text) > _ROW_LABEL_LIMIT and not text.isdigit()):
            return at
    return segment.end


# ── which form explains a block ────────────────────────────────────────────────────


def _known(source: Source, segment: _Segment) -> dict[str, float]:
    """Return how many labels of a segment each form knows; a variant counts half."""
    keys = [source.marks[at].key for at in segment.marks]
    return {
        form.name: sum(form.shapes[segment.name].weight.get(key, 0) for key in keys)
        for form in source.vocabulary.with_block(segment.name)
    }


def _rivals(source: Source, segment: _Segment, block: Block) -> list[Form]:
    """Return the other forms that know the labels of a block as well, and whose other columns its rows may fill."""
    known = _known(source, segment)
    rivals = [
        form
        for form in source.vocabulary.with_block(segment.name)
        if known[form.name] >= known[block.form.name] and form.shapes[segment.name].columns != block.shape.columns
    ]
    if not rivals or not _exact(block):
        return rivals
    return [form for form in rivals if _exact(read_block(form, source, segment.name, segment.marks[0], segment.end))]


def _decide(source: Source, segment: _Segment, usual: Form | None) -> Block | None:
    """Read a segment by the form that knows most of its labels; None: undecided without `usual`."""
    known = _known(source, segment)
    able = source.vocabulary.with_block(segment.name)
    best = [form for form in able if known[form.name] == max(known.values())]
    # What is a variant in one form and official in another: weak evidence, if the other blocks say otherwise.
    near = [form for form in able if 0 < max(known.values()) - known[form.name] < 1]
    if len(best) == 1 and not near:
        return read_block(best[0], source, segment.name, segment.marks[0], segment.end)
    if usual is None:
        return None
    if usual in near:
        block = read_block(usual, source, segment.name, segment.marks[0], segment.end)
        if _exact(block) and block.consumed == len(segment.marks) and not _misfits(block):
            return block
    if len(best) == 1:
        return read_block(best[0], source, segment.name, segment.marks[0], segment.end)
    first = usual if usual in best else best[-1]
    block = read_block(first, source, segment.name, segment.marks[0], segment.end)
    likely = known[first.name] == max(known.values()) or _exact(block) > 0
    if likely and block.consumed == len(segment.marks) and not _misfits(block):
        return block
    # Numbers get lost more often than others are added: that rows are short speaks for no form with fewer
    # columns, unless its labels do.
    others = [
        read_block(form, source, segment.name, segment.marks[0], segment.end)
        for form in best
        if form is not first
        and (known[form.name] > known[first.name] or len(form.shapes[segment.name].columns) >= len(block.shape.columns))
    ]
    return max(
        [block, *others],
        key=lambda b: (b.consumed - len(b.loose), _exact(b), -_bare_groups(b), known[b.form.name]),
    )


def _misfits(block: Block) -> bool:
    """Values beside a group label, rows of another width, groups without rows: another form may explain them."""
    return bool(block.loose) or (_exact(block) == 0 and block.has_values) or _bare_groups(block) > 0


def _bare_groups(block: Block) -> int:
    """Return how many groups are printed by their label alone, without any of their rows."""
    parents = printed_block(block.form, block.shape.name).parents
    filled = {group.terminal for row in block.rows for group in parents[row.rule]}
    return len(block.groups - filled)


def _exact(block: Block) -> int:
    return sum(len([c for c in row.cells if c.type != "EMPTY"]) == len(block.shape.columns) for row in block.rows)


# ── reading a block ────────────────────────────────────────────────────────────────


def read_block(form: Form, source: Source, name: str, first: int, end: int) -> Block:
    """Parse the cells `first` to `end` as a block of `form`, run by run."""
    shape = form.shapes[name]
    block = Block(form, shape, first, end)
    cursor = Cursor(
        form=form,
        document=source.document,
        cells=source.cells,
        marks=source.marks,
        boundaries=source.boundaries,
        at=first,
        end=end,
        labels=shape.labels,
        unlabelled=any(row.terminal is None for row in shape.rows),
        columns=len(shape.columns),
    )
    if above := _numbers_above(form, source, shape, first):
        block.loose.append(LooseRow(None, above, None))
    last: Row | None = None
    while cursor.at < end and len(block.rows) < _MAX_ROWS:
        before = cursor.at
        parser: Any = form.parser  # Lark hands any object to a custom lexer, and returns what the transformer made
        run: Run = parser.parse(cursor, start=name)
        # One label of the head alone, below rows, is that of a row that the form does not have, as 合计.
        alone = run.head[0].cell if block.rows and len(run.head) == 1 and not run.rows else None
        last = _collect(block, run, cursor, last)
        if cursor.at < end:
            _skip(block, source, cursor, last, moved=cursor.at > before, label=alone)
    block.consumed = cursor.labels_read
    return block


def _numbers_above(form: Form, source: Source, shape: BlockShape, first: int) -> list[Cell]:
    """Return the numbers above a first label that is that of a row, if they make a row: they may be its own.

    Behind another label they are that one's.
    """
    if shape.head & set(form.labels.get(source.marks[first].key, ())):
        return []
    found: list[Cell] = []
    for at in range(first - 1, -1, -1):
        cell = source.cells[at]
        if _ends_label(source, at):
            return []
        if at in source.boundaries or (cell.text and not _is_plain_value(form, cell)):
            break
        found += [cell] * bool(cell.text)
        if len(found) > len(shape.columns):
            return []
    return found[::-1] if len(found) == len(shape.columns) else []


def _ends_label(source: Source, at: int) -> bool:
    """Return whether a cell is the last of a label."""
    before = (source.marks.get(at - count + 1) for count in range(1, _MOST_CELLS + 1))
    return any(mark is not None and mark.count == count for count, mark in enumerate(before, 1))


def _collect(block: Block, run: Run, cursor: Cursor, last: Row | None) -> Row | None:
    block.head += run.head
    for row in run.rows:
        if row.label is not None:
            row.glued = cursor.glued.get(id(row.label.cell), "")
        if not row.group:
            if row.label is not None or row.cells:
                block.rows.append(row)
                last = row
            continue
        block.groups.add(row.rule)
        if row.label is not None and any(cell.type != "EMPTY" for cell in row.cells):
            block.loose.append(LooseRow(row.label.cell, [cell.cell for cell in row.cells], last))
    return last


def _skip(block: Block, source: Source, cursor: Cursor, last: Row | None, *, moved: bool, label: Cell | None) -> None:
    """Go past what the parser refused: up to the next label that may open a run.

    `label`: that of the row which the first values are.
    """
    cells, start = source.cells, cursor.at
    at = start
    _doubt_cut_words(last, cells[at], marked=at in source.marks or at in source.boundaries)
    if at in source.marks:
        if moved and _may_open(block.shape, block.form, source.marks[at]):
            return  # out of order or repeated: a new run begins here
        at += source.marks[at].count
        if not moved:
            cursor.at = at
            return
        cursor.at = at
    values: list[Cell] = []
    while at < cursor.end and at not in source.marks:
        cell = cells[at]
        if cell.text and label is None and leads_label(cursor, at):
            at += 1  # a running number in front of a label
            continue
        behind_unread_head = cursor.unlabelled and not block.rows and not values and label is not None
        if behind_unread_head and cell.text and _is_plain_value(block.form, cell):
            cursor.at = at  # the values still are a row
            return
        if cell.text and at not in source.boundaries and _is_plain_value(block.form, cell):
            values.append(cell)
        elif cell.text:
            _keep(block, label, values, last)
            label, values = (cell if len(cell.text) <= _ROW_LABEL_LIMIT else None), []
            if at in source.boundaries:
                label = None
        elif values or label is not None:
            values.append(cell)
        at += 1
    _keep(block, label, values, last)
    cursor.at = at


def _doubt_cut_words(last: Row | None, cell: Cell, *, marked: bool) -> None:
    """Words that end a row may go on in words below, where no separator parts the two: 不⏎适用."""
    words = last.cells[-1] if last and last.cells and last.cells[-1].type in WORDY else None
    goes_on = words and words.cell.after_separator and cell.line == words.cell.line + 1 and not cell.after_separator
    if last and words and goes_on and cell.text and not marked:
        last.cells[-1] = Typed("MIXED", words.cell)


def _may_open(shape: BlockShape, form: Form, mark: Mark) -> bool:
    return any(terminal in shape.labels for terminal in form.labels.get(mark.key, ()))


def _is_plain_value(form: Form, cell: Cell) -> bool:
    if _REST.fullmatch(cell.text):
        return True
    for terminal, pattern in form.cell_types:
        if terminal in (*WORDY, "DOUBTFUL"):
            return False
        if pattern.fullmatch(cell.text):
            return True
    return False


def _keep(block: Block, label: Cell | None, values: list[Cell], last: Row | None) -> None:
    while values and not values[-1].text:
        values.pop()
    if values:
        block.loose.append(LooseRow(label, values, last))
