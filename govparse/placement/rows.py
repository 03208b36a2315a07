"""Placing the cells of one row into the columns of its block: count and offset agree, or unread.

The rules differ by what an empty cell is worth. In a grid it holds a position, and the offset of
the row is what has to be found; where rows end visibly it counts; in a flow it may be a blank cell,
padding, or both, and only the filled cells are evidence.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from itertools import pairwise
from typing import Any

from attrs import define, evolve, field

from govparse.forms.lexer import WORDY
from govparse.forms.rows import Row, Typed
from govparse.reading.document import Cell, Layout
from govparse.records import Basis

_WIDE = 7
"""Only in a row so wide a single number too many is a cell too many, not a row of its own."""
EMPTY = "EMPTY"
DOUBTFUL = "DOUBTFUL"
_SEVERAL = re.compile(r"^0[0-9]|[0-9](?:[\s,;:、]|[\s,.;:、]{2,})[0-9]|\.[0-9]+\.")
"""What a cell says that may be several: 3 0 · 00 · 1,2. A decimal point parts nothing."""
_GLUED = re.compile(r"0[0-9]+$")
_SIGN = re.compile(r"增加?|减少?|\+")
_FRACTION = re.compile(r"[.,][0-9]+\D*")


@define
class Slot:
    """What is known of one cell of the form: the printed cell, or its admissible readings."""

    cell: Typed | None = None
    candidates: list[Typed] = field(factory=list)
    rule: str = ""
    """Why it is unread; "" when it is placed."""
    whole_row: bool = False
    """The printed cell cannot be told from its equals: its place is the row."""
    basis: Basis = "printed"
    """Why the cell stands there."""
    may_be_blank: bool = False
    """Of an unread cell: that nothing is printed there is one of its readings."""
    implied: int | None = None
    """Of a cell without a number: the one that the sums of the form force."""


@define
class Beside:
    """Numbers in a row and beside it of which it is not certain whose they are."""

    torn: Sequence[Typed] = ()
    """A bare number beside the row, which lacks one; no other row near it does."""
    strays: Sequence[Typed] = ()
    """Bare numbers beside the row: each may have been torn out of it, be the rest of a number in it, or neither."""
    apart: Sequence[Typed] = ()
    """Numbers of the row that stand on lines of their own: they are bare numbers beside it."""
    behind: Sequence[Typed] = ()
    """Numbers behind the row that may be the rest of its own."""
    shaky: bool = False
    """The row is believed only if the sums within it hold."""
    astray: bool = False
    """Whose the numbers of the row are nobody knows: a label beside it that has none, or columns in another order."""

    @property
    def unsettled(self) -> bool:
        """Return whether numbers in the row may not be its own, or bare ones beside it may be those of another row."""
        return bool(self.strays or self.apart or self.astray or self.behind)


@define
class Placed:
    """A row with one slot per column."""

    row: Row
    slots: list[Slot]
    rule: str = ""
    """Finding about the row as a whole, "" for none."""
    longest: bool = False
    """In a grid: no other row has as many cells, nor has the head."""
    trimmed: bool = False
    """In a grid: the row is shorter than others, and may have lost more at its end than blanks."""
    offsets: Sequence[int] = ()
    """Where its columns may begin, of a row whose cells hold their positions."""
    prints: Sequence[Placed] = ()
    """The same row printed several times, differently: one of these is right."""
    beside: Beside = field(factory=Beside)
    """What of the numbers in it and beside it may belong to another row, or to it."""
    order: Sequence[int] = ()
    """Position in the row → column, as the head prints the columns, where that is another order than the form's."""
    listed: dict[Hashable, list[Any]] = field(factory=dict)
    """Its admissible placements, by what they were listed for."""
    unlisted: bool = False
    """There are too many of them to be listed."""
    was: str = ""
    """Why the row was unread before all of it was placed by proof or by order."""

    @property
    def filled(self) -> frozenset[int]:
        """Columns that hold something printed."""
        return frozenset(i for i, s in enumerate(self.slots) if s.cell is not None and s.cell.type != EMPTY)

    @property
    def certain(self) -> bool:
        """Every cell is placed."""
        return all(slot.cell is not None for slot in self.slots)


