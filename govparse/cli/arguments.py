"""The arguments of each command."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from govparse.cli.language import Language, say
from govparse.limits import NAMES

LAYOUTS = ("tabs", "markdown", "html", "docx")  # of govparse.rendering, which is imported when it is needed
FORMATS = ("text", "json", "sarif", "csv", "html")


def parser(language: Language) -> argparse.ArgumentParser:
    """Return what reads the arguments; its messages are in a language."""
    from govparse import __version__

    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=("zh", "en"), help=say("lang", language), default=argparse.SUPPRESS)
    whole = argparse.ArgumentParser("govparse", description=say("description", language), parents=[common])
    whole.add_argument("--version", action="version", version=f"govparse {__version__}", help=say("version", language))
    commands = whole.add_subparsers(dest="command", required=True, metavar="parse|check|render|forms|rules")

    def command(name: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, parents=[common], help=say(name, language))

    parse = command("parse")
    parse.add_argument("files", nargs="+", metavar="FILE", help=say("files", language))
    parse.add_argument("--format", choices=("table", "json"), default="table", help=say("format", language))
    parse.add_argument(
        "--explain",
        action="append",
        type=_cells(language),
        default=[],
        metavar="CODE",
        help=say("explain", language),
    )
    _limits(parse, language)
    _check(command("check"), language)
    render = command("render")
    render.add_argument("file", metavar="REPORT", help=say("report", language))
    render.add_argument("--layout", choices=LAYOUTS, default=LAYOUTS[0], help=say("layout", language))
    render.add_argument("--out", metavar="FILE", help=say("out", language))
    command("forms")
    command("rules").add_argument("names", nargs="*", metavar="ID|FAMILY", help=say("rule_names", language))
    return whole


def _check(check: argparse.ArgumentParser, language: Language) -> None:
    check.add_argument("files", nargs="+", metavar="FILE", help=say("check_files", language))
    check.add_argument("--format", choices=FORMATS, default=FORMATS[0], help=say("check_format", language))
    for name in ("select", "ignore"):
        check.add_argument(
            f"--{name}",
            action="append",
            type=_rules(language),
            default=[],
            metavar="RULE,...",
            help=say(name, language),
        )
    check.add_argument("--strict", action="store_true", help=say("strict", language))
    check.add_argument("--out", metavar="FILE", help=say("out", language))
    check.add_argument("--color", choices=("auto", "always", "never"), default="auto", help=say("colour", language))
    _limits(check, language)


def _limits(command: argparse.ArgumentParser, language: Language) -> None:
    command.add_argument(
        "--limit",
        action="append",
        type=_limit,
        default=[],
        metavar="NAME=N",
        help=say("limit", language, names=", ".join(NAMES)),
    )


def _limit(text: str) -> tuple[str, int]:
    """Read `NAME=N`. Raises the error that argparse explains."""
    name, _, number = text.partition("=")
    if name not in NAMES or not (number.isascii() and number.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r}: {'|'.join(NAMES)}=N")
    return name, int(number)


def _rules(language: Language) -> Callable[[str], list[str]]:
    """Return what reads names of rules and families, separated by commas."""

    def read(text: str) -> list[str]:
        from govparse.cli.rules import unknown
        from govparse.rules import FAMILIES, RULES

        names = [name.strip() for name in text.split(",")]
        wrong = [name for name in names if name not in RULES and name not in FAMILIES]
        if wrong:
            raise argparse.ArgumentTypeError("; ".join(unknown(name, language) for name in wrong))
        return names

    return read


def _cells(language: Language) -> Callable[[str], str]:
    """Return what reads the code of a cell, or the beginning of several."""

    def read(text: str) -> str:
        from govparse.cli.explain import is_known, unknown

        if not is_known(text):
            raise argparse.ArgumentTypeError(unknown(text, language))
        return text

    return read
