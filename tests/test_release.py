"""What has to agree before a release: versions, commands for newcomers, hooks."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from surface_changes import sections

import govparse

ROOT = Path(__file__).resolve().parent.parent


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_version_is_that_of_the_citation_and_of_the_changelog() -> None:
    (cited,) = re.findall(r"^version: (.+)$", text("CITATION.cff"), re.MULTILINE)
    assert cited == govparse.__version__
    top = sections(text("CHANGELOG.md"))[0]
    assert top.version == govparse.__version__
    released = re.findall(r"^date-released: (.+)$", text("CITATION.cff"), re.MULTILINE)
    assert released == ([] if top.date is None else [top.date])


def test_no_other_file_names_the_version() -> None:
    """What is generated, and what has a version of its own (the example of a form), aside."""
    files = [path for path in ROOT.iterdir() if path.suffix in (".md", ".toml", ".cff", ".yml", ".yaml")]
    for folder in ("govparse", "docs", ".ci"):
        files += [path for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".md", ".json", "")]
    version = re.compile(rf"(?<![0-9.]){re.escape(govparse.__version__)}(?![0-9.]*[0-9])")
    named = {
        path.relative_to(ROOT).as_posix()
        for path in files
        if path.is_file() and version.search(path.read_text(encoding="utf-8"))
    }
    assert named == {"govparse/__init__.py", "CITATION.cff", "CHANGELOG.md"}


def test_the_version_is_read_from_the_package() -> None:
    project = text("pyproject.toml")
    assert 'dynamic = ["version"]' in project
    assert '[tool.hatch.version]\npath = "govparse/__init__.py"' in project
    assert re.search(r"^version\s*=", project, re.MULTILINE) is None


def commands(name: str) -> list[str]:
    """Return the lines of the block that a page marks as the command of the tests."""
    (block,) = re.findall(r"<!-- test-command -->\n```sh\n(.*?)```", text(name), re.DOTALL)
    return [line for line in block.splitlines() if line]


def test_two_commands_lead_a_newcomer_to_green_tests() -> None:
    """They are those of the README, which `.ci/run` runs as they stand there."""
    assert len(commands("CONTRIBUTING.md")) == 2
    assert " && ".join(commands("CONTRIBUTING.md")) == " && ".join(commands("README.md"))
    assert "<!-- test-command -->" in text(".ci/run") and "README.md" in text(".ci/run")


def test_hooks_are_local_and_call_what_the_extra_installs() -> None:
    """Another kind of hook would be fetched from somewhere when it first runs."""
    hooks = text(".pre-commit-config.yaml")
    assert re.findall(r"repo: *(\S+)", hooks) == ["local"]
    assert set(re.findall(r"language: *(\S+)", hooks)) == {"system"}
    called = [entry.split()[0] for entry in re.findall(r"entry: *(.+)", hooks)]
    assert called == ["ruff", "ruff", "mypy"]
    dev = tomllib.loads(text("pyproject.toml"))["project"]["optional-dependencies"]["dev"]
    assert {*called, "pre-commit", "twine"} <= {re.split("[><=]", requirement)[0] for requirement in dev}
    assert "additional_dependencies" not in hooks and "://" not in hooks


@pytest.mark.parametrize("tool", ["pre-commit", "twine", "mypy", "ruff", "mkdocs"])
def test_tools_have_an_upper_bound(tool: str) -> None:
    assert re.search(rf'"{tool}>=[0-9.]+,<[0-9.]+"', text("pyproject.toml"))
