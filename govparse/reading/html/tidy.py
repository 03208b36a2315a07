"""The tree of a page before it is read: what is not shown is taken out, and so are marks that change nothing.

Pages pasted from a word processor have several elements around each number. Dropping those that only
colour text leaves a third of the tree to walk, and joins the digits of a number as they are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from govparse.reading.markup import drop_elements, drop_tags

HIDDEN = "hidden"
"""The tag given to what is not shown."""
RAISED = "sup"
"""The tag of what stands above or below the line: a footnote's number, an exponent."""
STRUCK = "s"
"""The tag of what is struck through."""
VERBATIM = "samp"
"""The tag of what keeps its blanks and line ends on a line; `pre` is the same for a block."""

_FAINT = "faint"
"""Of no size or colour: said of a block, it is often undone for what stands in it."""

BLOCKS = frozenset(
    (
        *(
            "p",
            "div",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "hr",
            "pre",
            "body",
            "html",
        ),
        *("section", "article", "header", "footer", "main", "nav", "aside", "form", "fieldset", "legend", "center"),
        *("blockquote", "address", "figure", "figcaption", "details", "summary", "caption", "menu", "dir"),
    )
)
_UNSHOWN = (
    *("head", "script", "style", "template", "noscript", "title", "datalist", "select", "button", "audio", "video"),
    *("canvas", "svg", "math", HIDDEN),
)
_COLOUR = (
    *("span", "font", "b", "strong", "i", "em", "u", "a", "big", "small", "label", "ins", "tt", "nobr", "code", "mark"),
    *("abbr", "cite", "var", "kbd", "bdo", "bdi", "time", "data", "wbr", "o:p", "st1:chsdate"),
)
_LINE = frozenset((*_COLOUR, "sub", "sup", "s", "strike", "del"))

# Rules of a style sheet are heeded only for parts of tables and of lines: whole stretches of a page are
# hidden there to be shown again by a script (tabs, folded text), and a reader is shown them.
_HEEDED = _LINE | {"tr", "td", "th"}


def tidy(root: Any) -> int:
    """Take out of a tree what is not shown; return how much of it was marked as deleted text."""
    for element in root.iter():
        style = element.get("style")
        if style:
            shown_as = _by_style(style)
            if shown_as:
                element.tag = _tag(element.tag, shown_as)
    for element in root.xpath("//*[@hidden]"):
        element.tag = HIDDEN
    _hide_by_sheets(root)
    deleted = sum(1 for element in root.iter("del") if element.text or len(element))
    drop_elements(root, (*_UNSHOWN, "del"))
    drop_tags(root, _COLOUR)
    return deleted


def _tag(tag: str, shown_as: str) -> str:
    """Return the tag that says what the style of an element says."""
    if shown_as == HIDDEN:
        return HIDDEN
    if shown_as == _FAINT:
        return HIDDEN if tag in _LINE else tag
    if tag in _LINE:
        return shown_as
    return "pre" if shown_as == VERBATIM and tag in BLOCKS else tag


# In this order: what is hidden is nothing else.
_STYLES = (
    (HIDDEN, r"(?:^|;|\s)(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)"),
    (_FAINT, r"(?:^|;|\s)(?:font-size\s*:\s*0(?:px|pt|em|%)?|opacity\s*:\s*0(?:\.0+)?)\s*(?:;|!|$)"),
    (STRUCK, r"text-decoration[a-z-]*\s*:[^;]*line-through"),
    (RAISED, r"vertical-align\s*:\s*(?:super|sub)\b"),
    (VERBATIM, r"white-space\s*:\s*(?:pre\b(?!-line)|break-spaces)"),
)
_PATTERNS = tuple((tag, re.compile(pattern, re.IGNORECASE)) for tag, pattern in _STYLES)


@lru_cache(maxsize=4096)
def _by_style(style: str) -> str:
    """Return the tag that says what a style says, "" if it changes nothing."""
    return next((tag for tag, pattern in _PATTERNS if pattern.search(style)), "")


# ── style sheets ───────────────────────────────────────────────────────────────────

_BRACE = re.compile("[{};]")
_SIMPLE = re.compile(r"([a-z0-9]*)([.#][\w-]+)")
_DISPLAY = re.compile(r"(?:^|;|\s)display\s*:\s*([a-z-]+)", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SELECTORS = 2_000
_SHEET = 200_000
"""So many characters of the style sheets of a page are looked at."""


def _hide_by_sheets(root: Any) -> None:
    """Mark what the style sheets inside a page hide by a simple rule: `.class`, `#id`, `tag.class`."""
    shown: dict[str, bool] = {}
    sheets = "\n".join(element.text or "" for element in root.iter("style"))[:_SHEET]
    for selectors, declarations in _rules(_COMMENT.sub(" ", sheets)):
        display = _DISPLAY.findall(declarations)
        for selector in selectors.split(",") if display else ():
            if _SIMPLE.fullmatch(selector.strip()):
                shown[selector.strip()] = display[-1].lower() != "none"
    hidden = {selector for selector, visible in shown.items() if not visible}
    for element in root.iter(*_HEEDED) if hidden else ():
        names = [f".{name}" for name in element.get("class", "").split()]
        names += [f"#{element.get('id')}"] if element.get("id") else []
        named = any(name in hidden or element.tag + name in hidden for name in names)
        if named and not _DISPLAY.search(element.get("style", "")):
            element.tag = HIDDEN


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations of the rules that hold always, not only for some media."""
    depth = start = opened = 0
    for brace in _BRACE.finditer(sheet):
        if brace[0] == "{":
            depth += 1
            if depth == 1:
                opened = brace.end()
        elif brace[0] == "}":
            depth = max(0, depth - 1)
            if depth == 0:
                selectors = sheet[start : max(start, opened - 1)].strip()
                if not selectors.startswith("@") and len(selectors) < _SELECTORS:
                    yield selectors, sheet[opened : brace.start()]
                start = opened = brace.end()
        elif depth == 0:
            start = opened = brace.end()  # @import …;
