"""`govparse sample`: a page on which facts of a dataset are looked at, and the rates that come of it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from govparse.cli.inputs import apart, ended_politely
from govparse.cli.language import Language, explain
from govparse.cli.language import say as say_of_command
from govparse.cli.streams import message
from govparse.limits import Limits
from govparse.output.widths import pad, plain, width

if TYPE_CHECKING:
    from govparse.dataset.sampling import Lost, Marked, Rate, Sample

OK, UNUSABLE = 0, 2
_SHOWN = 20
"""So many lost sources are named."""
_START = 2000
"""Bytes within which a page says who wrote it."""


def run(options: argparse.Namespace, language: Language) -> int:
    """Write the page, or read the marks made there; return the exit status."""
    try:
        return _run(options, language)
    except ImportError as error:
        message("sample", getattr(error, "messages", {}).get(language, str(error)))
        return UNUSABLE


def _run(options: argparse.Namespace, language: Language) -> int:
    from govparse.dataset.sampling.words import say

    if (options.dataset is None) == (options.marks is None):
        message("sample", say("one_of_both", language))
        return UNUSABLE
    if options.corrections_out is not None and options.marks is None:
        message("sample", say("only_with_marks", language))
        return UNUSABLE
    return _write_page(options, language) if options.marks is None else _read_marks(options, language)


# ── the page ───────────────────────────────────────────────────────────────────────


def _write_page(options: argparse.Namespace, language: Language) -> int:
    from govparse.dataset.sampling import NothingToSample, write_page
    from govparse.dataset.sampling.words import say

    page = Path(options.out)
    try:
        if not _may_be_written(page):
            message(options.out, say("not_a_page", language))
            return UNUSABLE
        drawn = _draw(options, language)
    except NothingToSample as error:
        _tell_lost(error.lost, language)
        message(options.dataset, say("nothing", language))
        return UNUSABLE
    except OSError as error:
        message(str(error.filename or options.dataset), explain(error)[language])
        return UNUSABLE
    if drawn is None:
        return UNUSABLE
    _tell_lost(drawn.lost, language)
    try:
        page.write_text(write_page(drawn, language, page.parent), encoding="utf-8", errors="replace", newline="\n")
    except OSError as error:
        message(options.out, explain(error, "not_written")[language])
        return UNUSABLE
    message(options.out, say("written", language, count=len(drawn.facts), population=drawn.population, seed=drawn.seed))
    return OK


def _draw(options: argparse.Namespace, language: Language) -> Sample | None:
    """Return the sample; None where the dataset is none, or nothing tells where its inputs are, which is said."""
    from govparse.dataset.forms import UnknownForm
    from govparse.dataset.sampling import STATES, NoSources, NotADataset, sample
    from govparse.dataset.sampling.words import say
    from govparse.dataset.sources import SameName

    states = tuple(state for state in STATES if state in (options.state or STATES))
    limits = Limits(**dict(options.limit))
    try:
        with apart(True), ended_politely():
            return sample(
                options.dataset, options.n, seed=options.seed, states=states, sources=options.sources, limits=limits
            )
    except NotADataset:
        message(options.dataset, say("no_dataset", language))
    except UnknownForm as error:
        message(options.dataset, error.messages[language])
    except SameName as error:
        message(str(error), say_of_command("same_name", language))
    except NoSources as error:
        message(str(error), say("no_sources", language))
    return None


def _may_be_written(page: Path) -> bool:
    """Return whether nothing is there, or a page of this command. Raises `OSError`."""
    from govparse.dataset.sampling.page import GENERATOR

    if not page.exists():
        return True
    with page.open("rb") as file:
        return f'<meta name="generator" content="{GENERATOR}">'.encode() in file.read(_START)


def _tell_lost(lost: Sequence[Lost], language: Language) -> None:
    from govparse.dataset.sampling.page import lost_lines

    for line in lost_lines(lost, language, _SHOWN):
        message("sample", plain(line))


# ── the marks ──────────────────────────────────────────────────────────────────────


def _read_marks(options: argparse.Namespace, language: Language) -> int:
    from govparse.dataset.sampling import read_marks
    from govparse.dataset.sampling.words import say
    from govparse.dataset.sheets import TableError

    try:
        marked = read_marks(Path(options.marks))
        if not any(one.mark for one in marked):
            message(options.marks, say("no_marks", language))
            return UNUSABLE
        for line in _table(marked, language):
            print(line)
        return _write_corrections(marked, options, language)
    except TableError as error:
        message(error.file, error.messages[language])
    except OSError as error:
        message(options.marks, explain(error)[language])
    return UNUSABLE


def _write_corrections(marked: Sequence[Marked], options: argparse.Namespace, language: Language) -> int:
    """Write the corrections where that is asked for. Raises `TableError`."""
    from govparse.dataset.sampling import corrections
    from govparse.dataset.sampling.words import say

    if options.corrections_out is None:
        return OK
    found = corrections(marked, Path(options.marks))
    try:
        Path(options.corrections_out).write_text(found.text, encoding="utf-8-sig", newline="")
    except OSError as error:
        message(options.corrections_out, explain(error, "not_written")[language])
        return UNUSABLE
    message(options.corrections_out, say("corrected", language, rows=found.rows, without=found.without))
    return OK


def _table(marked: Sequence[Marked], language: Language) -> Iterator[str]:
    """Yield the lines of a table: all facts, then those of each state, basis, format and layout."""
    from govparse.dataset.sampling import rates
    from govparse.dataset.sampling.marks import ALL
    from govparse.dataset.sampling.words import say

    names = ("right", "wrong", "unsure", "unmarked", "rate", "interval")
    rows = [("", *(say(f"column_{name}", language) for name in names))]
    before = ALL
    for column, value, rate in rates(marked):
        if column != before:
            rows.append((say(f"of_{column}", language), *("" for _ in names)))
            before = column
        label = say("of_all", language) if column == ALL else f"  {plain(value) or '-'}"
        rows.append((label, *_cells(rate)))
    columns = [max(width(row[i]) for row in rows) for i in range(len(rows[0]))]
    for label, *cells in rows:
        line = "  ".join(pad(cell, wide, right=True) for cell, wide in zip(cells, columns[1:], strict=True))
        yield f"{pad(label, columns[0])}  {line}".rstrip()


def _cells(rate: Rate) -> Sequence[str]:
    counts = map(str, (rate.right, rate.wrong, rate.unsure, rate.unmarked))
    if rate.rate is None or rate.interval is None:
        return (*counts, "-", "-")
    low, high = rate.interval
    return (*counts, f"{rate.rate:.2%}", f"{low:.2%} - {high:.2%}")
