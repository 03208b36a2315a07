"""A whole report: which forms, which cells are printed and how, what prose stands around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Literal

from attrs import frozen

from govparse.assembly.codes import complete, forms_printed
from govparse.forms.form import Column, Form, RowShape
from govparse.forms.identities import Identity
from govparse.forms.printed import head_unit
from govparse.forms.registry import BUILT_IN
from govparse.forms.rows import Row
from govparse.forms.walk import Block
from govparse.records import TABLES, AnnualReport, BlockInfo, Fact, Section, TextPlace
from govparse.synthetic import prose
from govparse.synthetic.figures import SIZES, Size, broken_by, figure, most, requests_figures, review_figures, some
from govparse.synthetic.numbers import BLANK, PrintedNumber, amount, change, count, not_applicable, plain
from govparse.tables import record

Blanks = Literal["none", "zeros", "totals", "natural", "marks", "table"]
BLANKS: tuple[Blanks, ...] = ("none", "zeros", "totals", "natural", "marks", "table")
"""What is left blank: nothing; some of the zeros; all but the totals; the columns of organisations;
nothing, but rows say `/` or 不适用; one whole table."""
_NOWHERE = TextPlace(0, 0, 1, 1)
_NO_COUNTS = (".change", ".amount")
_SPAN = 6
"""Reports on so many years of a form."""


@frozen
class Wanted:
    """What a synthetic report is to be like; None leaves it to chance."""

    forms: tuple[Form, ...]
    """The report is printed in one of these."""
    mixed: bool = False
    """Each block that another form has as well may be printed in that one."""
    size: Size | None = None
    blanks: Blanks | None = None
    complete: bool = True
    """All tables and rows are there."""
    plain: bool = False
    """Numbers are printed as digits only."""
    broken: Identity | str | None = None
    """An identity, or a kind of them, that does not hold."""


def make_report(random: Random, wanted: Wanted | None = None) -> AnnualReport:
    """Make a report. It has no source, so its places say nothing (`place` None, spans empty).

    Raises `ValueError` when the identity to be broken is not one of the form.
    """
    wanted = wanted or Wanted(BUILT_IN)
    size = random.choice(SIZES) if wanted.size is None else wanted.size
    blanks = random.choice(BLANKS) if wanted.blanks is None else wanted.blanks
    form = random.choice(wanted.forms)
    blocks = _blocks(random, wanted, form)
    facts = make_facts(random, blocks, size, blanks, wanted)
    year = form.first_year + random.randint(0, (form.last_year or form.first_year + _SPAN - 1) - form.first_year)
    body = prose.body_name(random)
    printed = forms_printed(blocks)
    whole = complete(facts, blocks, year)
    return AnnualReport(
        source="",
        title=prose.title(random, body, year),
        issuer=body,
        year=year,
        forms=printed,
        blocks=tuple(BlockInfo(block.shape.name, block.form.name, _NOWHERE) for block in blocks),
        facts=whole,
        sections=_sections(random, body, year),
        remarks=dict.fromkeys(TABLES),
        unknown_rows=(),
        findings=(),
        proactive=record("proactive", printed, whole),
        requests=record("requests", printed, whole),
        review=record("review", printed, whole),
    )


def _sections(random: Random, body: str, year: int) -> dict[str, Section | None]:
    def section(name: str, text: str) -> Section:
        return Section(text, 0, 0, prose.heading(random, name))

    return {
        "preamble": Section(prose.preamble(random, year), 0, 0) if random.randint(0, 1) else None,
        "overview": section("OVERVIEW", prose.overview(random)),
        "problems": section("PROBLEMS", prose.problems(random)),
        "other_matters": section("OTHER_MATTERS", prose.other_matters(random)),
        "closing": Section(prose.closing(random, body, year), 0, 0) if random.randint(0, 1) else None,
    }


# ── which blocks and rows ──────────────────────────────────────────────────────────


def _blocks(random: Random, wanted: Wanted, form: Form) -> list[Block]:
    """Return the blocks printed, each with the rows printed."""
    chosen = dict.fromkeys(form.blocks, form)
    if wanted.mixed:
        others = [other for other in BUILT_IN if other is not form]
        for name in form.blocks:
            able = [form, *(other for other in others if name in other.blocks)]
            # Section 四 is alike in all forms: nothing in it could tell one from the other.
            chosen[name] = form if form.shapes[name].table == "review" else random.choice(able)
    blocks = []
    for name, own in chosen.items():
        rows = [row for row in own.shapes[name].rows if not row.group]
        if not wanted.complete:
            rows = _stretch(random, rows)
        if rows:
            blocks.append(Block(own, own.shapes[name], 0, 0, rows=[Row(row.rule, None, []) for row in rows]))
    if not blocks:
        shape = form.shapes[form.blocks[0]]
        blocks.append(Block(form, shape, 0, 0, rows=[Row(shape.rows[0].rule, None, [])]))
    return blocks


def _stretch(random: Random, rows: list[RowShape]) -> list[RowShape]:
    """Return the rows that are there: those of one stretch, but for a few."""
    end = random.randint(0, len(rows))
    kept = random.randint(0, end)
    lost = some(random, rows)
    return [row for row in rows[end - kept : end] if row not in lost]


def _printed_rows(block: Block) -> list[RowShape]:
    return [block.shape.row_of[row.rule] for row in block.rows]


# ── cells ──────────────────────────────────────────────────────────────────────────


def make_facts(random: Random, blocks: Sequence[Block], size: Size, blanks: Blanks, wanted: Wanted) -> dict[str, Fact]:
    """Return the facts of the printed rows, code → fact."""
    figures = _figures(random, blocks, size)
    sure: tuple[str, ...] = ()
    if wanted.broken is not None:
        sure = _broken(random, blocks, wanted.broken, figures).codes
    units = {(block.shape.name, column.code): _unit(random, block, column) for block, column in _columns(blocks)}
    cells: dict[str, PrintedNumber] = {}
    heads: dict[str, str | None] = {}
    for block in blocks:
        for row in _printed_rows(block):
            for column, code in zip(block.shape.columns, block.shape.row_codes[row.rule], strict=True):
                heads[code] = units[block.shape.name, column.code]
                cells[code] = _number(random, column, heads[code], size, figures.get(code), wanted.plain)
    if not wanted.plain:
        counts = [code for code, cell in cells.items() if isinstance(cell.value, int) and not code.endswith(_NO_COUNTS)]
        for code in some(random, counts):
            cells[code] = count(random, int(cells[code].value or 0), measures=code not in figures)
    for code, cell in _without_number(random, blocks, blanks, cells):
        if code not in sure:
            cells[code] = cell
    return {code: cell.fact(code, heads[code]) for code, cell in cells.items()}


def _columns(blocks: Sequence[Block]) -> Iterator[tuple[Block, Column]]:
    for block in blocks:
        for column in block.shape.columns:
            yield block, column


def _figures(random: Random, blocks: Sequence[Block], size: Size) -> dict[str, int]:
    """Return the figures of the tables whose cells add up; rows that are not printed count nothing."""
    makers = {"requests": requests_figures, "review": review_figures}
    figures: dict[str, int] = {}
    for block in blocks:
        if block.shape.table in makers:
            rows = [row.code for row in _printed_rows(block)]
            figures |= makers[block.shape.table](random, block.form, block.shape, size, rows)
    return figures


def _broken(random: Random, blocks: Sequence[Block], wanted: Identity | str, figures: dict[str, int]) -> Identity:
    forms_ = list({block.shape.table: block.form for block in blocks if block.shape.table != "proactive"}.values())
    able = [form for form in forms_ if any(wanted in (i, i.kind) for i in form.identities)]
    if not able:
        raise ValueError(f"no such identity in the printed tables: {wanted!r}")
    return broken_by(random, able[0], wanted, figures)


def _unit(random: Random, block: Block, column: Column) -> str | None:
    """Return the unit that the head of a column gives: mostly that of the official label."""
    if column.code != "amount":
        return None
    labels = block.form.labels_of(column.terminals[-1])
    units = list(dict.fromkeys(head_unit(label) for label in labels))
    return random.choice([units[0], units[0], *units])


def _number(
    random: Random, column: Column, unit: str | None, size: Size, given: int | None, digits: bool
) -> PrintedNumber:
    """Return a cell: the figure that is given, else one of the kind of its column; in `digits` only if asked."""
    if given is not None:
        return plain(given)
    if column.code == "change" and not digits:
        return change(random, most(size))
    if column.code == "amount":
        return amount(random, most(size), in_cell=unit is None and not digits)
    return plain(figure(random, size))


def _without_number(
    random: Random, blocks: Sequence[Block], blanks: Blanks, cells: Mapping[str, PrintedNumber]
) -> Iterator[tuple[str, PrintedNumber]]:
    """Yield the cells that are to hold no number."""
    rows = [(block, row) for block in blocks for row in _printed_rows(block)]
    if blanks == "zeros":
        zeros = [code for code, cell in cells.items() if cell.value == 0]
        chosen = zeros if random.randint(0, 1) else some(random, zeros, "ordinary")
        yield from ((code, BLANK) for code in chosen)
    elif blanks == "marks":
        for block, row in some(random, rows):
            mark = not_applicable(random)
            yield from ((code, mark) for code in block.shape.row_codes[row.rule])
    elif blanks == "table":
        table = random.choice(blocks).shape.table
        yield from ((code, BLANK) for code in cells if code.startswith(f"{table}."))
    elif blanks in ("totals", "natural"):
        for block, row in rows:
            codes = block.shape.row_codes[row.rule]
            if block.shape.table == "requests":
                yield from ((code, BLANK) for code in codes[blanks == "natural" : -1])
