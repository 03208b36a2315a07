"""Trying a way: a report loses columns and is read, and each cell is held against what the report says.

Beside it stands what a reader would do who gives the values of a row to its last columns: *counting from the right*.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random

from attrs import evolve, frozen

from govparse.forms.registry import form_named, forms
from govparse.records import AnnualReport, Fact
from govparse.rendering.official import lay_out
from govparse.rendering.sheet import Row
from govparse.synthetic.report import Blanks, Wanted, make_report
from govparse.testing.corpus import synthetic_report
from govparse.testing.damage import flattened
from govparse.testing.layouts import LAYOUTS
from govparse.testing.losses.rows import _BROKEN_EACH, SUMMED, Key, Loss, Way, rows_of, said_cells
from govparse.testing.verdict import GRIDS, Reader, read_by_govparse, wrong_facts

# ── what became of the cells ───────────────────────────────────────────────────────


@frozen
class Tried:
    """What was read of a report that has lost columns."""

    counts: Counter[str]
    """Of the cells at stake, those of the rows that were hit: `cells`, and of these `numbers`, that print a number;
    of the numbers `placed` (by proof or order), `printed` (the layout told them) and `unread`; `wrong` of all cells;
    `counted right` and `counted wrong` by counting from the right; `implied` and `implied wrong`; `outside`: wrong
    cells of other rows; `alike`: the text is that of another report, and is judged as that."""
    wrong: tuple[str, ...]
    """What was read that the report does not say, and on what basis, and what is implied that is not so; in words."""
    text: str | bytes
    done: str
    broken: bool
    """The report has a sum that does not hold."""


def losing_report(way: Way, seed: int, number: int) -> AnnualReport:
    """Return a report for a way: one of a corpus, or, one in six, one with a sum that does not hold."""
    random = Random(f"losses {seed} {number} {way.name}")
    blanks = random.choice(way.blanks)
    given: Blanks = "none" if blanks == "some rows" else blanks
    if is_broken(number):
        kind = random.choice(["row sum", "result sum", "balance", "review sum"])
        report = make_report(random, Wanted((random.choice(forms()),), blanks=given, broken=kind))
    else:
        report = synthetic_report(number, seed=seed, blanks=given)
    return _with_blank_rows(report, random) if blanks == "some rows" else report


def is_broken(number: int) -> bool:
    """Return whether the report of a number has a sum that does not hold."""
    return number % _BROKEN_EACH == _BROKEN_EACH - 1


def _with_blank_rows(report: AnnualReport, random: Random) -> AnnualReport:
    """Leave some or all zeros blank in one to five rows."""
    facts = dict(report.facts)
    rows = [
        [code for code in codes if facts[code].value == 0]
        for codes in _codes(report).values()
        if any(facts[code].value == 0 for code in codes if code in facts)
    ]
    for zeros in random.sample(rows, random.randint(1, min(5, len(rows)))) if rows else ():
        for code in zeros if random.randint(0, 1) else random.sample(zeros, random.randint(1, len(zeros))):
            facts[code] = Fact(code, None, "blank")
    return evolve(report, facts=facts)


def _codes(report: AnnualReport) -> dict[Key, tuple[str, ...]]:
    """Return the codes of each row of the tables that count."""
    return {
        (block.name, rule): codes
        for block in report.blocks
        if block.name in SUMMED
        for rule, codes in form_named(block.form).shapes[block.name].row_codes.items()
        if all(code in report.facts for code in codes)
    }


def try_way(
    way: Way, seed: int, number: int, layout: str | None = None, *, reader: Reader = read_by_govparse
) -> Tried | None:
    """Have a report lose columns and read it; None where it has none to lose. `layout`: chosen if not given."""
    report = losing_report(way, seed, number)
    random = Random(f"lost {seed} {number} {way.name} {layout}")
    chosen = random.choice(way.layouts) if layout is None else layout
    sheet = lay_out(report)
    loss = way.lose(flattened(sheet) if chosen in GRIDS else sheet, random)
    if loss is None:
        return None
    text = LAYOUTS[chosen].write(loss.sheet)
    found = tuple(reader(text))
    tried = judge(report, loss, text, found, is_broken(number))
    if tried.wrong:
        other = evolve(report, facts=_excused(report, loss, found, chosen, text))
        again = judge(other, loss, text, found, tried.broken)
        return evolve(again, counts=again.counts + Counter(alike=len(tried.wrong) - len(again.wrong)))
    return tried


def _excused(
    report: AnnualReport, loss: Loss, found: Sequence[AnnualReport], layout: str, text: str | bytes
) -> Mapping[str, Fact]:
    """Return the facts of the report that the text may as well be of: where numbers were lost and others gained.

    That is a row that says, text by text, the number that is read in each of its columns. Or the whole text is,
    character by character, what the layout prints of the report that is read, where that leaves nothing unsaid: what
    is unread may be blank in it, but no blank that is read is excused, since where it stands may leave no trace.
    """
    now = {code: fact for read in found for code, fact in read.facts.items()}
    codes = _codes(report)
    said = {
        key: [text for cell in said_cells(row) for text in cell.text.split()]
        for key, row in rows_of(loss.sheet).items()
    }
    facts = dict(report.facts)
    for key in loss.rows:
        read = [now.get(code) for code in codes[key]]
        if key in said and [fact.text if fact and fact.state == "number" else "" for fact in read] == said[key]:
            facts |= {code: now[code] for code in codes[key]}
    amiss = {words.partition(":")[0] for words in wrong_facts(facts, found)}
    whole = dict(facts)
    for key in {*loss.rows, *(key for key, own in codes.items() if amiss & set(own))}:
        for code in codes[key]:
            fact = now.get(code)
            if fact is None or fact.state == "blank":
                return facts
            whole[code] = fact if fact.state == "number" else Fact(code, None, "blank")
    sheet = lay_out(evolve(report, facts=whole))
    return whole if LAYOUTS[layout].write(flattened(sheet) if layout in GRIDS else sheet) == text else facts


def judge(
    report: AnnualReport, loss: Loss, text: str | bytes, found: Sequence[AnnualReport], broken: bool = False
) -> Tried:
    """Hold what was read against what the report says, and against counting from the right."""
    codes = _codes(report)
    stake = {code for key in loss.rows for code in codes[key]}
    now = {code: fact for read in found for code, fact in read.facts.items()}
    wrong = [f"{words} ({now[words.partition(':')[0]].basis})" for words in wrong_facts(report.facts, found)]
    amiss = [words.partition(":")[0] for words in wrong]
    counts = Counter(cells=len(stake), wrong=sum(code in stake for code in amiss))
    counts["outside"] = len(amiss) - counts["wrong"]
    for code in stake:
        right, fact = report.facts[code], now.get(code)
        if right.state != "number":
            continue
        counts["numbers"] += 1
        if fact is None or fact.state in ("unread", "absent"):
            counts["unread"] += 1
        elif code not in amiss:
            counts["printed" if fact.basis == "printed" else "placed"] += 1
    rows = rows_of(loss.left or loss.sheet)
    for key in loss.rows:
        counts.update(_counted(report, codes[key], rows[key]))
    untrue = list(_implied(report, now, counts))
    return Tried(counts, (*wrong, *untrue), text, loss.done, broken)


def _counted(report: AnnualReport, codes: Sequence[str], row: Row) -> Counter[str]:
    """Give the values that a row prints to its last columns."""
    texts = [text for cell in said_cells(row) for text in cell.text.split()][-len(codes) :]
    counts: Counter[str] = Counter()
    for code, text in zip(codes[len(codes) - len(texts) :], texts, strict=True):
        plain = unicodedata.normalize("NFKC", text).replace(",", "")
        if plain.isdigit():
            counts["counted right" if report.facts[code].value == int(plain) else "counted wrong"] += 1
    return counts


def _implied(report: AnnualReport, now: Mapping[str, Fact], counts: Counter[str]) -> list[str]:
    """Count implied values and return in words those that are not so.

    A blank is 0 where the sums of its table hold so. Where they do not, blanks stand for figures that are not printed,
    and nothing can be held against what is implied of a blank.
    """
    untrue = []
    zero = {table for table in SUMMED if _holds(report, table)}
    for code, fact in now.items():
        right = report.facts.get(code)
        if fact.implied is None or right is None or fact.state not in ("unread", "blank"):
            continue
        if right.state not in ("number", "blank") or code.partition(".")[0] not in zero:
            continue
        counts["implied"] += 1
        if fact.implied != (right.value or 0):
            counts["implied wrong"] += 1
            untrue.append(f"{code}: implied {fact.implied}, not {right.value or 0}")
    return untrue


def _holds(report: AnnualReport, table: str) -> bool:
    """Return whether the sums of a table hold if all that is not printed is 0."""
    values = {code: int(fact.value or 0) for code, fact in report.facts.items()}
    return all(
        identity.difference(values) == 0
        for form in {block.form for block in report.blocks if block.name == table}
        for identity in form_named(form).identities
        if identity.codes[0].startswith(f"{table}.") and all(code in values for code in identity.codes)
    )
