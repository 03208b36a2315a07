"""The sentences of explanations, in both languages. Labels are filled in; none stands here."""

from __future__ import annotations

from collections.abc import Mapping

from govparse.output.sentences import Sentences
from govparse.rules import Language

_SENTENCES: Mapping[str, Mapping[Language, str]] = {
    "printed": {"zh": "{cell}为 {text}", "en": "{cell}: {text}"},
    "proved": {"zh": "{cell}为 {text}，是推得的", "en": "{cell}: {text}, proved"},
    "order": {"zh": "{cell}为 {text}，是按次序读取的", "en": "{cell}: {text}, by order"},
    "unread": {"zh": "{cell}未读取", "en": "{cell}: unread"},
    "blank": {"zh": "{cell}印为空白（{where}）", "en": "{cell}: printed blank ({where})"},
    "not_applicable": {
        "zh": "{cell}印为“{text}”，即不适用（{where}）",
        "en": "{cell}: “{text}” is printed, which says that it does not apply ({where})",
    },
    "text": {
        "zh": "{cell}印为“{text}”（{where}），不是数",
        "en": "{cell}: “{text}” is printed ({where}), which is no count",
    },
    "absent": {"zh": "{cell}：文中没有这一格", "en": "{cell}: the document has no such cell"},
    "absent_row": {
        "zh": "{cell}：文中没有“{row}”一行",
        "en": "{cell}: the document does not print the row {row}",
    },
    "absent_table": {"zh": "{cell}：文中没有{table}", "en": "{cell}: the document does not print {table}"},
    # ── placed
    "print": {"zh": "印在这一行这一列（{where}）", "en": "It is printed in this row and column ({where})"},
    "in_order": {
        "zh": "本行的数{between}；那里印有几行数，就缺几行的数，按次序各归其行",
        "en": "The numbers of its row stand {between}, where as many number rows are printed as rows of the form lack "
        "theirs: their order tells which is whose",
    },
    "between": {"zh": "印在“{before}”与“{behind}”两个行名之间", "en": "between the labels {before} and {behind}"},
    "behind": {"zh": "印在行名“{before}”之后", "en": "behind the label {before}"},
    "before": {"zh": "印在行名“{behind}”之前", "en": "before the label {behind}"},
    "somewhere": {"zh": "与行名分开印", "en": "apart from the labels"},
    "row": {
        "zh": "本行印有 {values}，表有 {columns} 列：{printed}",
        "en": "{values} for {columns} columns: {printed}",
    },
    "any": {
        "zh": "不论各数怎样放入各列，这一格都是 {text}",
        "en": "However they are given to the columns, {text} stands here",
    },
    "any_cut": {"zh": "不论怎样切分，这一格都是 {text}", "en": "However they are cut, {text} stands here"},
    "one_cut": {
        "zh": "各数连写，而没有以 0 开头的数，只有一种切分",
        "en": "The numbers of its row run together; no number begins with 0, so they can be cut in one way only",
    },
    "together": {"zh": "本行各数连写：{printed}", "en": "The numbers of its row run together: {printed}"},
    "row_prints": {"zh": "本行印有：{printed}", "en": "Its row prints: {printed}"},
    "both": {
        "zh": "按行名后所印的数和按各行次序，这一格都是 {text}",
        "en": "The same number stands here as the rows are printed and by the order of labels and number rows",
    },
    "refused": {
        "zh": "若行名后所印的数就是该行的数，下列关系不能成立：{sums}。按行名与数的次序，这一格为 {text}",
        "en": "If the numbers behind each label were those of its row, these sums could not hold: {sums}. By the order "
        "of labels and number rows it is {text}",
    },
    "others": {
        "zh": "仅看次序，这一格也可能是{others}；但那样就与下列关系矛盾：{sums}",
        "en": "By its order alone it could be {others} as well, which contradicts {these}: {sums}",
    },
    "contradicted": {"zh": "其他读法都与下列关系矛盾：{sums}", "en": "Any other reading contradicts {these}: {sums}"},
    "needed": {"zh": "缺其中任何一项都不足以证明", "en": "Without any one of them it would not be proved"},
    # ── not placed
    "candidates": {"zh": "可能是{candidates}", "en": "It may be {candidates}"},
    "doubtful": {"zh": "印为“{text}”（{where}）", "en": "“{text}” is printed ({where})"},
    "contradiction": {
        "zh": "不论怎样放置，{table}的各项关系都不能同时成立，因此表中不作推定。互相矛盾的有：{sums}",
        "en": "No placement satisfies the sums of {table}, so nothing is proved there. These contradict each other or "
        "what is printed: {sums}",
    },
    "contradiction_somewhere": {
        "zh": "不论怎样放置，{table}的各项关系都不能同时成立，因此表中不作推定",
        "en": "No placement satisfies the sums of {table}, so nothing is proved there",
    },
    "steps": {
        "zh": "可能的放法太多，试到规定的步数仍未能判定",
        "en": "There are too many placements: the steps ended before this cell was decided",
    },
    "unlisted": {
        "zh": "本行可能有哪些放法并不清楚，各项关系无从取舍",
        "en": "Which placements its row may have is not known, so that the sums have nothing to choose from",
    },
    "no_sums": {"zh": "{table}没有勾稽关系，无从取舍", "en": "{table} has no sums that could tell"},
    "mixed": {
        "zh": "{table}印有两种表式的行，没有表式说明哪些数相加",
        "en": "{table} is printed in rows of two forms, so that no form says what adds up",
    },
    "open": {"zh": "几种读法都能使各项关系成立", "en": "More than one of these satisfies all sums"},
    "open_blank": {
        "zh": "空白与这个数都能使各项关系成立，没有一项关系能够区分",
        "en": "The number and a blank both satisfy all sums; none tells them apart",
    },
    "by_cells": {
        "zh": "只要知道本行{cells}一格的实际内容，即可确定",
        "en": "To know what stands in {cells} of this row would settle it",
    },
    "by_rows": {
        "zh": "只要知道{rows}一行各数的位置，即可确定",
        "en": "To know where the numbers of {rows} stand would settle it",
    },
    "by_nothing": {
        "zh": "本行没有另外哪一格，也没有另外哪一行，知道了它的实际内容就一定能够确定",
        "en": "There is no other cell of the row, and no other open row, that would settle it whatever stands there",
    },
    "nothing": {
        "zh": "印出的数都不能放在这里，否则与下列关系矛盾：{sums}。空白格不留痕迹，因此也不认定为空白",
        "en": "No printed number can stand here without contradicting {these}: {sums}. Where blanks leave no trace, "
        "a blank is not stated",
    },
    "nothing_fits": {
        "zh": "印出的数都不能放在这里。空白格不留痕迹，因此也不认定为空白",
        "en": "No printed number can stand here. Where blanks leave no trace, a blank is not stated",
    },
    "pieces": {
        "zh": "能放在这里的只有不印在一处的数；这样的数不予读取",
        "en": "Only a number that is not printed in one place can stand here; such a number is not read",
    },
    "implied": {
        "zh": "另外，空白按零计时，印出的数和各项关系要求这一格为 {implied}（这不是所印的数）",
        "en": "With blanks as zero, the printed numbers and the sums force {implied} here; that is no reading",
    },
    # ── words in them
    "and": {"zh": "、", "en": ", "},
    "or": {"zh": "或", "en": " or "},
    "more": {"zh": "等 {count} 种", "en": " … ({count} in all)"},
    "nothing_there": {"zh": "空白", "en": "blank"},
    "joined": {"zh": "{number}（由两处连读）", "en": "{number} (joined from two places)"},
    "words": {"zh": "另一格的文字", "en": "the words of another cell"},
    "sums": {"zh": "；", "en": "; "},
    "all_sums": {"zh": "{table}的 {count} 项关系", "en": "{count} sums of {table}"},
    "this": {"zh": "", "en": "this sum"},
    "these": {"zh": "", "en": "these sums together"},
    "stop": {"zh": "。", "en": ". "},
    "values": {"zh": "{count} 个数", "en": "{count} values are printed"},
    "value": {"zh": "{count} 个数", "en": "1 value is printed"},
}
say = Sentences(_SENTENCES)
