"""How a column is described."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from govparse.rules import Words


@frozen
class Described:
    """A column: what it is called, what stands in it, and the words that may stand in it, if there are no others."""

    title: Words
    text: Words
    values: Mapping[str, Words] = field(factory=dict, hash=False)


def of(zh: str, en: str, more_zh: str = "", more_en: str = "", values: Mapping[str, Words] | None = None) -> Described:
    """Return a description: title and text in Chinese and English."""
    return Described(Words(zh, en), Words(more_zh, more_en), values or {})
