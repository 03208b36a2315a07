"""Where inputs are: files in folders and in ZIP archives, each by a name that is the same on every machine.

Folders and archives are containers, no inputs. An archive that cannot be opened is an input, which fails.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePath
from typing import BinaryIO, Final

from attrs import evolve, field, frozen

from govparse.dataset.archives import MOST_FILES, Archive, is_archive, too_many_files
from govparse.dataset.names import CLUTTER, NAME, READINGS_FILE, Names, is_dataset, printable
from govparse.errors import GovparseError
from govparse.limits import Limits
from govparse.reading.formats import Format, recognise
from govparse.reading.packed import FAILURES

_DEEPEST: Final = 4
"""Archives within archives; one further down is an input, which fails."""
_DOCUMENTS: Final = frozenset(
    [
        *(".txt", ".md", ".csv", ".json", ".xml", ".htm", ".html", ".shtml", ".xhtml", ".mht", ".mhtml"),
        *(".doc", ".docx", ".wps", ".rtf", ".odt", ".fodt", ".pdf"),
    ]
)
"""Endings of files that are never looked into as archives."""


_MARKS: Final = (NAME, READINGS_FILE)
"""Files by which a folder with a dataset, or with what one keeps, may be known."""


Paths = Sequence[str | os.PathLike[str]] | str | os.PathLike[str]
"""Files and folders, or one of them by itself."""


def each(paths: Paths) -> tuple[Path, ...]:
    """Return the paths that somebody has given: a single one stands for itself."""
    return (Path(paths),) if isinstance(paths, str | os.PathLike) else tuple(map(Path, paths))


class SameName(ValueError):
    """Two paths that were given would give their inputs the same names; the message says which."""


@frozen
class Input:
    """One input: its `name`, where it is, and a `signature` that changes when it changes.

    `name` is the path from the folder that was given, with `/`; of a file in an archive the path of the archive,
    then the path in it. `members` are the positions that lead through archives to the file, none for a file on
    its own. `size` is in bytes, 0 where nobody asked or knows.
    """

    name: str
    path: str
    members: tuple[int, ...]
    signature: str
    size: int = field(default=0, eq=False)


def inputs(
    paths: Paths,
    limits: Limits | None = None,
    skipped: Sequence[Path] = (),
    *,
    missing_ok: bool = False,
) -> Iterator[Input]:
    """Yield the inputs below some paths. Of one folder names are relative to it; of several paths, each begins with
    the name of its own.

    Of two names that are the same once they are text the second gets `~2`. `skipped` are folders and files that are
    left out. Raises `OSError` for a path that does not exist, unless `missing_ok`, and `SameName` for two paths of one
    name.
    """
    roots = each(paths)
    prefixes = [""] if len(roots) == 1 and roots[0].is_dir() else [_root_name(root) for root in roots]
    named: dict[str, Path] = {}
    for root, prefix in zip(roots, prefixes, strict=True):
        if named.setdefault(prefix, root) is not root:
            raise SameName(f"{named[prefix]}, {root}: {prefix}")
    walk = _Walk(limits or Limits(), frozenset(filter(None, map(_place, skipped))))
    for root, prefix in zip(roots, prefixes, strict=True):
        if missing_ok and not root.exists():
            continue
        found = root.stat()
        if stat.S_ISDIR(found.st_mode):
            yield from walk.folder(root, f"{prefix}/" if prefix else "")
        elif stat.S_ISREG(found.st_mode):
            yield from walk.file(root, prefix, found)
        else:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), os.fspath(root))


def _place(path: Path) -> tuple[int, int] | None:
    """Return by what a file or folder is known whatever it is called, None for one that is not there."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_dev, about.st_ino


def _root_name(root: Path) -> str:
    return printable(root.name or root.resolve().name or "root")


