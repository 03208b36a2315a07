"""Word files (DOCX) into what they show.

The package is read part by part, and the main document found as the package names it; styles and lists are
read because they decide what is shown. Headers, footers, notes and comments are not: they belong to no section.
Of tracked changes the outcome is read.
"""

from __future__ import annotations

import posixpath
from typing import Any, Final
from urllib.parse import unquote

from attrs import frozen

from govparse.errors import TooLarge, Unreadable
from govparse.limits import Limits
from govparse.reading.content import Content
from govparse.reading.docx.body import Walk
from govparse.reading.docx.names import Names, attribute
from govparse.reading.docx.numbering import Numbering
from govparse.reading.docx.styles import Styles
from govparse.reading.markup import xml_tree
from govparse.reading.packed import Packed

_CHANGES: Final = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")


@frozen
class _Relation:
    kind: str
    """The last word of its type, which is the same in transitional and strict files."""
    target: str
    """The part that it leads to."""


def read_docx(data: bytes, limits: Limits) -> Content:
    """Return what a Word file shows, in reading order.

    Raises `Unreadable` where the container or a part is damaged, missing or of no Word file, `TooLarge` where
    it exceeds the limits, `MissingReader` where lxml is missing.
    """
    packed = Packed(data, limits)
    main = _main_part(packed, limits)
    names = Names()
    root = _tree(packed, main, limits)
    body = names.child(root, "w:body")
    if names[root.tag] != "w:document" or body is None:
        raise _no_word_file(f"主体部件 {main} 不是 Word 文档", f"its main part {main} is no Word document")
    relations = _relations(packed, main, limits)
    styles = Styles(_part(packed, relations, "styles", limits), names)
    numbering = Numbering(_part(packed, relations, "numbering", limits), styles, names)
    walk = Walk(names, styles, numbering, limits)
    content = Content(items=list(walk.read(body)))
    changes = sum(1 for _ in root.iter(*(f"{{*}}{name}" for name in _CHANGES)))
    if changes:
        content.remarks.append(("tracked-changes", {"count": changes}))
    for link in walk.links:
        if link in relations:
            content.attachments.append(posixpath.basename(relations[link].target))
    return content


def _main_part(packed: Packed, limits: Limits) -> str:
    if not _has_relations(packed, ""):
        raise _no_word_file("没有 _rels/.rels", "it has no _rels/.rels")
    for relation in _relations(packed, "", limits).values():
        if relation.kind == "officeDocument":
            return relation.target
    raise _no_word_file("没有主体部件", "it names no main part")


def _part(packed: Packed, relations: dict[str, _Relation], kind: str, limits: Limits) -> Any:
    """Return the root of the first part of that kind; None where the document has none."""
    for relation in relations.values():
        if relation.kind == kind:
            return _tree(packed, relation.target, limits)
    return None


def _has_relations(packed: Packed, part: str) -> bool:
    return _relations_of(part) in packed


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relations(packed: Packed, part: str, limits: Limits) -> dict[str, _Relation]:
    """Return the relationships of a part by id, those inside of the package only. "" is the package."""
    if not _has_relations(packed, part):
        return {}
    found: dict[str, _Relation] = {}
    for element in _tree(packed, _relations_of(part), limits):
        kind = attribute(element, "Type")
        target = attribute(element, "Target")
        if kind is None or target is None or attribute(element, "TargetMode") == "External":
            continue
        # A target beginning with "/" counts from the package, any other from the folder of the part.
        path = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
        if path not in packed:
            path = unquote(path)
        found.setdefault(attribute(element, "Id") or "", _Relation(kind.rpartition("/")[2], path))
    return found


def _tree(packed: Packed, name: str, limits: Limits) -> Any:
    try:
        return xml_tree(packed.read(name), limits, extra="docx")
    except TooLarge:
        raise
    except Unreadable as error:
        raise _no_word_file(f"{name}：{error.messages['zh']}", f"{name}: {error.messages['en']}") from None


def _no_word_file(zh: str, en: str) -> Unreadable:
    return Unreadable({"zh": f"无法作为 Word 文档读取：{zh}", "en": f"not readable as a Word document: {en}"})
