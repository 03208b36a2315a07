"""The objects of a PDF file as they lie in its bytes, and how large their streams are.

This is no reader of PDF. It finds what `guard` must know: streams, references, pages. It knows nothing of
encryption, and takes every version of an object that the file holds.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator

from attrs import define

from govparse.limits import Limits, too_large

_OBJECT = re.compile(rb"(?<![0-9])(\d{1,10})[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+obj(?![a-z])")
_STREAM = re.compile(rb">>[\0\t\n\f\r ]*stream(?:\r\n|\n|\r)")
_LENGTH = re.compile(rb"/Length[\0\t\n\f\r ]+(\d+)(?![\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+R)")
_FILTER = re.compile(rb"/F(?:ilter)?[\0\t\n\f\r ]*(?:\[([^\[\]]*)\]|(/[A-Za-z0-9]+))")
_CHUNK = 1 << 20
_KEPT = (1 << 25) + 1
"""Of a stream that holds objects or a drawing, so many bytes are looked at."""


@define
class Thing:
    """An object: what is written of it, and its stream, packed."""

    number: int
    text: bytes
    stream: bytes | None = None
    cut: bool = False
    """The file ends inside it."""

    def has(self, key: bytes, value: bytes) -> bool:
        """Tell whether a dictionary in it says this of itself; not where a name only begins with the value."""
        if value not in self.text:
            return False
        entry = re.escape(key) + rb"[\0\t\n\f\r ]*" + re.escape(value) + rb"(?![A-Za-z0-9])"
        return re.search(entry, self.text) is not None

    @property
    def picture(self) -> bool:
        """Is it a picture? Nothing inflates pictures here."""
        return self.has(b"/Subtype", b"/Image")

    @property
    def filters(self) -> list[bytes]:
        """Return how its stream is packed, outermost first."""
        found = _FILTER.search(self.text)
        return re.findall(rb"/([A-Za-z0-9]+)", (found[1] or found[2])) if found else []


def things(data: bytes) -> Iterator[Thing]:
    """Yield every object of a file in the order of its bytes."""
    place = 0
    while begin := _OBJECT.search(data, place):
        end = data.find(b"endobj", begin.end())
        opened = _STREAM.search(data, begin.end(), end if end >= 0 else len(data))
        if opened is None:
            place = begin.end() if end < 0 else end
            yield Thing(int(begin[1]), data[begin.end() : end if end >= 0 else len(data)], cut=end < 0)
            continue
        text, start = data[begin.end() : opened.start() + 2], opened.end()
        length = _LENGTH.search(text)
        close = start + int(length[1]) if length and int(length[1]) < len(data) else start
        if not re.match(rb"[\0\t\n\f\r ]*endstream", data[close : close + 24]):
            close = data.find(b"endstream", start)
        cut = close < 0
        close = len(data) if cut else close
        place = close
        yield Thing(int(begin[1]), text, data[start:close], cut)


def packed(text: bytes) -> Iterator[Thing]:
    """Yield the objects inside an inflated stream of objects; `text` begins with their numbers."""
    head = re.match(rb"[\d\0\t\n\f\r ]*", text)
    numbers = [int(number) for number in (head[0] if head else b"").split()[:200_000]]
    first = len(head[0]) if head else 0
    pairs = sorted(zip(numbers[1::2], numbers[::2], strict=False))
    for index, (offset, number) in enumerate(pairs):
        end = pairs[index + 1][0] if index + 1 < len(pairs) else len(text)
        yield Thing(number, text[first + offset : first + end])


def inflate(thing: Thing, limits: Limits) -> tuple[bytes, int, bool]:
    """Inflate a stream piece by piece: what it begins with, how long it is, and whether it is whole.

    Raise `TooLarge` as soon as it exceeds a limit; no more than a piece is held of what is only counted.
    """
    data = thing.stream or b""
    filters = thing.filters
    size, whole = len(data), True
    for index, name in enumerate(filters):
        if name not in (b"FlateDecode", b"Fl"):
            # What is left cannot be counted here, but for the bound that its kind sets.
            growth = {b"LZWDecode": 1365, b"LZW": 1365, b"RunLengthDecode": 64, b"RL": 64}.get(name, 1)
            if not thing.picture and growth > 1:
                limits.check("unpacked", size * growth)
            if name in (b"ASCII85Decode", b"A85", b"ASCIIHexDecode", b"AHx") and index + 1 < len(filters):
                data = _ascii(name, data)
                continue
            return b"", size, whole
        keep = limits.unpacked if index + 1 < len(filters) else _KEPT
        data, size, whole = _flate(data, keep, thing.picture, limits)
        if not whole:
            break
    return data, size, whole


def _ascii(name: bytes, data: bytes) -> bytes:
    try:
        if name in (b"ASCIIHexDecode", b"AHx"):
            return binascii.unhexlify(re.sub(rb"[^0-9A-Fa-f]", b"", data.split(b">")[0])[: len(data) // 2 * 2])
        return base64.a85decode(data.split(b"~>")[0].removeprefix(b"<~"), ignorechars=b"\0\t\n\f\r ")
    except ValueError:
        return b""


def _flate(data: bytes, keep: int, picture: bool, limits: Limits) -> tuple[bytes, int, bool]:
    unpacker = zlib.decompressobj()
    kept: list[bytes] = []
    size, rest = 0, data.lstrip(b"\r\n") if data[:1] in (b"\r", b"\n") else data
    try:
        while not unpacker.eof:
            piece = unpacker.decompress(rest, _CHUNK)
            rest = unpacker.unconsumed_tail
            if not piece and not rest:
                break
            if size < keep:
                kept.append(piece)
            size += len(piece)
            if picture:
                if size > limits.unpacked:
                    break
                continue
            limits.check("unpacked", size)
            if size > _CHUNK and size > limits.ratio * max(len(data), 1):
                raise too_large("ratio", limits.ratio)
    except zlib.error:
        return b"".join(kept), size, False
    return b"".join(kept), size, unpacker.eof or picture
