"""The public surface changes only when the changelog says so; and the checker that sees to it."""

from __future__ import annotations

import public_surface as surface
import pytest
from public_surface import CURRENT, RELEASED, ROOT
from surface_changes import Change, changes, is_named, names, owner, sections, unannounced

import govparse

CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
WHAT_TO_DO = (
    "The public surface is not what tests/public_surface.txt describes. If the change is meant:\n"
    "  1. name it in CHANGELOG.md, in the section of the unreleased version;\n"
    "  2. rewrite the description: python tests/public_surface.py\n"
    "What has changed:\n"
)


def released() -> tuple[dict[str, str], str | None]:
    if not RELEASED.is_file():
        return {}, None
    text = RELEASED.read_text(encoding="utf-8")
    return surface.read(text), surface.version_of(text)


def test_the_surface_is_what_is_described() -> None:
    found = changes(surface.read(CURRENT.read_text(encoding="utf-8")), surface.describe())
    assert not found, WHAT_TO_DO + "\n".join(f"  {change}" for change in found)


def test_what_has_changed_since_the_last_release_is_in_the_changelog() -> None:
    before, version = released()
    found = changes(before, surface.read(CURRENT.read_text(encoding="utf-8")))
    said = unannounced(found, CHANGELOG, version)
    assert not said, "CHANGELOG.md does not say of the public surface:\n" + "\n".join(f"  {one}" for one in said)


def test_the_changelog_is_that_of_this_version() -> None:
    top, *earlier = sections(CHANGELOG)
    assert top.version == govparse.__version__
    assert all(one.date is not None for one in earlier)
    if top.date is not None:
        assert released()[1] == top.version, "python tests/public_surface.py --released keeps the surface of a release"


@pytest.mark.parametrize("module", [module for module in surface.MODULES if module != "govparse.tables"])
def test_every_public_name_is_on_the_page_of_the_api(module: str) -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    public = [key for key in surface.read(CURRENT.read_text(encoding="utf-8")) if key.startswith(f"name {module}.")]
    own = [key for key in public if key.count(".") == module.count(".") + 1 and "[" not in key]
    assert own
    assert [key for key in own if not is_named(key, page)] == []


def test_a_description_reads_back() -> None:
    described = {"name govparse.parse": "function (a: int = 1) -> x: y", "json report.facts.*": "fact"}
    text = surface.write(described, "1.2.3")
    assert surface.read(text) == described
    assert surface.version_of(text) == "1.2.3"
    assert surface.version_of(surface.write(described)) is None


# ── the checker, on changes that nobody made ───────────────────────────────────────

BEFORE = {
    "name govparse.parse": "function (data: str) -> AnnualReport",
    "type Fact": "class frozen",
    "member Fact.value": "field int | None",
    "member Fact.note": "field str | None",
    "command parse": "command",
    "command parse --format": "store one of table, json",
    "rule row-short": "reading, warning",
    "json fact.value": "int",
    "table facts": "table",
    "table facts.unit": "string",
    "fact requests.received.total": "2019, 2021",
}
OLD = "## [1.4.0] - 2030-01-31\n\n### Deprecated\n\n- `Fact.note`, `--format`, `facts.unit`, `parse`: use others.\n"


def log(version: str, **said: str) -> str:
    text = "".join(f"### {heading}\n\n- {words}\n\n" for heading, words in said.items())
    return f"# Changelog\n\n## [{version}] (unreleased)\n\n{text}{OLD}"


def with_(**other: str | None) -> dict[str, str]:
    """Return the made-up surface with other entries; `__` stands for a blank, None takes away."""
    after = {**BEFORE, **{key.replace("__", " ", 1).replace("__", "."): what for key, what in other.items()}}
    return {key: what for key, what in after.items() if what is not None}


def said_of(now: dict[str, str], changelog: str, version: str | None = "1.4.0") -> list[str]:
    return unannounced(changes(BEFORE if version else {}, now), changelog, version)


def test_every_kind_of_change_is_seen() -> None:
    now = with_(member__Fact__unit="field str", member__Fact__value="field int", member__Fact__note=None)
    assert changes(BEFORE, now) == [
        Change("removed", "member Fact.note", "field str | None", None),
        Change("added", "member Fact.unit", None, "field str"),
        Change("changed", "member Fact.value", "field int | None", "field int"),
    ]
    assert changes(BEFORE, dict(reversed(BEFORE.items()))) == []
    assert "field int\n    was field int | None" in str(changes(BEFORE, now)[2])


