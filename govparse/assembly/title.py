"""Title, issuer and year of a report, as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from attrs import frozen

from govparse.assembly.prose import ProseLine, line_at, neighbour, without_marks
from govparse.reading.document import Document
from govparse.reading.fold import fold

_TITLE_LIMIT = 90
_BROKEN_LIMIT = 30
_BODY_LIMIT = 40
_HINT = re.compile("公[ \\t]{0,4}开")
# A line that ends inside a title: …2023年度政府
_CUT = re.compile(r"[^。;:,]{2,60}?(?:20[0-9]{2}年?度?|政府|政府信息|的)")
_TITLE_ENDS = ("报告", "年报", "总结", "公告", ")", "]", "》", ">")
_BLANKS = re.compile(r"\s+")
_YEAR = r"(?:(?P<year>20[0-9]{2})|(?P<han>[二2][〇○Oo零0][一二三四五六七八九〇○零0-9]{2}))"
_TITLE = re.compile(
    rf"(?P<before>[^。;]{{0,40}}?)(?:关于)?{_YEAR}?(?:年度|年)?"
    r"(?P<inner>[^。;0-9〇○]{0,30}?)(?:法治政府建设和)?(?:政府信息公开|政务信息公开|政务公开|信息公开)(?:和政务公开)?(?:重点)?(?:工作)?(?:情况)?(?:的)?"
    r"(?:[((]?(?P<inside>20[0-9]{2})[))]?)?(?:年度|年)?(?:工作)?(?:年度)?(?:报告|年报|总结)(?:的?(?:公告|公示|通知|通告))?(?:[(\[](?P<behind>20[0-9]{2})年?度?[)\]]|[(\[][^()\[\]]{0,12}[)\]])?"
)
# The first of two lines of a title: broken inside the words, or the body and the year alone.
_BROKEN = re.compile(
    r"[^。;]{0,50}(?:信息公开|政务公开)(?:工作)?(?:情况)?(?:的)?(?:年度?报?|年)?|[^。;]{2,40}20[0-9]{2}年度?政府(?:信息)?"
)
# Between cells, steps of a path, a title and the name of its site; behind the name of a field.
_BORDER = re.compile(r"[\t|>»›_]|(?<=[一-鿿]):(?=\s*[一-鿿0-9])|\s-\s")
_MOST_PARTS = 40
_CRUMBS = re.compile(r">|»|首页|当前位置|索引号|>>|›|字体|浏览|打印|来源")
BODY = re.compile(
    r"[一-鿿()（）·、]{2,40}?(?:人民政府办公[厅室]|人民政府|街道办事处|办事处|管理委员会|管委会|委员会|办公[厅室]|"
    r"[局厅委办部署院所站队社会]|中心|镇|乡|街道|开发区|支队|大队|总队|法院|检察院|公司|学院|大学|医院|集团|协会|银行|分局)"
)
_ABOVE = re.compile(rf"(?P<body>{BODY.pattern})(?:关于)?(?:{_YEAR}(?:年度?)?)?")
# But for the day on which a law came into force, a site went online.
_PERIOD = re.compile(
    r"(?P<year>20[0-9]{2})\s*年\s*1\s*月\s*1\s*日"
    r"(?!\s*起?[，,]?\s*(?:正式|开始|全面|统一)?(?:施行|实施|执行|生效|启用|运行|上线|挂牌|成立))"
)
_REPORT_YEAR = re.compile(r"(?P<year>20[0-9]{2})\s*年度")
_HAN_DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "○": "0",
    "O": "0",
    "o": "0",
}


@frozen
class Title:
    """A title as found."""

    text: str
    start: int
    end: int
    issuer: str | None
    year: int | None


def find_title(document: Document, start: int, end: int) -> Title | None:
    """Find the title between `start` and `end` (what stands before the first section or table)."""
    best: tuple[int, Title] | None = None
    numbers = dict.fromkeys(document.lines.at(m.start()) for m in _HINT.finditer(document.folded, start, end))
    for number in numbers:
        line = line_at(document, number, start, end)
        whole = line and without_marks(line)
        for part in _parts(whole) if whole else ():
            found = _title(document, number, part, start, end) or _title_before_prose(document, part)
            if not whole or not found:
                continue
            crumbs = bool(_CRUMBS.search(whole.text[:_TITLE_LIMIT])) or part is not whole
            score = (found.year is not None) * 2 + (found.issuer is not None) - 4 * crumbs
            if best is None or score >= best[0]:  # of equals the one nearest to the text
                best = score, found
    return best[1] if best else None


def _parts(line: ProseLine) -> Iterator[ProseLine]:
    """Yield the parts of a line between the borders of cells, of a path through a site, or behind a field's name."""
    borders = [match.span() for match in islice(_BORDER.finditer(line.text), _MOST_PARTS)]
    if not borders:
        yield line
        return
    begin = 0
    for border, after in [*borders, (len(line.text), 0)]:
        words = line.text[begin:border]
        if _HINT.search(words):
            start = line.start + begin + len(words) - len(words.lstrip())
            yield ProseLine(start, start + len(words.strip()), words.strip())
        begin = after


