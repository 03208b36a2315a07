"""The site: built without a warning, and of itself alone: no page, style or script asks for anything elsewhere."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from docs_parts import DOCS, ROOT

for needed in ("mkdocs", "material", "mkdocstrings", "mkdocstrings_handlers.python"):
    pytest.importorskip(needed, reason=f"the site is NOT built: {needed} is not installed (extra `dev`)")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `mkdocs build --strict` does; what its tools say of themselves is switched off."""
    folder = tmp_path_factory.mktemp("site")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if not line.startswith("INFO ")] == []
    assert done.stdout == ""
    return folder


def test_every_page_is_built(site: Path) -> None:
    for page in DOCS.rglob("*.md"):
        own = page.relative_to(DOCS).with_suffix("")
        folder = own.parent if own.name == "index" else own
        assert (site / folder / "index.html").is_file(), own


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    pages = [path for path in site.rglob("*.html") if path.name != "404.html"]
    assert len(pages) > 100
    fetched = r"""<(?:script|img|iframe|source|video|audio|embed|object)\b[^>]*\b(?:src|data)=["']?(?:https?:)?//"""
    linked = r"""<link\b(?=[^>]*\brel=["']?(?:stylesheet|pre|dns|icon))[^>]*href=["']?(?:https?:)?//"""
    for path in [*pages, site / "404.html"]:
        text = path.read_text(encoding="utf-8")
        assert re.findall(f"{fetched}|{linked}", text) == [], path
    for style in [*site.rglob("*.css"), *site.rglob("*.svg")]:
        text = style.read_text(encoding="utf-8")
        assert re.findall(r"""@import\s+(?:url\()?["']?(?:https?:)?//|url\(["']?(?:https?:)?//""", text) == [], style


def test_the_reference_shows_every_public_name(site: Path) -> None:
    import govparse
    from govparse import dataset, forms, records, tables, testing

    for module in (govparse, records, tables, testing, dataset, forms):
        name = module.__name__
        text = (site / "reference" / name.rpartition(".")[2] / "index.html").read_text(encoding="utf-8")
        # Three functions are named like the modules they stand in, and are shown from there.
        shown = set(re.findall(rf'id="(?:{re.escape(name)}|govparse\.[\w.]+)\.(\w+)"', text))
        assert sorted(set(module.__all__) - shown) == [], name
    text = (site / "reference" / "strategies" / "index.html").read_text(encoding="utf-8")
    assert {"reports", "tables", "numbers"} <= set(re.findall(r'id="govparse\.strategies\.(\w+)"', text))


def test_chinese_can_be_searched(site: Path) -> None:
    """Each character is a word of its own in the index, since Chinese has no blanks."""
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert index["config"]["lang"] == ["en", "zh"]
    assert list(site.glob("assets/javascripts/lunr/min/lunr.zh.min.js"))
    assert any("勾稽关系" in entry["text"] and entry["location"].startswith("zh/") for entry in index["docs"])
    assert re.split(index["config"]["separator"], "离线安装 govparse")[:5] == ["", "离", "线", "安", "装"]
