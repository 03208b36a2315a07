"""`govparse parse`: each report as tables or JSON, as it is read; or single cells, explained."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING

from govparse.cli.inputs import Unusable, apart, assembled, ended_politely, fail, named
from govparse.cli.language import Language, say
from govparse.cli.streams import is_unicode, message, stop_writing
from govparse.limits import Limits

if TYPE_CHECKING:
    from govparse.assembly.report import Assembled
    from govparse.records import AnnualReport

OK, UNUSABLE = 0, 2
Shown = Callable[["Assembled"], bool]
"""Shows one report; returns whether all that is asked for is there."""


def run(options: argparse.Namespace, language: Language) -> int:
    """Read the files, show each report as it is read; return the exit status."""
    show = _explaining(options, language) if options.explain else _showing(options, language)
    limits = Limits(**dict(options.limit))
    status = OK
    try:
        with apart(len(options.files) > 1), ended_politely():
            for source in map(named, options.files):
                found = assembled(source, limits)
                if isinstance(found, Unusable):
                    status = UNUSABLE
                    fail(found, options.format, language)
                    continue
                if len(found) > 1:
                    message(source, say("several", language, count=len(found)))
                for one in found:
                    if not show(one):
                        status = UNUSABLE
    except BrokenPipeError:
        stop_writing()
    return status


def _explaining(options: argparse.Namespace, language: Language) -> Shown:
    from govparse.cli.explain import explain

    return lambda one: explain(one, options.explain, options.format, language)


def _showing(options: argparse.Namespace, language: Language) -> Shown:
    shown = count()

    def show(one: Assembled) -> bool:
        _show(one.report, options.format, language, first=not next(shown))
        return True

    return show


def _show(report: AnnualReport, layout: str, language: Language, *, first: bool) -> None:
    if layout == "json":
        _show_json(report)
        return
    if not first:
        print()
    _show_table(report, language)


def _show_json(report: AnnualReport) -> None:
    from govparse.exchange import to_json

    print(to_json(report, source_text=False, ascii_only=not is_unicode(sys.stdout)))


def _show_table(report: AnnualReport, language: Language) -> None:
    """Print the tables; findings are messages here."""
    from govparse.cli.tables import show_report
    from govparse.output.words import say as words
    from govparse.output.words import where

    for line in show_report(report, language):
        print(line.rstrip())
    sys.stdout.flush()  # the tables before the messages about them
    for finding in report.findings:
        at = where(finding.places[0], language) + words("colon", language) if finding.places else ""
        text = f"{words(finding.severity, language)} [{finding.rule}] {at}{finding.messages[language]}"
        message(report.source, text)
