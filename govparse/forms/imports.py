"""What a grammar imports: where it is looked for, and all symbols of a grammar taken over at once.

Lark takes over the symbols that an `%import` names, and silently renames all others. Codes follow from names, so a
form would have to name some hundred and fifty of them. Here an `%import` that names a grammar and no symbol takes over
every symbol of it, under its own name:

    %import govparse.form2021

It is written out as a list of names before Lark sees it, on the same line, so that the lines of messages are right.
Everything else is Lark's own: `%import` of single symbols, `%override`, `%extend`.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path, PurePath

from attrs import frozen

_INSIDE = Path(__file__).parent.parent / "grammars"
_BESIDE = Path(__file__).parent.parent.parent / "grammars"
OWN = "govparse"
"""By this name grammars of other packages import those shipped with govparse."""

# The tokens of a grammar that hold no name of a symbol come first.
_TOKEN = re.compile(
    r"(?://|\#)[^\n]*"
    r'|"(?:\\.|[^"\\\n])*"i?'
    r"|/(?!/)(?:\\/|\\\\|[^/\n])*/[imslux]*"
    r"|%import[ \t]+(?P<path>[.\w]+)(?P<list>[ \t]*\()?"
    r"|%[a-z]+"
    r"|(?P<name>[!?]*\w+)"
)
_WHOLE = re.compile(r"^[ \t]*%import[ \t]+(?P<path>\.?[\w.]+)[ \t]*(?:(?://|\#).*)?$", re.MULTILINE)
_LISTED = re.compile(r"^[ \t]*%import[ \t]+(?P<path>[.\w]+)[ \t]*\((?P<names>[^()]*)\)", re.MULTILINE)
_DEFINED = re.compile(r"^(?:%override[ \t]+|%extend[ \t]+)?[!?]{0,2}(?P<name>[A-Za-z_]\w*)(?:\.-?[0-9]+)?[ \t]*:(?!:)")


def folder() -> Path:
    """Return the folder of the grammars shipped with govparse.

    In a wheel they lie inside the package; in a checkout (also an editable install) beside it. Nothing else in the
    library knows where.
    """
    return _INSIDE if _INSIDE.is_dir() else _BESIDE


@frozen
class Where:
    """A line of a grammar file; lines count from 1."""

    path: Path
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


class Loader:
    """Finds and reads what a grammar imports; Lark asks it before it looks anywhere else.

    `.name` is a grammar beside the one that imports it, else one shipped with govparse; `govparse.name` is one shipped
    with govparse; `package.name` lies in an installed package.
    """

    def __repr__(self) -> str:
        return "govparse"  # Lark names what it keeps by this, among other things

    def __call__(self, base_path: str | None, grammar_path: str) -> tuple[str, str]:
        """Return name and text of a grammar. Raises `FileNotFoundError`, upon which Lark looks among its own."""
        path = _lookup(PurePath(grammar_path).with_suffix("").parts, Path(base_path) if base_path is not None else None)
        if path is None:
            raise FileNotFoundError(grammar_path)
        return _name(path), written_out(path)


LOADER = Loader()


def _name(path: Path) -> str:
    """Return what Lark is to call a file: not its path, which it would read again and find to be different."""
    return f"{path}:"


def source_path(path: Path) -> str:
    """Return what Lark is to call a grammar file it is given the text of; what that imports is looked for beside it."""
    return _name(path)


def _lookup(parts: tuple[str, ...], base: Path | None) -> Path | None:
    *packages, name = parts
    folders: list[Path] = []
    if base is not None:
        folders = [base.joinpath(*packages)] + [folder()] * (not packages)
    elif packages == [OWN]:
        folders = [folder()]
    elif packages:
        try:
            spec = find_spec(".".join(packages))
        except (ImportError, ValueError):
            spec = None
        folders = [Path(place) for place in (spec.submodule_search_locations or ())] if spec else []
    found = (place / f"{name}.lark" for place in folders)
    return next((path for path in found if path.is_file()), None)


def _resolve(dotted: str, importer: Path) -> Path | None:
    """Return the file that the path of an `%import` names, None if it is the path of a symbol."""
    relative = dotted.startswith(".")
    return _lookup(tuple(dotted.lstrip(".").split(".")), importer.parent if relative else None)


def written_out(path: Path) -> str:
    """Return the text of a grammar file in which each `%import` of a whole grammar is a list of names.

    Raises `OSError` for a file that cannot be read, `UnicodeDecodeError` for one that is not UTF-8, `RecursionError`
    for grammars that import each other.
    """

    def listed(statement: re.Match[str]) -> str:
        imported = _resolve(statement["path"], path)
        if imported is None:
            if statement["path"].startswith(f"{OWN}."):
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), f"{statement['path']}.lark")
            return statement.group()
        return f"%import {statement['path']} ({', '.join(sorted(names(written_out(imported))))})"

    return _WHOLE.sub(listed, path.read_text(encoding="utf-8-sig"))


def names(text: str) -> frozenset[str]:
    """Return the symbols that a grammar defines, imports or uses, and its aliases."""
    found = set()
    for token in _TOKEN.finditer(text):
        if token["path"] is not None and token["list"] is None:
            found.add(token["path"].rpartition(".")[2])  # the one symbol that is imported
        elif token["name"] is not None:
            name = token["name"].lstrip("!?")
            if not name[0].isdigit():
                found.add(name)
    return frozenset(found)


def imported_names(path: Path) -> Iterator[tuple[str, int, frozenset[str], frozenset[str]]]:
    """Yield each `%import` of a list of names: the grammar, its line, the names, and those that are there."""
    text = path.read_text(encoding="utf-8-sig")
    for statement in _LISTED.finditer(text):
        imported = _resolve(statement["path"], path)
        if imported is not None:
            there = names(written_out(imported))
            yield statement["path"], text.count("\n", 0, statement.start()) + 1, names(statement["names"]), there


def files(path: Path) -> tuple[Path, ...]:
    """Return a grammar file and all those it imports, each once; what cannot be read is left out."""
    found = {path: None}
    waiting = [path]
    while waiting:
        importer = waiting.pop()
        for imported in _imports(importer):
            if imported not in found:
                found[imported] = None
                waiting.append(imported)
    return tuple(found)


def _imports(path: Path) -> Iterator[Path]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return
    for token in _TOKEN.finditer(text):
        dotted = token["path"]
        if dotted is None:
            continue
        imported = _resolve(dotted, path)
        if imported is None and token["list"] is None and (above := dotted.rpartition(".")[0]).strip("."):
            imported = _resolve(above, path)
        if imported is not None:
            yield imported


def definitions(path: Path) -> dict[str, Where]:
    """Return where each symbol of a grammar is defined: what a grammar says itself comes before what it imports."""
    found: dict[str, Where] = {}
    for file in files(path):
        try:
            lines = file.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError):
            continue
        for number, line in enumerate(lines, 1):
            if match := _DEFINED.match(line):
                found.setdefault(match["name"], Where(file, number))
    return found
