"""What others build on, as lines of text: names, signatures, fields, JSON keys, options, rules, codes, columns, extras.

    python tests/public_surface.py              # rewrite tests/public_surface.txt
    python tests/public_surface.py --released   # keep it as that of the release, with the version

`tests/test_public_surface.py` compares the package with the first file, and the first file with the second: what has
changed since the last release has to stand in `CHANGELOG.md` (`surface_changes.py`).
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import re
import sys
import tomllib
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import attrs
import pyarrow

if TYPE_CHECKING:
    import govparse

ROOT = Path(__file__).resolve().parent.parent
CURRENT = ROOT / "tests" / "public_surface.txt"
RELEASED = ROOT / "tests" / "public_surface.released.txt"

MODULES = (
    "govparse",
    "govparse.records",
    "govparse.tables",
    "govparse.testing",
    "govparse.strategies",
    "govparse.dataset",
    "govparse.forms",
)
"""The public modules: what their `__all__` lists is public."""
OPAQUE = frozenset({"Sheet", "GrammarText", "RowBuilder"})
"""Classes that are handed on and not looked into: what is in them may change."""

_HEAD = """\
# The public surface of govparse{version}. Written by `python tests/public_surface.py`, not by hand.
# name: what a public module exports. type, member: what annotations name, and what is in classes. order: what a class
# takes, those after `*` by name alone. json: keys of what is written. command: arguments. rule, block, fact, table,
# extra: ids of rules, names of blocks and codes of facts with the forms that have them, columns of datasets, extras.
"""


def describe() -> dict[str, str]:
    """Return the surface: what there is → what it is."""
    surface: dict[str, str] = {}
    for part in (_modules(), _json(), _commands(), _rules(), _blocks(), _facts(), _tables(), _extras()):
        for key, what in part:
            if surface.setdefault(key, what) != what:
                raise ValueError(f"{key} is two things: {surface[key]}; {what}")
    return surface


def write(surface: Mapping[str, str], version: str = "") -> str:
    """Return a surface as text."""
    order = ("name", "type", "order", "member", "json", "command", "rule", "block", "fact", "table", "extra")
    keys = sorted(surface, key=lambda key: (order.index(key.partition(" ")[0]), key))
    return _HEAD.format(version=version and f" {version}") + "".join(f"{key}: {surface[key]}\n" for key in keys)


def read(text: str) -> dict[str, str]:
    """Return the surface that a text holds."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {key: what for key, _, what in (line.partition(": ") for line in lines)}


def version_of(text: str) -> str | None:
    """Return the version of a surface that was kept with a release."""
    found = re.match(r"# The public surface of govparse ([0-9][0-9.a-z]*)\.", text)
    return found[1] if found else None


# ── names, types, members ──────────────────────────────────────────────────────────


def _modules() -> Iterator[tuple[str, str]]:
    seen: dict[str, Any] = {}
    for module in map(importlib.import_module, MODULES):
        for name in getattr(module, "__all__", ()):
            value = getattr(module, name)
            yield f"name {module.__name__}.{name}", _kind(value)
            if isinstance(value, Mapping):
                yield from ((f"name {module.__name__}.{name}[{key}]", type(one).__name__) for key, one in value.items())
            _meet(value, name, module.__name__, seen)
    yield "name govparse.__version__", "str"
    done: set[str] = set()
    while left := seen.keys() - done:
        for name in sorted(left):
            done.add(name)
            value = seen[name]
            yield f"type {name}", _class(value) if inspect.isclass(value) else _spell(value)
            if attrs.has(value) and name not in OPAQUE:
                yield f"order {name}", _order(value)
            if inspect.isclass(value) and name not in OPAQUE:
                for member, what in _members(value):
                    yield f"member {name}.{member}", what
                    _meet_all(what, value, seen)


