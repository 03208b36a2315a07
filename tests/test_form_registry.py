"""The registry of forms: how forms are made and registered, and what becomes of those that cannot be used."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import EntryPoint
from pathlib import Path
from threading import Event

import pytest
from fixtures import DATA
from form_parts import NEW_ROW, PACKAGE, WHOLE, example_form, write_form

import govparse
from govparse import AnnualReport
from govparse.forms import Form, FormError, FormWarning, Identity, RowBuilder, registry, standard_sums
from govparse.testing import differences, synthetic_report


@pytest.fixture(scope="module")
def form() -> Form:
    return example_form()


@pytest.fixture
def plugged(form: Form) -> Iterator[Form]:
    with registry.registered(form):
        yield form


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that has not yet looked for packages."""
    monkeypatch.setattr(registry, "_plugged", registry._Plugged())


def read(data: str | bytes) -> list[AnnualReport] | str:
    try:
        return list(govparse.parse_all(data))
    except govparse.GovparseError as error:
        return error.messages["en"]


# ── how it is made ─────────────────────────────────────────────────────────────────


def test_a_grammar_extends_that_of_another_package(form: Form, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(PACKAGE.parent))
    after = write_form(
        tmp_path,
        "%import govparse_form_2027.form2027\n"
        '%extend MAJOR_PROJECTS_VARIANT: "重大项目建设"\n'
        '%override COMPLETED: "本年建成数量"\n',
    )
    assert after.codes == form.codes
    assert after.labels_of("MAJOR_PROJECTS") == ("重大建设项目", *after.labels_of("MAJOR_PROJECTS")[1:])
    assert set(after.labels_of("MAJOR_PROJECTS")[1:]) == {"重大建设工程项目", "重大项目建设"}
    assert after.official["COMPLETED"] == "本年建成数量"
    with registry.registered(after):
        truth = synthetic_report(3, form=after, blanks="none")
        assert differences(truth, govparse.parse(govparse.render(truth))) == []


def test_symbols_can_be_imported_one_by_one(tmp_path: Path) -> None:
    names = "review, outcomes, review_column, review_procedure, reconsideration, litigation, litigation_direct"
    labels = "RECONSIDERATION, LITIGATION, DIRECT, AFTER_RECONSIDERATION, UPHELD, CORRECTED, OTHER, PENDING, TOTAL"
    own = write_form(
        tmp_path,
        f"%import govparse.cells\n%import govparse.review ({names}, litigation_after_reconsideration, cells, group)\n"
        f'%import govparse.review ({labels})\n%override PENDING: "年末未结"\n',
    )
    assert own.blocks == ("review",)
    assert own.codes == tuple(c for c in registry.form_named("2021").codes if c.startswith("review."))
    assert own.official["PENDING"] == "年末未结"


def test_sums_and_transformer_of_its_own(tmp_path: Path) -> None:
    seen: list[str] = []

    class Telling(RowBuilder):
        def cells(self, children: list[object]) -> list[object]:  # type: ignore[override]  # whatever they are
            seen.append("cells")
            return children

    def without_the_new_row(form: Form) -> Iterator[Identity]:
        for identity in standard_sums(form):
            left = tuple(code for code in identity.left if "work_secret" not in code)
            if left:
                yield Identity(identity.kind, left, identity.right)

    path = write_form(tmp_path, WHOLE + NEW_ROW).path
    own = Form("2030", path, first_year=2030, identities=without_the_new_row, transformer=Telling)
    with registry.registered(own):
        assert len(own.identities) == 42 + 7 - 7  # the sum of the row has nothing left
        truths = [synthetic_report(number, form=own, blanks="none") for number in range(12)]
        counts = [truth.facts["requests.denied.work_secret.total"].value for truth in truths]
        assert any(counts), "the row that no sum counts has figures too"
        for truth in truths:
            found = govparse.check(truth, select=["arithmetic"])
            assert found == (), [finding.messages["en"] for finding in found]
        report = govparse.parse(govparse.render(truths[1]))
    assert report.forms["requests"] == "2030"
    assert seen
    assert "requests.denied.work_secret.total" in report.facts


def test_forms_are_in_one_order_whatever_is_registered_first(form: Form, tmp_path: Path) -> None:
    later = write_form(tmp_path, WHOLE + NEW_ROW.replace("工作秘密", "商业秘密"))
    with registry.registered(later), registry.registered(form):
        assert [own.name for own in registry.forms()] == ["2019", "2021", "2027", "2030"]
    with registry.registered(form), registry.registered(later):
        assert [own.name for own in registry.forms()] == ["2019", "2021", "2027", "2030"]
    assert [own.name for own in registry.forms()] == ["2019", "2021"]


