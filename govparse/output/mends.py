"""What would mend a finding, in words. It is said, never made."""

from __future__ import annotations

from collections.abc import Iterator

from govparse.forms.names import quoted
from govparse.output.cells import cell_words, named
from govparse.output.words import Language, say
from govparse.records import Change, Finding, Mend


def mend_lines(found: Finding, language: Language) -> Iterator[str]:
    """Yield the mends in words: one in a sentence; several, all equally small, as a list."""
    words = [_mend(mend, language) for mend in found.mends]
    if len(words) == 1:
        change, slip = words[0]
        yield say("mend", language, change=change, slip=slip)
    elif words:
        yield say("mends", language)
        yield from (f"- {change}{slip}" for change, slip in words)


def choices(found: Finding, language: Language) -> Iterator[str]:
    """Yield several mends in words; where there is one alone, the message has said it."""
    if len(found.mends) > 1:
        yield from mend_lines(found, language)


def _mend(mend: Mend, language: Language) -> tuple[str, str]:
    changes = mend.changes
    if mend.kind == "swap" and len(changes) == 2:
        first, second = changes
        cells = {"first": cell_words(first.code), "second": cell_words(second.code)}
        return say("swap", language, one=first.printed, other=second.printed, **cells), ""
    if mend.kind == "shift":
        return _shift(changes, language), ""
    words = say("and", language).join(_change(change, language) for change in changes)
    return words, say("slip", language) if mend.kind == "digit" else ""


def _change(change: Change, language: Language) -> str:
    sentence = "change_blank" if change.printed is None else "change"
    return say(sentence, language, cell=cell_words(change.code), value=change.value, printed=change.printed)


def _shift(changes: tuple[Change, ...], language: Language) -> str:
    names = [(named(change.code), change) for change in changes]
    row = next((f"{name.table}{quoted(name.label)}" for name, _ in names if name), changes[0].code)
    cells = say("and", language).join(f"{name.column if name else c.code} {c.value}" for name, c in names)
    return say("shift", language, row=row, cells=cells)
