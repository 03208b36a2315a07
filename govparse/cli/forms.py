"""`govparse forms`: the forms known; with `--check`, what is wrong with some."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

from govparse.cli.language import Language, say
from govparse.cli.streams import message
from govparse.forms.checking import Problem, check_grammar, form_of_file
from govparse.forms.form import Form
from govparse.forms.registry import GROUP, forms, origin
from govparse.output.words import say as words

OK, WRONG, UNUSABLE = 0, 1, 2
_GRAMMAR = ".lark"


def run(options: argparse.Namespace, language: Language) -> int:
    """List the forms, or check what is named; return the exit status."""
    if options.check:
        return max(_check(name, language) for name in options.check)
    for line in show_forms(language):
        print(line)
    return OK


def show_forms(language: Language) -> Iterator[str]:
    """Yield a line for each form known."""
    for form in forms():
        years = (
            say("years", language, first=form.first_year)
            if form.last_year is None
            else say("span", language, first=form.first_year, last=form.last_year)
        )
        cells = say("cells", language, count=len(form.codes))
        line = f"{form.name}  {form.document}  {years}  {cells}  {form.path.name}"
        yield f"{line}  {origin(form)}".rstrip()


# ── checking ───────────────────────────────────────────────────────────────────────


class _NotFound(Exception):
    """There is no such form; the message says why."""


def _check(name: str, language: Language) -> int:
    """Say what is wrong with the forms of a file or package; return the exit status."""
    try:
        found = _forms_of(name, language)
        problems = [problem for form in found for problem in check_grammar(form)]
    except _NotFound as error:
        message(name, str(error))
        return UNUSABLE
    except OSError as error:
        message(name, say("no_file", language, reason=error.strerror or type(error).__name__))
        return UNUSABLE
    for problem in problems:
        print(_line(problem, language))
    errors = sum(problem.severity == "error" for problem in problems)
    names = ", ".join(form.name for form in found)
    message(name, say("checked_form", language, name=names, errors=errors, warnings=len(problems) - errors))
    return WRONG if errors else OK


def _line(problem: Problem, language: Language) -> str:
    severity = words(problem.severity, language)
    said = problem.zh if language == "zh" else problem.en
    if problem.where is None:
        return f"{severity}: {said}"
    here = Path.cwd()
    path = problem.where.path
    return f"{path.relative_to(here) if path.is_relative_to(here) else path}:{problem.where.line}: {severity}: {said}"


def _forms_of(name: str, language: Language) -> Sequence[Form]:
    """Return the forms of a grammar file, a package (installed, or one that can be imported), or of that name."""
    if name.endswith(_GRAMMAR) or Path(name).is_file():
        return [form_of_file(Path(name))]
    known = [form for form in forms() if form.name == name]
    if known:
        return known
    values = [
        entry.value
        for entry in entry_points(group=GROUP)
        if name in (entry.dist.name if entry.dist is not None else "", entry.module.partition(".")[0], entry.name)
    ]
    found = [form for value in values or [name] for form in _imported(value, language)]
    if not found:
        raise _NotFound(say("no_form", language))
    return found


def _imported(value: str, language: Language) -> Sequence[Form]:
    """Return the form that an entry point names (`package:FORM`), or all those of a module."""
    module, _, attribute = value.partition(":")
    try:
        if find_spec(module.partition(".")[0]) is None:
            return []
        with redirect_stdout(sys.stderr):  # what it prints is no result
            held = vars(importlib.import_module(module))
        found = [held[attribute]] if attribute else list(held.values())
    except (Exception, SystemExit) as error:  # others' code
        reason = f"{type(error).__name__}: {error}"
        raise _NotFound(say("no_import", language, name=value, reason=reason)) from None
    forms_ = [form for form in found if isinstance(form, Form)]
    if attribute and not forms_:
        raise _NotFound(say("no_form_there", language, name=value, kind=type(found[0]).__name__))
    return forms_
