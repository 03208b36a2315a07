"""Text against table: work grows linearly, also on hostile prose."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from attrs import evolve
from steps import steps
from text_parts import based

from govparse import AnnualReport
from govparse.checks.text import check_text
from govparse.records import Section

# ── hostile prose

_CLAUSE = "收到政府信息公开申请5件，"
HOSTILE: dict[str, Callable[[int], str]] = {
    "numerals": lambda n: "九" * n,
    "digits": lambda n: "9" * n,
    "digits and blanks": lambda n: "1 " * (n // 2),
    "commas": lambda n: "，" * n,
    "brackets": lambda n: "（" * n,
    "narrow commas": lambda n: "1,234" * (n // 5),
    "one claim": lambda n: _CLAUSE * (n // len(_CLAUSE)),
    "claims in paragraphs": lambda n: f"{_CLAUSE[:-1]}。\n" * (n // (len(_CLAUSE) + 1)),
    "balances": lambda n: "收到政府信息公开申请5件，上年结转1件，办结3件，结转下年度2件。\n" * (n // 36),
    "no mark": lambda n: "收到政府信息公开申请" * (n // 10),
    "numbers with units": lambda n: "5件、" * (n // 3),
    "shares": lambda n: "予以公开5件，占33.3%，" * (n // 15),
    "years": lambda n: "2023年" * (n // 5),
    "dates": lambda n: "自2023年1月1日至" * (n // 12),
    "items": lambda n: "一是" * (n // 2),
    "short lines": lambda n: "收到申请件\n" * (n // 6),
    "wrapped lines": lambda n: "政府信息公开申请政府信息公开申请政府信息公开\n" * (n // 23),
    "denials": lambda n: "未" * n,
    "denials in clauses": lambda n: ("未" * 119 + "，") * (n // 120),
    "applicants": lambda n: "公民、法人或其他组织" * (n // 10),
    "such": lambda n: "其中，" * (n // 3),
    "titles": lambda n: "《" * n,
    "rules": lambda n: "按照《条例》有关" * (n // 9),
    "rules without end": lambda n: "按照有关条例的" * (n // 7),
    "brackets with words": lambda n: "县政府（办公室）" * (n // 8),
    "brackets in one another": lambda n: "其中（办" * (n // 4),
    "numbers in brackets": lambda n: "收到（县）5件" * (n // 7),
    "names": lambda n: "县水务局" * (n // 4),
    "names in clauses": lambda n: "松溪县水务局，" * (n // 7),
    "other names": lambda n: "市水务局和" * (n // 5),
    "unclaimed numbers": lambda n: "征地5件，收到政府信息公开申请9件，" * (n // 18),
    "stops": lambda n: "申请." * (n // 3),
}


def _steps(report: AnnualReport) -> int:
    return steps(lambda: list(check_text(report)))


def _hostile(name: str, size: int) -> AnnualReport:
    text = HOSTILE[name](size)
    report = evolve(based("各项工作有序。"), source_text=text)
    return evolve(report, sections={**report.sections, "overview": Section(text, 0, len(text))})


@pytest.mark.parametrize("name", HOSTILE)
def test_work_grows_linearly(name: str) -> None:
    _steps(_hostile(name, 2_000))  # what is built once
    small, large = _steps(_hostile(name, 10_000)), _steps(_hostile(name, 40_000))
    assert large <= 5 * small + 10_000


@pytest.mark.parametrize(
    "name", ["numerals", "digits", "no mark", "years", "titles", "denials in clauses", "short lines", "rules", "names"]
)
def test_what_expressions_do_grows_no_faster(name: str) -> None:
    """Steps do not count what regular expressions do: four times as much text would take sixteen times as long."""

    def seconds(size: int) -> float:
        report = _hostile(name, size)
        begin = time.process_time()
        list(check_text(report))
        return time.process_time() - begin

    assert seconds(160_000) <= 9 * seconds(40_000) + 0.5
