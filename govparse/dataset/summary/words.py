"""The sentences of a summary, and what its values are called, in both languages. Labels come from the forms."""

from __future__ import annotations

from collections.abc import Mapping

from govparse.forms.names import cell_name, row_label, table_mark
from govparse.forms.registry import BUILT_IN, plugged_in
from govparse.output.rule_pages import summary
from govparse.output.sentences import Sentences
from govparse.output.widths import plain
from govparse.output.words import Language
from govparse.output.words import say as common
from govparse.rules import RULES

_SENTENCES: Mapping[str, Mapping[Language, str]] = {
    "no_dataset": {
        "zh": "不是 govparse 写出的数据集（其中没有它的 datapackage.json）",
        "en": "this is no dataset that govparse has written (its datapackage.json is not there)",
    },
    "no_table": {
        "zh": "数据集中没有 {name}；请用 govparse dataset 重新写出",
        "en": "{name} is not in the dataset; write it again with govparse dataset",
    },
    "other_schema": {
        "zh": "{name} 的列不是这一版本的（{version}，应为 {own}）；请用 govparse dataset 重新写出",
        "en": "{name} has the columns of another version ({version} instead of {own}); "
        "write it again with govparse dataset",
    },
    "unknown_form": {
        "zh": "数据集中有表式 {name} 的报告，此处没有这一表式；请安装带有此表式的软件包",
        "en": "the dataset has reports of form {name}, which is not known here; install the package that brings it",
    },
    "damaged": {"zh": "无法读取 {name}：{reason}", "en": "{name} cannot be read: {reason}"},
    "title": {"zh": "年度报告数据集概况", "en": "What is in the dataset of annual reports"},
    "made": {
        "zh": "由 govparse {version} 汇总；各图所据的数见图下的表。",
        "en": "Summarised by govparse {version}. The numbers of each chart stand in the table below it.",
    },
    "read_by": {
        "zh": "{reports} 份报告由 govparse {govparse}（表式 {grammars}）读取。",
        "en": "{reports} reports were read by govparse {govparse} (forms {grammars}).",
    },
    "nothing": {"zh": "（没有）", "en": "(none)"},
    "continued": {"zh": "{title}（续）", "en": "{title} (continued)"},
    "chart_of": {"zh": "图：{title}。各数见下表。", "en": "Chart: {title}. The table below has the numbers."},
    "all": {"zh": "合计", "en": "all"},
    "unknown": {"zh": "年度不明", "en": "unknown"},
    "year": {"zh": "年度", "en": "year"},
    "no_name": {"zh": "（无）", "en": "(none)"},
    # ── what was read ──
    "overview": {"zh": "输入与报告", "en": "Inputs and reports"},
    "what": {"zh": "项目", "en": "what"},
    "count": {"zh": "数量", "en": "count"},
    "share": {"zh": "占比", "en": "share"},
    "inputs": {"zh": "输入文件", "en": "inputs"},
    "used": {"zh": "其中读出报告的", "en": "inputs with a report"},
    "failed": {"zh": "其中不能使用的", "en": "inputs that could not be used"},
    "reports": {"zh": "报告", "en": "reports"},
    "duplicates": {"zh": "其中重复的", "en": "of these, duplicates"},
    "by_content": {"zh": "内容相同的", "en": "duplicates with the same content"},
    "by_issuer_year": {"zh": "同一机关同一年度的", "en": "duplicates of one body and year"},
    "bodies": {"zh": "机关", "en": "bodies"},
    "unnamed": {"zh": "未见机关名称的报告", "en": "reports without the name of a body"},
    "format": {"zh": "格式：{name}", "en": "format: {name}"},
    "failures": {"zh": "不能使用的输入", "en": "Inputs that could not be used"},
    "reason": {"zh": "原因", "en": "reason"},
    "coverage": {"zh": "各年度报告及其表式", "en": "Reports by year and form"},
    "coverage_note": {
        "zh": "表式按每张表印出的行名、列名判断，与年度无关；重复的报告也计入。",
        "en": "The form of each table is told by its printed labels, not by the year. Duplicates are counted.",
    },
    "coverage_chart": {"zh": "各年度报告，按{table}的表式", "en": "Reports by year and form of {table}"},
    "mixed": {"zh": "混合", "en": "mixed"},
    "no_form": {"zh": "无表", "en": "none"},
    "layouts": {"zh": "表的版式", "en": "Layouts of the tables"},
    "layouts_note": {"zh": "每张表印成某种版式的报告数。", "en": "Reports in which a table is printed in a layout."},
    "layout": {"zh": "版式", "en": "layout"},
    "cells_by_year": {"zh": "各年度的单元格", "en": "Cells by year"},
    "cells_by_format": {"zh": "各文件格式的单元格", "en": "Cells by source format"},
    "cells_by_layout": {"zh": "各版式的单元格", "en": "Cells by layout"},
    "cells_note": {
        "zh": "先按状态，再按依据（有依据的单元格）；重复的报告也计入。",
        "en": "By state, then by basis (of those that have one). Duplicates are counted.",
    },
    "cells_of_layout_note": {
        "zh": "“（无）”是文件中没有的表的单元格。",
        "en": "Layout (none): cells of blocks that are not in the document.",
    },
    "format_column": {"zh": "格式", "en": "format"},
    "cells": {"zh": "单元格", "en": "cells"},
    "unread_share": {"zh": "未读占比", "en": "share unread"},
    "basis_of": {"zh": "依据：{name}", "en": "basis {name}"},
    "unread": {"zh": "未读取的单元格：原因与版式", "en": "Unread cells by reason and layout"},
    "why": {"zh": "说明", "en": "what it means"},
    # ── what reports say ──
    "flow": {"zh": "申请的收与办", "en": "Requests that came in and went out"},
    "flow_note": {
        "zh": "各行“{total}”一格为数字的报告；空白不作零。重复的报告不计。各年度报告数不同，合计数不宜相比。",
        "en": "Over the reports in which the {total} of the row is a number; a blank is no zero. Duplicates are left "
        "out. Sums of years with different numbers of reports are not to be compared.",
    },
    "flow_chart": {"zh": "平均每份报告的件数", "en": "Mean number per report"},
    "row": {"zh": "行", "en": "row"},
    "with_number": {"zh": "有数的报告", "en": "reports with a number"},
    "of_reports": {"zh": "全部报告", "en": "of reports"},
    "sum": {"zh": "合计", "en": "sum"},
    "mean": {"zh": "平均", "en": "mean"},
    "median": {"zh": "中位数", "en": "median"},
    "outcomes": {"zh": "申请的处理", "en": "Outcomes of requests"},
    "breakdown_note": {
        "zh": "占比只计“计入”的报告：所需各格都是数字，且各项之和等于总数。“不全”：有一格空白、未读取、缺失或不是数字，"
        "不作零；“矛盾”：各项之和不等于总数，或有负数。重复的报告不计。",
        "en": "Shares are of the reports counted: those in which every cell needed is a number and the parts add up to "
        "the total. Incomplete: a cell is blank, unread, absent or no number; none is taken as zero. Contradictory: "
        "the parts do not add up, or a number is negative. Duplicates are left out.",
    },
    "outcomes_chart": {"zh": "办结申请中各种处理的占比", "en": "Share of outcomes among requests concluded"},
    "incomplete": {"zh": "不全", "en": "incomplete"},
    "contradictory": {"zh": "矛盾", "en": "contradictory"},
    "counted": {"zh": "计入", "en": "counted"},
    "concluded": {"zh": "办结件数", "en": "concluded"},
    "grounds": {"zh": "各项理由：{group}", "en": "Refusals by ground"},
    "grounds_note": {
        "zh": "所计报告与上表相同；占比为占该年度“{group}”各项之和。",
        "en": "Over the same reports as the outcomes. Shares are of all refusals of the year.",
    },
    "grounds_chart": {
        "zh": "各项理由在“{group}”中的占比（所有年度）",
        "en": "Share of grounds among refusals, all years",
    },
    "ground": {"zh": "理由", "en": "ground"},
    "denied": {"zh": "各项之和", "en": "all refusals"},
    "reviews": {"zh": "复议与诉讼的结果", "en": "Outcomes of reviews"},
    "reviews_chart": {"zh": "复议与诉讼结果的占比（所有年度）", "en": "Share of outcomes of reviews, all years"},
    "procedure": {"zh": "程序", "en": "procedure"},
    "cases": {"zh": "件数", "en": "cases"},
    "sums": {"zh": "勾稽关系", "en": "Sums of the form"},
    "sums_note": {
        "zh": "不符占比 = 不符 ÷（相符 + 不符）；空白按零计才相符的和无法核对的不在其内。重复的报告不计。",
        "en": "Share broken = broken / (holds + broken). What holds only if blanks are zero, and what cannot be "
        "assessed, is not part of it. Duplicates are left out.",
    },
    "sums_chart": {"zh": "可核对的勾稽关系中不符的占比", "en": "Share broken among the sums that can be assessed"},
    "kind": {"zh": "种类", "en": "kind"},
    "broken_share": {"zh": "不符占比", "en": "share broken"},
    "assessable": {"zh": "可核对", "en": "assessable"},
    "findings": {"zh": "核对结果", "en": "Findings by rule"},
    "findings_note": {"zh": "重复的报告不计。", "en": "Duplicates are left out."},
    "findings_chart": {"zh": "有此结果的报告数", "en": "Reports with such a finding"},
    "rule": {"zh": "规则", "en": "rule"},
    "severity": {"zh": "级别", "en": "severity"},
    "found": {"zh": "条数", "en": "findings"},
    "in_reports": {"zh": "涉及报告", "en": "reports"},
}
say = Sentences(_SENTENCES)

