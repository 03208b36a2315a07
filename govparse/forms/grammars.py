"""Loading grammar files, and asking what stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from attrs import frozen
from lark import Token, Tree
from lark.grammar import NonTerminal, Terminal
from lark.load_grammar import Grammar, load_grammar

from govparse.forms import store
from govparse.forms.imports import LOADER, files, folder, source_path, written_out

IMPORT_PATHS = (LOADER,)
"""Where Lark is to look for what a grammar imports."""


@frozen
class GrammarText:
    """A loaded grammar, open to questions that a built parser no longer answers."""

    grammar: Grammar | None
    """What Lark made of the file; None where only the rest was kept from an earlier run."""
    strings: dict[str, tuple[str, ...]]
    """Terminal → its plain strings, in the order in which they are written."""
    patterns: dict[str, str]
    """Terminal → its regular expression, for terminals that are one."""
    rules: dict[str, tuple[tuple[str, ...], bool]]
    """Rule → symbols in the order in which they are written; whether it is an alias `-> group`."""

    def reach(self, rule: str) -> Iterator[str]:
        """Yield the symbols reachable from `rule`, each once, in the order of the text."""
        seen: set[str] = set()
        stack = [rule]
        while stack:
            symbol = stack.pop()
            if symbol in seen:
                continue
            seen.add(symbol)
            yield symbol
            stack.extend(reversed(self.rules.get(symbol, ((), False))[0]))


@cache
def load(path: Path) -> GrammarText:
    """Load a grammar file with all that it imports (`govparse.forms.imports` tells from where).

    Raises lark's `GrammarError` when the file is not a grammar, `OSError` when it cannot be read.
    """
    place = store.place_for(f"{path.stem}.json", files(path))
    kept = store.read(place)
    if isinstance(kept, dict) and kept.keys() == {"strings", "patterns", "rules"}:
        return GrammarText(
            None,
            {name: tuple(strings) for name, strings in kept["strings"].items()},
            kept["patterns"],
            {name: (tuple(symbols), group) for name, (symbols, group) in kept["rules"].items()},
        )
    text = _read(path)
    store.write(place, {"strings": text.strings, "patterns": text.patterns, "rules": text.rules})
    return text


def shipped(name: str) -> Path:
    """Return the path of a grammar file shipped with govparse."""
    return folder() / name


def _read(path: Path) -> GrammarText:
    loader: Any = load_grammar  # untyped in Lark
    grammar, _ = loader(written_out(path), source_path(path), list(IMPORT_PATHS), False)
    strings: dict[str, tuple[str, ...]] = {}
    patterns: dict[str, str] = {}
    for name, (tree, _priority) in grammar.term_defs:
        literals = list(_literals(tree))
        if all(literal.type == "STRING" for literal in literals):
            strings[str(name)] = tuple(str(literal)[1:-1] for literal in literals)
        elif len(literals) == 1:
            patterns[str(name)] = str(literals[0])[1:-1]
    rules = {str(name): (tuple(_symbols(tree)), _is_group(tree)) for name, _params, tree, _options in grammar.rule_defs}
    return GrammarText(grammar, strings, patterns, rules)


def _literals(tree: Tree[Token]) -> Iterator[Token]:
    for literal in tree.find_data("literal"):
        for token in literal.children:
            if isinstance(token, Token):
                yield token


def _symbols(tree: Tree[object]) -> Iterator[str]:
    """Yield the symbols of a rule in the order of the text; the name of an alias is none."""
    for child in tree.children[:1] if tree.data == "alias" else tree.children:
        if isinstance(child, Tree):
            yield from _symbols(child)
        elif isinstance(child, Terminal | NonTerminal):
            yield str(child.name)


def _is_group(tree: Tree[object]) -> bool:
    return any(str(getattr(alias.children[1], "name", "")) == "group" for alias in tree.find_data("alias"))
