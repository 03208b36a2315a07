"""The profiles: which one holds, that its numbers arrive, that what fails is repeated by what is printed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
TINY = """
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from profiles import examples, rounds, seeded, seeds

drawn = []
many = examples(3, deep=70)  # at import, as test modules do


@given(st.integers())
def test_of_no_settings(number):
    drawn.append(number)


@many
@given(st.integers())
def test_of_its_own_settings(number):
    drawn.append(number)


@settings(max_examples=rounds(2))
@given(st.integers())
def test_of_rounds(number):
    drawn.append(number)


def test_what_holds():
    print("profile", settings.get_current_profile_name(), rounds(60), rounds(60, deep=3000))
    for test in (test_of_no_settings, test_of_its_own_settings, test_of_rounds):
        told = test._hypothesis_internal_use_settings
        print("told", told.max_examples, told.derandomize, told.print_blob, told.deadline)
    print("drawn", len(drawn), hash(tuple(drawn)))
    print("seeds", *seeds("loop", 2, deep=5), sep="|")


@pytest.mark.parametrize("kind", ["a kind"])
def test_that_fails(kind):
    for seed in seeds(kind, 9):
        with seeded(seed) as random_:
            drawn = random_.randrange(10**6)
            assert drawn % 3, f"got {drawn}"


@given(st.integers())
def test_property_that_fails(number):
    assert number < 17
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("conftest.py", "profiles.py"):
        shutil.copy(HERE / name, tmp_path)
    (tmp_path / "test_tiny.py").write_text(TINY, encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str) -> str:
    """Return what pytest prints, run by itself: no settings of this project, no coverage, no workers."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "COV", "HYPOTHESIS"))}
    command = [sys.executable, "-m", "pytest", "-rA", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


def said(printed: str, word: str) -> list[str]:
    return re.findall(rf"^{word} (.*)$", printed, re.MULTILINE)


@pytest.mark.slow
def test_the_quick_profile_holds_by_itself_and_repeats_itself(folder: Path) -> None:
    first, second = run(folder), run(folder)
    assert said(first, "profile") == ["quick 60 60"]
    assert said(first, "told") == ["100 True True None", "3 True True None", "2 True True None"]
    assert said(first, "drawn") == said(second, "drawn") and said(first, "drawn")[0].startswith("105 ")
    assert re.findall(r"^seeds\|.*$", first, re.MULTILINE) == ["seeds|loop 0|loop 1"]
    assert re.findall("got .*", first) == re.findall("got .*", second) != []


@pytest.mark.slow
def test_the_deep_profile_is_deep_and_never_the_same(folder: Path) -> None:
    # Once by itself, once by a worker: both have to hear of it.
    first = run(folder, "--hypothesis-profile=deep")
    second = run(folder, "--hypothesis-profile=deep", "-n", "1")
    for printed in (first, second):
        assert said(printed, "profile") == ["deep 1500 3000"]
        assert said(printed, "told") == ["2500 False True None", "70 False True None", "50 False True None"]
        assert said(printed, "drawn")[0].startswith("2620 ")
    assert said(first, "drawn") != said(second, "drawn")
    (seeds,) = re.findall(r"^seeds\|(.*)$", first, re.MULTILINE)
    assert len(seeds.split("|")) == 5 and seeds not in second


@pytest.mark.slow
def test_a_failing_seed_is_repeated_by_what_is_printed(folder: Path) -> None:
    printed = run(folder, "--hypothesis-profile=deep")
    (got,) = set(re.findall(r"got [0-9]+", printed))
    (command,) = set(
        re.findall(r'python -m pytest "(test_tiny.py::test_that_fails\[a kind\])" --repeat "(.*)"', printed)
    )
    test, seed = command
    again = run(folder, test, "--repeat", seed)
    assert set(re.findall(r"got [0-9]+", again)) == {got}
    assert "1 failed" in again


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["quick", "deep"])
def test_a_failing_example_is_printed_with_what_repeats_it(folder: Path, profile: str) -> None:
    printed = run(folder, f"--hypothesis-profile={profile}", "-k", "test_property_that_fails")
    assert "number=17" in printed
    assert "@reproduce_failure(" in printed
