"""The end of a report: signature and date, and the lines of the page that follow."""

from __future__ import annotations

import re

from attrs import frozen

from govparse.assembly.prose import ProseLine, lines_between, without_marks
from govparse.assembly.title import BODY
from govparse.reading.document import Document
from govparse.reading.text.clutter import is_page_furniture

_TAIL = 60
"""So many lines of menus and links may follow the signature."""
_PROSE = 60
"""A longer line is prose."""
_DATE = re.compile(
    r"(?:20[0-9]{2}|[二2][〇○Oo零0][一二三四五六七八九〇○零]{2})\s*年\s*[0-9一二三四五六七八九十]{1,3}\s*月"
    r"(?:\s*[0-9一二三四五六七八九十]{1,3}\s*日)?|20[0-9]{2}[-./][0-9]{1,2}[-./][0-9]{1,2}"
)
_FURNITURE = re.compile(
    r"版权所有|主办单位|主办[:：]|承办单位|承办[:：]|ICP备|网站标识码|公网安备|网站地图|联系我们|上一篇|下一篇|打印本页|关闭窗口|"
    r"打印|关闭|分享|扫一扫|返回顶部|责任编辑|编辑[:：]|浏览次数|附件|\.docx?|\.pdf|\.xlsx?|来源[:：]|友情链接|【|相关(?:附件|链接|信息)"
)
_METADATA = re.compile(
    r"^(?:发布|发文|成文|更新|生成|信息|文章)?(?:时间|日期|来源|机构)\s*[:：]|字体|字号|浏览|点击|访问量|阅读次数|语音|"
    r"无障碍|长者|索引号|文号[:：]|公开方式|主题分类|^\W+$|^(?:日期|来源|作者|分享)\b|分享到|^[大中小默认超大\s\[\]【】:]+$"
)
_BEHIND = " *_"
"""What may stand behind the end of a sentence: blanks, marks of emphasis."""
_SIGNED_AND_DATED = re.compile(rf"(?P<body>{BODY.pattern})\s*(?:{_DATE.pattern})")


@frozen
class Closing:
    """Signature and date after the last section."""

    start: int
    end: int
    issuer: str | None


def find_closing(document: Document, start: int, end: int) -> Closing | None:
    """Find signature and date at the end of a stretch of prose; what follows them is the page's."""
    lines = [without_marks(line) for line in lines_between(document, start, end) if not is_page_furniture(line.text)]
    while lines and _FURNITURE.search(lines[-1].text) and not _DATE.fullmatch(lines[-1].text):
        lines.pop()
    for i in range(len(lines) - 1, max(-1, len(lines) - _TAIL), -1):
        if i + 1 < len(lines) and (len(lines[i + 1].text) > _PROSE or lines[i + 1].text.endswith("。")):
            break  # prose goes on behind: no closing
        if _DATE.fullmatch(lines[i].text):
            first = i
            while first and i - first < 2 and _signs(lines[first - 1]):
                first -= 1
            issuer = lines[first].compact if first < i else None
            return Closing(lines[first].start, lines[i].end, issuer)
        both = _SIGNED_AND_DATED.fullmatch(lines[i].text)
        if both:
            return Closing(lines[i].start, lines[i].end, both["body"])
    if len(lines) > 1 and _signs(lines[-1]) and len(lines[-1].text) > 3:
        return Closing(lines[-1].start, lines[-1].end, lines[-1].compact)
    return None


def _signs(line: ProseLine) -> bool:
    return len(line.compact) <= 30 and BODY.fullmatch(line.compact) is not None


def opens_page(text: str) -> bool:
    """Return whether a (folded) line is one of those a page prints between title and text: date, source, font."""
    return len(text) < 100 and not text.rstrip(_BEHIND).endswith("。") and _METADATA.search(text) is not None


def is_page_line(text: str) -> bool:
    """Return whether a (folded) line belongs to the page around the report: footer, share, print."""
    return (
        len(text) < 200
        and not text.rstrip(_BEHIND).endswith(("。", ";", "”", ":"))
        and _FURNITURE.search(text) is not None
    )
