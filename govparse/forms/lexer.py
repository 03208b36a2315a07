"""The lexer: cells in, terminals of the grammar out.

Lark asks for tokens; each is the next cell, typed by what the grammar accepts at that point.
When a cell is not acceptable (a label out of order, a number without a row, unknown words) the
stream ends there: the parser closes what it has, and the walk decides how to go on.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen
from lark.lexer import Lexer

from govparse.forms.rows import Typed
from govparse.forms.together import ways_to_cut
from govparse.reading.document import Cell, Document, Layout
from govparse.reading.fold import key, unspoken

if TYPE_CHECKING:
    from govparse.forms.form import Form
    from govparse.forms.marks import Mark

WORDY = ("WORDS", "MIXED")
"""Cells that may as well be labels or prose."""
_WORDS_LIMIT = 60
"""Words in the place of a number are short; what is longer is prose."""
_FRAGMENT = 4
"""A part of a label has at least so many characters (FORMS: 重复申请 is the shortest with a number)."""


@frozen
class _Row:
    """The cells `first` to `last` of one row of a table."""

    first: int
    last: int
    labelled: bool
    filled: bool


@define(eq=False)
class Cursor:
    """The cells of a block and how far they are read. The state of a parse; the lexer has none."""

    form: Form
    document: Document
    cells: list[Cell]
    marks: dict[int, Mark]
    boundaries: frozenset[int]
    """Cells that open a section of the report: no value, no label."""
    at: int
    end: int
    labels: frozenset[str] = frozenset()
    remainders: set[str] = field(factory=set)
    """Ends of labels of which only the beginning has been printed so far."""
    glued: dict[int, str] = field(factory=dict)
    labels_read: int = 0
    """Labels typed so far."""
    unlabelled: bool = False
    """The row of this block has no label of its own (section 四)."""
    columns: int = 0
    """In such a block: how many values its row has."""
    row_begins: Cell | None = None
    """In such a block: the first cell of the row in which values stand."""

    row: _Row | None = None
    """In such a block: the row that was last asked for."""

    @cached_property
    def last_filled(self) -> int:
        """The last cell of the block that says something and is no label; -1 where there is none."""
        return next((i for i in range(self.end - 1, -1, -1) if self.cells[i].text and i not in self.marks), -1)

    def layout(self, cell: Cell) -> Layout:
        """Return the layout of the piece in which a cell stands."""
        return self.document.pieces[cell.piece].layout


class CellLexer(Lexer):
    """Types cells by the grammar's terminals; see the module."""

    __future_interface__ = 2  # lex() gets the parser's state: what is acceptable decides

    def __init__(self, lexer_conf: Any) -> None:
        """Take no notice of Lark's configuration: the form in the cursor has the terminals."""

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Any]:
        """Yield typed cells until one is not acceptable."""
        cursor: Cursor = lexer_state.text
        label: Typed | None = None
        values = words = 0
        takes_values: bool | None = None  # asked once per row: any cell may follow a label, or none
        ended = False  # by pads
        while cursor.at < cursor.end:
            cell = cursor.cells[cursor.at]
            ended = ended or (cell.after_pads and (not cursor.unlabelled or cursor.row_begins is not None))
            if not cell.text:
                if label is not None and not ended and _keeps_blank(cursor, cell, label):
                    if takes_values is None:
                        takes_values = _takes(parser_state, "EMPTY")
                    if takes_values:
                        values += 1
                        yield Typed("EMPTY", cell)
                cursor.at += 1
                continue
            mark = cursor.marks.get(cursor.at)
            if mark is not None:
                typed = _label(cursor, mark, parser_state)
                if typed is None:
                    return
                cursor.at += mark.count
                cursor.labels_read += 1
                label, values, words, takes_values, ended = typed, 0, 0, None, False
                yield typed
                continue
            if (label is None or cell.line != label.last.line) and leads_label(cursor, cursor.at):
                cursor.at += 1  # a running number in front of the label of its row
                continue
            typed = type_cell(cursor.form, cell)
            if typed.type in (*WORDY, "DOUBTFUL") and key(cell.text):
                known = key(cell.text)
                if known in cursor.remainders:
                    cursor.remainders.discard(known)
                    cursor.at += 1
                    continue
                part = _partial_label(cursor, known, parser_state)
                if part is not None:
                    cursor.at += 1
                    label, values, words, takes_values, ended = part, 0, 0, None, False
                    yield part
                    continue
            if typed.type in WORDY and not _is_value(cursor, cell, label, values - words):
                return
            if takes_values is None:
                takes_values = _takes(parser_state, typed.type)
            if not takes_values or (ended and label is not None) or not _same_row(cursor, cell, label):
                return
            if cursor.unlabelled and cursor.row_begins is None:
                cursor.row_begins = cell
            values += 1
            words += typed.type in WORDY
            cursor.at += 1
            yield typed


def _takes(parser_state: Any, terminal: str) -> bool:
    """Return whether the parser can shift `terminal`, after whatever it has to reduce first.

    The table alone would say yes too often: rows share states, and only the stack knows which
    row is open.
    """
    states = parser_state.parse_conf.parse_table.states
    stack = list(parser_state.state_stack)
    while True:
        action = states[stack[-1]].get(terminal)
        if action is None:
            return False
        _action, argument = action
        if type(argument) is int:
            return True
        size = len(argument.expansion)
        if size:
            del stack[-size:]
        stack.append(states[stack[-1]][argument.origin.name][1])


