"""Text of fixed width: how many columns a terminal gives to it, and how it is cut and filled up."""

from __future__ import annotations

import unicodedata

_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Categories that a terminal does not show, or obeys: control characters of a hostile file among them."""


def width(text: str) -> int:
    """Return how many columns a terminal gives to `text`."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def clip(text: str, limit: int) -> str:
    """Return `text` on one line, cut to `limit` columns."""
    text = " ".join(text.split())
    return text if width(text) <= limit else _start(text, limit - 2) + ".."


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """Fill `text` with blanks to a number of columns."""
    blanks = " " * max(0, columns - width(text))
    return blanks + text if right else text + blanks


def plain(text: str) -> str:
    """Return `text` on one line, without what a terminal would obey instead of showing it."""
    return "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in _DROPPED)


def window(before: str, clause: str, after: str, limit: int) -> tuple[str, str, str]:
    """Cut what stands around a clause, so that all three fit into `limit` columns; the clause comes first."""
    if width(clause) > limit:
        return "", clip(clause, limit), ""
    room = limit - width(clause)
    front = _end(before, room // 2) if width(after) > room // 2 else _end(before, room - width(after))
    back = _start(after, room - width(front))
    return _cut(front, before, at_front=True), clause, _cut(back, after, at_front=False)


def _cut(kept: str, whole: str, *, at_front: bool) -> str:
    """Mark where something was cut off, within the same width."""
    if kept == whole:
        return kept
    columns = width(kept)
    if at_front:
        return pad("..", 2) + _end(kept, columns - 2) if columns >= 2 else ""
    return _start(kept, columns - 2) + ".." if columns >= 2 else ""


def _start(text: str, limit: int) -> str:
    """Return as much of the start of `text` as fits into `limit` columns."""
    used = 0
    for i, character in enumerate(text):
        used += width(character)
        if used > limit:
            return text[:i]
    return text


def _end(text: str, limit: int) -> str:
    used = 0
    for i in range(len(text) - 1, -1, -1):
        used += width(text[i])
        if used > limit:
            return text[i + 1 :]
    return text
