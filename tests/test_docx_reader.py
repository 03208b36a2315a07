"""Word files into what they show: files zipped by hand, one behaviour each; hostile ones; files of other programs."""

from __future__ import annotations

import contextlib
import io
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import govparse
from govparse.errors import TooLarge, Unreadable
from govparse.limits import Limits
from govparse.reading.content import Content, Paragraph, Picture, Table
from govparse.reading.docx.numerals import numeral
from govparse.reading.docx.reader import read_docx

LIMITS = Limits()
FORMATS = Path(__file__).parent / "formats"
SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
STRICT = {
    "w": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "r": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "m": "http://purl.oclc.org/ooxml/officeDocument/math",
}
TYPE = SPACES["r"] + "/"


# ── making files ───────────────────────────────────────────────────────────────────


def zipped(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


def relations(*rows: tuple[str, str]) -> str:
    inner = "".join(f'<Relationship Id="r{n}" Type="{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(rows, 1))
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def root(name: str, inner: str, spaces: dict[str, str] = SPACES) -> str:
    declared = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in spaces.items())
    return f"<w:{name} {declared}>{inner}</w:{name}>"


def package(
    body: str, styles: str = "", numbering: str = "", spaces: dict[str, str] = SPACES
) -> dict[str, str | bytes]:
    kind = spaces["r"] + "/"
    rows = [(kind + "image", "media/image1.png"), (kind + "package", "embeddings/Sheet1.xlsx")]
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations((kind + "officeDocument", "word/document.xml")),
        "word/document.xml": root("document", f"<w:body>{body}</w:body>", spaces),
    }
    for name, text in (("styles", styles), ("numbering", numbering)):
        if text:
            rows.append((kind + name, f"{name}.xml"))
            parts[f"word/{name}.xml"] = root(name, text, spaces)
    parts["word/_rels/document.xml.rels"] = relations(*rows)
    return parts


def read(body: str, styles: str = "", numbering: str = "", limits: Limits = LIMITS) -> Content:
    return read_docx(zipped(package(body, styles, numbering)), limits)


def lines(content: Content) -> list[str]:
    return [item.text for item in content.items if isinstance(item, Paragraph)]


def tables(content: Content) -> list[Table]:
    return [item for item in content.items if isinstance(item, Table)]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def spans(table: Table) -> list[list[tuple[int, float, int]]]:
    return [[(cell.column, cell.right, cell.height) for cell in row.cells] for row in table.rows]


def p(*runs: str, props: str = "") -> str:
    return f"<w:p><w:pPr>{props}</w:pPr>{''.join(run if run.startswith('<') else r(run) for run in runs)}</w:p>"


def r(text: str, props: str = "") -> str:
    return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(*blocks: str, props: str = "") -> str:
    inner = "".join(block if block.startswith("<") else p(block) for block in blocks) or "<w:p/>"
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, props: str = "") -> str:
    row = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{props}</w:trPr>{row}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def one(cell: str) -> tuple[str, bool]:
    """Read a cell that stands beside a label."""
    content = read(tbl(tr(tc("规章"), cell)))
    (table,) = tables(content)
    return table.rows[0].cells[1].text, table.rows[0].cells[1].unsure


# ── paragraphs ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("runs", "shown"),
    [
        ("<w:r><w:t>本年</w:t></w:r><w:r><w:t>2</w:t></w:r><w:r><w:t>1件</w:t></w:r>", ["本年21件"]),
        ("<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t></w:r>", ["一\t二"]),
        ("<w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:cr/><w:t>三</w:t></w:r>", ["一", "二", "三"]),
        ('<w:r><w:t>12</w:t><w:br w:type="page"/><w:t>5</w:t></w:r>', ["12", "5"]),
        ('<w:r><w:br w:type="page"/><w:lastRenderedPageBreak/><w:t>二</w:t></w:r>', ["二"]),
        ("<w:r><w:noBreakHyphen/><w:t>35</w:t><w:softHyphen/><w:t>1\u00ad2</w:t></w:r>", ["-3512"]),
        ("<w:r><w:t>一\n\r二\u2028三</w:t></w:r>", ["一  二 三"]),
        ('<w:hyperlink r:id="r9"><w:r><w:t>链接</w:t></w:r></w:hyperlink>', ["链接"]),
        ("<w:smartTag><w:smartTag><w:r><w:t>2021年</w:t></w:r></w:smartTag></w:smartTag>", ["2021年"]),
        ("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", ["控件"]),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击</w:t></w:r></w:sdtContent></w:sdt>",
            [],
        ),
        ('<w:fldSimple w:instr="DATE"><w:r><w:t>5月</w:t></w:r></w:fldSimple>', ["5月"]),
        (
            "<w:ruby><w:rt><w:r><w:t>gōng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>公</w:t></w:r></w:rubyBase></w:ruby>",
            ["公"],
        ),
        ('<w:r><w:t>一</w:t><w:footnoteReference w:id="2"/><w:endnoteReference w:id="3"/></w:r>', ["一"]),
        ('<w:commentRangeStart w:id="0"/><w:r><w:t>一</w:t><w:commentReference w:id="0"/></w:r>', ["一"]),
        ("<m:oMathPara><m:oMath><m:r><m:t>3</m:t></m:r><m:r><m:t>=1+2</m:t></m:r></m:oMath></m:oMathPara>", ["3=1+2"]),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Symbol" w:char="F033"/></w:r>', ["✓3"]),
        (
            '<w:r><w:sym w:font="Wingdings" w:char="F033"/><w:sym w:char="zz"/><w:sym w:char="4E00"/></w:r>',
            ["一"],
        ),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t><w:br/></w:r><w:r><w:t>显</w:t></w:r>", ["显"]),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>', ["显"]),
        ("<w:r><w:t> \u3000</w:t></w:r>", []),
        ("<w:r><w:t>　　首行</w:t></w:r>", ["　　首行"]),
        ("<w:pPr><w:rPr><w:t>不</w:t></w:rPr></w:pPr>", []),
    ],
)
def test_what_a_paragraph_shows(runs: str, shown: list[str]) -> None:
    assert lines(read(f"<w:p>{runs}</w:p>")) == shown


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_of_a_field_the_result_is_shown() -> None:
    inner = char("begin") + "<w:r><w:instrText>X</w:instrText></w:r>" + char("separate") + r("7") + char("end")
    outer = f"{char('begin')}<w:r><w:instrText> IF </w:instrText></w:r>{inner}{char('separate')}{r('成')}{char('end')}"
    assert lines(read(p("前", outer, "后"))) == ["前成后"]
    assert lines(read(p("前", char("begin"), inner, char("separate"), inner, char("end")))) == ["前7"]


