"""What a rule is: everything that is said about a kind of finding, in one place."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from govparse.records import Severity

Language = Literal["zh", "en"]
"""Findings speak Chinese and English."""
Family = Literal["reading", "arithmetic", "values", "text", "years"]
"""`reading`: what the reader could not be sure of; `arithmetic`: the sums of the form; `values`: single cells,
headings and sections; `text`: prose against table; `years`: a report against the one of the year before."""
FAMILIES: tuple[Family, ...] = ("reading", "arithmetic", "values", "text", "years")


@frozen
class Words:
    """The same in both languages."""

    zh: str
    en: str


@frozen
class Rule:
    """A kind of finding.

    `severity` is the gravest it can have; where the reading of a cell is in doubt, a check lowers it.
    `zh` and `en` are the message, a template (`str.format`). The rest is its documentation, from which
    its page is made: in it `{row CODE}`, `{column CODE}` and `{table NAME}` stand for labels of the form,
    which are written nowhere but in the grammars (`govparse.forms.names.spell`).
    """

    severity: Severity
    zh: str
    en: str
    what: Words = Words("", "")
    """What is checked, and what is not."""
    why: Words = Words("", "")
    """Why it matters, and how it comes about."""
    source: Words | None = None
    """Where the form says so (form and item); None where the form says nothing of it."""
    example: Words = Words("", "")
    """A case in which it is found."""
