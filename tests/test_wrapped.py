"""Labels broken over lines around their numbers: the row is whole, or unread; no number goes to another row."""

from __future__ import annotations

from contextlib import suppress

import pytest
from fixtures import DATA, figures, matches
from steps import steps

import govparse
from govparse import AnnualReport, GovparseError
from govparse.forms.registry import FORM_2021

SHAPE = FORM_2021.shapes["requests"]
ROWS = [row for row in SHAPE.rows if not row.group]
FIGURES = figures("dense-2021")
GROUPS = {
    "granted": "RESULTS",
    "denied.state_secret": "DENIED",
    "unavailable.not_held": "UNAVAILABLE",
    "not_processed.petition": "NOT_PROCESSED",
    "other_outcome.not_corrected": "OTHER_OUTCOME",
}
Item = tuple[list[str], list[str]]
"""What stands on a line, or, where each cell has its own, on several: words, then numbers."""


def _label(at: int) -> str:
    terminal = ROWS[at].terminal
    assert terminal is not None
    return FORM_2021.official[terminal]


def _numbers(at: int) -> list[str]:
    return [str(FIGURES[code]) for code in SHAPE.row_codes[ROWS[at].rule]]


def _group(at: int) -> list[Item]:
    group = GROUPS.get(ROWS[at].code)
    return [([FORM_2021.official[group]], [])] if group else []


def _row(at: int) -> list[Item]:
    return [*_group(at), ([_label(at)], _numbers(at))]


def _printed(layout: str, items: list[Item]) -> str:
    """Return a report whose table of section three is `items`; the rest is that of a fixture."""
    lines = (DATA / "layouts" / f"{layout}-dense-2021.txt").read_text(encoding="utf-8").split("\n")
    first = next(i for i, line in enumerate(lines) if _label(0) in line)
    behind = next(i for i, line in enumerate(lines) if "四、政府信息公开行政复议" in line)
    table: list[str] = []
    for words, numbers in items:
        cells = [*words, *numbers]
        if layout == "b":
            table += cells
        elif layout == "f":
            table += [f"{cell} |" for cell in cells]
        else:
            separator = {"j": " ", "c": " | ", "m": "\t"}[layout]
            table.append(separator.join(cells) + (" |" if layout == "c" else ""))
    return "\n".join([*lines[:first], *table, *lines[behind:]])


def _report(layout: str, at: int, *around: Item, above: list[Item] | None = None) -> AnnualReport:
    """Return the report in which `around` stands in place of row `at`, `above` in place of the row before it."""
    before = [item for i in range(at - 1) for item in _row(i)]
    before += _row(at - 1) if above is None else [*_group(at - 1), *above]
    behind = [item for i in range(at + 1, len(ROWS)) for item in _row(i)]
    return govparse.parse(_printed(layout, [*before, *_group(at), *around, *behind]))


def _states(report: AnnualReport, at: int) -> set[str]:
    return {report.facts[code].state for code in SHAPE.row_codes[ROWS[at].rule]}


def _wrong(report: AnnualReport) -> list[str]:
    facts = report.facts.items()
    return [code for code, fact in facts if fact.state == "number" and not matches(fact, FIGURES[code])]


def _is_whole(report: AnnualReport, at: int) -> bool:
    codes = SHAPE.row_codes[ROWS[at].rule]
    return not _wrong(report) and all((f := report.facts[c]).state == "number" and f.basis == "printed" for c in codes)


LONG = [i for i in range(len(ROWS)) if len(_label(i)) >= 8]
SIX = next(i for i, row in enumerate(ROWS) if row.code == "denied.process_information")
HEAD, TAIL = _label(SIX)[:5], _label(SIX)[5:]
OWN, OTHER = _numbers(SIX), _numbers(SIX - 1)
ABOVE: Item = ([_label(SIX - 1)], [])


