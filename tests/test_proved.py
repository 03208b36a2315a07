"""What is proved of rows whose blanks vanished, against all that the sums of the form allow.

Reports with small figures are written in layouts in which blanks leave no trace. Of the rows that have blanks, all ways
to give their numbers to columns in order are tried, with all that the blanks may hold; all else is printed in full.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, product
from random import Random

import pytest
from profiles import rounds, seeded, seeds
from sums import changed

import govparse
from govparse import AnnualReport, Fact
from govparse.forms.form import BlockShape, Form
from govparse.forms.identities import results
from govparse.forms.registry import form_named, forms
from govparse.rendering.official import lay_out
from govparse.synthetic.report import Wanted, make_report
from govparse.testing.layouts import LAYOUTS

FORMS = [form.name for form in forms()]
PLAIN = ("b", "j")
"""Layouts in which a blank leaves nothing."""
Placement = tuple[int | None, ...]
"""What is printed in each column of a row; None: nothing."""


@cache
def base(form: str) -> AnnualReport:
    """Return a report in full, with no blank."""
    wanted = Wanted((form_named(form),), size="zero-heavy", blanks="none", plain=True)
    return make_report(Random(f"proved {form}"), wanted)


def requests_of(form: Form) -> BlockShape:
    return next(shape for shape in form.shapes.values() if shape.table == "requests")


def review_of(form: Form) -> BlockShape:
    return next(shape for shape in form.shapes.values() if shape.table == "review")


def figures(random: Random, form: Form) -> dict[str, int]:
    """Return small figures all sums of which hold: code → number."""
    shape = requests_of(form)
    counted = results(form, shape)
    columns = [column.code for column in shape.columns]
    many = random.choice([2, 6, 15])
    cells = {row.code: dict.fromkeys(columns, 0) for row in shape.rows if not row.group}
    for _ in range(many):
        cells[random.choice([*counted, "carried_out"])][random.choice(columns[:-1])] += random.randint(1, 3)
    for column in columns[:-1]:
        cells["concluded"][column] = sum(cells[row][column] for row in counted)
        handled = cells["concluded"][column] + cells["carried_out"][column]
        cells["carried_in"][column] = random.randint(0, handled)
        cells["received"][column] = handled - cells["carried_in"][column]
    found: dict[str, int] = {}
    for row, own in cells.items():
        own[columns[-1]] = sum(own.values())
        found |= {f"requests.{row}.{column}": value for column, value in own.items()}
    inner = {column.code: 0 for column in review_of(form).columns if not column.code.endswith("total")}
    for _ in range(random.choice([1, 3, 6])):
        inner[random.choice(list(inner))] += random.randint(1, 4)
    for code in (column.code for column in review_of(form).columns):
        procedure = code.rpartition(".")[0]
        added = sum(value for other, value in inner.items() if other.rpartition(".")[0] == procedure)
        found[f"review.{code}"] = inner.get(code, added)
    return found


def blanked(random: Random, codes: Sequence[str], numbers: Mapping[str, int]) -> dict[str, None]:
    """Return blanks for some cells of a row, zeros for the most part; one number at least stays, one at least goes."""
    zeros = [code for code in codes if numbers[code] == 0]
    likely = zeros if zeros and random.random() < 0.7 else list(codes)
    count = random.randint(1, min(len(likely), len(codes) - 1))
    return dict.fromkeys(random.sample(likely, count))


def printed_row(report: AnnualReport, codes: Sequence[str]) -> list[int]:
    """Return the numbers that are left of a row, in printed order."""
    return [int(fact.value) for fact in (report.facts[code] for code in codes) if fact.value is not None]


def placements(numbers: Sequence[int], columns: int) -> Iterator[Placement]:
    """Yield all ways to give numbers to columns in their order."""
    for at in combinations(range(columns), len(numbers)):
        given = dict(zip(at, numbers, strict=True))
        yield tuple(given.get(column) for column in range(columns))


# ── section 三, by brute force ─────────────────────────────────────────────────────


def allowed_requests(
    form: Form, report: AnnualReport, rows: Sequence[Sequence[str]]
) -> Iterator[tuple[Placement, ...]]:
    """Yield the placements of open rows (their codes) in which all sums of section 三 can hold.

    What the blanks may hold is tried up to a bound. Of a column in one sum with the open cells, a sum says x + y = d or
    x - y = d at most, with d made of printed numbers. In the first case no number is larger than d. In the second both
    numbers can be lowered together, in the total column as well, until one of them is 0 or printed, or its total is
    printed: so if there is a solution, there is one in which none is larger than all |d| and all printed numbers of the
    rows together.
    """
    columns = len(requests_of(form).columns)
    known = {code: int(fact.value) for code, fact in report.facts.items() if fact.value is not None}
    where = {code: (row, column) for row, codes in enumerate(rows) for column, code in enumerate(codes)}
    own = [identity for identity in form.identities if identity.codes[0].startswith("requests.")]
    closed = [i for i in own if not where.keys() & set(i.codes)]
    if any(identity.difference(known) for identity in closed):
        return
    # Column by column, what the sums over rows say of the cells of the open rows: how often each counts, and the rest.
    said: list[list[tuple[list[int], int]]] = [[] for _ in range(columns)]
    for identity in own:
        concerned = [code for code in identity.codes if code in where]
        if not concerned or identity.kind == "row sum":
            continue
        counts = [0] * len(rows)
        for code in concerned:
            counts[where[code][0]] += 1 if code in identity.left else -1
        rest = {code: known[code] for code in identity.codes if code not in where}
        said[where[concerned[0]][1]].append((counts, identity.difference(rest | dict.fromkeys(concerned, 0))))
    numbers = [printed_row(report, codes) for codes in rows]
    bound = sum(map(sum, numbers)) + sum(abs(rest) for column in said for _, rest in column)
    fits = [
        {
            cells
            for cells in product(range(bound + 1), repeat=len(rows))
            if all(sum(map(int.__mul__, counts, cells)) + rest == 0 for counts, rest in column)
        }
        for column in said
    ]
    for chosen in product(*(list(placements(own_numbers, columns)) for own_numbers in numbers)):
        if _can_hold(chosen, fits):
            yield chosen


def _can_hold(chosen: Sequence[Placement], fits: Sequence[set[tuple[int, ...]]]) -> bool:
    """Return whether blanks can be filled so that the columns fit and each row adds up to its last column."""

    def agrees(column: int, cells: tuple[int, ...]) -> bool:
        return all(row[column] in (None, cell) for row, cell in zip(chosen, cells, strict=True))

    possible = [{cells for cells in fitting if agrees(column, cells)} for column, fitting in enumerate(fits)]
    sums = {(0,) * len(chosen)}
    largest = [max((cells[row] for cells in possible[-1]), default=-1) for row in range(len(chosen))]
    for cells_of in possible[:-1]:
        sums = {
            added
            for before in sums
            for cells in cells_of
            for added in [tuple(map(int.__add__, before, cells))]
            if all(a <= most for a, most in zip(added, largest, strict=True))
        }
    return not sums.isdisjoint(possible[-1])


# ── section 四, by brute force ─────────────────────────────────────────────────────


def allowed_review(form: Form, report: AnnualReport) -> Iterator[tuple[Placement, ...]]:
    """Yield the placements of the row of section 四 in which its sums can hold."""
    shape = review_of(form)
    codes = [f"review.{column.code}" for column in shape.columns]
    own = [identity for identity in form.identities if identity.kind == "review sum"]
    sums = [([codes.index(code) for code in i.left], codes.index(i.right[0])) for i in own]
    numbers = printed_row(report, codes)
    for placement in placements(numbers, len(codes)):
        if all(_adds_up([placement[column] for column in inner], placement[total]) for inner, total in sums):
            yield (placement,)
    # Of two 0 side by side one may have been printed twice, in a row that lacks no total.
    for fewer in [
        numbers[:at] + numbers[at + 1 :] for at in range(1, len(numbers)) if numbers[at - 1 : at + 1] == [0, 0]
    ]:
        for placement in placements(fewer, len(codes)):
            if all(
                _adds_up([placement[column] for column in inner], placement[total])
                and (placement[total] is not None or not any(placement[column] for column in inner))
                for inner, total in sums
            ):
                yield (placement,)


def _adds_up(inner: Sequence[int | None], total: int | None) -> bool:
    """Return whether blanks of zero or more can make a sum whole."""
    least = sum(value or 0 for value in inner)
    return total is None or least == total or (None in inner and least < total)


# ── what was read, against it ──────────────────────────────────────────────────────


def assert_proved(
    read: AnnualReport, report: AnnualReport, rows: Sequence[Sequence[str]], allowed: list[tuple[Placement, ...]]
) -> int:
    """Check each cell of the open rows against the placements that the sums allow; return how many are proved.

    Where a total has to be blank beside other numbers, it says nothing of what the row lacks: more may be left unread.
    """
    exact = not any(
        all(chosen[row][column] is None for chosen in allowed)
        for row, codes in enumerate(rows)
        for column, code in enumerate(codes)
        if code.endswith(".total")
    )
    count = 0
    for row, codes in enumerate(rows):
        for column, code in enumerate(codes):
            fact = read.facts[code]
            shown = {chosen[row][column] for chosen in allowed}
            if len(shown) == 1 and None not in shown and (exact or fact.state != "unread"):
                assert (fact.state, fact.basis, {fact.value}) == ("number", "proved", shown), code
                count += 1
            else:
                assert (fact.state, fact.value, fact.basis) == ("unread", None, None), code
                assert candidates(fact) >= shown, code
                assert candidates(fact) == shown or not exact, code
                assert report.facts[code].value in shown, code
    return count


def assert_nothing_wrong(read: AnnualReport, report: AnnualReport, rows: Sequence[Sequence[str]]) -> None:
    """Check rows that no placement explains: a number may be taken for none of theirs, but no other misplaced."""
    for fact in (read.facts[code] for codes in rows for code in codes):
        right = report.facts[fact.code].value
        assert fact.state == "unread" or (fact.basis, fact.value) == ("proved", right), fact.code


def candidates(fact: Fact) -> set[object]:
    return {None if candidate.state == "blank" else candidate.value for candidate in fact.candidates}


def rest_is_as_printed(read: AnnualReport, report: AnnualReport, rows: Sequence[Sequence[str]]) -> bool:
    """Return whether all other rows of both tables are read as they are printed; check that none is read otherwise."""
    hit = {code for codes in rows for code in codes}
    rest = [code for code in report.facts if code not in hit and code.partition(".")[0] in ("requests", "review")]
    for code in rest:
        assert read.facts[code].value in (None, report.facts[code].value), code
    return all(read.facts[code].basis == "printed" for code in rest)


def assert_implied_is_true(read: AnnualReport, numbers: Mapping[str, int], rows: Sequence[Sequence[str]]) -> None:
    for code in (code for codes in rows for code in codes):
        assert read.facts[code].implied in (None, numbers[code]), code


@pytest.mark.parametrize("form", FORMS)
def test_open_rows_of_section_three(form: str) -> None:
    proved = 0
    for seed in seeds(f"requests {form}", 60, 900):
        with seeded(seed) as random:
            own, shape = form_named(form), requests_of(form_named(form))
            numbers = figures(random, own)
            keys = [row.rule for row in shape.rows if not row.group]
            rows = [shape.row_codes[rule] for rule in random.sample(keys, random.choice([1, 2, 2]))]
            blanks = {code: None for codes in rows for code in blanked(random, codes, numbers)}
            wrong: dict[str, int] = {}
            if random.random() < 0.2:  # somewhere a sum does not hold
                code = random.choice([code for code in numbers if code.startswith("requests.") and code not in blanks])
                wrong = {code: numbers[code] + random.randint(1, 2)}
            report = changed(base(form), {**numbers, **wrong, **blanks})
            read = govparse.parse(LAYOUTS[random.choice(PLAIN)].write(lay_out(report)))
            allowed = list(allowed_requests(own, report, rows))
            assert allowed or wrong
            whole = rest_is_as_printed(read, report, rows)
            assert whole or wrong
            if not allowed or not whole:  # a row whose own sum does not hold may be doubted as well
                assert_nothing_wrong(read, report, rows)
                continue
            proved += assert_proved(read, report, rows, allowed)
            if not wrong and all(numbers[code] == 0 for code in blanks):
                assert_implied_is_true(read, numbers, rows)
    assert proved > rounds(20, 300)


@pytest.mark.parametrize("form", FORMS)
def test_the_row_of_section_four(form: str) -> None:
    proved = 0
    for seed in seeds(f"review {form}", 40, 400):
        with seeded(seed) as random:
            own = form_named(form)
            numbers = figures(random, own)
            codes = [f"review.{column.code}" for column in review_of(own).columns]
            kept = random.sample(codes, random.choice([2, 4, 11, 12, 13, 14, 14]))
            if len(kept) > 10:  # zeros are lost rather than other numbers
                kept = sorted(codes, key=lambda code: numbers[code] == 0 and random.random())[: len(kept)]
            blanks = {code: None for code in codes if code not in kept}
            report = changed(base(form), {**numbers, **blanks})
            read = govparse.parse(LAYOUTS[random.choice(PLAIN)].write(lay_out(report)))
            allowed = list(allowed_review(own, report))
            assert allowed
            assert rest_is_as_printed(read, report, [codes])
            proved += assert_proved(read, report, [codes], allowed)
            if all(numbers[code] == 0 for code in blanks):
                assert_implied_is_true(read, numbers, [codes])
    assert proved > rounds(20, 200)
