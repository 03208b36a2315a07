"""What is an input, and what it is called: folders, archives, names of all kinds."""

from __future__ import annotations

import io
import json
import os
import stat
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from dataset_parts import write_reports

from govparse.dataset import Options, build, load, read, read_batches
from govparse.dataset.sources import Input, Opener, SameName, inputs
from govparse.errors import GovparseError, TooLarge
from govparse.limits import Limits

HERE = Options(workers=0)
FORMATS = Path(__file__).parent / "formats"


def names(*paths: Path, skipped: Path | None = None) -> list[str]:
    return sorted(item.name for item in inputs(paths, skipped=[skipped] if skipped else []))


def packed(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return sink.getvalue()


def content(item: Input, limits: Limits | None = None) -> bytes:
    return Opener(limits or Limits()).read(item)


# ── folders ────────────────────────────────────────────────────────────────────────


def test_names_are_relative_to_the_folder(tmp_path: Path) -> None:
    for name in ("b/二〇二一/x.txt", "b/y.html", "a.txt", "b/.hidden"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(name.encode())
    assert names(tmp_path) == ["a.txt", "b/.hidden", "b/y.html", "b/二〇二一/x.txt"]
    assert {item.name: content(item).decode() for item in inputs([tmp_path])} == {
        name: name for name in names(tmp_path)
    }


def test_of_several_paths_each_name_begins_with_its_own(tmp_path: Path) -> None:
    for name in ("one/x.txt", "two/x.txt", "three.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert names(tmp_path / "one", tmp_path / "two", tmp_path / "three.txt") == ["one/x.txt", "three.txt", "two/x.txt"]
    assert names(tmp_path / "three.txt") == ["three.txt"]


def test_two_paths_of_one_name_are_refused(tmp_path: Path) -> None:
    for name in ("one/2021/x.txt", "two/2021/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    with pytest.raises(SameName, match="2021"):
        names(tmp_path / "one" / "2021", tmp_path / "two" / "2021")


def test_what_systems_leave_behind_is_no_input(tmp_path: Path) -> None:
    for name in (".DS_Store", "Thumbs.db", "x.txt"):
        (tmp_path / name).touch()
    assert names(tmp_path) == ["x.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_links_that_lead_up_end_and_those_to_nowhere_fail(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").touch()
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    assert names(tmp_path) == ["a/x.txt", "nowhere"]
    (row,) = [row for row in read([tmp_path], HERE)["failures"].to_pylist() if row["source"] == "nowhere"]
    assert row["kind"] == "no_file"


@pytest.mark.skipif(sys.platform == "win32", reason="there is nothing else than files")
def test_what_is_no_file_is_left_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "x.txt").touch()
    assert names(tmp_path) == ["x.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes only there")
def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    (file,) = write_reports(tmp_path / "reports", 1, layouts=["tabs"])
    raw = os.fsencode(tmp_path / "reports")
    os.rename(file, raw + "/柳溪镇2021.txt".encode("gb18030"))
    Path(os.fsdecode(raw + b"/\xff\xfe\xfd.txt")).write_text("no report")
    assert names(tmp_path / "reports") == sorted(["柳溪镇2021.txt", "\\xff\\xfe\\xfd.txt"])
    built = build([tmp_path / "reports"], tmp_path / "out", Options(formats=("csv", "jsonl"), workers=0))
    assert built.tally.rows["reports"] == 1
    assert [row["source"] for row in load(tmp_path / "out")["reports"].to_pylist()] == ["柳溪镇2021.txt"]


@pytest.mark.parametrize("kind", [str, Path])
def test_a_single_path_stands_for_itself(tmp_path: Path, kind: Any) -> None:
    write_reports(tmp_path / "reports", 1, layouts=["tabs"])
    one = kind(tmp_path / "reports")
    assert [item.name for item in inputs(one)] == names(tmp_path / "reports")
    assert build(one, tmp_path / "alone", HERE).tally == build([one], tmp_path / "listed", HERE).tally
    assert (tmp_path / "alone" / "facts.parquet").read_bytes() == (tmp_path / "listed" / "facts.parquet").read_bytes()
    assert json.loads((tmp_path / "alone" / "run.json").read_text())["paths"] == [str(one)]
    assert read(one)["facts"] == load(tmp_path / "alone")["facts"]
    assert [batch.num_rows for batch in read_batches(one)] == [batch.num_rows for batch in read_batches([one])]


def test_paths_may_be_given_one_by_one(tmp_path: Path) -> None:
    write_reports(tmp_path / "reports", 1, layouts=["tabs"])
    built = build(iter([tmp_path / "reports"]), tmp_path / "out", HERE)  # type: ignore[arg-type]  # an iterator, where a sequence is asked for
    assert built.tally.inputs == 1


# ── archives ───────────────────────────────────────────────────────────────────────


def test_archives_are_containers_also_within_each_other(tmp_path: Path) -> None:
    inner = packed({"x.txt": b"x", "__MACOSX/x.txt": b"", "sub/": b"", ".DS_Store": b""})
    (tmp_path / "all.zip").write_bytes(packed({"2021/a.txt": b"a", "inner.zip": inner}))
    (tmp_path / "archive without ending").write_bytes(packed({"b.txt": b"b"}))
    found = {item.name: content(item) for item in inputs([tmp_path])}
    assert found == {
        "all.zip/2021/a.txt": b"a",
        "all.zip/inner.zip/x.txt": b"x",
        "archive without ending/b.txt": b"b",
    }


def test_documents_that_are_archives_inside_are_inputs(tmp_path: Path) -> None:
    docx, page = write_reports(tmp_path / "reports", 2, layouts=["docx", "html"])
    docx.rename(tmp_path / "reports" / "renamed.zip")
    (tmp_path / "reports" / "packed.zip").write_bytes(packed({"a.docx": (docx.parent / "renamed.zip").read_bytes()}))
    assert names(tmp_path / "reports") == sorted(["packed.zip/a.docx", "renamed.zip", page.name])
    assert read([tmp_path / "reports"], HERE)["reports"].num_rows == 3


def test_an_empty_archive_has_no_inputs(tmp_path: Path) -> None:
    (tmp_path / "empty.zip").write_bytes(packed({}))
    (tmp_path / "x.txt").touch()
    assert names(tmp_path) == ["x.txt"]


def test_a_damaged_archive_is_one_failure(tmp_path: Path) -> None:
    whole = packed({f"{i}.txt": os.urandom(500) for i in range(20)})
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text.zip").write_bytes(b"PK is how this text begins")
    failures = {row["source"]: row["kind"] for row in read([tmp_path], HERE)["failures"].to_pylist()}
    assert failures.keys() == {"cut.zip", "text.zip"}


def test_damaged_and_encrypted_files_in_an_archive_cost_themselves(tmp_path: Path) -> None:
    (report,) = write_reports(tmp_path / "made", 1, layouts=["tabs"])
    data = bytearray(packed({"good.txt": report.read_bytes(), "bad.txt": b"0123456789" * 50, "locked.txt": b"x" * 50}))
    bad = data.index(b"bad.txt") + len("bad.txt") + 4
    data[bad : bad + 4] = b"\xff\xff\xff\xff"
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 8] |= 1  # the last file says that it is encrypted
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "z.zip").write_bytes(data)
    tables = read([tmp_path / "in"], HERE)
    assert [row["source"] for row in tables["reports"].to_pylist()] == ["z.zip/good.txt"]
    failures = {row["source"]: row["message_en"] for row in tables["failures"].to_pylist()}
    assert failures.keys() == {"z.zip/bad.txt", "z.zip/locked.txt"}
    assert "encrypted" in failures["z.zip/locked.txt"]


def test_names_in_archives_made_on_a_chinese_windows(tmp_path: Path) -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name in ("城关镇/二〇二一年.txt", "城关镇/x.txt"):
            info = zipfile.ZipInfo("placeholder")
            info.filename = name.encode("gb18030").decode("cp437")
            archive.writestr(info, name)
    data = bytearray(sink.getvalue())
    # `zipfile` writes such names as UTF-8 and says so; Windows writes the bytes and says nothing.
    for name in ("城关镇/二〇二一年.txt", "城关镇/x.txt"):
        wrong, right = name.encode("gb18030").decode("cp437").encode(), name.encode("gb18030")
        assert data.count(wrong) == 2
        while (at := data.find(wrong)) >= 0:
            header = 30 if data[at - 30 : at - 26] == b"PK\x03\x04" else 46
            start = at - header
            flags, length = (6, 26) if header == 30 else (8, 28)
            data[start + flags + 1] &= ~0x08
            data[start + length : start + length + 2] = len(right).to_bytes(2, "little")
            data[at : at + len(wrong)] = right
    (tmp_path / "z.zip").write_bytes(_with_offsets(bytes(data)))
    assert names(tmp_path) == ["z.zip/城关镇/x.txt", "z.zip/城关镇/二〇二一年.txt"]


def _with_offsets(data: bytes) -> bytes:
    """Return an archive whose directory says where its parts begin, after names have become shorter."""
    parts = []
    at = data.find(b"PK\x03\x04")
    while at >= 0:
        parts.append(at)
        at = data.find(b"PK\x03\x04", at + 1)
    changed = bytearray(data)
    directory = at = data.find(b"PK\x01\x02")
    for part in parts:
        changed[at + 42 : at + 46] = part.to_bytes(4, "little")
        at = data.find(b"PK\x01\x02", at + 1)
    end = data.rindex(b"PK\x05\x06")
    changed[end + 12 : end + 16] = (end - directory).to_bytes(4, "little")
    changed[end + 16 : end + 20] = directory.to_bytes(4, "little")
    return bytes(changed)


def test_names_in_archives_never_lead_out_of_them(tmp_path: Path) -> None:
    (tmp_path / "z.zip").write_bytes(packed({"../../etc/x.txt": b"1", "/abs/y.txt": b"2", "c:\\d\\..\\z.txt": b"3"}))
    found = names(tmp_path)
    assert len(found) == 3
    assert all(name.startswith("z.zip/") and ".." not in name for name in found)


def test_the_same_name_twice_in_an_archive(tmp_path: Path) -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("x.txt", b"first")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("x.txt", b"second")
    (tmp_path / "z.zip").write_bytes(sink.getvalue())
    assert {item.name: content(item) for item in inputs([tmp_path])} == {
        "z.zip/x.txt": b"first",
        "z.zip/x.txt~2": b"second",
    }


def test_bombs_are_refused_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "z.zip").write_bytes(packed({"bomb.txt": b"0" * 3_000_000, "large.txt": os.urandom(300_000)}))
    bomb, large = sorted(inputs([tmp_path]), key=lambda item: item.name)
    with pytest.raises(GovparseError, match="bomb"):
        content(bomb)
    with pytest.raises(TooLarge, match="size"):
        content(large, Limits(size=200_000))
    assert len(content(large)) == 300_000


