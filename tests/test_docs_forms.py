"""The page of the forms and their codes: what the grammars say, and all of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs_parts import DOCS

from govparse.dataset.codes import codes
from govparse.dataset.describing.form_page import page
from govparse.dataset.describing.pages import write
from govparse.forms.form import Form
from govparse.forms.registry import BUILT_IN

PAGE = DOCS / "forms-and-codes.md"


def part_of(form: Form) -> str:
    """Return what the page says of a form."""
    return page().partition(f"\n## The {form.name} form\n")[2].partition("\n## ")[0]


def test_the_page_is_up_to_date(tmp_path: Path) -> None:
    # Written anew by: python -m govparse.dataset.describing.form_page docs/forms-and-codes.md
    assert PAGE.read_text(encoding="utf-8") == page()
    write(page(), [str(tmp_path / "page.md")])
    assert (tmp_path / "page.md").read_bytes() == page().encode()


@pytest.mark.parametrize("form", BUILT_IN, ids=lambda form: form.name)
def test_every_code_of_a_form_is_on_the_page_with_its_labels(form: Form) -> None:
    text = part_of(form)
    assert form.document in text
    found = {}
    for row, column, code in re.findall(r"^\| ([^|]+) \| ([^|]+) \| `([a-z_.]+)` \|", text, re.MULTILINE):
        found[code] = {row, column}
    for column, code in re.findall(r"^\| ([^|]+) \| `(review\.[a-z_.]+)` \|", text, re.MULTILINE):
        found[code] = {column}
    rows = re.findall(r"^\| ([^|]+) \| `(requests\.[a-z_.]+)\.…` \|", text, re.MULTILINE)
    columns = re.findall(r"^\| ([^|]+) \| `…\.([a-z_]+)` \|", text, re.MULTILINE)
    found |= {f"{row}.{column}": {label, head} for label, row in rows for head, column in columns}
    own = {code for shape in form.shapes.values() for code in shape.codes}
    assert found.keys() == own
    for shape in form.shapes.values():
        for row in shape.rows:
            for column in shape.columns if not row.group else ():
                labels = " ".join(found[shape.code(row, column)])
                named = [*([row.terminal] if row.terminal else []), *column.terminals]
                assert [form.official[name] for name in named if form.official[name] not in labels] == []


@pytest.mark.parametrize("form", BUILT_IN, ids=lambda form: form.name)
def test_every_sum_of_a_form_is_counted(form: Form) -> None:
    counted = re.findall(r"^\| ([a-z ]+) \| [^|]+ \| (\d+) \|", part_of(form), re.MULTILINE)
    own = [identity.kind for identity in form.identities]
    assert {kind: int(count) for kind, count in counted} == {kind: own.count(kind) for kind in own}


def test_what_is_said_in_english_is_of_known_words() -> None:
    """A code without words of its own is told by its parts, which no form leaves empty."""
    assert all(code.label_en and "_" not in code.label_en for code in codes().values())
