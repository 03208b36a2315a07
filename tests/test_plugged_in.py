"""Forms that others add: read where they are printed, and nowhere else."""

from __future__ import annotations

import pickle
import sys
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import EntryPoint
from pathlib import Path
from random import Random
from threading import Event

import pytest
from fixtures import DATA, FOLDERS, stems
from form_parts import NEW_ROW, PACKAGE, WHOLE, example_form, write_form

import govparse
from govparse import AnnualReport
from govparse.forms import Form, FormError, FormWarning, Identity, RowBuilder, registry, standard_sums
from govparse.forms.shown import own_labels
from govparse.rendering.official import lay_out
from govparse.tables import Proactive, Record, Requests, Review, Rows
from govparse.testing import LAYOUTS, differences, synthetic_report, write_noisy
from govparse.testing.noise import NOISES

FORMATS = Path(__file__).parent / "formats"


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


# ── it is read ─────────────────────────────────────────────────────────────────────


def test_codes_and_sums_follow_from_the_grammar(form: Form) -> None:
    base = registry.form_named("2021")
    assert set(form.codes) - set(base.codes) == {
        "proactive.major_projects.approved",
        "proactive.major_projects.completed",
        *(f"requests.denied.work_secret.{column.code}" for column in base.shapes["requests"].columns),
    }
    assert {code.rpartition(".")[0] for code in set(base.codes) - set(form.codes)} == {
        "requests.not_processed.confirmation"
    }
    assert len(form.identities) == len(base.identities)
    summed = next(i for i in form.identities if i.right == ("requests.concluded.total",) and i.kind == "result sum")
    assert "requests.denied.work_secret.total" in summed.left
    assert "requests.not_processed.confirmation.total" not in summed.left


@pytest.mark.parametrize("layout", [layout.name for layout in LAYOUTS.values() if layout.readable])
def test_it_is_read_in_every_layout(plugged: Form, layout: str) -> None:
    truth = synthetic_report(4, form=plugged, blanks="none")
    report = govparse.parse(LAYOUTS[layout].write(lay_out(truth)))
    assert differences(truth, report) == []
    assert set(report.forms.values()) == {plugged.name}
    assert not [finding for finding in report.findings if finding.severity == "error"]


def test_its_records_are_there_by_name(plugged: Form) -> None:
    report = govparse.parse(govparse.render(synthetic_report(1, form=plugged, blanks="none")))
    fact = report.facts["requests.denied.work_secret.total"]
    assert isinstance(report.requests, Rows) and isinstance(report.proactive, Rows)
    assert isinstance(report.review, Review)  # it is the same in all forms
    assert report.requests.denied.work_secret.total is fact
    assert report.requests["denied"]["work_secret"]["total"] is fact
    assert list(report.proactive["major_projects"]) == ["approved", "completed"]
    with pytest.raises(AttributeError, match="confirmation"):
        _ = report.requests.not_processed.confirmation
    with pytest.raises(KeyError):
        report.requests["not_processed"]["confirmation"]
    assert report.review["litigation"]["direct"]["total"] is report.facts["review.litigation.direct.total"]
    held: list[object] = []

    def gather(rows: object) -> None:
        for name in rows:  # type: ignore[attr-defined]  # whatever record it is
            inner = rows[name]  # type: ignore[index]  # the same
            held.append(inner) if isinstance(inner, govparse.Fact) else gather(inner)

    for table in (report.proactive, report.requests, report.review):
        gather(table)
    assert held == list(report.facts.values())


def test_typed_records_are_mappings_too() -> None:
    report = govparse.parse_file(DATA.parent.parent / "examples" / "bureau-2023.txt")
    assert report.requests is not None and report.proactive is not None
    assert report.requests["denied"]["state_secret"]["total"] is report.facts["requests.denied.state_secret.total"]
    assert report.proactive["procurement"] is None
    with pytest.raises(KeyError):
        report.requests["_names"]


def test_it_goes_through_json_and_pickle(plugged: Form) -> None:
    report = govparse.parse(govparse.render(synthetic_report(2, form=plugged)))
    assert AnnualReport.from_json(report.to_json()) == report
    assert pickle.loads(pickle.dumps(report)) == report
    copy = pickle.loads(pickle.dumps(plugged))
    assert (copy.codes, copy.english, copy.document) == (plugged.codes, plugged.english, plugged.document)


def test_a_wrong_sum_is_told_in_its_rows(plugged: Form) -> None:
    truth = synthetic_report(4, form=plugged, blanks="none")
    lines = govparse.render(truth).splitlines()
    at = next(i for i, line in enumerate(lines) if plugged.official["WORK_SECRET"] in line)
    total = lines[at].rpartition("\t")
    lines[at] = f"{total[0]}\t{int(total[2]) + 1}"
    found = govparse.check(govparse.parse("\n".join(lines)))
    row = [finding for finding in found if "requests.denied.work_secret.total" in finding.codes]
    assert row and row[0].severity == "error"
    assert plugged.official["WORK_SECRET"] in row[0].messages["zh"]


