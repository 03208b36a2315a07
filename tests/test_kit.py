"""The conformance kit: both forms keep what it asks, and it says so of one that does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve
from profiles import rounds

import govparse
from govparse import AnnualReport, Fact
from govparse.forms.form import Form
from govparse.forms.registry import form_named, forms
from govparse.testing import check_form, kit


@pytest.mark.slow
@pytest.mark.parametrize("form", [form.name for form in forms()])
def test_the_forms_of_govparse_keep_what_is_promised(form: str) -> None:
    assert check_form(form, rounds=rounds(6)) == []


def test_a_form_is_known_by_name() -> None:
    assert check_form(forms()[0], rounds=0) == check_form("2019", rounds=1) == []
    with pytest.raises(KeyError):
        check_form("1999")


def test_two_rows_of_one_label_are_told(tmp_path: Path) -> None:
    """A grammar in which （三） has one label twice, but for the blanks and marks no reader looks at."""
    form = form_named("2021")
    repeat = form.official["REPEAT"]
    grammars = form.path.parent
    for path in grammars.glob("*.lark"):
        text = path.read_text(encoding="utf-8")
        text = text.replace(f'PETITION: "{form.official["PETITION"]}"', f'PETITION: "{repeat.replace(".", "、 ")}"')
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    lines = (tmp_path / "requests.lark").read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text.startswith("PETITION:"))
    copy = Form("copy", tmp_path / "form2021.lark", first_year=2021)
    assert [words for words in check_form(copy, rounds=0) if repeat in words] == [
        f"{tmp_path / 'requests.lark'}:{line}: error: two rows of block requests cannot be told apart: PETITION "
        f"“{repeat.replace('.', '、 ')}” and REPEAT “{repeat}” (only Chinese characters and digits are compared)"
    ]


def doctored(report: AnnualReport, change: str) -> AnnualReport:
    """Return a reading with one fault, as readers have them."""
    facts = dict(report.facts)
    a, b = "requests.received.total", "requests.concluded.total"
    if change == "swapped" and a in facts and b in facts:
        facts[a], facts[b] = evolve(facts[b], code=a), evolve(facts[a], code=b)
    if change == "blanks are zeros":
        facts = {c: evolve(f, state="number", value=0) if f.state == "blank" else f for c, f in facts.items()}
    if change == "all unread":
        facts = {c: Fact(c, None, "unread", reason="row-short") for c in facts}
    if change == "moved places":
        facts = {
            c: evolve(f, place=evolve(f.place, start=f.place.start + 1, end=f.place.end + 1)) if f.place else f
            for c, f in facts.items()
        }
    return evolve(report, facts=facts)


@pytest.mark.parametrize(
    ("change", "seed", "told"),
    [
        ("swapped", 2, ("read back", "damage")),
        ("blanks are zeros", 0, ("read back",)),
        ("all unread", 0, ("read back",)),
        ("moved places", 2, ("places",)),
    ],
)
def test_a_reader_that_does_wrong_is_told(
    change: str, seed: int, told: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first report of a corpus is enough, if it has what the fault is about."""
    parse, parse_all = govparse.parse, govparse.parse_all
    monkeypatch.setattr(govparse, "parse", lambda data: doctored(parse(data), change))
    monkeypatch.setattr(govparse, "parse_all", lambda data: (doctored(r, change) for r in parse_all(data)))
    found = check_form("2021", rounds=1, seed=seed)
    assert found and all(words.startswith("report ") for words in found)
    for word in told:
        assert any(word in words for words in found), (word, found[:5])


def test_noise_that_changes_a_fact_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def noisy(sheet: object, layout: str, kinds: object, random: object) -> str:
        return govparse.render(govparse.testing.synthetic_report(99, form="2021"))

    monkeypatch.setattr(kit, "write_noisy", noisy)
    assert any(" noise " in words for words in check_form("2021", rounds=1))


def test_what_is_refused_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(data: object) -> AnnualReport:
        raise govparse.NotAReport({"zh": "", "en": "nothing there"})

    monkeypatch.setattr(kit, "_noises", lambda report, layouts, random: ())
    monkeypatch.setattr(govparse, "parse", refuse)
    assert any("refused, nothing there" in words for words in check_form("2021", rounds=1))