def test_a_field_without_its_end_hides_nothing_beyond_its_paragraph() -> None:
    body = p(char("begin"), "<w:r><w:instrText>TOC</w:instrText></w:r>", char("separate"), "甲") + p("乙", char("end"))
    assert lines(read(body)) == ["甲", "乙"]
    assert lines(read(p(char("begin"), "指令") + p("乙") + p(char("end"), char("separate"), "丙"))) == ["乙", "丙"]


def test_alternatives_are_shown_once() -> None:
    def either(requires: str, tag: str = "r") -> str:
        inner = "<w:t>{}</w:t>" if tag == "r" else "<w:r><w:t>{}</w:t></w:r>"
        return (
            f'<w:{tag}><mc:AlternateContent><mc:Choice Requires="{requires}">{inner.format("新")}</mc:Choice>'
            f"<mc:Fallback>{inner.format('旧')}</mc:Fallback></mc:AlternateContent></w:{tag}>"
        )

    assert lines(read(p(either("wps")))) == ["新"]
    assert lines(read(p(either("unknown")))) == ["旧"]
    assert lines(read(either("wps", "p"))) == ["新"]
    block = f'<mc:AlternateContent><mc:Choice Requires="wps">{p("新")}</mc:Choice></mc:AlternateContent>'
    assert lines(read(block)) == ["新"]


def text_box(*paragraphs: str) -> str:
    inner = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp>'
        f"<wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r>"
    )


def test_text_boxes_come_before_their_paragraph_once() -> None:
    body = p("正", text_box(p("框一"), p("框二")), "文", text_box(p("框三", text_box(p("框中框")))))
    assert lines(read(body)) == ["框一", "框二", "框中框", "框三", "正文"]
    inner = f"<v:textbox><w:txbxContent>{p('旧框')}</w:txbxContent></v:textbox>"
    old = f"<w:r><w:pict><v:shape>{inner}</v:shape></w:pict></w:r>"
    assert lines(read(p("文", old))) == ["旧框", "文"]
    content = read(p("文", text_box(tbl(tr("甲", "乙")))))
    assert [type(item) for item in content.items] == [Table, Paragraph]


def drawing(width: int, height: int) -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{width * 12700}" cy="{height * 12700}"/><a:graphic><a:graphicData>'
        f'<a:blip r:embed="r1"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def shape(style: str) -> str:
    return f'<w:r><w:pict><v:shape style="{style}"><v:imagedata r:id="r1"/></v:shape></w:pict></w:r>'


@pytest.mark.parametrize(
    ("run", "pictures"),
    [
        (drawing(400, 300), 1),
        (drawing(20, 20), 0),
        (drawing(400, 10), 0),
        (shape("position:absolute;width:14cm;height:300pt"), 1),
        (shape("width:12pt;height:12pt"), 0),
        (shape(""), 1),
        ("<w:r><w:drawing><a:blip/></w:drawing></w:r>", 0),
    ],
)
def test_large_pictures_are_named(run: str, pictures: int) -> None:
    content = read(p("图", run))
    assert sum(isinstance(item, Picture) for item in content.items) == pictures
    assert lines(content) == ["图"]


def test_hidden_by_style() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="c"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = p(r("甲", '<w:rStyle w:val="b"/>'), "乙") + p(
        "丙", r("丁", '<w:vanish w:val="false"/>'), props='<w:pStyle w:val="c"/>'
    )
    assert lines(read(body, styles)) == ["乙", "丁"]


