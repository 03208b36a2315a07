"""Numbers as they are printed: value, text, unit and note of a cell."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from attrs import frozen

from govparse.records import Fact, State

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
NOT_APPLICABLE = ("/", "-", "—", "——", "不适用")
"""What bodies print in cells that do not concern them."""
_MEASURES = ("件", "项", "个", "条")
_MONEY = {"元": ("元", " 元"), "万元": ("万元", "（万元）"), "万": ("万", "（万）"), "亿元": ("亿元",)}


@frozen
class PrintedNumber:
    """A cell: `state` and `value` as a careful reader takes them, `text` as printed."""

    text: str
    """The whole cell as printed."""
    value: int | Decimal | None = None
    state: State = "number"
    unit: str | None = None
    """The unit printed in the cell; None for none."""
    note: str | None = None
    """What stands in brackets beside the number."""

    def fact(self, code: str, head_unit: str | None = None) -> Fact:
        """Return the cell as a fact without a place; `head_unit` is the unit in the head of its column."""
        unit = (self.unit or head_unit) if self.state == "number" else None
        return Fact(code, self.value, self.state, self.text, unit=unit, basis="printed", note=self.note)


BLANK = PrintedNumber("", None, "blank")


def plain(value: int) -> PrintedNumber:
    """Return a number printed as its digits."""
    return PrintedNumber(str(value), value)


def count(random: Random, value: int, *, measures: bool = False) -> PrintedNumber:
    """Return a count as printed: digits, or with thousands separators, of full width, with a measure word or a note."""
    style = random.randint(0, 4)
    if style == 1 and value >= 1000:
        return PrintedNumber(f"{value:,}", value)
    if style == 2:
        return PrintedNumber(str(value).translate(_WIDE), value)
    if style == 3 and measures:
        measure = random.choice(_MEASURES)
        return PrintedNumber(f"{value}{measure}", value, unit=measure)
    if style == 4 and measures:
        part = random.randint(0, value)
        return PrintedNumber(f"{value}（其中修订{part}件）", value, note=f"其中修订{part}件")
    return plain(value)


def change(random: Random, most: int) -> PrintedNumber:
    """Return a change against the year before (本年增/减): bare, with a sign, in words."""
    size = random.randint(0, most)
    sign, less = random.choice((("", False), ("+", False), ("增", False), ("-", True), ("减", True), ("增加", False)))
    return PrintedNumber(f"{sign}{size}", -size if less else size)


def amount(random: Random, most: int, *, in_cell: bool) -> PrintedNumber:
    """Return an amount of money: whole or with decimals, sometimes with its unit in the cell (`in_cell`)."""
    whole = random.randint(0, most)
    digits = random.choice((0, 0, 1, 2, 4, 6))
    text, value = str(whole), Decimal(whole)
    if digits:
        text += f".{random.randint(0, 10**digits - 1):0{digits}d}"
        value = Decimal(text)
    if in_cell:
        unit = random.choice((None, *_MONEY))
        if unit:
            printed = random.choice(_MONEY[unit])
            return PrintedNumber(text + printed, value if digits else whole, unit=unit)
    return PrintedNumber(text, value if digits else whole)


def not_applicable(random: Random) -> PrintedNumber:
    """Return a cell that says that nothing is to be said: `/`, `-`, 不适用."""
    return PrintedNumber(random.choice(NOT_APPLICABLE), None, "not_applicable")
