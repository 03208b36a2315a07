"""What a page shows: lines, tables with their spans, and nothing that a browser hides."""

from __future__ import annotations

import pytest

from govparse.errors import TooLarge
from govparse.limits import Limits
from govparse.reading.content import Content, Paragraph, Picture, Table, TableRow
from govparse.reading.html.reader import read_html


def _read(body: str, **limits: int) -> Content:
    return read_html(f"<html><body>{body}</body></html>", Limits(**limits))


def _lines(body: str) -> list[str]:
    return [item.text for item in _read(body).items if isinstance(item, Paragraph)]


def _rows(body: str) -> list[TableRow]:
    return [row for item in _read(body).items if isinstance(item, Table) for row in item.rows]


def _spans(row: TableRow) -> list[tuple[str, int, int, int]]:
    return [(cell.text, int(cell.left), int(cell.right), cell.height) for cell in row.cells]


# ── lines ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>一 \n 二</p><p>三</p>", ["一 二", "三"]),
        ("一<br>二<div>三</div>四", ["一", "二", "三", "四"]),
        ("<p>1<span>2</span><b>3</b></p>", ["123"]),
        ("<p>1<a href='x'>2</a> <font>3</font></p>", ["12 3"]),
        ("<pre>规章\t0\n  二</pre>", ["规章\t0", "  二"]),
        ("<p>一</p><p></p><p>&nbsp;</p><p>二</p>", ["一", "\xa0", "二"]),
        ("<ul><li>一</li><li>二</li></ul>", ["一", "二"]),
        ("<td>1</td><td>2</td>", ["1", "2"]),
        ("<input value='5'><input type=hidden value='6'>", ["5"]),
        ("<input value='5'><input value='6'>", ["5 6"]),
        ("<span style='display:block'>1</span><span>2</span>", ["1", "2"]),
        ("<span style='float:left'>1</span>2", ["1", "2"]),
        ("<span style='display:inline-block'>1</span><span style='display:inline-block'>2</span>", ["1 2"]),
        ("1<span style='margin-left: 20px'>2</span>", ["1 2"]),
        ("<ruby>5<rt>1</rt></ruby>", ["5"]),
        ("<p>&#35268;&#31456;&#x3000;0</p>", ["规章\u30000"]),
    ],
)
def test_lines(body: str, lines: list[str]) -> None:
    assert _lines(body) == lines


@pytest.mark.parametrize(
    "hidden",
    [
        "<span style='display:none'>9</span>",
        "<span style='DISPLAY : none'>9</span>",
        "<span hidden>9</span>",
        "<span style='visibility:hidden'>9</span>",
        "<span style='mso-hide:all'>9</span>",
        "<span style='position:absolute;left:-9999px'>9</span>",
        "<span style='display:block;display:none'>9</span>",
        "<span style='display:none !important;display:block'>9</span>",
        "<style><!-- .x{display:none} --></style><span class=x>9</span>",
        "<style>SPAN.x{display:none}</style><span class=x>9</span>",
        "<style>.a.b{display:none}</style><span class='b a'>9</span>",
        "<style>.x{visibility:hidden}</style><span class=x>9</span>",
        "<noframes>9</noframes>",
        "<dialog>9</dialog>",
        "<span style='font-size:0'>9</span>",
        "<span style='color:red;opacity: 0;'>9</span>",
        "<style>.x{display:none}</style><span class='a x'>9</span>",
        "<style>#x{display:none}</style><span id=x>9</span>",
        "<style>@media print{p{color:red}} span.x{display:none;}</style><span class=x>9</span>",
        "<script>document.write('9')</script>",
        "<template>9</template>",
        "<noscript>9</noscript>",
        "<!-- 9 -->",
        "<!--[if gte mso 9]><b>9</b><![endif]-->",
        "<textarea hidden>9</textarea>",
        "<select><option>9</option></select>",
    ],
)
def test_what_is_hidden_is_not_there(hidden: str) -> None:
    assert _lines(f"<p>1{hidden}2</p>") == ["12"]


