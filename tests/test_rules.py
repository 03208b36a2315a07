"""Every rule of the checks finds what it is about, and nothing in what is nearly so: the folders of `tests/rules`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import govparse
from govparse import Finding
from govparse.checks import Checked, check_all
from govparse.rules import FAMILIES, RULES, RULES_OF, family_of

ROOT = Path(__file__).parent / "rules"
FOLDERS = sorted(path for path in ROOT.iterdir() if path.is_dir())
CHECKED = [family for family in FAMILIES if family != "reading"]


def expected(folder: Path) -> list[dict[str, Any]]:
    """Return the findings that a folder expects."""
    found: list[dict[str, Any]] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return found


def checked(folder: Path, kind: str) -> list[Checked]:
    """Return the reports of the files of a kind (`hit`, `near`), checked together."""
    reports = [
        report
        for path in sorted(folder.glob(f"{kind}*.txt"))
        for report in govparse.parse_all(path.read_bytes(), source=path.name)
    ]
    return list(check_all(reports))


def as_expected(file: str, found: Finding, like: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a finding as `expected.json` writes it; mends only where an expected one like it has them."""
    said: dict[str, Any] = {"file": file, "rule": found.rule, "severity": found.severity, "codes": sorted(found.codes)}
    if any("mends" in entry and all(entry[name] == said[name] for name in said) for entry in like):
        said["mends"] = sorted(
            (
                {"kind": mend.kind, "changes": sorted([c.code, c.printed, c.value] for c in mend.changes)}
                for mend in found.mends
            ),
            key=repr,
        )
    return said


def plain(entry: dict[str, Any]) -> dict[str, Any]:
    """Return an entry of `expected.json` with its lists in order."""
    said = {**entry, "codes": sorted(entry["codes"])}
    if "mends" in entry:
        mends = [{"kind": m["kind"], "changes": sorted(map(list, m["changes"]))} for m in entry["mends"]]
        said["mends"] = sorted(mends, key=repr)
    return said


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("kind", ["hit", "near"])
def test_exactly_what_is_expected_is_found(folder: Path, kind: str) -> None:
    wanted = [plain(entry) for entry in expected(folder) if entry["file"].startswith(kind)]
    results = checked(folder, kind)
    assert results, f"no file {kind}….txt in {folder.name}"
    found = [
        as_expected(result.report.source, one, wanted)
        for result in results
        for one in result.findings
        if family_of(one.rule) != "reading"
    ]
    assert sorted(found, key=repr) == sorted(wanted, key=repr)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_folder_is_about_its_rule(folder: Path) -> None:
    assert folder.name in RULES, "no rule of this name"
    entries = expected(folder)
    assert folder.name in {entry["rule"] for entry in entries if entry["file"].startswith("hit")}
    assert {entry["file"] for entry in entries} <= {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_hit_says_what_is_printed_and_where(folder: Path) -> None:
    """Places hold the text they are said to hold, terms what is printed in their report, messages no open template."""
    results = checked(folder, "hit")
    sources = {result.report.source: result.report for result in results}
    for result in results:
        for found in result.findings:
            if family_of(found.rule) == "reading":
                continue
            assert "{" not in found.messages["zh"] + found.messages["en"]
            for place in found.places:
                assert 0 <= place.start <= place.end <= len(result.report.source_text)
            for term in (term for side in found.sides for term in side.terms):
                report = sources[term.source] if term.source else result.report
                if term.code is not None:
                    assert (report.facts[term.code].value, report.facts[term.code].text) == (term.value, term.text)
                if term.place is not None and term.code is None:
                    assert report.source_text[term.place.start : term.place.end].strip()


@pytest.mark.parametrize("family", CHECKED)
def test_every_rule_has_a_folder(family: Any) -> None:
    missing = [rule for rule in RULES_OF[family] if not (ROOT / rule).is_dir()]
    assert missing == [], f"rules of {family} without fixtures: {', '.join(missing)}"
