"""All rules: stable id → severity, message and documentation. An id is never used again for something else."""

from __future__ import annotations

from collections.abc import Mapping

from govparse.rules.arithmetic import ARITHMETIC
from govparse.rules.reading import READING
from govparse.rules.rule import FAMILIES, Family, Language, Rule, Words
from govparse.rules.text import TEXT
from govparse.rules.values import VALUES
from govparse.rules.years import YEARS

RULES_OF: Mapping[Family, Mapping[str, Rule]] = {
    "reading": READING,
    "arithmetic": ARITHMETIC,
    "values": VALUES,
    "text": TEXT,
    "years": YEARS,
}
RULES: Mapping[str, Rule] = {name: rule for rules in RULES_OF.values() for name, rule in rules.items()}


def family_of(name: str) -> Family:
    """Return the family of a rule; `KeyError` if there is no such rule."""
    for family, rules in RULES_OF.items():
        if name in rules:
            return family
    raise KeyError(name)


__all__ = ["FAMILIES", "RULES", "RULES_OF", "Family", "Language", "Rule", "Words", "family_of"]
