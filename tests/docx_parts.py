"""Word files written by a test: markup of paragraphs, lists and tables, zipped by hand, and what is read from it."""

from __future__ import annotations

import io
import zipfile

from govparse.limits import Limits
from govparse.reading.content import Content, Paragraph, Table
from govparse.reading.docx.reader import read_docx

LIMITS = Limits()
SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
STRICT = {
    "w": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "r": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "m": "http://purl.oclc.org/ooxml/officeDocument/math",
}
TYPE = SPACES["r"] + "/"
WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:color="auto" w:fill="1F4E79"/>'


def zipped(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


def relations(*rows: tuple[str, str]) -> str:
    inner = "".join(f'<Relationship Id="r{n}" Type="{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(rows, 1))
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def root(name: str, inner: str, spaces: dict[str, str] = SPACES) -> str:
    declared = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in spaces.items())
    return f"<w:{name} {declared}>{inner}</w:{name}>"


def package(
    body: str, styles: str = "", numbering: str = "", spaces: dict[str, str] = SPACES
) -> dict[str, str | bytes]:
    kind = spaces["r"] + "/"
    rows = [(kind + "image", "media/image1.png"), (kind + "package", "embeddings/Sheet1.xlsx")]
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations((kind + "officeDocument", "word/document.xml")),
        "word/document.xml": root("document", f"<w:body>{body}</w:body>", spaces),
    }
    for name, text in (("styles", styles), ("numbering", numbering)):
        if text:
            rows.append((kind + name, f"{name}.xml"))
            parts[f"word/{name}.xml"] = root(name, text, spaces)
    parts["word/_rels/document.xml.rels"] = relations(*rows)
    return parts


def p(*runs: str, props: str = "") -> str:
    return f"<w:p><w:pPr>{props}</w:pPr>{''.join(run if run.startswith('<') else r(run) for run in runs)}</w:p>"


def r(text: str, props: str = "") -> str:
    return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def drawing(width: int, height: int) -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{width * 12700}" cy="{height * 12700}"/><a:graphic><a:graphicData>'
        f'<a:blip r:embed="r1"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def text_box(*paragraphs: str) -> str:
    inner = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp>'
        f"<wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r>"
    )


def level(index: int, style: str, text: str, more: str = "", start: int = 1) -> str:
    inner = f'<w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{index}">{inner}</w:lvl>'


def lists(*levels: str, overrides: str = "", more: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{overrides}</w:num>{more}'
    )


def item(text: str, depth: int = 0, number: int = 1) -> str:
    return p(text, props=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def tc(*blocks: str, props: str = "") -> str:
    inner = "".join(block if block.startswith("<") else p(block) for block in blocks) or "<w:p/>"
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, props: str = "") -> str:
    row = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{props}</w:trPr>{row}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def span(columns: int, text: str = "", more: str = "") -> str:
    return tc(text, props=f'<w:gridSpan w:val="{columns}"/>{more}')


def read(body: str, styles: str = "", numbering: str = "", limits: Limits = LIMITS) -> Content:
    return read_docx(zipped(package(body, styles, numbering)), limits)


def lines(content: Content) -> list[str]:
    return [item.text for item in content.items if isinstance(item, Paragraph)]


def tables(content: Content) -> list[Table]:
    return [item for item in content.items if isinstance(item, Table)]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def spans(table: Table) -> list[list[tuple[int, float, int]]]:
    return [[(cell.column, cell.right, cell.height) for cell in row.cells] for row in table.rows]
