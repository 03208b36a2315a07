"""What the forms say of a fact code: table, row, column, block, what it counts, and which forms have it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Literal

from attrs import field, frozen

from govparse.forms.form import Form
from govparse.forms.names import cell_name
from govparse.forms.registry import BUILT_IN, forms

Kind = Literal["count", "change", "amount"]
"""`count`: cases, documents or items, zero or more; `change`: more or fewer items; `amount`: money, in the unit
that is printed."""
Comparability = Literal["same", "caution", "one form"]
"""Of a code: `same`, it means the same in all forms; `caution`, it stands in all, counted in other ways; `one form`.

It is about the forms of govparse: nobody has compared the others. A code that none of these has is `one form` too.
"""
_SAME = ("requests", "review")
"""Tables whose rows mean the same wherever they stand."""

ENGLISH: Mapping[str, str] = {
    "proactive": "proactive disclosure",
    "rules": "rules (规章)",
    "issued": "issued in the year",
    "repealed": "repealed in the year",
    "made": "newly made in the year",
    "disclosed": "newly disclosed in the year",
    "disclosed_total": "disclosed in all",
    "licensing": "administrative licensing",
    "other_services": "other services to the public",
    "penalties": "administrative penalties",
    "compulsion": "administrative compulsion",
    "fees": "administrative fees",
    "procurement": "central procurement",
    "items_last_year": "items of the year before",
    "change": "items more or fewer in the year",
    "received": "newly received in the year",
    "carried_in": "carried in from the year before",
    "carried_out": "carried out to the next year",
    "concluded": "concluded, all outcomes",
    "denied": "disclosure denied",
    "unavailable": "cannot be provided",
    "other_outcome": "other outcome",
    "prohibited_by_law": "disclosure prohibited by law",
    "third_party_rights": "rights of third parties",
    "process_information": "information of a process",
    "enforcement_file": "file of law enforcement",
    "requires_creation": "would have to be created",
    "unclear": "still unclear after correction",
    "petition": "petition, report or complaint",
    "repeat": "repeated request",
    "publication": "asks for a publication",
    "excessive": "excessive requests",
    "confirmation": "asks to confirm or issue again",
    "not_corrected": "not corrected in time",
    "fee_unpaid": "fee not paid in time",
    "natural_person": "natural persons",
    "business": "businesses",
    "research": "research institutions",
    "public_welfare": "public welfare organizations",
    "legal_service": "legal service institutions",
    "other_organization": "other organizations",
    "litigation": "administrative litigation",
    "reconsideration": "administrative reconsideration",
    "direct": "without reconsideration",
    "other": "other result",
    "pending": "not yet concluded",
}
"""English for words of codes that say too little by themselves; the others are their own (`partly granted`)."""


@frozen
class Code:
    """A fact code, from the forms."""

    name: str
    table: str
    row: str
    """What stands between table and column; of section 四 the procedure."""
    column: str
    block: str
    kind: Kind
    forms: tuple[str, ...]
    """The forms that have it, oldest first, those of other packages last."""
    comparability: Comparability
    _known: tuple[Form, ...] = field(repr=False)

    @property
    def label_zh(self) -> str:
        """What the cell is called, in the words of the form."""
        return cell_name(self.name, self._known).full

    @property
    def label_en(self) -> str:
        """The same in English, from the words of the code: govparse's own, else those of the form that brings it."""
        own = [form for form in self._known if form.name in self.forms]
        # What govparse has is called the same whichever other form has it too.
        own = [form for form in own if form in BUILT_IN] or own
        english = {word: words for form in own for word, words in form.english.items()} | dict(ENGLISH)
        return " · ".join(english.get(word, word.replace("_", " ")) for word in self.name.split("."))


def codes(some: Collection[Form] | None = None) -> Mapping[str, Code]:
    """Return all fact codes of some forms, or of all there are, in printed order; what only a later form has stands
    behind its neighbours."""
    return _codes(forms() if some is None else tuple(some))


def split(code: str) -> tuple[str, str, str]:
    """Return table, row and column of a fact code; of section 四 the procedure as row."""
    table, _, rest = code.partition(".")
    row, _, column = rest.rpartition(".")
    return table, row, column


def kind_of(code: str) -> Kind:
    """Return what kind of number a cell holds: its column tells."""
    _, _, column = split(code)
    return "amount" if column == "amount" else "change" if column == "change" else "count"


@cache
def codes_of_block(form: Form, block: str) -> frozenset[str]:
    """Return the codes of the cells that stand in a block of a form; of one of govparse, those of all its forms."""
    if form not in BUILT_IN:
        return frozenset(form.shapes[block].codes)
    return frozenset(code.name for code in codes(BUILT_IN).values() if code.block == block)


@cache
def _codes(some: tuple[Form, ...]) -> Mapping[str, Code]:
    order: list[str] = []
    blocks: dict[str, str] = {}
    known: dict[str, list[str]] = {}
    for form in some:
        at = -1
        for block, shape in form.shapes.items():
            for code in shape.codes:
                if code in blocks:
                    at = order.index(code)
                else:
                    at += 1
                    order.insert(at, code)
                    blocks[code] = block
                known.setdefault(code, []).append(form.name)
    return {name: _code(name, blocks[name], tuple(known[name]), some) for name in order}


def _code(name: str, block: str, own: tuple[str, ...], some: tuple[Form, ...]) -> Code:
    table, row, column = split(name)
    comparability: Comparability = "one form"
    if all(form.name in own for form in BUILT_IN):
        comparability = "same" if table in _SAME else "caution"
    return Code(name, table, row, column, block, kind_of(name), own, comparability, some)
