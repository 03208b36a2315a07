"""A report against the report of the same body on the year before."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from attrs import evolve
from fixtures import DATA
from hypothesis import given
from hypothesis import strategies as st
from profiles import examples
from year_parts import BASE, BASE_2019, BODY, COLUMNS, IN, OUT, named, only, said, small, with_numbers, with_states

import govparse
from govparse import AnnualReport, Fact, GovparseError, strategies
from govparse.checks import check_all
from govparse.checks.years import between_years
from govparse.findings import finding
from govparse.rules.years import YEARS
from govparse.testing import LAYOUTS, lay_out, synthetic_report

# ── carried over ───────────────────────────────────────────────────────────────────


def pair(out: dict[str, int], into: dict[str, int], **names: Any) -> list[AnnualReport]:
    before = small({OUT[c]: n for c, n in out.items()}, year=2022, source="old.txt", **names)
    return [before, small({IN[c]: n for c, n in into.items()}, year=2023, source="new.txt", **names)]


def test_what_was_carried_over_is_taken_over() -> None:
    assert said(pair({"natural_person": 3, "total": 3}, {"natural_person": 3, "total": 3})) == [[], []]


def test_one_finding_for_all_columns() -> None:
    reports = pair({"natural_person": 3, "research": 1, "total": 4}, {"natural_person": 5, "research": 1, "total": 6})
    found = only(reports)
    assert (found.rule, found.severity) == ("carry-over-broken", "error")
    assert found.codes == (IN["natural_person"], IN["total"])
    earlier, later = found.sides
    assert [(t.code, t.value, t.source) for t in earlier.terms] == [
        (OUT["natural_person"], 3, "old.txt"),
        (OUT["total"], 4, "old.txt"),
    ]
    assert [(t.code, t.value, t.source) for t in later.terms] == [
        (IN["natural_person"], 5, None),
        (IN["total"], 6, None),
    ]
    assert "自然人 3 → 5" in found.messages["zh"] and "total 4 → 6" in found.messages["en"]
    assert said(reports) == [[], [("carry-over-broken", "error")]]


def test_one_column_has_its_numbers_on_the_sides() -> None:
    found = only(pair({"total": 4}, {"total": 6}))
    assert [side.value for side in found.sides] == [4, 6]


def test_the_order_of_the_reports_does_not_matter() -> None:
    reports = pair({"total": 4}, {"total": 6})
    assert said(reports[::-1]) == [[("carry-over-broken", "error")], []]
    results = check_all(reports[::-1], select=["years"])
    assert [result.report.source for result in results] == ["new.txt", "old.txt"]
    assert [len(result.findings) for result in results] == [1, 0]


def test_rules_can_be_left_out() -> None:
    reports = pair({"total": 4}, {"total": 6})
    assert not any(result.findings for result in check_all(reports, select=["years"], ignore=["carry-over-broken"]))


@pytest.mark.parametrize("state", ["blank", "not_applicable", "unread", "absent", "text"])
def test_what_is_no_number_contradicts_nothing(state: str) -> None:
    before, after = pair({"natural_person": 3, "total": 3}, {"natural_person": 9, "total": 9})
    assert said([before, with_states(after, state, IN.values())]) == [[], []]
    assert said([with_states(before, state, OUT.values()), after]) == [[], []]
    (found,) = between_years([with_states(before, state, [OUT["total"]]), after])[1]
    assert found.codes == (IN["natural_person"],)


def test_a_gap_is_not_compared() -> None:
    before, after = pair({"total": 4}, {"total": 6})
    assert said([before, evolve(after, year=2024)]) == [[], []]
    assert said([before, evolve(after, year=2021)]) == [[], []]


def test_another_body_is_not_compared() -> None:
    before, after = pair({"total": 4}, {"total": 6})
    assert said([before, named(after, "溪岭县林业局", 2023)]) == [[], []]
    assert said([before, evolve(after, issuer=None)]) == [[], []]


def test_the_forms_may_differ() -> None:
    before = small({OUT["total"]: 4}, BASE_2019, year=2020)
    assert said([before, small({IN["total"]: 4}, year=2021)]) == [[], []]
    assert said([before, small({IN["total"]: 5}, year=2021)]) == [[], [("carry-over-broken", "error")]]


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("doubt", ["cell", "row", "text", "year", "basis"])
def test_a_doubt_on_either_side_makes_it_a_warning(which: int, doubt: str) -> None:
    reports = pair({"total": 4}, {"total": 6})
    code = (OUT if which == 0 else IN)["total"]
    findings = {
        "cell": finding("doubtful-cell", [code], label="x", digits="x"),
        "row": finding("surplus-cell", [code], label="x", printed=8, columns=7),
        "text": finding("text-recognised"),
        "year": finding("year-doubtful", year=2022, label=2021),
    }
    if doubt == "basis":
        fact = reports[which].facts[code]
        reports[which] = evolve(reports[which], facts={**reports[which].facts, code: evolve(fact, basis="proved")})
    else:
        reports[which] = evolve(reports[which], findings=(findings[doubt],))
    assert said(reports) == [[], [("carry-over-broken", "warning")]]


def test_a_doubt_elsewhere_does_not() -> None:
    reports = pair({"total": 4}, {"total": 6})
    reports[0] = evolve(
        reports[0], findings=(finding("doubtful-cell", ["requests.granted.total"], label="", digits=""),)
    )
    assert said(reports) == [[], [("carry-over-broken", "error")]]


@pytest.mark.parametrize(
    ("names", "others", "severity"),
    [
        (("城关镇", "城关镇"), [], "error"),
        (("城关镇", "城关镇"), [BODY], "warning"),
        (("柳溪县城关镇", "柳溪县城关镇"), [BODY], "error"),
        (("城关镇人民政府", "柳溪县城关镇"), [], "warning"),
        (("财政局", "财政局"), [], "warning"),
    ],
)
def test_a_doubt_about_the_body_makes_it_a_warning(names: tuple[str, str], others: list[str], severity: str) -> None:
    before, after = pair({"total": 4}, {"total": 6})
    reports = [named(before, names[0], 2022), named(after, names[1], 2023), *(small({}, body=name) for name in others)]
    assert said(reports)[1] == [("carry-over-broken", severity)]


def test_several_reports_of_one_file() -> None:
    texts = [
        (DATA.parent / "rules" / "carry-over-broken" / f"hit-{year}.txt").read_text("utf-8") for year in (2023, 2024)
    ]
    reports = list(govparse.parse_all("\n".join(texts), source="both.txt"))
    assert [report.year for report in reports] == [2023, 2024]
    found = only(reports)
    assert found.rule == "carry-over-broken"
    assert {term.source for term in found.sides[0].terms} == {"both.txt"}


# ── two reports on one year ────────────────────────────────────────────────────────


def test_the_same_report_twice() -> None:
    before, after = pair({"total": 4}, {"total": 6})
    again = evolve(before, source="copy.html")
    found = between_years([before, again, after])
    assert [[one.rule for one in own] for own in found] == [[], ["report-duplicated"], ["carry-over-broken"]]
    assert "old.txt" in found[1][0].messages["zh"]


def test_of_two_copies_that_with_more_numbers_is_compared() -> None:
    before, after = pair({"total": 4}, {"total": 6})
    poor = with_states(before, "unread", OUT.values())
    for reports in ([before, poor, after], [poor, before, after]):
        assert said(reports)[2] == [("carry-over-broken", "error")]


def test_two_reports_that_contradict_each_other() -> None:
    before, after = pair({"total": 4}, {"total": 6})
    other = evolve(with_numbers(before, {OUT["total"]: 5}), source="other.txt")
    found = between_years([before, other, after])
    assert [[(one.rule, one.severity) for one in own] for own in found] == [[], [("reports-conflict", "warning")], []]
    assert found[1][0].codes == (OUT["total"],)
    assert [side.terms[0].value for side in found[1][0].sides] == [4, 5]


def test_a_contradiction_casts_doubt_on_the_other_years() -> None:
    """Two bodies may have the name: what differs between other years of it is no error then."""
    before, after = pair({"total": 4}, {"total": 6})
    older = small({}, year=2019)
    twice = [older, with_numbers(older, {"requests.granted.total": 1})]
    assert said([*twice, before, after])[3] == [("carry-over-broken", "warning")]


def test_a_contradiction_of_doubtful_readings_is_information() -> None:
    before, _ = pair({"total": 4}, {})
    other = evolve(
        with_numbers(before, {OUT["total"]: 5}),
        findings=(finding("doubtful-cell", [OUT["total"]], label="", digits=""),),
    )
    assert said([before, other]) == [[], [("reports-conflict", "info")]]


# ── stocks ─────────────────────────────────────────────────────────────────────────


def stocks(row: str, before: dict[str, int], after: dict[str, int]) -> list[AnnualReport]:
    code = f"proactive.{row}"
    return [
        small({f"{code}.{name}": n for name, n in before.items()}, year=2022),
        small({f"{code}.{name}": n for name, n in after.items()}, year=2023),
    ]


@pytest.mark.parametrize("row", ["rules", "normative_documents"])
@pytest.mark.parametrize(("now", "severity"), [(14, None), (15, "warning"), (13, "info"), (0, "info")])
def test_documents_in_force(row: str, now: int, severity: str | None) -> None:
    reports = stocks(row, {"in_force": 12}, {"issued": 3, "repealed": 1, "in_force": now})
    assert said(reports)[1] == ([("stock-flow-broken", severity)] if severity else [])
    if severity:
        found = only(reports)
        assert [side.value for side in found.sides] == [14, now]
        assert found.sides[0].terms[0].source


@pytest.mark.parametrize("code", ["issued", "repealed", "in_force"])
def test_documents_in_force_need_all_four_numbers(code: str) -> None:
    before, after = stocks("rules", {"in_force": 12}, {"issued": 3, "repealed": 1, "in_force": 50})
    assert said([before, with_states(after, "blank", [f"proactive.rules.{code}"])]) == [[], []]


def items(change: str, value: int, now: int) -> list[AnnualReport]:
    code = "proactive.licensing"
    before = small({f"{code}.items_last_year": 20}, BASE_2019, year=2019)
    cell = Fact(f"{code}.change", value, "number", change, basis="printed")
    before = evolve(before, facts={**before.facts, cell.code: cell})
    return [before, small({f"{code}.items_last_year": now}, BASE_2019, year=2020)]


@pytest.mark.parametrize(
    ("change", "value", "now", "found"),
    [
        ("+3", 3, 23, False),
        ("+3", 3, 17, True),
        ("减3", -3, 17, False),
        ("减3", -3, 23, True),
        ("3", 3, 23, False),
        ("3", 3, 17, False),
        ("3", 3, 20, True),
        ("0", 0, 20, False),
    ],
)
def test_items_of_last_year(change: str, value: int, now: int, found: bool) -> None:
    assert said(items(change, value, now))[1] == [("items-flow-broken", "info")] * found


# ── all of it ──────────────────────────────────────────────────────────────────────


def following(before: AnnualReport, after: AnnualReport) -> AnnualReport:
    """Return `after` as the report on the next year: what `before` carries over is taken over."""
    taken = {
        into: evolve(before.facts[OUT[column]], code=into)
        for column, into in IN.items()
        if OUT[column] in before.facts and into in after.facts
    }
    facts = {**after.facts, **taken}
    for row in ("proactive.rules", "proactive.normative_documents"):
        stock = before.facts.get(f"{row}.in_force")
        if stock is not None and f"{row}.in_force" in facts:
            for name in ("issued", "repealed"):
                facts[f"{row}.{name}"] = Fact(f"{row}.{name}", 0, "number", "0", basis="printed")
            facts[f"{row}.in_force"] = stock
    for code in [code for code in facts if code.endswith(".items_last_year")]:
        facts[code] = Fact(code, None, "blank", "", basis="printed")
    sections = {**after.sections, "overview": None, "problems": None}
    return named(evolve(after, facts=facts, sections=sections), BODY, 2024)


@examples(100)
@given(strategies.reports(), strategies.reports(), st.randoms(use_true_random=False))
def test_years_that_agree_and_one_column_that_does_not(one: AnnualReport, two: AnnualReport, random: Random) -> None:
    before = named(one, BODY, 2023)
    after = following(before, two)
    # Drawn twice, the same tables are a copy.
    assert [one.rule for own in between_years([before, after]) for one in own if one.rule != "table-copied"] == []
    shown = [c for c in COLUMNS if before.facts[OUT[c]].state == after.facts[IN[c]].state == "number"]
    if shown:
        column = random.choice(shown)
        wrong = with_numbers(after, {IN[column]: (after.facts[IN[column]].value or 0) + 1})
        reports = [before, wrong]
        random.shuffle(reports)
        own = [found for findings in between_years(reports) for found in findings if found.rule != "table-copied"]
        assert [(found.rule, found.severity, found.codes) for found in own] == [
            ("carry-over-broken", "error", (IN[column],))
        ]


@pytest.mark.parametrize("number", range(12))
def test_years_that_agree_in_print(number: int) -> None:
    """Printed in any layout and read, what agrees still does, and what does not is found where it can be seen."""
    before = named(synthetic_report(number, form="2021"), BODY, 2023)
    after = following(before, synthetic_report(number + 100, form="2021"))
    columns = [c for c in COLUMNS if before.facts[OUT[c]].state == after.facts[IN[c]].state == "number"]
    wrong = with_numbers(after, {IN[c]: (after.facts[IN[c]].value or 0) + 1 for c in columns[-1:]})
    for name, layout in LAYOUTS.items():
        read = []
        for report in (before, after, wrong):
            try:
                read.append(govparse.parse(layout.write(lay_out(report)), source=f"{report.year}"))
            except GovparseError:
                break
        if len(read) < 3:
            continue
        assert said(read[:2]) == [[], []], name
        if layout.blanks == "shown" and columns:
            assert [one.rule for one in between_years([read[0], read[2]])[1]] == ["carry-over-broken"], name


def test_each_report_is_compared_with_one_other() -> None:
    """Bodies are looked up by name and year: of 2,000 reports, and of 500 of one name, none is compared twice."""
    stems = ["".join("甲乙丙丁戊己庚辛壬癸"[int(digit)] for digit in f"{n:03}") for n in range(1000)]
    reports = [named(BASE, f"{stems[n // 2]}县水务局", 2022 + n % 2, str(n)) for n in range(2000)]
    found = between_years(reports)
    assert all(not own for own in found[::2])
    assert {one.rule for own in found[1::2] for one in own} <= YEARS.keys()
    assert {len(own) for own in found[1::2]} == {len(found[1])} and found[1]
    same = [named(BASE, BODY, 2022, str(n)) for n in range(500)]
    assert [len(own) for own in between_years(same)] == [0] + [1] * 499
