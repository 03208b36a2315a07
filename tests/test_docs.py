"""The documentation names what there is: every rule, every fixture, every public name; its examples run."""

from __future__ import annotations

import doctest
import re
from pathlib import Path
from typing import Any

import pytest
from fixtures import DATA, FOLDERS, stems

import govparse
from govparse.findings import finding
from govparse.placement.proof import options, pieces, prove, search
from govparse.rules import RULES
from govparse.rules.reading import READING

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]


def test_every_rule_of_reading_is_documented_with_its_severity() -> None:
    text = (DOCS / "reading.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `([a-z-]+)` \| (error|warning|info) \|", text, re.MULTILINE))
    assert listed == {name: rule.severity for name, rule in READING.items()}


def test_every_fixture_is_in_the_table_of_layouts() -> None:
    text = (DOCS / "layouts.md").read_text(encoding="utf-8")
    named = set(re.findall(rf"`((?:{'|'.join(FOLDERS)})/[a-z0-9-]+)`", text))
    assert named == set(stems(*FOLDERS))


def _rows_of_layouts() -> list[tuple[list[str], set[str]]]:
    """Return, for each line of the table of layouts, its fixtures and the rules it names."""
    rows = []
    for line in (DOCS / "layouts.md").read_text(encoding="utf-8").splitlines():
        named = re.findall(rf"`((?:{'|'.join(FOLDERS)})/[a-z0-9-]+)`", line)
        if line.startswith("|") and named:
            rows.append((named, {word for word in re.findall(r"`([a-z-]+)`", line) if word in RULES}))
    return rows


@pytest.mark.parametrize(("named", "rules"), _rows_of_layouts(), ids=lambda value: str(value)[:60])
def test_the_table_of_layouts_says_what_happens(named: list[str], rules: set[str]) -> None:
    found = set()
    for stem in named:
        try:
            reports = list(govparse.parse_all((DATA / f"{stem}.txt").read_bytes()))
        except govparse.GovparseError:
            continue
        found |= {finding.rule for report in reports for finding in report.findings}
    assert found == rules


def test_every_public_name_is_documented() -> None:
    text = (DOCS / "api.md").read_text(encoding="utf-8")
    assert [name for name in govparse.__all__ if f"`{name}" not in text] == []


@pytest.mark.parametrize("rule", READING)
def test_every_rule_of_reading_can_be_said_in_both_languages(rule: str) -> None:
    details: dict[str, Any] = dict.fromkeys(("label", "digits", "table", "year", "pages"), "某行")
    made = finding(rule, printed=1, columns=2, number=3, count=4, placed=5, **details)
    assert set(made.messages) == {"zh", "en"}
    assert all(made.messages.values())
    assert "{" not in "".join(made.messages.values())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+\.md)(?:#[a-z-]+)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).is_file(), target


def test_examples_of_the_readme_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    prompts = re.findall(r"```(?:pycon|python)\n(.*?)```", text, re.DOTALL)
    assert prompts
    for block in prompts:
        if ">>>" in block:
            test = doctest.DocTestParser().get_doctest(block, {}, "README", None, 0)
            assert doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test).failed == 0
        else:
            exec(compile(block, "README", "exec"), {})


@pytest.mark.parametrize("page", ["api.md", "checks.md", "proof.md"])
def test_examples_of_a_page_print_what_it_says(
    page: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The blocks of a page build on each other."""
    monkeypatch.chdir(ROOT)
    text = (DOCS / page).read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```)?", text, re.DOTALL)
    names: dict[str, Any] = {}
    assert blocks
    for code, printed in blocks:
        exec(compile(code, page, "exec"), names)
        assert capsys.readouterr().out == printed


def test_what_a_proof_may_cost_is_what_the_code_says() -> None:
    table = (DOCS / "proof.md").read_text(encoding="utf-8").partition("## What a proof may cost")[2]
    told = re.findall(r"^\| [^|]+ \| ([^|]+) \|", table.partition("\n\nA table")[0], re.MULTILINE)
    counts = [prove.STEPS, options.STEPS, options.MOST, options._MOST_CUT, pieces._MOST_DIGITS, prove._ROUNDS]
    assert [int(word.replace(",", "")) for bound in told for word in re.findall(r"[0-9][0-9,]*", bound)] == counts
    assert search._SHARE == 8  # "an eighth", and twice that for the first one
    assert options._SURPLUS == 1  # "at most one number of a row is too many"


def test_what_is_said_of_lost_columns_has_a_fixture() -> None:
    named = re.findall(r"`(lost/[a-z0-9-]+)`", (DOCS / "proof.md").read_text(encoding="utf-8"))
    assert len(named) > 20
    assert set(named) <= set(stems("lost"))


def test_nothing_of_the_machine_or_of_registries_is_named() -> None:
    hosts = ["py" + "pi.org", "npm" + "js", "/wo" + "rk/", "/ro" + "ot/"]
    files = [p for p in ROOT.rglob("*") if p.is_file() and p.suffix in (".py", ".md", ".toml", ".lark", ".yml", ".cff")]
    kept = [p for p in files if not {".venv", ".git", "site", "build", "dist"} & set(p.relative_to(ROOT).parts)]
    assert len(kept) > 60
    for path in kept:
        text = path.read_text(encoding="utf-8")
        assert [host for host in hosts if host in text] == [], path
    assert DATA.is_dir()