def title_declared(document: Document) -> Title | None:
    """Return the title that a page names without showing it: it has no place in the text."""
    words = fold(document.declared.get("title", ""))
    for part in _parts(ProseLine(0, len(words), words)):
        match = _TITLE.fullmatch(_plain(part.compact))
        if match and len(part.text) <= _TITLE_LIMIT:
            issuer = _issuer(match["before"]) or _issuer(match["inner"])
            text = document.declared["title"][part.start : part.end]
            return Title(text, 0, 0, _as_printed(issuer, text), _year(match))
    return None


def _title(document: Document, number: int, line: ProseLine, start: int, end: int) -> Title | None:
    """Read a line as the title, or as the first of two lines of it; the body may stand on the line above."""
    if len(line.text) > _TITLE_LIMIT:
        return None
    parts = [line]
    match = _TITLE.fullmatch(_plain(line.compact))
    if match is None and _BROKEN.fullmatch(line.compact):
        below = neighbour(document, number, 1, start, end)
        if below and len(below.text) <= _BROKEN_LIMIT:
            parts.append(below)
            match = _TITLE.fullmatch(_plain(line.compact + below.compact))
    if match is None:
        return None
    issuer, year = _issuer(match["before"]) or _issuer(match["inner"]), _year(match)
    if issuer is None and (above := neighbour(document, number, -1, start, end)):
        body = _ABOVE.fullmatch(above.compact)
        if _CUT.fullmatch(above.compact) and (whole := _TITLE.fullmatch(_plain(above.compact + line.compact))):
            parts.insert(0, above)
            issuer, year = _issuer(whole["before"]) or _issuer(whole["inner"]), _year(whole)
        elif body and len(body["body"]) <= _BODY_LIMIT and (year is None or not body["year"]):
            parts.insert(0, above)
            issuer, year = body["body"], year or _year(body)
    text = "".join(document.text[part.start : part.end] for part in parts)
    return Title(text, parts[0].start, parts[-1].end, _as_printed(issuer, text), year)


def _title_before_prose(document: Document, line: ProseLine) -> Title | None:
    """Find a title at the beginning of a line that goes on with prose."""
    for blank in _BLANKS.finditer(line.text[:_TITLE_LIMIT]):
        if not line.text[: blank.start()].endswith(_TITLE_ENDS):
            continue
        match = _TITLE.fullmatch(_plain(_BLANKS.sub("", line.text[: blank.start()])))
        issuer = match and (_issuer(match["before"]) or _issuer(match["inner"]))
        if match and (issuer is None or BODY.fullmatch(issuer)):  # else a sentence that speaks of the report
            text = document.text[line.start : line.start + blank.start()]
            return Title(text, line.start, line.start + blank.end(), _as_printed(issuer, text), _year(match))
    return None


def _plain(compact: str) -> str:
    return compact.strip("《》<>“”\"'#*")


def _issuer(words: str | None) -> str | None:
    if not words:
        return None
    words = re.sub(
        r"^(?:关于|公布|发布|印发|转发|附件[0-9]?[:：]?|公报标题[:：]?|标题[:：]?|名称[:：]?)+|(?:关于|的|发布|公布|公开)+$",
        "",
        words.strip("《》<>“”·-—:："),
    )
    return words if len(words) > 1 and not words.isascii() else None


def _as_printed(issuer: str | None, text: str) -> str | None:
    """Return the issuer with the script and brackets of the source, blanks removed."""
    if issuer is None:
        return None
    compact = _BLANKS.sub("", text)
    at = fold(compact).find(issuer)
    return compact[at : at + len(issuer)] if at >= 0 else issuer


def _year(match: re.Match[str]) -> int | None:
    if match["year"]:
        return int(match["year"])
    if match["han"]:
        return int("".join(_HAN_DIGITS.get(c, c) for c in match["han"]))
    later = match.groupdict()
    behind = later.get("inside") or later.get("behind")
    return int(behind) if behind else None


def is_title_line(compact: str) -> bool:
    """Return whether a line (folded, blanks removed) reads as a title, or as a body that issues one."""
    return len(compact) <= _TITLE_LIMIT and bool(_TITLE.fullmatch(_plain(compact)) or BODY.fullmatch(compact))


def find_year(prose: str) -> int | None:
    """Return the year the prose reports on: the period it names, else the first 年度; other years may be of laws."""
    match = _PERIOD.search(prose) or _REPORT_YEAR.search(prose)
    return int(match["year"]) if match else None


def find_period(prose: str) -> int | None:
    """Return the year whose 1 January opens the period reported on."""
    match = _PERIOD.search(prose)
    return int(match["year"]) if match else None
