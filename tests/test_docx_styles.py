"""What the styles of a Word file decide: text that is hidden or white, marks of notes, lines of contents."""

from __future__ import annotations

import pytest
from docx_parts import DARK, WHITE, lines, p, r, read, tables, tbl, tc, texts, tr


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
