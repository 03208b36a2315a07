"""The sentences of the methods note, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from govparse.output.sentences import Sentences
from govparse.rules import Language

_SENTENCES: Final[Mapping[str, Mapping[Language, str]]] = {
    "title": {"en": "Methods", "zh": "方法说明"},
    "cite": {"en": "To cite", "zh": "可供引用"},
    "made": {
        "en": "The dataset was made with govparse {govparse} (grammars {grammars}; schema {schema}) from "
        "{inputs} files. "
        "{good} of them gave {reports} annual reports of Chinese government bodies on information disclosure "
        "(政府信息公开工作年度报告){years}; {failed} could not be used.",
        "zh": "本数据集由 govparse {govparse}（语法 {grammars}，架构 {schema}）读取 {inputs} 个文件制成。其中 "
        "{good} 个文件读出 "
        "{reports} 份政府信息公开工作年度报告{years}；{failed} 个文件未能使用。",
    },
    "years": {"en": ", on the years {first} to {last}", "zh": "，所述年度为 {first} 至 {last}"},
    "cells_made": {
        "en": "The forms of these reports have {cells} cells. {number} hold a number; {blank} are blank, "
        "{not_applicable} say that they do not apply, {text} hold words, {absent} are not in the report, and {unread} "
        "could not be read or placed with certainty and are left unread.",
        "zh": "这些报告的表式共 {cells} 格：印有数的 {number}，空白 {blank}，注明不适用的 {not_applicable}，"
        "文字 {text}，"
        "报告中没有的 {absent}，不能确定读法或位置而未读的 {unread}。",
    },
    "placed": {
        "en": "Of the numbers, {printed} stand where the layout shows it, {proved} where the sums of the form leave no "
        "other place, {order} where the order between two labels puts them. {corrected} cells were checked by hand; "
        "in {changed} of these something else had been read.",
        "zh": "印有数的格中，位置由版面确定的 {printed}，由勾稽关系唯一确定的 {proved}，由标签次序确定的 {order}。"
        "人工核对的 {corrected} 格，其中 {changed} 格与原来读出的不同。",
    },
    "sums_made": {
        "en": "Of {all} sums that the forms prescribe, {holds} hold, {broken} are broken, {blanks} hold if blanks are "
        "zero, and {open} cannot be assessed.",
        "zh": "表式规定的勾稽关系共 {all} 项：相符 {holds}，不符 {broken}，空白按零计则相符 {blanks}，无法核对 "
        "{open}。",
    },
    "doubles": {
        "en": "{count} reports are duplicates of others; they are marked, not removed, and all counts include them.",
        "zh": "与其他报告重复的 {count} 份；只作标记，没有删除，以上各数都包括在内。",
    },
    "not_done": {"en": "What was not done", "zh": "没有做的事"},
    "counts": {"en": "Counts", "zh": "计数"},
    "inputs": {"en": "Inputs", "zh": "输入文件"},
    "all_inputs": {"en": "files", "zh": "文件"},
    "good_inputs": {"en": "that gave a report", "zh": "读出报告的"},
    "several": {"en": "that gave several reports", "zh": "读出几份报告的"},
    "failed": {"en": "that could not be used", "zh": "未能使用的"},
    "reports": {"en": "Reports", "zh": "报告"},
    "by_reason": {"en": "Files that could not be used, by reason", "zh": "未能使用的文件，按原因"},
    "by_year": {"en": "Reports by year", "zh": "报告，按年度"},
    "by_format": {"en": "Reports by format of the file", "zh": "报告，按文件格式"},
    "by_form": {"en": "Reports by form of each table", "zh": "报告，按各表的表式"},
    "no_table": {"en": "not in the report", "zh": "报告中没有"},
    "duplicates": {"en": "Duplicates", "zh": "重复的报告"},
    "cells": {"en": "Cells by table and state", "zh": "格数，按表和状态"},
    "basis": {"en": "Cells by state and basis", "zh": "格数，按状态和依据"},
    "none": {"en": "none", "zh": "无"},
    "reasons": {"en": "Unread cells by the rule that says why", "zh": "未读的格，按说明原因的规则"},
    "sums": {"en": "Sums of the form by kind and outcome", "zh": "勾稽关系，按种类和结果"},
    "findings": {"en": "Findings by severity", "zh": "核对结果，按级别"},
    "corrections": {"en": "Cells checked by hand", "zh": "人工核对的格"},
    "corrected": {"en": "checked", "zh": "核对"},
    "changed": {"en": "of which something else had been read", "zh": "其中与原来读出的不同"},
    "unknown_rows": {"en": "Rows that the form does not have", "zh": "表式所无的行"},
    "rows": {"en": "rows", "zh": "行"},
    "all": {"en": "all", "zh": "合计"},
    "unknown": {"en": "unknown", "zh": "未知"},
    "meanings": {"en": "Meanings", "zh": "含义"},
    "state_of": {"en": "State of a cell (`state`)", "zh": "格的状态（`state`）"},
    "basis_of": {"en": "Basis of a value (`basis`)", "zh": "依据（`basis`）"},
    "outcome_of": {"en": "Outcome of a sum (`outcome`)", "zh": "勾稽关系的结果（`outcome`）"},
    "panel_state_of": {"en": "Only in the panel (`…__state`)", "zh": "仅见于 panel（`…__state`）"},
    "comparing": {"en": "Comparing forms", "zh": "各表式之间的比较"},
    "forms": {
        "en": "The form of a table is told from its printed labels, never from the year. In the table `panel` a number "
        "that means the same in all forms is one column; what only one form has is a column of its own, with the "
        "state `not_in_form` for reports of the other; the file `codebook.csv` says it for every code.",
        "zh": "表式由所印的栏目名称判定，从不由年度判定。`panel` 表中，各表式含义相同的数合为一列；"
        "只有一种表式有的自成一列，"
        "另一种表式的报告状态为 `not_in_form`；每个代码的情况见 `codebook.csv`。",
    },
    "caution": {
        "en": "Counted in other ways in the forms, to be compared with caution: {codes}.",
        "zh": "各表式口径不同，比较须谨慎：{codes}。",
    },
    "derived": {
        "en": "{code} and the other columns of its row: where a form prints several rows instead, the panel has their "
        "sum, with the state `derived`, and none if one of them has no number; it means about the same, not exactly.",
        "zh": "{code} 及同行各列：表式分列几行的，panel 取各行之和，状态为 `derived`，有一格没有数就不求和；"
        "含义大体相当，并不完全相同。",
    },
    "again": {"en": "To repeat it", "zh": "重做"},
    "versions": {"en": "Versions", "zh": "版本"},
    "repeat": {
        "en": "`govparse dataset PATH… --out OUT`, with the same files and the same versions, gives the same bytes of "
        "Parquet, CSV and JSON Lines. `run.json` is the log of one run: it holds times and paths of the "
        "machine, and is "
        "no part of the dataset.",
        "zh": "以相同的文件和版本运行 `govparse dataset PATH… --out OUT`，所得 Parquet、CSV、JSON Lines "
        "逐字节相同。`run.json` "
        "是一次运行的记录，含时间和本机路径，不属于数据集。",
    },
}
NOT_DONE: Final[Mapping[Language, tuple[str, ...]]] = {
    "en": (
        "Nothing was imputed, estimated or interpolated: every `value` is printed in its source, at the place "
        "that `facts` "
        "gives, or was given by somebody who has checked the print (`basis` is `corrected`). Only the panel adds and "
        "converts, and names it so: sums have the state `derived`, amounts in yuan a column `…__in_yuan`.",
        "Blanks are not zeros. Blank, not applicable, words, unread and not in the report stay five states.",
        "Totals were never repaired: one that does not add up stands as it is printed, and the sum is `broken`.",
        "What arithmetic forces an empty or unread cell to be stands in `implied`, never in `value`.",
        "What could not be placed with certainty was left unread, with the reason and the admissible readings.",
        "Rows that the form does not have were kept as they are, and mapped to no other.",
        "No report was removed: duplicates are marked, and every file that gave no report is named with its reason.",
    ),
    "zh": (
        "没有补缺、估计或插值：每个 `value` 都印在来源中 `facts` 所记之处，或由核对原件的人给出（`basis` 为 "
        "`corrected`）。"
        "只有 panel 求和、换算，并都注明：和的状态为 `derived`，以元计的金额列名为 `…__in_yuan`。",
        "空白格不是 0。空白、不适用、文字、未读、报告中没有，始终是五种状态。",
        "从不更正合计：合计与分项不符的，照所印列出，该项勾稽关系记为 `broken`。",
        "按勾稽关系推得的数记在 `implied`，从不记入 `value`。",
        "不能确定位置的不读，记下原因和可能的读法。",
        "表式所无的行原样保留，不归入其他行。",
        "没有删除报告：重复的只作标记；没有读出报告的文件逐个列出原因。",
    ),
}
say: Final = Sentences(_SENTENCES)
