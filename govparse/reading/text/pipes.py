"""Pipes: a grid where empty cells hold their position, else a flow of cells."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from govparse.reading.document import Layout
from govparse.reading.lines import BLANK, Line, Lines
from govparse.reading.text.builder import MAX_LINES, MAX_SEPARATORS, Builder
from govparse.reading.text.clutter import is_page_furniture, is_rule_line
from govparse.reading.text.flow import read_line, skip_or_read_line
from govparse.reading.text.tabs import is_tab_row


def read_pipes(lines: Lines, index: int, builder: Builder) -> int:
    """Read a run of lines with pipes: a grid if its empty cells hold their position, else a flow."""
    end = _end_of_run(lines, index)
    width, padded = _pipe_grid_width(lines, index, end)
    if width:
        builder.open(Layout.ROWS if padded else Layout.GRID, width, padded)
        for i in range(index, end):
            if is_rule_line(lines.text(i)) or is_page_furniture(lines.text(i)):
                continue
            row = _pipe_row(lines[i])
            for column, (begin, stop) in enumerate(_without_pads(row) if padded else row):
                builder.add(lines[i], i, begin, stop, column, True)
            builder.rows += 1
        return end
    builder.open(Layout.FLOW)
    return _pipe_flow(lines, index, builder)


def _pipe_row(line: Line) -> list[tuple[int, int]]:
    """Return the spans of the cells of a line; the pipes at its ends close cells, they open none."""
    spans = []
    begin = 0
    for part in line.text.split("|"):
        spans.append((begin, begin + len(part)))
        begin += len(part) + 1
    if not line.text[slice(*spans[0])].strip(BLANK) and line.text.lstrip(BLANK).startswith("|"):
        spans = spans[1:]
    if spans and not line.text[slice(*spans[-1])].strip(BLANK):
        spans = spans[:-1]
    return [(b, e) for b, e in spans]


def _without_pads(row: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return a row without the run of pipes at its end; of one pipe alone nobody can say whether it is a pad."""
    end = len(row)
    while end and row[end - 1][0] == row[end - 1][1]:
        end -= 1
    return row[: max(end - 1, 0)] if end < len(row) else row


def _pipe_grid_width(lines: Lines, index: int, end: int) -> tuple[int, bool]:
    """Return the width of the grid these lines form, 0 if they form none, and whether its rows are padded.

    One width for all rows is not enough: pipes also pad rows whose blanks were dropped. That an
    empty cell stands before a filled one shows that empty cells were kept, and so does the rule that a
    table of Markdown has under its first row, where it divides as many cells as most rows have. Where blank
    cells are printed with a blank between their pipes, pipes without any at the ends of rows are pads.
    """
    widths: Counter[int] = Counter()
    keeps_empty = padded = False
    between: set[bool] = set()  # empty cells before a filled one: with blanks between their pipes, or without
    ruled = 0
    for number in range(index, end):
        line = lines[number]
        if is_rule_line(line.text) or is_page_furniture(line.text):
            if number == index + 1 and "|" in line.text:
                ruled = len(_pipe_row(line))
            continue
        row = _pipe_row(line)
        widths[len(row)] += 1
        filled = [bool(line.text[b:e].strip(BLANK)) for b, e in row]
        keeps_empty = keeps_empty or any(not a and b for a, b in pairwise(filled))
        last = max((i for i, said in enumerate(filled) if said), default=-1)
        between.update(b < e for (b, e), said in zip(row[:last], filled, strict=False) if not said)
        padded = padded or any(b == e for b, e in row[last + 1 :])
    if ruled > 1 and widths[ruled] * 2 > widths.total():
        return ruled, False
    if not widths or not keeps_empty:
        return 0, False
    width, rows = widths.most_common(1)[0]
    # A pipe lost in one row must not turn the whole grid into a flow; that row is of another width then.
    grid = width > 2 and rows > 2 and rows * 5 >= widths.total() * 4
    return (width, padded and between == {True}) if grid else (0, False)


