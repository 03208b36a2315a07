"""The lexer of claims: a clause in, terminals of `claims.lark` out. No word of a claim stands here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from attrs import frozen
from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput
from lark.lexer import Lexer

from govparse.forms.grammars import GrammarText, shipped, shipped_text
from govparse.reading.fold import fold

GRAMMAR = "claims.lark"
UNKNOWN = "OTHER"
DROPPED = frozenset({"NOISE", "JOIN", "OWN", "ISSUER", "OWN_YEAR", "THIS_YEAR", "NOW", "REMAINING"})
"""Words that say nothing of what is claimed; the last six say of whom and when, and what is left."""
_PATTERNS = (
    "BASIS", "WHOLE_YEAR", "YEARS", "YEAR_END", "UNTIL", "YEAR",
    "PART_OF_YEAR", "ORDINAL", "FIGURE", "PERCENT", "LONG_FIGURE",
)  # fmt: skip
"""Tried in this order, before any word."""
_LONGEST_UNKNOWN = 24
"""More characters of unknown words are no body and no turn of speech: the clause says something else."""
_MOST_WORDS = 40
"""No claim has more words."""
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}


@frozen
class Word:
    """A known word of a clause, or what stands between two: its terminal, and the number it holds, if any."""

    kind: str
    text: str
    value: int | str | None = None


@frozen
class Shape:
    """What a clause says: the rule of `claims.lark` it has the shape of, and its words; `lead` of them before it."""

    rule: str
    words: tuple[Word, ...]
    lead: int

    def first(self, *kinds: str) -> Word | None:
        """Return the first word of one of these kinds."""
        return next((word for word in self.words if word.kind in kinds), None)

    def has(self, *kinds: str) -> bool:
        """Return whether there is a word of one of these kinds."""
        return self.first(*kinds) is not None


@frozen
class _Words:
    pattern: re.Pattern[str]
    kinds: dict[str, str]


@cache
def _known() -> _Words:
    """Return one pattern for all words, and the terminal of each."""
    text = grammar()
    kinds: dict[str, str] = {}
    for name, strings in text.strings.items():
        for string in strings:
            kinds.setdefault(fold(string), name)
    by_first: dict[str, list[str]] = {}
    for word in sorted(kinds, key=len, reverse=True):
        by_first.setdefault(word[0], []).append(word[1:])
    # Words with the same first character share a branch: what begins with no word costs one look.
    branches = [f"{re.escape(c)}(?:{'|'.join(map(re.escape, ends))})" for c, ends in by_first.items()]
    groups = [f"(?P<{name}>{text.patterns[name]})" for name in _PATTERNS]
    return _Words(re.compile("|".join([*groups, f"(?P<WORD>{'|'.join(branches)})"])), kinds)


@cache
def grammar() -> GrammarText:
    """Return the text of the grammar of claims."""
    return shipped_text(GRAMMAR)


@cache
def item() -> re.Pattern[str]:
    """Return the pattern of what opens an item of a list (一是, 2.)."""
    return re.compile(grammar().patterns["ITEM"])


def words_of(clause: str, year: int | None, names: re.Pattern[str] | None = None) -> tuple[Word, ...]:
    """Return the words of a folded clause; `year` is the year reported on.

    Years become OWN_YEAR, LAST_YEAR, NEXT_YEAR or FOREIGN. Unknown words side by side become one OTHER, LONG if
    it is too long. What matches `names` is not taken apart: 新闻 in 县新闻出版局 is no word.
    """
    found: list[Word] = []
    begin = 0
    clause = clause.replace("、", "").replace(":", "")
    for match in names.finditer(clause) if names else ():
        _add_words(found, clause[begin : match.start()], year)
        _add_unknown(found, match.group())
        begin = match.end()
    _add_words(found, clause[begin:], year)
    return tuple(found)


def _add_words(found: list[Word], text: str, year: int | None) -> None:
    known = _known()
    begin = 0
    for match in known.pattern.finditer(text):
        if match.start() > begin:
            _add_unknown(found, text[begin : match.start()])
        begin = match.end()
        word = _word(match, known, year)
        if word.kind == UNKNOWN:
            _add_unknown(found, word.text)
        else:
            found.append(word)
    if begin < len(text):
        _add_unknown(found, text[begin:])


def _add_unknown(found: list[Word], text: str) -> None:
    if found and found[-1].kind in (UNKNOWN, "LONG"):
        text = found.pop().text + text
    found.append(Word(UNKNOWN if len(text) <= _LONGEST_UNKNOWN else "LONG", text))


def _word(match: re.Match[str], known: _Words, year: int | None) -> Word:
    text, group = match.group(), match.groupdict()
    if group["WORD"]:
        return Word(known.kinds[text], text)
    if group["FIGURE"]:
        digits, han = group["digits"], group["han"]
        value = int(digits.replace(",", "")) if digits else han_number(han)
        return Word(UNKNOWN, text) if value is None else Word("FIGURE", text, value)
    if group["PERCENT"]:
        return Word("PERCENT", text, group["share"])
    if group["BASIS"]:
        return Word("NOISE", text)
    if group["UNTIL"]:
        return Word("FOREIGN", text)  # 到2023年: from when on is not said
    if group["WHOLE_YEAR"] or group["YEAR_END"] or group["YEAR"]:
        printed = group["begin"] or group["until"] or group["year"]
        return Word(_kind_of_year(printed, year, plain=bool(group["YEAR"])), text)
    return Word("FOREIGN" if group["YEARS"] or group["PART_OF_YEAR"] else UNKNOWN, text)


def _kind_of_year(printed: str | None, year: int | None, *, plain: bool) -> str:
    if printed is None:
        return "NOISE"  # 截至12月31日
    distance = int(printed) - year if year is not None else None
    if distance == 0:
        return "OWN_YEAR" if plain else "NOISE"
    if plain and distance in (-1, 1):
        return "LAST_YEAR" if distance == -1 else "NEXT_YEAR"
    return "FOREIGN"


def han_number(text: str) -> int | None:
    """Return a number in Chinese numerals (三十二, 一百零五, 二〇), None if it is none."""
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text)) if len(text) == 1 or "〇" in text else None
    head, myriad, tail = text.partition("万")
    if myriad:
        high, low = _below_myriad(head), _below_myriad(tail) if tail else 0
        return None if high is None or low is None or not high else high * 10_000 + low
    return _below_myriad(text)


def _below_myriad(text: str) -> int | None:
    value, digit, last = 0, None, 10_000
    for i, c in enumerate(text):
        if c in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[c]
        elif c in _POWERS:
            power = _POWERS[c]
            if power >= last or (digit is None and (i or c != "十")) or digit == 0:
                return None
            value, digit, last = value + (1 if digit is None else digit) * power, None, power
        else:
            return None
    if digit and last > 10 and value and text[-2] not in "零〇":
        return None  # 一百二 is one hundred and twenty, or a slip
    return value + (digit or 0)


class _WordLexer(Lexer):
    """Hands the words of a clause to the parser; words that no rule has take the clause out."""

    def __init__(self, lexer_conf: Any) -> None:
        """Keep the terminals that the rules have."""
        self._terminals = frozenset(terminal.name for terminal in lexer_conf.terminals)

    def lex(self, data: Any) -> Iterator[Token]:  # type: ignore[override]  # without a parser state
        """Yield a token for each terminal."""
        if not self._terminals.issuperset(data):
            raise _NoClaim
        for kind in data:
            yield Token(kind, kind)


class _NoClaim(Exception):
    """A clause holds a word that no claim has."""


def build(*, strict: bool = False) -> Lark:
    """Build the parser; `strict` refuses conflicts (used by the tests of the grammar)."""
    text = shipped(GRAMMAR).read_text(encoding="utf-8")
    return Lark(text, parser="lalr", lexer=_WordLexer, start="start", strict=strict)


@cache
def _parser() -> Lark:
    return build()


def shape_of(words: tuple[Word, ...]) -> Shape | None:
    """Return what a clause of these words says, None if it is no claim."""
    spoken = tuple(word for word in words if word.kind not in DROPPED)
    known = _rule_of(tuple(word.kind for word in spoken))
    return Shape(known[0], spoken, known[1]) if known else None


@lru_cache(maxsize=4096)
def _rule_of(kinds: tuple[str, ...]) -> tuple[str, int] | None:
    """Return the rule that words of these terminals have the shape of, and how many stand before it.

    Prose repeats itself: each shape is asked once.
    """
    if len(kinds) > _MOST_WORDS or not kinds:
        return None
    try:
        tree: Tree[Any] = _parser().parse(kinds)
    except (UnexpectedInput, _NoClaim):
        return None
    return next((str(child.data), i) for i, child in enumerate(tree.children) if isinstance(child, Tree))
