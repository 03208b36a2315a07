"""The columns that describe reports, inputs and what was found, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from govparse.dataset.describing.described import Described, of
from govparse.dataset.describing.values import (
    BASIS_WORDS,
    DUPLICATE_WORDS,
    FAMILY,
    IDENTITY_WORDS,
    OUTCOME_WORDS,
    SECTION_WORDS,
    SEVERITY_WORDS,
    STATE_WORDS,
    TABLE_FORM_WORDS,
    TABLE_LAYOUT_WORDS,
    TABLE_WORDS,
)
from govparse.dataset.schema import counted

_COUNTED: Final = (
    ("cells", STATE_WORDS, "格数", "cells"),
    ("basis", BASIS_WORDS, "按依据计的格数", "cells by basis"),
    ("identities", OUTCOME_WORDS, "勾稽关系项数", "sums of the form"),
    ("findings", SEVERITY_WORDS, "核对结果条数", "findings"),
)

REPORTS: Final[Mapping[str, Described]] = {
    "report_id": of(
        "报告编号",
        "report id",
        "`source`、`#` 和 `report`：数据集中每份报告各不相同，各表以此相连。",
        "`source`, `#` and `report`: one for each report of the dataset; it links the tables.",
    ),
    "source": of(
        "来源文件",
        "source",
        "输入文件相对于所给文件夹的路径，以 / 分隔；压缩包内的文件，先写压缩包的路径，再写包内路径。",
        "Path of the input from the folder that was given, with /; of a file in an archive the path of the archive, "
        "then the path in it.",
    ),
    "content_hash": of(
        "内容摘要",
        "content hash",
        "文件字节的 SHA-256（十六进制）；打不开的为空。",
        "SHA-256 of the bytes of the file, in hexadecimal; empty for one that could not be opened.",
    ),
    "format": of(
        "文件格式",
        "file format",
        "由内容而不是扩展名判定：text、html、docx、pdf 等；未能判定的为空。",
        "Told from the content, not from the ending: text, html, docx, pdf and others; empty where that was not done.",
    ),
    "report": of(
        "文件中的第几份",
        "report in its input",
        "一个文件可含几份报告，从 1 计。",
        "A file may hold several; counts from 1.",
    ),
    "title": of("标题", "title", "所印报告标题。", "The title of the report as printed."),
    "issuer": of("报告机关", "issuer", "所印报告机关的名称。", "The body that reports, as printed."),
    "issuer_key": of(
        "机关名称（归一）",
        "issuer, normalised",
        "同一机关写法不同时用来比较的名称；不同地方的机关可能同名。",
        "What of the name is compared, so that one body written in several ways has one key; bodies of different "
        "places may share it.",
    ),
    "issuer_sure": of(
        "机关名称是否确定",
        "issuer is certain",
        "名称印在标题或落款中，并说明所在地方。",
        "The name is printed in the title or the signature, and says which place the body is of.",
    ),
    "issuer_shared": of(
        "机关可能同名",
        "issuer may be shared",
        "其他地方可能有同名机关（如各省都有的城关镇）。",
        "Other places may have a body of this name.",
    ),
    "body": of(
        "机关（比较所用）",
        "body, as compared",
        "各年度按此比较：--meta 的 body_id；没有时为归一名称，写法带不带上级地名的合为一个，取最长者。",
        "By it years are compared: the body_id of --meta, else the normalised name; where names with and without the "
        "places above are one body, the longest of them.",
    ),
    "year": of(
        "报告年度", "year", "报告所述的年度，不是发布的年份。", "The year reported on, not that of publication."
    ),
    **{
        f"form_{table}": of(
            f"{words.zh}：表式",
            f"form of {words.en}",
            "由所印的栏目名称而不是年度判定；没有这张表的为空。",
            "Told from the printed labels, not from the year; empty where the table is not there.",
            TABLE_FORM_WORDS,
        )
        for table, words in TABLE_WORDS.items()
    },
    **{
        f"layout_{table}": of(
            f"{words.zh}：版面",
            f"layout of {words.en}",
            "各格在来源中如何分开；没有这张表的为空。",
            "How the cells are told apart in the source; empty where the table is not there.",
            TABLE_LAYOUT_WORDS,
        )
        for table, words in TABLE_WORDS.items()
    },
    "publisher": of("发布机构", "publisher", "网页索引中所印的发布机构。", "The body that an index of the page names."),
    "published": of(
        "发布日期（所印）",
        "published, as printed",
        "所印的发布日期，没有的取落款日期。",
        "The date of publication as printed, else that of the signature.",
    ),
    "published_on": of(
        "发布日期",
        "published on",
        "同上，写成日期；不是日历上的日期的为空。",
        "The same as a date; empty if it is none of the calendar.",
    ),
    "document_number": of("文号", "document number", "所印文号。", "As printed (文号)."),
    "index_number": of("索引号", "index number", "所印索引号。", "As printed (索引号)."),
    "address": of("网址", "web address", "网页所称的自身地址。", "The address that the page gives of itself."),
    "postal_address": of("通信地址", "postal address", "所印通信地址。", "As printed."),
    "encoding": of(
        "编码",
        "encoding",
        "文本所用编码，由字节判定。",
        "The encoding by which the text was decoded, told from its bytes.",
    ),
    **{
        counted(kind, value): of(
            f"{zh}：{value}", f"{en}: {value}", f"此报告中有几：{words.zh}。", f"How many of the report: {words.en}."
        )
        for kind, values, zh, en in _COUNTED
        for value, words in values.items()
    },
    "duplicate_of": of(
        "与哪份重复",
        "duplicate of",
        "内容相同的第一份报告（按名称次序）的编号，或机关和年度相同、所载数字最多的那份报告的编号。重复的报告保留在各表中，统计时请去除。",
        "The id of the first report (in the order of names) with the same content, or of that of the same body and "
        "year which has the most numbers. "
        "Duplicates stay in all tables: leave them out where you count.",
    ),
    "duplicate_by": of("何以为重复", "duplicate by", "判定重复的依据。", "Why it is one.", DUPLICATE_WORDS),
    "govparse": of("govparse 版本", "version of govparse", "读取时所用版本。", "The version that has read the report."),
    "grammars": of("语法摘要", "digest of the grammars", "所用表式语法的摘要。", "Of the forms as govparse knew them."),
}

OTHERS: Final[Mapping[str, Described]] = {
    "identities.kind": of("勾稽关系", "sum of the form", "属于哪一种。", "Which kind of sum.", IDENTITY_WORDS),
    "identities.code": of(
        "所在格",
        "cell of the sum",
        "等式右边第一格的代码：总计所在的格，或（七）所在的格。",
        "The code of the first cell on the right side: the one that holds the total.",
    ),
    "identities.outcome": of("结果", "outcome", "是否相符。", "Whether it holds.", OUTCOME_WORDS),
    "identities.difference": of(
        "差额",
        "difference",
        "左边之和减右边之和，缺数的格按零计；无法核对的为空。",
        "Left side minus right side, cells without a number taken as zero; empty where nothing can be said.",
    ),
    "findings.number": of("序号", "number", "在报告中从 1 计。", "Counts from 1 within the report."),
    "findings.rule": of(
        "规则", "rule", "规则的代号，`govparse rules 代号` 有说明。", "Id of the rule; `govparse rules ID` explains it."
    ),
    "findings.family": of("类别", "family", "规则的类别。", "The family of the rule.", FAMILY),
    "findings.severity": of(
        "级别",
        "severity",
        "读取有疑的，不作错误。",
        "Where the reading is in doubt nothing is an error.",
        SEVERITY_WORDS,
    ),
    "message_zh": of("中文说明", "message in Chinese", "中文说明。", "What is said, in Chinese."),
    "message_en": of("英文说明", "message in English", "英文说明。", "What is said, in English."),
    "findings.codes": of(
        "所涉各格",
        "cells concerned",
        "各格的代码；CSV 中以空格分隔。",
        "The codes of the cells; in CSV separated by blanks.",
    ),
    "findings.places": of("所涉位置", "places concerned", "印在何处。", "Where they are printed."),
    "findings.details": of(
        "细节",
        "details",
        "JSON：两边各数（`sides`）、可以更正之处（`mends`）、由此引起的其他核对结果（`related`）；没有的为空。",
        "JSON: the numbers of both sides (`sides`), what would mend it (`mends`), what it explains (`related`); "
        "empty if none.",
    ),
    "unknown_rows.number": of("序号", "number", "在报告中从 1 计。", "Counts from 1 within the report."),
    "unknown_rows.block": of(
        "所在部分", "block", "此行所在的表或其中一项。", "The table, or item of a table, in which the row stands."
    ),
    "unknown_rows.label": of(
        "所印名称",
        "label",
        "所印行名；没有名称的为空。不归入相近的行。",
        "The label as printed, empty if there is none. It is never mapped to the nearest row.",
    ),
    "unknown_rows.cells": of(
        "各格",
        "cells",
        "所印各格；CSV 中为 JSON 列表。",
        "The cells as printed; in CSV a list in JSON.",
    ),
    "unknown_rows.after": of(
        "在哪行之后", "after", "其前最近一行的代码。", "The code of the row of the form before it."
    ),
    "unknown_rows.place": of("位置", "place", "印在何处。", "Where it is printed."),
    "section": of("部分", "section", "哪一部分的文字。", "Which prose it is.", SECTION_WORDS),
    "heading": of("标题", "heading", "所印标题，没有的为空。", "The heading as printed; empty if there is none."),
    "sections.text": of("文字", "text", "原文，一字不改。", "Verbatim."),
    "sections.start": of(
        "起", "start", "在来源文字中的起始字符，从 0 计。", "First character in the text of the source, from 0."
    ),
    "sections.end": of("止", "end", "结束字符（不含）。", "The character behind the last."),
    "failures.kind": of("原因", "reason", "原因的代号。", "Stable name of the reason."),
}
