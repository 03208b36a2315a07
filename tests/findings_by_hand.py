"""A report with findings made by hand: every kind of side, mend and place, and hostile words."""

from __future__ import annotations

from functools import cache

from fixtures import DATA

import govparse
from govparse import AnnualReport, Finding, TextPlace
from govparse.output.results import OUTCOMES, Result
from govparse.records import Change, Mend, Side, Term

HOSTILE = "=1+1<script>alert(1)</script>&\"'\x1b[31m"
FILE = DATA / "layouts" / "c-dense-2021.txt"
CLAUSE = "回应热点问题9次"


@cache
def report() -> AnnualReport:
    return govparse.parse(FILE.read_bytes(), source="报告 2022.txt")


def side(*codes: str) -> Side:
    facts = [report().facts[code] for code in codes]
    terms = tuple(Term(fact.value, fact.text, fact.code, fact.place) for fact in facts)
    return Side(terms, sum(term.value for term in terms if isinstance(term.value, int)))


def clause() -> TextPlace:
    text = report().source_text
    start = text.index(CLAUSE)
    line = text.count("\n", 0, start)
    return TextPlace(start, start + len(CLAUSE), line + 1, start - text.rfind("\n", 0, start))


def messages(text: str) -> dict[str, str]:
    return {"zh": f"{text}。", "en": f"{text}."}


@cache
def findings() -> tuple[Finding, ...]:
    """Return findings; their rules are borrowed, since the messages are given by hand."""
    row = [f"requests.granted.{column}" for column in ("natural_person", "business", "total")]
    flow = side("requests.received.total", "requests.carried_in.total")
    went = side("requests.concluded.total", "requests.carried_out.total")
    balance = Finding("row-long", "error", messages("一+二，（七）+四"), ("requests.received.total",), (), (flow, went))
    printed = report().facts[row[2]]
    value = printed.value
    assert isinstance(value, int) and printed.place is not None
    total = Finding(
        "row-short",
        "error",
        messages("印为 105"),
        tuple(row),
        (printed.place,),
        (side(*row[:2]), side(row[2])),
        (
            Mend("digit", (Change(row[2], value, value + 1),)),
            Mend("row", (Change(row[1], None, 61), Change(row[2], value, 60))),
            Mend("swap", (Change(row[0], 22, 12), Change(row[1], 12, 22))),
            Mend("shift", (Change(row[0], 22, 12), Change(row[1], 12, 0))),
        ),
        (balance,),
    )
    at = clause()
    prose = Finding(
        "number-broken",
        "warning",
        messages(f"文字与表格 {HOSTILE}"),
        ("requests.received.total",),
        (at,),
        (Side((Term(9, "9", None, at),), 9), side("requests.received.total")),
    )
    before = Term(7, "7", "requests.carried_out.total", TextPlace(3, 4, 8, 2), "报告 2021.txt")
    year = Finding(
        "row-cut",
        "warning",
        messages("上年"),
        ("requests.carried_in.total",),
        (),
        (side("requests.carried_in.total"), Side((before,), 7)),
    )
    heading = report().headings["problems"]
    assert heading is not None and heading.place is not None
    part = Finding("label-part", "info", messages("标题"), (), (heading.place,))
    return part, prose, total, year


def report_with_findings() -> Result:
    return Result(report(), findings(), dict(zip(OUTCOMES, (39, 3, 0, 0), strict=True)))
