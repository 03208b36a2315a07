"""Errors a caller may want to tell apart. Each carries its message in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar


class GovparseError(ValueError):
    """An input that could not be used: the class of all errors of reading.

    `str(error)` is the message in English. An error may be pickled, and handed from process to process.
    """

    kind: ClassVar[str] = "error"
    """A word for the kind of error, which is stable: what programs compare, and what JSON says."""
    messages: dict[str, str]
    """The message in Chinese (`zh`) and English (`en`). Texts may improve."""
    source: str
    """The name that the input was given, \"\" for none."""

    def __init__(self, messages: Mapping[str, str], source: str = "") -> None:
        self.messages = dict(messages)
        self.source = source
        super().__init__(self.messages["en"])

    def __reduce__(self) -> tuple[type[GovparseError], tuple[dict[str, str], str]]:
        return type(self), (self.messages, self.source)


class NotAReport(GovparseError):
    """The input is no annual report; the message names what was found and what was missing.

    So is an empty text, and a layout from before 2019, which is named.
    """

    kind = "not_a_report"


class SeveralReports(GovparseError):
    """The input holds several reports; `parse_all` yields them one by one."""

    kind = "several_reports"


class Unreadable(GovparseError):
    """The bytes cannot be read: empty, damaged, locked by a password, of a kind or an encoding not read."""

    kind = "unreadable"


class TooLarge(Unreadable):
    """The input exceeds one of `Limits`; the message names it and how to raise it."""

    kind = "too_large"


class MissingReader(GovparseError):
    """The input needs a library or a program that is not installed; the message names what installs it."""

    kind = "missing_reader"


class FormError(GovparseError):
    """A form that cannot be used: its grammar is none, its name is taken, its sums name cells that it does not have."""

    kind = "form"

    @classmethod
    def because(cls, zh: str, en: str) -> FormError:
        """Return an error with its message in both languages."""
        return cls({"zh": zh, "en": en})


class FormWarning(UserWarning):
    """A package brings a form that cannot be used, or that breaks while a document is read.

    The form is left out, or the document read without it; nothing else is read otherwise.

    `messages` holds `zh` and `en`.
    """

    def __init__(self, messages: Mapping[str, str]) -> None:
        self.messages = dict(messages)
        super().__init__(self.messages["en"])

    def __reduce__(self) -> tuple[type[FormWarning], tuple[dict[str, str]]]:
        return type(self), (self.messages,)
