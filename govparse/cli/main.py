"""Arguments, exit status, and what goes to which stream.

Results go to standard output, messages to standard error. Exit status: 0 clean; 2 an input that
could not be used, or wrong arguments. A reader that stops early (`| head`) is no error.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from attrs import define

from govparse.cli.language import Language, choose_language, explain, say, say_both, say_where
from govparse.forms import store
from govparse.limits import NAMES, Limits

if TYPE_CHECKING:
    from govparse.records import AnnualReport

OK, UNUSABLE, INTERRUPTED = 0, 2, 130
LAYOUTS = ("tabs", "markdown", "html", "docx")  # of govparse.rendering, which is imported when it is needed


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return the exit status."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    language = choose_language(given)
    for stream in (sys.stdout, sys.stderr):
        _write_whatever_the_console_can_show(stream)
    options = _arguments(language).parse_args(given)
    store.keep_in(store.user_folder())
    run = Run(options, language)
    try:
        if options.command == "forms":
            run.forms()
        elif options.command == "render":
            run.render()
        else:
            with apart(len(options.files) > 1), ended_politely():
                run.parse()
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has seen enough. Python would complain again when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return run.status


def _write_whatever_the_console_can_show(stream: TextIO) -> None:
    """A console of code page 936 cannot show every character: it shows a mark instead of failing."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def _arguments(language: Language) -> argparse.ArgumentParser:
    from govparse import __version__

    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=("zh", "en"), help=say("lang", language), default=argparse.SUPPRESS)
    parser = argparse.ArgumentParser("govparse", description=say("description", language), parents=[common])
    parser.add_argument("--version", action="version", version=f"govparse {__version__}", help=say("version", language))
    commands = parser.add_subparsers(dest="command", required=True, metavar="parse|render|forms")
    parse = commands.add_parser("parse", parents=[common], help=say("parse", language))
    parse.add_argument("files", nargs="+", metavar="FILE", help=say("files", language))
    parse.add_argument(
        "--limit",
        action="append",
        type=_limit,
        default=[],
        metavar="NAME=N",
        help=say("limit", language, names=", ".join(NAMES)),
    )
    parse.add_argument("--format", choices=("table", "json"), default="table", help=say("format", language))
    render = commands.add_parser("render", parents=[common], help=say("render", language))
    render.add_argument("file", metavar="REPORT", help=say("report", language))
    render.add_argument("--layout", choices=LAYOUTS, default=LAYOUTS[0], help=say("layout", language))
    render.add_argument("--out", metavar="FILE", help=say("out", language))
    commands.add_parser("forms", parents=[common], help=say("forms", language))
    return parser


@contextmanager
def apart(wanted: bool) -> Iterator[None]:
    """Read in a helper process for a while, where that is wanted: no file of several costs the others."""
    from govparse.reading.apart import keep_apart

    keep_apart(wanted)
    try:
        yield
    finally:
        keep_apart(False)


