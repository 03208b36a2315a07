"""A form: its grammar, and what can be derived from it - blocks, rows, columns, codes, labels."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define, field, fields, frozen
from attrs.validators import instance_of, matches_re, optional
from lark import Lark

from govparse.forms import store
from govparse.forms.grammars import IMPORT_PATHS, GrammarText, digest, load
from govparse.forms.imports import files, source_path, written_out
from govparse.forms.lexer import CellLexer
from govparse.forms.rows import RowBuilder
from govparse.reading.fold import fold, key
from govparse.records import TABLES

if TYPE_CHECKING:
    from govparse.forms.identities import Identity

_VARIANT = "_VARIANT"
_COLUMNS = "_column"


@frozen
class Column:
    """A column of a block: `code` ends a fact code (`total`, `litigation.direct.upheld`)."""

    code: str
    terminals: tuple[str, ...]
    """The labels that name it, outermost first."""


@frozen
class RowShape:
    """A row of a block: `code` stands between table and column in a fact code; `""` in section 四."""

    rule: str
    code: str
    terminal: str | None
    """Its label; None for the row of section 四, which has none."""
    group: bool
    """A label above rows, without numbers of its own."""


@frozen
class BlockShape:
    """A block of a form: an item of section 二, the table of section 三 or of section 四."""

    name: str
    """The rule of the grammar with which a block begins."""
    table: str
    """The table it belongs to: `proactive`, `requests` or `review`."""
    columns: tuple[Column, ...]
    rows: tuple[RowShape, ...]
    head: frozenset[str]
    """Labels of head and caption."""
    labels: frozenset[str]
    """All labels of the block."""
    weight: dict[str, float]
    """Key of a label → how much it speaks for this form: in a head the official text more than a variant."""

    @cached_property
    def row_of(self) -> dict[str, RowShape]:
        """Rule name → row."""
        return {row.rule: row for row in self.rows}

    @cached_property
    def row_codes(self) -> dict[str, tuple[str, ...]]:
        """Rule name → the fact codes of its row, in the order of the columns."""
        return {row.rule: tuple(self.code(row, column) for column in self.columns) for row in self.rows}

    def code(self, row: RowShape, column: Column) -> str:
        """Return the fact code of a cell."""
        return ".".join(part for part in (self.table, row.code, column.code) if part)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The fact codes of the block, in the order of the form."""
        return tuple(code for row in self.rows if not row.group for code in self.row_codes[row.rule])


def _absolute(path: str | Path) -> Path:
    return Path(path).absolute()


