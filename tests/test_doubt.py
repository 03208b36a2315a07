"""A doubt of the reader is never called an error of the publisher.

Reports that are consistent are damaged and read. What was lost may be said, and what is doubtful may be a
warning; an error would blame the publisher for the damage. Only where damage leaves the print of another
report, as `govparse.testing.verdict` tells, may that one be wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from attrs import evolve
from profiles import seeded, seeds

import govparse
from govparse import AnnualReport
from govparse.checks import check, check_all
from govparse.checks.doubt import doubt_of
from govparse.findings import finding
from govparse.records import Basis, Finding, State
from govparse.rules import RULES, family_of
from govparse.testing import DAMAGES, LAYOUTS, lay_out, synthetic_report
from govparse.testing.verdict import Outcome, Subject, damage_subject, read_by_govparse

HERE = Path(__file__).parent
KEPT = sorted((HERE / "damaged").glob("*.txt"))
COMPARING = ("arithmetic", "text", "years")
"""Families that hold printed numbers against each other."""
KINDS = list(DAMAGES)


def claiming(report: AnnualReport) -> AnnualReport:
    """Return a report whose prose says, rightly, what its tables print."""
    told = []
    for row, words in (
        ("received", "本年度新收政府信息公开申请{}件。"),
        ("concluded", "本年度共办结政府信息公开申请{}件。"),
        ("carried_out", "结转下年度继续办理的政府信息公开申请{}件。"),
    ):
        fact = report.facts.get(f"requests.{row}.total")
        if fact is not None and fact.state == "number":
            told.append(words.format(fact.value))
    overview = report.sections["overview"]
    if overview is None or not told:
        return report
    text = f"{overview.text}\n{''.join(told)}"
    return evolve(report, sections={**report.sections, "overview": evolve(overview, text=text)})


def outcomes(seed: str, random: Random, most: int) -> Iterator[tuple[str, Outcome]]:
    """Yield damage of a synthetic report in a layout, with the words that repeat it."""
    number = random.randrange(10**6)
    layout = random.choice(sorted(LAYOUTS))
    subject = Subject(claiming(synthetic_report(number)), LAYOUTS[layout])
    for round_ in range(4):
        kinds = random.sample(KINDS, random.randint(1, most))
        outcome = damage_subject(subject, kinds, Random(f"{seed} {round_}"))
        if outcome is not None:
            yield f"report {number}, layout {layout}, {'+'.join(kinds)}, {seed} {round_}: {outcome.done}", outcome


def rests_on_doubt(report: AnnualReport, found: Finding) -> bool:
    """Return whether a finding rests on a cell that is not read beyond doubt."""
    doubt = doubt_of(report)
    own = [code for code in found.codes if code in report.facts]
    return doubt.touches(own) or any(report.facts[code].state in ("unread", "absent", "text") for code in own)


def errors(report: AnnualReport) -> list[Finding]:
    return [found for found in check(report) if found.severity == "error"]


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_kept_damage_is_no_error_of_the_publisher(path: Path) -> None:
    (report,) = govparse.parse_all(path.read_bytes())
    assert [found.rule for found in errors(report) if family_of(found.rule) in COMPARING] == []
    assert [found.rule for found in errors(report) if rests_on_doubt(report, found)] == []


@pytest.mark.parametrize("seed", seeds("doubt", 40, deep=1500))
def test_no_error_where_damage_left_gaps(seed: str) -> None:
    """One damage or two: whatever is found of what was read, it is no error of a consistent report."""
    with seeded(seed) as random:
        for words, outcome in outcomes(seed, random, 2):
            for report in read_by_govparse(outcome.text):
                for found in errors(report):
                    assert not rests_on_doubt(report, found), (words, found.rule, found.codes)
                    # Two that cancel each other may be read wrong; that is a matter of other tests.
                    allowed = outcome.verdict in ("other", "wrong")
                    assert family_of(found.rule) not in COMPARING or allowed, (words, found.rule, found.messages["zh"])


@pytest.mark.parametrize("seed", seeds("one damage", 40, deep=1500))
def test_no_error_after_one_damage(seed: str) -> None:
    with seeded(seed) as random:
        for words, outcome in outcomes(seed, random, 1):
            if outcome.verdict == "other":
                continue
            for report in read_by_govparse(outcome.text):
                found = [one for one in check(report) if family_of(one.rule) in COMPARING and one.severity != "info"]
                assert found == [], (words, [one.rule for one in found])


@pytest.mark.parametrize("seed", seeds("doubt between years", 30, deep=600))
def test_no_error_between_years_where_one_is_damaged(seed: str) -> None:
    """What was carried out of the one is carried into the other; damage of either does not break it."""
    with seeded(seed) as random:
        before = claiming(synthetic_report(random.randrange(10**6), form="2021"))
        before = evolve(before, year=2022, issuer="溪岭县水务局", title="溪岭县水务局2022年政府信息公开工作年度报告")
        carried = {
            f"requests.carried_in.{code.rpartition('.')[2]}": evolve(
                fact, code=f"requests.carried_in.{code.rpartition('.')[2]}"
            )
            for code, fact in before.facts.items()
            if code.startswith("requests.carried_out.")
        }
        # Only what is carried in is told: whether the sums of that year hold is no matter here.
        gone = {code: evolve(fact, state="blank", value=None, text="") for code, fact in before.facts.items()}
        after = evolve(before, year=2023, title="溪岭县水务局2023年政府信息公开工作年度报告", facts={**gone, **carried})
        sections = dict.fromkeys(before.sections)
        layout = LAYOUTS[random.choice(sorted(LAYOUTS))]
        first, second = (Subject(evolve(one, sections=sections), layout) for one in (before, after))
        for round_ in range(3):
            kind = random.choice(KINDS)
            chance = Random(f"{seed} {round_}")
            which = chance.choice([first, second])
            outcome = damage_subject(which, [kind], chance)
            if outcome is None or outcome.verdict == "other":
                continue
            other = second if which is first else first
            reports = [*read_by_govparse(outcome.text), *other.whole]
            found = [one for result in check_all(reports, select=["years"]) for one in result.findings]
            wrong = [one.rule for one in found if one.rule == "carry-over-broken"]
            assert wrong == [], (layout.name, kind, outcome.done)


def test_damage_that_was_tried_is_of_all_kinds() -> None:
    """What the tests above say is said of something: damage is read, and most of it as gaps."""
    verdicts: Counter[str] = Counter()
    read = 0
    for number in range(15):
        seed = f"sample {number}"
        for _, outcome in outcomes(seed, Random(seed), 2):
            verdicts[outcome.verdict] += 1
            read += len(read_by_govparse(outcome.text))
    assert verdicts["right"] > 5 and verdicts["unread"] > 20 and verdicts["other"] > 0
    assert read > 40


def test_the_claims_are_understood() -> None:
    """Said wrong, each is found: so what is not found after damage was left alone for the damage."""
    report = claiming(synthetic_report(2, form="2021", blanks="none"))
    overview = report.sections["overview"]
    assert overview is not None
    layout = LAYOUTS["m"]
    assert check(govparse.parse(layout.write(lay_out(report))), select=["text"]) == ()
    claims = re.findall("(政府信息公开申请)([0-9]+)件", overview.text)
    assert len(claims) == 3
    for words, number in claims:
        text = overview.text.replace(f"{words}{number}件", f"{words}{int(number) + 7}件")
        wrong = evolve(report, sections={**report.sections, "overview": evolve(overview, text=text)})
        assert check(govparse.parse(layout.write(lay_out(wrong))), select=["text"]), number


# ── what doubt is ──────────────────────────────────────────────────────────────────

BASE = govparse.parse_file(HERE / "data" / "layouts" / "m-dense-2021.txt")
CODE = "requests.granted.total"
ELSEWHERE = "requests.received.total"
BROKEN = [rule for rule in RULES if RULES[rule].severity == "error" and family_of(rule) != "reading"]


def test_a_report_read_whole_is_not_in_doubt() -> None:
    assert doubt_of(BASE).cells == frozenset() and not doubt_of(BASE).everything
    assert not doubt_of(BASE).touches(BASE.facts)
    assert [doubt_of(BASE).severity(rule, [CODE]) for rule in BROKEN] == ["error"] * len(BROKEN)


@pytest.mark.parametrize("state", ["unread", "absent", "text"])
def test_a_cell_that_was_not_read_is_in_doubt(state: State) -> None:
    fact = evolve(BASE.facts[CODE], state=state, value=None)
    doubt = doubt_of(evolve(BASE, facts={**BASE.facts, CODE: fact}))
    assert doubt.touches([ELSEWHERE, CODE]) and not doubt.touches([ELSEWHERE])
    assert {doubt.severity(rule, [CODE]) for rule in BROKEN} == {"warning"}


@pytest.mark.parametrize("state", ["blank", "not_applicable"])
def test_a_blank_that_is_seen_is_not(state: State) -> None:
    fact = evolve(BASE.facts[CODE], state=state, value=None, text="")
    assert not doubt_of(evolve(BASE, facts={**BASE.facts, CODE: fact})).touches([CODE])


@pytest.mark.parametrize("basis", ["proved", "order"])
def test_what_was_placed_by_other_means_than_print_is_in_doubt(basis: Basis) -> None:
    fact = evolve(BASE.facts[CODE], basis=basis)
    assert doubt_of(evolve(BASE, facts={**BASE.facts, CODE: fact})).touches([CODE])


def test_a_warning_of_the_reader_puts_its_cells_in_doubt_and_information_none() -> None:
    warned = evolve(BASE, findings=(finding("surplus-cell", [CODE], label="", printed=8, columns=7),))
    assert doubt_of(warned).touches([CODE]) and not doubt_of(warned).touches([ELSEWHERE])
    told = evolve(BASE, findings=(finding("label-part", [CODE], label="", digits=""),))
    assert not doubt_of(told).touches([CODE])


@pytest.mark.parametrize("rule", ["text-recognised", "text-damaged"])
def test_a_text_in_doubt_puts_every_cell_in_doubt(rule: str) -> None:
    doubt = doubt_of(evolve(BASE, findings=(finding(rule),)))
    assert doubt.touches([CODE]) and doubt.severity(BROKEN[0], [CODE]) == "warning"


def test_severity_is_never_raised() -> None:
    for rule, known in RULES.items():
        assert doubt_of(BASE).severity(rule, [CODE]) == known.severity
