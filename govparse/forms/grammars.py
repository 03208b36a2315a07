"""Loading grammar files, and asking what stands in them."""

from __future__ import annotations

import hashlib
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
    odd: frozenset[str] = frozenset()
    """Terminals that are neither plain strings nor one regular expression. Known only of what was just read."""

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


def load(path: Path) -> GrammarText:
    """Load a grammar file with all that it imports (`govparse.forms.imports` tells from where).

    It is loaded once for what the files hold: who works on a grammar gets what it says now. Raises lark's
    `GrammarError` when the file is not a grammar, `OSError` when it cannot be read.
    """
    return _load(path, digest(path))


def digest(path: Path) -> str:
    """Return a name for what a grammar file holds, and the files that it imports."""
    found = hashlib.sha256()
    for file in files(path):
        # As in every checkout, whatever its line ends are.
        found.update(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return found.hexdigest()


@cache
def _load(path: Path, _: str) -> GrammarText:
    place = store.place_for(f"{path.stem}.json", files(path))
    kept = store.read(place)
    if isinstance(kept, dict) and kept.keys() == {"strings", "patterns", "rules"}:
        return GrammarText(
            None,
            {name: tuple(strings) for name, strings in kept["strings"].items()},
            kept["patterns"],
            {name: (tuple(symbols), group) for name, (symbols, group) in kept["rules"].items()},
        )
    text = read(path)
    store.write(place, {"strings": text.strings, "patterns": text.patterns, "rules": text.rules})
    return text


def shipped(name: str) -> Path:
    """Return the path of a grammar file shipped with govparse."""
    return folder() / name


@cache
def shipped_text(name: str) -> GrammarText:
    """Load a file of words shipped with govparse, once."""
    return load(shipped(name))


def read(path: Path) -> GrammarText:
    """Load a grammar file anew, whatever has been loaded before. Raises what `load` raises."""
    loader: Any = load_grammar  # untyped in Lark
    grammar, _ = loader(written_out(path), source_path(path), list(IMPORT_PATHS), False)
    strings: dict[str, tuple[str, ...]] = {}
    patterns: dict[str, str] = {}
    odd = set()
    for name, (tree, _priority) in grammar.term_defs:
        literals = list(_literals(tree))
        if all(literal.type == "STRING" for literal in literals):
            strings[str(name)] = tuple(str(literal)[1:-1] for literal in literals)
        elif len(literals) == 1:
            patterns[str(name)] = str(literals[0])[1:-1]
        else:
            odd.add(str(name))
    rules = {str(name): (tuple(_symbols(tree)), _is_group(tree)) for name, _params, tree, _options in grammar.rule_defs}
    return GrammarText(grammar, strings, patterns, rules, frozenset(odd))


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
