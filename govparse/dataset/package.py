"""What describes a dataset: `datapackage.json`, `codebook.csv` and `METHODS.md` beside its tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from govparse.dataset.describing import codebook, methods
from govparse.dataset.describing.counts import count
from govparse.dataset.describing.resources import PACKAGE_PROFILE, note, resources
from govparse.dataset.names import NAME, PACKAGE_NAME
from govparse.dataset.readings import versions
from govparse.dataset.schema import VERSION
from govparse.rules import Words

if TYPE_CHECKING:
    from govparse.dataset.assemble import Plan
    from govparse.dataset.build import Built, Options

_BOM: Final = "\ufeff"

_TITLE: Final = Words(
    "政府信息公开工作年度报告数据集", "Annual reports of Chinese government bodies on information disclosure"
)
_TEXT: Final = Words(
    "由各机关公布的年度报告读出。每个数都印在来源中，并记有位置，或经人工核对；没有补缺，空白格不是 0，合计从不更正。"
    "方法和计数见 METHODS.md。资料属于各发布机关，故未注明许可。",
    "Read from the annual reports that the bodies publish. Every number is printed in its source, at a place that is "
    "given, or was checked by hand; nothing is imputed, blanks are not zeros, totals are never repaired. METHODS.md "
    "tells how it was made, with counts. The reports belong to the bodies that publish them: no licence is named.",
)
_SOURCE: Final = Words(
    "各机关公布的年度报告；来源文件见 reports 表的 source，网址见 address",
    "Annual reports as published by each body; the table reports has the file in source, the web address in address",
)
_FORM: Final = Words("表式", "the official form")


def write(folder: Path, plan: Plan, built: Built, options: Options) -> None:
    """Write what describes the tables in a folder. It depends on nothing but these and on how many inputs there
    were. Raises `OSError`."""
    mark = _BOM if options.bom else ""
    (folder / codebook.NAME).write_text(mark + codebook.as_csv(plan.forms), encoding="utf-8", newline="")
    (folder / methods.NAME).write_text(
        methods.note(count(folder), built.tally.inputs, plan.forms), encoding="utf-8", newline="\n"
    )
    about: dict[str, Any] = {
        "$schema": PACKAGE_PROFILE,
        "name": PACKAGE_NAME,
        "title": f"{_TITLE.zh} / {_TITLE.en}",
        "description": f"{_TEXT.zh}\n\n{_TEXT.en}",
        "version": f"{VERSION}.0.0",
        "sources": [
            {"title": f"{_SOURCE.zh} / {_SOURCE.en}"},
            *({"title": f"{_FORM.zh} / {_FORM.en}: {form.document or form.name}"} for form in plan.forms),
        ],
        "govparse": {**versions([form.name for form in plan.forms]), "schema": VERSION},
        "resources": [*resources(folder, plan.schemas, plan.more, plan.forms), note(folder, methods.NAME)],
        "codebook": codebook.as_data(plan.forms),
    }
    text = json.dumps(about, ensure_ascii=False, indent=1)
    (folder / NAME).write_text(text + "\n", encoding="utf-8", newline="\n")
