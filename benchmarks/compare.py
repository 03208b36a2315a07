"""What a change does to reading: one corpus, read by two revisions of govparse.

    python benchmarks/compare.py main            # against the working tree
    python benchmarks/compare.py v0.1.0 main     # two revisions

The corpus is what `tests/data` and `tests/formats` of the newer revision hold, and synthetic reports that the newer
revision makes from a seed. Every input that is read differently is named with its differences, the grave ones first:
changed values, cells with another state, losses; a table of sums ends it. Where a fixture says what a human reads in
a cell, or a synthetic report was made of it, the one who is right is named.

Exit status: 0 if no value has changed and none was lost, 1 otherwise, 2 if nothing could be compared.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby, takewhile
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

from differences import GRAVE, KINDS, Difference, differences
from revisions import Refused, fixtures, readings, synthetic, tree

ROOT = Path(__file__).resolve().parent.parent
_VERDICTS = {
    (True, True): "both will do",
    (True, False): "OLD is right",
    (False, True): "new is right",
    (False, False): "neither is right",
}
_WIDTH = 60
_MANY = 12
"""So many differences of one kind are told of an input, unless they are grave."""


@dataclass(frozen=True)
class Comparison:
    """What two revisions read of the same inputs."""

    old: str
    new: str
    inputs: Sequence[str]
    differing: Mapping[str, list[Difference]]
    verdicts: Mapping[tuple[str, int, str], str]
    """Who is right about a cell: by input, part and code."""

    @property
    def sums(self) -> dict[str, int]:
        counted = Counter(d.kind for found in self.differing.values() for d in found)
        return {kind: counted[kind] for kind in KINDS}

    @property
    def grave(self) -> bool:
        return any(self.sums[kind] for kind in GRAVE)

    def verdict(self, name: str, difference: Difference) -> str | None:
        return self.verdicts.get((name, difference.part, difference.what)) if difference.of_a_cell else None


def compare(
    repository: Path, old: str, new: str | None, *, office: bool = False, count: int = 0, seed: int = 0
) -> Comparison:
    """Read the corpus of `new` with both revisions. Raises `Refused` where that cannot be done."""
    with (
        tree(repository, new) as (new_root, new_name),
        tree(repository, old) as (old_root, old_name),
        tempfile.TemporaryDirectory(prefix="govparse-compare-") as folder,
    ):
        inputs = fixtures(new_root, office=office)
        if count:
            inputs += synthetic(new_root, Path(folder), count, seed)
        if not inputs:
            raise Refused(f"nothing to read in {new_name}")
        with ThreadPoolExecutor(2) as pool:
            before, after = pool.map(lambda root: readings(root, inputs), (old_root, new_root))
        names = [name for name, _ in inputs]
        differing = {name: found for name in names if (found := differences(before[name], after[name]))}
        return Comparison(old_name, new_name, names, differing, _verdicts(new_root, Path(folder), differing))


def _verdicts(root: Path, folder: Path, differing: Mapping[str, list[Difference]]) -> dict[tuple[str, int, str], str]:
    """Return who is right: by the fixtures of a tree, or by the facts of the synthetic reports in a folder."""
    known = _known(root)
    found = {}
    for name, all_of_it in differing.items():
        facts = folder / f"{Path(name).name}.json"
        made = json.loads(facts.read_text(encoding="utf-8")) if facts.exists() else None
        for difference in all_of_it:
            if difference.kind not in (*GRAVE, "gained"):
                continue
            if made is not None:
                right = _right_by_facts(made, difference)
            else:
                right = _right_by_fixture(known, name, difference) if known else None
            if right:
                found[name, difference.part, difference.what] = _VERDICTS[right]
    return found


def _known(root: Path) -> ModuleType | None:
    """Return what a tree knows about its fixtures."""
    path = root / "tests" / "fixtures.py"
    spec = importlib.util.spec_from_file_location("fixtures_compared", path)
    if not path.exists() or spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _right_by_fixture(known: ModuleType, name: str, difference: Difference) -> tuple[bool, bool] | None:
    stem = _stem(known, name, difference.part)
    if stem is None:
        return None
    try:
        cells = known.options(stem, difference.what)
    except (LookupError, OSError, StopIteration):  # a fixture without its figures
        return None
    old, new = (any(known.matches(_fact(fact), cell) for cell in cells) for fact in (difference.old, difference.new))
    return old, new


def _right_by_facts(made: Mapping[str, Any], difference: Difference) -> tuple[bool, bool] | None:
    """Return who says what the report was made of; unread is right only beside what is wrong."""
    fact = made.get(difference.what)
    if fact is None or difference.part:
        return None
    old, new = (f["state"] == fact["state"] and f["value"] == fact["value"] for f in (difference.old, difference.new))
    if difference.kind == "lost":
        return old, not old
    if difference.kind == "gained":
        return not new, new
    return old, new


def _fact(data: Mapping[str, Any]) -> SimpleNamespace:
    """Return a fact as fixtures look at one; a revision that does not tell of something has None."""
    return SimpleNamespace(
        state=data["state"],
        value=data["value"],
        text=data["text"],
        unit=data.get("unit"),
        basis=data.get("basis"),
        implied=data.get("implied"),
        candidates=[SimpleNamespace(value=candidate["value"]) for candidate in data.get("candidates") or ()],
    )


def _stem(known: ModuleType, name: str, part: int) -> str | None:
    """Return the stem of the fixture that tells of a part of an input, None where none does."""
    path = Path(name)
    if path.parts[0] != "tests":
        return None
    folder = Path(*path.parts[1:-1])
    if folder.parts[0] == "data":
        folder = folder.relative_to("data")
    for stem in (folder / path.stem, folder / "report"):
        try:
            expected = known.expected(stem.as_posix())
        except FileNotFoundError:
            continue
        parts = expected.get("parts") or []
        if part < len(parts):
            return parts[part] if "/" in parts[part] else (folder / parts[part]).as_posix()
        # Of a report that is several, or none, the fixture says nothing about its cells.
        return stem.as_posix() if part == 0 and expected.get("error") is None else None
    return None


def told(comparison: Comparison, *, everything: bool = False) -> str:
    """Return a comparison as text."""
    lines = [f"old: {comparison.old}", f"new: {comparison.new}"]
    for name, found in comparison.differing.items():
        lines += ["", name, *_lines(comparison, name, found, everything)]
    inputs, differing = len(comparison.inputs), len(comparison.differing)
    made = sum(name.startswith("synthetic/") for name in comparison.inputs)
    lines += [
        "",
        f"{inputs:6} inputs, {made} of them synthetic",
        f"{inputs - differing:6} read alike",
        f"{differing:6} read differently",
    ]
    for kind, number in comparison.sums.items():
        within = sum(any(d.kind == kind for d in found) for found in comparison.differing.values())
        lines.append(f"{number:6} {kind:9} in {within} inputs: {KINDS[kind]}")
    verdicts = Counter(comparison.verdicts.values())
    lines += [f"{number:6} cells of which it is known: {words}" for words, number in sorted(verdicts.items())]
    return "\n".join(lines)


def _lines(comparison: Comparison, name: str, found: Sequence[Difference], everything: bool) -> Iterator[str]:
    """Yield the differences of an input, of the harmless kinds only some."""
    several = any(difference.part for difference in found)
    for kind, group in groupby(found, key=lambda difference: difference.kind):
        of_a_kind = list(group)
        shown = of_a_kind if everything or kind in GRAVE else of_a_kind[:_MANY]
        word = kind.upper() if kind in (*GRAVE, "error") else kind
        for difference in shown:
            part = f"report {difference.part + 1}: " if several else ""
            verdict = comparison.verdict(name, difference)
            tail = f"   [{verdict}]" if verdict else ""
            yield f"  {word:8} {part}{_told(difference, everything=everything)}{tail}"
        if len(shown) < len(of_a_kind):
            yield f"  {word:8} … and {len(of_a_kind) - len(shown)} more"


def _told(difference: Difference, *, everything: bool) -> str:
    if not difference.of_a_cell:
        old, new = _short((difference.old, difference.new), everything)
        return f"{difference.what}: {old} → {new}"
    old, new = _said(difference.old), _said(difference.new)
    places = [_where(fact["place"]) for fact in (difference.old, difference.new)]
    if difference.kind in ("place", "doubt"):
        old, new = (f"{said}{_details(f)}" for said, f in ((old, difference.old), (new, difference.new)))
    place = places[0] if places[0] == places[1] else " → ".join(p or "nowhere" for p in places)
    return f"{difference.what}: {old} → {new}" + (f"   ({place})" if place else "")


def _said(fact: Mapping[str, Any]) -> str:
    if fact["state"] == "number":
        return f"{fact['value']}{fact.get('unit') or ''}"
    if fact["state"] == "text":
        return f"text {fact['text']!r}"
    reason = f" ({fact['reason']})" if fact.get("reason") else ""
    return f"{fact['state']}{reason}"


def _details(fact: Mapping[str, Any]) -> str:
    told = [f"{name} {fact[name]!r}" for name in ("text", "basis", "note") if fact.get(name)]
    if fact.get("candidates"):
        told.append(f"candidates {[c['value'] if c['state'] == 'number' else c['state'] for c in fact['candidates']]}")
    return f" [{', '.join(told)}]" if told else ""


def _where(place: Mapping[str, Any] | None) -> str:
    if place is None:
        return ""
    if place["kind"] == "text":
        return f"line {place['line']}, column {place['column']}"
    if place["kind"] == "grid":
        return f"table {place['table']}, row {place['row']}, column {place['column']}"
    return f"page {place['page']}, box {place['box']}"


def _short(values: Sequence[Any], everything: bool) -> list[str]:
    """Return values as text: of long ones where they begin to differ."""
    texts = [value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for value in values]
    if everything or max(map(len, texts)) <= 2 * _WIDTH:
        return texts
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*texts, strict=False)))
    start = max(alike - _WIDTH // 3, 0)
    return [
        "…" * (start > 0) + text[start : start + 2 * _WIDTH] + "…" * (len(text) > start + 2 * _WIDTH) for text in texts
    ]


def as_data(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as plain data."""
    return {
        "old": comparison.old,
        "new": comparison.new,
        "inputs": len(comparison.inputs),
        "alike": len(comparison.inputs) - len(comparison.differing),
        "sums": comparison.sums,
        "grave": comparison.grave,
        "differing": [
            {
                "name": name,
                "differences": [
                    {
                        "kind": d.kind,
                        "part": d.part,
                        "what": d.what,
                        "old": d.old,
                        "new": d.new,
                        "verdict": comparison.verdict(name, d),
                    }
                    for d in found
                ],
            }
            for name, found in comparison.differing.items()
        ],
    }


def main() -> int:
    """Compare, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", help="a revision of git")
    parser.add_argument("new", nargs="?", help="another one; the working tree, if not given")
    parser.add_argument("--office", action="store_true", help="also DOC, WPS, RTF and ODT, through LibreOffice")
    parser.add_argument("--synthetic", type=int, default=100, metavar="COUNT", help="so many synthetic reports (100)")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the synthetic reports (1)")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--full", action="store_true", help="long texts are not shortened")
    parser.add_argument("--repository", type=Path, default=ROOT, help="the checkout (this one)")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))  # so that the trees are cleaned up then, too
    try:
        comparison = compare(
            given.repository.resolve(),
            given.old,
            given.new,
            office=given.office,
            count=given.synthetic,
            seed=given.seed,
        )
    except Refused as refusal:
        print(f"nothing compared: {refusal}", file=sys.stderr)
        return 2
    except Exception:  # status 1 says something about the revisions, and nothing else may say it
        traceback.print_exc()
        return 2
    if given.format == "json":
        print(json.dumps(as_data(comparison), ensure_ascii=False, indent=1))
    else:
        print(told(comparison, everything=given.full))
    return 1 if comparison.grave else 0


if __name__ == "__main__":
    sys.exit(main())