def test_what_is_not_named_is_told() -> None:
    now = with_(member__Fact__unit="field str")
    (said,) = said_of(now, log("1.5.0", Added="a unit beside the value, Fact.unit"))  # named, not between backticks
    assert said.startswith("added member Fact.unit: field str") and "1.5.0 does not name it" in said
    assert said_of(now, log("1.5.0", Added="`Fact.unit`, the unit")) == []
    assert said_of(now, log("1.5.0", Added="the `unit` of a fact")) == []
    assert said_of(now, log("1.5.0", Added="`unit.other`, the `units` of a fact, `unit-of`, `no_unit`")) != []


def test_a_signature_that_changes_has_to_be_named() -> None:
    now = with_(name__govparse__parse="function (data: str, *, strict: bool = False) -> AnnualReport")
    assert len(said_of(now, log("1.5.0", Added="strictness"))) == 1
    assert said_of(now, log("1.5.0", Added="`parse(data, strict=True)`")) == []
    assert said_of(now, log("1.5.0", Added="`govparse.parse` is strict if asked")) == []


def test_what_is_new_as_a_whole_is_named_as_a_whole() -> None:
    now = with_(type__Doubt="class frozen", member__Doubt__why="field str", table__doubts="table", table__doubts__x="y")
    assert said_of(now, log("1.5.0", Added="`Doubt`, and the table `doubts`")) == []
    assert len(said_of(now, log("1.5.0", Added="the table `doubts`"))) == 2
    # A new part of something old is named itself.
    assert len(said_of(with_(member__Fact__doubt="field str"), log("1.5.0", Added="more in `Fact`"))) == 1


def test_cells_are_named_by_their_row() -> None:
    now = with_(fact__requests__paused__total="2027", fact__requests__paused__business="2027")
    assert said_of(now, log("1.5.0", Added="the row `requests.paused`")) == []
    assert len(said_of(now, log("1.5.0", Added="the row `requests.pause`"))) == 2


def test_what_is_removed_was_deprecated_and_is_told_as_removed() -> None:
    now = with_(member__Fact__note=None)
    assert said_of(now, log("2.0.0", Removed="`Fact.note`")) == []
    (said,) = said_of(now, log("2.0.0", Changed="`Fact.note` is gone"))
    assert "under `### Removed`" in said
    (said,) = said_of(with_(**{"rule row-short": None}), log("2.0.0", Removed="the rule `row-short`"))
    assert "no earlier version has it under `### Deprecated`" in said


@pytest.mark.parametrize(
    ("version", "before", "removed", "enough"),
    [
        ("1.4.1", "1.4.0", False, False),
        ("1.5.0", "1.4.0", False, True),
        ("2.0.0", "1.4.0", False, True),
        ("1.5.0", "1.4.0", True, False),
        ("2.0.0", "1.4.0", True, True),
        ("0.2.0", "0.1.0", True, True),
        ("0.1.1", "0.1.0", True, False),
        ("0.1.1", "0.1.0", False, False),
    ],
)
def test_the_version_counts_up(version: str, before: str, removed: bool, enough: bool) -> None:
    now = with_(member__Fact__note=None) if removed else with_(member__Fact__value="field int")
    said = unannounced(changes(BEFORE, now), log(version, Removed="`Fact.note`", Changed="`Fact.value`"), before)
    assert (said == []) is enough, said
    if not enough:
        assert "is too little" in said[0]


def test_nothing_is_asked_where_nothing_has_changed() -> None:
    assert said_of(dict(BEFORE), log("1.4.1", Fixed="a fault")) == []


def test_a_version_that_is_released_does_not_change() -> None:
    (said,) = said_of(with_(member__Fact__value="field int"), f"# Changelog\n\n{OLD}")
    assert said.startswith("1.4.0 is released")


def test_the_first_version_names_what_is_exported() -> None:
    assert said_of(dict(BEFORE), log("0.1.0", Added="`govparse.parse`, and the command `govparse parse`"), None) == []
    assert len(said_of(dict(BEFORE), log("0.1.0", Added="reading"), None)) == 2


def test_parts_and_names() -> None:
    assert owner("member Fact.value") == "type Fact"
    assert owner("json report.facts.*.value") == "json report.facts.*"
    assert owner("command dataset --out") == "command dataset"
    assert owner("name govparse.testing.LAYOUTS[f-runs]") == "name govparse.testing.LAYOUTS"
    assert owner("rule row-short") is None
    assert names("name govparse.testing.LAYOUTS[f-runs]")[-1] == "f-runs"
    assert "-n" in names("command sample -n")
    assert names("type Blanks of TextLayout") == ("Blanks", "Blanks")
    assert names("fact a.b.c") == ("a.b.c", "a.b")


def test_a_changelog_in_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match="neither"):
        sections("# Changelog\n\n## Unreleased\n\n- `parse`\n")
