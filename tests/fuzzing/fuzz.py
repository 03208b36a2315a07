"""Coverage-guided fuzzing, by `pip install atheris`; see `README.md` beside this file.

    python tests/fuzzing/fuzz.py text|bytes|html|docx|pdf [--work FOLDER] [options of libFuzzer]
    python tests/fuzzing/fuzz.py shrink TARGET FILE...
    python tests/fuzzing/fuzz.py scale TARGET FOLDER...

The second makes finds smaller; the third looks for what makes the time of reading grow faster than the input.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib
import os
import random
import re
import sys
import tempfile
import traceback
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TESTS = HERE.parent
MODES = ("text", "bytes", "html", "docx", "pdf", "scale", "shrink")
OPTIONS = {"text": 8_000, "bytes": 40_000, "html": 12_000, "docx": 60_000, "pdf": 40_000}
"""Target → bytes of an input at most."""
THOROUGH = 4
"""One input of so many is read again and written as JSON; the others are only read."""
READERS = ("html.reader", "html.archive", "docx.reader", "pdf.reader", "office.libreoffice")
"""What the library imports when a file asks for it must be imported at once to be watched."""
TOKENS = {
    "text": re.compile(rb"[\t|\r\n ]|[^\t|\r\n ]+"),
    "bytes": re.compile(rb"\s|[^\s]+"),
    "html": re.compile(rb"<[^<>]*>?|[^<]+"),
    "docx": re.compile(rb"<[^<>]*>?|[^<]+"),
    "pdf": re.compile(rb"\s|[^\s]+"),
}
"""Target → what its inputs are cut into, and what is moved, repeated and replaced."""
_SHOWN = 40
"""Lines of a text that a page shows."""


def main() -> None:
    mode = sys.argv[1] if len(sys.argv) > 1 else ""
    if mode not in MODES:
        sys.exit(__doc__)
    # LibreOffice would be started for what looks like one of its files: seconds each, and none of our code.
    os.environ["GOVPARSE_SOFFICE"] = "not-while-fuzzing"
    sys.path.insert(0, str(HERE))
    if mode in ("scale", "shrink"):
        importlib.import_module(mode).main(sys.argv[2:])
    else:
        fuzz(mode, sys.argv[2:])


def fuzz(target: str, arguments: list[str]) -> None:
    """Run libFuzzer on one target. What it finds is said, kept in `finds` of the work folder, and passed over."""
    try:
        atheris: Any = importlib.import_module("atheris")
    except ImportError:
        sys.exit("fuzzing needs atheris: pip install atheris (it is there for Linux and macOS)")
    with atheris.instrument_imports(include=["govparse"]):
        for reader in READERS:
            importlib.import_module(f"govparse.reading.{reader}")
        oracles: Any = importlib.import_module("oracles")

    options = argparse.ArgumentParser()
    options.add_argument("--work", type=Path)
    known, rest = options.parse_known_args(arguments)
    work: Path = known.work or Path(tempfile.mkdtemp(prefix="govparse-fuzzing-"))
    corpus, seeds, finds = (work / name / target for name in ("corpus", "seeds", "finds"))
    for folder in (corpus, seeds, finds):
        folder.mkdir(parents=True, exist_ok=True)
    inputs = {name: data for name, data in seeds_of(target) if len(data) <= OPTIONS[target]}
    for name, data in inputs.items():
        (seeds / name).write_bytes(data)
    words = dictionary(target, list(inputs.values()))
    (work / f"{target}.dict").write_text("".join(f'"{_escaped(word)}"\n' for word in words), encoding="ascii")
    print(f"{target}: {len(inputs)} seeds, {len(words)} words, in {work}", flush=True)

    known_finds: set[str] = set()

    def test(data: bytes) -> None:
        try:
            oracles.check(target, data, thorough=zlib.crc32(data) % THOROUGH == 0)
        except Exception as error:
            kind = oracles.kind(error)
            if kind not in known_finds:
                known_finds.add(kind)
                path = finds / hashlib.sha1(kind.encode()).hexdigest()[:10]
                path.write_bytes(data)
                print(f"FIND {path}: {kind}\n{''.join(traceback.format_exception(error))}", flush=True)

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        random_ = random.Random(seed)
        if random_.random() < 0.5:
            return bytes(atheris.Mutate(data, most))
        return mutated(data, TOKENS[target], words, random_)[:most]

    own = [f"-max_len={OPTIONS[target]}", f"-dict={work / f'{target}.dict'}", "-timeout=25", "-rss_limit_mb=3000"]
    own += [f"-artifact_prefix={finds}/", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *own, *rest, str(corpus), str(seeds)], test, custom_mutator=mutate)
    atheris.Fuzz()


def mutated(data: bytes, cut: re.Pattern[bytes], words: list[bytes], random_: random.Random) -> bytes:
    """Return an input of which some tokens are lost, moved, repeated or replaced: a cell, a line, an element."""
    tokens = cut.findall(data) or [b""]
    for _ in range(random_.choice((1, 1, 2, 4))):
        at = random_.randrange(len(tokens))
        end = at + random_.choice((1, 1, 1, 2, 3, 5, 10, 30, 100))
        piece = tokens[at:end]
        match random_.randrange(7):
            case 0:
                tokens[at:end] = []
            case 1:
                tokens[at:at] = piece * random_.choice((1, 1, 2, 10))
            case 2:
                to = random_.randrange(len(tokens))
                tokens[at:end] = []
                tokens[to:to] = piece
            case 3:
                tokens[at] = random_.choice(words)
            case 4:
                tokens[at:at] = [random_.choice(words)]
            case 5:
                tokens[at] = random_.choice(tokens)
            case 6:
                tokens[at] = str(random_.choice((0, 1, 16, 203, 10**15, random_.randrange(10**6)))).encode()
        tokens = tokens or [b""]
    return b"".join(tokens)


# ── where it begins: the fixtures, and the words of the forms ──────────────────────


def seeds_of(target: str) -> Iterator[tuple[str, bytes]]:
    """Yield the fixtures as inputs of a target, each with a name of its own."""
    from oracles import PART

    folders = (
        TESTS / "data",
        TESTS / "formats",
        TESTS.parent / "examples",
        *(HERE / kind / target for kind in ("finds", "reached")),
    )
    files = sorted(path for folder in folders for path in folder.rglob("*.*"))
    for path in files:
        name, ending, data = "-".join(path.parts[-3:]), path.suffix, path.read_bytes()
        if path.parent in folders[-2:]:
            yield name, data
        elif ending == ".txt" and target in ("text", "bytes", "pdf"):
            if target != "pdf":
                yield name, data
            for number, piece in enumerate(re.split("\n(?=[一二三四五六]、)", data.decode("utf-8", "replace"))):
                if target == "pdf":  # slow to read, and much alike: a few of them
                    if zlib.crc32(piece.encode()) % 12 == 0:
                        yield f"{name}.{number}", drawn(piece)
                else:
                    yield f"{name}.{number}", piece.encode("utf-8" if target == "text" else "gb18030", "replace")
        elif ending == ".docx" and target == "docx":
            with contextlib.suppress(zipfile.BadZipFile, zlib.error), zipfile.ZipFile(path) as package:
                parts = [f"word/{part}.xml" for part in ("document", "styles", "numbering")]
                held = [package.read(part) if part in package.namelist() else b"" for part in parts]
                yield name, PART.join((held[0], *(part if len(part) < 10_000 else b"" for part in held[1:])))
                for number, table in enumerate(re.findall(rb"<w:tbl>.*?</w:tbl>", held[0], re.DOTALL)):
                    yield f"{name}.{number}", table
        elif ending == ".html" and target == "html":
            yield name, data
            for number, table in enumerate(re.findall(rb"<table.*?</table>", data, re.DOTALL)):
                yield f"{name}.{number}", table
        elif ending == f".{target}" or (
            target == "bytes" and ending not in (".json", ".py", ".md", ".doc", ".odt", ".wps")
        ):
            yield name, data


def drawn(text: str) -> bytes:
    """Return the contents of a page that shows the first lines of a text; tabs and pipes become a ruled grid."""
    out, y, grid = [], 2950, 0.0
    for line in text.splitlines()[:_SHOWN]:
        cells = re.split(r"[\t|]", line.strip("|")) if re.search(r"[\t|]", line) else [line]
        width = 500 / len(cells)
        y -= 20
        for number, cell in enumerate(cells):
            shown = cell.strip()[:40].encode("utf-16-be", "replace").hex()
            out.append(f"BT /H 8 Tf 1 0 0 1 {55 + number * width:.0f} {y + 6} Tm <{shown}> Tj ET")
        if len(cells) > 1:
            out += [f"50 {at} m 550 {at} l S" for at in ((y,) if grid == width else (y, y + 20))]
            out += [f"{50 + n * width:.0f} {y} m {50 + n * width:.0f} {y + 20} l S" for n in range(len(cells) + 1)]
            grid = width
    return "\n".join(out).encode()


def dictionary(target: str, inputs: list[bytes]) -> list[bytes]:
    """Return words that mean something: labels and headings of the grammars, marks of the format from the seeds."""
    from govparse.forms.grammars import load
    from govparse.forms.imports import folder
    from govparse.forms.registry import forms

    grammars = [*(form.grammar for form in forms()), load(folder() / "headings.lark")]
    labels = sorted({label for grammar in grammars for strings in grammar.strings.values() for label in strings})
    marks = {
        "text": rb"[\t|\r\n ]+|[0-9.,]+|[^\w\s]+",
        "bytes": rb"[\t|\r\n ]+|</?[a-zA-Z:]+|/[A-Z][A-Za-z]+|[A-Za-z-]+:",
        "html": rb"</?[a-zA-Z:0-9]+>?|[\w:-]+=\"[^\"]{0,24}\"|[a-z-]+:\s?[a-z]+|&[#\w]+;",
        "docx": rb"</?[a-zA-Z:0-9]+/?>?|[\w:-]+=\"[^\"]{0,24}\"",
        "pdf": rb"/[A-Z][A-Za-z0-9]*|[A-Za-z*]{1,9}|<<|>>",
    }[target]
    counted = Counter(mark for data in inputs for mark in set(re.findall(marks, data)))
    found = [mark for mark, _ in counted.most_common(300)]
    match target:
        case "pdf":
            found += [b"<%s>" % label.encode("utf-16-be").hex().encode() for label in labels]
        case "bytes":
            found += [label.encode(code, "replace") for label in labels for code in ("utf-8", "gb18030")]
        case _:
            found += [label.encode() for label in labels]
    return [word for word in dict.fromkeys(found) if 0 < len(word) <= 64]


def _escaped(word: bytes) -> str:
    return "".join(chr(c) if 32 < c < 127 and c not in b'"\\' else f"\\x{c:02x}" for c in word)


if __name__ == "__main__":
    main()
