"""Reading on a cluster: two worker processes of Dask on this machine, and the dataset that one machine makes."""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.fs as fs
import pyarrow.parquet as pq
import pytest
from dataset_parts import fingerprint, write_reports
from hypothesis import given
from hypothesis import strategies as st

from govparse.dataset import Options, build, cluster
from govparse.dataset.collect import from_readings
from govparse.dataset.shards import Files, OtherVersion, Place, Shard, Task, cut, listed, place, read_shard
from govparse.dataset.sources import Input
from govparse.dataset.versions import fingerprint as version_of
from govparse.limits import Limits

distributed: Any = pytest.importorskip("distributed", reason="the extra `cluster` is not installed: NOTHING is tested")
fsspec: Any = pytest.importorskip("fsspec", reason="it comes with the extra `cluster`: NOTHING is tested")

ROOT = Path(__file__).parent.parent
HERE = Options(formats=("parquet", "csv", "jsonl"), workers=0, prose=True)
SMALL = 25_000
"""Bytes of a shard: a few reports."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports in folders and in an archive, some that are none, one whose name is not UTF-8."""
    folder = tmp_path_factory.mktemp("reports") / "all"
    write_reports(folder / "北京", 7)
    write_reports(folder / "b", 5, seed=71)
    (folder / "b" / "empty.txt").touch()
    (folder / "b" / "no report.txt").write_text("关于召开会议的通知", encoding="utf-8")
    packed = write_reports(folder.parent / "packed", 3, seed=72)
    with zipfile.ZipFile(folder / "packed.zip", "w") as archive:
        for file in packed:
            archive.write(file, f"年报/{file.name}")
    (folder / "broken.zip").write_bytes((folder / "packed.zip").read_bytes()[:900])
    return folder