@contextmanager
def ended_politely() -> Iterator[None]:
    """Let a request to end (SIGTERM) unwind the program, so that temporary folders are removed."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, frame: object) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _limit(text: str) -> tuple[str, int]:
    """Read `NAME=N`. Raises the error that argparse explains."""
    name, _, number = text.partition("=")
    if name not in NAMES or not (number.isascii() and number.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r}: {'|'.join(NAMES)}=N")
    return name, int(number)


@define
class Run:
    """One run of the command: what was asked for, and the exit status so far."""

    options: argparse.Namespace
    language: Language
    status: int = OK
    shown: int = 0

    def forms(self) -> None:
        """List the forms known."""
        from govparse.cli.tables import show_forms

        for line in show_forms(self.language):
            print(line)

    def parse(self) -> None:
        """Read the files, print each report as it is read."""
        from govparse.errors import GovparseError

        limits = Limits(**dict(self.options.limit))
        for name in self.options.files:
            source = "<stdin>" if name == "-" else name
            try:
                reports = list(self.read(source, limits))
            except OSError as error:
                self.fail(source, "no_file", explain(error))
                continue
            except GovparseError as error:
                self.fail(source, error.kind, error.messages)
                continue
            if len(reports) > 1:
                _message(source, say("several", self.language, count=len(reports)))
            for report in reports:
                self.show(report)

    def read(self, source: str, limits: Limits) -> Iterator[AnnualReport]:
        """Read one input that may hold several reports."""
        from govparse.parsing import parse_all

        return parse_all(_content(source, limits), source=source, limits=limits)

    def render(self) -> None:
        """Print one report in its official form, or write it to a file."""
        from govparse.errors import GovparseError
        from govparse.rendering import render

        source = "<stdin>" if self.options.file == "-" else self.options.file
        try:
            reports = list(self.records(source))
        except OSError as error:
            return self.fail(source, "no_file", explain(error))
        except GovparseError as error:
            return self.fail(source, error.kind, error.messages)
        except ValueError as error:
            words = str(error)
            return self.fail(source, "no_record", say_both("no_record", reason=lambda lang: words))
        if len(reports) != 1:
            return self.fail(source, "one_report", say_both("one_report", count=lambda lang: len(reports)))
        try:
            printed = render(reports[0], self.options.layout)
        except ValueError as error:  # a form that is not known here
            known = f"{error}"
            return self.fail(source, "no_record", say_both("no_record", reason=lambda lang: known))
        data = printed if isinstance(printed, bytes) else printed.encode("utf-8", errors="replace")
        if self.options.out is not None:
            try:
                Path(self.options.out).write_bytes(data)
            except OSError as error:
                self.fail(self.options.out, "not_written", explain(error, "not_written"))
        elif self.options.layout in ("html", "docx"):
            sys.stdout.buffer.write(data)  # both say themselves how they are encoded
        else:
            sys.stdout.write(str(printed))

    def records(self, source: str) -> Iterator[AnnualReport]:
        """Read reports from JSON, a line each, or from a file of any format. Raises `ValueError` for other JSON."""
        from govparse.exchange import from_json

        data = _content(source, Limits())
        text = data.decode(json.detect_encoding(data), errors="replace")  # a console may write UTF-16
        if not text.lstrip("\ufeff \t\r\n").startswith("{"):
            from govparse.parsing import parse_all

            return parse_all(data, source=source)
        return (from_json(line) for line in text.lstrip("\ufeff").split("\n") if line.strip())

    def show(self, report: AnnualReport) -> None:
        """Print one report; findings are messages here."""
        if self.options.format == "json":
            from govparse.exchange import to_json

            print(to_json(report, source_text=False, ascii_only=not _unicode(sys.stdout)))
            return
        from govparse.cli.tables import show_report

        if self.shown:
            print()
        self.shown += 1
        for line in show_report(report, self.language):
            print(line.rstrip())
        sys.stdout.flush()  # the tables before the messages about them
        for finding in report.findings:
            severity = say(finding.severity, self.language)
            where = say_where(finding.places[0], self.language) if finding.places else ""
            _message(report.source, f"{severity} [{finding.rule}] {where}{finding.messages[self.language]}")

    def fail(self, source: str, kind: str, messages: dict[str, str]) -> None:
        """Say that an input could not be used."""
        self.status = UNUSABLE
        if getattr(self.options, "format", None) == "json":
            line = {"source": source, "error": {"kind": kind, "messages": messages}}
            print(json.dumps(line, ensure_ascii=not _unicode(sys.stdout), separators=(",", ":")))
        _message(source, messages[self.language])


def _content(source: str, limits: Limits) -> bytes:
    from govparse.parsing import read_bytes

    return sys.stdin.buffer.read(limits.size + 1) if source == "<stdin>" else read_bytes(source, limits)


def _message(source: str, text: str) -> None:
    print(f"govparse: {source}: {text}", file=sys.stderr)


def _unicode(stream: TextIO) -> bool:
    return (stream.encoding or "").lower().replace("-", "").startswith("utf")
