"""Placing the rows of a table: what the rows say together, and what makes none of them certain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from attrs import define, evolve, field

from govparse.forms.form import Form
from govparse.forms.rows import Row
from govparse.forms.vocabulary import Vocabulary
from govparse.forms.walk import Block, LooseRow, Source
from govparse.placement.aligned import place_in_table
from govparse.placement.evidence import Evidence, Page, Sheet, layout_of
from govparse.placement.heads import Head, find_heads, head_above, printed_order
from govparse.placement.rows import (
    EMPTY,
    Beside,
    Placed,
    anchor,
    hopeless,
    place_row,
    settle,
    stands_below,
    unread,
    values,
)
from govparse.placement.rowsums import adds_up
from govparse.placement.twice import print_of, printed_twice
from govparse.reading.document import Cell, Layout
from govparse.reading.fold import key

_SEVERAL = 4
"""More values without a label, beside a row that has none either, are a second such row."""
_NEAR = 4
"""A bare number is near a row when it stands so many lines behind it at most."""
_OWN = {"change": ("SIGNED",), "amount": ("DECIMAL", "MONEY")}
"""Columns whose numbers show what they are: 本年增/减 (2019 form) by a sign, amounts by decimals or a unit of money."""
_ROWS_TO_JUDGE = 6
"""So many row labels show whether a text still repeats itself."""
_LONG = 3
"""So many rows with a cell more than columns show that the table may have one column more than the form."""
_TOO_LONG = frozenset({"row-long", "surplus-cell"})
"""Reasons that tell so of a row."""


@define
class PlacedBlock:
    """A block with its rows placed, by rule."""

    block: Block
    rows: dict[str, Placed] = field(factory=dict)
    loose: list[LooseRow] = field(factory=list)


def place_blocks(blocks: Sequence[Block], page: Page) -> list[PlacedBlock]:
    """Place all rows of all blocks of a report."""
    sheet = Sheet.of(blocks, page)
    deduplicated = lost_repeats(blocks, page.source)
    result = []
    for group in _by_table(blocks):
        evidence = Evidence.of(group, sheet)
        # A block that rows of another interrupt goes on under the head that it had.
        heads: dict[str, list[Head]] = {}
        for block, following in zip(group, [*group[1:], None], strict=True):
            above = heads.setdefault(block.shape.name, [])
            above += find_heads(block)
            result.append(_place_block(block, following, evidence, above, deduplicated))
    twice = printed_twice(blocks)
    for placed in result:
        _doubt_repeated(placed, twice)
    return result


def _by_table(blocks: Sequence[Block]) -> list[list[Block]]:
    tables: dict[str, list[Block]] = {}
    for block in blocks:
        tables.setdefault(block.shape.table, []).append(block)
    return list(tables.values())


def _place_block(
    block: Block, following: Block | None, evidence: Evidence, heads: Sequence[Head], deduplicated: bool
) -> PlacedBlock:
    source = evidence.sheet.page.source
    columns = len(block.shape.columns)
    placed = PlacedBlock(block, loose=list(block.loose))
    whole = ""
    if deduplicated:
        whole = "repeats-removed"
    elif _numbers_first(block, source):
        whole = "numbers-before-labels"
    if not whole and not heads and _columns_disordered(block):
        whole = "columns-disordered"
    rows: list[Placed] = []
    for row in block.rows:
        if whole:
            rows.append(evolve(unread(row, columns, whole, []), order=_printed_order(block)))
        else:
            rows.append(_place_row(row, block, evidence, heads))
    _doubt_neighbours(rows, block, evidence)
    stray = _stray(block, following)
    for result in _settle_grids(rows, block, evidence.sheet.page):
        if _same(result.row) in stray:
            _doubt_broken(result, stray[_same(result.row)])
        _cut_last(result, source)
        _add(placed, result)
    _doubt_missing(placed)
    _doubt_group_of_other_form(placed, evidence.sheet.forms, source.vocabulary)
    _doubt_unlabelled(placed)
    _doubt_beside_long(placed)
    for found in placed.rows.values():
        if found.rule in ("sub-rows", "row-words") and values(found.row):
            _keep_sub_row(placed, found.row)
    return placed


def _place_row(row: Row, block: Block, evidence: Evidence, heads: Sequence[Head]) -> Placed:
    columns = len(block.shape.columns)
    lost = hopeless(row, columns)
    unclear = (lost is None or row.glued) and row.label is not None and _is_of_other_form(row, block)
    if unclear:
        return unread(row, columns, "form-unclear", [])
    if lost is not None:
        return lost
    if not (row.cells or row.label):
        return unread(row, columns, "row-empty", [])
    cell = anchor(row)
    if cell.extent is None:
        placed = place_row(row, columns, evidence.around(row, block))
        if layout_of(row, evidence.sheet.page.source) is not Layout.GRID and _misplaced(
            placed, block, evidence.sheet.page.source.vocabulary
        ):
            return unread(row, columns, "number-misplaced", values(row))
        return placed
    head, own = head_above(heads, cell.row, cell.extent.table)
    return place_in_table(row, evidence.in_table(block, cell.extent.table, head, own))


def _misplaced(placed: Placed, block: Block, vocabulary: Vocabulary) -> bool:
    """Return whether a change or an amount would stand outside its column, in a block that has one of its own.

    Where no label of a column is printed, it may have one in any form.
    """
    columns = [column.code for column in block.shape.columns]
    labels = {column.terminals[-1] for column in block.shape.columns}
    headed = any(label.type in labels for label in block.head)
    shapes = (
        [block.shape] if headed else [form.shapes[block.shape.name] for form in vocabulary.with_block(block.shape.name)]
    )
    printed = {column.code for shape in shapes for column in shape.columns}
    return any(
        own in printed and own != code and slot.cell is not None and slot.cell.type in kinds
        for own, kinds in _OWN.items()
        for slot, code in zip(placed.slots, columns, strict=True)
    )


def _is_of_other_form(row: Row, block: Block) -> bool:
    """Return whether another form knows the labels of the block as well, and has other columns in this row."""
    own = block.shape.row_of[row.rule].terminal
    labels = [label for label, terminals in block.form.labels.items() if own in terminals]
    codes = block.shape.row_codes[row.rule]
    return any(
        other.terminal in rival.labels.get(label, ()) and rival.shapes[block.shape.name].row_codes[other.rule] != codes
        for rival in block.rivals
        for other in rival.shapes[block.shape.name].rows
        if other.terminal is not None and not other.group
        for label in labels
    )


def _settle_grids(rows: Sequence[Placed], block: Block, page: Page) -> Iterator[Placed]:
    """Settle the rows of a grid by each other; a page break does not part rows of one width."""
    source = page.source
    by_width: dict[int, list[Placed]] = {}
    for placed in rows:
        piece = source.document.pieces[anchor(placed.row).piece]
        if piece.layout is Layout.GRID:
            by_width.setdefault(piece.width, []).append(placed)
        else:
            yield placed
    for width, together in by_width.items():
        lengths = Counter(page.in_row[anchor(placed.row).row] for placed in together)
        longest = max(lengths)
        alone = lengths[longest] == 1 and not any(page.in_row[label.cell.row] >= longest for label in block.head)
        for placed in together:
            placed.longest = alone and page.in_row[anchor(placed.row).row] == longest
        yield from settle(together, len(block.shape.columns), _head_start(block, width, source))


def _doubt_neighbours(rows: Sequence[Placed], block: Block, evidence: Evidence) -> None:
    """Leave unread what a neighbour makes doubtful: two labels before the numbers of one row."""
    order = {row.rule: i for i, row in enumerate(block.shape.rows)}
    highest = -1
    for before, placed in zip([None, *rows], rows, strict=False):
        printed = values(placed.row)
        disordered = order[placed.row.rule] < highest
        highest = max(highest, order[placed.row.rule])
        if before is None or not printed or values(before.row):
            continue
        # The labels of two rows, then the numbers of one: in the order of the form the first is blank.
        together = before.row.label is not None and before.row.label.cell.line == anchor(placed.row).line
        if (disordered or together) and layout_of(placed.row, evidence.sheet.page.source) is Layout.FLOW:
            unclear = unread(placed.row, len(placed.slots), "labels-before-numbers", printed)
            placed.slots, placed.rule = unclear.slots, unclear.rule


def _same(row: Row) -> int | str:
    """Return what tells a row from others of its block, whatever cells placing has added to it or taken off."""
    return id(row.label) if row.label is not None else row.rule


def _stray(block: Block, following: Block | None) -> dict[int | str, Cell]:
    """Return the first of the bare numbers behind a row, by the row.

    Below a head printed again they stand in the block that this head seems to open.
    """
    found: dict[int | str, Cell] = {}
    for loose in reversed(following.loose if following is not None else []):
        if loose.label is None and loose.after is None and block.rows:
            found[_same(block.rows[-1])] = loose.cells[0]
    for loose in reversed(block.loose):
        if loose.label is None and loose.after is not None:
            found[_same(loose.after)] = loose.cells[0]
    return found


def _doubt_broken(placed: Placed, stray: Cell) -> None:
    """Bare numbers behind a row may be the rest of its last number, or what its blank cells have lost."""
    if not placed.row.cells:
        return
    near = 0 < stray.line - placed.row.cells[-1].cell.line <= _NEAR
    printed = values(placed.row)
    for slot in placed.slots:
        behind = slot.cell is not None and printed and slot.cell is printed[-1]
        lost = slot.cell is not None and slot.cell.type == EMPTY
        if slot.cell is not None and (lost or (near and (behind or slot is placed.slots[-1]))):
            slot.candidates, slot.cell, slot.rule = [slot.cell], None, "number-broken"
            placed.rule = placed.rule or "number-broken"


def _add(placed: PlacedBlock, result: Placed) -> None:
    """Add a row; one printed twice counts once if both say the same, else neither is certain."""
    rule = result.row.rule
    known = placed.rows.get(rule)
    if known is None or not values(known.row):
        placed.rows[rule] = result
    elif values(result.row) and print_of(known.row) != print_of(result.row):
        both = [*values(known.row), *values(result.row)]
        repeated = unread(known.row, len(known.slots), "row-repeated", both)
        repeated.prints = [*(known.prints or [known]), result]
        placed.rows[rule] = repeated


def _doubt_repeated(placed: PlacedBlock, twice: Collection[str]) -> None:
    """Doubt rows (first cell of each) that two tables print: no sum says row by row which of them is meant."""
    for rule, known in placed.rows.items():
        codes = placed.block.shape.row_codes.get(rule)
        if codes and codes[0] in twice:
            printed = [cell for row in placed.block.rows if row.rule == rule for cell in values(row)]
            placed.rows[rule] = unread(known.row, len(known.slots), "row-repeated", printed)


def _doubt_missing(placed: PlacedBlock) -> None:
    """A row without label whose numbers may be those left over is not absent: it is unread."""
    shape = placed.block.shape
    order = [row.rule for row in shape.rows]
    for loose in placed.loose:
        if loose.label is not None and not _is_group(loose, placed):
            continue
        first = order.index(loose.after.rule) + 1 if loose.after is not None else 0
        for rule in order[first:]:
            if rule in placed.rows:
                break
            if not shape.row_of[rule].group:
                row = Row(rule, None, [])
                placed.rows[rule] = unread(row, len(shape.columns), "label-lost", [])


def _doubt_group_of_other_form(placed: PlacedBlock, printed: Collection[Form], vocabulary: Vocabulary) -> None:
    """Doubt a row whose label stands above rows in another form, unless it has its numbers and none stand behind.

    The labels of those rows may be lost, and their numbers be what is left. `printed`: the forms of the other tables;
    where these are in the same form, so is the row.
    """
    shape = placed.block.shape
    keys = placed.block.form.keys
    followed = {id(loose.after) for loose in placed.loose if loose.label is None and len(loose.cells) > 1}
    for form in vocabulary.with_block(shape.name):
        groups = {form.keys[row.terminal] for row in form.shapes[shape.name].rows if row.group and row.terminal}
        for rule, own in placed.rows.items():
            label = own.row.label
            spread = not own.certain and len({cell.cell.row for cell in values(own.row)}) > 1
            spread = spread and placed.block.form not in printed
            if label is not None and keys[label.type] in groups and (spread or id(own.row) in followed):
                placed.rows[rule] = unread(own.row, len(shape.columns), "form-unclear", [])


def _doubt_beside_long(placed: PlacedBlock) -> None:
    """Doubt the rows of a table that may have one column more than the form: one with as many numbers lacks one.

    A table shows it by several rows with a cell more than columns, unless as many are as long as the form and add up.
    """
    columns = len(placed.block.shape.columns)
    long = [row for row in placed.rows.values() if row.rule in _TOO_LONG and len(row.row.cells) == columns + 1]
    codes, form = placed.block.shape.row_codes, placed.block.form
    borne_out = [rule for rule, row in placed.rows.items() if adds_up(row.row, codes.get(rule, ()), form)]
    if len(long) < _LONG or len(borne_out) >= len(long):
        return
    for rule, row in placed.rows.items():
        own = values(row.row)
        spanned = any(cell.cell.extent is not None for cell in row.row.cells)
        if row.certain and row not in long and own and not spanned:
            doubted = unread(row.row, columns, "row-doubtful", own)
            placed.rows[rule] = evolve(doubted, beside=Beside(astray=True))


def _doubt_unlabelled(placed: PlacedBlock) -> None:
    """A row without label is announced by its head: none is unread, and of two neither is the row."""
    columns = len(placed.block.shape.columns)
    for shape in placed.block.shape.rows:
        if shape.terminal is not None:
            continue
        found = placed.rows.get(shape.rule)
        if found is None and placed.block.head:
            placed.rows[shape.rule] = unread(Row(shape.rule, None, []), columns, "row-empty", [])
        elif found is not None and any(len(loose.cells) > _SEVERAL for loose in placed.loose):
            placed.rows[shape.rule] = unread(found.row, columns, "row-repeated", [])


def _is_group(loose: LooseRow, placed: PlacedBlock) -> bool:
    """Values stand right behind the label of a group."""
    form, shape = placed.block.form, placed.block.shape
    groups = {form.keys[row.terminal] for row in shape.rows if row.group and row.terminal}
    return loose.label is not None and key(loose.label.text) in groups


def _keep_sub_row(placed: PlacedBlock, row: Row) -> None:
    """Keep the first of several sub-rows as a row of its own, in front of the others."""
    cells = values(row)
    first = LooseRow(cells[0].cell, [cell.cell for cell in cells[1:]], row)
    position = next((i for i, loose in enumerate(placed.loose) if loose.after is row), len(placed.loose))
    placed.loose.insert(position, first)


# ── what makes a whole block uncertain ─────────────────────────────────────────────


def lost_repeats(blocks: Sequence[Block], source: Source) -> bool:
    """Return whether the text lost its repeated lines: no value and no head label stands twice."""
    rows = [row for block in blocks for row in block.rows]
    if len(rows) < _ROWS_TO_JUDGE or any(row.glued for row in rows):
        return False
    if any(layout_of(row, source) is not Layout.FLOW for row in rows):
        return False
    text = source.document.text  # as printed: what repeats is a line, not what it means
    printed = Counter(text[cell.cell.start : cell.cell.end] for row in rows for cell in values(row))
    heads = Counter(text[label.cell.start : label.last.end] for block in blocks for label in block.head)
    short = sum(len(values(row)) < len(block.shape.columns) for block in blocks for row in block.rows)
    return (
        short * 2 > len(rows)
        and all(count == 1 for count in printed.values())
        and all(count == 1 for count in heads.values())
    )


def _numbers_first(block: Block, source: Source) -> bool:
    """Numbers stand before the first label and the last label has none: labels follow their numbers."""
    labelled = [row for row in block.rows if row.label is not None]
    if not labelled or not any(loose.label is None and loose.after is None for loose in block.loose):
        return False
    return not values(labelled[-1]) and layout_of(labelled[-1], source) is Layout.FLOW


def _columns_disordered(block: Block) -> bool:
    """The head prints the columns in another order than the form: no count tells where a number goes.

    Only labels printed as often as the form has them are judged.
    """
    order = [column.terminals[-1] for column in block.shape.columns]
    nested = _nested(block, order)
    if nested is None:
        return True
    printed = [label.type for label in block.head]
    expected = [label for label in order if label not in nested]
    seen = [label for label in printed if label in expected]
    if sorted(seen) == sorted(expected) and seen != expected:
        return True
    outer = list(dict.fromkeys(column.terminals[0] for column in block.shape.columns if len(column.terminals) > 1))
    found = [label for label in printed if label in outer]
    return (sorted(found) == sorted(outer) and found != outer) or _group_first(block, outer)


def _printed_order(block: Block) -> tuple[int, ...]:
    """Return the columns in the order in which the head prints them; a label met before its turn is the last."""
    nested = _nested(block, [column.terminals[-1] for column in block.shape.columns]) or ()
    printed = [label.type for label in block.head]
    in_turn = [label for label in printed if label not in nested]
    return printed_order([*in_turn, *(label for label in printed if label in nested)], block.shape)


def _group_first(block: Block, outer: Sequence[str]) -> bool:
    """A label above columns (行政诉讼) stands before the first procedure, to which it does not belong."""
    leaves = {column.terminals[-1] for column in block.shape.columns}
    first = next((label.type for label in block.head if label.type not in leaves), None)
    return bool(outer) and first is not None and first != outer[0] and outer[0] in [h.type for h in block.head]


def _nested(block: Block, order: Sequence[str]) -> set[str] | None:
    """Return the labels of a nested head that are met out of order rightly; None if one is met wrongly.

    Where some columns stand under a label of their own (法人或其他组织), the last column (总计) is met
    before them: right behind that label, or on the line of the label above all (申请人情况).
    """
    heads = {label.type: label for label in block.head}
    printed = [label.type for label in block.head if label.type in block.shape.head]
    groups = [t for t in printed if t not in order]
    first, last = order[0], order[-1]
    if len(block.shape.columns[0].terminals) > 1 or not groups or printed.count(last) != 1 or first not in printed:
        return set()
    at = printed.index(last)
    if at == max(printed.index(label) for label in order if label in printed):
        return set()
    behind_group = at > 0 and printed[at - 1] in groups and at > printed.index(first)
    above, below = heads[last].cell.line, heads[first].cell.line
    same_line = any(heads[group].cell.line == above for group in groups) and above < below
    return {last} if behind_group or same_line else None


def _head_start(block: Block, width: int, source: Source) -> int | None:
    """Return the grid column of the first column label, if the head lies in a grid of this width.

    The labels may stand on several rows, as in section 三; they have to lie side by side, each once.
    """
    order = [column.terminals[-1] for column in block.shape.columns]
    pieces = source.document.pieces
    found = [
        label
        for label in block.head
        if label.type in order
        and pieces[label.cell.piece].layout is Layout.GRID
        and pieces[label.cell.piece].width == width
    ]
    # A head may be printed again on the next page.
    lies = sorted({(label.cell.column, label.type) for label in found})
    if [label for _, label in lies] != order:
        return None
    first = lies[0][0]
    return first if lies[-1][0] == first + len(order) - 1 else None


# ── a text that ends inside a table ────────────────────────────────────────────────


def _cut_last(placed: Placed, source: Source) -> None:
    """Leave the cell unread with which the text ends: digits may be missing, or all of them."""
    if not source.document.open_ended:
        return
    end = len(source.document.text.rstrip())
    # A row of blanks is read at any offset alike: its last cell is that of its last column.
    last = bool(placed.row.cells) and placed.row.cells[-1].cell is source.cells[-1]
    if last and placed.longest:
        # No other row is as long: cells may be missing, and its offset cannot be told.
        unclear = unread(placed.row, len(placed.slots), "text-ends", values(placed.row))
        placed.slots, placed.rule = unclear.slots, unclear.rule
        return
    for slot in placed.slots:
        if slot.cell is None:
            continue
        cell = slot.cell.cell
        ends = cell is source.cells[-1] or cell.start >= end or (last and slot is placed.slots[-1])
        if cell.text and cell.end == end and not cell.after_separator and stands_below(placed.row):
            # Alone on the last line it may as well be the number of the label that would follow.
            unclear = unread(placed.row, len(placed.slots), "text-ends", values(placed.row))
            placed.slots, placed.rule = unclear.slots, unclear.rule
            return
        if cell.end == end if cell.text else ends:
            slot.candidates, slot.cell, slot.rule = [slot.cell], None, "text-ends"
            placed.rule = placed.rule or "text-ends"
