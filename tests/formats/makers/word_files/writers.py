"""The report as different programs write it: python-docx, plain XML, strict XML, another prefix."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

import docx
from model import Report
from register import Made

from word_files.ooxml import body, pack, package, tbl
from word_files.register import document


def python_docx(r: Report) -> bytes:
    """Return a report as python-docx writes it, with merged cells."""
    made = docx.Document()
    for kind, x in r.blocks():
        if kind == "title":
            made.add_heading(x, 0)
        elif kind == "h":
            made.add_heading(x, 1)
        elif kind == "table":
            drawn = made.add_table(len(x.rows), x.width, style="Table Grid")
            for i, columns in enumerate(x.grid()):
                for j, (c, begins, first) in enumerate(columns):
                    if begins and first:
                        box = drawn.cell(i, j)
                        if c.rows * c.cols > 1:
                            box = box.merge(drawn.cell(i + c.rows - 1, j + c.cols - 1))
                        box.text = c.text
        else:
            made.add_paragraph(x)
    out = io.BytesIO()
    made.core_properties.created = made.core_properties.modified = datetime(2024, 1, 20)
    made.save(out)
    with zipfile.ZipFile(out) as archive:
        return pack({n: archive.read(n) for n in archive.namelist()})


@document("python-docx-2021", "Written by python-docx, merged cells.")
def _(r: Report) -> Made:
    return python_docx(r)


@document("python-docx-2019-blanks", "Written by python-docx, 2019 form, slashes and blanks.", "slashes-2019", "town")
def _(r: Report) -> Made:
    return python_docx(r)


@document("plain-2019", "Hand-written XML, merged cells by gridSpan and vMerge.", "dense-2019", "town")
def _(r: Report) -> Made:
    return package(body(r))


@document("plain-province", "Hand-written XML, heads marked as repeated.", "province-2021", "province")
def _(r: Report) -> Made:
    return package(body(r, lambda t: tbl(t, head=True)))


@document("strict-namespace", "Strict OOXML: other namespaces for everything.")
def _(r: Report) -> Made:
    return package(body(r), transitional=False)


@document("other-prefix-utf-16", "document.xml in UTF-16 with another namespace prefix than w.", "dense-2019", "county")
def _(r: Report) -> Made:
    made = package(body(r))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts: dict[str, bytes | str] = {n: archive.read(n) for n in archive.namelist()}
    text = bytes(parts["word/document.xml"]).decode()
    text = (
        re.sub(r"(</?|\s)w:", r"\1ns0:", text)
        .replace("xmlns:w=", "xmlns:ns0=")
        .replace('encoding="UTF-8"', 'encoding="UTF-16"')
    )
    parts["word/document.xml"] = text.encode("utf-16")
    return pack(parts)
