"""The sums of a report in words: both sides as printed, and short names for where there are several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from govparse.checks.arithmetic.outcomes import Assessed
from govparse.forms.identities import CONCLUDED, Identity
from govparse.forms.names import cell_name, quoted
from govparse.records import AnnualReport, Change, Mend, Side, Term
from govparse.rules import Language, Words

LANGUAGES: tuple[Language, ...] = ("zh", "en")
_SHOWN = 12
"""So much of the words in a cell is shown."""
_WRITTEN = 7
"""Of a sum with more terms than a row has, those that are not asked for are said together."""
_FEW_MENDS = 3
"""So many of several mends are named in a message; `Finding.mends` holds them all."""
_STATES = {
    "blank": Words("空白", "blank"),
    "not_applicable": Words("不适用", "not applicable"),
    "unread": Words("未读取", "not read"),
    "absent": Words("缺", "absent"),
}


def equation(report: AnnualReport, assessed: Assessed) -> dict[str, Any]:
    """Return what fills the message about a broken sum: where it stands, both sides written out, the difference."""
    identity = assessed.identity
    left, right = (
        Words(*(_side(report, side, identity, language) for language in LANGUAGES))
        for side in (assessed.left, assessed.right)
    )
    # What is not printed could only add to the larger side.
    least = any(term.value is None for side in (assessed.left, assessed.right) for term in side.terms)
    return {
        "where": Words(*(_where(identity, language) for language in LANGUAGES)),
        "left": left,
        "right": right,
        "least": Words("至少" if least else "", "at least " if least else ""),
        "difference": abs(assessed.difference or 0),
    }


def _side(report: AnnualReport, side: Side, identity: Identity, language: Language) -> str:
    terms, rest = _kept(report, side.terms, identity, language)
    said = "+".join(_term(report, term, identity, language) for term in terms)
    if len(side.terms) == 1:
        return said
    return f"{said}={side.value or 0}{_comma(language) if rest else ''}{rest}"


def in_full(report: AnnualReport, assessed: Assessed, code: str) -> Words:
    """Write out a sum as printed, for one who asks about a cell: where it stands, and its terms on both sides."""
    return Words(*(_in_full(report, assessed, code, language) for language in LANGUAGES))


def _in_full(report: AnnualReport, assessed: Assessed, code: str, language: Language) -> str:
    identity, sides = assessed.identity, []
    for side in (assessed.left, assessed.right):
        terms, rest = _kept(report, side.terms, identity, language)
        written = [term for term in terms if term.code == code or len(terms) <= _WRITTEN]
        said = [_term(report, term, identity, language) for term in written or terms[:1]]
        others = [term for term in terms if term not in (written or terms[:1])]
        if others:
            total = sum(term.value or 0 for term in others)
            said.append(f"其余 {len(others)} 项({total})" if language == "zh" else f"{len(others)} others({total})")
        sides.append(f"{'+'.join(said)} [{rest}]" if rest else "+".join(said))
    return f"{_where(identity, language)}{'：' if language == 'zh' else ': '}{' = '.join(sides)}"


def _comma(language: Language) -> str:
    return "，" if language == "zh" else ", "


def _where(identity: Identity, language: Language) -> str:
    """Return the table and the line of a sum: a row, a column, a procedure."""
    name = cell_name(identity.right[0])
    if identity.kind == "row sum":
        row = quoted(name.label)
        return f"{name.table}{row}行" if language == "zh" else f"{name.table}, row {row}"
    if identity.kind == "review sum":
        return f"{name.table} {_procedure(identity)}" if language == "zh" else f"{name.table}, {_procedure(identity)}"
    return f"{name.table}“{name.column}”列" if language == "zh" else f"{name.table}, column {name.column}"


def _procedure(identity: Identity) -> str:
    return cell_name(identity.right[0]).column.rpartition("·")[0]


def _label(code: str, identity: Identity) -> str:
    """Return what tells a cell from the others of its sum."""
    name = cell_name(code)
    if identity.kind in ("row sum", "review sum"):
        return name.column.rpartition("·")[2]
    return name.mark


def _kept(
    report: AnnualReport, terms: Sequence[Term], identity: Identity, language: Language
) -> tuple[list[Term], str]:
    """Return the terms to be written out and, of some twenty results, a word on the others: zeros and blanks."""
    if identity.kind != "result sum" or len(terms) == 1:
        return list(terms), ""
    states = [_state(report, term) for term in terms]
    # Where there is nothing to be added up, the first stands for all.
    kept = [n for n, term in enumerate(terms) if term.value != 0 and states[n] not in _STATES] or [0]
    others = [state for n, state in enumerate(states) if n not in kept]
    counts = [(state, others.count(state)) for state in _STATES]
    said = [
        f"{count} 项{_STATES[state].zh}" if language == "zh" else f"{count} {_STATES[state].en}"
        for state, count in counts
        if count
    ]
    if "number" in others:
        said.append("其余为 0" if language == "zh" else "the others 0")
    return [terms[n] for n in kept], _comma(language).join(said)


def _state(report: AnnualReport, term: Term) -> str:
    return report.facts[term.code or ""].state


def _term(report: AnnualReport, term: Term, identity: Identity, language: Language) -> str:
    state = _state(report, term)
    if state in _STATES:
        said = str(getattr(_STATES[state], language))
    elif term.value is not None:
        said = str(term.value)
    else:
        said = term.text if len(term.text) <= _SHOWN else f"{term.text[:_SHOWN]}…"
    return f"{_label(term.code or '', identity)}({said})"


# ── short ──────────────────────────────────────────────────────────────────────────


def names(identities: Sequence[Identity]) -> Words:
    """Name several sums in short."""
    return Words("、".join(_name(i, "zh") for i in identities), "; ".join(_name(i, "en") for i in identities))


def _name(identity: Identity, language: Language) -> str:
    name = cell_name(identity.right[0])
    total, line = _label(identity.right[0], identity), _line(identity.right[0])
    if identity.kind == "balance":
        left, right = ("+".join(cell_name(code).mark for code in side) for side in (identity.left, identity.right))
        return f"“{name.column}”列的“{left}={right}”" if language == "zh" else f"{left}={right} of column {name.column}"
    if identity.kind == "result sum":
        return f"“{name.column}”列的{line}" if language == "zh" else f"{total} of column {name.column}"
    if identity.kind == "row sum":
        return f"“{line}”行的{total}" if language == "zh" else f"{total} of row “{name.mark}”"
    return f"{_procedure(identity)}{total}" if language == "zh" else f"{total} of {_procedure(identity)}"


def _line(code: str) -> str:
    """Return what a row is called in Chinese: its mark, and for the sum of all results its label."""
    name = cell_name(code)
    return name.row if code.split(".")[1] == CONCLUDED else name.mark


def cell(code: str) -> Words:
    """Name a cell: table, row, column."""
    name = cell_name(code)
    row = f", row {quoted(name.label)}" if name.row else ""
    return Words(name.full, f"{name.table}{row}, column “{name.column}”")


def mends_in_words(mends: Sequence[Mend]) -> Words:
    """Name the first of several mends, and say how many more there are."""
    said = [_mend(mend) for mend in mends[:_FEW_MENDS]]
    more = len(mends) - len(said)
    zh, en = "；".join(w.zh for w in said), "; ".join(w.en for w in said)
    return Words(f"{zh}；等 {len(mends)} 种" if more else zh, f"{en}; and {more} more" if more else en)


def _mend(mend: Mend) -> Words:
    return Words("，".join(_change(c).zh for c in mend.changes), ", ".join(_change(c).en for c in mend.changes))


def _change(change: Change) -> Words:
    name = cell_name(change.code)
    short = f"“{name.mark}”{name.column}" if name.mark else name.column
    blank = change.printed is None
    return Words(
        f"{short} {'空白' if blank else change.printed} 改为 {change.value}",
        f"{short} {'blank' if blank else change.printed} to {change.value}",
    )
