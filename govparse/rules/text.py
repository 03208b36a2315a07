"""The rules of what the prose claims, against the tables and against itself."""

from govparse.rules.rule import Rule

TEXT: dict[str, Rule] = {}
