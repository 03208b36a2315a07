"""Rows that lose their columns: each way does what it says, what is wrong is counted, and no number is misplaced."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from random import Random

import pytest
from attrs import evolve
from profiles import seeded, seeds

from govparse import AnnualReport, Fact
from govparse.checks import outcomes
from govparse.rendering.official import lay_out
from govparse.rendering.sheet import PAD, Cell, Row, Sheet, Table
from govparse.synthetic.report import Blanks
from govparse.testing.corpus import synthetic_report
from govparse.testing.damage import flattened
from govparse.testing.layouts import LAYOUTS
from govparse.testing.losses import SUMMED, WAYS, Loss, Tried, is_broken, judge, losing_report, try_way
from govparse.testing.verdict import GRIDS

NUMBERS = range(8)


@cache
def lost(way: str, number: int, layout: str) -> tuple[Sheet, Loss | None]:
    """Return a sheet before and after."""
    sheet = lay_out(losing_report(WAYS[way], 1, number))
    sheet = flattened(sheet) if layout in GRIDS else sheet
    return sheet, WAYS[way].lose(sheet, Random(f"{way} {number} {layout}"))


def cases(way: str, *layouts: str) -> list[tuple[Sheet, Loss]]:
    """Return sheets before and after, in the layouts of a way or in some of them."""
    found = [lost(way, number, layout) for number in NUMBERS for layout in layouts or WAYS[way].layouts]
    done = [(sheet, loss) for sheet, loss in found if loss is not None]
    assert len(done) > len(found) / 3, way
    return done


def rows(sheet: Sheet, loss: Loss) -> dict[tuple[str, str], list[Row]]:
    """Return the rows that were hit, in printed order; several where a row stands there in parts."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in (row for table in sheet.tables for row in table.rows):
        if row.body and row.rule and (row.block, row.rule) in loss.rows:
            found.setdefault((row.block, row.rule), []).append(row)
    return found


def values(row: Row) -> list[str]:
    return [cell.text for cell in row.cells if cell.role == "value"]


def texts(row: Row) -> list[str]:
    return [cell.text for cell in row.cells if cell.text]


def each(way: str, *layouts: str) -> list[tuple[Row, list[Row]]]:
    """Return each row that was hit as it was, and what is printed of it."""
    return [
        (before, rows(loss.sheet, loss)[key])
        for sheet, loss in cases(way, *layouts)
        for key, (before,) in rows(sheet, loss).items()
    ]


def test_blanks_vanish() -> None:
    gone = 0
    for way in ("vanished-everywhere", "vanished-in-rows", "collapsed"):
        for sheet, loss in cases(way):
            left = rows(loss.left or loss.sheet, loss)
            for (before,), (after,) in zip(rows(sheet, loss).values(), left.values(), strict=True):
                assert values(after) == [text for text in values(before) if text]
                gone += len(values(before)) - len(values(after))
    assert gone > 1000


def test_a_layout_that_drops_blanks_prints_them_not() -> None:
    for sheet, loss in cases("collapsed", "c-collapsed", "f-collapsed"):
        assert loss.sheet == sheet
        assert loss.left is not None
        printed = [LAYOUTS["c-collapsed"].write(both) for both in (sheet, loss.left)]
        assert printed[0] == printed[1]


def test_in_rows_only_some_rows_have_blanks() -> None:
    for sheet, loss in cases("vanished-in-rows"):
        assert 1 <= len(loss.rows) <= 5
        for row in (row for table in sheet.tables for row in table.rows if table.name in SUMMED and row.body):
            assert (row.block, row.rule) in loss.rows or all(values(row))


def test_numbers_are_lost_doubled_and_broken() -> None:
    for before, (after,) in each("number-lost"):
        assert len(values(after)) == len(values(before)) - 1
        assert sum(map(bool, values(after))) == sum(map(bool, values(before))) - 1
    for before, (after,) in each("one-too-many"):
        assert len(values(after)) == len(values(before)) + 1
    for before, (after,) in each("number-broken"):
        assert "".join(values(after)).replace("\n", "") == "".join(values(before))
        assert len(" ".join(values(after)).split()) == len(" ".join(values(before)).split()) + 1


