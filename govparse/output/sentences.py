"""Sentences in both languages, by name."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from govparse.rules import Language


@frozen
class Sentences:
    """Says what stands in a table of sentences: name → language → words, with `{details}` to be filled in."""

    words: Mapping[str, Mapping[Language, str]] = field(hash=False)

    def __call__(self, sentence: str, language: Language, /, **details: object) -> str:
        """Return a sentence with its details. Raises `KeyError` for one, or a detail of it, that is not there."""
        return self.words[sentence][language].format(**details)