def test_text_behind_what_is_hidden_stays() -> None:
    assert _lines("<p><i hidden>9</i>尾</p>") == ["尾"]


@pytest.mark.parametrize(
    "shown",
    [
        "<style>@media print{.x{display:none}}</style><span class=x>9</span>",
        "<style>.x{display:none} .x{display:inline}</style><span class=x>9</span>",
        "<style>.x{display:none}</style><span class=x style='display:inline'>9</span>",
        "<style>.x .y{display:none}</style><span class=y>9</span>",
        "<style>.a.b{display:none}</style><span class=a>9</span>",
        "<span style='display:none;display:inline'>9</span>",
    ],
)
def test_what_a_style_sheet_does_not_hide_is_there(shown: str) -> None:
    assert _lines(f"<p>1{shown}2</p>") == ["192"]


def test_a_block_of_no_size_may_hold_what_has_one() -> None:
    assert _lines("<div style='font-size:0'><p style='font-size:14px'>一</p></div>") == ["一"]
    assert _lines("<span style='font-size:0.5em'>一</span>") == ["一"]


def test_a_style_sheet_hides_no_stretch_of_a_page() -> None:
    assert _lines("<style>.tab{display:none}</style><div class=tab><p>一</p></div>") == ["一"]


def test_deleted_text_is_out_and_said() -> None:
    content = _read("<p>1<del>2</del><ins>3</ins></p>")
    assert [item.text for item in content.items if isinstance(item, Paragraph)] == ["13"]
    assert content.remarks == [("tracked-changes", {"count": 1})]


# ── tables ─────────────────────────────────────────────────────────────────────────


def test_spans() -> None:
    rows = _rows(
        "<table><tr><td rowspan=2>a<td colspan=2>b<td>c<tr><td>d<td><td>e<tr><td colspan=3>f<td>g</table>",
    )
    assert _spans(rows[0]) == [("a", 0, 1, 2), ("b", 1, 3, 1), ("c", 3, 4, 1)]
    assert _spans(rows[1]) == [("d", 1, 2, 1), ("", 2, 3, 1), ("e", 3, 4, 1)]
    assert _spans(rows[2]) == [("f", 0, 3, 1), ("g", 3, 4, 1)]
    assert [row.whole for row in rows] == [True, True, True]


def test_a_row_that_lacks_a_cell_is_not_whole() -> None:
    rows = _rows("<table><tr><td>a<td>b<td>c<tr><td>d<td>e<tr><td>f<td>g<td>h<td>i</table>")
    assert [row.whole for row in rows] == [False, False, True]


def test_no_cell_reaches_over_a_group_of_rows() -> None:
    rows = _rows("<table><thead><tr><td rowspan=9>a<td>b</thead><tbody><tr><td>c<td>d</tbody></table>")
    assert _spans(rows[0])[0] == ("a", 0, 1, 1)
    assert _spans(rows[1]) == [("c", 0, 1, 1), ("d", 1, 2, 1)]


@pytest.mark.parametrize(
    ("span", "columns"), [("0", 1), ("", 1), ("x", 1), ("-2", 1), ("2.7", 2), ("+3", 3), ("99999", 1000)]
)
def test_absurd_spans(span: str, columns: int) -> None:
    (row,) = _rows(f"<table><tr><td colspan='{span}'>a<td>b</table>")
    assert _spans(row)[1][1] == columns


def test_cells_hold_lines_and_numbers_are_not_joined_over_them() -> None:
    (row,) = _rows("<table><tr><td>商业<br>企业<td><p>1</p><p>2</p><td><p>3</p><td> 4 <td><p>5<b>6</b></p></table>")
    assert [cell.text for cell in row.cells] == ["商业\n企业", "1\n2", "3", "4", "56"]


