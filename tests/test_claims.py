"""What prose claims: the grammar, and sentences with the claims a careful human reads from them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from text_parts import han

from govparse.checks.text.claims import read_claims
from govparse.checks.text.kinds import Claim
from govparse.checks.text.words import build, grammar, han_number

CLAIMS = Path(__file__).parent / "data" / "claims"
FILES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(CLAIMS.glob("*.json"))}
SENTENCES = [
    pytest.param(sentence, sentence.get("year", known["year"]), id=f"{stem}-{number}")
    for stem, known in FILES.items()
    for number, sentence in enumerate(known["sentences"], 1)
]


def _said(claim: Claim) -> list[Any]:
    said = [claim.kind, claim.value, claim.share] if claim.share else [claim.kind, claim.value]
    return [*said, "at most"] if claim.at_most else said


@pytest.mark.parametrize(("sentence", "year"), SENTENCES)
def test_sentence_claims_what_it_says(sentence: dict[str, Any], year: int) -> None:
    text = sentence["text"]
    found = read_claims(text, year=year, subject=sentence.get("subject"), issuer=sentence.get("issuer"))
    assert [_said(claim) for claim in found] == sentence["claims"], text


# ── the grammar


def test_grammar_is_lalr_without_conflicts() -> None:
    assert build(strict=True).rules


def test_no_word_stands_for_two_things() -> None:
    where: dict[str, list[str]] = {}
    for terminal, strings in grammar().strings.items():
        for word in strings:
            where.setdefault(word, []).append(terminal)
    assert {word: names for word, names in where.items() if len(names) > 1} == {}


@pytest.mark.parametrize("number", [0, 1, 2, 9, 10, 11, 19, 20, 99, 100, 101, 105, 110, 115, 250, 999, 1000, 1005,
                                    1050, 1203, 9999, 10_000, 10_005, 10_020, 32_010, 120_000])  # fmt: skip
def test_chinese_numerals(number: int) -> None:
    assert han_number(han(number)) == number


@pytest.mark.parametrize("text", ["十十", "百", "一百二", "一二三", "万", "十百", "二三十", "零十", "一万万"])
def test_what_is_no_chinese_numeral(text: str) -> None:
    assert han_number(text) is None
