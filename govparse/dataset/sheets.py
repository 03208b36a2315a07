"""CSV tables as people and their spreadsheets save them."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import zip_longest
from pathlib import Path
from typing import Final

from attrs import frozen

NUMBER: Final = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,12})?")
"""A number that somebody has typed: no larger and no finer than those that govparse reads."""
FORMULA: Final = "[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
"""What a spreadsheet takes for the beginning of a formula, in both widths."""
_GUARD: Final = re.compile(f"'*{FORMULA}")
_GUARDED: Final = re.compile(f"'+{FORMULA}")
_DELIMITERS: Final = ",;\t"


class TableError(ValueError):
    """A table written by hand (`meta`, `corrections`) that cannot be used as it is; the message names the line."""

    file: str
    """Path of the table."""
    messages: dict[str, str]
    """What is wrong, under `zh` and `en`."""

    def __init__(self, file: str, line: int | None, zh: str, en: str) -> None:
        self._given = file, line, zh, en
        place_zh, place_en = ("", "") if line is None else (f"第 {line} 行：", f"line {line}: ")
        self.file = file
        self.messages = {"zh": f"{place_zh}{zh}", "en": f"{place_en}{en}"}
        super().__init__(f"{file}: {self.messages['en']}")

    def __reduce__(self) -> tuple[type[TableError], tuple[str, int | None, str, str]]:
        return type(self), self._given


@frozen
class Line:
    """A line of a table: its number in the file, and its cells by the names of their columns."""

    number: int
    cells: dict[str, str]


def read_sheet(path: Path, *, ragged: bool = False) -> tuple[list[str], Iterator[Line]]:
    """Return the head of a table and its lines: UTF-8, UTF-16 or GB18030, with commas, semicolons or tabs.

    Blanks around cells are left out, and the apostrophe that keeps a spreadsheet from taking a cell for a formula.
    `ragged` allows lines whose last cells are missing. Raises `OSError`, `TableError`.
    """
    text = _decode(path)
    first = text.split("\n", 1)[0]
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=first.count), strict=not ragged)
    try:
        head = [plain(name.strip()) for name in next(reader, [])]
    except csv.Error as error:
        raise TableError(str(path), 1, str(error), str(error)) from None
    twice = sorted({name for name in head if head.count(name) > 1})
    if twice or not head or not all(head):
        raise TableError(
            str(path),
            1,
            f"列名空缺或重复 {'、'.join(twice)}".rstrip(),
            f"columns without a name, or with the same {', '.join(twice)}".rstrip(),
        )

    def lines() -> Iterator[Line]:
        try:
            for cells in reader:
                if not any(cell.strip() for cell in cells):
                    continue
                if len(cells) > len(head) or (len(cells) < len(head) and not ragged):
                    raise TableError(
                        str(path),
                        reader.line_num,
                        f"有 {len(cells)} 列，表头有 {len(head)} 列",
                        f"{len(cells)} columns, {len(head)} in the head",
                    )
                own = (plain(cell.strip()) for cell in cells)
                yield Line(reader.line_num, dict(zip_longest(head, own, fillvalue="")))
        except csv.Error as error:
            raise TableError(str(path), reader.line_num, str(error), str(error)) from None

    return head, lines()


def plain(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if _GUARDED.match(cell) else cell


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula. What has apostrophes already gets one more."""
    return f"'{cell}" if _GUARD.match(cell) and not NUMBER.fullmatch(cell) else cell


def _decode(path: Path) -> str:
    data = path.read_bytes()
    encodings = ("utf-16",) if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableError(str(path), None, "不是 UTF-8 或 GB18030 文本", "no text in UTF-8 or GB18030")
