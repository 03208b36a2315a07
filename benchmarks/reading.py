"""What one revision of govparse reads, in a process of its own: the worker of `compare.py`.

    reading.py read MANIFEST SECONDS     one line of JSON per input of MANIFEST, a JSON list of [name, path]
    reading.py make FOLDER COUNT SEED    writes synthetic reports into FOLDER, says their number

The same file serves every revision, so it lies outside of their trees; which revision it is, PYTHONPATH says. What
reads leans on the public interface alone, `parse_all` and `to_json`: it has to do for revisions old and new.
"""

from __future__ import annotations

import faulthandler
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def read(name: str, path: Path) -> dict[str, Any]:
    """Return what comes out of an input: reports, or an error; one that nobody foresaw is an error too."""
    import govparse

    try:
        reports = list(govparse.parse_all(path.read_bytes(), source=name))
        return {"name": name, "reports": [json.loads(report.to_json(source_text=False)) for report in reports]}
    except govparse.GovparseError as error:
        return {"name": name, "error": {"kind": error.kind, "says": str(error)}}
    except Exception as error:
        return {"name": name, "error": {"kind": f"unforeseen {type(error).__name__}", "says": str(error)}}


def read_all(manifest: Path, seconds: int) -> None:
    """Print what comes out of each input; end the process with the first that takes too long."""
    import govparse

    print(json.dumps({"package": str(Path(govparse.__file__).resolve().parent)}), flush=True)
    for name, path in json.loads(manifest.read_text(encoding="utf-8")):
        faulthandler.dump_traceback_later(seconds, exit=True)
        outcome = read(name, Path(path))
        faulthandler.cancel_dump_traceback_later()
        print(json.dumps(outcome), flush=True)


def make_synthetic(folder: Path, count: int, seed: int) -> int:
    """Write synthetic reports into a folder, each with its facts beside it; return how many there are."""
    made = 0
    for name, data, facts in synthetic(count, seed):
        (folder / name).write_bytes(data)
        (folder / f"{name}.json").write_text(json.dumps(facts), encoding="utf-8")
        made += 1
    return made


def synthetic(count: int, seed: int) -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    """Yield names, files and facts of synthetic reports: none, where the revision cannot make any.

    They go through all layouts in turn, but for those that nobody can read.
    """
    try:
        from govparse.rendering import WRITERS
        from govparse.rendering.official import lay_out
        from govparse.testing import LAYOUTS, corpus
    except ImportError:
        return
    writers = {**WRITERS, **{name: layout.write for name, layout in LAYOUTS.items() if layout.readable}}
    names = sorted(writers)
    for number, report in enumerate(corpus(count=count, seed=seed)):
        layout = names[number % len(names)]
        data = writers[layout](lay_out(report))
        facts = json.loads(report.to_json())["facts"]
        yield f"{number:04}-{layout}", data.encode() if isinstance(data, str) else data, facts


def main() -> None:
    """Do what the first argument says."""
    if sys.argv[1] == "read":
        read_all(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        print(make_synthetic(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])))


if __name__ == "__main__":
    main()
