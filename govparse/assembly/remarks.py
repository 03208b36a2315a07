"""What has to be said about a report as a whole: nothing of one, tables missing, forms mixed, no year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from govparse.assembly.sections import Prose
from govparse.assembly.title import Title
from govparse.errors import NotAReport
from govparse.findings import finding
from govparse.forms.headings import SECTIONS, TABLE_OF, Heading, official_heading
from govparse.forms.registry import BUILT_IN, forms_with
from govparse.forms.walk import Block
from govparse.placement.facts import Placer
from govparse.reading.document import Document
from govparse.records import Fact, Finding

_ENOUGH_ROWS = 4
"""So many row labels make a table, whatever else is missing."""
_ENOUGH_HEADINGS = 3
_NAMED_FILES = 3
_NAMED = re.compile("信息公开[^。\n]{0,20}(?:年度报告|年报)")


def demand_report(
    blocks: Sequence[Block],
    title: Title | None,
    headings: Sequence[Heading],
    text: str,
    source: str,
    declared: Title | None,
) -> None:
    """Raise `NotAReport` unless labels of a table, or a title or its name in the prose and headings, say it is one."""
    rows = sum(len(block.rows) for block in blocks)
    found = dict.fromkeys(h.section for h in headings if h.section in SECTIONS)
    telling = [section for section in found if section != "OVERVIEW"]
    named = any(h.section == "OVERVIEW" and h.official for h in headings) and _NAMED.search(text)
    older = any(h.section == "OLDER" for h in headings)
    if rows >= _ENOUGH_ROWS or len(telling) >= _ENOUGH_HEADINGS or named:
        return
    if title and (telling or older or title.year):
        return
    words = "、".join(official_heading(section) for section in found)
    zh = [*([f"标题“{title.text}”"] if title else []), *([f"部分标题“{words}”"] if words else [])]
    en = [*([f"the title {title.text}"] if title else []), *([f"the headings {words}"] if words else [])]
    if declared:
        zh.append(f"网页名为“{declared.text}”，但文件中没有正文（可能在框架中或由脚本载入）")
        en.append(f"a page named {declared.text}, whose text is not in the file (a frame or a script may fetch it)")
    if rows:
        zh.append(f"{rows} 个与表式相同的行名")
        en.append(f"{rows} row labels")
    missing = "、".join(official_heading(section) for section in TABLE_OF)
    raise NotAReport(
        {
            "zh": f"不是政府信息公开工作年度报告。找到：{'；'.join(zh) or '无'}。缺少：{missing}的表",
            "en": f"not an annual report on information disclosure. Found: {'; '.join(en) or 'nothing of one'}."
            f" Missing: the tables {missing}",
        },
        source,
    )


def about_metadata(title: Title | None, issuer: str | None, year: int | None, prose: Prose) -> list[Finding]:
    """Return findings about title, issuer, year and headings."""
    found = []
    if title is None:
        found.append(finding("title-unknown"))
    if year is None:
        found.append(finding("year-unknown"))
    if issuer is None:
        found.append(finding("issuer-unknown"))
    lost = [official_heading(section) for section in SECTIONS if section not in prose.headings]
    if lost:
        found.append(finding("headings-missing", label="、".join(lost)))
    return found


def _labels(codes: Sequence[str], blocks: Sequence[Block]) -> list[str]:
    """Return the official labels of the rows to which codes belong, each once."""
    labels: dict[str, str] = {}
    for form in forms_with({block.form.name for block in blocks}):
        for shape in form.shapes.values():
            for row in shape.rows:
                labels |= {shape.code(row, c): form.official[row.terminal] for c in shape.columns if row.terminal}
    return list(dict.fromkeys(labels.get(code, code) for code in codes))


def about_tables(
    printed: Mapping[str, str | None],
    blocks: Sequence[Block],
    facts: Mapping[str, Fact],
    year: int | None,
    headings: Sequence[Heading],
    prose: Prose,
    placer: Placer,
) -> list[Finding]:
    """Return findings about tables that are missing, incomplete, mixed, or of another year's form."""
    found = []
    older = [h for h in headings if h.section == "OLDER"]
    if any(printed.values()):
        pass  # whatever the year, its tables are those of a form
    elif year is not None and year < BUILT_IN[0].first_year:
        found.append(finding("older-layout", label=year))
    elif older:
        words = "、".join(placer.document.text[h.start : h.end] for h in older)
        found.append(finding("older-layout", (), [placer.span(h.start, h.end) for h in older], label=words))
    for section, table in TABLE_OF.items():
        codes = [code for code in facts if code.startswith(f"{table}.")]
        number, name = "一二三四五六"[SECTIONS.index(section)], official_heading(section)
        if printed[table] is None:
            found.append(_missing(section, codes, prose, placer.document))
            continue
        if printed[table] == "mixed":
            mixed = sorted({block.form.name for block in blocks if block.shape.table == table and block.rows})
            found.append(finding("forms-mixed", codes, number=number, table=name, label="、".join(mixed)))
        absent = [code for code in codes if facts[code].state == "absent"]
        if absent:
            rows = _labels(absent, blocks)
            label = "、".join(rows[:6]) + ("…" if len(rows) > 6 else "")
            found.append(finding("rows-missing", absent, number=number, table=name, printed=len(rows), label=label))
    known = {block.form.name: block.form for block in blocks}
    for form in sorted({form for form in printed.values() if form and form != "mixed"}):
        if year is not None and not known[form].prescribed_for(year):
            found.append(finding("form-of-other-year", year=year, label=form))
    return found


def _missing(section: str, codes: Sequence[str], prose: Prose, document: Document) -> Finding:
    """Return the finding about a table that is not in the text: it may be there as a picture or a file."""
    number, name = "一二三四五六"[SECTIONS.index(section)], official_heading(section)
    heading = prose.headings.get(section)
    if heading is not None:
        end = min((h.start for h in prose.headings.values() if h.start > heading.start), default=len(document.text))
        if any(heading.end <= picture <= end for picture in document.pictures):
            place = document.origin.place(heading.start, heading.end)
            return finding("table-picture", codes, [place], number=number, table=name)
    if document.attachments:
        names = "、".join(document.attachments[:_NAMED_FILES])
        return finding("table-attached", codes, number=number, table=name, label=names)
    return finding("table-missing", codes, number=number, table=name)
