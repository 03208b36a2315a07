"""Ways in which rows of sections 三 and 四 lose their columns, and what of their cells is placed all the same.

Each way prints a synthetic report in one of its layouts so that rows no longer say in which columns their cells stand:
blanks vanish, cells are lost or stand there twice, numbers stand apart from their labels. What the report says is
known, so every number that is read can be held against it. Beside it stands what a reader would do who gives the
values of a row to its last columns: *counting from the right*.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from random import Random
from types import MappingProxyType
from typing import Literal

from attrs import evolve, frozen

from govparse.forms.identities import identities
from govparse.forms.registry import form_named, forms
from govparse.records import AnnualReport, Fact
from govparse.rendering.official import lay_out
from govparse.rendering.sheet import PAD, Cell, Paragraph, Row, Sheet, Table
from govparse.synthetic.report import BLANKS, Blanks, Wanted, make_report
from govparse.testing.corpus import synthetic_report
from govparse.testing.damage import DAMAGES, flattened
from govparse.testing.layouts import LAYOUTS
from govparse.testing.verdict import GRIDS, Reader, read_by_govparse, wrong_facts

SUMMED = ("requests", "review")
"""The tables whose cells add up; only their rows are hit."""
Key = tuple[str, str]
"""A row: its block and its rule."""
Printed = Literal["some rows"] | Blanks
"""Which cells a report leaves blank: a kind of `BLANKS`, or some of the zeros of one to five rows."""
_NAMED = 5
"""So many rows are named one by one."""
_BROKEN_EACH = 6
"""One report of so many has a sum that does not hold."""


@frozen
class Loss:
    """A sheet whose rows have lost columns."""

    sheet: Sheet
    rows: frozenset[Key]
    """The rows that are hit."""
    done: str
    """What was done, in words."""
    left: Sheet | None = None
    """Where it is the layout that loses: a sheet whose rows hold the values as the text prints them."""


@frozen
class Way:
    """A way of losing columns."""

    name: str
    about: str
    layouts: tuple[str, ...]
    lose: Callable[[Sheet, Random], Loss | None]
    """Loses columns; None where a sheet has nothing to lose in this way. Asks the `Random` for choices only."""
    blanks: tuple[Printed, ...] = ("none", "none", "zeros", "natural")


# ── rows of a sheet ────────────────────────────────────────────────────────────────


def _key(row: Row) -> Key | None:
    return (row.block, row.rule) if row.body and row.rule and row.block in SUMMED else None


def _rows(sheet: Sheet) -> dict[Key, Row]:
    """Return the rows of the tables that count; of a row that stands there in parts the one with most values."""
    found: dict[Key, Row] = {}
    for row in (row for table in sheet.tables for row in table.rows):
        key = _key(row)
        if key and (key not in found or len(_said(row)) > len(_said(found[key]))):
            found[key] = row
    return found


def _values(row: Row) -> list[Cell]:
    return [cell for cell in row.cells if cell.role == "value"]


def _said(row: Row) -> list[Cell]:
    return [cell for cell in _values(row) if cell.text.strip()]


def _labels(row: Row) -> list[Cell]:
    return [cell for cell in row.cells if cell.role != "value"]


def _changed(sheet: Sheet, change: Callable[[Row], Sequence[Row]], rows: Collection[Key]) -> Sheet:
    """Return a sheet in which other rows stand for some."""

    def told(part: Paragraph | Table) -> Paragraph | Table:
        if not isinstance(part, Table):
            return part
        return evolve(
            part, rows=tuple(new for row in part.rows for new in (change(row) if _key(row) in rows else [row]))
        )

    return Sheet(tuple(map(told, sheet.parts)))


def _some(random: Random, keys: Sequence[Key], most: int) -> list[Key]:
    """Return one row or more, one behind the other half of the time."""
    count = random.randint(1, min(most, len(keys)))
    if random.randint(0, 1):
        return random.sample(keys, count)
    first = random.randint(0, len(keys) - count)
    return list(keys[first : first + count])


def _picked(sheet: Sheet, random: Random, most: int, able: Callable[[Row], bool]) -> list[Key]:
    keys = [key for key, row in _rows(sheet).items() if able(row)]
    return _some(random, keys, most) if keys else []


def _names(rows: Collection[Key]) -> str:
    named = sorted(f"{block} {rule}" for block, rule in rows)
    return f"{len(named)} rows" if len(named) > _NAMED else ", ".join(named)


def _loss(sheet: Sheet, rows: Collection[Key], done: str, left: Sheet | None = None) -> Loss | None:
    return Loss(sheet, frozenset(rows), f"{done}: {_names(rows)}", left) if rows else None


def _digits(row: Row) -> bool:
    return any(len(cell.text) > 1 and cell.text.isdigit() for cell in _values(row))


def _first(row: Row) -> int:
    """Return the position of the first value."""
    return next(i for i, cell in enumerate(row.cells) if cell.role == "value")


def _has_several(row: Row) -> bool:
    return len(_said(row)) > 1


# ── blanks ─────────────────────────────────────────────────────────────────────────


def _has_blank(row: Row) -> bool:
    return len(_said(row)) < len(_values(row))


def _without_blanks(row: Row) -> list[Row]:
    return [evolve(row, cells=tuple(cell for cell in row.cells if cell.role != "value" or cell.text.strip()))]


def _vanish(sheet: Sheet, random: Random, whole: bool) -> Loss | None:
    """Drop all blank cells; hit are the rows that had some, or all rows of their tables."""
    hit = [key for key, row in _rows(sheet).items() if _has_blank(row)]
    blocks = {block for block, _ in hit}
    rows = [key for key in _rows(sheet) if key[0] in blocks] if whole else hit
    return _loss(_changed(sheet, _without_blanks, hit), rows, "blanks vanished")


def _open_ends(sheet: Sheet, random: Random) -> Loss | None:
    """Leave rows whose first or last cell is blank; where a table has cells of its own for spans, shift some rows."""
    rows = _rows(sheet)
    ends = {key: [cell.text.strip() for cell in (_values(row)[:1] + _values(row)[-1:])] for key, row in rows.items()}
    hit = [key for key, row in rows.items() if not all(ends[key])]
    # A blank that moves into the column of a label cannot be seen to have moved: the row would be another one.
    able = [key for key, row in rows.items() if ends[key][0] and PAD in row.cells[: _first(row)][-1:]]
    moved = _some(random, able, 5) if able and random.randint(0, 1) else []

    def shift(row: Row) -> list[Row]:
        cells, first = row.cells, _first(row)
        return [evolve(row, cells=(*cells[: first - 1], *cells[first:], PAD))]

    return _loss(_changed(sheet, shift, moved), {*hit, *moved}, "offset open")


# ── numbers ────────────────────────────────────────────────────────────────────────


def _damaged(sheet: Sheet, random: Random, kinds: Sequence[str], most: int, able: Callable[[Row], bool]) -> Loss | None:
    """Damage one row or more, each in one of the ways of `govparse.testing.damage`."""
    done = []
    rows = _picked(sheet, random, most, able)
    for key in rows:
        kind = random.choice(kinds)
        outcome = DAMAGES[kind].apply(sheet, random, [key])
        if outcome is None:
            return None
        sheet, words = outcome
        done.append(words)
    return _loss(sheet, rows, "; ".join(done))


def _glue(sheet: Sheet, random: Random) -> Loss | None:
    """Have label and first number of a row run together, two numbers, or all that stands in it."""
    how = random.choice(["label", "pair", "all"])
    if how == "pair":
        return _damaged(sheet, random, ["joined-glued"], 3, _has_several)
    rows = _picked(sheet, random, 3, lambda row: bool(_said(row)) and any(cell.role == "label" for cell in row.cells))

    def glued(row: Row) -> list[Row]:
        count = len(_said(row)) if how == "all" else 1
        taken = _said(row)[:count]
        digits = "".join(cell.text for cell in taken)
        cells = [cell for cell in row.cells if not any(cell is other for other in taken)]
        return [evolve(row, cells=tuple(evolve(c, text=c.text + digits) if c.role == "label" else c for c in cells))]

    return _loss(_changed(sheet, glued, rows), rows, f"glued, {how}")


def _glue_all(sheet: Sheet, random: Random) -> Loss | None:
    def one(row: Row) -> list[Row]:
        return [evolve(row, cells=(Cell("".join(cell.text for cell in _values(row)), "value"),))]

    rows = list(_rows(sheet))
    return _loss(sheet, rows, "cells run together", _changed(sheet, one, rows))


def _lose_repeats(sheet: Sheet, random: Random) -> Loss | None:
    """Leave it to the layout to drop lines that have stood before."""
    seen: set[str] = set()

    def first(cell: Cell) -> Cell:
        known = cell.text in seen
        seen.add(cell.text)
        return evolve(cell, text="") if known else cell

    parts: list[Paragraph | Table] = []
    for part in sheet.parts:
        if isinstance(part, Table):
            part = evolve(part, rows=tuple(evolve(r, cells=tuple(map(first, r.cells))) for r in part.rows))
        else:
            seen.update(part.text.splitlines())
        parts.append(part)
    return _loss(sheet, list(_rows(sheet)), "repeated lines are gone", Sheet(tuple(parts)))


def _tear(sheet: Sheet, random: Random) -> Loss | None:
    """Print the last number of rows, or another one, on a line of its own before the row or behind it."""
    rows = _picked(sheet, random, 3, _has_several)
    last, before, aligned = random.randint(0, 2) > 0, bool(random.randint(0, 1)), bool(random.randint(0, 1))

    def torn(row: Row) -> list[Row]:
        cell = _said(row)[-1] if last else random.choice(_said(row))
        at = next(i for i, other in enumerate(row.cells) if other is cell)
        rest = evolve(row, cells=(*row.cells[:at], *row.cells[at + 1 :]))
        pads = [PAD] * at if aligned else []
        alone = evolve(row, cells=(*pads, cell))
        return [alone, rest] if before else [rest, alone]

    words = f"{'last' if last else 'one'} number {'before' if before else 'behind'} the row"
    return _loss(_changed(sheet, torn, rows), rows, words)


# ── labels ─────────────────────────────────────────────────────────────────────────


def _has_label(row: Row) -> bool:
    return bool(_said(row)) and any(cell.role == "label" for cell in row.cells)


def _part(row: Row, cells: Sequence[Cell]) -> Row:
    """Return a row with some of its cells; in a table without spans the others leave their columns."""
    if PAD not in row.cells:
        return evolve(row, cells=tuple(cells))
    return evolve(row, cells=tuple(cell if any(cell is own for own in cells) else PAD for cell in row.cells))


def _apart(sheet: Sheet, block: str, rows: Sequence[Key], numbers_first: bool) -> Sheet:
    """Return a sheet in which the labels of neighbouring rows stand together, and their numbers."""
    found = [row for table in sheet.tables for row in table.rows if _key(row) in rows]
    labels = [_part(row, [cell for cell in _labels(row) if cell is not PAD]) for row in found]
    numbers = [_part(row, _values(row)) for row in found]
    both = [*numbers, *labels] if numbers_first else [*labels, *numbers]
    return _changed(sheet, lambda row: both if row is found[0] else [], rows)


def _numbers_first(sheet: Sheet, random: Random) -> Loss | None:
    rows = [key for key in _rows(sheet) if key[0] == "requests"]
    return _loss(_apart(sheet, "requests", rows, True), rows, "numbers before labels") if rows else None


def _labels_first(sheet: Sheet, random: Random) -> Loss | None:
    able = [key for key, row in _rows(sheet).items() if _has_label(row)]
    if len(able) < 2:
        return None
    count = random.randint(2, min(4, len(able)))
    first = random.randint(0, len(able) - count)
    rows = able[first : first + count]
    return _loss(_apart(sheet, rows[0][0], rows, False), rows, "labels, then their numbers")


def _number_before_label(sheet: Sheet, random: Random) -> Loss | None:
    rows = _picked(sheet, random, 3, _has_label)
    one_line = bool(random.randint(0, 1))

    def turned(row: Row) -> list[Row]:
        if one_line:
            return [evolve(row, cells=(*_values(row), *_labels(row)))]
        return [_part(row, _values(row)), _part(row, [cell for cell in _labels(row) if cell is not PAD])]

    return _loss(_changed(sheet, turned, rows), rows, f"numbers before the label, {'one line' if one_line else 'two'}")


def _lose_labels(sheet: Sheet, random: Random) -> Loss | None:
    """Lose the labels of a group of rows, or of up to three of them; those on both sides are kept."""
    groups: dict[str, list[Key]] = {}
    for key, row in _rows(sheet).items():
        if _has_label(row):
            groups.setdefault(key[1].partition("_")[0], []).append(key)
    able = [keys for keys in groups.values() if len(keys) > 1]
    if not able:
        return None
    group = random.choice([*able[:1], *able])  # the first of them, （三）, more often than others
    whole = random.randint(0, 1)
    rows = group if whole else _some(random, group[1:-1] or group, 3)
    emptied, head = bool(random.randint(0, 1)), bool(random.randint(0, 1))

    def bare(row: Row) -> list[Row]:
        lost = ("label", "group") if whole and head and not _tall(row) else ("label",)
        if emptied or PAD in row.cells:
            return [evolve(row, cells=tuple(evolve(c, text="") if c.role in lost else c for c in row.cells))]
        return [evolve(row, cells=tuple(cell for cell in row.cells if cell.role not in lost))]

    return _loss(_changed(sheet, bare, rows), rows, f"labels {'emptied' if emptied else 'lost'}")


def _tall(row: Row) -> bool:
    """Return whether the label of all results (三) begins in a row: it belongs to other rows too."""
    return sum(cell.role == "group" for cell in row.cells) > 1


# ── page breaks ────────────────────────────────────────────────────────────────────


def _broken(sheet: Sheet, random: Random, between: Callable[[Table, int], Sequence[Row]], at: int) -> Sheet:
    """Return a sheet whose table of section 三 goes on behind a page break at a row, `between` first."""
    parts: list[Paragraph | Table] = []
    for part in sheet.parts:
        if not isinstance(part, Table) or part.name != "requests":
            parts.append(part)
            continue
        parts.append(evolve(part, rows=part.rows[:at]))
        if random.randint(0, 1):
            parts.append(Paragraph(f"- {random.randint(1, 9)} -", "page"))
        parts.append(evolve(part, rows=(*between(part, at), *part.rows[at:])))
    return Sheet(tuple(parts))


def _break(sheet: Sheet, random: Random) -> tuple[Sheet, Table, int] | None:
    """Return a flat sheet, its table of section 三, and a row of it before which a page ends."""
    # What reaches down would reach over the break.
    sheet = Sheet(tuple(_low(part) if isinstance(part, Table) else part for part in flattened(sheet).parts))
    table = next((table for table in sheet.tables if table.name == "requests"), None)
    bodies = [i for i, row in enumerate(table.rows) if _key(row)] if table else []
    if table is None or len(bodies) < 2:
        return None
    return sheet, table, random.choice(bodies[1:])


def _low(table: Table) -> Table:
    """Return a table without spans in which no cell is said to reach down."""
    rows = (evolve(row, cells=tuple(c if c is PAD else evolve(c, high=1) for c in row.cells)) for row in table.rows)
    return evolve(table, rows=tuple(rows))


def _invent_head(sheet: Sheet, random: Random, hows: Sequence[str]) -> Loss | None:
    """Print a wrong head behind a page break: labels in another order, moved by a column, or numbers."""
    if (found := _break(sheet, random)) is None:
        return None
    sheet, table, at = found
    heads = [row for row in table.rows[:at] if not row.body]
    first = _first(table.rows[at])
    words = [
        next((row.cells[i].text for row in reversed(heads) if row.cells[i].text), "") for i in range(first, table.width)
    ]
    how = random.choice(hows)
    if how == "order":
        random.shuffle(words)
    elif how == "numbers":
        begin = random.randint(0, 1)
        words = [str(begin + i) for i in range(len(words))]
    else:
        words = [*words[1:], ""] if how == "moved left" else ["", *words[:-1]]
    head = Row((*[PAD] * first, *(Cell(word, "head") for word in words)), "requests", full=len(words))
    rows = [key for row in table.rows[at:] if (key := _key(row))]
    return _loss(_broken(sheet, random, lambda part, i: [head], at), rows, f"wrong head, {how}")


def _repeat_rows(sheet: Sheet, random: Random) -> Loss | None:
    """Print rows again behind a page break: as they are, without their zeros and blanks, or with another number."""
    if (found := _break(sheet, random)) is None:
        return None
    sheet, table, at = found
    before = [row for row in table.rows[:at] if _key(row)][-random.randint(1, 3) :]
    how = random.choice(["whole", "vanished", "other"])

    def again(row: Row) -> Row:
        if how == "vanished":
            kept = [cell for cell in row.cells if cell.role != "value" or cell.text not in ("", "0")]
            return evolve(row, cells=tuple(kept))
        if how == "other" and _said(row):
            cell = random.choice(_said(row))
            other = evolve(cell, text=str(random.randint(0, 40)))
            return evolve(row, cells=tuple(other if c is cell else c for c in row.cells))
        return row

    repeated = list(map(again, before))
    rows = [key for row in before if (key := _key(row))]
    return _loss(_broken(sheet, random, lambda part, i: repeated, at), rows, f"repeated, {how}")


# ── markup ─────────────────────────────────────────────────────────────────────────


def _mark_up(sheet: Sheet, random: Random) -> Loss | None:
    """Have rows of a page lack a cell, hold one too many, or a cell that covers two columns."""
    rows = _picked(sheet, random, 3, lambda row: len(_values(row)) > 1)
    how = random.choice(["missing", "too many", "wide"])

    def marked(row: Row) -> list[Row]:
        cells = list(row.cells)
        able = [i for i, cell in enumerate(cells) if cell.role == "value"]
        at = random.choice(able[:-1])
        if how == "missing":
            cells[at : at + 1] = []
        elif how == "too many":
            cells[at:at] = [evolve(cells[at], text=random.choice([cells[at].text, "", "0"]))]
        else:
            both = cells[at : at + 2]
            # A blank cell that covers two columns would be a blank in both: another report.
            kept = random.choice([cell for cell in both if cell.text.strip()] or both)
            cells[at : at + 2] = [evolve(kept, wide=2)]
        return [evolve(row, cells=tuple(cells))]

    return _loss(_changed(sheet, marked, rows), rows, f"cell {how}")


# ── what there is ──────────────────────────────────────────────────────────────────


def _layout_loses(sheet: Sheet, random: Random) -> Loss | None:
    """Leave it to the layout to drop blanks; hit are all rows of tables that have some."""
    lost = _vanish(sheet, random, True)
    return lost and Loss(sheet, lost.rows, lost.done, lost.sheet)


_FLOW = ("a", "b", "c", "d", "e", "f", "f1", "g", "h", "i", "j")
_ANY = (*_FLOW, "d-leading", "d-lines", "n", "m", "m-pieces", "tabs", "markdown")
_BLANK: tuple[Printed, ...] = tuple(kind for kind in BLANKS if kind != "none")
_KNOWN = (
    Way("vanished-everywhere", "no blank leaves a trace", ("a", "b", "j", "j1"), partial(_vanish, whole=True), _BLANK),
    Way(
        "vanished-in-rows",
        "blanks of one to five rows leave none",
        _FLOW,
        partial(_vanish, whole=False),
        ("some rows",),
    ),
    Way(
        "number-lost",
        "a number of one to three rows is gone",
        _ANY,
        partial(_damaged, kinds=["cell-dropped"], most=3, able=_has_several),
    ),
    Way(
        "collapsed",
        "blanks fell out, pads fill the row",
        ("c-collapsed", "f-collapsed", "f-runs"),
        _layout_loses,
        _BLANK,
    ),
    Way(
        "offset",
        "rows begin or end with a blank, or are shifted, where pads stand beside them",
        ("m", "m-pieces", "tabs", "markdown", "d-leading", "c", "e"),
        _open_ends,
        ("zeros", "zeros", "natural", "totals", "some rows"),
    ),
    Way(
        "one-too-many",
        "a cell doubled, or a bare number in one or two rows",
        _ANY,
        partial(_damaged, kinds=["cell-doubled", "number-in-row"], most=2, able=_has_several),
    ),
    Way(
        "number-broken",
        "a number in two cells, or over a line",
        _ANY,
        partial(_damaged, kinds=["split-cells", "split-line"], most=2, able=_digits),
    ),
    Way("numbers-first", "all numbers of a table before its labels", (*_FLOW, "m"), _numbers_first),
    Way("number-before-label", "numbers of one to three rows before their labels", (*_FLOW, "m"), _number_before_label),
    Way("labels-first", "two to four labels, then their numbers", (*_FLOW, "m"), _labels_first),
    Way("labels-lost", "rows of a group without their labels", (*_ANY, "html"), _lose_labels),
    Way("total-torn", "a number of one to three rows on a line of its own", ("j", "c", "d", "m"), _tear),
    Way("glued-all", "the cells of all rows run together", ("l",), _glue_all),
    Way("glued", "label and numbers of one to three rows run together", _ANY, _glue),
    Way(
        "two-in-one",
        "two numbers in one cell of one to three rows",
        _ANY,
        partial(_damaged, kinds=["joined-blank"], most=3, able=_has_several),
    ),
    Way(
        "head-invented",
        "a wrong head behind a page break: in another order, moved by a column, or numbers",
        _ANY,
        partial(_invent_head, hows=["order", "moved left", "moved right", "numbers"]),
    ),
    Way(
        "head-invented-markup",
        "the same where markup bounds the cells; there another order is what the head says",
        ("html", "docx"),
        partial(_invent_head, hows=["moved left", "moved right", "numbers"]),
    ),
    Way("row-repeated", "rows printed again behind a page break", (*_ANY, "html", "docx"), _repeat_rows),
    Way("repeats-removed", "lines that stood before are gone", ("k",), _lose_repeats),
    Way("markup", "a cell missing, one too many, one that covers two columns", ("html", "docx"), _mark_up),
)
WAYS: Mapping[str, Way] = MappingProxyType({way.name: way for way in _KNOWN})
"""Name → way."""


# ── what became of the cells ───────────────────────────────────────────────────────


@frozen
class Tried:
    """What was read of a report that has lost columns."""

    counts: Counter[str]
    """Of the cells at stake, those of the rows that were hit: `cells`, and of these `numbers`, that print a number;
    of the numbers `placed` (by proof or order), `printed` (the layout told them) and `unread`; `wrong` of all cells;
    `counted right` and `counted wrong` by counting from the right; `implied` and `implied wrong`; `outside`: wrong
    cells of other rows; `alike`: the text is that of another report, and is judged as that."""
    wrong: tuple[str, ...]
    """What was read that the report does not say, and on what basis, and what is implied that is not so; in words."""
    text: str | bytes
    done: str
    broken: bool
    """The report has a sum that does not hold."""


def losing_report(way: Way, seed: int, number: int) -> AnnualReport:
    """Return a report for a way: one of a corpus, or, one in six, one with a sum that does not hold."""
    random = Random(f"losses {seed} {number} {way.name}")
    blanks = random.choice(way.blanks)
    given: Blanks = "none" if blanks == "some rows" else blanks
    if is_broken(number):
        kind = random.choice(["row sum", "result sum", "balance", "review sum"])
        report = make_report(random, Wanted((random.choice(forms()),), blanks=given, broken=kind))
    else:
        report = synthetic_report(number, seed=seed, blanks=given)
    return _with_blank_rows(report, random) if blanks == "some rows" else report


def is_broken(number: int) -> bool:
    """Return whether the report of a number has a sum that does not hold."""
    return number % _BROKEN_EACH == _BROKEN_EACH - 1


def _with_blank_rows(report: AnnualReport, random: Random) -> AnnualReport:
    """Leave some or all zeros blank in one to five rows."""
    facts = dict(report.facts)
    rows = [
        [code for code in codes if facts[code].value == 0]
        for codes in _codes(report).values()
        if any(facts[code].value == 0 for code in codes if code in facts)
    ]
    for zeros in random.sample(rows, random.randint(1, min(5, len(rows)))) if rows else ():
        for code in zeros if random.randint(0, 1) else random.sample(zeros, random.randint(1, len(zeros))):
            facts[code] = Fact(code, None, "blank")
    return evolve(report, facts=facts)


def _codes(report: AnnualReport) -> dict[Key, tuple[str, ...]]:
    """Return the codes of each row of the tables that count."""
    return {
        (block.name, rule): codes
        for block in report.blocks
        if block.name in SUMMED
        for rule, codes in form_named(block.form).shapes[block.name].row_codes.items()
        if all(code in report.facts for code in codes)
    }


def try_way(
    way: Way, seed: int, number: int, layout: str | None = None, *, reader: Reader = read_by_govparse
) -> Tried | None:
    """Have a report lose columns and read it; None where it has none to lose. `layout`: chosen if not given."""
    report = losing_report(way, seed, number)
    random = Random(f"lost {seed} {number} {way.name} {layout}")
    chosen = random.choice(way.layouts) if layout is None else layout
    sheet = lay_out(report)
    loss = way.lose(flattened(sheet) if chosen in GRIDS else sheet, random)
    if loss is None:
        return None
    text = LAYOUTS[chosen].write(loss.sheet)
    found = tuple(reader(text))
    tried = judge(report, loss, text, found, is_broken(number))
    if tried.wrong:
        other = evolve(report, facts=_excused(report, loss, found, chosen, text))
        again = judge(other, loss, text, found, tried.broken)
        return evolve(again, counts=again.counts + Counter(alike=len(tried.wrong) - len(again.wrong)))
    return tried


def _excused(
    report: AnnualReport, loss: Loss, found: Sequence[AnnualReport], layout: str, text: str | bytes
) -> Mapping[str, Fact]:
    """Return the facts of the report that the text may as well be of: where numbers were lost and others gained.

    That is a row that says, text by text, the number that is read in each of its columns. Or the whole text is,
    character by character, what the layout prints of the report that is read, where that leaves nothing unsaid: what
    is unread may be blank in it, but no blank that is read is excused, since where it stands may leave no trace.
    """
    now = {code: fact for read in found for code, fact in read.facts.items()}
    codes = _codes(report)
    said = {key: [text for cell in _said(row) for text in cell.text.split()] for key, row in _rows(loss.sheet).items()}
    facts = dict(report.facts)
    for key in loss.rows:
        read = [now.get(code) for code in codes[key]]
        if key in said and [fact.text if fact and fact.state == "number" else "" for fact in read] == said[key]:
            facts |= {code: now[code] for code in codes[key]}
    amiss = {words.partition(":")[0] for words in wrong_facts(facts, found)}
    whole = dict(facts)
    for key in {*loss.rows, *(key for key, own in codes.items() if amiss & set(own))}:
        for code in codes[key]:
            fact = now.get(code)
            if fact is None or fact.state == "blank":
                return facts
            whole[code] = fact if fact.state == "number" else Fact(code, None, "blank")
    sheet = lay_out(evolve(report, facts=whole))
    return whole if LAYOUTS[layout].write(flattened(sheet) if layout in GRIDS else sheet) == text else facts


def judge(
    report: AnnualReport, loss: Loss, text: str | bytes, found: Sequence[AnnualReport], broken: bool = False
) -> Tried:
    """Hold what was read against what the report says, and against counting from the right."""
    codes = _codes(report)
    stake = {code for key in loss.rows for code in codes[key]}
    now = {code: fact for read in found for code, fact in read.facts.items()}
    wrong = [f"{words} ({now[words.partition(':')[0]].basis})" for words in wrong_facts(report.facts, found)]
    amiss = [words.partition(":")[0] for words in wrong]
    counts = Counter(cells=len(stake), wrong=sum(code in stake for code in amiss))
    counts["outside"] = len(amiss) - counts["wrong"]
    for code in stake:
        right, fact = report.facts[code], now.get(code)
        if right.state != "number":
            continue
        counts["numbers"] += 1
        if fact is None or fact.state in ("unread", "absent"):
            counts["unread"] += 1
        elif code not in amiss:
            counts["printed" if fact.basis == "printed" else "placed"] += 1
    rows = _rows(loss.left or loss.sheet)
    for key in loss.rows:
        counts.update(_counted(report, codes[key], rows[key]))
    untrue = list(_implied(report, now, counts))
    return Tried(counts, (*wrong, *untrue), text, loss.done, broken)


def _counted(report: AnnualReport, codes: Sequence[str], row: Row) -> Counter[str]:
    """Give the values that a row prints to its last columns."""
    texts = [text for cell in _said(row) for text in cell.text.split()][-len(codes) :]
    counts: Counter[str] = Counter()
    for code, text in zip(codes[len(codes) - len(texts) :], texts, strict=True):
        plain = unicodedata.normalize("NFKC", text).replace(",", "")
        if plain.isdigit():
            counts["counted right" if report.facts[code].value == int(plain) else "counted wrong"] += 1
    return counts


def _implied(report: AnnualReport, now: Mapping[str, Fact], counts: Counter[str]) -> list[str]:
    """Count implied values and return in words those that are not so.

    A blank is 0 where the sums of its table hold so. Where they do not, blanks stand for figures that are not printed,
    and nothing can be held against what is implied of a blank.
    """
    untrue = []
    zero = {table for table in SUMMED if _holds(report, table)}
    for code, fact in now.items():
        right = report.facts.get(code)
        if fact.implied is None or right is None or fact.state not in ("unread", "blank"):
            continue
        if right.state not in ("number", "blank") or code.partition(".")[0] not in zero:
            continue
        counts["implied"] += 1
        if fact.implied != (right.value or 0):
            counts["implied wrong"] += 1
            untrue.append(f"{code}: implied {fact.implied}, not {right.value or 0}")
    return untrue


def _holds(report: AnnualReport, table: str) -> bool:
    """Return whether the sums of a table hold if all that is not printed is 0."""
    values = {code: int(fact.value or 0) for code, fact in report.facts.items()}
    return all(
        identity.difference(values) == 0
        for form in {block.form for block in report.blocks if block.name == table}
        for identity in identities(form_named(form))
        if identity.codes[0].startswith(f"{table}.") and all(code in values for code in identity.codes)
    )
