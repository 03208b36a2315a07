"""The page of all tables, columns and codes in Markdown, made from what describes them.

`python -m govparse.dataset.describing.pages FILE` writes it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from govparse.dataset.assemble import Plan
from govparse.dataset.describing import codebook, values
from govparse.dataset.describing.columns import KEYS, TEXTS, TITLES, children, describe
from govparse.dataset.panel import KEYS as PANEL_KEYS
from govparse.dataset.panel import STATE, UNIT, YUAN_COLUMN
from govparse.rules import Words

_HEAD = """\
# Columns of a dataset

What stands in the tables that `govparse dataset` writes. The same stands in `datapackage.json` beside the tables,
which any reader of Data Packages understands, and for the codes in `codebook.csv`. The library frictionless checks
types, keys and references of the CSV files by it. Parquet it reads by way of pandas, which turns a missing number into
NaN: there the types in the files themselves are what counts.

In **Parquet** numbers are exact decimals, places and candidates nested values. In **JSON Lines** the same, with whole
numbers as numbers and others as strings. In **CSV** the parts of a nested value are columns of their own
(`place.start` is `place_start`), lists of ids and codes are separated by blanks, all other lists are JSON, and a text
that a spreadsheet would take for a formula begins with `'`.

本页说明 `govparse dataset` 所写各表的每一栏。各表旁的 `datapackage.json` 有同样的说明，代码另见 `codebook.csv`。
Parquet 中的数是精确小数，位置和可能的读法是嵌套的值；JSON Lines 相同，小数写作字符串；CSV 中嵌套的值分为几栏
（`place.start` 即 `place_start`），代码等以空格分隔，其他列表是 JSON，会被当作公式的文字前加 `'`。
"""
_VALUES: Mapping[str, tuple[Words, values.Values]] = {
    "state": (Words("状态", "States"), values.PANEL_STATE_WORDS),
    "basis": (Words("依据", "Bases"), values.BASIS_WORDS),
    "outcome": (Words("勾稽关系的结果", "Outcomes of sums"), values.OUTCOME_WORDS),
    "kind": (Words("勾稽关系的种类", "Kinds of sums"), values.IDENTITY_WORDS),
    "layout": (Words("版面", "Layouts"), values.TABLE_LAYOUT_WORDS),
    "duplicate_by": (Words("重复的依据", "Why reports are duplicates"), values.DUPLICATE_WORDS),
    "section": (Words("文字部分", "Sections"), values.SECTION_WORDS),
    "failure": (Words("未能使用的原因", "Reasons of failures"), values.FAILURE_WORDS),
    "code_kind": (Words("数的种类", "Kinds of numbers"), values.KIND_WORDS),
    "comparability": (Words("能否比较", "Comparability of codes"), values.COMPARABILITY_WORDS),
}


def page() -> str:
    """Return the page."""
    return "\n".join([_HEAD, *_tables(), *_words(), *_codes()])


def _tables() -> Iterator[str]:
    for table, schema in Plan(prose=True).schemas.items():
        title, text = TITLES[table], TEXTS[table]
        key = ", ".join(f"`{name}`" for name in KEYS[table])
        yield from (f"## {table}", "", f"{title.en}. {text.en} Key: {key}.", "", f"{title.zh}。{text.zh}", "")
        fields = [schema.field(name) for name in PANEL_KEYS] if table == "panel" else list(schema)
        yield from ("| column | type | what it is | 说明 |", "|---|---|---|---|")
        yield from _columns(table, (), fields)
        if table == "panel":
            yield from _of_panel()
        yield ""


def _columns(table: str, above: tuple[str, ...], fields: Sequence[pa.Field]) -> Iterator[str]:
    for field in fields:
        path = (*above, field.name)
        own = describe(table, path)
        yield line(
            f"`{'.'.join(path)}`",
            _type(field.type),
            f"{own.title.en}. {own.text.en}",
            f"{own.title.zh}：{own.text.zh}",
        )
        yield from _columns(table, path, children(field.type))


def _of_panel() -> Iterator[str]:
    yield line("*code*", "integer; decimal for money", "the number, see the list of codes", "数，见代码表")
    yield line(f"*code*`{STATE}`", "string", "its state, see below", "其状态，见下")
    yield line(f"*code*`{UNIT}`", "string", "of money: the unit as printed", "金额：所印单位")
    yield line(
        f"*code*`{YUAN_COLUMN}`",
        "decimal",
        "of money: in yuan, where a unit is printed",
        "金额：以元计，未印单位的为空",
    )


def _words() -> Iterator[str]:
    yield from ("## Words in columns", "")
    for title, own in _VALUES.values():
        yield from (f"### {title.en} · {title.zh}", "", "| word | meaning | 含义 |", "|---|---|---|")
        yield from (line(f"`{name}`", words.en, words.zh) for name, words in own.items())
        yield ""


def _codes() -> Iterator[str]:
    yield from ("## Codes", "")
    yield from ("| code | 名称 | name | kind | forms | comparability | in the panel |", "|---|---|---|---|---|---|---|")
    for entry in codebook.codebook().values():
        panel = " + ".join(f"`{name}`" for name in entry.sum_of)
        yield line(
            f"`{entry.code}`",
            entry.label_zh,
            entry.label_en,
            f"{entry.kind}, {entry.unit}" if entry.unit else entry.kind,
            ", ".join(entry.forms),
            entry.comparability,
            f"else {panel}" if panel else "",
        )
    yield ""


def _type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        inner = kind.value_type
        return f"list of {'values' if pa.types.is_struct(inner) else _type(inner)}"
    if pa.types.is_struct(kind):
        return "nested"
    if pa.types.is_decimal(kind):
        return "decimal"
    if pa.types.is_integer(kind):
        return "integer"
    if pa.types.is_floating(kind):
        return "number"
    return "date" if pa.types.is_date(kind) else str(kind)


def line(*cells: str) -> str:
    """Return a row of a table in Markdown."""
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def write(made: str, arguments: Sequence[str]) -> None:
    """Write a page to the file named."""
    (path,) = arguments
    Path(path).write_text(made, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(page(), sys.argv[1:])
