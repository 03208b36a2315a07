"""The page of a rule in Markdown, made from the rule itself.

`python -m govparse.output.rule_pages FOLDER` writes a page for each rule and a list of all, and removes the
pages of rules that are gone.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from govparse.forms.names import spell
from govparse.output.words import Language, say
from govparse.rules import FAMILIES, RULES, RULES_OF, Family, Rule, Words, family_of

_DETAIL = re.compile(r"\{[a-z_]+[^{}]*\}")
_RUN = re.compile("……+")
_END = re.compile(r"。|\.(?= [A-Z0-9“]|\s*$)")
_PARTS: Mapping[str, Words] = {
    "what": Words("检查什么", "What is checked"),
    "why": Words("为什么要紧", "Why it matters"),
    "source": Words("表式依据", "Where the form says so"),
    "example": Words("例", "Example"),
    "message": Words("消息", "Message"),
    "silence": Words("如何不报", "How to silence it"),
}
_SILENCE = Words(
    "`govparse check --ignore {name} FILE`；这一类全部不报：`--ignore {family}`。",
    "`govparse check --ignore {name} FILE`; for the whole family, `--ignore {family}`.",
)
_NO_SOURCE = Words("表式对此没有规定。", "The form says nothing of it.")
FAMILY_WORDS: Mapping[Family, Words] = {
    "reading": Words("读取：读取时不能确定之处", "Reading: what could not be read with certainty"),
    "arithmetic": Words("勾稽：表内各数之和", "Arithmetic: the sums of the form"),
    "values": Words("数值：单个单元格、标题和各部分", "Values: single cells, headings and sections"),
    "text": Words("文字：正文与表格", "Text: prose against table"),
    "years": Words("年度：与上一年度的报告", "Years: a report against that of the year before"),
}


def in_words(words: Words | None, language: Language) -> str:
    """Return a text of a rule in one language, labels of the form filled in; "" for None."""
    return spell(words.zh if language == "zh" else words.en) if words else ""


def template(rule: Rule, language: Language) -> str:
    """Return the message of a rule, with an ellipsis where its details stand."""
    return _RUN.sub("…", _DETAIL.sub("…", spell(rule.zh if language == "zh" else rule.en)))


def first_words(text: str) -> str:
    """Return the first sentence of a text, without its full stop: half of one may be untrue."""
    return _END.split(text.strip(), maxsplit=1)[0].strip()


def summary(rule: Rule, language: Language) -> str:
    """Return a line that says what a rule is about: how the text on what it checks begins, else its message."""
    return first_words(in_words(rule.what, language)) or template(rule, language)


def parts(name: str, language: Language) -> list[tuple[str, str]]:
    """Return the parts of the documentation of a rule: title and text."""
    rule = RULES[name]
    texts = {
        "what": in_words(rule.what, language),
        "why": in_words(rule.why, language),
        "source": in_words(rule.source or _NO_SOURCE, language),
        "example": in_words(rule.example, language),
        "message": template(rule, language),
        "silence": in_words(_SILENCE, language).format(name=name, family=family_of(name)),
    }
    return [(in_words(_PARTS[part], language), text) for part, text in texts.items()]


def page(name: str) -> str:
    """Return the page of a rule: in English, then in Chinese."""
    rule = RULES[name]
    family = family_of(name)
    lines = [
        f"# {name}",
        "",
        f"Family [{family}](index.md#{family}), severity `{rule.severity}` at the gravest.",
    ]
    for title, text in parts(name, "en"):
        lines += ["", f"## {title}", "", _markdown(text)]
    gravest = say(rule.severity, "zh")
    lines += ["", "## 中文", "", f"类别 {family}（{FAMILY_WORDS[family].zh}），最重为“{gravest}”。"]
    for title, text in parts(name, "zh"):
        lines += ["", f"### {title}", "", _markdown(text)]
    return "\n".join(lines) + "\n"


def index() -> str:
    """Return the list of all rules."""
    lines = [
        "# Rules",
        "",
        "Everything that govparse says of a report, by family. An id never changes its meaning. The severity is the",
        "gravest that a rule can have: where the reading of a cell is in doubt, an error becomes a warning.",
        "`govparse rules` prints this list, `govparse rules ID` the page of one rule.",
    ]
    for family in FAMILIES:
        lines += ["", f"## {family}", "", f"{FAMILY_WORDS[family].en}. {FAMILY_WORDS[family].zh}。", ""]
        lines += ["| rule | severity | what it checks | 检查什么 |", "|---|---|---|---|"]
        lines += [
            f"| [{name}]({name}.md) | {rule.severity} | {_cell(summary(rule, 'en'))} | {_cell(summary(rule, 'zh'))} |"
            for name, rule in RULES_OF[family].items()
        ]
    return "\n".join(lines) + "\n"


def pages() -> dict[str, str]:
    """Return file name → page, for every rule and the list."""
    return {"index.md": index(), **{f"{name}.md": page(name) for name in RULES}}


def write(folder: Path) -> None:
    """Write all pages; remove those of rules that are gone."""
    folder.mkdir(parents=True, exist_ok=True)
    written = pages()
    for path in folder.glob("*.md"):
        if path.name not in written:
            path.unlink()
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _markdown(text: str) -> str:
    """Return prose in which Markdown sees no markup but backticks."""
    return text.replace("<", "&lt;").replace("*", "\\*")


def _cell(text: str) -> str:
    return _markdown(text).replace("|", "\\|").replace("\n", " ")


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the pages to the folder named."""
    (folder,) = sys.argv[1:] if arguments is None else arguments
    write(Path(folder))


if __name__ == "__main__":
    main()
