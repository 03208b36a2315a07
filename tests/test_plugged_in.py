"""Forms that others add: read where they are printed, and nowhere else."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from fixtures import DATA, FOLDERS, stems
from form_parts import NEW_ROW, WHOLE, example_form, write_form

import govparse
from govparse import AnnualReport
from govparse.forms import Form, FormError, registry
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
