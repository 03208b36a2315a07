"""What `check` prints: text of fixed width, JSON, CSV, SARIF and a page, for findings made by hand."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from attrs import evolve
from findings_by_hand import CLAUSE, HOSTILE, findings, messages, report, report_with_findings

import govparse
from govparse import Finding
from govparse.cli.streams import shows_colours
from govparse.exchange import from_json, to_json
from govparse.output.cells import cell_words
from govparse.output.html import write_page
from govparse.output.machine import COLUMNS, write_csv, write_json
from govparse.output.mends import mend_lines
from govparse.output.results import OUTCOMES, Failure, Result
from govparse.output.sarif import write_sarif
from govparse.output.text import Style, write_text
from govparse.output.widths import clip, plain, width, window
from govparse.output.words import Language, say
from govparse.records import Place, Side
from govparse.rules import RULES

LANGUAGES: tuple[Language, ...] = ("zh", "en")
FAILURE = Failure("坏 文件.txt", "not_a_report", {"zh": "不是报告", "en": "no report"})


def text(item: Result, language: Language = "zh", columns: int = 100, *, colour: bool = False) -> list[str]:
    return list(write_text([item], language, Style(columns, colour)))


def only(found: Finding) -> Result:
    return evolve(report_with_findings(), findings=(found,))


def test_every_sentence_is_there_in_both_languages_with_the_same_details() -> None:
    for name, words in say.words.items():
        details = [sorted(re.findall(r"\{([a-z]+)\}", words[language])) for language in LANGUAGES]
        assert details[0] == details[1], name


# ── text ───────────────────────────────────────────────────────────────────────────


def columns_of(line: str, part: str) -> tuple[int, int]:
    """Return from where to where a part of a line reaches on a terminal."""
    before = line[: line.index(part)]
    return width(before), width(before) + width(part)


def test_suspect_cells_are_underlined_at_their_place() -> None:
    total = findings()[2]
    lines = text(only(total))
    row = next(i for i, line in enumerate(lines) if "予以公开" in line and "105" in line and "印" not in line)
    marks = lines[row + 1]
    head = next(line for line in lines if line.strip().startswith("表三") and "自然人" in line)
    for number, label in (("22", "自然人"), ("12", "商业企业"), ("105", "总计")):
        start, end = columns_of(lines[row], number)
        assert marks[start - 1 : end] == " " + "^" * len(number)
        assert columns_of(head, label)[1] == end  # numbers stand below the end of their heads
    assert marks.count("^") == 7
    assert [word for word in head.split() if word != "表三"] == ["自然人", "商业企业", "总计"]


def test_only_the_rows_concerned_are_shown() -> None:
    *_, total, year = findings()
    shown = "\n".join(text(only(year)))
    assert "二、上年结转" in shown and "一、本年新收" not in shown and "商业企业" not in shown
    shown = "\n".join(text(only(total)))
    # What the finding explains is shown around it: the four rows of the balance.
    for label in ("一、本年新收", "二、上年结转", "（一）予以公开", "（七）总计", "四、结转"):
        assert label in shown
    assert "重复申请" not in shown


def test_rows_of_zeros_are_left_out_of_long_sums_and_counted() -> None:
    rows = [code for code in report().facts if code.startswith("requests.") and code.endswith(".total")]
    facts = {
        code: evolve(fact, value=0, text="0") if code in rows[5:] else fact for code, fact in report().facts.items()
    }
    found = Finding("row-short", "error", messages("长"), tuple(rows))
    item = evolve(only(found), report=evolve(report(), facts=facts))
    lines = text(item)
    assert any(f"另有 {len(rows) - 5} 行为零" in line for line in lines)
    assert not any("重复申请" in line for line in lines)
    assert any(f"{len(rows) - 5} more rows" in line for line in text(item, "en"))


def test_procedures_of_section_four_are_rows() -> None:
    codes = tuple(code for code in report().facts if code.startswith("review.litigation.direct."))
    lines = text(only(Finding("row-short", "error", messages("四"), codes)))
    head = next(i for i, line in enumerate(lines) if line.strip().startswith("表四"))
    assert lines[head].split() == ["表四", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    assert lines[head + 1].split() == ["行政诉讼·未经复议直接起诉", "11", "3", "17", "9", "40"]


def test_prose_is_quoted_with_its_clause_underlined() -> None:
    prose = findings()[1]
    lines = text(only(prose))
    quote = next(i for i, line in enumerate(lines) if CLAUSE in line)
    assert lines[quote].strip().startswith("第 7 行：..")
    start, end = columns_of(lines[quote], CLAUSE)
    assert lines[quote + 1] == " " * start + "^" * (end - start)
    assert all(width(line) <= 100 for line in lines[quote : quote + 2])
    assert any("2137" in line and "一、本年新收" in line for line in lines)


def test_prose_is_quoted_from_a_report_without_its_text() -> None:
    item = evolve(only(findings()[1]), report=evolve(report(), source_text=""))
    assert any(CLAUSE in line for line in text(item))


def test_prose_that_is_not_at_hand_is_not_looked_up_at_a_cell() -> None:
    prose = findings()[1]
    (stated,), table = prose.sides[0].terms, prose.sides[1]
    cell = table.terms[0].place
    assert cell is not None
    unplaced = evolve(prose, places=(cell,), sides=(Side((evolve(stated, place=None),), 9), table))
    item = evolve(only(unplaced), report=evolve(report(), source_text=""))
    assert text(item)[1].startswith("  存疑 [number-broken] 文字与表格")
    (row,) = csv.DictReader(io.StringIO(write_csv([item], "zh")[1:]))
    assert (row["where"], row["line"], row["left"], row["right"]) == ("", "", "9", "2137")


def test_a_table_that_is_shown_is_not_quoted() -> None:
    codes = [f"requests.granted.{column}" for column in ("natural_person", "total")]
    first, last = (report().facts[code].place for code in codes)
    assert first is not None and last is not None and isinstance(first, govparse.TextPlace)
    row = evolve(first, end=last.end)
    shown = text(only(Finding("row-short", "warning", messages("行"), tuple(codes), (row,))))
    assert not any("部分公开" in line or line.strip().startswith("第 35 行：22") for line in shown)
    beside = text(only(Finding("row-short", "warning", messages("行"), ("requests.repeat.total",), (row,))))
    assert any(line.strip().startswith("第 35 行：") and "22 | 12" in line for line in beside)


def test_the_number_of_another_report_names_its_source() -> None:
    year = findings()[3]
    assert any("报告 2021.txt，第 8 行：表三“四、结转" in line and "印作 7" in line for line in text(only(year)))
    assert any("报告 2021.txt, line 8: " in line and "printed as 7" in line for line in text(only(year), "en"))


def test_mends_are_said_in_words() -> None:
    total = findings()[2]
    zh, en = (list(mend_lines(total, language)) for language in LANGUAGES)
    assert len(zh) == len(en) == 5  # an introduction, and four that are equally small
    assert zh[1].endswith("“总计”为 106（印作 105）（一位数字之差）")
    assert "were 61 instead of blank, and " in en[2] and en[2].endswith("were 60 instead of 105")
    assert "（22）与" in zh[3] and "were exchanged" in en[3]
    assert "移动一列" in zh[4] and "one column aside" in en[4]
    one = evolve(total, mends=total.mends[:1])
    assert list(mend_lines(one, "zh")) == ["若表三“（一）予以公开”“总计”为 106（印作 105），则各项相符（一位数字之差）"]
    (line,) = mend_lines(one, "en")
    assert line.startswith("the sums would hold if ") and "were 106 instead of 105" in line


def test_what_a_finding_explains_stands_below_it() -> None:
    lines = text(only(findings()[2]))
    at = next(i for i, line in enumerate(lines) if line.strip() == "由此引起：")
    assert "[row-long]" in lines[at + 1]
    assert len(lines[at + 1]) - len(lines[at + 1].lstrip()) > len(lines[at]) - len(lines[at].lstrip())


def test_the_gravest_come_first_and_a_clean_report_says_so() -> None:
    lines = text(report_with_findings())
    order = [words[1] for line in lines if (words := re.match(r"  (错误|存疑|说明) \[", line))]
    assert order == ["错误", "存疑", "存疑", "说明"]
    clean = evolve(report_with_findings(), findings=(), tally=dict(zip(OUTCOMES, (40, 0, 2, 0), strict=True)))
    head, line = text(clean)
    assert head == f"报告 2022.txt：{report().title}（2022 年度）"
    assert line == "  未发现问题；勾稽关系 42 项：相符 40，不符 0，空白按零计相符 2，无法核对 0"
    unasked = evolve(clean, tally=dict(zip(OUTCOMES, (39, 3, 0, 0), strict=True)))
    assert text(unasked)[1] == "  按所选规则未发现问题；勾稽关系 42 项：相符 39，不符 3，空白按零计相符 0，无法核对 0"
    assert "<p>nothing found by the rules selected</p>" in write_page([unasked], "en")
    empty = evolve(clean, tally=dict.fromkeys(OUTCOMES, 0))
    assert "no sums to assess" in text(empty, "en")[1]


def test_several_reports_are_counted_at_the_end() -> None:
    item = report_with_findings()
    last = list(write_text([item, FAILURE, item], "en", Style()))[-1]
    assert last == "reports: 2; errors: 2, warnings: 4, infos: 2; inputs not usable: 1"


def test_nothing_of_a_file_reaches_the_terminal_as_a_command() -> None:
    lines = text(report_with_findings())
    assert not any("\x1b" in line for line in lines)
    hostile = evolve(report_with_findings(), report=evolve(report(), title="a\x1b]0;b\x07c\u202e", source="x\ny\x9b"))
    assert text(hostile)[0] == "x y：a]0;bc（2022 年度）"
    painted = text(report_with_findings(), colour=True)
    codes = set(re.findall(r"\x1b\[[^m]*m", "\n".join(painted)))
    assert codes <= {f"\x1b[{code}m" for code in ("0", "1", "31;1", "33;1", "36", "31;4")}
    # Colours change nothing else.
    assert [re.sub(r"\x1b\[[^m]*m", "", line) for line in painted] == lines


@pytest.mark.parametrize("columns", [40, 60, 80, 160])
def test_rows_are_cut_to_the_terminal(columns: int) -> None:
    codes = tuple(code for code in report().facts if code.startswith("requests.other_outcome.not_corrected"))
    lines = text(only(Finding("row-short", "error", messages("宽"), codes)), columns=columns)
    head = next(i for i, line in enumerate(lines) if "表三" in line)
    assert {width(line) for line in lines[head : head + 2]} == {width(lines[head])}
    if columns >= 100:
        assert "社会公益组织" in lines[head]
    assert width(lines[head]) <= max(columns, 100)
    assert "21" in lines[head + 1].split() and "99" in lines[head + 1].split()  # numbers are never cut


@pytest.mark.parametrize(
    ("before", "clause", "after", "limit", "shown"),
    [
        ("前", "中", "后", 20, "前中后"),
        ("很长的文字" * 9, "收到9件", "后", 20, "..字很长的文字收到9件后"),
        ("前", "收到9件", "很长的文字" * 9, 20, "前收到9件很长的文.."),
        ("前前前前前前", "很长的文字很长", "后后", 10, "很长的文.."),
    ],
)
def test_windows(before: str, clause: str, after: str, limit: int, shown: str) -> None:
    parts = window(before, clause, after, limit)
    assert width("".join(parts)) <= limit
    if limit == 10:
        assert "".join(parts) == shown
    else:
        assert parts[1] == clause
        assert "".join(parts).startswith(".." if len(before) > 20 else before)
        assert "".join(parts).endswith(".." if len(after) > 20 else after)


def test_a_line_of_a_megabyte_costs_no_more_than_a_line() -> None:
    long = evolve(report(), source_text="九" * 1_000_000)
    place: Place = govparse.TextPlace(500_000, 500_004, 1, 500_001)
    found = Finding("row-short", "warning", messages("长"), (), (place, evolve(place, start=4, end=900_000)))
    lines = text(evolve(only(found), report=long))
    assert all(width(line) <= 110 for line in lines)
    assert any("^^^^^^^^" in line for line in lines)


def test_widths_of_odd_characters() -> None:
    assert plain("a\x00\u200b\u3000b\r\nc") == "a b  c"
    assert clip("自然人" * 9, 10) == "自然人自.."


def test_colours() -> None:
    class Stream(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert shows_colours("auto", Stream(), {"TERM": "xterm"})
    assert not shows_colours("auto", Stream(), {"TERM": "dumb"})
    assert not shows_colours("auto", Stream(), {"TERM": "xterm", "NO_COLOR": "1"})
    assert shows_colours("auto", Stream(), {"TERM": "xterm", "NO_COLOR": ""})
    assert not shows_colours("auto", io.StringIO(), {"TERM": "xterm"})
    assert shows_colours("always", io.StringIO(), {"NO_COLOR": "1"})
    assert not shows_colours("never", Stream(), {"TERM": "xterm"})


# ── JSON and CSV ───────────────────────────────────────────────────────────────────


def test_json_has_a_line_for_each_input() -> None:
    item = report_with_findings()
    lines = [json.loads(line) for line in write_json([item, FAILURE])]
    assert list(lines[0]) == ["schema", "source", "title", "issuer", "year", "identities", "findings"]
    assert lines[0]["identities"] == {"holds": 39, "broken": 3, "holds_if_blanks_are_zero": 0, "not_assessable": 0}
    assert [found["rule"] for found in lines[0]["findings"]] == [found.rule for found in item.findings]
    assert lines[0]["findings"][2]["mends"][1]["changes"][0]["printed"] is None
    assert lines[1] == {"source": FAILURE.source, "error": {"kind": "not_a_report", "messages": dict(FAILURE.messages)}}
    assert all(ord(c) < 128 for line in write_json([item, FAILURE], ascii_only=True) for c in line)


def test_findings_come_back_from_json_without_loss() -> None:
    whole = evolve(report(), findings=findings())
    back = from_json(to_json(whole))
    assert back.findings == findings()
    total = back.findings[2]
    assert total.related == findings()[2].related and total.related[0].sides == findings()[2].related[0].sides
    assert total.mends == findings()[2].mends and back.findings[3].sides[1].terms[0].source == "报告 2021.txt"


def rows(language: Language = "zh") -> list[dict[str, str]]:
    written = write_csv([report_with_findings(), FAILURE], language)
    assert written.startswith("\ufeff") and written.count("\r\n") == len(written.splitlines())
    return list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"), newline="")))


def test_csv_has_a_row_for_each_finding_and_failure() -> None:
    found = rows()
    assert len(found) == 5 and tuple(found[0]) == COLUMNS
    total = found[2]
    assert (total["rule"], total["severity"], total["line"], total["page"]) == ("row-short", "error", "35", "")
    assert total["codes"].split()[-1] == "requests.granted.total" and "“（一）予以公开”“总计”" in total["cells"]
    assert (total["left"], total["right"]) == ("34", "105")
    assert total["explains"] == "row-long" and "106" in total["mends"]
    assert found[1]["where"] == "第 7 行"
    assert (found[4]["source"], found[4]["rule"], found[4]["message"]) == (FAILURE.source, "not_a_report", "不是报告")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@x", "\t=1", "＝1", " =1"])
def test_csv_holds_no_formula(start: str) -> None:
    item = evolve(report_with_findings(), report=evolve(report(), title=start, source=start))
    written = csv.DictReader(io.StringIO(write_csv([item, evolve(FAILURE, source=start)], "zh").removeprefix("\ufeff")))
    for row in written:
        assert row["source"] == f"'{start}"
        assert row["title"] in ("", f"'{start}")


# ── SARIF ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", LANGUAGES)
def test_sarif_has_the_shape_that_the_standard_requires(language: Language) -> None:
    log = json.loads(write_sarif([report_with_findings(), FAILURE, FAILURE], language))
    assert log["version"] == "2.1.0" and set(log) == {"$schema", "version", "runs"}
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "govparse" and driver["version"] == govparse.__version__
    assert [rule["id"] for rule in driver["rules"]] == list(RULES)
    for rule in driver["rules"]:
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        for part in ("shortDescription", "fullDescription", "help"):
            assert rule[part]["text"].strip(), rule["id"]
        assert "helpUri" not in rule  # the standard wants an absolute address
        assert rule["help"]["markdown"].startswith(f"# {rule['id']}\n")
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]  # each must be another one
    assert notification["level"] == "error" and notification["descriptor"] == {"id": "not_a_report"}
    assert len(run["results"]) == 4
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            _check_location(location)
    others = run["results"][2]["relatedLocations"]
    assert [other["id"] for other in others] == list(range(len(others)))
    assert any("row-long" in other["message"]["text"] for other in others)


def _check_location(location: dict[str, Any]) -> None:
    assert set(location) <= {"id", "physicalLocation", "logicalLocations", "message"}
    physical = location["physicalLocation"]
    assert re.fullmatch(r"[A-Za-z0-9%._~/-]+", physical["artifactLocation"]["uri"])
    region = physical.get("region", {"startLine": 1})
    assert set(region) <= {"startLine", "startColumn", "endLine", "endColumn"}
    assert all(isinstance(number, int) and number >= 1 for number in region.values())
    logical = [json.dumps(where) for where in location.get("logicalLocations", ())]
    assert len(logical) == len(set(logical))


def test_sarif_points_into_texts() -> None:
    (run,) = json.loads(write_sarif([report_with_findings()], "zh"))["runs"]
    levels = [result["level"] for result in run["results"]]
    assert levels == ["note", "warning", "error", "warning"]
    prose = run["results"][1]["locations"][0]
    region = prose["physicalLocation"]["region"]
    line = report().source_text.splitlines()[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == CLAUSE
    assert prose["logicalLocations"][0]["fullyQualifiedName"] == "requests.received.total"
    other = run["results"][3]["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert other == "%E6%8A%A5%E5%91%8A%202021.txt"
    assert run["invocations"][0]["executionSuccessful"] is True


def test_sarif_gives_no_line_of_a_page_or_file() -> None:
    place = govparse.GridPlace(1, 2, 3, 4, 5)
    facts = {code: evolve(fact, place=fact.place and place) for code, fact in report().facts.items()}
    prose = findings()[1]
    item = evolve(only(prose), report=evolve(report(), facts=facts))
    (run,) = json.loads(write_sarif([item], "en"))["runs"]
    location = run["results"][0]["locations"][0]
    assert "region" not in location["physicalLocation"] and "message" not in location
    (row,) = csv.DictReader(io.StringIO(write_csv([item], "en").lstrip("\ufeff")))
    assert row["where"] == row["line"] == ""
    assert not any("line" in line.partition(":")[0] for line in write_text([item], "en", Style()))


# ── the page ───────────────────────────────────────────────────────────────────────


class Page(HTMLParser):
    """What of a page is looked at: anchors, links, tags, words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.words: list[str] = []
        self.marked: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        if "marked" in given.get("class", ""):
            self.marked[given["id"]] = given["class"]
        assert not {"src", "style", "action"} & set(given) and not any(name.startswith("on") for name in given)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_marks_cells_and_words(language: Language) -> None:
    page = Page(write_page([report_with_findings(), report_with_findings(), FAILURE], language))
    assert len(page.ids) == len(set(page.ids))
    assert [link for link in page.links if link.removeprefix("#") not in page.ids] == []
    assert page.tags.isdisjoint({"script", "img", "link", "iframe", "b", "svg", "base"})
    assert page.marked["r1-requests.granted.total"] == "marked error"
    assert page.marked["r2-requests.carried_in.total"] == "marked warning"
    assert "r1-requests.repeat.total" not in page.marked and "r1-requests.concluded.total" not in page.marked
    words = "".join(page.words)
    assert words.count(HOSTILE.replace("\x1b", "")) == 4  # on top and beside the form, of each report
    assert {"r1-t2", "r1-t3", "r1-t4"} & set(page.ids), "prose and heading carry marks"
    assert FAILURE.messages[language] in words and CLAUSE in words


