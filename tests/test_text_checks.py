"""Text against table: true sentences are never found fault with, changed ones mostly, and work is bounded."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pytest
from attrs import evolve, frozen
from fixtures import DATA, stems
from profiles import rounds, seeded, seeds

import govparse
from govparse import AnnualReport, Finding
from govparse.checks.text import check_text
from govparse.checks.text.prose import stated_in
from govparse.checks.text.words import build, grammar, han_number
from govparse.errors import GovparseError
from govparse.records import Section
from govparse.rendering import render
from govparse.rendering.official import lay_out
from govparse.synthetic.report import Wanted, make_report
from govparse.testing import corpus
from govparse.testing.layouts import LAYOUTS

# ── the grammar


def test_grammar_is_lalr_without_conflicts() -> None:
    assert build(strict=True).rules


def test_no_word_stands_for_two_things() -> None:
    where: dict[str, list[str]] = {}
    for terminal, strings in grammar().strings.items():
        for word in strings:
            where.setdefault(word, []).append(terminal)
    assert {word: names for word, names in where.items() if len(names) > 1} == {}


@pytest.mark.parametrize("number", [0, 1, 2, 9, 10, 11, 19, 20, 99, 100, 101, 105, 110, 115, 250, 999, 1000, 1005,
                                    1050, 1203, 9999, 10_000, 10_005, 10_020, 32_010, 120_000])  # fmt: skip
def test_chinese_numerals(number: int) -> None:
    assert han_number(_han(number)) == number


@pytest.mark.parametrize("text", ["十十", "百", "一百二", "一二三", "万", "十百", "二三十", "零十", "一万万"])
def test_what_is_no_chinese_numeral(text: str) -> None:
    assert han_number(text) is None


def _han(number: int) -> str:
    """Write a number in Chinese numerals."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        return f"{_han(high)}万{('零' if 0 < low < 1000 else '') + _han(low) if low else ''}"
    if number < 10:
        return "零一二三四五六七八九"[number]
    words, zero = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            words += ("零" if zero and words else "") + _han(digit) + name
            zero = False
        else:
            zero = bool(words)
    return words.removeprefix("一") if words.startswith("一十") else words


# ── reports without contradictions


def _said(found: Sequence[Finding]) -> list[tuple[str, str]]:
    return [(one.rule, one.messages["zh"]) for one in found]


def test_invented_reports_contradict_nothing() -> None:
    for report in corpus(count=rounds(60)):
        assert _said(list(check_text(report))) == []


# Fixtures whose prose was invented beside figures that it does not describe: both sides looked at by hand.
_CONTRADICT = {
    # 13 received, 1 carried in, 4 and 0 under review, above tables of 2137, 106, 41 and 126.
    "headings/prose-between-heading-and-table": ["text-received", "text-carried-in", "text-review", "text-review"],
}


@pytest.mark.parametrize("stem", stems("seeds", "layouts", "irregular", "headings", "bad"))
def test_fixtures_contradict_nothing(stem: str) -> None:
    try:
        reports = list(govparse.parse_all((DATA / f"{stem}.txt").read_bytes()))
    except GovparseError:
        return
    found = [one.rule for report in reports for one in check_text(report)]
    assert found == _CONTRADICT.get(stem, [])


def test_real_reports_contradict_nothing(seeds: Path) -> None:
    for path in sorted(seeds.glob("*.txt")):
        assert _said(list(check_text(govparse.parse(path.read_bytes())))) == []


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
    lambda n: _han(n) if n < 100_000_000 else str(n),
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
            assert _said(list(check_text(read))) == [], text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_true_sentences_in_every_layout(layout: str) -> None:
    """Where a layout loses cells, what is lost is no zero, and no cell of another row."""
    for seed in seeds(f"true sentences in {layout}", 3):
        with seeded(seed) as random:
            report = _report(random)
            text = _sentence(random, _choose(random, report), report.year or 0)
            sheet = lay_out(_with_overview(report, text))
            assert _said(list(check_text(govparse.parse(LAYOUTS[layout].write(sheet))))) == [], text


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


# ── one report, by hand: 62 received, 3 carried in, 60 concluded, 5 carried out; 55 and 7 by applicant

_BASE = (Path(__file__).parent / "rules" / "text-received" / "near.txt").read_text(encoding="utf-8")


def _base(overview: str, *changes: tuple[str, str], title: str = "松溪县水务局") -> AnnualReport:
    head, _, rest = _BASE.partition("一、总体情况\n")
    text = f"{head}一、总体情况\n{overview}\n{rest.partition(chr(10))[2]}"
    assert "62" in text
    for old, new in (("松溪县水务局", title), *changes):
        assert old in text
        text = text.replace(old, new)
    return govparse.parse(text)


