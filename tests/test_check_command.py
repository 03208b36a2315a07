"""`govparse check`: what it reads, what it ends with, what goes to which stream."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from fixtures import DATA, FORMATS
from test_cli import run

import govparse
from govparse.checks.arithmetic.outcomes import outcomes
from govparse.cli import main

CLEAN = DATA / "layouts" / "c-dense-2021.txt"
SEED = str(DATA / "seeds" / "xidian-2019.txt")
DOUBT = str(DATA / "seeds" / "huoxian-2019.txt")
NO_REPORT = str(DATA / "bad" / "no-report.txt")


@pytest.fixture
def broken(tmp_path: Path) -> str:
    """A report in which the total of concluded requests is off by 100."""
    text = CLEAN.read_text(encoding="utf-8")
    assert text.count("| 2051 |") == 1
    path = tmp_path / "断.txt"
    path.write_text(text.replace("| 2051 |", "| 2151 |"), encoding="utf-8")
    return str(path)


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["check", "--lang", "en", *arguments])
    return status, *capsys.readouterr()


# ── exit status ────────────────────────────────────────────────────────────────────


def test_exit_status(capsys: pytest.CaptureFixture[str], broken: str) -> None:
    assert check(capsys, str(CLEAN))[0] == 0
    assert check(capsys, broken)[0] == 1
    assert check(capsys, str(CLEAN), broken)[0] == 1
    assert check(capsys, DOUBT)[0] == 0  # doubts of reading are warnings
    assert check(capsys, "--strict", DOUBT)[0] == 1
    assert check(capsys, "--strict", str(CLEAN))[0] == 0
    assert check(capsys, broken, NO_REPORT)[0] == 2  # 2 beats 1
    assert check(capsys, NO_REPORT, broken)[0] == 2
    assert check(capsys, "nowhere.txt", str(CLEAN))[0] == 2


def test_only_findings_that_are_shown_count(capsys: pytest.CaptureFixture[str], broken: str) -> None:
    status, out, _ = check(capsys, "--ignore", "arithmetic", broken)
    assert status == 0 and "broken, 0 hold if" in out  # the sums are told all the same
    assert check(capsys, "--ignore", "reading", "--strict", DOUBT)[0] == 0
    assert check(capsys, "--select", "reading,values", broken)[0] == 0
    assert check(capsys, "--select", "reading", "--select", "arithmetic", broken)[0] == 1


def test_what_a_finding_explains_is_ignored_as_well(capsys: pytest.CaptureFixture[str], broken: str) -> None:
    _, out, _ = check(capsys, "--format", "json", broken)
    (found,) = json.loads(out)["findings"]
    explained = {other["rule"] for other in found["related"]}
    assert len(explained) == 3
    name = sorted(explained)[0]
    _, out, _ = check(capsys, "--format", "json", "--ignore", name, broken)
    (found,) = json.loads(out)["findings"]
    assert {other["rule"] for other in found["related"]} == explained - {name}


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_rule_that_is_not_there_is_a_wrong_argument(capsys: pytest.CaptureFixture[str], option: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["check", "--lang", "en", option, "row-shrt,reading", SEED])
    assert caught.value.code == 2
    out, err = capsys.readouterr()
    assert out == "" and "no rule and no family is called row-shrt; near it: row-short" in err
    with pytest.raises(SystemExit):
        main(["check", "--lang", "zh", option, "", SEED])
    assert "没有名为" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [[], ["--format", "xml", SEED], ["--limit", "x=1", SEED], ["--color", "blue", SEED]])
def test_wrong_arguments(capsys: pytest.CaptureFixture[str], wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["check", *wrong])
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err


# ── inputs ─────────────────────────────────────────────────────────────────────────


def test_findings_go_to_standard_output_and_failures_to_standard_error(
    capsys: pytest.CaptureFixture[str], broken: str
) -> None:
    status, out, err = check(capsys, broken, NO_REPORT, "nowhere.txt")
    assert status == 2
    assert "[cell-contradicted]" in out and "2051" in out
    assert [line.split(": ")[1] for line in err.splitlines()] == [NO_REPORT, "nowhere.txt"]
    assert "reports: 1; errors: 1" in out and "inputs not usable: 2" in out


def test_every_input_is_in_the_formats_for_programs(capsys: pytest.CaptureFixture[str], broken: str) -> None:
    status, out, err = check(capsys, "--format", "json", broken, NO_REPORT, SEED)
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 2 and [line["source"] for line in lines] == [broken, NO_REPORT, SEED]
    assert lines[1]["error"]["kind"] == "not_a_report" and NO_REPORT in err
    assert lines[0]["identities"] == {"holds": 39, "broken": 3, "holds_if_blanks_are_zero": 0, "not_assessable": 0}
    assert lines[2]["identities"]["holds"] == 40 and lines[2]["findings"] == []
    status, out, _ = check(capsys, "--format", "csv", broken, NO_REPORT, SEED)
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"))))
    assert out.startswith("\ufeff") and [row["rule"] for row in rows] == ["cell-contradicted", "not_a_report"]
    assert rows[0]["severity"] == "error" and "total" in rows[0]["codes"] and "2051" in rows[0]["mends"]
    status, out, _ = check(capsys, "--format", "sarif", broken, NO_REPORT, SEED)
    (log,) = json.loads(out)["runs"]
    assert len(log["results"]) == 1 and log["results"][0]["level"] == "error"
    assert len(log["invocations"][0]["toolExecutionNotifications"]) == 1
    status, out, _ = check(capsys, "--format", "html", broken, NO_REPORT, SEED)
    assert out.startswith("<!DOCTYPE html>") and "no-report.txt" in out and "nothing found" in out
    assert 'id="r1-requests.concluded.total" class="marked error"' in out


def test_a_clean_report_says_how_many_sums_hold(capsys: pytest.CaptureFixture[str]) -> None:
    for file in (SEED, str(CLEAN), str(DATA / "seeds" / "yandian-2020.txt")):
        found = [one.outcome for one in outcomes(govparse.parse_file(file))]
        status, out, err = check(capsys, "--select", "arithmetic", file)
        assert (status, err) == (0, "")
        assert f"nothing found; {len(found)} sums of the form: {found.count('holds')} hold, 0 broken, " in out
        assert f"{found.count('not assessable')} cannot be assessed" in out


def test_standard_input_and_several_reports_in_one_file(capsys: pytest.CaptureFixture[str]) -> None:
    done = run("check", "--format", "json", "-", stdin=Path(DOUBT).read_bytes())
    assert done.returncode == 0 and json.loads(done.stdout)["source"] == "<stdin>"
    two = str(DATA / "bad" / "two-reports.txt")
    _, out, _ = check(capsys, "--format", "json", two)
    assert len([json.loads(line)["title"] for line in out.splitlines()]) == len(
        list(govparse.parse_all(Path(two).read_bytes()))
    )


def test_what_parse_printed_is_checked_alike(capsys: pytest.CaptureFixture[str], broken: str, tmp_path: Path) -> None:
    read = tmp_path / "read.json"
    read.write_bytes(run("parse", "--format", "json", broken, NO_REPORT, DOUBT).stdout)
    status, out, err = check(capsys, "--format", "json", str(read))
    again = [json.loads(line) for line in out.splitlines()]
    assert status == 2 and [line["source"] for line in again] == [broken, NO_REPORT, DOUBT]
    assert NO_REPORT in err
    _, out, _ = check(capsys, "--format", "json", broken, NO_REPORT, DOUBT)
    assert again == [json.loads(line) for line in out.splitlines()]


@pytest.mark.parametrize(
    "line", ['{"schema":1}', "{", '{"a":' * 99_999, '{"source":"a","error":{"kind":3,"messages":{}}}', '{"error":3}']
)
def test_other_json_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path, line: str) -> None:
    other = tmp_path / "other.json"
    other.write_text(line, encoding="utf-8")
    status, out, err = check(capsys, "--format", "json", str(other), str(CLEAN))
    first, second = (json.loads(each) for each in out.splitlines())
    assert status == 2 and first["error"]["kind"] == "no_record" and second["identities"]["holds"] == 42
    assert "not the JSON of a report" in err


@pytest.mark.parametrize("line", ['{"schema":1}', "{", "nothing"])
def test_a_line_that_holds_no_report_costs_itself_alone(
    capsys: pytest.CaptureFixture[str], broken: str, tmp_path: Path, line: str
) -> None:
    first, last = (run("parse", "--format", "json", source).stdout.decode() for source in (str(CLEAN), broken))
    several = tmp_path / "several.json"
    several.write_text(f"{first}{line}\n\n{last}", encoding="utf-8")
    status, out, err = check(capsys, "--format", "json", str(several))
    read = [json.loads(each) for each in out.splitlines()]
    assert status == 2 and [each["source"] for each in read] == [str(CLEAN), str(several), broken]
    assert read[1]["error"]["kind"] == "no_record" and read[2]["identities"]["broken"] > 0
    assert "line 2 is not the JSON of a report" in err


def test_json_laid_out_over_lines_is_refused_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    laid_out = tmp_path / "laid-out.json"
    data = json.loads(run("parse", "--format", "json", str(CLEAN)).stdout)
    laid_out.write_text(json.dumps(data, indent=1), encoding="utf-8")
    status, out, err = check(capsys, "--format", "json", str(laid_out))
    assert status == 2 and len(out.splitlines()) == 1 and err.count("not the JSON of a report") == 1


def test_findings_in_json_that_lack_a_language_are_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    data = json.loads(run("parse", "--format", "json", DOUBT).stdout)
    data["findings"][0]["messages"].pop("zh")
    other = tmp_path / "other.json"
    other.write_text(json.dumps(data), encoding="utf-8")
    status, _, err = check(capsys, str(other))
    assert status == 2 and "messages" in err


@pytest.mark.parametrize("layout", ["text", "json", "csv", "sarif", "html"])
def test_hostile_words_in_json_do_no_harm(
    capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path, layout: str
) -> None:
    data = json.loads(govparse.parse_file(DOUBT).to_json(source_text=False))
    hostile = "\x00\ud800\x1b[2J<img src=x onerror=alert(1)>=1+1\r\n\u202e"
    data |= {"source": hostile, "title": hostile, "issuer": hostile}
    data["facts"]["requests.granted.total"]["text"] = hostile
    data["facts"][hostile] = {**data["facts"]["requests.granted.total"], "state": "unread", "value": None}
    for found in data["findings"]:
        found["messages"] = {"zh": hostile, "en": hostile}
        found["codes"] += [hostile, "requests.granted.total"]
        found["places"] += [{"kind": "text", "start": 10**12, "end": 10**13, "line": 9, "column": 9}]
    other = tmp_path / "hostile.json"
    other.write_text(json.dumps(data), encoding="utf-8")
    for language in ("zh", "en"):
        assert main(["check", "--lang", language, "--format", layout, str(other)]) == 0
        written, complaints = capsysbinary.readouterr()
        assert complaints == b""
        printed = written.decode("utf-8")
        if layout in ("text", "html"):
            assert not re.search("[\x00-\x08\x0b-\x1f\x80-\x9f\u202e]", printed)
            assert layout == "text" or "<img" not in printed
        elif layout == "csv":
            rows = list(csv.DictReader(io.StringIO(printed.removeprefix("\ufeff"), newline="")))
            assert len(rows) == len(data["findings"]) + 1 and rows[0]["message"].count("<img") == 1
        else:
            assert "<img" in json.dumps(json.loads(printed))


def test_files_of_all_formats_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    matrix = FORMATS / "matrix" / "dense-2021"
    files = [str(matrix / name) for name in ("report.html", "report.docx", "report.pdf")]
    bad = str(FORMATS / "bad" / "truncated-docx.docx")
    status, out, _ = check(capsys, "--format", "json", *files, bad)
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 2 and [line["source"] for line in lines] == [*files, bad]
    assert lines[0]["identities"] == lines[1]["identities"] == lines[2]["identities"]
    assert check(capsys, "--limit", "cells=100", files[0])[0] == 2


# ── streams and consoles ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("layout", ["text", "json", "csv", "sarif", "html"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_out_holds_what_would_have_been_printed(
    capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path, broken: str, layout: str, language: str
) -> None:
    arguments = ["check", "--lang", language, "--format", layout, broken, SEED]
    assert main(arguments) == 1
    printed = capsysbinary.readouterr().out
    out = tmp_path / "out"
    assert main([*arguments, "--out", str(out)]) == 1
    assert out.read_bytes() == printed and printed
    assert capsysbinary.readouterr().out == b""
    assert main([*arguments, "--out", str(tmp_path / "no" / "out")]) == 2
    assert str(tmp_path / "no" / "out").encode() in capsysbinary.readouterr().err


@pytest.mark.parametrize("encoding", ["cp936", "ascii", "latin-1"])
def test_a_console_that_cannot_show_everything(encoding: str, broken: str) -> None:
    printed = {}
    for layout in ("text", "json", "csv", "sarif", "html"):
        done = run("check", "--lang", "zh", "--format", layout, broken, DOUBT, PYTHONIOENCODING=encoding)
        assert done.returncode == 1 and done.stderr == b""
        printed[layout] = done.stdout
    # For programs nothing is lost: escapes in JSON, and files that say themselves how they are encoded.
    assert json.loads(printed["json"].decode(encoding).splitlines()[0])["source"] == broken
    (log,) = json.loads(printed["sarif"].decode(encoding))["runs"]
    assert "“（七）总计”" in log["results"][0]["message"]["text"]
    for layout in ("csv", "html"):
        assert "“（七）总计”" in printed[layout].decode("utf-8")
    if encoding == "cp936":
        assert "“（七）总计”" in printed["text"].decode("cp936")


def test_no_colours_but_on_a_terminal(broken: str) -> None:
    assert b"\x1b" not in run("check", broken).stdout
    assert b"\x1b[31;1m" in run("check", "--color", "always", broken, NO_COLOR="1").stdout
    assert b"\x1b" not in run("check", "--color", "never", broken).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals of POSIX")
@pytest.mark.parametrize(("settings", "colours"), [("TERM=xterm", True), ("TERM=dumb", False), ("NO_COLOR=1", False)])
def test_colours_on_a_terminal(broken: str, settings: str, colours: bool) -> None:
    import os
    import pty

    leader, follower = pty.openpty()
    name, _, value = settings.partition("=")
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "70", "PYTHONIOENCODING": "utf-8"}
    environment.pop("NO_COLOR", None)
    environment[name] = value
    with subprocess.Popen(
        [sys.executable, "-m", "govparse", "check", "--lang", "zh", broken], stdout=follower, env=environment
    ) as running:
        os.close(follower)
        written = b""
        while True:
            try:
                part = os.read(leader, 65536)
            except OSError:
                break
            if not part:
                break
            written += part
        assert running.wait(30) == 1
    os.close(leader)
    assert (b"\x1b[31;4m" in written) is colours
    assert "^^^^" in written.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close differently on Windows")
def test_a_reader_that_stops_early_is_no_error(broken: str) -> None:
    for layout, status in (("json", 0), ("html", 0), ("text", 0)):
        command = f"{sys.executable} -m govparse check --format {layout} {' '.join([DOUBT] * 30)}"
        done = subprocess.run(
            ["bash", "-c", f"set -o pipefail; {command} | head -c 10"], capture_output=True, check=False
        )
        assert len(done.stdout) == 10 and done.stderr == b""
        assert done.returncode == status
    many = f"{sys.executable} -m govparse check {broken} {' '.join([DOUBT] * 30)}"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {many} | head -c 10"], capture_output=True, check=False)
    assert done.returncode == 1 and done.stderr == b""  # what was found is still found


def test_check_needs_no_more_than_the_core(broken: str) -> None:
    """No library but the three of the core is imported to check a text, in any format."""
    code = (
        "import sys; from govparse.cli import main\n"
        f"main(['check', '--format', sys.argv[1], {broken!r}])\n"
        "others = {'lxml', 'pypdfium2', 'hypothesis'} & {m.partition('.')[0] for m in sys.modules}\n"
        "print(sorted(others), file=sys.stderr)"
    )
    for layout in ("text", "json", "csv", "sarif", "html"):
        done = subprocess.run([sys.executable, "-c", code, layout], capture_output=True, check=True)
        assert done.stderr.decode().strip().endswith("[]")
