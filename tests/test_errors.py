"""Every error that is exported goes from process to process whole."""

from __future__ import annotations

import importlib
import pickle
from typing import Any

import public_surface as surface
import pytest

import govparse
from govparse import dataset
from govparse.dataset.extras import MissingExtra
from govparse.dataset.forms import UnknownForm
from govparse.dataset.shards import OtherVersion
from govparse.dataset.sheets import TableError

MESSAGES = {"zh": "不行", "en": "it cannot be"}
ERRORS: list[Exception] = [
    govparse.GovparseError(MESSAGES, "a.txt"),
    govparse.NotAReport(MESSAGES, "a.txt"),
    govparse.SeveralReports(MESSAGES, "a.txt"),
    govparse.Unreadable(MESSAGES, "a.txt"),
    govparse.TooLarge(MESSAGES, "a.txt"),
    govparse.MissingReader(MESSAGES, "a.txt"),
    govparse.FormError.because("不行", "it cannot be"),
    govparse.FormWarning(MESSAGES),
    dataset.InUse("panel.work/readings.sqlite"),
    dataset.NoInputs("reports"),
    dataset.NoSpace("database or disk is full"),
    dataset.NotADataset("panel"),
    dataset.NotReadings("columns"),
    dataset.SameName("a/x, b/x: x"),
    dataset.WorkersCannotStart(),
    MissingExtra("pyarrow", "dataset"),
    MissingExtra("polars"),
    TableError("meta.csv", 3, "不行", "it cannot be"),
    TableError("meta.csv", None, "不行", "it cannot be"),
    UnknownForm("2031"),
    OtherVersion("workers have different versions"),
]


def exported() -> set[type[Exception]]:
    modules = [importlib.import_module(name) for name in surface.MODULES]
    values = [getattr(module, name) for module in modules for name in getattr(module, "__all__", ())]
    return {value for value in values if isinstance(value, type) and issubclass(value, Exception)}


def test_all_that_are_exported_stand_here() -> None:
    assert exported() <= {type(error) for error in ERRORS}


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("protocol", [2, pickle.HIGHEST_PROTOCOL])
def test_an_error_comes_back_as_it_was(error: Any, protocol: int) -> None:
    once = pickle.loads(pickle.dumps(error, protocol))
    for again in (once, pickle.loads(pickle.dumps(once, protocol))):
        assert type(again) is type(error)
        assert (str(again), again.args) == (str(error), error.args)
        for name in ("messages", "source", "kind", "file", "name"):
            assert getattr(again, name, None) == getattr(error, name, None), name


def test_what_is_missing_is_installed_by_a_command_that_every_shell_takes() -> None:
    """The one of Windows does not take single quotes away."""
    assert str(MissingExtra("pyarrow", "dataset")) == 'pyarrow is needed: pip install "govparse[dataset]"'
    assert MissingExtra("polars").messages["zh"] == "需要 polars：pip install polars"
