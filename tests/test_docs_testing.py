"""The pages on testing and damage name every layout, every noise, every damage, and nothing else."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from govparse import strategies, testing
from govparse.testing import DAMAGES, LAYOUTS, NOISES
from govparse.testing.layouts import TextLayout
from govparse.testing.noise import Noise

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")
DAMAGE_PAGE = (ROOT / "docs" / "damage.md").read_text(encoding="utf-8")


def rows(page: str, first: str) -> dict[str, str]:
    """Return the rows of the table that `first` heads, by name."""
    table = page.partition(f"| {first} |")[2].partition("\n\n")[0]
    return dict(re.findall(r"^\| `([a-z0-9-]+)` (\|.*)$", table, re.MULTILINE))


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.name)
def test_every_layout_is_in_its_table(layout: TextLayout) -> None:
    blanks = f"{layout.blanks}{'' if layout.readable else '; not readable'}"
    assert rows(PAGE, "layout")[layout.name] == f"| {layout.about} | {blanks} |"


@pytest.mark.parametrize("noise", NOISES.values(), ids=lambda noise: noise.name)
def test_every_noise_is_in_its_table(noise: Noise) -> None:
    assert rows(PAGE, "noise")[noise.name] == f"| {noise.about} |"


def test_every_public_name_is_in_the_reference() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8").partition("## Testing")[2]
    drawn = [
        name for name, it in vars(strategies).items() if inspect.isfunction(it) and it.__module__ == strategies.__name__
    ]
    public = [*testing.__all__, *(name for name in drawn if not name.startswith("_"))]
    assert len(public) > 20
    assert [name for name in public if not re.search(rf"`{name}\b", page)] == []


def test_the_tables_name_nothing_else() -> None:
    assert rows(PAGE, "layout").keys() == LAYOUTS.keys()
    assert rows(PAGE, "noise").keys() == NOISES.keys()
    damages = {name: f"| {damage.about} |" for name, damage in DAMAGES.items()}
    assert rows(DAMAGE_PAGE, "kind") == damages
