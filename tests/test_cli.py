"""The command: streams, exit status, languages, encodings, a reader that stops early."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from fixtures import DATA, FORMATS

import govparse
from govparse.cli import main
from govparse.cli.language import choose_language
from govparse.output.widths import clip, pad, width
from govparse.testing import differences

SEED = str(DATA / "seeds" / "xidian-2019.txt")
HUOXIAN = str(DATA / "seeds" / "huoxian-2019.txt")


def run(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    import os

    settings = {**os.environ, "PYTHONIOENCODING": "utf-8", **environment}
    command = [sys.executable, "-m", "govparse", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, env=settings, check=False)


def test_json_prints_one_line_per_report_and_failure(capsys: pytest.CaptureFixture[str]) -> None:
    bad = str(DATA / "bad" / "no-report.txt")
    two = str(DATA / "bad" / "two-reports.txt")
    status = main(["parse", "--format", "json", "--lang", "en", SEED, bad, two, "nowhere.txt"])
    out, err = capsys.readouterr()
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 2
    assert [line["source"] for line in lines] == [SEED, bad, *[two] * (len(lines) - 3), "nowhere.txt"]
    assert len(lines) >= 5
    assert lines[0]["facts"]["requests.received.total"]["value"] == 21
    assert lines[1]["error"]["kind"] == "not_a_report"
    assert set(lines[1]["error"]["messages"]) == {"zh", "en"}
    assert lines[-1]["error"]["kind"] == "no_file"
    assert "no such file" in err
    assert "2 reports" in err


def test_table_shows_the_form_with_aligned_columns(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", "--lang", "zh", HUOXIAN]) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    head = next(line for line in lines if "自然人" in line)
    row = next(line for line in lines if line.startswith("一、本年新收"))
    assert width(head) == width(row)
    carried = next(line for line in lines if line.startswith("二、上年结转"))
    assert carried.split()[1:] == ["[?]", "0", "0", "0", "0", "0", "[?]"]
    assert any(line.startswith("第二十条第（一）项") for line in lines)
    assert "行政检查 | 0 | 0" in out
    assert "[row-offset]" in err  # findings are messages here
    assert "[row-offset]" not in out


def test_states_are_visible(capsys: pytest.CaptureFixture[str]) -> None:
    main(["parse", "--lang", "en", str(DATA / "seeds" / "yandian-2020.txt")])
    out, _ = capsys.readouterr()
    row = next(line for line in out.splitlines() if line.startswith("（一）予以公开"))
    assert row.split()[1:] == ["[", "]"] * 6 + ["0"]
    assert "[ ] = blank" in out


def test_forms(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forms", "--lang", "zh"]) == 0
    out, _ = capsys.readouterr()
    assert [line.split()[0] for line in out.splitlines()] == ["2019", "2021"]
    assert "198" in out.splitlines()[0]
    assert "form2021.lark" in out.splitlines()[1]


def test_wrong_arguments_end_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([], ["parse"], ["parse", "--format", "xml", SEED], ["nothing"]):
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--version"], ["--help"], ["parse", "--lang", "zh", "--help"]):
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == 0
    out = capsys.readouterr().out
    assert out.startswith("govparse 0.")
    assert "标准输入" in out


def test_standard_input() -> None:
    done = run("parse", "--format", "json", "-", stdin=Path(SEED).read_bytes())
    assert done.returncode == 0
    assert json.loads(done.stdout)["source"] == "<stdin>"


def test_empty_standard_input() -> None:
    done = run("parse", "-", "--lang", "zh")
    assert done.returncode == 2
    assert done.stdout == b""
    assert "空" in done.stderr.decode()


def test_a_folder_is_no_file() -> None:
    done = run("parse", "--lang", "zh", str(DATA))
    assert done.returncode == 2
    assert "文件夹" in done.stderr.decode()


@pytest.mark.parametrize("encoding", ["cp936", "ascii", "latin-1"])
def test_a_console_that_cannot_show_everything(encoding: str) -> None:
    table = run("parse", SEED, HUOXIAN, PYTHONIOENCODING=encoding)
    assert table.returncode == 0
    assert b"Traceback" not in table.stderr
    lines = run("parse", "--format", "json", SEED, PYTHONIOENCODING=encoding)
    assert lines.returncode == 0
    assert json.loads(lines.stdout.decode(encoding))["issuer"] == "西店镇"
    if encoding == "cp936":
        assert "政府集中采购" in table.stdout.decode("cp936")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close differently on Windows")
def test_a_reader_that_stops_early_is_no_error() -> None:
    command = f"{sys.executable} -m govparse parse --format json {' '.join([SEED] * 40)}"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command} | head -c 10"], capture_output=True, check=False)
    assert done.stdout == b'{"schema":'
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr
    assert done.returncode == 0


def test_language_of_messages() -> None:
    assert choose_language(["parse", "--lang", "zh"], {}) == "zh"
    assert choose_language(["parse", "--lang=en"], {"LANG": "zh_CN.UTF-8"}) == "en"
    assert choose_language(["--lang=zh"], {}) == "zh"
    assert choose_language([], {"LANG": "zh_CN.UTF-8"}) == "zh"
    assert choose_language([], {"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN"}) == "en"
    assert choose_language(["--lang"], {"LANG": "C"}) == "en"
    assert choose_language([], {}) in ("zh", "en")


def test_widths() -> None:
    assert width("自然人") == 6
    assert width("a\u0301") == 1
    assert pad("自", 4) == "自  "
    assert pad("自", 4, right=True) == "  自"
    assert clip("自然人自然人", 8) == "自然人.."
    assert clip("ab\ncd", 10) == "ab cd"


def test_messages_go_to_a_stream_without_reconfigure(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    assert main(["forms"]) == 0
    assert "2019" in stream.getvalue()


def test_a_table_that_is_not_there_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "zh", "parse", str(DATA / "layouts" / "o-no-tables-2019.txt")]) == 0
    out, err = capsys.readouterr()
    assert out.count("没有表") == 3
    assert "[缺]" not in out  # the legend explains only what is shown
    assert "table-missing" in err
    main(["parse", "--lang", "en", HUOXIAN])
    out, err = capsys.readouterr()
    assert "line 53:" in err


def test_mixed_forms_are_shown_in_their_own_rows(capsys: pytest.CaptureFixture[str]) -> None:
    mixed = next(p for p in sorted((DATA / "irregular").glob("hybrid-*.txt")))
    assert main(["parse", "--lang", "zh", str(mixed)]) == 0
    out, _ = capsys.readouterr()
    assert "本年新制作数量" in out
    assert "本年处理决定数量" in out


MATRIX = FORMATS / "matrix" / "dense-2021"


def test_files_of_all_formats_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(MATRIX / name) for name in ("report.html", "report.docx", "report.pdf")]
    bad = str(FORMATS / "bad" / "truncated-docx.docx")
    assert main(["parse", "--format", "json", "--lang", "zh", *files, bad, SEED]) == 2
    out, err = capsys.readouterr()
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["source"] for line in lines] == [*files, bad, SEED]
    assert lines[3]["error"]["kind"] == "unreadable" and "truncated-docx" in err
    fact = "requests.received.total"
    kinds = [line["facts"][fact]["place"]["kind"] for line in lines if "facts" in line]
    assert kinds == ["grid", "grid", "page", "text"]
    assert {line["facts"][fact]["value"] for line in lines[:3]} == {2137}
    grid, page = lines[0]["facts"][fact]["place"], lines[2]["facts"][fact]["place"]
    assert set(grid) == {"kind", "start", "end", "table", "row", "column"}
    assert set(page) == {"kind", "start", "end", "page", "box"} and len(page["box"]) == 4


def test_messages_say_where_in_a_table_or_on_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    for name, where in (("html/row-one-cell-missing.html", "table "), ("pdf/numbers-wrapped.pdf", "page ")):
        assert main(["parse", "--lang", "en", str(FORMATS / name)]) == 0
        assert f"] {where}" in capsys.readouterr().err


def test_limits(capsys: pytest.CaptureFixture[str]) -> None:
    file = str(MATRIX / "report.html")
    assert main(["parse", "--format", "json", "--limit", "cells=100", file]) == 2
    out, _ = capsys.readouterr()
    assert json.loads(out)["error"]["kind"] == "too_large"
    assert main(["parse", "--limit", "cells=1000", "--limit", "size=100000", file]) == 0
    for wrong in ("cells", "cells=x", "rows=3", "cells=-1"):
        with pytest.raises(SystemExit) as caught:
            main(["parse", "--limit", wrong, file])
        assert caught.value.code == 2
    assert "cells" in capsys.readouterr().err


def test_standard_input_is_read_no_further_than_the_limit() -> None:
    done = run("parse", "--format", "json", "--limit", "size=1000", "-", stdin=b"x" * 5000)
    assert done.returncode == 2 and json.loads(done.stdout)["error"]["kind"] == "too_large"
    page = (MATRIX / "report.html").read_bytes()
    done = run("parse", "--format", "json", "-", stdin=page)
    assert done.returncode == 0 and json.loads(done.stdout)["source"] == "<stdin>"


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_request_to_end_leaves_nothing_behind(tmp_path: Path) -> None:
    import os
    import signal
    import time

    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60\n")
    program.chmod(0o755)
    folder = tmp_path / "temporary"
    folder.mkdir()
    file = FORMATS / "office" / "rtf-unicode.rtf"
    settings = {**os.environ, "GOVPARSE_SOFFICE": str(program), "TMPDIR": str(folder)}
    with subprocess.Popen([sys.executable, "-m", "govparse", "parse", str(file)], env=settings) as running:
        for _ in range(200):
            time.sleep(0.05)
            if any(folder.iterdir()):
                break
        assert any(folder.iterdir())
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 128 + signal.SIGTERM
    assert not any(folder.iterdir())


def test_render_prints_the_official_form(capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    record = tmp_path / "report.json"
    record.write_bytes(run("parse", "--format", "json", SEED).stdout)
    whole = govparse.parse_file(SEED)
    for layout in ("tabs", "markdown", "html", "docx"):
        assert main(["render", str(record), "--layout", layout]) == 0
        printed = capsysbinary.readouterr().out
        assert differences(whole, govparse.parse(printed)) == [] or layout in ("html", "docx")
        assert {c: f.value for c, f in govparse.parse(printed).facts.items()} == {
            c: f.value for c, f in whole.facts.items()
        }
        out = tmp_path / f"out.{layout}"
        assert main(["render", str(record), "--layout", layout, "--out", str(out)]) == 0
        assert out.read_bytes() == printed
        assert capsysbinary.readouterr().out == b""
    assert main(["render", SEED]) == 0  # a report file is read first
    assert govparse.parse(capsysbinary.readouterr().out).title == whole.title


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_render_reads_what_a_console_wrote(encoding: str) -> None:
    line = run("parse", "--format", "json", SEED).stdout.decode("utf-8")
    done = run("render", "-", stdin=line.replace("\n", "\r\n").encode(encoding))
    assert done.returncode == 0
    assert govparse.parse(done.stdout).title == govparse.parse_file(SEED).title


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (('"form":"2019"', '"form":"1999"'), "form '1999' with block"),
        (('"name":"requests"', '"name":"requests_x"'), "'requests_x' is not known"),
        (('"year":2019', '"year":"2019"'), "year"),
        (('"facts":{', '"facts":{"a":3,'), "int"),
        (('"sections":{', '"other":{'), "sections"),
        (('"schema":1', '"schema":2'), "schema 1"),
        (("{", "{{"), "Expecting property name"),
        (("{", "{}\n{"), "schema 1"),
    ],
)
def test_render_refuses_what_is_no_report(change: tuple[str, str], words: str) -> None:
    line = run("parse", "--format", "json", SEED).stdout.decode("utf-8")
    done = run("render", "--lang", "en", "-", stdin=line.replace(*change, 1).encode())
    message = done.stderr.decode("utf-8")
    assert (done.returncode, done.stdout) == (2, b"")
    assert message.startswith("govparse: <stdin>: ") and words in message and "Traceback" not in message


def test_render_wants_one_report_and_a_place_to_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    two = tmp_path / "two.json"
    two.write_bytes(run("parse", "--format", "json", SEED, SEED).stdout)
    assert main(["render", "--lang", "en", str(two)]) == 2
    assert "one report expected, 2 found" in capsys.readouterr().err
    assert main(["render", "--lang", "en", SEED, "--out", str(tmp_path / "no" / "where.txt")]) == 2
    assert "cannot write the file" in capsys.readouterr().err
    assert main(["render", "--lang", "en", str(tmp_path / "none.json")]) == 2
    assert main(["render", "--lang", "en", str(DATA / "bad" / "no-report.txt")]) == 2


def test_render_writes_what_no_file_can_hold_as_a_mark() -> None:
    line = run("parse", "--format", "json", SEED).stdout.decode("utf-8")
    odd = line.replace('"title":"', '"title":"\\ud800\\u0001', 1)
    for layout in ("tabs", "html", "docx"):
        done = run("render", "--layout", layout, "-", stdin=odd.encode())
        assert done.returncode == 0, done.stderr
        assert "requests.received.total" in govparse.parse(done.stdout).facts
