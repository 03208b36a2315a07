"""The page of promises: the tests it names are there, its figures are the benchmark's, nothing opens a connection.

The figures themselves are those of 300 reports; here some are read again, of which none may be wrong.
"""

from __future__ import annotations

import importlib.util
import re
import socket
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from docs_parts import DOCS, ROOT

import govparse
from govparse.testing import LAYOUTS, lay_out, synthetic_report

PAGE = (DOCS / "promises.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def recovery() -> ModuleType:
    spec = importlib.util.spec_from_file_location("recovery", ROOT / "benchmarks" / "recovery.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tests_that_are_named_are_there() -> None:
    promises = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
    numbered = [text for text in promises if re.match(r"[1-9]\. ", text)]
    assert [text[0] for text in numbered] == ["1", "2", "3", "4", "5", "6"]
    for text in numbered:
        named = re.findall(r"`(tests/test_\w+\.py)`", text)
        assert len(named) > 2
        assert [name for name in named if not (ROOT / name).is_file()] == []


def _table() -> dict[str, list[str]]:
    table = PAGE.partition("<!-- recovery -->\n\n")[2].partition("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    return {row[0].strip("`"): row[1:] for row in [rows[0], *rows[2:]]}


def test_the_table_has_every_layout_and_nothing_wrong(recovery: Any) -> None:
    table = _table()
    assert list(table) == ["layout", *LAYOUTS, "all"]
    assert tuple(table["layout"]) == recovery.HEADS
    wrong = recovery.HEADS.index("wrong")
    assert {row[wrong] for name, row in table.items() if name != "layout"} == {"0"}
    for layout in LAYOUTS.values():
        stated = table[layout.name][recovery.HEADS.index("stated")]
        # What a layout is said to do with blanks is what was measured.
        assert (stated == "100.0 %") >= (layout.blanks == "shown")
        assert layout.blanks != "lost" or stated in ("0.0 %", "<0.1 %", "0.3 %")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_reports_of_the_table_read_again(layout: str, recovery: Any) -> None:
    """Whatever part of the cells is read, none is wrong, and each is counted once."""
    for number in range(3):
        _, found = recovery.count((2, number, layout))
        truth = synthetic_report(number, seed=2)
        for kind, state in (("numbers", "number"), ("blanks", "blank")):
            assert found[kind] == sum(fact.state == state for fact in truth.facts.values())
            assert found[f"{kind} placed"] + found[f"{kind} unread"] == found[kind]
        assert found["wrong"] == 0
        if LAYOUTS[layout].blanks == "shown":
            assert found["whole"] == 1


def test_what_is_wrong_is_counted(recovery: Any) -> None:
    truth = synthetic_report(0, form="2021", seed=2, blanks="none")
    text = LAYOUTS["tabs"].write(lay_out(truth))
    assert isinstance(text, str)
    assert recovery.wrong(truth, govparse.parse(text)) == []
    other = synthetic_report(1, form="2021", seed=2, blanks="none")
    assert len(recovery.wrong(other, govparse.parse(text))) > 5


def test_shares_are_never_rounded_to_all_or_nothing(recovery: Any) -> None:
    shown = [recovery.share(*pair) for pair in ((1, 100_000), (99_999, 100_000), (0, 3), (3, 3), (1, 3), (0, 0))]
    assert shown == ["<0.1 %", ">99.9 %", "0.0 %", "100.0 %", "33.3 %", "–"]


def test_nothing_of_it_opens_a_connection(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    for name in ("connect", "connect_ex", "bind", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    files = [*(ROOT / "examples").glob("*.txt"), *(ROOT / "tests/formats/matrix/dense-2021").glob("report.[hdp]*")]
    assert len(files) > 6
    reports = [govparse.parse_file(file) for file in files]
    assert len(govparse.check_all(reports)) == len(files)
    for layout in ("tabs", "markdown", "html", "docx"):
        assert govparse.render(reports[0], layout)
