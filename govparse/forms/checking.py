"""What is wrong with a form, in words that need no knowledge of Lark: `govparse forms --check`.

It looks at the grammar alone and reads no report. Whether the form is read as it should is tried by
`govparse.testing.check_form`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

from attrs import define, frozen
from lark import Lark
from lark.exceptions import LarkError

from govparse.forms import grammars
from govparse.forms.form import BlockShape, Form, table_of
from govparse.forms.headings import section_named
from govparse.forms.identities import FLOW, IdentityKind
from govparse.forms.imports import Where, definitions, imported_names
from govparse.forms.lark_errors import explain
from govparse.forms.marks import MAX_LABEL
from govparse.forms.printed import head_unit
from govparse.forms.registry import BUILT_IN, RESERVED
from govparse.forms.shown import own_labels
from govparse.reading.fold import fold, key
from govparse.records import TABLES

_VARIANT = "_VARIANT"
_RENAMED = "__"
_SHORTEST = 2
"""Characters of a label that is found also where it is broken over lines or run together with others."""
_YEAR = re.compile(r"20[0-9]{2}")


@frozen
class Problem:
    """Something wrong with a form: `error`, it cannot be used so; `warning`, it is hardly meant so."""

    severity: Literal["error", "warning"]
    zh: str
    en: str
    where: Where | None = None
    """File and line, None where the problem is not in a grammar."""

    def __str__(self) -> str:
        return f"{self.where}: {self.severity}: {self.en}" if self.where else f"{self.severity}: {self.en}"


def form_of_file(path: Path) -> Form:
    """Return a form for a grammar file alone: it is called by the year in the name of the file, else by that name."""
    year = _YEAR.search(path.stem)
    return Form(
        year.group() if year else path.stem, path, first_year=int(year.group()) if year else BUILT_IN[-1].first_year
    )


def check_grammar(form: Form | str | Path) -> list[Problem]:
    """Return what is wrong with a form, or with a grammar file; in the order of the lines, an empty list for nothing.

    - the grammar: what Lark cannot use, symbols that an `%import` does not name, blocks without columns;
    - labels: one that can never match, two that cannot be told apart, a variant of nothing;
    - codes: a row or column without a label, two cells with one code;
    - sums: one over codes that the form does not have;
    - a form of another package: whether it has any label by which it could be told from the forms of govparse.

    Raises `OSError` for a file that cannot be read.
    """
    own = form if isinstance(form, Form) else form_of_file(Path(form))
    own.path.read_bytes()
    found = list(_Checker(own).problems())
    return sorted(
        found,
        key=lambda p: (p.severity != "error", str(p.where.path) if p.where else "", p.where.line if p.where else 0),
    )


@define(slots=False)
class _Checker:
    form: Form

    @cached_property
    def _defined(self) -> dict[str, Where]:
        return definitions(self.form.path)

    @cached_property
    def _text(self) -> grammars.GrammarText:
        return grammars.read(self.form.path)

    def problems(self) -> Iterator[Problem]:
        """Yield everything; what builds on something that is broken is not looked at."""
        try:
            _ = self._text
        except (LarkError, OSError, ValueError, RecursionError) as error:
            yield self._of_lark(error)
            return
        for look in (self._imports, self._blocks, self._terminals, self._tables, self._build):
            found = list(look())
            yield from found
            if any(problem.severity == "error" for problem in found):
                return
        yield from self._about_form()

    # ── saying ─────────────────────────────────────────────────────────────────────

    def _error(self, zh: str, en: str, symbol: str | None = None) -> Problem:
        return Problem("error", zh, en, self._where(symbol))

    def _warning(self, zh: str, en: str, symbol: str | None = None) -> Problem:
        return Problem("warning", zh, en, self._where(symbol))

    def _where(self, symbol: str | None) -> Where | None:
        if symbol is None:
            return None
        return self._defined.get(symbol) or self._defined.get(symbol.rpartition(_RENAMED)[2], Where(self.form.path, 1))

    def _of_lark(self, error: Exception) -> Problem:
        if isinstance(error, UnicodeDecodeError):
            return Problem("error", "文件不是 UTF-8 编码", "the file is not in UTF-8", Where(self.form.path, 1))
        if isinstance(error, RecursionError):
            return Problem(
                "error", "语法互相 %import", "the grammars import each other in a circle", Where(self.form.path, 1)
            )
        said = explain(error, self.form.path)
        return Problem("error", said.zh, said.en, said.where)

    def _is_own(self, symbol: str) -> bool:
        """Return whether the file of the form defines a symbol itself."""
        return symbol in self._defined and self._defined[symbol].path == self.form.path

    def _label(self, terminal: str) -> str:
        return self.form.official[terminal]

    def _build(self) -> Iterator[Problem]:
        try:
            parser = self.form.build(strict=True)
        except LarkError as error:
            yield self._of_lark(error)
            return
        yield from self._endings(parser)

    def _endings(self, parser: Lark) -> Iterator[Problem]:
        """Yield rules behind which something must follow: a page, or the document, may end behind any row."""
        empty: set[str] = set()
        rules = [(str(rule.origin.name), [str(symbol.name) for symbol in rule.expansion]) for rule in parser.rules]
        while more := {name for name, symbols in rules if set(symbols) <= empty} - empty:
            empty |= more
        rows = {name for name, symbols in rules if "cells" in symbols}
        known = {(name, tuple(symbols)) for name, symbols in rules}
        for name, symbols in rules:
            for at, symbol in enumerate(symbols[:-1], 1):
                rest = [other for other in symbols[at:] if other not in empty]
                if symbol in rows and rest and (name, tuple(symbols[:at])) not in known:
                    yield self._error(
                        f"{name}：行 {symbol} 之后必须还有 {rest[0]}，而表可能到此为止：请在其后写 ?",
                        f"{name}: behind the row {symbol} there must be {rest[0]}, but a table may end there: mark it "
                        "with ?",
                        name,
                    )
        for block in self.form.blocks:
            own = [symbols for name, symbols in rules if name == block]
            if not any(all(symbol in empty or symbol.startswith("__") for symbol in symbols) for symbols in own):
                yield self._error(
                    f"表 {block}：表头之后必须有行，而表可能到此为止：请使第一行可以不出现（?，或空的一支）",
                    f"block {block}: a row must follow the head, but a table may end there: let the first row be "
                    "missing (?, or an empty alternative)",
                    block,
                )

    # ── the grammar as a whole ─────────────────────────────────────────────────────

    def _imports(self) -> Iterator[Problem]:
        """Yield symbols that Lark has renamed, since an %import does not name them; and names that are not there."""
        for statement, line, names, there in imported_names(self.form.path):
            for name in sorted(names - there):
                yield Problem(
                    "error",
                    f"%import {statement} 列出的 {name} 不存在",
                    f"%import {statement} names {name}, and there is no {name}",
                    Where(self.form.path, line),
                )
        renamed = sorted(name for name in (*self._text.rules, *self._text.strings) if _RENAMED in name)
        if renamed:
            plain = [name.rpartition(_RENAMED)[2] for name in renamed]
            shown = ", ".join(plain[:5]) + (", …" if len(plain) > 5 else "")
            yield self._error(
                f"%import 没有列出用到的名称，代码会因此改变：{shown}。不带括号的 %import 取用语法的全部名称",
                f"an %import does not name what is needed, which would change codes: {shown}. An %import without a "
                "list in brackets takes over all of a grammar",
                renamed[0],
            )

    def _blocks(self) -> Iterator[Problem]:
        rules = self._text.rules
        if not self.form.blocks:
            yield Problem(
                "error",
                "没有表：名为 NAME 的规则，须有列出各列的规则 NAME_column",
                "there is no block: a rule NAME needs a rule NAME_column that lists its columns",
                Where(self.form.path, 1),
            )
        if "cells" not in rules:
            yield Problem(
                "error",
                "没有规则 cells：请 %import govparse.form2021 或 %import govparse.cells",
                "there is no rule cells: import govparse.form2021 or govparse.cells",
                Where(self.form.path, 1),
            )
        for name in self.form.blocks:
            if name not in rules or f"{name}_column" not in rules:
                missing = name if name not in rules else f"{name}_column"
                yield self._error(f"{name} 缺少规则 {missing}", f"block {name} lacks the rule {missing}", name)
            if table_of(name) not in TABLES:
                yield self._error(
                    f"{name} 不属于任何一张表：名称须以 {'、'.join(TABLES)} 之一开头",
                    f"block {name} belongs to no table: its name begins with one of {', '.join(TABLES)}",
                    name,
                )
        for rule in rules:
            if rule.endswith("_column") and self._is_own(rule) and table_of(rule) not in TABLES:
                yield self._error(
                    f"{rule}：表的名称须以 {'、'.join(TABLES)} 之一开头",
                    f"{rule}: the name of a block begins with one of {', '.join(TABLES)}",
                    rule,
                )

    # ── labels ─────────────────────────────────────────────────────────────────────

    def _terminals(self) -> Iterator[Problem]:
        text = self._text
        kinds = set(text.rules.get("cells", ((), False))[0])
        for name in sorted(text.patterns.keys() - kinds | text.odd):
            yield self._error(
                f'名称 {name} 不是普通的文字：名称写作 "…"，变体写在 {name}{_VARIANT} 中',
                f'label {name} is no plain text: write it as "…", and its variants in {name}{_VARIANT}',
                name,
            )
        for name, strings in text.strings.items():
            base = name.removesuffix(_VARIANT)
            if name.endswith(_VARIANT) and base not in text.strings:
                yield self._error(
                    f"{name} 是 {base} 的变体，而没有名称 {base}",
                    f"{name} are variants of {base}, and there is no label {base}",
                    name,
                )
            if not name.endswith(_VARIANT) and len(strings) > 1:
                yield self._error(
                    f"名称 {name} 有几种写法：正式的写在 {name}，其余写在 {name}{_VARIANT}",
                    f"label {name} has several texts: the official one stands in {name}, the others in "
                    f"{name}{_VARIANT}",
                    name,
                )
            for string in strings:
                yield from self._never(name, string)

    def _never(self, name: str, string: str) -> Iterator[Problem]:
        known = key(fold(string))
        if not known or known.isdigit():
            yield self._error(
                f"名称 {name}“{string}”永远对不上：比较时只看汉字和数字，其中没有汉字",
                f"label {name} “{string}” can never match: only Chinese characters and digits are compared, and it has "
                "no Chinese character",
                name,
            )
        elif section_named(string) and self._is_own(name):
            yield self._error(
                f"名称 {name}“{string}”是一个部分的标题：读到它时表就结束",
                f"label {name} “{string}” is the heading of a section: a table ends there",
                name,
            )
        elif len(known) < _SHORTEST and self._is_own(name):
            yield self._warning(
                f"名称 {name}“{string}”只有一个字：断行或连写时认不出来",
                f"label {name} “{string}” is one character: broken over lines or run together it is not found",
                name,
            )
        elif len(string) > MAX_LABEL:
            yield self._error(
                f"名称 {name} 永远对不上：长于 {MAX_LABEL} 个字的格视为正文",
                f"label {name} can never match: a cell of more than {MAX_LABEL} characters is prose",
                name,
            )

    def _unused(self) -> Iterator[Problem]:
        """Yield what the grammar of the form itself defines and no block reaches."""
        text = self._text
        reached = {symbol for name in self.form.blocks for symbol in text.reach(name)}
        for name in self.form.blocks:
            for listed in (f"{name}_column", f"{name}_procedure", f"{name}_above"):
                reached |= set(text.reach(listed)) if listed in text.rules else set()
        for symbol in (*text.strings, *text.rules):
            base = symbol.removesuffix(_VARIANT)
            if not self._is_own(symbol) or base in reached or (base != symbol and base in text.strings):
                continue
            if symbol in text.strings:
                yield self._warning(
                    f"名称 {symbol}“{text.strings[symbol][0]}”永远对不上：没有一张表的规则用到它",
                    f"label {symbol} “{text.strings[symbol][0]}” can never match: no rule of a block uses it",
                    symbol,
                )
            elif table_of(symbol) in TABLES and "cells" in text.reach(symbol) and not symbol.startswith("_"):
                yield self._warning(
                    f"规则 {symbol} 不是一张表：缺少列出各列的规则 {symbol}_column",
                    f"rule {symbol} is no block: it lacks the rule {symbol}_column that lists its columns",
                    symbol,
                )
            else:
                yield self._warning(
                    f"规则 {symbol} 没有用处：没有一张表能到达它",
                    f"rule {symbol} has no use: no block reaches it",
                    symbol,
                )

    # ── blocks ─────────────────────────────────────────────────────────────────────

    def _tables(self) -> Iterator[Problem]:
        for shape in self.form.shapes.values():
            yield from self._block(shape)
        yield from self._unused()

    def _block(self, shape: BlockShape) -> Iterator[Problem]:
        rows = [row for row in shape.rows if not row.group]
        bare = [row for row in rows if row.terminal is None]
        if not rows:
            yield self._error(
                f"表 {shape.name} 没有一行：行写作“名称 cells”",
                f"block {shape.name} has no row: a row is written as a label and cells",
                shape.name,
            )
        if len(rows) > 1:
            for row in bare:
                yield self._error(
                    f"行 {row.rule} 没有名称：它的各格没有代码",
                    f"row {row.rule} has no label: its cells have no code",
                    row.rule,
                )
        for column in shape.columns:
            if column.code != "amount" and head_unit(fold(self.form.official.get(column.terminals[-1], ""))):
                yield self._error(
                    f"列 {column.terminals[-1]} 是金额：请改名为 AMOUNT，代码为 amount，否则读作件数",
                    f"column {column.terminals[-1]} is one of money: call it AMOUNT, with the code amount, or its "
                    "numbers are taken for counts",
                    column.terminals[-1],
                )
            if column.terminals[-1] not in self._text.strings:
                yield self._error(
                    f"表 {shape.name} 的一列 {column.terminals[-1]} 没有名称",
                    f"column {column.terminals[-1]} of block {shape.name} has no label",
                    f"{shape.name}_column",
                )
        yield from self._alike(shape, "行", "rows", [row.terminal for row in rows if row.terminal])
        inner = [column.terminals[-1] for column in shape.columns]
        yield from self._alike(shape, "列", "columns", list(dict.fromkeys(inner)))
        yield from self._stray_labels(shape)

    def _alike(self, shape: BlockShape, zh: str, en: str, terminals: list[str]) -> Iterator[Problem]:
        """Yield pairs of labels that are the same for a reader."""
        official: dict[str, str] = {}
        for terminal in terminals:
            known = self.form.keys.get(terminal, "")
            other = official.setdefault(known, terminal)
            if other != terminal:
                one, two = (f"{name} “{self._label(name)}”" for name in (other, terminal))
                yield self._error(
                    f"表 {shape.name} 的两{zh}无法区分：{one}和 {two}（比较时只看汉字和数字）",
                    f"two {en} of block {shape.name} cannot be told apart: {one} and {two} (only Chinese characters "
                    "and digits are compared)",
                    terminal if self._is_own(terminal) else other,
                )
        variants: dict[str, str] = {}
        for terminal in terminals:
            for variant in self.form.labels_of(terminal)[1:]:
                known = key(fold(variant))
                name = f"{terminal}{_VARIANT}"
                other = variants.setdefault(known, terminal)
                if other != terminal and (self._is_own(name) or self._is_own(f"{other}{_VARIANT}")):
                    yield self._warning(
                        f"{terminal} 的变体“{variant}”也是 {other} 的变体：读到时两者都不确定",
                        f"the variant “{variant}” of {terminal} is one of {other} too: it makes both uncertain",
                        name if self._is_own(name) else f"{other}{_VARIANT}",
                    )
                if known in official and official[known] != terminal and self._is_own(name):
                    yield self._warning(
                        f"{terminal} 的变体“{variant}”也是 {official[known]} 的名称：读到时两者都不确定",
                        f"the variant “{variant}” of {terminal} is the label of {official[known]} too: it makes both "
                        "uncertain",
                        name,
                    )

    def _stray_labels(self, shape: BlockShape) -> Iterator[Problem]:
        """Yield rules that look like rows and have no cells."""
        text = self._text
        listed = {
            symbol
            for suffix in ("column", "procedure", "above")
            for symbol in text.reach(f"{shape.name}_{suffix}")
            if f"{shape.name}_{suffix}" in text.rules
        }
        for rule in text.reach(shape.name):
            symbols = text.rules.get(rule, ((), False))[0]
            plain = not rule.startswith("_") and rule not in listed and self._is_own(rule)
            if plain and symbols and all(symbol in text.strings for symbol in symbols):
                yield self._warning(
                    f"规则 {rule} 只有名称：要作为一行，名称之后须写 cells",
                    f"rule {rule} is a label alone: to be a row it needs cells behind the label",
                    rule,
                )

    # ── the form ───────────────────────────────────────────────────────────────────

    def _about_form(self) -> Iterator[Problem]:
        form = self.form
        if form.name in RESERVED:
            yield self._error(f"表式不能叫 {form.name}", f"a form cannot be called {form.name}")
        if form.last_year is not None and form.last_year < form.first_year:
            yield self._error(
                f"last_year {form.last_year} 早于 first_year {form.first_year}",
                f"last_year {form.last_year} is before first_year {form.first_year}",
            )
        rules = {code: rule for shape in form.shapes.values() for rule, own in shape.row_codes.items() for code in own}
        for code, times in Counter(form.codes).items():
            if times > 1:
                yield self._error(
                    f"有两格代码相同：{code}。同一条规则不能用在两张表中",
                    f"two cells have one code: {code}. One rule cannot be a row of two blocks",
                    rules[code],
                )
        yield from self._sums()
        words = {word for code in form.codes for word in code.split(".")}
        for word in form.english:
            if word not in words:
                yield self._warning(
                    f"english 中的 {word} 不在任何代码中",
                    f"english has {word}, which is a word of no code",
                )
        if form not in BUILT_IN and not own_labels(form):
            yield Problem(
                "error",
                "没有一个名称是 govparse 的表式所没有的：这个表式永远不会被认出",
                "it has no label that the forms of govparse do not have: it would never be recognised",
                Where(form.path, 1),
            )

    def _sums(self) -> Iterator[Problem]:
        try:
            sums = self.form.identities
        except Exception as error:  # others' code
            yield self._error(f"勾稽关系无法得出：{error!r}", f"the sums cannot be made: {error!r}")
            return
        known = set(self.form.codes)
        for identity in sums:
            unknown = [code for code in identity.codes if code not in known]
            if unknown:
                yield self._error(
                    f"勾稽关系（{identity.kind}）中有表式没有的代码：{unknown[0]}",
                    f"a sum ({identity.kind}) is over a code that the form does not have: {unknown[0]}",
                )
            if identity.kind not in get_args(IdentityKind):
                yield self._error(
                    f"没有这样的勾稽关系：{identity.kind}",
                    f"there is no such kind of sum: {identity.kind}; there are {', '.join(get_args(IdentityKind))}",
                )
        for shape in self.form.shapes.values():
            rows = {row.code for row in shape.rows}
            lacking = [row for row in FLOW if row not in rows] if shape.table == "requests" else []
            if lacking:
                yield self._warning(
                    f"表 {shape.name} 没有行 {', '.join(lacking)}：“一加二等于三加四”不作为勾稽关系",
                    f"block {shape.name} has no row {', '.join(lacking)}: the balance is no sum of this form",
                    shape.name,
                )
