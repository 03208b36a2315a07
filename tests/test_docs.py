"""The documentation names what there is: every rule, every fixture, every public name; its links lead somewhere.

Its samples are run by `test_docs_samples.py`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from docs_parts import DOCS, LINKED, ROOT, anchors, links, name_of, prose
from fixtures import DATA, FOLDERS, stems

import govparse
from govparse.findings import finding
from govparse.placement.proof import options, pieces, prove, search
from govparse.rules import RULES
from govparse.rules.reading import READING


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


@pytest.mark.parametrize("page", LINKED, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    for file, anchor in links(page):
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), f"{file} is not there"
        assert ROOT in target.parents, f"{file} lies outside of the repository"
        assert DOCS not in page.parents or DOCS in target.parents, f"{file} is no page of the documentation"
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), f"{name_of(target)} has no heading #{anchor}"


def test_the_pages_in_both_languages_lead_to_each_other() -> None:
    for one, other in (("README.md", "README.zh.md"), ("README.zh.md", "README.md")):
        assert other in {file for file, _ in links(ROOT / one)}
    for page in (DOCS / "zh").glob("*.md"):
        assert len(re.findall("[一-鿿]", prose(page))) > 250, page
    named = {file.removeprefix("docs/zh/") for file, _ in links(ROOT / "README.zh.md") if file.startswith("docs/zh/")}
    assert named == {page.name for page in (DOCS / "zh").glob("*.md")}


def test_every_page_is_in_the_navigation() -> None:
    """Those of the rules are reached from their list."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[2].partition("\nnot_in_nav:")[0]
    listed = re.findall(r": (\S+\.md)$", text, re.MULTILINE)
    pages = {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")}
    assert len(listed) == len(set(listed))
    assert set(listed) == {page for page in pages if not page.startswith("rules/")} | {"rules/index.md"}


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
    endings = (".py", ".md", ".toml", ".lark", ".yml", ".cff", ".svg", ".css")
    files = [p for p in ROOT.rglob("*") if p.is_file() and p.suffix in endings]
    kept = [p for p in files if not {".venv", ".git", "site", "build", "dist"} & set(p.relative_to(ROOT).parts)]
    assert len(kept) > 60
    for path in kept:
        text = path.read_text(encoding="utf-8")
        assert [host for host in hosts if host in text] == [], path
    assert DATA.is_dir()