@pytest.mark.parametrize("layout", ["b", "c", "f", "j", "m"])
@pytest.mark.parametrize("at", LONG, ids=lambda at: ROWS[at].code)
def test_a_label_around_its_numbers_is_one_label(layout: str, at: int) -> None:
    label, numbers = _label(at), _numbers(at)
    for cut in (4, len(label) // 2, len(label) - 2):
        head, tail = label[:cut], label[cut:]
        for around in (
            [([head], []), ([], numbers), ([tail], [])],
            [([head], numbers), ([tail], [])],
            [([head], []), ([tail], numbers)],
        ):
            if _is_label(head) and around[0][1]:
                continue  # a row by itself, with something behind it
            assert _is_whole(_report(layout, at, *around), at), (cut, around)


def _is_label(text: str) -> bool:
    return any(text in FORM_2021.labels_of(row.terminal) for row in SHAPE.rows if row.terminal)


@pytest.mark.parametrize("layout", ["b", "c", "f", "j", "m"])
@pytest.mark.parametrize("code", ["received", "other_outcome.not_corrected", "other_outcome.fee_unpaid"])
def test_a_label_of_three_lines(layout: str, code: str) -> None:
    at = next(i for i, row in enumerate(ROWS) if row.code == code)
    label = _label(at)
    a, b, c = label[:6], label[6:9], label[9:]
    for around in (
        [([a], []), ([], _numbers(at)), ([b], []), ([c], [])],
        [([a], []), ([b], []), ([], _numbers(at)), ([c], [])],
        [([a], []), ([b], _numbers(at)), ([c], [])],
    ):
        report = govparse.parse(
            _printed(layout, [i for n in range(len(ROWS)) for i in ([*_group(n), *around] if n == at else _row(n))])
        )
        assert _is_whole(report, at), around


@pytest.mark.parametrize("group", ["（三）不予公开", "（三）不予公开 "])
def test_the_label_of_a_group_in_front(group: str) -> None:
    at = next(i for i, row in enumerate(ROWS) if row.code == "denied.state_secret")
    head, tail = _label(at)[:5], _label(at)[5:]
    items = [item for i in range(at) for item in _row(i)]
    items += [([group + head], []), ([], _numbers(at)), ([tail], [])]
    items += [item for i in range(at + 1, len(ROWS)) for item in _row(i)]
    assert _is_whole(govparse.parse(_printed("j", items)), at)


def test_the_last_part_on_the_line_of_the_numbers() -> None:
    numbers = " ".join(OWN)
    assert _is_whole(_report("j", SIX, ([HEAD], []), ([f"{numbers} {TAIL}"], [])), SIX)
    assert _is_whole(_report("j", SIX, ([f"{HEAD} {numbers} {TAIL}"], [])), SIX)


@pytest.mark.parametrize("layout", ["b", "c", "f", "j", "m"])
def test_two_labels_after_each_other(layout: str) -> None:
    above = _label(SIX - 1)
    report = _report(
        layout,
        SIX,
        *[([HEAD], []), ([], OWN), ([TAIL], [])],
        above=[([above[:6]], []), ([], OTHER), ([above[6:]], [])],
    )
    assert _is_whole(report, SIX) and _is_whole(report, SIX - 1)


def test_the_lines_of_a_grid_with_cells_for_the_label() -> None:
    pads = [""] * 7
    report = _report("m", SIX, (["", "", HEAD], pads), (["", "", ""], OWN), (["", "", TAIL], pads))
    assert _is_whole(report, SIX)


def test_places_of_a_label_in_parts() -> None:
    text = _printed(
        "j", [i for n in range(len(ROWS)) for i in ([([HEAD], []), ([], OWN), ([TAIL], [])] if n == SIX else _row(n))]
    )
    report = govparse.parse(text)
    short = govparse.parse(text.replace(" ".join(OWN), " ".join(OWN[:-1])))
    code = SHAPE.row_codes[ROWS[SIX].rule][0]
    place = report.facts[code].place
    assert place is not None and report.source_text[place.start : place.end] == OWN[0]
    row = next(f.places[0] for f in short.findings if f.rule == "row-short" and code in f.codes)
    printed = short.source_text[row.start : row.end]
    assert printed.startswith(HEAD) and printed.endswith(TAIL)


NOISE: Item = (["某县水务局"], [])
DOUBTFUL: dict[str, tuple[list[Item], list[Item] | None]] = {
    "the numbers of the row above, its own behind": ([([HEAD], []), ([], OTHER), ([TAIL], []), ([], OWN)], [ABOVE]),
    "its own on the line of the last part": ([([HEAD], []), ([], OTHER), ([TAIL], OWN)], [ABOVE]),
    "the numbers of the row above, its own lost": ([([HEAD], []), ([], OTHER), ([TAIL], [])], [ABOVE]),
    "the row above has no numbers": ([([HEAD], []), ([], OWN), ([TAIL], [])], [ABOVE]),
    "the rest of the numbers of the row above": (
        [([HEAD], []), ([], OTHER[3:]), ([TAIL], [])],
        [([_label(SIX - 1)], OTHER[:3])],
    ),
    "those of both rows": ([([HEAD], []), ([], OTHER), ([TAIL], []), ([], OWN)], None),
    "on both sides of the last part": ([([HEAD], []), ([], OWN[:3]), ([TAIL], []), ([], OWN[3:])], None),
    "the name of a body before the numbers": ([([HEAD], []), NOISE, ([], OWN), ([TAIL], [])], None),
    "the name of a body behind the numbers": ([([HEAD], []), ([], OWN), NOISE, ([TAIL], [])], None),
    "a page number before": ([([HEAD], []), ([], ["12"]), ([], OWN), ([TAIL], [])], None),
    "a page number behind": ([([HEAD], []), ([], OWN), ([], ["12"]), ([TAIL], [])], None),
    "a page number behind the label": ([([HEAD], []), ([], OWN), ([TAIL], []), ([], ["12"])], None),
    "a page number between, its own behind": ([([HEAD], []), ([], ["12"]), ([TAIL], OWN)], None),
    "few numbers between, few behind": ([([HEAD], []), ([], OTHER), ([TAIL], []), ([], OWN[6:])], [ABOVE]),
}


@pytest.mark.parametrize("layout", ["b", "c", "f", "j", "m"])
@pytest.mark.parametrize("case", DOUBTFUL)
def test_what_may_be_the_numbers_of_another_row(layout: str, case: str) -> None:
    around, above = DOUBTFUL[case]
    report = _report(layout, SIX, *around, above=above)
    assert _wrong(report) == []
    assert "absent" not in _states(report, SIX)
    # What is placed is not simply as printed: sums or the order of the rows have to show it.
    if case != "a page number between, its own behind":
        bases = {report.facts[c].basis for c in SHAPE.row_codes[ROWS[SIX].rule] if report.facts[c].state == "number"}
        assert "printed" not in bases


@pytest.mark.parametrize("layout", ["b", "c", "f", "j", "m"])
def test_numbers_one_label_too_low(layout: str) -> None:
    """The row above two wrapped labels has none: each may have those of the row before it."""
    above = _label(SIX - 1)
    items = [item for i in range(SIX - 2) for item in _row(i)]
    items += [([_label(SIX - 2)], []), ([above[:6]], []), ([], _numbers(SIX - 2)), ([above[6:]], [])]
    items += [([HEAD], []), ([], OTHER), ([TAIL], [])]
    items += [item for i in range(SIX + 1, len(ROWS)) for item in _row(i)]
    report = govparse.parse(_printed(layout, items))
    assert _wrong(report) == []
    assert all(_states(report, at) == {"unread"} for at in (SIX - 2, SIX - 1, SIX))


@pytest.mark.parametrize("layout", ["b", "c", "j"])
def test_a_part_that_is_the_label_by_itself(layout: str) -> None:
    at = next(i for i, row in enumerate(ROWS) if row.code == "concluded")
    report = _report(layout, at, (["（七）"], []), ([], _numbers(at)), (["总计"], []))
    assert _wrong(report) == []
    assert "absent" not in _states(report, at)


def test_page_numbers_between_the_parts_that_say_what_they_are() -> None:
    for page in (["- 4 -"], ["第 4 页 共 9 页"]):
        report = _report("j", SIX, ([HEAD], []), (page, []), ([], OWN), ([TAIL], []))
        assert _is_whole(report, SIX)


def test_words_that_make_no_label_are_an_unknown_row() -> None:
    report = _report("j", SIX, (["6.属于另"], []), ([], OWN), ([TAIL], []))
    assert _wrong(report) == []
    assert "number" not in _states(report, SIX)


HOSTILE = {
    "a part and a number": f"{HEAD}\n66\n",
    "a label and a number": f"{HEAD}\n66\n{TAIL}\n",
    "a part": f"{HEAD}\n",
    "a part and other words": f"{HEAD}\n某某\n66\n某某\n",
    "many parts": "".join(f"{char}\n" for char in _label(SIX)[2:]),
    "a part and a row": f"{HEAD}\n" + "1\n" * 15,
    "a line without end": f"{HEAD} " + "1 " * 80 + "\n",
}


def _read(text: str) -> None:
    with suppress(GovparseError):
        govparse.parse(text)


@pytest.mark.parametrize("name", HOSTILE)
def test_work_grows_with_the_text(name: str) -> None:
    unit = HOSTILE[name]
    few, many = (unit * (characters // len(unit)) for characters in (8_000, 32_000))
    _read(few)  # forms are loaded once
    assert steps(lambda: _read(many)) < 5 * steps(lambda: _read(few))
