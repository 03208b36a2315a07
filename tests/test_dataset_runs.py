"""Runs of a dataset: stopped at any moment, changed between two, on files that crash a reader."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from dataset_parts import fingerprint, write_reports

from govparse.dataset import InUse, NoInputs, NoSpace, NotADataset, Options, Progress, build
from govparse.dataset.store import Store
from govparse.limits import Limits

ROOT = Path(__file__).parent.parent
HERE = Options(formats=("parquet", "csv", "jsonl"), workers=0)
COMMAND = (sys.executable, "-m", "govparse", "dataset")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty files, of which two are no reports."""
    folder = tmp_path_factory.mktemp("reports")
    write_reports(folder / "a", 20)
    write_reports(folder / "b", 18, seed=71)
    (folder / "a" / "empty.txt").touch()
    (folder / "b" / "no report.txt").write_text("关于召开会议的通知", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def expected(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What an uninterrupted run in this process writes."""
    out = tmp_path_factory.mktemp("expected") / "out"
    build([folder], out, HERE)
    return fingerprint(out)


def command(*arguments: object, hostile: bool = False) -> tuple[list[str], dict[str, str]]:
    path = [str(ROOT / "tests" / "hostile_site")] if hostile else []
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([*path, str(ROOT), os.environ.get("PYTHONPATH", "")]),
        "GOVPARSE_TEST_HOSTILE": "1" if hostile else "",
        "PYTHONUTF8": "1",
    }
    return [*COMMAND, *map(str, arguments), "--lang", "en"], environment


def run(*arguments: object, hostile: bool = False) -> subprocess.CompletedProcess[str]:
    words, environment = command(*arguments, hostile=hostile)
    return subprocess.run(words, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=300)


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(out / f"{table}.parquet").to_pylist()
    return found


# ── the same, however it comes about ───────────────────────────────────────────────


def test_every_input_is_accounted_for(folder: Path, tmp_path: Path) -> None:
    built = build([folder], tmp_path / "out", HERE)
    sources = {row["source"] for row in rows(tmp_path / "out", "reports")}
    failed = [row["source"] for row in rows(tmp_path / "out", "failures")]
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert sources | set(failed) == files
    assert sources.isdisjoint(failed)
    assert sorted(failed) == ["a/empty.txt", "b/no report.txt"]
    assert built.tally.inputs == len(files) == 40
    assert sum(built.tally.failed.values()) == 2


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_number_of_workers_changes_nothing(
    folder: Path, expected: dict[str, str], tmp_path: Path, workers: int
) -> None:
    build([folder], tmp_path / "out", Options(formats=("parquet", "csv", "jsonl"), workers=workers))
    assert fingerprint(tmp_path / "out") == expected


def test_order_in_which_files_are_read_changes_nothing(folder: Path, expected: dict[str, str], tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    files = [path for path in folder.rglob("*") if path.is_file()]
    random.Random(3).shuffle(files)
    for some in (files[:11], files[11:30], files[30:]):
        for file in some:
            target = copy / file.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
        build([copy], tmp_path / "out", HERE)
    assert fingerprint(tmp_path / "out") == expected


def kill_after(seconds: float, words: Sequence[str], environment: dict[str, str]) -> bool:
    """Run a command and kill it with all it has started; return whether it had ended by itself."""
    process = subprocess.Popen(
        words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)  # the process alone: its workers see that it is gone
        process.wait()
        return False
    return True


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_killed_many_times_it_writes_the_same(folder: Path, expected: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    words, environment = command(folder, "--out", out, "--format", "csv,jsonl", "--workers", 2)
    moments = random.Random(11)
    killed, seconds = 0, 0.8
    for _ in range(60):
        if kill_after(seconds * moments.uniform(0.6, 1.4), words, environment):
            break
        killed += 1
        assert not out.exists()  # whole or not at all
        seconds = min(seconds * 1.2, 30.0)
    else:
        pytest.fail("it never ended")
    assert killed >= 4
    assert fingerprint(out) == expected


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_killed_while_it_replaces_a_dataset_there_is_the_old_or_the_new(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    small, whole = tmp_path / "small", tmp_path / "whole"
    write_reports(small, 3, seed=72)
    shutil.copytree(folder, whole)
    build([small], out, Options(workers=0))
    old = fingerprint(out)
    build([whole], tmp_path / "other", Options(workers=0))
    new = fingerprint(tmp_path / "other")
    words, environment = command(whole, "--out", out, "--workers", 1)
    seconds = 0.5
    for _ in range(60):
        ended = kill_after(seconds, words, environment)
        assert fingerprint(out) in ([new] if ended else [old, new, {}])
        if ended:
            break
        seconds *= 1.4
    assert fingerprint(out) == new


def test_taken_away_for_a_new_one_that_did_not_come_the_old_one_is_put_back(folder: Path, tmp_path: Path) -> None:
    out, work = tmp_path / "out", tmp_path / "out.work"
    build([folder], out, HERE)
    before = fingerprint(out)
    out.rename(work / "old")
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoInputs):
        build([tmp_path / "empty"], out, HERE)
    assert fingerprint(out) == before


# ── what is done is not read again ─────────────────────────────────────────────────


def test_only_what_is_new_or_changed_is_read(folder: Path, tmp_path: Path) -> None:
    copy, out = tmp_path / "copy", tmp_path / "out"
    shutil.copytree(folder, copy)
    assert build([copy], out, HERE).read_now == 40
    assert build([copy], out, HERE).read_now == 0
    write_reports(copy / "c", 2, seed=73)
    changed = sorted((copy / "a").glob("*-tabs.txt"))[0]
    changed.write_bytes(sorted((copy / "b").glob("*-tabs.txt"))[0].read_bytes())
    assert build([copy], out, HERE).read_now == 3
    shutil.rmtree(copy / "b")
    assert build([copy], out, HERE).read_now == 0
    again = tmp_path / "again"
    build([copy], again, HERE)
    assert fingerprint(out) == fingerprint(again)


def test_a_file_with_another_date_and_the_same_content_is_not_parsed_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, out = tmp_path / "copy", tmp_path / "out"
    shutil.copytree(folder, copy)
    build([copy], out, HERE)
    before = fingerprint(out)
    for path in copy.rglob("*.*"):
        os.utime(path, (1, 1))

    def parse(*_: object, **__: object) -> None:
        raise AssertionError("parsed again")

    monkeypatch.setattr("govparse.dataset.readings.parse_all", parse)
    assert build([copy], out, HERE).read_now == 40  # looked at, by their content
    assert fingerprint(out) == before
    assert build([copy], out, HERE).read_now == 0


def test_content_that_changed_without_a_change_of_size_or_date_is_read_again(tmp_path: Path) -> None:
    folder, out = tmp_path / "reports", tmp_path / "out"
    (file,) = write_reports(folder, 1, layouts=["tabs"])
    build([folder], out, HERE)
    before = file.stat()
    text = file.read_text(encoding="utf-8")
    digit = next(c for c in reversed(text) if c.isdigit())
    at = text.rindex(digit)
    file.write_text(text[:at] + ("1" if digit != "1" else "2") + text[at + 1 :], encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    assert build([folder], out, HERE).read_now == 1


def test_other_limits_and_another_version_read_everything_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([folder], out, HERE)
    assert build([folder], out, Options(workers=0, limits=Limits(pages=499))).read_now == 40
    store = Store(out.with_name("out.work") / "readings.sqlite", "another")
    assert not list(store.query("SELECT 1 FROM done"))
    store.close()


def test_failures_are_read_again_on_request(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "out", HERE)
    assert build([folder], tmp_path / "out", Options(workers=0, retry_failures=True)).read_now == 2


@pytest.mark.parametrize("middle", [False, True])
def test_a_damaged_store_costs_time_and_nothing_else(
    folder: Path, expected: dict[str, str], tmp_path: Path, middle: bool
) -> None:
    out = tmp_path / "out"
    build([folder], out, HERE)
    store = tmp_path / "out.work" / "readings.sqlite"
    data = store.read_bytes()
    store.write_bytes(data[:4096] + b"this is no database" * 1000 + data[24096:] if middle else b"no database" * 1000)
    if middle:
        with contextlib.suppress(NoSpace):  # where it is only seen later, it is said, and the next run begins anew
            build([folder], out, HERE)
    assert build([folder], out, HERE).read_now in ((0, 40) if middle else (40,))
    assert fingerprint(out) == expected


# ── what can go wrong ──────────────────────────────────────────────────────────────


def test_two_runs_of_one_dataset(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    def second(progress: Progress) -> None:
        if progress.now:
            with pytest.raises(InUse):
                build([folder], out, HERE)
            raised.append(True)

    raised: list[bool] = []
    build([folder], out, Options(workers=0), progress=second)
    assert raised


def test_what_is_no_dataset_is_not_overwritten(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.txt").write_text("years of work")
    with pytest.raises(NotADataset):
        build([folder], out, HERE)
    file = tmp_path / "file"
    file.write_text("a file")
    with pytest.raises(NotADataset):
        build([folder], file, HERE)
    assert (out / "thesis.txt").read_text() == "years of work"


def test_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(NoInputs):
        build([tmp_path / "folder"], tmp_path / "out", HERE)
    with pytest.raises(FileNotFoundError):
        build([tmp_path / "nowhere"], tmp_path / "out", HERE)
    assert not (tmp_path / "out").exists()


def test_output_inside_the_input_is_not_read(tmp_path: Path) -> None:
    write_reports(tmp_path, 3)
    for _ in range(2):
        assert build([tmp_path], tmp_path / "out", HERE).tally.inputs == 3


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="limits of processes are those of POSIX")
def test_files_that_crash_a_reader_cost_themselves_alone(folder: Path, tmp_path: Path) -> None:
    copy, out = tmp_path / "copy", tmp_path / "out"
    shutil.copytree(folder, copy)
    hostile = {"a/crash.txt": b"CRASH", "b/loop.txt": b"LOOP", "b/memory.txt": b"MEMORY"}
    for name, content in hostile.items():
        (copy / name).write_bytes(content)
    done = run(copy, "--out", out, "--workers", 2, "--limit", "seconds=4", hostile=True)
    assert done.returncode == 0, done.stderr
    failed = {row["source"]: row["kind"] for row in rows(out, "failures")}
    assert failed == {
        "a/crash.txt": "crashed",
        "a/empty.txt": "unreadable",
        "b/loop.txt": "too_large",
        "b/memory.txt": "memory",
        "b/no report.txt": "not_a_report",
    }
    assert len(rows(out, "reports")) == 38
    # They are done as well: nobody waits for them a second time.
    assert json.loads((out / "run.json").read_text())["read_now"] == 43
    run(copy, "--out", out, "--workers", 2, "--limit", "seconds=4", hostile=True)
    assert json.loads((out / "run.json").read_text())["read_now"] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_worker_ended_from_outside_costs_nothing(tmp_path: Path) -> None:
    folder, out = tmp_path / "reports", tmp_path / "out"
    files = write_reports(folder, 6)
    kept = tmp_path / "kept"
    files[0].rename(kept)
    files[0].write_text(f"ONCE {tmp_path / 'marker'} {kept}")
    done = run(folder, "--out", out, "--workers", 1, hostile=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "marker").exists()
    assert not rows(out, "failures")
    assert len(rows(out, "reports")) == 6


@pytest.mark.parametrize("how", ["file", "stdin", "home"])
def test_workers_that_cannot_start_cost_nothing(folder: Path, tmp_path: Path, how: str) -> None:
    out = tmp_path / "out"
    build([folder], out, HERE)
    before = fingerprint(out)
    write_reports(tmp_path / "more", 3, seed=74)
    script = tmp_path / "script.py"
    script.write_text(
        "from govparse.dataset import build, Options\n"
        f"build([{str(tmp_path / 'more')!r}], {str(out)!r}, Options(workers=2))\n"
    )
    _, environment = command()
    if how == "home":  # a new process finds no library at all
        script.write_text(
            "import os\nos.environ['PYTHONHOME'] = '/nowhere'\nif __name__ == '__main__':\n    "
            + (
                "from govparse.dataset import build, Options\n    "
                f"build([{str(tmp_path / 'more')!r}], {str(out)!r}, Options(workers=2))\n"
            )
        )
    words = [sys.executable, "-" if how == "stdin" else str(script)]
    source = script.read_text() if how == "stdin" else None
    done = subprocess.run(
        words, env=environment, input=source, capture_output=True, text=True, encoding="utf-8", timeout=300
    )
    assert done.returncode
    assert "workers cannot start" in done.stderr
    assert fingerprint(out) == before
    assert build([tmp_path / "more"], out, HERE).tally.rows["reports"] == 3


def test_what_somebody_has_put_into_a_dataset_stays(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([folder], out, HERE)
    (out / "notes.md").write_text("seen")
    (out / "plots").mkdir()
    (out / "plots" / "one.svg").write_text("<svg/>")
    build([folder], out, HERE)
    assert (out / "notes.md").read_text() == "seen"
    assert (out / "plots" / "one.svg").read_text() == "<svg/>"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a program that runs may be opened for writing")
def test_what_somebody_has_put_into_a_dataset_may_not_be_writable(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([folder], out, HERE)
    (out / "python").symlink_to(os.path.realpath(sys.executable))
    with pytest.raises(OSError, match="busy"):
        (out / "python").open("rb+")
    build([folder], out, HERE)
    assert (out / "python").is_symlink()


def test_a_folder_in_the_place_of_the_store_is_said(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out.work" / "readings.sqlite").mkdir(parents=True)
    with pytest.raises(OSError, match=r"readings\.sqlite"):
        build([folder], tmp_path / "out", HERE)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_an_output_behind_a_link_is_written_where_it_is(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "disk" / "real").mkdir(parents=True)
    (tmp_path / "out").symlink_to(tmp_path / "disk" / "real")
    for _ in range(2):
        build([folder], tmp_path / "out", HERE)
    assert (tmp_path / "out").is_symlink()
    assert (tmp_path / "disk" / "real" / "facts.parquet").exists()


@pytest.mark.parametrize("out", ["/", "."])
def test_output_that_can_be_none(folder: Path, tmp_path: Path, out: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "thesis.txt").touch()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(NotADataset):
        build([folder], out, HERE)


def test_files_that_were_gone_for_a_while_are_read_when_they_are_back(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"

    def gone(*_: object) -> bytes:
        raise FileNotFoundError

    monkeypatch.setattr("govparse.dataset.sources.Opener.read", gone)
    assert sum(build([folder], out, HERE).tally.failed.values()) == 40
    monkeypatch.undo()
    built = build([folder], out, HERE)
    assert (built.read_now, sum(built.tally.failed.values())) == (40, 2)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of processes are those of POSIX")
@pytest.mark.parametrize("kilobytes", [40, 300, 700])
def test_full_disk_is_an_error_and_nothing_is_lost(
    folder: Path, expected: dict[str, str], tmp_path: Path, kilobytes: int
) -> None:
    out = tmp_path / "out"
    words, environment = command(folder, "--out", out, "--format", "csv,jsonl", "--workers", 1)
    # No file may be larger: what a full disk does, wherever it is met.
    limited = ["bash", "-c", f'ulimit -f {kilobytes}; exec "$@"', "bash", *words]
    done = subprocess.run(limited, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=300)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "start again" in done.stderr
    assert not out.exists()
    assert run(folder, "--out", out, "--format", "csv,jsonl", "--workers", 1).returncode == 0
    assert fingerprint(out) == expected


def test_full_disk_in_a_store_keeps_what_was_there(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    keep: Callable[..., None] = Store.keep
    calls = []

    def full(self: Store, read: object) -> None:
        calls.append(read)
        if len(calls) == 3:
            raise NoSpace("database or disk is full")
        keep(self, read)

    monkeypatch.setattr(Store, "keep", full)
    with pytest.raises(NoSpace):
        build([folder], out, Options(workers=0))
    monkeypatch.undo()
    left = build([folder], out, Options(workers=0)).read_now
    assert 0 < left < 40


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM")
def test_asked_to_end_it_leaves_no_process_behind(folder: Path, tmp_path: Path) -> None:
    words, environment = command(folder, "--out", tmp_path / "out", "--workers", 2)
    process = subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, start_new_session=True)
    assert process.stderr is not None
    process.stderr.readline()
    time.sleep(0.7)
    children = _children(process.pid)
    process.terminate()
    process.stderr.read()
    assert process.wait(20) == 128 + signal.SIGTERM
    end = time.monotonic() + 10
    while any(_runs(pid) for pid in children) and time.monotonic() < end:
        time.sleep(0.1)
    assert not [pid for pid in children if _runs(pid)]


def _children(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True)
    return [int(line) for line in found.stdout.split()]


def _runs(pid: int) -> bool:
    """Return whether a process is there and not only waits to be asked how it ended."""
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return bool(found.stdout.strip()) and not found.stdout.strip().startswith("Z")
