"""The register of the Word files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from model import Report, report

Made = bytes | tuple[bytes, dict[str, Any]]
FILES: dict[str, tuple[str, Callable[[], Report], Callable[[Report], Made]]] = {}


def document(
    stem: str, about: str, figures: str = "dense-2021", who: str = "bureau", **changes: Any
) -> Callable[..., Any]:
    """Register a document; the function returns it, with changes to the expectation if there are any."""

    def register(make: Callable[[Report], Made]) -> Callable[[Report], Made]:
        assert stem not in FILES, stem
        FILES[stem] = (about, lambda: report(figures, who, **changes), make)
        return make

    return register