@define
class Surroundings:
    """What the other rows of the table say about the blanks of a piece."""

    layout: Layout
    width: int
    """Cells per row in a grid."""
    row_width: int
    """Cells of this row in a grid, label included."""
    counted: bool
    """Rows that end visibly: some row, or the way blanks are printed, shows that a blank is one of a column."""
    padded: bool
    """Rows that end visibly: the last empty cell may be a pad."""
    lost: int
    """Cells that the widest row of the grid has more: blanks that a row may have lost at its end."""
    even: bool
    """Rows that end visibly: every filled row has as many cells as columns."""
    inner_blanks: bool
    """Flow: empty cells before a filled one stand for blanks (no full row has any)."""
    trailing_blanks: bool
    """Flow: rows are not padded, so trailing empty cells stand for blanks."""
    leading_blanks: bool
    """Flow: empty cells before the first value may be blanks; a row without label may also be opened by one."""
    blanks_count: bool
    """Flow: rows with empty cells before filled ones have one cell per column, as many of them as have not."""
    blanks_between: bool
    """Flow: in several rows with a value for each column empty cells stand between them."""
    count_below: bool
    """Flow: values on lines below that of the label prove no count: other rows have none there, or a pipe opens
    such a line, which may stand for a blank."""
    on_one_line: bool
    """Flow: nearly all rows have their values on the line of their label."""
    gap: bool
    """Flow: the values of this row stand further apart than others, as those do with a blank between."""
    stray_blank: bool
    """Flow: more empty cells end this row than nearly all others with a value for each column."""
    odd_size: bool
    """Flow: the row has more cells than others of its kind, and no other has as many."""
    alone_longer: bool
    """Rows and flow: no other row of the report has more cells than columns, blank ones among them."""
    hidden_blank: bool
    """Flow: a pipe opens the line of this row, which has no label, and none that of the head: a blank cell."""


def anchor(row: Row) -> Cell:
    """Return the cell that says where a row stands: its label, else its first cell."""
    return row.label.last if row.label is not None else row.cells[0].cell


def values(row: Row) -> list[Typed]:
    """Return the cells of a row that are not empty."""
    return [cell for cell in row.cells if cell.type != EMPTY]


def together(row: Row) -> bool:
    """Return whether no blank cell stands between filled ones: it would be the blank of some column."""
    at = [i for i, cell in enumerate(row.cells) if cell.type != EMPTY]
    return not at or at[-1] - at[0] + 1 == len(at)


def place_row(row: Row, columns: int, around: Surroundings) -> Placed:
    """Place one row; the caller settles grids of several readings by `settle`."""
    if around.layout is Layout.GRID:
        return _in_grid(row, columns, around)
    if around.layout is Layout.ROWS:
        if (around.odd_size or around.alone_longer) and row.label is not None:
            return unread(row, columns, "row-long", [])
        if around.hidden_blank:
            return unread(row, columns, "row-short", values(row) if len(values(row)) <= columns else [])
        cells = without_pad(row, columns) if around.padded else row.cells
        if len(cells) == columns and (around.even or len(values(row)) == columns):
            return fill(row, cells)
        if around.counted and len(cells) > columns:
            return unread(row, columns, "row-long", [])  # a blank among them is no layout: other rows have none
        return place_by_values(row, columns)
    return _in_flow(row, columns, around)


def without_pad(row: Row, columns: int) -> Sequence[Typed]:
    """Return the cells of a row that may end in a pad: as many as columns, if one is too many and may be none."""
    over = len(row.cells) == columns + 1 and row.cells[-1].type == EMPTY
    return row.cells[:-1] if over else row.cells


