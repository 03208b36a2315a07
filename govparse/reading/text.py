"""Text → Document: lines are cut into cells by what separates them, piece by piece.

Nothing here knows a label. A report mixes layouts, so each run of lines is judged by itself:
which way of cutting gives rows, and do its empty cells hold a position?
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import define, field, frozen

from govparse.reading.clutter import is_page_furniture, is_rule_line
from govparse.reading.document import Cell, Document, Layout, Piece
from govparse.reading.fold import fold

MAX_SEPARATORS = 5_000
"""A line with more separators is no row of a table: it is kept as prose, not cut into cells."""

_LINE = re.compile(r"\r\n|[\r\n\f\v\x1c-\x1e\x85\u2028\u2029]")
_BLANK = " \t"
# A cell that opens with a number is complete: a number never continues over a line break.
_NUMBER = re.compile(r"[+\-增减¥]?\s?[0-9][0-9.,%]*\s?\(?[万亿千元件项个条宗次份]{0,2}\)?(?:\(.*)?|[/\-]+")
_CONTINUATION = 40
"""A line inside a cell (layout with one tab before each cell) is not longer than this."""


@frozen(slots=True)
class _Line:
    start: int
    text: str  # folded

    def is_blank(self) -> bool:
        return not self.text.strip(_BLANK)


def read_text(text: str) -> Document:
    """Cut decoded text into a `Document`. Linear in the length of the text; never fails."""
    folded = fold(text)
    lines = list(_lines(folded))
    builder = _Builder()
    index = 0
    while index < len(lines):
        index = _next_piece(lines, index, builder)
    return Document(
        text=text,
        folded=folded,
        lines=tuple((line.start, line.start + len(line.text)) for line in lines),
        cells=tuple(builder.cells),
        pieces=tuple(builder.pieces),
        skipped_lines=tuple(builder.skipped),
    )


def _lines(folded: str) -> Iterator[_Line]:
    start = 0
    for end in _LINE.finditer(folded):
        yield _Line(start, folded[start : end.start()])
        start = end.end()
    yield _Line(start, folded[start:])


@define
class _Builder:
    cells: list[Cell] = field(factory=list)
    pieces: list[Piece] = field(factory=list)
    skipped: list[int] = field(factory=list)
    rows: int = 0

    def open(self, layout: Layout, width: int = 0) -> None:
        """Begin a piece; a flow that follows a flow goes on."""
        if layout is Layout.FLOW and self.pieces and self.pieces[-1].layout is Layout.FLOW:
            return
        self.pieces.append(Piece(layout, width))

    def add(self, line: _Line, number: int, begin: int, end: int, row: int, column: int, separated: bool) -> Cell:
        """Add the cell `line.text[begin:end]`, trimmed."""
        raw = line.text[begin:end]
        trimmed = raw.strip(_BLANK)
        start = line.start + begin + (len(raw) - len(raw.lstrip(_BLANK)) if trimmed else 0)
        cell = Cell(trimmed, start, start + len(trimmed), number, row, column, len(self.pieces) - 1, separated)
        self.cells.append(cell)
        return cell


def _next_piece(lines: Sequence[_Line], index: int, builder: _Builder) -> int:
    """Read the piece that begins at line `index`; return the line after it."""
    text = lines[index].text
    if "\t" in text:
        if _is_tab_row(text):
            return _tab_grid(lines, index, builder)
        if text.startswith("\t") or text.lstrip(" ").startswith("\t"):
            return _tab_rows(lines, index, builder)
    if "|" in text:
        return _pipes(lines, index, builder)
    _flow_line(lines, index, builder)
    return index + 1


# ── one line of a flow ─────────────────────────────────────────────────────────────


def _flow_line(lines: Sequence[_Line], index: int, builder: _Builder) -> None:
    line = lines[index]
    builder.open(Layout.FLOW)
    if line.is_blank() or is_page_furniture(line.text):
        return
    builder.add(line, index, 0, len(line.text), builder.rows, 0, False)
    builder.rows += 1


# ── tabs between cells: a line is a row ────────────────────────────────────────────


def _is_tab_row(text: str) -> bool:
    """A tab after content, or several tabs: cells of one row. A single leading tab says nothing."""
    return "\t" in text.strip(" ").removeprefix("\t")


def _tab_grid(lines: Sequence[_Line], index: int, builder: _Builder) -> int:
    end = index
    while end < len(lines) and _is_tab_row(lines[end].text):
        end += 1
    block = range(index, end)
    filled = [sum(1 for part in lines[i].text.split("\t") if part.strip()) for i in block]
    if max(filled) < 2 or any(lines[i].text.count("\t") > MAX_SEPARATORS for i in block):
        # Never two cells on a line: the tabs are indentation or left over at the line's end.
        for i in block:
            _long_or_flow(lines, i, "\t", builder)
        return end
    widths = Counter(lines[i].text.count("\t") + 1 for i in block)
    builder.open(Layout.GRID, widths.most_common(1)[0][0])
    for i in block:
        _cells_of_line(lines[i], i, "\t", builder)
    return end


def _cells_of_line(line: _Line, number: int, separator: str, builder: _Builder) -> None:
    begin = 0
    for column, part in enumerate(line.text.split(separator)):
        builder.add(line, number, begin, begin + len(part), builder.rows, column, column > 0)
        begin += len(part) + 1
    builder.rows += 1


def _long_or_flow(lines: Sequence[_Line], index: int, separator: str, builder: _Builder) -> None:
    if lines[index].text.count(separator) > MAX_SEPARATORS:
        builder.open(Layout.FLOW)
        builder.skipped.append(index)
    else:
        _flow_line(lines, index, builder)


# ── one tab before each cell: an empty line ends the row ───────────────────────────


def _tab_rows(lines: Sequence[_Line], index: int, builder: _Builder) -> int:
    """Read lines that open with one tab: a table cell by cell, or an indented flow."""
    end = _end_of_tab_region(lines, index)
    rows = _split_tab_region(lines, index, end)
    with_cells = [row for row in rows if any(lines[i].text.strip(_BLANK) for i, *_ in row)]
    several = sum(1 for row in with_cells if len(row) > 1)
    if len(with_cells) > 1 and several * 2 > len(with_cells):
        builder.open(Layout.ROWS, Counter(map(len, with_cells)).most_common(1)[0][0])
        for row in rows:
            for column, cell in enumerate(row):
                _add_broken_cell(lines, cell, builder, column)
            builder.rows += 1
        return end
    filled = [bool(lines[i].text.strip(_BLANK)) for i in range(index, end)]
    tabbed = [lines[i].text.lstrip(" ").startswith("\t") for i in range(index, end)]
    alone = sum(1 for a, b in zip(filled, tabbed, strict=True) if b and not a)
    # A lone tab after every line is the indentation of an empty line; a few are blank cells.
    blank_cells = 0 < alone * 2 < sum(filled)
    builder.open(Layout.FLOW)
    for i in range(index, end):
        if not filled[i - index] and tabbed[i - index] and blank_cells:
            builder.add(lines[i], i, 0, len(lines[i].text), builder.rows, 0, True)
            builder.rows += 1
        else:
            _flow_line(lines, i, builder)
    return end


def _end_of_tab_region(lines: Sequence[_Line], index: int) -> int:
    """Return the line after the last one that can belong to the region opened at `index`."""
    end = index + 1
    empty = 0
    for i in range(index + 1, len(lines)):
        text = lines[i].text
        if not text.strip(" "):
            empty += 1
            if empty > 2:
                break
            continue
        if (text.lstrip(" ").startswith("\t") and not _is_tab_row(text) and "|" not in text) or (
            empty < 2 and _continues(lines, end - 1, i)
        ):
            end, empty = i + 1, 0
        else:
            break
    return end


def _continues(lines: Sequence[_Line], last: int, index: int) -> bool:
    """Line `index`, which has no tab, goes on with the cell of line `last`: words after words."""
    before, text = lines[last].text.strip(_BLANK), lines[index].text.strip(_BLANK)
    if "\t" in lines[index].text or "|" in text or len(text) > _CONTINUATION:
        return False
    if not before or _NUMBER.fullmatch(before) or _NUMBER.fullmatch(text):
        return False
    following = next((line.text for line in lines[index + 1 : index + 4] if line.text.strip(" ")), "")
    return following.lstrip(" ").startswith("\t")


def _split_tab_region(lines: Sequence[_Line], index: int, end: int) -> list[list[list[int]]]:
    """Return rows of cells, a cell being the numbers of its lines."""
    rows: list[list[list[int]]] = [[]]
    after_empty = False
    for i in range(index, end):
        text = lines[i].text
        if not text.strip(" "):
            after_empty = True
            continue
        if text.lstrip(" ").startswith("\t"):
            if after_empty and rows[-1]:
                rows.append([])
            rows[-1].append([i])
        else:
            rows[-1][-1].append(i)
        after_empty = False
    return rows


def _add_broken_cell(lines: Sequence[_Line], numbers: list[int], builder: _Builder, column: int) -> None:
    """Add one cell that stands on one or more lines."""
    first = lines[numbers[0]]
    cell = builder.add(first, numbers[0], 0, len(first.text), builder.rows, column, True)
    for number in numbers[1:]:
        line = lines[number]
        cell.text += line.text.strip(_BLANK)
        cell.end = line.start + len(line.text.rstrip(_BLANK))


# ── pipes ──────────────────────────────────────────────────────────────────────────


def _pipes(lines: Sequence[_Line], index: int, builder: _Builder) -> int:
    """Read a run of lines with pipes: a grid if its empty cells hold their position, else a flow."""
    end = index
    while end < len(lines) and "|" in lines[end].text and "\t" not in lines[end].text.strip(_BLANK):
        end += 1
    end = max(end, index + 1)
    width = _pipe_grid_width(lines, index, end)
    if width:
        builder.open(Layout.GRID, width)
        for i in range(index, end):
            if is_rule_line(lines[i].text):
                continue
            for column, (begin, stop) in enumerate(_pipe_row(lines[i])):
                builder.add(lines[i], i, begin, stop, builder.rows, column, True)
            builder.rows += 1
        return end
    builder.open(Layout.FLOW)
    return _pipe_flow(lines, index, builder)


def _pipe_row(line: _Line) -> list[tuple[int, int]]:
    """Return the spans of the cells of a line; the pipes at its ends close cells, they open none."""
    spans = []
    begin = 0
    for part in line.text.split("|"):
        spans.append((begin, begin + len(part)))
        begin += len(part) + 1
    if not line.text[slice(*spans[0])].strip(_BLANK) and line.text.lstrip(_BLANK).startswith("|"):
        spans = spans[1:]
    if spans and not line.text[slice(*spans[-1])].strip(_BLANK):
        spans = spans[:-1]
    return [(b, e) for b, e in spans]


def _pipe_grid_width(lines: Sequence[_Line], index: int, end: int) -> int:
    """Return the width of the grid these lines form, 0 if they form none.

    One width for all rows is not enough: pipes also pad rows whose blanks were dropped. That an
    empty cell stands before a filled one shows that empty cells were kept.
    """
    width = 0
    keeps_empty = False
    for line in lines[index:end]:
        if is_rule_line(line.text):
            continue
        row = _pipe_row(line)
        width = width or len(row)
        if len(row) != width or width > MAX_SEPARATORS:
            return 0
        filled = [bool(line.text[b:e].strip(_BLANK)) for b, e in row]
        keeps_empty = keeps_empty or any(not a and b for a, b in pairwise(filled))
    return width if width > 2 and end - index > 2 and keeps_empty else 0


def _pipe_flow(lines: Sequence[_Line], index: int, builder: _Builder) -> int:
    """Read lines of a pipe flow, up to the first line that no longer touches a pipe.

    An empty cell is two pipes with nothing between them on one line. Over a line break it is one
    only beside a line of nothing but pipes: elsewhere one pipe ends a row and the other opens the next.
    """
    after_pipe = False  # the last thing seen is a pipe
    after_bare = False  # ... of a line with nothing but pipes
    i = index
    while i < len(lines):
        line = lines[i]
        text = line.text
        if "\t" in text.strip(_BLANK) and _is_tab_row(text):
            break
        if "|" in text and i > index and "|" not in lines[i - 1].text and _opens_grid(lines, i):
            break
        if "|" not in text:
            if not line.is_blank():
                if not _pipe_follows(lines, i):
                    break
                _flow_line(lines, i, builder)
                after_pipe = after_bare = False
            i += 1
            continue
        if text.count("|") > MAX_SEPARATORS:
            _long_or_flow(lines, i, "|", builder)
            after_pipe = after_bare = False
        elif is_rule_line(text) or is_page_furniture(text.replace("|", " ")):
            pass
        else:
            after_pipe, after_bare = _pipe_line(line, i, builder, after_pipe, after_bare)
        i += 1
    return max(i, index + 1)


def _opens_grid(lines: Sequence[_Line], index: int) -> bool:
    end = index
    while end < len(lines) and "|" in lines[end].text:
        end += 1
    return _pipe_grid_width(lines, index, end) > 0


def _pipe_follows(lines: Sequence[_Line], index: int) -> bool:
    """Return whether a pipe stands on one of the next two lines with content."""
    seen = 0
    for line in lines[index + 1 : index + 8]:
        if not line.is_blank():
            if "|" in line.text:
                return True
            seen += 1
            if seen == 2:
                break
    return False


def _pipe_line(line: _Line, number: int, builder: _Builder, after_pipe: bool, after_bare: bool) -> tuple[bool, bool]:
    row, builder.rows = builder.rows, builder.rows + 1
    text = line.text
    parts = text.split("|")
    if not text.strip(" \t|"):
        # One pipe alone stands for a cell; several on a line of their own pad the row before.
        if len(parts) == 2 and after_pipe:
            builder.add(line, number, 0, 0, row, 0, True)
        return True, len(parts) == 2
    begin = column = 0
    for i, part in enumerate(parts):
        content = part.strip(_BLANK)
        inner = 0 < i < len(parts) - 1
        if content or inner or (i == 0 and after_bare):
            builder.add(line, number, begin, begin + len(part), row, column, i > 0 or after_pipe)
            column += 1
        begin += len(part) + 1
    return not parts[-1].strip(_BLANK), False
