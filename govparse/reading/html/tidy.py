"""The tree of a page before it is read: what is not shown is taken out, and so are marks that change nothing.

Pages pasted from a word processor have several elements around each number. Dropping those that only
colour text leaves a third of the tree to walk, and joins the digits of a number as they are shown.
"""

from __future__ import annotations

from typing import Any

from govparse.reading.html import style
from govparse.reading.html.style import Sheets, meaning_of
from govparse.reading.markup import drop_elements, drop_tags

MARKED = "s"
"""The tag of what is struck through, raised or lowered, or perhaps not shown: no digit in it is certain."""
VERBATIM = "samp"
"""The tag of what keeps its blanks and line ends on a line; `pre` is the same for a block."""
OPAQUE = "opaque"
"""The tag of what is shown and cannot be read: drawings, formulas, controls."""
BOX = "box"
"""The tag of what is set apart from its neighbours on a line."""
_HIDDEN = "hidden"


def _tags(names: str) -> tuple[str, ...]:
    return tuple(names.split())


BLOCKS = frozenset(
    _tags(
        "p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd hr pre body html section article header footer main nav aside form"
        " fieldset legend center blockquote address figure figcaption details summary caption menu dir"
    )
)
# What `del` holds is out of the text, which is said; `rt` is the reading above a character.
_UNSHOWN = _tags("head script style template noscript title datalist audio noembed noframes rt rp del")
_UNREADABLE = _tags("select button svg math canvas object embed iframe video progress meter")
_COLOUR = _tags(
    "span font b strong i em u a big small label ins tt nobr code mark abbr cite var kbd bdo bdi time data wbr ruby rb"
    " q o:p st1:chsdate"
)
_LINE = frozenset((*_COLOUR, "sub", "sup", "s", "strike", "del"))
_CELLS = ("td", "th")

# Rules of a style sheet are heeded only for parts of tables and of lines: whole stretches of a page are
# hidden there to be shown again by a script (tabs, folded text), and a reader is shown them.
_HEEDED = _LINE | {"tr", *_CELLS}


def tidy(root: Any) -> int:
    """Take out of a tree what is not shown; return how much of it was marked as deleted text."""
    deleted = sum(1 for element in root.iter("del") if element.text or len(element))
    sheets = Sheets.of(root)
    drop_elements(root, _UNSHOWN)
    blocks: list[tuple[Any, str]] = []
    for element in root.iter():
        declared = element.get("style")
        if declared and (meaning := meaning_of(declared)):
            _apply(element, meaning, blocks)
    for element in [*root.xpath("//*[@hidden]"), *root.xpath("//dialog[not(@open)]")]:
        element.tag = _HIDDEN
    for element in root.iter(*_HEEDED) if sheets.rules else ():
        if meaning := sheets.meaning_for(element):
            _apply(element, meaning, [])
    for element in list(root.iter(*_UNREADABLE)):
        element.tag, element.text, element[:] = OPAQUE, None, []
    _show_again(root, blocks)
    drop_elements(root, [_HIDDEN])
    drop_tags(root, _COLOUR)
    return deleted


def _apply(element: Any, meaning: str, blocks: list[tuple[Any, str]]) -> None:
    """Give an element the tag that says what its style says; hidden blocks are noted with their own tag."""
    tag = element.tag
    if meaning in (style.HIDDEN, style.INVISIBLE):
        if meaning == style.INVISIBLE and tag in _CELLS:
            element.text, element[:] = None, []  # its place in the row stays
            return
        if tag in BLOCKS or tag == "table":
            blocks.append((element, tag))
        element.tag = _HIDDEN
    elif tag in _LINE:
        element.tag = {
            style.BOX: BOX,
            style.FAINT: _HIDDEN,
            style.MARKED: MARKED,
            style.BLOCK: "div",
            style.VERBATIM: VERBATIM,
        }[meaning]
    elif meaning == style.VERBATIM and tag in BLOCKS:
        element.tag = "pre"
    elif tag in _CELLS and (meaning == style.FAINT or "line-through" in element.get("style", "")):
        element.insert(0, element.makeelement(OPAQUE, {}))  # what the cell shows, if anything, is not certain


def _show_again(root: Any, blocks: list[tuple[Any, str]]) -> None:
    """Show hidden blocks where they hold most of the page: a script would show them to a reader."""
    if not blocks:
        return
    hidden = sum(len("".join(outer.itertext())) for outer in root.xpath(f"//{_HIDDEN}[not(ancestor::{_HIDDEN})]"))
    if hidden * 2 > len("".join(root.itertext())):
        for element, tag in blocks:
            element.tag = tag