def _kind(value: Any) -> str:
    if inspect.isclass(value):
        return _class(value)
    if inspect.isfunction(value):
        overloads = typing.get_overloads(value)
        return "function " + " or ".join(_signature(one) for one in overloads or [value])
    if isinstance(value, int | str):
        return f"{type(value).__name__} {value!r}"
    if isinstance(value, tuple):
        return f"tuple {value!r}"
    if isinstance(value, Mapping):
        return "mapping"
    if isinstance(value, pyarrow.Schema):
        return "pyarrow.Schema"
    return f"type {_spell(value)}"


def _class(cls: type[Any]) -> str:
    words = ["class"]
    own = [base.__name__ for base in cls.__bases__ if base is not object]
    if own:
        words.append(f"of {', '.join(own)}")
    if attrs.has(cls):
        words.append("frozen" if cls.__setattr__.__name__ == "_frozen_setattrs" else "changeable")
    if vars(cls).get("__hash__", cls) is None:
        words.append("not hashable")
    return " ".join(words)


def _order(cls: type[Any]) -> str:
    """Return what a class takes, in the order in which it takes it."""
    taken = [field for field in attrs.fields(cls) if field.init]
    by_name = [str(field.alias) for field in taken if field.kw_only]
    return ", ".join(
        [*(str(field.alias) for field in taken if not field.kw_only), *(["*"] if by_name else []), *by_name]
    )


def _members(cls: type[Any]) -> Iterator[tuple[str, str]]:
    fields = {field.name: field for field in attrs.fields(cls)} if attrs.has(cls) else {}
    for name, field in fields.items():
        if name.startswith("_"):
            continue
        default = field.default
        made = "made anew" if isinstance(default, attrs.Factory) else _default(default)  # type: ignore[arg-type]  # a Factory is any object to mypy
        yield name, f"field {_type_of(cls, name)}" + ("" if default is attrs.NOTHING else f" = {made}")
    for name, field in fields.items():
        if name.startswith("_") and field.init and not str(field.alias).startswith("_"):
            yield f"__init__.{field.alias}", f"argument {_type_of(cls, name)}"
    for name, annotation in inspect.get_annotations(cls).items():
        if name not in fields and not name.startswith("_"):
            value = getattr(cls, name, None)
            yield name, f"attribute {_annotation(annotation)}" + (f" = {value!r}" if isinstance(value, str) else "")
    for name, value in vars(cls).items():
        if name in fields or (name.startswith("_") and name != "__getitem__"):
            continue
        if isinstance(value, classmethod):
            yield name, f"class method {_signature(value.__func__, bound=True)}"
        elif inspect.isfunction(value):
            yield name, f"method {_signature(value, bound=True)}"
        elif getter := getattr(value, "fget", getattr(value, "func", None)):
            yield name, f"property {_annotation(inspect.get_annotations(getter).get('return'))}"
        elif name not in inspect.get_annotations(cls) and isinstance(value, int | str):
            yield name, f"attribute = {value!r}"


def _type_of(cls: type[Any], name: str) -> str:
    """Return the type of a field as it is written: attrs may have put the type itself in its place since then."""
    written = next(found[name] for base in cls.__mro__ if name in (found := inspect.get_annotations(base)))
    return _annotation(written)


def _signature(function: Any, *, bound: bool = False) -> str:
    signature = inspect.signature(function)
    words: list[str] = []
    before: inspect._ParameterKind | None = None
    for parameter in list(signature.parameters.values())[1 if bound else 0 :]:
        if parameter.kind is parameter.KEYWORD_ONLY and before is not parameter.KEYWORD_ONLY:
            words.append("*")
        before = parameter.kind
        default = "" if parameter.default is parameter.empty else f" = {_default(parameter.default)}"
        words.append(f"{parameter.name}: {_annotation(parameter.annotation)}{default}")
    return f"({', '.join(words)}) -> {_annotation(signature.return_annotation)}"


def _default(value: Any) -> str:
    return "a function" if callable(value) else repr(value)


def _annotation(annotation: Any) -> str:
    return annotation if isinstance(annotation, str) else _spell(annotation)


