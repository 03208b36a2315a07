"""DOC, RTF and ODT through LibreOffice: every cell where it was, and nothing but the file at stake."""

from __future__ import annotations

import http.server
import io
import json
import multiprocessing
import os
import shutil
import stat
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from govparse.errors import MissingReader, TooLarge, Unreadable
from govparse.limits import Limits
from govparse.reading.formats import Format, recognise
from govparse.reading.office import libreoffice
from govparse.reading.office.libreoffice import to_docx
from govparse.reading.office.ole import word_text

needs_soffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed (Debian: apt install libreoffice-writer)"
)
posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for LibreOffice is a shell script")


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    libreoffice._remove_workshop()
    yield
    libreoffice._remove_workshop()


# --- documents ------------------------------------------------------------------------------------

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Cell = tuple[int, int, int, int, str]
"""Row, column, width, height, text."""

# Groups of rows as in the table of requests: merged across and down, blank cells, zeros, a rule.
TABLE: list[Cell] = [
    (0, 0, 3, 2, "（本列数据的关系）"),
    (0, 3, 3, 1, "申请人"),
    (1, 3, 1, 1, "自然人"),
    (1, 4, 1, 1, "法人"),
    (1, 5, 1, 1, "总计"),
    (2, 0, 3, 1, "一、新收"),
    (2, 3, 1, 1, "21"),
    (2, 4, 1, 1, ""),
    (2, 5, 1, 1, "21"),
    (3, 0, 1, 4, "三、结果"),
    (3, 1, 2, 1, "（一）公开"),
    (3, 3, 1, 1, ""),
    (3, 4, 1, 1, "0"),
    (3, 5, 1, 1, ""),
    (4, 1, 1, 2, "（三）不予公开"),
    (4, 2, 1, 1, "1.秘密"),
    (4, 3, 1, 1, "0"),
    (4, 4, 1, 1, "/"),
    (4, 5, 1, 1, "12"),
    (5, 2, 1, 1, "2.其他"),
    (5, 3, 1, 1, ""),
    (5, 4, 1, 1, ""),
    (5, 5, 1, 1, ""),
    (6, 1, 2, 1, "（七）总计"),
    (6, 3, 1, 1, "3"),
    (6, 4, 1, 1, "0"),
    (6, 5, 1, 1, "3"),
]
COLUMNS = 6


def docx(table: list[Cell], *, after: bool = True) -> bytes:
    """Write a document of a line, a table and, if `after`, another line."""
    rows = []
    for number in range(max(cell[0] + cell[3] for cell in table)):
        cells = []
        for row, _, width, height, text in sorted(table, key=lambda cell: cell[1]):
            if not row <= number < row + height:
                continue
            merge = "" if height == 1 else f'<w:vMerge w:val="{"restart" if row == number else "continue"}"/>'
            shown = f"<w:r><w:t>{text}</w:t></w:r>" if row == number and text else ""
            cells.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width * 1400}" w:type="dxa"/><w:gridSpan w:val="{width}"/>{merge}</w:tcPr>'
                f"<w:p>{shown}</w:p></w:tc>"
            )
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    grid = '<w:gridCol w:w="1400"/>' * COLUMNS
    body = (
        "<w:p><w:r><w:t>某县2021年度报告</w:t></w:r></w:p>"
        f'<w:tbl><w:tblPr><w:tblW w:w="8400" w:type="dxa"/></w:tblPr><w:tblGrid>{grid}'
        f"</w:tblGrid>{''.join(rows)}</w:tbl>" + ("<w:p><w:r><w:t>完</w:t></w:r></w:p>" if after else "")
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        kind = "application/vnd.openxmlformats-"
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"'
            f' ContentType="{kind}package.relationships+xml"/><Override PartName="/word/document.xml"'
            f' ContentType="{kind}officedocument.wordprocessingml.document.main+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a"'
            ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr/></w:body></w:document>'
        )
    return out.getvalue()


def root(document: bytes) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return ElementTree.fromstring(archive.read("word/document.xml"))


