"""The log of a run: what differs from run to run, and is no part of what can be reproduced."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govparse.dataset.versions import library_versions
from govparse.forms.registry import origin, plugged_in

if TYPE_CHECKING:
    from govparse.dataset.build import Built, Options

NAME = "run.json"


def write(folder: Path, paths: Sequence[str | os.PathLike[str]], options: Options, built: Built, began: float) -> None:
    """Write the log of a run that began at a time."""
    ended = time.time()
    log = {
        "began": _stamp(began),
        "ended": _stamp(ended),
        "seconds": round(ended - began, 3),
        "inputs": built.tally.inputs,
        "read_now": built.read_now,
        "failed": dict(sorted(built.tally.failed.items())),
        "workers": options.workers,
        "paths": [os.path.abspath(path) for path in paths],
        "meta": os.path.abspath(options.meta) if options.meta else None,
        "meta_unused": built.meta_unused,
        "corrections": os.path.abspath(options.corrections) if options.corrections else None,
        "versions": library_versions(),
        "forms": {form.name: origin(form) for form in plugged_in()},
        "system": platform.platform(),
        "cores": os.cpu_count(),
    }
    (folder / NAME).write_text(json.dumps(log, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read(folder: Path) -> dict[str, Any]:
    """Return the log of a dataset. Raises `OSError`, `ValueError`."""
    log: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
    return log


def _stamp(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