def hopeless(row: Row, columns: int) -> Placed | None:
    """Return the row unread where no layout could tell its columns; else None."""
    if row.glued:
        return unread(row, columns, "glued-digits", [])
    filled = values(row)
    if _holds_sub_rows(filled, columns):
        return unread(row, columns, "sub-rows", [])
    # A cell bounded by markup or rules may hold a number broken by a line; digits run together are two all the same.
    several = [cell for cell in filled if cell.cell.extent is None or _GLUED.match(cell.cell.text)]
    if columns > 1 and _holds_several(several):
        # However well the count agrees: another cell may make up for the one that is lost in it.
        return unread(row, columns, "row-broken", filled if len(filled) <= columns else [])
    return None


def _holds_several(filled: Sequence[Typed]) -> bool:
    if any(
        DOUBTFUL in (before.type, cell.type)
        and (_SIGN.fullmatch(before.cell.text) or _FRACTION.fullmatch(cell.cell.text))
        for before, cell in pairwise(filled)
    ):
        return True  # one number, begun in one cell and ended in the next
    return any(cell.type in (DOUBTFUL, "MIXED") and _SEVERAL.search(cell.cell.text) for cell in filled)


def unread(row: Row, columns: int, rule: str, candidates: Iterable[Typed]) -> Placed:
    """Leave a row unread for one reason."""
    possible = list(candidates)
    return Placed(row, [Slot(candidates=list(possible), rule=rule) for _ in range(columns)], rule)


def fill(row: Row, cells: Sequence[Typed]) -> Placed:
    """Place the cells in the order of the columns."""
    return Placed(row, [Slot(cell) for cell in cells])


def place_by_values(row: Row, columns: int) -> Placed:
    """Place a row that has one filled cell for each column; the empty ones are layout."""
    filled = values(row)
    if len(filled) == columns:
        # A blank between them is that of some column, and one of them that of none.
        return fill(row, filled) if together(row) else unread(row, columns, "row-offset", [])
    rule = "row-long" if len(filled) > columns else "row-short"
    return unread(row, columns, rule, filled if len(filled) < columns else [])


def _holds_sub_rows(filled: Sequence[Typed], columns: int) -> bool:
    """Words in the first place and numbers after them: more likely the label of a sub-row than a value."""
    return columns > 1 and len(filled) > 1 and filled[0].type in WORDY and filled[-1].type not in WORDY


# ── grid ───────────────────────────────────────────────────────────────────────────


def windows(row: Row, columns: int) -> list[int]:
    """Return the offsets at which the columns may begin: nothing filled is left outside."""
    cells = row.cells
    filled = [i for i, cell in enumerate(cells) if cell.type != EMPTY]
    first, last = (filled[0], filled[-1]) if filled else (len(cells), -1)
    return [s for s in range(len(cells) - columns + 1) if s <= first and last < s + columns]


def _in_grid(row: Row, columns: int, around: Surroundings) -> Placed:
    filled = values(row)
    if len(filled) == columns and together(row):
        if around.row_width > around.width and len(row.cells) > columns and not around.even:
            return unread(row, columns, "row-long", [])  # a cell too many: one of the numbers, or a blank
        return fill(row, filled)
    if around.row_width != around.width and not around.even:
        return place_by_values(row, columns)
    if around.row_width > around.width and len(row.cells) > columns:
        return unread(row, columns, "row-long", filled if len(filled) < columns else [])
    offsets = windows(row, columns)
    trimmed = bool(offsets and around.lost and filled)
    if trimmed:
        # A trimmed line may have lost blanks at its end: that adds readings, it settles none.
        blanks = [Typed(EMPTY, _behind(row.cells[-1].cell)) for _ in range(around.lost)]
        row = evolve(row, cells=[*row.cells, *blanks])
        offsets = windows(row, columns)
    if not offsets:
        return (not _edges(row) and _all_equal(row, columns)) or place_by_values(row, columns)
    placed = read_at(row, columns, offsets)
    placed.trimmed = trimmed
    return placed


def _behind(cell: Cell) -> Cell:
    """Return an empty cell behind another: one that a trimmed line may have lost."""
    return evolve(cell, text="", start=cell.end)


