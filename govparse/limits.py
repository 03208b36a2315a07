"""Bounds on what a file may cost. Each can be raised; none is ever passed in silence."""

from __future__ import annotations

from attrs import fields, frozen

from govparse.errors import TooLarge

_MEBIBYTE = 1024 * 1024
DEEPEST = 2_000
"""libxml2 gives up at 2,048 elements inside each other, whatever it is allowed."""


@frozen
class Limits:
    """Bounds on one input: whole numbers, of the unit that is said of each. What exceeds one raises `TooLarge`, which
    names it and how to raise it. `Limits(pages=2000)` raises one bound and leaves the others as they are.
    """

    size: int = 64 * _MEBIBYTE
    """Bytes of the file; characters of a text given as text."""
    unpacked: int = 256 * _MEBIBYTE
    """Bytes of all parts of a packed file (DOCX, ODT) that are read, or of all streams of a PDF but pictures."""
    ratio: int = 200
    """How many times larger than packed a part or stream of more than a mebibyte may be."""
    pages: int = 500
    """Pages of a PDF."""
    nesting: int = DEEPEST
    """Elements inside each other. The parser of markup goes no deeper than this: the limit can only be lowered."""
    cells: int = 400_000
    """Cells of all tables together (of a text: pieces of lines, and the rest is cut off with a finding).

    A cell counts once more for each row below that it reaches into (HTML), for each column that it covers
    (DOCX), for each field of the grid of rules around it (PDF)."""
    seconds: int = 120
    """Time that a program or process beside this one may take for one file: LibreOffice, a helper."""

    def check(self, name: str, found: int, source: str = "") -> None:
        """Raise `TooLarge` when `found` exceeds the limit `name`."""
        if found > getattr(self, name):
            raise too_large(name, getattr(self, name), source)


def too_large(name: str, limit: int, source: str = "") -> TooLarge:
    """Make the error that names a limit and how to raise it."""
    zh, en = (message.format(limit) for message in _MESSAGES[name])
    if name != "nesting" or limit < DEEPEST:
        zh += f"；可用 --limit {name}=N 或 Limits({name}=N) 放宽"
        en += f"; --limit {name}=N or Limits({name}=N) raises the limit"
    return TooLarge({"zh": zh, "en": en}, source)


_MESSAGES = {
    "size": ("文件超过 {:,} 字节", "the file has more than {:,} bytes"),
    "unpacked": ("解压后超过 {:,} 字节", "unpacked, the file has more than {:,} bytes"),
    "ratio": ("压缩比超过 {:,}，可能是压缩炸弹", "a part is packed more than {:,} times: perhaps a bomb"),
    "pages": ("页数超过 {:,}", "more pages than {:,}"),
    "nesting": ("元素嵌套超过 {:,} 层", "elements are nested more than {:,} deep"),
    "cells": ("单元格和行超过 {:,} 个", "there are more than {:,} cells and lines"),
    "seconds": ("读取或转换超过 {:,} 秒", "reading or converting took more than {:,} seconds"),
}
NAMES = tuple(field.name for field in fields(Limits))
assert set(NAMES) == set(_MESSAGES)
