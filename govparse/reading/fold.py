"""Folding of width, blanks and script, one character for one character, so that places survive.

Labels are compared by their *key*: the Chinese characters and digits that remain when blanks,
punctuation, quotes and inserted pinyin are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

# Traditional characters that occur in the labels and headings of the forms, each followed by
# the simplified one. A table of the labels' own characters is enough: prose is never folded.
_TRADITIONAL = (
    "數数據据關关係系為为項项與与於于請请況况總总計计業业機机構构組组織织務务會会體体團团報报"
    "導导開开內内無无結结轉转續续繼继辦办處处決决規规範范檔档製制發发廢废現现對对強强許许屬属"
    "國国絡络護护權权類类過过書书執执詢询資资訊讯沒没補补後后確确認认獲获寫写費费徵征繳缴納纳"
    "經经審审複复復复議议訴诉訟讼糾纠維维違违穩稳區区別别種种達达級级縣县鄉乡鎮镇廳厅門门員员"
    "號号幾几個个條条長长時时間间記记錄录標标題题擬拟應应當当問问進进實实際际說说舉举並并從从"
    "衆众眾众僅仅隻只兩两萬万億亿圓元圖图專专產产單单雙双倉仓監监訂订證证評评釋释參参試试點点"
    "歷历屆届農农漁渔鐵铁陽阳陰阴漢汉東东廣广灣湾島岛龍龙興兴榮荣華华義义禮礼樂乐麗丽寧宁貴贵"
    "遼辽濟济齊齐魯鲁蘇苏滬沪劃划財财稅税電电衛卫醫医療疗險险環环綠绿鄰邻責责鉤钩額额採采購购"
    "劉刘觀观覽览設设備备佈布統统負负聯联繫系優优勢势調调狀状態态變变動动給给絕绝擊击網网頁页"
    "檢检術术層层聲声訪访話话語语車车運运營营輸输質质賬账賽赛贊赞罰罚減减庫库該该這这餘余"
    "誤误較较舊旧傳传啟启彙汇圍围獎奖儲储鑒鉴鑑鉴積积極极節节約约轄辖"
)

_WIDTH: dict[int, str | int] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys((0x3000, 0xA0, 0x1680, 0x202F, 0x205F, *range(0x2000, 0x200B)), " "),
    # Invisible characters become blanks rather than nothing: the length must not change.
    **dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD), " "),
    **dict.fromkeys(map(ord, "｜│┃¦︱"), "|"),
    **{ord(a): b for a, b in zip("｡｢｣､･", "。「」、・", strict=True)},
}

_FOLD: dict[int, str | int] = {
    **_WIDTH,
    **{ord(a): b for a, b in zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)},
}

# An HTML entity that an extractor left as text: six characters, so six blanks.
_ENTITY = re.compile("&nbsp;?|&ensp;|&emsp;|&#160;")

_LATIN = "[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüê]+"
# The pronunciation that an annotator put behind a character.
_PINYIN = re.compile(rf"(?<=[㐀-鿿])\s?\(\s*{_LATIN}(?:\s+{_LATIN})*\s*\)", re.I)
_NOT_KEY = re.compile(r"[^㐀-鿿〇0-9]+")


def fold(text: str) -> str:
    """Return `text` with width, blanks and traditional characters folded; same length."""
    if "&" in text:
        text = _ENTITY.sub(lambda entity: " " * len(entity.group()), text)
    if text.isascii():
        return text
    return text.translate(_FOLD)


@cache
def traditional() -> Mapping[str, str]:
    """Return simplified character → the traditional ones that are folded to it."""
    known: dict[str, str] = {}
    for a, b in zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True):
        known[b] = known.get(b, "") + a
    return known


def unspoken(folded: str) -> str:
    """Return a folded text without the pinyin behind its characters."""
    return _PINYIN.sub("", folded) if "(" in folded else folded


def key(folded: str) -> str:
    """Return what of a folded label is compared: Chinese characters and digits, in order."""
    return _NOT_KEY.sub("", folded)