def shown(element: ElementTree.Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{{{W}}}t"))


def tables(document: bytes) -> list[list[Cell]]:
    """Return the cells of all tables of a DOCX."""

    def value(properties: ElementTree.Element | None, name: str, missing: str | None) -> str | None:
        found = None if properties is None else properties.find(f"{{{W}}}{name}")
        return None if found is None else found.get(f"{{{W}}}val", missing)

    outcome = []
    for table in root(document).iter(f"{{{W}}}tbl"):
        cells: list[list[int | str]] = []
        above: dict[int, list[int | str]] = {}
        for row, line in enumerate(table.iter(f"{{{W}}}tr")):
            column = 0
            for cell in line.iter(f"{{{W}}}tc"):
                properties = cell.find(f"{{{W}}}tcPr")
                width = int(value(properties, "gridSpan", None) or 1)
                merge = value(properties, "vMerge", "continue")
                if merge == "continue" and column in above:
                    above[column][3] = int(above[column][3]) + 1
                else:
                    cells.append([row, column, width, 1, shown(cell)])
                    if merge:
                        above[column] = cells[-1]
                    else:
                        above.pop(column, None)
                column += width
        outcome.append([(int(a), int(b), int(c), int(d), str(e)) for a, b, c, d, e in cells])
    return outcome


def written_by_soffice(data: bytes, kind: str, folder: Path) -> bytes:
    """Convert a DOCX to another format, to be read again."""
    source = folder / "source.docx"
    source.write_bytes(data)
    profile = folder / "profile"
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=120)
    return (folder / f"source.{kind}").read_bytes()


# --- with LibreOffice -----------------------------------------------------------------------------


@pytest.mark.slow
@needs_soffice
@pytest.mark.parametrize("kind", ["doc", "rtf", "odt", "fodt"])
def test_every_cell_survives(kind: str, tmp_path: Path) -> None:
    assert tables(docx(TABLE)) == [TABLE]
    data = written_by_soffice(docx(TABLE), kind, tmp_path)
    found = recognise(data)
    assert (found.reader, found.suffix) == ("office", f".{kind}")
    outcome = to_docx(data, found.suffix, Limits())
    assert recognise(outcome) is Format.DOCX
    assert tables(outcome) == [TABLE]
    assert shown(root(outcome)).startswith("某县2021年度报告") and shown(root(outcome)).endswith("完")
    if kind == "doc":
        text = word_text(data)
        assert text.count("\a") == len(root(outcome).findall(f".//{{{W}}}tc")) + 7
        assert "一、新收\a21\a\a21\a\a" in text


@pytest.mark.slow
@needs_soffice
def test_a_table_that_would_run_together_is_refused(tmp_path: Path) -> None:
    data = written_by_soffice(docx(TABLE, after=False), "doc", tmp_path)
    assert word_text(data).endswith("\a")
    with pytest.raises(Unreadable) as caught:
        to_docx(data, ".doc", Limits())
    assert "表格" in caught.value.messages["zh"] and "DOCX" in caught.value.messages["en"]


@pytest.mark.slow
@needs_soffice
def test_rtf_in_gbk() -> None:
    def escaped(text: str) -> str:
        return "".join(f"\\'{byte:02x}" if byte > 127 else chr(byte) for byte in text.encode("gbk"))

    lines = [("甲", "规章", "12", ""), (None, "文件", "", "0")]
    body = ""
    for number, line in enumerate(lines):
        body += r"\trowd" + r"\clvmgf" * (number == 0) + r"\clvmrg" * (number == 1) + r"\cellx1500"
        body += r"\cellx3000\cellx4500\cellx6000" + "".join(r"\pard\intbl " + escaped(s or "") + r"\cell" for s in line)
        body += r"\row"
    data = (r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}}\f0 " + escaped("报告") + r"\par").encode()
    data += (body + r"\pard " + escaped("完") + r"\par}").encode()
    assert recognise(data) is Format.RTF
    outcome = to_docx(data, ".rtf", Limits())
    assert shown(root(outcome)) == "报告甲规章12文件0完"
    expected = [(0, 0, 1, 2, "甲"), *[(0, n, 1, 1, s) for n, s in enumerate(("规章", "12", ""), 1)]]
    expected += [(1, n, 1, 1, s) for n, s in enumerate(("文件", "", "0"), 1)]
    assert tables(outcome) == [expected]


@pytest.mark.slow
@needs_soffice
def test_nothing_is_fetched_and_no_other_file_is_read(tmp_path: Path) -> None:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            asked.append(str(self.client_address))

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (tmp_path / "other.txt").write_text("of no concern", encoding="utf-8")
    web = f"http://127.0.0.1:{server.server_port}"
    frame = f'<draw:frame svg:width="3cm" svg:height="3cm"><draw:image xlink:href="{web}/a.png"/></draw:frame>'
    section = '<text:section text:name="s"><text:section-source xlink:href="{}"/><text:p>甲</text:p></text:section>'
    urn = "urn:oasis:names:tc:opendocument:xmlns:"
    data = (
        f'<office:document xmlns:office="{urn}office:1.0" xmlns:text="{urn}text:1.0" xmlns:draw="{urn}drawing:1.0"'
        f' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="{urn}svg-compatible:1.0" office:version="1.2"'
        ' office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
        f"<text:p>甲{frame}</text:p>{section.format(web + '/b.odt')}"
        f"{section.format((tmp_path / 'other.txt').as_uri())}</office:text></office:body></office:document>"
    ).encode()
    try:
        outcome = to_docx(data, recognise(data).suffix, Limits())
    finally:
        server.shutdown()
        server.server_close()
    assert shown(root(outcome)) == "甲甲甲"
    assert asked == []


