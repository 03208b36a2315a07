"""Which kind of file some bytes are: told by the bytes alone.

Names lie: a ``.doc`` from a government site is now a Word file, now RTF, now a web page, now a DOCX. What
is not recognised as anything else is taken for text; `govparse.reading.decode` refuses it if it is none.

A text pays for this with a few comparisons and one look for ``<``. Archives are asked for the names in their
directory; of their parts only the first bytes of two small ones are unpacked, whatever they claim to hold.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from enum import Enum
from itertools import islice
from typing import Final, Literal

from govparse.reading.office.ole import OleFile, is_locked

__all__ = ["Format", "recognise", "recognise_text"]

Reader = Literal["text", "html", "web_archive", "docx", "pdf", "office"]


class Format(Enum):
    """A kind of file: its name in Chinese and English, and who reads it.

    ``reader`` is None for what is recognised only to be refused by name. ``suffix`` is the ending by which
    LibreOffice knows what it alone reads (``reader == "office"``), and "" otherwise.
    """

    zh: str
    en: str
    reader: Reader | None
    suffix: str

    TEXT = "文本", "text", "text"
    HTML = "网页", "HTML", "html"
    WEB_ARCHIVE = "网页归档 (MHTML)", "a web archive (MHTML)", "web_archive"
    DOCX = "Word 文档 (DOCX)", "a Word document (DOCX)", "docx"
    PDF = "PDF", "PDF", "pdf"

    DOC = "Word 97–2003 文档 (DOC)", "a Word 97–2003 document (DOC)", "office", ".doc"
    WPS = "Works 文档 (WPS)", "a Works document (WPS)", "office", ".wps"
    RTF = "RTF", "RTF", "office", ".rtf"
    ODT = "ODT", "ODT", "office", ".odt"
    FODT = "单一 XML 的 ODT (FODT)", "flat ODT (FODT)", "office", ".fodt"
    WORD_XML = "Word 2003 XML", "Word 2003 XML", "office", ".xml"

    WORD_PACKAGE = "单一 XML 的 DOCX (Flat OPC)", "a flat DOCX (Flat OPC)"
    ENCRYPTED = "加密的 Office 文件", "an encrypted Office file"
    SPREADSHEET = "电子表格", "a spreadsheet"
    PRESENTATION = "演示文稿", "a presentation"
    OFD = "OFD 版式文件", "an OFD document (GB/T 33190)"
    UOF = "UOF 文档", "a UOF document (GB/T 20916)"
    CAJ = "CAJ 文件", "a CAJ document"
    OLE = "OLE2 文件 (其中没有 Word 文档，或已损坏)", "an OLE2 file without a Word document, or damaged"
    ZIP = "ZIP 压缩包 (不是文档，请先解压)", "a ZIP archive, not a document: unpack it first"
    DAMAGED_ZIP = (
        "ZIP 压缩格式，不完整或已损坏 (DOCX、ODT 也是 ZIP)",
        "a ZIP, cut or damaged (DOCX and ODT are ZIPs too)",
    )
    RAR = "RAR 压缩包 (请先解压)", "a RAR archive: unpack it first"
    SEVEN_ZIP = "7z 压缩包 (请先解压)", "a 7z archive: unpack it first"
    PACKED = "压缩文件 (请先解压)", "a compressed file: unpack it first"
    PICTURE = "图片", "a picture"
    SQLITE = "SQLite 数据库", "an SQLite database"
    PROGRAM = "可执行程序", "a program"

    def __init__(self, zh: str, en: str, reader: Reader | None = None, suffix: str = "") -> None:
        self.zh = zh
        self.en = en
        self.reader = reader
        self.suffix = suffix


def recognise(data: bytes) -> Format:
    """Tell what kind of file `data` is. Never fails; what is unknown is `Format.TEXT`."""
    for magic, kind in _MAGIC:
        # Letters alone could open a text as well; a binary file has a NUL soon.
        if data.startswith(magic) and not (magic.isalnum() and b"\0" not in data[:_NEAR]):
            return _CONTAINERS[kind](data) if kind in _CONTAINERS else kind
    if _PDF.search(data, 0, _NEAR):
        return Format.PDF
    head = data[:_FAR]
    if b"\0" in head:  # UTF-16 and UTF-32: what is to be found is ASCII in them too
        head = head.replace(b"\0", b"")
    head = head.lstrip(_LEADING)
    if head.startswith(b"{\\rtf"):
        return Format.RTF
    if _is_mail(head):
        return Format.WEB_ARCHIVE
    # No trail byte of GB18030, Big5 or UTF-8 is an angle bracket: tags stand out, whatever the encoding.
    return _markup(head.decode("latin-1")) if b"<" in head else Format.TEXT


def recognise_text(text: str) -> Format:
    """Tell a decoded text from the source of a page: `Format.TEXT` or `Format.HTML`."""
    return Format.HTML if "<" in text and _is_page(text[:_FAR].lstrip("\ufeff \t\r\n\f")) else Format.TEXT


# --- text and markup ------------------------------------------------------------------------------


def _markup(head: str) -> Format:
    root = _ROOT.match(head)
    if root is not None:
        name, attributes = root[1].rpartition(":")[2].lower(), root[2]
        for element, mark, found in _ROOTS:
            if name == element and mark in attributes:
                return found
    return Format.HTML if _is_page(head) else Format.TEXT


def _is_page(head: str) -> bool:
    """Three tags of a page make one; one of the outermost is enough where markup is what comes first."""
    if _MARKUP_FIRST.match(head):
        return any(tag[1] is not None or n == _TAGS for n, tag in enumerate(_TAG.finditer(head), 1))
    return sum(1 for _ in islice(_TAG.finditer(head, 0, _BEGINNING), _TAGS)) == _TAGS


def _is_mail(head: bytes) -> bool:
    """Header lines, of which one names a multipart or an HTML body, are the beginning of a web archive."""
    if not _HEADER.match(head):
        return False
    lines = re.split(rb"\r?\n\r?\n", head[:_BEGINNING], maxsplit=1)[0]
    return _BODY.search(lines) is not None


# --- containers -----------------------------------------------------------------------------------


def _in_zip(data: bytes) -> Format:
    # Every entry of the directory has this mark: few marks, few entries to be made by zipfile.
    if data.count(b"PK\x01\x02") > _ENTRIES:
        return Format.ZIP
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.replace("\\", "/").lstrip("/"): name for name in archive.namelist()}
            folded = {name.lower() for name in names}
            types, kind = (_first_bytes(archive, names.get(name)) for name in ("[Content_Types].xml", "mimetype"))
    except _BROKEN:
        return Format.DAMAGED_ZIP
    for mark, found in _PARTS:
        if mark in types or mark in kind:
            return found
    for part, found in _NAMES:
        if part in folded:
            return found
    return Format.ZIP


def _first_bytes(archive: zipfile.ZipFile, name: str | None) -> bytes:
    if name is None:
        return b""
    try:
        with archive.open(name) as part:
            return part.read(_PART)
    except _BROKEN:
        return b""


def _in_ole(data: bytes) -> Format:
    file = OleFile(data)
    found = next((found for name, found in _STREAMS if name in file.streams), Format.OLE)
    return Format.ENCRYPTED if found is Format.DOC and is_locked(file) else found


# --- tables ---------------------------------------------------------------------------------------

_NEAR: Final = 1024
_BEGINNING: Final = 20_000
_FAR: Final = 1024 * 1024
"""How far the tags may be in a file that begins with markup: scripts can come first."""
_TAGS: Final = 3
"""So many tags make a page; one or two in a text may be slips of an extractor."""
_ENTRIES: Final = 20_000
_PART: Final = 256 * 1024
_LEADING: Final = b"\xef\xbb\xbf\xff\xfe \t\r\n\f"
# RuntimeError: encrypted, or (NotImplementedError) packed in a way that zipfile does not know.
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError, KeyError)

_PDF: Final = re.compile(rb"%PDF-\d")
_MARKUP_FIRST: Final = re.compile(r"<[A-Za-z!?]")
_TAG: Final = re.compile(
    r"<(?:(!doctype\s+html|html|head|body)|table|tbody|tr|td|th|div|p|span|ul|li|meta|h[1-6])\b[^<>]*>",
    re.IGNORECASE,
)
# The first element and its attributes, behind whatever XML allows to stand before it. Atomic, so that a run
# of comments is not tried in other divisions.
_ROOT: Final = re.compile(
    r"(?:\s|(?><\?.*?\?>)|(?><!--.*?-->)|(?><!DOCTYPE[^<>\[]*>))*+<([A-Za-z][\w.:-]*)([^<>]*)",
    re.DOTALL | re.IGNORECASE | re.ASCII,
)
_HEADER: Final = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]")
_BODY: Final = re.compile(rb"^content-type:\s*(?:multipart/|text/html)", re.IGNORECASE | re.MULTILINE)

# Name of the first element, what its attributes hold.
_ROOTS: Final = (
    ("worddocument", "", Format.WORD_XML),
    ("document", "opendocument.text", Format.FODT),
    ("package", "xmlPackage", Format.WORD_PACKAGE),
    ("uof", "", Format.UOF),
    ("workbook", "", Format.SPREADSHEET),
)

_MAGIC: Final = (
    (bytes.fromhex("D0CF11E0A1B11AE1"), Format.OLE),
    (b"PK\x03\x04", Format.ZIP),
    (b"PK\x05\x06", Format.ZIP),
    (b"PK\x07\x08", Format.ZIP),
    (b"Rar!\x1a\x07", Format.RAR),
    (b"7z\xbc\xaf\x27\x1c", Format.SEVEN_ZIP),
    (b"\x1f\x8b", Format.PACKED),
    (b"BZh91AY&SY", Format.PACKED),
    (b"\xfd7zXZ\0", Format.PACKED),
    (b"\x28\xb5\x2f\xfd", Format.PACKED),
    (b"\x89PNG\r\n\x1a\n", Format.PICTURE),
    (b"\xff\xd8\xff", Format.PICTURE),
    (b"GIF87a", Format.PICTURE),
    (b"GIF89a", Format.PICTURE),
    (b"II*\0", Format.PICTURE),
    (b"MM\0*", Format.PICTURE),
    (b"BM", Format.PICTURE),
    (b"CAJ", Format.CAJ),
    (b"KDH", Format.CAJ),
    (b"SQLite format 3\0", Format.SQLITE),
    (b"\x7fELF", Format.PROGRAM),
    (b"MZ", Format.PROGRAM),
)
_CONTAINERS: Final = {Format.OLE: _in_ole, Format.ZIP: _in_zip}

# What the list of content types, or the part `mimetype`, says.
_PARTS: Final = (
    (b"wordprocessingml.document.main+xml", Format.DOCX),
    (b"wordprocessingml.template.main+xml", Format.DOCX),
    (b"ms-word.document.macroEnabled.main+xml", Format.DOCX),
    (b"ms-word.template.macroEnabledTemplate.main+xml", Format.DOCX),
    (b"spreadsheetml.", Format.SPREADSHEET),
    (b"ms-excel.", Format.SPREADSHEET),
    (b"presentationml.", Format.PRESENTATION),
    (b"opendocument.text", Format.ODT),
    (b"opendocument.spreadsheet", Format.SPREADSHEET),
    (b"opendocument.presentation", Format.PRESENTATION),
    (b"opendocument.graphics", Format.PICTURE),
)
_NAMES: Final = (
    ("word/document.xml", Format.DOCX),
    ("ofd.xml", Format.OFD),
    ("uof.xml", Format.UOF),
    ("xl/workbook.xml", Format.SPREADSHEET),
    ("ppt/presentation.xml", Format.PRESENTATION),
)
# In this order: an encrypted file may keep a stand-in for what it hides.
_STREAMS: Final = (
    ("EncryptedPackage", Format.ENCRYPTED),
    ("WordDocument", Format.DOC),
    ("Workbook", Format.SPREADSHEET),
    ("Book", Format.SPREADSHEET),
    ("PowerPoint Document", Format.PRESENTATION),
    ("MatOST", Format.WPS),
    ("CONTENTS", Format.WPS),
)
