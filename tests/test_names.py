"""What cells are called in messages: the words of the form, and its numbers."""

from __future__ import annotations

import pytest

from govparse.forms.names import cell_name, quoted, row_label, spell, table_mark
from govparse.forms.registry import forms


@pytest.mark.parametrize(
    ("code", "table", "mark", "column"),
    [
        ("requests.received.natural_person", "表三", "一", "自然人"),
        ("requests.granted.total", "表三", "（一）", "总计"),
        ("requests.denied.state_secret.total", "表三", "（三）1", "总计"),
        ("requests.other_outcome.remaining.other_organization", "表三", "（六）3", "其他"),
        ("requests.concluded.business", "表三", "（七）", "商业企业"),
        ("review.reconsideration.pending", "表四", "", "行政复议·尚未审结"),
        ("review.litigation.direct.total", "表四", "", "行政诉讼·未经复议直接起诉·总计"),
        ("proactive.rules.in_force", "表二", "规章", "现行有效件数"),
    ],
)
def test_a_cell_is_called_as_the_form_calls_it(code: str, table: str, mark: str, column: str) -> None:
    name = cell_name(code)
    assert (name.table, name.mark, name.column) == (table, mark, column)


def test_every_cell_of_every_form_has_a_name_of_its_own() -> None:
    for form in forms():
        names = [(n.table, n.mark, n.row, n.column) for n in map(cell_name, form.codes)]
        assert len(set(names)) == len(names) == len(form.codes)


def test_a_number_inside_a_group_is_said_with_its_group() -> None:
    assert cell_name("requests.denied.state_secret.total").full == "表三“（三）1.属于国家秘密”“总计”"
    assert cell_name("requests.granted.total").full == "表三“（一）予以公开”“总计”"
    assert cell_name("review.reconsideration.total").full == "表四“行政复议·总计”"


def test_a_row_has_the_label_of_the_newest_form() -> None:
    assert row_label("proactive.normative_documents") == "行政规范性文件"
    assert row_label("proactive.normative_documents.made") == "规范性文件"
    assert row_label("requests.carried_in") == row_label("requests.carried_in.total")
    with pytest.raises(KeyError):
        row_label("requests.no_such_row")
    with pytest.raises(KeyError):
        cell_name("requests.received")


def test_labels_are_filled_in() -> None:
    filled = spell("{table review}：{row requests.granted}、{column requests.granted.total}，{count} 件")
    assert filled == "表四：（一）予以公开、总计，{count} 件"
    assert table_mark("proactive") == "表二"


def test_quotation_marks_within_quotation_marks() -> None:
    assert quoted("危及“某事”") == "“危及‘某事’”"
