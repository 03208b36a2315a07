"""ZIP archives as containers of inputs: which files are in them, and their content, within bounds."""

from __future__ import annotations

import errno
import os
import zipfile
import zlib
from contextlib import suppress
from io import SEEK_END, BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO, Final

from govparse.dataset.names import CLUTTER, Names, printable
from govparse.errors import Unreadable
from govparse.limits import Limits
from govparse.reading.formats import Format, recognise
from govparse.reading.packed import FAILURES, unpack

_UTF8: Final = 0x800
"""The flag of a name in UTF-8."""


MOST_FILES: Final = 200_000
"""Files in an archive, those of archives inside it included."""


def too_many_files() -> Unreadable:
    """Return the error of an archive with more files than is plausible."""
    return Unreadable(
        {
            "zh": f"ZIP 压缩包内的文件超过 {MOST_FILES:,} 个，请解压后再读",
            "en": f"more than {MOST_FILES:,} files in a ZIP archive; unpack it first",
        }
    )


class Archive:
    """An archive in an open file, which is closed with it, or one inside another. Raises `Unreadable` where it
    cannot be opened."""

    def __init__(self, content: BinaryIO | bytes) -> None:
        self._file = BytesIO(content) if isinstance(content, bytes) else content
        try:
            self._zip = zipfile.ZipFile(self._file)
        except FAILURES as error:
            self._file.close()
            raise Unreadable(
                {"zh": f"ZIP 压缩包已损坏：{error}", "en": f"damaged ZIP archive: {error}"},
            ) from None

    def close(self) -> None:
        """Close the file."""
        self._zip.close()
        self._file.close()

    def files(self) -> list[tuple[int, str, str, int]]:
        """Return its files: position, name, a signature of the content, and its bytes. No name occurs twice.

        Raises `Unreadable` for more than 200,000.
        """
        infos = self._zip.infolist()
        if len(infos) > MOST_FILES:
            raise too_many_files()
        found: list[tuple[int, str, str, int]] = []
        names = Names()
        for position, info in enumerate(infos):
            name = _name(info)
            if info.filename.endswith(("/", "\\")) or not CLUTTER.isdisjoint(PurePosixPath(name).parts):
                continue
            found.append((position, names.new(name), _signature(info), info.file_size))
        return found

    def read(self, position: int, limits: Limits, signature: str | None = None) -> bytes:
        """Return the content of a file. Raises `Unreadable`, `TooLarge` for what exceeds a limit, and `OSError` where
        the `signature` is another: then the archive has been replaced since it was listed."""
        infos = self._zip.infolist()
        if position >= len(infos) or (signature is not None and _signature(infos[position]) != signature):
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))
        info = infos[position]
        limits.check("size", info.file_size)
        return unpack(self._zip, info, limits)


def _signature(info: zipfile.ZipInfo) -> str:
    return f"{info.CRC:08x}.{info.file_size}.{zlib.crc32(info.filename.encode('utf-8', 'surrogatepass')):08x}"


def is_archive(file: BinaryIO, limits: Limits) -> bool:
    """Return whether an open file is a ZIP that is no document. Raises `OSError`."""
    if file.read(2) != b"PK":
        return False
    # A document is never larger; of what is, the directory alone is looked at.
    if file.seek(0, SEEK_END) > limits.size:
        return zipfile.is_zipfile(file)
    file.seek(0)
    return recognise(file.read()) is Format.ZIP


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name of a file. One that is not marked as UTF-8 was mostly written on a Chinese Windows, and
    `zipfile` takes it for code page 437."""
    # `filename` has `/` for each `\` on Windows, also for one that is half a character of GB18030.
    name = info.orig_filename.partition("\0")[0]
    if not info.flag_bits & _UTF8:
        with suppress(UnicodeError):
            raw = name.encode("cp437")
            try:
                name = raw.decode("utf-8")
            except UnicodeDecodeError:
                name = raw.decode("gb18030")
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return printable("/".join(parts) or "unnamed")
