"""`govparse dataset`: folders and archives of reports as one dataset, with a bar that says how far it is."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from govparse.cli.inputs import ended_politely
from govparse.cli.language import Language, explain, say
from govparse.cli.streams import message
from govparse.limits import Limits

if TYPE_CHECKING:
    from govparse.dataset import Built, Progress

OK, UNUSABLE = 0, 2
_SHOWN = 20
"""So many kinds of failures are named."""


def run(options: argparse.Namespace, language: Language) -> int:
    """Make the dataset; return the exit status: 0 when every input is accounted for, failures included."""
    try:
        return _run(options, language)
    except ImportError as error:
        message("dataset", getattr(error, "messages", {}).get(language, str(error)))
        return UNUSABLE


def _run(options: argparse.Namespace, language: Language) -> int:
    from govparse import dataset

    formats = tuple(dict.fromkeys(("parquet", *(name for names in options.format for name in names))))
    made = dataset.Options(
        formats=formats,
        meta=Path(options.meta) if options.meta else None,
        corrections=Path(options.corrections) if options.corrections else None,
        prose=options.prose,
        bom=options.bom,
        workers=options.workers,
        limits=Limits(**dict(options.limit)),
        retry_failures=options.retry_failures,
    )
    try:
        with ended_politely(), _bar(language) as progress:
            built = dataset.build(options.paths, options.out, made, progress=progress)
    except dataset.TableError as error:
        message(error.file, error.messages[language])
    except dataset.InUse:
        message(options.out, say("in_use", language))
    except dataset.NotADataset:
        message(options.out, say("not_a_dataset", language))
    except dataset.NoInputs as error:
        message(str(error), say("no_inputs", language))
    except dataset.SameName as error:
        message(str(error), say("same_name", language))
    except FileNotFoundError as error:
        message(str(error.filename), explain(error)[language])
    except OSError as error:
        said = getattr(error, "messages", {}).get(language)
        message(options.out, said or say("not_finished", language, reason=error.strerror or str(error)))
    else:
        _tell(built, language)
        return OK
    return UNUSABLE


def _tell(built: Built, language: Language) -> None:
    """Say what became of it, failures first."""
    tally = built.tally
    failed = sum(tally.failed.values())
    for kind, count in tally.failed.most_common(_SHOWN):
        message(kind, say("failed_inputs", language, count=count))
    if built.meta_unused:
        message("--meta", say("meta_unused", language, count=built.meta_unused))
    reports, facts = tally.rows["reports"], tally.rows["facts"]
    text = say("dataset_made", language, inputs=tally.inputs, reports=reports, failed=failed, facts=facts)
    message(os.fspath(built.out), text)


@contextmanager
def _bar(language: Language) -> Iterator[Callable[[Progress], None]]:
    """Show how far it is, on standard error: a bar on a terminal, elsewhere a line now and then."""
    from govparse.dataset.extras import needs

    with needs("rich", "dataset"):
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar
    console = Console(stderr=True, highlight=False)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn(say("remaining", language)),
        TimeRemainingColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[failed]}"),
    )
    with Bar(*columns, console=console, disable=not sys.stderr.isatty(), transient=True) as bar:
        task = bar.add_task(say("reading", language), total=None, rate="", failed="")
        shown = _Lines(language) if not sys.stderr.isatty() else None

        def show(progress: Progress) -> None:
            elapsed = bar.tasks[0].elapsed or 0.0
            rate = progress.now / elapsed if elapsed else 0.0
            bar.update(
                task,
                total=progress.total,
                completed=progress.done,
                rate=say("rate", language, rate=f"{rate:.1f}"),
                failed=say("failures_so_far", language, count=progress.failed),
            )
            if shown is not None:
                shown.show(progress, rate)

        yield show


class _Lines:
    """Where nobody sees a bar move: a line at each tenth."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._tenth = -1

    def show(self, progress: Progress, rate: float) -> None:
        tenth = 10 * progress.done // max(progress.total, 1)
        if tenth > self._tenth:
            self._tenth = tenth
            left = (progress.total - progress.done) / rate if rate else 0.0
            text = say(
                "progress",
                self._language,
                done=progress.done,
                total=progress.total,
                rate=f"{rate:.1f}",
                left=f"{left:.0f}",
                failed=progress.failed,
            )
            message("dataset", text)
