"""Which facts a report has: the codes of the forms its blocks are printed in, in the order of the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from govparse.forms.form import BlockShape, Form
from govparse.forms.registry import block_order, form_prescribed_for
from govparse.forms.walk import Block
from govparse.records import TABLES, Fact


def _is_there(block: Block) -> bool:
    """A block is in the report when a row of it is, or the head of a row without label."""
    return bool(block.rows) or (bool(block.head) and any(row.terminal is None for row in block.shape.rows))


def forms_printed(blocks: Sequence[Block]) -> dict[str, str | None]:
    """Return the form of each table; section 四, alike in all forms, takes that of the others."""
    result: dict[str, str | None] = {}
    for table in TABLES:
        names = {block.form.name for block in blocks if block.shape.table == table and _is_there(block)}
        result[table] = "mixed" if len(names) > 1 else next(iter(names), None)
    others = result["requests"] or result["proactive"]
    if result["review"] and others not in (None, "mixed"):
        result["review"] = others
    return result


def _usual_form(blocks: Sequence[Block], year: int | None) -> Form:
    """Return the form of most blocks, else that of the year: its codes name what is not printed."""
    printed = [block.form for block in blocks if block.rows and block.shape.table != "review"]
    return max(printed, key=printed.count) if printed else form_prescribed_for(year)


def complete(read: Mapping[str, Fact], blocks: Sequence[Block], year: int | None) -> dict[str, Fact]:
    """Return the facts of all blocks in the order of the form; what is not printed is `absent`."""
    facts: dict[str, Fact] = {}
    usual = _usual_form(blocks, year)
    for table in TABLES:
        own = [block for block in blocks if block.shape.table == table and _is_there(block)]
        form = _usual_form(own, year) if own and table != "review" else usual
        shapes: dict[str, BlockShape] = {name: s for name, s in form.shapes.items() if s.table == table}
        shapes.update({block.shape.name: block.shape for block in own})
        for name in sorted(shapes, key=partial(block_order, more=[block.form for block in own])):
            for code in shapes[name].codes:
                facts[code] = read.get(code) or Fact(code, None, "absent")
    return facts
