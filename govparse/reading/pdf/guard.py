"""What is made sure of before a PDF is decoded: that it is whole, and that decoding it has a bound.

The library that decodes PDF inflates and draws whatever it is given. Here streams are inflated piece by piece and
counted, and what drawing a page takes is summed up over the forms that it repeats, before the library sees the file.
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterable, Mapping, MutableMapping, Sequence

from attrs import define, field

from govparse.errors import Unreadable
from govparse.limits import Limits
from govparse.reading.pdf.objects import Thing, inflate, packed, things

_WEIGHT = 8
"""Drawn, a byte of a page's contents takes about so many bytes of memory."""
_REFERENCE = re.compile(rb"(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+R(?![A-Za-z0-9])")
_NAMED = re.compile(
    rb"/([^\0\t\n\f\r /<>\[\](){}%]+)[\0\t\n\f\r ]+(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+R(?![A-Za-z0-9])"
)
_DRAWN = re.compile(rb"/([^\0\t\n\f\r /<>\[\](){}%]+)[\0\t\n\f\r ]+Do(?![A-Za-z0-9])")
_KIDS = re.compile(rb"/Kids[\0\t\n\f\r ]*\[([^\[\]]*)\]")
_RESOURCES = re.compile(rb"/Resources[\0\t\n\f\r ]+(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+R")
_XOBJECTS = re.compile(rb"/XObject[\0\t\n\f\r ]+(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+R")
_LISTS = 8
"""So many lists of what a page may draw are followed."""
_FONTS = re.compile(rb"/Font[\0\t\n\f\r ]+(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+R")
_KNOWN = frozenset(
    b"FlateDecode Fl LZWDecode LZW ASCII85Decode A85 ASCIIHexDecode AHx RunLengthDecode RL Crypt "
    b"DCTDecode DCT JPXDecode JBIG2Decode CCITTFaxDecode CCF".split()
)
_PACKED = (b"x\x01", b"x^", b"x\x9c", b"x\xda")
_DEEP = 64
_ENCRYPTED = re.compile(rb"/Encrypt[\0\t\n\f\r ]*(?:<<|\d+[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+R)")


@define
class _File:
    """The objects of a file by number."""

    things: dict[int, list[Thing]] = field(factory=dict)
    drawings: dict[int, bytes] = field(factory=dict)
    """The contents of pages and forms."""
    lists: dict[int, Sequence[int]] = field(factory=dict)
    """The references in objects that list the contents of pages."""

    def add(self, thing: Thing) -> None:
        self.things.setdefault(thing.number, []).append(thing)

    def text(self, number: int) -> bytes:
        """Return what is written of an object, in all its versions."""
        return b" ".join(thing.text for thing in self.things.get(number, ()))


def guard(data: bytes, limits: Limits, *, deciphered: bool = False) -> int | None:
    """Raise `Unreadable` if the file is damaged, `TooLarge` if decoding it would exceed a limit.

    Return how many pages the file says it has, as far as that can be seen. Of an encrypted file little can be
    seen; it is to be given again, `deciphered`. What was its table of references is in that copy a stream like
    others, and spoilt.
    """
    if data.find(b"%PDF-", 0, 1024) < 0:
        raise _damaged("不是 PDF 文件", "it is no PDF file")
    if data.rfind(b"startxref") < 0:
        raise _damaged("文件不完整，缺少末尾", "its end is missing")
    linear = re.search(rb"/Linearized.{0,200}?/L[\0\t\n\f\r ]+(\d{1,12})", data[:2048], re.DOTALL)
    if linear and int(linear[1]) > len(data):
        raise _damaged("文件不完整，缺少末尾", "its end is missing")
    encrypted = not deciphered and _ENCRYPTED.search(data) is not None
    file = _File()
    held = 0
    for thing in things(data):
        if thing.cut:
            raise _damaged("文件不完整，缺少末尾", "its end is missing")
        file.add(thing)
        references = thing.has(b"/Type", b"/XRef")
        if thing.stream is None or (deciphered and references) or (encrypted and not references):
            continue
        start, _, whole = inflate(thing, limits)
        if thing.picture:
            continue
        # A name spoilt by a wrong byte: what it packs would be taken for an empty page.
        whole = whole and _KNOWN.issuperset(thing.filters) and (thing.filters != [] or start[:2] not in _PACKED)
        if not whole:
            raise _damaged(f"对象 {thing.number} 的数据不完整", f"the data of object {thing.number} are not whole")
        held += len(start)
        limits.check("unpacked", held)
        if thing.has(b"/Type", b"/ObjStm"):
            for inner in packed(start):
                file.add(inner)
        elif not re.search(
            rb"/(Length[123]|Type[\0\t\n\f\r ]*/(XRef|Metadata|CMap))|/CMapName|/FunctionType", thing.text
        ):
            file.drawings[thing.number] = file.drawings.get(thing.number, b"") + start
    if encrypted:
        return None
    _lost(file)
    _drawing(file, limits)
    return _leaves(file)


def _damaged(zh: str, en: str) -> Unreadable:
    return Unreadable({"zh": f"PDF 文件已损坏：{zh}", "en": f"the PDF file is damaged: {en}"})


def _pages(file: _File) -> list[Thing]:
    return [thing for versions in file.things.values() for thing in versions[-1:] if thing.has(b"/Type", b"/Page")]


