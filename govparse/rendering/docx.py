"""A Word file of the official form: the few parts of a package that a table with spans needs.

Written by hand rather than by a library: the same report has to give the same bytes, and merged cells
are a matter of two attributes here.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from govparse.rendering.sheet import Cell, Paragraph, Sheet, Table

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FRAME = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_TYPES}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>'
    ),
    "word/_rels/document.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>'
    ),
    "word/styles.xml": (
        f'<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="SimSun"/><w:sz w:val="24"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>'
    ),
}
# Half points; centred or not; bold or not.
_STYLES = {
    "title": (36, "center", True),
    "heading": (28, "", True),
    "issuer": (28, "center", False),
    "closing": (24, "right", False),
}
_PAGE = 9638
"""Width of the text on A4 in twentieths of a point."""
_SMALL = 16
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
# What XML 1.0 cannot hold.
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_docx(sheet: Sheet) -> bytes:
    """Write a Word file; the same sheet gives the same bytes."""
    body = "".join(_table(part) if isinstance(part, Table) else "".join(_paragraphs(part)) for part in sheet.parts)
    margins = (
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="0" w:footer="0" w:gutter="0"/>'
    )
    section = f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>{margins}</w:sectPr>'
    document = f'<w:document xmlns:w="{_MAIN}"><w:body>{body}{section}</w:body></w:document>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in {**_FRAME, "word/document.xml": document}.items():
            package.writestr(zipfile.ZipInfo(name, _EPOCH), _XML + part, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _paragraphs(paragraph: Paragraph) -> Iterator[str]:
    size, side, bold = _STYLES.get(paragraph.kind, (24, "", False))
    for line in paragraph.text.splitlines():
        if line.strip():
            yield _paragraph(line, size, side, bold)


def _paragraph(text: str, size: int, side: str = "", bold: bool = False) -> str:
    looks = f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/></w:rPr>'
    lies = f'<w:pPr><w:jc w:val="{side}"/></w:pPr>' if side else ""
    words = escape(_UNFIT.sub("\ufffd", text)).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    run = f'<w:r>{looks}<w:t xml:space="preserve">{words}</w:t></w:r>' if text else ""
    return f"<w:p>{lies}{run}</w:p>"


def _table(table: Table) -> str:
    grid = "".join(f'<w:gridCol w:w="{_PAGE // table.width}"/>' for _ in range(table.width))
    looks = f'<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>'
    # A paragraph behind the table keeps it apart from another one.
    return f"<w:tbl>{looks}<w:tblGrid>{grid}</w:tblGrid>{''.join(_rows(table))}</w:tbl>{_paragraph('', _SMALL)}"


def _rows(table: Table) -> Iterator[str]:
    """Yield rows; a cell that reaches down is continued by an empty one in each row below (`vMerge`)."""
    reaching: dict[int, tuple[int, int]] = {}  # column → how wide, how many rows are left
    for row in table.rows:
        written = []
        cells = iter(row.cells)
        column = 0
        while column < table.width:
            if column in reaching:
                wide, left = reaching.pop(column)
                written.append(_cell(Cell("", "pad", wide), "<w:vMerge/>"))
                if left > 1:
                    reaching[column] = wide, left - 1
            elif (cell := next(cells, None)) is not None:
                wide = cell.wide
                written.append(_cell(cell, '<w:vMerge w:val="restart"/>' if cell.high > 1 else ""))
                if cell.high > 1:
                    reaching[column] = wide, cell.high - 1
            else:
                break
            column += wide
        written += [_cell(cell, "") for cell in cells]
        yield f"<w:tr>{''.join(written)}</w:tr>"


def _cell(cell: Cell, merge: str) -> str:
    span = f'<w:gridSpan w:val="{cell.wide}"/>' if cell.wide > 1 else ""
    lines = "".join(_paragraph(line, _SMALL, "center") for line in cell.text.split("\n"))
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{lines}</w:tc>"
