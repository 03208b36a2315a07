"""Markup into trees: the one place that knows lxml, which is imported only when a file asks for it.

Both parsers are shut: no network, no DTD, no entities, no comments and processing instructions in the tree.
What is nested deeper than the limit is refused aloud, since libxml2 would drop it without a word.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from functools import cache
from typing import Any

from govparse.errors import MissingReader, TooLarge, Unreadable
from govparse.limits import DEEPEST, Limits, too_large


def xml_tree(data: bytes, limits: Limits, *, extra: str = "docx") -> Any:
    """Return the root element of an XML part, as lxml gives it.

    The encoding is UTF-8, or UTF-16 where the bytes say so, as packages of documents demand; what the part
    declares about itself is not asked. `extra` is the name of the extra that installs lxml.

    Raises `Unreadable` where it is no well-formed XML or declares a document type, `TooLarge` where it is
    nested too deep, `MissingReader` where lxml is missing.
    """
    etree = _etree(extra)
    encoding = _encoding(data)
    plain = data.replace(b"\0", b"") if encoding != "utf-8" else data
    # A document type can define entities that grow without end. In XML the bytes `<!` open nothing else but
    # comments and CDATA, and these parts hold neither with such a text.
    if b"<!DOCTYPE" in plain:
        raise Unreadable(
            {
                "zh": "XML 部件含有文档类型声明（DOCTYPE），不予读取",
                "en": "an XML part declares a document type (DOCTYPE), which is refused",
            }
        )
    parser = etree.XMLParser(
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,  # the limits on the file and on nesting stand in for those of libxml2
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            raise _too_deep(limits) from None
        raise Unreadable(
            {"zh": f"XML 已损坏：{error.msg}", "en": f"damaged XML: {error.msg}"},
        ) from None
    _check_nesting(root, limits)
    return root


def html_tree(text: str, limits: Limits, *, extra: str = "html") -> Any:
    """Return the root element of a page, as lxml gives it; of an empty page, an empty `html` element.

    The text is decoded already: what the page declares about its encoding is not asked.

    Raises `TooLarge` where it is nested too deep, `MissingReader` where lxml is missing.
    """
    etree = _etree(extra)
    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        huge_tree=True,  # without it everything behind the 256th level is lost
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    # A lone surrogate has no UTF-8; three marks of damage stand for it then.
    root = etree.fromstring(text.encode("utf-8", "surrogatepass") or b" ", parser)
    if root is None:
        return etree.Element("html")
    _check_nesting(root, limits)
    return root


def drop_elements(root: Any, tags: Iterable[str]) -> None:
    """Take elements out of a tree with all they hold; the text behind each stays."""
    _etree("html").strip_elements(root, *tags, with_tail=False)


def drop_tags(root: Any, tags: Iterable[str]) -> None:
    """Take the marks of elements out of a tree; what they hold stays where it is."""
    _etree("html").strip_tags(root, *tags)


def walk(root: Any) -> Any:
    """Iterate over `("start", element)` and `("end", element)` in the order of the document, without recursion.

    After a start, `skip_subtree()` of what is returned goes on with the end of the same element.
    """
    return _etree("html").iterwalk(root, events=("start", "end"))


def _check_nesting(root: Any, limits: Limits) -> None:
    """Ask libxml2 whether any element lies deeper than allowed: one pass, level by level."""
    if root.xpath("boolean(" + "/*" * (_deepest(limits) + 1) + ")"):
        raise _too_deep(limits)


def _too_deep(limits: Limits) -> TooLarge:
    return too_large("nesting", _deepest(limits))


def _deepest(limits: Limits) -> int:
    return max(1, min(limits.nesting, DEEPEST))


def _encoding(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    return {b"<\0": "utf-16le", b"\0<": "utf-16be"}.get(data[:2], "utf-8")


@cache
def _etree(extra: str) -> Any:
    try:
        return importlib.import_module("lxml.etree")
    except ImportError:
        raise MissingReader(
            {
                "zh": f'读取此文件需要 lxml，请运行：pip install "govparse[{extra}]"',
                "en": f'lxml is needed to read this file: pip install "govparse[{extra}]"',
            }
        ) from None
