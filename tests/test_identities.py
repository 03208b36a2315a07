"""The sums a form prescribes: which there are, and that they hold where they should."""

from __future__ import annotations

from collections import Counter

import pytest
from fixtures import figures

from govparse.forms.registry import forms


@pytest.mark.parametrize(
    ("form", "counts"),
    [
        ("2019", {"row sum": 23, "result sum": 7, "balance": 7, "review sum": 3}),
        ("2021", {"row sum": 25, "result sum": 7, "balance": 7, "review sum": 3}),
    ],
)
def test_a_form_has_its_identities(form: str, counts: dict[str, int]) -> None:
    found = next(known for known in forms() if known.name == form).identities
    assert Counter(identity.kind for identity in found) == counts
    assert len(set(found)) == len(found)


def test_they_are_over_codes_of_the_form_and_every_cell_of_sections_three_and_four_has_a_part() -> None:
    for form in forms():
        summed = {code for identity in form.identities for code in identity.codes}
        assert summed == {code for code in form.codes if not code.startswith("proactive.")}


def test_terms_stand_on_the_side_where_the_form_has_them() -> None:
    form = forms()[0]
    by_right = {identity.right: identity for identity in form.identities}
    total = by_right[("requests.granted.total",)]
    assert total.kind == "row sum" and total.left == tuple(
        f"requests.granted.{column.code}" for column in form.shapes["requests"].columns[:-1]
    )
    balance = by_right["requests.concluded.research", "requests.carried_out.research"]
    assert balance.left == ("requests.received.research", "requests.carried_in.research")
    sums = by_right[("requests.concluded.total",)]
    assert {i.kind for i in form.identities if i.right == sums.right} == {"row sum", "result sum"}
    review = by_right[("review.litigation.direct.total",)]
    assert review.left == tuple(f"review.litigation.direct.{c}" for c in ("upheld", "corrected", "other", "pending"))


@pytest.mark.parametrize(("form", "name"), [("2019", "dense-2019"), ("2021", "dense-2021")])
def test_they_hold_of_figures_made_by_hand(form: str, name: str) -> None:
    cells = figures(name)
    values = {
        code: cell if isinstance(cell, int) else int(cell["value"])
        for code, cell in cells.items()
        if "requests" in code or "review" in code
    }
    found = next(known for known in forms() if known.name == form).identities
    assert [identity for identity in found if identity.difference(values)] == []
    values["requests.granted.business"] += 1
    broken = [identity.kind for identity in found if identity.difference(values)]
    assert sorted(broken) == ["result sum", "row sum"]