def test_a_nested_table_of_one_cell_is_its_text() -> None:
    (row,) = _rows("<table><tr><td>规章<td><table><tr><td>7</table><td>8</table>")
    assert [cell.text for cell in row.cells] == ["规章", "7", "8"]


def test_tables_of_layout_are_read_as_pages() -> None:
    content = _read(
        "<table><tr><td>导航<td><p>标题</p><table><tr><td>规章<td>1</table><p>尾</p><tr><td>页脚<td>电话</table>"
    )
    kinds = [(type(item).__name__, getattr(item, "text", None)) for item in content.items]
    assert kinds == [
        ("Paragraph", "导航"),
        ("Paragraph", "标题"),
        ("Table", None),
        ("Paragraph", "尾"),
        ("Table", None),
    ]
    inner, outer = (item for item in content.items if isinstance(item, Table))
    assert (inner.number, inner.first) == (2, 0)
    assert (outer.number, outer.first) == (1, 1)


def test_a_report_inside_one_cell_is_prose() -> None:
    assert _lines(f"<table><tr><td><p>标题</p><p>{'正文。' * 50}</p></table>") == ["标题", "正文。" * 50]


@pytest.mark.parametrize(
    ("cell", "unsure"),
    [
        ("5<sup>1</sup>", True),
        ("5<span style='vertical-align:super'>1</span>", True),
        ("<s>5</s>6", True),
        ("<span style='text-decoration: line-through'>5</span>", True),
        ("<table><tr><td>5<sup>2</sup></table>", True),
        ("5<span style='vertical-align:5pt'>1</span>", True),
        ("5<span style='position:relative;top:-5.5pt;mso-text-raise:5.5pt'>1</span>", True),
        ("<style>.v{vertical-align:super}</style>5<span class=v>1</span>", True),
        ("<style>.t .v{display:none}</style>5<span class=v>1</span>", True),
        ("<style>@media screen{.v{display:none}}</style>5<span class=v>1</span>", True),
        ("<img src=a width=20>", True),
        ("<img src=a width=600>", True),
        ("<img src=spacer.gif width=1 height=1>5", False),
        ("<select><option>5</option></select>", True),
        ("<svg><text>5</text></svg>", True),
        ("<button>5</button>", True),
        ("<input type=radio>", True),
        ("<span style='vertical-align:middle'>5</span>", False),
        ("<span style='vertical-align:0'>5</span>", False),
        ("5<sup></sup>", False),
    ],
)
def test_raised_and_struck_digits_are_unsure(cell: str, unsure: bool) -> None:
    (row,) = _rows(f"<table><tr><td>规章<td>{cell}</table>")
    assert row.cells[1].unsure is unsure


def test_a_cell_that_is_not_seen_keeps_its_place() -> None:
    (row,) = _rows("<table><tr><td>规章<td style='visibility:hidden'>5<td>6<td style='display:none'>7</table>")
    assert [cell.text for cell in row.cells] == ["规章", "", "6"]
    (row,) = _rows("<table><tr><td>规章<td style='text-decoration:line-through'>5<td style='opacity:0'>6</table>")
    assert [cell.unsure for cell in row.cells] == [False, True, True]


@pytest.mark.parametrize("style", ["display:none", "visibility:hidden;opacity:0"])
def test_a_hidden_block_that_holds_the_page_is_read(style: str) -> None:
    body = f"<p>菜单</p><div style='{style}'><p>{'正文。' * 40}</p></div>"
    assert _lines(body) == ["菜单", "正文。" * 40]
    assert _lines(f"<p>{'正文。' * 60}</p><div style='{style}'><p>{'正文。' * 40}</p></div>") == ["正文。" * 60]


# ── pictures, files, what the head says ────────────────────────────────────────────


@pytest.mark.parametrize(
    ("image", "large"),
    [
        ("<img src=a>", True),
        ("<img src=a width=600>", True),
        ("<img src=a width=16 height=16>", False),
        ("<img src=a style='width:20px'>", False),
        ("<img src=a width='100%'>", True),
    ],
)
def test_pictures(image: str, large: bool) -> None:
    assert any(isinstance(item, Picture) for item in _read(f"<p>一</p>{image}").items) is large


