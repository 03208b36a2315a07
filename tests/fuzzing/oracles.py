"""What must hold for any input: the fuzzer looks for breaches, and `test_fuzzing_finds.py` asks again."""

from __future__ import annotations

import io
import re
import traceback
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import govparse
from govparse import AnnualReport, Fact, Limits
from govparse.reading.fold import fold

TARGETS = ("text", "bytes", "html", "docx", "pdf")
LIMITS = Limits(size=4 << 20, unpacked=16 << 20, pages=40, cells=60_000)
"""Lower than the limits that hold by default, so that what is long is refused soon."""
PART = b"<!---->"
"""Between the parts of an input of the target `docx`."""

_SPACES = b"".join(
    b' xmlns:%s="%s"' % pair
    for pair in (
        (b"w", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
        (b"r", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
        (b"m", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
        (b"o", b"urn:schemas-microsoft-com:office:office"),
        (b"wp", b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        (b"mc", b"http://schemas.openxmlformats.org/markup-compatibility/2006"),
        (b"a", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
        (b"wps", b"http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
        (b"v", b"urn:schemas-microsoft-com:vml"),
    )
)


class Find(AssertionError):
    """A promise that an input breaks."""


def check(target: str, data: bytes, *, thorough: bool = True) -> int:
    """Read an input of a target and demand what is promised; return how many reports it holds.

    `thorough` adds what costs as much as the reading: reading again, and JSON both ways. Raises `Find`, or
    whatever the library raises and must not.
    """
    reports, refusal = read(target, data)
    for report in reports:
        check_report(report)
    if thorough:
        if read(target, data) != (reports, refusal):
            raise Find("read twice, an input does not give the same")
        for report in reports:
            if AnnualReport.from_json(report.to_json()) != report:
                raise Find("a report does not come back from its JSON as it was")
    return len(reports)


def read(target: str, data: bytes) -> tuple[list[AnnualReport], dict[str, str]]:
    """Return the reports in an input of a target, and the messages with which it is refused."""
    reports: list[AnnualReport] = []
    try:
        reports.extend(govparse.parse_all(given(target, data), limits=LIMITS))
    except govparse.GovparseError as error:
        if not {"zh", "en"} <= error.messages.keys() or not all(error.messages.values()):
            raise Find(f"a refusal says nothing: {error.messages}") from error
        # What a reader did not foresee becomes an error about the file; here it is what is looked for.
        if re.match(r"reading .* failed \(", error.messages["en"]):
            raise error.__cause__ or error from None
        return reports, error.messages
    if not reports:
        raise Find("neither a report nor a refusal")
    return reports, {}


def given(target: str, data: bytes) -> str | bytes:
    """Return what is handed to the library: the input itself, a text, or a whole file around it."""
    match target:
        case "text" | "html":
            return data.decode("utf-8", "surrogateescape")  # what is no UTF-8 becomes lone surrogates
        case "docx":
            return word_file(*data.split(PART, 2))
        case "pdf":
            return data if b"%PDF-" in data[:1024] else pdf_file(data)
        case _:
            return data


def kind(error: BaseException) -> str:
    """Return what tells finds apart: the error, where in the library it was raised, what an oracle says of it."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "govparse" in Path(f.filename).parts]
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    if isinstance(error, Find):
        return re.sub(r"'[^']*'|[a-z_]+(\.[a-z_]+)+|\d+", "…", str(error))
    return f"{type(error).__name__} at {where}" if where else repr(error)


# ── what holds for every report ────────────────────────────────────────────────────


def check_report(report: AnnualReport) -> None:
    """Demand of a report what can be seen from it alone. Raises `Find`."""
    text = report.source_text
    for what, start, end in _spans(report):
        if not 0 <= start <= end <= len(text):
            raise Find(f"{what}: its place {start}:{end} lies outside of the source")
    for name, section in [*report.sections.items(), *report.remarks.items()]:
        if section is not None and section.text != text[section.start : section.end]:
            raise Find(f"the section {name} is not verbatim")
    seen: dict[tuple[int, int], str] = {}
    for code, fact in report.facts.items():
        if code != fact.code:
            raise Find(f"{code} holds the fact {fact.code}")
        _check_fact(fact, text)
        if fact.state == "number" and fact.place is not None:
            place = fact.place.start, fact.place.end
            other = seen.setdefault(place, code)
            if other != code and _compact(text[slice(*place)]) == _compact(fact.text):
                raise Find(f"{other} and {code} are the same number")


def _check_fact(fact: Fact, text: str) -> None:
    code, place = fact.code, fact.place
    if fact.state == "absent":
        if place is not None or fact.text or fact.value is not None:
            raise Find(f"{code} is absent and has a place, a text or a value")
        return
    if place is None:
        raise Find(f"{code}: {fact.state} without a place")
    if fact.value is not None and fact.state != "number":
        raise Find(f"{code}: {fact.state} with a value")
    if fact.state == "unread":
        if not fact.reason:
            raise Find(f"{code} is unread for no reason")
        for candidate in fact.candidates:
            printed = None if candidate.place is None else text[candidate.place.start : candidate.place.end]
            if printed is None or _compact(printed) != _compact(candidate.text):
                raise Find(f"{code}: its candidate {candidate.text!r} is not printed there, but {printed!r}")
        return
    printed = text[place.start : place.end]
    if fact.state == "blank":
        if _compact(fact.text):
            raise Find(f"{code} is blank and says {fact.text!r}")
        return
    # Of several equal numbers none is singled out: the place is the row.
    row = fact.state == "number" and _compact(fact.text) in _compact(printed)
    if _compact(printed) != _compact(fact.text) and not row:
        raise Find(f"{code}: {fact.text!r} is not printed there, but {printed!r}")
    if fact.state == "number":
        digits = re.sub(r"[^0-9.]", "", str(fact.value))
        if fact.value is None or digits not in _compact(fact.text).replace(",", ""):
            raise Find(f"{code}: {fact.value} is not what {fact.text!r} says")


def _spans(report: AnnualReport) -> Iterator[tuple[str, int, int]]:
    """Yield all places of a report, and what each is the place of."""
    for fact in report.facts.values():
        for place in (fact.place, *(candidate.place for candidate in fact.candidates)):
            if place is not None:
                yield fact.code, place.start, place.end
    for finding in report.findings:
        for place in finding.places:
            yield finding.rule, place.start, place.end
    for block in report.blocks:
        yield block.name, block.place.start, block.place.end
    for row in report.unknown_rows:
        yield row.label, row.place.start, row.place.end
    for name, section in [*report.sections.items(), *report.remarks.items()]:
        if section is not None:
            yield name, section.start, section.end


def _compact(text: str) -> str:
    return "".join(fold(text).split())


# ── whole files around an input ────────────────────────────────────────────────────


def word_file(document: bytes, styles: bytes = b"", numbering: bytes = b"") -> bytes:
    """Return a Word file with these parts; what is no element with a namespace is taken for the body of one."""
    parts = {"document": document, "styles": styles, "numbering": numbering}
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    inner = "".join(f'<Relationship Id="{n}" Type="{kind}{n}" Target="{n}.xml"/>' for n in parts if n != "document")
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    main = f'<Relationship Id="r1" Type="{kind}officeDocument" Target="word/document.xml"/>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as package:
        package.writestr("[Content_Types].xml", '<Types xmlns="x">wordprocessingml.document.main+xml</Types>')
        package.writestr("_rels/.rels", relations.format(main))
        package.writestr("word/_rels/document.xml.rels", relations.format(inner))
        for name, part in parts.items():
            package.writestr(f"word/{name}.xml", part if b"xmlns" in part else _element(name, part))
    return packed.getvalue()


def _element(name: str, inner: bytes) -> bytes:
    if name == "document":
        inner = b"<w:body>%s</w:body>" % inner
    return b"<w:%s%s>%s</w:%s>" % (name.encode(), _SPACES, inner, name.encode())


def pdf_file(contents: bytes) -> bytes:
    """Return a PDF of one page that draws these contents: font F is Helvetica, font H takes UTF-16BE."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 3000] /Contents 5 0 R "
        b"/Resources << /Font << /F 3 0 R /H 6 0 R >> >> >>",
        _stream(contents),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H "
        b"/DescendantFonts [7 0 R] /ToUnicode 8 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /FontDescriptor 9 0 R "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        _unicode(),
        b"<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
        b"/Ascent 900 /Descent -200 /CapHeight 900 /StemV 80 >>",
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, start)


@cache
def _unicode() -> bytes:
    """Return what says of font H that its codes are those of Unicode."""
    ranges = [b"<%02x00> <%02xff> <%02x00>\n" % (n, n, n) for n in range(0x100)]
    head = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
    blocks = [b"".join(ranges[n : n + 64]) for n in range(0, 0x100, 64)]
    return _stream(head + b"".join(b"64 beginbfrange\n%sendbfrange\n" % block for block in blocks) + b"endcmap end\n")


def _stream(data: bytes) -> bytes:
    packed = zlib.compress(data, 1)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


# ── the finds that are kept ────────────────────────────────────────────────────────


def kept(kind: str) -> list[tuple[str, Path]]:
    """Return the inputs kept in `finds`, `reached` or `growth`, each with its target, the name of its folder."""
    folders = {target: Path(__file__).parent / kind / target for target in TARGETS}
    return [(target, path) for target, folder in folders.items() for path in sorted(folder.glob("*.*"))]
