"""Reading on many machines, by Dask: from a folder or an object store to files of readings. Needs
`pip install "govparse[cluster]"`.

    source ─ shards.listed ─▶ inputs ─ cut ─▶ shards ─ workers of Dask ─▶ target/readings-*.parquet
    target ─ collect.from_readings ─▶ dataset

The one file that knows Dask.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final

from attrs import define, field, frozen

from govparse.dataset.extras import needs
from govparse.dataset.forms import handed
from govparse.dataset.shards import SHARD, Files, OtherVersion, Outcome, Shard, Task, cut, listed, place, read_shard
from govparse.dataset.versions import fingerprint
from govparse.forms.form import Form
from govparse.limits import Limits

with needs("distributed", "cluster"):
    import distributed
    from distributed import Client

_distributed: Any = distributed  # parts of it are without types

_AHEAD: Final = 3
"""Shards that are handed out for each thread of a worker: the next is there when one is done."""
_TRIES: Final = 2
"""How often a shard that raised an error is tried again: object stores have their moments."""
_ERRORS: Final = 5
"""Shards that may raise errors before no more are handed out."""


class ShardsLost(RuntimeError):
    """Some shards could not be read or written; all others are done, and are not read again.

    The cause is the error of the first. A file that crashes or never ends is no such error: it is a row of the
    readings.
    """


@frozen
class Done:
    """What became of a job: shards in all, those that were done before, and what was read now."""

    shards: int = 0
    known: int = 0
    inputs: int = 0
    reports: int = 0
    failed: Mapping[str, int] = field(factory=dict)
    size: int = 0
    """Bytes of the files that were written now."""


def read(
    client: Client,
    source: str | os.PathLike[str],
    target: str | os.PathLike[str],
    *,
    system: Any = None,
    limits: Limits | None = None,
    shard: int = SHARD,
    progress: Callable[[Done], None] = lambda _: None,
) -> Done:
    """Read all inputs below `source` on the workers of a Dask cluster, and write their readings to `target`.

    `source` and `target` are paths, or URIs that pyarrow knows (`s3://`, `gs://`, `hdfs://`, `abfss://`); with
    `system`, a file system of `pyarrow.fs`, they are paths in that. All workers must reach them. Inputs have the
    names that `govparse.dataset.build` gives them, so that `from_readings` makes the same dataset of them.

    Shards have `shard` bytes of inputs on average; each is a task and becomes one file. Those whose file is there are
    not read again, unless one of their inputs has changed; files of inputs that are gone are deleted in the end. Only
    one job at a time may write to a target.

    Packages that bring forms are to be installed on all workers, all in one version. Forms that were registered at run
    time, in this process, are handed to the workers; their grammars must lie at the same path there.

    Raises `OSError` where source or target cannot be used, `FormError` for a form that cannot be handed to workers or
    used there, `OtherVersion` where workers differ, `ShardsLost`.
    """
    limits = limits or Limits()
    origin, goal = place(source, system), place(target, system)
    forms = handed().forms
    version = _agreed(client, limits, forms)
    files = Files(goal)
    job = _Job(client, progress)
    for own in cut(listed(origin, limits, goal), version, shard):
        job.give(own, None if files.has(own) else Task(own, origin, goal, limits, version, forms))
    job.finish()
    files.drop_others()
    return job.done()


def _agreed(client: Client, limits: Limits, forms: tuple[Form, ...]) -> str:
    """Return the version of govparse, and of all that it reads with, that all workers have."""
    client.wait_for_workers(1)
    found: dict[str, str] = client.run(fingerprint, limits, forms)
    versions = set(found.values())
    if len(versions) > 1:
        raise OtherVersion("workers have different versions: " + ", ".join(sorted(found)))
    return versions.pop()


@define(eq=False)
class _Job:
    """Shards on their way: so many that no worker waits, so few that memory does not grow with their number."""

    client: Any
    progress: Callable[[Done], None]
    waiting: Any = field(init=False)
    shards: int = 0
    known: int = 0
    read: list[Outcome] = field(factory=lambda: [Outcome()])
    errors: list[BaseException] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        self.waiting = _distributed.as_completed()

    def give(self, shard: Shard, task: Task | None) -> None:
        """Hand out a shard, if there is something to do; wait for others where too many are out."""
        self.shards += 1
        if task is None:
            self.known += 1
            return
        while self.waiting.count() >= _AHEAD * max(1, sum(self.client.nthreads().values())):
            self._take(next(self.waiting))
        if len(self.errors) >= _ERRORS:
            self.finish()
        self.waiting.add(self.client.submit(read_shard, task, key=f"govparse-{shard.name}", retries=_TRIES))

    def finish(self) -> None:
        """Wait for all that are out. Raises `ShardsLost`."""
        for future in self.waiting:
            self._take(future)
        if self.errors:
            raise ShardsLost(f"{len(self.errors)} of {self.shards}: {self.errors[0]}") from self.errors[0]

    def _take(self, future: Any) -> None:
        error = future.exception()
        if error is not None:
            self.errors.append(error)
        else:
            self.read[0] = _sum(self.read[0], future.result())
            self.progress(self.done())
        future.release()

    def done(self) -> Done:
        """Return what has become of all so far."""
        own = self.read[0]
        return Done(self.shards, self.known, own.inputs, own.reports, own.failed, own.size)


def _sum(a: Outcome, b: Outcome) -> Outcome:
    failed = Counter(a.failed) + Counter(b.failed)
    return Outcome(a.inputs + b.inputs, a.reports + b.reports, dict(sorted(failed.items())), a.size + b.size)