def test_attachments() -> None:
    content = _read(
        "<a href='/files/表.docx'>附件：<b>表</b></a><a href='a.html'>x</a><iframe src='view/b.pdf?x=1'></iframe>"
        "<a href='c.XLS'></a>"
    )
    assert content.attachments == ["附件：表", "b.pdf?x=1", "c.XLS"]


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ("<link rel=canonical href='http://a.example/1.html'>", "http://a.example/1.html"),
        ("<meta property='og:url' content='https://a.example/2.html'>", "https://a.example/2.html"),
        ("<meta name=Url content='/relative.html'>", None),
        ("<!-- saved from url=(0025)http://a.example/3.html -->", "http://a.example/3.html"),
        ("", None),
    ],
)
def test_address(head: str, address: str | None) -> None:
    assert read_html(f"<html><head>{head}</head><body>x</body></html>", Limits()).address == address


def test_what_a_page_declares() -> None:
    head = "<meta name='PubDate' content='2024-01-28 09:00'><meta name=contentsource content='甲县人民政府'>"
    head += "<title> 年报\n</title>"
    content = read_html(f"<html><head>{head}</head><body>x</body></html>", Limits())
    assert content.declared == {"published": "2024-01-28 09:00", "publisher": "甲县人民政府", "title": "年报"}


# ── limits ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("body", "limit"),
    [
        ("<table><tr>" + "<td>0" * 101 + "</table>", {"cells": 100}),
        ("<table><tr>" + "<td rowspan=50>0" * 10 + "</tr>" + "<tr><td>1</td></tr>" * 50 + "</table>", {"cells": 300}),
        ("<div>" * 60 + "x", {"nesting": 50}),
        ("<table><tr><td>" * 5000 + "x", {}),
    ],
)
def test_limits(body: str, limit: dict[str, int]) -> None:
    with pytest.raises(TooLarge) as caught:
        _read(body, **limit)
    said = caught.value.messages
    if limit:
        (name,) = limit
        assert f"--limit {name}=N" in said["zh"] and f"Limits({name}=N)" in said["en"]
    else:  # the parser itself goes no deeper
        assert "2,000" in said["en"] and "raise" not in said["en"]


def test_spans_cost_nothing() -> None:
    rows = _rows("<table><tr><td rowspan=1000000 colspan=1000000>a</td></tr><tr><td>b</td></tr></table>")
    assert [len(row.cells) for row in rows] == [1, 1]


@pytest.mark.parametrize(
    "sheet",
    ["/*" * 50_000, "@" * 50_000, "@media a{" * 20_000, "a," * 50_000 + "b{display:none}", "a{display:" * 9_000],
)
def test_hostile_style_sheets(sheet: str) -> None:
    assert _lines(f"<style>{sheet}</style><p>1</p>") == ["1"]


@pytest.mark.parametrize(
    "unit", ["text-decoration:", "text-decoration-", "display:", "vertical-align:", "position:", "left:-"]
)
def test_hostile_styles(unit: str) -> None:
    assert len(_lines(f"<p style='{unit * 40_000}'>1</p>")) <= 1


@pytest.mark.parametrize(
    ("page", "open_ended"),
    [
        ("<table><tr><td>1</td><td>23</td></tr></table>", False),
        ("<table><tr><td>1</td><td>2", True),
        ("<table><tr><td>1</td><td>", True),
        ("<TABLE><TR><TD>1</TD><TD><SPAN>2</SPAN>", True),
        ("<table><tr><td>1<td>2</table>", False),
        ("<table><tr><td>1<td>2</body></html>\n", False),
        ("<p>结束</p>", False),
        ("<p>结束", True),
    ],
)
def test_a_page_that_breaks_off(page: str, open_ended: bool) -> None:
    assert read_html(page, Limits()).open_ended is open_ended
