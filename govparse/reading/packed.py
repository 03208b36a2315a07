"""ZIP containers opened safely: parts are read into memory one by one, within bounds, and never written."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from typing import Final

from govparse.errors import Unreadable
from govparse.limits import Limits, too_large

_CHUNK: Final = 256 * 1024
_SMALL: Final = 1024 * 1024
"""A part up to this size may be packed as tightly as it likes."""
_MOST_PARTS: Final = 20_000
"""A directory of millions of names would cost memory before any part is read."""
FAILURES: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,  # a method of packing that zipfile does not know
    RuntimeError,  # an encrypted part
    ValueError,  # names that are no text, offsets below zero
    OverflowError,
)
"""What `zipfile` raises over a damaged container."""


class Packed:
    """The parts of a container by name.

    Raises `Unreadable` where the container is damaged, `TooLarge` where its parts exceed the limits.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._read = 0
        if data.count(b"PK\x01\x02") > _MOST_PARTS:
            raise _damaged(f"部件超过 {_MOST_PARTS:,} 个", f"more than {_MOST_PARTS:,} parts")
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except FAILURES as error:
            raise _damaged(str(error), str(error)) from None
        self._names = {_key(info.filename): info for info in self._zip.infolist()}

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._names

    def read(self, name: str) -> bytes:
        """Return the bytes of a part. What the directory says of its size is not believed."""
        info = self._names.get(_key(name))
        if info is None:
            raise _damaged(f"缺少部件 {name}", f"the part {name} is missing")
        part = unpack(self._zip, info, self._limits, self._read)
        self._read += len(part)
        return part


def unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits, before: int = 0) -> bytes:
    """Return the bytes of a part. What the directory says of its size is not believed.

    `before` is how much has been unpacked for the same input. Raises `Unreadable` where the part is damaged,
    encrypted, or packed by a method that documents do not use; `TooLarge` where it exceeds the limits.
    """
    name = info.filename
    if info.flag_bits & 1:
        raise Unreadable({"zh": f"部件 {name} 已加密", "en": f"the part {name} is encrypted"})
    # The other methods unpack a chunk without a bound on its outcome.
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _damaged(f"部件 {name} 的压缩方法不受支持", f"the part {name} is packed by an unknown method")
    try:
        return _unpack(archive, info, limits, before)
    except FAILURES as error:
        if isinstance(error, Unreadable):
            raise
        raise _damaged(f"部件 {name}：{error}", f"the part {name}: {error}") from None


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits, before: int) -> bytes:
    chunks: list[bytes] = []
    size = 0
    with archive.open(info) as part:
        while chunk := part.read(_CHUNK):
            size += len(chunk)
            if before + size > limits.unpacked:
                raise too_large("unpacked", limits.unpacked)
            if size > _SMALL and size > limits.ratio * info.compress_size:
                raise too_large("ratio", limits.ratio)
            chunks.append(chunk)
    return b"".join(chunks)


def _key(name: str) -> str:
    """Names of parts differ by more than case; some programs write them with backslashes."""
    return name.replace("\\", "/").lstrip("/").casefold()


def _damaged(zh: str, en: str) -> Unreadable:
    return Unreadable({"zh": f"ZIP 容器已损坏：{zh}", "en": f"damaged ZIP container: {en}"})
