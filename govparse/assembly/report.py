"""Document → reports: the way through the rooms, for one text with one report or several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from attrs import define, frozen

from govparse.assembly.sections import TABLES, Prose, cut_prose
from govparse.assembly.title import Title, find_period, find_publisher, find_title, find_year, lines_between
from govparse.errors import NotAReport
from govparse.findings import finding
from govparse.forms.form import Form
from govparse.forms.headings import Heading, find_headings
from govparse.forms.marks import mark_labels
from govparse.forms.registry import form_named, form_prescribed_for, forms, vocabulary
from govparse.forms.walk import Block, Source, walk
from govparse.placement.facts import Harvest, Placer, harvest
from govparse.placement.table import place_blocks
from govparse.reading.document import Document
from govparse.records import AnnualReport, Fact, Finding
from govparse.tables import TABLES as RECORDS
from govparse.tables import build

NAMES = {
    "proactive": ("二", "主动公开政府信息情况"),
    "requests": ("三", "收到和处理政府信息公开申请情况"),
    "review": ("四", "政府信息公开行政复议、行政诉讼情况"),
}


@frozen
class Span:
    """One report in a document: its characters and its blocks."""

    start: int
    end: int
    blocks: tuple[Block, ...]


@define
class Parts:
    """A document taken apart, before reports are put together."""

    document: Document
    source: Source
    headings: list[Heading]
    spans: list[Span]


def take_apart(document: Document) -> Parts:
    """Find headings, blocks, and how many reports they make."""
    headings = find_headings(document)
    marked = mark_labels(document, vocabulary())
    starts = {h.start for h in headings if not h.inline and not h.contents}
    boundaries = frozenset(i for i, cell in enumerate(marked.cells) if cell.start in starts and i not in marked.marks)
    source = Source(document, marked.cells, marked.marks, boundaries)
    blocks = _without_navigation(walk(source))
    return Parts(document, source, headings, _spans(document, source, headings, blocks))


def _without_navigation(blocks: list[Block]) -> list[Block]:
    """Leave out labels without any value where the same block is printed elsewhere with values."""
    valued = {block.shape.name for block in blocks if block.has_values}
    headed = {block.shape.name for block in blocks if block.has_values and block.head}
    tables = {block.shape.table for block in blocks if block.has_values and block.head}
    kept = []
    for block in blocks:
        if not block.has_values and block.shape.name in valued:
            continue  # labels only, a menu
        if not block.head and block.shape.name in headed:
            continue  # a menu with numbers beside it; the table has a head
        if not block.head and block.shape.table in tables and not _fits(block):
            continue
        kept.append(block)
    return kept


def _fits(block: Block) -> bool:
    """Return whether some row has as many cells as the form has columns, or none at all."""
    columns = len(block.shape.columns)
    return any(len(row.cells) in (0, columns) for row in block.rows)


def _spans(
    document: Document, source: Source, headings: Sequence[Heading], blocks: Sequence[Block]
) -> list[Span]:
    """Split the blocks where a new report begins: section 二 again after section 三 or 四."""
    groups: list[list[Block]] = [[]]
    borders: list[int] = []
    for block in blocks:
        group = groups[-1]
        later = any(b.shape.table != "proactive" and b.has_values for b in group)
        again = any(b.shape.name == block.shape.name and b.has_values for b in group)
        if block.shape.table == "proactive" and block.has_values and later and again:
            behind = source.cells[group[-1].end - 1].end
            border = _opening(document, headings, behind, source.cells[block.first].start)
            if border is not None:
                borders.append(border)
                groups.append([])
        groups[-1].append(block)
    edges = [0, *borders, len(document.text)]
    return [
        Span(start, end, tuple(group)) for (start, end), group in zip(pairwise(edges), groups, strict=True)
    ]


def _opening(document: Document, headings: Sequence[Heading], start: int, end: int) -> int | None:
    """Return where a report opens between two tables: at its title, else at its part one."""
    title = find_title(document, start, end)
    if title:
        return title.start
    ones = [h.start for h in headings if h.section == "OVERVIEW" and start < h.start < end]
    return ones[-1] if ones else None


# ── one report ─────────────────────────────────────────────────────────────────────


def assemble(parts: Parts, span: Span, source: str, encoding: str | None) -> AnnualReport:
    """Put one report together. Raises `NotAReport` when there is none in the span."""
    document = parts.document
    blocks = [block for block in span.blocks if block.rows or block.head]
    placed = place_blocks(blocks, parts.source)
    yielded = harvest(placed, document)
    tables = _table_spans(yielded)
    first = min([begin for begin, _ in tables.values()], default=span.end)
    own = [h for h in parts.headings if span.start <= h.start < span.end]
    title = find_title(document, span.start, _first_heading(own, first))
    title = title or find_title(document, span.start, first)
    prose = cut_prose(document, own, tables, title.end if title else span.start, span.start, span.end)
    if not any(block.has_values for block in blocks):
        _demand_report(blocks, title, prose, own, source)
    findings: list[Finding] = []
    year = _year(title, prose, findings)
    issuer = _issuer(document, title, prose, span, first)
    printed = _forms(blocks)
    facts = _complete(yielded, blocks, printed, year)
    _say_what_is_missing(parts, printed, blocks, facts, yielded, prose, own, year, title, issuer, findings)
    return AnnualReport(
        source=source,
        title=title.text if title else None,
        issuer=issuer,
        year=year,
        forms=printed,
        blocks=tuple(yielded.blocks),
        facts=facts,
        sections=prose.sections,
        remarks=prose.remarks,
        unknown_rows=tuple(yielded.unknown_rows),
        findings=tuple(findings + yielded.findings),
        proactive=_record("proactive", printed, facts),
        requests=_record("requests", printed, facts),
        review=_record("review", printed, facts),
        encoding=encoding,
        source_text=document.text,
    )


def _first_heading(headings: Sequence[Heading], default: int) -> int:
    return min([h.start for h in headings if h.section and not h.contents and not h.inline] + [default])


def _table_spans(yielded: Harvest) -> dict[str, tuple[int, int]]:
    spans: dict[str, tuple[int, int]] = {}
    for block in yielded.blocks:
        table = block.name.partition("_")[0]
        start, end = spans.get(table, (block.place.start, block.place.end))
        spans[table] = min(start, block.place.start), max(end, block.place.end)
    for row in yielded.unknown_rows:
        table = row.block.partition("_")[0]
        if table in spans:
            start, end = spans[table]
            spans[table] = min(start, row.place.start), max(end, row.place.end)
    return spans


def _demand_report(
    blocks: Sequence[Block], title: Title | None, prose: Prose, headings: Sequence[Heading], source: str
) -> None:
    """Raise `NotAReport` unless labels of a table, or a title and headings, say it is one."""
    rows = sum(len(block.rows) for block in blocks)
    sections = {h.section for h in headings if h.section not in ("", "OVERVIEW")}
    if rows >= 4 or len(sections) >= 3 or (title and (sections or title.year)):
        return
    found_zh = [f"标题“{title.text}”"] if title else []
    found_en = ["a title"] if title else []
    if prose.headings:
        found_zh.append("标题 " + "、".join(sorted(prose.headings)))
        found_en.append("headings " + ", ".join(sorted(prose.headings)))
    if rows:
        found_zh.append(f"{rows} 个表的行名")
        found_en.append(f"{rows} row labels of the tables")
    missing_zh = "、".join(name for number, name in NAMES.values())
    raise NotAReport(
        {
            "zh": f"不是政府信息公开工作年度报告：找到{'、'.join(found_zh) or '的内容中没有报告的任何部分'}；没有找到各表（{missing_zh}）及各部分标题",
            "en": "not an annual report on information disclosure: found "
            + (", ".join(found_en) or "nothing of one")
            + "; missing the tables of sections 二, 三, 四 and their headings",
        },
        source,
    )


def _year(title: Title | None, prose: Prose, findings: list[Finding]) -> int | None:
    told = " ".join(
        section.text for name in ("preamble", "overview") if (section := prose.sections.get(name)) is not None
    )
    if title and title.year:
        period = find_period(told)
        if period and period != title.year:
            findings.append(finding("year-doubtful", year=title.year, label=period))
        return title.year
    return find_year(told)


def _issuer(document: Document, title: Title | None, prose: Prose, span: Span, first: int) -> str | None:
    if title and title.issuer:
        return title.issuer
    if prose.closing and prose.closing.issuer:
        return prose.closing.issuer
    return find_publisher(document, span.start, first)


def _forms(blocks: Sequence[Block]) -> dict[str, str | None]:
    result: dict[str, str | None] = {}
    for table in NAMES:
        names = {block.form.name for block in blocks if block.shape.table == table and _is_there(block)}
        result[table] = "mixed" if len(names) > 1 else next(iter(names), None)
    if result["review"] and (result["requests"] or result["proactive"]) not in (None, "mixed"):
        result["review"] = result["requests"] or result["proactive"]
    return result


def _is_there(block: Block) -> bool:
    """A block is in the report when a row of it is, or the head of a row without label."""
    return bool(block.rows) or (bool(block.head) and any(row.terminal is None for row in block.shape.rows))


def _usual_form(printed: Mapping[str, str | None], blocks: Sequence[Block], year: int | None) -> Form:
    """Return the form whose codes name what is not printed: that of most blocks, else of the year."""
    named = [block.form.name for block in blocks if block.rows and block.shape.table != "review"]
    if named:
        return form_named(max(named, key=named.count))
    return form_prescribed_for(year)


def _complete(
    yielded: Harvest, blocks: Sequence[Block], printed: Mapping[str, str | None], year: int | None
) -> dict[str, Fact]:
    """Return the facts of all blocks in the order of the form; what is not printed is `absent`."""
    facts: dict[str, Fact] = {}
    usual = _usual_form(printed, blocks, year)
    for table in NAMES:
        form = _usual_form(printed, [b for b in blocks if b.shape.table == table and table != "review"], None) if printed[table] not in (None,) and table != "review" else usual
        own = {block.shape.name: block for block in blocks if block.shape.table == table and _is_there(block)}
        shapes = {name: shape for name, shape in form.shapes.items() if shape.table == table}
        shapes.update({name: block.shape for name, block in own.items()})
        for name in sorted(shapes, key=_order):
            for code in shapes[name].codes:
                facts[code] = yielded.facts.get(code) or Fact(code, None, "absent")
    return facts


def _order(name: str) -> int:
    """Return the printed order of a block over all forms."""
    return min(form.blocks.index(name) for form in forms() if name in form.blocks)


def _record(table: str, printed: Mapping[str, str | None], facts: Mapping[str, Fact]):  # type: ignore[no-untyped-def]  # one of three record classes
    return build(RECORDS[table], table, facts) if printed[table] else None


def _say_what_is_missing(
    parts: Parts,
    printed: Mapping[str, str | None],
    blocks: Sequence[Block],
    facts: Mapping[str, Fact],
    yielded: Harvest,
    prose: Prose,
    headings: Sequence[Heading],
    year: int | None,
    title: Title | None,
    issuer: str | None,
    findings: list[Finding],
) -> None:
    """Add the findings about the report as a whole."""
    document = parts.document
    if title is None:
        findings.append(finding("title-unknown"))
    if year is None:
        findings.append(finding("year-unknown"))
    if issuer is None:
        findings.append(finding("issuer-unknown"))
    lost = [name for name in ("OVERVIEW", *TABLES, "PROBLEMS", "OTHER_MATTERS") if name not in prose.headings]
    if lost:
        findings.append(finding("headings-missing", label="、".join(_heading_words(name) for name in lost)))
    older = [h for h in headings if h.section == "OLDER"]
    if older and not any(printed.values()):
        places = [Placer(document).span(h.start, h.end) for h in older]
        words = "、".join(document.text[h.start : h.end] for h in older)
        findings.append(finding("older-layout", (), places, label=words))
    for table, (number, name) in NAMES.items():
        codes = [code for code in facts if code.startswith(table + ".")]
        if printed[table] is None:
            findings.append(finding("table-missing", codes, number=number, table=name))
            continue
        if printed[table] == "mixed":
            used = sorted({block.form.name for block in blocks if block.shape.table == table and block.rows})
            findings.append(finding("forms-mixed", codes, number=number, table=name, label="、".join(used)))
        absent = [code for code in codes if facts[code].state == "absent"]
        if absent:
            rows = list(dict.fromkeys(code.rpartition(".")[0] for code in absent))
            findings.append(
                finding("rows-missing", absent, number=number, table=name, printed=len(rows), label="、".join(rows[:6]) + ("…" if len(rows) > 6 else ""))
            )
    used = {form for form in printed.values() if form and form != "mixed"}
    for form in sorted(used):
        if year is not None and not form_named(form).prescribed_for(year):
            findings.append(finding("form-of-other-year", year=year, label=form))
    for line in document.skipped_lines:
        findings.append(finding("line-too-long", number=line + 1))


def _heading_words(section: str) -> str:
    from govparse.forms.form import shipped
    from govparse.forms.grammars import load

    return load(shipped("headings.lark")).strings[section][0]


def has_prose(document: Document) -> bool:
    """Return whether there is any line with content."""
    return bool(lines_between(document, 0, len(document.text)))
