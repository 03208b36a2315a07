"""`govparse rules`: the list of rules, or what one of them says."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Iterator, Sequence

from govparse.cli.language import Language, say
from govparse.cli.streams import message, terminal_columns
from govparse.output.rule_pages import FAMILY_WORDS, in_words, parts, summary
from govparse.output.widths import clip, pad
from govparse.output.words import say as words
from govparse.rules import FAMILIES, RULES, RULES_OF, Family, family_of

OK, UNUSABLE = 0, 2
_NAMES = (*FAMILIES, *RULES)


def run(options: argparse.Namespace, language: Language) -> int:
    """List all rules, those of a family, or print rules in full; return the exit status."""
    wrong = [name for name in options.names if name not in _NAMES]
    for name in wrong:
        message("rules", unknown(name, language))
    if wrong:
        return UNUSABLE
    for line in show(options.names, language, terminal_columns(sys.stdout)):
        print(line)
    return OK


def unknown(name: str, language: Language) -> str:
    """Say that there is no such rule or family, and which names are near."""
    sentence = say("no_rule", language, name=name)
    near = difflib.get_close_matches(name, _NAMES, n=3, cutoff=0.5)
    return say("near", language, message=sentence, names=", ".join(near)) if near else sentence


def show(names: Sequence[str], language: Language, columns: int | None = None) -> Iterator[str]:
    """Yield the lines of the list, of families and of single rules; the list is cut to a number of columns."""
    for i, name in enumerate(names or FAMILIES):
        if i:
            yield ""
        yield from _rule(name, language) if name in RULES else _family(name, language, columns)


def _family(name: str, language: Language, columns: int | None) -> Iterator[str]:
    family: Family = next(known for known in FAMILIES if known == name)
    rules = RULES_OF[family]
    yield f"{family}  {in_words(FAMILY_WORDS[family], language)}"
    longest = max(map(len, rules), default=0)
    for rule, kind in rules.items():
        severity = pad(words(kind.severity, language), 8)
        line = summary(kind, language)
        if columns is not None:
            line = clip(line, max(20, columns - longest - 12))
        yield f"  {pad(rule, longest)}  {severity}{line}"


def _rule(name: str, language: Language) -> Iterator[str]:
    rule = RULES[name]
    yield f"{name}  ({family_of(name)}, {words(rule.severity, language)})"
    for title, text in parts(name, language):
        yield ""
        yield f"{title}{words('colon', language).rstrip()}"
        yield from (f"  {line}" for line in text.splitlines() or [""])
