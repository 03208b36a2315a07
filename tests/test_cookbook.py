"""The cookbook: SQL and polars agree, the page prints what comes out, and it is what the reports say.

What recipes answer is compared with the same worked out from what `parse_all` reads, record by record, and with what
the archive is known to print.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from attrs import frozen
from cookbook_parts import PAGE, Answer, Done, prepare, renewed, run

import govparse
from govparse.forms.registry import form_named
from govparse.records import AnnualReport
from govparse.testing.panel_corpus import BODIES, Written, panel

TEXT = PAGE.read_text(encoding="utf-8")
GRANTED = ("requests.granted.total", "requests.partly_granted.total")
CONCLUDED = "requests.concluded.total"
APPLICANTS = (
    *("natural_person", "business", "research", "public_welfare", "legal_service", "other_organization"),
    "total",
)


@frozen
class Cooked:
    """All recipes, run; the files of the archive by path; and these as `parse_all` reads them, alone."""

    done: list[Done]
    written: Mapping[str, Written]
    read: Mapping[str, AnnualReport]
    folder: Path

    @property
    def kept(self) -> dict[str, AnnualReport]:
        """One report per body and year, from what is known of the archive."""
        return {path: self.read[path] for path, file in self.written.items() if file.facts and not is_duplicate(file)}

    def answers(self, section: str) -> list[Answer]:
        found = [one.polars for one in self.done if one.section == section and one.polars]
        assert found, section
        return found

    def by_year(self) -> Iterator[tuple[int, list[AnnualReport]]]:
        for year in range(2019, 2025):
            yield year, [report for path, report in self.kept.items() if self.written[path].year == year]


def is_duplicate(file: Written) -> bool:
    """Return whether a file is another one of the same body and year, as far as anybody can know.

    Of a town whose name several places may have, a report with other numbers may be that of another town.
    """
    name = Path(file.path).stem.partition("_")[2]
    return bool(name) and not (name == "revised" and is_town(file))


def is_town(file: Written) -> bool:
    return file.body is not None and BODIES[file.body].name.endswith("镇人民政府")


@pytest.fixture(scope="module")
def cooked(tmp_path_factory: pytest.TempPathFactory) -> Cooked:
    folder = tmp_path_factory.mktemp("cookbook")
    written = {file.path: file for file in prepare(folder, TEXT)}
    read = {path: one for path, file in written.items() if file.facts for one in govparse.parse_all(file.content)}
    return Cooked(run(folder, TEXT), written, read, folder)


def number(report: AnnualReport, code: str) -> int | None:
    """Return the count in a cell, None where there is none."""
    fact = report.facts.get(code)
    if fact is None or fact.state != "number":
        return None
    assert isinstance(fact.value, int)
    return fact.value


def numbers(report: AnnualReport, codes: tuple[str, ...]) -> list[int] | None:
    """Return the counts in some cells, None unless there is one in each."""
    found = [number(report, code) for code in codes]
    return [value for value in found if value is not None] if None not in found else None


def percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 1)


# ── the page ───────────────────────────────────────────────────────────────────────


def test_sql_and_polars_give_the_same_answer(cooked: Cooked) -> None:
    both = [one for one in cooked.done if one.sql and one.polars]
    assert len(both) > 15
    for one in both:
        assert one.sql and one.polars
        assert one.sql.shown() == one.polars.shown(), one.section
        assert one.sql.rows, one.section


def test_the_page_prints_the_answers(cooked: Cooked) -> None:
    """If it fails, `python tests/cookbook_parts.py` writes them anew; say in the commit why they have changed."""
    for one in cooked.done:
        if one.span:
            assert one.printed == one.answer, one.section
    assert renewed(TEXT, cooked.done) == TEXT


def test_every_block_of_the_page_is_run(cooked: Cooked) -> None:
    blocks = re.findall(r"^```(\w+)$", TEXT, re.MULTILINE)
    said = sum(one.said is not None for one in cooked.done)
    recipes = len(cooked.done) - said
    # Commands are told by test_docs_samples.py.
    assert Counter(blocks) == {"sql": recipes, "python": recipes + said, "text": said, "csv": 1, "console": 2}
    assert {one.section for one in cooked.done} == set(re.findall(r"^## (.+)$", TEXT, re.MULTILINE))


def test_no_recipe_fills_what_is_missing(cooked: Cooked) -> None:
    for one in cooked.done:
        for forbidden in (r"fill_null\((?!False|\")", r"(?i)coalesce\([^)]*\b[0-9]", r"\bimplied\b", r"\bcandidates\b"):
            assert not re.search(forbidden, one.code), (one.section, forbidden)


# ── the archive ────────────────────────────────────────────────────────────────────


def test_the_archive_is_the_same_again(cooked: Cooked) -> None:
    assert list(cooked.written.values()) == panel(0)
    assert [file.content for file in panel(1)] != [file.content for file in panel(0)]


def test_nothing_of_the_archive_is_read_wrong(cooked: Cooked) -> None:
    states: Counter[str] = Counter()
    for path, report in cooked.read.items():
        printed = cooked.written[path].facts or {}
        assert (report.issuer, report.year) == (BODIES[cooked.written[path].body or 0].name, cooked.written[path].year)
        for code, fact in report.facts.items():
            states[fact.state] += 1
            if fact.state in ("number", "blank"):
                assert (fact.state, fact.value) == (printed[code].state, printed[code].value), (path, code)
    assert min(states[state] for state in ("number", "blank", "unread", "absent")) > 300


def test_the_archive_has_what_it_tells(cooked: Cooked) -> None:
    planted = Counter(file.planted for file in cooked.written.values())
    assert planted["carry-over"] > 8 and planted["sum"] > 5 and planted["copied"] and planted["no table"]
    first = {(file.body, file.year): file.facts for file in reversed(list(cooked.written.values())) if file.facts}
    for path, file in cooked.written.items():
        if file.planted == "sum" and file.facts:
            assert broken(file.facts), path
        earlier = first.get((file.body, (file.year or 0) - 1))
        if file.planted == "carry-over" and file.facts and earlier is not None:
            out = earlier["requests.carried_out.natural_person"].value
            assert file.facts["requests.carried_in.natural_person"].value != out, path
    rest = [file for file in cooked.written.values() if file.facts and file.planted not in ("sum", "copied")]
    assert len(rest) > 90
    assert [file.path for file in rest if broken(file.facts or {})] == []


def broken(facts: Mapping[str, Any]) -> set[str]:
    """Return the sums that do not hold of the printed cells, all terms being numbers."""
    found = set()
    for form in map(form_named, ("2019", "2021")):
        for identity in form.identities:
            values = {code: facts[code].value for code in identity.codes if code in facts}
            if len(values) == len(identity.codes) and None not in values.values() and identity.difference(values):
                found.add(f"{identity.kind} {identity.right[0]}")
    return found


# ── the answers ────────────────────────────────────────────────────────────────────


def test_one_report_per_body_and_year(cooked: Cooked) -> None:
    shown = cooked.answers("Grant rate by year")[0].records()
    assert [(row["year"], row["reports"]) for row in shown] == [(year, len(own)) for year, own in cooked.by_year()]


def test_grant_rate(cooked: Cooked) -> None:
    expected = []
    for year, reports in cooked.by_year():
        pairs = []
        for report in reports:
            granted, concluded = numbers(report, GRANTED), number(report, CONCLUDED)
            if granted is not None and concluded:
                pairs.append((sum(granted), concluded))
        part, whole = (sum(column) for column in zip(*pairs, strict=True))
        zeros = sum(number(report, CONCLUDED) == 0 for report in reports)
        middle = round(median(100 * part / whole for part, whole in pairs), 1)
        expected.append((year, len(reports), zeros, len(pairs), part, whole, percent(part, whole), middle))
    rates, states = cooked.answers("Grant rate by year")
    assert list(rates.rows) == expected
    assert all(row["used"] + row["nothing_concluded"] < row["reports"] for row in rates.records())
    found = Counter(
        tuple(report.facts[code].state for code in (CONCLUDED, *GRANTED)) for report in cooked.kept.values()
    )
    assert {row[:3]: row[3] for row in states.rows} == found


def test_grant_rate_is_that_of_the_printed_cells(cooked: Cooked) -> None:
    """The sums, from the cells that were printed, of the reports that say all three."""
    for row in cooked.answers("Grant rate by year")[0].records():
        used = [
            file.facts
            for path, file in cooked.written.items()
            if file.facts and file.year == row["year"] and path in cooked.kept
            if numbers(cooked.read[path], GRANTED) is not None and number(cooked.read[path], CONCLUDED)
        ]
        assert row["granted"] == sum(facts[code].value or 0 for facts in used for code in GRANTED)
        assert row["concluded"] == sum(facts[CONCLUDED].value or 0 for facts in used)


def test_refusals_by_ground(cooked: Cooked) -> None:
    any_report = next(iter(cooked.kept.values()))
    codes = tuple(code for code in any_report.facts if re.fullmatch(r"requests\.denied\.\w+\.total", code))
    assert len(codes) == 8
    used = [found for report in cooked.kept.values() if (found := numbers(report, codes)) is not None]
    sums = {code.split(".")[2]: sum(found[at] for found in used) for at, code in enumerate(codes)}
    some = {code.split(".")[2]: sum(found[at] > 0 for found in used) for at, code in enumerate(codes)}
    expected = [
        (name, sums[name], percent(sums[name], sum(sums.values())), some[name], len(used))
        for name in sorted(sums, key=lambda name: (-sums[name], name))
    ]
    assert list(cooked.answers("Share of refusals by ground")[0].rows) == expected


def test_reconsiderations(cooked: Cooked) -> None:
    codes = tuple(f"review.reconsideration.{result}" for result in ("corrected", "upheld", "other"))
    expected = []
    for year, reports in cooked.by_year():
        found = [own for report in reports if (own := numbers(report, codes)) is not None]
        cases = [own for own in found if sum(own)]
        part, whole = sum(own[0] for own in cases), sum(map(sum, cases))
        expected.append((year, len(reports), len(found), len(cases), part, whole, percent(part, whole)))
    assert list(cooked.answers("Reconsiderations that were corrected")[0].rows) == expected


def test_carry_over(cooked: Cooked) -> None:
    """The list of findings is that of `check_all`; the other one is all that differs in print and was read."""
    found, joined, both = cooked.answers("Carry-over that does not match")
    checked = govparse.check_all(cooked.read.values())
    assert sorted(found.rows) == sorted(
        (report.issuer, report.year, finding.severity, len(finding.codes))
        for report, own in zip(cooked.read.values(), checked, strict=True)
        for finding in own.findings
        if finding.rule == "carry-over-broken"
    )
    expected: Counter[tuple[str, int]] = Counter()
    first = {
        (file.body, file.year): path for path, file in reversed(list(cooked.written.items())) if path in cooked.kept
    }
    names = Counter(body.name for body in BODIES)
    for (body, year), path in first.items():
        assert body is not None and year is not None
        earlier = first.get((body, year - 1))
        if earlier is None or names[BODIES[body].name] > 1:
            continue
        for column in APPLICANTS:
            out = number(cooked.read[earlier], f"requests.carried_out.{column}")
            into = number(cooked.read[path], f"requests.carried_in.{column}")
            if None not in (out, into) and out != into:
                expected[BODIES[body].name, year] += 1
    assert {(row["issuer"], row["year"]): row["columns"] for row in joined.records()} == expected
    planted = {
        (BODIES[file.body or 0].name, file.year) for file in cooked.written.values() if file.planted == "carry-over"
    }
    seen = {(row["issuer"], row["year"]) for row in joined.records()}
    assert len(seen & planted) > 5
    assert {row["why"] for row in both.records()} == {
        "beyond doubt",
        "a cell is in doubt",
        "body or year is in doubt",
        "two reports on one of the years",
    }


def test_broken_sums(cooked: Cooked) -> None:
    by_kind, by_reading = cooked.answers("Sums that are broken")
    found: dict[tuple[int | None, str], Counter[str]] = {}
    whole: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for report in cooked.kept.values():
        facts = report.facts.values()
        is_whole = not any(fact.state == "unread" or fact.basis in ("proved", "order") for fact in facts)
        whole[is_whole]["reports"] += 1
        for one in govparse.outcomes(report):
            found.setdefault((report.year, one.identity.kind), Counter())[one.outcome] += 1
            whole[is_whole][one.outcome] += 1

    def counted(own: Counter[str]) -> tuple[int, int, float]:
        assessable = own["holds"] + own["broken"]
        return assessable, own["broken"], round(1000 * own["broken"] / assessable, 1)

    assert {row[:2]: row[2:] for row in by_kind.rows} == {
        key: (*counted(own), own["holds if blanks are zero"], own["not assessable"]) for key, own in found.items()
    }
    assert {row[0]: row[1:] for row in by_reading.rows} == {
        key: (own["reports"], *counted(own)) for key, own in whole.items()
    }
    # Of the reports that were read whole, all sums are broken that are so in print, and no other.
    in_print = [
        one
        for path, report in cooked.kept.items()
        if all(fact.state != "unread" and fact.basis in (None, "printed") for fact in report.facts.values())
        for one in broken(cooked.written[path].facts or {})
    ]
    assert len(in_print) == next(row["broken"] for row in by_reading.records() if row["read_whole"])


def test_nothing_but_zeros(cooked: Cooked) -> None:
    says, who = cooked.answers("Nothing but zeros")
    expected: Counter[str] = Counter()
    zeros: Counter[str] = Counter()
    for path, report in cooked.kept.items():
        cells = [fact for code, fact in report.facts.items() if code.startswith("requests.")]
        states = {fact.state for fact in cells}
        if any(fact.value for fact in cells):
            expected["some requests"] += 1
        elif states == {"number"}:
            expected["nothing but zeros"] += 1
            zeros[report.issuer or ""] += 1
            printed = cooked.written[path].facts or {}
            assert all(printed[code].value == 0 for code in printed if code.startswith("requests."))
        elif states - {"number", "blank", "not_applicable"}:
            expected["not known"] += 1
        else:
            expected["zeros and blanks" if "number" in states else "blank throughout"] += 1
    assert dict(says.rows) == expected
    assert len(expected) == 5
    assert {row["issuer"]: row["nothing_but_zeros"] for row in who.records() if row["nothing_but_zeros"]} == zeros
    silent = {body.name for body in BODIES if not body.requests or body.habit == "nothing"}
    assert {row["issuer"] for row in who.records()} <= silent


def test_amounts(cooked: Cooked) -> None:
    expected: dict[tuple[str, str], list[Decimal | None]] = {}
    for report in cooked.kept.values():
        for what in ("fees", "procurement"):
            fact = report.facts.get(f"proactive.{what}.amount")
            if fact is not None and fact.state == "number":
                expected.setdefault((what, fact.unit or "none printed"), []).append(fact.in_yuan())
    rows = cooked.answers("Amounts of money")[0].rows
    assert {row[:2] for row in rows} == expected.keys()
    for what, unit, amounts, comparable, smallest, largest in rows:
        own = [yuan for yuan in expected[what, unit] if yuan is not None]
        assert (amounts, comparable) == (len(expected[what, unit]), len(own))
        assert (smallest, largest) == (min(own, default=None), max(own, default=None))


def test_cells_that_were_not_read(cooked: Cooked) -> None:
    by_layout, by_format = cooked.answers("Cells that were not read")
    cells: Counter[tuple[str, str]] = Counter()
    formats: dict[tuple[str, str], Counter[str]] = {}
    for path, report in cooked.read.items():
        layouts = {(block.name.partition("_")[0], block.layout) for block in report.blocks}
        assert len({layout for _, layout in layouts}) == 1  # so a cell has the layout of its report
        layout = next(layout for _, layout in layouts) or ""
        for fact in report.facts.values():
            if fact.state != "absent":
                cells[layout, fact.reason if fact.state == "unread" and fact.reason else "read"] += 1
        if any(name == "requests" for name, _ in layouts):
            kind = {".html": "html", ".docx": "docx"}.get(Path(path).suffix, "text")
            own = formats.setdefault((kind, layout), Counter())
            states = Counter(fact.state for fact in report.facts.values())
            own.update(reports=1, with_unread=states["unread"] > 0, unread=states["unread"])
            own["printed"] += states.total() - states["absent"]
    assert {(row["layout"], row["why"]): row["cells"] for row in by_layout.records()} == cells
    assert {(row[0], row[1]): row[2:] for row in by_format.rows} == {
        key: (own["reports"], own["with_unread"], own["unread"], percent(own["unread"], own["printed"]))
        for key, own in formats.items()
    }


def test_duplicates(cooked: Cooked) -> None:
    listed, latest, ambiguous = cooked.answers("Duplicates and revised reports")
    others = {path: file for path, file in cooked.written.items() if file.facts and is_duplicate(file)}
    assert {row["report_id"] for row in listed.records()} == {f"{path}#1" for path in others}
    for row in listed.records():
        file = cooked.written[row["report_id"].removesuffix("#1")]
        same = [other.path for other in cooked.written.values() if other.content == file.content]
        assert row["duplicate_by"] == ("content" if len(same) > 1 and file.path != same[0] else "issuer_year")
        # A copy of a revision names the report that is kept, as the revision itself does.
        copied = same[0] if row["duplicate_by"] == "content" else file.path
        kept = copied.replace("_other.docx", ".html").replace("_revised", "")
        assert row["duplicate_of"].removesuffix("#1") == kept
    # The revised ones were signed later, so each of them stands in for the first; a copy of one does not.
    revised = [path for path in others if path.endswith("_revised.html")]
    assert [row["report_id"] for row in latest.records()] == sorted(f"{path}#1" for path in revised)
    assert any(row["report_id"].endswith("_again.html#1") for row in listed.records())
    names = Counter((report.issuer, report.year) for report in cooked.kept.values())
    assert {(row["issuer"], row["year"]): row["reports"] for row in ambiguous.records()} == {
        key: count for key, count in names.items() if count > 1
    }


def test_where_a_number_is_printed(cooked: Cooked) -> None:
    rows = cooked.answers("From a number back to where it is printed")[0].records()
    assert {row["format"] for row in rows} == {"text", "html", "docx"}
    for row in rows:
        report = cooked.read[row["source"]]
        assert report.source_text[row["start"] : row["end"]] == row["text"] == str(row["value"])
        of_format = [
            number(cooked.read[path], "requests.received.total") for path in cooked.read if kind(path) == row["format"]
        ]
        assert row["value"] == max(value for value in of_format if value is not None)
    said = next(one.said for one in cooked.done if one.said)
    assert re.findall("【(.*?)】", said) == [row["text"] for row in rows]
    assert said.count(" True\n") == len(rows)


def kind(path: str) -> str:
    return {".html": "html", ".docx": "docx"}.get(Path(path).suffix, "text")


def test_corrected_cells(cooked: Cooked) -> None:
    cells, rates = cooked.answers("Cells corrected by hand, and cells that were placed by sums")
    path = "2021/body09.txt"
    printed, read = cooked.written[path].facts or {}, cooked.read[path].facts
    assert len(cells.rows) == 4
    for row in cells.records():
        # What is written down on the page is what is printed in the archive, and was not read.
        assert (row["value"], row["state"]) == (printed[row["code"]].value, printed[row["code"]].state)
        assert (row["was"], row["was_value"]) == (read[row["code"]].state, None) == ("unread", None)
    expected = {}
    for which in ("all numbers", "printed only", "corrected too"):
        pairs = []
        for own, report in cooked.kept.items():
            facts: Mapping[str, Any] = printed if which == "corrected too" and own == path else report.facts
            three = [facts[code] for code in (*GRANTED, CONCLUDED)]
            usable = all(fact.state == "number" and fact.value is not None for fact in three) and three[2].value
            if usable and (which != "printed only" or all(fact.basis == "printed" for fact in three)):
                pairs.append((three[0].value + three[1].value, three[2].value))
        part, whole = (sum(column) for column in zip(*pairs, strict=True))
        expected[which] = (len(pairs), part, whole, round(100 * part / whole, 2))
    assert {row[0]: row[1:] for row in rates.rows} == expected
    assert expected["printed only"][0] < expected["all numbers"][0] == expected["corrected too"][0] - 1
