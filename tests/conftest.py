"""Shared between the test modules."""

from __future__ import annotations

from pathlib import Path

import pytest

SEEDS = Path(__file__).parent.parent.parent / "shared" / "seeds"


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The five real reports, where they lie beside the checkout."""
    if not SEEDS.is_dir():
        pytest.skip("the real reports are not beside this checkout; the re-typed ones in tests/data stand for them")
    return SEEDS
