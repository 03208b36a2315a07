"""The tables of a summary as text, laid out by rich."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from itertools import chain

from govparse.dataset.extras import needs
from govparse.dataset.summary.content_tables import content_tables
from govparse.dataset.summary.reading_tables import reading_tables
from govparse.dataset.summary.records import Figures
from govparse.dataset.summary.tables import Table
from govparse.dataset.summary.words import say
from govparse.output.widths import width
from govparse.output.words import Language

with needs("rich", "dataset"):
    from rich.box import Box
    from rich.console import Console
    from rich.table import Table as Laid
    from rich.text import Text

_BOX = Box("\n".join(["    "] * 2 + [" -- "] + ["    "] * 5) + "\n", ascii=True)
"""A line below the head and no other, of characters that every console has."""
_GAP = 2
"""Blanks between two columns: one of the box, one of the cell."""
_HEAD, _LABEL, _WORDS = 16, 34, 24
"""So wide is a word in the head of a column of numbers, a label, and what explains a row, before it is folded."""


def write_terminal(figures: Figures, language: Language, columns: int) -> str:
    """Return all tables as text of so many columns, without colours.

    Words are folded, numbers are not: a table that does not fit is continued below, its first columns repeated.
    Raises `MissingExtra` on import where rich is not installed.
    """
    written = StringIO()
    for i, table in enumerate(chain(reading_tables(figures, language), content_tables(figures, language))):
        if i:
            written.write("\n")
        for shown, room in _parts(table, columns, language):
            console = Console(file=written, width=room, color_system=None, force_terminal=False, legacy_windows=False)
            console.print(shown)
    return "".join(f"{line.rstrip()}\n" for line in written.getvalue().split("\n")[:-1])


def _parts(table: Table, columns: int, language: Language) -> Iterator[tuple[Text | Laid, int]]:
    """Yield what is printed of a table, and how wide it is."""
    yield Text(table.title), columns
    for note in table.notes:
        yield Text(note), columns
    if not table.rows:
        yield Text(say("nothing", language)), columns
        return
    for i, own in enumerate(_split(table, columns)):
        if i:
            yield Text(""), columns
            yield Text(say("continued", language, title=table.title)), columns
        yield _laid(table, own, columns)


def _split(table: Table, columns: int) -> list[list[int]]:
    """Return which columns stand together: as many as fit behind those that say what a row is about."""
    labels = list(range(table.labels))
    room = columns - sum(_least(table, at) + _GAP for at in labels)
    parts = [list(labels)]
    left = room
    for at in range(table.labels, len(table.columns)):
        if _least(table, at) > left and parts[-1] != labels:
            parts.append(list(labels))
            left = room
        parts[-1].append(at)
        left -= _least(table, at) + _GAP
    return parts


def _least(table: Table, at: int) -> int:
    """Return how wide a column is at least."""
    cells = _widest(table, at)
    title = table.columns[at].title
    if table.columns[at].number:
        return max(cells, min(max(map(width, title.split()), default=0), _HEAD))
    return min(max(cells, width(title)), _LABEL if at < table.labels else _WORDS)


def _widest(table: Table, at: int) -> int:
    return max(width(row[at]) for row in table.rows)


def _laid(table: Table, shown: list[int], columns: int) -> tuple[Laid, int]:
    """Return some columns of a table, and how wide they are; what explains a row takes the room that is left."""
    widths = {at: _least(table, at) for at in shown}
    last = shown[-1]
    if not table.columns[last].number and last >= table.labels:
        others = sum(widths[at] + _GAP for at in shown[:-1])
        widths[last] = max(widths[last], min(_widest(table, last), columns - others))
    laid = Laid(box=_BOX, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="")
    for at in shown:
        column = table.columns[at]
        head = Text(column.title)
        laid.add_column(head, justify="right" if column.number else "left", overflow="fold", width=widths[at])
    for row in table.rows:
        laid.add_row(*(Text(row[at]) for at in shown))
    return laid, max(columns, sum(width + _GAP for width in widths.values()))
