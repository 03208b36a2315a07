"""Names of files: as text that is the same on every machine, and those by which a dataset is known."""

from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path
from typing import Any, Final

NAME: Final = "datapackage.json"
"""The file that describes a dataset."""
PACKAGE_NAME: Final = "govparse-dataset"
"""What it says that it is."""
WORK: Final = ".work"
"""What is added to the name of a dataset for the folder beside it."""
READINGS_FILE: Final = "readings.sqlite"
"""What has been read, in that folder."""

CLUTTER = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"})
"""What systems leave in folders and archives; nobody means it as an input."""


def printable(name: str) -> str:
    """Return the name of a file as text. One that is not UTF-8 is mostly GB18030."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        raw = os.fsencode(name)
        try:
            return raw.decode("gb18030")
        except UnicodeDecodeError:
            return raw.decode("utf-8", errors="backslashreplace")
    return name


class Names:
    """Names given so far. The second of one name gets `~2`."""

    def __init__(self) -> None:
        self._next: dict[str, int] = {}

    def new(self, name: str) -> str:
        """Return a name that nobody has yet, and give it."""
        own, number = name, self._next.get(name, 1)
        while own in self._next:
            number += 1
            own = f"{name}~{number}"
        self._next[own] = 1
        self._next[name] = number
        return own


def comparable(name: str) -> str:
    """Return what of the name of an input is compared with a name that somebody has written in a table."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    return unicodedata.normalize("NFC", "/".join(parts))


def is_dataset(folder: Path) -> bool:
    """Return whether a folder holds a dataset that govparse wrote."""
    return _about(folder).get("name") == PACKAGE_NAME


def forms_named(folder: Path) -> frozenset[str]:
    """Return the names of the forms of a dataset: those of which it describes a code."""
    return frozenset(form for entry in _about(folder).get("codebook", ()) for form in entry["forms"])


def _about(folder: Path) -> dict[str, Any]:
    try:
        about = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return about if isinstance(about, dict) else {}