def _found(report: AnnualReport) -> list[tuple[str, str]]:
    return [(one.rule, one.severity) for one in check_text(report)]


_TRUE = json.loads((DATA / "claims" / "reports" / "true.json").read_text(encoding="utf-8"))["reports"]
_FALSE = json.loads((DATA / "claims" / "reports" / "false.json").read_text(encoding="utf-8"))
_OTHER = "六、其他需要报告的事项\n"


@pytest.mark.parametrize("where", ["alone", "under a heading", "after a true sentence", "among other matters"])
def test_true_sentences_by_hand_are_not_found_fault_with(where: str) -> None:
    for one in _TRUE:
        for text in one["sentences"]:
            changes: list[tuple[str, str]] = []
            overview = {
                "alone": text,
                "under a heading": f"（二）依申请公开情况\n{text}",
                "after a true sentence": f"本年度新收政府信息公开申请62件。{text}",
                "among other matters": "总体平稳。",
            }[where]
            if where == "among other matters":
                changes.append((_OTHER, f"{_OTHER}{text}\n"))
            report = _base(overview, *changes, title=one["issuer"])
            assert report.issuer == one["issuer"]
            assert _said(list(check_text(report))) == [], (one["issuer"], overview)


def test_false_sentences_by_hand_are_found() -> None:
    found = [[text, *(rule for rule, _ in _found(_base(text)))] for text, _ in _FALSE["sentences"]]
    assert found == _FALSE["sentences"]


WRONG = "2023年共收到政府信息公开申请72件。"


def test_the_message_quotes_both_sides() -> None:
    (found,) = check_text(_base(WRONG))
    assert found.messages["zh"] == "正文“…2023年共收到政府信息公开申请72件…”，表三总计列：一(62)+二(3)=65"
    assert [side.value for side in found.sides] == [72, 65]
    assert [term.code for term in found.sides[1].terms] == ["requests.received.total", "requests.carried_in.total"]
    assert [place.kind for place in found.places] == ["text", "text", "text"]
    assert found.places[1:] == tuple(term.place for term in found.sides[1].terms)


def test_a_place_counts_lines_and_columns_of_the_source() -> None:
    report = _base(f"完善制度，规范流程。\r\n{WRONG}")
    (found,) = check_text(report)
    place = found.places[0]
    assert place.kind == "text"
    assert report.source_text[place.start : place.end] == WRONG[:-1]
    lines = report.source_text.splitlines()
    assert lines[place.line - 1][place.column - 1 :].startswith(WRONG[:-1])


def test_only_the_plain_word_is_an_error() -> None:
    assert _found(_base(WRONG)) == [("text-received", "error")]
    assert _found(_base("（二）依申请公开情况。共收到72件。")) == [("text-received", "warning")]
    assert _found(_base("共办理政府信息公开申请72件。")) == [("text-received", "warning")]
    assert _found(_base("县水务局共收到政府信息公开申请72件。")) == [("text-received", "error")]
    assert _found(_base("2022年收到26件，今年共收到政府信息公开申请72件。")) == [("text-received", "warning")]
    assert _found(_base("2022年收到26件，2023年共收到政府信息公开申请72件。")) == [("text-received", "error")]
    assert _found(_base("目前未收到政府信息公开申请。")) == [("text-no-requests", "warning")]
    assert _found(_base("（二）依申请公开情况。未发生行政复议。")) == [("text-review", "warning")]


def test_a_doubtful_reading_is_no_error_of_the_publisher() -> None:
    from govparse.findings import finding

    report = _base(WRONG)
    doubtful = evolve(report, findings=(*report.findings, finding("text-recognised")))
    assert _found(doubtful) == [("text-received", "warning")]


def test_a_blank_is_no_zero() -> None:
    carried_in = "二、上年结转政府信息公开申请数量\t\t\t3\t0\t0\t0\t0\t0\t3"
    blank = "二、上年结转政府信息公开申请数量\t\t\t\t\t\t\t\t\t"
    assert _found(_base(WRONG, (carried_in, blank))) == []
    # No number of zero or more in the blank could make 61 of 62.
    assert _found(_base(WRONG.replace("72", "61"), (carried_in, blank))) == [("text-received", "error")]


def test_columns_are_added_where_the_total_is_blank() -> None:
    received = "一、本年新收政府信息公开申请数量\t\t\t55\t7\t0\t0\t0\t0\t"
    report = _base(WRONG, (f"{received}62", received))
    assert report.facts["requests.received.total"].state == "blank"
    assert _found(report) == [("text-received", "error")]
    assert _found(_base(WRONG.replace("72", "65"), (f"{received}62", received))) == []


