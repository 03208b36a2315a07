"""Finding the headings of the six sections. Their words stand in `headings.lark`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from attrs import frozen

from govparse.forms.grammars import shipped_text
from govparse.reading.document import Document
from govparse.reading.fold import fold, key
from govparse.reading.text.clutter import unmarked
from govparse.records import TABLES

SECTIONS = ("OVERVIEW", "PROACTIVE", "REQUESTS", "REVIEW", "PROBLEMS", "OTHER_MATTERS")
"""The sections in the order of the form."""
TABLE_OF = dict(zip(SECTIONS[1:4], TABLES, strict=True))
"""Section → the table it holds."""

EDGE = " \t?"
"""Left at the ends of a line: blanks, also those that an encoder turned into question marks."""
_NUMERALS = "一二三四五六七八九十"
_BULLETS = frozenset("•●▪◆■○※★-")
# Most lines are cells or prose: what holds none of these is no heading.
_POSSIBLE = re.compile(r"[一二三四五六七八九十]\s{0,4}[、.,)]|情况|事项|概述|概况|问题|公开")
_INLINE_LIMIT = 200
"""No line holds more numbered words that could be headings: a bound for hostile input."""
_LIMIT = 60
"""A heading alone on its line is not longer."""
_ORDINAL = re.compile(
    r"\s*(?:第?(?P<han>[一二三四五六七八九十]{1,2})(?:部分)?\s{0,4}[、.,:．](?:\s|、)*"
    r"|第(?P<part>[一二三四五六七八九十]{1,2})部分\s*"
    r"|(?P<digit>[0-9]{1,2})\s?(?:[、．]|\.(?![0-9]))\s*"
    r"|\(\s?(?P<bracket>[一二三四五六七八九十]{1,2}|[0-9]{1,2})\s?\)[、.]?\s*)"
)
_LEADERS = re.compile(r"[.…·．\s]{3,}[0-9]{1,3}\s*$|[.…·．]{6,}\s*$|(?<=[一-鿿])\s*[0-9]{1,2}\s*$")
_INLINE = re.compile(
    r"(?P<edge>^|(?<=[\s。;:]))(?P<ordinal>[一二三四五六]\s?、|\([一二三四五六]\)、?)\s?"
    r"(?P<words>[一-鿿、0-9]{4,36}?)(?P<end>[。:\s])"
)


@frozen
class Heading:
    """A heading, or what looks like one."""

    section: str
    """One of `SECTIONS`, `OLDER`, or "" for a numbered line of other words."""
    start: int
    """Where its line begins, marks of a markup language (`##`) included."""
    end: int
    """Where the heading's own words end; for an inline heading the prose follows."""
    ordinal: int
    """Its number, 0 if none is printed."""
    style: str
    """How the number is written: `han` (一、), `digit` (1.), `bracket` (（一）), "" for none."""
    contents: bool
    """Dot leaders or a page number follow: a line of a contents page."""
    inline: bool
    """Prose follows on the same line."""
    official: bool
    """The words are those of the form."""

    def text(self, document: Document) -> str:
        """Return the heading as printed, without marks of a markup language."""
        words = document.text[self.start : self.end].strip()
        return words[slice(*unmarked(words))]


def official_heading(section: str) -> str:
    """Return the words of the form for a section of `SECTIONS`."""
    return shipped_text("headings.lark").strings[section][0]


def heading_number(printed: str) -> tuple[int, str]:
    """Return the number of a heading as printed (0 for none), and its words."""
    words = fold(printed).strip(EDGE)
    compact = "".join(words.split())
    match = _ORDINAL.match(words) or _ORDINAL.match(compact)
    return _ordinal(match)[0], match.string[match.end() :] if match else words


def is_about(section: str, words: str) -> bool:
    """Return whether a heading in other words than the known ones is still about what a section is for."""
    topic = shipped_text("headings.lark").patterns.get(f"{section}_TOPIC")
    return topic is None or section_named(words) == section or re.search(topic, key(fold(words))) is not None


def section_named(words: str) -> str:
    """Return the section of `SECTIONS` whose heading these words are, `OLDER`, or "" for none."""
    return _section(fold(words))[0]


def find_headings(document: Document) -> list[Heading]:
    """Return headings and lines like headings in the order of the text."""
    found: list[Heading] = []
    for whole in document.lines:
        start, line = whole.start, whole.text
        if not _POSSIBLE.search(line):
            continue
        if "|" in line:
            line = line.replace("|", " ")
        stripped = line.strip(EDGE)
        if not stripped:
            continue
        begin = start + line.index(stripped[0])
        first, last = unmarked(stripped)
        if len(stripped) <= _LIMIT:
            heading = _whole_line(stripped[first:last], begin, begin + len(stripped))
            if heading and heading.section:
                found.append(heading)
                continue
            inline = list(_inline(stripped, begin))
            found.extend(inline or ([heading] if heading else []))
        else:
            found.extend(_inline(stripped, begin))
    return found


def _whole_line(text: str, begin: int, end: int) -> Heading | None:
    contents = _LEADERS.search(text)
    words = text[: contents.start()] if contents else text
    match = _ORDINAL.match(words)
    ordinal, style = _ordinal(match)
    core = words[match.end() :] if match else words
    if core[:1] in _BULLETS:
        return None
    if any(mark in core.rstrip("。:;、 ") for mark in "。;!?"):
        return None
    section, official = _section(core)
    if not section and not (style == "han" and len(text) <= 40):
        return None
    return Heading(section, begin, end, ordinal, style, contents is not None, False, official)


def _inline(text: str, begin: int) -> Iterator[Heading]:
    """Yield headings with a number that have prose on their line, before or behind."""
    for match in islice(_INLINE.finditer(text), _INLINE_LIMIT):
        section, official = _section(match["words"])
        if section:
            number = _ORDINAL.match(text, match.start("ordinal"))
            ordinal, style = _ordinal(number)
            end = match.start("end") + (match["end"] in "。:")
            yield Heading(section, begin + match.start("ordinal"), begin + end, ordinal, style, False, True, official)


def _ordinal(match: re.Match[str] | None) -> tuple[int, str]:
    if match is None or match.lastgroup is None:
        return 0, ""
    style, digits = match.lastgroup.replace("part", "han"), match[match.lastgroup]
    if digits.isascii():
        return int(digits), style
    if digits.startswith("十"):
        return 10 + (_NUMERALS.index(digits[1]) + 1 if len(digits) > 1 else 0), style
    return _NUMERALS.index(digits[0]) + 1, style


@cache
def _words() -> tuple[dict[str, str], tuple[tuple[str, re.Pattern[str]], ...]]:
    """Return official words → section, and the patterns of the variants in the order of the file."""
    text = shipped_text("headings.lark")
    official = {key(fold(strings[0])): name for name, strings in text.strings.items()}
    order = [name for name in text.patterns if name.endswith("_VARIANT") or name == "OLDER"]
    order.sort(key=lambda name: name == "OVERVIEW_VARIANT")
    return official, tuple((name.removesuffix("_VARIANT"), re.compile(text.patterns[name])) for name in order)


@cache
def _section_of(known: str) -> tuple[str, bool]:
    official, patterns = _words()
    if known in official:
        return official[known], True
    for name, pattern in patterns:
        if pattern.fullmatch(known):
            return name, False
    return "", False


def _section(words: str) -> tuple[str, bool]:
    return _section_of(key(words)[:_LIMIT])
