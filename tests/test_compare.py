"""The comparison of two revisions: what was changed on purpose in one of them is told as what it is."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
COMPARE = ROOT / "benchmarks" / "compare.py"
INPUTS = (
    "tests/data/layouts/c-dense-2021.txt",
    "tests/data/layouts/c-dense-2021.json",
    "tests/data/figures",
    "tests/data/bad/no-report.txt",
    "tests/formats/html/blanks-nbsp.html",
    "tests/formats/html/blanks-nbsp.json",
    "tests/formats/office/rtf-unicode.rtf",
    "tests/fixtures.py",
)
# A copy of the library is changed by what is put before its end, so that no line of it is named here.
PATCHES: dict[str, str] = {
    "alike": "",
    "swapped": """
def changed(report):
    facts = dict(report.facts)
    one, other = "requests.carried_in.total", "requests.received.total"
    facts[one], facts[other] = (evolve(facts[a], value=facts[b].value) for a, b in ((one, other), (other, one)))
    return evolve(report, facts=facts)
""",
    "blanks are zeros": """
def changed(report):
    return evolve(report, facts={
        code: evolve(fact, state="number", value=0) if fact.state == "blank" else fact
        for code, fact in report.facts.items()
    })
""",
    "lost": """
def changed(report):
    code = "requests.received.total"
    lost = evolve(report.facts[code], state="unread", value=None, reason="row-short")
    return evolve(report, title="another title", facts={**report.facts, code: lost})
""",
    "refused": """
def changed(report):
    raise NotAReport({"zh": "不是", "en": "none"}, report.source)
""",
    "broken": """
def changed(report):
    raise RuntimeError("on purpose")
""",
    "killed": """
def changed(report):
    import os
    os._exit(9)
""",
}
_END = """

from govparse.errors import NotAReport

{patch}
_unchanged = parse_all

def parse_all(data, **given):
    return (changed(report) for report in _unchanged(data, **given))
