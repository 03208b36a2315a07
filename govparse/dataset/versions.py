"""What decides how an input is read: the same input is not read again while all of it is the same."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from inspect import getsourcefile
from pathlib import Path

from attrs import astuple

from govparse.dataset.schema import VERSION
from govparse.errors import MissingReader
from govparse.forms.form import Form
from govparse.forms.imports import folder
from govparse.forms.registry import origin, plugged_in
from govparse.limits import Limits
from govparse.reading.office.libreoffice import find_program

LIBRARIES = ("govparse", "lark", "lxml", "pypdfium2", "pyarrow")
"""Libraries whose version may change what is read, or how it is written."""


def library_versions() -> dict[str, str | None]:
    """Return the versions of `LIBRARIES`, None for what is not installed, and that of Python."""
    found: dict[str, str | None] = {}
    for name in LIBRARIES:
        found[name] = _version(name)
    return {**found, "python": ".".join(map(str, sys.version_info[:2]))}


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def fingerprint(limits: Limits, more: Sequence[Form] = ()) -> str:
    """Return one name for all that decides how an input is read. Plugged-in forms do, and so would `more`."""
    parts = [str(VERSION), _code(), repr(library_versions()), repr(astuple(limits)), str(_has_office())]
    known = {form.name: form for form in (*plugged_in(), *more)}
    parts += [described(known[name]) for name in sorted(known)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def described(form: Form) -> str:
    """Return all that decides what is read by a form, wherever its files lie: what it is made of, the text of its
    grammar, and the code and version of what others have written for it."""
    make, _ = form.__reduce__()
    given = {name: _said(value) for name, value in sorted(make.keywords.items()) if name != "path"}
    package = origin(form)
    return repr((given, form.digest, package and _version(package)))


def _said(value: object) -> object:
    if isinstance(value, Mapping):
        return sorted(value.items())
    if not callable(value):
        return value
    try:
        source = getsourcefile(value)
    except TypeError:  # written in no file
        source = None
    code = digest_of([Path(source)]) if source and Path(source).is_file() else ""
    return getattr(value, "__module__", ""), getattr(value, "__qualname__", type(value).__qualname__), code


def digest_of(paths: Iterable[Path]) -> str:
    """Return a digest of the names and texts of some files, however their lines end."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:16]


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
