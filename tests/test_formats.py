"""Which kind of file some bytes are, and the page inside a web archive."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from fixtures import DATA

from govparse.errors import Unreadable
from govparse.limits import Limits
from govparse.reading.decode import Undecodable, decode
from govparse.reading.formats import Format, recognise, recognise_text
from govparse.reading.html.archive import page_of_archive
from govparse.reading.office.ole import OleFile, word_text

TEXTS = sorted(DATA.glob("*/*.txt"))
PAGE = "<html><head><title>年度报告</title></head><body><p>规章</p></body></html>"


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def ooxml(kind: str, *names: str) -> bytes:
    types = f'<Types><Override PartName="/{names[0]}" ContentType="application/vnd.{kind}+xml"/></Types>'
    return packed({"[Content_Types].xml": types.encode(), **dict.fromkeys(names, b"<x/>")})


def ole(streams: dict[str, bytes], *, deeper: str = "") -> bytes:
    """Write an OLE2 file: header, one sector of allocation, the directory, the streams."""
    count = 1 + len(streams) + 2 * bool(deeper)
    directory_sectors = -(-count // 4)
    body = b""
    table = [0xFFFFFFFD, *range(2, 1 + directory_sectors), 0xFFFFFFFE]

    def entry(name: str, kind: int, right: int, child: int, sector: int, size: int) -> bytes:
        raw = name.encode("utf-16-le") + b"\0\0"
        return struct.pack(
            "<64sHBBIII36xIII", raw, len(raw), kind, 1, 0xFFFFFFFF, right, child, sector & 0xFFFFFFFF, size, 0
        )

    entries = [entry("Root Entry", 5, 0xFFFFFFFF, 1 if count > 1 else 0xFFFFFFFF, 0xFFFFFFFE, 0)]
    for number, (name, content) in enumerate(streams.items(), 1):
        content = content.ljust(4096, b"\0")
        sectors = -(-len(content) // 512)
        first = len(table)
        table += [*range(first + 1, first + sectors), 0xFFFFFFFE]
        body += content.ljust(sectors * 512, b"\0")
        right = number + 1 if number < len(streams) or deeper else 0xFFFFFFFF
        entries.append(entry(name, 2, right, 0xFFFFFFFF, first, len(content)))
    if deeper:
        entries.append(entry("ObjectPool", 1, 0xFFFFFFFF, count - 1, 0, 0))
        entries.append(entry(deeper, 2, 0xFFFFFFFF, 0xFFFFFFFF, 0, 4096))
    assert len(table) <= 128
    allocation = struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table)))
    header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(10) + struct.pack("<IIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE)
    header = (header + struct.pack("<I", 0)).ljust(76, b"\0") + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return header + allocation + b"".join(entries).ljust(directory_sectors * 512, b"\0") + body


WORD = b"\xec\xa5\xc1\x00"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_texts_are_texts(path: object) -> None:
    data = (DATA / str(path)).read_bytes()
    try:
        text = decode(data).text
    except Undecodable:
        return
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"):
        assert recognise(text.encode(encoding, "replace")) is Format.TEXT, encoding
    assert recognise_text(text) is Format.TEXT


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "规章",
        "<永安镇人民政府2024年政府信息公开工作年度报告>\n一、总体情况",
        "格式>永安镇人民政府2024年<附件>",
        "一、总体情况<br>二、主动公开<br/>三<br>四<br>",
        "| 规章 | 1<br>2 |\n|---|---|\n| 0<br> | 3<br> |",
        "a < b, c > d; x<y<z",
        "报告</td>全文",
        "报告<td>全文",
        "报告 <html> 全文 <p>",
        "MZ 报告",
        "BM 报告",
        "Title: 报告\nContent: text\n\n一、总体情况",
        "<table" * 5000,
        "<" * 5000,
    ],
)
def test_a_few_brackets_make_no_page(text: str) -> None:
    assert recognise_text(text) is Format.TEXT
    for encoding in ("utf-8", "gb18030", "utf-16"):
        assert recognise(text.encode(encoding)) is Format.TEXT, encoding


PAGES = {
    "page": PAGE,
    "doctype only": "<!DOCTYPE html>\n<title>年度报告</title>报告",
    "old doctype": '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">报告',
    "xhtml": '<?xml version="1.0" encoding="gb2312"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">'
    '<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
    "blanks first": "\ufeff\r\n\t  \n" + PAGE,
    "comment first": "<!-- saved from url=(0042)http://www.example.gov.cn/ -->\n" + PAGE,
    "script first": "<script>" + "var a = 1 < 2;\n" * 20_000 + "</script>" + PAGE,
    "capitals": PAGE.upper(),
    "Word": '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w="urn:schemas-microsoft-com:office:word">\n<body>甲',
    "fragment": "<table><tr><td>规章</td><td>1</td></tr></table>",
    "text, then markup": "Warning: 某处出错\n<div><p>甲</p><p>乙</p></div>",
    "body": "<body>报告",
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-16-le", "cp950"])
def test_pages(name: str, encoding: str) -> None:
    page = PAGES[name] if encoding != "cp950" else PAGES[name].replace("\ufeff", "").replace("报", "報")
    assert recognise(page.encode(encoding, "replace")) is Format.HTML
    assert recognise_text(page) is Format.HTML


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (ooxml("openxmlformats-officedocument.wordprocessingml.document.main", "word/document.xml"), Format.DOCX),
        (ooxml("openxmlformats-officedocument.wordprocessingml.document.main", "word/document2.xml"), Format.DOCX),
        (ooxml("ms-word.document.macroEnabled.main", "word/document.xml"), Format.DOCX),
        (ooxml("openxmlformats-officedocument.spreadsheetml.sheet.main", "xl/workbook.xml"), Format.SPREADSHEET),
        (ooxml("openxmlformats-officedocument.presentationml.presentation.main", "ppt/a.xml"), Format.PRESENTATION),
        (packed({"word\\document.xml": b"<x/>"}), Format.DOCX),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b""}), Format.ODT),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), Format.SPREADSHEET),
        (packed({"OFD.xml": b"<x/>", "Doc_0/Document.xml": b"<x/>"}), Format.OFD),
        (packed({"报告.docx": b"PK\x03\x04"}), Format.ZIP),
        (packed({}), Format.ZIP),
        (b"PK\x03\x04" + bytes(100), Format.DAMAGED_ZIP),
        (ole({"WordDocument": WORD, "1Table": b""}), Format.DOC),
        (ole({"WordDocument": WORD}, deeper="Workbook"), Format.DOC),
        (ole({"Workbook": b""}, deeper="WordDocument"), Format.SPREADSHEET),
        (ole({"a": b"", "b": b"", "c": b"", "d": b"", "e": b"", "Book": b""}), Format.SPREADSHEET),
        (ole({"PowerPoint Document": b""}), Format.PRESENTATION),
        (ole({"EncryptionInfo": b"", "EncryptedPackage": b""}), Format.ENCRYPTED),
        (ole({"WordDocument": WORD + bytes(7) + b"\x01"}), Format.ENCRYPTED),
        (ole({"MatOST": b""}), Format.WPS),
        (ole({"Other": b""}), Format.OLE),
        (ole({"WordDocument": WORD})[:600], Format.OLE),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(1000), Format.OLE),
        (b"%PDF-1.7\n%\xe2\xe3", Format.PDF),
        (b"\r\n" * 100 + b"%PDF-1.4", Format.PDF),
        (b"{\\rtf1\\ansi", Format.RTF),
        (b"\xef\xbb\xbf {\\rtf1\\ansi", Format.RTF),
        (
            b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n'
            b'<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">',
            Format.WORD_XML,
        ),
        (
            b'<?xml version="1.0"?><!-- a --><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:'
            b'office:1.0" office:mimetype="application/vnd.oasis.opendocument.text">',
            Format.FODT,
        ),
        (b'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">', Format.WORD_PACKAGE),
        (b'<?xml version="1.0"?><uof:UOF xmlns:uof="http://schemas.uof.org/cn/2003/uof">', Format.UOF),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', Format.SPREADSHEET),
        (b"Rar!\x1a\x07\x00", Format.RAR),
        (b"7z\xbc\xaf\x27\x1c\0", Format.SEVEN_ZIP),
        (b"\x1f\x8b\x08", Format.PACKED),
        (b"\x89PNG\r\n\x1a\n", Format.PICTURE),
        (b"GIF89a\1\0\1\0", Format.PICTURE),
        (b"\xff\xd8\xff\xe0", Format.PICTURE),
        (b"SQLite format 3\0", Format.SQLITE),
        (b"MZ\x90\0\3\0", Format.PROGRAM),
        (b"\x7fELF\2", Format.PROGRAM),
        (b"From: <Saved by Blink>\r\nSubject: a\r\nContent-Type: multipart/related;\r\n\tboundary=b\r\n\r\n", None),
        (b"MIME-Version: 1.0\nContent-Type: text/html; charset=gb2312\n\n<html>", None),
    ],
)
def test_kinds(data: bytes, kind: Format | None) -> None:
    assert recognise(data) is (kind or Format.WEB_ARCHIVE)


def test_every_kind_has_names_and_a_reader_or_none() -> None:
    for kind in Format:
        assert kind.zh and kind.en
        assert (kind.reader == "office") == bool(kind.suffix), kind
    assert len({kind.suffix for kind in Format if kind.suffix}) == 6


@pytest.mark.parametrize("cut", range(0, 3000, 97))
def test_damaged_containers_are_no_crash(cut: int) -> None:
    for data in (
        ole({"WordDocument": WORD, "1Table": b""}, deeper="Workbook"),
        ooxml("openxmlformats-officedocument.wordprocessingml.document.main", "word/document.xml"),
    ):
        recognise(data[:cut])
        for value in (b"\0", b"\xff", b"\x01"):
            recognise(data[:cut] + value * 8 + data[cut + 8 :])
            OleFile(data[:cut] + value * 8 + data[cut + 8 :]).read("WordDocument")
            word_text(data[:cut] + value * 8 + data[cut + 8 :])


def test_circles_in_an_ole_file_end() -> None:
    data = bytearray(ole({"WordDocument": WORD}))
    data[512 + 4 : 512 + 8] = struct.pack("<I", 1)  # the directory continues in itself
    data[1024 + 128 + 72 : 1024 + 128 + 76] = struct.pack("<I", 1)  # an entry is its own neighbour
    data[68:72] = struct.pack("<I", 0)  # the allocation table is continued by itself
    assert recognise(bytes(data)) is Format.DOC


HOSTILE = {
    "brackets": b"<" * 3_000_000,
    "tags that do not end": b"<td " * 750_000,
    "comments": b"<!---->" * 400_000,
    "comments that do not end": b"<!--" * 750_000,
    "instructions": b"<??>" * 750_000,
    "scripts": b"<script>" * 400_000,
    "blanks": b" " * 3_000_000,
    "header lines": b"A: b\n" * 600_000,
    "directory entries": b"PK\x03\x04" + b"PK\x01\x02" * 750_000,
    "many parts": packed({f"{number}": b"" for number in range(10_000)}),
    "a bomb in the list of types": packed({"[Content_Types].xml": bytes(50_000_000), "word/document.xml": b""}),
    "an empty allocation": ole({"WordDocument": WORD})[:512] + bytes(3_000_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_is_told_quickly(name: str) -> None:
    start = time.process_time()
    recognise(HOSTILE[name])
    assert time.process_time() - start < 1.5  # a hundredth of a second to a third; quadratic work takes minutes


# --- web archives ---------------------------------------------------------------------------------


def archive(*pages: str, charset: str = "utf-8", location: str | None = None) -> bytes:
    message = MIMEMultipart("related")
    message["Snapshot-Content-Location"] = "https://www.example.gov.cn/art/2022/1/20/a.html"
    for page in pages:
        part = MIMEText(page, "html", charset)
        if location:
            part["Content-Location"] = location
        message.attach(part)
    message.attach(MIMEText("body { color: red }", "css"))
    return message.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "gbk", "gb18030", "utf-16", "big5"])
def test_the_page_of_an_archive(charset: str) -> None:
    page = PAGE.replace("规章", "= 12 中文 " + "內容" * 50 if charset == "big5" else "= 12 政府信息公开")
    page = page.replace("年度报告", "a" if charset == "big5" else "年度报告")
    found = page_of_archive(archive(page, charset=charset), Limits())
    assert decode(found.data).text.strip() == page
    assert found.address == "https://www.example.gov.cn/art/2022/1/20/a.html"


def test_an_archive_as_chrome_writes_it() -> None:
    data = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: http://www.example.gov.cn/1.htm\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
        b'\tboundary="--B--"\r\n\r\n\r\n'
        b"----B--\r\nContent-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: http://www.example.gov.cn/1.htm\r\n\r\n"
        b'<!DOCTYPE html><html><body class=3D"a">=E8=A7=84=E7=AB=A0 1=\r\n2</body></html>\r\n'
        b"----B--\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n----B------\r\n"
    )
    assert recognise(data) is Format.WEB_ARCHIVE
    found = page_of_archive(data, Limits())
    assert found.data.decode().strip() == '<!DOCTYPE html><html><body class="a">规章 12</body></html>'
    assert found.address == "http://www.example.gov.cn/1.htm"


def test_frames_yield_the_largest_page() -> None:
    frames = '<html><frameset cols="20%,80%"><frame src="a.htm"><frame src="b.htm"></frameset></html>'
    found = page_of_archive(archive(frames, "<html><body>目录</body></html>", PAGE * 3), Limits())
    assert found.data.decode().strip() == PAGE * 3
    found = page_of_archive(archive(PAGE, PAGE * 3), Limits())
    assert found.data.decode().strip() == PAGE


def test_a_file_name_is_no_address() -> None:
    found = page_of_archive(archive(PAGE, location="file:///C:/A/report.htm"), Limits())
    assert found.address == "https://www.example.gov.cn/art/2022/1/20/a.html"


HEAD = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        HEAD,
        HEAD + b"--x\r\nContent-Type: text/html\r\n\r\n \r\n--x--",
        HEAD + b"--x\r\nContent-Type: text/html\r\n\r\na\r\n" * 60_000,
        HEAD + b"--x\r\nContent-Type: text/plain\r\n\r\na\r\n--x--",
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\nabc",
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; " + b";" * 500_000,
        b"".join(b"Content-Type: multipart/mixed; boundary=x%d\r\n\r\n--x%d\r\n" % (n, n) for n in range(5000)),
    ],
)
def test_an_archive_without_a_page(data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        page_of_archive(data, Limits())
    assert "MHTML" in caught.value.messages["zh"] and "MHTML" in caught.value.messages["en"]


def test_a_cut_archive_yields_what_is_there() -> None:
    data = archive(PAGE, charset="gbk")
    begin = data.index(b"\n\n", data.index(b"text/html"))
    for cut in range(begin, len(data), 3):
        try:
            found = page_of_archive(data[:cut], Limits())
        except Unreadable:
            continue
        assert PAGE.encode("gbk").startswith(found.data.strip())
