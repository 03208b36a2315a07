"""The forms govparse knows. A form of a new year is one more entry, with its grammar."""

from __future__ import annotations

from functools import cache

from govparse.forms.form import Form, shipped
from govparse.forms.vocabulary import Vocabulary

FORM_2019 = Form(
    name="2019",
    path=shipped("form2019.lark"),
    blocks=(
        "proactive_one",
        "proactive_five",
        "proactive_six",
        "proactive_eight",
        "proactive_nine",
        "requests",
        "review",
    ),
    first_year=2019,
    last_year=2020,
    document="国办公开办函〔2019〕60号",
)
FORM_2021 = Form(
    name="2021",
    path=shipped("form2021.lark"),
    blocks=("proactive_one", "proactive_five", "proactive_six", "proactive_eight", "requests", "review"),
    first_year=2021,
    last_year=None,
    document="国办公开办函〔2021〕30号",
)


def forms() -> tuple[Form, ...]:
    """Return the forms, oldest first."""
    return (FORM_2019, FORM_2021)


@cache
def vocabulary() -> Vocabulary:
    """Return the labels of all forms."""
    groups = {
        (form.name, row.terminal)
        for form in forms()
        for shape in form.shapes.values()
        for row in shape.rows
        if row.group
    }
    return Vocabulary.of(
        (label for form in forms() for label in form.labels),
        (
            label
            for form in forms()
            for label, names in form.labels.items()
            if any((form.name, name) in groups for name in names)
        ),
        (
            [label for label, names in form.labels.items() if not shape.head.isdisjoint(names)]
            for form in forms()
            for shape in form.shapes.values()
        ),
    )


@cache
def block_order(name: str) -> int:
    """Return where a block stands in print, over all forms."""
    return min(form.blocks.index(name) for form in forms() if name in form.blocks)


def form_named(name: str) -> Form:
    """Return a form by name; `KeyError` if there is none."""
    return {form.name: form for form in forms()}[name]


def form_prescribed_for(year: int | None) -> Form:
    """Return the form prescribed for reports on `year` (the newest when the year is unknown)."""
    return next((form for form in forms() if year is not None and form.prescribed_for(year)), forms()[-1])