@pytest.mark.slow
@needs_soffice
def test_a_damaged_file_is_an_error_about_that_file(tmp_path: Path) -> None:
    data = written_by_soffice(docx(TABLE), "odt", tmp_path)
    damaged = bytearray(data)
    damaged[data.index(b"content.xml") + 40 : data.index(b"content.xml") + 90] = bytes(50)
    with pytest.raises(Unreadable):
        to_docx(bytes(damaged), ".odt", Limits())
    assert tables(to_docx(data, ".odt", Limits())) == [TABLE]


# --- with a stand-in ------------------------------------------------------------------------------

Stand = Callable[[str], Path]


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stand:
    """Make a program that does what a shell script says, in place of LibreOffice.

    The script finds the input in `$source`, the output in `$target`, the profile in `$profile` and a folder
    of the test in `$log`.
    """
    if sys.platform == "win32":
        pytest.skip("the stand-in for LibreOffice is a shell script")

    def make(script: str) -> Path:
        program = tmp_path / "stand-in"
        (tmp_path / "good.docx").write_bytes(docx(TABLE))
        program.write_text(
            "#!/bin/sh\nfor source; do :; done\ntarget=${source%.*}.docx\nprofile=${1#-env:UserInstallation=file://}\n"
            f"log='{tmp_path}'\nprintf '%s\\n' \"$profile\" >> \"$log/profiles\"\n{script}\n",
            encoding="utf-8",
        )
        program.chmod(0o755)
        monkeypatch.setenv(libreoffice.VARIABLE, str(program))
        return tmp_path

    return make


COPY = 'cp "$log/good.docx" "$target"'


def profiles(folder: Path) -> list[str]:
    return (folder / "profiles").read_text(encoding="utf-8").split()


def test_what_the_program_is_given(stand_in: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "word")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:8080")
    folder = stand_in(
        'env > "$log/env"; printf "%s\\n" "$@" > "$log/arguments"; ls -ld "$HOME" > "$log/mode"\n'
        'cp "$profile/user/registrymodifications.xcu" "$source" "$log"\n' + COPY
    )
    assert tables(to_docx(b"{\\rtf1}", ".rtf", Limits())) == [TABLE]
    arguments = (folder / "arguments").read_text(encoding="utf-8").split("\n")
    assert {"--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"} < set(arguments)
    assert "--infilter=Rich Text Format" in arguments
    assert (folder / "document.rtf").read_bytes() == b"{\\rtf1}"
    environment = (folder / "env").read_text(encoding="utf-8")
    assert "SECRET" not in environment and "proxy.example" not in environment
    assert "https_proxy=http://127.0.0.1:9\n" in environment
    assert (folder / "mode").read_text(encoding="utf-8").startswith("drwx------")
    settings = ElementTree.parse(folder / "registrymodifications.xcu").getroot()
    prop = "{http://openoffice.org/2001/registry}name"
    values = {item[0].get(prop): item[0][0].text for item in settings}
    assert values["DisableMacrosExecution"] == values["BlockUntrustedRefererLinks"] == "true"
    assert values["Link"] == "2"


def test_one_profile_serves_one_process_and_is_removed(stand_in: Stand) -> None:
    folder = stand_in(COPY)
    code = (
        "import sys\nfrom govparse.limits import Limits\nfrom govparse.reading.office.libreoffice import to_docx\n"
        "for _ in range(3):\n    assert to_docx(b'{\\\\rtf1}', '.rtf', Limits())\n"
    )
    for _ in range(2):
        subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
    used = profiles(folder)
    assert len(used) == 6 and len(set(used)) == 2
    assert not any(Path(profile).parent.exists() for profile in used)


def _in_a_worker(number: int) -> int:
    to_docx(b"{\\rtf1}", ".rtf", Limits())
    time.sleep(0.2)
    return os.getpid()


@posix
def test_workers_do_not_share_a_profile(stand_in: Stand) -> None:
    folder = stand_in(COPY)
    to_docx(b"{\\rtf1}", ".rtf", Limits())  # the parent has one before it forks
    with multiprocessing.get_context("fork").Pool(2) as pool:
        workers = set(pool.map(_in_a_worker, range(4), chunksize=1))
        pool.close()
        pool.join()
    used = profiles(folder)
    assert len(set(used)) == 1 + len(workers)
    mine = Path(used[0]).parent
    assert stat.S_IMODE(mine.stat().st_mode) == 0o700
    assert [Path(profile).parent.exists() for profile in sorted(set(used) - {used[0]})] == [False] * len(workers)


