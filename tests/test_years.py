"""A report against the report of the same body on the year before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random
from typing import Any

import pytest
from attrs import evolve
from fixtures import DATA
from hypothesis import given
from hypothesis import strategies as st
from profiles import examples

import govparse
from govparse import AnnualReport, Fact, GovparseError, strategies
from govparse.checks import check_all
from govparse.checks.issuers import bodies, issuer_key, normalised
from govparse.checks.years import between_years
from govparse.findings import finding
from govparse.records import Finding, Metadata, Printed, Section
from govparse.rules.years import YEARS
from govparse.testing import LAYOUTS, lay_out, synthetic_report

COLUMNS = (
    "natural_person",
    "business",
    "research",
    "public_welfare",
    "legal_service",
    "other_organization",
    "total",
)
OUT = {column: f"requests.carried_out.{column}" for column in COLUMNS}
IN = {column: f"requests.carried_in.{column}" for column in COLUMNS}
BODY = "溪岭县水务局"
BASE = synthetic_report(3, form="2021", blanks="none")
BASE_2019 = synthetic_report(3, form="2019", blanks="none")


def named(report: AnnualReport, body: str = BODY, year: int = 2023, source: str = "") -> AnnualReport:
    """Return a report as that of a body on a year."""
    title = f"{body}{year}年政府信息公开工作年度报告"
    sections = {**report.sections, "closing": None}
    return evolve(report, title=title, issuer=body, year=year, sections=sections, source=source)


def with_numbers(report: AnnualReport, numbers: dict[str, Any]) -> AnnualReport:
    """Return a report with other numbers in some cells."""
    cells = {code: Fact(code, value, "number", str(value), basis="printed") for code, value in numbers.items()}
    return evolve(report, facts={**report.facts, **cells})


def with_states(report: AnnualReport, state: Any, codes: Iterable[str]) -> AnnualReport:
    return evolve(report, facts={**report.facts, **{code: Fact(code, None, state) for code in codes}})


def small(numbers: dict[str, Any], base: AnnualReport = BASE, **names: Any) -> AnnualReport:
    """Return a report all of whose numbers are 0 but for some."""
    zeros = {code: 0 for code, fact in base.facts.items() if fact.state == "number"}
    return named(with_numbers(evolve(base, sections=dict.fromkeys(base.sections)), {**zeros, **numbers}), **names)


def said(reports: Sequence[AnnualReport]) -> list[list[tuple[str, str]]]:
    """Return rule and severity of what is found of each report."""
    return [[(one.rule, one.severity) for one in found] for found in between_years(reports)]


def only(reports: Sequence[AnnualReport]) -> Finding:
    """Return the one finding there is."""
    (found,) = [one for findings in between_years(reports) for one in findings]
    return found


# ── names of bodies ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("柳溪镇人民政府", "柳溪镇"),
        ("云岫省人民政府", "云岫省"),
        ("白石街道办事处", "白石街道"),
        ("柳溪鎮人民政府", "柳溪镇"),
        ("南屏县 财政局", "南屏县财政局"),
        ("2023年度南屏县财政局", "南屏县财政局"),
        ("南屏县卫生健康委员会", "南屏县卫生健康委"),
        ("南屏开发区管理委员会", "南屏开发区管委会"),
        ("二〇二三年南屏县财政局", "南屏县财政局"),
    ],
)
def test_one_name(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("柳溪县人民政府", "柳溪县人民政府办公室"),
        ("柳溪县人民政府办公室", "柳溪县人民政府办公厅"),
        ("柳溪县财政局", "柳溪市财政局"),
        ("柳溪县教育局", "柳溪县教育体育局"),
        ("柳溪镇", "柳溪乡"),
        ("第一分局", "第二分局"),
    ],
)
def test_two_names(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


@pytest.mark.parametrize("issuer", [None, "", "本", "我局的", "法定主动公开内容", "年度报告", "xyz"])
def test_what_names_no_body(issuer: str | None) -> None:
    assert issuer_key(evolve(BASE, issuer=issuer)) is None


@pytest.mark.parametrize(
    ("issuer", "sure", "shared"),
    [
        ("南屏县财政局", True, False),
        ("云岫市教育局", True, False),
        ("城关镇人民政府", True, True),
        ("鼓楼区人民政府", True, True),
        ("柳溪县城关镇人民政府", True, False),
        ("白石街道办事处", True, True),
        ("财政局", False, False),
        ("市场监督管理局", False, False),
        ("经济开发区管理委员会", False, True),
        ("国家林业局", True, False),
        ("广州市民政局", True, False),
        ("忠县水利局", True, False),
        ("忠县石门镇", True, False),
        ("镇江市市场监督管理局", True, False),
        ("漷县镇", True, True),
        # What stands before these names of offices is a unit without the name of a place.
        ("县市场监督管理局", False, False),
        ("省市场监督管理局", False, False),
        ("区城市管理局", False, False),
        ("县城市管理综合执法局", False, False),
        ("住房和城乡建设局", False, False),
        ("乡镇企业局", False, False),
        ("某县水利局", False, False),
    ],
)
def test_how_sure_a_name_is(issuer: str, sure: bool, shared: bool) -> None:
    known = issuer_key(named(BASE, issuer))
    assert known is not None
    assert (known.sure, known.shared) == (sure, shared)


def test_a_name_in_an_index_alone_is_in_doubt() -> None:
    report = evolve(
        named(BASE), title="2023年政府信息公开工作年度报告", metadata=Metadata(publisher=Printed(BODY, None))
    )
    known = issuer_key(report)
    assert known is not None and not known.sure
    signed = evolve(report, sections={**report.sections, "closing": Section(f"{BODY}\n2024年1月8日", 0, 0)})
    known = issuer_key(signed)
    assert known is not None and known.sure


def found_bodies(*names: tuple[str, int]) -> list[tuple[list[int], bool]]:
    """Return the years of each body, and whether any of its reports is in doubt."""
    return [
        (sorted(body.years), bool(body.doubtful)) for body in bodies([named(BASE, name, year) for name, year in names])
    ]


def test_places_above_may_be_left_out() -> None:
    short, long, longest = "漷水镇人民政府", "通汇区漷水镇人民政府", "京和市通汇区漷水镇"
    assert found_bodies((short, 2022), (long, 2023)) == [([2022, 2023], True)]
    assert found_bodies((longest, 2023), (short, 2022), (long, 2024)) == [([2022, 2023, 2024], True)]
    # Two bodies that the short name fits; both report on one year; the words before it are no place.
    assert len(found_bodies((short, 2022), (long, 2023), ("远安县漷水镇", 2023))) == 3
    assert len(found_bodies((short, 2022), (long, 2023), (long, 2022))) == 2
    assert len(found_bodies(("教育局", 2022), ("通汇区教育局", 2023))) == 2
    assert len(found_bodies(("开发区管委会", 2022), ("通汇区开发区管委会", 2023))) == 2
    assert len(found_bodies((short, 2022), ("新漷水镇", 2023))) == 2


def test_a_name_that_several_places_have_is_in_doubt_among_others() -> None:
    assert found_bodies(("城关镇", 2022), ("城关镇", 2023)) == [([2022, 2023], False)]
    assert found_bodies(("城关镇", 2022), ("城关镇", 2023), (BODY, 2023)) == [([2022, 2023], True), ([2023], False)]


def test_reports_without_body_or_year_belong_to_nobody() -> None:
    reports = [evolve(BASE, issuer=None), evolve(BASE, year=None), evolve(BASE, issuer="2023年")]
    assert bodies(reports) == []
    assert between_years(reports) == [[], [], []]


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


# ── copies ─────────────────────────────────────────────────────────────────────────

MANY = {
    "requests.granted.natural_person": 84,
    "requests.granted.total": 84,
    "requests.partly_granted.natural_person": 37,
    "requests.partly_granted.total": 37,
    "requests.denied.internal_affairs.natural_person": 55,
    "requests.denied.internal_affairs.total": 55,
    "requests.unavailable.not_held.business": 120,
    "requests.unavailable.not_held.total": 120,
    "requests.not_processed.petition.business": 19,
    "requests.not_processed.petition.total": 19,
    "review.reconsideration.upheld": 4,
    "review.reconsideration.total": 4,
}


def two(numbers: dict[str, Any], other: dict[str, Any] | None = None) -> list[AnnualReport]:
    return [small(numbers, year=2022, source="a"), small({**numbers, **(other or {})}, year=2023, source="b")]


def test_a_table_that_was_copied() -> None:
    found = only(two(MANY))
    assert (found.rule, found.severity) == ("table-copied", "warning")
    assert set(found.codes) == {code for code in MANY if code.startswith("requests.")}


def test_another_number_is_no_copy() -> None:
    assert said(two(MANY, {"requests.granted.business": 1})) == [[], []]
    assert said([two(MANY)[0], with_states(two(MANY)[1], "blank", ["requests.granted.business"])]) == [[], []]


@pytest.mark.parametrize(
    "numbers",
    [
        {},
        {"requests.granted.natural_person": 1, "requests.received.natural_person": 1},
        {f"requests.{row}.natural_person": n for n, row in enumerate(("granted", "partly_granted", "carried_out"), 1)},
        # Twenty times the same number is one coincidence.
        {code: 5000 for code in BASE.facts if code.startswith("requests.granted.")},
        # Stocks stay as they are.
        {"proactive.rules.in_force": 133, "proactive.normative_documents.in_force": 20_417},
        {"review.reconsideration.upheld": 3, "review.litigation.direct.upheld": 2, "review.litigation.direct.other": 1},
    ],
)
def test_chance_makes_tables_alike(numbers: dict[str, Any]) -> None:
    carried = dict.fromkeys(IN.values(), 0)
    reports = two({**numbers, **carried, **dict.fromkeys(OUT.values(), 0)})
    assert said(reports) == [[], []]


def test_section_two_copied() -> None:
    flows = {
        "proactive.licensing.decisions": 20417,
        "proactive.penalties.decisions": 3368,
        "proactive.compulsion.decisions": 512,
        "proactive.fees.amount": 77,
    }
    assert only(two(flows)).rule == "table-copied"


PROSE = "。".join(f"本年第{n}项工作由第{n * 7}组承办并按时完成" for n in range(40))


def written(name: str, *texts: str) -> list[AnnualReport]:
    reports = two({})
    return [
        evolve(report, sections={**report.sections, name: Section(text, 0, 0)})
        for report, text in zip(reports, texts, strict=True)
    ]


@pytest.mark.parametrize(("name", "severity"), [("overview", "warning"), ("problems", "info")])
def test_prose_that_was_copied(name: str, severity: str) -> None:
    old, new = f"2022年，{PROSE}。", f"2023 年， {PROSE}"
    assert said(written(name, old, new)) == [[], [("prose-copied", severity)]]
    assert said(written(name, old, new.replace("第7组", "第8组"))) == [[], []]
    assert said(written(name, old[:150], new[:150])) == [[], []]


@pytest.mark.parametrize("name", ["preamble", "other_matters", "closing"])
def test_other_prose_may_stay_as_it_is(name: str) -> None:
    assert said(written(name, PROSE, PROSE)) == [[], []]


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
