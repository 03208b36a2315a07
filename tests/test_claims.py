"""What prose claims: sentences and the claims a careful human reads from them, written before they were read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from govparse.checks.text.claims import read_claims
from govparse.checks.text.kinds import Claim

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
