"""What decides how an input is read: the same input is not read again while all of it is the same."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from attrs import astuple

from govparse.dataset.schema import VERSION
from govparse.errors import MissingReader
from govparse.forms.imports import folder
from govparse.limits import Limits
from govparse.reading.office.libreoffice import find_program

LIBRARIES = ("govparse", "lark", "lxml", "pypdfium2", "pyarrow")
"""Libraries whose version may change what is read, or how it is written."""


def library_versions() -> dict[str, str | None]:
    """Return the versions of `LIBRARIES`, None for what is not installed, and that of Python."""
    found: dict[str, str | None] = {}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return {**found, "python": ".".join(map(str, sys.version_info[:2]))}


def fingerprint(limits: Limits) -> str:
    """Return one name for all that decides how an input is read."""
    parts = [str(VERSION), _code(), repr(library_versions()), repr(astuple(limits)), str(_has_office())]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@cache
def _code() -> str:
    """Return a digest of govparse itself: who works on it changes it without changing its version."""
    digest = hashlib.sha256()
    package = Path(__file__).parent.parent
    for path in [*sorted(package.rglob("*.py")), *sorted(folder().glob("*.lark"))]:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _has_office() -> bool:
    try:
        find_program()
    except MissingReader:
        return False
    return True
