"""`govparse summary`: what is in a dataset, as tables, as JSON and as a page with charts."""

from __future__ import annotations

import argparse
import json
import sys

from govparse.cli.language import Language, explain
from govparse.cli.streams import message, terminal_columns, write_bytes

OK, UNUSABLE = 0, 2
_COLUMNS = 100
"""Of text that does not go to a terminal."""


def run(options: argparse.Namespace, language: Language) -> int:
    """Print what is in a dataset and write the page, if one is asked for; return the exit status."""
    try:
        return _run(options, language)
    except ImportError as error:
        message("summary", getattr(error, "messages", {}).get(language, str(error)))
    except BrokenPipeError:
        raise
    except OSError as error:
        message(options.html or "-", explain(error, "not_written")[language])
    return UNUSABLE


def _run(options: argparse.Namespace, language: Language) -> int:
    from govparse.dataset.summary import CannotSummarise, summarise

    if options.html is not None:
        # Before anything is read: what is missing is said at once.
        from govparse.dataset.summary.page import write_page
    try:
        figures = summarise(options.dataset)
    except CannotSummarise as error:
        message(options.dataset, error.messages[language])
        return UNUSABLE
    if options.html is not None:
        write_bytes(write_page(figures, language).encode(), options.html)
    if options.format == "json":
        print(json.dumps(figures.as_dict(), ensure_ascii=False, separators=(",", ":")))
        return OK
    from govparse.dataset.summary.terminal import write_terminal

    sys.stdout.write(write_terminal(figures, language, terminal_columns(sys.stdout) or _COLUMNS))
    return OK
