"""What belongs to the page or its markup, not to the report: page numbers, rules between rows, marks of headings."""

from __future__ import annotations

import re

_PAGE = re.compile(
    r"\s*(?:[-—–−]{1,3}\s*[0-9]{1,4}\s*[-—–−]{1,3}"  # - 3 -
    r"|第\s*[0-9一二三四五六七八九十]{1,4}\s*页(?:\s*[,，/、]?\s*共\s*[0-9一二三四五六七八九十]{1,4}\s*页)?"
    r"|共\s*[0-9]{1,4}\s*页"
    r"|[0-9]{1,4}\s*/\s*[0-9]{1,4}"  # 3 / 8
    r"|[Pp]age\s*[0-9]{1,4}(?:\s*of\s*[0-9]{1,4})?"
    r"|·\s*[0-9]{1,4}\s*·)\s*"
)
_RULE = re.compile(r"[\s|:\-+=─━]*[-─━=]{2,}[\s|:\-+=─━]*")

# Marks of a markup language that stand around a whole line: "## …", "**…**".
_HEADED = re.compile(r"#{1,6}\s+(?P<words>[^#*_\s](?:[^*_]*[^#*_\s])?)\s*#*")
_EMPHASIS = r"(?P<emphasis>\*{1,3}|_{1,3})\s*(?P<words>[^*_\s](?:[^*_]*[^*_\s])?)\s*(?P=emphasis)"
_EMPHASISED = re.compile(_EMPHASIS)
_HEADED_AND_EMPHASISED = re.compile(rf"#{{1,6}}\s+{_EMPHASIS}\s*#*")


def is_page_furniture(folded_line: str) -> bool:
    """Return whether a line is a page number and nothing else (`- 3 -`, `第3页`, `第 3 页 共 9 页`, `3 / 9`)."""
    if not 1 < len(folded_line) < 40 or folded_line.isdigit():
        return False
    line = folded_line.strip()
    return _PAGE.fullmatch(line[slice(*unemphasised(line))]) is not None


def is_rule_line(folded_line: str) -> bool:
    """Return whether a line only draws the rule under a head (`|---|---|`)."""
    return (
        ("---" in folded_line or folded_line.count("--") > 1)
        and len(folded_line) < 2000
        and _RULE.fullmatch(folded_line) is not None
    )


def unmarked(folded_line: str) -> tuple[int, int]:
    """Return where the words of a (folded) line begin and end, without marks of a markup language around them."""
    if folded_line.startswith("#"):
        found = _HEADED.fullmatch(folded_line) or _HEADED_AND_EMPHASISED.fullmatch(folded_line)
        if found:
            return found.span("words")
    return unemphasised(folded_line)


def unemphasised(folded: str) -> tuple[int, int]:
    """Return where the words of a (folded) cell begin and end, without marks of emphasis around them: `**0**`."""
    found = _EMPHASISED.fullmatch(folded) if folded.startswith(("*", "_")) else None
    return found.span("words") if found else (0, len(folded))
