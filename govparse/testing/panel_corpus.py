"""A small archive as one finds them: invented bodies over several years, in mixed layouts and forms, some with errors.

Most years of a body go on where the year before ended, and most sums hold. What does not is planted and told, and
so is every cell that is printed. The same seed gives the same files on every machine. As a command, it writes them:

    python -m govparse.testing.panel_corpus FOLDER
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Final, Literal

from attrs import evolve, frozen

from govparse.forms.registry import form_named, form_prescribed_for, forms
from govparse.records import AnnualReport, Fact, Section
from govparse.rendering.official import lay_out
from govparse.synthetic import prose
from govparse.synthetic.figures import Size, broken_by, some
from govparse.synthetic.numbers import BLANK, plain
from govparse.synthetic.report import Wanted, make_report
from govparse.testing.layouts import LAYOUTS

YEARS: Final = range(2019, 2025)
Habit = Literal["all", "totals", "natural", "some zeros", "no zeros", "nothing"]
"""What a body prints of sections 三 and 四: all cells; of 三 totals only; of 三 natural persons and totals; all but a
few zeros; no zeros; nothing."""
Planted = Literal["carry-over", "sum", "copied", "no table", "same file", "other format", "revised", "revised twice"]
"""What is odd about a file: its requests are not those carried out the year before; a sum is broken; sections 三 and
四 are those of the year before; section 三 is not there; it is another file again, byte for byte; the same report in
another format; the same report with other numbers; and the same file as that once more."""


@frozen
class Body:
    """An invented body: how it is called, about how many requests it gets in a year, and what it is used to."""

    name: str
    requests: int
    habit: Habit = "all"
    forms: Literal["prescribed", "first", "mixed"] = "prescribed"
    """Prints the form prescribed for the year; or the first one still; or blocks of several."""
    pasted: bool = False
    """Its reports are found as text copied from a page, in which blanks leave no trace."""


BODIES: Final = (
    Body("云麓县人民政府", 120),
    Body("云麓县教育局", 40),
    Body("云麓县自然资源局", 80, "some zeros", pasted=True),
    Body("石塘市人民政府", 400),
    Body("石塘市公安局", 150, "some zeros", pasted=True),
    Body("石塘市民政局", 30, "no zeros", pasted=True),
    Body("石塘市财政局", 60, "natural"),
    Body("南屏市人民政府", 300),
    Body("南屏市住房和城乡建设局", 200),
    Body("南屏市统计局", 25, "totals"),
    Body("南屏市水利局", 30, "totals"),
    Body("沅川省教育厅", 700),
    Body("沅川省财政厅", 250, forms="mixed"),
    Body("沅川省交通运输厅", 180, forms="first"),
    Body("临泽县档案局", 0),
    Body("临泽县气象局", 0, "some zeros"),
    Body("临泽县审计局", 30, "nothing"),
    Body("青岩镇人民政府", 12),
    Body("枫林镇人民政府", 30),
    Body("枫林镇人民政府", 50),  # another place of that name
)
"""The last two cannot be told apart by their names."""
_LAYOUTS: Final = {
    "html": 24, "docx": 16, "tabs": 8, "markdown": 4, "m": 8, "n": 4, "c": 5, "d": 4, "f": 4,
    "b": 7, "j": 5, "c-collapsed": 4, "f-collapsed": 4, "k": 2,
}  # fmt: skip
"""How often reports come in a layout."""
_PASTED: Final = ("b", "j", "c-collapsed", "f-collapsed")
_SUFFIXES: Final = {"html": ".html", "docx": ".docx", "markdown": ".md"}
_GAPS: Final = 6
_PLANTED: Final[Mapping[Planted, int]] = {
    "carry-over": 8, "sum": 10, "copied": 2, "no table": 2,
    "same file": 2, "other format": 2, "revised": 3, "revised twice": 1,
}  # fmt: skip
_OTHER_FILES: Final[tuple[Planted, ...]] = ("same file", "other format", "revised", "revised twice")
"""These are found in files beside the first one."""
_SUMS: Final = ("row sum", "result sum", "balance", "review sum")
_APPLICANTS: Final = {
    "natural_person": 80, "business": 9, "research": 1,
    "public_welfare": 1, "legal_service": 5, "other_organization": 4,
}  # fmt: skip
"""How frequent applicants are, in percent."""
_RESULTS: Final = {"granted": 40, "partly_granted": 9, "denied": 2, "unavailable": 9, "not_processed": 2}
"""How frequent each row of results is, by its group; 1 where nothing is said."""
_REVIEWS: Final = {"upheld": 5, "corrected": 2, "other": 2, "pending": 1}
_FLOW: Final = ("received", "carried_in", "concluded", "carried_out")
_GROWTH: Final = 1.07


@frozen
class Written:
    """A file of the archive, and what is printed in it."""

    path: str
    """Below the folder, with `/`."""
    content: bytes
    layout: str | None = None
    """A name of `govparse.testing.LAYOUTS`; None for what is no report."""
    body: int | None = None
    """A position in `BODIES`."""
    year: int | None = None
    facts: Mapping[str, Fact] | None = None
    """Code → the cell as printed; `absent` where it is not."""
    planted: Planted | None = None


def write_panel(folder: Path, seed: int = 0) -> list[Written]:
    """Write the archive into a folder; return what was written, in the order of the paths."""
    written = panel(seed)
    for file in written:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    return written


def panel(seed: int = 0) -> list[Written]:
    """Return the files of the archive, in the order of their paths."""
    random = Random(f"panel {seed}")
    planted, gaps = _plan(random)
    files = [
        file
        for number in range(len(BODIES))
        for file in _of_body(Random(f"panel {seed} {number}"), number, planted, gaps)
    ]
    return sorted([*files, *_no_reports(files)], key=lambda file: file.path)


Key = tuple[int, int]
"""A body, by its number, and a year."""


def _plan(random: Random) -> tuple[dict[Key, Planted], set[Key]]:
    """Return what is odd about which report, and which reports are missing."""
    # Where nothing or little is printed, nothing would be seen; the year before has to be there.
    plain_ones = [n for n, body in enumerate(BODIES) if body.habit == "all" and body.forms != "mixed" and body.requests]
    able = [(number, year) for number in plain_ones for year in YEARS[1:]]
    keys = iter(random.sample(able, len(able)))
    planted = {next(keys): kind for kind, count in _PLANTED.items() for _ in range(count)}
    # Some of what was carried over differs where the reading or the year before is in doubt.
    planted |= {(number, YEARS[-1]): "carry-over" for number, body in enumerate(BODIES) if _is_doubtful(body)}
    revised = [(number, year + 1) for (number, year), kind in planted.items() if kind.startswith("revised")]
    planted |= {key: "carry-over" for key in revised if key[1] in YEARS and key not in planted}
    needed = {key for number, year in planted for key in ((number, year), (number, year - 1))}
    free = [(number, year) for number in range(len(BODIES)) for year in YEARS if (number, year) not in needed]
    return planted, set(random.sample(free, _GAPS))


def _is_doubtful(body: Body) -> bool:
    return body.pasted and body.habit == "some zeros"


def _no_reports(files: Sequence[Written]) -> Iterator[Written]:
    """Yield files that are in every archive and are no reports."""
    word_file = next(file for file in files if file.layout == "docx")
    yield Written("2022/notice.txt", "关于国庆节放假安排的通知\n\n10月1日至7日放假，节后正常上班。\n".encode())
    yield Written("2022/unfinished.docx", word_file.content[: len(word_file.content) // 2])
    yield Written("2023/empty.html", b"")


# ── the files of a body ────────────────────────────────────────────────────────────


def _of_body(random: Random, number: int, plan: Mapping[Key, Planted], gaps: Collection[Key]) -> Iterator[Written]:
    body = BODIES[number]
    carried = {column: random.randint(0, body.requests // 20) if body.requests else 0 for column in _APPLICANTS}
    stock = {row: random.randint(5, 60) for row in ("rules", "normative_documents")}
    before: Mapping[str, Fact] = {}
    for year in YEARS:
        planted = plan.get((number, year))
        report = _base(random, body, year)
        figures = _figures(random, report, body.requests * _GROWTH ** (year - YEARS[0]), carried)
        carried = {column: figures[f"requests.carried_out.{column}"] for column in _APPLICANTS}
        figures |= _stocks(random, report, stock)
        _plant(random, report, figures, planted)
        facts = {**report.facts, **{code: plain(value).fact(code) for code, value in figures.items()}}
        few = _few_zeros(random, figures)
        facts |= {code: BLANK.fact(code) for code in facts if _is_left_blank(code, figures, body.habit, few)}
        if planted == "copied":
            facts |= {code: before[code] for code in figures if code in before and not code.startswith("proactive")}
        if planted == "no table":
            facts |= {code: Fact(code, None, "absent") for code in facts if code.startswith("requests.")}
        before = facts
        weights = {name: often for name, often in _LAYOUTS.items() if not planted or LAYOUTS[name].readable}
        usual = random.choices(list(weights), list(weights.values()))[0]
        layout = random.choice(_PASTED) if body.pasted else usual
        if (number, year) not in gaps:
            yield from _files(random, evolve(report, facts=facts), number, layout, planted)


def _base(random: Random, body: Body, year: int) -> AnnualReport:
    """Return a report of a body on a year, with figures that do not belong to it yet."""
    prescribed = forms()[0] if body.forms == "first" else form_prescribed_for(year)
    size: Size = "ordinary" if body.requests else "zero-heavy"
    wanted = Wanted((prescribed,), mixed=body.forms == "mixed", size=size, blanks="none")
    report = make_report(random, wanted)
    sections = {
        **report.sections,
        "preamble": Section(prose.preamble(random, year), 0, 0),
        "closing": Section(prose.closing(random, body.name, year), 0, 0),
    }
    return evolve(report, title=prose.title(random, body.name, year), issuer=body.name, year=year, sections=sections)


def _few_zeros(random: Random, figures: Mapping[str, int]) -> list[str]:
    """Return cells of zero: some, and one of the requests carried in if there is one."""
    zeros = [code for code, value in figures.items() if not value and not code.startswith("proactive.")]
    return (
        [*some(random, zeros), *[code for code in zeros if code.startswith("requests.carried_in.")][:1]]
        if zeros
        else []
    )


def _is_left_blank(code: str, figures: Mapping[str, int], habit: Habit, few: Collection[str]) -> bool:
    table, column = code.partition(".")[0], code.rpartition(".")[2]
    if code not in figures or table == "proactive":
        return False
    if habit == "totals":
        return column != "total" and table == "requests"
    if habit == "natural":
        return column not in ("natural_person", "total") and table == "requests"
    if habit == "some zeros":
        return code in few
    return habit == "nothing" or (habit == "no zeros" and not figures[code])


def _files(
    random: Random, report: AnnualReport, number: int, layout: str, planted: Planted | None
) -> Iterator[Written]:
    """Yield the file of a report, and those in which it is found again."""

    def written(own: AnnualReport, name: str, layout: str, planted: Planted | None) -> Written:
        printed = LAYOUTS[layout].write(lay_out(own))
        content = printed if isinstance(printed, bytes) else printed.encode()
        path = f"{own.year}/{name}{_SUFFIXES.get(layout, '.txt')}"
        return Written(path, content, layout, number, own.year, own.facts, planted)

    name = f"body{number:02d}"
    other = planted in _OTHER_FILES
    first = written(report, name, "html" if other else layout, None if other else planted)
    yield first
    if planted == "same file":
        yield evolve(first, path=first.path.replace(name, f"{name}_again"), planted=planted)
    elif planted == "other format":
        yield written(report, f"{name}_other", "docx", planted)
    elif other:
        revised = written(_revised(random, report), f"{name}_revised", "html", planted)
        yield revised
        if planted == "revised twice":
            yield evolve(revised, path=revised.path.replace("_revised", "_revised_again"))


def _revised(random: Random, report: AnnualReport) -> AnnualReport:
    """Return a report that was signed again in summer, with some more requests that were granted."""
    more = random.randint(1, 9)
    facts = dict(report.facts)
    for row in ("received", "granted", "concluded"):
        for column in ("natural_person", "total"):
            code = f"requests.{row}.{column}"
            facts[code] = plain(int(facts[code].value or 0) + more).fact(code)
    signed = f"{report.issuer}\n{(report.year or 0) + 1}年{random.randint(6, 8)}月{random.randint(1, 28)}日"
    return evolve(report, facts=facts, sections={**report.sections, "closing": Section(signed, 0, 0)})


# ── figures ────────────────────────────────────────────────────────────────────────


def _figures(random: Random, report: AnnualReport, mean: float, carried: Mapping[str, int]) -> dict[str, int]:
    """Return the figures of sections 三 and 四 of a year, code → value, for which all sums hold."""
    cells = dict.fromkeys((code for code in report.facts if not code.startswith("proactive.")), 0)
    rows = list(
        dict.fromkeys(code.removeprefix("requests.").rpartition(".")[0] for code in cells if "requests." in code)
    )
    results = [row for row in rows if row not in _FLOW]
    groups = [row.partition(".")[0] for row in results]
    weights = [
        _RESULTS.get(group, 1) / (1 if "." not in row else 1.5) for row, group in zip(results, groups, strict=True)
    ]
    for column, share in _APPLICANTS.items():
        received = round(mean * share / 100 * random.uniform(0.7, 1.3))
        handled = received + carried[column]
        open_ = random.randint(0, handled // 6)
        for row in random.choices(results, weights, k=handled - open_):
            cells[f"requests.{row}.{column}"] += 1
        flow = dict(zip(_FLOW, (received, carried[column], handled - open_, open_), strict=True))
        cells |= {f"requests.{row}.{column}": value for row, value in flow.items()}
    for row in rows:
        cells[f"requests.{row}.total"] = sum(cells[f"requests.{row}.{column}"] for column in _APPLICANTS)
    for total in [code for code in cells if code.startswith("review.") and code.endswith(".total")]:
        procedure = total.rpartition(".")[0]
        count = random.randint(0, round(mean / 12))
        for result in random.choices(list(_REVIEWS), list(_REVIEWS.values()), k=count):
            cells[f"{procedure}.{result}"] += 1
        cells[total] = count
    return cells


def _stocks(random: Random, report: AnnualReport, stock: dict[str, int]) -> dict[str, int]:
    """Return what is issued, repealed and in force, where the form asks for it; `stock` goes on to the next year."""
    cells: dict[str, int] = {}
    for row, held in stock.items():
        issued, repealed = random.randint(0, 9), random.randint(0, min(5, held))
        flow = {"issued": issued, "repealed": repealed, "in_force": held + issued - repealed}
        own = {f"proactive.{row}.{column}": value for column, value in flow.items()}
        if own.keys() <= report.facts.keys():
            cells |= own
            stock[row] = flow["in_force"]
    return cells


def _plant(random: Random, report: AnnualReport, figures: dict[str, int], planted: Planted | None) -> None:
    """Change figures so that they do not agree."""
    if planted == "sum":
        values = {code: value for code, value in figures.items() if not code.startswith("proactive.")}
        broken_by(random, form_named(report.forms["requests"] or ""), random.choice(_SUMS), values)
        figures |= values
    elif planted == "carry-over":
        more = random.randint(1, 3)
        for column in ("natural_person", "total"):
            figures[f"requests.carried_in.{column}"] += more
            figures[f"requests.received.{column}"] -= more


def main() -> None:
    """Write the archive."""
    parser = argparse.ArgumentParser(description="Write a small archive of invented reports.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    write_panel(arguments.folder, arguments.seed)


if __name__ == "__main__":
    main()
