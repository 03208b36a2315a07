"""The rules of a report against the report of the same body on the year before."""

from govparse.rules.rule import Rule

YEARS: dict[str, Rule] = {}
