"""What the tests of text against table share: a report by hand, numbers in Chinese numerals."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import govparse
from govparse import AnnualReport, Finding

BASE = (Path(__file__).parent / "rules" / "text-received" / "near.txt").read_text(encoding="utf-8")


def based(overview: str, *changes: tuple[str, str], title: str = "松溪县水务局") -> AnnualReport:
    head, _, rest = BASE.partition("一、总体情况\n")
    text = f"{head}一、总体情况\n{overview}\n{rest.partition(chr(10))[2]}"
    assert "62" in text
    for old, new in (("松溪县水务局", title), *changes):
        assert old in text
        text = text.replace(old, new)
    return govparse.parse(text)


def said(found: Sequence[Finding]) -> list[tuple[str, str]]:
    return [(one.rule, one.messages["zh"]) for one in found]


def han(number: int) -> str:
    """Write a number in Chinese numerals."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        return f"{han(high)}万{('零' if 0 < low < 1000 else '') + han(low) if low else ''}"
    if number < 10:
        return "零一二三四五六七八九"[number]
    words, zero = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            words += ("零" if zero and words else "") + han(digit) + name
            zero = False
        else:
            zero = bool(words)
    return words.removeprefix("一") if words.startswith("一十") else words
