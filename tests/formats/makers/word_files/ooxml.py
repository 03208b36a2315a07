"""Word's XML: runs, paragraphs, cells, tables, the body of a report, and the package around it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

from model import Cell, Report, Table

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


def pack(parts: dict[str, bytes | str]) -> bytes:
    """Return a zip archive without dates."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def package(body: str, parts: dict[str, tuple[str, str]] | None = None, transitional: bool = True,
            encoding: str = "UTF-8") -> bytes:  # fmt: skip
    """Return a DOCX of a body and further parts, name → (kind, XML)."""
    parts = parts or {}
    types = "".join(f'<Override PartName="/word/{n}" ContentType="{MAIN}.{k}+xml"/>' for n, (k, _) in parts.items())
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{OFFICE}/{k}" Target="{n}"/>'
        for i, (n, (k, _)) in enumerate(parts.items(), 1)
    )
    document = f'<?xml version="1.0" encoding="{encoding}" standalone="yes"?>\n<w:document {SPACES}><w:body>{body}</w:body></w:document>'
    office = OFFICE
    if not transitional:
        office = "http://purl.oclc.org/ooxml/officeDocument/relationships"
        document = document.replace(W, STRICT).replace(OFFICE, office)
        links = links.replace(OFFICE, office)
    return pack(
        {
            "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/>{types}</Types>',
            "_rels/.rels": '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>',
            "word/document.xml": document.encode(encoding),
            **{f"word/{n}": f'<?xml version="1.0" encoding="UTF-8"?>\n{x}' for n, (_, x) in parts.items()},
        }
    )


def run(text: str, properties: str = "") -> str:
    properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    inside = (
        "<w:br/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\n")) if text else ""
    )
    return f"<w:r>{properties}{inside}</w:r>" if text else ""


def p(content: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def content(cell: Cell) -> str:
    return p(run(cell.text))


BORDERS = (
    "<w:tblBorders>"
    + "".join(f'<w:{s} w:val="single" w:sz="4"/>' for s in ("top", "left", "bottom", "right", "insideH", "insideV"))
    + "</w:tblBorders>"
)


def tc(cell: Cell, inside: str, begins: bool, cols: int, extra: str = "") -> str:
    """Return one cell; `begins` is false where it continues a merged one."""
    span = f'<w:gridSpan w:val="{cols}"/>' if cols > 1 else ""
    merge = ("" if cell.rows == 1 else '<w:vMerge w:val="restart"/>') if begins else "<w:vMerge/>"
    return f"<w:tc><w:tcPr>{span}{merge}{extra}</w:tcPr>{inside if begins else p('')}</w:tc>"


CellXml = Callable[[Cell, bool, int], str]


def tbl(table: Table, cell: CellXml | None = None, row: Callable[[int, list[str]], str] | None = None,
        grid: str | None = None, scale: int = 1, head: bool = False) -> str:  # fmt: skip
    """Return a table, its cells by `cell(cell, begins, columns)`, its rows by `row(number, cells)`."""

    def plain_cell(c: Cell, begins: bool, cols: int) -> str:
        return tc(c, content(c), begins, cols)

    made = []
    for i, columns in enumerate(table.grid()):
        cells = [(cell or plain_cell)(c, begins, c.cols * scale) for c, begins, first in columns if first]
        mark = "<w:trPr><w:tblHeader/></w:trPr>" if head and i < table.head else ""
        made.append(row(i, cells) if row else f"<w:tr>{mark}{''.join(cells)}</w:tr>")
    lines = "".join(f'<w:gridCol w:w="{9000 // table.width // scale}"/>' for _ in range(table.width * scale))
    grid = f"<w:tblGrid>{lines}</w:tblGrid>" if grid is None else grid
    return f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/>{BORDERS}</w:tblPr>{grid}{"".join(made)}</w:tbl>'


def body(r: Report, table: Callable[[Table], str] = tbl, section: str = SECTION, **frames: Callable[[str], str]) -> str:
    """Return the body of a report; frames: title, h, p, sign."""
    parts = []
    default: dict[str, Callable[[str], str]] = {
        "title": lambda x: p(run(x, '<w:b/><w:sz w:val="36"/>'), '<w:jc w:val="center"/>'),
        "h": lambda x: p(run(x, "<w:b/>")),
        "p": lambda x: p(run(x), '<w:ind w:firstLine="640"/>'),
        "sign": lambda x: p(run(x), '<w:jc w:val="right"/>'),
    }
    for kind, x in r.blocks():
        parts.append(table(x) if kind == "table" else (frames.get(kind) or default[kind])(x))
    return "".join(parts) + section


def values(change: Callable[[Cell], str]) -> Callable[[Table], str]:
    """Return a table maker that draws number cells by `change(cell)` → paragraphs."""

    def one(c: Cell, begins: bool, cols: int) -> str:
        return tc(c, change(c) if c.kind == "value" else content(c), begins, cols)

    return lambda t: tbl(t, one)


def story(kind: str, root: str, inside: str) -> tuple[str, str]:
    return kind, f"<w:{root} {SPACES}>{inside}</w:{root}>"


PAGE = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
