"""Explanations in words. Labels come from the form, reasons from the findings of the report."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence

from attrs import frozen

from govparse.checks.arithmetic.outcomes import Assessed
from govparse.checks.arithmetic.words import LANGUAGES, cell, in_full, names
from govparse.forms.identities import Identity
from govparse.forms.names import cell_name, quoted
from govparse.output.words import Language, where
from govparse.placement.proof.explain import Why
from govparse.records import AnnualReport, Fact

_FEW = 8
"""So many readings or cells are named one by one."""
SENTENCES: dict[str, dict[Language, str]] = {
    "printed": {"zh": "{cell}为 {text}", "en": "{cell}: {text}"},
    "proved": {"zh": "{cell}为 {text}，是推得的", "en": "{cell}: {text}, proved"},
    "order": {"zh": "{cell}为 {text}，是按次序读取的", "en": "{cell}: {text}, by order"},
    "unread": {"zh": "{cell}未读取", "en": "{cell}: unread"},
    "blank": {"zh": "{cell}印为空格（{where}）", "en": "{cell}: printed blank ({where})"},
    "not_applicable": {
        "zh": "{cell}印为“{text}”，即不适用（{where}）",
        "en": "{cell}: “{text}” is printed, which says that it does not apply ({where})",
    },
    "text": {
        "zh": "{cell}印为“{text}”（{where}），不是数",
        "en": "{cell}: “{text}” is printed ({where}), which is no count",
    },
    "absent": {"zh": "{cell}：文中没有这一格", "en": "{cell}: the document has no such cell"},
    "absent_row": {
        "zh": "{cell}：文中没有“{row}”一行",
        "en": "{cell}: the document does not print the row {row}",
    },
    "absent_table": {"zh": "{cell}：文中没有{table}", "en": "{cell}: the document does not print {table}"},
    # ── placed
    "print": {"zh": "印在这一行这一列（{where}）", "en": "It is printed in this row and column ({where})"},
    "in_order": {
        "zh": "本行的数{between}；那里印有几行数，就缺几行的数，按次序各归其行",
        "en": "The numbers of its row stand {between}, where as many number rows are printed as rows of the form lack "
        "theirs: their order tells which is whose",
    },
    "between": {"zh": "印在“{before}”与“{behind}”两个行名之间", "en": "between the labels {before} and {behind}"},
    "behind": {"zh": "印在行名“{before}”之后", "en": "behind the label {before}"},
    "before": {"zh": "印在行名“{behind}”之前", "en": "before the label {behind}"},
    "somewhere": {"zh": "与行名分开印", "en": "apart from the labels"},
    "row": {
        "zh": "本行印有 {values}，表有 {columns} 列：{printed}",
        "en": "{values} for {columns} columns: {printed}",
    },
    "any": {
        "zh": "不论各数怎样放入各列，这一格都是 {text}",
        "en": "However they are given to the columns, {text} stands here",
    },
    "any_cut": {"zh": "不论怎样切分，这一格都是 {text}", "en": "However they are cut, {text} stands here"},
    "one_cut": {
        "zh": "各数连写，而没有以 0 开头的数，只有一种切分",
        "en": "The numbers of its row run together; no number begins with 0, so they can be cut in one way only",
    },
    "together": {"zh": "本行各数连写：{printed}", "en": "The numbers of its row run together: {printed}"},
    "row_prints": {"zh": "本行印有：{printed}", "en": "Its row prints: {printed}"},
    "both": {
        "zh": "按行名后所印的数和按各行次序，这一格都是 {text}",
        "en": "The same number stands here as the rows are printed and by the order of labels and number rows",
    },
    "refused": {
        "zh": "若行名后所印的数就是该行的数，下列关系不能成立：{sums}。按行名与数的次序，这一格为 {text}",
        "en": "If the numbers behind each label were those of its row, these sums could not hold: {sums}. By the order "
        "of labels and number rows it is {text}",
    },
    "others": {
        "zh": "仅看次序，这一格也可能是{others}；但那样就与下列关系矛盾：{sums}",
        "en": "By its order alone it could be {others} as well, which contradicts {these}: {sums}",
    },
    "contradicted": {"zh": "其他读法都与下列关系矛盾：{sums}", "en": "Any other reading contradicts {these}: {sums}"},
    "needed": {"zh": "缺其中任何一项都不足以证明", "en": "Without any one of them it would not be proved"},
    # ── not placed
    "candidates": {"zh": "可能是{candidates}", "en": "It may be {candidates}"},
    "doubtful": {"zh": "印为“{text}”（{where}）", "en": "“{text}” is printed ({where})"},
    "contradiction": {
        "zh": "不论怎样放置，{table}的各项关系都不能同时成立，因此表中不作推定。互相矛盾的有：{sums}",
        "en": "No placement satisfies the sums of {table}, so nothing is proved there. These contradict each other or "
        "what is printed: {sums}",
    },
    "contradiction_somewhere": {
        "zh": "不论怎样放置，{table}的各项关系都不能同时成立，因此表中不作推定",
        "en": "No placement satisfies the sums of {table}, so nothing is proved there",
    },
    "steps": {
        "zh": "可能的放法太多，试到规定的步数仍未能判定",
        "en": "There are too many placements: the steps ended before this cell was decided",
    },
    "unlisted": {
        "zh": "本行可能有哪些放法并不清楚，各项关系无从取舍",
        "en": "Which placements its row may have is not known, so that the sums have nothing to choose from",
    },
    "no_sums": {"zh": "{table}没有勾稽关系，无从取舍", "en": "{table} has no sums that could tell"},
    "mixed": {
        "zh": "{table}印有两种表式的行，没有表式说明哪些数相加",
        "en": "{table} is printed in rows of two forms, so that no form says what adds up",
    },
    "open": {"zh": "几种读法都能使各项关系成立", "en": "More than one of these satisfies all sums"},
    "open_blank": {
        "zh": "空格与这个数都能使各项关系成立，没有一项关系能够区分",
        "en": "The number and a blank both satisfy all sums; none tells them apart",
    },
    "by_cells": {
        "zh": "只要知道本行{cells}一格的实际内容，即可确定",
        "en": "To know what stands in {cells} of this row would settle it",
    },
    "by_rows": {
        "zh": "只要知道{rows}一行各数的位置，即可确定",
        "en": "To know where the numbers of {rows} stand would settle it",
    },
    "by_nothing": {
        "zh": "仅知道本行另外某一格，或者另外某一行，都不足以确定",
        "en": "To know one other cell of the row, or one other open row, would not settle it",
    },
    "nothing": {
        "zh": "印出的数都不能放在这里，否则与下列关系矛盾：{sums}。空格不留痕迹，因此也不认定为空格",
        "en": "No printed number can stand here without contradicting {these}: {sums}. Where blanks leave no trace, "
        "a blank is not stated",
    },
    "nothing_fits": {
        "zh": "印出的数都不能放在这里。空格不留痕迹，因此也不认定为空格",
        "en": "No printed number can stand here. Where blanks leave no trace, a blank is not stated",
    },
    "pieces": {
        "zh": "能放在这里的只有不印在一处的数；这样的数不予读取",
        "en": "Only a number that is not printed in one place can stand here; such a number is not read",
    },
    "implied": {
        "zh": "另外，空格按零计时，印出的数和各项关系要求这一格为 {implied}（这不是所印的数）",
        "en": "With blanks as zero, the printed numbers and the sums force {implied} here; that is no reading",
    },
    # ── words in them
    "and": {"zh": "、", "en": ", "},
    "or": {"zh": "或", "en": " or "},
    "more": {"zh": "等 {count} 种", "en": " … ({count} in all)"},
    "nothing_there": {"zh": "空格", "en": "blank"},
    "joined": {"zh": "{number}（由两处连读）", "en": "{number} (joined from two places)"},
    "words": {"zh": "另一格的文字", "en": "the words of another cell"},
    "sums": {"zh": "；", "en": "; "},
    "this": {"zh": "", "en": "this sum"},
    "these": {"zh": "", "en": "these sums together"},
    "stop": {"zh": "。", "en": ". "},
    "values": {"zh": "{count} 个数", "en": "{count} values are printed"},
    "value": {"zh": "{count} 个数", "en": "1 value is printed"},
}


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


def say(sentence: str, language: Language, **details: object) -> str:
    """Return a sentence of an explanation."""
    return SENTENCES[sentence][language].format(**details)


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
    """Write out the sums that decide, with what is printed of them."""
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
    if not why.cells and not why.rows:
        yield say("by_nothing", language)
