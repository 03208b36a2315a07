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
    "forms": {"zh": "列出已知的表式", "en": "list the forms known"},
    "check": {
        "zh": "核对报告：勾稽关系、数值、文字与表格、与上一年度",
        "en": "check reports: sums, values, prose against tables, year against year",
    },
    "rules": {"zh": "列出核对规则，或说明其中一条", "en": "list the rules, or explain one"},
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
    "legend_blank": {"zh": "[ ] = 空格", "en": "[ ] = blank"},
    "legend_unread": {"zh": "[?] = 未能确定", "en": "[?] = not to be read with certainty"},
    "legend_absent": {"zh": "[缺] = 文中没有", "en": "[-] = not in the text"},
    "years": {"zh": "{first} 年以后", "en": "{first} and later"},
    "span": {"zh": "{first}–{last} 年", "en": "{first}-{last}"},
    "cells": {"zh": "{count} 项", "en": "{count} cells"},
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
