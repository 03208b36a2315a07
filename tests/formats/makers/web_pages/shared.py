"""The register of the pages, and what pages of several subjects need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markup import site_metadata, table
from model import Report, Table
from register import Maker, Register

pages = Register()
ENDINGS: dict[str, str] = {}
"""Name of a page → the ending of its file."""


def page(
    stem: str, about: str, figures: str = "dense-2021", body: str = "bureau", ending: str = "html", **changes: Any
) -> Callable[[Maker], Maker]:
    """Register a page; the function returns it, with changes to the expectation if there are any."""
    ENDINGS[stem] = ending
    return pages(stem, about, figures, body, **changes)


FRAME: dict[str, Any] = {"drop_sections": ("preamble", "closing")}  # date line above, footer below


def framed(r: Report, **changes: Any) -> dict[str, Any]:
    return FRAME | {"metadata": site_metadata(r)} | changes


def each(change: Callable[[Table], Any]) -> Callable[[Table], str]:
    """Return a table maker that changes the table first."""

    def make(made: Table) -> str:
        change(made)
        return table(made)

    return make


def only(name: str, change: Callable[[Table], Any]) -> Callable[[Table], str]:
    return each(lambda t: change(t) if t.name == name else None)
