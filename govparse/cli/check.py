"""`govparse check`: what is to be said about reports, and whether any of it is to be acted on."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

from govparse.cli.inputs import Unusable, apart, ended_politely, named, records
from govparse.cli.language import Language, explain
from govparse.cli.streams import is_unicode, message, shows_colours, stop_writing, terminal_columns, write_bytes
from govparse.limits import Limits

if TYPE_CHECKING:
    from govparse.output.results import Item
    from govparse.records import AnnualReport

OK, FOUND, UNUSABLE = 0, 1, 2
_COLUMNS = 100
"""Of text that does not go to a terminal."""


def run(options: argparse.Namespace, language: Language) -> int:
    """Check the files against the rules that are selected, write what is found; return the exit status."""
    limits = Limits(**dict(options.limit))
    read: list[AnnualReport | Unusable] = []
    with apart(len(options.files) > 1), ended_politely():
        for source in map(named, options.files):
            for item in records(source, limits):
                if isinstance(item, Unusable):
                    message(item.source, item.messages[language])
                read.append(item)
    items = _check(read, list(chain(*options.select)) or None, list(chain(*options.ignore)))
    try:
        _write(items, options, language)
    except BrokenPipeError:
        stop_writing()
    except OSError as error:
        message(options.out or "-", explain(error, "not_written")[language])
        return UNUSABLE
    return status(items, strict=options.strict)


def status(items: Sequence[Item], *, strict: bool) -> int:
    """Return 2 if an input could not be used, 1 if something is to be acted on, else 0."""
    from govparse.output.results import count, failures

    if any(True for _ in failures(items)):
        return UNUSABLE
    found = count(items)
    return FOUND if found["error"] or (strict and found["warning"]) else OK


def _check(read: Sequence[AnnualReport | Unusable], select: list[str] | None, ignore: list[str]) -> list[Item]:
    """Check all reports together, so that years are compared; return them in the order read."""
    from govparse.checks import check_all
    from govparse.checks.check import rules_named
    from govparse.output.results import Failure, result

    wanted = rules_named(select, ignore)
    reports = [item for item in read if not isinstance(item, Unusable)]
    checked = iter(check_all(reports, select=select, ignore=ignore))
    return [
        Failure(item.source, item.kind, item.messages) if isinstance(item, Unusable) else result(next(checked), wanted)
        for item in read
    ]


def _write(items: Sequence[Item], options: argparse.Namespace, language: Language) -> None:
    """Write the results in the format asked for. Raises `OSError`."""
    ascii_only = options.out is None and not is_unicode(sys.stdout)
    if options.format in ("csv", "html"):
        from govparse.output.html import write_page
        from govparse.output.machine import write_csv

        text = write_csv(items, language) if options.format == "csv" else write_page(items, language)
        write_bytes(text.encode("utf-8", errors="replace"), options.out)
        return
    if options.format == "json":
        from govparse.output.machine import write_json

        text = "".join(f"{line}\n" for line in write_json(items, ascii_only=ascii_only))
    elif options.format == "sarif":
        from govparse.output.sarif import write_sarif

        text = write_sarif(items, language, ascii_only=ascii_only)
    else:
        from govparse.output.text import Style, write_text

        columns = terminal_columns(sys.stdout) or _COLUMNS
        style = Style(_COLUMNS) if options.out else Style(columns, shows_colours(options.color, sys.stdout))
        text = "".join(f"{line}\n" for line in write_text(items, language, style))
    if options.out is not None:
        write_bytes(text.encode("utf-8", errors="replace"), options.out)
    else:
        sys.stdout.write(text)
        sys.stdout.flush()
