"""What the forms say of a fact code: table, row, column, block, what it counts, and which forms have it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from attrs import frozen

from govparse.forms.names import cell_name
from govparse.forms.registry import forms

Kind = Literal["count", "change", "amount"]
"""`count`: cases, documents or items, zero or more; `change`: more or fewer items; `amount`: money, in the unit
that is printed."""
Comparability = Literal["same", "caution", "one form"]
"""Of a code: `same`, it means the same in all forms; `caution`, it stands in all, counted in other ways; `one form`."""
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
    """The forms that have it, oldest first."""
    comparability: Comparability

    @property
    def label_zh(self) -> str:
        """What the cell is called, in the words of the form."""
        return cell_name(self.name).full

    @property
    def label_en(self) -> str:
        """The same in English, from the words of the code."""
        return " · ".join(ENGLISH.get(word, word.replace("_", " ")) for word in self.name.split("."))


@cache
def codes() -> Mapping[str, Code]:
    """Return all fact codes of all forms, in printed order; what only a newer form has stands behind its neighbours."""
    order: list[str] = []
    blocks: dict[str, str] = {}
    known: dict[str, list[str]] = {}
    for form in forms():
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
    return {name: _code(name, blocks[name], tuple(known[name])) for name in order}


def _code(name: str, block: str, own: tuple[str, ...]) -> Code:
    table, _, rest = name.partition(".")
    row, _, column = rest.rpartition(".")
    kind: Kind = "amount" if column == "amount" else "change" if column == "change" else "count"
    comparability: Comparability = "one form"
    if len(own) == len(forms()):
        comparability = "same" if table in _SAME else "caution"
    return Code(name, table, row, column, block, kind, own, comparability)
