"""How two readings of the same input differ: cell by cell, and the report as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import Any

Reading = Mapping[str, Any]
"""What the worker says about an input: `reports`, or `error`."""

KINDS = {
    "error": "refused, and a report before; the reverse; refused for another reason",
    "changed": "another value, or another unit",
    "state": "another state, both of them saying what is printed: blank, number, text, not_applicable",
    "lost": "said before, now unread or absent",
    "gained": "unread or absent before, now said",
    "report": "title, issuer, year, forms, sections, unknown rows, metadata",
    "place": "the same value, at another place or printed otherwise",
    "doubt": "unread or absent both times: otherwise, or for another reason",
    "findings": "findings that came or went",
    "words": "refused both times, in other words",
}
"""Kinds of differences in the order in which they are told: the grave ones first."""
GRAVE = ("changed", "state", "lost")
CELLS = (*GRAVE, "gained", "place", "doubt")
_SILENT = ("unread", "absent")
_NOT_THERE: dict[str, Any] = {"state": "absent", "value": None, "text": "", "place": None}
_WHOLE = ("title", "issuer", "year", "forms", "sections", "remarks", "unknown_rows", "metadata", "encoding")


@dataclass(frozen=True)
class Difference:
    """One difference: of the cell `what`, or of another part of a report. `part` counts reports of an input."""

    kind: str
    what: str
    old: Any
    new: Any
    part: int = 0

    @property
    def of_a_cell(self) -> bool:
        return self.kind in CELLS


def differences(old: Reading, new: Reading) -> list[Difference]:
    """Return what differs, the grave first."""
    found = list(_errors(old, new))
    for part, (before, after) in enumerate(zip_longest(old.get("reports", ()), new.get("reports", ()))):
        found += (Difference(d.kind, d.what, d.old, d.new, part) for d in _reports(before, after))
    order = list(KINDS)
    return sorted(found, key=lambda d: (order.index(d.kind), d.part))


def _errors(old: Reading, new: Reading) -> Iterator[Difference]:
    if _outcome(old) != _outcome(new):
        yield Difference("error", "outcome", _outcome(old), _outcome(new))
    elif "error" in old and old["error"] != new["error"]:
        yield Difference("words", old["error"]["kind"], old["error"]["says"], new["error"]["says"])


def _outcome(reading: Reading) -> str:
    if "error" in reading:
        # What nobody foresaw is told in full; of a refusal its kind is what counts.
        kind = reading["error"]["kind"]
        return kind if " " not in kind else f"{kind}: {reading['error']['says']}"
    count = len(reading["reports"])
    return "1 report" if count == 1 else f"{count} reports"


def _reports(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Iterator[Difference]:
    """Yield the differences of two reports; None is a report that is not there: all its cells are absent."""
    facts_old, facts_new = (old or {}).get("facts", {}), (new or {}).get("facts", {})
    for code in {**facts_new, **facts_old}:
        before, after = facts_old.get(code, _NOT_THERE), facts_new.get(code, _NOT_THERE)
        if kind := _kind(before, after):
            yield Difference(kind, code, before, after)
    if old is None or new is None:
        return
    for name in _WHOLE:
        yield from _parts(name, old.get(name), new.get(name))
    counts = [Counter((f["rule"], tuple(f["codes"])) for f in report.get("findings", ())) for report in (old, new)]
    for rule, codes in sorted((counts[0] - counts[1]).keys() | (counts[1] - counts[0]).keys()):
        before, after = (count[rule, codes] for count in counts)
        yield Difference("findings", " ".join((rule, *codes)), before, after)


def _kind(old: Mapping[str, Any], new: Mapping[str, Any]) -> str | None:
    silent = (old["state"] in _SILENT, new["state"] in _SILENT)
    if silent == (True, True):
        return None if _rest(old) == _rest(new) else "doubt"
    if silent == (True, False):
        return "gained"
    if silent == (False, True):
        return "lost"
    if old["state"] != new["state"]:
        return "state"
    if _worth(old) != _worth(new):
        return "changed"
    return None if _rest(old) == _rest(new) else "place"


def _worth(fact: Mapping[str, Any]) -> tuple[Any, ...]:
    value = fact["value"]
    # 3.10 and 3.1 are one number; what is printed is compared with the place.
    number = None if value is None else Decimal(str(value))
    return (number, fact.get("unit"), fact["text"] if fact["state"] == "text" else None)


def _rest(fact: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fact.items() if value is not None}


def _parts(name: str, old: Any, new: Any) -> Iterator[Difference]:
    """Yield the parts of a value that differ, one by one where it has names for them."""
    if isinstance(old, dict) and isinstance(new, dict) and name != "metadata":
        for key in {**old, **new}:
            if old.get(key) != new.get(key):
                yield Difference("report", f"{name}.{key}", old.get(key), new.get(key))
    elif old != new:
        yield Difference("report", name, old, new)
