"""What stands in every column of every table, in Chinese and English: the one place that is asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

import pyarrow as pa
from attrs import evolve, frozen

from govparse.dataset.describing.codebook import Entry, codebook
from govparse.dataset.describing.described import Described, of
from govparse.dataset.describing.of_cells import CELLS
from govparse.dataset.describing.of_reports import OTHERS, REPORTS
from govparse.dataset.describing.values import (
    FORM_WORDS,
    IDENTITY_WORDS,
    MIXED_FORMS,
    PANEL_STATE_WORDS,
    TABLE_FORM_WORDS,
    form_words,
)
from govparse.dataset.panel import STATE, UNIT, YUAN_COLUMN
from govparse.forms.form import Form
from govparse.forms.registry import BUILT_IN
from govparse.rules import Words

_KNOWN: Final[Mapping[str, Described]] = {**REPORTS, **OTHERS, **CELLS}
_PLACE: Final = "place"

TITLES: Final[Mapping[str, Words]] = {
    "reports": Words("报告", "Reports"),
    "facts": Words("各格", "Cells"),
    "identities": Words("勾稽关系", "Sums of the form"),
    "findings": Words("核对结果", "Findings"),
    "unknown_rows": Words("表式所无的行", "Rows that the form does not have"),
    "sections": Words("文字部分", "Prose"),
    "failures": Words("未能使用的文件", "Inputs that could not be used"),
    "panel": Words("面板", "Panel"),
}
TEXTS: Final[Mapping[str, Words]] = {
    "reports": Words("每份报告一行。", "A row for each report."),
    "facts": Words(
        "每份报告的每一格一行，包括没有印数的格。",
        "A row for each cell of each report, those without a number included.",
    ),
    "identities": Words(
        "每份报告的每项勾稽关系一行。",
        "A row for each sum that the form of a report prescribes, and what became of it.",
    ),
    "findings": Words(
        "对报告和读取所要说明的，每条一行。", "A row for each thing to be said of a report or of its reading."
    ),
    "unknown_rows": Words(
        "所印而表式没有的行，原样保留。", "Rows that are printed and not in the form, kept as they are."
    ),
    "sections": Words("表格以外的文字，原样。", "The prose around the tables, verbatim."),
    "failures": Words(
        "没有读出报告的文件，每个一行，附原因。", "A row for each input that gave no report, with the reason."
    ),
    "panel": Words(
        "每份报告一行，每个数一列。含义相同的，各表式合为一列；不可比的，绝不同列。每个数旁有状态：没有数的不是 0。",
        "A row for each report, a column for each number. What means the same in all forms is one column; what may not "
        "be compared never shares one. Beside each number stands its state: where there is none, that is not a zero.",
    ),
}
"""The tables: what a row of each is."""


@frozen
class Reference:
    """A column whose values stand in the column `of` of another table."""

    column: str
    table: str
    of: str


CODEBOOK: Final = "codebook"
KEYS: Final[Mapping[str, Sequence[str]]] = {
    "reports": ("report_id",),
    "facts": ("report_id", "code"),
    "identities": ("report_id", "kind", "code"),
    "findings": ("report_id", "number"),
    "unknown_rows": ("report_id", "number"),
    "sections": ("report_id", "section"),
    "failures": ("source",),
    "panel": ("report_id",),
}
"""The columns that tell the rows of a table apart."""
_TO_REPORTS: Final = Reference("report_id", "reports", "report_id")
_TO_FIRST: Final = Reference("duplicate_of", "reports", "report_id")
_TO_CODES: Final = Reference("code", CODEBOOK, "code")
REFERENCES: Final[Mapping[str, Sequence[Reference]]] = {
    "reports": (_TO_FIRST,),
    "facts": (_TO_REPORTS, _TO_CODES),
    "identities": (_TO_REPORTS, _TO_CODES),
    "findings": (_TO_REPORTS,),
    "unknown_rows": (_TO_REPORTS,),
    "sections": (_TO_REPORTS,),
    "failures": (),
    "panel": (_TO_REPORTS, _TO_FIRST),
}


def describe(table: str, path: Sequence[str], more: Sequence[str] = (), some: Collection[Form] = BUILT_IN) -> Described:
    """Return what stands in a column, or in a part of a nested one (`("place", "start")`).

    `more` are columns that a table written by hand describes inputs with, `some` the forms of the dataset. `KeyError`
    if nothing is known of it.
    """
    if len(path) == 1 and path[0] in more and table in ("reports", "panel"):
        return _by_hand(path[0])
    if table == "panel" and len(path) == 1 and (own := _of_panel(path[0], some)):
        return own
    *outer, name = path
    known = [f"{table}.{name}", name] if not outer else [f"{outer[-1]}.{name}", f"{_singular(outer[-1])}.{name}"]
    if outer:  # the parts of a candidate or of a printed reading are called as those of a cell
        known.append(name)
    found = next((_KNOWN[key] for key in known if key in _KNOWN), None)
    if found is None:
        raise KeyError(".".join((table, *path)))
    return _with_forms(found, some)


def _with_forms(found: Described, some: Collection[Form]) -> Described:
    """Return a description with the words of forms of other packages, where it says which may stand there."""
    plugged = {form.name: form_words(form) for form in some if form not in BUILT_IN}
    if plugged and found.values is FORM_WORDS:
        return evolve(found, values={**FORM_WORDS, **plugged})
    if plugged and found.values is TABLE_FORM_WORDS:
        return evolve(found, values={**FORM_WORDS, **plugged, "mixed": MIXED_FORMS})
    if plugged and found.values is IDENTITY_WORDS:
        others = sorted({str(i.kind) for form in some for i in form.identities}.difference(IDENTITY_WORDS))
        return evolve(found, values={**IDENTITY_WORDS, **{kind: Words(kind, kind) for kind in others}})
    return found


def _singular(name: str) -> str:
    return _PLACE if name == "places" else name


def _by_hand(name: str) -> Described:
    return of(
        name,
        name,
        "由 --meta 所给的表中同名（或去掉 meta_ 后同名）一列，按文件对应，原样照录；没有的为空。",
        "The column of this name (or without meta_ before it) in the table given with --meta, joined by the "
        "path of the "
        "input and kept as it stands there; empty where there is nothing.",
    )


# ── panel ──────────────────────────────────────────────────────────────────────────


def _of_panel(name: str, some: Collection[Form]) -> Described | None:
    base, mark, suffix = name.partition("__")
    entry = codebook(some).get(base)
    if entry is None:
        return None
    return {
        "": _number,
        STATE: _state,
        UNIT: _unit,
        YUAN_COLUMN: _yuan,
    }[mark + suffix](entry)


def _number(entry: Entry) -> Described:
    zh, en = entry.use.zh, entry.use.en
    return of(
        entry.label_zh,
        entry.label_en,
        f"{zh}没有数的为空，见 {entry.code}{STATE}。",
        f"{en} Empty where there is no number; {entry.code}{STATE} says why.",
    )


def _state(entry: Entry) -> Described:
    return of(
        f"{entry.label_zh}：状态",
        f"{entry.label_en}: state",
        f"{entry.code} 的状态；各词含义见 METHODS.md。",
        f"What {entry.code} is; METHODS.md says what each word means.",
        PANEL_STATE_WORDS,
    )


def _unit(entry: Entry) -> Described:
    return of(
        f"{entry.label_zh}：单位",
        f"{entry.label_en}: unit",
        f"{entry.code} 所印单位；没有印的为空。",
        f"The unit of {entry.code} as printed; empty if none is.",
    )


def _yuan(entry: Entry) -> Described:
    return of(
        f"{entry.label_zh}：元",
        f"{entry.label_en}: in yuan",
        f"{entry.code} 以元计；没有印单位的为空。",
        f"{entry.code} in yuan; empty where no unit is printed.",
    )


# ── the names that a table has ─────────────────────────────────────────────────────


def children(kind: pa.DataType) -> Sequence[pa.Field]:
    """Return the parts of a nested type; none for what has none."""
    if pa.types.is_list(kind):
        kind = kind.value_type
    return list(kind) if pa.types.is_struct(kind) else []