def _spell(kind: Any) -> str:
    """Return a type in words that are the same in every version of Python."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is Literal:
        return f"Literal[{', '.join(map(repr, arguments))}]"
    if origin in (typing.Union, types.UnionType):
        return " | ".join(map(_spell, arguments))
    if isinstance(kind, list):
        return f"[{', '.join(map(_spell, kind))}]"
    if kind is None or kind is type(None):
        return "None"
    if kind is ...:
        return "..."
    if origin is not None:
        return f"{origin.__name__}[{', '.join(map(_spell, arguments))}]"
    return str(getattr(kind, "__name__", kind))


def _meet_all(what: str, near: Any, seen: dict[str, Any]) -> None:
    """Add what a description names, as the module in which it is written knows it."""
    known = {**_shared(), **vars(sys.modules[near.__module__])}
    for name in re.findall(r"[A-Za-z_][A-Za-z0-9_]*", re.sub(r"'[^']*'", "", what)):
        _meet(known.get(name), name, near.__name__, seen)


def _shared() -> dict[str, Any]:
    """Return what the modules of the records know."""
    return {name: value for module in MODULES[1:3] for name, value in vars(importlib.import_module(module)).items()}


def _meet(value: Any, name: str, near: str, seen: dict[str, Any]) -> None:
    """Add a class of govparse, an alias, or what a function names. Of two of one name, one says whose it is."""
    if inspect.isfunction(value) and value.__module__.startswith("govparse"):
        for one in [*typing.get_overloads(value), value]:
            _meet_all(_signature(one), one, seen)
    elif isinstance(value, Mapping):
        for entry in value.values():
            _meet(type(entry), type(entry).__name__, name, seen)
    elif typing.get_origin(value) in (Literal, typing.Union, types.UnionType) or (
        inspect.isclass(value) and value.__module__.startswith("govparse")
    ):
        own = name if seen.get(name, value) == value else f"{name} of {near}"
        seen[own] = value
        for one in typing.get_args(value):
            _meet(one, getattr(one, "__name__", ""), name, seen)


# ── JSON ───────────────────────────────────────────────────────────────────────────


def _json() -> Iterator[tuple[str, str]]:
    import govparse
    from govparse.exchange import SCHEMA, fact_to_dict, finding_to_dict, to_dict
    from govparse.output.machine import COLUMNS, failure_to_dict, result_to_dict
    from govparse.output.results import OUTCOMES, Failure, Result

    report = attrs.evolve(_filled(govparse.AnnualReport), metadata=_metadata())
    yield "json schema", str(SCHEMA)
    for kind in typing.get_args(govparse.Place):
        place = _filled(kind)
        yield from _keys(f"place {place.kind}", attrs.asdict(place))
    yield from _keys("finding", finding_to_dict(_filled(govparse.Finding)))
    yield from _keys("fact", fact_to_dict(_filled(govparse.Fact)))
    yield from _keys("report", to_dict(report))
    yield from _keys("explain", _filled(govparse.Explanation).to_dict())
    yield from _keys("check", result_to_dict(Result(report, report.findings, dict.fromkeys(OUTCOMES, 0))))
    yield from _keys("failure", failure_to_dict(_filled(Failure)))
    yield "json check in CSV", ", ".join(COLUMNS)


def _metadata() -> Any:
    from govparse.records import Metadata

    filled = _filled(Metadata)
    return attrs.evolve(filled, published=attrs.evolve(filled.published, text="2024-01-28"))


_ALIKE = {"place": "place", "places": "list of place", "findings": "list of finding", "related": "list of finding"}
"""Keys under which the same stands everywhere: it is described once."""


def _keys(path: str, data: Any) -> Iterator[tuple[str, str]]:
    if (alike := _ALIKE.get(path.rpartition(".")[2])) is not None:
        yield f"json {path}", alike
    elif path == "report.facts":
        yield f"json {path}.*", "fact"
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _keys(f"{path}.{'*' if key == _NAME else key}", value)
    elif isinstance(data, list) and data and isinstance(data[0], dict):
        yield f"json {path}", "list"
        yield from _keys(f"{path}[]", data[0])
    else:
        kinds = {type(one).__name__ for one in data} if isinstance(data, list | tuple) else set()
        yield f"json {path}", f"list of {', '.join(kinds)}" if kinds else type(data).__name__


_NAME = "NAME"
"""Stands for any key of a mapping."""


def _filled(kind: Any, depth: int = 0) -> Any:
    """Return something of a type in which nothing that may be there is missing."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is Literal:
        return arguments[0]
    if origin in (typing.Union, types.UnionType):
        return _filled(next(one for one in arguments if one is not type(None)), depth)
    if origin is tuple:
        if arguments[-1] is ...:
            return (_filled(arguments[0], depth),) if depth < 8 else ()
        return tuple(_filled(one, depth) for one in arguments)
    if origin is not None and issubclass(origin, Mapping):
        return {_NAME: _filled(arguments[1], depth)}
    if attrs.has(kind):
        hints = typing.get_type_hints(kind, localns=_shared())
        return kind(
            **{
                field.name: () if field.name == "related" and depth > 1 else _filled(hints[field.name], depth + 1)
                for field in attrs.fields(kind)
                if field.init
            }
        )
    return {int: 1, str: "", float: 0.5}[kind]


