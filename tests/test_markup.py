"""Trees of markup: shut against the network, entities and depth, and nothing lost in silence."""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterator
from typing import Any

import pytest

from govparse.errors import MissingReader, TooLarge, Unreadable
from govparse.limits import Limits
from govparse.reading import markup
from govparse.reading.markup import html_tree, xml_tree

LIMITS = Limits()


def text(root: Any) -> str:
    return "".join(root.itertext())


@pytest.mark.parametrize("depth", [10, 255, 257, 600, 990])
def test_a_page_nested_deep_keeps_everything(depth: int) -> None:
    page = f"<html><body>前{'<div>层' * depth}数{'</div>' * depth}<p>后</p></body></html>"
    assert text(html_tree(page, LIMITS)) == f"前{'层' * depth}数后"


@pytest.mark.parametrize(
    ("depth", "nesting"),
    [(1_001, 1_000), (2_047, 1_000), (2_047, 1_000_000), (100_000, 1_000), (100_000, 1_000_000)],
)
def test_what_is_nested_deeper_is_refused_aloud(depth: int, nesting: int) -> None:
    limits = Limits(nesting=nesting)
    with pytest.raises(TooLarge) as caught:
        html_tree("<div>" * depth, limits)
    assert "nested" in caught.value.messages["en"] and "嵌套" in caught.value.messages["zh"]
    with pytest.raises(TooLarge, match="nested"):
        xml_tree(b"<a>" * depth + b"</a>" * depth, limits)


def test_the_limit_is_the_number_of_elements_inside_each_other() -> None:
    xml_tree(b"<a>" * 7 + b"</a>" * 7, Limits(nesting=7))
    with pytest.raises(TooLarge):
        xml_tree(b"<a>" * 8 + b"</a>" * 8, Limits(nesting=7))


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<?xml version='1.0' encoding='gb2312'?><meta charset=gb2312><p>喆堃镕", "喆堃镕"),
        ("<p>一<!--x-->二<?pi x?>三<![if !supportLists]>四<![endif]>五", "一二三四五"),
        ("\ufeff<p>规章", "规章"),
        ("规章", "规章"),
        ("<p>a\0b<p>后", "a\ufffdb后"),
        ("<p>a\ud800b<p>后", "a\ufffd\ufffd\ufffdb后"),
        ("<p>&nbsp;&#x3000;&middot;&undefined;", "\xa0\u3000·&undefined;"),
        ("", ""),
        (" ", ""),
        ("<!-- -->", ""),
    ],
)
def test_the_text_of_a_page(page: str, shown: str) -> None:
    root = html_tree(page, LIMITS)
    assert text(root) == shown
    assert root.tag == "html"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_xml_in_the_encodings_of_packages(encoding: str) -> None:
    part = '<?xml version="1.0" encoding="gb2312"?><a>规章<!-- x --><?x y?></a>'.encode(encoding)
    assert text(xml_tree(part, LIMITS)) == "规章"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_entities_are_refused(encoding: str) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))
    bomb = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><a b="&l29;">&l29;</a>'
    started = time.perf_counter()
    with pytest.raises(Unreadable) as caught:
        xml_tree(bomb.encode(encoding), LIMITS)
    assert "DOCTYPE" in caught.value.messages["zh"]
    assert time.perf_counter() - started < 1


def test_an_encoding_that_hides_a_document_type_is_not_followed() -> None:
    part = '<?xml version="1.0" encoding="UTF-7"?>+ADw-!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    with pytest.raises(Unreadable):
        xml_tree(part.encode(), LIMITS)


@pytest.mark.parametrize(
    "part", [b"", b" ", b"<a>", b"<a></b>", b"<a>\xff</a>", b"a", b"<a>&b;", b"\0\0", b"\xff\xfe<"]
)
def test_what_is_no_xml(part: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        xml_tree(part, LIMITS)
    assert "XML" in caught.value.messages["zh"] and "XML" in caught.value.messages["en"]


def test_wide_and_deep_costs_grow_linearly() -> None:
    def cost(size: int) -> float:
        page = ("<div>" * 400 + "<b>数</b>" * size + "</div>" * 400) * 5
        started = time.perf_counter()
        html_tree(page, LIMITS)
        return time.perf_counter() - started

    cost(100)
    assert cost(40_000) < 12 * max(cost(10_000), 0.01)


@pytest.fixture
def _without_lxml(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def fail(name: str) -> Any:
        raise ModuleNotFoundError(name)

    markup._etree.cache_clear()
    monkeypatch.setattr(importlib, "import_module", fail)
    yield
    markup._etree.cache_clear()


@pytest.mark.usefixtures("_without_lxml")
def test_without_lxml_the_extra_is_named() -> None:
    with pytest.raises(MissingReader, match=r'pip install "govparse\[html\]"'):
        html_tree("<p>", LIMITS)
    with pytest.raises(MissingReader, match=r'pip install "govparse\[docx\]"') as caught:
        xml_tree(b"<a/>", LIMITS)
    assert 'pip install "govparse[docx]"' in caught.value.messages["zh"]
