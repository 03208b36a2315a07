"""Noise changes no fact: what a careful human reads the same, govparse reads the same."""

from __future__ import annotations

import re
from functools import cache
from random import Random

import pytest
from fixtures import DATA
from hypothesis import given
from hypothesis import strategies as st
from profiles import examples, seeded, seeds

import govparse
from govparse import AnnualReport, Fact, strategies
from govparse.forms.registry import forms
from govparse.reading.fold import fold, traditional, unspoken
from govparse.rendering.official import lay_out
from govparse.rendering.sheet import Paragraph, Sheet
from govparse.synthetic.report import Wanted, make_report
from govparse.testing.layouts import LAYOUTS
from govparse.testing.noise import NOISES, add_noise, write_noisy
from govparse.testing.noise.page import split

READABLE = [name for name, layout in LAYOUTS.items() if layout.readable]
FIXTURES = (
    "layouts/m-dense-2019",
    "layouts/m-totals-2021",
    "layouts/d-small-2021",
    "layouts/n-natural-2021",
    "layouts/n-dense-2021",
    "seeds/xidian-2019",
    "seeds/huamachi-2019",
    "seeds/xian-town-2021",
    "seeds/yandian-2020",
)
PAIRS = [(kind, layout) for kind, noise in NOISES.items() for layout in READABLE if layout in noise.layouts]

Which = str | int
"""A fixture, or the seed of a synthetic report."""


@cache
def report_of(which: Which) -> AnnualReport:
    if isinstance(which, str):
        return govparse.parse_file(DATA / f"{which}.txt")
    return make_report(Random(which), Wanted(forms()))


@cache
def undisturbed(which: Which, layout: str) -> AnnualReport:
    return govparse.parse(LAYOUTS[layout].write(lay_out(report_of(which))))


def draw_report(random: Random) -> Which:
    return random.choice((random.choice(FIXTURES), random.randint(0, 40)))


def plain(text: str | None) -> str | None:
    """Return text without what noise may change in it: width, script, blanks, pinyin, emphasis."""
    return None if text is None else re.sub(r"[\s*_]+", "", unspoken(re.sub(r"\s+", "", fold(text))))


def stated(fact: Fact) -> tuple[object, ...]:
    return fact.state, fact.value, plain(fact.text), plain(fact.unit), plain(fact.note)


def row_of(code: str) -> str:
    return "review" if code.startswith("review.") else code.rpartition(".")[0]


def differences(truth: AnnualReport, before: AnnualReport, now: AnnualReport, layout: str) -> list[str]:
    """Return what noise has changed.

    Where a layout leaves it to other rows whether an empty cell is a blank, a row with blanks may become unread,
    and read that was not: as it is printed.
    """
    found = [
        f"{name}: {getattr(now, name)!r}, was {getattr(before, name)!r}"
        for name in ("title", "issuer")
        if plain(getattr(now, name)) != plain(getattr(before, name))
    ]
    if now.year != before.year:
        found.append(f"year: {now.year}, was {before.year}")
    if now.forms != before.forms or now.facts.keys() != before.facts.keys():
        return [*found, f"forms: {now.forms}, was {before.forms}"]
    with_blanks = {row_of(fact.code) for fact in truth.facts.values() if fact.state == "blank"}
    lossy = LAYOUTS[layout].blanks != "shown"
    for code, fact in before.facts.items():
        right = [stated(fact), stated(truth.facts[code])] if fact.state == "unread" else [stated(fact)]
        lost = now.facts[code].state in ("unread", "absent")
        if stated(now.facts[code]) not in right and not (lost and lossy and row_of(code) in with_blanks):
            found.append(f"{code}: {now.facts[code]}, was {fact}")
    return found


def check(which: Which, layout: str, kinds: list[str], random: Random) -> None:
    written = write_noisy(lay_out(report_of(which)), layout, kinds, random)
    found = differences(report_of(which), undisturbed(which, layout), govparse.parse(written), layout)
    assert found == [], (which, layout, kinds, found[:3], written if isinstance(written, str) else "")


@pytest.mark.parametrize(("kind", "layout"), PAIRS)
def test_each_kind_in_each_layout_changes_no_fact(kind: str, layout: str) -> None:
    for seed in seeds(f"{kind} {layout}", 2, deep=60):
        with seeded(seed) as random:
            check(draw_report(random), layout, [kind], random)


@pytest.mark.parametrize("layout", READABLE)
def test_several_kinds_together_change_no_fact(layout: str) -> None:
    for seed in seeds(f"several {layout}", 8, deep=300):
        with seeded(seed) as random:
            kinds = random.sample(sorted(NOISES), random.randint(2, 4))
            check(draw_report(random), layout, kinds, random)


@examples(60, deep=2000)
@given(
    strategies.reports(),
    st.sampled_from(READABLE),
    st.lists(st.sampled_from(sorted(NOISES)), min_size=1, max_size=3, unique=True),
    st.randoms(use_true_random=False),
)
def test_reports_of_all_kinds_keep_their_facts(
    report: AnnualReport, layout: str, kinds: list[str], random: Random
) -> None:
    sheet = lay_out(report)
    before = govparse.parse(LAYOUTS[layout].write(sheet))
    now = govparse.parse(write_noisy(sheet, layout, kinds, random))
    assert differences(report, before, now, layout) == []


