"""Trees of revisions, what they hold to be read, and what govparse reads there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

WORKER = Path(__file__).with_name("reading.py")
OFFICE = (".doc", ".wps", ".rtf", ".odt", ".fodt")
_NO_INPUT = (".json", ".md", ".py", ".pyc")
_SECONDS = 120
"""An input that takes longer ends its worker."""

Input = tuple[str, Path]
"""The name of an input, and where it lies."""


class Refused(Exception):
    """Something that the user has to be told; no comparison is possible."""


def git(repository: Path, *arguments: str) -> str:
    """Return what git says. Raises `Refused` with its complaint."""
    done = subprocess.run(["git", "-C", str(repository), *arguments], capture_output=True, encoding="utf-8")
    if done.returncode:
        raise Refused(done.stderr.strip() or f"git {arguments[0]} ended with {done.returncode}")
    return done.stdout.strip()


@contextmanager
def tree(repository: Path, revision: str | None) -> Iterator[tuple[Path, str]]:
    """Give the tree of a revision and its name; None is the working tree. Nothing is left behind."""
    if revision is None:
        head = git(repository, "rev-parse", "--short", "HEAD")
        changed = " with changes" if git(repository, "status", "--porcelain") else ""
        yield repository, f"working tree ({head}{changed})"
        return
    commit = git(repository, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    with tempfile.TemporaryDirectory(prefix="govparse-compare-") as folder:
        path = Path(folder).resolve() / "tree"
        git(repository, "worktree", "add", "--quiet", "--detach", str(path), commit)
        try:
            yield path, f"{revision} ({commit[:7]})"
        finally:
            git(repository, "worktree", "remove", "--force", str(path))


def fixtures(root: Path, *, office: bool) -> list[Input]:
    """Return the files under `tests/data` and `tests/formats` that are there to be read, in a fixed order."""
    found = []
    for path in (*(root / "tests" / "data").rglob("*"), *(root / "tests" / "formats").rglob("*")):
        folders = path.relative_to(root).parts[2:-1]
        if not path.is_file() or path.suffix in _NO_INPUT or {"makers", "figures", "__pycache__"} & set(folders):
            continue
        # Web pages circulate under the name of Word files: those need no LibreOffice.
        if not office and path.suffix in OFFICE and "html" not in folders:
            continue
        found.append((path.relative_to(root).as_posix(), path))
    return sorted(found)


def synthetic(root: Path, folder: Path, count: int, seed: int) -> list[Input]:
    """Have the govparse of a tree write synthetic reports into a folder; return them."""
    done = subprocess.run(
        [sys.executable, "-P", str(WORKER), "make", str(folder), str(count), str(seed)],
        env=_surroundings(root),
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    if done.returncode:
        raise Refused(f"no synthetic reports could be made:\n{done.stderr.strip()}")
    return sorted((f"synthetic/{path.name}", path) for path in folder.iterdir() if path.suffix not in _NO_INPUT)


def readings(root: Path, inputs: Sequence[Input]) -> dict[str, dict[str, Any]]:
    """Return what the govparse of a tree reads of each input. One that ends the process costs that input only."""
    found: dict[str, dict[str, Any]] = {}
    while left := [item for item in inputs if item[0] not in found]:
        outcomes, complaint = _read(root, left)
        found.update((outcome["name"], outcome) for outcome in outcomes)
        if len(outcomes) < len(left):
            name = left[len(outcomes)][0]
            found[name] = {"name": name, "error": {"kind": "process ended", "says": complaint}}
    return found


def _read(root: Path, inputs: Sequence[Input]) -> tuple[list[dict[str, Any]], str]:
    """Return what a worker says until it ends, and its last words."""
    with tempfile.TemporaryDirectory(prefix="govparse-compare-") as folder:
        manifest = Path(folder) / "manifest.json"
        manifest.write_text(json.dumps([(name, str(path)) for name, path in inputs]), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-P", str(WORKER), "read", str(manifest), str(_SECONDS)],
            env=_surroundings(root),
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
        )
    said = [json.loads(line) for line in done.stdout.splitlines() if line.endswith("}")]
    complaint = f"status {done.returncode}: {done.stderr.strip()[-500:]}"
    if not said:
        raise Refused(f"govparse of {root} cannot be imported; {complaint}")
    package = Path(said[0]["package"])
    if package != (root / "govparse").resolve():
        raise Refused(f"asked for the govparse of {root}, got {package}")
    return said[1:], complaint


def _surroundings(root: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV"))}
    return {**kept, "PYTHONPATH": str(root), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