def test_of_several_reports_only_those_with_findings_are_printed() -> None:
    clean = evolve(report_with_findings(), findings=())
    page = Page(write_page([clean, report_with_findings()], "zh"))
    assert [link for link in page.links if link.removeprefix("#") not in page.ids] == []
    assert "r1-top" in page.ids and "r1" not in page.ids and "r2" in page.ids
    assert "未发现问题" in "".join(page.words)


def test_quotation_marks_inside_a_label_become_single_ones() -> None:
    name = cell_words("requests.denied.security_and_stability.total")
    assert name.count("“") == name.count("”") == 2 and name.count("‘") == name.count("’") == 1


def test_a_page_of_a_form_that_is_not_known_lists_the_findings() -> None:
    blocks = tuple(evolve(block, form="2031") for block in report().blocks)
    item = evolve(report_with_findings(), report=evolve(report(), blocks=blocks))
    page = Page(write_page([item], "zh"))
    assert [link for link in page.links if link.removeprefix("#") not in page.ids] == []
    assert "表式未知" in "".join(page.words) and page.marked == {}


def test_the_page_shows_what_is_printed_and_no_more() -> None:
    plain_page = Page(govparse.render(report(), "html"))
    marked = Page(write_page([report_with_findings()], "zh"))
    clean = Page(write_page([evolve(report_with_findings(), findings=())], "zh"))
    shown = [words for words in plain_page.words if words.strip()]
    for words in shown[2:]:  # behind the title and the style
        assert words in clean.words
    assert "未发现问题" in "".join(clean.words) and clean.marked == {}
    assert "未发现问题" not in "".join(marked.words)


def test_the_same_findings_give_the_same_bytes() -> None:
    items: list[Result | Failure] = [report_with_findings(), FAILURE]
    assert write_page(items, "zh") == write_page(items, "zh")
    assert write_sarif(items, "en") == write_sarif(items, "en")
