"""Lines that belong to the page, not to the report: page numbers and rules between rows."""

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


def is_page_furniture(folded_line: str) -> bool:
    """Return whether a line is a page number and nothing else (`- 3 -`, `第3页`, `第 3 页 共 9 页`, `3 / 9`)."""
    return 1 < len(folded_line) < 40 and not folded_line.isdigit() and _PAGE.fullmatch(folded_line) is not None


def is_rule_line(folded_line: str) -> bool:
    """Return whether a line only draws the rule under a head (`|---|---|`)."""
    return (
        ("---" in folded_line or folded_line.count("--") > 1)
        and len(folded_line) < 2000
        and _RULE.fullmatch(folded_line) is not None
    )
