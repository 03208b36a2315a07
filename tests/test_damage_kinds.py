"""Damage in every layout: each kind does what it says, the verdict excuses no error, and no fact moves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Any

import pytest
from attrs import evolve
from fixtures import DATA
from profiles import seeded, seeds

import govparse
from govparse import AnnualReport, Fact
from govparse.rendering.sheet import Cell, Paragraph, Row, Sheet, Table
from govparse.testing.corpus import synthetic_report
from govparse.testing.damage import DAMAGES, flattened, truncated
from govparse.testing.layouts import LAYOUTS
from govparse.testing.verdict import Subject, damage_report, damage_subject, wrong_facts

TABLE = Table(
    "proactive",
    4,
    (
        Row((Cell("caption", "caption", wide=4),), "proactive_one"),
        Row((Cell("corner", "corner"), *(Cell(f"head {i}", "head") for i in "abc")), "proactive_one"),
        Row(
            (
                Cell("group", "group", high=2),
                Cell("first", "label"),
                Cell("12", "value", code="x.a"),
                Cell("34", "value", code="x.b"),
            ),
            "proactive_one",
            "first",
            body=True,
        ),
        Row(
            (Cell("second", "label"), Cell("56", "value", code="y.a"), Cell("78", "value", code="y.b")),
            "proactive_one",
            "second",
            body=True,
        ),
    ),
)
SHEET = Sheet((Paragraph("words"), TABLE))


def damaged(kind: str, *, flat: bool = False, seed: int = 0) -> list[list[str]]:
    """Return the texts of the damaged sheet: a list for each row, and for each paragraph."""
    done = DAMAGES[kind].apply(flattened(SHEET) if flat else SHEET, Random(seed), ())
    assert done is not None
    sheet, words = done
    assert words
    rows: list[list[str]] = []
    for part in sheet.parts:
        if isinstance(part, Table):
            rows += [[cell.text for cell in row.cells] for row in part.rows]
        else:
            rows.append([part.text])
    return rows


WHOLE = [
    ["words"],
    ["caption"],
    ["corner", "head a", "head b", "head c"],
    ["group", "first", "12", "34"],
    ["second", "56", "78"],
]


def flat(rows: Sequence[Sequence[str]]) -> list[str]:
    return [text for row in rows for text in row]


@pytest.mark.parametrize("seed", range(8))
def test_each_kind_does_what_it_says(seed: int) -> None:
    whole = flat(WHOLE)
    for kind, lost, gained in (
        ("cell-dropped", 1, 0),
        ("cell-doubled", 0, 1),
        ("cell-emptied", 1, 1),
        ("joined-glued", 2, 1),
        ("joined-blank", 2, 1),
        ("split-cells", 1, 2),
        ("split-blank", 1, 1),
        ("split-line", 1, 1),
        ("number-in-row", 0, 1),
        ("number-as-row", 0, 1),
        ("number-on-line", 0, 1),
        ("number-before", 0, 1),
    ):
        now = flat(damaged(kind, seed=seed))
        left = list(whole)
        new = [text for text in now if text not in left or left.remove(text)]  # type: ignore[func-returns-value]  # None lets it pass
        assert (len(left), len(new)) == (lost, gained), (kind, now)
    assert sorted(flat(damaged("exchanged", seed=seed))) == sorted(whole)
    assert flat(damaged("exchanged", seed=seed)) != whole
    assert len(damaged("row-lost", seed=seed)) == len(WHOLE) - 1
    assert len(damaged("row-repeated", seed=seed)) == len(WHOLE) + 1
    for kind, label in (("caption-lost", "caption"), ("group-label-lost", "group")):
        assert label not in flat(damaged(kind, seed=seed)) and len(flat(damaged(kind, seed=seed))) >= len(whole) - 1
    assert not {"head a", "corner"} & set(flat(damaged("head-lost", seed=seed)))
    assert sum(text in ("first", "second") for text in flat(damaged("row-label-lost", seed=seed))) == 1
    assert sum(text.startswith(("head", "corner")) for text in flat(damaged("column-head-lost", seed=seed))) == 3
    for kind in ("cut-row", "cut-page", "cut-table", "cut-head"):
        rows = damaged(kind, seed=seed)
        assert len(rows) == len(WHOLE) + {"cut-row": 1, "cut-page": 2, "cut-table": 1, "cut-head": 2}[kind]
        assert sorted(set(filter(None, flat(rows))) & set(whole)) == sorted(whole), kind


def test_a_flat_table_keeps_what_damage_made_of_its_rows() -> None:
    table = flattened(SHEET).tables[0]
    assert [len(row.cells) for row in table.flat().rows] == [4, 4, 4, 4]
    assert [len(row) for row in damaged("cell-dropped", flat=True)[1:]].count(3) == 1
    assert table.rows[2].cells[0].high == 2


def test_a_text_is_cut_anywhere() -> None:
    cuts = {truncated("abcdef", Random(seed))[0] for seed in range(50)}
    assert cuts == {"a", "ab", "abc", "abcd", "abcde"}


def test_nothing_to_damage() -> None:
    empty = Sheet((Paragraph("words"),))
    kinds = [kind for kind, damage in DAMAGES.items() if not damage.of_text]
    assert [kind for kind in kinds if DAMAGES[kind].apply(empty, Random(0), ()) is not None] == []


# ── the verdict ────────────────────────────────────────────────────────────────────


@cache
def report() -> AnnualReport:
    return govparse.parse_file(DATA / "layouts" / "m-dense-2021.txt")


def doctored(code: str, **changes: object) -> AnnualReport:
    facts = dict(report().facts)
    facts[code] = evolve(facts[code], **changes)  # type: ignore[arg-type]  # the fields of a fact, by name
    return evolve(report(), facts=facts)


CODE = "requests.received.total"


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, False),
        ({"state": "unread", "value": None}, False),
        ({"state": "absent", "value": None}, False),
        ({"state": "blank", "value": None, "text": ""}, True),
        ({"value": 1, "text": "1"}, True),
        ({"state": "text", "value": None, "text": "words"}, True),
        ({"unit": "万元"}, True),
    ],
)
def test_what_is_wrong(changes: dict[str, object], wrong: bool) -> None:
    assert bool(wrong_facts(report().facts, [doctored(CODE, **changes)])) is wrong


def test_a_number_the_report_does_not_have_is_wrong() -> None:
    truth = {code: fact for code, fact in report().facts.items() if code != CODE}
    assert wrong_facts(truth, [report()])
    truth[CODE] = Fact(CODE, None, "absent")
    assert wrong_facts(truth, [report()])


def judged(layout: str, kind: str, seed: int, **changes: object) -> str:
    """Return the verdict on damage when what is read is doctored."""
    subject = Subject(report(), LAYOUTS[layout], lambda text: (doctored(CODE, **changes),))
    outcome = damage_subject(subject, [kind], Random(seed))
    assert outcome is not None
    return outcome.verdict


@pytest.mark.parametrize("layout", ["a", "c", "j", "m", "n", "tabs", "markdown", "html", "docx"])
@pytest.mark.parametrize("kind", ["cell-dropped", "row-lost", "cut-row", "number-in-row", "column-head-lost"])
def test_a_wrong_reading_is_not_excused(layout: str, kind: str) -> None:
    for seed in range(3):
        assert judged(layout, kind, seed, value=1, text="1") == "wrong"
        assert judged(layout, kind, seed, state="blank", value=None, text="") == "wrong"


def test_another_report_is_one_only_if_it_is_read_so() -> None:
    for layout in ("a", "m", "html", "docx"):
        outcome = damage_report(report(), LAYOUTS[layout], "exchanged", Random(1))
        assert outcome is not None and outcome.verdict == "other"


@pytest.mark.parametrize("layout", ["m", "c", "tabs", "html"])
def test_numbers_of_a_table_that_is_not_printed_are_wrong(layout: str) -> None:
    """A layout prints nothing of them, so that it prints the same text says nothing."""
    gone = {code: Fact(code, None, "absent") for code in report().facts if code.startswith("requests.")}
    blocks = tuple(block for block in report().blocks if block.name != "requests")
    part = evolve(report(), facts={**report().facts, **gone}, blocks=blocks)

    def invents(text: str | bytes) -> Sequence[AnnualReport]:
        return [evolve(part, facts={**part.facts, CODE: Fact(CODE, 7, "number", "7")})]

    for kind in ("number-before", "cell-doubled", "row-lost"):
        outcome = damage_report(part, LAYOUTS[layout], kind, Random(3), reader=invents)
        assert outcome is None or outcome.verdict == "wrong", kind


@pytest.mark.parametrize("changes", [{"value": 1}, {"unit": "亿元"}])
def test_a_text_read_as_another_number_is_wrong(changes: dict[str, Any]) -> None:
    """Other digits, or another unit, than the text says."""
    code = CODE if "value" in changes else "proactive.fees.amount"
    misread = evolve(report(), facts={**report().facts, code: evolve(report().facts[code], **changes)})
    for kind in ("number-before", "cell-emptied", "exchanged"):
        outcome = damage_report(report(), LAYOUTS["tabs"], kind, Random(5), reader=lambda text: (misread,))
        assert outcome is not None and outcome.verdict == "wrong", kind


def test_an_exchange_read_halfway_is_wrong() -> None:
    """Nothing of what was read agrees with the other report as a whole."""
    assert judged("m", "exchanged", 1, value=1, text="1") == "wrong"


def test_a_guess_among_blanks_is_wrong() -> None:
    """Where blanks leave no trace, the text of (5, blank, 0) and of (5, 0, blank) is one: neither may be read."""
    codes = ["proactive.rules.issued", "proactive.rules.repealed", "proactive.rules.in_force"]
    facts = dict(report().facts)
    for code, value in zip(codes, (5, 3, 0), strict=True):
        facts[code] = Fact(code, value, "number", str(value))
    spots = [Random(seed) for seed in range(3000)]
    guess = dict(facts)
    for code, cell in zip(codes, ("5", "0", ""), strict=True):
        guess[code] = Fact(code, int(cell), "number", cell) if cell else Fact(code, None, "blank")
    subject = Subject(evolve(report(), facts=facts), LAYOUTS["b"], lambda text: (evolve(report(), facts=guess),))
    for random in spots:
        outcome = damage_subject(subject, ["cell-dropped"], random)
        assert outcome is not None
        if codes[1] in outcome.done:
            assert outcome.verdict == "wrong"
            break
    else:
        pytest.fail("the cell was never dropped")


# ── the reader ─────────────────────────────────────────────────────────────────────


@cache
def subject_of(number: int, layout: str) -> Subject:
    return Subject(synthetic_report(number), LAYOUTS[layout])


def test_undamaged_reports_are_read_right() -> None:
    for number in range(3):
        for layout in LAYOUTS:
            subject = subject_of(number, layout)
            assert wrong_facts(subject.report.facts, subject.whole) == [], (number, layout)


@pytest.mark.slow
def test_damage_may_lose_facts_and_never_moves_them() -> None:
    """Two of three times one damage, else several; `benchmarks/damage.py` tries tens of thousands."""
    for seed in seeds("damage", 350, deep=20_000):
        with seeded(seed) as random:
            layout = random.choice(list(LAYOUTS))
            kinds = random.sample(list(DAMAGES), random.choice([1, 1, 1, 1, 2, 3]))
            outcome = damage_subject(subject_of(random.randint(0, 7), layout), kinds, random)
            if outcome is not None:
                assert outcome.verdict != "wrong", (layout, outcome.done, outcome.wrong)