def _keeps_blank(cursor: Cursor, cell: Cell, label: Typed) -> bool:
    """An empty cell counts for the row of the label before it, unless it opens the next row."""
    if cursor.layout(cell) is not Layout.FLOW:
        return _in_unlabelled_row(cursor, cell) if cursor.unlabelled else cell.row == label.last.row
    if cursor.layout(label.last) is not Layout.FLOW:
        return False
    if cursor.unlabelled and cell.line == label.last.line:
        return False  # pads the line of the head
    return not leads_label(cursor, cursor.at)


def leads_label(cursor: Cursor, at: int) -> bool:
    """Return whether a cell stands before a label on its own line, with nothing between that could be words."""
    line = cursor.cells[at].line
    for i in range(at + 1, min(at + 12, cursor.end)):
        cell = cursor.cells[i]
        if cell.line != line:
            return False
        if i in cursor.marks:
            return True
        if cell.text:
            return False
    return False


def _label(cursor: Cursor, mark: Mark, parser_state: Any) -> Typed | None:
    """Return the label a mark stands for here, or None when none of its readings is acceptable."""
    for terminal in cursor.form.labels.get(mark.key, ()):
        if terminal in cursor.labels and _takes(parser_state, terminal):
            first, last = cursor.cells[cursor.at], cursor.cells[cursor.at + mark.count - 1]
            if mark.glued:
                cursor.glued[id(first)] = mark.glued
            return Typed(terminal, first, last=last)
    return None


def _partial_label(cursor: Cursor, known: str, parser_state: Any) -> Typed | None:
    """Match a part of a label: a beginning, or fragments in order, of exactly one acceptable label."""
    if cursor.at in cursor.boundaries or sum(not c.isdigit() for c in known) < _FRAGMENT:
        return None
    found: str | None = None
    for terminal in cursor.labels:
        if _is_part(known, cursor.form.keys.get(terminal, "")) and _takes(parser_state, terminal):
            if found is not None:
                return None
            found = terminal
    if found is None:
        return None
    whole = cursor.form.keys[found]
    if whole.startswith(known):
        cursor.remainders.add(whole.removeprefix(known))
    return Typed(found, cursor.cells[cursor.at], partial=True)


def _is_part(part: str, whole: str) -> bool:
    """Return whether `part` is a stretch of `whole`, or two stretches of it in order."""
    if len(part) >= len(whole):
        return False
    if part in whole:
        return True
    # Longest beginning of `part` that stands in `whole`, then the rest behind it.
    for cut in range(len(part) - 1, 0, -1):
        at = whole.find(part[:cut])
        if at >= 0:
            return len(part) - cut > 1 and part[cut:] in whole[at + cut :]
    return False


def type_cell(form: Form, cell: Cell) -> Typed:
    """Type a cell by the first terminal of the grammar that matches the whole of it; the last matches anything."""
    text = unspoken(cell.text).strip("*") or cell.text  # a star marks a note
    if cell.extent is not None and cell.extent.unsure:
        return Typed("DOUBTFUL", cell)
    for terminal, pattern in form.cell_types:
        match = pattern.fullmatch(text)
        if match:
            return Typed(terminal, cell, match)
    raise AssertionError("the last terminal of a cell matches anything")


def _is_value(cursor: Cursor, cell: Cell, label: Typed | None, numbers: int) -> bool:
    """Words are a value only where a number was due: right after the label, on its row."""
    if label is None or cursor.at in cursor.boundaries or len(cell.text) > _WORDS_LIMIT:
        return False
    if any(len(way) > 1 for way in ways_to_cut(key(cell.text), cursor.form.labels)):
        return False  # a head without its borders
    if cursor.unlabelled and (cursor.row_begins is None or cursor.row_begins.row != cell.row):
        return False
    if cursor.layout(cell) is not Layout.FLOW:
        return cell.row == label.last.row
    return numbers == 0 or (cell.after_separator and cell.line == label.last.line)


def _same_row(cursor: Cursor, cell: Cell, label: Typed | None) -> bool:
    """Where rows end visibly, a value belongs to the label of its own row or to none."""
    if cursor.unlabelled:
        if cursor.row_begins is None:
            return True
        free = cursor.layout(cell) is Layout.FLOW and cursor.layout(cursor.row_begins) is Layout.FLOW
        return free or cell.row == cursor.row_begins.row
    if label is None:
        return True
    free = cursor.layout(cell) is Layout.FLOW and cursor.layout(label.last) is Layout.FLOW
    return free or cell.row == label.last.row


def _in_unlabelled_row(cursor: Cursor, cell: Cell) -> bool:
    """An empty cell belongs to a row without label when the row holds values and no label."""
    if cursor.row is None or not cursor.row.first <= cursor.at < cursor.row.last:
        cursor.row = _row_of(cursor, cell)  # once for all its cells
    row = cursor.row
    if row.labelled:
        return False
    if row.filled:
        return cursor.row_begins is None or cursor.row_begins.row == cell.row
    # A row of blanks only is the row of values if no other is.
    return row.last - row.first >= cursor.columns and cursor.last_filled < row.last


def _row_of(cursor: Cursor, cell: Cell) -> _Row:
    """Return the row in which the cell at hand stands."""
    first = last = cursor.at
    while first > 0 and cursor.cells[first - 1].row == cell.row:
        first -= 1
    while last < cursor.end and cursor.cells[last].row == cell.row:
        last += 1
    row = range(first, last)
    return _Row(first, last, any(i in cursor.marks for i in row), any(cursor.cells[i].text for i in row))
