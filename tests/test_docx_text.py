"""What a paragraph of a Word file shows: runs, fields, alternatives, text boxes and pictures."""

from __future__ import annotations

import pytest
from docx_parts import char, drawing, lines, p, r, read, tbl, text_box, tr

from govparse.reading.content import Paragraph, Picture, Table


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


def test_text_boxes_come_before_their_paragraph_once() -> None:
    body = p("正", text_box(p("框一"), p("框二")), "文", text_box(p("框三", text_box(p("框中框")))))
    assert lines(read(body)) == ["框一", "框二", "框中框", "框三", "正文"]
    inner = f"<v:textbox><w:txbxContent>{p('旧框')}</w:txbxContent></v:textbox>"
    old = f"<w:r><w:pict><v:shape>{inner}</v:shape></w:pict></w:r>"
    assert lines(read(p("文", old))) == ["旧框", "文"]
    content = read(p("文", text_box(tbl(tr("甲", "乙")))))
    assert [type(item) for item in content.items] == [Table, Paragraph]


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
