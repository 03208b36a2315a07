"""The pages of the rules: one for each, up to date, no part of any missing; and `govparse rules`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from govparse.cli import main
from govparse.output.rule_pages import FAMILY_WORDS, first_words, in_words, page, pages, parts, summary, template, write
from govparse.rules import FAMILIES, RULES, RULES_OF, Words

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "rules"
HAN = re.compile("[一-鿿]")


def test_the_pages_are_up_to_date() -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*")}
    # Written anew by: python -m govparse.output.rule_pages docs/rules
    assert sorted(kept) == sorted(pages())
    assert [name for name, text in pages().items() if kept[name] != text] == []


@pytest.mark.parametrize("name", RULES)
def test_no_part_of_a_rule_is_missing(name: str) -> None:
    rule = RULES[name]
    for part in ("what", "why", "example"):
        words = getattr(rule, part)
        assert isinstance(words, Words) and words.zh.strip() and words.en.strip(), part
        assert HAN.search(words.zh), part
        assert words.zh != words.en, part
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
    for language in ("zh", "en"):
        found = parts(name, "zh" if language == "zh" else "en")
        assert len(found) == 6
        for title, text in found:
            assert title and text.strip()
            assert "{" not in text, f"a label or detail of {name} is not filled in: {text}"


@pytest.mark.parametrize("name", RULES)
def test_a_page_says_all_of_its_rule(name: str) -> None:
    rule = RULES[name]
    text = page(name).replace("&lt;", "<").replace("\\*", "*")
    assert text.startswith(f"# {name}\n")
    assert f"`{rule.severity}`" in text and f"--ignore {name}" in text
    for words in filter(None, (rule.what, rule.why, rule.source, rule.example)):
        assert in_words(words, "zh") in text and in_words(words, "en") in text
    assert template(rule, "zh") in text and template(rule, "en") in text
    assert text.index("## What is checked") < text.index("## Message") < text.index("## 中文") < text.index("### 检查")


def test_the_list_names_every_rule_once() -> None:
    text = pages()["index.md"]
    listed = re.findall(r"^\| \[([a-z-]+)\]\(\1\.md\) \| (error|warning|info) \|", text, re.MULTILINE)
    assert listed == [(name, rule.severity) for rules in RULES_OF.values() for name, rule in rules.items()]
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == list(FAMILIES)
    assert set(FAMILY_WORDS) == set(FAMILIES)


def test_pages_of_rules_that_are_gone_are_removed(tmp_path: Path) -> None:
    (tmp_path / "long-gone.md").write_text("x", encoding="utf-8")
    (tmp_path / "note.txt").write_text("x", encoding="utf-8")
    write(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {*pages(), "note.txt"}
    assert (tmp_path / "index.md").read_bytes().count(b"\r") == 0


def test_how_a_text_begins() -> None:
    assert first_words("每行各列之和（“? 0”）应等于总计。空格不算。") == "每行各列之和（“? 0”）应等于总计"
    assert first_words("一行的数少于列；或者缺少单元格。") == "一行的数少于列；或者缺少单元格"
    assert first_words("The sum of 1.5 and 2.5 holds. More.") == "The sum of 1.5 and 2.5 holds"
    assert first_words("A row is long; or not. 5.0 is long.") == "A row is long; or not"
    assert first_words("no end") == "no end"


# ── govparse rules ─────────────────────────────────────────────────────────────────


def test_the_list_of_rules(capsys: pytest.CaptureFixture[str]) -> None:
    for language in ("zh", "en"):
        assert main(["rules", "--lang", language]) == 0
        lines = capsys.readouterr().out.splitlines()
        listed = [line.split()[0] for line in lines if line.startswith("  ")]
        assert listed == list(RULES)
        assert [line.split()[0] for line in lines if line and not line.startswith(" ")] == list(FAMILIES)
    assert main(["rules", "values", "--lang", "zh"]) == 0
    out = capsys.readouterr().out
    assert [line.split()[0] for line in out.splitlines() if line.startswith("  ")] == list(RULES_OF["values"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_one_rule_in_full(capsys: pytest.CaptureFixture[str], language: str) -> None:
    assert main(["rules", "--lang", language, "table-missing", "row-short"]) == 0
    out = capsys.readouterr().out
    for name in ("table-missing", "row-short"):
        assert f"\n{name}  (" in f"\n{out}" and f"--ignore {name}" in out
        for title, text in parts(name, "zh" if language == "zh" else "en"):
            assert title in out and text.splitlines()[0] in out


def test_a_rule_that_is_not_there_is_a_wrong_argument(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--lang", "en", "row-shrt", "arithmetik"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and "row-short" in err and "arithmetic" in err
    assert main(["rules", "--lang", "zh", "9"]) == 2
    assert capsys.readouterr().err == "govparse: rules: 没有名为 9 的规则或类别\n"


def test_summaries_are_lines() -> None:
    for rule in RULES.values():
        for language in ("zh", "en"):
            line = summary(rule, "zh" if language == "zh" else "en")
            assert line and "\n" not in line
