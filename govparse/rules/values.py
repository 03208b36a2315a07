"""The rules of single cells, headings and sections."""

from govparse.rules.rule import Rule

VALUES: dict[str, Rule] = {}
