"""Damage to documents: facts may be lost, and never move; bytes may be anything, and nothing unforeseen is raised."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from functools import cache
from itertools import pairwise

import pytest
from fixtures import FORMATS
from profiles import rounds, seeded, seeds

import govparse

_CELL = re.compile(r"<td[^>]*>([0-9.]+)</td>")


@cache
def _page() -> str:
    return (FORMATS / "matrix" / "dense-2021" / "report.html").read_text(encoding="utf-8")


@cache
def _truth() -> dict[str, object]:
    return {code: fact.value for code, fact in govparse.parse(_page()).facts.items()}


def _with(number: str, attribute: str) -> str:
    return f"<td {attribute}>{number}</td>"


DAMAGES: dict[str, Callable[[re.Match[str], re.Match[str]], tuple[str, str]]] = {
    "dropped": lambda cell, after: ("", after[0]),
    "doubled": lambda cell, after: (cell[0] * 2, after[0]),
    "emptied": lambda cell, after: ("<td></td>", after[0]),
    "a blank put in": lambda cell, after: (f"<td></td>{cell[0]}", after[0]),
    "a number put in": lambda cell, after: (f"{cell[0]}<td>70</td>", after[0]),
    "merged across": lambda cell, after: (_with(cell[1], "colspan=2"), ""),
    "merged down": lambda cell, after: (_with(cell[1], "rowspan=2"), after[0]),
    "wider": lambda cell, after: (_with(cell[1], "colspan=2"), after[0]),
    "joined": lambda cell, after: (f"<td>{cell[1]}{after[1]}</td>", ""),
    "joined by a blank": lambda cell, after: (f"<td>{cell[1]} {after[1]}</td>", ""),
    "broken": lambda cell, after: (f"<td>{cell[1][:1]}<br>{cell[1][1:]}</td>", after[0]),
    "hidden": lambda cell, after: (_with(cell[1], "style='display:none'"), after[0]),
    "a row ended": lambda cell, after: (f"{cell[0]}</tr><tr>", after[0]),
}


@pytest.mark.parametrize("kind", DAMAGES)
def test_damaged_cells_lose_facts_and_never_move_them(kind: str) -> None:
    page, truth = _page(), _truth()
    cells = list(_CELL.finditer(page))
    pairs = [(a, b) for a, b in pairwise(cells) if "<tr" not in page[a.end() : b.start()]]  # in one row
    assert len(pairs) > 150
    lost = 0
    for cell, after in random.Random(kind).sample(pairs, min(rounds(60), len(pairs))):  # in `deep` all of them
        first, second = DAMAGES[kind](cell, after)
        damaged = page[: cell.start()] + first + page[cell.end() : after.start()] + second + page[after.end() :]
        for code, fact in govparse.parse(damaged).facts.items():
            if fact.state == "number":
                assert fact.value == truth[code], (kind, cell, code)
            elif fact.state == "blank":
                assert kind == "emptied" and str(truth[code]) == cell[1], (kind, cell, code)
            else:
                assert fact.state in ("unread", "absent"), (kind, cell, code)
                lost += 1
    assert lost or kind == "emptied"


FILES = sorted([*(FORMATS / "html").glob("*.html"), *(FORMATS / "docx").glob("*.docx")])
PIECES = [
    b"<",
    b">",
    b"</td>",
    b"<td>",
    b"<tr>",
    b"<table>",
    b"\xff",
    b"\0",
    b"&#0;",
    b"0",
    b"style='",
    b"-->",
    b"<!--",
]


@pytest.mark.slow
@pytest.mark.parametrize("ending", [".html", ".docx"])
def test_damaged_bytes_raise_nothing_unforeseen(ending: str) -> None:
    damage = _mutated if ending == ".html" else _repacked
    files = [file for file in FILES if file.suffix == ending]
    read = []
    for seed in seeds(f"bytes {ending}", 120, deep=6000):
        with seeded(seed) as random_:
            file = random_.choice(files)
            count, error = _reports(damage(file.read_bytes(), random_))
            assert "failed" not in error, (file.name, error)
            read.append(count)
    assert any(read) or len(read) == 1  # one that is repeated may well be refused


def _reports(data: bytes) -> tuple[int, str]:
    """Return the number of reports, or why there is none."""
    try:
        return len(list(govparse.parse_all(data))), ""
    except govparse.GovparseError as error:
        return 0, error.messages["en"]


def _mutated(data: bytes, random_: random.Random) -> bytes:
    for _ in range(random_.choice((1, 3, 20))):
        at = random_.randrange(len(data))
        cut = random_.choice((0, 1, 3, 50, 2000))
        data = data[:at] + random_.choice(PIECES) * random_.choice((0, 1, 1, 40)) + data[at + cut :] or b"x"
    return data


def _repacked(data: bytes, random_: random.Random) -> bytes:
    """Return a Word file with a damaged part in a whole package."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _mutated(part, random_) if name.endswith("document.xml") else part)
    return packed.getvalue()
