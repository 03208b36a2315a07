"""What is wrong with a form is said in words, with file and line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from form_parts import EXAMPLE, NEW_ROW, PACKAGE, WHOLE, example_form, write_form

from govparse.cli import main
from govparse.forms import Form, Identity, check_grammar, forms, registry, standard_sums
from govparse.forms.imports import definitions, names, written_out

ROW = WHOLE + NEW_ROW
LABEL = "9.属于工作秘密"


def test_nothing_is_wrong_with_the_forms_there_are() -> None:
    for form in (*forms(), example_form()):
        assert [problem for problem in check_grammar(form) if problem.severity == "error"] == []
    # Slips seen in print, which the grammar has on purpose: all that is said.
    told = {form.name: [str(problem) for problem in check_grammar(form)] for form in (*forms(), example_form())}
    assert {name: len(problems) for name, problems in told.items()} == {"2019": 2, "2021": 0, "2027": 0}


CASES = {
    "a quotation mark is missing": (WHOLE + '\nNEW: "甲\n', 3, "this is not how a grammar is written"),
    "capitals and small letters": (WHOLE + "Rules: x\n", 2, "this is not how a grammar is written"),
    "nothing to override": (WHOLE + '%override NEW: "甲行"\n', 2, "%override NEW: there is no NEW"),
    "nothing to extend": (WHOLE + '%extend NEW: "甲行"\n', 2, "%extend NEW: there is no NEW"),
    "defined twice": (WHOLE + '// so:\nISSUED: "甲列"\n', 3, "ISSUED is defined twice"),
    "a rule that is not there": (WHOLE + "%override rules: NOPE cells\n", 2, "rules uses NOPE, and there is no NOPE"),
    "a grammar that is not there": ("\n%import govparse.form2022\n", 2, "no such grammar to import: govparse.form2022"),
    "none beside it": ("%import .nothing\n", 1, "there is no such grammar to import: nothing"),
    "a name that is not there": ("%import govparse.form2021 (NEW)\n", 1, "names NEW, and there is no NEW"),
    "names are missing": (
        "%import govparse.form2021 (proactive_one, proactive_one_column)\n",
        1,
        "an %import does not name what is needed",
    ),
    "from two grammars": ("%import govparse.form2021\n%import govparse.form2019\n", 2, "imported from two grammars"),
    "no block": ("%import govparse.cells\n", 1, "there is no block"),
    "no cells": ('requests: GRANTED\nrequests_column: GRANTED\nGRANTED: "甲"\n', 1, "there is no rule cells"),
    "a block of no table": (ROW + "fees_new: WORK_SECRET\nfees_new_column: WORK_SECRET\n", 7, "begins with one of"),
    "no Chinese character": (ROW.replace(LABEL, "9.abc"), 2, "WORK_SECRET “9.abc” can never match"),
    "too long": (ROW.replace(LABEL, "密" * 121), 2, "label WORK_SECRET can never match"),
    "no plain text": (ROW.replace(f'"{LABEL}"', "/工作秘密/"), 2, "label WORK_SECRET is no plain text"),
    "several texts": (ROW.replace(f'"{LABEL}"', f'"{LABEL}" | "工作秘密"'), 2, "has several texts"),
    "variants of nothing": (ROW + 'NEW_VARIANT: "甲行"\n', 6, "are variants of NEW, and there is no label NEW"),
    "two rows alike": (ROW.replace(LABEL, "1、属于 国家秘密"), 2, "two rows of block requests cannot be told apart"),
    "two columns alike": (
        ROW + '%override REPEALED: "本年 制发件数"\n',
        6,
        "two columns of block proactive_one cannot be told apart",
    ),
    "two ways to read": (
        ROW.replace("denied_new?", "").replace("| denied_work_secret\n", "| denied_work_secret?\n"),
        4,
        "there are two ways to read on",
    ),
    "one label, two rows": (
        WHOLE + "%override denied_enforcement_file: STATE_SECRET cells\n",
        2,
        "cannot be told apart: the same cells can be read as either",
    ),
    "a row without a label": (ROW + "%override denied_state_secret: cells\n", 6, "has no label"),
    "a table that may not end": (
        WHOLE + NEW_ROW.replace("denied_work_secret? | denied_work_secret", "denied_work_secret | denied_work_secret"),
        4,
        "behind the row denied_administrative_inquiry there must be denied_work_secret",
    ),
    "a block that needs its row": (
        WHOLE + NEW_ROW + "proactive_ten_column: WORK_SECRET\nproactive_ten: proactive_ten_column* ten\n"
        'TEN: "某行"\nten: TEN cells\n',
        7,
        "block proactive_ten: a row must follow the head",
    ),
    "one row in two blocks": (
        WHOLE + 'TEN: "某列"\nproactive_ten_column: TEN | DECISIONS\nproactive_ten: proactive_ten_column* licensing?\n',
        None,
        "two cells have one code: proactive.licensing.decisions",
    ),
    "the heading of a section": (ROW.replace(LABEL, "总体情况"), 2, "is the heading of a section"),
    "money by another name": (
        WHOLE + 'SPENT: "支出金额（万元）"\n%override proactive_eight_column: SPENT\n',
        2,
        "column SPENT is one of money: call it AMOUNT",
    ),
    "not in UTF-8": ("", 1, "the file is not in UTF-8"),
    "no label of its own": (WHOLE, 1, "it has no label that the forms of govparse do not have"),
}


@pytest.mark.parametrize("case", CASES)
def test_an_error_is_told_with_its_line(case: str, tmp_path: Path) -> None:
    grammar, line, words = CASES[case]
    path = write_form(tmp_path, grammar).path
    if case == "not in UTF-8":
        path.write_bytes(ROW.encode("gb18030"))
    errors = [problem for problem in check_grammar(path) if problem.severity == "error"]
    assert errors
    told = [problem for problem in errors if words in problem.en]
    assert told, [str(problem) for problem in errors]
    assert told[0].where is not None
    if line is not None:
        assert (told[0].where.path, told[0].where.line) == (path, line)
        assert str(told[0]).startswith(f"{path}:{line}: error: ")
    assert told[0].zh != told[0].en and "{" not in told[0].zh + told[0].en


WARNINGS = {
    "no rule uses it": (ROW + 'NEW: "没有用到"\n', 6, "label NEW “没有用到” can never match: no rule"),
    "no block reaches it": (ROW + 'NEW: "甲行"\nnew: NEW cells\n', 7, "rule new has no use"),
    "a row without cells": (
        ROW.replace("denied_work_secret: WORK_SECRET cells", "denied_work_secret: WORK_SECRET"),
        5,
        "rule denied_work_secret is a label alone",
    ),
    "a block without its columns": (
        ROW + 'TEN: "某行"\nproactive_ten: proactive_one_column* ten\nten: TEN cells\n',
        7,
        "rule proactive_ten is no block: it lacks the rule proactive_ten_column",
    ),
    "one character": (ROW.replace(LABEL, "密"), 2, "is one character"),
    "two variants alike": (
        ROW + '%override ISSUED_VARIANT: "某件数"\n%override REPEALED_VARIANT: "某件数"\n',
        7,
        "the variant “某件数” of REPEALED is one of ISSUED too",
    ),
    "a variant that is another label": (
        ROW + 'WORK_SECRET_VARIANT: "1.属于国家秘密"\n',
        6,
        "is the label of STATE_SECRET too",
    ),
    "no balance": (
        ROW + "%override _from_carried_in: _from_results\n",
        None,
        "block requests has no row carried_in: the balance is no sum",
    ),
}


@pytest.mark.parametrize("case", WARNINGS)
def test_a_doubt_is_told_with_its_line(case: str, tmp_path: Path) -> None:
    grammar, line, words = WARNINGS[case]
    found = check_grammar(write_form(tmp_path, grammar))
    told = [problem for problem in found if words in problem.en]
    assert [problem.severity for problem in told] == ["warning"], [str(problem) for problem in found]
    assert told[0].where is not None
    assert line is None or told[0].where.line == line


def test_a_block_that_lacks_its_columns_is_told(tmp_path: Path) -> None:
    path = write_form(tmp_path, ROW + "proactive_ten: WORK_SECRET cells\n").path
    form = Form("2030", path, first_year=2030, blocks=("requests", "proactive_ten", "nothing"))
    told = [problem.en for problem in check_grammar(form)]
    assert told == [
        "block nothing lacks the rule nothing",
        "block nothing belongs to no table: its name begins with one of proactive, requests, review",
        "block proactive_ten lacks the rule proactive_ten_column",
    ]


def test_sums_over_unknown_codes_and_of_unknown_kinds_are_told(tmp_path: Path) -> None:
    path = write_form(tmp_path, ROW).path

    def wrong(form: Form) -> Iterator[Identity]:
        yield from standard_sums(form)
        yield Identity("row sum", ("requests.granted.nothing",), ("requests.granted.total",))
        yield Identity("total", ("requests.granted.total",), ("requests.granted.total",))  # type: ignore[arg-type]  # no kind of sum has this name

    def breaking(form: Form) -> Iterator[Identity]:
        raise RuntimeError("no sums today")

    told = [problem.en for problem in check_grammar(Form("2030", path, first_year=2030, identities=wrong))]
    assert any("a code that the form does not have: requests.granted.nothing" in words for words in told)
    assert any("there is no such kind of sum: total" in words for words in told)
    (told_,) = check_grammar(Form("2030", path, first_year=2030, identities=breaking))
    assert "no sums today" in told_.en


def test_what_stands_beside_the_grammar_is_told(tmp_path: Path) -> None:
    path = write_form(tmp_path, ROW).path
    form = Form("mixed", path, first_year=2030, last_year=2029, english={"guides": "guides", "work_secret": "secret"})
    assert {problem.en for problem in check_grammar(form)} == {
        "a form cannot be called mixed",
        "last_year 2029 is before first_year 2030",
        "english has guides, which is a word of no code",
    }


def test_a_grammar_that_is_being_worked_on_is_read_anew(tmp_path: Path) -> None:
    path = write_form(tmp_path, WHOLE).path
    assert check_grammar(path)
    path.write_text(ROW, encoding="utf-8")
    assert check_grammar(str(path)) == []
    with pytest.raises(OSError, match="nothing"):
        check_grammar(tmp_path / "nothing.lark")


def test_an_import_of_a_whole_grammar_is_a_list_of_its_names(tmp_path: Path) -> None:
    path = write_form(tmp_path, f"// first\n{ROW}").path
    lines = written_out(path).splitlines()
    assert lines[0] == "// first"
    assert lines[1].startswith("%import govparse.form2021 (") and "denied_state_secret" in lines[1]
    assert lines[2:] == ROW.splitlines()[1:]
    assert definitions(path)["WORK_SECRET"].line == 3
    assert definitions(path)["STATE_SECRET"].path.name == "requests.lark"


def test_an_import_is_found_however_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_form(tmp_path, f"# a comment of the other kind\n{ROW}", "2030")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "form2031.lark").write_text(
        '  %import .form2030  # all of it\n%override WORK_SECRET: "9.属于商业秘密"\n', encoding="utf-8"
    )
    assert check_grammar("form2031.lark") == []
    form = Form("2031", Path("form2031.lark"), first_year=2031)
    monkeypatch.chdir(tmp_path.parent)
    assert form.official["WORK_SECRET"] == "9.属于商业秘密"


def test_what_makes_no_form_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "form2030.lark"
    wrong: dict[str, Any] = {"first_year": "2030", "last_year": "2031", "english": [], "document": 30}
    for name, value in wrong.items():
        given: dict[str, Any] = {"first_year": 2030, name: value}
        with pytest.raises(TypeError):
            Form("2030", path, **given)
    for name in ("", " ", "a/b", "2021 "):
        with pytest.raises(ValueError, match="name"):
            Form(name, path, first_year=2030)


def test_names_are_told_from_texts_and_comments() -> None:
    text = '// no NAME here "a\nA: "B // C" | /D\\/[E"]/ // F\n%import common.WORD\n%import .x (G, h)\n!i.2: A -> j\n'
    assert names(text) == {"A", "WORD", "G", "h", "i", "j"}


# ── the command ────────────────────────────────────────────────────────────────────


def test_the_command_checks_files_forms_and_packages(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.syspath_prepend(str(EXAMPLE))
    monkeypatch.delitem(sys.modules, "govparse_form_2027", raising=False)
    for name in (str(PACKAGE / "form2027.lark"), "2021", "govparse_form_2027"):
        assert main(["forms", "--check", name, "--lang", "en"]) == 0
        out, err = capsys.readouterr()
        assert out == ""
        assert "0 errors, 0 warnings" in err
    path = write_form(tmp_path, CASES["two rows alike"][0]).path
    for language, words in (("en", "cannot be told apart"), ("zh", "无法区分")):
        assert main(["forms", "--lang", language, "--check", "2021", str(path)]) == 1
        out, err = capsys.readouterr()
        assert f"{path}:2: " in out and words in out
    assert main(["forms", "--check", str(path), "nothing-of-this-name"]) == 2
    assert main(["forms", "--check", str(tmp_path / "nothing.lark")]) == 2
    assert main(["forms", "--check", "json"]) == 2
    (tmp_path / "breaks_when_imported.py").write_text("1 / 0\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    capsys.readouterr()
    assert main(["forms", "--lang", "en", "--check", "breaks_when_imported"]) == 2
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_the_command_names_packages_that_are_broken(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from importlib.metadata import EntryPoint

    monkeypatch.setattr(registry, "_plugged", registry._Plugged())
    monkeypatch.setattr(registry, "entry_points", lambda group: [EntryPoint("2040", "nothing_there:FORM", group)])
    assert main(["forms", "--lang", "en"]) == 0
    out, err = capsys.readouterr()
    assert [line.split()[0] for line in out.splitlines()] == ["2019", "2021"]
    assert "form 2040 cannot be used and is left out: No module named 'nothing_there'" in err
    monkeypatch.setattr(registry, "_plugged", registry._Plugged())
    assert main(["parse", "--lang", "zh", str(EXAMPLE.parent / "town-2019.txt")]) == 0
    out, err = capsys.readouterr()
    assert "2040" in err and "已略去" in err
    assert "2019" in out


def test_what_a_package_prints_is_no_result(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from importlib.metadata import EntryPoint

    (tmp_path / "prints_and_ends.py").write_text("print('hello')\nraise SystemExit(0)\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(registry, "_plugged", registry._Plugged())
    monkeypatch.setattr(registry, "entry_points", lambda group: [EntryPoint("2041", "prints_and_ends:FORM", group)])
    assert main(["parse", "--format", "json", str(EXAMPLE.parent / "town-2019.txt")]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["year"] == 2019
    assert "hello" in err and "2041" in err
    monkeypatch.delitem(sys.modules, "prints_and_ends", raising=False)
    assert main(["forms", "--check", "prints_and_ends"]) == 2
    assert capsys.readouterr().out == ""
