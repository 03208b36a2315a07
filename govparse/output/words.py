"""The sentences around findings, in both languages; the messages themselves stand in `govparse.rules`."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import asdict

from govparse.output.sentences import Sentences
from govparse.records import Place
from govparse.rules import Language as Language  # said by the modules of output

_SENTENCES: Mapping[str, Mapping[Language, str]] = {
    "error": {"zh": "错误", "en": "error"},
    "warning": {"zh": "存疑", "en": "warning"},
    "info": {"zh": "说明", "en": "info"},
    "colon": {"zh": "：", "en": ": "},
    "comma": {"zh": "，", "en": ", "},
    "stop": {"zh": "；", "en": "; "},
    "at_text": {"zh": "第 {line} 行", "en": "line {line}"},
    "at_grid": {"zh": "第 {table} 个表第 {row} 行第 {column} 列", "en": "table {table}, row {row}, column {column}"},
    "at_page": {"zh": "第 {page} 页", "en": "page {page}"},
    "untitled": {"zh": "（未找到标题）", "en": "(no title found)"},
    "of_year": {"zh": "（{year} 年度）", "en": " ({year})"},
    "clean": {"zh": "未发现问题", "en": "nothing found"},
    "clean_selected": {"zh": "按所选规则未发现问题", "en": "nothing found by the rules selected"},
    "tally": {
        "zh": "勾稽关系 {all} 项：相符 {holds}，不符 {broken}，空白按零计相符 {blanks}，无法核对 {open}",
        "en": "{all} sums of the form: {holds} hold, {broken} broken, "
        "{blanks} hold if blanks are zero, {open} cannot be assessed",
    },
    "no_tally": {"zh": "没有可核对的勾稽关系（缺表三、表四）", "en": "no sums to assess: 表三 and 表四 are not there"},
    "total": {
        "zh": "共 {reports} 份报告：错误 {error}，存疑 {warning}，说明 {info}；不能使用的文件 {failures} 个",
        "en": "reports: {reports}; errors: {error}, warnings: {warning}, infos: {info}; inputs not usable: {failures}",
    },
    "absent": {"zh": "[缺]", "en": "[-]"},
    "rows_left_out": {
        "zh": "（另有 {count} 行为零或空白，未列出）",
        "en": "({count} more rows, zero or blank, are not shown)",
    },
    "rows_more": {"zh": "（另有 {count} 行，未列出）", "en": "({count} more rows are not shown)"},
    "places_more": {"zh": "（另有 {count} 处，未列出）", "en": "({count} more places are not shown)"},
    "related": {"zh": "由此引起：", "en": "explained by this:"},
    "elsewhere": {"zh": "{source}{where}：{cell}印作 {text}", "en": "{source}{where}: {cell} is printed as {text}"},
    "mend": {"zh": "若{change}，则各项相符{slip}", "en": "the sums would hold if {change}{slip}"},
    "mends": {
        "zh": "以下改动，任取其一，各项即相符；哪一处有误，须查对底数：",
        "en": "any one of these changes would make the sums hold; which cell is wrong, the records must tell:",
    },
    "change": {"zh": "{cell}为 {value}（印作 {printed}）", "en": "{cell} were {value} instead of {printed}"},
    "change_blank": {"zh": "{cell}为 {value}（印作空白）", "en": "{cell} were {value} instead of blank"},
    "and": {"zh": "，且", "en": ", and "},
    "swap": {
        "zh": "{first}（{one}）与{second}（{other}）互换",
        "en": "{first} ({one}) and {second} ({other}) were exchanged",
    },
    "shift": {
        "zh": "{row}各数移动一列（{cells}）",
        "en": "the numbers of {row} stood one column aside ({cells})",
    },
    "slip": {"zh": "（一位数字之差）", "en": " (a slip of one digit)"},
    "page_title": {"zh": "政府信息公开工作年度报告核对结果", "en": "Annual reports on information disclosure, checked"},
    "page_made": {
        "zh": "由 govparse {version} 核对。表中数字均按原文显示，未作改动；编号与粗框标出有关单元格。",
        "en": "Checked by govparse {version}. Numbers are shown as printed, none is changed; "
        "cells concerned carry a number and a thick frame.",
    },
    "page_findings": {"zh": "核对结果", "en": "Findings"},
    "page_cells": {"zh": "有关单元格：", "en": "cells: "},
    "page_text": {"zh": "有关文字", "en": "text"},
    "page_no_form": {"zh": "此报告的表式未知，不能显示", "en": "the form of this report is not known, it is not shown"},
    "page_failed": {"zh": "不能使用的文件", "en": "Inputs that could not be used"},
    "back": {"zh": "回到目录", "en": "back to the list"},
}
say = Sentences(_SENTENCES)


def where(place: Place, language: Language) -> str:
    """Return where something is printed: a line; table, row and column; a page."""
    return say(f"at_{place.kind}", language, **asdict(place))
