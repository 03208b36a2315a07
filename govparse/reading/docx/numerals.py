"""The numerals of numbered lists, by the names of Office Open XML."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_DIGITS: Final = "〇一二三四五六七八九"
_LEGAL: Final = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_LEGAL_TRADITIONAL: Final = str.maketrans("零一二三四五六七八九十百千", "零壹貳參肆伍陸柒捌玖拾佰仟")
_WIDE: Final = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def numeral(style: str, number: int) -> str | None:
    """Write a number in a style such as `chineseCounting`; None where the style or the number has no sign here."""
    if style == "none":
        return ""
    write = _STYLES.get(style)
    return write(number) if write is not None and 0 <= number <= _LARGEST else None


def _counting(number: int) -> str:
    """一, 十, 十一, 二十, 一百零五."""
    text = _thousands(number)
    return text.removeprefix("一") if text.startswith("一十") else text


def _thousands(number: int) -> str:
    """As cheques are written: 一十, 一百一十."""
    if number == 0:
        return "零"
    out = ""
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += _DIGITS[digit] + sign
        elif out and number and not out.endswith("零"):
            out += "零"
    return out


def _japanese(number: int) -> str:
    """百五, not 一百零五."""
    text = _thousands(number).replace("零", "") or "〇"
    for sign in "十百千":
        text = text.replace("一" + sign, sign)
    return text


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _chinese(number: int) -> str:
    """Word counts so up to 99 and writes digits beyond."""
    return _counting(number) if number < 100 else _digits(number).replace("〇", "○")


def _roman(number: int) -> str:
    out = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        out += sign * count
    return out


def _letters(number: int) -> str:
    """a … z, aa, bb, …"""
    if number == 0:
        return ""
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (times + 1)


def _series(signs: str, beyond: Callable[[int], str] = str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else beyond(number)


_LARGEST: Final = 9_999
_CIRCLES: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_STYLES: Final[dict[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(_WIDE),
    "decimalFullWidth2": lambda number: str(number).translate(_WIDE),
    "decimalEnclosedCircle": _series(_CIRCLES),
    "decimalEnclosedCircleChinese": _series(_CIRCLES),
    "decimalEnclosedFullstop": _series("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "decimalEnclosedParen": _series("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "numberInDash": lambda number: f"- {number} -",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _counting,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _counting,
    "taiwaneseDigital": _digits,
    "japaneseCounting": _japanese,
    "japaneseDigitalTenThousand": _digits,
    "koreanDigital2": _digits,
    "ideographDigital": _digits,
    "ideographEnclosedCircle": _series("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "ideographTraditional": _series("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _series("子丑寅卯辰巳午未申酉戌亥"),
    "chineseLegalSimplified": lambda number: _thousands(number).translate(_LEGAL),
    "ideographLegalTraditional": lambda number: _thousands(number).translate(_LEGAL_TRADITIONAL),
}
