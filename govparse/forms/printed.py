"""How a form prints a block: caption, corner, labels above the columns, nesting of the row labels.

All of it follows from the grammar: which labels head a block, which columns they cover
(`<block>_above`, groups of procedures), and how the labels of rows are numbered.
"""

from __future__ import annotations

import re
from functools import cache

from attrs import frozen

from govparse.forms.form import BlockShape, Form, RowShape
from govparse.reading.fold import key

_HEAD_UNIT = re.compile(r"亿元|万元|千元|元")
# 一、 stands above （一）, and that above 1.
_NUMBERING = (
    re.compile(r"[一二三四五六七八九十]+、"),
    re.compile(r"（[一二三四五六七八九十]+）"),
    re.compile(r"[0-9]+\."),
)


@frozen
class Above:
    """A label above columns: it covers `count` of them, from `first` on."""

    terminal: str
    first: int
    count: int


@frozen
class PrintedBlock:
    """A block as the form prints it."""

    caption: str | None
    """The label that stands above the head (第二十条第（一）项), None for none."""
    corner: str | None
    """The label of the head's first cell, above the row labels."""
    above: tuple[Above, ...]
    """Labels above columns, outermost first."""
    depth: int
    """So many cells lie beside each other for the labels of a row; 0 for a row without label."""
    parents: dict[str, tuple[RowShape, ...]]
    """Rule of a row → the groups it stands in, outermost first."""


def head_unit(label: str) -> str | None:
    """Return the unit of money that the (folded) label of a column gives, None for none.

    Blanks, line breaks and pinyin may stand inside it: 万 元 is no 元.
    """
    found = _HEAD_UNIT.search(key(label))
    return found.group() if found else None


@cache
def printed_block(form: Form, name: str) -> PrintedBlock:
    """Return how `form` prints its block `name`."""
    shape = form.shapes[name]
    levels = _levels(form, shape)
    depth = max(levels.values(), default=-1) + 1
    above = _above(form, shape)
    caption, corner = _labels_of_head(form, shape, {label.terminal for label in above})
    return PrintedBlock(caption, corner, above, depth, _parents(shape, levels))


def _levels(form: Form, shape: BlockShape) -> dict[str, int]:
    """Return rule → depth of its label, by the numbering of the official texts, counted without gaps."""
    found = {row.rule: _numbering(form.official[row.terminal]) for row in shape.rows if row.terminal}
    order = sorted(set(found.values()))
    return {rule: order.index(level) for rule, level in found.items()}


def _numbering(label: str) -> int:
    return next((level for level, pattern in enumerate(_NUMBERING) if pattern.match(label)), 0)


def _parents(shape: BlockShape, levels: dict[str, int]) -> dict[str, tuple[RowShape, ...]]:
    parents: dict[str, tuple[RowShape, ...]] = {}
    open_groups: list[RowShape] = []
    for row in shape.rows:
        level = levels.get(row.rule, 0)
        open_groups = [group for group in open_groups if levels[group.rule] < level]
        parents[row.rule] = tuple(open_groups)
        if row.group:
            open_groups.append(row)
    return parents


def _above(form: Form, shape: BlockShape) -> tuple[Above, ...]:
    """Return the labels above columns: as the grammar lists them, and the procedures of section 四."""
    rules = form.grammar.rules
    leaves = [column.terminals[-1] for column in shape.columns]
    found = []
    for rule in rules.get(f"{shape.name}_above", ((), False))[0]:
        terminal, *symbols = rules[rule][0]
        covered = [leaves.index(s) for symbol in symbols for s in form.grammar.reach(symbol) if s in leaves]
        found.append(Above(terminal, min(covered), len(covered)))
    outer = [column.terminals[0] if len(column.terminals) > 1 else None for column in shape.columns]
    codes = [column.code for column in shape.columns]
    for rule, (names, group) in rules.items():
        covered = [i for i, code in enumerate(codes) if group and code.startswith(f"{rule}.")]
        if covered:
            found.append(Above(names[0], covered[0], len(covered)))
    for terminal in dict.fromkeys(name for name in outer if name):
        found.append(Above(terminal, outer.index(terminal), outer.count(terminal)))
    return tuple(found)


def _labels_of_head(form: Form, shape: BlockShape, above: set[str]) -> tuple[str | None, str | None]:
    """Return caption and corner: the labels of the head that name no columns."""
    text = form.grammar
    captions = [s for s in text.rules[shape.name][0] if s.startswith("_caption")]
    in_captions = [s for rule in captions for s in text.rules[rule][0]]
    named = {terminal for column in shape.columns for terminal in column.terminals} | above | set(in_captions)
    rest = [s for s in text.reach(shape.name) if s in shape.head and s not in named]
    return next(iter(in_captions), None), next(iter(rest), None)
