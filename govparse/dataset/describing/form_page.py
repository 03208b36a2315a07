"""The page of the forms and their codes in Markdown, made from the grammars.

`python -m govparse.dataset.describing.form_page FILE` writes it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby

from govparse.dataset.codes import ENGLISH
from govparse.dataset.describing.pages import line, write
from govparse.forms.form import BlockShape, Column, Form, RowShape
from govparse.forms.headings import SECTIONS, TABLE_OF, official_heading
from govparse.forms.identities import Identity
from govparse.forms.names import cell_name
from govparse.forms.printed import printed_block
from govparse.forms.registry import BUILT_IN

_HEAD = """\
# Forms and codes

The rows and columns of each official form, as the form prints them, with the code that every output gives to the cell
in which they meet. A code is the name of the table, the row, the column: `requests.granted.total`. Labels, order and
nesting are those of the grammars in `grammars/`, from which this page is made; the English is not official.

本页按表式逐块列出各行、各列及其单元格代码。代码由表、行、列三部分组成，如 `requests.granted.total`；行列名称、次序、
层次均取自 `grammars/` 中的语法文件，本页即由其生成。英文名称并非官方译名。

Codes are the same in both forms only where both ask for the same; what may be compared is told in
[Columns of a dataset](dataset-columns.md#codes). The year does not decide the form of a report, its printed labels do
([Reading](reading.md#forms)). How the form of a new year is added is told in [Add a form](add-a-form.md).
"""
_KINDS = {
    "row sum": "in every row of section 三: the applicants add up to the total",
    "result sum": "in every column of section 三: the results add up to all that was concluded",
    "balance": "in every column of section 三, printed on the form itself (勾稽关系): what came in is what went out",
    "review sum": "for every procedure of section 四: the outcomes add up to the total",
}


def page() -> str:
    """Return the page."""
    return "\n".join([_HEAD, *(line for form in BUILT_IN for line in _of_form(form))])


def _of_form(form: Form) -> Iterator[str]:
    years = f"{form.first_year} and later" if form.last_year is None else f"{form.first_year} to {form.last_year}"
    cells = sum(len(shape.codes) for shape in form.shapes.values())
    yield from (f"## The {form.name} form", "")
    yield from (f"{form.document}, for reports on {years}. {cells} cells, {len(form.identities)} sums.", "")
    for table, shapes in groupby(form.shapes.values(), key=lambda shape: shape.table):
        yield from (f"### {official_heading(_section(table))} ({form.name})", "")
        for shape in shapes:
            caption = printed_block(form, shape.name).caption
            if caption:
                yield from (f"**{form.official[caption]}**", "")
            yield from (_listed if len(shape.rows) * len(shape.columns) < 20 else _crossed)(form, shape)
            yield ""
    yield from (f"### Sums of the {form.name} form", "")
    yield from ("| sum | where | how many | of these cells |", "|---|---|---:|---|")
    for kind, own in groupby(form.identities, key=lambda identity: identity.kind):
        found = list(own)
        words = "; ".join(dict.fromkeys(map(_sum, found)))
        yield line(kind, _KINDS[kind], str(len(found)), words)
    yield ""


def _listed(form: Form, shape: BlockShape) -> Iterator[str]:
    """List every cell of a block."""
    named = [row for row in shape.rows if row.terminal]
    yield line(*(["row"] if named else []), "column", "code", "English")
    yield f"|{'---|' * (4 if named else 3)}"
    for row in shape.rows:
        for column in shape.columns:
            code = shape.code(row, column)
            labels = [_row_label(form, shape, row)] if named else []
            words = _english(code.partition(".")[2])
            yield line(*labels, _column_label(form, shape, column), f"`{code}`", words)


def _crossed(form: Form, shape: BlockShape) -> Iterator[str]:
    """List the rows of a block, then its columns: each row crosses each column."""
    yield f"Each of the {len(shape.columns)} columns crosses each row."
    yield from ("", "| row | row in the code | English |", "|---|---|---|")
    for row in shape.rows:
        if row.group:
            yield line(_row_label(form, shape, row), "", "(heads the rows below it)")
        else:
            yield line(_row_label(form, shape, row), f"`{shape.table}.{row.code}.…`", _english(row.code))
    yield from ("", "| column | column in the code | English |", "|---|---|---|")
    for column in shape.columns:
        yield line(_column_label(form, shape, column), f"`….{column.code}`", _english(column.code))


def _section(table: str) -> str:
    return next(section for section in SECTIONS if TABLE_OF.get(section) == table)


def _row_label(form: Form, shape: BlockShape, row: RowShape) -> str:
    """Return the label of a row, behind a dash for each group that it stands in."""
    if row.terminal is None:
        return ""
    within = [group for group in printed_block(form, shape.name).parents.get(row.rule, ()) if group.terminal]
    return "– " * len(within) + form.official[row.terminal]


def _column_label(form: Form, shape: BlockShape, column: Column) -> str:
    """Return the labels above a column, outermost first."""
    at = shape.columns.index(column)
    above = [
        label
        for label in printed_block(form, shape.name).above
        if label.first <= at < label.first + label.count
        and label.count < len(shape.columns)
        and label.terminal not in column.terminals
    ]
    outer = [label.terminal for label in sorted(above, key=lambda label: -label.count)]
    return " · ".join(form.official[terminal] for terminal in (*outer, *column.terminals))


def _english(code: str) -> str:
    return " · ".join(ENGLISH.get(word, word.replace("_", " ")) for word in code.split("."))


def _sum(identity: Identity) -> str:
    """Return a sum in the words of the form: columns where it runs along a row, else the numbers of rows."""
    names = {code: cell_name(code) for code in identity.codes}
    along = len({name.column for name in names.values()}) > 1

    def side(codes: Sequence[str]) -> str:
        return " + ".join(names[code].column if along else names[code].mark for code in codes)

    return f"{side(identity.left)} = {side(identity.right)}"


if __name__ == "__main__":
    write(page(), sys.argv[1:])
