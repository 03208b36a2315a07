"""Numbers that Word sets before the paragraphs of lists, and the numerals they are written in."""

from __future__ import annotations

import pytest
from docx_parts import item, level, lines, lists, p, read, tables, tbl, tc, texts, tr

from govparse.reading.docx.numerals import numeral


def test_headings_numbered_by_a_list() -> None:
    numbering = lists(level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"))
    body = item("总体情况") + item("主动公开", 1) + item("依申请", 1) + p("文") + item("主动") + item("监督", 1)
    shown = ["一、总体情况", "（一）主动公开", "（二）依申请", "文", "二、主动", "（一）监督"]
    assert lines(read(body, numbering=numbering)) == shown


def test_numbers_of_several_levels() -> None:
    numbering = lists(
        level(0, "upperRoman", "%1."),
        level(1, "decimal", "%1.%2"),
        level(2, "decimal", "%1.%2.%3", "<w:isLgl/>", start=5),
        level(3, "decimal", "(%4)", '<w:lvlRestart w:val="0"/><w:suff w:val="nothing"/>'),
        level(4, "bullet", "●"),
    )
    depths = [0, 1, 2, 2, 3, 0, 2, 3, 4]
    shown = ["I. x", "I.1 x", "1.1.5 x", "1.1.6 x", "(1)x", "II. x", "2.1.5 x", "(2)x", "x"]
    assert lines(read("".join(item("x", depth) for depth in depths), numbering=numbering)) == shown


def test_lists_go_on_together_unless_they_start_anew() -> None:
    levels = (level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"))
    body = item("x") + item("x", number=2) + item("x", number=1) + item("x", number=2)
    assert lines(read(body, numbering=lists(*levels))) == ["1. x", "2. x", "3. x", "4. x"]
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    assert lines(read(body, numbering=lists(*levels, overrides=override))) == ["1. x", "1. x", "2. x", "3. x"]
    instead = f'<w:lvlOverride w:ilvl="0">{level(0, "chineseCounting", "%1、")}</w:lvlOverride>'
    assert lines(read(body, numbering=lists(*levels, overrides=instead)))[1] == "二、x"


def test_numbers_by_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="n"/>'
        '<w:style w:type="paragraph" w:styleId="h1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="h2"><w:basedOn w:val="h1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="own"><w:basedOn w:val="h2"/></w:style>'
        '<w:style w:type="numbering" w:styleId="list"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    link = (
        '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="list"/></w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>'
    )
    numbering = lists(
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="h1"/>'),
        level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="h2"/>'),
        more=link,
    )
    off = p("x", props='<w:pStyle w:val="h1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    body = (
        "".join(p("x", props=f'<w:pStyle w:val="{s}"/>') for s in ("h1", "h2", "own")) + off + p("x") + item("x", 0, 3)
    )
    assert lines(read(body, styles, numbering)) == ["一、x", "（一）x", "（二）x", "x", "x", "二、x"]


def test_numbers_that_are_not_shown() -> None:
    hidden = level(0, "decimal", "%1.", "<w:rPr><w:vanish/></w:rPr>")
    assert lines(read(item("x") + item("x", 8) + item("x", 0, 9), numbering=lists(hidden))) == ["x", "x", "x"]
    assert lines(read(item("x"), numbering=lists(level(0, "hebrew1", "%1.")))) == ["x"]
    assert lines(read(item("x"), numbering=lists(level(0, "decimal", "%1" * 200)))) == ["x"]
    mark = p("甲", props='<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>')
    assert lines(read(mark + item("乙"), numbering=lists(level(0, "decimal", "%1.")))) == ["甲", "1. 乙"]


def test_lists_of_odd_make() -> None:
    levels = level(0, "decimal", "%1.")
    absent = '<w:lvlOverride w:ilvl="12"/><w:lvlOverride/><w:numIdMacAtCleanup w:val="1"/>'
    assert lines(read(item("x", 0, 2), numbering=lists(levels, overrides=absent))) == ["1. x"]
    assert lines(read(item("x", 0, 3), numbering=lists(levels, more='<w:num w:numId="3"/>'))) == ["x"]
    ring = (
        '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="list"/></w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>'
    )
    style = '<w:style w:styleId="list"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
    assert lines(read(item("x", 0, 3), style, lists(levels, more=ring))) == ["x"]
    unbound = (
        '<w:style w:styleId="h"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    second = level(1, "lowerLetter", "%2)", start=0)
    assert lines(read(p("x", props='<w:pStyle w:val="h"/>') * 2, unbound, lists(levels, second))) == [") x", "a) x"]


def test_numerals_behind_alternatives() -> None:
    alternatives = (
        '<w:lvl w:ilvl="0"><w:start w:val="3"/><mc:AlternateContent><mc:Choice Requires="wps">'
        '<w:numFmt w:val="custom" w:format="001"/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimalZero"/></mc:Fallback>'
        '</mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>'
    )
    assert lines(read(item("x"), numbering=lists(alternatives))) == ["03 x"]


def test_numbers_in_cells_are_labels_and_never_counts() -> None:
    numbering = lists(level(0, "decimal", "%1."))
    body = tbl(
        tr(tc(item("属于国家秘密")), "4"), tr(tc(item("重复申请")), tc(item("5"))), tr(tc(item("")), tc(item("")))
    )
    (table,) = tables(read(body, numbering=numbering))
    assert texts(table) == [["1. 属于国家秘密", "4"], ["2. 重复申请", "3. 5"], ["4.", "5."]]
    assert [[cell.unsure for cell in row.cells] for row in table.rows] == [[False, False], [False, True], [True, True]]


@pytest.mark.parametrize(
    ("style", "number", "text"),
    [
        ("decimal", 12, "12"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircle", 21, "21"),
        ("lowerLetter", 27, "aa"),
        ("upperLetter", 26, "Z"),
        ("lowerRoman", 1994, "mcmxciv"),
        ("upperRoman", 4, "IV"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 11, "十一"),
        ("chineseCounting", 20, "二十"),
        ("chineseCounting", 99, "九十九"),
        ("chineseCounting", 100, "一○○"),
        ("chineseCountingThousand", 10, "十"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 2_010, "二千零一十"),
        ("taiwaneseCountingThousand", 21, "二十一"),
        ("japaneseCounting", 21, "二十一"),
        ("japaneseCounting", 110, "百十"),
        ("ideographDigital", 10, "一〇"),
        ("ideographTraditional", 2, "乙"),
        ("ideographZodiac", 12, "亥"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("chineseCountingThousand", 0, "零"),
        ("none", 3, ""),
        ("hebrew1", 3, None),
        ("decimal", 10_000_000, None),
    ],
)
def test_numerals(style: str, number: int, text: str | None) -> None:
    assert numeral(style, number) == text


def test_chinese_numerals_count_on() -> None:
    seen = [numeral("chineseCountingThousand", number) for number in range(1, 1_000)]
    assert len(set(seen)) == 999 and None not in seen
