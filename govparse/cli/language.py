"""The language of messages: an option, else the locale; and the sentences of the command itself."""

from __future__ import annotations

import locale
import os
from collections.abc import Callable, Mapping, Sequence

from govparse.output.sentences import Sentences
from govparse.output.words import Language as Language  # said by the modules of the command

_SENTENCES: Mapping[str, Mapping[Language, str]] = {
    "description": {
        "zh": "读取政府信息公开工作年度报告",
        "en": "Read China's annual reports on government information disclosure",
    },
    "parse": {"zh": "读取报告，输出表格或 JSON", "en": "read reports, print tables or JSON"},
    "render": {"zh": "按表式输出一份报告", "en": "print a report in its official form"},
    "forms": {"zh": "列出已知的表式，或检查一个表式", "en": "list the forms known, or check one"},
    "check_form": {
        "zh": "检查语法文件、软件包或已知表式：名称、代码、勾稽关系有何问题",
        "en": "a grammar file, a package or a form that is known: what is wrong with its labels, codes and sums",
    },
    "checked_form": {
        "zh": "表式 {name}：{errors} 处错误，{warnings} 处疑问",
        "en": "form {name}: {errors} errors, {warnings} warnings",
    },
    "no_form": {
        "zh": "没有这个文件，也没有带表式的软件包或表式叫这个名字",
        "en": "there is no such file, no package of this name that brings a form, and no form of this name",
    },
    "no_import": {"zh": "{name} 无法导入：{reason}", "en": "{name} cannot be imported: {reason}"},
    "no_form_there": {"zh": "{name} 是 {kind}，不是 Form", "en": "{name} is no Form, but {kind}"},
    "summary": {
        "zh": "说明数据集中有什么：年度与表式、办理情况、未读取的单元格",
        "en": "tell what is in a dataset: years and forms, outcomes, what was unread",
    },
    "summary_of": {"zh": "govparse dataset 写出的文件夹", "en": "a folder that govparse dataset has written"},
    "summary_format": {"zh": "text：表格（默认）；json", "en": "text: tables (default); json"},
    "summary_html": {
        "zh": "另写一个带图的网页（单个文件，不联网）",
        "en": "also write a page with charts: one file, which fetches nothing",
    },
    "check": {
        "zh": "核对报告：勾稽关系、数值、文字与表格、与上一年度",
        "en": "check reports: sums, values, prose against tables, year against year",
    },
    "rules": {"zh": "列出核对规则，或说明其中一条", "en": "list the rules, or explain one"},
    "dataset": {
        "zh": "把文件夹和 ZIP 中的全部报告做成一个数据集（Parquet、CSV、DuckDB、JSON Lines）",
        "en": "make one dataset of all reports in folders and ZIP archives (Parquet, CSV, DuckDB, JSON Lines)",
    },
    "paths": {"zh": "文件夹、ZIP 或文件", "en": "folders, ZIP archives or files"},
    "dataset_out": {
        "zh": "数据集的文件夹；已读取的内容保存在其旁边的 OUT.work，中断后可以继续",
        "en": "folder of the dataset; what is read is kept in OUT.work beside it, so that a run can go on",
    },
    "formats": {
        "zh": "除 parquet 外还写：csv、jsonl、duckdb（逗号分隔，可重复）",
        "en": "write beside parquet: csv, jsonl, duckdb (commas, repeatable)",
    },
    "meta": {
        "zh": "说明各文件的表（CSV）：path 列为文件名，其余各列并入 reports 和 panel；body_id 列表示同一机关",
        "en": "a table (CSV) that describes inputs: path, and columns to be joined; body_id says which are of one body",
    },
    "corrections": {
        "zh": "人工核对过的单元格（CSV）：source、code、value、note",
        "en": "cells checked by hand (CSV): source, code, value, note",
    },
    "prose": {"zh": "也写出各部分的文字（sections 表）", "en": "write the prose as well (table sections)"},
    "bom": {
        "zh": "CSV 以字节顺序标记开头，便于电子表格打开",
        "en": "begin CSV with a byte order mark, for spreadsheets",
    },
    "workers": {"zh": "读取进程数（默认：处理器核数）", "en": "processes that read (default: one for each core)"},
    "retry_failures": {"zh": "重新读取先前未能使用的文件", "en": "read again what could not be used before"},
    "in_use": {"zh": "另一次运行正在写这个数据集", "en": "another run is writing this dataset"},
    "not_a_dataset": {
        "zh": "此文件夹不是 govparse 写的数据集，不予覆盖",
        "en": "there is something else than a dataset of govparse: it is not overwritten",
    },
    "no_inputs": {"zh": "其中没有文件", "en": "there are no files in it"},
    "same_name": {
        "zh": "两个文件会有相同的名称；请分别运行，或改名",
        "en": "two inputs would have the same name: rename one, or make two datasets",
    },
    "not_finished": {
        "zh": "未能写完：{reason}；已读取的内容都已保存，可再次运行继续",
        "en": "not finished: {reason}; all that was read is kept, start again to go on",
    },
    "failed_inputs": {"zh": "{count} 个文件未能使用", "en": "{count} inputs could not be used"},
    "meta_unused": {"zh": "{count} 行没有对应的文件", "en": "{count} lines fit no input"},
    "dataset_made": {
        "zh": "{inputs} 个文件，{reports} 份报告，{facts} 格，{failed} 个文件未能使用",
        "en": "{inputs} inputs, {reports} reports, {facts} cells, {failed} inputs that could not be used",
    },
    "reading": {"zh": "读取", "en": "reading"},
    "remaining": {"zh": "还需", "en": "left"},
    "rate": {"zh": "{rate} 个/秒", "en": "{rate}/s"},
    "failures_so_far": {"zh": "失败 {count}", "en": "{count} failed"},
    "progress": {
        "zh": "{done}/{total}，{rate} 个/秒，还需 {left} 秒，失败 {failed}",
        "en": "{done}/{total}, {rate}/s, {left} s left, {failed} failed",
    },
    "sample": {
        "zh": "从数据集中随机抽取读数，连同原文摘录写成网页，供人核对准确率",
        "en": "draw facts of a dataset at random, each beside its source, on a page to measure how many are right",
    },
    "sample_dataset": {"zh": "数据集的文件夹", "en": "folder of a dataset"},
    "sample_size": {"zh": "抽取个数（默认 200）", "en": "how many facts (default: 200)"},
    "seed": {"zh": "种子（默认 0）：同一种子抽出同样的读数", "en": "the same seed draws the same facts (default: 0)"},
    "sample_state": {"zh": "只抽取此状态的读数（可重复）", "en": "only facts in this state (repeatable)"},
    "sample_sources": {
        "zh": "原件现在的位置，次序与生成数据集时相同（默认：当时的位置）",
        "en": "where the inputs of the dataset are now, in the same order (default: where they were)",
    },
    "sample_out": {"zh": "写入网页（默认 sample.html）", "en": "write the page to a file (default: sample.html)"},
    "marks": {
        "zh": "不抽样，而读入网页上下载的 CSV，列出准确率及其区间",
        "en": "draw nothing, but read a CSV from the page and print the rates with their intervals",
    },
    "corrections_out": {
        "zh": "与 --marks 一起：把标为错并填有原文的读数写成更正表，供 dataset --corrections 使用",
        "en": "with --marks: write what was marked wrong as a table for dataset --corrections",
    },
    "files": {"zh": "文件；“-”为标准输入", "en": "files; - is standard input"},
    "report": {
        "zh": "一份报告：parse --format json 的输出，或报告文件；“-”为标准输入",
        "en": "one report: what parse --format json printed, or a report file; - is standard input",
    },
    "layout": {
        "zh": "tabs：制表符分隔的文本（默认）；markdown；html；docx",
        "en": "tabs: text, a tab between cells (default); markdown; html; docx",
    },
    "out": {"zh": "写入文件（UTF-8），不输出到标准输出", "en": "write to a file (UTF-8) instead of standard output"},
    "one_report": {"zh": "应为一份报告，其中有 {count} 份", "en": "one report expected, {count} found"},
    "no_record": {"zh": "不是报告的 JSON：{reason}", "en": "not the JSON of a report: {reason}"},
    "no_line": {
        "zh": "第 {line} 行不是报告的 JSON：{reason}",
        "en": "line {line} is not the JSON of a report: {reason}",
    },
    "format": {
        "zh": "table：按表式显示（默认）；json：每份报告一行",
        "en": "table: as the form shows it (default); json: one line per report",
    },
    "explain": {
        "zh": "不显示表格，而说明一格的由来：为何读作此数，或为何未读取；代码的开头（如 requests.received）"
        "指其下各格（可重复）",
        "en": "instead of the tables, say why a cell is what it is: what proves its number, or why it is unread; the "
        "beginning of a code, as requests.received, means all cells below it (repeatable)",
    },
    "no_code": {"zh": "没有代码为 {name} 的单元格", "en": "no cell has the code {name}"},
    "no_cell": {
        "zh": "这份报告的表式没有 {name} 这一格",
        "en": "the form of this report has no cell {name}",
    },
    "check_format": {
        "zh": "text：逐条列出并摘录表格（默认）；json：每份报告一行；sarif；csv；html：可寄送的网页",
        "en": "text: findings with parts of the tables (default); json: one line per report; sarif; csv; html: a page",
    },
    "check_files": {
        "zh": "报告文件，或 parse --format json 的输出；“-”为标准输入",
        "en": "report files, or what parse --format json printed; - is standard input",
    },
    "select": {
        "zh": "只报这些规则或类别（逗号分隔，可重复）",
        "en": "only these rules or families (commas, repeatable)",
    },
    "ignore": {
        "zh": "不报这些规则或类别（逗号分隔，可重复）",
        "en": "not these rules or families (commas, repeatable)",
    },
    "strict": {"zh": "有存疑时也以状态 1 结束", "en": "end with status 1 for warnings as well"},
    "colour": {
        "zh": "颜色：auto（默认，只在终端上）、always、never",
        "en": "colours: auto (default: on a terminal only), always, never",
    },
    "rule_names": {"zh": "规则或类别", "en": "rules or families"},
    "no_rule": {"zh": "没有名为 {name} 的规则或类别", "en": "no rule and no family is called {name}"},
    "near": {"zh": "{message}；相近的有：{names}", "en": "{message}; near it: {names}"},
    "limit": {
        "zh": "放宽或收紧对输入文件的限制：{names}",
        "en": "raise or lower a limit on what an input may cost: {names}",
    },
    "lang": {"zh": "消息的语言（默认取自系统）", "en": "language of messages (default: from the locale)"},
    "version": {"zh": "显示版本", "en": "show the version"},
    "several": {"zh": "其中有 {count} 份报告", "en": "{count} reports in this input"},
    "not_written": {"zh": "无法写入文件：{reason}", "en": "cannot write the file: {reason}"},
    "no_file": {"zh": "无法打开文件：{reason}", "en": "cannot open the file: {reason}"},
    "unknown": {"zh": "未找到", "en": "not found"},
    "title": {"zh": "标题", "en": "title"},
    "issuer": {"zh": "机关", "en": "issuer"},
    "year": {"zh": "年度", "en": "year"},
    "form": {"zh": "表式", "en": "form"},
    "unknown_rows": {"zh": "表式中没有的行", "en": "rows that the form does not have"},
    "no_table": {"zh": "（没有表）", "en": "(no table)"},
    "legend_blank": {"zh": "[ ] = 空白", "en": "[ ] = blank"},
    "legend_unread": {"zh": "[?] = 未能确定", "en": "[?] = not to be read with certainty"},
    "legend_absent": {"zh": "[缺] = 文中没有", "en": "[-] = not in the text"},
    "years": {"zh": "{first} 年及以后", "en": "{first} and later"},
    "span": {"zh": "{first}–{last} 年", "en": "{first}-{last}"},
    "cells": {"zh": "{count} 格", "en": "{count} cells"},
}
say = Sentences(_SENTENCES)


