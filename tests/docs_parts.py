"""The pages of the documentation, taken apart: fenced blocks, commands and what they print, headings, links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from attrs import evolve, frozen

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
READMES = (ROOT / "README.md", ROOT / "README.zh.md")
PAGES = (*READMES, *sorted(DOCS.rglob("*.md")))
"""Every page that users read."""
LINKED = (*PAGES, ROOT / "CONTRIBUTING.md")
"""Every page of which links are checked."""

_FENCE = re.compile(r"^```(\w*)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r'title="([^"]+)"')
_PROMPT = {"console": "$ ", "doscon": "> "}


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@cache
def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@frozen
class Block:
    """A fenced block: its language, its text, and where it stands."""

    page: Path
    line: int
    kind: str
    text: str
    title: str | None = None
    """The name of the file that it is."""

    @property
    def where(self) -> str:
        return f"{name_of(self.page)}:{self.line}"


@frozen
class Command:
    """A line behind a prompt, and what the page shows below it: None for nothing."""

    line: str
    shown: str | None
    where: str
    windows: bool = False


@frozen
class Code:
    """A block of Python, and what the page says it prints: None for nothing.

    A block whose first line is the name of a file is meant to be saved under it, and shows what pytest says of it.
    """

    text: str
    shown: str | None
    where: str

    @property
    def file(self) -> str | None:
        named = re.match(r"# (\w+\.py)\n", self.text)
        return named[1] if named else None


@frozen
class Saved:
    """A block with the name of a file as its title: readers are to save it under that."""

    name: str
    text: str


Sample = Command | Code | Saved


@cache
def blocks(page: Path) -> tuple[Block, ...]:
    text = text_of(page)
    return tuple(
        Block(page, text.count("\n", 0, found.start()) + 1, found[1], found[3], title[1] if title else None)
        for found in _FENCE.finditer(text)
        for title in [_TITLE.search(found[2])]
    )


@cache
def samples(page: Path) -> tuple[Sample, ...]:
    """Return what a page asks its readers to run, in the order in which it stands there.

    A block of Python prints what the block of text says that follows it with nothing but an empty line between.
    """
    found: list[Sample] = []
    own = blocks(page)
    lines = text_of(page).splitlines()
    for block, following in pairwise([*own, None]):
        assert block is not None
        if block.title:
            found.append(Saved(block.title, block.text))
        elif block.kind == "python":
            code = Code(block.text, None, block.where)
            if following is not None and following.kind == "text":
                end = block.line + block.text.count("\n") + 1  # the line of the closing fence
                # What a test prints is told after a sentence on how to run it.
                if code.file or (following.line == end + 2 and not lines[end]):
                    code = evolve(code, shown=following.text)
            found.append(code)
        elif block.kind in _PROMPT:
            found += _commands(block)
    return tuple(found)


def _commands(block: Block) -> Iterator[Command]:
    prompt = _PROMPT[block.kind]
    lines = block.text.splitlines()
    starts = [at for at, line in enumerate(lines) if line.startswith(prompt)]
    assert starts and starts[0] == 0, f"{block.where}: a block of commands begins with a prompt"
    for start, end in pairwise([*starts, len(lines)]):
        shown = "".join(f"{line}\n" for line in lines[start + 1 : end])
        where = f"{name_of(block.page)}:{block.line + 1 + start}"
        yield Command(lines[start].removeprefix(prompt), shown or None, where, windows=block.kind == "doscon")


def prose(page: Path) -> str:
    """Return a page without what stands in its fenced blocks; lines keep their numbers."""
    return _FENCE.sub(lambda found: "\n" * found[0].count("\n"), text_of(page))


@cache
def anchors(page: Path) -> frozenset[str]:
    """Return the anchors of a page's headings: those of GitHub, which those of MkDocs agree with for plain words."""
    found = Counter[str]()
    names = set(re.findall(r'<a id="([^"]+)"', text_of(page)))
    for heading in re.findall(r"^#{1,6} +(.+?)(?: +#+)?$", prose(page), re.MULTILINE):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").replace("*", "")
        anchor = re.sub(r"[^\w\- ]", "", plain.strip().lower()).replace(" ", "-")
        names.add(f"{anchor}-{found[anchor]}" if found[anchor] else anchor)
        found[anchor] += 1
    return frozenset(names)


def links(page: Path) -> Iterator[tuple[str, str]]:
    """Yield the links of a page to other files and within itself: the file, "" for itself, and the anchor."""
    plain = re.sub(r"`[^`\n]*`", "", prose(page))
    for target in re.findall(r"\]\(([^)\s]+)\)", plain) + re.findall(r'(?:src|href)="([^"]+)"', plain):
        if not re.match(r"[a-z]+:", target):
            file, _, anchor = target.partition("#")
            yield file, anchor