"""


def git(folder: Path, *arguments: str) -> str:
    names = {f"GIT_{who}_{what}": "nobody" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    env = {**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(["git", *arguments], cwd=folder, env=env, check=True, capture_output=True, encoding="utf-8")
    return done.stdout.strip()


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a small corpus, and a branch for each change of the library."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    folder = tmp_path_factory.mktemp("repository")
    for name in ("govparse", "grammars"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in INPUTS:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    git(folder, "init", "--quiet", "--initial-branch=plain")
    git(folder, "config", "core.autocrlf", "false")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message=plain")
    parsing = folder / "govparse" / "parsing.py"
    plain = parsing.read_text(encoding="utf-8")
    for name, patch in PATCHES.items():
        git(folder, "checkout", "--quiet", "-b", name.replace(" ", "-"), "plain")
        parsing.write_text(plain + _END.format(patch=patch) if patch else plain + "# alike\n", encoding="utf-8")
        git(folder, "commit", "--quiet", "--all", f"--message={name}")
    git(folder, "checkout", "--quiet", "plain")
    return folder


def compared(repository: Path, *arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, str(COMPARE), "--repository", str(repository), "--synthetic", "0", *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def outcome(repository: Path) -> Callable[[str], dict[str, Any]]:
    """What is said of a branch against the plain one."""

    def ask(branch: str) -> dict[str, Any]:
        status, printed, complaint = compared(repository, "plain", branch, "--format", "json")
        assert status in (0, 1), complaint
        found: dict[str, Any] = json.loads(printed)
        assert found["grave"] == bool(status)
        return found

    return ask


def by_name(found: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    return {item["name"]: item["differences"] for item in found["differing"]}


TEXT, BAD, PAGE = INPUTS[0], INPUTS[3], INPUTS[4]

pytestmark = pytest.mark.slow


def test_what_reads_alike_is_alike(outcome: Callable[[str], dict[str, Any]], repository: Path) -> None:
    found = outcome("alike")
    assert found["inputs"] == found["alike"] == 3  # no JSON, no code, and without LibreOffice no RTF
    assert not any(found["sums"].values())
    assert git(repository, "worktree", "list").count("\n") == 0  # nothing is left behind


def test_swapped_values_are_changed_values(outcome: Callable[[str], dict[str, Any]]) -> None:
    found = outcome("swapped")
    assert {kind: number for kind, number in found["sums"].items() if number} == {"changed": 4}
    told = by_name(found)
    assert set(told) == {TEXT, PAGE}
    first, second = told[TEXT]
    assert {first["what"], second["what"]} == {"requests.carried_in.total", "requests.received.total"}
    assert first["old"]["value"] == second["new"]["value"] != first["new"]["value"]
    assert {first["verdict"], second["verdict"]} == {"OLD is right"}


def test_who_is_right_is_said_the_other_way_round(repository: Path) -> None:
    status, printed, _ = compared(repository, "swapped", "plain")
    assert status == 1
    lines = [line for line in printed.splitlines() if line.startswith("  CHANGED")]
    assert len(lines) == 4 and all(line.endswith("[new is right]") for line in lines)
    assert any("requests.received.total" in line and "→" in line and "(line " in line for line in lines)
    assert "     4 changed   in 2 inputs" in printed


def test_blanks_that_become_zeros_are_another_state(outcome: Callable[[str], dict[str, Any]]) -> None:
    found = outcome("blanks-are-zeros")
    assert found["sums"]["state"] > 100 and found["sums"]["changed"] == 0 and found["grave"]
    told = by_name(found)
    assert {(d["old"]["state"], d["new"]["value"]) for d in told[PAGE]} == {("blank", 0)}


def test_a_loss_is_grave_and_its_reverse_a_gain(outcome: Callable[[str], dict[str, Any]], repository: Path) -> None:
    found = outcome("lost")
    assert {kind: number for kind, number in found["sums"].items() if number} == {"lost": 2, "report": 2}
    (lost, title) = by_name(found)[TEXT]
    assert (lost["kind"], lost["what"], lost["verdict"]) == ("lost", "requests.received.total", "OLD is right")
    assert (title["what"], title["new"]) == ("title", "another title")
    status, printed, _ = compared(repository, "lost", "plain")
    assert status == 0
    assert "  gained   requests.received.total: unread (row-short) → " in printed


@pytest.mark.parametrize(
    ("branch", "kind"),
    [("refused", "not_a_report"), ("broken", "unforeseen RuntimeError"), ("killed", "process ended")],
)
def test_a_report_that_is_no_more_loses_all_that_it_said(
    outcome: Callable[[str], dict[str, Any]], branch: str, kind: str
) -> None:
    found = outcome(branch)
    assert found["grave"] and set(by_name(found)) == {TEXT, PAGE}
    for differences in by_name(found).values():
        assert (differences[0]["kind"], differences[0]["old"]) == ("error", "1 report")
        assert differences[0]["new"].startswith(kind)
        assert {d["kind"] for d in differences[1:]} == {"lost"} and len(differences) > 150


def test_the_working_tree_is_compared_if_nothing_else_is_named(repository: Path) -> None:
    parsing = repository / "govparse" / "parsing.py"
    plain = parsing.read_text(encoding="utf-8")
    parsing.write_text(plain + _END.format(patch=PATCHES["swapped"]), encoding="utf-8")
    try:
        status, printed, _ = compared(repository, "plain")
    finally:
        parsing.write_text(plain, encoding="utf-8")
    assert status == 1
    assert "new: working tree (" in printed and " with changes)" in printed


def test_what_cannot_be_compared_is_said(repository: Path) -> None:
    status, printed, complaint = compared(repository, "no-such-revision")
    assert (status, printed) == (2, "")
    assert "no-such-revision" in complaint or "Needed a single revision" in complaint


def test_synthetic_reports_are_read_too_and_tell_who_is_right(repository: Path) -> None:
    status, printed, _ = compared(repository, "plain", "swapped", "--format", "json", "--synthetic", "30")
    found = json.loads(printed)
    assert (status, found["inputs"]) == (1, 33)
    changed = [d for name, told in by_name(found).items() for d in told if name.startswith("synthetic/")]
    verdicts = [d["verdict"] for d in changed if d["kind"] == "changed"]
    assert len(verdicts) > 10 and set(verdicts) == {"OLD is right"}
