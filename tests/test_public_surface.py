"""The public surface changes only when the changelog says so; and the checker that sees to it."""

from __future__ import annotations

import attrs
import public_surface as surface
import pytest
from public_surface import CURRENT, RELEASED, ROOT
from surface_breaks import is_broken
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


def test_the_order_of_fields_is_described() -> None:
    """Records take their fields by place: two that are exchanged are a change."""

    @attrs.frozen
    class One:
        code: str
        text: str = ""
        unit: str = ""
        _held: int = 0
        derived: int = attrs.field(init=False, default=0)
        named: str = attrs.field(kw_only=True)

    @attrs.frozen
    class Exchanged:
        code: str
        unit: str = ""
        text: str = ""
        _held: int = 0
        derived: int = attrs.field(init=False, default=0)
        named: str = attrs.field(kw_only=True)

    assert surface._order(One) == "code, text, unit, held, *, named"
    assert dict(surface._members(One)) == dict(surface._members(Exchanged))
    assert surface._order(One) != surface._order(Exchanged)
    order = surface.describe()["order Fact"].split(", ")
    assert order[:4] == ["code", "value", "state", "text"]
    assert order == [field.alias for field in attrs.fields(govparse.Fact)]


def test_blocks_are_described() -> None:
    described = surface.describe()
    assert described["block proactive_one"] == "2019, 2021"
    blocks = {name for form in govparse.forms.forms() for name in form.blocks}
    assert {key for key in described if key.startswith("block ")} == {f"block {name}" for name in blocks}


def test_all_that_is_described_can_be_compared() -> None:
    """Nothing breaks when nothing changes, and the checker can read every signature."""
    for key, what in surface.describe().items():
        assert not is_broken(key, what, what), key


# ── the checker, on changes that nobody made ───────────────────────────────────────

