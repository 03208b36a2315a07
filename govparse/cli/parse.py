"""`govparse parse`: each report as tables or JSON, as it is read; or single cells, explained."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from govparse.cli.inputs import Unusable, apart, ended_politely, fail, named, reports
from govparse.cli.language import Language, say
from govparse.cli.streams import is_unicode, message, stop_writing
from govparse.limits import Limits

if TYPE_CHECKING:
    from govparse.records import AnnualReport

UNUSABLE = 2


def run(options: argparse.Namespace, language: Language) -> int:
    """Read the files, print each report as it is read; return the exit status."""
    if options.explain:
        from govparse.cli import explain

        return explain.run(options, language)
    limits = Limits(**dict(options.limit))
    status = shown = 0
    try:
        with apart(len(options.files) > 1), ended_politely():
            for source in map(named, options.files):
                found = reports(source, limits)
                if isinstance(found, Unusable):
                    status = UNUSABLE
                    fail(found, options.format, language)
                    continue
                if len(found) > 1:
                    message(source, say("several", language, count=len(found)))
                for report in found:
                    _show(report, options.format, language, first=not shown)
                    shown += 1
    except BrokenPipeError:
        stop_writing()
    return status


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
