"""Files that are no report, or no longer one: cut, empty, mislabelled."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from typing import Any

from expect import NO_FORMS, UNREAD, failure, save
from markup import main, plain, site
from model import FORMATS, Cell, Report, Table, load, report
from office import rtf
from PIL import Image
from word_files.ooxml import body, pack, package, tbl

EMPTY = ("unreadable", "is empty")
DAMAGED = ("unreadable", "damaged")
NO_REPORT = ("not_a_report", "not an annual report")
ELSEWHERE = {
    "docx/two-reports": ("several_reports", "2 reports"),
    "html/frameset": NO_REPORT,
    "html/several-reports": ("several_reports", "2 reports"),
    "office/odt-two-reports": ("several_reports", "2 reports"),
    "pdf/encrypted-user-password": ("unreadable", "password"),
    "pdf/no-unicode-map": ("unreadable", "font"),
    "pdf/scanned": ("unreadable", "scan"),
    "pdf/two-reports": ("several_reports", "2 reports"),
}
"""How the files that other makers make are refused; this maker runs last."""


def refusal(kind: str, says: str) -> dict[str, str]:
    """Return how a file is to be refused: a kind of error, and words of its English message."""
    return {"kind": kind, "says": says}


def bad(
    name: str,
    about: str,
    content: bytes,
    refused: tuple[str, str],
    error: Any = "not_a_report",
    **changes: Any,
) -> None:
    save(f"bad/{name}", content, failure(about, error, refusal=refusal(*refused), **changes))


def pdf_of(*objects: bytes) -> bytes:
    """Return a PDF of these objects, numbered from one, the first its catalogue; its table of references is right."""
    out, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    size = len(places) + 1
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table) + trailer


def cut_page(r: Report) -> tuple[bytes, dict[str, Any]]:
    """Return a page that ends in the middle of the numbers of a row, and what it still shows."""
    text = plain(r, main(r))
    at = text.index("2.其他法律行政法规禁止公开")
    at = text.index("<td>", text.index("<td>", text.index("<td>", at) + 1) + 1) + len("<td>1")
    cells: dict[str, Any] = {}
    codes = list(load(r.figures))
    first = codes.index("requests.denied.prohibited_by_law.natural_person")
    for code in codes[first:]:
        cells[code] = [{"state": "absent"}, UNREAD]
    for code in codes[first : first + 7]:
        cells[code] = [{"state": "absent"}, UNREAD]
    cells[codes[first + 2]] = UNREAD
    for code in codes[first : first + 2]:
        cells[code] = [UNREAD, r.cells[code]]
    sections = {name: "\n".join(getattr(r, name)) for name in ("preamble", "overview")}
    return text[:at].encode(), {
        "title": r.title,
        "issuer": r.issuer,
        "year": r.year,
        "error": None,
        "figures": r.figures,
        "except": cells,
        "forms": NO_FORMS
        | {
            "proactive": r.form["proactive"],
            "requests": [r.form["requests"], None],
            "review": [None, r.form["review"]],
        },
        "sections": sections,
        "findings_at_least": 1,
        "remarks": "The row in which the page ends: two numbers are whole, the third may be cut, the rest are gone.",
    }


def build() -> None:
    """Write the files."""
    r = report("dense-2021")
    html, docx = plain(r, main(r)), package(body(r))
    pdf = (FORMATS / "pdf" / "portrait.pdf").read_bytes()
    doc = (FORMATS / "office" / "doc-merged-cells.doc").read_bytes()
    odt = (FORMATS / "office" / "odt-handmade.odt").read_bytes()

    for ending in ("html", "docx", "pdf", "doc", "rtf", "odt", "mht"):
        bad(f"empty-{ending}.{ending}", f"An empty file named .{ending}.", b"", EMPTY)

    content, wanted = cut_page(report("dense-2019", "town"))
    save(
        "bad/truncated-html.html",
        content,
        failure("An HTML page cut in the middle of a number of section three.") | wanted,
    )
    bad(
        "truncated-docx.docx", "The first half of a DOCX: no directory of the archive.", docx[: len(docx) // 2], DAMAGED
    )
    bad(
        "truncated-pdf.pdf",
        "The first third of a PDF: no cross-reference table, no fonts.",
        pdf[: len(pdf) // 3],
        ("unreadable", "its end is missing"),
        ["not_a_report", None],
        title=[r.title, None],
        issuer=[r.issuer, None],
        year=[r.year, None],
        figures=r.figures,
        forms={name: [form, None] for name, form in r.form.items()},
        remarks="A failure said aloud, or what a reader can still save of it; never another number.",
        **{"except": {c: [{"state": "absent"}, UNREAD, v] for c, v in r.cells.items()}},
    )
    bad("truncated-doc.doc", "The first 2,000 bytes of a DOC.", doc[:2000], DAMAGED)
    bad("truncated-odt.odt", "The first half of an ODT.", odt[: len(odt) // 2], DAMAGED)
    bad("truncated-rtf.rtf", "An RTF cut in the title.", rtf(r, gbk=True)[:300], DAMAGED)

    flipped = bytearray(docx)
    for i in range(len(docx) // 3, len(docx) // 3 + 40):
        flipped[i] ^= 0x5A
    bad(
        "damaged-docx.docx",
        "A DOCX with forty damaged bytes in its compressed text: the checksum is wrong.",
        bytes(flipped),
        ("unreadable", "damaged ZIP container"),
    )
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        rest: dict[str, bytes | str] = {n: archive.read(n) for n in archive.namelist() if n != "word/document.xml"}
    bad(
        "docx-without-document.docx",
        "A DOCX that lacks word/document.xml, which its other parts name.",
        pack(rest),
        ("unreadable", "word/document.xml is missing"),
    )
    bad(
        "docx-types-only.docx",
        "A DOCX archive of which nothing is left but the list of its content types, an empty one.",
        pack({"[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"}),
        ("unreadable", "not a document"),
    )
    bad(
        "docx-xml-broken.docx",
        "document.xml is not well-formed: cut in the middle of section three.",
        pack(
            {
                "[Content_Types].xml": zipfile.ZipFile(io.BytesIO(docx)).read("[Content_Types].xml"),
                "_rels/.rels": zipfile.ZipFile(io.BytesIO(docx)).read("_rels/.rels"),
                "word/document.xml": zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml")[:20000],
            }
        ),
        ("unreadable", "damaged XML"),
    )
    bomb = package("<w:p><w:r><w:t>0</w:t></w:r></w:p>" * 500_000)
    bad(
        "docx-inflated.docx",
        "A DOCX of about 50 kB that unpacks to some 17 MB of one repeated paragraph.",
        bomb,
        ("too_large", "ratio"),
    )
    entities = (
        '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "规章">'
        + "".join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9))
        + "]>"
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>'
    )
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        parts: dict[str, bytes | str] = {n: archive.read(n) for n in archive.namelist()} | {
            "word/document.xml": entities
        }
    bad(
        "docx-entities.docx",
        "document.xml declares entities that would expand to a thousand million copies.",
        pack(parts),
        ("unreadable", "DOCTYPE"),
    )

    a_picture, a_sheet, an_archive = (("unreadable", x) for x in ("a picture", "a spreadsheet", "a ZIP archive"))
    picture = io.BytesIO()
    Image.new("L", (320, 200), 255).save(picture, "PNG")
    sheet = pack(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets/></workbook>',
        }
    )
    bad("png-named-html.html", "A PNG picture under the name .html.", picture.getvalue(), a_picture)
    bad("png-named-pdf.pdf", "A PNG picture under the name .pdf.", picture.getvalue(), a_picture)
    bad("xlsx.xlsx", "A spreadsheet.", sheet, a_sheet)
    bad("xlsx-named-docx.docx", "A spreadsheet under the name .docx.", sheet, a_sheet)
    two = pack({"report.html": html, "a.txt": "1"})
    bad("zip.zip", "An archive of two files, one of them a report.", two, an_archive)
    bad("zip-named-docx.docx", "An archive of two files under the name .docx.", two, an_archive)
    bad("zeros.pdf", "Five hundred zero bytes under the name .pdf.", b"\0" * 500, ("unreadable", "NUL bytes"))
    bad(
        "pdf-header-only.pdf",
        "Nothing but the first line of a PDF.",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        ("unreadable", "its end is missing"),
    )
    catalogue = b"<</Type/Catalog/Pages 2 0 R>>"
    bad(
        "pdf-page-tree-loop.pdf",
        "A PDF whose page tree contains itself.",
        pdf_of(catalogue, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
        ("unreadable", "page 1 cannot be read"),
    )
    data = zlib.compress(b"BT /F1 12 Tf (" + b"0 " * 4_000_000 + b") Tj ET", 9)
    bad(
        "pdf-inflated.pdf",
        "A PDF of about 8 kB with one content stream that unpacks to 8 MB of zeros.",
        pdf_of(
            catalogue,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
            b"<</Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream" % (len(data), data),
        ),
        ("too_large", "ratio"),
    )

    bad(
        "page-not-found.html",
        "An error page, 404.",
        "<html><head><meta charset=utf-8><title>404 页面不存在</title></head><body>"
        "<h1>404</h1><p>您访问的页面不存在或已删除。</p><p>政府信息公开工作年度报告栏目正在维护。</p></body></html>".encode(),
        NO_REPORT,
    )
    bad(
        "page-of-a-firewall.html",
        "The page of a firewall that asks for a browser with scripts.",
        (
            "<html><head><meta charset=utf-8><script>document.cookie='a=1';location.reload()</script></head>"
            "<body><noscript>请开启JavaScript并刷新该页。</noscript></body></html>"
        ).encode(),
        NO_REPORT,
    )
    either: dict[str, Any] = {"title": r.title, "issuer": [r.issuer, None], "year": r.year}
    bad(
        "page-by-script-only.html",
        "A page whose content a script fetches: the title element alone names the report.",
        (
            f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{r.title}</title></head><body><div id=app></div>"
            "<script src=/static/js/app.8c1f.js></script></body></html>"
        ).encode(),
        NO_REPORT,
        ["not_a_report", None],
        remarks="No report, or one of which everything is absent.",
        **either,
    )
    other = report("dense-2021", title="关于印发《苇渡市政务公开工作要点》的通知")
    bad(
        "unrelated-notice.html",
        "A notice about disclosure work on the page of a content system: no report.",
        site(
            other,
            (
                "<p>各镇人民政府、市直各部门：</p><p>现将《苇渡市2024年政务公开工作要点》印发给你们，请认真落实。"
                "各单位应于2024年1月31日前公布政府信息公开工作年度报告，并填报规章、行政许可、行政处罚等数据。</p>"
            ),
        ).encode(),
        NO_REPORT,
    )
    rows = "".join(
        f'<li><a href="t{i}.html">苇渡市{x}2023年政府信息公开工作年度报告</a><span>2024-01-{i + 10}</span></li>'
        for i, x in enumerate(("教育局", "公安局", "民政局", "财政局", "水务局", "交通局"))
    )
    bad(
        "list-of-reports.html",
        "A list page: titles of six reports with dates, none of them a report.",
        site(other, f"<ul>{rows}</ul>").encode(),
        NO_REPORT,
    )
    bad(
        "statistics-of-another-kind.docx",
        "A DOCX with a table of another kind (visits per month).",
        package(
            "<w:p><w:r><w:t>2023年政府网站工作年度报表</w:t></w:r></w:p>"
            + tbl(
                Table(
                    "x",
                    [
                        [Cell(t) for t in row]
                        for row in (("月份", "访问量", "总计"), ("1月", "3120", "3120"), ("2月", "2877", "5997"))
                    ],
                )
            )
        ),
        NO_REPORT,
    )
    for stem, refused in ELSEWHERE.items():
        beside = FORMATS / f"{stem}.json"
        wanted = json.loads(beside.read_text(encoding="utf-8")) | {"refusal": refusal(*refused)}
        beside.write_text(json.dumps(wanted, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    build()
