"""The package of a Word file: names of its parts, parts that are missing or damaged, odd packing."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Callable

import pytest
from docx_parts import LIMITS, STRICT, TYPE, lines, p, package, read, relations, root, span, tbl, tr, zipped

from govparse.errors import Unreadable
from govparse.reading.docx.reader import read_docx


def test_strict_files_and_other_names_of_parts() -> None:
    body = p("甲", "<w:del><w:r><w:t>旧</w:t></w:r></w:del>") + tbl(tr(span(2, "乙"), "1"))
    expected = read(body)
    assert read_docx(zipped(package(body, spaces=STRICT)), LIMITS) == expected
    parts = package(body)
    for target in ("/dir/main%20one.xml", "dir/main%20one.xml", "./x/../dir/main%20one.xml"):
        moved = {
            "_rels/.rels": relations((TYPE + "officeDocument", target)),
            "dir/main one.xml": parts["word/document.xml"],
        }
        assert read_docx(zipped(moved), LIMITS) == expected
    shouting = {name.upper().replace("/", "\\"): part for name, part in parts.items()}
    assert read_docx(zipped(shouting), LIMITS) == expected


def test_other_parts_are_not_touched() -> None:
    parts = package(p("甲")) | {"word/media/image1.png": b"x" * 100, "word/vbaProject.bin": b"x", "../../evil": b"x"}
    parts["word/header1.xml"] = "<broken"
    assert lines(read_docx(zipped(parts), LIMITS)) == ["甲"]


def without(name: str) -> Callable[[dict[str, str | bytes]], dict[str, str | bytes]]:
    return lambda parts: {key: part for key, part in parts.items() if key != name}


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (without("_rels/.rels"), "_rels/.rels"),
        (without("word/document.xml"), "word/document.xml"),
        (without("word/styles.xml"), "word/styles.xml"),
        (without("word/numbering.xml"), "word/numbering.xml"),
        (lambda parts: parts | {"_rels/.rels": relations()}, "main part"),
        (lambda parts: parts | {"_rels/.rels": "<"}, "damaged XML"),
        (lambda parts: parts | {"word/document.xml": "<w:p"}, "damaged XML"),
        (lambda parts: parts | {"word/document.xml": b"\0\xff" * 9}, "damaged XML"),
        (lambda parts: parts | {"word/document.xml": "<workbook/>"}, "no Word document"),
        (lambda parts: parts | {"word/document.xml": root("document", "")}, "no Word document"),
        (lambda parts: parts | {"word/styles.xml": "<x>"}, "word/styles.xml"),
        (lambda parts: {"mimetype": "application/vnd.oasis.opendocument.text"}, "_rels/.rels"),
    ],
)
def test_packages_that_cannot_be_used(
    change: Callable[[dict[str, str | bytes]], dict[str, str | bytes]], word: str
) -> None:
    parts = change(package(p("甲"), styles="<w:style/>", numbering="<w:num/>"))
    with pytest.raises(Unreadable, match=word) as caught:
        read_docx(zipped(parts), LIMITS)
    assert "Word" in caught.value.messages["zh"]


def test_damaged_containers_at_every_cut() -> None:
    data = zipped(package(p("甲" * 500) + tbl(tr("甲", "1"))))
    for cut in range(0, len(data), 7):
        with pytest.raises(Unreadable):
            read_docx(data[:cut], LIMITS)


def test_any_flipped_byte_is_read_or_refused() -> None:
    data = zipped(package(p("甲乙丙") + tbl(tr("甲", "1"))))
    for place in range(len(data)):
        for bit in (1, 0x80):
            broken = bytearray(data)
            broken[place] ^= bit
            with contextlib.suppress(Unreadable):
                read_docx(bytes(broken), LIMITS)


def test_encrypted_and_oddly_packed_parts() -> None:
    data = bytearray(zipped(package(p("甲"))))
    head = data.index(b"PK\x01\x02")
    for at in (data.index(b"PK\x03\x04") + 6, head + 8):
        data[at] |= 1
    with pytest.raises(Unreadable, match="encrypted"):
        read_docx(bytes(data), LIMITS)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as packed:
        for name, part in package(p("甲")).items():
            packed.writestr(name, part)
    with pytest.raises(Unreadable, match="unknown method"):
        read_docx(out.getvalue(), LIMITS)
