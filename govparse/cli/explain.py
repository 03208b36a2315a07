"""`govparse parse --explain`: why cells are what they are, in words or as JSON."""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from govparse.cli.language import Language, say, say_both
from govparse.cli.streams import is_unicode, message
from govparse.explaining.explain import Explaining
from govparse.explaining.record import Explanation
from govparse.forms.registry import forms
from govparse.output.widths import plain
from govparse.output.words import say as words

if TYPE_CHECKING:
    from govparse.assembly.report import Assembled


def explain(one: Assembled, asked: Iterable[str], layout: str, language: Language) -> bool:
    """Print the explanations of cells of one report; return whether it has all that are asked for."""
    cells: dict[str, None] = {}
    missing = []
    for name in dict.fromkeys(asked):
        own = [code for code in one.report.facts if _is_below(code, name)]
        cells.update(dict.fromkeys(own))
        missing += [] if own else [name]
    explaining = Explaining(one)
    if layout == "json":
        for code in cells:
            _print_json(explaining.explain(code).to_dict())
    else:
        for line in _lines(one, map(explaining.explain, cells), language):
            print(line)
    sys.stdout.flush()  # what is told before what cannot be
    for name in missing:
        messages = say_both("no_cell", name=_same(name))
        if layout == "json":
            _print_json({"source": one.report.source, "code": name, "error": {"kind": "no_cell", "messages": messages}})
        message(one.report.source, messages[language])
    return not missing


def _same(text: str) -> Callable[[Language], object]:
    """Return what says the same in each language."""
    return lambda language: text


def _is_below(code: str, name: str) -> bool:
    return code == name or code.startswith(f"{name}.")


def _print_json(data: object) -> None:
    print(json.dumps(data, ensure_ascii=not is_unicode(sys.stdout), separators=(",", ":")))


def _lines(one: Assembled, explanations: Iterable[Explanation], language: Language) -> Iterator[str]:
    report = one.report
    title = plain(report.title or "").strip() or words("untitled", language)
    year = words("of_year", language, year=report.year) if report.year is not None else ""
    yield f"{plain(report.source)}{words('colon', language)}{title}{year}"
    for explanation in explanations:
        yield f"  {_head(explanation)}"
        yield f"    {plain(explanation.messages[language])}"


def _head(explanation: Explanation) -> str:
    """Return the code with value and basis, or with state and reason."""
    fact = explanation.fact
    if fact.state == "number":
        return f"{fact.code} = {fact.value}{' ' + fact.unit if fact.unit else ''} ({fact.basis})"
    return f"{fact.code}: {fact.state}{f' ({fact.reason})' if fact.reason else ''}"


# ── codes ──────────────────────────────────────────────────────────────────────────


@cache
def _names() -> Sequence[str]:
    """Return the codes of all forms, and what they begin with."""
    codes = dict.fromkeys(code for form in forms() for code in form.codes)
    parts = (code.split(".") for code in codes)
    begun = {".".join(own[:count]): None for own in parts for count in range(1, len(own))}
    return (*codes, *begun)


def is_known(name: str) -> bool:
    """Return whether some form has a cell of a code, or cells whose codes begin with it."""
    return name in _names()


def unknown(name: str, language: Language) -> str:
    """Say that no form has a cell of a code, and which codes are near."""
    sentence = say("no_code", language, name=name)
    near = difflib.get_close_matches(name, _names(), n=3, cutoff=0.5)
    return say("near", language, message=sentence, names=", ".join(near)) if near else sentence
