"""Title, issuer and year of a report, as printed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from govparse.reading.document import Document
from govparse.reading.fold import fold

_TITLE_LIMIT = 90
_TAIL = 60
"""So many lines of menus and links may follow the signature."""
_YEAR = r"(?:(?P<year>20[0-9]{2})|(?P<han>[二2][〇○Oo零0][一二三四五六七八九〇○零0-9]{2}))"
_TITLE = re.compile(
    rf"(?P<before>[^。;]{{0,40}}?)(?:关于)?{_YEAR}?(?:年度|年)?"
    r"(?P<inner>[^。;0-9]{0,30}?)(?:法治政府建设和)?(?:政府信息公开|政务信息公开|政务公开|信息公开)(?:和政务公开)?(?:工作)?(?:情况)?(?:的)?"
    r"(?:[((]?20[0-9]{2}[))]?)?(?:年度|年)?(?:工作)?(?:年度)?(?:报告|年报|总结)(?:的?公告|格式)?(?:[(\[][^()\[\]]{0,12}[)\]])?"
)
_BROKEN = re.compile(r"[^。;]{0,50}(?:信息公开|政务公开)(?:工作)?(?:情况)?(?:的)?(?:年度?报?|年)?")
_CRUMBS = re.compile(r">|»|首页|当前位置|索引号|>>|›|字体|浏览|打印|来源")
_BODY = re.compile(
    r"[一-鿿()（）·、]{2,40}?(?:人民政府办公[厅室]|人民政府|街道办事处|办事处|管理委员会|管委会|委员会|办公[厅室]|"
    r"[局厅委办部署院所站队社会]|中心|镇|乡|街道|开发区|支队|大队|总队|法院|检察院|公司|学院|大学|医院|集团|协会|银行|分局)"
)
_ABOVE = re.compile(rf"(?P<body>{_BODY.pattern})(?:关于)?(?:{_YEAR}(?:年度?)?)?")
_DATE = re.compile(
    r"(?:20[0-9]{2}|[二2][〇○Oo零0][一二三四五六七八九〇○零]{2})\s*年\s*[0-9一二三四五六七八九十]{1,3}\s*月"
    r"(?:\s*[0-9一二三四五六七八九十]{1,3}\s*日)?|20[0-9]{2}[-./][0-9]{1,2}[-./][0-9]{1,2}"
)
_PERIOD = re.compile(r"(?P<year>20[0-9]{2})\s*年\s*1\s*月\s*1\s*日")
_REPORT_YEAR = re.compile(r"(?P<year>20[0-9]{2})\s*年")
_PUBLISHER = re.compile(r"(?:发布机构|发布单位|公开主体|发文单位|发文机关)\s*[:|]?\s*\|?\s*(?P<body>[^\s|,。;]{3,40})")
_FURNITURE = re.compile(
    r"版权所有|主办单位|主办[:：]|承办|ICP备|网站标识码|公网安备|网站地图|联系我们|上一篇|下一篇|打印本页|关闭窗口|"
    r"打印|关闭|分享|扫一扫|返回顶部|责任编辑|编辑[:：]|浏览次数|附件|\.docx?|\.pdf|\.xlsx?|来源[:：]|友情链接|【|相关(?:附件|链接|信息)"
)

# No-break spaces that an encoder turned into question marks.
_LOST_BLANKS = re.compile(r"^(?:\?\s*){2,}")
# Blanks, and pinyin that an annotator put behind characters.
_NOISE = re.compile(r"\s+|\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)")
_HAN_DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "○": "0",
    "O": "0",
    "o": "0",
}


@frozen
class Line:
    """A line with content: span in the text, folded words."""

    start: int
    end: int
    text: str

    @property
    def compact(self) -> str:
        """The words without blanks."""
        return _NOISE.sub("", self.text)


@frozen
class Title:
    """A title as found."""

    text: str
    start: int
    end: int
    issuer: str | None
    year: int | None


@frozen
class Closing:
    """Signature and date after the last section."""

    start: int
    end: int
    issuer: str | None


def lines_between(document: Document, start: int, end: int) -> list[Line]:
    """Return the lines with content inside a span of the text."""
    found = []
    lines = document.lines
    for number in range(lines.at(start), len(lines)):
        begin, stop = max(lines.start(number), start), min(lines.end(number), end)
        if lines.start(number) >= end:
            break
        if begin >= stop:
            continue
        raw = document.folded[begin:stop]
        words = raw.rstrip(" \t|").lstrip(" \t|")
        words = _LOST_BLANKS.sub("", words)
        if words:
            offset = begin + raw.index(words[0])
            found.append(Line(offset, offset + len(words), words))
    return found


def find_title(document: Document, start: int, end: int) -> Title | None:
    """Find the title between `start` and `end` (what stands before the first section or table)."""
    lines = lines_between(document, start, end)
    best: tuple[int, Title] | None = None
    for i, line in enumerate(lines):
        if "公" not in line.text:
            continue
        found = _title(document, lines, i) if len(line.text) <= _TITLE_LIMIT else None
        found = found or _title_before_prose(document, line)
        if found is None:
            continue
        crumbs = bool(_CRUMBS.search(line.text))
        score = (found.year is not None) * 2 + (found.issuer is not None) - 4 * crumbs
        if best is None or score > best[0]:
            best = score, found
    return best[1] if best else None


def _title(document: Document, lines: Sequence[Line], i: int) -> Title | None:
    line = lines[i]
    match, last = _TITLE.fullmatch(_plain(line.compact)), line
    if match is None and i + 1 < len(lines) and _BROKEN.fullmatch(line.compact) and len(lines[i + 1].text) < 30:
        last = lines[i + 1]
        match = _TITLE.fullmatch(_plain(line.compact + last.compact))
    if match is None:
        return None
    first = line
    issuer, year = _issuer(match["before"]) or _issuer(match["inner"]), _year(match)
    above = _ABOVE.fullmatch(lines[i - 1].compact) if i and issuer is None else None
    if above and len(above["body"]) <= 40 and (year is None or not above["year"]):
        first = lines[i - 1]
        issuer, year = above["body"], year or _year(above)
    spans = [(ln.start, ln.end) for ln in dict.fromkeys((first, line, last))]
    text = "".join(document.text[b:e] for b, e in spans)
    return Title(text, first.start, last.end, _as_printed(issuer, text), year)


def _title_before_prose(document: Document, line: Line) -> Title | None:
    """Find a title at the beginning of a line that goes on with prose."""
    for blank in re.finditer(r"\s+", line.text[:_TITLE_LIMIT]):
        match = _TITLE.fullmatch(_plain(_NOISE.sub("", line.text[: blank.start()])))
        if match:
            text = document.text[line.start : line.start + blank.start()]
            issuer = _issuer(match["before"]) or _issuer(match["inner"])
            return Title(text, line.start, line.start + blank.end(), _as_printed(issuer, text), _year(match))
    return None


def _plain(compact: str) -> str:
    return compact.strip("《》<>“”\"'")


def _issuer(words: str | None) -> str | None:
    if not words:
        return None
    words = re.sub(
        r"^(?:关于|转发|附件[0-9]?[:：]?|标题[:：]|名称[:：])+|(?:关于|的|发布|公布|公开)+$",
        "",
        words.strip("《》<>“”·-—:："),
    )
    return words if len(words) > 1 and not words.isascii() else None


def _as_printed(issuer: str | None, text: str) -> str | None:
    """Return the issuer with the script and brackets of the source, blanks removed."""
    if issuer is None:
        return None
    compact = re.sub(r"\s+", "", text)
    at = fold(compact).find(issuer)
    return compact[at : at + len(issuer)] if at >= 0 else issuer


def _year(match: re.Match[str]) -> int | None:
    if match["year"]:
        return int(match["year"])
    if match["han"]:
        return int("".join(_HAN_DIGITS.get(c, c) for c in match["han"]).replace("二", "2"))
    return None


def find_year(prose: str) -> int | None:
    """Return the year the prose reports on: the period it names, else the first year it names."""
    match = _PERIOD.search(prose) or _REPORT_YEAR.search(prose)
    return int(match["year"]) if match else None


def find_period(prose: str) -> int | None:
    """Return the year whose 1 January opens the period reported on."""
    match = _PERIOD.search(prose)
    return int(match["year"]) if match else None


def find_publisher(document: Document, start: int, end: int) -> str | None:
    """Return the body named as publisher in an index table before the report."""
    match = _PUBLISHER.search(document.folded, start, min(end, start + 20_000))
    return document.text[match.start("body") : match.end("body")] if match else None


def find_closing(document: Document, start: int, end: int) -> Closing | None:
    """Find signature and date at the end of a stretch of prose; what follows them is the page's."""
    lines = lines_between(document, start, end)
    while lines and _FURNITURE.search(lines[-1].text) and not _DATE.fullmatch(lines[-1].text):
        lines.pop()
    for i in range(len(lines) - 1, max(-1, len(lines) - _TAIL), -1):
        if i + 1 < len(lines) and (len(lines[i + 1].text) > 60 or lines[i + 1].text.endswith("。")):
            break  # prose goes on behind: no closing
        if _DATE.fullmatch(lines[i].text):
            first = i
            while first and i - first < 2 and _signs(lines[first - 1]):
                first -= 1
            issuer = lines[first].compact if first < i else None
            return Closing(lines[first].start, lines[i].end, issuer)
        both = re.fullmatch(rf"(?P<body>{_BODY.pattern})\s*(?:{_DATE.pattern})", lines[i].text)
        if both:
            return Closing(lines[i].start, lines[i].end, both["body"])
    if len(lines) > 1 and _signs(lines[-1]) and len(lines[-1].text) > 3:
        return Closing(lines[-1].start, lines[-1].end, lines[-1].compact)
    return None


def _signs(line: Line) -> bool:
    return len(line.compact) <= 30 and _BODY.fullmatch(line.compact) is not None


def is_page_line(text: str) -> bool:
    """Return whether a (folded) line belongs to the page around the report: footer, share, print."""
    return len(text) < 200 and not text.rstrip().endswith(("。", ";", "”", ":")) and _FURNITURE.search(text) is not None