def test_a_cell_that_lost_its_column_is_proved_by_its_sums(plugged: Form) -> None:
    """A cell of the new row leaves no trace: what the sums do not settle is unread, what they do is right."""
    truth = next(
        report
        for number in range(400)
        for report in [synthetic_report(number, form=plugged, blanks="none")]
        if {report.facts[f"requests.denied.work_secret.{c}"].value for c in ("business", "total")} > {0}
    )
    lines = govparse.render(truth).splitlines()
    at = next(i for i, line in enumerate(lines) if plugged.official["WORK_SECRET"] in line)
    label, *cells = [cell for cell in lines[at].split("\t") if cell]
    cells.remove("0")
    lines[at] = "\t".join((label, *cells))
    report = govparse.parse("\n".join(line.replace("\t\t", "\t") for line in lines))
    for column in ("natural_person", "business", "total"):
        code = f"requests.denied.work_secret.{column}"
        fact = report.facts[code]
        assert fact.state in ("unread", "number", "blank")
        if fact.state == "number":
            assert fact.value == truth.facts[code].value


# ── and nowhere else ───────────────────────────────────────────────────────────────


HOSTILE = (
    WHOLE
    + NEW_ROW.replace("9.属于工作秘密", "公开")
    + """
MENU: "办事指南"
OPENED: "工作"
_caption_menu: OTHER_WORDS | ITEM_LOST
OTHER_WORDS: "情况"
proactive_menu_column: OPENED | ANSWERED
ANSWERED: "申请"
proactive_menu: (_caption_menu | _information | proactive_menu_column)* _from_menu
_from_menu: menu |
menu: MENU cells
%extend RULES_VARIANT: "通知公告"
"""
)
"""A form whose own labels are the words of every page."""


def fixtures() -> list[Path]:
    texts = [DATA / f"{stem}.txt" for stem in stems(*FOLDERS)]
    others = [path for path in FORMATS.rglob("*") if path.suffix in (".html", ".docx", ".pdf", ".mht")]
    return [*texts, *sorted(others)]


def test_no_fixture_is_read_otherwise(form: Form, tmp_path: Path) -> None:
    hostile = write_form(tmp_path, HOSTILE)
    assert {"公开", "工作", "情况", "申请", "通知公告", "办事指南"} <= own_labels(hostile)
    files = fixtures()
    before = [read(path.read_bytes()) for path in files]
    assert sum(isinstance(found, list) for found in before) > 200
    with registry.registered(form), registry.registered(hostile):
        after = [read(path.read_bytes()) for path in files]
    assert [path.name for path, a, b in zip(files, before, after, strict=True) if a != b] == []


