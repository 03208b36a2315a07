"""The grammars: strict, nothing renamed, and the only place where a label stands."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest
from fixtures import figures

import govparse
from govparse.forms.form import Form
from govparse.forms.grammars import load
from govparse.forms.headings import SECTIONS, official_heading
from govparse.forms.imports import folder
from govparse.forms.marks import label_key
from govparse.forms.registry import FORM_2019, FORM_2021, form_named, form_prescribed_for, forms, vocabulary
from govparse.reading.fold import fold, key

PACKAGE = Path(govparse.__file__).parent
by_form = pytest.mark.parametrize("form", forms(), ids=lambda form: form.name)


@by_form
def test_grammar_is_lalr_without_conflicts(form: Form) -> None:
    parser = form.build(strict=True)
    assert {str(rule.origin.name) for rule in parser.rules} >= set(form.blocks)


@by_form
def test_no_symbol_is_renamed_by_an_import(form: Form) -> None:
    parser = form.build()
    # Lark's own helpers for repetition begin with two underscores; an import puts them inside.
    names = {str(rule.origin.name).lstrip("_") for rule in parser.rules} | {t.name for t in parser.terminals}
    assert [name for name in sorted(names) if "__" in name] == []
    assert [name for name in form.grammar.strings if "__" in name] == []
    assert [rule.alias for rule in parser.rules if rule.alias not in (None, "group")] == []


@by_form
def test_codes_are_those_of_the_form(form: Form) -> None:
    right = figures("dense-2019" if form is FORM_2019 else "dense-2021")
    assert set(form.codes) == set(right)
    assert len(form.codes) == len(set(form.codes)) == {"2019": 198, "2021": 200}[form.name]


@by_form
def test_every_label_of_a_form_is_known_by_its_own_text(form: Form) -> None:
    for terminal, text in form.official.items():
        known = label_key(fold(text), form.labels)
        assert known is not None, text
        assert form.labels[known][0] == terminal or terminal in form.labels[known], text


@by_form
def test_no_variant_is_the_official_text_of_another_row(form: Form) -> None:
    official = {form.keys[t]: t for t in form.keys}
    for shape in form.shapes.values():
        rows = {row.terminal for row in shape.rows}
        for label, terminals in form.labels.items():
            others = {t for t in terminals if t in rows}
            if official.get(label) in rows and len(others) > 1:
                raise AssertionError(f"{label} may be {others} in {shape.name}")


@by_form
def test_a_block_is_parsed_by_its_own_rule_only(form: Form) -> None:
    heads = {name: shape.head & {row.terminal for row in shape.rows} for name, shape in form.shapes.items()}
    assert heads == {name: frozenset() for name in form.blocks}
    assert [shape.table for shape in form.shapes.values()] == [name.split("_")[0] for name in form.blocks]


def test_forms_differ_where_the_official_forms_differ() -> None:
    assert FORM_2019.shapes["requests"].columns == FORM_2021.shapes["requests"].columns
    assert "proactive_nine" in FORM_2019.shapes
    assert "proactive_nine" not in FORM_2021.shapes
    only = set(FORM_2021.codes) - set(FORM_2019.codes)
    assert {code.rpartition(".")[0] for code in only if code.startswith("requests.")} == {
        "requests.other_outcome.not_corrected",
        "requests.other_outcome.fee_unpaid",
        "requests.other_outcome.remaining",
    }


def test_a_form_by_name_and_year() -> None:
    assert form_named("2019") is FORM_2019
    assert form_prescribed_for(2020) is FORM_2019
    assert form_prescribed_for(2025) is FORM_2021
    assert form_prescribed_for(None) is FORM_2021
    with pytest.raises(KeyError):
        form_named("2008")


def test_headings_are_in_their_grammar() -> None:
    assert next(official_heading(section) for section in SECTIONS) == "总体情况"
    assert len({official_heading(section) for section in SECTIONS}) == 6


def test_a_label_stands_only_in_its_grammar() -> None:
    """No label of four characters or more is written in Python, outside of documentation."""
    labels = {label for label in vocabulary().labels if len(label) > 3 and not label.isdigit()}
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and not _is_docstring(node.value):
                found += [(path.name, label) for label in labels if label in key(fold(node.value))]
    assert found == []


def _is_docstring(text: str) -> bool:
    return text.endswith((".", ".\n", "\n    ")) or "\n" in text


def test_no_condition_on_a_year_outside_of_the_forms() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.parent.name == "forms":
            continue
        assert not re.search(r"year\s*[<>]=?\s*20[0-9]{2}", path.read_text(encoding="utf-8")), path


def test_grammar_files_are_found_and_complete() -> None:
    names = {path.name for path in folder().glob("*.lark")}
    assert names == {
        "cells.lark",
        "claims.lark",
        "form2019.lark",
        "form2021.lark",
        "headings.lark",
        "proactive.lark",
        "requests.lark",
        "review.lark",
    }
    assert "python.lark" not in names
    assert "common.lark" not in names


def test_interegular_is_no_dependency() -> None:
    # Merely installed it makes each build take seconds.
    assert "interegular" not in sys.modules


def test_loading_what_is_no_grammar(tmp_path: Path) -> None:
    from lark.exceptions import LarkError

    broken = tmp_path / "broken.lark"
    broken.write_text("a: :", encoding="utf-8")
    with pytest.raises(LarkError):
        load(broken)
    with pytest.raises(OSError, match="nowhere"):
        load(tmp_path / "nowhere.lark")