def test_cells_run_together() -> None:
    for before, (after,) in each("two-in-one"):
        assert " ".join(values(after)).split() == " ".join(values(before)).split()
        assert len(values(after)) == len(values(before)) - 1
    for before, (after,) in each("glued"):
        assert "".join(texts(after)) == "".join(texts(before)) or any(not text for text in values(before))
        assert len(texts(after)) < len(texts(before))
    for sheet, loss in cases("glued-all"):
        assert loss.left is not None
        text = LAYOUTS["l"].write(loss.sheet)
        assert isinstance(text, str)
        for (whole,), (left,) in zip(rows(sheet, loss).values(), rows(loss.left, loss).values(), strict=True):
            assert values(left) == ["".join(values(whole))]
            assert values(left)[0] in text


def test_repeated_lines_are_gone() -> None:
    for _, loss in cases("repeats-removed"):
        assert loss.left is not None
        text, left = (LAYOUTS[name].write(sheet) for name, sheet in (("k", loss.sheet), ("b", loss.left)))
        assert isinstance(text, str)
        assert isinstance(left, str)
        assert text.splitlines() == [line for line in dict.fromkeys(left.splitlines()) if line]


def test_numbers_stand_apart_from_their_labels() -> None:
    def labels(row: Row) -> list[str]:
        return [cell.text for cell in row.cells if cell.role == "label"]

    for way in ("numbers-first", "labels-first"):
        for sheet, loss in cases(way):
            printed = [row for table in loss.sheet.tables for row in table.rows if (row.block, row.rule) in loss.rows]
            half = len(printed) // 2
            numbers, named = (
                (printed[:half], printed[half:]) if way == "numbers-first" else (printed[half:], printed[:half])
            )
            whole = [row for found in rows(sheet, loss).values() for row in found]
            assert [values(row) for row in numbers] == [values(row) for row in whole]
            assert [labels(row) for row in named] == [labels(row) for row in whole]
            assert not any(map(labels, numbers))
            assert not any(map(values, named))
    for before, after in each("number-before-label"):
        cells = [cell for row in after for cell in row.cells if cell.text]
        first = next(i for i, cell in enumerate(cells) if cell.role == "label")
        assert [cell.text for cell in cells[:first] if cell.role == "value"] == [
            text for text in values(before) if text
        ]
    for before, after in each("total-torn"):
        assert len(after) == 2
        assert sorted(text for row in after for text in values(row)) == sorted(values(before))
        assert 1 in [len(values(row)) for row in after]


def test_labels_are_lost_and_those_beside_them_kept() -> None:
    for sheet, loss in cases("labels-lost"):
        for (before,), (after,) in zip(rows(sheet, loss).values(), rows(loss.sheet, loss).values(), strict=True):
            assert values(after) == values(before)
            assert not any(cell.role == "label" and cell.text for cell in after.cells)
        others = [
            r for t in loss.sheet.tables for r in t.rows if r.block == "requests" and (r.block, r.rule) not in loss.rows
        ]
        assert all(any(cell.role == "label" and cell.text for cell in row.cells) for row in others if row.body)


def test_a_page_break_brings_a_wrong_head_or_rows_again() -> None:
    for sheet, loss in cases("head-invented") + cases("head-invented-markup"):
        heads = [row for table in loss.sheet.tables for row in table.rows if row.block == "requests" and not row.body]
        assert len(heads) == 1 + sum(row.block == "requests" and not row.body for t in sheet.tables for row in t.rows)
        official = [cell.text for row in heads[:-1] for cell in row.cells]
        wrong = [cell.text for cell in heads[-1].cells if cell.role == "head"]
        assert len(wrong) == 7
        assert wrong != [text for text in official if text in wrong]
    for before, after in each("row-repeated"):
        assert len(after) == 2
        assert texts(after[0]) == texts(before)


def test_rows_begin_or_end_with_a_blank_or_are_moved() -> None:
    moved = 0
    for before, (after,) in each("offset", "m", "c"):
        shifted = after.cells[-1] is PAD
        moved += shifted
        assert values(after) == values(before)
        assert shifted or not (values(after)[0] and values(after)[-1])
    assert moved


def test_markup_loses_or_gains_a_cell() -> None:
    for before, (after,) in each("markup"):
        wide = sum(cell.wide > 1 for cell in after.cells if cell.role == "value")
        assert len(values(after)) == len(values(before)) - 1 or (
            not wide and len(values(after)) == len(values(before)) + 1
        )


def test_every_way_is_tried_in_each_of_its_layouts() -> None:
    for way in WAYS.values():
        assert set(way.layouts) <= set(LAYOUTS)
        for layout in way.layouts:
            assert any(try_way(way, 2, number, layout, reader=lambda text: ()) for number in range(8)), (
                way.name,
                layout,
            )


# ── what is counted ────────────────────────────────────────────────────────────────