# ── the kinds themselves ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", NOISES)
def test_a_kind_says_what_it_does_and_does_it(kind: str) -> None:
    noise = NOISES[kind]
    assert noise.name == kind
    assert noise.about
    assert noise.layouts <= set(READABLE)
    layout = "d"
    sheet = lay_out(report_of("layouts/m-dense-2019"))
    untouched = LAYOUTS[layout].write(sheet)
    assert any(write_noisy(sheet, layout, [kind], Random(seed)) != untouched for seed in range(8))
    assert write_noisy(sheet, layout, [kind], Random(5)) == write_noisy(sheet, layout, [kind], Random(5))


@pytest.mark.parametrize("kind", NOISES)
def test_a_kind_takes_any_sheet(kind: str) -> None:
    for sheet in (Sheet(()), Sheet((Paragraph("", "title"),)), Sheet((Paragraph("一"),))):
        for seed in range(4):
            write_noisy(sheet, "d", [kind], Random(seed))


def test_no_noise_where_none_fits() -> None:
    sheet = lay_out(report_of("layouts/m-dense-2019"))
    assert write_noisy(sheet, "html", ["emphasis", "page-lines"], Random(1)) == LAYOUTS["html"].write(sheet)
    assert add_noise(sheet, [], Random(1)) == sheet


def test_a_table_cut_in_two_is_whole_again() -> None:
    for table in lay_out(report_of("layouts/m-dense-2021")).tables:
        for at in range(1, len(table.rows)):
            above, below = split(table, at)
            cells = [
                (cell.text, cell.wide)
                for part in (above, below)
                for row in part.flat().rows
                for cell in row.cells
                if cell.text
            ]
            assert cells == [(cell.text, cell.wide) for row in table.flat().rows for cell in row.cells if cell.text]
            assert {len(row.cells) for part in (above, below) for row in part.flat().rows} == {table.width}


def test_traditional_characters_are_those_of_the_reader() -> None:
    for simple, others in traditional().items():
        assert {fold(other) for other in others} == {simple}


# ── what noise has found in the reader ─────────────────────────────────────────────

C_2021 = (DATA / "layouts" / "c-dense-2021.txt").read_text(encoding="utf-8")
TRUTH = govparse.parse(C_2021)


@pytest.mark.parametrize("unit", ["万 元", "万\u3000元", "萬(wàn)元", "万\u200b元", "万（wàn）元（yuán）"])
def test_a_unit_in_a_head_is_read_through_blanks_and_pinyin(unit: str) -> None:
    fact = govparse.parse(C_2021.replace("万元", unit)).facts["proactive.fees.amount"]
    assert (fact.value, fact.unit) == (TRUTH.facts["proactive.fees.amount"].value, "万元")


@pytest.mark.parametrize("mark", ["*", "**", "***", "_", "__"])
def test_emphasis_is_no_part_of_a_cell(mark: str) -> None:
    emphasised = re.sub(r"(?<=\| )([^|\n]+?)(?= \|)", rf"{mark}\1{mark}", C_2021)
    assert emphasised.count(mark) > 400
    found = govparse.parse(emphasised).facts
    assert {code: fact.value for code, fact in found.items()} == {c: fact.value for c, fact in TRUTH.facts.items()}


def test_pinyin_beside_a_number_and_letters_that_are_none() -> None:
    cell = "| 5921 |"
    code = "proactive.licensing.decisions"
    assert govparse.parse(C_2021.replace(cell, "| 5921项(xiàng) |")).facts[code].value == 5921
    assert govparse.parse(C_2021.replace(cell, "| 5921(a) |")).facts[code].state == "unread"
    assert govparse.parse(C_2021.replace(cell, "| 5921( ) |")).facts[code].state == "unread"


def test_a_menu_before_the_heading_takes_no_part_in_the_table() -> None:
    menu = "行政许可 | 规章 | 政策 | 新闻中心\n"
    assert differences(TRUTH, TRUTH, govparse.parse(menu + C_2021), "c") == []


def test_the_other_blocks_decide_where_a_label_is_a_variant_in_one_form() -> None:
    # In the form of 2019 this is the official text of a column beside two others.
    facts = govparse.parse(C_2021.replace("本年处理决定数量", "处理决定数量")).facts
    assert facts["proactive.licensing.decisions"].value == TRUTH.facts["proactive.licensing.decisions"].value
    assert "proactive.licensing.change" not in facts


def test_an_issuer_signs_above_a_page_number() -> None:
    text = (DATA / "seeds" / "yandian-2020.txt").read_text(encoding="utf-8")
    signed = govparse.parse(text).issuer
    assert signed is not None
    *rest, date = text.rstrip().splitlines()
    assert govparse.parse("\n".join([*rest, "- 12 -", date, "- 13 -"])).issuer == signed