@pytest.fixture(scope="module")
def expected(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What one machine writes."""
    out = tmp_path_factory.mktemp("expected") / "out"
    build([folder], out, HERE)
    return fingerprint(out)


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local,
        distributed.Client(local) as client,
    ):
        yield client


def collected(target: Path, out: Path) -> dict[str, str]:
    from_readings(target, out, HERE)
    return fingerprint(out)


def digests(target: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in target.iterdir()}


# ── the same dataset ───────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_two_workers_give_the_dataset_of_one_machine(
    client: Any, folder: Path, expected: dict[str, str], tmp_path: Path
) -> None:
    target = tmp_path / "readings"
    with distributed.get_task_stream(client) as stream:
        done = cluster.read(client, folder, target, shard=SMALL)
    assert len({task["worker"] for task in stream.data}) == 2
    assert (done.inputs, done.reports, sum(done.failed.values())) == (18, 15, 3)
    assert done.shards == len(list(target.iterdir())) > 1
    assert done.size == sum(path.stat().st_size for path in target.iterdir())
    assert collected(target, tmp_path / "out") == expected


@pytest.mark.slow
def test_only_what_is_new_is_read(client: Any, folder: Path, tmp_path: Path) -> None:
    copy, target = tmp_path / "copy", tmp_path / "readings"
    shutil.copytree(folder, copy)
    first = cluster.read(client, copy, target, shard=SMALL)
    before = digests(target)
    (target / "part-0123").write_bytes(b"what a worker that was killed has left")
    again = cluster.read(client, copy, target, shard=SMALL)
    assert (again.known, again.inputs) == (first.shards, 0)
    assert digests(target) == before

    changed = copy / "b" / "no report.txt"
    changed.write_text("关于召开会议的第二次通知", encoding="utf-8")
    (copy / "b" / "empty.txt").unlink()
    third = cluster.read(client, copy, target, shard=SMALL)
    assert 0 < third.shards - third.known <= 3
    build([copy], tmp_path / "alone", HERE)
    assert collected(target, tmp_path / "out") == fingerprint(tmp_path / "alone")


@pytest.mark.slow
def test_a_file_system_that_is_not_local(client: Any, folder: Path, expected: dict[str, str], tmp_path: Path) -> None:
    """One of fsspec stands for an object store: all goes through pyarrow's interface of file systems."""
    system = fs.PyFileSystem(fs.FSSpecHandler(fsspec.filesystem("file")))
    done = cluster.read(client, str(folder), str(tmp_path / "readings"), system=system, shard=SMALL)
    assert done.reports == 15
    from_readings(str(tmp_path / "readings"), tmp_path / "out", HERE, system=system)
    assert fingerprint(tmp_path / "out") == expected
    again = cluster.read(client, str(folder), str(tmp_path / "readings"), system=system, shard=SMALL)
    assert again.known == again.shards


@pytest.mark.slow
def test_files_that_crash_a_reader_cost_themselves_alone(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, target = tmp_path / "copy", tmp_path / "readings"
    shutil.copytree(folder, copy)
    (copy / "crash.txt").write_bytes(b"CRASH")
    (copy / "loop.txt").write_bytes(b"LOOP")
    path = os.pathsep.join([str(ROOT / "tests" / "hostile_site"), str(ROOT), os.environ.get("PYTHONPATH", "")])
    monkeypatch.setenv("PYTHONPATH", path)
    monkeypatch.setenv("GOVPARSE_TEST_HOSTILE", "1")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local,
        distributed.Client(local) as client,
    ):
        workers = set(client.run(os.getpid).values())
        done = cluster.read(client, copy, target, shard=SMALL, limits=Limits(seconds=10))
        assert set(client.run(os.getpid).values()) == workers  # they are not even started again
    assert done.failed == {"crashed": 1, "not_a_report": 1, "too_large": 1, "unreadable": 2}
    assert done.reports == 15
    rows = pq.read_table(target, columns=["source", "failure"]).to_pylist()
    kinds = {row["source"]: row["failure"]["kind"] for row in rows if row["failure"]}
    assert kinds["crash.txt"] == "crashed"
    assert kinds["loop.txt"] == "too_large"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")
def test_a_worker_that_is_killed_costs_nothing(
    client: Any, folder: Path, expected: dict[str, str], tmp_path: Path
) -> None:
    killed: list[int] = []

    def kill(done: cluster.Done) -> None:
        if not killed:
            killed.append(min(client.run(os.getpid).values()))
            os.kill(killed[0], signal.SIGKILL)

    target = tmp_path / "readings"
    done = cluster.read(client, folder, target, shard=SMALL, progress=kill)
    assert killed
    assert done.reports == 15
    assert {path.name.split("-")[0] for path in target.iterdir()} == {"readings"}
    assert collected(target, tmp_path / "out") == expected


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")
def test_a_job_that_is_killed_goes_on(folder: Path, expected: dict[str, str], tmp_path: Path, client: Any) -> None:
    target = tmp_path / "readings"
    script = tmp_path / "job.py"
    script.write_text(
        "import sys\n"
        "from distributed import Client\n"
        "from govparse.dataset import cluster\n"
        "if __name__ == '__main__':\n"
        "    with Client(sys.argv[1]) as client:\n"
        f"        cluster.read(client, sys.argv[2], sys.argv[3], shard={SMALL})\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    job = subprocess.Popen([sys.executable, script, client.scheduler.address, folder, target], env=environment)
    end = time.monotonic() + 60
    while not list(target.glob("readings-*")) and time.monotonic() < end:
        time.sleep(0.05)
    job.kill()
    job.wait()
    there = len(list(target.glob("readings-*")))
    done = cluster.read(client, folder, target, shard=SMALL)
    assert done.known >= there > 0
    assert collected(target, tmp_path / "out") == expected


def test_errors_of_the_target_are_said(client: Any, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        cluster.read(client, folder, tmp_path / "file")
    with pytest.raises(FileNotFoundError):
        cluster.read(client, tmp_path / "nowhere", tmp_path / "readings")


# ── shards ─────────────────────────────────────────────────────────────────────────

LIMITS = Limits()


def task_of(shard: Shard, source: Place, target: Place) -> Task:
    return Task(shard, source, target, LIMITS, version_of(LIMITS))


def test_workers_of_another_version_are_refused(tmp_path: Path) -> None:
    where = place(tmp_path)
    with pytest.raises(OtherVersion):
        read_shard(Task(Shard("x", ()), where, where, LIMITS, "another"))
    assert list(tmp_path.iterdir()) == []


def test_threads_of_one_worker_read_at_once(folder: Path, tmp_path: Path) -> None:
    source, target = place(folder / "b"), place(tmp_path)
    shards = list(cut(listed(source, LIMITS, target), "v", 20_000))[:2]
    threads = [threading.Thread(target=read_shard, args=(task_of(shard, source, target),)) for shard in shards]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {path.name for path in tmp_path.iterdir()} == {shard.file for shard in shards}


def test_what_could_not_be_opened_is_tried_again_in_the_next_run(tmp_path: Path) -> None:
    (shown,) = write_reports(tmp_path / "source", 1)
    source, target = place(tmp_path / "source"), place(tmp_path / "target")
    (tmp_path / "target").mkdir()
    away = Input("away.txt", str(tmp_path / "source" / "away.txt"), (), "5-1")
    (shard,) = cut([away, *listed(source, LIMITS, target)], "v")
    outcome = read_shard(task_of(shard, source, target))
    assert (outcome.inputs, outcome.reports, outcome.failed) == (2, 1, {"no_file": 1})
    (written,) = (tmp_path / "target").iterdir()
    assert written.name == f"again-{shard.name}.parquet"
    files = Files(target)
    assert not files.has(shard)
    shutil.copy(shown, away.path)
    read_shard(task_of(shard, source, target))
    files.drop_others()
    (written,) = (tmp_path / "target").iterdir()
    assert written.name == shard.file
    assert pq.read_table(written)["report"].to_pylist() == [1, 1]


def test_the_size_of_an_input_is_known(folder: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(folder / "packed.zip") as archive:
        sizes = {f"packed.zip/{info.filename}": info.file_size for info in archive.infolist()}
    for path in folder.rglob("*.*"):
        if path.is_file() and path.name != "packed.zip":
            sizes[path.relative_to(folder).as_posix()] = path.stat().st_size
    local = {item.name: item.size for item in listed(place(folder), LIMITS, place(tmp_path))}
    system = fs.PyFileSystem(fs.FSSpecHandler(fsspec.filesystem("file")))
    away = {item.name: item.size for item in listed(place(str(folder), system), LIMITS, place(tmp_path))}
    assert local == away == sizes


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes on Linux alone")
def test_names_in_another_encoding_and_links_in_circles(tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "a").mkdir(parents=True)
    for encoding in ("utf-8", "gb18030"):
        Path(os.fsdecode(bytes(source) + b"/" + "报告.txt".encode(encoding))).write_text(encoding)
    (source / "a" / "up").symlink_to("..")
    (source / "away").symlink_to("nowhere")
    found = list(listed(place(source), LIMITS, place(tmp_path / "target")))
    assert [item.name for item in found] == ["away", "报告.txt", "报告.txt~2"]
    (tmp_path / "target").mkdir()
    (shard,) = cut(found, version_of(LIMITS))
    outcome = read_shard(task_of(shard, place(source), place(tmp_path / "target")))
    assert (outcome.inputs, outcome.failed) == (3, {"no_file": 1, "not_a_report": 2})


def test_the_target_may_lie_in_the_source(tmp_path: Path) -> None:
    write_reports(tmp_path, 2)
    (tmp_path / "readings").mkdir()
    (tmp_path / "readings" / "readings-1.parquet").write_bytes(b"x")
    system = fs.PyFileSystem(fs.FSSpecHandler(fsspec.filesystem("file")))
    for own in (None, system):
        source, target = place(str(tmp_path), own), place(str(tmp_path / "readings"), own)
        assert len(list(listed(source, LIMITS, target))) == 2


def test_one_file_is_a_source_too(tmp_path: Path) -> None:
    (file,) = write_reports(tmp_path, 1)
    system = fs.PyFileSystem(fs.FSSpecHandler(fsspec.filesystem("file")))
    for own in (None, system):
        (item,) = listed(place(str(file), own), LIMITS, place(tmp_path / "target"))
        assert item.name == file.name
    assert place(file.as_uri()) == place(file)


INPUTS = st.lists(st.integers(0, 3_000), max_size=200).map(
    lambda sizes: [Input(f"{i:04}-{size}", "", (), "1", size) for i, size in enumerate(sizes)]
)


@given(INPUTS, st.integers(0, 199))
def test_shards_hold_all_inputs_and_stay_where_they_are(inputs: list[Input], gone: int) -> None:
    size = 10_000
    shards = list(cut(inputs, "v", size))
    assert [item for shard in shards for item in shard.inputs] == inputs
    assert all(sum(item.size for item in shard.inputs[:-1]) < 2 * size for shard in shards)
    assert len({shard.name for shard in shards}) == len(shards)
    assert [shard.name for shard in cut(inputs, "w", size)] != [shard.name for shard in shards] or not inputs
    # Without one input all shards before it are the same.
    others = {shard.name for shard in cut(inputs[:gone] + inputs[gone + 1 :], "v", size)}
    whole = itertools.takewhile(lambda shard: shard.inputs[-1].name < f"{gone:04}", shards)
    assert {shard.name for shard in whole} <= others


def test_a_file_more_changes_few_shards() -> None:
    inputs = [Input(f"{i:05}", "", (), "1", 5000) for i in range(5_000)]
    before = {shard.name for shard in cut(inputs, "v", 200_000)}
    after = {
        shard.name for shard in cut([*inputs[:100], Input("00099b", "", (), "1", 5000), *inputs[100:]], "v", 200_000)
    }
    assert len(before) > 80
    assert len(before - after) <= 10


# ── recipes of the documentation ───────────────────────────────────────────────────

RECIPES = dict(
    re.findall(r"```python\n# recipe: (\w+)\n(.*?)```", (ROOT / "docs" / "cluster.md").read_text("utf-8"), re.DOTALL)
)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["dask", "concurrent", "pyspark", "ray"])
def test_recipes_give_the_dataset_of_one_machine(engine: str, tmp_path: Path) -> None:
    pytest.importorskip(engine, reason=f"the recipe for {engine} is NOT tested: it is not installed")
    if engine == "pyspark" and shutil.which("java") is None:
        pytest.skip("the recipe for pyspark is NOT tested: there is no Java")
    folder = tmp_path / "reports"
    write_reports(folder / "北京 a%20", 5)
    (folder / "two.txt").write_bytes(b"\n".join(file.read_bytes() for file in write_reports(tmp_path / "more", 2)))
    (folder / "no report.txt").write_text("关于召开会议的通知", encoding="utf-8")
    (tmp_path / "recipe.py").write_text(RECIPES[engine], encoding="utf-8")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
        "PYSPARK_PYTHON": sys.executable,
    }
    done = subprocess.run(
        [sys.executable, "recipe.py"], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    build([folder], tmp_path / "alone", Options(workers=0))
    assert fingerprint(tmp_path / "dataset") == fingerprint(tmp_path / "alone")


def test_all_recipes_are_tested() -> None:
    assert sorted(RECIPES) == ["concurrent", "dask", "pyspark", "ray"]
