"""Every sample of the documentation is run: Python, commands, and what the page shows of their output.

A page is followed from top to bottom in a folder of its own, which holds what a reader has at hand: the examples and
test data of a checkout, some reports, and what the page calls by other names (`FOLDER`). The conventions:

- ```` ```python ````: executed, names are kept through the page. What a ```` ```text ```` block right behind it shows
  is compared with what is printed. A block that begins with `# NAME.py` is saved; tests saved so are run by pytest. So
  is any block with `title="NAME"`.
- ```` ```console ```` and ```` ```doscon ````: commands behind `$ ` and `> `, as of a shell and of Windows. Those of
  `govparse` are run; what stands below is compared with standard output and error, in the order of a terminal. `…`
  in a line stands for any part of it, alone on a line for any lines. `echo $?` shows the status before it.
- Commands that are not run are of one of the kinds in `NOT_RUN`, each for a reason.
- ```` ```sh ````: set-up only, nothing but such kinds.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from docs_parts import DOCS, PAGES, ROOT, Code, Command, Saved, blocks, name_of, prose, samples, text_of

import govparse
from govparse.cli import main

NOT_RUN: Mapping[str, tuple[str, str]] = {
    "pip": (r"(\S*[/\\])?pip ", "installs, mostly from a network; tests/test_package.py does"),
    "venv": (r"(python3|py) -m venv ", "makes an environment; tests/test_package.py does"),
    "activate": (r"(source )?\S*activate$", "changes the shell"),
    "setting": (r"set ", "changes the shell"),
    "launcher": (r"py --version", "is there on Windows only"),
    "benchmarks": (r"python benchmarks/", "takes minutes to hours"),
}
"""Kinds of commands that are not run: how they begin, and why."""
PYTHON_ELSEWHERE: Mapping[str, str] = {
    "docs/cookbook.md": "test_cookbook.py",  # on the archive that it names, SQL beside polars
    "docs/cluster.md": "test_cluster.py",  # each recipe in processes of its own
    "docs/summary.md": "test_summary.py",  # on a dataset of which all figures are known
    "docs/sample.md": "test_sample_marks.py",  # with marks, which somebody makes in a browser
}
"""Pages whose Python needs more than a folder of reports: the module that runs it."""
COMMANDS_ELSEWHERE: Mapping[tuple[str, str], str] = {
    ("docs/cookbook.md", "python -m govparse.testing.panel_corpus reports"): "tests/cookbook_parts.py makes it",
    ("docs/cookbook.md", "govparse dataset reports --out dataset"): "tests/cookbook_parts.py builds it",
    (
        "docs/cookbook.md",
        "govparse dataset reports --out corrected --corrections corrections.csv",
    ): "tests/cookbook_parts.py builds it",
    (
        "docs/sample.md",
        "govparse sample --marks sample-1.csv --corrections-out corrections.csv",
    ): "marks are made in a browser; tests/test_sample_marks.py does",
}
"""Single commands that are not run here: page, command, and why."""
LANGUAGES = {"python", "text", "console", "doscon", "sh", "sql", "csv", "json", "toml", "lark", "markdown"}
FOLLOWED_ELSEWHERE: Mapping[str, str] = {
    "docs/add-a-form.md": "test_add_a_form.py",  # what it makes is installed
}
"""Pages that need an environment of their own: the module that follows them."""
FOLLOWED = [page for page in PAGES if samples(page) and name_of(page) not in FOLLOWED_ELSEWHERE]
OWN_COMMANDS = re.compile(r"(?:\.venv[/\\](?:bin|Scripts)[/\\])?govparse(?=\s|$)")


# ── the folder ─────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def at_hand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the pages take for granted: a checkout's examples and data, and reports by the names that pages use."""
    folder = tmp_path_factory.mktemp("at-hand")
    shutil.copytree(ROOT / "examples", folder / "examples", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("data", "formats/matrix", "formats/html", "formats/pdf"):
        shutil.copytree(ROOT / "tests" / name, folder / "tests" / name)
    matrix = ROOT / "tests" / "formats" / "matrix" / "dense-2021"
    (folder / "reports").mkdir()
    for ending in ("html", "docx", "pdf"):
        for name in (f"report.{ending}", f"reports/report.{ending}"):
            shutil.copy(matrix / f"report.{ending}", folder / name)
    for name in ("本单位2023年度报告.docx", "yearbook.pdf"):
        shutil.copy(matrix / f"report{Path(name).suffix}", folder / name)
    for year in ("2022", "2023"):
        report = govparse.parse_file(ROOT / "examples" / f"bureau-{year}.txt")
        for layout in ("html", "docx"):
            printed = govparse.render(report, "html" if layout == "html" else "docx")
            content = printed if isinstance(printed, bytes) else printed.encode()
            (folder / f"{year}.{layout}").write_bytes(content)
            (folder / "reports" / f"bureau-{year}.{layout}").write_bytes(content)
    shutil.copytree(folder / "reports", folder / "报告")
    (folder / "more").mkdir()
    shutil.copy(matrix / "report.html", folder / "more")
    for year in ("2021", "2022"):
        with zipfile.ZipFile(folder / f"{year}.zip", "w") as packed:
            packed.write(ROOT / "examples" / "county-2021.txt", "ningming.txt")
    (folder / "bodies.csv").write_text("path,province\n2021.zip/ningming.txt,宁溟\n", encoding="utf-8")
    return folder


@pytest.fixture
def scratch(at_hand: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it for one page, which is the working folder."""
    folder = tmp_path / "here"
    shutil.copytree(at_hand, folder)
    monkeypatch.chdir(folder)
    monkeypatch.syspath_prepend(str(folder))
    for variable in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")
    return folder


# ── following a page ───────────────────────────────────────────────────────────────


class Follower:
    """Runs the samples of one page, one after the other."""

    def __init__(self, page: Path) -> None:
        self.page = page
        self.names: dict[str, Any] = {"__name__": "__main__"}
        self.status = 0
        self.files: dict[str, Code] = {}

    def python(self, code: Code) -> None:
        if code.file:
            Path(code.file).write_text(code.text, encoding="utf-8")
            sys.modules.pop(code.file.removesuffix(".py"), None)
            self.files[code.file] = code
            return
        printed = said(lambda: exec(compile(code.text, code.where, "exec"), self.names))
        if code.shown is not None:
            assert printed == code.shown, code.where

    def command(self, command: Command) -> None:
        line = in_posix(command.line) if command.windows else command.line
        if line in ("echo $?", "echo %ERRORLEVEL%"):
            assert command.shown == f"{self.status}\n", command.where
            return
        if not_run(line) or (name_of(self.page), line) in COMMANDS_ELSEWHERE:
            return
        printed, self.status = run(line)
        expected = {0}
        if OWN_COMMANDS.match(line) and " check " in line:
            expected = {1 if re.search(r" (error|错误) \[", printed) else 0} if command.shown else {0, 1}
        if not self.says_status(command):
            assert self.status in expected, f"{command.where}: status {self.status}\n{printed}"
        if command.shown is not None:
            assert agrees(command.shown, printed), f"{command.where} prints\n{printed}"

    def says_status(self, command: Command) -> bool:
        """Return whether the page shows the status of a command right behind it."""
        following = samples(self.page)[samples(self.page).index(command) + 1 :]
        return bool(following) and isinstance(following[0], Command) and following[0].line.startswith("echo ")

    def tests(self) -> None:
        """Run the tests that the page has saved: those with an output fail, and fail as it shows, the others pass."""
        own = [name for name in self.files if name.startswith("test_")]
        if not own:
            return
        words = ["-m", "pytest", "-q", "--hypothesis-seed=0", "-p", "no:cacheprovider", *own]
        done = subprocess.run([sys.executable, *words], env=clean(), capture_output=True, encoding="utf-8", check=False)
        failing = [code for code in self.files.values() if code.shown]
        assert re.search(rf"^{len(failing)} failed, \d+ passed", done.stdout, re.MULTILINE), done.stdout
        for code in failing:
            for fragment in (code.shown or "").split("…\n"):
                assert " ".join(fragment.split()) in " ".join(done.stdout.split()), f"{code.where}\n{done.stdout}"


def said(do: Callable[[], object]) -> str:
    """Return what is written to standard output and error, in its order."""
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="utf-8", newline="\n", write_through=True)
    with redirect_stdout(out), redirect_stderr(out):
        do()
    out.flush()
    return raw.getvalue().decode("utf-8")


def run(line: str) -> tuple[str, int]:
    """Run a command line: one of govparse in this process, any other in a shell."""
    words = shlex.split(line)
    plain = not re.search(r"[|<>*;&]", line)
    if plain and OWN_COMMANDS.match(line):
        status = 0

        def call() -> None:
            nonlocal status
            try:
                status = main(words[1:])
            except SystemExit as end:
                status = end.code if isinstance(end.code, int) else 2

        return said(call), status
    if plain and words[0] in ("python", "python3"):
        command = [sys.executable, *words[1:]]
    elif shutil.which("bash"):
        # In the words of the shell, so that its pipes and patterns are those of the page.
        own = f'govparse() {{ {shlex.quote(sys.executable)} -m govparse "$@"; }}; set -o pipefail; {line}'
        command = ["bash", "-c", own]
    else:
        pytest.skip(f"the command {line} is NOT run: there is no bash")
    done = subprocess.run(
        command, env=clean(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False
    )
    return done.stdout, done.returncode


def clean() -> dict[str, str]:
    """Return an environment in which nothing of this suite is known but the package."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
    return own | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "NO_COLOR": "1"}


def in_posix(line: str) -> str:
    """Return a command of Windows as a shell elsewhere takes it."""
    return line.replace("\\", "/") if OWN_COMMANDS.match(line) else line


def not_run(line: str) -> str | None:
    """Return the kind of command for which a line is not run, None if it is."""
    return next((kind for kind, (pattern, _) in NOT_RUN.items() if re.match(pattern, line)), None)


def agrees(shown: str, printed: str) -> bool:
    """Return whether an output is what a page shows of it."""
    parts = []
    for line in shown.rstrip("\n").split("\n"):
        if line.strip() == "…":
            parts.append(r"(?:[^\n]*\n)*?")
        else:
            parts.append(r"[^\n]*".join(map(re.escape, line.rstrip().split("…"))) + r" *\n")
    return re.fullmatch("".join(parts), printed.rstrip("\n") + "\n") is not None


@pytest.mark.slow
@pytest.mark.parametrize("page", FOLLOWED, ids=name_of)
def test_a_page_does_what_it_says(page: Path, scratch: Path) -> None:
    follower = Follower(page)
    for sample in samples(page):
        if isinstance(sample, Command):
            follower.command(sample)
        elif isinstance(sample, Saved):
            Path(sample.name).write_text(sample.text, encoding="utf-8")
        elif name_of(page) not in PYTHON_ELSEWHERE:
            follower.python(sample)
    follower.tests()


# ── nothing is left out ────────────────────────────────────────────────────────────


def test_pages_that_are_run_elsewhere_are() -> None:
    for page, module in FOLLOWED_ELSEWHERE.items():
        assert Path(page).name in (ROOT / "tests" / module).read_text(encoding="utf-8")
        assert samples(ROOT / page)
    for page, module in PYTHON_ELSEWHERE.items():
        own = "cookbook_parts.py" if module == "test_cookbook.py" else module
        assert Path(page).name in (ROOT / "tests" / own).read_text(encoding="utf-8")
        assert any(isinstance(sample, Code) for sample in samples(ROOT / page)), page
    lines = {(name_of(page), one.line) for page in PAGES for one in samples(page) if isinstance(one, Command)}
    assert set(COMMANDS_ELSEWHERE) <= lines


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_what_is_not_run_is_of_a_known_kind(page: Path) -> None:
    for block in blocks(page):
        assert block.kind in LANGUAGES, f"{block.where}: a block of {block.kind or 'no language'}"
        if block.kind == "sh":
            for line in block.text.splitlines():
                assert not_run(line) or line.startswith("#"), f"{block.where}: {line}"
    for sample in samples(page):
        if isinstance(sample, Command) and not not_run(sample.line):
            known = OWN_COMMANDS.match(sample.line) or re.match(r"python3? |echo |cat ", sample.line)
            assert known, f"{sample.where}: neither run nor of a kind that is not run: {sample.line}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_command_hides_where_nothing_is_run(page: Path) -> None:
    """Commands stand behind prompts. Without one, a line that begins with govparse is a synopsis."""
    hidden = re.findall(r"^ {4}(?:[$>] |govparse |pip |python3? |py ).*$", prose(page), re.MULTILINE)
    assert hidden == []
    assert not re.search(r"^ +```", text_of(page), re.MULTILINE), "a fence that is not at the margin is not seen"
    for block in blocks(page):
        if block.kind == "text":
            for line in block.text.splitlines():
                synopsis = re.search(r"\[|…|\b[A-Z]{3,}|--(version|help)$", line)
                assert not line.startswith(("govparse ", "$ ")) or synopsis, f"{block.where}: {line}"


def test_every_kind_that_is_not_run_occurs_and_has_a_reason() -> None:
    lines = [one.line for page in PAGES for one in samples(page) if isinstance(one, Command)]
    lines += [
        line for page in PAGES for block in blocks(page) if block.kind == "sh" for line in block.text.splitlines()
    ]
    used = {not_run(line) for line in lines} - {None}
    assert used == set(NOT_RUN)
    assert all(len(reason) > 10 for _, reason in NOT_RUN.values())


def test_how_outputs_are_compared() -> None:
    assert agrees("a\nb\n", "a\nb\n") and agrees("a …\n", "a b c\n") and agrees("a\n…\nd\n", "a\nb\nc\nd\n")
    assert agrees("a\n…\nd\n", "a\nd\n")
    assert not agrees("a\n", "a\nb\n") and not agrees("a …\n", "b\n") and not agrees("a\nd\n", "a\nb\nd\n")
    assert not agrees("a.c\n", "abc\n") and not agrees("a …\n", "a b\nc\n")
    assert in_posix(r".venv\Scripts\govparse check reports\a.docx") == ".venv/Scripts/govparse check reports/a.docx"
    assert not_run("pip install x") == "pip" and not_run("govparse check x") is None
    assert DOCS.is_dir()