def test_styles_in_a_ring_and_in_a_long_chain() -> None:
    ring = "".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 60}"/></w:style>' for n in range(60))
    assert lines(read(p("甲", props='<w:pStyle w:val="s1"/>'), ring)) == ["甲"]
    chain = "".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(20_000))
    body = "".join(p("甲", props=f'<w:pStyle w:val="s{n}"/>') for n in range(0, 20_000, 100))
    assert len(lines(read(body, chain))) == 200


def test_lines_of_a_table_of_contents_repeat_headings() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>'
    entry = p("<w:r><w:t>一、总体情况</w:t><w:tab/><w:t>3</w:t></w:r>", props='<w:pStyle w:val="11"/>')
    assert lines(read(entry + p("一、总体情况", props='<w:pStyle w:val="11"/>'), styles)) == ["一、总体情况"]


def test_content_controls_and_wrappers_of_blocks() -> None:
    body = (
        f"<w:sdt><w:sdtPr/><w:sdtContent><w:customXml>{p('甲')}</w:customXml></w:sdtContent></w:sdt>"
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"{p('提示')}{tbl(tr('提示', '提示'))}</w:sdtContent></w:sdt>"
        f"<m:oMathPara><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></m:oMathPara><w:sectPr><w:headerReference/></w:sectPr>"
    )
    content = read(body)
    assert lines(content) == ["甲", "x"]
    assert texts(tables(content)[0]) == [["", ""]]


def test_embedded_files_are_named() -> None:
    image = '<v:shape style="width:300pt;height:200pt"><v:imagedata r:id="r1"/></v:shape>'
    ole = f'<w:r><w:object>{image}<o:OLEObject r:id="r2"/></w:object></w:r>'
    content = read(p(ole) + '<w:altChunk r:id="r2"/><w:altChunk r:id="none"/>')
    assert content.attachments == ["Sheet1.xlsx", "Sheet1.xlsx"]
    assert content.items == [Picture()]


# ── numbers of lists ───────────────────────────────────────────────────────────────


def level(index: int, style: str, text: str, more: str = "", start: int = 1) -> str:
    inner = f'<w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{index}">{inner}</w:lvl>'


def lists(*levels: str, overrides: str = "", more: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{overrides}</w:num>{more}'
    )