BEFORE = {
    "name govparse.parse": "function (data: str) -> AnnualReport",
    "name govparse.render": "function (report: Report, layout: Literal['tabs', 'html'] = 'tabs') -> str",
    "name govparse.dataset.VERSION": "int 1",
    "type Fact": "class frozen",
    "type State": "Literal['number', 'blank']",
    "type Layout": "Literal['tabs', 'html']",
    "type TooLarge": "class of Unreadable",
    "order Fact": "value, note",
    "member TooLarge.kind": "attribute ClassVar[str] = 'too_large'",
    "member Fact.value": "field int | None",
    "member Fact.note": "field str | None",
    "command parse": "command",
    "command parse --format": "store one of table, json",
    "rule row-short": "reading, warning",
    "block requests": "2019, 2021",
    "json schema": "1",
    "json fact.value": "int",
    "json check in CSV": "source, rule",
    "table facts": "table",
    "table facts.unit": "string",
    "table facts.value": "decimal128(38, 12)",
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
    now = with_(member__Fact__unit="field str = ''")
    (said,) = said_of(now, log("1.5.0", Added="a unit beside the value, Fact.unit"))  # named, not between backticks
    assert said.startswith("added member Fact.unit: field str = ''") and "1.5.0 does not name it" in said
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
    assert len(said_of(with_(member__Fact__doubt="field str = ''"), log("1.5.0", Added="more in `Fact`"))) == 1


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


BREAKING = {
    "a parameter that is gone": ("name govparse.parse", "function () -> AnnualReport"),
    "a parameter of another name": ("name govparse.parse", "function (content: str) -> AnnualReport"),
    "a parameter that has no place any more": ("name govparse.parse", "function (*, data: str) -> AnnualReport"),
    "a parameter before another": ("name govparse.parse", "function (a: int = 0, data: str = '') -> AnnualReport"),
    "a parameter that must be given": ("name govparse.parse", "function (data: str, how: int) -> AnnualReport"),
    "a default that is gone": (
        "name govparse.render",
        "function (report: Report, layout: Literal['tabs', 'html']) -> str",
    ),
    "a value that is not taken any more": (
        "name govparse.render",
        "function (report: Report, layout: Literal['tabs'] = 'tabs') -> str",
    ),
    "a result of another type": ("name govparse.parse", "function (data: str) -> AnnualReport | None"),
    "a state that is gone": ("type State", "Literal['number']"),
    "a state more": ("type State", "Literal['number', 'blank', 'text']"),
    "a layout that is gone": ("type Layout", "Literal['tabs']"),
    "a field of another type": ("member Fact.value", "field str | None"),
    "a field with a type more": ("member Fact.value", "field int | float | None"),
    "fields exchanged": ("order Fact", "note, value"),
    "another base": ("type TooLarge", "class of GovparseError"),
    "another kind of an error": ("member TooLarge.kind", "attribute ClassVar[str] = 'large'"),
    "a choice that is gone": ("command parse --format", "store one of table"),
    "an option that must be given": ("command parse --format", "store required one of table, json"),
    "a block that a form has no more": ("block requests", "2021"),
    "a column of CSV that is gone": ("json check in CSV", "source"),
}
HARMLESS = {
    "a parameter more": ("name govparse.parse", "function (data: str, *, strict: bool = False) -> AnnualReport"),
    "a default": ("name govparse.parse", "function (data: str = '') -> AnnualReport"),
    "an overload": ("name govparse.parse", "function (data: str) -> AnnualReport or (data: bytes) -> bytes"),
    "a value more": (
        "name govparse.render",
        "function (report: Report, layout: Literal['tabs', 'html', 'x'] = 'x') -> str",
    ),
    "a layout more": ("type Layout", "Literal['tabs', 'html', 'docx']"),
    "a type less": ("member Fact.value", "field int"),
    "a field at the end": ("order Fact", "value, note, doubt"),
    "a choice more": ("command parse --format", "store one of table, json, csv"),
    "a form more": ("fact requests.received.total", "2019, 2021, 2027"),
    "another severity": ("rule row-short", "reading, info"),
    "a column of CSV more": ("json check in CSV", "source, rule, year"),
}
ALL_NAMED = "`{}`, `parse`, `render`, `Fact`, `check in CSV`, `CSV`"


def said_of_one(key: str, what: str, version: str) -> list[str]:
    now = {**BEFORE, key: what}
    return said_of(now, log(version, Changed=ALL_NAMED.format("`, `".join(names(key)))))


@pytest.mark.parametrize(("key", "what"), BREAKING.values(), ids=BREAKING)
def test_what_breaks_others_asks_for_a_major_version(key: str, what: str) -> None:
    (said,) = said_of_one(key, what, "1.5.0")
    assert said == f"1.5.0 after 1.4.0 is too little: the major version counts up, for {key} breaks others"
    assert said_of_one(key, what, "2.0.0") == []


@pytest.mark.parametrize(("key", "what"), HARMLESS.values(), ids=HARMLESS)
def test_what_breaks_nobody_asks_for_a_minor_version(key: str, what: str) -> None:
    assert said_of_one(key, what, "1.5.0") == []
    assert "the minor version counts up" in said_of_one(key, what, "1.4.1")[0]


def test_what_has_to_be_given_breaks_others_where_it_is_new_to_something_old() -> None:
    changelog = log("1.5.0", Added="`Fact.doubt`, `Doubt`, `--strict`")
    assert "breaks others" in said_of(with_(member__Fact__doubt="field str"), changelog)[0]
    assert said_of(with_(member__Fact__doubt="field str | None = None"), changelog) == []
    assert said_of(with_(type__Doubt="class frozen", member__Doubt__why="field str"), changelog) == []
    assert "breaks others" in said_of({**BEFORE, "command parse --strict": "store required"}, changelog)[0]


@pytest.mark.parametrize(
    ("key", "what", "count", "counted", "name"),
    [
        ("json fact.value", "str", "json schema", "2", "schema"),
        ("json fact.value", None, "json schema", "2", "schema"),
        ("table facts.value", "string", "name govparse.dataset.VERSION", "int 2", "VERSION"),
        ("table facts.unit", None, "name govparse.dataset.VERSION", "int 2", "VERSION"),
    ],
)
def test_what_is_written_has_a_count_of_its_own(
    key: str, what: str | None, count: str, counted: str, name: str
) -> None:
    now = {one: said for one, said in {**BEFORE, key: what}.items() if said is not None}
    words = f"`{names(key)[0]}`, `schema`, `VERSION`"
    old = OLD.replace("`parse`", "`parse`, `fact.value`")

    def said(now: dict[str, str], version: str) -> list[str]:
        changelog = log(version, Changed=words, Removed=words).replace(OLD, old)
        return unannounced(changes(BEFORE, now), changelog, "1.4.0")

    assert [one for one in said(now, "2.0.0") if "counts up" in one] == said(now, "2.0.0")
    (alone,) = said(now, "2.0.0")
    assert alone == f"`{name}` counts up, for {key} breaks who reads it"
    assert said({**now, count: counted}, "2.0.0") == []
    (version,) = said({**now, count: counted}, "1.5.0")
    assert "the major version counts up" in version
    # Down is not up.
    assert said({**now, count: counted.replace("2", "0")}, "2.0.0") == [alone]


def test_keys_and_columns_may_be_added() -> None:
    now = {**BEFORE, "json fact.doubt": "str", "table facts.doubt": "string", "table doubts": "table"}
    assert said_of(now, log("1.5.0", Added="`doubt`, `doubts`")) == []


def test_an_order_is_named_where_it_is_another() -> None:
    changelog = log("2.0.0", Changed="`doubt`", Removed="`Fact.note`")
    assert said_of({**BEFORE, "order Fact": "doubt, value, note"}, changelog) == []
    assert len(said_of({**BEFORE, "order Fact": "note, value"}, changelog)) == 1
    assert said_of({**BEFORE, "order Fact": "note, value"}, log("2.0.0", Changed="the order of `Fact`")) == []


def test_nothing_is_asked_where_nothing_has_changed() -> None:
    assert said_of(dict(BEFORE), log("1.4.1", Fixed="a fault")) == []


def test_a_version_that_is_released_does_not_change() -> None:
    (said,) = said_of(with_(member__Fact__value="field int"), f"# Changelog\n\n{OLD}")
    assert said.startswith("1.4.0 is released")


def test_the_first_version_names_what_is_exported() -> None:
    words = "`govparse.parse`, `render`, `VERSION`, and the command `govparse parse`"
    assert said_of(dict(BEFORE), log("0.1.0", Added=words), None) == []
    assert len(said_of(dict(BEFORE), log("0.1.0", Added="reading"), None)) == 4


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
