"""Making findings: a rule, what it concerns, and the details that fill its message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from govparse.records import Finding, Mend, Place, Severity, Side
from govparse.rules import RULES


def finding(
    rule: str,
    codes: Sequence[str] = (),
    places: Sequence[Place] = (),
    *,
    severity: Severity | None = None,
    sides: Sequence[Side] = (),
    mends: Sequence[Mend] = (),
    related: Sequence[Finding] = (),
    **details: Any,
) -> Finding:
    """Make a finding of `rule`; `details` fill its message.

    A detail that differs between the languages is a `govparse.rules.Words`. `severity` is that of the rule
    unless a lower one is given. Raises `KeyError` for a rule that does not exist or a detail that is missing.
    """
    kind = RULES[rule]
    messages = {
        "zh": kind.zh.format(**{name: getattr(value, "zh", value) for name, value in details.items()}),
        "en": kind.en.format(**{name: getattr(value, "en", value) for name, value in details.items()}),
    }
    return Finding(
        rule,
        severity or kind.severity,
        messages,
        tuple(codes),
        tuple(places),
        tuple(sides),
        tuple(mends),
        tuple(related),
    )


def remark(rule: str, details: Mapping[str, Any]) -> Finding:
    """Make a finding of `rule` about an input as a whole."""
    return finding(rule, **details)
