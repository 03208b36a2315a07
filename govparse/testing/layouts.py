"""The layouts in which reports circulate as text, as writers: a sheet in, a text out.

The letters are those of `docs/layouts.md`. Each writer prints what an extractor leaves of the same
table, no more: where blanks leave no trace in the wild, they leave none here. A writer takes any sheet,
damaged ones too. Where a layout knows several ways to print a blank, each way is an entry of its own.

A `value` without text is a blank, and so is any other cell without text: its text got lost. A cell of
role `pad` is layout and printed only where spans are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import count, groupby, zip_longest
from types import MappingProxyType
from typing import Literal

from attrs import frozen

from govparse.rendering import WRITERS, Layout
from govparse.rendering.sheet import PAD, Cell, Row, Sheet, Table

Blanks = Literal["shown", "doubtful", "lost"]


@frozen
class TextLayout:
    """A layout: how it prints a sheet, and what becomes of blanks and numbers in it."""

    name: str
    write: Callable[[Sheet], str | bytes]
    """Prints a sheet: a text, or the bytes of a Word file."""
    blanks: Blanks
    """`shown`: every blank can be told by its position. `doubtful`: something is printed for a blank, but
    perhaps not enough to prove its column. `lost`: blanks leave no trace, or have collapsed."""
    about: str
    """How it prints."""
    readable: bool = True
    """False where numbers are lost or run together, so that nobody can read them all."""


# ── rows ───────────────────────────────────────────────────────────────────────────


def _cells(table: Table) -> list[list[Cell]]:
    """Return the cells that begin in each row; what a cell reaches to is not printed."""
    return [[cell for cell in row.cells if cell.role != "pad"] for row in table.rows]


def _standing(rows: Iterable[Row]) -> list[list[tuple[int, Cell]]]:
    """Return the cells that begin in each row with their columns, and a `PAD` for each that reaches down into it."""
    lines = []
    reaching: dict[int, tuple[int, int]] = {}  # column → how wide, into how many more rows
    for row in rows:
        line: list[tuple[int, Cell]] = []
        below = {column: (wide, high - 1) for column, (wide, high) in reaching.items() if high > 1}
        column = 0
        for cell in row.cells:
            while column in reaching:
                line.append((column, PAD))
                column += reaching.pop(column)[0]
            line.append((column, cell))
            if cell.high > 1:
                below[column] = max(cell.wide, 1), cell.high - 1
            column += max(cell.wide, 1)
        line += [(column, PAD) for column in sorted(reaching)]
        reaching = below
        lines.append(line)
    return lines


def _text(cell: Cell, unfit: str = "", instead: str = " ") -> str:
    """Return what a cell says, without what the layout uses as a separator."""
    text = cell.text if cell.text.strip() else ""
    return text.replace(unfit, instead) if unfit else text


def _piped(cell: Cell) -> str:
    return _text(cell, "|", "｜")


def _tabbed(cell: Cell) -> str:
    return _text(cell, "\t", " ")


def _filled(cells: Iterable[Cell]) -> list[Cell]:
    return [cell for cell in cells if _text(cell)]


def _write(sheet: Sheet, table: Callable[[Table], str], gap: str = "\n") -> str:
    """Write the parts of a sheet one after the other; prose stands as it is."""
    parts = (table(part) if isinstance(part, Table) else part.text for part in sheet.parts)
    return gap.join(part for part in parts if part) + "\n"


# ── A, B: a line per cell ──────────────────────────────────────────────────────────


def _write_a(sheet: Sheet) -> str:
    return _write(sheet, lambda table: "\n\n".join(_lines(table)), "\n\n")


def _write_a_empty_lines(sheet: Sheet) -> str:
    """Write one more empty line for each blank."""
    return _write(
        sheet,
        lambda table: "".join(
            f"{_text(cell)}\n\n" if _text(cell) else "\n" for row in _cells(table) for cell in row
        ).removesuffix("\n\n"),
        "\n\n",
    )


def _write_b(sheet: Sheet) -> str:
    return _write(sheet, lambda table: "\n".join(_lines(table)))


def _lines(table: Table) -> list[str]:
    return [_text(cell) for row in _cells(table) for cell in _filled(row)]


# ── C, D, E: a line per row, pipes ─────────────────────────────────────────────────


def _write_c(sheet: Sheet, collapsed: bool = False) -> str:
    """Write a pipe behind each cell, and pipes without blanks between them up to the width of the table."""

    def write(table: Table) -> str:
        lines, width = [], _width(table)
        for cells, pads in _padded(table):
            kept = _filled(cells) if collapsed else cells
            lines.append(_join_pipes(kept) + _pads(width - len(kept) if collapsed else pads, " "))
        return "\n".join(lines)

    return _write(sheet, write)


def _write_d(sheet: Sheet) -> str:
    return _write(sheet, lambda table: "\n".join(map(_join_pipes, _cells(table))))


def _write_d_leading(sheet: Sheet) -> str:
    """Write an empty cell also for each cell that reaches down into the row."""

    def write(table: Table) -> str:
        lines = [[cell for _, cell in line] for line in _standing(table.rows)]
        return "\n".join(" " * (line[:1] == [PAD]) + _join_pipes(line) for line in lines)

    return _write(sheet, write)


def _write_d_lines(sheet: Sheet) -> str:
    """Write the pipe of each blank on a new line; what follows goes on behind it."""

    def write(table: Table) -> str:
        rows = ([f" {_piped(cell)} |" if _text(cell) else "\n|" for cell in row] for row in _cells(table))
        return "\n".join("".join(row).removeprefix(" ") for row in rows)

    return _write(sheet, write)


def _write_e(sheet: Sheet) -> str:
    return _write(sheet, lambda table: "\n".join(f" | {_join_pipes(row)}" for row in _cells(table)))


def _join_pipes(cells: Iterable[Cell]) -> str:
    return " ".join(f"{_piped(cell)} |" if _text(cell) else "|" for cell in cells)


def _padded(table: Table) -> Iterator[tuple[list[Cell], int]]:
    """Yield the cells of each row, and how many pads it has when it is whole.

    What a damaged row has lost or gained is not made up for: its pads were printed before. Where blanks have
    collapsed it is, by what collapsed them.
    """
    cells, width = _cells(table), _width(table)
    for row, own in zip(table.rows, cells, strict=True):
        yield own, width - (row.full or len(own))


def _width(table: Table) -> int:
    """Return how many cells the fullest row of a whole table has."""
    return max((row.full or len(own) for row, own in zip(table.rows, _cells(table), strict=True)), default=0)


def _pads(count: int, before: str) -> str:
    return before + "|" * count if count > 0 else ""


# ── F, G, H, I: lines and pipes ────────────────────────────────────────────────────


def _write_f(sheet: Sheet, pads: str = "\n", blanks: Literal["each", "runs", "none"] = "each") -> str:
    """Write a line per cell with its pipe; `pads` stands before the pipes that pad a row.

    A blank is a line with a pipe alone; or only a run of them is; or they are left out.
    """

    def write(table: Table) -> str:
        lines, width = [], _width(table)
        for cells, count_ in _padded(table):
            kept = _kept(cells, blanks)
            lines.append(_stack_pipes(kept) + _pads(count_ if blanks == "each" else width - len(kept), pads))
        return "\n".join(lines)

    return _write(sheet, write)


def _kept(row: Sequence[Cell], blanks: Literal["each", "runs", "none"]) -> list[Cell]:
    """Return a row with all its blanks, with one for each run of them, or with none."""
    if blanks == "runs":
        return [cell for filled, run in groupby(row, _said) for cell in (run if filled else [next(run)])]
    return list(row) if blanks == "each" else _filled(row)


def _said(cell: Cell) -> bool:
    return bool(_text(cell))


def _stack_pipes(cells: Iterable[Cell]) -> str:
    return "\n".join(f"{_piped(cell)} |" if _text(cell) else "|" for cell in cells)


def _write_g(sheet: Sheet) -> str:
    return _write(sheet, lambda table: "\n".join("|\n" + _stack_pipes(row) for row in _cells(table) if row))


def _write_h(sheet: Sheet) -> str:
    def write(table: Table) -> str:
        return "\n".join(f"{_piped(cell)}\n|" if _text(cell) else "|" for row in _cells(table) for cell in row)

    return _write(sheet, write)


def _write_i(sheet: Sheet) -> str:
    def write(table: Table) -> str:
        rows = ((f" \n {_piped(cell)} |" if _text(cell) else " \n |" for cell in row) for row in _cells(table))
        return "\n".join("|" + "".join(row) for row in rows)

    return _write(sheet, write)


# ── J, L: a line per row, no pipes; K: repeats gone ────────────────────────────────


def _write_rows(sheet: Sheet, separator: str) -> str:
    def write(table: Table) -> str:
        return "\n".join(separator.join(map(_text, _filled(row))) for row in _cells(table) if _filled(row))

    return _write(sheet, write)


def _write_k(sheet: Sheet) -> str:
    """Write B, and leave out each line that has stood before."""
    return "".join(f"{line}\n" for line in dict.fromkeys(_write_b(sheet).splitlines()))


# ── J′: the print of a flipbook ────────────────────────────────────────────────────

_UPRIGHT_FROM = 12
"""Columns from which on heads are set one character below the other."""
_FLAT_TO = 5
"""Columns up to which heads are printed on one line."""
_LINES_PER_PAGE = 35


def _write_j1(sheet: Sheet) -> str:
    """Write rows as J does, narrow heads line by line across the columns, and page numbers.

    What stands side by side in print comes out as one line, whichever cells it belongs to. The label of a
    group of many rows stands upright beside them.
    """
    pages = count(1)
    bound = _LINES_PER_PAGE
    printed = 0

    def write(table: Table) -> str:
        nonlocal bound, printed
        lines: list[str] = []
        for words in _printed_lines(table):
            lines += words
            if printed + len(lines) > bound:
                lines += [f"- {next(pages)} -", "", ""]
                bound += _LINES_PER_PAGE
        printed += len(lines)
        return "\n".join(lines)

    return _write(sheet, write)


def _printed_lines(table: Table) -> Iterator[list[str]]:
    """Yield the lines of each head and of each row, with the characters of an upright label that stand above it."""
    upright: dict[int, str] = {}
    body_rows = count()
    for body, rows in groupby(table.rows, lambda row: row.body):
        if not body:
            head = list(rows)
            flat = table.width <= _FLAT_TO
            yield [_in_line(row.cells) for row in head] if flat else list(_across(head, table.width))
            continue
        for row in rows:
            number = next(body_rows)
            cells = [cell for cell in row.cells if cell.role != "pad"]
            if cells and cells[0].high > 2 * len(_text(cells[0])) > 0:
                half = (len(cells[0].text) + 1) // 2
                upright[number] = cells[0].text[:half]
                upright[number + cells[0].high // 5] = cells[0].text[half:]
                del cells[0]
            words = _in_line(cells)
            yield [*upright.get(number, ""), *([words] if words else [])]


def _in_line(cells: Iterable[Cell]) -> str:
    return " ".join(map(_text, _filled(cells)))


def _across(head: Sequence[Row], width: int) -> Iterator[str]:
    """Yield the lines of a head across its columns."""
    placed = [(column, n, cell) for n, line in enumerate(_standing(head)) for column, cell in line if _text(cell)]
    size = 1 if width >= _UPRIGHT_FROM else 0
    height = [1] * len(head)
    for _, n, cell in placed:
        if cell.high == 1:
            height[n] = max(height[n], len(_broken(cell, size)))
    page: dict[float, list[tuple[int, str]]] = {}
    for column, n, cell in placed:
        if cell.role == "corner":  # on a line of its own, below the row it begins in
            page.setdefault(sum(height[: n + 1]) - 0.5, []).append((column, _text(cell)))
            continue
        words = _broken(cell, size)
        room = sum(height[n : n + max(cell.high, 1)])
        top = sum(height[:n]) + max(room - len(words) + 1, 0) // 2
        for offset, word in enumerate(words):
            page.setdefault(top + offset, []).append((column, word))
    yield from (" ".join(word for _, word in sorted(page[line])) for line in sorted(page))


def _broken(cell: Cell, size: int) -> list[str]:
    """Return the lines of a narrow head: `size` characters each, or as many as fill the rows it reaches over."""
    text = _text(cell)
    if cell.wide > 1 or len(text) <= 2:
        return [text]
    step = size or -(-len(text) // (max(cell.high, 1) + 1))
    return [text[i : i + step] for i in range(0, len(text), step)]


# ── M, N: tabs ─────────────────────────────────────────────────────────────────────


def _write_m(sheet: Sheet) -> str:
    """Write a line per row, a tab between cells; all rows are as wide as the table."""
    return _write(sheet, lambda table: _tabs(_grid(table)), "\n\n")


def _write_m_pieces(sheet: Sheet) -> str:
    """Write a table in pieces, an empty line between them.

    Rows of groups are apart from the others, and no piece has a column that none of its rows begins a cell in.
    """

    def write(table: Table) -> str:
        pairs = zip(_grid(table), _is_grouped(table), strict=True)
        pieces = ([row for row, _ in piece] for _, piece in groupby(pairs, lambda pair: pair[1]))
        return "\n\n".join(_tabs(_narrowed(piece)) for piece in pieces)

    return _write(sheet, write, "\n\n")


def _grid(table: Table) -> list[list[Cell]]:
    return [list(row.cells) for row in table.flat().rows]


def _is_grouped(table: Table) -> Iterator[bool]:
    """Yield for each row whether the label of a group stands in it or reaches into it."""
    left = 0
    for row in table.rows:
        tall = max((cell.high for cell in row.cells), default=1) if row.body else 1
        yield row.body and (left > 0 or tall > 1)
        left = max(left, tall) - 1


def _narrowed(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    columns = [column for column in zip_longest(*rows) if any(cell and cell.role != "pad" for cell in column)]
    return [[cell for cell in row if cell] for row in zip(*columns, strict=True)]


def _tabs(rows: Iterable[Iterable[Cell]]) -> str:
    return "\n".join("\t".join(map(_tabbed, row)) for row in rows)


def _write_n(sheet: Sheet) -> str:
    """Write a line per cell, a tab before each; an empty line ends the row."""

    def write(table: Table) -> str:
        lines = [[cell for _, cell in line] for line in _standing(table.rows)]
        return "\n\n".join("\n".join(f"\t{_tabbed(cell)}" for cell in line) for line in lines if line)

    return _write(sheet, write, "\n\n")


# ── what there is ──────────────────────────────────────────────────────────────────


def _official(name: Layout, sheet: Sheet) -> str | bytes:
    """Write an official layout; a table without rows or columns is left out."""
    parts = (part for part in sheet.parts if not isinstance(part, Table) or (part.rows and part.width > 0))
    return WRITERS[name](Sheet(tuple(parts)))


_KNOWN = (
    TextLayout("a", _write_a, "lost", "a line per cell, empty lines between; blanks leave nothing"),
    TextLayout("a-empty-lines", _write_a_empty_lines, "doubtful", "as a; one more empty line for each blank"),
    TextLayout("b", _write_b, "lost", "a line per cell; blanks leave nothing"),
    TextLayout("c", _write_c, "doubtful", "a line per row, a pipe behind each cell, pipes that pad short rows"),
    TextLayout("c-collapsed", partial(_write_c, collapsed=True), "lost", "as c; blanks fell out, pads fill the row"),
    TextLayout("d", _write_d, "doubtful", "a line per row, a pipe behind each cell"),
    TextLayout("d-leading", _write_d_leading, "doubtful", "as d; an empty cell also where a label reaches down"),
    TextLayout("d-lines", _write_d_lines, "doubtful", "as d; the pipe of a blank stands on a line of its own"),
    TextLayout("e", _write_e, "doubtful", "as d, a pipe also before the first cell"),
    TextLayout("f", _write_f, "doubtful", "a line per cell and its pipe, pads on lines of their own"),
    TextLayout("f-collapsed", partial(_write_f, blanks="none"), "lost", "as f; blanks fell out, pads fill the row"),
    TextLayout("f-runs", partial(_write_f, blanks="runs"), "lost", "as f; one pipe for blanks in a row, pads behind"),
    TextLayout("f1", partial(_write_f, pads=" "), "doubtful", "as f, pads on the line of the last cell"),
    TextLayout("g", _write_g, "doubtful", "as f without pads; a line with a pipe opens each row"),
    TextLayout("h", _write_h, "doubtful", "a line per cell, its pipe on the next"),
    TextLayout("i", _write_i, "doubtful", "a pipe, then each cell on a new line with its pipe"),
    TextLayout("j", partial(_write_rows, separator=" "), "lost", "a line per row, a space between cells"),
    TextLayout("j1", _write_j1, "lost", "as j from a flipbook: heads cut into lines, upright labels, page numbers"),
    TextLayout("k", _write_k, "lost", "as b; lines that stood before are gone", readable=False),
    TextLayout("l", partial(_write_rows, separator=""), "lost", "a line per row, cells run together", readable=False),
    TextLayout("m", _write_m, "shown", "a line per row, tabs between cells, all rows of one width"),
    TextLayout("m-pieces", _write_m_pieces, "doubtful", "as m, in pieces of several widths; few of them have a head"),
    TextLayout("n", _write_n, "shown", "a line per cell with a tab before it; an empty line ends the row"),
    TextLayout("tabs", partial(_official, "tabs"), "shown", "the official form as text with tabs"),
    TextLayout("markdown", partial(_official, "markdown"), "shown", "the official form as Markdown"),
    TextLayout("html", partial(_official, "html"), "shown", "the official form as a web page"),
    TextLayout("docx", partial(_official, "docx"), "shown", "the official form as a Word file"),
)
LAYOUTS: Mapping[str, TextLayout] = MappingProxyType({layout.name: layout for layout in _KNOWN})
"""Name → layout. All of them take a sheet made by `govparse.rendering.official.lay_out`, or any other."""