def item(text: str, depth: int = 0, number: int = 1) -> str:
    return p(text, props=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


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


# ── tracked changes ────────────────────────────────────────────────────────────────


def test_the_outcome_of_tracked_changes_is_read() -> None:
    changed = p(
        "共", "<w:del><w:r><w:delText>1</w:delText><w:t>2</w:t></w:r></w:del>", f"<w:ins>{r('7')}</w:ins>", "件"
    )
    moved = p(f"<w:moveFrom>{r('甲')}</w:moveFrom>", f"<w:moveTo>{r('乙')}</w:moveTo>")
    content = read(changed + moved)
    assert lines(content) == ["共7件", "乙"]
    assert content.remarks == [("tracked-changes", {"count": 4})]
    assert read(p("共7件")).remarks == []


def test_deleted_rows_cells_and_paragraph_marks() -> None:
    content = read(
        tbl(
            tr("甲", "1"),
            tr("乙", "2", props="<w:del/>"),
            tr("丙", tc("9", props="<w:cellDel/>"), "3"),
            tr("丁", "4", props="<w:ins/>"),
            tr("戊", "5", props="<w:hidden/>"),
            tr(tc("庚", props="<w:cellDel/>"), tc("8", props="<w:cellDel/>")),
        )
        + p("一、", props="<w:rPr><w:del/></w:rPr>")
        + p("总体", props="<w:rPr><w:moveFrom/></w:rPr>")
        + p("情况")
        + p("尾", props="<w:rPr><w:del/></w:rPr>")
        + tbl(tr("己", "6"))
    )
    assert texts(tables(content)[0]) == [["甲", "1"], ["丙", "3"], ["丁", "4"]]
    assert lines(content) == ["一、总体情况", "尾"]
    assert isinstance(content.items[-1], Table)


def test_a_merge_that_is_a_tracked_change() -> None:
    rows = [
        tr(tc("组", props='<w:cellMerge w:vMerge="rest"/>'), "1"),
        tr(tc(props='<w:cellMerge w:vMerge="cont"/>'), "2"),
    ]
    assert spans(tables(read(tbl(*rows)))[0]) == [[(0, 1, 2), (1, 2, 1)], [(1, 2, 1)]]


# ── cells ──────────────────────────────────────────────────────────────────────────


WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:color="auto" w:fill="1F4E79"/>'


def note(text: str = "", more: str = ' w:customMarkFollows="1"', kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference{more} w:id="2"/>{f"<w:t>{text}</w:t>" if text else ""}</w:r>'


def drawn(kind: str, where: str = "anchor", inner: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:{where}><wp:extent cx="12700" cy="12700"/><a:graphic>'
        f'<a:graphicData uri="{kind}">{inner}</a:graphicData></a:graphic></wp:{where}></w:drawing></w:r>'
    )


CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
WORD_ART = '<w:r><w:pict><v:shape><v:textpath string="373"/></v:shape></w:pict></w:r>'
DATES = ("dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong", "pgNum")


@pytest.mark.parametrize(
    ("cell", "text", "unsure"),
    [
        (tc("12"), "12", False),
        (tc(), "", False),
        (tc(p(r("\u3000 "))), "", False),
        (tc("结果", "", "维持"), "结果\n维持", False),
        (tc(p("<w:r><w:t>1</w:t><w:tab/><w:t>2</w:t><w:br/><w:t>3</w:t></w:r>")), "1 2\n3", False),
        (tc(p(r("12", "<w:strike/>"), r("7"))), "127", True),
        (tc(p(r("12", "<w:dstrike/>"))), "12", True),
        (tc(p(r("12", '<w:strike w:val="0"/>'))), "12", False),
        (tc(p(r("12"), r("3", '<w:vertAlign w:val="superscript"/>'))), "123", True),
        (tc(p(r("12"), r("3", '<w:position w:val="12"/>'))), "123", True),
        (tc(p(r("12"), r("3", '<w:position w:val="0"/><w:vertAlign w:val="baseline"/>'))), "123", False),
        (tc(p(r("12", '<w:position w:val="6"/>'))), "12", False),
        (tc(p(r("项"), r("注", '<w:vertAlign w:val="superscript"/>'))), "项注", False),
        (tc(p(r("3", '<w:rFonts w:ascii="Wingdings"/>'))), "3", True),
        (tc(p('<w:r><w:sym w:font="Wingdings" w:char="F08C"/></w:r>')), "", True),
        (tc(p(drawing(10, 10))), "", True),
        (tc(p("<m:oMath><m:r><m:t>12</m:t></m:r></m:oMath>")), "12", False),
        (tc(p("<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num></m:f></m:oMath>")), "1", True),
        (tc(p(char("begin"), r"<w:r><w:instrText> EQ \o\ac(○,1)</w:instrText></w:r>", char("end"))), "", True),
        (tc(p(char("begin"), "<w:r><w:instrText>PAGE</w:instrText></w:r>", char("end"))), "", False),
        (tc(p("12", text_box(p("3")))), "3\n12", True),
        (tc(p("12", text_box(p("")))), "12", False),
        (tc(p(f"<w:ins>{r('7')}</w:ins>", "<w:del><w:r><w:t>5</w:t></w:r></w:del>")), "7", False),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{tc('7')}</w:sdtContent></w:sdt>", "7", False),
        (f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{tc('单击')}</w:sdtContent></w:sdt>", "", False),
        (tc(f"<w:sdt><w:sdtContent>{p('7')}</w:sdtContent></w:sdt>"), "7", False),
        (tc("7", props='<w:textDirection w:val="tbRlV"/>'), "7", False),
        (tc(tbl(tr("7"))), "7", False),
        (tc(tbl(tr("", ""), tr("", tc(tbl(tr("7")))))), "7", False),
        (tc(tbl(tr("", "")), "7"), "7", False),
        (tc(tbl(tr(tc(p(r("7", "<w:strike/>")))))), "7", True),
        # Marks of notes.
        (tc(p("373", note(more=""))), "373", False),
        (tc(p("373", note("1"))), "3731", True),
        (tc(p("373", note("1", ' w:customMarkFollows="true"', "endnote"))), "3731", True),
        (tc(p("373", note(), "1")), "3731", True),
        (tc(p(note("*"), "373")), "*373", False),
        (tc(p("373", note("1", ' w:customMarkFollows="0"'))), "3731", False),
        (tc(p(note("1"))), "1", True),
        (tc(p("373", r("1", '<w:rStyle w:val="FootnoteReference"/>'))), "3731", True),
        (tc(p("373", r("1", '<w:rStyle w:val="EndnoteReference"/>'))), "3731", True),
        (tc(p("37", r("3", '<w:rStyle w:val="Strong"/>'))), "373", False),
        # What is shown and may not be seen.
        (tc(p(r("9", WHITE), "373")), "373", True),
        (tc(p(r("9", WHITE))), "", True),
        (tc(p(r("\u3000", WHITE), "373")), "\u3000373".strip(), False),
        (tc(p(r("373", '<w:color w:val="FF0000"/>'))), "373", False),
        (tc(p(r("373", WHITE)), props=DARK), "373", False),
        (tc(p(r("373", WHITE), props=DARK)), "373", False),
        (tc(p(r("373", WHITE + DARK))), "373", False),
        (tc(p(r("373", WHITE + '<w:highlight w:val="blue"/>'))), "373", False),
        (tc(p(r("9", WHITE), "373"), props=DARK), "9373", True),
        (tc(p(r("9", WHITE)), props='<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>'), "", True),
        (tc(p(r("9", WHITE)), props='<w:shd w:val="clear" w:color="auto" w:fill="auto"/>'), "", True),
        (tc(p(r("373", WHITE)), props='<w:shd w:val="solid" w:color="auto" w:fill="auto"/>'), "373", False),
        (tc(tbl(tr(tc(p(r("373", WHITE))))), props=DARK), "373", False),
        (tc(p(r("9", '<w:sz w:val="2"/>'), "373")), "9373", True),
        (tc(p(r("9", '<w:sz w:val="4"/>'))), "9", True),
        (tc(p(r("9", '<w:sz w:val="5"/>'), "373")), "9373", False),
        (tc(p(r("9", "<w:webHidden/>"), "373")), "9373", True),
        (tc(p(r("9", "<w:webHidden/>")), p("373")), "9\n373", True),
        (tc(p(r("373", "<w:webHidden/>"))), "373", False),
        (tc(p(r("9", '<w:webHidden w:val="0"/>'), "373")), "9373", False),
        (tc(p(f'<w:bdo w:val="rtl">{r("137")}</w:bdo>')), "137", True),
        (tc(p(f'<w:bdo w:val="ltr">{r("137")}</w:bdo>')), "137", False),
        # What is shown and is no text.
        (tc(p(drawn(CHART))), "", True),
        (tc(p(drawn(CHART, "inline"))), "", True),
        (tc(p(drawn("http://schemas.openxmlformats.org/drawingml/2006/picture"))), "", True),
        (tc(p(drawn(SHAPE, "inline"))), "", True),
        (tc(p(drawn(SHAPE))), "", False),
        (tc(p("12", drawn(SHAPE, inner="<wps:wsp><wps:cNvCnPr/></wps:wsp>"))), "12", False),
        (tc(p('<w:r><w:pict><v:line from="0,0" to="9,9"/></w:pict></w:r>', "12")), "12", False),
        (tc(p("<w:r><w:rPr><w:vanish/></w:rPr><w:dayShort/></w:r>")), "", False),
        (tc(p('<w:r><w:object><o:OLEObject r:id="r2"/></w:object></w:r>')), "", True),
        (tc(p('<w:r><w:pict><o:OLEObject r:id="r2"/></w:pict></w:r>')), "", True),
        (tc(p(WORD_ART)), "", True),
        (tc(p(char("begin"), "<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>", char("end"))), "", True),
        (tc(p(r'<w:fldSimple w:instr=" EQ \o\ac(○,1)"/>')), "", True),
        *((tc(p(f"<w:r><w:{name}/></w:r>")), "", True) for name in DATES),
    ],
)
def test_what_a_cell_shows(cell: str, text: str, unsure: bool) -> None:
    assert one(cell) == (text, unsure)


STYLES = (
    '<w:style w:type="character" w:styleId="a5"><w:name w:val="footnote reference"/></w:style>'
    '<w:style w:type="character" w:styleId="a6"><w:name w:val="x"/><w:basedOn w:val="a5"/></w:style>'
    '<w:style w:type="character" w:styleId="a7"><w:basedOn w:val="EndnoteReference"/></w:style>'
    f'<w:style w:type="character" w:styleId="a8"><w:name w:val="y"/><w:rPr>{WHITE}</w:rPr></w:style>'
    f'<w:style w:type="table" w:styleId="t"><w:tblStylePr w:type="firstRow"><w:tcPr>{DARK}</w:tcPr></w:tblStylePr>'
    "</w:style>"
)


@pytest.mark.parametrize(
    ("style", "text", "unsure"), [("a5", "3731", True), ("a6", "3731", True), ("a7", "3731", True), ("a8", "373", True)]
)
def test_looks_by_style(style: str, text: str, unsure: bool) -> None:
    run = r("1", f'<w:rStyle w:val="{style}"/>')
    (table,) = tables(read(tbl(tr("规章", tc(p("373", run)))), STYLES))
    assert (table.rows[0].cells[1].text, table.rows[0].cells[1].unsure) == (text, unsure)


def test_white_heads_on_the_ground_of_their_table_are_seen() -> None:
    head = tr(tc(p(r("规章", WHITE))), tc(p(r("12", WHITE))))
    for properties in ('<w:tblStyle w:val="t"/>', DARK):
        table = f"<w:tbl><w:tblPr>{properties}</w:tblPr>{head}</w:tbl>"
        (found,) = tables(read(table, STYLES))
        assert texts(found) == [["规章", "12"]] and not any(cell.unsure for cell in found.rows[0].cells)
    (found,) = tables(read(tbl(tr(tc(p(r("规章", WHITE), "规章")), "12")), STYLES))
    assert texts(found) == [["规章", "12"]]
    assert lines(read(p(r("标题", WHITE)))) == ["标题"]  # on what ground is not known


@pytest.mark.parametrize(
    "content",
    [
        p("373", note("1")),
        p("373", r("1", '<w:rStyle w:val="FootnoteReference"/>')),
        p("373", r("1", '<w:rStyle w:val="EndnoteReference"/>')),
        p(r("9", WHITE), "373"),
        p(r("9", WHITE)),
        p(r("9", '<w:sz w:val="2"/>'), "373"),
        p(r("9", "<w:webHidden/>"), "373"),
        p(drawn(CHART)),
        p(drawn(CHART, "inline")),
        p('<w:r><w:object><o:OLEObject r:id="r2"/></w:object></w:r>'),
        p(WORD_ART),
        *(p(f"<w:r><w:{name}/></w:r>") for name in DATES),
    ],
)
def test_a_doubtful_cell_of_a_report_is_unread(content: str) -> None:
    found = govparse.parse(with_cell(content))
    fact = found.facts["requests.received.business"]
    assert (fact.state, fact.value, fact.reason) == ("unread", None, "doubtful-cell")
    whole = govparse.parse(REPORT.read_bytes())
    assert whole.facts["requests.received.business"].value == 373
    for code, other in found.facts.items():
        assert code == fact.code or (other.state, other.value) == (whole.facts[code].state, whole.facts[code].value)


@pytest.mark.parametrize(
    "content",
    [p("373", drawn(SHAPE)), p("373", note(more="")), p("373", note("*")), p(r("373", '<w:sz w:val="21"/>'))],
)
def test_a_cell_of_a_report_that_nothing_disturbs(content: str) -> None:
    fact = govparse.parse(with_cell(content)).facts["requests.received.business"]
    assert (fact.state, fact.value) == ("number", 373)


REPORT = FORMATS / "matrix" / "dense-2021" / "report.handmade.docx"


def with_cell(content: str) -> bytes:
    """Return the report with another content in the cell that holds 373."""
    with zipfile.ZipFile(REPORT) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
        text = archive.read("word/document.xml").decode()
    at = text.index(">373<")
    begin, end = text.rindex("<w:tc>", 0, at), text.index("</w:tc>", at)
    declared = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in SPACES.items())
    cell = tc(content).removesuffix("</w:tc>").replace("<w:tc>", f"<w:tc {declared}>", 1)
    parts["word/document.xml"] = text[:begin] + cell + text[end:]
    return zipped(parts)


def test_rows_in_wrappers() -> None:
    row = f"<w:sdt><w:sdtPr/><w:sdtContent>{tr('乙', '2')}</w:sdtContent></w:sdt>"
    row += f"<w:customXml>{tr('丙', '3')}</w:customXml>"
    assert texts(tables(read(tbl(tr("甲", "1"), row)))[0]) == [["甲", "1"], ["乙", "2"], ["丙", "3"]]


# ── tables ─────────────────────────────────────────────────────────────────────────


def span(columns: int, text: str = "", more: str = "") -> str:
    return tc(text, props=f'<w:gridSpan w:val="{columns}"/>{more}')


DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_spans_across_and_down() -> None:
    (table,) = tables(
        read(
            tbl(
                tr(span(2, "结果", DOWN), "甲", "乙"),
                tr(span(2, "旧", ON), tc("丙", props=DOWN), "1"),
                tr("三", "四", tc(props='<w:vMerge w:val="continue"/>'), "2"),
            )
        )
    )
    assert texts(table) == [["结果", "甲", "乙"], ["丙", "1"], ["三", "四", "2"]]
    assert spans(table) == [
        [(0, 2, 2), (2, 3, 1), (3, 4, 1)],
        [(2, 3, 2), (3, 4, 1)],
        [(0, 1, 1), (1, 2, 1), (3, 4, 1)],
    ]
    assert [row.whole for row in table.rows] == [True, True, True]
    assert table.rows[0].cells[0].left == 0


def test_what_reaches_down_must_fit() -> None:
    (table,) = tables(read(tbl(tr(tc("1", props=ON), "甲"), tr(tc(props=ON), "乙"), tr(span(2, "9", ON)))))
    assert [[(cell.text, cell.unsure, cell.height) for cell in row.cells] for row in table.rows] == [
        [("1", True, 2), ("甲", False, 1)],
        [("乙", False, 1)],
        [("9", True, 1)],
    ]


def test_two_merges_above_each_other_stay_apart() -> None:
    rows = [
        tr(tc(text, props=merge), "x")
        for text, merge in (("甲", DOWN), ("", ON), ("乙", DOWN), ("", ON), ("丙", ""), ("丁", ON))
    ]
    (table,) = tables(read(tbl(*rows)))
    assert [row[0] for row in spans(table)] == [(0, 1, 2), (1, 2, 1), (0, 1, 2), (1, 2, 1), (0, 1, 1), (0, 1, 1)]
    assert [row.cells[0].unsure for row in table.rows] == [False, False, False, False, False, True]


def test_merges_of_the_old_kind() -> None:
    row = tr(
        tc("总", props='<w:hMerge w:val="restart"/>'), tc("藏", props="<w:hMerge/>"), span(2, "", "<w:hMerge/>"), "5"
    )
    (table,) = tables(read(tbl(row, tr(tc("单", props="<w:hMerge/>"), "1", "2", "3", "4"))))
    assert texts(table) == [["总", "5"], ["单", "1", "2", "3", "4"]]
    assert spans(table)[0] == [(0, 4, 1), (4, 5, 1)]


def test_gaps_at_the_ends_of_rows() -> None:
    (table,) = tables(
        read(
            tbl(
                tr("甲", "1", "2"),
                tr("3", "4", props='<w:gridBefore w:val="1"/>'),
                tr("乙", "5", props='<w:gridAfter w:val="1"/>'),
                tr("丙"),
            )
        )
    )
    assert spans(table) == [
        [(0, 1, 1), (1, 2, 1), (2, 3, 1)],
        [(1, 2, 1), (2, 3, 1)],
        [(0, 1, 1), (1, 2, 1)],
        [(0, 1, 1)],
    ]
    assert [row.whole for row in table.rows] == [True, False, False, False]


def test_gaps_that_every_row_has_are_none() -> None:
    props = '<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'
    (table,) = tables(read(tbl(tr("甲", "1", props=props), tr("乙", "2", props=props))))
    assert [row.whole for row in table.rows] == [True, True]
    assert spans(table)[0] == [(1, 2, 1), (2, 3, 1)]


@pytest.mark.parametrize("value", ["0", "-3", "", "x", "１", "1.5"])
def test_odd_spans_count_as_one(value: str) -> None:
    (table,) = tables(read(tbl(tr(tc("甲", props=f'<w:gridSpan w:val="{value}"/>'), "1"))))
    assert spans(table) == [[(0, 1, 1), (1, 2, 1)]]


def test_tables_are_numbered_in_the_order_they_begin() -> None:
    nested = tc(tbl(tr("a", "b")), tbl(tr("c", "d")))
    content = read(tbl(tr("x", "y")) + tbl(tr(nested, "z")) + tbl(tr("", "")))
    assert [(table.number, texts(table)) for table in tables(content)] == [
        (1, [["x", "y"]]),
        (3, [["a", "b"]]),
        (4, [["c", "d"]]),
        (5, [["", ""]]),
    ]
    assert lines(content) == ["z"]


def test_a_row_that_holds_a_table_cuts_the_outer_one() -> None:
    row = tr("前", tc("题", tbl(tr("a", "1"), tr("b", "2")), "后"))
    content = read(tbl(tr("甲", tc("3", props=DOWN)), row, tr("乙", tc(props=ON)), tr("丙", tc("5"))))
    outer, inner, rest = tables(content)
    assert [type(item) for item in content.items] == [Table, Paragraph, Paragraph, Table, Paragraph, Table]
    assert lines(content) == ["前", "题", "后"]
    assert (outer.number, inner.number, rest.number) == (1, 2, 1)
    assert texts(inner) == [["a", "1"], ["b", "2"]]
    assert spans(outer) == [[(0, 1, 1), (1, 2, 1)]]
    assert spans(rest) == [[(0, 1, 1)], [(0, 1, 1), (1, 2, 1)]]
    assert [row.whole for row in rest.rows] == [False, True]


def test_a_report_typed_inside_a_table() -> None:
    prose = "本机关按照要求开展工作。" * 11
    content = read(
        tbl(tr(tc("标题")), tr(tc(prose)), tr(tc("总体情况", prose[:30], tbl(tr("规章", "1")))), tr(tc("尾")))
    )
    assert [type(item) for item in content.items] == [Table, Paragraph, Paragraph, Paragraph, Table, Table]
    assert lines(content) == [prose, "总体情况", prose[:30]]


@pytest.mark.parametrize(
    ("row", "layout"),
    [
        (tr(tc("第二十条", "第（一）项")), False),
        (tr(tc("部分公开", "区分处理的，只计这一情形，不计其他情形"), "", "", ""), False),
        (tr(tc("字" * 20, "字" * 25)), True),
        (tr(tc("字" * 45)), False),
        (tr(tc("字" * 121), ""), True),
        (tr(tc("字" * 121), "5"), False),
        (tr(tc("总体情况"), tc("字" * 501)), True),
        (tr(tc(p(drawing(400, 300)))), True),
        (tr("图", tc(p(drawing(400, 300)))), False),
    ],
)
def test_which_rows_are_layout(row: str, layout: bool) -> None:
    content = read(tbl(tr(span(4, "甲")), row, tr(span(4, "乙"))))
    assert len(tables(content)) == (2 if layout else 1)
    assert sum(isinstance(item, Picture) for item in content.items) == row.count("a:blip")


def test_a_table_cut_by_a_page_stays_two() -> None:
    content = read(tbl(tr("甲", "1")) + tbl(tr("乙", "2")))
    assert [table.number for table in tables(content)] == [1, 2]


# ── the package ────────────────────────────────────────────────────────────────────


def test_strict_files_and_other_names_of_parts() -> None:
    body = p("甲", "<w:del><w:r><w:t>旧</w:t></w:r></w:del>") + tbl(tr(span(2, "乙"), "1"))
    expected = read(body)
    assert read_docx(zipped(package(body, spaces=STRICT)), LIMITS) == expected
    parts = package(body)
    for target in ("/dir/main%20one.xml", "dir/main%20one.xml", "./x/../dir/main%20one.xml"):
        moved = {
            "_rels/.rels": relations((TYPE + "officeDocument", target)),
            "dir/main one.xml": parts["word/document.xml"],
        }
        assert read_docx(zipped(moved), LIMITS) == expected
    shouting = {name.upper().replace("/", "\\"): part for name, part in parts.items()}
    assert read_docx(zipped(shouting), LIMITS) == expected


def test_other_parts_are_not_touched() -> None:
    parts = package(p("甲")) | {"word/media/image1.png": b"x" * 100, "word/vbaProject.bin": b"x", "../../evil": b"x"}
    parts["word/header1.xml"] = "<broken"
    assert lines(read_docx(zipped(parts), LIMITS)) == ["甲"]


def without(name: str) -> Callable[[dict[str, str | bytes]], dict[str, str | bytes]]:
    return lambda parts: {key: part for key, part in parts.items() if key != name}


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (without("_rels/.rels"), "_rels/.rels"),
        (without("word/document.xml"), "word/document.xml"),
        (without("word/styles.xml"), "word/styles.xml"),
        (without("word/numbering.xml"), "word/numbering.xml"),
        (lambda parts: parts | {"_rels/.rels": relations()}, "main part"),
        (lambda parts: parts | {"_rels/.rels": "<"}, "damaged XML"),
        (lambda parts: parts | {"word/document.xml": "<w:p"}, "damaged XML"),
        (lambda parts: parts | {"word/document.xml": b"\0\xff" * 9}, "damaged XML"),
        (lambda parts: parts | {"word/document.xml": "<workbook/>"}, "no Word document"),
        (lambda parts: parts | {"word/document.xml": root("document", "")}, "no Word document"),
        (lambda parts: parts | {"word/styles.xml": "<x>"}, "word/styles.xml"),
        (lambda parts: {"mimetype": "application/vnd.oasis.opendocument.text"}, "_rels/.rels"),
    ],
)
def test_packages_that_cannot_be_used(
    change: Callable[[dict[str, str | bytes]], dict[str, str | bytes]], word: str
) -> None:
    parts = change(package(p("甲"), styles="<w:style/>", numbering="<w:num/>"))
    with pytest.raises(Unreadable, match=word) as caught:
        read_docx(zipped(parts), LIMITS)
    assert "Word" in caught.value.messages["zh"]