_VALUES: Mapping[str, str] = {
    "number": "数字",
    "blank": "空白",
    "not_applicable": "不适用",
    "text": "文字",
    "unread": "未读取",
    "absent": "缺",
    "printed": "印出",
    "proved": "推得",
    "order": "次序",
    "corrected": "更正",
    "holds": "相符",
    "broken": "不符",
    "holds if blanks are zero": "空白按零计相符",
    "not assessable": "无法核对",
    "row sum": "各行之和",
    "result sum": "处理之和",
    "balance": "收办相抵",
    "review sum": "各程序之和",
}


_LAYOUTS: Mapping[str, str] = {"table": "表格", "grid": "网格", "rows": "分行", "flow": "逐格", "mixed": "混合"}
_FAILURES: Mapping[str, str] = {
    "not_a_report": "不是年度报告",
    "unreadable": "不能读取",
    "too_large": "超出限制",
    "missing_reader": "缺少读取程序",
    "crashed": "读取时崩溃",
    "memory": "内存不足",
    "no_file": "不能打开",
}


def as_it_is(name: str | None, language: Language) -> str:
    """Return a name as it stands in the tables, without what a terminal would obey; a word for none."""
    return say("no_name", language) if name is None else plain(name)


def called(name: str, language: Language) -> str:
    """Return what a state, a basis, the outcome or the kind of a sum is called."""
    return plain(_VALUES.get(name, name) if language == "zh" else name.replace("_", " "))


