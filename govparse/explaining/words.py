"""Explanations in words. Labels come from the form, reasons from the findings of the report."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence

from attrs import frozen

from govparse.checks.arithmetic.outcomes import Assessed
from govparse.checks.arithmetic.words import LANGUAGES, cell, in_full, names
from govparse.explaining.sentences import say
from govparse.forms.identities import Identity
from govparse.forms.names import cell_name, quoted
from govparse.output.words import Language, where
from govparse.placement.proof.explain import Why
from govparse.records import AnnualReport, Fact

_FEW = 8
"""So many readings or cells are named one by one."""
_MANY = 12
"""So many sums are written out though it is not sure that each is needed."""


@frozen(eq=False)
class Told:
    """A cell of a report, why it is what it is, and the sums of the report."""

    report: AnnualReport
    fact: Fact
    why: Why | None
    sums: Mapping[Identity, Assessed]

    @property
    def table(self) -> str:
        """The table of the cell."""
        return cell_name(self.fact.code).table


def messages(told: Told) -> dict[str, str]:
    """Return an explanation in both languages."""
    return {language: _join(list(_sentences(told, language)), language) for language in LANGUAGES}


def _join(said: Sequence[str], language: Language) -> str:
    stop = say("stop", language)
    return "".join(f"{one.rstrip('.。')}{stop}" for one in said).rstrip()


def _sentences(told: Told, language: Language) -> Iterator[str]:
    fact, place = told.fact, told.fact.place
    named = getattr(cell(fact.code), language)
    at = where(place, language) if place is not None else ""
    if fact.state == "absent":
        yield _absent(told, named, language)
        return
    yield say(
        fact.basis or fact.state if fact.state == "number" else fact.state,
        language,
        cell=named,
        text=fact.text,
        where=at,
    )
    if fact.state == "number":
        yield from _placed(told, at, language)
    elif fact.state == "unread":
        yield from _unread(told, at, language)
    if fact.implied is not None:
        yield say("implied", language, implied=fact.implied)


def _absent(told: Told, named: str, language: Language) -> str:
    table = told.fact.code.partition(".")[0]
    if told.report.forms.get(table) is None:
        return say("absent_table", language, cell=named, table=told.table)
    row = cell_name(told.fact.code)
    if not row.row:
        return say("absent", language, cell=named)
    return say("absent_row", language, cell=named, row=_row(told.fact.code, language))


def _row(code: str, language: Language) -> str:
    """Return the label of a row, in quotation marks where the sentence has none."""
    label = quoted(cell_name(code).label)
    return label[1:-1] if language == "zh" else label


# ── placed ─────────────────────────────────────────────────────────────────────────


def _placed(told: Told, at: str, language: Language) -> Iterator[str]:
    fact, why = told.fact, told.why
    if fact.basis == "order":
        yield say("in_order", language, between=_between(why, language))
    elif fact.basis == "proved":
        yield from _proved(told, language)
    else:
        yield say("print", language, where=at)


def _between(why: Why | None, language: Language) -> str:
    before, behind = why.between if why is not None else (None, None)
    name = {(True, True): "between", (True, False): "behind", (False, True): "before"}.get(
        (before is not None, behind is not None), "somewhere"
    )
    labels = {side: _row(code, language) for side, code in (("before", before), ("behind", behind)) if code is not None}
    return say(name, language, **labels)


def _proved(told: Told, language: Language) -> Iterator[str]:
    text, why = told.fact.text, told.why
    if why is None:  # of a table without sums: only digits that run together are proved there
        yield say("one_cut", language)
        return
    if why.ground in ("both", "refused"):
        yield say(why.ground, language, text=text, sums=getattr(names(why.needed), language))
        return
    if why.printed:
        yield _printed(why, language)
    if why.ground == "any":
        yield say("any_cut" if why.together else "any", language, text=text)
        return
    details = {"these": _these(why, language), "sums": _sums(told, why, language)}
    if why.others:
        yield say("others", language, others=_readings(why.others, language), **details)
    else:
        yield say("contradicted", language, **details)
    if len(why.needed) > 1 and why.sure:
        yield say("needed", language)


def _printed(why: Why, language: Language) -> str:
    printed, count = " ".join(why.printed), len(why.printed)
    if why.together:
        return say("together", language, printed=printed)
    values = say("value" if count == 1 else "values", language, count=count)
    return say("row", language, values=values, columns=why.columns, printed=printed)


def _these(why: Why, language: Language) -> str:
    return say("this" if len(why.needed) == 1 else "these", language)


def _sums(told: Told, why: Why, language: Language) -> str:
    """Write out the sums that decide, with what is printed of them; many of which it is not sure are not told apart."""
    if not why.sure and len(why.needed) > _MANY:
        return say("all_sums", language, count=len(why.needed), table=told.table)
    return say("sums", language).join(
        getattr(in_full(told.report, told.sums[one], told.fact.code), language)
        if one in told.sums
        else str(getattr(names([one]), language))
        for one in why.needed
    )


def _readings(shown: Sequence[Hashable], language: Language) -> str:
    """Name what a cell might show."""
    said = dict.fromkeys(_reading(one, language) for one in sorted(shown, key=_rank))
    few = list(said)[:_FEW]
    if len(said) > _FEW:
        return say("and", language).join(few) + say("more", language, count=len(said))
    return _or(few, language)


def _rank(shown: Hashable) -> tuple[int, int]:
    """Return what readings are sorted by: numbers, joined numbers, words, nothing."""
    if isinstance(shown, int):
        return 0, shown
    if isinstance(shown, tuple):
        return (1, shown[1]) if shown[0] == "cut" else (2, 0)
    return 3, 0


def _reading(shown: Hashable, language: Language) -> str:
    if shown is None:
        return say("nothing_there", language)
    if isinstance(shown, tuple):
        return say("joined", language, number=shown[1]) if shown[0] == "cut" else say("words", language)
    return str(shown)


def _or(few: Sequence[str], language: Language) -> str:
    """List some of which any one is meant."""
    listed = [*few[:-2], say("or", language).join(few[-2:])]
    return say("and", language).join(listed)


# ── not placed ─────────────────────────────────────────────────────────────────────


def _unread(told: Told, at: str, language: Language) -> Iterator[str]:
    fact, why = told.fact, told.why
    if fact.text:
        yield say("doubtful", language, text=fact.text, where=at)
    reason = next((f for f in told.report.findings if f.rule == fact.reason and fact.code in f.codes), None)
    if reason is not None:
        yield reason.messages[language]
    if why is not None and why.printed and why.ground in ("open", "nothing", "contradiction", "steps"):
        yield say("row_prints", language, printed=" ".join(why.printed))
    if fact.candidates:
        readings = dict.fromkeys(
            say("nothing_there", language) if c.state == "blank" else c.text or str(c.value) for c in fact.candidates
        )
        yield say("candidates", language, candidates=_or(list(readings), language))
    yield from _doubt(told, language)


def _doubt(told: Told, language: Language) -> Iterator[str]:
    """Say why the sums do not settle it, and what would."""
    why, table = told.why, told.fact.code.partition(".")[0]
    if why is None:
        if told.report.forms.get(table) == "mixed" and table != "proactive":
            yield say("mixed", language, table=told.table)
        elif not any(one.codes[0].startswith(f"{table}.") for one in told.sums):
            yield say("no_sums", language, table=told.table)
        return
    if why.ground == "open":
        yield from _open(told, why, language)
    elif why.ground in ("contradiction", "nothing"):
        without = {"contradiction": "contradiction_somewhere", "nothing": "nothing_fits"}
        details = {"these": _these(why, language), "sums": _sums(told, why, language), "table": told.table}
        yield say(why.ground if why.needed else without[why.ground], language, **details)
    elif why.ground in ("steps", "unlisted", "pieces"):
        yield say(why.ground, language)


def _open(told: Told, why: Why, language: Language) -> Iterator[str]:
    numbers = {c.value for c in told.fact.candidates if c.state != "blank"}
    blank = any(c.state == "blank" for c in told.fact.candidates)
    yield say("open_blank" if blank and len(numbers) == 1 else "open", language)
    if why.cells:
        yield say("by_cells", language, cells=_or([quoted(cell_name(c).column) for c in why.cells], language))
    if why.rows:
        labels = [quoted(cell_name(code).label) for code in why.rows[:_FEW]]
        yield say("by_rows", language, rows=_or(labels, language))
    if not why.cells and not why.rows and why.sure:
        yield say("by_nothing", language)
