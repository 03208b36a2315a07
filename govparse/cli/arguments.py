"""The arguments of each command."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from govparse.cli.language import Language, say
from govparse.limits import NAMES

LAYOUTS = ("tabs", "markdown", "html", "docx")  # of govparse.rendering, which is imported when it is needed
SAMPLED = ("number", "blank", "not_applicable", "text")  # of govparse.dataset.sampling
WRITTEN = ("parquet", "csv", "jsonl", "duckdb")  # of govparse.dataset
FORMATS = ("text", "json", "sarif", "csv", "html")


def parser(language: Language) -> argparse.ArgumentParser:
    """Return what reads the arguments; its messages are in a language."""
    from govparse import __version__

    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=("zh", "en"), help=say("lang", language), default=argparse.SUPPRESS)
    whole = argparse.ArgumentParser("govparse", description=say("description", language), parents=[common])
    whole.add_argument("--version", action="version", version=f"govparse {__version__}", help=say("version", language))
    names = "parse|check|render|dataset|summary|sample|forms|rules"
    commands = whole.add_subparsers(dest="command", required=True, metavar=names)

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
    _dataset(command("dataset"), language)
    _summary(command("summary"), language)
    _sample(command("sample"), language)
    forms = command("forms")
    forms.add_argument("--check", nargs="+", metavar="PACKAGE|FILE", help=say("check_form", language))
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


def _dataset(dataset: argparse.ArgumentParser, language: Language) -> None:
    dataset.add_argument("paths", nargs="+", metavar="PATH", help=say("paths", language))
    dataset.add_argument("--out", required=True, metavar="OUT", help=say("dataset_out", language))
    dataset.add_argument(
        "--format", action="append", type=_written, default=[], metavar="FORMAT,...", help=say("formats", language)
    )
    for name in ("meta", "corrections"):
        dataset.add_argument(f"--{name}", metavar="FILE.csv", help=say(name, language))
    for name in ("prose", "bom", "retry-failures"):
        dataset.add_argument(f"--{name}", action="store_true", help=say(name.replace("-", "_"), language))
    dataset.add_argument("--workers", type=_positive, metavar="N", help=say("workers", language))
    _limits(dataset, language)


def _sample(sample: argparse.ArgumentParser, language: Language) -> None:
    sample.add_argument("dataset", nargs="?", metavar="OUT", help=say("sample_dataset", language))
    sample.add_argument("-n", type=_positive, default=200, metavar="N", help=say("sample_size", language))
    sample.add_argument("--seed", type=int, default=0, metavar="N", help=say("seed", language))
    sample.add_argument("--state", action="append", choices=SAMPLED, help=say("sample_state", language))
    sample.add_argument("--sources", nargs="+", metavar="PATH", help=say("sample_sources", language))
    sample.add_argument("--out", default="sample.html", metavar="FILE.html", help=say("sample_out", language))
    sample.add_argument("--marks", metavar="FILE.csv", help=say("marks", language))
    sample.add_argument("--corrections-out", metavar="FILE.csv", help=say("corrections_out", language))
    _limits(sample, language)


def _summary(summary: argparse.ArgumentParser, language: Language) -> None:
    summary.add_argument("dataset", metavar="OUT", help=say("summary_of", language))
    summary.add_argument("--format", choices=("text", "json"), default="text", help=say("summary_format", language))
    summary.add_argument("--html", metavar="FILE", help=say("summary_html", language))


def _limits(command: argparse.ArgumentParser, language: Language) -> None:
    command.add_argument(
        "--limit",
        action="append",
        type=_limit,
        default=[],
        metavar="NAME=N",
        help=say("limit", language, names=", ".join(NAMES)),
    )


def _written(text: str) -> list[str]:
    """Read the formats of a dataset, separated by commas. Raises the error that argparse explains."""
    names = [name.strip() for name in text.split(",")]
    wrong = [name for name in names if name not in WRITTEN]
    if wrong:
        raise argparse.ArgumentTypeError(f"{', '.join(wrong)}: {'|'.join(WRITTEN)}")
    return names


def _positive(text: str) -> int:
    """Read a number of one or more. Raises the error that argparse explains."""
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r}: 1, 2, 3 ...")
    return int(text)


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
