"""Which changes of the public surface break what others have built on it, as `docs/api.md` says."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from attrs import field, frozen

CLOSED = frozenset({"State", "Basis", "Severity", "Place"})
"""Types that gain nothing in a minor version either: programs tell all cases apart."""
_LITERAL = re.compile(r"Literal\[([^\]]*)\]")
_CALLED = ("function ", "method ", "class method ")
_HELD = ("field ", "property ", "attribute ")


def is_broken(key: str, before: str | None, now: str | None, *, whole_is_new: bool = False) -> bool:
    """Return whether a change breaks who knows what was there; `whole_is_new`: what it is part of was not."""
    if before == now:
        return False
    if now is None:
        return True
    if before is None:
        return not whole_is_new and _asks_for_more(key, now)
    kind, _, name = key.partition(" ")
    if kind == "json" and name != "check in CSV":
        return True
    if kind == "table" and name != "panel":
        return True
    if kind in ("fact", "block", "table", "json"):
        return bool(_names(before) - _names(now))
    if kind == "order":
        return not _order(before).fits(_order(now))
    if kind == "command":
        return _command(before, now)
    if kind == "rule":
        return before.partition(",")[0] != now.partition(",")[0]
    return _python(name.rpartition(".")[2].partition(" ")[0], before, now)


def _asks_for_more(key: str, now: str) -> bool:
    """Return whether something new has to be given where nothing had to be."""
    if key.startswith("command "):
        return "required" in now.split()
    return key.startswith("member ") and now.startswith(("field ", "argument ")) and " = " not in now


def _names(text: str) -> set[str]:
    return set(text.split(", "))


def _command(before: str, now: str) -> bool:
    def chosen(text: str) -> set[str]:
        found = re.search(r" one of (.*?)(?= = |$)", text)
        return _names(found[1]) if found else set()

    def times(text: str) -> str | None:
        found = re.search(r" times (\S+)", text)
        return found[1] if found else None

    return (
        before.split()[0] != now.split()[0]
        or (times(before), times(now)) not in {(times(now), times(now)), ("+", "*")}
        or ("required" in now.split() and "required" not in before.split())
        or bool(chosen(now) and (chosen(before) - chosen(now) or not chosen(before)))
    )


# ── names, types, members ──────────────────────────────────────────────────────────


def _python(name: str, before: str, now: str) -> bool:
    for word in (*_CALLED, *_HELD, "argument ", "class", "tuple ", "type "):
        if before.startswith(word):
            if not now.startswith(word):
                return True
            old, new = before.removeprefix(word), now.removeprefix(word)
            if word in _CALLED:
                return not all(any(_fits(one, other) for other in _calls(new)) for one in _calls(old))
            if word in _HELD:
                return _held(old, new)
            if word == "argument ":
                return bool(_values(old) - _values(new))
            if word == "class":
                return _class(old, new)
            if word == "tuple ":
                return bool(set(ast.literal_eval(old)) - set(ast.literal_eval(new)))
            return _type(name, old, new)
    return _type(name, before, now)


def _class(before: str, now: str) -> bool:
    def bases(text: str) -> set[str]:
        found = re.search(r"of (.*?)(?= frozen| changeable| not hashable|$)", text)
        return _names(found[1]) if found else set()

    def has(word: str, text: str) -> bool:
        return word in text

    return (
        bool(bases(before) - bases(now))
        or has("changeable", before) != has("changeable", now)
        or has("not hashable", now) > has("not hashable", before)
    )


def _values(text: str) -> set[str]:
    """Return the values of all `Literal` in a type."""
    return {value for one in _LITERAL.findall(text) for value in one.split(", ")}


def _kinds(text: str) -> set[str]:
    """Return the types of which a type is one or the other, whatever the values of its `Literal`."""
    found, depth = [""], 0
    for part in re.split(r"([\[\]]| \| )", _LITERAL.sub("Literal", text)):
        depth += (part == "[") - (part == "]")
        if part == " | " and not depth:
            found.append("")
        else:
            found[-1] += part
    return set(found)


def _type(name: str, before: str, now: str) -> bool:
    """A type by its name, which somebody may take as well as give."""
    lost = _values(before) - _values(now) or _kinds(before) - _kinds(now)
    return bool(lost) or (name in CLOSED and before != now)


def _given(before: str, now: str) -> bool:
    """What one gets: nothing else than was promised, and of what can be told apart nothing less."""
    return bool(_values(before) - _values(now) or _kinds(now) - _kinds(before))


def _held(before: str, now: str) -> bool:
    (old, _, value), (new, _, other) = (f" {text}".partition(" = ") for text in (before, now))
    is_constant = old.strip() in ("", "ClassVar[str]")
    return _given(old.strip(), new.strip()) or (bool(value) and not other) or (is_constant and value != other)


# ── arguments ──────────────────────────────────────────────────────────────────────


@frozen
class _Arguments:
    """What can be given to a call: name → whether it can be left out, None where nobody says."""

    by_place: Sequence[str]
    by_name: frozenset[str]
    """Those that have no place."""
    optional: frozenset[str] | None = None
    types: dict[str, str] = field(factory=dict)

    def fits(self, now: _Arguments) -> bool:
        """Return whether every call that could be made can be made still."""
        known = {*self.by_place, *self.by_name}
        after = {*now.by_place, *now.by_name}
        if list(now.by_place[: len(self.by_place)]) != list(self.by_place) or self.by_name - after:
            return False
        if self.optional is None or now.optional is None:
            return True
        return self.optional <= now.optional and after - known <= now.optional


def _order(text: str) -> _Arguments:
    by_place, _, by_name = f"{text}, ".partition("*, ")
    return _Arguments(tuple(filter(None, by_place.split(", "))), frozenset(filter(None, by_name.split(", "))))


@frozen
class _Call:
    arguments: _Arguments
    gives: str


def _calls(text: str) -> list[_Call]:
    """Return the ways in which a function may be called."""
    return [_call(one) for one in re.split(r" or (?=\()", text)]


def _call(signature: str) -> _Call:
    source = re.sub(r"= a function(?=[,)])", "= ...", signature)
    (function,) = ast.parse(f"def f{source}: ...").body
    assert isinstance(function, ast.FunctionDef)
    given = function.args
    by_place = [one.arg for one in given.args]
    by_name = [one.arg for one in given.kwonlyargs]
    optional = by_place[len(by_place) - len(given.defaults) :]
    optional += [name for name, default in zip(by_name, given.kw_defaults, strict=True) if default is not None]
    types = {one.arg: ast.unparse(one.annotation) for one in (*given.args, *given.kwonlyargs) if one.annotation}
    gives = ast.unparse(function.returns) if function.returns else ""
    return _Call(_Arguments(by_place, frozenset(by_name), frozenset(optional), types), gives)


def _fits(before: _Call, now: _Call) -> bool:
    old, new = before.arguments, now.arguments
    return (
        old.fits(new)
        and not any(_values(kind) - _values(new.types.get(name, "")) for name, kind in old.types.items())
        and not _given(before.gives, now.gives)
    )
