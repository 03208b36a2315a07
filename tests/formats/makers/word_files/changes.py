"""Tracked changes and hidden text: what is not to be read."""

from __future__ import annotations

import re

from model import Cell, Report, Table
from register import Made

from word_files.ooxml import body, p, package, run, tbl, values
from word_files.register import document

WHO = 'w:id="{}" w:author="校对" w:date="2024-01-20T08:00:00Z"'


@document(
    "tracked-runs",
    "Tracked changes that nobody accepted: inserted and deleted digits in number cells, moved text, a deleted paragraph.",
)
def _(r: Report) -> Made:
    count = iter(range(10_000))

    def change(c: Cell) -> str:
        n = next(count)
        who = WHO.format(n + 100)
        gone = f"<w:del {who}><w:r><w:delText>{n + 500}</w:delText></w:r></w:del>"
        new = f"<w:ins {WHO.format(n + 5000)}>{run(c.text)}</w:ins>"
        if n % 4 == 0:
            return p(gone + new)
        if n % 4 == 1:
            return p(run(c.text[:1]) + gone + (f"<w:ins {who}>{run(c.text[1:])}</w:ins>" if c.text[1:] else ""))
        if n % 4 == 2:
            return p(f"<w:moveFrom {who}>{run('7')}</w:moveFrom><w:moveTo {who}>{run(c.text)}</w:moveTo>")
        return p(run(c.text) + gone)

    made = body(r, values(change))
    ghost = p(
        f"<w:del {WHO.format(9)}><w:r><w:delText>三、这一段已经删去。</w:delText></w:r></w:del>",
        f"<w:rPr><w:del {WHO.format(8)}/></w:rPr>",
    )
    return package(made.replace("<w:tbl>", ghost + "<w:tbl>", 1)), {
        "remarks": "Inserted text is read, deleted text is not: the document as it would be with all changes accepted."
    }


@document(
    "tracked-rows",
    "Tracked rows: a deleted row 行政许可 with other numbers before the true one, an inserted row, a row moved away.",
)
def _(r: Report) -> Made:
    def make(t: Table) -> str:
        def draw(i: int, cells: list[str]) -> str:
            row = f"<w:tr>{''.join(cells)}</w:tr>"
            label = t.rows[i][0].text
            old = re.sub(r"<w:t xml:space=\"preserve\">(\d+)</w:t>", r"<w:delText>9\1</w:delText>", row)
            old = old.replace("<w:t xml", "<w:delText xml").replace("</w:t>", "</w:delText>")
            old = re.sub(r"(<w:r>.*?</w:r>)", rf"<w:del {WHO.format(70)}>\1</w:del>", old)
            if label in ("行政许可", "规章"):
                return old.replace("<w:tr>", f"<w:tr><w:trPr><w:del {WHO.format(71)}/></w:trPr>") + row
            if label == "行政强制":
                away = re.sub(
                    r"(<w:r>.*?</w:r>)", rf"<w:moveFrom {WHO.format(73)}>\1</w:moveFrom>", row.replace(">72<", ">27<")
                )
                return away.replace("<w:tr>", f"<w:tr><w:trPr><w:del {WHO.format(74)}/></w:trPr>") + row
            if label == "行政处罚":
                return row.replace("<w:tr>", f"<w:tr><w:trPr><w:ins {WHO.format(72)}/></w:trPr>")
            return row

        return tbl(t, row=draw if t.name == "proactive" else None)

    return package(body(r, make)), {"remarks": "Rows marked as deleted are not there."}


@document("hidden-text", "Hidden text (vanish) in number cells and a paragraph.")
def _(r: Report) -> Made:
    count = iter(range(10_000))

    def change(c: Cell) -> str:
        n = next(count)
        ghost = run(str(n + 30), "<w:vanish/>")
        return p(ghost + run(c.text) if n % 2 else run(c.text) + ghost)

    ghost = p(run("二、主动公开政府信息情况 这一段不显示。", "<w:vanish/>"), "<w:rPr><w:vanish/></w:rPr>")
    return package(body(r, values(change)).replace("<w:tbl>", ghost + "<w:tbl>", 1))