def _all_equal(row: Row, columns: int) -> Placed | None:
    """Sixteen 0 under fifteen columns: whichever is left over, each column holds a 0."""
    filled = values(row)
    if columns < _WIDE or len(filled) != columns + 1 or len(row.cells) - _edges(row) != len(filled):
        return None
    if len({cell.cell.text for cell in filled}) > 1 or not on_one_line(row, label=False):
        return None
    return Placed(row, [Slot(filled[0], whole_row=True) for _ in range(columns)], "surplus-cell")


def _edges(row: Row) -> int:
    """Return how many empty cells stand before the first and after the last filled one."""
    filled = [i for i, cell in enumerate(row.cells) if cell.type != EMPTY]
    return len(row.cells) - (filled[-1] + 1 - filled[0]) if filled else len(row.cells)


def read_at(row: Row, columns: int, offsets: Sequence[int]) -> Placed:
    """Place what is the same at each of the admissible offsets; leave the rest unread."""
    slots = []
    for column in range(columns):
        readings = [row.cells[offset + column] for offset in offsets]
        if len({_reading(cell) for cell in readings}) == 1:
            slots.append(Slot(readings[0], whole_row=len(offsets) > 1 and readings[0].type != EMPTY))
        else:
            slots.append(Slot(candidates=readings, rule="row-offset"))
    return Placed(row, slots, "row-offset" if any(slot.rule for slot in slots) else "", offsets=offsets)


def _reading(cell: Typed) -> tuple[str, str]:
    return cell.type, cell.cell.text


def settle(placed: list[Placed], columns: int, head_start: int | None) -> list[Placed]:
    """Settle grid rows of several offsets by the rows beside them, where these leave no choice.

    `head_start` is the grid column of the first column label, where head and rows have one width. It
    counts where no row lies otherwise, and not for a row that is shorter than others.
    """
    # A row that is the same at several offsets, such as one of blanks, tells nothing of where rows begin.
    fixed = [p for p in placed if p.certain and p.slots[0].cell and _is_fixed(p, columns)]
    starts = {p.slots[0].cell.cell.column for p in fixed if p.slots[0].cell}
    stray = None
    if head_start is not None and len(fixed) == 1 and starts != {head_start}:
        # Alone, and beside the columns that its head shows: unless it has several numbers, one for each column,
        # what stands there may be a cell too many.
        stray = None if 1 < columns == len(values(fixed[0].row)) else fixed[0]
    if starts - {head_start}:
        head_start = None  # some row lies otherwise than under the head: the head tells nothing of the others
    certain = [p.filled for p in placed if p.certain and p.filled]
    mask = certain[0] if len(certain) > 2 and len(set(certain)) == 1 else None
    result = []
    for p in placed:
        if p is stray or (p.longest and p.rule in ("", "row-offset") and _has_surplus(p.row, columns)):
            # Of the longest row nobody can tell whether a cell that is left over is a pad.
            p = unread(p.row, columns, "row-offset", values(p.row))
        elif p.rule == "row-offset":
            offsets = windows(p.row, columns)
            fitting = offsets
            if head_start is not None:
                fitting = [s for s in offsets if p.row.cells[s].cell.column == head_start and not p.trimmed]
            elif mask is not None and len(mask) < columns and not p.trimmed:
                fitting = [s for s in offsets if _filled_at(p.row, columns, s) == mask]
            if len(fitting) == 1:
                p = read_at(p.row, columns, fitting)
        result.append(p)
    return result


def _has_surplus(row: Row, columns: int) -> bool:
    """Return whether a row has more cells than columns, and not one number for each column."""
    return len(row.cells) > columns and not (len(values(row)) == columns > 1 and together(row))


def _is_fixed(placed: Placed, columns: int) -> bool:
    return not placed.slots[0].whole_row and len(windows(placed.row, columns)) < 2


def _filled_at(row: Row, columns: int, offset: int) -> frozenset[int]:
    return frozenset(i for i in range(columns) if row.cells[offset + i].type != EMPTY)


# ── flow ───────────────────────────────────────────────────────────────────────────


