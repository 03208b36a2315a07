"""Built grammars kept between runs: by the command only, never in the way, never older than their grammar."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fixtures import DATA

import govparse
from govparse.forms import grammars, store
from govparse.forms.form import Form
from govparse.forms.registry import FORM_2021

TEXT = (DATA / "layouts" / "c-dense-2021.txt").read_text(encoding="utf-8")


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "kept"
    store.keep_in(folder)
    grammars._load.cache_clear()
    yield folder
    store.keep_in(None)
    grammars._load.cache_clear()


def again() -> Form:
    """A form as a new process meets it."""
    return Form(FORM_2021.name, FORM_2021.path, first_year=FORM_2021.first_year)


def test_a_second_run_reads_what_the_first_has_kept(kept: Path) -> None:
    first = again()
    assert first.grammar.grammar is not None
    first.build()
    names = sorted(path.name.partition("-")[0] for path in kept.iterdir())
    assert names == ["form2021.json", "form2021.parser"]
    grammars._load.cache_clear()
    second = again()
    assert second.grammar.grammar is None  # taken from the folder
    assert second.shapes == first.shapes
    assert second.labels == first.labels
    assert [t.name for t in second.parser.terminals] == [t.name for t in first.parser.terminals]


def test_a_kept_parser_reads_the_same(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = govparse.parse(TEXT)
    for _ in range(2):
        grammars._load.cache_clear()
        form = again()
        form.build()
        monkeypatch.setattr("govparse.forms.registry.FORM_2021", form)
        assert govparse.parse(TEXT) == whole


def test_a_damaged_file_is_made_again(kept: Path) -> None:
    again().grammar  # noqa: B018  # reading it is what keeps it
    (path,) = kept.iterdir()
    path.write_text("{", encoding="utf-8")
    grammars._load.cache_clear()
    assert again().grammar.grammar is not None
    path.write_text("[]", encoding="utf-8")
    grammars._load.cache_clear()
    assert again().grammar.grammar is not None


def test_a_folder_that_cannot_be_written_is_gone_without(tmp_path: Path) -> None:
    occupied = tmp_path / "file"
    occupied.write_text("", encoding="utf-8")
    store.keep_in(occupied / "below")
    try:
        assert store.place_for("x", [FORM_2021.path]) is None
        store.write(tmp_path / "nowhere" / "x", {})
        assert store.read(tmp_path / "nowhere" / "x") is None
        assert store.read(None) is None
        store.write(None, {})
    finally:
        store.keep_in(None)
    assert list(tmp_path.iterdir()) == [occupied]


def test_another_grammar_has_another_place(kept: Path, tmp_path: Path) -> None:
    changed = tmp_path / "form2021.lark"
    changed.write_text(FORM_2021.path.read_text(encoding="utf-8") + "\n// changed\n", encoding="utf-8")
    assert store.place_for("x", [FORM_2021.path]) != store.place_for("x", [changed])
    assert kept.is_dir()


def test_the_library_keeps_nothing(tmp_path: Path) -> None:
    store.keep_in(None)
    assert store.place_for("x", [FORM_2021.path]) is None
    assert list(tmp_path.iterdir()) == []


def test_where_a_user_keeps_such_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert store.user_folder({"XDG_CACHE_HOME": "/x"}) == Path("/x/govparse")
    assert store.user_folder({}) == Path.home() / ".cache" / "govparse"
    monkeypatch.setattr("sys.platform", "win32")
    assert store.user_folder({"LOCALAPPDATA": "/y"}) == Path("/y/govparse/cache")
    assert store.user_folder({}) == Path.home() / "AppData" / "Local" / "govparse" / "cache"


def test_a_user_without_a_home(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr(Path, "home", staticmethod(nowhere))
    assert store.user_folder({}) is None