def test_its_words_in_menus_prose_and_unknown_rows_do_not_make_it_another_report(plugged: Form) -> None:
    labels = [text for name in plugged.official for text in plugged.labels_of(name)]
    own = [label for label in labels if label in ("重大建设项目", "9.属于工作秘密", "本年新制发件数")]
    assert len(own) == 3
    block = ("第二十条第（十）项", "信息内容", "本年批准数量", "本年竣工数量", "重大建设项目")
    for number, base in enumerate(("2019", "2021")):
        text = govparse.render(synthetic_report(number, form=base, blanks="none"))
        lines = text.splitlines()
        for words in (
            "\n".join(own),
            "、".join(own),
            "\n".join(f"{word}\n12" for word in own),
            " ".join(own),
            "\n".join(block),
        ):
            for at in (0, 3, len(lines) // 2, len(lines)):
                printed = "\n".join([*lines[:at], words, *lines[at:]])
                with registry.left_out(plugged):
                    before = read(printed)
                assert read(printed) == before, (base, words, at)


def test_a_block_that_no_other_form_has_counts_only_in_its_section(plugged: Form) -> None:
    """Two lines of everyday words and a number, before or behind a report, are no block of it."""
    text = govparse.render(synthetic_report(1, form="2021", blanks="none"))
    label, column = plugged.official["MAJOR_PROJECTS"], plugged.official["APPROVED"]
    stray = f"{label}\t{column}\n{label}\t12\n"
    for printed in (f"{stray}\n{text}", f"{text}\n{stray}"):
        with registry.left_out(plugged):
            before = read(printed)
        assert read(printed) == before
    behind = text.index("三、")
    report = govparse.parse(f"{text[:behind]}{stray}{text[behind:]}")
    assert report.forms["proactive"] == "mixed"  # there it is what it looks like


def test_of_two_forms_it_is_the_one_that_lacks_fewest_cells(tmp_path: Path) -> None:
    small = write_form(tmp_path, WHOLE + NEW_ROW, "2030")
    more = (
        "%import .form2030\n"
        "%override _denied_administrative_inquiry: denied_administrative_inquiry _denied_work_secret?"
        " | _denied_work_secret\n"
        "_denied_work_secret: denied_work_secret denied_other? | denied_other\n"
        'OTHERS: "10.其他秘密"\n'
        "denied_other: OTHERS cells\n"
    )
    large = write_form(tmp_path, more, "2031")
    with registry.registered(small), registry.registered(large):
        for form in (small, large):
            truth = synthetic_report(3, form=form, blanks="none")
            assert differences(truth, govparse.parse(govparse.render(truth))) == []


def test_a_report_of_another_form_in_one_document_stays_as_it_is(plugged: Form) -> None:
    old, new = (synthetic_report(7, form=name, blanks="none") for name in ("2021", plugged.name))
    both = f"{govparse.render(old)}\n\n{govparse.render(new)}"
    with registry.left_out(plugged):
        alone = list(govparse.parse_all(both))
    found = list(govparse.parse_all(both))
    assert [report.forms["requests"] for report in found] == ["2021", plugged.name]
    assert found[0] == alone[0]
    assert differences(new, found[1]) == []


def test_a_row_of_its_own_in_a_table_of_the_older_form_counts_only_if_it_explains_more(plugged: Form) -> None:
    """A table of 2021 that has both the new row and the one that the new form has no more."""
    truth = synthetic_report(7, form="2021", blanks="none")
    lines = govparse.render(truth).splitlines()
    base = registry.form_named("2021")
    at = next(i for i, line in enumerate(lines) if base.official["ADMINISTRATIVE_INQUIRY"] in line)
    lines.insert(at + 1, lines[at].replace(base.official["ADMINISTRATIVE_INQUIRY"], plugged.official["WORK_SECRET"]))
    report = govparse.parse("\n".join(lines))
    assert report.forms["requests"] == "2021"
    assert [row.label for row in report.unknown_rows] == [plugged.official["WORK_SECRET"]]
    with registry.left_out(plugged):
        assert govparse.parse("\n".join(lines)) == report


@pytest.mark.parametrize("noise", NOISES)
def test_noise_does_not_hide_it(plugged: Form, noise: str) -> None:
    truth = synthetic_report(4, form=plugged, blanks="none")
    for layout in sorted(NOISES[noise].layouts)[:2]:
        report = govparse.parse(write_noisy(lay_out(truth), layout, [noise], Random(noise)))
        assert report.forms["requests"] == plugged.name
        read_ = {code: fact.value for code, fact in report.facts.items() if fact.state == "number"}
        assert read_ and all(truth.facts[code].value == value for code, value in read_.items())


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


def test_what_is_said_of_a_report_is_in_its_words(plugged: Form) -> None:
    """A column by another name is called so in findings, explanations and excerpts, and only there."""
    truth = synthetic_report(4, form=plugged, blanks="none")
    code = "proactive.rules.issued"
    shown = truth.facts[code].text
    text = govparse.render(truth)
    label = plugged.official["RULES"]
    line = next(line for line in text.splitlines() if line.split("\t")[0] == label)
    wrong = text.replace(line, line.replace(f"\t{shown}", "\t12.5", 1), 1)
    report = govparse.parse(wrong)
    assert report.facts[code].text == "12.5"
    (found,) = [finding for finding in govparse.check(report) if code in finding.codes]
    new, old = plugged.official["ISSUED"], registry.form_named("2021").official["ISSUED"]
    assert new in found.messages["zh"] and old not in found.messages["zh"]
    explained = govparse.explain(wrong, code)
    assert new in explained.messages["zh"] and old not in explained.messages["zh"]
    from govparse.output.excerpt import excerpts

    assert [column for part in excerpts(report, found, "zh") for column in part.columns] == [new]
    other = synthetic_report(4, form="2021", blanks="none")
    assert old in govparse.explain(govparse.render(other), code).messages["zh"]


def test_a_report_whose_form_is_not_known_here_is_not_half_checked(form: Form) -> None:
    with registry.registered(form):
        text = govparse.parse(govparse.render(synthetic_report(4, form=form, blanks="none"))).to_json()
    report = AnnualReport.from_json(text)
    assert isinstance(report.requests, Rows)
    assert report.requests.denied.work_secret.total is report.facts["requests.denied.work_secret.total"]
    for use in (govparse.check, govparse.outcomes, lambda own: govparse.check_all([own])):
        with pytest.raises(FormError, match="form 2027 is not known here"):
            use(report)
    with pytest.raises(ValueError, match="2027"):
        govparse.render(report)


@pytest.mark.parametrize("name", ["2019", "2021"])
def test_the_forms_of_govparse_have_typed_records_of_all_their_cells(name: str) -> None:
    report = synthetic_report(1, form=name, blanks="none")
    assert (type(report.proactive), type(report.requests), type(report.review)) == (Proactive, Requests, Review)

    def cells(held: object) -> Iterator[object]:
        for inner in held.values() if isinstance(held, Record) else ():
            if isinstance(inner, govparse.Fact):
                yield inner
            yield from cells(inner)

    for table in ("proactive", "requests", "review"):
        own = [fact for code, fact in report.facts.items() if code.startswith(f"{table}.")]
        assert sorted(map(id, cells(getattr(report, table)))) == sorted(map(id, own))
    assert list(report.facts) == list(registry.form_named(name).codes)
