"""What is printed about a report around it: who published it, when, under which numbers, and where.

Pages print an index before the report, as a table (a label, its value, the next label) or as a line
(`发布时间:2024-01-28  来源:…`). Labels count only where nothing but their value can follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from govparse.assembly.prose import lines_between
from govparse.reading.document import Cell, Document, Layout
from govparse.records import Metadata, Printed, Section

# Of several labels for one thing the first is the more telling: a page also names who wrote its text.
_LABELS = {
    "publisher": (
        "发布机构|发文机关|发布机关|发文机构|制发机关|公开主体|发布单位|发文单位|公开机构",
        "信息来源|文章来源|来源",
    ),
    "published": ("发布日期|发布时间|公开日期|公开时间", "发文日期|发文时间|成文日期|生成日期|印发日期", "日期|时间"),
    "document_number": ("发文字号|发文文号|文件编号|文号",),
    "index_number": ("信息索引号|索引号|索引",),
}
_ANY = "|".join(words for labels in _LABELS.values() for words in labels)
# Labels of an index that are not kept, but end the value before them.
_OTHER = (
    "主题分类|主题词|公开方式|公开形式|公开范围|有效性|时效|信息名称|标题|名称|组配分类|体裁|关键词|内容概述|废止日期"
)
# 文 号, 索 引 号: blanks set a short label as wide as the others.
_WORDS = re.sub("(?<=[一-鿿])(?=[一-鿿])", r"\\s{0,8}", f"{_ANY}|{_OTHER}")
_LABEL = re.compile(rf"[【\[(]?\s*(?:{_WORDS})\s*[】\])]?\s*:?")
# Fields set side by side leave no blank in the text: a label of four characters is none of the words before it.
_LONG = "|".join(word for word in f"{_ANY}|{_OTHER}".split("|") if len(word) > 3)
_PAIR = re.compile(rf"(?:(?<![一-鿿])|(?=(?:{_LONG})\s?:))[【\[(]?\s?(?P<label>{_WORDS})\s?(?:[】\])]\s?:?|:)")
_BLANKS = re.compile(r"\s")
_DATE = re.compile(
    r"(?P<year>20[0-9]{2})\s*[-./年]\s*[0-9]{1,2}\s*[-./月]\s*[0-9]{1,2}\s*日?"
    r"|二[〇○Oo零0][一二三四五六七八九〇○零]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_NUMBER_ALONE = re.compile(r"[一-鿿]{1,15}[\[(【〔〈]20[0-9]{2}[\])】〕〉]\s?[0-9]{1,4}\s?号")
_POSTAL = re.compile(
    r"(?:^|[\s(,;。:])(?:联系|通讯|通信|办公|单位|邮寄|受理|机构)?地址\s*[:为]\s*(?P<value>(?:(?!\s*(?:邮政编码|邮编|联系|电话|传真))[^,;。)\n|\t]){4,60})"
)
_TITLE = re.compile("(?:年度报告|年报)$")
_NUMBERS = {
    "document_number": re.compile(r"20[0-9]{2}.{0,8}[0-9]|[0-9]\s?号"),
    "index_number": re.compile(r"^[0-9A-Za-z一-鿿]{0,12}[-/0-9A-Za-z(〔\[]*[0-9]"),
}
_LIMIT = 400
"""So many cells before the report may be those of an index."""
_LONGEST = 60
_FAR = 3_000


def find_metadata(
    document: Document, start: int, body: int, closing: Section | None, sections: Sequence[Section | None]
) -> Metadata:
    """Return the metadata of the report that begins at `start` and whose first part begins at `body`."""
    found: dict[str, Printed] = {}
    ranks: dict[str, int] = {}
    for name, rank, printed in _index(document, start, body):
        if name not in found or rank < ranks[name]:
            found[name], ranks[name] = printed, rank
    for name in ("published", "publisher"):
        if value := document.declared.get(name):
            found.setdefault(name, Printed(value, None))
    if "document_number" not in found and (number := _number_alone(document, start, body)):
        found["document_number"] = number
    if (
        closing is not None
        and "published" not in found
        and (date := _DATE.search(document.folded[closing.start : closing.end]))
    ):
        found["published"] = _printed(document, closing.start + date.start(), closing.start + date.end())
    for section in sections:
        if section is not None and "postal_address" not in found:
            postal = _POSTAL.search(document.folded, section.start, min(section.end, section.start + _FAR))
            if postal and "://" not in postal["value"]:
                found["postal_address"] = _printed(document, *postal.span("value"))
    if document.address:
        found["address"] = Printed(document.address, None)
    return Metadata(**found)


def _index(document: Document, start: int, end: int) -> Iterator[tuple[str, int, Printed]]:
    """Yield what an index names: the thing, how telling its label is (0 is the most), its value."""
    cells = [cell for cell in document.cells[: _LIMIT * 10] if start <= cell.start < end][:_LIMIT]
    below = {(cell.row, cell.extent.left): cell for cell in cells if cell.extent is not None}
    for at, cell in enumerate(cells):
        if not cell.text or len(cell.text) > 5 * _LONGEST:
            continue
        if _LABEL.fullmatch(cell.text):
            value = _next(cells, at, document)
            if value is None and cell.extent is not None:
                value = below.get((cell.row + 1, cell.extent.left))
            if value is not None and not _LABEL.match(value.text):
                yield from _named(document, cell.text, value.start, value.end)
            continue
        pairs = list(_PAIR.finditer(cell.text))
        start = document.words_start(cell) if pairs else cell.start
        for pair, following in zip_longest(pairs, pairs[1:]):
            until = following.start() if following else len(cell.text)
            value_start, value_end = _value(cell.text, pair.end(), until)
            if value_start < value_end:
                yield from _named(document, pair["label"], start + value_start, start + value_end)


def _next(cells: Sequence[Cell], at: int, document: Document) -> Cell | None:
    """Return the cell that holds the value of a label: the next one of its row, or of its lines."""
    if at + 1 >= len(cells):
        return None
    cell = cells[at + 1]
    flowing = document.pieces[cell.piece].layout is Layout.FLOW
    if not (flowing or cell.row == cells[at].row) or not cell.text or _LABEL.match(cell.text):
        return None
    return cell if len(cell.text) <= _LONGEST else None


def _value(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a value on a line: up to blanks, since what else the page prints may follow."""
    while start < end and text[start] in " :":
        start += 1
    blank = _BLANKS.search(text, start, end)
    date = _DATE.match(text, start, end)
    return start, date.end() if date else blank.start() if blank else end


def _named(document: Document, label: str, start: int, end: int) -> Iterator[tuple[str, int, Printed]]:
    words = re.sub(r"[^一-鿿]", "", label)
    for name, labels in _LABELS.items():
        for rank, alternatives in enumerate(labels):
            if words in alternatives.split("|") and _fits(name, document.folded[start:end]):
                yield name, rank, _printed(document, start, end)


def _fits(name: str, value: str) -> bool:
    """Return whether a value can be one of its kind."""
    if name == "published":
        return _DATE.match(value) is not None
    if name == "publisher":
        return not any(character.isdigit() for character in value) and _TITLE.search(value) is None
    return _TITLE.search(value) is None and _NUMBERS[name].search(value) is not None


def _number_alone(document: Document, start: int, end: int) -> Printed | None:
    """Return a document number that stands on a line of its own above the report."""
    for line in lines_between(document, max(start, end - _FAR), end):
        if _NUMBER_ALONE.fullmatch(line.text):
            return _printed(document, line.start, line.end)
    return None


def _printed(document: Document, start: int, end: int) -> Printed:
    text = document.text[start:end]
    end -= len(text) - len(text.rstrip())
    return Printed(document.text[start:end], document.origin.place(start, end))
