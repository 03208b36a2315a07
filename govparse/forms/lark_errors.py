"""What Lark says of a grammar that it cannot use, in words for somebody who has never used Lark."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from attrs import frozen

from govparse.forms.imports import Where, definitions

_AT = re.compile(r"\bline (?P<line>[0-9]+)\b")
_SYMBOL = r"'?(?P<symbol>\w+)'?"


@frozen
class Said:
    """An error in both languages, and where it is, as far as that is known."""

    zh: str
    en: str
    where: Where | None


_KNOWN: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), zh, en)
    for pattern, zh, en in (
        (
            rf"Cannot override a nonexisting \w+ {_SYMBOL}",
            "%override {symbol}：没有可以改写的 {symbol}。名称有误，或者没有 %import 定义它的语法",
            "%override {symbol}: there is no {symbol} to override. The name is misspelled, or the grammar that defines "
            "it is not imported",
        ),
        (
            rf"Can't extend \w+ {_SYMBOL} as it wasn't defined before",
            "%extend {symbol}：没有可以扩充的 {symbol}。名称有误，或者没有 %import 定义它的语法",
            "%extend {symbol}: there is no {symbol} to extend. The name is misspelled, or the grammar that defines it "
            "is not imported",
        ),
        (
            rf"\w+ {_SYMBOL} defined more than once",
            "{symbol} 定义了两次。要改写所 %import 的 {symbol}，请在前面写 %override",
            "{symbol} is defined twice. To say otherwise what an imported grammar says, write %override before it",
        ),
        (
            rf"\w+ {_SYMBOL} used but not defined \(in \w+ (?P<user>\w+)\)",
            "{user} 用到 {symbol}，而没有 {symbol}：名称有误，或者缺了它的定义",
            "{user} uses {symbol}, and there is no {symbol}: the name is misspelled, or its definition is missing",
        ),
        (
            rf"Terminal used but not defined: {_SYMBOL}",
            "用到名称 {symbol}，而没有 {symbol}：名称有误，或者缺了它的定义",
            "{symbol} is used, and there is no {symbol}: the name is misspelled, or its definition is missing",
        ),
        (
            rf"Nothing was imported from grammar `{_SYMBOL}`|No such file or directory: '(?P<file>[^']*)'",
            "%import 所指的语法不存在：{symbol}{file}",
            "there is no such grammar to import: {symbol}{file}",
        ),
        (
            r"Cannot import '(?P<symbol>\w+)' from '(?P<file>[^']*)': Symbol already defined",
            "{symbol} 从两个语法中 %import：整个 %import 一个，另一个只列出要用的名称",
            "{symbol} is imported from two grammars: import one of them whole, and of the other only the names that "
            "are needed",
        ),
        (
            r"Shift/Reduce conflict for terminal (?P<symbol>\w+)(?:.*?<(?P<user>\w+) :)?",
            "读到名称 {symbol} 时，有两种读法：可能有一行既可为空、又标了 ?，或同一行可从两处到达",
            "before the label {symbol} there are two ways to read on: a row that may be empty is marked with ? as "
            "well, or one row can be reached in two ways",
        ),
        (
            r"Reduce/Reduce collision in Terminal.*?<(?P<symbol>\w+) :.*?<(?P<user>\w+) :",
            "{symbol} 和 {user} 无法区分：同一处可读作其中任何一个",
            "{symbol} and {user} cannot be told apart: the same cells can be read as either",
        ),
        (
            r"Unexpected input|Unexpected token|, at line",
            "这里不是语法所允许的写法：可能缺了引号、冒号，或者名称的大小写混用（行用小写，名称用大写）",
            "this is not how a grammar is written: perhaps a quotation mark or colon is missing, or a name mixes "
            "capitals and small letters (rules are small, labels are capitals)",
        ),
        (
            r"Rules aren't allowed inside terminals \((?P<symbol>\w+) in (?P<user>\w+)\)",
            "{user} 是名称（大写），其中不能有规则 {symbol}（小写）",
            "{user} is a label (capitals): it cannot hold the rule {symbol} (small letters)",
        ),
        (
            r"Empty terminals are not allowed|Terminals cannot be empty \((?P<symbol>\w+)\)",
            "名称不能是空的：{symbol}",
            "a label cannot be empty: {symbol}",
        ),
    )
)


def explain(error: Exception, path: Path) -> Said:
    """Return what an error of Lark means for a grammar file."""
    text = str(error)
    for pattern, zh, en in _KNOWN:
        found = pattern.search(text)
        if found:
            details = {name: value or "" for name, value in _named(found).items()}
            return Said(zh.format(**details), en.format(**details), _where(text, details, path))
    first = text.strip().partition("\n")[0]
    return Said(f"语法不能使用：{first}", f"the grammar cannot be used: {first}", _where(text, {}, path))


def _named(found: re.Match[str]) -> Mapping[str, str | None]:
    return {"symbol": None, "user": None, "file": None} | found.groupdict()


def _where(text: str, details: Mapping[str, str], path: Path) -> Where:
    """Return the line that Lark names, else that of the symbol, else the beginning of the file."""
    if at := _AT.search(text):
        return Where(path, int(at["line"]))
    # Of what is imported the statement in the file itself.
    if (file := Path(details.get("file", "")).stem) and (where := _used(path, file)):
        return where
    defined = definitions(path)
    names = [name for name in (details.get("user"), details.get("symbol")) if name]
    found = [where for find in (defined.get, partial(_used, path)) for name in names if (where := find(name))]
    # What the file itself says is what was written last.
    return min(found, key=lambda where: where.path != path, default=Where(path, 1))


def _used(path: Path, name: str) -> Where | None:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    word = re.compile(rf"\b{re.escape(name)}\b")
    return next((Where(path, number) for number, line in enumerate(lines, 1) if word.search(line)), None)