CODES = tuple(
    f"requests.granted.{column}"
    for column in (
        "natural_person",
        "business",
        "research",
        "public_welfare",
        "legal_service",
        "other_organization",
        "total",
    )
)
SHOWN = ("3", "", "0", "", "", "12", "15")


def whole() -> AnnualReport:
    """Return a report whose row 予以公开 is 3, 0, 12 and 15 between blanks."""
    report = losing_report(WAYS["number-lost"], 1, 0)
    assert all(code in report.facts for code in CODES)
    facts = {code: _fact(code, text) for code, text in zip(CODES, SHOWN, strict=True)}
    return evolve(report, facts={**report.facts, **facts})


def _fact(code: str, text: str) -> Fact:
    return Fact(code, int(text), "number", text) if text else Fact(code, None, "blank")


def judged(read: Mapping[str, Fact], *, printed: tuple[str, ...] = ("3", "0", "12", "15")) -> Tried:
    report = whole()
    row = Row((*(Cell(text, "value") for text in printed),), "requests", "granted", body=True)
    loss = Loss(Sheet((Table("requests", 7, (row,)),)), frozenset([("requests", "granted")]), "")
    unread = {code: Fact(code, None, "unread") for code in report.facts}
    return judge(report, loss, "", [evolve(report, facts={**unread, **read})])


def test_cells_are_counted() -> None:
    proved = {CODES[5]: Fact(CODES[5], 12, "number", "12", basis="proved")}
    printed = {CODES[6]: Fact(CODES[6], 15, "number", "15", basis="printed")}
    counts = judged({**proved, **printed, CODES[1]: Fact(CODES[1], None, "blank")}).counts
    assert counts == {
        **{"cells": 7, "numbers": 4, "placed": 1, "printed": 1, "unread": 2, "wrong": 0, "outside": 0},
        **{"counted right": 2, "counted wrong": 2},
    }


@pytest.mark.parametrize(
    "fact",
    [
        Fact(CODES[0], 0, "number", "0", basis="proved"),
        Fact(CODES[0], None, "blank"),
        Fact(CODES[1], 0, "number", "0", basis="proved"),
        Fact(CODES[1], None, "not_applicable", "/"),
    ],
)
def test_what_the_report_does_not_say_is_wrong(fact: Fact) -> None:
    tried = judged({fact.code: fact})
    assert (tried.counts["wrong"], len(tried.wrong)) == (1, 1)
    assert fact.code in tried.wrong[0]
    assert tried.counts["placed"] == 0


def test_wrong_cells_of_other_rows_are_counted_apart() -> None:
    code = "requests.concluded.total"
    tried = judged({code: Fact(code, 10**9, "number", str(10**9), basis="proved")})
    assert (tried.counts["wrong"], tried.counts["outside"]) == (0, 1)


@pytest.mark.parametrize(
    ("blanks", "more", "counted"), [("zeros", 0, (1, 0)), ("zeros", 1, (1, 1)), ("totals", 0, (0, 0))]
)
def test_what_is_implied_is_held_against_the_report(blanks: Blanks, more: int, counted: tuple[int, int]) -> None:
    """Where blanks stand for figures that are not printed, nothing can be held against it."""
    report = synthetic_report(8, form="2021", blanks=blanks)
    value = report.facts[CODES[6]].value
    assert isinstance(value, int)
    read = evolve(report, facts={CODES[6]: Fact(CODES[6], None, "unread", implied=value + more)})
    tried = judge(report, Loss(lay_out(report), frozenset(), ""), "", [read])
    assert (tried.counts["implied"], tried.counts["implied wrong"]) == counted
    assert len(tried.wrong) == counted[1]


# ── the reader ─────────────────────────────────────────────────────────────────────


def test_one_report_in_six_is_not_consistent() -> None:
    for number in range(12):
        report = losing_report(WAYS["glued"], 7, number)
        broken = [outcome for outcome in outcomes(report) if outcome.outcome == "broken"]
        assert bool(broken) == is_broken(number)


@pytest.mark.slow
def test_no_number_is_misplaced() -> None:
    """`benchmarks/losses.py` tries tens of thousands."""
    for seed in seeds("losses", 80, deep=20_000):
        with seeded(seed) as random:
            way = WAYS[random.choice(list(WAYS))]
            number = random.randrange(10**6)
            tried = try_way(way, 0, number, random.choice(way.layouts))
            if tried is not None and not tried.broken:
                assert tried.wrong == (), (way.name, number, tried.done)
