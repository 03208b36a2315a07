"""A report laid out and not yet written: paragraphs, and tables with spans, in printed order.

Every layout writes the same sheet. What a cell is stands beside its text, so that whoever changes a
sheet on purpose (see `govparse.testing`) knows what is changed.
"""

from __future__ import annotations

from typing import Literal

from attrs import evolve, frozen

Kind = Literal["issuer", "title", "heading", "prose", "closing", "page"]
"""What a paragraph is; `page` belongs to the page around the report."""
Role = Literal["caption", "corner", "head", "group", "label", "value", "pad"]
"""What a cell is. `group` labels rows and has no numbers of its own; `pad` fills what a span covers."""


@frozen
class Paragraph:
    """A stretch of prose; its lines are printed one by one."""

    text: str
    kind: Kind = "prose"
    section: str | None = None
    """The part of the report that it prints, or whose heading it is: a name of `PROSE` or `TABLES`."""


@frozen
class Cell:
    """A cell: its text, and over how many columns and rows it reaches."""

    text: str
    role: Role
    wide: int = 1
    high: int = 1
    code: str | None = None
    """The code of the fact that a `value` states."""


PAD = Cell("", "pad")


@frozen
class Row:
    """A row of a table: the cells that begin in it. Cells that reach down from above are not repeated."""

    cells: tuple[Cell, ...]
    block: str
    """The block it is printed in: `proactive_one` … `review`."""
    rule: str | None = None
    """The row of the form; None for captions and heads, and for a row that the form does not have."""
    body: bool = False
    """It holds values, or might; else it is caption or head."""
    full: int = 0
    """So many cells begin in it when it is whole; pads fill up what is missing to the width of the table."""


@frozen
class Table:
    """A table of the form, `width` columns wide."""

    name: str
    """`proactive`, `requests` or `review`."""
    width: int
    rows: tuple[Row, ...]

    def flat(self) -> Table:
        """Return the table without spans: an empty cell of role `pad` wherever a cell reached to."""
        reaching = [0] * self.width
        rows = []
        for row in self.rows:
            line: list[Cell] = []
            cells = iter(row.cells)
            while len(line) < self.width:
                if reaching[len(line)]:
                    reaching[len(line)] -= 1
                    line.append(PAD)
                    continue
                cell = next(cells, PAD)
                for column in range(len(line), min(len(line) + cell.wide, self.width)):
                    reaching[column] = cell.high - 1
                line += [evolve(cell, wide=1, high=1), *[PAD] * (cell.wide - 1)]
            rows.append(evolve(row, cells=(*line, *cells)))  # what does not fit makes the row longer
        return evolve(self, rows=tuple(rows))


@frozen
class Sheet:
    """A report laid out."""

    parts: tuple[Paragraph | Table, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in printed order."""
        return tuple(part for part in self.parts if isinstance(part, Table))
