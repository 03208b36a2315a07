"""Datasets and forms that others add: complete where reports are printed in one, the very same where none is.

All in one module, since nearly all of it is asked of one dataset, which takes seconds to build.
"""

from __future__ import annotations

import csv
import json
import pickle
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import frictionless
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from attrs import evolve
from dataset_parts import fingerprint, write_reports

import govparse
from govparse.dataset import SOURCES, NotReadings, Options, build, from_readings, load, parse_batches, read
from govparse.dataset.codes import codes
from govparse.dataset.describing import codebook
from govparse.dataset.flatten import Notes, flatten
from govparse.dataset.forms import Handed, UnknownForm, handed, take
from govparse.dataset.names import NAME, READINGS_FILE, WORK, forms_named
from govparse.dataset.panel import DERIVED, NOT_IN_FORM, STATE, panel_schema, variables, widen
from govparse.dataset.readings import report_to_row, to_batch, versions
from govparse.dataset.restore import restore
from govparse.dataset.sampling import sample, write_page
from govparse.dataset.schema import REPORTS
from govparse.dataset.shards import Files, OtherVersion, Task, cut, listed, place, read_shard
from govparse.dataset.spread import in_order
from govparse.dataset.store import Store
from govparse.dataset.summary import CannotSummarise, summarise
from govparse.dataset.summary.page import write_page as write_summary
from govparse.dataset.summary.terminal import write_terminal
from govparse.dataset.versions import fingerprint as version_of
from govparse.forms import Form, FormError, registry, standard_sums
from govparse.forms.names import cell_name, row_label
from govparse.forms.registry import BUILT_IN, registered
from govparse.limits import Limits
from govparse.records import AnnualReport
from govparse.rendering.official import lay_out
from govparse.testing import LAYOUTS, synthetic_report

GRAMMAR = """\
%import govparse.form2021

%override ISSUED: "本年新制发件数"

ITEM_TEN: "第二十条第（十）项"
APPROVED: "本年批准数量"
COMPLETED: "本年竣工数量"
MAJOR_PROJECTS: "重大建设项目"
proactive_ten_column: APPROVED | COMPLETED
proactive_ten: (ITEM_TEN | _information | proactive_ten_column)* _from_major_projects
_from_major_projects: major_projects |
major_projects: MAJOR_PROJECTS cells

WORK_SECRET: "9.属于工作秘密"
%override _denied_enforcement_file: denied_enforcement_file _denied_administrative_inquiry?
    | _denied_administrative_inquiry
_denied_administrative_inquiry: denied_administrative_inquiry denied_work_secret? | denied_work_secret
denied_work_secret: WORK_SECRET cells
"""
OTHER_RESULT = """\
%import govparse.form2021

WITHDRAWN: "4.申请人撤回申请"
%override _other_outcome_fee_unpaid: other_outcome_fee_unpaid _other_outcome_remaining? | _other_outcome_remaining
_other_outcome_remaining: other_outcome_remaining other_outcome_withdrawn? | other_outcome_withdrawn
other_outcome_withdrawn: WITHDRAWN cells
"""
"""A fourth row of （六）其他处理, which the form of 2019 prints as one."""
DOCUMENT = "示例〔2027〕1号"
ENGLISH = {"major_projects": "large projects", "work_secret": "secret of work", "granted": "given", "denied": "no"}
OWN = ("requests.denied.work_secret.", "proactive.major_projects.")
"""How the codes begin that only the form has."""
CELL = "requests.denied.work_secret.total"
ALL: Any = ("parquet", "csv", "jsonl")


def make_form(folder: Path, **details: Any) -> Form:
    path = folder / "form2027.lark"
    path.write_text(GRAMMAR, encoding="utf-8")
    given: dict[str, Any] = {"first_year": 2027, "document": DOCUMENT, "english": ENGLISH}
    return Form("2027", path, **given | details)


def whole_report(form: Form, start: int) -> AnnualReport:
    """Return a report in which no number is missing, the first from a number on."""
    found = (synthetic_report(start + i, form=form, seed=9, blanks="none") for i in range(50))
    return next(report for report in found if all(fact.state == "number" for fact in report.facts.values()))


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    return make_form(tmp_path_factory.mktemp("form"))


