"""Which command, exit status, and how a run ends.

Results go to standard output, messages to standard error. Exit status: 0 clean; 1 findings of severity
error (`check`); 2 an input that could not be used, or wrong arguments. A reader that stops early (`| head`)
is no error.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from typing import Any

from govparse.cli.arguments import parser
from govparse.cli.language import Language, choose_language
from govparse.cli.streams import message, show_whatever_the_console_can, stop_writing
from govparse.errors import FormWarning
from govparse.forms import store
from govparse.forms.registry import plugged_in

OK, INTERRUPTED = 0, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return the exit status."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    language = choose_language(given)
    for stream in (sys.stdout, sys.stderr):
        show_whatever_the_console_can(stream)
    options = parser(language).parse_args(given)
    store.keep_in(store.user_folder())
    status = OK
    try:
        with _forms_that_are_left_out(language):
            status = _run(options, language)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        stop_writing()
    return status


@contextmanager
def _forms_that_are_left_out(language: Language) -> Iterator[None]:
    """Say it in the words of the command where a package brings a form that cannot be used."""

    with warnings.catch_warnings():
        warnings.simplefilter("always", FormWarning)
        plainly: Callable[..., None] = warnings.showwarning

        def show(text: Warning | str, *more: Any) -> None:
            if isinstance(text, FormWarning):
                message("forms", text.messages[language])
            else:
                plainly(text, *more)

        setattr(warnings, "showwarning", show)  # noqa: B010  # an assignment would want the very same parameters
        # Here and not in the library: standard output is one for all threads.
        with redirect_stdout(sys.stderr):  # what a package prints while it is imported is no result
            plugged_in()
        yield


def _run(options: argparse.Namespace, language: Language) -> int:
    """Run one command: each is imported when it is needed."""
    if options.command == "parse":
        from govparse.cli import parse

        return parse.run(options, language)
    if options.command == "check":
        from govparse.cli import check

        return check.run(options, language)
    if options.command == "render":
        from govparse.cli import render

        return render.run(options, language)
    if options.command == "dataset":
        from govparse.cli import dataset

        return dataset.run(options, language)
    if options.command == "sample":
        from govparse.cli import sample

        return sample.run(options, language)
    if options.command == "summary":
        from govparse.cli import summary

        return summary.run(options, language)
    if options.command == "rules":
        from govparse.cli import rules

        return rules.run(options, language)
    from govparse.cli import forms

    return forms.run(options, language)