def _pipe_flow(lines: Lines, index: int, builder: Builder) -> int:
    """Read lines of a pipe flow, up to the first line that no longer touches a pipe.

    An empty cell is two pipes with nothing between them on one line. Over a line break it is one
    only beside a line of nothing but pipes, or where no line of words is opened by a pipe: elsewhere one pipe
    ends a row and the other opens the next.
    """
    opened = _opens_words(lines, index)
    after_pipe = False  # the last thing seen is a pipe
    after_bare = False  # ... of a line with nothing but pipes
    i = index
    while i < len(lines):
        line = lines[i]
        text = line.text
        if "\t" in text.strip(BLANK) and is_tab_row(text):
            break
        if "|" in text and i > index and "|" not in lines.text(i - 1) and _opens_grid(lines, i):
            break
        if "|" not in text:
            if not line.is_blank() and not is_page_furniture(text):
                if not _pipe_follows(lines, i):
                    break
                read_line(lines[i], i, builder)
                after_pipe = after_bare = False
            i += 1
            continue
        if text.count("|") > MAX_SEPARATORS:
            skip_or_read_line(lines, i, "|", builder)
            after_pipe = after_bare = False
        elif is_rule_line(text) or is_page_furniture(text.replace("|", " ")):
            pass
        else:
            after_pipe, after_bare = _pipe_line(line, i, builder, after_pipe, after_bare, opened)
        i += 1
    return max(i, index + 1)


def _opens_words(lines: Lines, index: int) -> bool:
    """Return whether a pipe opens lines of words in the run that begins at `index`."""
    for number in range(index, _end_of_run(lines, index)):
        text = lines.text(number).lstrip(BLANK)
        if text.startswith("|") and not text.split("|", 2)[1].strip(BLANK).isascii():
            return True
    return False


def _opens_grid(lines: Lines, index: int) -> bool:
    return _pipe_grid_width(lines, index, _end_of_run(lines, index))[0] > 0


def _end_of_run(lines: Lines, index: int) -> int:
    """Return the line after the run of lines with pipes that begins at `index`."""
    end = index
    for i in range(index, min(len(lines), index + MAX_LINES)):
        text = lines.text(i)
        if 0 < text.count("|") <= MAX_SEPARATORS and "\t" not in text.strip(BLANK):
            end = i + 1
        elif not is_page_furniture(text):  # a page number does not end the table
            break
    return end


def _pipe_follows(lines: Lines, index: int) -> bool:
    """Return whether a pipe stands on one of the next two lines with content."""
    seen = 0
    for number in range(index + 1, min(index + 8, len(lines))):
        line = lines[number]
        if not line.is_blank():
            if "|" in line.text:
                return True
            seen += 1
            if seen == 2:
                break
    return False


def _pipe_line(
    line: Line, number: int, builder: Builder, after_pipe: bool, after_bare: bool, opened: bool
) -> tuple[bool, bool]:
    text = line.text
    parts = text.split("|")
    if not text.strip(" \t|"):
        # One pipe alone stands for a cell, also in front of others; several together pad the row before.
        runs = text.split()
        if after_pipe and len(runs[0]) == 1 and len(runs) < 3:
            builder.add(line, number, 0, 0, 0, True)
        builder.padded = builder.padded or len(parts) > 2
        builder.rows += 1
        return True, len(parts) == 2
    begin = column = 0
    for i, part in enumerate(parts):
        content = part.strip(BLANK)
        inner = 0 < i < len(parts) - 1
        if content or inner or (i == 0 and (after_bare or (after_pipe and not opened))):
            builder.add(line, number, begin, begin + len(part), column, i > 0 or after_pipe)
            column += 1
        begin += len(part) + 1
    builder.rows += 1
    return not parts[-1].strip(BLANK), False
