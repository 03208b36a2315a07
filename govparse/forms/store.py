"""A folder in which the command keeps built grammars between runs. The library itself keeps nothing.

What is kept is derived from the grammar files alone and named by their digest: a changed grammar,
another version of Lark or of govparse never meets an old file. Everything may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import lark

_folder: Path | None = None


def keep_in(folder: Path | None) -> None:
    """Keep built grammars in a folder from now on; None: keep nothing (the default)."""
    global _folder
    _folder = folder


def kept_in() -> Path | None:
    """Return the folder that `keep_in` was given."""
    return _folder


def user_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return where programs of this user keep what they can make again; None for a user without a home."""
    try:
        if sys.platform == "win32":
            return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "govparse" / "cache"
        return Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "govparse"
    except RuntimeError:
        return None


def place_for(name: str, grammars: Iterable[Path]) -> Path | None:
    """Return the file for something made of some grammars; None where nothing is kept."""
    if _folder is None:
        return None
    digest = hashlib.sha256(f"{lark.__version__} {sys.version_info[:2]}".encode())
    # What is kept also depends on the code that makes it.
    for path in [*sorted(grammars), *sorted(Path(__file__).parent.glob("*.py"))]:
        digest.update(path.read_bytes())
    try:
        _folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return _folder / f"{name}-{digest.hexdigest()[:24]}"


def read(place: Path | None) -> object | None:
    """Return what is kept at a place; None if nothing is, or nothing that can be read."""
    if place is None:
        return None
    try:
        found: object = json.loads(place.read_bytes())
    except (OSError, ValueError):
        return None
    return found


def write(place: Path | None, data: object) -> None:
    """Keep data at a place; where that is not possible, go without."""
    if place is None:
        return
    temporary = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        temporary.write_text(json.dumps(data), encoding="utf-8")
        temporary.replace(place)
    except OSError:
        temporary.unlink(missing_ok=True)
