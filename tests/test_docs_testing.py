"""The page on testing, followed by a reader of it: its files are written and run, its examples print what it says."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from attrs import frozen

from govparse import strategies, testing
from govparse.testing import DAMAGES, LAYOUTS, NOISES
from govparse.testing.layouts import TextLayout
from govparse.testing.noise import Noise

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")
DAMAGE_PAGE = (ROOT / "docs" / "damage.md").read_text(encoding="utf-8")


@frozen
class Example:
    """A block of Python on the page, and the text that it says comes out."""

    code: str
    printed: str

    @property
    def file(self) -> str | None:
        """The name under which the page has it saved, None for what is only run."""
        named = re.match(r"# (test_\w+\.py)\n", self.code)
        return named[1] if named else None


def examples_of(page: str) -> list[Example]:
    blocks = [*re.findall(r"^```(\w+)\n(.*?)^```$", page, re.DOTALL | re.MULTILINE), ("", "")]
    return [
        Example(code, printed if follows == "text" else "")
        for (language, code), (follows, printed) in pairwise(blocks)
        if language == "python"
    ]


EXAMPLES = examples_of(PAGE)
FILES = {example.file: example for example in EXAMPLES if example.file}


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run Python as in a project of its own: nothing of this suite is there but the package."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
    env |= {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False
    )


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_test_files_of_the_page(tmp_path: Path) -> None:
    """The wrong reader is caught, with the example that the page shows; what is right passes."""
    for name, example in FILES.items():
        (tmp_path / name).write_text(example.code, encoding="utf-8")
    done = run("-m", "pytest", "-q", "--hypothesis-seed=0", "-p", "no:cacheprovider", cwd=tmp_path)
    assert re.search(r"^1 failed, \d+ passed", done.stdout, re.MULTILINE), done.stdout
    shown = words(done.stdout)
    fragments = FILES["test_my_reader.py"].printed.split("…\n")
    assert len(fragments) > 2
    for fragment in fragments:
        assert words(fragment) in shown, done.stdout
    assert sum(bool(example.printed) for example in FILES.values()) == 1


def test_the_other_examples_of_the_page(tmp_path: Path) -> None:
    """They go on from one to the next, and print what stands below them."""
    rest = [example for example in EXAMPLES if not example.file]
    (tmp_path / "page.py").write_text("\n".join(example.code for example in rest), encoding="utf-8")
    done = run("page.py", cwd=tmp_path)
    assert (done.stderr, done.returncode) == ("", 0)
    assert done.stdout == "".join(example.printed for example in rest)
    assert len(rest) + len(FILES) == PAGE.count("```python")


def rows(page: str, first: str) -> dict[str, str]:
    """Return the rows of the table that `first` heads, by name."""
    table = page.partition(f"| {first} |")[2].partition("\n\n")[0]
    return dict(re.findall(r"^\| `([a-z0-9-]+)` (\|.*)$", table, re.MULTILINE))


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.name)
def test_every_layout_is_in_its_table(layout: TextLayout) -> None:
    blanks = f"{layout.blanks}{'' if layout.readable else '; not readable'}"
    assert rows(PAGE, "layout")[layout.name] == f"| {layout.about} | {blanks} |"


@pytest.mark.parametrize("noise", NOISES.values(), ids=lambda noise: noise.name)
def test_every_noise_is_in_its_table(noise: Noise) -> None:
    assert rows(PAGE, "noise")[noise.name] == f"| {noise.about} |"


def test_every_public_name_is_in_the_reference() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8").partition("## Testing")[2]
    drawn = [
        name for name, it in vars(strategies).items() if inspect.isfunction(it) and it.__module__ == strategies.__name__
    ]
    public = [*testing.__all__, *(name for name in drawn if not name.startswith("_"))]
    assert len(public) > 20
    assert [name for name in public if not re.search(rf"`{name}\b", page)] == []


def test_the_tables_name_nothing_else() -> None:
    assert rows(PAGE, "layout").keys() == LAYOUTS.keys()
    assert rows(PAGE, "noise").keys() == NOISES.keys()
    damages = {name: f"| {damage.about} |" for name, damage in DAMAGES.items()}
    assert rows(DAMAGE_PAGE, "kind") == damages
