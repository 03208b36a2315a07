"""The tutorial add-a-form.md, followed in an environment of its own: its files are those of the example package."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from docs_parts import DOCS, Command, Saved, samples
from form_parts import EXAMPLE, PACKAGE
from test_docs_samples import agrees
from test_package import Environment, built, package_index, run, wheel

__all__ = ["built", "package_index", "wheel"]  # fixtures

PAGE = DOCS / "add-a-form.md"
ONLY_IN_EXAMPLE = {"README.md"}
ONLY_ON_PAGE = {"make_reports.py", "look.py"}


def saved() -> dict[str, str]:
    """Return the files that the page has its readers write: blocks of one name are one file."""
    files: dict[str, list[str]] = {}
    for sample in samples(PAGE):
        if isinstance(sample, Saved):
            files.setdefault(sample.name, []).append(sample.text)
    return {name: "\n".join(parts) for name, parts in files.items()}


def test_the_example_is_what_the_page_writes() -> None:
    own = {
        path.relative_to(EXAMPLE).as_posix(): path.read_text(encoding="utf-8")
        for path in EXAMPLE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }
    written = saved()
    assert own.keys() - written.keys() == ONLY_IN_EXAMPLE
    assert written.keys() - own.keys() == ONLY_ON_PAGE
    assert [name for name in own.keys() & written.keys() if own[name] != written[name]] == []


def test_the_example_is_small() -> None:
    """Well under a hundred lines beside its labels."""
    grammar = (PACKAGE / "form2027.lark").read_text(encoding="utf-8").splitlines()
    rest = [line for line in grammar if line.strip() and not line.startswith("//") and ': "' not in line]
    others = [(PACKAGE / "__init__.py"), EXAMPLE / "pyproject.toml", EXAMPLE / "tests" / "test_form.py"]
    lines = [line for path in others for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(rest) + len(lines) < 70


@pytest.mark.slow
def test_the_page_does_what_it_says(wheel: Path, tmp_path: Path) -> None:
    """Step by step: the check is run on the grammar as far as it is written then."""
    environment = Environment.create(tmp_path / "env", f"{wheel}[all,testing]", "pytest")
    here = tmp_path / "here"
    here.mkdir()
    files: dict[str, str] = {}
    ran = 0
    for sample in samples(PAGE):
        if isinstance(sample, Saved):
            before = files.get(sample.name)
            files[sample.name] = sample.text if before is None else f"{before}\n{sample.text}"
            path = here / sample.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[sample.name], encoding="utf-8")
        elif isinstance(sample, Command):
            if sample.line == "pip install .":
                pip = (sys.executable, "-m", "pip", "--python", environment.python, "--disable-pip-version-check")
                run(*pip, "install", "--quiet", here, cwd=tmp_path)
                continue
            follow(sample, environment, here)
            ran += 1
    assert ran >= 9


def follow(command: Command, environment: Environment, here: Path) -> None:
    """Run a command of the page; what it prints is what the page shows, and its status what that says."""
    program, *arguments = command.line.split()
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PYTEST", "COV", "VIRTUAL", "LC_"))}
    done = subprocess.run(
        [environment.programs / program, *arguments],
        cwd=here,
        env={**kept, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "LANG": "en_US.UTF-8", "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    shows_error = ": error: " in (command.shown or "")
    assert done.returncode == shows_error, f"{command.where}: status {done.returncode}\n{done.stdout}"
    assert command.shown is None or agrees(command.shown, done.stdout), f"{command.where} prints\n{done.stdout}"