def test_damaged_containers_at_every_cut() -> None:
    data = zipped(package(p("甲" * 500) + tbl(tr("甲", "1"))))
    for cut in range(0, len(data), 7):
        with pytest.raises(Unreadable):
            read_docx(data[:cut], LIMITS)


def test_any_flipped_byte_is_read_or_refused() -> None:
    data = zipped(package(p("甲乙丙") + tbl(tr("甲", "1"))))
    for place in range(len(data)):
        for bit in (1, 0x80):
            broken = bytearray(data)
            broken[place] ^= bit
            with contextlib.suppress(Unreadable):
                read_docx(bytes(broken), LIMITS)


def test_encrypted_and_oddly_packed_parts() -> None:
    data = bytearray(zipped(package(p("甲"))))
    head = data.index(b"PK\x01\x02")
    for at in (data.index(b"PK\x03\x04") + 6, head + 8):
        data[at] |= 1
    with pytest.raises(Unreadable, match="encrypted"):
        read_docx(bytes(data), LIMITS)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as packed:
        for name, part in package(p("甲")).items():
            packed.writestr(name, part)
    with pytest.raises(Unreadable, match="unknown method"):
        read_docx(out.getvalue(), LIMITS)


# ── hostile files ──────────────────────────────────────────────────────────────────


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


