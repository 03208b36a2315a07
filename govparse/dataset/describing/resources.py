"""The files of a dataset as resources of a Data Package: where each is, and which columns it has."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from attrs import frozen

from govparse.dataset.describing import codebook
from govparse.dataset.describing.columns import (
    CODEBOOK,
    KEYS,
    REFERENCES,
    TEXTS,
    TITLES,
    Reference,
    children,
    describe,
)
from govparse.dataset.describing.described import Described
from govparse.dataset.panel import STATE
from govparse.dataset.writing import database
from govparse.dataset.writing.csv import no_formula
from govparse.dataset.writing.plain import LISTS_OF_IDS
from govparse.forms.form import Form
from govparse.forms.registry import BUILT_IN
from govparse.rules import Words

Json = dict[str, Any]
_PROFILES: Final = "https://datapackage.org/profiles/2.0/"
_RESOURCE: Final = {"$schema": f"{_PROFILES}dataresource.json"}
PACKAGE_PROFILE: Final = f"{_PROFILES}datapackage.json"
_MEDIA: Final = {
    "parquet": "application/vnd.apache.parquet",
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "md": "text/markdown",
    "duckdb": "application/octet-stream",
}
_DIALECT: Final = {
    "$schema": f"{_PROFILES}tabledialect.json",
    "header": True,
    "delimiter": ",",
    "lineTerminator": "\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
}
_WRITTEN: Final[Mapping[str, Words]] = {
    "parquet": Words("", ""),
    "csv": Words(
        "以表格软件会当作公式的字符开头的文字，前面加了 '；空文字与没有值不作区分。",
        "A text that a spreadsheet would take for a formula has ' before it; an empty text and no value are not told "
        "apart.",
    ),
    "jsonl": Words(
        "每行一个 JSON 对象；小数写作字符串，以免舍入。",
        "One JSON object per line; decimals are strings, so that nothing is rounded.",
    ),
}
_BLOCK: Final = 1 << 20


def resources(
    folder: Path, schemas: Mapping[str, pa.Schema], more: Sequence[str], some: Collection[Form] = BUILT_IN
) -> Iterator[Json]:
    """Yield a resource for each file of a dataset that is there: the tables in each format, and what describes them.

    `more` are the columns of a table written by hand, `some` the forms of the dataset. Raises `OSError`.
    """
    for kind, place in (("parquet", ""), ("csv", "csv/"), ("jsonl", "jsonl/")):
        for table, schema in schemas.items():
            path = f"{place}{table}.{kind}"
            if (folder / path).is_file():
                yield _table(folder, path, kind, schema, _Table(table, more, some))
    yield _codebook(folder, some)
    if (folder / database.NAME).is_file():
        yield {
            "name": "duckdb",
            **_RESOURCE,
            "path": database.NAME,
            **_said(Words("DuckDB 数据库", "DuckDB database"), Words("各表合为一个文件。", "All tables in one file.")),
            "format": "duckdb",
            "mediatype": _MEDIA["duckdb"],
        }


def note(folder: Path, path: str) -> Json:
    """Return the resource of the methods note."""
    return {
        "name": "methods",
        **_RESOURCE,
        "path": path,
        **_said(
            Words("方法说明", "Methods"),
            Words("数据集如何制成，附各项计数。", "How the dataset was made, with counts."),
        ),
        "format": "md",
        "mediatype": _MEDIA["md"],
        "encoding": "utf-8",
        **_content(folder / path),
    }


def name_of(table: str, kind: str) -> str:
    """Return the name of the resource that holds a table in a format."""
    return table if kind == "parquet" else f"{table}-{kind}"


@frozen
class _Table:
    """A table: its name, the columns of it that a table written by hand has brought, and the forms of the dataset."""

    name: str
    more: Sequence[str]
    forms: Collection[Form]

    def describe(self, path: Sequence[str]) -> Described:
        """Return what stands in a column."""
        return describe(self.name, path, self.more, self.forms)


def _table(folder: Path, path: str, kind: str, schema: pa.Schema, own: _Table) -> Json:
    table = own.name
    text = Words(TEXTS[table].zh + _WRITTEN[kind].zh, f"{TEXTS[table].en} {_WRITTEN[kind].en}".strip())
    return {
        "name": name_of(table, kind),
        **_RESOURCE,
        "type": "table",
        "path": path,
        **_said(TITLES[table], text),
        "format": kind,
        "mediatype": _MEDIA[kind],
        **({} if kind == "parquet" else {"encoding": "utf-8"}),
        **_content(folder / path),
        **({"dialect": _DIALECT} if kind == "csv" else {}),
        "schema": _schema(
            list(_flat(own, schema)) if kind == "csv" else _nested(own, (), schema),
            KEYS[table],
            [_foreign_key(table, reference, kind) for reference in REFERENCES[table]],
            missing=[""] if kind == "csv" else [],
        ),
    }


def _codebook(folder: Path, some: Collection[Form]) -> Json:
    fields = [
        {"name": name, "type": "string", **_said(words, words)}
        | ({"type": "list", "delimiter": " "} if name in codebook.LISTS else {})
        | ({"constraints": {"required": True}} if name == "code" else {})
        for name, words in codebook.columns(some).items()
    ]
    return {
        "name": CODEBOOK,
        **_RESOURCE,
        "type": "table",
        "path": codebook.NAME,
        **_said(
            Words("代码表", "Codebook"),
            Words(
                "每个代码一行：含义、表式、能否比较。",
                "A row for each code: its meaning, its forms, whether it can be compared.",
            ),
        ),
        "format": "csv",
        "mediatype": _MEDIA["csv"],
        "encoding": "utf-8",
        **_content(folder / codebook.NAME),
        "dialect": _DIALECT,
        "schema": _schema(fields, ("code",), (), missing=[""]),
    }


def _schema(fields: Sequence[Json], keys: Sequence[str], foreign_keys: Sequence[Json], missing: Sequence[str]) -> Json:
    schema = {
        "$schema": f"{_PROFILES}tableschema.json",
        "fields": list(fields),
        "missingValues": list(missing),
        "primaryKey": list(keys),
    }
    return schema | ({"foreignKeys": list(foreign_keys)} if foreign_keys else {})


def _foreign_key(table: str, reference: Reference, kind: str) -> Json:
    """Return the column of a table that refers to another, or to itself, in the same format."""
    if reference.table == CODEBOOK:
        resource = CODEBOOK
    else:
        resource = "" if reference.table == table else name_of(reference.table, kind)
    return {"fields": [reference.column], "reference": {"resource": resource, "fields": [reference.of]}}


# ── columns ────────────────────────────────────────────────────────────────────────


def _nested(table: _Table, above: Sequence[str], fields: Sequence[pa.Field]) -> list[Json]:
    """Return columns as Parquet and JSON Lines have them; what they are made of stands in `parts`."""
    found = []
    for field in fields:
        path = (*above, field.name)
        own = _field(field.name, _type(field.type), table.describe(path), required=not field.nullable)
        if inner := children(field.type):
            own["parts"] = _nested(table, path, inner)
        found.append(own)
    return found


def _flat(table: _Table, schema: pa.Schema) -> Iterator[Json]:
    """Yield columns as CSV has them: those of nested ones by their names behind each other."""

    def spread(field: pa.Field, above: tuple[str, ...]) -> Iterator[Json]:
        path = (*above, field.name)
        if pa.types.is_struct(field.type):
            for inner in field.type:
                yield from spread(inner, path)
            return
        described = table.describe(path)
        if above:
            outer = table.describe(above).title
            described = Described(
                Words(f"{outer.zh}：{described.title.zh}", f"{outer.en}: {described.title.en}"),
                described.text,
                described.values,
            )
        own = _field(no_formula("_".join(path)), _type(field.type), described, required=not field.nullable)
        if field.name in LISTS_OF_IDS:
            own |= {"type": "list", "delimiter": " "}
        yield own

    for field in schema:
        yield from spread(field, ())


def _field(name: str, kind: str, described: Described, *, required: bool) -> Json:
    constraints: Json = {"required": True} if required else {}
    # Of the hundreds of states in the panel the words are not explained each time.
    text = described.text if STATE in name else _with_values(described)
    if described.values:
        constraints["enum"] = list(described.values)
    field = {"name": name, "type": kind, **_said(described.title, text)}
    return field | ({"constraints": constraints} if constraints else {})


def _with_values(described: Described) -> Words:
    """Return the text of a column, with what each word means that may stand in it."""
    zh = [described.text.zh, *(f"- `{name}`：{words.zh}" for name, words in described.values.items())]
    en = [described.text.en, *(f"- `{name}`: {words.en}" for name, words in described.values.items())]
    return Words("\n".join(zh), "\n".join(en))


def _type(kind: pa.DataType) -> str:
    types = pa.types
    for holds, name in (
        (types.is_list, "array"),
        (types.is_struct, "object"),
        (types.is_boolean, "boolean"),
        (types.is_integer, "integer"),
        (types.is_decimal, "number"),
        (types.is_floating, "number"),
        (types.is_date, "date"),
        (types.is_string, "string"),
    ):
        if holds(kind):
            return name
    raise TypeError(str(kind))


def _said(title: Words, text: Words) -> Json:
    """Return title and description as every reader shows them: in Chinese, then in English."""
    return {"title": f"{title.zh} / {title.en}", "description": f"{text.zh}\n\n{text.en}"}


def _content(path: Path) -> Json:
    """Return size and hash of a file, by which a copy of it is known to be whole."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return {"bytes": path.stat().st_size, "hash": f"sha256:{digest.hexdigest()}"}
