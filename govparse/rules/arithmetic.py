"""The rules of the sums that the form prescribes (勾稽关系)."""

from govparse.rules.rule import Rule

ARITHMETIC: dict[str, Rule] = {}
