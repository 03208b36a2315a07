"""`govparse render`: one report in its official form."""

from __future__ import annotations

import argparse
import sys

from govparse.cli.inputs import Unusable, named, records
from govparse.cli.language import Language, explain, say_both
from govparse.cli.streams import message, write_bytes
from govparse.limits import Limits

OK, UNUSABLE = 0, 2


def run(options: argparse.Namespace, language: Language) -> int:
    """Print one report in its official form, or write it to a file; return the exit status."""
    from govparse.rendering import render

    source = named(options.file)
    found = list(records(source, Limits()))
    failed = next((item for item in found if isinstance(item, Unusable)), None)
    if failed is not None:
        return _fail(failed.source, failed.messages, language)
    reports = [item for item in found if not isinstance(item, Unusable)]
    if len(reports) != 1:
        return _fail(source, say_both("one_report", count=lambda lang: len(reports)), language)
    try:
        printed = render(reports[0], options.layout)
    except ValueError as error:  # a form that is not known here
        known = f"{error}"
        return _fail(source, say_both("no_record", reason=lambda lang: known), language)
    data = printed if isinstance(printed, bytes) else printed.encode("utf-8", errors="replace")
    try:
        if options.out is not None or options.layout in ("html", "docx"):
            write_bytes(data, options.out)  # both say themselves how they are encoded
        else:
            sys.stdout.write(str(printed))
    except BrokenPipeError:
        raise
    except OSError as error:
        return _fail(options.out or source, explain(error, "not_written"), language)
    return OK


def _fail(source: str, messages: dict[str, str], language: Language) -> int:
    message(source, messages[language])
    return UNUSABLE