def trailing(row: Row) -> int:
    """Return how many empty cells end the row."""
    count = 0
    for cell in reversed(row.cells):
        if cell.type != EMPTY:
            break
        count += 1
    return count


def has_inner_blank(row: Row) -> bool:
    """Return whether an empty cell stands before a filled one."""
    return any(cell.type == EMPTY for cell in row.cells[: len(row.cells) - trailing(row)])


def _in_flow(row: Row, columns: int, around: Surroundings) -> Placed:
    filled = values(row)
    words = [cell for cell in filled if cell.type in WORDY]
    if around.hidden_blank:
        return unread(row, columns, "row-short", filled if len(filled) <= columns else [])
    if words and len(words) < len(filled) and not on_one_line(row):
        return unread(row, columns, "row-words", filled if len(filled) <= columns else [])
    if around.odd_size or around.alone_longer:
        return unread(row, columns, "row-long", [])
    if len(filled) <= columns and _goes_on_without_separator(filled):
        return unread(row, columns, "row-broken", filled)
    if filled and len(filled) <= columns and around.on_one_line and stands_below(row):
        return unread(row, columns, "row-cut", filled)
    if len(filled) == columns:
        if around.count_below and stands_below(row):
            return unread(row, columns, "row-cut", filled)
        led = has_inner_blank(row if around.leading_blanks else _from_first_value(row))
        if (
            around.gap
            or around.stray_blank
            or (led and around.blanks_count)
            or not (together(row) or around.blanks_between)
        ):
            return unread(row, columns, "row-long", [])
        return fill(row, filled)
    if len(filled) > columns:
        own = _on_label_line(row)
        if len(own) == columns == len(filled) - 1:
            # A bare number on the next line may be the rest of the last one.
            last = Slot(candidates=[own[-1]], rule="number-broken")
            return Placed(row, [*(Slot(cell) for cell in own[:-1]), last], "number-broken")
        return _all_equal(row, columns) or unread(row, columns, "row-long", [])
    if not filled and not around.leading_blanks:
        return unread(row, columns, "row-empty", row.cells[:1])
    if not around.leading_blanks:
        if has_inner_blank(row) and len(row.cells) - len(_from_first_value(row).cells) > 1:
            return unread(row, columns, "row-short", filled)  # one of them opens the row, the others are blanks
        row = _from_first_value(row)
    end = trailing(row)
    if row.label is None and end and row.cells[0].type == EMPTY and len(row.cells) > columns:
        return unread(row, columns, "row-offset", [])  # the first one may open the row, and the last be a blank
    if filled and around.inner_blanks and len(row.cells) - end == columns:
        return fill(row, row.cells[:columns])
    if around.trailing_blanks and len(row.cells) == columns:
        return fill(row, row.cells)
    if not filled:
        return unread(row, columns, "row-empty", row.cells[:1])
    return unread(row, columns, "row-short", filled)


def _goes_on_without_separator(filled: Sequence[Typed]) -> bool:
    """Return whether a value begins a line without the separator that others have: it may go on above."""
    if not any(cell.cell.after_separator for cell in filled):
        return False
    return any(not cell.cell.after_separator and cell.cell.line > before.cell.line for before, cell in pairwise(filled))


def _from_first_value(row: Row) -> Row:
    first = next(i for i, cell in enumerate(row.cells) if cell.type != EMPTY)
    return evolve(row, cells=row.cells[first:])


def stands_below(row: Row) -> bool:
    """Return whether values stand on other lines than the label."""
    return row.label is not None and not on_one_line(row)


def _on_label_line(row: Row) -> list[Typed]:
    """Return the values on the line of the label, where a separator sets them off."""
    if row.label is None:
        return []
    line = row.label.last.line
    return [cell for cell in values(row) if cell.cell.line == line and cell.cell.after_separator]


def on_one_line(row: Row, *, label: bool = True) -> bool:
    """Return whether the values of a row stand on one line, that of its label where it has one."""
    lines = {cell.cell.line for cell in row.cells if cell.type != EMPTY}
    if row.label is not None and label:
        lines.add(row.label.last.line)
    return len(lines) == 1
