"""Word files made to exhaust their reader: entities, bombs, absurd spans, deep nesting; time grows linearly."""

from __future__ import annotations

import struct
import time
import zipfile

import pytest
from docx_parts import (
    LIMITS,
    char,
    item,
    level,
    lines,
    lists,
    p,
    package,
    r,
    span,
    spans,
    tables,
    tbl,
    tc,
    texts,
    tr,
    zipped,
)

from govparse.errors import TooLarge, Unreadable
from govparse.limits import Limits
from govparse.reading.content import Content
from govparse.reading.docx.reader import read_docx


def test_laughs() -> None:
    parts = package(p("&b;"))
    entities = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    parts["word/document.xml"] = entities + str(parts["word/document.xml"])
    with pytest.raises(Unreadable, match="DOCTYPE"):
        read_docx(zipped(parts), LIMITS)


def test_bombs() -> None:
    bomb = zipped(package(p(" " * 30_000_000)))
    assert len(bomb) < 100_000
    with pytest.raises(TooLarge, match="ratio"):
        read_docx(bomb, LIMITS)
    with pytest.raises(TooLarge, match="unpacked"):
        read_docx(bomb, Limits(ratio=10_000, unpacked=1_000_000))
    with pytest.raises(TooLarge, match="unpacked"):
        read_docx(zipped(package(p("甲"))), Limits(unpacked=1_000))


def test_a_part_that_lies_about_its_size() -> None:
    data = bytearray(zipped(package(p(" " * 30_000_000))))
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    for size in (10, 2_000_000, 0xFFFFFFF0):
        data[at + 24 : at + 28] = struct.pack("<I", size)
        with pytest.raises(Unreadable):
            read_docx(bytes(data), LIMITS)


def test_a_directory_of_very_many_parts() -> None:
    with pytest.raises(Unreadable, match="parts"):
        read_docx(b"PK\x01\x02" * 30_000, LIMITS)


def quick(body: str, numbering: str = "", seconds: float = 10) -> Content:
    data = zipped(package(body, numbering=numbering), zipfile.ZIP_STORED)  # else it would be a bomb by its ratio
    started = time.perf_counter()
    try:
        return read_docx(data, LIMITS)
    finally:
        assert time.perf_counter() - started < seconds


def test_absurd_spans_cost_nothing() -> None:
    for value in ("1000000", "9" * 10_000):
        with pytest.raises(TooLarge, match="cells"):
            quick(tbl(tr(span(1, "甲"), tc("乙", props=f'<w:gridSpan w:val="{value}"/>'))), seconds=1)
    with pytest.raises(TooLarge, match="cells"):
        quick(tbl(tr("甲", props='<w:gridBefore w:val="1000000"/>')), seconds=1)
    (table,) = tables(quick(tbl(tr(tc("甲", props='<w:gridSpan w:val="300000"/>'), "1")), seconds=1))
    assert spans(table) == [[(0, 300_000, 1), (300_000, 300_001, 1)]]


def test_ten_thousand_columns() -> None:
    (table,) = tables(quick(tbl(tr(*(["1"] * 10_000)), tr(*(["2"] * 10_000)))))
    assert len(table.rows[1].cells) == 10_000 and table.rows[1].whole


def test_tables_inside_each_other() -> None:
    def nest(depth: int) -> str:
        return "<w:tbl><w:tr><w:tc>" * depth + p("甲") + "</w:tc></w:tr></w:tbl>" * depth

    with pytest.raises(TooLarge, match="nested"):
        quick(nest(100_000))
    (table,) = tables(quick(nest(320)))
    assert texts(table) == [["甲"]]
    wide = "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc><w:tc>"
    content = quick(wide * 300 + p("甲") + "</w:tc></w:tr></w:tbl>" * 300)
    assert lines(content) == ["乙"] * 299
    assert [table.number for table in tables(content)] == [300]


def test_wrappers_inside_each_other() -> None:
    assert lines(quick("<w:p>" + "<w:smartTag>" * 900 + r("甲") + "</w:smartTag>" * 900 + "</w:p>")) == ["甲"]
    assert lines(quick("<w:customXml>" * 900 + p("甲") + "</w:customXml>" * 900)) == ["甲"]


def test_very_many_fields_numbers_and_paragraphs() -> None:
    body = p(
        char("begin") * 20_000,
        "<w:r><w:instrText>x</w:instrText></w:r>" * 20_000,
        r("甲") * 20_000,
        char("end") * 20_000,
    )
    assert lines(quick(body)) == []
    numbering = lists(*(level(n % 9, "lowerLetter", "%1%2%3%4%5%6%7%8%9", start=9_000) for n in range(2_000)))
    assert len(lines(quick(item("x", 8) * 5_000, numbering))) == 5_000


def test_time_grows_linearly() -> None:
    def cost(rows: int) -> float:
        body = tbl(*(tr("甲", *(["1"] * 9)) for _ in range(rows))) + p("文") * rows
        data = zipped(package(body), zipfile.ZIP_STORED)
        started = time.perf_counter()
        read_docx(data, LIMITS)
        return time.perf_counter() - started

    cost(100)
    assert cost(4_000) < 12 * max(cost(1_000), 0.02)
