"""The labels of all forms together: what a cell may say, and how a longer label may begin."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen


@frozen
class Vocabulary:
    """The labels of all forms, as keys, and every beginning of one."""

    labels: frozenset[str]
    beginnings: frozenset[str]
    groups: frozenset[str]
    """Labels above rows, which have no numbers of their own."""
    heads: frozenset[frozenset[str]]
    """For each block of each form the labels of its caption and head."""

    @classmethod
    def of(cls, labels: Iterable[str], groups: Iterable[str], heads: Iterable[Iterable[str]]) -> Vocabulary:
        """Build from label keys."""
        known = frozenset(labels)
        beginnings = frozenset(label[:i] for label in known for i in range(1, len(label)))
        return cls(known, beginnings, frozenset(groups), frozenset(map(frozenset, heads)))
