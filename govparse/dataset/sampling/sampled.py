"""A dataset → a sample of its facts, each with the excerpt of its source."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final, Literal

from attrs import define, field, frozen

from govparse.dataset import runlog
from govparse.dataset.build import NotADataset
from govparse.dataset.forms import of_dataset
from govparse.dataset.names import WORK, forms_named, is_dataset
from govparse.dataset.sampling.choose import STATES, Rank, draw
from govparse.dataset.sampling.excerpt import Cutter
from govparse.dataset.sampling.load import Read, Report, load
from govparse.dataset.sampling.shown import Excerpt
from govparse.dataset.sources import Input, Opener, Paths, each, inputs
from govparse.errors import GovparseError
from govparse.limits import Limits
from govparse.reading.document import Document
from govparse.reading.read import read
from govparse.records import Fact

Reason = Literal["missing", "changed", "unreadable", "otherwise"]
"""Why a source shows nothing: it is not there; its content is another; it cannot be read; this version of govparse
or of its libraries reads it otherwise, so that places mean nothing."""
_RESERVE: Final = 4
"""So many times as many facts are drawn at once as are wanted: sources may be missing."""
_MOST: Final = 100_000
"""So many facts are tried beyond those that are wanted, then it is given up."""


class NoSources(ValueError):
    """Nothing is where the inputs of the dataset were, or nothing tells where that is."""


class NothingToSample(ValueError):
    """There is no fact in the states asked for, or no source of one at hand; `lost` says which are not."""

    def __init__(self, lost: Sequence[Lost]) -> None:
        super().__init__("no fact to sample")
        self.lost = tuple(lost)


@frozen
class Lost:
    """A source whose facts are left out, why, and how many of those that were drawn."""

    source: str
    reason: Reason
    facts: int


@frozen
class Sampled:
    """A fact of the sample."""

    number: int
    """From 1, in the order of the draw."""
    report: Report
    fact: Fact
    layout: str | None
    read: Read | None
    """What was read, of a fact that somebody has corrected."""
    excerpt: Excerpt
    path: str
    """The file on this machine that is the source, or holds it."""
    packed: bool
    """The file is an archive, and the source is in it."""


@frozen
class Sample:
    """A simple random sample of the facts of a dataset."""

    name: str
    """Of the folder of the dataset."""
    seed: int
    states: tuple[str, ...]
    wanted: int
    population: int
    """Facts that could be drawn, those of lost sources included."""
    facts: tuple[Sampled, ...]
    lost: tuple[Lost, ...]


def sample(
    out: str | os.PathLike[str],
    n: int = 200,
    *,
    seed: int = 0,
    states: Sequence[str] = STATES,
    sources: Paths | None = None,
    limits: Limits | None = None,
) -> Sample:
    """Draw `n` facts of a dataset, each with equal chance, and cut out of their sources what shows them.

    The same seed draws the same facts of the same dataset. Only facts in some of `states` are drawn: those that say
    what is printed. `sources` are the paths of which the dataset was made, where they are now, in the same order;
    by default those that its log names. A fact whose source is gone or changed is left out, the next one of the draw
    takes its place, and `Sample.lost` says so.

    Raises `OSError`, `NotADataset`, `UnknownForm` (a `ValueError`, for a dataset with reports of a form that is not
    known here), `NoSources`, `SameName`, `NothingToSample`, and `ValueError` for `n` below 1 or
    another state.
    """
    folder = Path(os.path.realpath(out))
    if n < 1 or not states or not set(states) <= set(STATES):
        raise ValueError(f"{n} facts of {', '.join(states)}; states are {', '.join(STATES)}")
    if not is_dataset(folder):
        raise NotADataset(os.fspath(out))
    of_dataset(forms_named(folder))
    showing = _Showing(folder, each(_paths(folder) if sources is None else sources), limits or Limits())
    found, population = _draw_until_enough(showing, n, seed, tuple(states))
    lost = [Lost(name, reason, showing.left_out[name]) for name, reason in sorted(showing.lost.items())]
    if not found:
        raise NothingToSample(lost)
    facts = tuple(_numbered(found))
    return Sample(_name(folder), seed, tuple(states), n, population, facts, tuple(lost))


def _paths(folder: Path) -> Sequence[str]:
    """Return of which paths a dataset was made. Raises `NoSources` where its log does not tell."""
    try:
        paths: Sequence[str] = runlog.read(folder)["paths"]
    except (OSError, ValueError, KeyError):
        raise NoSources(os.fspath(folder / runlog.NAME)) from None
    return paths


def _name(folder: Path) -> str:
    return folder.resolve().name


def _numbered(found: Iterable[_Shown]) -> Iterator[Sampled]:
    for number, one in enumerate(found, start=1):
        report, code = one.report, one.code
        yield Sampled(
            number=number,
            report=report,
            fact=report.facts[code],
            layout=report.layouts[code],
            read=report.corrected.get(code),
            excerpt=one.excerpt,
            path=one.item.path,
            packed=bool(one.item.members),
        )


def _draw_until_enough(showing: _Showing, count: int, seed: int, states: tuple[str, ...]) -> tuple[list[_Shown], int]:
    """Return the first facts of the draw whose sources show them, and the size of the population."""
    found: list[_Shown] = []
    after: Rank | None = None
    tried = 0
    while True:
        size = max(_RESERVE * (count - len(found)), min(tried, _MOST))
        drawn = draw(showing.folder / "facts.parquet", size, seed, states, after)
        showing.find(drawn.ranks)
        at = 0
        while len(found) < count and at < len(drawn.ranks):
            some = drawn.ranks[at : at + count - len(found)]
            at += len(some)
            found += showing.show(some)
        tried += len(drawn.ranks)
        if len(found) >= count or len(drawn.ranks) < size or tried > count + _MOST:
            return found, drawn.population
        after = drawn.ranks[-1]


@frozen(eq=False)
class _Shown:
    report: Report
    code: str
    excerpt: Excerpt
    item: Input


@define(eq=False)
class _Showing:
    """Opens sources, each once for all facts of it that are asked for together."""

    folder: Path
    paths: Sequence[str | os.PathLike[str]]
    limits: Limits
    items: dict[str, Input] = field(factory=dict)
    """The sources that were found, by name."""
    lost: dict[str, Reason] = field(factory=dict)
    left_out: Counter[str] = field(factory=Counter)
    """Facts that were drawn, by lost source."""

    def find(self, ranks: Sequence[Rank]) -> None:
        """Look for the sources of some facts. What is missing is said of each. Raises `NoSources`, `SameName`."""
        names = {report_id.rpartition("#")[0] for _, report_id, _ in ranks} - self.items.keys() - self.lost.keys()
        if names:
            skipped = [self.folder, self.folder.with_name(self.folder.name + WORK)]
            if not any(map(os.path.exists, self.paths)):
                raise NoSources(", ".join(os.fspath(path) for path in self.paths))
            for item in inputs(self.paths, self.limits, skipped, missing_ok=True):
                if item.name in names:
                    self.items[item.name] = item
            self.lost.update(dict.fromkeys(names - self.items.keys(), "missing"))

    def show(self, ranks: Sequence[Rank]) -> list[_Shown]:
        """Return the facts that can be shown, in their order."""
        names = {report_id: report_id.rpartition("#")[0] for _, report_id, _ in ranks}
        reports = load(self.folder, (own for own, name in names.items() if name not in self.lost))
        opener = Opener(self.limits)
        found: dict[Rank, _Shown] = {}
        # In the order of the sources, since the files of an archive follow each other.
        for name, own in groupby(sorted(ranks, key=lambda rank: rank[1:]), lambda rank: names[rank[1]]):
            facts = list(own)
            if name not in self.lost:
                found.update(self._shown(name, facts, reports, opener))
            if name in self.lost:
                self.left_out[name] += len(facts)
        return [found[rank] for rank in ranks if rank in found and names[rank[1]] not in self.lost]

    def _shown(
        self, name: str, ranks: Sequence[Rank], reports: dict[str, Report], opener: Opener
    ) -> Iterator[tuple[Rank, _Shown]]:
        item = self.items[name]
        try:
            content = opener.read(item)
            if hashlib.sha256(content).hexdigest() != reports[ranks[0][1]].content_hash:
                self.lost[name] = "changed"
                return
            document = read(content, self.limits).document
        except (OSError, GovparseError, MemoryError):
            self.lost[name] = "unreadable"
            return
        for rank in ranks:
            report = reports[rank[1]]
            if not fits(document, report):
                self.lost[name] = "otherwise"
                return
            yield rank, _Shown(report, rank[2], Cutter(document, report.facts, report.blocks).cut(rank[2]), item)


def fits(document: Document, report: Report) -> bool:
    """Return whether all cells of a report stand in a document where the dataset says."""
    return all(
        _stands(document, fact, corrected=fact.code in report.corrected)
        for fact in report.facts.values()
        if fact.place is not None and fact.state != "unread"
    )


def _stands(document: Document, fact: Fact, *, corrected: bool) -> bool:
    place = fact.place
    assert place is not None, "only cells with a place are looked for"
    printed = document.text[place.start : place.end]
    if place.end > len(document.text):
        return False
    # Of several equal numbers the place is their row; of a cell that was unread, all that it may be.
    return printed == fact.text or ((fact.state == "number" or corrected) and fact.text in printed)
