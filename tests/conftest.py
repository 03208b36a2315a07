"""Shared between the test modules."""

from __future__ import annotations

import os
import random
from pathlib import Path

import profiles
import pytest

SEEDS = Path(__file__).parent.parent.parent / "shared" / "seeds"

# Before Hypothesis looks at --hypothesis-profile, and before test modules ask how much is to be tried.
profiles.register()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--repeat", action="append", default=[], metavar="SEED", help="try only this seed in a loop over seeds"
    )


def pytest_configure(config: pytest.Config) -> None:
    profiles.repeat(config.getoption("--repeat"))
    # Workers collect the same tests only if sets have one order in all of them: another one in each run.
    if config.getoption("numprocesses", None):
        os.environ.setdefault("PYTHONHASHSEED", str(random.SystemRandom().randrange(1, 2**32)))


def pytest_report_header() -> list[str]:
    seed = os.environ.get("PYTHONHASHSEED")
    return [f"order of sets: PYTHONHASHSEED={seed}"] if seed else []


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The five real reports, where they lie beside the checkout."""
    if not SEEDS.is_dir():
        pytest.skip("the real reports are not beside this checkout; the re-typed ones in tests/data stand for them")
    return SEEDS
