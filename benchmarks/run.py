"""Speed, as ratios measured side by side: `python benchmarks/run.py [--quick]`.

    a  floor: one pass of one compiled regular expression that finds all labels and numbers
    b  `govparse.parse` of the same text, places and states included     aim: b <= 10 a
    c  cold start of the command against `python -c "import lark"`       aim: c <= 4
    d  one report among 1 to 1,000 pages of noise                        aim: linear
    e  `govparse.parse` of a web page against `pandas.read_html`          aim: e < 1
    f  DOCX and PDF, per document and per page
    g  peak memory of one report of each format, in a process of its own
    h  `govparse.check` against `govparse.parse` of the same report       aim: a small part
    i  `govparse.parse` with proof against without it                     aim: 1 where no row is open

Everything is a median of runs that alternate in one process (c: of processes that alternate), so
that a busy machine disturbs both sides alike. Nothing is asserted: figures are for reading.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from checking import against_reading
from formats import pages_and_files, peak_memory
from proving import against_nothing
from timing import alternate

import govparse
from govparse.forms.registry import forms

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))

NOISE = """首页 > 政务公开 > 法定主动公开内容 > 部门文件
关于做好汛期地质灾害防治工作的通知
各村（社区）、各站所：为切实做好2021年汛期地质灾害防治工作，现将有关事项通知如下。
一、提高认识，落实责任。各单位要在5月20日前完成隐患点排查，建立台账36处，逐一明确监测人员。
二、加强值守，及时报告。严格执行24小时值班制度，遇有险情30分钟内报告。
序号 | 隐患点名称 | 受威胁户数 | 监测人
1 | 柳树湾滑坡 | 12 | 已落实 |
2 | 石门沟泥石流 | 7 | 已落实 |
联系电话 0000000
- 3 -

"""


def floor_pattern() -> re.Pattern[str]:
    """Return one expression for every label of every form, blanks allowed inside, and every number."""
    texts = {text for form in forms() for strings in form.grammar.strings.values() for text in strings}
    labels = "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True))
    return re.compile(rf"{labels}|[+\-增减]?[0-9][0-9,.]*(?:万元|元|万)?")


def against_floor(rounds: int) -> None:
    """Print b / a for each example."""
    pattern = floor_pattern()
    print("a, b: one report")
    for path in EXAMPLES:
        text = path.read_text(encoding="utf-8")
        govparse.parse(text)  # builds the grammars

        def floor(text: str = text) -> int:
            return sum(1 for _ in pattern.finditer(text))

        def parse(text: str = text) -> object:
            return govparse.parse(text)

        median = alternate({"a": floor, "b": parse}, rounds)
        print(
            f"  {path.name:32} a {median['a'] * 1e3:7.2f} ms   b {median['b'] * 1e3:7.2f} ms"
            f"   b/a {median['b'] / median['a']:5.1f}"
        )


def cold_start(rounds: int) -> None:
    """Print the ratio of a whole command to the import of Lark."""
    example = str(EXAMPLES[0])
    commands = {
        "import lark": [sys.executable, "-c", "import lark"],
        "forms": [sys.executable, "-m", "govparse", "forms"],
        "parse": [sys.executable, "-m", "govparse", "parse", "--format", "json", example],
    }

    def runner(command: list[str]) -> Callable[[], object]:
        return lambda: subprocess.run(command, check=True, capture_output=True, cwd=ROOT)

    actions = {name: runner(command) for name, command in commands.items()}
    for action in actions.values():
        action()  # files into the cache, bytecode written
    median = alternate(actions, rounds)
    base = median["import lark"]
    print("c: cold start of the command")
    for name, value in median.items():
        print(f"  {name:32} {value * 1e3:7.1f} ms   c {value / base:5.1f}")


def among_noise(sizes: list[int], rounds: int) -> None:
    """Print the time per page for growing numbers of pages around one report."""
    text = EXAMPLES[0].read_text(encoding="utf-8")
    print("d: one report among pages of noise")
    first: float | None = None
    for pages in sizes:
        whole = NOISE * (pages // 2) + text + NOISE * (pages - pages // 2)
        median = alternate({"b": lambda whole=whole: govparse.parse(whole)}, rounds)["b"]
        per_character = median / len(whole)
        first = first or per_character
        print(
            f"  {pages:6} pages {len(whole):9} characters {median * 1e3:9.1f} ms"
            f"   per character, against the first: {per_character / first:5.2f}"
        )


def main() -> None:
    """Run all benchmarks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="few rounds, small sizes")
    quick = parser.parse_args().quick
    against_floor(5 if quick else 41)
    cold_start(2 if quick else 15)
    among_noise([1, 10, 100] if quick else [1, 10, 100, 1000], 1 if quick else 3)
    pages_and_files(3 if quick else 25)
    peak_memory()
    against_reading(3 if quick else 25)
    against_nothing(3 if quick else 9)


if __name__ == "__main__":
    main()
