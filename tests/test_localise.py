"""Where the error is: what is said is sound, and how often the true cell is among it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations
from random import Random

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from profiles import examples, seeded, seeds
from sums import assert_sound, cells_in_sums, changed, consistent, found, other_digit, results, verdict

import govparse
from govparse import AnnualReport, Fact, Finding, TextPlace, strategies
from govparse.checks.arithmetic.ledger import one_digit
from govparse.records import UnknownRow
from govparse.synthetic.figures import SIZES, Size
from govparse.synthetic.report import BLANKS, Blanks
from govparse.testing import LAYOUTS, NOISES, lay_out, write_noisy

TEXTS = [name for name, layout in LAYOUTS.items() if layout.readable]


# ── no false alarm ─────────────────────────────────────────────────────────────────


@examples(120)
@given(strategies.reports(mixed=True) | strategies.reports(complete=False) | strategies.reports())
def test_nothing_is_said_against_a_consistent_report(report: AnnualReport) -> None:
    assert found(report) == ()


@pytest.mark.parametrize("blanks", BLANKS)
@pytest.mark.parametrize("size", SIZES)
def test_whatever_its_blanks_and_its_size(size: Size, blanks: Blanks) -> None:
    @examples(8)
    @given(strategies.reports(size=size, blanks=blanks), strategies.reports(size=size, blanks=blanks, complete=False))
    def check(whole: AnnualReport, part: AnnualReport) -> None:
        assert found(whole) == found(part) == ()

    check()


@pytest.mark.parametrize("layout", TEXTS)
def test_nor_when_it_is_printed_and_read(layout: str) -> None:
    @examples(8, deep=100)
    @given(strategies.reports(mixed=True), strategies.reports(complete=False))
    def check(whole: AnnualReport, part: AnnualReport) -> None:
        for report in (whole, part):
            read = govparse.parse(LAYOUTS[layout].write(lay_out(report)))
            assert [finding.messages["en"] for finding in found(read)] == []

    check()


def test_nor_with_noise_around_and_in_it() -> None:
    kinds = list(NOISES)
    for seed in seeds("noise", 60):
        with seeded(seed) as random:
            report = consistent(random)
            layout = random.choice(TEXTS)
            text = write_noisy(lay_out(report), layout, random.sample(kinds, random.randint(1, 6)), random)
            assert [finding.messages["en"] for finding in found(govparse.parse(text))] == []


# ── what is said is sound ──────────────────────────────────────────────────────────


@examples(150)
@given(strategies.reports(), st.randoms(use_true_random=False), st.integers(1, 12))
def test_every_mend_mends_and_breaks_nothing(report: AnnualReport, random: Random, errors: int) -> None:
    cells = sorted(
        code for code, f in report.facts.items() if f.state in ("number", "blank") and not code.startswith("proactive")
    )
    values: dict[str, int | None] = {}
    for _ in range(errors if cells else 0):
        values[random.choice(cells)] = random.choice([None, 0, 1, 2, 3, 30, 100_000])
    assert_sound(changed(report, values))


def test_nor_where_everything_is_broken() -> None:
    for seed in seeds("everything", 10):
        with seeded(seed) as random:
            report = consistent(random)
            numbers = [code for code, fact in report.facts.items() if fact.state == "number"]
            values: dict[str, int | None] = {
                code: random.randint(0, 9) for code in numbers if not code.startswith("proactive")
            }
            assert_sound(changed(report, values))


def test_all_cells_that_could_be_the_wrong_one_are_named() -> None:
    """Whatever number in whatever one cell would mend all that is broken, found by trying all of them."""
    kinds: Counter[str] = Counter()
    for seed in seeds("brute force", 25):
        with seeded(seed) as random:
            report = consistent(random, size="zero-heavy", blanks=random.choice(["none", "totals"]))
            numbers = [code for code in cells_in_sums(report, at_least=1) if int(report.facts[code].value or 0) < 20]
            code = random.choice(numbers)
            wrong = changed(report, {code: other_digit(random, int(report.facts[code].value or 0))})
            said = assert_sound(wrong)
            ways = set(_one_cell_mends(wrong))
            if not ways:
                continue
            assert len(said) == 1
            named = {(mend.changes[0].code, mend.changes[0].value) for mend in said[0].mends}
            if named:
                assert named == ways
                assert all(len(mend.changes) == 1 for mend in said[0].mends)
            else:  # so many that none is named: the sum alone is told
                assert len(ways) > 7 and not said[0].related
            kinds[said[0].rule] += 1
    assert kinds["cell-contradicted"] and kinds["result-sum-broken"] + kinds["balance-broken"]


def _one_cell_mends(report: AnnualReport) -> Iterator[tuple[str, int]]:
    """Yield each change of one cell after which every sum that was broken holds, and every one that held."""
    before = results(report)
    values = {
        code: int(f.value or 0)
        for code, f in report.facts.items()
        if f.state == "number" and not code.startswith("proactive")
    }
    most = max(values.values()) + 50
    for code, printed in values.items():
        own = [identity for identity in before if code in identity.codes]
        if any(outcome == "broken" and identity not in own for identity, outcome in before.items()):
            continue
        own = [identity for identity in own if before[identity] != "not assessable"]
        sums = [identity.difference({c: values.get(c, 0) for c in identity.codes}) for identity in own]
        signs = [1 if code in identity.left else -1 for identity in own]
        for value in range(most):
            if value != printed and all(s + sign * (value - printed) == 0 for s, sign in zip(sums, signs, strict=True)):
                yield code, value


# ── how often the error is found ───────────────────────────────────────────────────

Error = Callable[[Random, AnnualReport], dict[str, int] | None]


def _number(report: AnnualReport, code: str) -> int:
    return int(report.facts[code].value or 0)


def _complete(report: AnnualReport) -> list[str]:
    """Return the cells two or more sums of which hold without a blank."""
    return list(cells_in_sums(report, ["holds"]))


def _digit(random: Random, report: AnnualReport) -> dict[str, int] | None:
    """Return a cell with another digit."""
    cells = _complete(report)
    code = random.choice(cells) if cells else None
    return {code: other_digit(random, _number(report, code))} if code else None


def _two_digits(random: Random, report: AnnualReport) -> dict[str, int] | None:
    cells = _complete(report)
    if len(cells) < 2:
        return None
    return {code: other_digit(random, _number(report, code)) for code in random.sample(cells, 2)}


def _requests_rows(report: AnnualReport) -> list[list[str]]:
    """Return the rows of section three that are printed without a blank, each with its cells."""
    rows: dict[str, list[str]] = {}
    for code, fact in report.facts.items():
        if code.startswith("requests.") and fact.state == "number":
            rows.setdefault(code.rpartition(".")[0], []).append(code)
    return [row for row in rows.values() if len(row) == 7]


def _swap(random: Random, report: AnnualReport) -> dict[str, int] | None:
    """Return two cells of a row that have changed places."""
    pairs = [
        (a, b)
        for row in _requests_rows(report)
        for a, b in combinations(row[:-1], 2)
        if _number(report, a) != _number(report, b)
    ]
    if not pairs:
        return None
    a, b = random.choice(pairs)
    return {a: _number(report, b), b: _number(report, a)}


def _row(random: Random, report: AnnualReport) -> dict[str, int] | None:
    """Return a cell and its total that lack an application, or have one too many."""
    rows = _requests_rows(report)
    if not rows:
        return None
    row = random.choice(rows)
    code, more = random.choice(row[:-1]), random.choice([-1, 1])
    if _number(report, code) + more < 0:
        more = 1
    return {cell: _number(report, cell) + more for cell in (code, row[-1])}


def _shift(random: Random, report: AnnualReport) -> dict[str, int] | None:
    """Return a row whose numbers stand one column too far to the right."""
    rows = [row for row in _requests_rows(report) if sum(_number(report, code) != 0 for code in row) > 2]
    if not rows:
        return None
    row = random.choice(rows)
    moved = [0, *(_number(report, code) for code in row[:-1])]
    return {code: value for code, value in zip(row, moved, strict=True) if value != _number(report, code)}


def _shares(name: str, error: Error, blanks: Blanks, count: int, size: Size | None = None) -> Counter[str]:
    """Return how many of so many errors were found how well."""
    shares: Counter[str] = Counter()
    for seed in seeds(f"{name} {blanks}", count):
        with seeded(seed) as random:
            report = consistent(random, size=size, blanks=blanks)
            wrong = error(random, report)
            if wrong is None:
                continue
            said = assert_sound(changed(report, dict(wrong)))
            shares[verdict(said, {code: _number(report, code) for code in wrong})] += 1
    print(f"{name}, blanks {blanks}: {shares.total()} errors, {dict(shares.most_common())}")
    return shares


@pytest.mark.parametrize("blanks", BLANKS)
def test_a_wrong_digit_in_two_complete_sums_is_found_and_located(blanks: Blanks) -> None:
    shares = _shares("digit", _digit, blanks, 60)
    assert shares["located"] + shares["several"] == shares.total() > 30
    if blanks in ("none", "zeros"):
        assert shares["located"] >= 0.9 * shares.total()


def test_one_with_a_single_complete_sum_is_listed_at_least() -> None:
    def single(random: Random, report: AnnualReport) -> dict[str, int] | None:
        cells = list(cells_in_sums(report, ["holds"], at_least=1))
        code = random.choice(cells) if cells else None
        return {code: other_digit(random, _number(report, code))} if code else None

    for blanks in BLANKS:
        shares = _shares("single", single, blanks, 40)
        assert shares["missed"] == shares["elsewhere"] == 0 < shares.total()


def test_two_errors_are_both_located() -> None:
    """Each by itself, in sums of its own or in one they share; else both pairs that they may be are named."""
    counts: Counter[str] = Counter()
    for seed in seeds("two digits", 80):
        with seeded(seed) as random:
            report = consistent(random, blanks="none")
            wrong = _two_digits(random, report)
            assert wrong is not None
            said = assert_sound(changed(report, dict(wrong)))
            each = [verdict(said, {code: _number(report, code)}) for code in wrong]
            counts[" and ".join(sorted(each))] += 1
    print(dict(counts.most_common()))
    assert counts["located and located"] + counts["several and several"] >= 0.9 * counts.total()
    assert not any("missed" in verdicts for verdicts in counts)


def test_two_cells_that_have_changed_places_are_located() -> None:
    shares = _shares("swap", _swap, "none", 60)
    assert shares["located"] + shares["several"] >= 0.95 * shares.total() > 40
    assert shares["missed"] == shares["elsewhere"] == 0


def test_a_cell_and_its_total_are_located() -> None:
    shares = _shares("row", _row, "none", 60)
    assert shares["located"] + shares["several"] == shares.total() > 40


def test_a_shifted_row_is_located() -> None:
    shares = _shares("shift", _shift, "none", 60)
    assert shares["located"] >= 0.9 * shares.total() > 30
    assert shares["missed"] == 0


# ── by hand ────────────────────────────────────────────────────────────────────────


@pytest.fixture
def dense(request: pytest.FixtureRequest) -> AnnualReport:
    """A report of the 2021 form whose cells are all filled and different."""
    return govparse.parse((request.path.parent / "data" / "layouts" / "m-dense-2021.txt").read_bytes())


def _off(report: AnnualReport, **by: int) -> AnnualReport:
    """Return a report with cells of section three (`row__column`) off by so much."""
    codes = {f"requests.{name.replace('__', '.')}": more for name, more in by.items()}
    return changed(report, {code: _number(report, code) + more for code, more in codes.items()})


def _rules(said: tuple[Finding, ...]) -> list[str]:
    return [finding.rule for finding in said]


def test_a_wrong_total_of_results_breaks_three_sums_and_is_one_finding(dense: AnnualReport) -> None:
    said = assert_sound(_off(dense, concluded__natural_person=1))
    assert _rules(said) == ["cell-contradicted"]
    assert said[0].codes == ("requests.concluded.natural_person",)
    assert _rules(said[0].related) == ["row-sum-broken", "result-sum-broken", "balance-broken"]
    assert said[0].severity == "error"


def test_where_the_balance_holds_a_result_is_wrong_and_not_the_total(dense: AnnualReport) -> None:
    said = assert_sound(_off(dense, granted__business=-1, granted__total=-1))
    assert _rules(said) == ["sums-broken-together"]
    assert ("requests.granted.business", "requests.granted.total") in [
        tuple(change.code for change in mend.changes) for mend in said[0].mends
    ]
    assert not any("concluded" in code for code in said[0].codes)
    assert len(said[0].mends) == 21  # any row of results may lack the application
    assert "21 种" in said[0].messages["zh"]


def test_a_cell_and_its_total_that_only_one_row_can_be(dense: AnnualReport) -> None:
    said = assert_sound(_off(dense, concluded__business=1, concluded__total=1))
    assert _rules(said) == ["row-contradicted"]
    assert said[0].codes == ("requests.concluded.business", "requests.concluded.total")


def test_two_errors_in_one_column_are_two_findings_that_share_a_sum(dense: AnnualReport) -> None:
    said = assert_sound(_off(dense, granted__business=3, partly_granted__business=5))
    assert _rules(said) == ["cell-contradicted", "cell-contradicted"]
    shared = set(said[0].related) & set(said[1].related)
    assert [finding.rule for finding in shared] == ["result-sum-broken"]
    assert all("另有其他数不符" in finding.messages["zh"] for finding in said)


def test_two_errors_that_make_up_for_each_other_are_among_the_pairs_named(dense: AnnualReport) -> None:
    """Two rows are off by the same, and every column adds up: two cells of one column are wrong, of any column."""
    said = assert_sound(_off(dense, granted__business=-4, partly_granted__business=4))
    assert _rules(said) == ["sums-broken-together"]
    columns = [{change.code.rpartition(".")[2] for change in mend.changes} for mend in said[0].mends]
    assert {"business"} in columns and all(len(column) == 1 for column in columns)
    assert verdict(
        said, {c: _number(dense, c) for c in ("requests.granted.business", "requests.partly_granted.business")}
    )


@pytest.mark.parametrize("column", ["natural_person", "total"])
def test_an_application_counted_in_the_wrong_row_is_no_swap_of_1_and_0(dense: AnnualReport, column: str) -> None:
    low = changed(dense, {code: 0 for code in dense.facts if code.startswith("requests.")})
    said = assert_sound(
        changed(
            low,
            {
                f"requests.{row}.{c}": 1
                for row, columns in {
                    "received": ("natural_person", "business", "total"),
                    "concluded": ("natural_person", "business", "total"),
                    "granted": ("natural_person", "business", "total"),
                }.items()
                for c in columns
            }
            | {f"requests.{row}.total": 2 for row in ("received", "concluded", "granted")}
            | ({f"requests.granted.{column}": 0 if column != "total" else 1, f"requests.partly_granted.{column}": 1}),
        )
    )
    assert _rules(said) == ["sums-broken-together"]
    assert len(said[0].mends) > 1
    assert {(f"requests.granted.{column}"), (f"requests.partly_granted.{column}")} in [
        {change.code for change in mend.changes} for mend in said[0].mends
    ]


def test_two_errors_of_the_same_size_may_be_two_pairs_of_cells(dense: AnnualReport) -> None:
    said = assert_sound(_off(dense, granted__business=-3, partly_granted__research=-3))
    assert _rules(said) == ["sums-broken-together"]
    assert [len(mend.changes) for mend in said[0].mends] == [2, 2]
    assert len(said[0].related) == 4


def test_a_change_of_several_cells_without_an_alternative_is_no_choice(dense: AnnualReport) -> None:
    said = assert_sound(_off(dense, concluded__natural_person=-3, concluded__business=3))
    assert _rules(said) == ["sums-broken-together"] and len(said[0].mends) == 1
    assert "；作下列改动，就都能成立：“（七）”自然人" in said[0].messages["zh"]
    assert "these changes together would let them hold" in said[0].messages["en"]
    several = assert_sound(_off(dense, granted__business=-3, partly_granted__research=-3))
    assert "下列改动任取其一" in several[0].messages["zh"] and "any of these changes" in several[0].messages["en"]


def test_what_is_unread_is_never_mended(dense: AnnualReport) -> None:
    code = "requests.granted.business"
    wrong = changed(dense, {"requests.granted.total": 1})
    facts = {**wrong.facts, code: Fact(code, None, "unread", "?", reason="doubtful-cell")}
    said = assert_sound(attrs.evolve(wrong, facts=facts))
    assert said and all(change.code != code for f in said for mend in f.mends for change in mend.changes)
    rows = [f for finding in said for f in (finding, *finding.related) if f.rule == "row-sum-broken"]
    assert [f.severity for f in rows] == ["warning"]
    assert "未读取" in rows[0].messages["zh"] and "至少差" in rows[0].messages["zh"]


@pytest.mark.parametrize(("cells", "severity"), [(("0", "0"), "warning"), (("无",), "error")])
def test_numbers_in_rows_of_their_own_put_the_sums_of_the_table_in_doubt(
    dense: AnnualReport, cells: tuple[str, ...], severity: str
) -> None:
    row = UnknownRow("requests", "", cells, TextPlace(0, 0, 1, 1), "requests.granted")
    said = found(attrs.evolve(_off(dense, concluded__business=1), unknown_rows=(row,)))
    assert [finding.severity for finding in said] == [severity]
    assert {finding.severity for finding in said[0].related} == {severity}


def test_a_note_beside_a_number_may_explain_it(dense: AnnualReport) -> None:
    wrong = _off(dense, concluded__business=1)
    code = "requests.granted.business"
    noted = {**wrong.facts, code: attrs.evolve(wrong.facts[code], note="其中1件尚未答复")}
    assert [finding.severity for finding in found(attrs.evolve(wrong, facts=noted))] == ["warning"]


def test_slips_of_one_digit() -> None:
    slips = [(60, 61), (12, 21), (1, 11), (110, 10), (0, 7), (100, 10), (5, 50), (1234, 1324)]
    others = [(60, 71), (12, 34), (1, 111), (100, 1), (123, 321), (9, 10), (0, 10**9), (1234, 4231)]
    for a, b in slips:
        assert one_digit(a, b) and one_digit(b, a), (a, b)
    for a, b in others:
        assert not one_digit(a, b) and not one_digit(b, a), (a, b)


def test_a_swap_with_a_blank_is_named_only_where_nothing_else_explains(dense: AnnualReport) -> None:
    code, blank = "requests.granted.business", "requests.granted.research"
    row = [c for c in dense.facts if c.startswith("requests.granted.")]
    value = _number(dense, code)
    # What belongs to the enterprises stands among the institutes; the cell it was taken from is blank.
    research = _number(dense, blank)
    base = changed(
        dense,
        {
            blank: 0,
            row[-1]: _number(dense, row[-1]) - research,
            **{
                f"requests.{name}.{column}": _number(dense, f"requests.{name}.{column}") - research
                for name in ("concluded", "received")
                for column in ("research", "total")
            },
        },
    )
    assert found(base) == ()
    said = assert_sound(changed(base, {code: None, blank: value}))
    assert _rules(said) == ["cells-swapped"]
    assert {(change.code, change.printed, change.value) for change in said[0].mends[0].changes} == {
        (code, None, value),
        (blank, value, 0),
    }
    assert "空白" in said[0].messages["zh"] and "blank" in said[0].messages["en"]
