"""What a cell of a Word file shows, and when that is in doubt: notes, white text, drawings."""

from __future__ import annotations

import zipfile

import pytest
from docx_parts import DARK, SPACES, WHITE, char, drawing, p, r, read, tables, tbl, tc, text_box, tr, zipped
from fixtures import FORMATS

import govparse

REPORT = FORMATS / "matrix" / "dense-2021" / "report.handmade.docx"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
WORD_ART = '<w:r><w:pict><v:shape><v:textpath string="373"/></v:shape></w:pict></w:r>'
DATES = ("dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong", "pgNum")


def note(text: str = "", more: str = ' w:customMarkFollows="1"', kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference{more} w:id="2"/>{f"<w:t>{text}</w:t>" if text else ""}</w:r>'


def drawn(kind: str, where: str = "anchor", inner: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:{where}><wp:extent cx="12700" cy="12700"/><a:graphic>'
        f'<a:graphicData uri="{kind}">{inner}</a:graphicData></a:graphic></wp:{where}></w:drawing></w:r>'
    )


def one(cell: str) -> tuple[str, bool]:
    """Read a cell that stands beside a label."""
    content = read(tbl(tr(tc("规章"), cell)))
    (table,) = tables(content)
    return table.rows[0].cells[1].text, table.rows[0].cells[1].unsure


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
