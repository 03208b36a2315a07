"""The codebook: what every fact code means, in which forms it stands, and how the panel has it."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from io import StringIO
from typing import Any, Final

from attrs import fields, frozen

from govparse.dataset.codes import Code
from govparse.dataset.describing.values import COMPARABILITY_WORDS, form_words
from govparse.dataset.panel import STATE, UNIT, YUAN_COLUMN, Variable, variables
from govparse.forms.form import BlockShape, Form
from govparse.forms.headings import SECTIONS, TABLE_OF, official_heading
from govparse.forms.printed import head_unit, printed_block
from govparse.forms.registry import BUILT_IN
from govparse.rules import Words

NAME: Final = "codebook.csv"


@frozen
class Entry:
    """A fact code. Lists are separated by blanks in `codebook.csv`."""

    code: str
    table: str
    row: str
    column: str
    label_zh: str
    label_en: str
    kind: str
    unit: str
    """The unit of money that the newest form prints above the column, "" for none."""
    item: str
    """The caption of the item in the form; of sections 三 and 四 their headings."""
    printed: Mapping[str, str]
    """Form → the labels of row and column there."""
    forms: tuple[str, ...]
    documents: tuple[str, ...]
    """The official documents that prescribe these forms."""
    comparability: str
    use: Words
    """How it may be compared, and what the panel does with it."""
    panel: tuple[str, ...]
    """The columns of the panel that it gives."""
    sum_of: tuple[str, ...]
    """The codes whose sum the panel gives where the form prints them instead."""


def codebook(some: Collection[Form] = BUILT_IN) -> Mapping[str, Entry]:
    """Return code → entry for the forms of a dataset, in their order."""
    return _codebook(tuple(some))


@cache
def _codebook(some: tuple[Form, ...]) -> Mapping[str, Entry]:
    part_of: dict[str, list[str]] = {}
    for variable in variables(some):
        for part in dict.fromkeys(part for own in variable.sums for part in own.parts):
            part_of.setdefault(part, []).append(variable.name)
    return {v.name: _entry(v, part_of.get(v.name, ()), some) for v in variables(some)}


def _entry(variable: Variable, part_of: Sequence[str], some: tuple[Form, ...]) -> Entry:
    code = variable.code
    own = [form for form in some if form.name in code.forms]
    # Of a code that govparse has, its newest form says what it is, whichever other form has it too.
    newest = next((form for form in reversed(BUILT_IN) if form in own), own[-1])
    columns = [variable.name, variable.name + STATE]
    if variable.is_amount:
        columns += [variable.name + UNIT, variable.name + YUAN_COLUMN]
    printed = {form.name: _printed(form, code) for form in own}
    return Entry(
        code=code.name,
        table=code.table,
        row=code.row,
        column=code.column,
        label_zh=code.label_zh,
        label_en=code.label_en,
        kind=code.kind,
        unit=(head_unit(printed[newest.name][-1]) or "") if variable.is_amount else "",
        item=_item(newest, code),
        printed={form: " · ".join(filter(None, labels)) for form, labels in printed.items()},
        forms=code.forms,
        documents=tuple(form.document for form in own if form.document),
        comparability=code.comparability,
        use=_use(variable, part_of, some),
        panel=tuple(columns),
        sum_of=variable.parts,
    )


def _printed(form: Form, code: Code) -> tuple[str, ...]:
    """Return the label of the row and those of the column in a form, outermost first."""
    shape = _shape(form, code)
    row, column = next(
        (r, c) for r in shape.rows if not r.group for c in shape.columns if shape.code(r, c) == code.name
    )
    label = form.official[row.terminal] if row.terminal else ""
    return (label, *(form.official[terminal] for terminal in column.terminals))


def _shape(form: Form, code: Code) -> BlockShape:
    """Return the block in which a cell stands in a form: in another one it may be another."""
    return next(shape for shape in form.shapes.values() if code.name in shape.codes)


def _item(form: Form, code: Code) -> str:
    caption = printed_block(form, _shape(form, code).name).caption
    if caption:
        return form.official[caption]
    return official_heading(next(section for section in SECTIONS if TABLE_OF.get(section) == code.table))


def _use(variable: Variable, part_of: Sequence[str], some: tuple[Form, ...]) -> Words:
    code = variable.code
    compared = _compared(code, some)
    zh, en = compared.zh, compared.en
    for own in variable.sums:
        parts, of = ", ".join(own.parts), ("其他表式", "other forms")
        if any(form not in BUILT_IN for form in some):
            of = f"表式 {'、'.join(own.forms)} ", f"form {', '.join(own.forms)}"
        zh += (
            f"{of[0]}的报告，panel 取 {parts} 之和，状态为 derived，有一格没有数就不求和；含义大体相当，并不完全相同。"
        )
        en += f" For reports of {of[1]} the panel has the sum of {parts}, with the state derived, and none where"
        en += " one of them has no number; it means about the same, not exactly."
    for whole in part_of:
        zh += f"计入 panel 的 {whole}。"
        en += f" Counted in {whole} of the panel."
    if variable.is_amount:
        zh += f"金额以所印单位计（{code.name}{UNIT}）；比较用 {code.name}{YUAN_COLUMN}。"
        en += f" Money in the unit that is printed ({code.name}{UNIT}); to compare, use {code.name}{YUAN_COLUMN}."
    return Words(zh, en)


def _compared(code: Code, some: tuple[Form, ...]) -> Words:
    """Return how a code may be compared between the forms of a dataset."""
    words = COMPARABILITY_WORDS[code.comparability]
    zh, en = f"{words.zh}", f"{words.en[0].upper()}{words.en[1:]}"
    others = [form.name for form in some if form not in BUILT_IN]
    own = [name for name in code.forms if name not in others]
    if not own:
        names = ", ".join(code.forms)
        return Words(f"只有其他软件包的表式有（{names}）。", f"Stands only in forms of other packages ({names}).")
    if code.comparability == "one form":
        zh, en = f"{zh}（{'、'.join(own)}）", f"{en} ({', '.join(own)})"
    if not others:
        return Words(f"{zh}。", f"{en}.")
    # Whoever gives a cell of his form the code of another says that it is the same; nobody else has looked.
    zh, en = f"govparse 自带的表式：{zh}。", f"Of the forms of govparse: {en[0].lower()}{en[1:]}."
    shared = [name for name in others if name in code.forms]
    if shared:
        zh += f"其他软件包的表式 {'、'.join(shared)} 用同一代码。"
        en += f" Of other packages, {', '.join(shared)} has it under the same code."
    if lacking := [name for name in others if name not in code.forms]:
        zh += f"表式 {'、'.join(lacking)} 没有。"
        en += f" {', '.join(lacking)} does not have it."
    return Words(zh, en)


# ── as a table and as data ─────────────────────────────────────────────────────────


def columns(some: Collection[Form] = BUILT_IN) -> Mapping[str, Words]:
    """Return the columns of `codebook.csv`, and what stands in them, for the forms of a dataset."""
    return {
        "code": Words("代码", "fact code"),
        "table": Words("表", "table: what the code begins with"),
        "row": Words("行：代码的中段", "row: the middle of the code"),
        "column": Words("列：代码的末段", "column: what the code ends with"),
        "label_zh": Words("表式中的名称", "the words of the newest form that has it"),
        "label_en": Words("英文名称", "name in English, not official"),
        "kind": Words("数的种类", "what kind of number it is"),
        "unit": Words("列名中的金额单位；没有的为空", "unit of money in the label of the column; empty if none"),
        "item": Words("所在的项或部分", "item or section of the form"),
        **{
            f"printed_{form.name}": Words(
                f"{form_words(form).zh}中的行名和列名；没有此格的为空",
                f"labels of row and column in {form_words(form).en}; empty if it has no such cell",
            )
            for form in some
        },
        "forms": Words("有此格的表式，以空格分隔", "forms that have it, separated by blanks"),
        "documents": Words("规定这些表式的文件", "official documents that prescribe these forms"),
        "comparability": Words("各表式之间能否比较", "whether it can be compared between forms"),
        "use_zh": Words("比较和 panel 中的用法（中文）", "how to compare it, how the panel has it, in Chinese"),
        "use_en": Words("比较和 panel 中的用法（英文）", "how to compare it, how the panel has it, in English"),
        "panel": Words("panel 中的列，以空格分隔", "columns of the panel, separated by blanks"),
        "sum_of": Words(
            "表式不印此格时，panel 取其和的各代码；没有的为空",
            "codes whose sum the panel gives where the form prints them instead; empty if none",
        ),
    }


LISTS: Final = ("forms", "documents", "panel", "sum_of")
"""The columns that hold several names, separated by blanks."""


def rows(some: Collection[Form] = BUILT_IN) -> Iterator[Mapping[str, str | tuple[str, ...]]]:
    """Yield the codes, each with the columns of `codebook.csv`."""
    for entry in codebook(some).values():
        row: dict[str, Any] = {field.name: getattr(entry, field.name) for field in fields(Entry)}
        printed, use = row.pop("printed"), row.pop("use")
        row |= {f"printed_{form.name}": printed.get(form.name, "") for form in some}
        row |= {"use_zh": use.zh, "use_en": use.en}
        yield {name: row[name] for name in columns(some)}


def as_data(some: Collection[Form] = BUILT_IN) -> list[dict[str, str | list[str]]]:
    """Return the codebook as JSON has it; what is empty is left out."""
    return [
        {name: list(value) if isinstance(value, tuple) else value for name, value in row.items() if value}
        for row in rows(some)
    ]


def as_csv(some: Collection[Form] = BUILT_IN) -> str:
    """Return `codebook.csv`."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns(some))
    for row in rows(some):
        writer.writerow(" ".join(value) if isinstance(value, tuple) else value for value in row.values())
    return file.getvalue()
