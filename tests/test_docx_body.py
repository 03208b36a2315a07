"""What wraps the paragraphs and tables of a Word file, and what tracked changes leave of them."""

from __future__ import annotations

from docx_parts import lines, p, r, read, spans, tables, tbl, tc, texts, tr

from govparse.reading.content import Picture, Table


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


def test_rows_in_wrappers() -> None:
    row = f"<w:sdt><w:sdtPr/><w:sdtContent>{tr('乙', '2')}</w:sdtContent></w:sdt>"
    row += f"<w:customXml>{tr('丙', '3')}</w:customXml>"
    assert texts(tables(read(tbl(tr("甲", "1"), row)))[0]) == [["甲", "1"], ["乙", "2"], ["丙", "3"]]


def test_embedded_files_are_named() -> None:
    image = '<v:shape style="width:300pt;height:200pt"><v:imagedata r:id="r1"/></v:shape>'
    ole = f'<w:r><w:object>{image}<o:OLEObject r:id="r2"/></w:object></w:r>'
    content = read(p(ole) + '<w:altChunk r:id="r2"/><w:altChunk r:id="none"/>')
    assert content.attachments == ["Sheet1.xlsx", "Sheet1.xlsx"]
    assert content.items == [Picture()]


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
