"""Cells in words: what a cell is called, what it shows, and which cells of a finding are suspect."""

from __future__ import annotations

from govparse.forms.names import CellName, cell_name
from govparse.output.widths import clip, plain
from govparse.output.words import Language, say
from govparse.records import Fact, Finding

_LONG = 8
"""A sum of more numbers is written out in its message, and shown by its total only."""
CELL_LIMIT = 16
"""Longer cells are cut in text of fixed width."""


def show_cell(fact: Fact | None, language: Language) -> str:
    """Return a cell as a table of fixed width shows it: as printed, or its state."""
    if fact is None or fact.state == "absent":
        return say("absent", language)
    if fact.state == "unread":
        return "[?]"
    if fact.state == "blank":
        return "[ ]"
    return clip(plain(fact.text) or str(fact.value), CELL_LIMIT)


def cell_words(code: str) -> str:
    """Return what a cell is called: table, row and column; the code itself where no form here has it."""
    name = named(code)
    return name.full if name else code


def named(code: str) -> CellName | None:
    """Return the name of a cell, None where no form here has it."""
    try:
        return cell_name(code)
    except KeyError:
        return None


def cells_of(found: Finding) -> tuple[str, ...]:
    """Return the codes that a finding concerns, those of both sides and of its mends among them, each once."""
    terms = [term.code for side in found.sides for term in side.terms if term.code and term.source is None]
    changed = [change.code for mend in found.mends for change in mend.changes]
    return tuple(dict.fromkeys((*found.codes, *terms, *changed)))


def around(found: Finding) -> tuple[str, ...]:
    """Return what else to show of the tables: the sums that a finding explains, of long ones what they come to."""
    shown: list[str] = []
    for other in found.related:
        long = sum(len(side.terms) for side in other.sides) > _LONG
        for side in other.sides[-1:] if long else other.sides:
            shown += [term.code for term in side.terms if term.code and term.source is None]
    return tuple(dict.fromkeys(shown))


def suspects(found: Finding) -> tuple[str, ...]:
    """Return the cells that may be wrong: those whose change would mend it, else all that are concerned."""
    changed = [change.code for mend in found.mends for change in mend.changes]
    return tuple(dict.fromkeys(changed)) or cells_of(found)
