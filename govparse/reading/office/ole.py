"""OLE2 files, the containers of DOC, WPS and XLS: what lies in them, and the text of a Word file.

Only what is needed to tell such files apart and to check what LibreOffice makes of them. Numbers in a file
may be wrong on purpose: every chain is followed a bounded number of steps, and what lies beyond the end of
the file is not there.
"""

from __future__ import annotations

import struct
from itertools import pairwise
from typing import Final

from attrs import frozen

_LAST: Final = 0xFFFFFFFA
"""Sector numbers from here on are marks: the end of a chain, or no sector."""
_ENTRIES: Final = 20_000
_CHAIN: Final = 64
_SMALL: Final = 4096


@frozen
class Stream:
    """Where a stream begins, and how many bytes it says it has."""

    sector: int
    size: int


class OleFile:
    """The streams that lie directly in the root of an OLE2 file.

    What lies deeper is left out: the workbook inside a Word file does not make it a workbook.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.streams: dict[str, Stream] = {}
        shift = _number(data, 30) & 0xFFFF
        if shift not in (9, 12) or len(data) < 512:
            return
        self._size = 1 << shift
        self._table = self._allocation()
        self._root()

    def read(self, name: str) -> bytes:
        """Return a stream, as far as it is there; b"" if there is none of that name."""
        stream = self.streams.get(name)
        if stream is None:
            return b""
        if stream.size >= _SMALL:
            return self._chain(stream.sector, stream.size)
        found = bytearray()
        sector = stream.sector
        while sector * 64 < len(self._small) and len(found) < stream.size:
            found += self._small[sector * 64 : sector * 64 + 64]
            sector = _number(self._small_table, sector * 4)
        return bytes(found[: stream.size])

    def _chain(self, sector: int, most: int) -> bytes:
        most = min(most, len(self._data))
        found = bytearray()
        while sector < _LAST and len(found) < most:
            start = (sector + 1) * self._size
            block = self._data[start : start + self._size]
            if not block:
                break
            found += block
            sector = self._after(sector)
        return bytes(found[:most])

    def _after(self, sector: int) -> int:
        which, at = divmod(sector, self._size // 4)
        return (
            _number(self._data, (self._table[which] + 1) * self._size + at * 4) if which < len(self._table) else _LAST
        )

    def _allocation(self) -> list[int]:
        """List the sectors that hold the allocation table: 109 in the header, the others in a chain."""
        table = list(struct.unpack_from("<109I", self._data, 76))
        sector = _number(self._data, 68)
        for _ in range(_CHAIN):
            start = (sector + 1) * self._size
            if sector >= _LAST or start + self._size > len(self._data):
                break
            *further, sector = struct.unpack_from(f"<{self._size // 4}I", self._data, start)
            table += further
        return table

    def _root(self) -> None:
        directory = self._chain(_number(self._data, 48), _ENTRIES * 128)
        # Streams below `_SMALL` bytes lie in pieces of 64 bytes in a stream of the root.
        self._small = self._chain(_number(directory, 116), _number(directory, 120))
        self._small_table = self._chain(_number(self._data, 60), _number(self._data, 64) * self._size)
        seen: set[int] = set()
        ahead = [_number(directory, 76)]
        while ahead:
            number = ahead.pop()
            entry = directory[number * 128 : number * 128 + 128]
            if number in seen or len(entry) < 128:
                continue
            seen.add(number)
            length = min(_number(entry, 64) & 0xFFFF, 64)
            name = entry[: max(0, length - 2)].decode("utf-16-le", "replace")
            self.streams[name] = Stream(_number(entry, 116), _number(entry, 120))
            ahead += (_number(entry, 68), _number(entry, 72))


def is_locked(file: OleFile) -> bool:
    """Does a Word file say that it is encrypted?"""
    return bool(_number(file.read("WordDocument")[:512], 8) >> 24 & 1)


def word_text(data: bytes) -> str:
    """Return the main text of a Word 97 file, with a U+0007 at the end of each cell and of each row of a table.

    "" where there is none to be found, as in files of Word 6 and 95, which are laid out otherwise.
    """
    file = OleFile(data)
    main = file.read("WordDocument")
    if len(main) < 0x1AA or main[:2] != b"\xec\xa5" or _number(main, 2) & 0xFFFF < 0xC1:
        return ""
    table = file.read("1Table" if _number(main, 10) & 0x200 else "0Table")
    start, size = _number(main, 0x1A2), _number(main, 0x1A6)
    pieces = table[start : start + size]
    at = 0
    while pieces[at : at + 1] == b"\1":  # properties, before the pieces
        at += 3 + (_number(pieces + b"\0\0", at + 1) & 0xFFFF)
    if pieces[at : at + 1] != b"\2":
        return ""
    pieces = pieces[at + 5 :]
    count = (len(pieces) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", pieces) if count > 0 else ()
    text: list[str] = []
    read = 0
    for number, (begin, end) in enumerate(pairwise(ends)):
        # Pieces that overlap could hold the same bytes any number of times.
        if begin >= end or read > len(main):
            return ""
        place = _number(pieces, 4 * (count + 1) + 8 * number + 2)
        length, place, encoding = (
            (end - begin, (place & 0x3FFFFFFF) // 2, "cp1252")
            if place & 0x40000000
            else (2 * (end - begin), place & 0x3FFFFFFF, "utf-16-le")
        )
        text.append(main[place : place + length].decode(encoding, "replace"))
        read += length
    return "".join(text)[: _number(main, 0x4C)]


def _number(data: bytes, at: int) -> int:
    """Read four bytes; a mark for "none" where the data end before them."""
    return int.from_bytes(data[at : at + 4], "little") if at + 4 <= len(data) else 0xFFFFFFFF