_REASONS: dict[type[OSError], dict[Language, str]] = {
    FileNotFoundError: {"zh": "文件不存在", "en": "no such file"},
    IsADirectoryError: {"zh": "是文件夹，不是文件", "en": "it is a folder"},
    PermissionError: {"zh": "没有读取权限", "en": "permission denied"},
}


def explain(error: OSError, sentence: str = "no_file") -> dict[str, str]:
    """Return why a file could not be opened (or written), in both languages."""
    known = _REASONS.get(type(error), {})
    other = error.strerror or str(error)
    return say_both(sentence, reason=lambda lang: known.get(lang, other))


def say_both(sentence: str, **details: Callable[[Language], object]) -> dict[str, str]:
    """Return a sentence in both languages, with what each language says of its details."""
    languages: tuple[Language, ...] = ("zh", "en")
    return {lang: say(sentence, lang, **{name: detail(lang) for name, detail in details.items()}) for lang in languages}


def choose_language(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Language:
    """Return the language `--lang` asks for, else that of the locale."""
    for i, argument in enumerate(arguments):
        if argument == "--lang" and i + 1 < len(arguments):
            return "zh" if arguments[i + 1] == "zh" else "en"
        if argument.startswith("--lang="):
            return "zh" if argument == "--lang=zh" else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "zh" if environment[name].lower().startswith("zh") else "en"
    system = locale.getlocale()[0] or ""
    return "zh" if system.lower().startswith(("zh", "chinese")) else "en"
