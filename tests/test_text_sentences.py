"""Text against table: true sentences are never found fault with, changed ones mostly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from random import Random

import pytest
from attrs import evolve, frozen
from profiles import seeded, seeds
from text_parts import han, said

import govparse
from govparse import AnnualReport
from govparse.checks.text import check_text
from govparse.checks.text.prose import stated_in
from govparse.records import Section
from govparse.rendering import render
from govparse.rendering.official import lay_out
from govparse.synthetic.report import Wanted, make_report
from govparse.testing.layouts import LAYOUTS

# ── sentences about a report, true and changed


@frozen
class Shape:
    """A sentence about one number of a report. `{n}` is the number, `share` says that it is in percent of concluded."""

    kind: str
    text: str
    value: Callable[[Callable[[str], int]], int]
    rules: tuple[str, ...]
    share: bool = False


def _of(row: str) -> Callable[[Callable[[str], int]], int]:
    return lambda total: total(row)


def _sum(*rows: str) -> Callable[[Callable[[str], int]], int]:
    return lambda total: sum(map(total, rows))


_R, _C, _D, _O = "received", "carried_in", "concluded", "carried_out"
_RECEIVED = ("text-received", "text-no-requests")
SHAPES = [
    *(
        Shape("received", text, _of(_R), _RECEIVED)
        for text in (
            "全年共收到政府信息公开申请{n}件",
            "本年度新收依申请公开{n}件",
            "我单位共收到{n}件政府信息公开申请",
            "收到公民、法人和其他组织提出的政府信息公开申请{n}份",
            "新收政府信息公开申请数量为{n}件",
        )
    ),
    *(
        Shape("received", text, _sum(_R, _C), _RECEIVED)
        for text in ("全年共受理政府信息公开申请{n}件", "共办理依申请公开{n}宗", "全年接收政府信息公开申请{n}条")
    ),
    *(
        Shape("carried_in", text, _of(_C), ("text-carried-in",))
        for text in ("上年结转政府信息公开申请{n}件", "上一年度结转{n}件", "结转上年度办理的{n}件")
    ),
    *(
        Shape("concluded", text, _of(_D), ("text-concluded",))
        for text in ("办结政府信息公开申请{n}件", "已办结{n}件", "按时答复{n}件", "办理完毕{n}件", "共完成答复{n}件")
    ),
    *(
        Shape("carried_out", text, _of(_O), ("text-carried-out",))
        for text in ("结转下年度继续办理{n}件", "{n}件结转下一年度办理", "结转至下年度的有{n}件")
    ),
    Shape("granted", "其中予以公开{n}件", _of("granted"), ("text-outcome",)),
    Shape("granted", "予以公开的{n}件", _sum("granted", "partly_granted"), ("text-outcome",)),
    Shape("partly_granted", "部分公开{n}件", _of("partly_granted"), ("text-outcome",)),
    Shape("denied", "不予公开{n}件", _of("denied"), ("text-outcome",)),
    Shape("unavailable", "本机关无法提供{n}件", _of("unavailable"), ("text-outcome",)),
    Shape("not_processed", "不予处理的{n}件", _of("not_processed"), ("text-outcome",)),
    Shape("other_outcome", "其他处理{n}件", _of("other_outcome"), ("text-outcome",)),
    Shape("reconsideration", "因政府信息公开被申请行政复议{n}件", _of("review.reconsideration"), ("text-review",)),
    Shape(
        "litigation",
        "因政府信息公开被提起行政诉讼{n}起",
        _sum("review.litigation.direct", "review.litigation.after_reconsideration"),
        ("text-review",),
    ),
]


def _totals(report: AnnualReport) -> Callable[[str], int]:
    def total(row: str) -> int:
        code = row if row.startswith("review.") else f"requests.{row}"
        codes = [c for c in report.facts if c.startswith(f"{code}.") and c.endswith(".total")]
        assert codes, row
        return sum(int(report.facts[c].value or 0) for c in codes)

    return total


_NUMERALS: tuple[Callable[[int], str], ...] = (
    str,
    str,
    lambda n: f" {n} ",
    lambda n: str(n).translate({ord("0") + i: chr(0xFF10 + i) for i in range(10)}),
    lambda n: f"{n:,}",
    lambda n: han(n) if n < 100_000_000 else str(n),
)
_OPENINGS = (
    "2{y}年，",
    "（二）依申请公开情况。2{y}年",
    "本单位严格按照条例规定，畅通受理渠道。2{y}年度，",
    "二是规范依申请公开办理。2{y}年，",
)
_CLOSINGS = ("。", "，群众较为满意。", "，较上年增加3件。", "；12345热线受理诉求38件，办结37件。")


def _sentence(random: Random, chosen: Sequence[tuple[Shape, int]], year: int) -> str:
    opening = random.choice(_OPENINGS).replace("2{y}", str(year))
    numeral = random.choice(_NUMERALS)
    mark = random.choice("，，,；")
    parts = [shape.text.replace("{n}", numeral(value)) for shape, value in chosen]
    return opening + mark.join(parts) + random.choice(_CLOSINGS)


def _choose(random: Random, report: AnnualReport) -> list[tuple[Shape, int]]:
    """Return true statements about a report, one for each kind of number; what came in is spoken of first."""
    total = _totals(report)
    kinds = list(dict.fromkeys(shape.kind for shape in SHAPES))
    wanted = ["received", *(kind for kind in kinds[1:] if random.random() < 0.5)]
    shapes = [random.choice([shape for shape in SHAPES if shape.kind == kind]) for kind in wanted]
    return [(shape, shape.value(total)) for shape in shapes]


def _with_overview(report: AnnualReport, text: str) -> AnnualReport:
    sections = {**report.sections, "overview": Section(text, 0, 0, "一、总体情况"), "preamble": None}
    return evolve(report, sections=sections)


def _read(report: AnnualReport, text: str) -> AnnualReport:
    return govparse.parse(render(_with_overview(report, text)))


def _report(random: Random) -> AnnualReport:
    from govparse.forms.registry import forms

    return make_report(random, Wanted(forms(), blanks="none", plain=True))


def _changed(random: Random, value: int) -> int:
    ways = [value + 1, max(0, value - 1), value + random.randint(2, 40), int(f"{value}{random.randint(0, 9)}")]
    return random.choice([way for way in ways if way != value])


def test_true_sentences_are_not_found_fault_with() -> None:
    for seed in seeds("true sentences", 60):
        with seeded(seed) as random:
            report = _report(random)
            text = _sentence(random, _choose(random, report), report.year or 0)
            read = _read(report, text)
            assert said(list(check_text(read))) == [], text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_true_sentences_in_every_layout(layout: str) -> None:
    """Where a layout loses cells, what is lost is no zero, and no cell of another row."""
    for seed in seeds(f"true sentences in {layout}", 3):
        with seeded(seed) as random:
            report = _report(random)
            text = _sentence(random, _choose(random, report), report.year or 0)
            sheet = lay_out(_with_overview(report, text))
            assert said(list(check_text(govparse.parse(LAYOUTS[layout].write(sheet))))) == [], text


def test_true_sentences_are_read() -> None:
    """The test above would mean nothing if the sentences were not understood."""
    stated = understood = 0
    for seed in seeds("true sentences", 60):
        with seeded(seed) as random:
            report = _report(random)
            chosen = _choose(random, report)
            read = _read(report, _sentence(random, chosen, report.year or 0))
            stated += len(chosen)
            understood += len(list(stated_in(read)))
    assert understood >= 0.9 * stated, f"{understood} of {stated} claims read"


def test_one_changed_number_is_found_and_quoted() -> None:
    caught: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for seed in seeds("changed sentences", 120):
        with seeded(seed) as random:
            report = _report(random)
            chosen = _choose(random, report)
            at = random.randrange(len(chosen))
            shape, value = chosen[at]
            wrong = _changed(random, value)
            chosen[at] = (shape, wrong)
            text = _sentence(random, chosen, report.year or 0)
            read = _read(report, text)
            found = list(check_text(read))
            tried[shape.kind] += 1
            for one in found:
                # Nothing but the changed number is found fault with, and it is quoted, with its place.
                assert one.rule in shape.rules, (text, one.messages)
                term = one.sides[0].terms[0]
                assert term.value == wrong
                assert term.place is not None
                printed = read.source_text[term.place.start : term.place.end]
                assert printed == term.text
                assert re.sub(r"\s", "", printed)[-20:] in one.messages["zh"]
                assert [side.value for side in one.sides][1] == sum(
                    int(read.facts[code].value or 0) for code in one.codes
                )
            caught[shape.kind] += bool(found)
    total, all_tried = sum(caught.values()), sum(tried.values())
    report_of = {kind: f"{caught[kind]}/{tried[kind]}" for kind in tried}
    print(f"changed numbers found: {total} of {all_tried}: {report_of}")
    assert total >= 0.75 * all_tried, report_of
