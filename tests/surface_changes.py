"""What has changed between two descriptions of the public surface, and whether the changelog says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from attrs import frozen
from surface_breaks import is_broken

Kind = Literal["added", "removed", "changed"]
_FIRST = re.compile(r"name govparse\.(?!records\.|tables\.)[\w.]+|command \w+|extra \w+")
"""What a changelog that has no release before it has to name: what modules export (of records the modules), commands,
extras."""


@frozen
class Change:
    """A difference between two surfaces; `before` and `now` are None for what was not there, or is not any more."""

    kind: Kind
    key: str
    before: str | None
    now: str | None

    def __str__(self) -> str:
        said = {
            "added": f"{self.now}",
            "removed": f"was {self.before}",
            "changed": f"{self.now}\n    was {self.before}",
        }
        return f"{self.kind} {self.key}: {said[self.kind]}"


def changes(before: Mapping[str, str], now: Mapping[str, str]) -> list[Change]:
    """Return all differences, in the order of the keys."""
    found = []
    for key in sorted(before.keys() | now.keys()):
        old, new = before.get(key), now.get(key)
        if old != new:
            found.append(Change("added" if old is None else "removed" if new is None else "changed", key, old, new))
    return found


# ── the changelog ──────────────────────────────────────────────────────────────────


@frozen
class Section:
    """What a changelog says of one version: heading (`Added`, …) → text."""

    version: str
    date: str | None
    """None while it is not released."""
    said: Mapping[str, str]

    @property
    def text(self) -> str:
        """All that it says."""
        return "\n".join(self.said.values())


def sections(changelog: str) -> list[Section]:
    """Return the versions of a changelog, the newest first. Raises `ValueError` for a heading in another form."""
    found = []
    for part in re.split(r"^## ", changelog, flags=re.MULTILINE)[1:]:
        head, _, body = part.partition("\n")
        match = re.fullmatch(r"\[([0-9]+\.[0-9]+\.[0-9]+)\] (?:- ([0-9]{4}-[0-9]{2}-[0-9]{2})|\(unreleased\))", head)
        if match is None:
            raise ValueError(f"`## {head}`: neither `## [1.2.3] - 2030-01-31` nor `## [1.2.3] (unreleased)`")
        first, *named = re.split(r"^### ", body, flags=re.MULTILINE)
        said = {"": first}
        for one in named:
            name, _, text = one.partition("\n")
            said[name] = text
        found.append(Section(match[1], match[2], said))
    return found


def names(key: str) -> tuple[str, ...]:
    """Return the words by which a changelog may name what a key stands for."""
    kind, _, name = key.partition(" ")
    name = name.partition(" of ")[0]
    last = re.split(r"[. /\[]", name.removesuffix("]").removesuffix("[]"))[-1]
    if kind == "command":
        return name, f"govparse {name}", *(part for part in last.split("/") if part.startswith("-"))
    if kind == "fact":
        parts = name.split(".")
        return tuple(".".join(parts[:end]) for end in range(len(parts), 1, -1))
    return name, last


def owner(key: str) -> str | None:
    """Return the key of what something is part of, None for what stands by itself."""
    kind, _, name = key.partition(" ")
    if kind == "order":
        return f"type {name}"
    if kind == "member":
        return f"type {name.partition('.')[0]}"
    if kind == "name" and "[" in name:
        return f"name {name.partition('[')[0]}"
    if kind == "command" and " " in name:
        return f"command {name.partition(' ')[0]}"
    if kind == "table" and "." in name:
        return f"table {name.partition('.')[0]}"
    if kind == "json" and "." in name:
        return f"json {name.rpartition('.')[0]}"
    return None


def is_named(key: str, text: str) -> bool:
    """Return whether a text names, between backticks, what a key stands for."""
    spans = re.findall(r"`([^`\n]+)`", text)
    return any(re.search(rf"(?<![\w.-]){re.escape(word)}(?![\w-]|\.\w)", span) for word in names(key) for span in spans)


def unannounced(found: Sequence[Change], changelog: str, released: str | None) -> list[str]:
    """Return, in words, what the top section of a changelog does not say of some changes; `released` is the version
    that they are changes of, None before the first one.

    - Each change is named there between backticks, or, of a part of something that came or went as a whole, that.
    - What was removed is named under *Removed*, and under *Deprecated* of an earlier version.
    - The version is counted up: by a major one for what breaks others (`surface_breaks.py`), else by a minor one (0.x:
      a minor one for both).
    - What breaks who reads JSON counts `schema` up, what breaks who reads datasets `VERSION`.
    - What has a date is released: there may be no change any more.
    """
    top, *earlier = sections(changelog)
    if released is None:
        found = [change for change in found if _FIRST.fullmatch(change.key)]
    elif found and top.date is not None and top.version == released:
        return [f"{top.version} is released; begin a section for the next version and count `__version__` up"]
    kinds = {change.key: change.kind for change in found}
    said: list[str] = []
    for change in found:
        under = top.said.get("Removed", "") if change.kind == "removed" else top.text
        if change.key.startswith("order ") and _is_same_order(change):
            continue  # what came and went is named itself
        whole = owner(change.key)
        while whole is not None and kinds.get(whole) != change.kind:
            whole = owner(whole)
        key = whole if whole is not None and change.kind != "changed" else change.key
        if not is_named(key, under) and not is_named(change.key, under):
            heading = " under `### Removed`" if change.kind == "removed" else ""
            said.append(f"{change}\n    the section of {top.version} does not name it{heading}")
        if change.kind == "removed" and not any(is_named(key, one.said.get("Deprecated", "")) for one in earlier):
            said.append(f"{change}\n    no earlier version has it under `### Deprecated`")
    return [*said, *_version(found, top.version, released)]


def _is_same_order(change: Change) -> bool:
    before, now = ((text or "").split(", ") for text in (change.before, change.now))
    return [name for name in before if name in now] == [name for name in now if name in before]


_COUNTS = {"json": ("json schema", "schema"), "table": ("name govparse.dataset.VERSION", "VERSION")}
"""What counts the changes of some keys that break who reads what is written."""


def _version(found: Sequence[Change], version: str, released: str | None) -> Iterator[str]:
    if not found or released is None:
        return
    now, before = (tuple(map(int, one.split("."))) for one in (version, released))
    new = {change.key for change in found if change.kind == "added"}
    broken = [one for one in found if is_broken(one.key, one.before, one.now, whole_is_new=owner(one.key) in new)]
    is_major = bool(broken) and before[0] > 0
    if now[:1] <= before[:1] if is_major else now[:2] <= before[:2]:
        why = f", for {broken[0].key} breaks others" if is_major else ""
        yield f"{version} after {released} is too little: the {'major' if is_major else 'minor'} version counts up{why}"
    counted = {change.key for change in found if _counts_up(change)}
    for kind, (count, name) in _COUNTS.items():
        keys = [one.key for one in broken if one.key.startswith(f"{kind} ") and one.key not in (count, _CSV)]
        if keys and count not in counted:
            yield f"`{name}` counts up, for {keys[0]} breaks who reads it"


_CSV = "json check in CSV"
"""Columns of a text that has no `schema`."""


def _counts_up(change: Change) -> bool:
    return (
        change.kind == "changed"
        and all(re.fullmatch(r"(?:int )?[0-9]+", text or "") for text in (change.before, change.now))
        and int((change.before or "").split()[-1]) < int((change.now or "").split()[-1])
    )
