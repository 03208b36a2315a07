"""The panel: what may stand in one column, and what becomes of cells that are no plain number."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from attrs import evolve
from year_parts import COLUMNS

import govparse
from govparse.dataset.codes import codes
from govparse.dataset.flatten import Notes, flatten
from govparse.dataset.panel import (
    DERIVED,
    KEYS,
    NOT_IN_FORM,
    OTHER_UNIT,
    PANEL_STATES,
    STATE,
    UNIT,
    YUAN_COLUMN,
    panel_schema,
    variables,
    widen,
)
from govparse.dataset.readings import report_to_row, to_batch
from govparse.dataset.schema import REPORTS
from govparse.forms.registry import forms
from govparse.records import AnnualReport, Fact
from govparse.testing import synthetic_report

EXAMPLES = Path(__file__).parent.parent / "examples"
PARTS = ("not_corrected", "fee_unpaid", "remaining")
SCHEMA = panel_schema(REPORTS)


def panel(*reports: AnnualReport) -> list[dict[str, Any]]:
    rows = [{"source": str(i), "content_hash": "", **report_to_row(report, 1)} for i, report in enumerate(reports)]
    tables = flatten(to_batch(rows), [Notes()] * len(rows), prose=False)
    found: list[dict[str, Any]] = widen(tables["reports"], tables["facts"], SCHEMA).to_pylist()
    return found


def with_cells(report: AnnualReport, **cells: tuple[Any, ...]) -> AnnualReport:
    facts = dict(report.facts)
    for name, (state, value, *unit) in cells.items():
        code = name.replace("__", ".")
        facts[code] = Fact(code, value, state, unit=unit[0] if unit else None, basis="printed")
    return evolve(report, facts=facts)


@pytest.fixture(scope="module")
def of_2021() -> AnnualReport:
    return govparse.parse_file(EXAMPLES / "bureau-2022.txt")


@pytest.fixture(scope="module")
def of_2019() -> AnnualReport:
    return govparse.parse_file(EXAMPLES / "town-2019.txt")


# ── which columns there are ────────────────────────────────────────────────────────


def test_what_may_not_be_compared_has_no_name_in_common() -> None:
    """As FORMS.md says it: stocks and flows of item （一）, fees, and what only one form has."""
    of_form = {form.name: set(form.codes) for form in forms()}
    shared = of_form["2019"] & of_form["2021"]
    assert {code for code in shared if code.startswith("proactive.")} == {
        f"proactive.{row}.decisions" for row in ("licensing", "penalties", "compulsion")
    }
    assert {code.comparability for name, code in codes().items() if name in shared and name.startswith("pro")} == {
        "caution"
    }
    assert {codes()[name].comparability for name in shared if not name.startswith("pro")} == {"same"}
    assert {codes()[name].comparability for name in of_form["2019"] ^ of_form["2021"]} == {"one form"}
    assert len(shared) == len(of_form["2019"]) - 19 - 7
    names = [variable.name for variable in variables()]
    assert set(names) == of_form["2019"] | of_form["2021"]
    assert len(names) == len(set(names))


def test_only_other_outcomes_are_a_sum() -> None:
    sums = {variable.name: variable.parts for variable in variables() if variable.parts}
    assert sums == {
        f"requests.other_outcome.{column}": tuple(f"requests.other_outcome.{part}.{column}" for part in PARTS)
        for column in COLUMNS
    }


def test_every_number_has_its_state_beside_it() -> None:
    at = SCHEMA.names.index
    for variable in variables():
        assert at(variable.name + STATE) == at(variable.name) + 1
        assert SCHEMA.field(variable.name).type == (pa.decimal128(38, 12) if variable.is_amount else pa.int64())
    assert SCHEMA.names[: len(KEYS)] == list(KEYS)
    assert sorted(v.name for v in variables() if v.is_amount) == [
        "proactive.fees.amount",
        "proactive.procurement.amount",
    ]


# ── what stands in them ────────────────────────────────────────────────────────────


@pytest.mark.parametrize("number", range(30))
def test_values_and_states_are_those_of_the_cells(number: int) -> None:
    report = synthetic_report(number, seed=77)
    (row,) = panel(report)
    for variable in variables():
        fact = report.facts.get(variable.name)
        value, state = row[variable.name], row[variable.name + STATE]
        if fact is None:
            assert value is None or state == DERIVED
            assert state in (NOT_IN_FORM, DERIVED) or variable.parts
            continue
        plain = isinstance(fact.value, int) and not (fact.unit and set(fact.unit) & set("千万亿"))
        if variable.is_amount:
            assert (value, state, row[variable.name + UNIT]) == (fact.value, fact.state, fact.unit)
            assert row[variable.name + YUAN_COLUMN] == fact.in_yuan()
        elif fact.state == "number" and not plain:
            assert (value, state) == (None, OTHER_UNIT)
        else:
            assert (value, state) == (fact.value, fact.state)


def test_the_sum_of_the_newer_form_stands_where_the_older_has_a_number(
    of_2019: AnnualReport, of_2021: AnnualReport
) -> None:
    numbers = {
        f"requests__other_outcome__{part}__total": ("number", n) for part, n in zip(PARTS, (2, 0, 40), strict=True)
    }
    newer, older = panel(
        with_cells(of_2021, **numbers), with_cells(of_2019, requests__other_outcome__total=("number", 7))
    )
    assert (newer["requests.other_outcome.total"], newer["requests.other_outcome.total" + STATE]) == (42, DERIVED)
    assert (older["requests.other_outcome.total"], older["requests.other_outcome.total" + STATE]) == (7, "number")
    for part in PARTS:
        assert older[f"requests.other_outcome.{part}.total"] is None
        assert older[f"requests.other_outcome.{part}.total" + STATE] == NOT_IN_FORM
    assert newer["requests.other_outcome.fee_unpaid.total"] == 0


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (("blank", "blank", "blank"), "blank"),
        (("number", "blank", "number"), "blank"),
        (("number", "not_applicable", "blank"), "not_applicable"),
        (("unread", "blank", "number"), "unread"),
        (("absent", "blank", "unread"), "unread"),
        (("absent", "number", "text"), "absent"),
    ],
)
def test_a_sum_with_a_cell_that_is_no_number_is_none(
    of_2021: AnnualReport, states: tuple[str, ...], expected: str
) -> None:
    cells = {
        f"requests__other_outcome__{part}__total": (state, 1 if state == "number" else None)
        for part, state in zip(PARTS, states, strict=True)
    }
    (row,) = panel(with_cells(of_2021, **cells))
    assert row["requests.other_outcome.total"] is None
    assert row["requests.other_outcome.total" + STATE] == expected


@pytest.mark.parametrize(
    ("value", "unit"), [(Decimal("1.5"), None), (3, "万"), (Decimal("0.2"), "亿"), (Decimal("7.000000000001"), "件")]
)
def test_a_number_in_another_unit_is_no_count(of_2021: AnnualReport, value: Any, unit: str | None) -> None:
    (row,) = panel(with_cells(of_2021, requests__received__total=("number", value, unit)))
    assert (row["requests.received.total"], row["requests.received.total" + STATE]) == (None, OTHER_UNIT)


@pytest.mark.parametrize("value", [0, -12, 999_999_999_999_999])
def test_whole_numbers_stay_what_they_are(of_2019: AnnualReport, value: int) -> None:
    (row,) = panel(with_cells(of_2019, proactive__licensing__change=("number", value, "件")))
    assert (row["proactive.licensing.change"], row["proactive.licensing.change" + STATE]) == (value, "number")


@pytest.mark.parametrize(
    ("value", "unit", "yuan"),
    [
        (Decimal("123604.14"), "元", Decimal("123604.14")),
        (Decimal("999999999999999.123456789012"), "亿元", Decimal("99999999999999912345678.9012")),
        (Decimal("52.15"), None, None),
        (Decimal("52.15"), "万元", Decimal("521500")),
    ],
)
def test_amounts_are_exact_and_only_converted_where_a_unit_is_printed(
    of_2021: AnnualReport, value: Decimal, unit: str | None, yuan: Decimal | None
) -> None:
    (row,) = panel(with_cells(of_2021, proactive__fees__amount=("number", value, unit)))
    assert (row["proactive.fees.amount"], row["proactive.fees.amount" + UNIT]) == (value, unit)
    assert row["proactive.fees.amount" + YUAN_COLUMN] == yuan


def test_a_report_without_tables_has_a_row_all_the_same(of_2021: AnnualReport) -> None:
    facts = {code: Fact(code, None, "absent") for code in of_2021.facts}
    rows = panel(evolve(of_2021, facts=facts), evolve(of_2021, facts={}))
    assert {rows[0][v.name + STATE] for v in variables()} == {"absent", NOT_IN_FORM}
    assert {rows[1][v.name + STATE] for v in variables()} == {NOT_IN_FORM}
    assert all(rows[i][v.name] is None for i in (0, 1) for v in variables())


def test_states_of_the_panel_are_all_known() -> None:
    reports = [synthetic_report(number, seed=78) for number in range(40)]
    found = {row[v.name + STATE] for row in panel(*reports) for v in variables()}
    assert found <= set(PANEL_STATES)
    assert found >= {"number", "blank", DERIVED, NOT_IN_FORM}
