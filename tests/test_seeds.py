"""The five real reports, exactly; and their hard spots by name. Skipped where they are not at hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from fixtures import expected, figures, matches, options

import govparse

NAMES = ("xidian-2019", "huoxian-2019", "huamachi-2019", "xian-town-2021", "yandian-2020")
METADATA = {
    "xidian-2019": ("西店镇", 2019),
    "huoxian-2019": ("北京市通州区漷县镇", 2019),
    "xian-town-2021": ("大洼区西安镇", 2021),
    "huamachi-2019": ("花马池镇人民政府", 2019),
    "yandian-2020": ("烟店镇人民政府", 2020),
}


@pytest.fixture(params=NAMES)
def seed(request: pytest.FixtureRequest, seeds: Path) -> tuple[str, govparse.AnnualReport]:
    name: str = request.param
    return name, govparse.parse_file(seeds / f"{name}.txt")


def test_every_fact_of_a_seed(seed: tuple[str, govparse.AnnualReport]) -> None:
    name, report = seed
    stem = f"seeds/{name}"
    assert report.facts.keys() == figures(expected(stem)["figures"]).keys()
    wrong = {
        code: fact
        for code, fact in report.facts.items()
        if not any(matches(fact, cell) for cell in options(stem, code))
    }
    assert wrong == {}
    # Nothing but the spots named below is left open.
    unread = {code for code, fact in report.facts.items() if fact.state in ("unread", "absent")}
    assert len(unread) == (5 if name == "huoxian-2019" else 0)


def test_title_issuer_year(seed: tuple[str, govparse.AnnualReport]) -> None:
    name, report = seed
    assert (report.issuer, report.year) == METADATA[name]
    assert report.title
    assert not [f for f in report.findings if f.severity == "error"]


def test_prose_is_whole_and_holds_no_table(seed: tuple[str, govparse.AnnualReport]) -> None:
    _, report = seed
    for name, section in report.sections.items():
        if section is None:
            continue
        assert report.source_text[section.start : section.end] == section.text, name
        for line in section.text.splitlines():
            assert line.strip() not in ("信息内容", "申请人情况", "结果维持", "0"), (name, line)
            assert "\t0" not in line
            assert not line.strip().startswith("第二十条第")
    assert report.sections["overview"]
    covered = sum(s.end - s.start for s in report.sections.values() if s)
    tables = sum(block.place.end - block.place.start for block in report.blocks)
    headings = sum(len(s.heading or "") for s in [*report.sections.values()] if s)
    rest = len(report.source_text.split()) and len("".join(report.source_text.split()))
    # What is neither section nor table is the title, headings and captions: a few lines.
    assert rest - covered - tables - headings < 200


def test_xidian_numbers_with_words_and_units(seeds: Path) -> None:
    facts = govparse.parse_file(seeds / "xidian-2019.txt").facts
    assert (facts["proactive.fees.change"].value, facts["proactive.fees.change"].text) == (1, "增1")
    amount = facts["proactive.procurement.amount"]
    assert (amount.value, amount.unit, amount.in_yuan()) == (Decimal("123604.14"), "元", Decimal("123604.14"))


def test_huoxian_offset_that_cannot_be_told(seeds: Path) -> None:
    report = govparse.parse_file(seeds / "huoxian-2019.txt")
    assert report.requests is not None
    row = report.requests.carried_in
    assert [row.business.value, row.research.value, row.public_welfare.value] == [0, 0, 0]
    assert [row.legal_service.value, row.other_organization.value] == [0, 0]
    for fact in (row.natural_person, row.total):
        assert fact.state == "unread"
        assert {c.state for c in fact.candidates} == {"blank", "number"}
    assert report.requests.unavailable.unclear.total.value == 0  # its label is cut by a page break
    other = [report.facts[f"proactive.other_services.{c}"] for c in ("items_last_year", "change", "decisions")]
    assert {fact.state for fact in other} == {"unread"}
    assert [(row.label, row.cells) for row in report.unknown_rows] == [
        ("行政检查", ("0", "0")),
        ("行政确认", ("0", "0")),
    ]


def test_huamachi_sixteen_zeros(seeds: Path) -> None:
    report = govparse.parse_file(seeds / "huamachi-2019.txt")
    review = [fact for code, fact in report.facts.items() if code.startswith("review.")]
    assert [fact.value for fact in review] == [0] * 15
    places = {fact.place for fact in review}
    assert len(places) == 1
    (place,) = places
    assert place is not None
    assert report.source_text[place.start : place.end].split() == ["0"] * 16
    assert len([f for f in report.findings if f.rule == "surplus-cell"]) == 1