def test_the_form_prescribed_for_a_year_is_one_of_govparse(plugged: Form) -> None:
    """A report on 2027 whose labels are those of 2021 is not said to be in the wrong form."""
    report = synthetic_report(7, form="2021", blanks="none")
    text = govparse.render(report).replace(str(report.year), "2028")
    assert govparse.parse(text).forms["requests"] == "2021"
    assert "form-of-other-year" not in {finding.rule for finding in govparse.parse(text).findings}


def test_it_is_registered_while_others_read(form: Form) -> None:
    text = (DATA.parent.parent / "examples" / "bureau-2023.txt").read_text(encoding="utf-8")
    alone = govparse.parse(text)

    def turn(number: int) -> bool:
        if number % 4 == 0:
            with registry.registered(example_form()) if form not in registry.forms() else pytest.MonkeyPatch.context():
                return govparse.parse(text) == alone
        return govparse.parse(text) == alone

    with ThreadPoolExecutor(1) as one, ThreadPoolExecutor(3) as others:
        results = [*one.map(turn, range(0, 24, 4)), *others.map(turn, [1, 2, 3] * 6)]
    assert all(results) and len(results) == 24


# ── what cannot be used ────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("grammar", "said"),
    [
        (WHOLE + "%override rules: NOPE cells\n", "NOPE"),
        (WHOLE + 'A: "x\n', "Unexpected input"),
        ("cells: COUNT\nCOUNT: /[0-9]+/\n", "no block"),
        (WHOLE + "%override denied_enforcement_file: STATE_SECRET cells\n", "collision"),
    ],
)
def test_a_grammar_that_is_none_is_refused_with_its_reason(grammar: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(FormError, match=said) as caught:
        registry.register(write_form(tmp_path, grammar))
    assert set(caught.value.messages) == {"zh", "en"}
    assert [own.name for own in registry.forms()] == ["2019", "2021"]


def test_names_are_taken_once(plugged: Form, tmp_path: Path) -> None:
    for name in ("2021", "mixed", plugged.name):
        with pytest.raises(FormError, match=name):
            registry.register(write_form(tmp_path, WHOLE + NEW_ROW, name))
    assert registry.register(plugged) is plugged
    with pytest.raises(FormError, match="not a form"):
        registry.register("2027")  # type: ignore[arg-type]  # as a user may
    with pytest.raises(KeyError):
        registry.unregister("2035")


def test_a_sum_over_a_code_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = write_form(tmp_path, WHOLE + NEW_ROW).path

    def sums(form: Form) -> Iterator[Identity]:
        yield Identity("row sum", ("requests.nothing.total",), ("requests.received.total",))

    with pytest.raises(FormError, match=r"requests\.nothing\.total"):
        registry.register(Form("2030", path, first_year=2030, identities=sums))


def modules(folder: Path) -> None:
    """Write packages that bring forms: one that can be used, and others that cannot, each in its own way."""
    grammar = WHOLE + NEW_ROW
    (folder / "form2031.lark").write_text(grammar, encoding="utf-8")
    (folder / "no_grammar.lark").write_text("this is ( none", encoding="utf-8")
    (folder / "later.lark").write_text(grammar + "%override rules: rules cells\n", encoding="utf-8")
    (folder / "brings_forms.py").write_text(
        f"""
from pathlib import Path
from govparse.forms import Form
def form(name, file): return Form(name, Path({str(folder)!r}) / file, first_year=2031)
GOOD = form("2031", "form2031.lark")
NOT_ONE = "2031"
TAKEN = form("2021", "form2031.lark")
NO_FILE = form("2032", "nothing.lark")
NO_GRAMMAR = form("2033", "no_grammar.lark")
LATER = form("2034", "later.lark")
""",
        encoding="utf-8",
    )
    (folder / "breaks_at_import.py").write_text("1 / 0\n", encoding="utf-8")
    (folder / "ends_at_import.py").write_text("print('hello')\nraise SystemExit(3)\n", encoding="utf-8")


@pytest.mark.usefixtures("fresh")
def test_a_broken_package_is_named_and_breaks_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    modules(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    values = {
        "good": "brings_forms:GOOD",
        "not-one": "brings_forms:NOT_ONE",
        "taken": "brings_forms:TAKEN",
        "no-file": "brings_forms:NO_FILE",
        "no-grammar": "brings_forms:NO_GRAMMAR",
        "not-there": "brings_forms:NOTHING",
        "no-import": "breaks_at_import:FORM",
        "ends": "ends_at_import:FORM",
        "later": "brings_forms:LATER",
    }
    entries = [EntryPoint(name, value, registry.GROUP) for name, value in values.items()]
    monkeypatch.setattr(registry, "entry_points", lambda group: entries)
    with pytest.warns(FormWarning) as told:
        known = registry.forms()
    assert [form.name for form in known] == ["2019", "2021", "2031", "2034"]
    reasons = {one.name: one.reason for one in registry.broken()}
    assert reasons.keys() == {"not-one", "taken", "no-file", "no-grammar", "not-there", "no-import", "ends"}
    assert "division by zero" in reasons["no-import"]
    assert "is no Form, but str" in reasons["not-one"]
    assert "2021" in reasons["taken"]
    assert len(told) == len(reasons)
    for warning in told:
        assert isinstance(warning.message, FormWarning)
        assert any(name in warning.message.messages["zh"] for name in reasons)
    # One of which only the parser cannot be built is found out when a report looks like it, and then left out.
    truth = synthetic_report(4, form="2031", blanks="none")
    with pytest.warns(FormWarning, match="form 2034 cannot be used"):
        report = govparse.parse(govparse.render(truth))
    assert report.forms["requests"] == "2031"
    assert differences(truth, report) == []
    assert "2034" in {one.name for one in registry.broken()}
    assert [form.name for form in registry.forms()] == ["2019", "2021", "2031"]
    assert govparse.parse(govparse.render(truth)) == report


class Breaking(RowBuilder):
    """A transformer that fails when it meets a row."""

    def denied_work_secret(self, children: list[object]) -> object:
        raise RuntimeError("no such row today")


def test_a_document_at_which_a_form_breaks_is_read_without_it(tmp_path: Path) -> None:
    text = "9.属于工作秘密 1 2 3\n" + govparse.render(synthetic_report(1, form="2021", blanks="none"))
    before = govparse.parse(text)
    path = write_form(tmp_path, WHOLE + NEW_ROW).path
    with registry.registered(Form("2030", path, first_year=2030, transformer=Breaking)):
        for _ in range(2):  # what becomes of the next document does not depend on this one
            with pytest.warns(FormWarning, match="form 2030 broke while a document was read, .*no such row today"):
                assert govparse.parse(text) == before


@pytest.mark.usefixtures("fresh")
def test_where_warnings_are_errors_no_form_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    modules(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "brings_forms", raising=False)
    values = {"a": "brings_forms:NOT_ONE", "b": "brings_forms:GOOD"}
    entries = [EntryPoint(name, value, registry.GROUP) for name, value in values.items()]
    monkeypatch.setattr(registry, "entry_points", lambda group: entries)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(FormWarning):
            registry.forms()
        assert [form.name for form in registry.forms()] == ["2019", "2021", "2031"]


def test_a_form_may_go_while_others_read(form: Form) -> None:
    with registry.registered(form):
        text = govparse.render(synthetic_report(4, form=form, blanks="none"))
    ends = Event()

    def turn() -> None:
        while not ends.is_set():
            with registry.registered(form):
                pass

    with ThreadPoolExecutor(1) as other:
        done = other.submit(turn)
        try:
            found = {govparse.parse(text).forms["requests"] for _ in range(12)}
        finally:
            ends.set()
        done.result()
    assert found <= {"2021", form.name}


@pytest.mark.usefixtures("fresh")
def test_a_package_that_registers_by_itself_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    modules(tmp_path)
    source = (tmp_path / "brings_forms.py").read_text(encoding="utf-8")
    (tmp_path / "registers.py").write_text(f"{source}\nimport govparse\ngovparse.register(GOOD)\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "brings_forms", raising=False)
    entries = [EntryPoint("2031", "registers:GOOD", registry.GROUP)]
    monkeypatch.setattr(registry, "entry_points", lambda group: entries)
    assert [form.name for form in registry.forms()] == ["2019", "2021", "2031"]
    assert registry.broken() == ()
    assert registry.origin(registry.form_named("2031")) == ""  # of no distribution: this entry point is made up
