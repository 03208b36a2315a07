"""The walk through a Word file: paragraphs, tables and what wraps them, in reading order, without recursion."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, Literal

from attrs import define

from govparse.limits import Limits
from govparse.reading.content import Picture
from govparse.reading.docx.names import Names, attribute, chosen, integer, switched_on
from govparse.reading.docx.numbering import Numbering
from govparse.reading.docx.styles import Styles, filled, look
from govparse.reading.docx.table import Item, Row, Story, lay_out, nested
from govparse.reading.docx.text import Inline, is_placeholder, read_inline

_OUT: Final = frozenset({"w:del", "w:moveFrom", "w:sdtPr", "w:sdtEndPr", "w:customXmlPr", "w:sectPr", "w:tblPr"})
_DELETED: Final = ("w:del", "w:moveFrom")
_ENDS_IN_PAGE: Final = re.compile(r"[0-9]\s*$")


@define
class _Frame:
    """A place in the walk: what is still to come in an element, and where it belongs."""

    children: Iterator[Any]
    level: Literal["blocks", "rows", "cells"]
    story: Story
    rows: list[Row]
    """Of the table that the frame is in."""
    muted: bool = False
    """Text is not shown here: the prompt of a content control."""
    close: Callable[[], None] | None = None
    filled: bool = True
    """White text would be seen here, or may be."""

    def inside(self, element: Any, muted: bool = False) -> _Frame:
        """Return the frame of an element that only wraps others."""
        return _Frame(iter(element), self.level, self.story, self.rows, self.muted or muted, filled=self.filled)


class Walk:
    """One walk through the body of a file."""

    def __init__(self, names: Names, styles: Styles, numbering: Numbering, limits: Limits) -> None:
        self._names, self._styles, self._numbering, self._limits = names, styles, numbering, limits
        self._frames: list[_Frame] = []
        self._tables = 0
        self._cells = 0
        self.links: list[str] = []
        """Relationships of embedded files, in reading order."""

    def read(self, body: Any) -> list[Item]:
        """Return what the body shows."""
        story = Story()
        self._frames.append(_Frame(iter(body), "blocks", story, []))
        while self._frames:
            frame = self._frames[-1]
            child = next(frame.children, None)
            if child is not None:
                self._visit(child, self._names[child.tag], frame)
                continue
            self._frames.pop()
            if frame.close is not None:
                frame.close()
        story.flush()
        return story.items

    def _visit(self, element: Any, name: str, frame: _Frame) -> None:
        if name in _OUT:
            return
        if name == "w:sdt":
            self._frames.append(frame.inside(element, is_placeholder(element, self._names)))
        elif name == "mc:AlternateContent":
            branch = chosen(element, self._names)
            if branch is not None:
                self._frames.append(frame.inside(branch))
        elif frame.level == "blocks" and name in ("w:p", "m:oMathPara", "m:oMath"):
            self._paragraph(element, frame)
        elif frame.level == "blocks" and name == "w:tbl":
            self._table(element, frame)
        elif frame.level == "blocks" and name == "w:altChunk":
            self.links.append(attribute(element, "id") or "")
        elif frame.level == "rows" and name == "w:tr":
            self._row(element, frame)
        elif frame.level == "cells" and name == "w:tc":
            self._cell(element, frame)
        elif name not in _HOLDERS:
            self._frames.append(frame.inside(element))

    def _paragraph(self, element: Any, frame: _Frame) -> None:
        names, story = self._names, frame.story
        properties = names.child(element, "w:pPr")
        style = self._styles[names.value(properties, "w:pStyle") or self._styles.default]
        mark = names.child(properties, "w:rPr")
        deleted = any(names.child(mark, name) is not None for name in _DELETED)
        if frame.muted:
            inline, number = Inline(), ""
        else:
            ground = frame.filled or style.filled or bool(filled(properties, names))
            inline = read_inline(element, names, self._styles, style.look, ground)
            hidden = style.look.under(look(mark, names)).hidden
            found = "" if deleted or hidden else self._numbering.number(properties, style)
            number = found or ""
            story.doubt |= found is None
        lines = inline.read()
        if style.contents and _ENDS_IN_PAGE.search(lines[-1]):
            return  # a table of contents only repeats headings
        text = "".join(lines)
        # A number that a list has set is no count, and beside a count it is part of none.
        story.doubt |= inline.doubt or bool(number and not any(map(str.isalpha, text)))
        story.raised |= inline.raised
        story.plain |= inline.plain
        story.faint |= inline.faint
        story.clear |= inline.clear
        self.links += inline.links
        before, story.held = story.held, []
        if before:
            lines = [*before[:-1], before[-1] + lines[0], *lines[1:]]
        lines[0] = number + lines[0]

        def close() -> None:
            story.flush()
            if deleted:
                story.held = lines
            else:
                story.add(lines)
            story.items.extend(Picture() for _ in range(inline.pictures))

        self._boxes(inline.boxes, frame, close)

    def _boxes(self, boxes: list[Any], frame: _Frame, close: Callable[[], None]) -> None:
        """Read text boxes, then what they are anchored in."""
        if not boxes:
            close()
            return
        story = frame.story
        held = len(story.items)

        def after() -> None:
            # A box floats: what it shows in a cell need not belong to the cell.
            story.doubt |= len(story.items) > held or bool(story.held)
            close()

        self._frames.append(_Frame(iter(()), "blocks", story, [], close=after))
        for box in reversed(boxes):
            self._frames.append(_Frame(iter(box), "blocks", story, [], close=story.flush))

    def _table(self, element: Any, frame: _Frame) -> None:
        self._tables += 1
        number, story, names = self._tables, frame.story, self._names
        properties = names.child(element, "w:tblPr")
        style = self._styles[names.value(properties, "w:tblStyle") or ""]
        ground = style.filled or bool(filled(properties, names)) or (story.in_cell and frame.filled)
        story.flush()
        rows: list[Row] = []

        def close() -> None:
            filled = nested(rows) if story.in_cell else []
            if len(filled) == 1:
                story.take(filled[0])
            elif filled or not story.in_cell:
                story.items.extend(lay_out(number, rows))

        self._frames.append(_Frame(iter(element), "rows", story, rows, frame.muted, close, ground))

    def _row(self, element: Any, frame: _Frame) -> None:
        names = self._names
        properties = names.child(element, "w:trPr")
        hidden = names.child(properties, "w:hidden")
        if any(names.child(properties, name) is not None for name in _DELETED):
            return
        if hidden is not None and switched_on(hidden):
            return
        before = max(0, integer(names.value(properties, "w:gridBefore"), 0))
        self._charge(before)
        row = Row(before, before)
        frame.rows.append(row)
        ground = frame.filled or bool(filled(names.child(element, "w:tblPrEx"), names))
        self._frames.append(_Frame(iter(element), "cells", frame.story, [row], frame.muted, filled=ground))

    def _cell(self, element: Any, frame: _Frame) -> None:
        names = self._names
        properties = names.child(element, "w:tcPr")
        if names.child(properties, "w:cellDel") is not None:
            return
        span = max(1, integer(names.value(properties, "w:gridSpan"), 1))
        self._charge(span)
        beside = names.child(properties, "w:hMerge")
        story = Story(in_cell=True)
        frame.rows[0].add(span, story, self._above(properties), beside is not None and _continues(beside))
        ground = filled(properties, names)
        if ground is None:
            ground = frame.filled
        self._frames.append(_Frame(iter(element), "blocks", story, [], frame.muted, story.flush, ground))

    def _above(self, properties: Any) -> bool | None:
        """Whether a cell belongs to the one above it; None where it has nothing to do with its neighbours."""
        names = self._names
        tracked = names.child(properties, "w:cellMerge")
        if tracked is not None and attribute(tracked, "vMerge") is not None:
            return attribute(tracked, "vMerge") == "cont"
        merge = names.child(properties, "w:vMerge")
        return None if merge is None else _continues(merge)

    def _charge(self, cells: int) -> None:
        self._cells += cells
        self._limits.check("cells", self._cells)


def _continues(merge: Any) -> bool:
    return attribute(merge, "val") != "restart"


_HOLDERS: Final = frozenset({"w:p", "w:tbl", "w:tr", "w:tc", "w:tcPr", "w:trPr", "w:tblPrEx", "w:tblGrid"})
"""What is not to be entered where it is not expected."""