def test_archives_within_archives_end_somewhere(tmp_path: Path) -> None:
    data = packed({"x.txt": b"x"})
    for _ in range(9):
        data = packed({"in.zip": data})
    (tmp_path / "z.zip").write_bytes(data)
    (item,) = inputs([tmp_path])
    assert item.name.count("in.zip") < 9
    assert read([tmp_path], HERE)["failures"].num_rows == 1


def test_an_archive_replaced_since_it_was_listed_gives_no_wrong_content(tmp_path: Path) -> None:
    (tmp_path / "z.zip").write_bytes(packed({"a.txt": b"of a", "b.txt": b"of b"}))
    found = list(inputs([tmp_path]))
    (tmp_path / "z.zip").write_bytes(packed({"b.txt": b"of b", "a.txt": b"of a"}))
    for item in found:
        with pytest.raises(OSError, match=r"."):
            content(item)


def test_names_that_differ_by_their_bytes_only(tmp_path: Path) -> None:
    inner = packed({"y.txt": b"inner"})
    (tmp_path / "z.zip").write_bytes(packed({"x.zip/y.txt": b"outer", "x.zip": inner}))
    (tmp_path / "w.txt").touch()
    tables = read([tmp_path], HERE)
    assert sorted(row["source"] for row in tables["failures"].to_pylist()) == [
        "w.txt",
        "z.zip/x.zip/y.txt",
        "z.zip/x.zip/y.txt~2",
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes only there")
def test_files_whose_names_are_the_same_as_text(tmp_path: Path) -> None:
    for encoding in ("utf-8", "gb18030"):
        Path(os.fsdecode(bytes(tmp_path) + b"/" + "柳溪.txt".encode(encoding))).write_text(encoding)
    found = {item.name: content(item) for item in inputs([tmp_path])}
    assert found == {"柳溪.txt": b"utf-8", "柳溪.txt~2": b"gb18030"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_many_files_of_one_name_take_no_longer_than_others(tmp_path: Path) -> None:
    def steps(files: Mapping[str, bytes], count: int) -> int:
        (tmp_path / "z.zip").write_bytes(packed(files, zipfile.ZIP_STORED))
        taken = Counter[str]()
        found = 0

        def trace(frame: Any, event: str, _: object) -> Any:
            taken[frame.f_code.co_name] += event == "line"
            return trace

        before = sys.gettrace()
        sys.settrace(trace)
        try:
            found = len(set(names(tmp_path / "z.zip")))
        finally:
            sys.settrace(before)
        assert found == count
        return taken["new"]

    apart = steps({f"{at:06}.txt": b"" for at in range(400)}, 400)
    alike = steps({"x" * 3 + "\0" * (1 + at): b"" for at in range(400)}, 400)
    assert alike < 3 * apart


def test_an_archive_of_too_many_files_is_one_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govparse.dataset.archives.MOST_FILES", 20)
    inner = packed({f"{at}.txt": b"x" for at in range(15)})
    (tmp_path / "many.zip").write_bytes(packed({f"{at}.txt": b"x" for at in range(21)}))
    (tmp_path / "nested.zip").write_bytes(packed({f"{at}.zip": inner for at in range(3)}))
    assert "many.zip" in names(tmp_path)
    monkeypatch.setattr("govparse.dataset.sources.MOST_FILES", 20)
    failures = read([tmp_path], HERE)["failures"].to_pylist()
    assert [row["source"] for row in failures if row["source"] == "many.zip"] == ["many.zip"]


def test_only_archives_are_looked_into_in_archives(tmp_path: Path) -> None:
    document = (FORMATS / "docx" / "table-split-no-head.docx").read_bytes()
    (tmp_path / "z.zip").write_bytes(packed({"report.zip": document}))
    assert names(tmp_path) == ["z.zip/report.zip"]


def test_folders_where_a_listing_does_not_say_which_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, where `DirEntry.stat` has no number of the file."""
    for name in ("a/b/c/1.txt", "a/b/2.txt", "a/3.txt", "skipped.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    listing = os.scandir

    class Entry:
        def __init__(self, entry: os.DirEntry[str]) -> None:
            self.name, self._entry = entry.name, entry

        def stat(self) -> os.stat_result:
            told = list(self._entry.stat())
            told[stat.ST_INO] = told[stat.ST_DEV] = 0
            return os.stat_result(told)

    @contextmanager
    def without(folder: Path) -> Iterator[list[Entry]]:
        with listing(folder) as entries:
            yield [Entry(entry) for entry in entries]

    monkeypatch.setattr("govparse.dataset.sources.os.scandir", without)
    assert names(tmp_path, skipped=tmp_path / "skipped.csv") == ["a/3.txt", "a/b/2.txt", "a/b/c/1.txt"]


def test_a_file_without_a_name_in_an_archive(tmp_path: Path) -> None:
    data = packed({"q": b"nameless", "x.txt": b"x"}).replace(b"q", b"/", 2)
    (tmp_path / "z.zip").write_bytes(data)
    assert "z.zip/x.txt" in names(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="there is nothing else than files")
def test_what_is_no_file_is_refused_as_a_path(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="pipe"):
        names(tmp_path / "pipe")


def test_folders_as_deep_as_they_like(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(1100):
        folder = folder / "d"
        folder.mkdir()
    (folder / "x.txt").touch()
    assert [name.count("/") for name in names(tmp_path)] == [1100]
    while folder != tmp_path:  # nobody else would
        for file in folder.glob("*.txt"):
            file.unlink()
        folder.rmdir()
        folder = folder.parent


def test_other_datasets_are_no_inputs(tmp_path: Path) -> None:
    write_reports(tmp_path / "in", 2)
    for _ in range(2):
        build([tmp_path / "in"], tmp_path / "in" / "old", HERE)
    assert len(names(tmp_path / "in")) == 2


def test_output_and_its_neighbour_are_left_out(tmp_path: Path) -> None:
    for name in ("out/x.txt", "y.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert names(tmp_path, skipped=tmp_path / "out") == ["y.txt"]
