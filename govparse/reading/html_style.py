"""What of a page's styles decides whether something is shown, and how: hidden, deleted, struck, raised."""

from __future__ import annotations

import re
from typing import Any

from attrs import frozen

_HIDDEN = re.compile(r"(?:^|;|\s)(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)", re.I)
_RAISED = re.compile(r"vertical-align\s*:\s*(?:super|sub)\b", re.I)
_STRUCK = re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through", re.I)
_VERBATIM = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)
_LENGTH = re.compile(r"\s*([0-9]+)(?:\.[0-9]+)?\s*(?:px)?\s*$")
_STYLED = {name: re.compile(rf"(?:^|;|\s){name}\s*:\s*([0-9]+)(?:\.[0-9]+)?px", re.I) for name in ("width", "height")}
_ICON = 120
"""A picture that is smaller in one direction (pixels) is no table."""

# Rules of a style sheet are heeded only for parts of tables and of lines: whole stretches of a page are
# hidden there to be shown again by a script (tabs, folded text), and a reader is shown them.
_HEEDED = frozenset(("tr", "td", "th", "span", "font", "i", "em", "b", "strong", "a", "label", "u", "small"))
_AT_RULE = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]*)\}")
_SIMPLE = re.compile(r"([a-z0-9]*)([.#][\w-]+)")
_DISPLAY = re.compile(r"(?:^|;|\s)display\s*:\s*([a-z-]+)", re.I)
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_SHEET = 200_000
"""So many characters of a style sheet are looked at."""


@frozen
class Style:
    """What the style sheets of a page hide: `.class` or `#id`, with the tag in front where the rule names one."""

    hidden: frozenset[str]


def sheet(root: Any) -> Style:
    """Return what the style sheets inside a page hide by a simple rule."""
    shown: dict[str, bool] = {}
    for element in root.iter("style"):
        text = _AT_RULE.sub(" ", _COMMENT.sub(" ", (element.text or "")[:_SHEET]))
        for selectors, declarations in _RULE.findall(text):
            display = _DISPLAY.findall(declarations)
            for selector in selectors.split(",") if display else ():
                if _SIMPLE.fullmatch(selector.strip()):
                    shown[selector.strip()] = display[-1].lower() != "none"
    return Style(frozenset(selector for selector, visible in shown.items() if not visible))


def is_hidden(tag: str, attributes: Any, style: Style) -> bool:
    """Return whether an element is not shown at all."""
    if "hidden" in attributes:
        return True
    own = attributes.get("style")
    if own and _HIDDEN.search(own):
        return True
    if not style.hidden or tag not in _HEEDED or (own and _DISPLAY.search(own)):
        return False
    names = [f".{name}" for name in attributes.get("class", "").split()]
    names += [f"#{attributes['id']}"] if "id" in attributes else []
    return any(name in style.hidden or tag + name in style.hidden for name in names)


def is_deleted(tag: str) -> bool:
    """Return whether an element holds text that was taken out of the document."""
    return tag == "del"


def is_raised(tag: str, attributes: Any) -> bool:
    """Return whether an element is set above or below the line: a footnote's number, an exponent."""
    return tag in ("sup", "sub") or bool(_RAISED.search(attributes.get("style", "")))


def is_struck(tag: str, attributes: Any) -> bool:
    """Return whether an element is struck through."""
    return tag in ("s", "strike") or bool(_STRUCK.search(attributes.get("style", "")))


def is_verbatim(tag: str, attributes: Any) -> bool:
    """Return whether blanks and line ends are kept in an element."""
    return tag == "pre" or bool(_VERBATIM.search(attributes.get("style", "")))


def picture_shown(attributes: Any) -> bool:
    """Return whether a picture may be large enough to hold a table; one of unknown size may."""
    for name in ("width", "height"):
        size = _STYLED[name].search(attributes.get("style", "")) or _LENGTH.match(attributes.get(name, ""))
        if size and int(size[1]) < _ICON:
            return False
    return True