@define(eq=False, slots=False)
class Form:
    """An official form of the report: a grammar, and what a grammar cannot say.

    Two forms are equal only if they are the same object. A form can be pickled; what was built of it stays behind.
    """

    name: str = field(validator=matches_re(r"[\w.-]+"))
    """What output calls it: "2021", as a rule the first year."""
    path: Path = field(converter=_absolute)
    """The grammar file. It may import those of govparse and of other packages; see `govparse.forms.imports`."""
    first_year: int = field(kw_only=True, validator=instance_of(int))
    """The first year that is reported on in it. The form of a printed table is read from its labels, never from the
    year."""
    last_year: int | None = field(default=None, kw_only=True, validator=optional(instance_of(int)))
    """The last such year; None while it is in use."""
    document: str = field(default="", kw_only=True, validator=instance_of(str))
    """The official document that prescribes the form (文号)."""
    _blocks: tuple[str, ...] | None = field(default=None, kw_only=True)
    english: Mapping[str, str] = field(factory=dict, kw_only=True, validator=instance_of(Mapping))  # type: ignore[type-abstract]  # any will do
    """English for words of its codes that say too little by themselves (`guides` → "service guides")."""
    _identities: Callable[[Form], Iterable[Identity]] | None = field(default=None, kw_only=True)
    transformer: type[RowBuilder] = field(default=RowBuilder, kw_only=True)
    """What makes rows of a parse. Another one serves a grammar whose rows are more than a label and cells."""

    def __reduce__(self) -> tuple[Any, ...]:
        # What was built stays behind: a copied Lark parser fails at its first parse.
        given: dict[str, Any] = {str(attribute.alias): getattr(self, attribute.name) for attribute in fields(Form)}
        return partial(Form, **given), ()

    @cached_property
    def blocks(self) -> tuple[str, ...]:
        """The blocks in printed order: rules with which a block begins.

        As given, else all rules NAME with a rule `NAME_column`, table by table in the order of the grammar.
        """
        if self._blocks is not None:
            return self._blocks
        rules = self.grammar.rules
        own = [rule for rule in rules if f"{rule}{_COLUMNS}" in rules]
        return tuple(rule for table in TABLES for rule in own if table_of(rule) == table)

    @cached_property
    def identities(self) -> tuple[Identity, ...]:
        """The sums that the form prescribes: as given, else those that follow from rows and columns."""
        from govparse.forms.identities import standard_sums

        return tuple((self._identities or standard_sums)(self))

    @cached_property
    def grammar(self) -> GrammarText:
        """The loaded grammar."""
        _ = self.digest  # of what is loaded: the files may be worked on
        return load(self.path)

    @cached_property
    def digest(self) -> str:
        """A name for what the grammar and those that it imports say, when it was loaded."""
        return digest(self.path)

    @cached_property
    def parser(self) -> Lark:
        """The built parser: LALR over cells, rows built on the way. Made once per process.

        Never pickle it or copy it: a copied Lark parser fails at its first parse.
        """
        built = self.build()
        _speak_plainly(built)
        return built

    def build(self, *, strict: bool = False) -> Lark:
        """Build a parser; `strict` refuses conflicts (used by the tests of the grammar)."""
        place = None if strict else store.place_for(f"{self.path.stem}.parser", files(self.path))
        known = self.grammar.grammar if place is None else None
        return Lark(
            known or written_out(self.path),
            source_path=source_path(self.path),
            import_paths=list(IMPORT_PATHS),
            cache=str(place) if place else False,
            parser="lalr",
            lexer=CellLexer,
            start=list(self.blocks),
            transformer=self.transformer(self.blocks),
            strict=strict,
        )

    @cached_property
    def shapes(self) -> dict[str, BlockShape]:
        """Block name → shape."""
        return {name: self._shape(name) for name in self.blocks}

    @cached_property
    def labels(self) -> dict[str, tuple[str, ...]]:
        """Key of a printed label or known variant → the labels (terminals) it may stand for."""
        known: dict[str, list[str]] = {}
        for terminal, strings in self.grammar.strings.items():
            name = terminal.removesuffix(_VARIANT)
            for string in strings:
                names = known.setdefault(key(fold(string)), [])
                if name not in names:
                    names.append(name)
        return {label: tuple(names) for label, names in known.items()}

    @cached_property
    def official(self) -> dict[str, str]:
        """Label (terminal) → its official text."""
        return {name: strings[0] for name, strings in self.grammar.strings.items() if not name.endswith(_VARIANT)}

    def labels_of(self, terminal: str) -> tuple[str, ...]:
        """Return the texts of a label (terminal): the official one, then the variants."""
        strings = self.grammar.strings
        return (*strings[terminal], *strings.get(f"{terminal}{_VARIANT}", ()))

    @cached_property
    def keys(self) -> dict[str, str]:
        """Label (terminal) → key of its official text."""
        return {name: key(fold(text)) for name, text in self.official.items()}

    @cached_property
    def cell_types(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Terminals of cells with their patterns, in the order in which they are tried."""
        return tuple((name, re.compile(self.grammar.patterns[name])) for name in self.grammar.rules["cells"][0])

    @property
    def codes(self) -> tuple[str, ...]:
        """All fact codes of the form, in printed order."""
        return tuple(code for shape in self.shapes.values() for code in shape.codes)

    def prescribed_for(self, year: int) -> bool:
        """Return whether reports on `year` were to use this form."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    def _shape(self, name: str) -> BlockShape:
        text = self.grammar
        reached = list(text.reach(name))
        groups = [rule for rule in reached if rule in text.rules and text.rules[rule][1]]
        rows: list[RowShape] = []
        for rule in reached:
            symbols = text.rules.get(rule, ((), False))[0]
            if "cells" in symbols and not rule.startswith("_"):
                terminal = next((s for s in symbols if s in text.strings), None)
                code = _path(rule, groups) if terminal else ""
                rows.append(RowShape(rule, code, terminal, rule in groups))
        labels = frozenset(symbol for symbol in reached if symbol in text.strings)
        head = labels - {row.terminal for row in rows}
        return BlockShape(
            name=name,
            table=table_of(name),
            columns=self._columns(name, groups),
            rows=tuple(rows),
            head=head,
            labels=labels,
            weight={
                known: 1.0 if own - head or any(self.keys[t] == known for t in own) else 0.5
                for known, terminals in self.labels.items()
                if (own := labels & set(terminals))
            },
        )

    def _columns(self, name: str, groups: list[str]) -> tuple[Column, ...]:
        rules = self.grammar.rules
        inner = [Column(terminal.lower(), (terminal,)) for terminal in rules[f"{name}{_COLUMNS}"][0]]
        outer = rules.get(f"{name}_procedure", ((), False))[0]
        if not outer:
            return tuple(inner)
        return tuple(
            Column(f"{_path(rule, groups)}.{column.code}", (rules[rule][0][0], *column.terminals))
            for rule in outer
            for column in inner
        )


def _speak_plainly(parser: Any) -> None:
    """Name the symbols in the tables of a parser by plain strings.

    Lark leaves them as tokens of the grammar's text, which are looked up as strings but compared by a
    method in Python: a twentieth of the time of a parse.
    """
    table = parser.parser.parser._parse_table
    for actions in table.states.values():
        plain = {sys.intern(str(symbol)): action for symbol, action in actions.items()}
        actions.clear()
        actions.update(plain)
        for _, argument in plain.values():
            if not isinstance(argument, int):
                argument.origin.name = sys.intern(str(argument.origin.name))


def _path(rule: str, groups: list[str]) -> str:
    """Return the code of a rule: the group it belongs to is set off by a dot."""
    for group in groups:
        if rule.startswith(group + "_"):
            return f"{group}.{rule.removeprefix(group + '_')}"
    return rule


def table_of(block: str) -> str:
    """Return the table that a block belongs to: `proactive`, `requests` or `review`."""
    return block.partition("_")[0]