def _lost(file: _File) -> None:
    """Raise when a page, or what a page draws, is referred to and not in the file."""
    for versions in file.things.values():
        thing = versions[-1]
        if thing.has(b"/Type", b"/Pages"):
            kids = _KIDS.search(thing.text)
            for number in _REFERENCE.findall(kids[1] if kids else b""):
                if int(number) not in file.things:
                    raise _damaged("缺少页面", "pages are lost")
    # Pages may share a list of contents.
    contents = {id(numbers): numbers for numbers in [_contents(file, page) for page in _pages(file)]}
    for numbers in contents.values():
        for number in numbers:
            if number not in file.things:
                raise _damaged("缺少页面内容", "contents of pages are lost")
    _fonts(file)


def _fonts(file: _File) -> None:
    """Raise when a part of a font is lost: its characters would be others, or none."""
    seen: set[int] = set()
    waiting: list[int] = []
    texts = [page.text for page in _pages(file)]
    # Pages share what they refer to: it is looked at once.
    texts += [file.text(number) for number in dict.fromkeys(_numbers(_RESOURCES, texts))]
    texts += [b"/Font " + file.text(number) for number in dict.fromkeys(_numbers(_FONTS, texts))]
    for text in texts:
        for fonts in re.findall(rb"/Font[\0\t\n\f\r ]*<<([^<>]*)>>", text):
            waiting += map(int, _REFERENCE.findall(fonts))
    while waiting:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        if number not in file.things:
            raise _damaged("缺少字体数据", "data of fonts are lost")
        waiting += map(int, _REFERENCE.findall(file.things[number][-1].text))


def _numbers(pattern: re.Pattern[bytes], texts: Iterable[bytes]) -> list[int]:
    return [int(number) for text in texts for number in pattern.findall(text)]


def _leaves(file: _File) -> int | None:
    """Count the pages in the tree of pages; None where there is none to be seen."""
    roots = [versions[-1] for versions in file.things.values() if versions[-1].has(b"/Type", b"/Catalog")]
    top = re.search(rb"/Pages[\0\t\n\f\r ]+(\d{1,10})", roots[0].text) if len(roots) == 1 else None
    waiting, seen, count = [int(top[1])] if top else [], set[int](), 0
    while waiting:
        number = waiting.pop()
        kids = _KIDS.search(file.things[number][-1].text) if number in file.things and number not in seen else None
        seen.add(number)
        if kids:
            waiting += map(int, _REFERENCE.findall(kids[1]))
        else:
            count += 1
    return count or None


def _contents(file: _File, page: Thing) -> Sequence[int]:
    """Return the objects that hold the contents of a page, as often as it names them."""
    entry = re.search(rb"/Contents[\0\t\n\f\r ]*(\[[^\[\]]*\]|\d{1,10}[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+R)", page.text)
    numbers = _numbers(_REFERENCE, [entry[1]]) if entry else []
    if len(numbers) == 1 and numbers[0] in file.things and file.things[numbers[0]][-1].stream is None:
        number = numbers[0]
        if number not in file.lists:
            file.lists[number] = _numbers(_REFERENCE, [file.text(number)])
        return file.lists[number]
    return numbers


def _drawing(file: _File, limits: Limits) -> None:
    """Raise `TooLarge` when the pages, with all forms as often as they are drawn, cost too much."""
    costs: dict[int, int] = {}
    forms: dict[bytes, Mapping[bytes, int]] = {}
    resources: dict[int, tuple[dict[bytes, int], list[int]]] = {}

    def shared(number: int) -> tuple[dict[bytes, int], list[int]]:
        """Return what an object names, and the objects that name forms and pictures for it."""
        if number not in resources:
            text = file.text(number)
            named = {name: int(target) for name, target in _NAMED.findall(text)}
            resources[number] = named, _numbers(_XOBJECTS, [text])[:_LISTS]
        return resources[number]

    def names(thing: Thing) -> Mapping[bytes, int]:
        """Return the forms and pictures that a page or form may draw, by their names."""
        if thing.text not in forms:
            named: list[MutableMapping[bytes, int]] = [
                {name: int(number) for name, number in _NAMED.findall(thing.text)}
            ]
            further = _numbers(_XOBJECTS, [thing.text])[:_LISTS]
            for number in _numbers(_RESOURCES, [thing.text])[:_LISTS]:
                own, more = shared(number)
                named.append(own)
                further += more
            named += [shared(number)[0] for number in further[:_LISTS]]
            forms[thing.text] = ChainMap(*reversed(named))
        return forms[thing.text]

    def cost(number: int, drawn: Mapping[bytes, int], depth: int) -> int:
        content = file.drawings.get(number, b"")
        total = len(content)
        for name in _DRAWN.findall(content):
            target = drawn.get(name)
            if target is None or target not in file.drawings or depth > _DEEP:
                continue
            if target not in costs:
                costs[target] = 0  # A form that draws itself is drawn once.
                own = names(file.things[target][-1])
                costs[target] = cost(target, own or drawn, depth + 1)
            total += costs[target]
        return total

    total = 0
    for page in _pages(file):
        drawn = names(page)
        # Naming contents is work as well, where they are many and empty.
        total += sum(1 + cost(number, drawn, 0) for number in _contents(file, page))
        limits.check("unpacked", total * _WEIGHT)
