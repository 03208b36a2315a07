"""The tables of a report as a person knows them from the form, in text of fixed width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govparse.cli.language import Language, say
from govparse.forms.form import BlockShape, Form, RowShape
from govparse.forms.headings import SECTIONS, TABLE_OF, official_heading
from govparse.forms.printed import printed_block
from govparse.forms.registry import block_order, forms
from govparse.output.cells import CELL_LIMIT, show_cell
from govparse.output.widths import clip, pad, width
from govparse.output.words import say as words
from govparse.records import TABLES, AnnualReport

_LABEL_LIMIT = 44
_LEGEND_STATES = ("blank", "unread", "absent")


def show_report(report: AnnualReport, language: Language) -> Iterator[str]:
    """Yield the lines of the table view of a report."""
    unknown = say("unknown", language)
    colon = words("colon", language)
    yield f"{say('title', language)}{colon}{report.title or unknown}"
    year = report.year if report.year is not None else unknown
    yield f"{say('issuer', language)}{colon}{report.issuer or unknown}    {say('year', language)}{colon}{year}"
    for table, names in _tables(report).items():
        yield ""
        form = report.forms[table]
        heading = _heading(table)
        if form is None:
            yield f"{heading}  {say('no_table', language)}"
            continue
        yield f"{heading}  [{say('form', language)} {form}]"
        for owner, shape in names:
            yield from _block(report, owner, shape, language)
    if report.unknown_rows:
        yield ""
        yield say("unknown_rows", language) + ":"
        for row in report.unknown_rows:
            yield f"  {clip(row.label, _LABEL_LIMIT)} | " + " | ".join(clip(c, CELL_LIMIT) for c in row.cells)
    states = {fact.state for fact in report.facts.values() if report.forms[fact.code.partition(".")[0]]}
    legend = [say(f"legend_{state}", language) for state in _LEGEND_STATES if state in states]
    if legend:
        yield ""
        yield "; ".join(legend)


def _tables(report: AnnualReport) -> dict[str, list[tuple[Form, BlockShape]]]:
    """Return the blocks of each table in printed order, in the form whose codes the facts follow."""
    result: dict[str, list[tuple[Form, BlockShape]]] = {table: [] for table in TABLES}
    printed = {block.name: block.form for block in report.blocks}
    names = sorted({name for form in forms() for name in form.blocks}, key=block_order)
    for name in names:
        owners = [form for form in forms() if name in form.shapes]
        owners.sort(key=lambda form: form.name != printed.get(name))
        owner = next((form for form in owners if set(form.shapes[name].codes) <= report.facts.keys()), None)
        if owner is not None:
            shape = owner.shapes[name]
            result[shape.table].append((owner, shape))
    return result


def _heading(table: str) -> str:
    section = next(section for section, name in TABLE_OF.items() if name == table)
    return f"{'一二三四五六'[SECTIONS.index(section)]}、{official_heading(section)}"


def _block(report: AnnualReport, form: Form, shape: BlockShape, language: Language) -> Iterator[str]:
    facts = report.facts
    if shape.rows[0].terminal is None:
        yield from _transposed(report, form, shape, language)
        return
    caption = printed_block(form, shape.name).caption
    if caption:
        yield form.official[caption]
    heads = [form.official[column.terminals[-1]] for column in shape.columns]
    widths = [max(width(head), 6) + 2 for head in heads]
    label_width = _LABEL_LIMIT if shape.table == "requests" else 24
    yield pad("", label_width) + "".join(pad(h, w, right=True) for h, w in zip(heads, widths, strict=True))
    for row in shape.rows:
        label = _indented(row, form, label_width - 1)
        if row.group:
            yield label
            continue
        cells = [show_cell(facts.get(shape.code(row, column)), language) for column in shape.columns]
        yield pad(label, label_width) + _line(cells, widths)


def _indented(row: RowShape, form: Form, limit: int) -> str:
    blanks = "  " * row.code.count(".")
    return blanks + clip(form.official[row.terminal] if row.terminal else "", limit - len(blanks))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "".join(pad(cell, max(w, width(cell) + 1), right=True) for cell, w in zip(cells, widths, strict=True))


def _transposed(report: AnnualReport, form: Form, shape: BlockShape, language: Language) -> Iterator[str]:
    """Section 四 prints fifteen cells in one row: shown as one line per procedure."""
    row = shape.rows[0]
    outcomes = list(dict.fromkeys(column.terminals[-1] for column in shape.columns))
    procedures = list(dict.fromkeys(column.terminals[0] for column in shape.columns))
    heads = [form.official[name] for name in outcomes]
    widths = [max(width(head), 6) + 2 for head in heads]
    yield pad("", 24) + "".join(pad(h, w, right=True) for h, w in zip(heads, widths, strict=True))
    for procedure in procedures:
        columns = [column for column in shape.columns if column.terminals[0] == procedure]
        cells = [show_cell(report.facts.get(shape.code(row, column)), language) for column in columns]
        yield pad(form.official[procedure], 24) + _line(cells, widths)
