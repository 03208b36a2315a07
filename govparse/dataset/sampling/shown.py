"""What is shown of a source: tables and lines of text, the print of the fact marked."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

CUT = "…"
"""Stands where something was left out."""


@frozen
class Run:
    """Characters of the source in their order; `marked` is the print of the fact, "" for a blank."""

    text: str
    marked: bool = False


@frozen
class Box:
    """A cell of a table, and how far it reaches."""

    runs: tuple[Run, ...]
    wide: int = 1
    high: int = 1


@frozen
class Grid:
    """Rows of a table of the source. A box without runs stands where the source has no cell, or where rows are left
    out."""

    rows: tuple[tuple[Box, ...], ...]


@frozen
class Lines:
    """Text as it runs; tabs and ends of lines are part of it."""

    runs: tuple[Run, ...]


@frozen
class Excerpt:
    """What is shown of the source: the head of the table if that stands apart, then the row."""

    parts: tuple[Grid | Lines, ...]

    @property
    def marked(self) -> tuple[str, ...]:
        """Return the marked pieces."""
        return tuple(run.text for run in self.runs() if run.marked)

    def runs(self) -> Iterator[Run]:
        """Yield all runs in their order."""
        for part in self.parts:
            if isinstance(part, Lines):
                yield from part.runs
            else:
                yield from (run for row in part.rows for box in row for run in box.runs)
