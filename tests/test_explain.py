"""Explanations: the sums that are named prove a cell, and no fewer do; what is unread is told with its readings.

Whether sums prove a cell is asked anew here, of a system made of these sums alone, and answered by `settle`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache
from itertools import chain, combinations
from pathlib import Path

import pytest
from attrs import evolve
from fixtures import DATA, stems
from hypothesis import given
from hypothesis import strategies as st
from profiles import examples

import govparse
from govparse import Fact
from govparse.cli import main
from govparse.explaining.explain import Explaining
from govparse.forms.identities import Identity
from govparse.parsing import assembled
from govparse.placement.proof.bounds import Steps
from govparse.placement.proof.explain import Explainer, Why
from govparse.placement.proof.lines import Entry, Table, listed
from govparse.placement.proof.options import Option
from govparse.placement.proof.search import settle
from govparse.placement.proof.system import Line, System
from govparse.placement.proof.without import needed
from govparse.testing import LAYOUTS, lay_out, synthetic_report

REPORTS = stems("lost")
LOST = DATA / "lost"
ENOUGH = 100_000
_TRIED = 6
"""Cells of a report whose proof is tried anew."""


@cache
def explaining(stem: str) -> Explaining:
    path = DATA / f"{stem}.txt"
    return Explaining(next(assembled(path.read_bytes(), str(path), None, single=True)))


def table_of(stem: str, code: str) -> Explainer | None:
    return next((table for table in explaining(stem)._tables if code in table), None)


def why(stem: str, code: str) -> Why:
    table = table_of(stem, code)
    assert table is not None
    return table.why(code)


def explained(stem: str, code: str) -> tuple[govparse.Explanation, str, str]:
    found = explaining(stem).explain(code)
    return found, found.messages["zh"], found.messages["en"]


# ── what proves a cell ─────────────────────────────────────────────────────────────


@cache
def listed_once(entry: Entry, dropped: frozenset[Identity]) -> Sequence[Option]:
    return listed(entry, dropped)


def without_others(table: Table, kept: Collection[Identity]) -> System:
    """Return a table as a system of some sums, with the placements that its rows have if no other is asked."""
    lines = []
    for entry, line in zip(table.entries, table.system.lines, strict=True):
        dropped = [s.name for s in line.sums if isinstance(s.name, Identity) and s.name not in kept]
        options = listed_once(entry, frozenset(dropped)) if dropped else entry.options
        sums = tuple(s for s in line.sums if s.name in kept)
        lines.append(Line(tuple(o.values for o in options), sums, tuple(o.shown for o in options)))
    return System(lines, [equation for equation in table.system.equations if equation.name in kept])


def ruled_out(table: Table, kept: Collection[Identity], code: str, value: object) -> bool:
    """Return whether some sums rule out that a cell shows anything but a value."""
    system = without_others(table, kept)
    number, column = next((i, entry.codes.index(code)) for i, entry in enumerate(table.entries) if code in entry.codes)
    line = system.lines[number]
    others = [choice for choice in range(len(line.choices)) if line.seen(choice, column) != value]
    if not others:
        return True
    limited = evolve(line, choices=tuple(line.choices[c] for c in others), shown=tuple(line.shown[c] for c in others))
    lines = [limited if i == number else other for i, other in enumerate(system.lines)]
    return settle(System(lines, system.equations), Steps(ENOUGH)).verdict == "unsatisfied"


def spread_over(codes: Sequence[str], count: int) -> list[str]:
    """Return some of many, far from each other."""
    return [codes[at * len(codes) // count] for at in range(min(count, len(codes)))] if codes else []


def decided(stem: str) -> dict[str, object]:
    """Return the cells that the sums decide, with what they show there."""
    found: dict[str, object] = {}
    for code, fact in explaining(stem).one.report.facts.items():
        table = table_of(stem, code) if fact.basis == "proved" or fact.state == "unread" else None
        if table is None:
            continue
        ground = table.why(code).ground
        if ground in ("sums", "any"):
            found[code] = fact.value
        elif ground == "nothing":
            found[code] = None
    return found


@pytest.mark.parametrize("stem", REPORTS)
def test_every_proved_cell_says_what_proves_it(stem: str) -> None:
    for code, fact in explaining(stem).one.report.facts.items():
        if fact.basis != "proved":
            continue
        found, zh, en = explained(stem, code)
        assert fact.text in zh and fact.text in en
        table = table_of(stem, code)
        if table is None:
            assert "one way only" in en and not found.identities
            continue
        ground = table.why(code).ground
        assert ground in ("sums", "any", "both", "refused")
        assert bool(found.identities) == (ground in ("sums", "refused"))
        kept = [identity for line in table.proof.table.system.lines for identity in (s.name for s in line.sums)]
        kept += [equation.name for equation in table.proof.table.system.equations]
        assert set(found.identities) <= set(kept)


@pytest.mark.parametrize("stem", REPORTS)
def test_the_sums_named_prove_the_cell_and_no_fewer_do(stem: str) -> None:
    cells = decided(stem)
    by_count = sorted(cells, key=lambda code: len(why(stem, code).needed))
    for code in spread_over(by_count, _TRIED):
        table, reasons = table_of(stem, code), why(stem, code)
        assert table is not None and reasons.sure
        assert ruled_out(table.proof.table, reasons.needed, code, cells[code]), code
        for left_out in reasons.needed:
            kept = [identity for identity in reasons.needed if identity != left_out]
            assert not ruled_out(table.proof.table, kept, code, cells[code]), (code, left_out)
        assert explaining(stem).explain(code).identities == reasons.needed


def test_there_are_cells_of_every_kind() -> None:
    """But for those that are the same in order and as printed (`both`): they need a table of many zeros, see below."""
    grounds: Counter[str] = Counter()
    for stem in REPORTS:
        for code, fact in explaining(stem).one.report.facts.items():
            table = table_of(stem, code) if fact.state in ("number", "unread") else None
            if table is not None:
                grounds[table.why(code).ground] += 1
    wanted = {
        "sums",
        "any",
        "refused",
        "order",
        "print",
        "contradiction",
        "steps",
        "unlisted",
        "open",
        "nothing",
    }
    assert wanted <= set(grounds), grounds
    assert grounds["sums"] > 300


def test_what_could_stand_there_as_well_is_told() -> None:
    stem, code = "lost/collapsed-c", "requests.received.natural_person"
    assert set(why(stem, code).others) == {None, 5}
    found, zh, en = explained(stem, code)
    assert {identity.kind for identity in found.identities} == {"row sum", "balance"}
    assert "59 12 1 5 1 78" in en and "59 12 1 5 1 78" in zh
    assert "could be 5 or blank as well" in en and "空白" in zh
    assert "自然人(59)" in en and "一(59)+二(3) = （七）(58)+四(4)" in en


def test_where_the_rows_are_in_order_since_they_cannot_be_read_as_printed_the_contradiction_is_told() -> None:
    tried = 0
    for stem in ("lost/numbers-above-labels-j", "lost/numbers-below-labels-j"):
        table = table_of(stem, "requests.received.total")
        assert table is not None
        rules = {entry.codes[0]: entry.rule for entry in table.proof.table.entries}
        for code, rule in rules.items():
            reasons = why(stem, code)
            if reasons.ground != "refused":
                continue
            refused = next(one for one in table.proof.refused if rule in one.rules)
            assert settle(without_others(refused.table, reasons.needed), Steps(ENOUGH)).verdict == "unsatisfied"
            for left_out in reasons.needed:
                kept = [identity for identity in reasons.needed if identity != left_out]
                assert settle(without_others(refused.table, kept), Steps(ENOUGH)).verdict != "unsatisfied"
            tried += 1
    assert tried


def test_what_is_said_of_a_cell_does_not_depend_on_what_was_asked_before() -> None:
    stem = "lost/glued-two-cuts-2021"
    known = table_of(stem, "requests.received.total")
    assert known is not None
    codes = [code for entry in known.proof.table.entries for code in entry.codes]
    asked = {code: known.why(code) for code in codes}
    for code in spread_over(codes, 3):
        assert Explainer(known.proof).why(code) == asked[code]


def test_where_the_steps_end_all_sums_are_named_and_none_is_said_to_be_needed() -> None:
    stem, code = "lost/collapsed-c", "requests.received.natural_person"
    known = table_of(stem, code)
    assert known is not None
    table = Explainer(known.proof)
    table.sums.allowed = 0
    reasons = table.why(code)
    assert not reasons.sure
    assert set(reasons.needed) == set(table.sums.all) > set(known.why(code).needed)


@examples(200)
@given(st.lists(st.sets(st.integers(0, 7), min_size=1, max_size=4), max_size=5), st.permutations(range(8)))
def test_needed_is_enough_and_nothing_of_it_can_be_left_out(enough: list[set[int]], order: list[int]) -> None:
    """Of a property that holds of all that holds one of some sets."""

    def holds(kept: frozenset[int]) -> bool:
        return any(one <= kept for one in enough)

    found = needed(order, holds)
    if not enough:
        assert found is None
        return
    assert found is not None and set(found) in enough
    subsets = chain.from_iterable(combinations(found, size) for size in range(len(found)))
    assert not any(holds(frozenset(subset)) for subset in subsets)


def test_nothing_is_needed_for_what_always_holds() -> None:
    assert needed(range(3), lambda kept: True) == []


# ── what is unread ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("stem", REPORTS)
def test_what_is_unread_is_told_with_its_readings_and_what_is_implied(stem: str) -> None:
    report = explaining(stem).one.report
    for code, fact in report.facts.items():
        if fact.state != "unread":
            continue
        found, zh, en = explained(stem, code)
        assert found.candidates == fact.candidates
        for candidate in fact.candidates:
            assert (candidate.text or "空白") in zh
            assert (candidate.text or "blank") in en
        reason = [one.messages for one in report.findings if one.rule == fact.reason and code in one.codes]
        assert not reason or (reason[0]["zh"] in zh and reason[0]["en"] in en)
        assert (f"force {fact.implied} here" in en) is (fact.implied is not None)
        assert (f"要求这一格为 {fact.implied}" in zh) is (fact.implied is not None)


@pytest.mark.parametrize("stem", ["lost/vanished-rows-a", "lost/cell-too-many-alike-d", "lost/collapsed-f"])
def test_what_is_said_to_settle_a_cell_settles_it(stem: str) -> None:
    """Whatever the other row is, or the other cell shows, one reading is left."""
    tried = 0
    for code in explaining(stem).one.report.facts:
        table = table_of(stem, code)
        reasons = table.why(code) if table is not None else Why("print")
        if table is None or reasons.ground != "open":
            continue
        entries, alive = table.proof.table.entries, table.proof.settled.state.alive
        at = {own: (i, column) for i, entry in enumerate(entries) for column, own in enumerate(entry.codes)}
        line, column = at[code]
        for other in (*reasons.cells, *reasons.rows):
            number, known = at[other]
            system = table.proof.table.system
            shown = {system.lines[number].seen(c, known) if number == line else c for c in alive[number]}
            for one in shown:
                lines = list(system.lines)
                kept = [c for c in alive[number] if (lines[number].seen(c, known) if number == line else c) == one]
                lines[number] = evolve(
                    lines[number],
                    choices=tuple(lines[number].choices[c] for c in kept),
                    shown=tuple(lines[number].shown[c] for c in kept),
                )
                settled = settle(System(lines, system.equations), Steps(ENOUGH))
                if settled.verdict != "unsatisfied":
                    assert len(settled.shown(System(lines, system.equations), line, column)) == 1
                    tried += 1
    assert tried


@pytest.mark.parametrize(
    ("stem", "code", "zh", "en"),
    [
        ("six-zeros-j", "requests.not_processed.publication.business", "没有一项关系能够区分", "none tells them apart"),
        ("row-repeated-neither-c", "requests.not_processed.repeat.total", "互相矛盾", "contradict each other"),
        ("collapsed-everywhere-c", "requests.granted.total", "规定的步数", "the steps ended"),
        ("vanished-rows-a", "requests.carried_out.total", "“二、", "“二、"),
        ("label-lost-b", "requests.not_processed.repeat.total", "两个行名之间", "between the labels"),
        ("glued-2019", "proactive.rules.made", "只有一种切分", "in one way only"),
        ("cell-too-many-two-c", "proactive.normative_documents.issued", "没有勾稽关系", "has no sums"),
        ("no-row-totals-m", "requests.granted.total", "印为空白", "printed blank"),
        ("partly-glued-open-d", "requests.concluded.total", "文中没有", "does not print the row"),
    ],
)
def test_each_kind_is_told_in_its_words(stem: str, code: str, zh: str, en: str) -> None:
    found, in_zh, in_en = explained(f"lost/{stem}", code)
    assert found.code == code
    assert zh in in_zh and en in in_en
    assert "{" not in in_zh + in_en


def test_a_table_that_is_not_there_is_said_to_be_missing() -> None:
    data = (DATA / "layouts" / "o-no-tables-2019.txt").read_bytes()
    found = govparse.explain(data, "requests.received.total")
    assert found.fact.state == "absent" and "does not print 表三" in found.messages["en"]


# ── the function ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("stem", ["lost/collapsed-c", "layouts/l-merged-2019", "seeds/huoxian-2019"])
def test_explained_is_what_parse_reads(stem: str) -> None:
    path = DATA / f"{stem}.txt"
    report = govparse.parse_file(path)
    told = explaining(stem)
    assert told.one.report == evolve(report, source=str(path))
    for code, fact in report.facts.items():
        found = told.explain(code)
        assert (found.fact, found.source, found.title) == (fact, str(path), report.title)
        assert set(found.messages) == {"zh", "en"}
        assert found.messages["zh"].endswith("。") and found.messages["en"].endswith(".")
        assert not {"{", "None"} & set(found.messages["en"].split())


def test_twice_the_same() -> None:
    data = (LOST / "vanished-rows-a.txt").read_bytes()
    one, two = (govparse.explain(data, "requests.carried_out.total", source="a.txt") for _ in range(2))
    assert one == two and one.source == "a.txt"


def test_what_is_raised() -> None:
    data = (LOST / "collapsed-c.txt").read_bytes()
    with pytest.raises(KeyError):
        govparse.explain(data, "requests.received")
    with pytest.raises(govparse.NotAReport):
        govparse.explain("今天天气很好。", "requests.received.total")
    with pytest.raises(govparse.SeveralReports):
        govparse.explain((DATA / "bad" / "two-reports.txt").read_bytes(), "requests.received.total")
    with pytest.raises(govparse.TooLarge):
        govparse.explain(data, "requests.received.total", limits=govparse.Limits(size=10))


# ── the command ────────────────────────────────────────────────────────────────────

COLLAPSED, VANISHED = str(LOST / "collapsed-c.txt"), str(LOST / "vanished-rows-a.txt")
CODE = "requests.received.natural_person"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["parse", *arguments])
    out, err = capsys.readouterr()
    return status, out, err


def test_as_text_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    for language in ("zh", "en"):
        status, out, err = run(capsys, "--lang", language, "--explain", CODE, COLLAPSED)
        found = govparse.explain(Path(COLLAPSED).read_bytes(), CODE)
        lines = out.splitlines()
        assert (status, err) == (0, "")
        assert COLLAPSED in lines[0] and str(found.title) in lines[0]
        assert lines[1:] == [f"  {CODE} = 59 (proved)", f"    {found.messages[language]}"]


def test_the_beginning_of_codes_means_all_cells_below_it(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--explain", "requests.received", "--explain", CODE, "--explain", "review.reconsideration.total")
    status, out, _ = run(capsys, "--format", "json", *arguments, COLLAPSED, VANISHED)
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [line["source"] for line in lines] == [COLLAPSED] * 8 + [VANISHED] * 8
    assert [line["code"] for line in lines[:8]] == [line["code"] for line in lines[8:]]
    assert lines[0]["code"] == CODE and lines[7]["code"] == "review.reconsideration.total"
    assert len({line["code"] for line in lines}) == 8
    keys = {"source", "title", "code", "state", "value", "basis", "reason", "candidates", "implied", "identities"}
    assert all(set(line) == keys | {"messages"} for line in lines)
    first = lines[0]
    assert (first["state"], first["value"], first["basis"], first["reason"]) == ("number", 59, "proved", None)
    assert [identity["kind"] for identity in first["identities"]] == ["row sum", "balance"]
    assert all(set(identity) == {"kind", "left", "right"} for identity in first["identities"])
    unread = lines[2]
    assert (unread["state"], unread["value"], unread["implied"]) == ("unread", None, 0)
    assert [candidate["state"] for candidate in unread["candidates"]] == ["blank"]


def test_an_unknown_code_is_a_wrong_argument_and_near_ones_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in ("requests.recieved.total", "requests.received.", "", "granted"):
        with pytest.raises(SystemExit) as caught:
            main(["parse", "--lang", "en", "--explain", wrong, COLLAPSED])
        assert caught.value.code == 2
        out, err = capsys.readouterr()
        assert out == "" and "no cell has the code" in err
        assert wrong != "requests.recieved.total" or "requests.received.total" in err


def test_a_cell_of_another_form_is_said_not_to_be_there(capsys: pytest.CaptureFixture[str]) -> None:
    code = "proactive.procurement.amount"  # of the form of 2019
    assert code not in govparse.parse_file(VANISHED).facts or code not in govparse.parse_file(COLLAPSED).facts
    lacking = next(path for path in (COLLAPSED, VANISHED) if code not in govparse.parse_file(path).facts)
    status, out, err = run(capsys, "--lang", "en", "--format", "json", "--explain", code, "--explain", CODE, lacking)
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 2
    assert [line["code"] for line in lines] == [CODE, code]
    assert lines[1]["error"]["kind"] == "no_cell" and lacking in err and code in err


def test_several_inputs_one_of_which_cannot_be_used(capsys: pytest.CaptureFixture[str]) -> None:
    bad = str(DATA / "bad" / "no-report.txt")
    status, out, err = run(capsys, "--format", "json", "--lang", "zh", "--explain", CODE, bad, COLLAPSED, "nowhere.txt")
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 2
    assert [line.get("error", {}).get("kind") for line in lines] == ["not_a_report", None, "no_file"]
    assert "nowhere.txt" in err and bad in err


def test_each_report_of_an_input_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    two = str(DATA / "bad" / "two-reports.txt")
    status, out, err = run(capsys, "--lang", "en", "--format", "json", "--explain", CODE, two)
    titles = [json.loads(line)["title"] for line in out.splitlines()]
    assert status == 0 and titles == [report.title for report in govparse.parse_all(Path(two).read_bytes())]
    assert len(titles) > 1 and "reports in this input" in err


@pytest.mark.parametrize("encoding", ["utf-8", "cp936", "ascii"])
def test_standard_input_and_consoles_that_cannot_show_everything(encoding: str) -> None:
    import os

    settings = {**os.environ, "PYTHONIOENCODING": encoding}
    for layout in ("table", "json"):
        command = [
            sys.executable,
            "-m",
            "govparse",
            "parse",
            "--lang",
            "zh",
            "--format",
            layout,
            "--explain",
            CODE,
            "-",
        ]
        done = subprocess.run(
            command, input=Path(COLLAPSED).read_bytes(), capture_output=True, env=settings, check=False
        )
        assert (done.returncode, done.stderr) == (0, b"")
        text = done.stdout.decode(encoding)
        assert "<stdin>" in text
        assert layout == "table" or json.loads(text)["messages"]["zh"].startswith("表三")


def test_zeros_before_their_labels_are_the_same_in_order_and_as_printed() -> None:
    report = synthetic_report(0, form="2021", blanks="none")
    facts = {code: Fact(code, 0, "number", "0") for code in report.facts if code.startswith("requests.")}
    sheet = LAYOUTS["j"].write(lay_out(evolve(report, facts={**report.facts, **facts})))
    assert isinstance(sheet, str)
    lines = [re.fullmatch(r"(.*\D) ((?:0 ){6}0)", line) for line in sheet.split("\n")]
    turned = [f"{m[2]}\n{m[1]}" if m else line for m, line in zip(lines, sheet.split("\n"), strict=True)]
    read = govparse.parse("\n".join(turned))
    placed = [fact for code, fact in read.facts.items() if code.startswith("requests.") and fact.basis == "proved"]
    assert len(placed) > 100 and {fact.value for fact in placed} == {0}
    assert "proved" in govparse.explain("\n".join(turned), placed[9].code).messages["en"]