# ── all else ───────────────────────────────────────────────────────────────────────


def _commands() -> Iterator[tuple[str, str]]:
    from govparse.cli.arguments import parser

    yield from _arguments("command", parser("en"))


def _arguments(path: str, parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield f"{path} {name}", "command"
                yield from _arguments(f"{path} {name}", inner)
            continue
        if isinstance(action, argparse._HelpAction):
            continue
        words = [type(action).__name__.strip("_").removesuffix("Action").lower()]
        words += ["required"] if action.required else []
        words += [f"times {action.nargs}"] if action.nargs is not None else []
        words += [f"one of {', '.join(map(str, action.choices))}"] if action.choices else []
        words += [f"= {action.default!r}"] if action.default not in (None, argparse.SUPPRESS, []) else []
        yield f"{path} {'/'.join(action.option_strings) or action.dest}", " ".join(words)


def _rules() -> Iterator[tuple[str, str]]:
    from govparse.rules import RULES, family_of

    for name, rule in RULES.items():
        yield f"rule {name}", f"{family_of(name)}, {rule.severity}"


def _blocks() -> Iterator[tuple[str, str]]:
    yield from _of_forms("block", lambda form: form.blocks)


def _facts() -> Iterator[tuple[str, str]]:
    yield from _of_forms("fact", lambda form: form.codes)


def _of_forms(kind: str, has: Callable[[govparse.Form], Iterable[str]]) -> Iterator[tuple[str, str]]:
    """Describe what forms have by the forms that have it."""
    from govparse.forms.registry import forms

    named: dict[str, list[str]] = {}
    for form in forms():
        for name in has(form):
            named.setdefault(name, []).append(form.name)
    for name, names in named.items():
        yield f"{kind} {name}", ", ".join(names)


def _tables() -> Iterator[tuple[str, str]]:
    from govparse.dataset.panel import KEYS
    from govparse.dataset.schema import READINGS, SOURCES, TABLE_SCHEMAS

    for table, schema in {**TABLE_SCHEMAS, "READINGS": READINGS, "SOURCES": SOURCES}.items():
        yield f"table {table}", "table"
        for field in schema:
            yield f"table {table}.{field.name}", f"{field.type}{'' if field.nullable else ' not null'}"
    yield "table panel", f"table with {', '.join(KEYS)}, and columns for each fact"


def _extras() -> Iterator[tuple[str, str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for extra in project["optional-dependencies"]:
        yield f"extra {extra}", "extra"


def main(arguments: list[str]) -> None:
    """Write the file, or the one of the release."""
    surface = describe()
    if "--released" in arguments:
        import govparse

        RELEASED.write_text(write(surface, govparse.__version__), encoding="utf-8")
    CURRENT.write_text(write(surface), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
