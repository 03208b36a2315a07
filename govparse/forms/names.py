"""What a cell is called: its table, row and column in the words of the form, in full and in short."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from attrs import frozen

from govparse.forms.form import BlockShape, Form, RowShape
from govparse.forms.headings import SECTIONS, TABLE_OF
from govparse.forms.printed import printed_block
from govparse.forms.registry import BUILT_IN, forms, plugged_in
from govparse.records import BlockInfo

_NUMBER = re.compile(r"(（[一二三四五六七八九十]+）)|([一二三四五六七八九十]+)、|([0-9]+)\.")
_NUMERALS = "一二三四五六"
_SPELLED = re.compile(r"\{(row|column|table) ([a-z_.]+)\}")


@frozen
class CellName:
    """A cell in the words of the form.

    `table` is 表二, 表三 or 表四; `row` the label with its number, "" in section 四, which has none; `mark`
    its number alone, with that of its group (一, （七）, （三）1), the label where it has no number;
    `column` the label of the column, in section 四 with those above it.
    """

    table: str
    row: str
    mark: str
    column: str

    @property
    def label(self) -> str:
        """The label of the row, with the number of its group before a number that stands in one: （三）1.属于…."""
        inside, bracket, own = self.mark.rpartition("）")
        return f"{inside}{bracket}{self.row}" if own.isdigit() else self.row

    @property
    def full(self) -> str:
        """Table, row and column."""
        return f"{self.table}{quoted(self.label) if self.row else ''}{quoted(self.column)}"


def quoted(label: str) -> str:
    """Return a label in quotation marks; those inside it become single ones."""
    return f"“{label.replace('“', '‘').replace('”', '’')}”"


_spoken: ContextVar[tuple[Form, ...]] = ContextVar("_spoken", default=())


@contextmanager
def in_words_of(blocks: Sequence[BlockInfo]) -> Iterator[None]:
    """Call cells as the plugged-in forms of some blocks do, for the length of a `with`.

    Messages about a report are in the words that are printed there. The forms of govparse share theirs.
    """
    named = {block.form for block in blocks}
    token = _spoken.set(tuple(form for form in plugged_in() if form.name in named))
    try:
        yield
    finally:
        _spoken.reset(token)


def cell_name(code: str, some: Collection[Form] | None = None) -> CellName:
    """Return what the cell of a fact code is called, in some forms or in all there are. `KeyError` if none has it."""
    return _names(forms() if some is None else tuple(some), _spoken.get())[code]


def row_label(code: str) -> str:
    """Return the label of the row of a cell (`requests.granted.total`) or of a row (`requests.granted`)."""
    known = _names(forms(), _spoken.get())
    found = known.get(code) or next((known[c] for c in reversed(known) if c.startswith(f"{code}.")), None)
    if found is None:
        raise KeyError(code)
    return found.row


def table_mark(table: str) -> str:
    """Return 表二, 表三 or 表四 for `proactive`, `requests` or `review`."""
    section = next(section for section, name in TABLE_OF.items() if name == table)
    return f"表{_NUMERALS[SECTIONS.index(section)]}"


def spell(text: str) -> str:
    """Fill in labels: `{row requests.granted}`, `{column requests.granted.total}`, `{table requests}`."""

    def label(match: re.Match[str]) -> str:
        kind, name = match.groups()
        if kind == "table":
            return table_mark(name)
        return row_label(name) if kind == "row" else cell_name(name).column

    return _SPELLED.sub(label, text)


@cache
def _names(some: tuple[Form, ...], last: tuple[Form, ...] = ()) -> dict[str, CellName]:
    """Return fact code → name.

    Where forms share a code, the newest has the last word; but a plugged-in form none about codes of govparse's own,
    unless it is one of `last`.
    """
    names: dict[str, CellName] = {}
    others = (form for form in some if form not in BUILT_IN and form not in last)
    for form in (*others, *(form for form in BUILT_IN if form in some), *last):
        own = _names_of(form)
        # Taken out first, so that they stand last as well: a row is called as its last cell is.
        for code in own:
            names.pop(code, None)
        names |= own
    return names


def _names_of(form: Form) -> dict[str, CellName]:
    return {
        shape.code(row, column): CellName(
            table=table_mark(shape.table),
            row=form.official[row.terminal] if row.terminal else "",
            mark=_mark(form, shape, row),
            column="·".join(form.official[terminal] for terminal in _above(form, shape, column.terminals)),
        )
        for shape in form.shapes.values()
        for row in shape.rows
        if not row.group
        for column in shape.columns
    }


def _above(form: Form, shape: BlockShape, terminals: tuple[str, ...]) -> tuple[str, ...]:
    """Return the labels of a column of section 四 with that of its group (行政诉讼); elsewhere its own."""
    if len(terminals) == 1:
        return terminals
    outer = [
        label.terminal
        for label in printed_block(form, shape.name).above
        if label.terminal not in terminals
        and any(c.terminals == terminals for c in shape.columns[label.first : label.first + label.count])
    ]
    return (*outer, *terminals)


def _mark(form: Form, shape: BlockShape, row: RowShape) -> str:
    if row.terminal is None:
        return ""
    own = _number(form.official[row.terminal])
    if not own:
        return form.official[row.terminal]
    groups = [form.official[g.terminal] for g in printed_block(form, shape.name).parents[row.rule] if g.terminal]
    # 1. stands in （三）, but （一） is told apart from others without 三.
    inside = _number(groups[-1]) if groups and own.isdigit() else ""
    return f"{inside}{own}"


def _number(label: str) -> str:
    match = _NUMBER.match(label)
    return next(filter(None, match.groups())) if match else ""
