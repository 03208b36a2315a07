"""What is read from a damaged report, against what the report says.

A fact may be what the report says, or `unread`, or `absent`. Anything else is wrong: a number or a blank
in another cell, one that the report does not have, a blank for a cell that was lost. A finding beside it
excuses nothing.

**Damage that leaves another report.** Two numbers exchanged are a report in which they stand so; nobody
can tell. Such a text is recognised by making it: the damaged text has to *equal*, character by character
(a Word file byte by byte), what the same layout prints of another whole record, one that agrees with every
fact that was read. The text is then no damaged report but that other one, and reading it so is right. Nothing
is compared loosely, and no single row is excused. What was read has a part in it only as the guess which
record to try: a record that does not print the very text excuses nothing, whatever was read.

One case remains where a record prints the very text and reading it so is wrong all the same: where blanks
leave no trace, `5 3` is printed of (5, 3, blank) and of (5, blank, 3), and to say either is to guess. So
no blank is excused that could stand elsewhere in its row without a change to the text, nor a row of
blanks in a layout that loses them.

Of several damages, each that leaves another report as just described makes that one the report that the next
ones damage. What is read then has to agree as a whole with one of these reports.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product, zip_longest
from random import Random
from typing import Literal

from attrs import evolve, field, frozen

import govparse
from govparse.errors import GovparseError
from govparse.forms.form import BlockShape
from govparse.forms.registry import form_named
from govparse.records import AnnualReport, Fact
from govparse.rendering.official import UNREAD, lay_out
from govparse.rendering.sheet import Cell, Sheet, Table
from govparse.testing.damage import DAMAGES, flattened, truncated
from govparse.testing.layouts import TextLayout

Verdict = Literal["right", "unread", "other", "wrong"]
"""`right`: all that the whole text yields is read; `unread`: less, and nothing else; `other`: the damaged
text is another report, and read as that; `wrong`."""
GRIDS = frozenset({"m", "m-pieces", "tabs", "markdown"})
"""Layouts that print a separator for each column of the table, whatever spans there are."""
_PLAIN = re.compile("(0|[1-9][0-9]{0,14})(?:（[^0-9（）][^（）]*）)?")
"""Plain digits, a remark in brackets behind them perhaps."""
_MARKS = frozenset("/-—")
"""Marks of what does not apply."""


@frozen
class Outcome:
    """What became of a damaged report."""

    verdict: Verdict
    wrong: tuple[str, ...]
    """What was read that the report does not say: code, what was read, what the report says."""
    text: str | bytes
    """The damaged text, or the bytes of a Word file."""
    done: str
    """What was done to the report, in words."""


Reader = Callable[[str | bytes], Sequence[AnnualReport]]
"""Reads a text (or the bytes of a Word file): the reports in it, none if it is refused."""


def read_by_govparse(text: str | bytes) -> tuple[AnnualReport, ...]:
    """Return the reports that a text holds, none if it is refused."""
    try:
        return tuple(govparse.parse_all(text))
    except GovparseError:
        return ()


@frozen(eq=False)
class Subject:
    """A report in a layout, to be damaged: its sheet, and what is read of it while it is whole."""

    report: AnnualReport
    layout: TextLayout
    reader: Reader = read_by_govparse
    """What reads the damaged texts."""
    sheet: Sheet = field(init=False)
    text: str | bytes = field(init=False)
    whole: tuple[AnnualReport, ...] = field(init=False)

    @sheet.default
    def _lay_out(self) -> Sheet:
        sheet = lay_out(self.report)
        return flattened(sheet) if self.layout.name in GRIDS else sheet

    @text.default
    def _write(self) -> str | bytes:
        return self.layout.write(self.sheet)

    @whole.default
    def _read(self) -> tuple[AnnualReport, ...]:
        return tuple(self.reader(self.text))


def damage_report(
    report: AnnualReport, layout: TextLayout, kind: str, random: Random, *, reader: Reader = read_by_govparse
) -> Outcome | None:
    """Damage a report in a layout and read it; None where it has nothing that `kind` could damage.

    `kind` is a name of `DAMAGES`, or several joined by `+`, which then fall on rows near each other
    half of the time. `random` is asked for choices only. `reader` is what is judged: govparse, or a reader of
    one's own that yields reports. Raises `KeyError` for another kind.
    """
    return damage_subject(Subject(report, layout, reader), kind.split("+"), random)


def damage_subject(subject: Subject, kinds: Sequence[str], random: Random) -> Outcome | None:
    """Damage a subject; for many damages of one report."""
    order = {kind: number for number, kind in enumerate(DAMAGES)}
    chosen = sorted(kinds, key=lambda kind: order[kind])
    near = _neighbours(subject.sheet, random) if len(chosen) > 1 and random.randint(0, 1) else ()
    sheet, text, said = subject.sheet, subject.text, []
    whole: list[_Whole] = [_Whole(subject.report, text)]
    for kind in chosen:
        if DAMAGES[kind].of_text:
            if isinstance(text, bytes):
                return None
            text, words = truncated(text, random)
        else:
            done = DAMAGES[kind].apply(sheet, random, near)
            if done is None:
                return None
            sheet, words = done
            text = subject.layout.write(sheet)
        said.append(words)
        found = tuple(subject.reader(text))
        whole += _others(subject.layout, whole, sheet, text, found)
    verdict, wrong = _judge(subject, whole, found)
    return Outcome(verdict, tuple(wrong), text, "; ".join(said))


def _neighbours(sheet: Sheet, random: Random) -> tuple[tuple[str, str | None], ...]:
    """Return a row of a sheet and the one behind it."""
    rows = [(row.block, row.rule) for table in sheet.tables for row in table.rows if row.body]
    at = random.randint(0, max(len(rows) - 2, 0))
    return tuple(rows[at : at + 2])


# ── wrong or not ───────────────────────────────────────────────────────────────────


def wrong_facts(truth: Mapping[str, Fact], reports: Sequence[AnnualReport]) -> list[str]:
    """Return, in words, what was read that the truth does not say."""
    return [
        f"{code}: {_words(fact)}, not {_words(truth.get(code))}"
        for report in reports
        for code, fact in report.facts.items()
        if _states(fact) and not _same(fact, truth.get(code))
    ]


def _states(fact: Fact) -> bool:
    return fact.state not in ("unread", "absent")


def _same(fact: Fact, right: Fact | None) -> bool:
    """Return whether a fact says what is right; a unit may be lost with the head that printed it."""
    if right is None or (fact.state, fact.value) != (right.state, right.value):
        return False
    if fact.state == "text":
        return "".join(fact.text.split()) == "".join(right.text.split())
    return fact.unit in (None, right.unit) or (fact.in_yuan() is not None and fact.in_yuan() == right.in_yuan())


def _words(fact: Fact | None) -> str:
    if fact is None:
        return "absent"
    return fact.state if fact.value is None else f"{fact.value}{fact.unit or ''}"


def _judge(subject: Subject, whole: Sequence[_Whole], found: Sequence[AnnualReport]) -> tuple[Verdict, list[str]]:
    wrong = wrong_facts(subject.report.facts, found)
    if not wrong:
        told = [fact for report in subject.whole for fact in report.facts.values() if _states(fact)]
        now = {code: fact for report in found for code, fact in report.facts.items()}
        kept = all(fact.code in now and _same(now[fact.code], fact) for fact in told)
        return ("right" if kept else "unread"), []
    first, *others = whole
    if any(_excuses(subject.layout, other, first, found) for other in others):
        return "other", []
    return "wrong", wrong


# ── another report ─────────────────────────────────────────────────────────────────


@frozen(eq=False)
class _Whole:
    """A record, and the text that a layout prints of it."""

    record: AnnualReport
    text: str | bytes


def _others(
    layout: TextLayout, whole: Sequence[_Whole], sheet: Sheet, text: str | bytes, found: Sequence[AnnualReport]
) -> list[_Whole]:
    """Return the other records found of which the layout prints this very text."""
    others = []
    for before in whole:
        for record in _records(before.record, sheet, found):
            if not _says_what_it_prints(record, whole[0].record):
                continue
            other = _Whole(record, text)
            if _prints(layout, before.record, record, text) and not _guessed(layout, other, whole[0], found):
                others.append(other)
                break
    return others


def _says_what_it_prints(record: AnnualReport, truth: AnnualReport) -> bool:
    """Return whether each fact of a record means what its text says, whoever read it.

    A text that the whole report prints means what it means there; any other is plain digits with a remark
    perhaps, a mark of what does not apply, or says nothing.
    """
    texts = {fact.text: fact for fact in truth.facts.values() if _states(fact)}
    for code, fact in record.facts.items():
        if not _states(fact) or (
            code in truth.facts and _same(fact, truth.facts[code]) and fact.text == truth.facts[code].text
        ):
            continue
        meant = texts.get(fact.text) or _plainly(code, fact.text)
        if meant is None or (fact.state, fact.value) != (meant.state, meant.value):
            return False
        own = meant.unit if meant.unit and meant.unit in fact.text else None
        if own and fact.unit != own:
            return False
    return True


def _plainly(code: str, text: str) -> Fact | None:
    """Return the fact that a text says in plain digits, by a mark or by being empty; None for any other."""
    if not text:
        return Fact(code, None, "blank")
    if text in _MARKS:
        return Fact(code, None, "not_applicable", text)
    plain = _PLAIN.fullmatch(text)
    return Fact(code, int(plain[1]), "number", text) if plain else None


def _excuses(layout: TextLayout, other: _Whole, first: _Whole, found: Sequence[AnnualReport]) -> bool:
    """Return whether all that was read is what another record says, and no guess about its blanks."""
    return not wrong_facts(other.record.facts, found) and not _guessed(layout, other, first, found)


def _prints(layout: TextLayout, before: AnnualReport, record: AnnualReport, text: str | bytes) -> bool:
    """Return whether a layout prints this very text of a record, and of everything that the record states."""
    printed = {c.code for table in lay_out(record).tables for row in table.rows for c in row.cells if c.code}
    if any(_states(fact) and code not in printed for code, fact in record.facts.items()):
        return False
    if layout.write(lay_out(record)) == text:
        return True
    # A head may say a unit that the form does not prescribe: with other cells in its rows it stays as it is.
    sheet = lay_out(before)
    said = {c.code for table in sheet.tables for row in table.rows for c in row.cells if c.code}
    if {code for code, fact in record.facts.items() if fact.state != "absent"} != said:
        return False
    return layout.write(_with_texts(sheet, record)) == text


def _with_texts(sheet: Sheet, record: AnnualReport) -> Sheet:
    """Return a sheet with the cells of a record."""

    def told(cell: Cell) -> Cell:
        return evolve(cell, text=_text(record.facts[cell.code])) if cell.code else cell

    def table(part: Table) -> Table:
        return evolve(part, rows=tuple(evolve(row, cells=tuple(map(told, row.cells))) for row in part.rows))

    return Sheet(tuple(table(part) if isinstance(part, Table) else part for part in sheet.parts))


def _text(fact: Fact) -> str:
    return " ".join((fact.text or str(fact.value or "")).split()) if _states(fact) else UNREAD


def _records(truth: AnnualReport, sheet: Sheet, found: Sequence[AnnualReport]) -> Iterator[AnnualReport]:
    """Yield the records to try: what the cells of the damaged sheet say, and what was read."""
    as_printed = _as_printed(truth, sheet)
    if as_printed is not None and as_printed.facts != truth.facts:
        yield as_printed
    if len(found) != 1 or not wrong_facts(truth.facts, found):
        return
    now = found[0]
    stated = {code: fact for code, fact in now.facts.items() if _states(fact)}
    if stated.keys() <= truth.facts.keys():
        differing = {code: fact for code, fact in stated.items() if not _same(fact, truth.facts[code])}
        gone = {code: fact for code, fact in now.facts.items() if fact.state == "absent" and code in truth.facts}
        for facts in (differing, {**gone, **differing}):
            yield evolve(truth, facts={**truth.facts, **facts})
    yield evolve(truth, facts=now.facts, blocks=now.blocks, forms=now.forms, unknown_rows=now.unknown_rows)
    yield now


def _as_printed(truth: AnnualReport, sheet: Sheet) -> AnnualReport | None:
    """Return the record whose rows hold the cells of the sheet one after the other, None if they have too many."""
    shapes = {block.name: form_named(block.form).shapes[block.name] for block in truth.blocks}
    facts = {code: evolve(fact, value=None, state="absent", text="") for code, fact in truth.facts.items()}
    texts = {fact.text: fact for fact in truth.facts.values() if _states(fact)}
    for row in (row for table in sheet.tables for row in table.rows if row.rule is not None):
        codes = shapes[row.block].row_codes[row.rule or ""]
        cells = [cell.text for cell in row.cells if cell.role == "value"]
        if len(cells) > len(codes):
            return None
        for code, text in zip_longest(codes, cells, fillvalue=""):
            fact = truth.facts[code] if truth.facts[code].text == text else _fact(code, text, truth, texts)
            if fact is None:
                return None
            facts[code] = fact
    return evolve(truth, facts=facts)


def _fact(code: str, text: str, truth: AnnualReport, texts: Mapping[str, Fact]) -> Fact | None:
    """Return the fact that a cell says, if that is beyond doubt: as another cell does, or in plain digits."""
    unit = truth.facts[code].unit if text else None
    if text and text in texts:
        own = texts[text].unit
        return evolve(texts[text], code=code, unit=own if own and own in text else unit)
    plain = _plainly(code, text)
    return plain and evolve(plain, unit=unit)


def _guessed(layout: TextLayout, other: _Whole, first: _Whole, found: Sequence[AnnualReport]) -> bool:
    """Return whether a blank that was read, and is new, might as well stand elsewhere in its row."""
    record, before = other.record, first.record.facts
    new = {
        code
        for report in found
        for code, fact in report.facts.items()
        if fact.state == "blank" and (code not in before or before[code].state != "blank")
    }
    for row in _rows(record):
        facts = [record.facts[code] for code in row]
        if layout.blanks == "lost" and new.intersection(row) and all(fact.state == "blank" for fact in facts):
            return True
        for at, to in product([at for at, code in enumerate(row) if code in new], range(len(row))):
            moved = facts[:at] + facts[at + 1 :]
            moved.insert(to, facts[at])
            if [(fact.state, fact.text) for fact in moved] == [(fact.state, fact.text) for fact in facts]:
                continue
            elsewhere = {code: evolve(fact, code=code) for code, fact in zip(row, moved, strict=True)}
            if _prints(layout, first.record, evolve(record, facts={**record.facts, **elsewhere}), other.text):
                return True
    return False


def _rows(record: AnnualReport) -> Iterator[Sequence[str]]:
    """Yield the codes of each row that a record prints."""
    for block in record.blocks:
        shape: BlockShape = form_named(block.form).shapes[block.name]
        for codes in shape.row_codes.values():
            if all(code in record.facts for code in codes):
                yield codes