def test_prose_may_follow_the_total_or_the_columns_of_a_broken_row() -> None:
    received = "一、本年新收政府信息公开申请数量\t\t\t55\t7\t0\t0\t0\t0\t"
    for number in (62, 72):
        report = _base(WRONG.replace("72", str(number)), (f"{received}62", f"{received}72"))
        assert _found(report) == []


def test_a_table_that_is_not_there_says_nothing() -> None:
    report = govparse.parse("松溪县水务局2023年政府信息公开工作年度报告\n一、总体情况\n" + WRONG)
    assert list(stated_in(report))
    assert _found(report) == []


def test_what_is_said_in_two_ways_is_left_alone() -> None:
    assert _found(_base("共收到政府信息公开申请72件。窗口工作细致。共收到政府信息公开申请82件。")) == []
    assert _found(_base("共收到政府信息公开申请72件。窗口工作细致。共收到政府信息公开申请62件。")) == []
    assert _found(_base("共收到政府信息公开申请72件。窗口工作细致。共收到政府信息公开申请72件。")) == [
        ("text-received", "error")
    ]


def test_where_nothing_agrees_another_body_may_be_meant() -> None:
    text = "共收到政府信息公开申请320件，上年结转政府信息公开申请11件，办结政府信息公开申请311件。"
    assert {severity for _, severity in _found(_base(text))} == {"warning"}


def test_all_bodies_count_in_the_report_of_all_bodies() -> None:
    text = "全县共收到政府信息公开申请320件。"
    assert _found(_base(text)) == []
    report = _base(text, title="松溪县")
    assert report.issuer == "松溪县"
    assert _found(report) == [("text-received", "warning")]


def test_shares() -> None:
    def said(text: str) -> list[tuple[str, str]]:
        return _found(_base(f"办结政府信息公开申请60件，其中{text}。"))

    assert said("予以公开24件，占40%") == said("予以公开24件（40.0%）") == said("予以公开24件，占比为39%") == []
    assert said("予以公开24件，占38.71%") == []  # of what was received
    assert said("予以公开24件，占45%") == said("予以公开24件（45%）") == [("text-percentage", "warning")]
    assert said("自然人24件，占45%") == []  # nobody said of what


def test_prose_of_tables_and_other_sections_is_read() -> None:
    remark = ("三、收到和处理政府信息公开申请情况\n", "三、收到和处理政府信息公开申请情况\n共收到72件。\n")
    assert _found(_base("各项工作有序。", remark)) == [("text-received", "warning")]
    other = ("六、其他需要报告的事项\n", f"六、其他需要报告的事项\n{WRONG}")
    assert _found(_base("各项工作有序。", other)) == [("text-received", "error")]


def test_without_the_source_text_there_is_no_place() -> None:
    report = AnnualReport.from_json(_base(WRONG).to_json(source_text=False))
    (found,) = check_text(report)
    assert found.sides[0].terms[0].place is None
    assert "72件" in found.messages["zh"]


def test_pages_and_word_files_have_places_too() -> None:
    report = _base(WRONG)
    for layout in ("html", "docx", "markdown"):
        read = govparse.parse(render(report, layout))
        (found,) = check_text(read)
        assert read.source_text[found.places[0].start : found.places[0].end] == WRONG[:-1]


def test_the_year_must_be_known() -> None:
    report = evolve(_base(WRONG), year=None)
    assert _found(report) == []


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
    """Count the Python calls of a check: a measure of work that no busy machine disturbs."""
    import sys

    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        list(check_text(report))
    finally:
        sys.setprofile(None)
    return calls


def _hostile(name: str, size: int) -> AnnualReport:
    text = HOSTILE[name](size)
    report = evolve(_base("各项工作有序。"), source_text=text)
    return evolve(report, sections={**report.sections, "overview": Section(text, 0, len(text))})


@pytest.mark.parametrize("name", HOSTILE)
def test_work_grows_linearly(name: str) -> None:
    _steps(_hostile(name, 2_000))  # what is built once
    small, large = _steps(_hostile(name, 20_000)), _steps(_hostile(name, 80_000))
    assert large <= 5 * small + 20_000


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["numerals", "digits", "no mark", "years", "titles", "denials in clauses", "short lines", "rules", "names"]
)
def test_time_grows_linearly(name: str) -> None:
    import time

    def seconds(size: int) -> float:
        report = _hostile(name, size)
        times = []
        for _ in range(3):
            begin = time.process_time()
            list(check_text(report))
            times.append(time.process_time() - begin)
        return min(times)

    assert seconds(400_000) <= 3 * seconds(200_000) + 0.2