def test_threads_take_turns(stand_in: Stand) -> None:
    folder = stand_in('mkdir "$log/busy" || echo collision >> "$log/collisions"\nsleep 0.1\nrmdir "$log/busy"\n' + COPY)
    outcomes: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: outcomes.append(to_docx(b"{\\rtf1}", ".rtf", Limits()))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 4 and len(set(profiles(folder))) == 1
    assert not (folder / "collisions").exists()


def test_the_time_limit_ends_the_program_and_its_children(stand_in: Stand) -> None:
    folder = stand_in('sleep 60 &\necho $! $$ > "$log/numbers"\nwait')
    start = time.monotonic()
    with pytest.raises(TooLarge) as caught:
        to_docx(b"{\\rtf1}", ".rtf", Limits(seconds=1))
    assert time.monotonic() - start < 20
    assert "seconds" in caught.value.messages["zh"]
    for number in (folder / "numbers").read_text(encoding="utf-8").split():
        assert not _runs(int(number))
    assert not Path(profiles(folder)[0]).exists()
    stand_in(COPY)
    assert to_docx(b"{\\rtf1}", ".rtf", Limits())


def _runs(number: int) -> bool:
    """Is there a process of that number, other than one that has ended and waits to be noticed?"""
    for _ in range(50):
        shown = subprocess.run(["ps", "-o", "stat=", "-p", str(number)], capture_output=True, text=True, check=False)
        if not shown.stdout.strip() or shown.stdout.startswith("Z"):
            return False
        time.sleep(0.1)
    return True


@pytest.mark.parametrize("script", ["exit 0", "exit 1", "kill -SEGV $$", ': > "$target"'])
def test_a_program_that_writes_nothing_is_tried_twice(stand_in: Stand, script: str) -> None:
    folder = stand_in(script)
    with pytest.raises(Unreadable) as caught:
        to_docx(b"{\\rtf1}", ".rtf", Limits())
    assert "DOCX" in caught.value.messages["zh"] and "password" in caught.value.messages["en"]
    assert len(set(profiles(folder))) == 2


def test_the_second_try_counts(stand_in: Stand) -> None:
    folder = stand_in('[ "$(wc -l < "$log/profiles")" -gt 1 ] || kill -SEGV $$\n' + COPY)
    assert tables(to_docx(b"{\\rtf1}", ".rtf", Limits())) == [TABLE]
    assert len(set(profiles(folder))) == 2


def test_what_comes_out_is_bounded(stand_in: Stand) -> None:
    stand_in(COPY)
    with pytest.raises(TooLarge, match="unpacked"):
        to_docx(b"{\\rtf1}", ".rtf", Limits(unpacked=100))


def test_a_bomb_does_not_reach_the_program(stand_in: Stand) -> None:
    folder = stand_in(COPY)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", bytes(5_000_000))
    with pytest.raises(TooLarge):
        to_docx(out.getvalue(), ".odt", Limits())
    assert not (folder / "profiles").exists()


def test_vertical_merges_that_would_be_lost_are_refused(stand_in: Stand) -> None:
    folder = stand_in(COPY)
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(Unreadable) as caught:
            to_docx('<w:wordDocument><w:vmerge w:val="restart"/>'.encode(encoding), ".xml", Limits())
        assert "纵向" in caught.value.messages["zh"]
    assert not (folder / "profiles").exists()


def test_without_libreoffice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(libreoffice, "_usual_places", list)
    monkeypatch.delenv(libreoffice.VARIABLE, raising=False)
    with pytest.raises(MissingReader) as caught:
        to_docx(b"{\\rtf1}", ".rtf", Limits())
    for message in caught.value.messages.values():
        assert "LibreOffice" in message and "DOCX" in message and "libreoffice-writer" in message
    monkeypatch.setenv(libreoffice.VARIABLE, str(tmp_path / "nowhere"))
    with pytest.raises(MissingReader) as caught:
        to_docx(b"{\\rtf1}", ".rtf", Limits())
    assert all("nowhere" in message for message in caught.value.messages.values())
    assert json.dumps(caught.value.messages)


@posix
def test_a_program_that_does_not_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_bytes(b"\x7fELF no program")
    program.chmod(0o755)
    monkeypatch.setenv(libreoffice.VARIABLE, str(program))
    with pytest.raises(MissingReader):
        to_docx(b"{\\rtf1}", ".rtf", Limits())


def test_the_usual_places_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ProgramFiles", "C:\\Program Files")
    places = libreoffice._usual_places()
    assert places[0].startswith("C:\\Program Files") and places[0].endswith("soffice.com")
    assert any(place.startswith("/Applications") for place in places)
