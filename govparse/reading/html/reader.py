"""Web page → Content: what a browser would show of it, in reading order.

The tree is walked once, without recursion. Where a table holds a report rather than cells (tables for
layout, a whole report inside one cell), its cells are read as a page of their own: `table` decides.
"""

from __future__ import annotations

import re
from typing import Any

from attrs import define, field

from govparse.limits import Limits
from govparse.reading.content import Content, Picture
from govparse.reading.html.table import Flow, TableMaker
from govparse.reading.html.tidy import BLOCKS, BOX, MARKED, OPAQUE, VERBATIM, tidy
from govparse.reading.markup import html_tree, walk

_CELLS = frozenset(("td", "th"))
_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_PARTS = _CELLS | _GROUPS | {"tr"}
_MARKS = frozenset((MARKED, "strike", "sup", "sub", VERBATIM, "pre"))
_ENDS_LINE = BLOCKS | _PARTS | {"table"}
_CLOSES = re.compile("</(?:td|th|tr|tbody|thead|table|body|html)")
_LINKS = {"a": "href", "iframe": "src", "frame": "src", "embed": "src", "object": "data"}
_FILES = re.compile(r"\.(?:docx?|wps|pdf|xlsx?|et|ofd|rtf|zip|rar|7z)(?:$|[?#])", re.IGNORECASE)
_SAVED = re.compile(r"<!--\s*saved from url=\([0-9]+\)(https?://[^\s>]+)", re.IGNORECASE)
_HEAD = 20_000
_TITLE = 300
_LENGTH = re.compile(r"\s*([0-9]{1,6})(?:\.[0-9]+)?\s*(?:px)?\s*$")
_STYLED = {
    name: re.compile(rf"(?:^|;|\s){name}\s*:\s*([0-9]{{1,6}})(?:\.[0-9]+)?px", re.I) for name in ("width", "height")
}
_ICON = 120
"""A picture that is smaller in one direction (pixels) is no table."""
_SPACER = 3
"""One that is no larger shows nothing."""


def read_html(text: str, limits: Limits) -> Content:
    """Read a decoded web page. Raises `TooLarge` and `MissingReader`."""
    root = html_tree(text, limits)
    content = Content(attachments=_attachments(root), address=_address(root, text), declared=_declared(root))
    deleted = tidy(root)
    if deleted:
        content.remarks.append(("tracked-changes", {"count": deleted}))
    content.items = _Reader(limits).read(root)
    content.open_ended = _breaks_off(text)
    return content


def _breaks_off(text: str) -> bool:
    """Return whether a page ends inside a tag, a word, or a cell that nothing closes."""
    lower = text.rstrip().lower()
    opened = max(lower.rfind("<td"), lower.rfind("<th"))
    return not lower.endswith(">") or (opened >= 0 and _CLOSES.search(lower, opened) is None)