# ── files of other programs ────────────────────────────────────────────────────────


def test_a_file_made_by_python_docx() -> None:
    docx = pytest.importorskip("docx", reason="python-docx makes this file; it comes with the extra for tests")
    document = docx.Document()
    document.add_heading("一、总体情况", 1)
    document.add_paragraph("第一项", style="List Number")
    document.add_paragraph("第二项", style="List Number")
    table = document.add_table(rows=4, cols=5)
    for index, cell in enumerate(table._cells):
        cell.text = str(index)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "组"
    table.cell(2, 3).merge(table.cell(3, 3)).text = "12"
    document.add_paragraph("完")
    out = io.BytesIO()
    document.save(out)
    content = read_docx(out.getvalue(), LIMITS)
    assert lines(content) == ["一、总体情况", "1. 第一项", "2. 第二项", "完"]
    (read_table,) = tables(content)
    # By another way: python-docx repeats a merged cell at every place that it covers.
    shown = [[table.cell(row, column).text for column in range(5)] for row in range(4)]
    covered = [[""] * 5 for _ in range(4)]
    for index, row in enumerate(read_table.rows):
        assert row.whole
        for cell in row.cells:
            for down in range(index, index + cell.height):
                for column in range(cell.column, int(cell.right)):
                    assert not covered[down][column]
                    covered[down][column] = cell.text
    assert covered == shown


@pytest.mark.parametrize("path", sorted((FORMATS / "docx").glob("*.docx")), ids=lambda path: path.stem)
def test_files_of_the_collection(path: Path) -> None:
    content = read_docx(path.read_bytes(), LIMITS)
    shown = [*lines(content), *(text for table in tables(content) for row in texts(table) for text in row)]
    assert any("报告" in line for line in shown)
    for table in tables(content):
        width = max(cell.right for row in table.rows for cell in row.cells)
        down: dict[int, int] = {}
        for row in table.rows:
            taken = {column for column, height in down.items() if height > 0}
            for cell in row.cells:
                own = set(range(cell.column, int(cell.right)))
                assert own and not own & taken and cell.left == cell.column
                taken |= own
                down.update(dict.fromkeys(own, cell.height))
            assert not row.whole or len(taken) == width - min(taken)
            down = {column: height - 1 for column, height in down.items()}
