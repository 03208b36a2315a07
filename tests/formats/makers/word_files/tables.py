"""Where the tables stand: nested, around the report, split in two, as pictures, of two reports."""

from __future__ import annotations

from expect import failure
from model import Cell, Report, Table, cut, report
from register import Made

from word_files.ooxml import OFFICE, SECTION, body, p, package, run, tbl, values
from word_files.register import document


@document("numbers-in-nested-tables", "Numbers in tables of one cell inside their cells.")
def _(r: Report) -> Made:
    return package(body(r, values(lambda c: tbl(Table("x", [[Cell(c.text)]])) + p(""))))


@document(
    "whole-report-in-one-table",
    "The whole report is typed inside one outer table of one column.",
    "dense-2019",
    "county",
)
def _(r: Report) -> Made:
    inside = body(r, lambda t: tbl(t) + p(""), section="")
    return package(tbl(Table("x", [[Cell("@")]])).replace(p(run("@")), inside) + SECTION)


@document("outer-table-row-per-block", "An outer table with one row per heading, paragraph and table.")
def _(r: Report) -> Made:
    rows = [
        f"<w:tr><w:tc><w:tcPr/>{tbl(x) + p('') if kind == 'table' else p(run(x))}</w:tc></w:tr>"
        for kind, x in r.blocks()
    ]
    return package(f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid>{"".join(rows)}</w:tbl>{SECTION}')


def _halves(t: Table, label: str, repeat: bool) -> tuple[Table, Table]:
    head = [[Cell(c.text, c.cols, c.rows, kind="head") for c in row] for row in t.rows[:3]]
    one, two = cut(t, t.where(label)[0])
    if repeat:
        two.rows[:0] = head
        two.head = 3
    return one, two


@document(
    "table-split-head-repeated",
    "Section three is two tables with a page break between them; the second repeats the head.",
)
def _(r: Report) -> Made:
    def make(t: Table) -> str:
        if t.name != "requests":
            return tbl(t)
        return p('<w:r><w:br w:type="page"/></w:r>').join(tbl(x) for x in _halves(t, "1.信访举报投诉类申请", True))

    return package(body(r, make))


@document(
    "table-split-no-head",
    "Section three is two tables, the second without head, its merged labels empty.",
    "dense-2019",
    "town",
)
def _(r: Report) -> Made:
    def make(t: Table) -> str:
        if t.name != "requests":
            return tbl(t)
        return p("").join(tbl(x) for x in _halves(t, "3.危及“三安全一稳定”", False))

    return package(body(r, make))


@document("tables-as-pictures", "All headings, pictures in place of the tables.")
def _(r: Report) -> Made:
    picture = p(
        '<w:r><w:drawing><wp:inline><wp:extent cx="5400000" cy="7200000"/><wp:docPr id="1" name="图片 1"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
        f'<a:blip xmlns:r="{OFFICE}" r:embed="rId99"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    return package(body(r, lambda t: picture)), {
        "figures": None,
        "forms": {"proactive": None, "requests": None, "review": None},
        "findings_at_least": 1,
    }


@document("two-reports", "Two reports of two bodies in one document.")
def _(r: Report) -> Made:
    about = "Two reports of two bodies in one document; parts are stems of this folder."
    made = package(body(r, section="") + p('<w:r><w:br w:type="page"/></w:r>') + body(report("dense-2019", "town")))
    return made, {"whole": failure(about, "several_reports", parts=["python-docx-2021", "plain-2019"])}