@pytest.fixture
def plugged(form: Form) -> Iterator[Form]:
    with registered(form):
        yield form


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of reports of the forms of govparse."""
    folder = tmp_path_factory.mktemp("plain") / "in"
    write_reports(folder, 6, seed=41)
    (folder / "letter.txt").write_text("尊敬的用户：您好。\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def truths(form: Form) -> dict[str, AnnualReport]:
    """Reports of the form, by the names of their files."""
    names = ("plugged-a.txt", "plugged-b.html", "plugged-c.txt")
    with registered(form):
        return {name: whole_report(form, 10 * i) for i, name in enumerate(names)}


@pytest.fixture(scope="module")
def mixed(plain: Path, truths: dict[str, AnnualReport], form: Form, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of these reports, and of others that are printed in the form."""
    folder = tmp_path_factory.mktemp("mixed") / "in"
    folder.mkdir()
    for file in plain.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    with registered(form):
        for layout, (name, report) in zip(("tabs", "html", "markdown"), truths.items(), strict=True):
            data = LAYOUTS[layout].write(lay_out(report))
            (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    meta = folder.parent / "meta.csv"
    meta.write_text(f"path,{CELL},region\nplugged-a.txt,x,N\n", encoding="utf-8")
    corrections = folder.parent / "corrections.csv"
    corrections.write_text(f"source,code,value,note\nplugged-a.txt,{CELL},4321,checked\n", encoding="utf-8")
    return folder


def options(mixed: Path, **others: Any) -> Options:
    tables: dict[str, Any] = {name: mixed.parent / f"{name}.csv" for name in ("meta", "corrections")}
    return Options(formats=ALL, prose=True, workers=0, **tables, **others)


@pytest.fixture(scope="module")
def dataset(mixed: Path, form: Form) -> Path:
    """The dataset of both."""
    with registered(form):
        build([mixed], mixed.parent / "out", options(mixed))
    return mixed.parent / "out"


def table(out: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(out / f"{name}.parquet").to_pylist()
    return rows


def own_rows(out: Path, name: str) -> list[dict[str, Any]]:
    return [row for row in table(out, name) if row.get("report_id", "").startswith("plugged-")]


# ── a form that nothing is printed in ──────────────────────────────────────────────


def test_a_form_leaves_no_trace_where_nothing_is_printed_in_it(plain: Path, form: Form, tmp_path: Path) -> None:
    meta = tmp_path / "meta.csv"
    meta.write_text(f"path,{CELL}\n0000-tabs.txt,x\n", encoding="utf-8")
    own = Options(formats=ALL, prose=True, workers=0, meta=meta)
    build([plain], tmp_path / "without", own)
    figures = summarise(tmp_path / "without")
    drawn = sample(tmp_path / "without", 20, seed=5)
    page = write_page(drawn, "en")
    with registered(form):
        assert build([plain], tmp_path / "with", own).read_now == 7
        assert summarise(tmp_path / "with") == figures
        again = sample(tmp_path / "with", 20, seed=5)
        assert write_page(evolve(again, name=drawn.name), "en") == page
    assert fingerprint(tmp_path / "with") == fingerprint(tmp_path / "without")
    assert CELL in pq.read_schema(tmp_path / "with" / "panel.parquet").names  # as a column of the table by hand


def test_what_govparse_says_of_its_own_codes_is_the_same_beside_any_form(form: Form) -> None:
    names = [code for own in BUILT_IN for code in own.codes]
    rows = sorted({name.rpartition(".")[0] for name in names})

    def said() -> list[object]:
        return [
            [(own.label_zh, own.label_en, own.comparability, own.block) for own in map(codes().get, names) if own],
            [cell_name(name) for name in names],
            [row_label(row) for row in rows],
            codebook.as_csv(),
            variables(),
        ]

    before = said()
    with registered(form):
        assert said() == before
        assert CELL in codes() and CELL not in codebook.codebook()


def test_readings_of_other_forms_are_not_used_again(plain: Path, form: Form, tmp_path: Path) -> None:
    limits = Limits()
    without = version_of(limits)
    seen = {without}
    others = (
        form,
        make_form(tmp_path, document="另一文号"),
        make_form(tmp_path, english={}),
        make_form(tmp_path, last_year=2030),
        make_form(tmp_path, identities=standard_sums),
    )
    for other in others:
        with registered(other):
            seen.add(version_of(limits))
    assert len(seen) == 1 + len(others)
    again = make_form(tmp_path)  # the same form, whose grammar lies elsewhere
    with registered(form):
        known = version_of(limits)
    with registered(again):
        assert version_of(limits) == known
    assert version_of(limits, (again,)) == known
    again.path.write_text(f"{GRAMMAR}// changed\n", encoding="utf-8")
    assert version_of(limits, (again,)) == known  # it reads by what it was made of
    with registered(again), pytest.raises(FormError, match="has changed since it was registered"):
        handed()
    changed = Form(again.name, again.path, **{n: getattr(again, n) for n in ("first_year", "document", "english")})
    assert version_of(limits, (changed,)) != known
    assert version_of(limits) == without


# ── a dataset that has reports of it ───────────────────────────────────────────────


def test_reports_of_both_kinds_are_in_it(dataset: Path, plain: Path, tmp_path: Path) -> None:
    assert forms_named(dataset) == {"2019", "2021", "2027"}
    assert {row["form_requests"] for row in own_rows(dataset, "reports")} == {"2027"}
    build([plain], tmp_path / "plain", Options(workers=0, prose=True))
    for name in ("reports", "facts", "identities", "findings", "unknown_rows", "sections", "failures"):
        others = [row for row in table(dataset, name) if not row.get("report_id", "").startswith("plugged-")]
        for row in others:
            for column in (f"meta_{CELL}", "region"):
                assert row.pop(column, None) is None
        assert others == table(tmp_path / "plain", name), name


def test_its_cells_are_columns_of_the_panel(dataset: Path, plain: Path, truths: dict[str, AnnualReport]) -> None:
    rows = {row["source"]: row for row in table(dataset, "panel")}
    for name, truth in truths.items():
        for code, fact in truth.facts.items():
            corrected = (name, code) == ("plugged-a.txt", CELL)
            value, state = rows[name][code], rows[name][code + STATE]
            if fact.state == "number" and not code.endswith(".amount"):
                assert (value, state) == (4321 if corrected else fact.value, "number"), code
        assert rows[name]["proactive.rules.made" + STATE] == NOT_IN_FORM
    for name in rows.keys() - truths.keys():
        for code in rows[name]:
            if code.startswith(OWN) and code.endswith(STATE):
                assert rows[name][code] == NOT_IN_FORM and rows[name][code.removesuffix(STATE)] is None
    assert rows["plugged-a.txt"][f"meta_{CELL}"] == "x" and rows["plugged-a.txt"]["region"] == "N"


def test_cells_have_form_and_layout_of_their_blocks(dataset: Path) -> None:
    facts = [row for row in own_rows(dataset, "facts") if row["code"].startswith(OWN)]
    assert {row["form"] for row in facts} == {"2027"} and all(row["layout"] for row in facts)
    names = ("table", "row", "column")
    assert [tuple(row[n] for n in names) for row in facts if row["code"] == CELL] == [
        ("requests", "denied.work_secret", "total")
    ] * 3
    assert {row["form"] for row in table(dataset, "facts")} <= {"2019", "2021", "2027", None}


def test_the_codebook_has_its_codes(dataset: Path) -> None:
    with (dataset / "codebook.csv").open(encoding="utf-8", newline="") as file:
        book = {row["code"]: row for row in csv.DictReader(file)}
    assert [code for code in book if code.startswith(OWN[1])] == [f"{OWN[1]}approved", f"{OWN[1]}completed"]
    own = book[CELL]
    assert own["printed_2027"] == "9.属于工作秘密 · 总计" and own["printed_2019"] == own["printed_2021"] == ""
    assert own["forms"] == "2027" and own["documents"] == DOCUMENT and own["comparability"] == "one form"
    assert own["label_zh"] == "表三“（三）9.属于工作秘密”“总计”"
    assert (
        own["label_en"] == "requests · disclosure denied · secret of work · total"
    )  # its own English where it has none
    assert own["use_en"] == "Stands only in forms of other packages (2027)."
    issued = book["proactive.rules.issued"]
    assert issued["printed_2027"] == "规章 · 本年新制发件数" and issued["printed_2021"] == "规章 · 本年制发件数"
    assert issued["label_zh"] == "表二“规章”“本年制发件数”" and issued["forms"] == "2021 2027"
    assert "(2021)" in issued["use_en"] and "Of other packages, 2027 has it" in issued["use_en"]
    granted = book["requests.granted.total"]
    assert granted["comparability"] == "same" and granted["label_en"] == "requests · granted · total"
    assert "2027 does not have it" in book["proactive.rules.made"]["use_en"]


def test_the_description_names_it(dataset: Path) -> None:
    about = json.loads((dataset / NAME).read_text(encoding="utf-8"))
    assert any(DOCUMENT in source["title"] for source in about["sources"])
    fields = {
        (resource["name"], own["name"]): own
        for resource in about["resources"]
        for own in resource.get("schema", {}).get("fields", ())
    }
    assert fields["facts", "form"]["constraints"]["enum"] == ["2019", "2021", "2027"]
    assert fields["reports", "form_review"]["constraints"]["enum"] == ["2019", "2021", "2027", "mixed"]
    assert ("panel", CELL) in fields and ("codebook", "printed_2027") in fields
    assert DOCUMENT in fields["codebook", "printed_2027"]["description"]
    shipped, brought = about["govparse"]["grammars"].split("+")
    assert shipped == versions()["grammars"] != brought
    found = {row["report_id"]: row["grammars"] for row in table(dataset, "reports")}
    assert {found[name] for name in found if name.startswith("plugged-")} == {f"{shipped}+{brought}"}
    assert {found[name] for name in found if not name.startswith("plugged-")} == {shipped}
    text = (dataset / "METHODS.md").read_text(encoding="utf-8")
    assert text.count("| `2019` | `2021` | `2027` | `mixed` |") == 2
    assert f"{shipped}, {brought}" in text


def test_frictionless_finds_nothing(dataset: Path) -> None:
    package = frictionless.Package(str(dataset / NAME))
    checked = []
    for resource in package.resources:
        if str(resource.path).endswith(".csv"):
            report = resource.validate()
            assert report.valid, (resource.name, report.flatten(["rowNumber", "fieldName", "message"])[:5])
            checked.append(resource.name)
    assert {"panel-csv", "facts-csv", "codebook"} <= set(checked)


def test_a_corrected_cell_counts_where_it_is_summed(dataset: Path) -> None:
    (cell,) = (row for row in own_rows(dataset, "facts") if row["correction"])
    assert (cell["code"], cell["value"], cell["basis"], cell["correction"]) == (CELL, 4321, "corrected", "checked")
    broken = {row["code"] for row in own_rows(dataset, "identities") if row["outcome"] == "broken"}
    assert {CELL, "requests.concluded.total"} <= broken  # the sum of its row, and that of the results


# ── however it comes about ─────────────────────────────────────────────────────────


def test_workers_know_the_form(dataset: Path, mixed: Path, plugged: Form, tmp_path: Path) -> None:
    build([mixed], tmp_path / "out", evolve(options(mixed), workers=2))
    assert fingerprint(tmp_path / "out") == fingerprint(dataset)


def batches(folder: Path) -> list[pa.RecordBatch]:
    rows = [{"source": file.name, "content": file.read_bytes()} for file in sorted(folder.iterdir())]
    return list(parse_batches([pa.RecordBatch.from_pylist(rows, SOURCES)]))


def test_readings_from_elsewhere(dataset: Path, mixed: Path, form: Form, tmp_path: Path) -> None:
    with registered(form):
        readings = batches(mixed)
        from_readings(readings, tmp_path / "out", options(mixed))
    assert fingerprint(tmp_path / "out") == fingerprint(dataset)
    with pytest.raises(NotReadings, match=r"plugged-a\.txt: form 2027 is not known here"):
        from_readings(readings, tmp_path / "other", options(mixed))
    other = make_form(tmp_path)
    other.path.write_text(f"{GRAMMAR}// changed\n", encoding="utf-8")
    with registered(other), pytest.raises(NotReadings, match="another grammar of form 2027"):
        from_readings(readings, tmp_path / "other", options(mixed))
    at = readings[0].schema.get_field_index("grammars")
    changed = [f"x{grammars}" if n else grammars for n, grammars in enumerate(readings[0][at].to_pylist())]
    mixture = readings[0].set_column(at, readings[0].schema.field(at), pa.array(changed, pa.string()))
    with registered(form), pytest.raises(NotReadings, match="different versions"):
        from_readings([mixture], tmp_path / "other", options(mixed))
    assert not (tmp_path / "other").exists()


def test_machines_without_the_form_are_handed_it(dataset: Path, mixed: Path, form: Form, tmp_path: Path) -> None:
    limits, source, target = Limits(), place(mixed), place(tmp_path / "readings")
    version = version_of(limits, (form,))
    Files(target)
    (own,) = cut(listed(source, limits, target), version)
    with pytest.raises(OtherVersion):
        read_shard(Task(own, source, target, limits, version))
    assert read_shard(Task(own, source, target, limits, version, (form,))).inputs == 10
    with registered(form):
        from_readings(tmp_path / "readings", tmp_path / "out", options(mixed))
    assert fingerprint(tmp_path / "out") == fingerprint(dataset)


def test_a_kept_reading_gives_the_report_again(mixed: Path, plugged: Form) -> None:
    readings = batches(mixed)[0]
    for at, name in enumerate(readings["source"].to_pylist()):
        if name.startswith("plugged-"):
            report = govparse.parse((mixed / name).read_bytes(), source=name)
            again = restore(readings.slice(at, 1))
            assert again == evolve(report, source_text="", metadata=again.metadata)
            assert again.requests is not None
            assert again.requests["denied"]["work_secret"]["total"] == report.facts[CELL]


def test_what_was_read_before_is_read_again_with_the_form(mixed: Path, form: Form, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([mixed], out, Options(workers=0))
    assert forms_named(out) == {"2019", "2021"}
    with registered(form):
        assert build([mixed], out, Options(workers=0)).read_now == 10
        assert forms_named(out) == {"2019", "2021", "2027"}
        assert build([mixed], out, Options(workers=0)).read_now == 0
    assert build([mixed], out, Options(workers=0)).read_now == 10
    assert forms_named(out) == {"2019", "2021"}


def test_a_dataset_without_its_last_report_is_rid_of_the_form(
    mixed: Path, plain: Path, plugged: Form, tmp_path: Path
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in ("0000-tabs.txt", "plugged-a.txt"):
        (folder / name).write_bytes((mixed / name).read_bytes())
    build([folder], out, Options(workers=0))
    assert CELL in pq.read_schema(out / "panel.parquet").names
    (folder / "plugged-a.txt").unlink()
    assert build([folder], out, Options(workers=0)).read_now == 0
    assert CELL not in pq.read_schema(out / "panel.parquet").names and forms_named(out) == {"2019", "2021"}


def test_tables_in_memory(dataset: Path, mixed: Path, plugged: Form) -> None:
    tables = read([mixed], options(mixed))
    for name in tables.tables:
        assert tables[name].equals(load(dataset)[name]), name


def test_a_store_of_other_columns_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / READINGS_FILE
    with closing(Store(path, "same")):
        pass
    with closing(sqlite3.connect(path)) as base:
        base.executescript(
            "DROP TABLE reports; CREATE TABLE reports (name TEXT PRIMARY KEY, hash TEXT);"
            "INSERT INTO reports VALUES ('a', 'b'); UPDATE about SET value = 'same';"
        )
    with closing(Store(path, "same")) as store:
        assert store.forms() == frozenset()
        assert "forms" in {name for _, name, *_ in store.query("PRAGMA table_info(reports)")}


# ── what is made of a dataset ──────────────────────────────────────────────────────


def test_a_summary_counts_its_cells(dataset: Path, plugged: Form) -> None:
    figures = summarise(dataset)
    every = next(own for own in figures.grounds if own.year == "all")
    assert CELL in {part.name for part in every.parts}
    whole = next(own for own in figures.outcomes if own.year == "all")
    assert whole.contradictory >= 1  # the corrected cell
    assert whole.counted and sum(part.count for part in whole.parts) == whole.total
    (forms,) = (own.forms for own in figures.coverage[-1].tables if own.table == "requests")
    assert ("2027", 3) in [(own.name, own.count) for own in forms]
    assert {str(own.grammars).count("+") for own in figures.versions} == {0, 1}
    for language in ("zh", "en"):
        assert write_summary(figures, language) and write_terminal(figures, language, 200)
    assert "9.属于工作秘密" in write_terminal(figures, "zh", 200)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "_plugged", registry._Plugged(looked=True))
        with pytest.raises(CannotSummarise) as caught:
            summarise(dataset)
    assert "2027" in caught.value.messages["zh"] and "2027" in caught.value.messages["en"]


def test_a_sample_shows_its_cells(dataset: Path, form: Form) -> None:
    with registered(form):
        drawn = sample(dataset, 100_000, seed=3, states=("number",))
        shown = {one.fact.code: one for one in drawn.facts if one.report.source == "plugged-c.txt"}
        assert {code for code in shown if code.startswith(OWN)} == {code for code in form.codes if code.startswith(OWN)}
        page = write_page(evolve(drawn, facts=(*drawn.facts[:40], shown[CELL], shown[f"{OWN[1]}approved"])), "zh")
        assert "表三“（三）9.属于工作秘密”“总计”" in page and "表二“重大建设项目”“本年批准数量”" in page
    with pytest.raises(UnknownForm, match="2027"):
        sample(dataset, 5)
    assert load(dataset)["panel"][CELL].null_count < 10  # to load a dataset its forms are not needed


# ── sums over forms ────────────────────────────────────────────────────────────────


def test_a_row_is_summed_over_what_each_form_prints(tmp_path: Path) -> None:
    path = tmp_path / "form2029.lark"
    path.write_text(OTHER_RESULT, encoding="utf-8")
    whole = "requests.other_outcome.total"
    with registered(Form("2029", path, first_year=2029)) as other:
        some = (*BUILT_IN, other)
        reports = [whole_report(own, 0) for own in some]
        rows = [{"source": str(i), "content_hash": "", **report_to_row(report, 1)} for i, report in enumerate(reports)]
        tables = flatten(to_batch(rows), [Notes()] * len(rows), prose=False)
        schema = panel_schema(REPORTS, some=some)
        panel = widen(tables["reports"], tables["facts"], schema, some).to_pylist()
        variable = next(own for own in variables(some) if own.name == whole)
        built, more = (own.parts for own in variable.sums)
        assert [own.forms for own in variable.sums] == [("2021",), ("2029",)]
        assert built == variable.parts and set(more) - set(built) == {"requests.other_outcome.withdrawn.total"}
        assert [row[whole + STATE] for row in panel] == ["number", DERIVED, DERIVED]
        for row, report, parts in zip(panel[1:], reports[1:], (built, more), strict=True):
            assert row[whole] == sum(int(report.facts[part].value or 0) for part in parts)
        assert panel[2][whole] != sum(panel[2][part] for part in built)
        entry = codebook.codebook(some)[whole]
        assert entry.sum_of == built and f"form 2029 the panel has the sum of {', '.join(more)}" in entry.use.en
        assert f"Counted in {whole}" in codebook.codebook(some)["requests.other_outcome.withdrawn.total"].use.en
        assert next(own for own in variables() if own.name == whole).sums == variable.sums[:1]


# ── other processes ────────────────────────────────────────────────────────────────


def first_year(name: str) -> int:
    return registry.form_named(name).first_year


def test_processes_that_compare_years_know_it(plugged: Form) -> None:
    assert list(in_order(["2027", "2021", "2027"], first_year, 2, least=0)) == [2027, 2021, 2027]


def test_a_form_that_cannot_be_handed_over_is_told_of_before_anything_is_read(mixed: Path, tmp_path: Path) -> None:
    alone = make_form(tmp_path, identities=lambda form: standard_sums(form))  # has no name by which it is imported
    with pytest.raises((AttributeError, pickle.PicklingError)):
        pickle.dumps(alone)
    with registered(alone):
        for workers in (1, 2):
            with pytest.raises(FormError, match="form 2027 cannot be handed to other processes"):
                build([mixed], tmp_path / "out", Options(workers=workers))
        with pytest.raises(FormError, match="workers=0"):
            read([mixed], Options(workers=1))
        assert not (tmp_path / f"out{WORK}").exists()
        build([mixed], tmp_path / "out", Options(workers=0))
        assert "2027" in forms_named(tmp_path / "out")


def test_what_another_process_is_told(form: Form, tmp_path: Path) -> None:
    other = Form("2028", make_form(tmp_path).path, first_year=2028)
    with registered(form):
        given = pickle.loads(pickle.dumps(handed()))
    assert given.names == {"2027"} and [own.name for own in given.forms] == ["2027"]
    try:
        registry.register(other)
        take(given)  # as a process that knows another one, which its parent has left out
        assert [own.name for own in registry.plugged_in()] == ["2027"]
        there = registry.form_named("2027")
        assert there is given.forms[0]
        take(pickle.loads(pickle.dumps(given)))
        assert registry.form_named("2027") is there  # the same is not built again
        changed = make_form(tmp_path, first_year=2026)
        take(Handed((changed,), frozenset({"2027"})))
        assert registry.form_named("2027") is changed
    finally:
        take(Handed())
    assert registry.plugged_in() == ()
