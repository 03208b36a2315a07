"""The documentation of the rules: labels come from the grammars, and nothing of it is left out."""

from __future__ import annotations

import re

import pytest

from govparse.forms.names import spell
from govparse.rules import RULES, Words
from govparse.rules.reading import READING
from govparse.rules.reading.cells import CELLS
from govparse.rules.reading.files import FILES
from govparse.rules.reading.labels import LABELS
from govparse.rules.reading.proof import PROOF
from govparse.rules.reading.reports import REPORTS
from govparse.rules.reading.rows import ROWS
from govparse.rules.reading.tables import TABLES
from govparse.rules.rule import Rule

_HAN = re.compile("[一-鿿]")


def _texts(rule: Rule) -> dict[str, Words]:
    texts = {"what": rule.what, "why": rule.why, "example": rule.example}
    return texts if rule.source is None else {**texts, "source": rule.source}


@pytest.mark.parametrize("rule", RULES)
def test_every_label_named_in_a_text_exists(rule: str) -> None:
    for part, words in _texts(RULES[rule]).items():
        for language, text in (("zh", words.zh), ("en", words.en)):
            spelled = spell(text)  # KeyError for a cell that no form has
            assert "{" not in spelled, (part, language)
            assert "}" not in spelled, (part, language)


@pytest.mark.parametrize("rule", READING)
def test_every_rule_of_reading_says_what_it_finds_and_why(rule: str) -> None:
    for part, words in _texts(READING[rule]).items():
        assert _HAN.search(words.zh), part
        assert words.zh.endswith("。"), part
        assert re.search("[a-z]{3}", words.en), part
        assert words.en.endswith("."), part
        # The same labels in both languages: none was forgotten in a translation.
        assert set(re.findall(r"\{[^}]*\}", words.zh)) == set(re.findall(r"\{[^}]*\}", words.en)), part


@pytest.mark.parametrize("rule", READING)
def test_a_rule_that_another_one_points_to_exists(rule: str) -> None:
    for words in _texts(READING[rule]).values():
        for text in (words.zh, words.en):
            named = set(re.findall(r"(?<![a-z/])[a-z]+(?:-[a-z]+)+(?![a-z])", text))
            assert {name for name in named if name not in _NO_RULES} <= RULES.keys()


_NO_RULES = frozenset({"--limit"})


def test_the_rules_of_reading_are_told_apart_by_subject() -> None:
    subjects = (ROWS, PROOF, LABELS, CELLS, TABLES, REPORTS, FILES)
    assert list(READING) == [name for rules in subjects for name in rules]
    assert len(READING) == sum(map(len, subjects))
