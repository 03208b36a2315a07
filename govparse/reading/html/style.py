"""What styles say about whether and how something is shown: on the element itself, or in the sheets of its page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from attrs import define, field

HIDDEN = "hidden"
"""Not there at all."""
INVISIBLE = "invisible"
"""Not seen, but what it takes up stays empty."""
FAINT = "faint"
"""Of no size, or far off the page: said of a block, it is often undone for what stands in it."""
MARKED = "marked"
"""Struck through, or set above or below the line: no digits of the number beside it."""
BLOCK = "block"
"""A line of its own, whatever the element."""
BOX = "box"
"""Set apart from what stands beside it on its line."""
VERBATIM = "verbatim"
"""Its blanks and line ends are kept."""

# In this order: what is hidden is nothing else.
_MEANINGS = (
    (HIDDEN, r"(?:^|;|\s)mso-hide\s*:\s*all"),
    (INVISIBLE, r"(?:^|;|\s)visibility\s*:\s*(?:hidden|collapse)"),
    (
        FAINT,
        r"(?:^|;|\s)(?:font-size\s*:\s*0(?:px|pt|em|%)?|opacity\s*:\s*0(?:\.0+)?|width\s*:\s*0(?:px)?"
        r"|color\s*:\s*transparent)\s*(?:;|!|$)"
        r"|(?:^|;|\s)(?:left|top|text-indent|margin-left)\s*:\s*-[0-9]{3,}",
    ),
    (MARKED, r"text-decoration[a-z-]{0,12}\s*:[^;:]{0,40}line-through"),
    (MARKED, r"vertical-align\s*:\s*(?:super|sub|-?[0-9.]*[1-9])|mso-text-raise\s*:\s*-?[0-9.]*[1-9]"),
    (MARKED, r"(?:^|;|\s)position\s*:\s*(?:relative|absolute|fixed)\b"),
    (BOX, r"(?:^|;|\s)(?:display\s*:\s*inline-|(?:margin|padding)(?:-left|-right)?\s*:\s*[1-9])"),
    (BLOCK, r"(?:^|;|\s)(?:display\s*:\s*(?:block|flex|grid|table|list-item)|float\s*:\s*(?:left|right))\b"),
    (VERBATIM, r"white-space\s*:\s*(?:pre\b(?!-line)|break-spaces)"),
)
_PATTERNS = tuple((meaning, re.compile(pattern, re.IGNORECASE)) for meaning, pattern in _MEANINGS)
# Of several the last holds, but for one that is marked as important.
_DISPLAYED = re.compile(r"(?:^|;|\s)display\s*:\s*([a-z-]+(?:\s*!\s*important)?)", re.IGNORECASE)
_NONE = re.compile(r"none\s*!", re.IGNORECASE)
_DISPLAY = re.compile(r"(?:^|;|\s)(?:display|visibility)\s*:", re.IGNORECASE)


@lru_cache(maxsize=4096)
def meaning_of(declarations: str) -> str:
    """Return what some declarations say, "" if they change nothing."""
    displays = _DISPLAYED.findall(declarations)
    if displays and ("none" in displays[-1].lower() or any(_NONE.match(display) for display in displays)):
        return HIDDEN
    return next((meaning for meaning, pattern in _PATTERNS if pattern.search(declarations)), "")


_BRACE = re.compile("[{};]")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->|<!\[CDATA\[|\]\]>", re.DOTALL)
_COMPOUND = re.compile(r"(\*|[a-z][\w-]*)?((?:[.#][\w-]+)+)", re.IGNORECASE)
_COMBINATOR = re.compile(r"[\s>+~]+")
_PSEUDO = re.compile(r"::?[\w-]+(?:\([^()]*\))?")
_PRINT = re.compile(r"@media\s+(?:only\s+)?print\b", re.IGNORECASE)
_SELECTORS = 2_000
_SHEET = 200_000
"""So many characters of the style sheets of a page are looked at."""
_MOST = 20
"""So many rules for one class or id at most: a bound for hostile input."""


@define
class _Rule:
    tag: str
    names: frozenset[str]
    meaning: str
    sure: bool
    """It holds always; else it may, and what it touches cannot be read for certain."""


@define
class Sheets:
    """The rules of a page's style sheets that change whether something can be read."""

    rules: dict[str, list[_Rule]] = field(factory=dict)
    """By one class (`.name`) or id (`#name`) of the selector."""

    @classmethod
    def of(cls, root: Any) -> Sheets:
        """Collect the rules."""
        sheets = cls()
        text = "\n".join(element.text or "" for element in root.iter("style"))[:_SHEET]
        for selectors, declarations, sure in _rules(_COMMENT.sub(" ", text)):
            meaning = meaning_of(declarations)
            if meaning or _DISPLAY.search(declarations):
                for selector in selectors.split(","):
                    sheets._add(selector.strip(), meaning, sure)
        return sheets

    def _add(self, selector: str, meaning: str, sure: bool) -> None:
        compounds = _COMBINATOR.split(selector)
        last = _PSEUDO.sub("", compounds[-1])
        match = _COMPOUND.fullmatch(last)
        if match is None:
            return
        names = frozenset(re.findall(r"[.#][\w-]+", match[2]))
        tag = (match[1] or "").lower().strip("*")
        rule = _Rule(tag, names, meaning, sure and len(compounds) == 1 and last == compounds[-1])
        if rule.sure or meaning in (HIDDEN, INVISIBLE, FAINT, MARKED):
            self.rules.setdefault(min(names), []).append(rule)
            del self.rules[min(names)][:-_MOST]

    def meaning_for(self, element: Any) -> str:
        """Return what the sheets say of an element; of equals the last rule holds, and a doubtful one is `MARKED`."""
        names = {f".{name}" for name in element.get("class", "").split()}
        if element.get("id"):
            names.add(f"#{element.get('id')}")
        found = ""
        for rule in (rule for name in sorted(names) for rule in self.rules.get(name, ())):
            if rule.names <= names and rule.tag in ("", element.tag):
                found = rule.meaning if rule.sure else MARKED
        if found in (HIDDEN, INVISIBLE) and _DISPLAY.search(element.get("style", "")):
            return ""
        return found


def _rules(sheet: str) -> Iterator[tuple[str, str, bool]]:
    """Yield selectors and declarations, and whether they hold always: not only for some media."""
    start = opened = 0
    outer: list[str] = []
    for brace in _BRACE.finditer(sheet):
        if brace[0] == "{":
            prelude = sheet[start : brace.start()].strip()
            if prelude.startswith("@") and len(outer) < 8:
                outer.append(prelude)
                start = brace.end()
            else:
                opened = brace.end()
        elif brace[0] == "}":
            if opened > start:
                selectors = sheet[start : opened - 1].strip()
                in_print = any(_PRINT.match(prelude) for prelude in outer)
                if len(selectors) < _SELECTORS and not in_print:
                    yield selectors, sheet[opened : brace.start()], not outer
            elif outer:
                outer.pop()
            start = brace.end()
            opened = 0
        elif opened <= start:
            start = brace.end()  # @import …;
