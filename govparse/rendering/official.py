"""A report → a sheet: the tables of its forms as the official documents print them, with its prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from govparse.forms.form import BlockShape, Column, Form, RowShape
from govparse.forms.headings import SECTIONS, TABLE_OF, official_heading
from govparse.forms.printed import PrintedBlock, head_unit, printed_block
from govparse.forms.registry import block_order
from govparse.forms.registry import forms as all_forms
from govparse.records import AnnualReport, Fact, UnknownRow
from govparse.rendering.sheet import Cell, Paragraph, Row, Sheet, Table

UNREAD = "?"
"""Stands where nobody can say what was printed. No reader takes it for a value or for a blank."""
_NUMERALS = "一二三四五六"


def lay_out(report: AnnualReport) -> Sheet:
    """Lay a report out: title, prose and tables in the order of the form, cells as they were printed.

    Rows that are `absent` are left out, and tables without rows. An `unread` cell is printed as `?`. Raises
    `ValueError` for a report in a form that is not known here.
    """
    return Sheet(tuple(_parts(report)))


def _parts(report: AnnualReport) -> Iterator[Paragraph | Table]:
    closing = report.sections["closing"]
    names = (report.title or "") + (closing.text if closing else "")
    if report.issuer and "".join(report.issuer.split()) not in "".join(names.split()):
        yield Paragraph(report.issuer, "issuer")
    if report.title:
        yield Paragraph(_one_line(report.title), "title")
    yield from _prose(report, "preamble")
    for number, section in enumerate(SECTIONS):
        table = TABLE_OF.get(section)
        printed = report.remarks[table] if table else report.sections[section.lower()]
        if table or printed is None or printed.heading is not None:
            heading = printed.heading if printed and printed.heading else None
            words = _one_line(heading or f"{_NUMERALS[number]}、{official_heading(section)}")
            yield Paragraph(words, "heading", section.lower())
        if printed:
            yield Paragraph(printed.text, section=section.lower())
        if table and (rows := tuple(evolve(row, full=len(row.cells)) for row in _rows(report, table))):
            yield Table(table, _width(report, table), rows)
    if closing:
        yield Paragraph(closing.text, "closing", "closing")


def _prose(report: AnnualReport, name: str) -> Iterator[Paragraph]:
    section = report.sections[name]
    if section:
        yield Paragraph(section.text, section=name)


def _one_line(text: str) -> str:
    return " ".join(text.split())


# ── tables ─────────────────────────────────────────────────────────────────────────


def _blocks(report: AnnualReport, table: str) -> list[tuple[Form, BlockShape]]:
    """Return the blocks of a table, each once, in the order of the forms."""
    known = {form.name: form for form in all_forms()}
    for block in report.blocks:
        if block.form not in known or block.name not in known[block.form].blocks:
            raise ValueError(f"form {block.form!r} with block {block.name!r} is not known here")
    forms = {block.name: known[block.form] for block in report.blocks}
    names = sorted((name for name in forms if name.partition("_")[0] == table), key=block_order)
    return [(forms[name], forms[name].shapes[name]) for name in names]


def _width(report: AnnualReport, table: str) -> int:
    return max(printed_block(form, shape.name).depth + len(shape.columns) for form, shape in _blocks(report, table))


def _rows(report: AnnualReport, table: str) -> Iterator[Row]:
    for form, shape in _blocks(report, table):
        block = printed_block(form, shape.name)
        shown = [row for row in shape.rows if not row.group and _is_printed(report, shape, row)]
        if not shown:
            continue
        # Blocks of one table have one width: the last column of a narrow one takes what is left.
        rest = _width(report, table) - block.depth - len(shape.columns)
        if block.caption:
            width = block.depth + len(shape.columns) + rest
            yield Row((Cell(form.official[block.caption], "caption", wide=width),), shape.name)
        yield from _head(report, form, shape, block, rest)
        yield from _body(report, form, shape, block, shown, rest)


def _is_printed(report: AnnualReport, shape: BlockShape, row: RowShape) -> bool:
    return any(report.facts[code].state != "absent" for code in shape.row_codes[row.rule] if code in report.facts)


def _head(report: AnnualReport, form: Form, shape: BlockShape, block: PrintedBlock, rest: int) -> Iterator[Row]:
    """Yield the rows of the head: each label above columns in one row, columns from below it to the last."""
    columns = shape.columns
    over = [
        [label for label in block.above if label.first <= i < label.first + label.count] for i in range(len(columns))
    ]
    depth = max(len(labels) for labels in over) + 1
    lines: list[list[Cell]] = [[] for _ in range(depth)]
    if block.corner:
        lines[0].append(Cell(form.official[block.corner], "corner", wide=block.depth, high=depth))
    for i, column in enumerate(columns):
        line = len(over[i])
        for above, label in enumerate(over[i]):
            if label.first == i:
                lines[above].append(Cell(form.official[label.terminal], "head", wide=label.count))
        wide = 1 + (rest if i == len(columns) - 1 else 0)
        lines[line].append(Cell(_column_label(report, form, shape, column), "head", wide=wide, high=depth - line))
    for cells in lines:
        yield Row(tuple(cells), shape.name)


def _column_label(report: AnnualReport, form: Form, shape: BlockShape, column: Column) -> str:
    """Return the label of a column: the official one, unless the numbers have another unit than it says."""
    terminal = column.terminals[-1]
    official = form.official[terminal]
    facts = [report.facts.get(shape.code(row, column)) for row in shape.rows if not row.group]
    units = {fact.unit for fact in facts if fact and fact.state == "number" and not _says_unit(fact)}
    if len(units) != 1:
        return official
    (unit,) = units
    return next((label for label in form.labels_of(terminal) if head_unit(label) == unit), official)


def _says_unit(fact: Fact) -> bool:
    return fact.unit is not None and fact.unit in "".join(fact.text.split())


def _body(
    report: AnnualReport, form: Form, shape: BlockShape, block: PrintedBlock, shown: Sequence[RowShape], rest: int
) -> Iterator[Row]:
    lines = _lines(report, shape, block, shown)
    groups: list[RowShape] = []
    for line, parents in lines:
        labels = [
            Cell(form.official[group.terminal], "group", high=sum(group in inside for _, inside in lines))
            for group in parents
            if group not in groups and group.terminal
        ]
        groups += [group for group in parents if group not in groups]
        width = block.depth - len(parents)
        if isinstance(line, UnknownRow):
            yield Row((*labels, *_unknown(line, width, len(shape.columns) + rest)), shape.name, body=True)
            continue
        if line.terminal:
            labels.append(Cell(form.official[line.terminal], "label", wide=width))
        yield Row((*labels, *_values(report, shape, line, rest)), shape.name, line.rule, body=True)


def _lines(
    report: AnnualReport, shape: BlockShape, block: PrintedBlock, shown: Sequence[RowShape]
) -> list[tuple[RowShape | UnknownRow, tuple[RowShape, ...]]]:
    """Return the rows to be printed, those that the form does not have among them, each with its groups."""
    unknown: dict[str | None, list[UnknownRow]] = {}
    for found in report.unknown_rows:
        if found.block == shape.name and found.label and block.depth:
            unknown.setdefault(found.after, []).append(found)
    lines: list[tuple[RowShape | UnknownRow, tuple[RowShape, ...]]] = [(row, ()) for row in unknown.get(None, ())]
    for row, following in zip(shown, [*shown[1:], None], strict=True):
        parents = block.parents[row.rule]
        lines.append((row, parents))
        inside = tuple(group for group in parents if following and group in block.parents[following.rule])
        code = ".".join(part for part in (shape.table, row.code) if part)
        lines += [(found, inside) for found in unknown.get(code, ())]
    return lines


def _values(report: AnnualReport, shape: BlockShape, row: RowShape, rest: int) -> Iterator[Cell]:
    codes = shape.row_codes[row.rule]
    for i, code in enumerate(codes):
        wide = 1 + (rest if i == len(codes) - 1 else 0)
        yield Cell(_text(report.facts.get(code)), "value", wide=wide, code=code)


def _text(fact: Fact | None) -> str:
    if fact is None or fact.state in ("unread", "absent"):
        return UNREAD
    if fact.state == "number" and not fact.text:
        return str(fact.value)
    return _one_line(fact.text)


def _unknown(found: UnknownRow, depth: int, width: int) -> Iterator[Cell]:
    yield Cell(_one_line(found.label), "label", wide=depth)
    cells = [_one_line(text) for text in found.cells]
    for text in [*cells[:width], *[""] * (width - len(cells))]:
        yield Cell(text, "value")