def layout_words(name: str | None, language: Language) -> str:
    """Return what a layout is called, in Chinese with the name that it has in the tables."""
    return _explained(_LAYOUTS, name, language)


def failure_words(name: str | None, language: Language) -> str:
    """Return the same of a kind of failure."""
    return _explained(_FAILURES, name, language)


def _explained(words: Mapping[str, str], name: str | None, language: Language) -> str:
    own = as_it_is(name, language)
    return f"{words[own]} {own}" if language == "zh" and own in words else own


def severity(name: str, language: Language) -> str:
    """Return what a severity is called."""
    return common(name, language) if name in ("error", "warning", "info") else plain(name)


def rule_words(name: str | None, language: Language) -> str:
    """Return a line on what a rule is about, "" for one that is not known here."""
    rule = RULES.get(name or "")
    return summary(rule, language) if rule else ""


def table_words(table: str, language: Language) -> str:
    """Return what a table is called: 表三, or its code."""
    return table_mark(table) if language == "zh" else table


def row_words(code: str, language: Language) -> str:
    """Return what a row of section 三 is called, by the code of one of its cells."""
    if language == "zh":
        return row_label(code)
    return code.split(".")[-2].replace("_", " ")


def group_words(group: str, language: Language) -> str:
    """Return what the form calls rows of section 三 that it takes together."""
    if language == "en":
        return group.replace("_", " ")
    labels = (
        form.official[row.terminal]
        for form in (*reversed(BUILT_IN), *plugged_in())
        for shape in form.shapes.values()
        for row in shape.rows
        if shape.table == "requests" and row.code == group and row.terminal
    )
    return next(labels)


def procedure_words(code: str, language: Language) -> str:
    """Return what a procedure of section 四 is called, by the code of one of its cells."""
    if language == "zh":
        return cell_name(code).column.rpartition("·")[0]
    return ": ".join(code.split(".")[1:-1]).replace("_", " ")


def column_words(code: str, language: Language) -> str:
    """Return what the column of a cell is called, without those above it."""
    if language == "zh":
        return cell_name(code).column.rpartition("·")[2]
    return code.rpartition(".")[2].replace("_", " ")
