"""Tabs: between cells, a line is a row; before each cell, an empty line ends the row."""

from __future__ import annotations

import re
from collections import Counter

from govparse.reading.document import Layout
from govparse.reading.fold import unspoken
from govparse.reading.lines import BLANK, Line, Lines
from govparse.reading.text.builder import MAX_LINES, MAX_SEPARATORS, Builder
from govparse.reading.text.clutter import is_page_furniture, unemphasised
from govparse.reading.text.flow import read_line, skip_or_read_line

# A cell that opens with a number is complete: a number never continues over a line break, but 5. is that of a label.
_NUMBER = re.compile(r"[+\-增减¥]?\s?[0-9](?:[0-9.,%]*[0-9%])?\s?\(?[万亿千元件项个条宗次份]{0,2}\)?(?:\(.*)?|[/\-]+")
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,2}\s?、")
_CONTINUATION = 40
"""A line inside a cell is not longer than this."""


def opens_with_tab(text: str) -> bool:
    """Return whether a tab is the first thing on a line, blanks aside."""
    return text.lstrip(" ").startswith("\t")


# ── tabs between cells: a line is a row ────────────────────────────────────────────


def is_tab_row(text: str) -> bool:
    """A tab after content, or several tabs: cells of one row. A single leading tab says nothing."""
    return "\t" in text.strip(" ").removeprefix("\t")


def read_tab_grid(lines: Lines, index: int, builder: Builder) -> int:
    """Read lines with tabs between cells: a grid, unless no line ever holds two cells."""
    end = index
    block: list[int] = []
    for i in range(index, min(len(lines), index + MAX_LINES)):
        text = lines.text(i)
        if is_tab_row(text):
            block.append(i)
            end = i + 1
        elif not is_page_furniture(text):  # a page number does not end the table
            break
    filled = [sum(1 for part in lines.text(i).split("\t") if part.strip()) for i in block]
    if max(filled) < 2 or any(lines.text(i).count("\t") > MAX_SEPARATORS for i in block):
        # Never two cells on a line: the tabs are indentation or left over at the line's end.
        for i in block:
            skip_or_read_line(lines, i, "\t", builder)
        return end
    widths = Counter(lines.text(i).count("\t") + 1 for i in block)
    builder.open(Layout.GRID, widths.most_common(1)[0][0])
    for i in block:
        _cells_of_line(lines[i], i, "\t", builder)
    return end


def _cells_of_line(line: Line, number: int, separator: str, builder: Builder) -> None:
    begin = 0
    for column, part in enumerate(line.text.split(separator)):
        builder.add(line, number, begin, begin + len(part), column, column > 0)
        begin += len(part) + 1
    builder.rows += 1


# ── one tab before each cell: an empty line ends the row ───────────────────────────


def read_tab_rows(lines: Lines, index: int, builder: Builder) -> int:
    """Read lines that open with one tab: a table cell by cell, or an indented flow."""
    end = _end_of_tab_region(lines, index)
    rows = _split_tab_region(lines, index, end)
    with_cells = [row for row in rows if any(lines.text(i).strip(BLANK) for i, *_ in row)]
    several = sum(1 for row in with_cells if len(row) > 1)
    if len(with_cells) > 1 and several * 2 > len(with_cells):
        builder.open(Layout.ROWS, Counter(map(len, with_cells)).most_common(1)[0][0])
        for row in rows:
            for column, cell in enumerate(row):
                _add_broken_cell(lines, cell, builder, column)
            builder.rows += 1
        return end
    # Indentation: a lone tab is an empty line.
    builder.open(Layout.FLOW)
    for i in range(index, end):
        read_line(lines[i], i, builder)
    return end


def _end_of_tab_region(lines: Lines, index: int) -> int:
    """Return the line after the last one that can belong to the region opened at `index`."""
    end = index + 1
    empty = 0
    for i in range(index + 1, min(len(lines), index + MAX_LINES)):
        text = lines.text(i)
        if is_page_furniture(text):
            continue
        if not text.strip(" "):
            empty += 1
            if empty > 2:
                break
            continue
        if (opens_with_tab(text) and not is_tab_row(text) and "|" not in text) or (
            empty < 2 and _continues(lines, end - 1, i)
        ):
            end, empty = i + 1, 0
        else:
            break
    return end


def _continues(lines: Lines, last: int, index: int) -> bool:
    """Line `index`, which has no tab, goes on with the cell of line `last`: words after words."""
    before, text = (_bare(lines.text(number).strip(BLANK)) for number in (last, index))
    if "\t" in lines.text(index) or "|" in text or len(text) > _CONTINUATION:
        return False
    if _NUMBERED.match(text):
        return False  # 三、… opens something new
    if not before or _NUMBER.fullmatch(before) or _NUMBER.fullmatch(text):
        return False
    after = (lines.text(i) for i in range(index + 1, min(index + 5, len(lines))))
    following = next((text for text in after if text.strip(" ") and not is_page_furniture(text)), "")
    return opens_with_tab(following)


def _bare(text: str) -> str:
    return unspoken(text[slice(*unemphasised(text))])


def _split_tab_region(lines: Lines, index: int, end: int) -> list[list[list[int]]]:
    """Return rows of cells, a cell being the numbers of its lines."""
    rows: list[list[list[int]]] = [[]]
    after_empty = False
    for i in range(index, end):
        text = lines.text(i)
        if is_page_furniture(text):
            continue
        if not text.strip(" "):
            after_empty = True
            continue
        if opens_with_tab(text):
            if after_empty and rows[-1]:
                rows.append([])
            rows[-1].append([i])
        else:
            rows[-1][-1].append(i)
        after_empty = False
    return rows


def _add_broken_cell(lines: Lines, numbers: list[int], builder: Builder, column: int) -> None:
    """Add one cell that stands on one or more lines."""
    first = lines[numbers[0]]
    cell = builder.add(first, numbers[0], 0, len(first.text), column, True)
    for number in numbers[1:]:
        line = lines[number]
        cell.text += line.text.strip(BLANK)
        cell.end = line.start + len(line.text.rstrip(BLANK))