@define
class _Reader:
    """The state of the walk."""

    limits: Limits
    page: Flow = field(factory=Flow)
    flow: Flow = field(init=False)
    """Where text goes: the innermost open cell, else the page."""
    tables: list[TableMaker] = field(factory=list)
    numbers: int = 0
    cells: int = 0

    def __attrs_post_init__(self) -> None:
        self.flow = self.page

    def read(self, root: Any) -> list[Any]:
        """Walk the tree."""
        events = walk(root)
        for event, element in events:
            if event == "start":
                tag = element.tag
                if tag in _CELLS and self.tables:
                    line = _only_line(element)
                    if line is not None:
                        events.skip_subtree()
                        self.add_cell(element, line)
                        continue
                self.open(tag, element)
                if element.text:
                    self.flow.add(element.text)
            else:
                self.close(element.tag)
                if element.tail:
                    self.flow.add(element.tail)
        return self.page.close()

    def open(self, tag: str, element: Any) -> None:
        """Open an element."""
        if tag in _ENDS_LINE and self.flow.line:
            self.flow.end_line()
        if tag == "br" or tag in BLOCKS:
            self.cells += 1
            self.limits.check("cells", self.cells)
        if tag == "table":
            self.numbers += 1
            self.tables.append(TableMaker(self.numbers))
            self.flow = self.page_or_cell()
        elif tag in _PARTS:
            if self.tables:  # a part of a table outside of one is only the end of a line
                self.open_part(tag, element)
        elif tag in _MARKS:
            self.mark(tag, 1)
        elif tag not in BLOCKS:
            self.show(tag, element)

    def close(self, tag: str) -> None:
        """Close an element."""
        if tag in _ENDS_LINE and self.flow.line:
            self.flow.end_line()
        if tag == BOX:
            self.flow.add(" ")
        elif tag in _MARKS:
            self.mark(tag, -1)
        elif tag == "table":
            items = self.tables.pop().close()
            self.flow = self.page_or_cell()
            if self.flow is self.page:
                self.flow.items += items
            else:
                self.flow.take(items)
        elif self.tables and tag in _PARTS:
            table = self.tables[-1]
            if tag in _CELLS:
                table.close_cell()  # nothing is open where the cell held one line
            elif tag == "tr":
                table.close_row()
            else:
                table.close_group()
            self.flow = self.page_or_cell()

    def open_part(self, tag: str, element: Any) -> None:
        """Open a row group, a row or a cell of the innermost table."""
        table = self.tables[-1]
        if tag in _CELLS:
            self.flow = table.open_cell(element.get("colspan"), element.get("rowspan"))
            self.cells += 1
        elif tag == "tr":
            self.cells += table.open_row()
        else:
            table.close_group()
        self.flow = self.page_or_cell()
        self.limits.check("cells", self.cells)

    def add_cell(self, element: Any, line: str) -> None:
        """Add a cell that holds one line of text."""
        self.tables[-1].add_cell(element.get("colspan"), element.get("rowspan"), line)
        self.flow = self.page_or_cell()
        self.cells += 1
        self.limits.check("cells", self.cells)

    def page_or_cell(self) -> Flow:
        """Return where text goes now."""
        for table in reversed(self.tables):
            if table.flow is not None:
                return table.flow
        return self.page

    def mark(self, tag: str, step: int) -> None:
        """Begin (1) or end (-1) what holds for all text in an element."""
        if tag in (VERBATIM, "pre"):
            self.flow.verbatim += step
        else:
            self.flow.marked += step

    def show(self, tag: str, element: Any) -> None:
        """Show an element that is more than the text in it."""
        if tag == "br":
            self.flow.end_line(always=True)
        elif tag == "img":
            smaller = _smaller_side(element)
            if smaller is None or smaller >= _ICON:
                self.flow.end_line()
                self.flow.items.append(Picture())
            elif smaller > _SPACER:
                self.flow.opaque = True
        elif tag == OPAQUE:
            self.flow.opaque = True
        elif tag == BOX:
            self.flow.add(" ")
        elif tag == "input":
            if element.get("type", "text").lower() in ("text", "number", "tel"):
                self.flow.add(f" {element.get('value', '')} ")  # a box of its own
            elif element.get("type", "").lower() != "hidden":
                self.flow.opaque = True


def _only_line(cell: Any) -> str | None:
    """Return the text of a cell that holds nothing else, or one paragraph: most do, and it is the faster way."""
    inside = len(cell)
    if not inside:
        return cell.text or ""
    if inside == 1:
        (paragraph,) = cell
        outside = (cell.text or "") + (paragraph.tail or "")
        if paragraph.tag == "p" and not len(paragraph) and not outside.strip():
            return paragraph.text or ""
    return None


def _smaller_side(picture: Any) -> int | None:
    """Return the smaller side of a picture in pixels, None where neither is said."""
    found = []
    for name in ("width", "height"):
        size = _STYLED[name].search(picture.get("style", "")) or _LENGTH.match(picture.get(name, ""))
        if size:
            found.append(int(size[1]))
    return min(found, default=None)


# ── what the page says of itself, and what it links to ─────────────────────────────


def _attachments(root: Any) -> list[str]:
    """Return the names of the documents that the page links to or shows in a frame."""
    found = []
    for element in root.iter(*_LINKS):
        target = element.get(_LINKS[element.tag]) or ""
        if _FILES.search(target):
            name = "".join(element.itertext()) if element.tag == "a" else ""
            found.append(" ".join(name.split())[:80] or target.rpartition("/")[2][:80])
    return found


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


# The names are those that the rules for government web sites prescribe.
_DECLARED = {"pubdate": "published", "contentsource": "publisher", "articletitle": "title"}


def _declared(root: Any) -> dict[str, str]:
    """Return what the page declares about itself without showing it."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = _DECLARED.get((meta.get("name") or "").lower())
        value = (meta.get("content") or "").strip()
        if name and value:
            found.setdefault(name, value)
    for title in root.iter("title"):
        found.setdefault("title", " ".join((title.text or "").split())[:_TITLE])
    return found