@frozen
class _Walk:
    limits: Limits
    skipped: frozenset[tuple[int, int]]

    def folder(self, root: Path, prefix: str) -> Iterator[Input]:
        """Yield what is below a folder. A link to a folder above is not followed; nor is a folder entered that holds
        a dataset, or what one keeps beside it. One that cannot be listed is an input, which fails."""
        waiting = [(root, prefix, frozenset(filter(None, [_place(root)])))]
        while waiting:
            folder, prefix, above = waiting.pop()
            try:
                with os.scandir(folder) as entries:
                    found = sorted(entries, key=lambda entry: entry.name)
            except OSError:
                if folder == root:
                    raise
                yield Input(prefix.removesuffix("/"), str(folder), (), "not listed")
                continue
            if folder != root and any(entry.name in _MARKS for entry in found) and _is_made(folder):
                continue
            names = Names()
            for entry in found:
                if entry.name in CLUTTER:
                    continue
                name, path = prefix + names.new(printable(entry.name)), folder / entry.name
                try:
                    about = entry.stat()
                    if not about.st_ino:  # Windows tells it only of a file by itself
                        about = path.stat()
                except OSError:  # a link to nowhere
                    yield Input(name, str(path), (), "missing")
                    continue
                own = about.st_dev, about.st_ino
                if own in self.skipped:
                    continue
                if stat.S_ISDIR(about.st_mode):
                    if own not in above:
                        waiting.append((path, f"{name}/", above | {own}))
                elif stat.S_ISREG(about.st_mode):
                    yield from self.file(path, name, about)

    def file(self, path: Path, name: str, about: os.stat_result) -> Iterator[Input]:
        """Yield a file, or what is in it if it is an archive."""
        # The time of the last change of whatever kind cannot be set by hand (on Windows it is another).
        alone = Input(name, str(path), (), f"{about.st_size}-{about.st_mtime_ns}-{about.st_ctime_ns}", about.st_size)
        try:
            yield from inside(alone, lambda: path.open("rb"), self.limits)
        except OSError:
            yield alone


def _is_made(folder: Path) -> bool:
    """Return whether a folder holds a dataset, or what one keeps beside it."""
    return is_dataset(folder) or (folder / READINGS_FILE).is_file()


def inside(alone: Input, opened: Callable[[], BinaryIO], limits: Limits) -> list[Input]:
    """Return the files in a file if it is an archive, otherwise the file itself. Raises `OSError`."""
    if PurePath(alone.name).suffix.lower() not in _DOCUMENTS:
        # Whatever `zipfile` makes of a damaged directory: then the archive is an input, which fails.
        with opened() as file, suppress(GovparseError, *FAILURES, IndexError, KeyError):
            if is_archive(file, limits):
                # What is in `a.zip` inside it may have the names of what is in a folder `a.zip`.
                names = Names()
                return [evolve(item, name=names.new(item.name)) for item in _members(file, alone, 1, limits)]
    return [alone]


def _members(
    content: BinaryIO | bytes, container: Input, depth: int, limits: Limits, room: int = MOST_FILES
) -> list[Input]:
    """Return the files in an archive, and in those inside it. Raises `Unreadable`, also for more than `room`."""
    archive = Archive(content)
    found: list[Input] = []
    for position, name, signature, size in archive.files():
        member = Input(
            f"{container.name}/{name}",
            container.path,
            (*container.members, position),
            f"{container.signature}-{signature}",
            size,
        )
        inner: list[Input] = [member]
        if depth < _DEEPEST and name.lower().endswith(".zip"):
            with suppress(GovparseError, *FAILURES, IndexError, KeyError):
                inside_ = archive.read(position, limits)
                if recognise(inside_) is Format.ZIP:
                    inner = _members(inside_, member, depth + 1, limits, room - len(found))
        found += inner
        if len(found) > room:
            raise too_many_files()
    archive.close()
    return found


class Opener:
    """Opens inputs. The archive that was opened last stays open, since its files follow each other."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._last: tuple[tuple[str, tuple[int, ...]], Archive] | None = None

    def read(self, item: Input) -> bytes:
        """Return the content of an input. Raises `OSError`, also where its archive has been replaced since it was
        listed, and `GovparseError` for what exceeds a limit."""
        return self._read(item.path, item.members, item.signature.rpartition("-")[2])

    def _read(self, path: str, members: tuple[int, ...], signature: str | None) -> bytes:
        if not members:
            with self.opened(path) as file:
                self._limits.check("size", file.seek(0, os.SEEK_END))
                file.seek(0)
                return file.read()
        *outer, position = members
        key = path, tuple(outer)
        if self._last is None or self._last[0] != key:
            archive = Archive(self._read(path, key[1], None) if outer else self.opened(path))
            if self._last is not None:
                self._last[1].close()
            self._last = key, archive
        return self._last[1].read(position, self._limits, signature)

    def opened(self, path: str) -> BinaryIO:
        """Open a file. Raises `OSError`."""
        return open(path, "rb")
