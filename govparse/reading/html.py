"""Web page → Content: what a browser would show of it, in reading order.

The tree is walked once, without recursion. Where a table holds a report rather than cells (tables for
layout, a whole report inside one cell), its cells are read as a page of their own: `html_table` decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from attrs import define, field

from govparse.limits import Limits
from govparse.reading.content import Content, Picture
from govparse.reading.html_style import (
    Style,
    is_deleted,
    is_hidden,
    is_raised,
    is_struck,
    is_verbatim,
    picture_shown,
    sheet,
)
from govparse.reading.html_table import Flow, TableMaker
from govparse.reading.markup import html_tree

_UNSHOWN = frozenset(
    ("script", "style", "template", "noscript", "head", "title", "datalist", "audio", "video", "canvas", "svg", "math")
)
_BLOCKS = frozenset(
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
        *("blockquote", "address", "figure", "figcaption", "details", "summary", "caption", "option", "menu", "dir"),
    )
)
_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_CELLS = frozenset(("td", "th"))
_PARTS = _GROUPS | _CELLS | {"tr"}
_MARKED = frozenset(("br", "pre", "sup", "sub", "s", "strike"))
_LINKS = {"a": "href", "iframe": "src", "frame": "src", "embed": "src", "object": "data"}
_FILES = re.compile(r"\.(?:docx?|wps|pdf|xlsx?|et|ofd|rtf|zip|rar|7z)(?:$|[?#])", re.IGNORECASE)
_SAVED = re.compile(r"<!--\s*saved from url=\([0-9]+\)(https?://[^\s>]+)", re.IGNORECASE)
_HEAD = 20_000


def read_html(text: str, limits: Limits) -> Content:
    """Read a decoded web page. Raises `TooLarge` and `MissingReader`."""
    root = html_tree(text, limits)
    reader = _Reader(limits, sheet(root))
    reader.read(root)
    content = Content(items=reader.page.close(), attachments=reader.attachments, address=_address(root, text))
    content.declared = _declared(root)
    if reader.deleted:
        content.remarks.append(("tracked-changes", {"count": reader.deleted}))
    return content


@define
class _Reader:
    """The state of the walk."""

    limits: Limits
    styles: Style
    page: Flow = field(factory=Flow)
    tables: list[TableMaker] = field(factory=list)
    attachments: list[str] = field(factory=list)
    numbers: int = 0
    cells: int = 0
    deleted: int = 0

    @property
    def flow(self) -> Flow:
        """Where text goes: the innermost open cell, else the page."""
        for table in reversed(self.tables):
            if table.cell is not None:
                return table.cell.flow
        return self.page

    def read(self, root: Any) -> None:
        """Walk the tree."""
        if not self.opens(root):
            return
        stack: list[tuple[Any, Iterator[Any]]] = [(root, iter(root))]
        while stack:
            element, children = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                self.close(element)
                if stack and element.tail:
                    self.flow.add(element.tail)
            elif self.opens(child):
                stack.append((child, iter(child)))
            elif child.tail:
                self.flow.add(child.tail)

    def opens(self, element: Any) -> bool:
        """Open an element; return whether what it holds is shown."""
        tag = element.tag
        if not isinstance(tag, str):
            return False
        attributes = element.attrib
        if tag in _UNSHOWN or (attributes and is_hidden(tag, attributes, self.styles)):
            return False
        if is_deleted(tag):
            self.deleted += 1
            return False
        if tag == "table":
            self.flow.end_line()
            self.numbers += 1
            self.tables.append(TableMaker(self.numbers))
        elif self.tables and (tag in _CELLS or tag == "tr" or tag in _GROUPS):
            self.open_part(tag, attributes)
        elif tag in _BLOCKS or tag in _PARTS:  # a part of a table outside of one still stands for itself
            self.flow.end_line()
        if (attributes or tag in _MARKED) and tag not in _PARTS:
            self.mark(tag, attributes, 1)
            self.show(tag, attributes)
        if element.text:
            self.flow.add(element.text)
        return True

    def open_part(self, tag: str, attributes: Any) -> None:
        """Open a row group, a row or a cell of the innermost table."""
        table = self.tables[-1]
        if tag in _CELLS:
            table.open_cell(attributes)
            self.cells += 1
        elif tag == "tr":
            self.cells += table.open_row()
        else:
            table.open_group()
        self.limits.check("cells", self.cells)

    def show(self, tag: str, attributes: Any) -> None:
        """Show an element that is more than the text in it."""
        flow = self.flow
        if tag == "br":
            flow.end_line(always=True)
        elif tag == "img":
            if picture_shown(attributes):
                flow.end_line()
                flow.items.append(Picture())
        elif tag == "input":
            if attributes.get("type", "text").lower() in ("text", "number", "tel"):
                flow.add(attributes.get("value", ""))
        elif tag in _LINKS:
            target = attributes.get(_LINKS[tag], "")
            if target and _FILES.search(target):
                self.attachments.append(attributes.get("title") or target.rpartition("/")[2])

    def mark(self, tag: str, attributes: Any, step: int) -> None:
        """Begin (1) or end (-1) what holds for all text in an element."""
        flow = self.flow
        flow.raised += step * is_raised(tag, attributes)
        flow.struck += step * is_struck(tag, attributes)
        flow.verbatim += step * is_verbatim(tag, attributes)

    def close(self, element: Any) -> None:
        """Close an element."""
        tag = element.tag
        if tag in _BLOCKS or tag in _PARTS or tag == "table":
            self.flow.end_line()
        if (element.attrib or tag in _MARKED) and tag not in _PARTS:
            self.mark(tag, element.attrib, -1)
        if tag == "table":
            items = self.tables.pop().close()
            self.flow.take(items)
        elif self.tables and tag in _CELLS:
            self.tables[-1].close_cell()
        elif self.tables and tag == "tr":
            self.tables[-1].close_row()
        elif self.tables and tag in _GROUPS:
            self.tables[-1].close_group()


# ── what the head of the page says ─────────────────────────────────────────────────


def _address(root: Any, text: str) -> str | None:
    """Return the address that the page gives of itself."""
    for link in root.iter("link"):
        if link.get("rel", "").lower() == "canonical" and link.get("href", "").startswith("http"):
            return str(link.get("href"))
    for meta in root.iter("meta"):
        if (meta.get("property") or meta.get("name") or "").lower() in ("og:url", "url"):
            address = meta.get("content", "").strip()
            if address.startswith("http"):
                return str(address)
    saved = _SAVED.search(text, 0, _HEAD)
    return saved[1] if saved else None


# The names are those of the rules for government web sites.
_DECLARED = {"pubdate": "published", "contentsource": "publisher"}


def _declared(root: Any) -> dict[str, str]:
    """Return what the page declares about itself without showing it."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = _DECLARED.get((meta.get("name") or "").lower())
        value = (meta.get("content") or "").strip()
        if name and value:
            found.setdefault(name, value)
    return found
