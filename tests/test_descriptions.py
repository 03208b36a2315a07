"""What is said of every column and code: in both languages, of all there are, and of no others."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from govparse.dataset.assemble import Plan
from govparse.dataset.codes import ENGLISH, codes
from govparse.dataset.describing import codebook, columns, pages, values
from govparse.dataset.describing.columns import KEYS, TEXTS, TITLES, children, describe
from govparse.dataset.describing.resources import resources
from govparse.dataset.panel import PANEL_STATES, variables
from govparse.dataset.schema import BASES, OUTCOMES, SEVERITIES, STATES
from govparse.errors import FormError, GovparseError
from govparse.forms.identities import IdentityKind
from govparse.forms.names import cell_name
from govparse.forms.registry import forms
from govparse.records import PROSE, TABLES, BlockLayout, GridPlace, PagePlace, TextPlace
from govparse.rules import FAMILIES

ROOT = Path(__file__).parent.parent
HAN = re.compile("[一-鿿]")
SCHEMAS: Mapping[str, Any] = Plan(prose=True).schemas


def _paths(table: str) -> Iterator[tuple[str, ...]]:
    """Yield every column of a table, and the parts of nested ones."""

    def below(fields: Any, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        for field in fields:
            yield (*above, field.name)
            yield from below(children(field.type), (*above, field.name))

    yield from below(SCHEMAS[table], ())


# ── every column has a description ─────────────────────────────────────────────────


@pytest.mark.parametrize("table", SCHEMAS)
def test_every_column_is_described_in_both_languages(table: str) -> None:
    for title in (TITLES[table], TEXTS[table]):
        assert HAN.search(title.zh) and title.en and title.zh != title.en
    titles = Counter[str]()
    for path in _paths(table):
        own = describe(table, path)
        for words in (own.title, own.text, *own.values.values()):
            assert words.zh.strip() and words.en.strip() and words.zh != words.en, path
        assert HAN.search(own.text.zh), path
        assert len(own.text.en) > 5, path
        titles[own.title.en] += len(path) == 1
    assert [title for title, count in titles.items() if count > 1] == []
    assert set(KEYS[table]) <= set(SCHEMAS[table].names)


def test_no_description_is_left_of_a_column_that_is_gone() -> None:
    known = set(columns._KNOWN)
    asked: set[str] = set()

    class Watched(dict[str, Any]):
        def __getitem__(self, name: str) -> Any:
            asked.add(name)
            return super().__getitem__(name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "_KNOWN", Watched(columns._KNOWN))
        for table in SCHEMAS:
            for path in _paths(table):
                describe(table, path)
    assert known - asked == set()


def test_a_column_without_description_is_an_error(tmp_path: Path) -> None:
    schema = SCHEMAS["reports"].append(pa.field("mood", pa.string()))
    pq.write_table(schema.empty_table(), tmp_path / "reports.parquet")
    with pytest.raises(KeyError, match=r"reports\.mood"):
        list(resources(tmp_path, {"reports": schema}, ()))
    inner = pa.schema([pa.field("place", pa.struct([pa.field("depth", pa.int32())]))])
    pq.write_table(inner.empty_table(), tmp_path / "facts.parquet")
    with pytest.raises(KeyError, match=r"facts\.place\.depth"):
        list(resources(tmp_path, {"facts": inner}, ()))
    with pytest.raises(KeyError, match=r"panel\.requests\.nothing"):
        describe("panel", ("requests.nothing",))


def test_the_words_that_may_stand_in_columns_are_those_of_the_code() -> None:
    assert tuple(values.STATE_WORDS) == STATES
    assert tuple(values.PANEL_STATE_WORDS) == PANEL_STATES
    assert tuple(values.BASIS_WORDS) == BASES
    assert tuple(values.OUTCOME_WORDS) == OUTCOMES
    assert tuple(values.SEVERITY_WORDS) == SEVERITIES
    assert tuple(values.IDENTITY_WORDS) == get_args(IdentityKind)
    assert tuple(values.LAYOUT_WORDS) == get_args(BlockLayout)
    assert tuple(values.FORM_WORDS) == tuple(form.name for form in forms())
    assert tuple(values.TABLE_WORDS) == TABLES
    assert set(values.SECTION_WORDS) == {*PROSE, *TABLES}
    assert set(values.FAMILY) == set(FAMILIES)
    places = (TextPlace(0, 0, 1, 1), GridPlace(0, 0, 1, 1, 1), PagePlace(0, 0, 1, (0, 0, 0, 0)))
    assert tuple(values.PLACE_WORDS) == tuple(place.kind for place in places)


def test_every_reason_of_a_failure_has_words() -> None:
    """Those of the errors, and those that the dataset itself gives."""
    kinds = {GovparseError.kind}
    waiting = [GovparseError]
    while waiting:
        waiting += waiting[0].__subclasses__()
        kinds.add(waiting.pop(0).kind)
    for path in (ROOT / "govparse" / "dataset").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("failure", "_failed")
            ):
                kinds |= {
                    arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                }
    kinds.add("crashed")  # assigned beside its message
    kinds.remove(FormError.kind)  # about a form, never about an input
    assert {"memory", "internal", "no_file", "not_a_report"} <= kinds
    assert kinds <= set(values.FAILURE_WORDS)


# ── the codebook ───────────────────────────────────────────────────────────────────


def test_the_codebook_has_every_code_of_every_form() -> None:
    book = codebook.codebook()
    assert set(book) == {code for form in forms() for code in form.codes}
    for form in forms():
        for code in form.codes:
            entry = book[code]
            assert form.name in entry.forms and form.document in entry.documents
            row, _, column = entry.printed[form.name].rpartition(" · ")
            known = {form.official[terminal] for terminal in form.shapes[codes()[code].block].labels}
            assert column in known and set(filter(None, row.split(" · "))) <= known
        for code in set(book) - set(form.codes):
            assert form.name not in book[code].printed and form.name not in book[code].forms
    for entry in book.values():
        assert entry.label_zh == cell_name(entry.code).full and entry.item
        assert entry.code == ".".join(filter(None, (entry.table, entry.row, entry.column)))
        assert HAN.search(entry.use.zh) and entry.use.en.endswith(".")


def test_what_the_codebook_says_of_comparing_is_what_the_panel_does() -> None:
    book = codebook.codebook()
    panel = SCHEMAS["panel"].names
    assert [name for entry in book.values() for name in entry.panel] == [
        n for n in panel if n.partition("__")[0] in book
    ]
    assert {entry.code for entry in book.values() if entry.comparability == "caution"} == {
        "proactive.licensing.decisions",
        "proactive.penalties.decisions",
        "proactive.compulsion.decisions",
    }
    derived = {entry.code: entry.sum_of for entry in book.values() if entry.sum_of}
    assert derived == {own.name: own.parts for own in variables() if own.parts} and len(derived) == 7
    for code, parts in derived.items():
        assert all(part in book[code].use.en and part in book[code].use.zh for part in parts)
        assert all(code in book[part].use.en and code in book[part].use.zh for part in parts)
    assert {entry.code: entry.unit for entry in book.values() if entry.kind == "amount"} == {
        "proactive.fees.amount": "万元",
        "proactive.procurement.amount": "",
    }
    assert (
        book["proactive.fees.amount"].comparability
        == book["proactive.fees.items_last_year"].comparability
        == "one form"
    )


def test_english_names_say_enough_and_are_told_apart() -> None:
    labels = [code.label_en for code in codes().values()]
    assert len(set(labels)) == len(labels)
    words = {word for code in codes() for word in code.split(".")}
    assert set(ENGLISH) <= words
    # The others are English as they are. A new one is to be looked at, then named here or in ENGLISH.
    assert words - set(ENGLISH) == {
        "requests",
        "review",
        "granted",
        "partly_granted",
        "not_processed",
        "state_secret",
        "security_and_stability",
        "internal_affairs",
        "administrative_inquiry",
        "not_held",
        "remaining",
        "normative_documents",
        "decisions",
        "in_force",
        "amount",
        "projects",
        "after_reconsideration",
        "upheld",
        "corrected",
        "total",
    }


# ── the page ───────────────────────────────────────────────────────────────────────


def test_the_page_is_up_to_date(tmp_path: Path) -> None:
    # Written anew by: python -m govparse.dataset.describing.pages docs/dataset-columns.md
    assert (ROOT / "docs" / "dataset-columns.md").read_text(encoding="utf-8") == pages.page()
    pages.write(pages.page(), [str(tmp_path / "page.md")])
    assert (tmp_path / "page.md").read_bytes().decode("utf-8") == pages.page()


def test_the_page_names_every_column_and_code() -> None:
    text = pages.page()
    heads = f"^## (?:{'|'.join(SCHEMAS)})$"
    parts = dict(zip(SCHEMAS, re.split(heads, text, flags=re.MULTILINE)[1:], strict=True))
    for table in SCHEMAS:
        for path in _paths(table):
            if table != "panel" or "." not in path[0]:
                assert f"| `{'.'.join(path)}` |" in parts[table], path
    for code in codes().values():
        assert f"| `{code.name}` | {code.label_zh} | {code.label_en} |" in text
    for word in (*PANEL_STATES, *BASES, *OUTCOMES, *values.FAILURE_WORDS):
        assert f"| `{word}` |" in text
