"""The sentences of the page, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from govparse.output.sentences import Sentences
from govparse.rules import Language

_SENTENCES: Final[Mapping[str, Mapping[Language, str]]] = {
    "colon": {"zh": "：", "en": ": "},
    "comma": {"zh": "、", "en": ", "},
    "title": {"zh": "抽样核对：{name}", "en": "A sample to be checked: {name}"},
    "about": {
        "zh": "从 {population} 个读数中随机抽取 {count} 个，各个机会相等；种子 {seed}；状态 {states}。",
        "en": "{count} of {population} facts, drawn at random with equal chances; seed {seed}; states {states}.",
    },
    "how": {
        "zh": "摘录中着色的部分是该读数所据的原文。它是否就是表中这一格的内容？按 1（对）、2（错）、3（不能确定）即记下"
        "并转到下一个，0 清除，↑↓ 移动；摘录不足以判断时，打开原件。",
        "en": "The coloured part of an excerpt is the print that the value was read from. Is it what the form has in "
        "this cell? 1 (right), 2 (wrong) or 3 (cannot tell) marks it and moves on, 0 takes it away, ↑ and ↓ move. "
        "Where the excerpt does not tell, open the source.",
    },
    "rate": {
        "zh": "准确率 = 对 ÷（对 + 错）；区间为 95% Wilson 区间。不能确定的不计入，但列出。",
        "en": "The rate is right ÷ (right + wrong), its interval that of Wilson for 95 %. What cannot be told is no "
        "part of it, and is counted beside it.",
    },
    "kept": {
        "zh": "记号保存在此浏览器中；最后请下载 CSV。",
        "en": "Marks are kept in this browser; download the CSV at the end.",
    },
    "not_kept": {
        "zh": "此浏览器不保存记号：关闭前请下载 CSV，之后可再读入。",
        "en": "This browser does not keep marks: download the CSV before you close the page, and load it again later.",
    },
    "no_script": {
        "zh": "未运行脚本，不能记下记号；摘录仍可查看。",
        "en": "No script runs, so nothing can be marked; the excerpts can be read.",
    },
    "progress": {
        "zh": "已核对 {done} / {all}：对 {right}，错 {wrong}，不能确定 {unsure}",
        "en": "{done} of {all} marked: right {right}, wrong {wrong}, cannot tell {unsure}",
    },
    "result": {"zh": "准确率 {rate}（95% 区间 {low}–{high}）", "en": "rate {rate} (95 %: {low} to {high})"},
    "no_result": {"zh": "尚无准确率", "en": "no rate yet"},
    "download": {"zh": "下载 CSV", "en": "Download the CSV"},
    "load": {"zh": "读入 CSV", "en": "Load a CSV"},
    "loaded": {
        "zh": "读入 {count} 个记号，{others} 行不属于本页",
        "en": "{count} marks loaded, {others} rows are not of this page",
    },
    "not_loaded": {"zh": "不是本页的 CSV：缺少列 {name}", "en": "not a CSV of this page: no column {name}"},
    "right": {"zh": "1 对", "en": "1 right"},
    "wrong": {"zh": "2 错", "en": "2 wrong"},
    "unsure": {"zh": "3 不能确定", "en": "3 cannot tell"},
    "note": {"zh": "备注", "en": "note"},
    "printed": {
        "zh": "错时：原文实为（数；blank 空白；/ 不适用；absent 没有此格）",
        "en": "if wrong, what is printed (a number; blank; / for does not apply; absent)",
    },
    "state_number": {"zh": "数", "en": "number"},
    "state_blank": {"zh": "空白", "en": "blank"},
    "state_not_applicable": {"zh": "不适用", "en": "does not apply"},
    "state_text": {"zh": "文字", "en": "text"},
    "state_absent": {"zh": "没有此格", "en": "absent"},
    "state_unread": {"zh": "未读取", "en": "unread"},
    "unit": {"zh": "单位", "en": "unit"},
    "basis": {"zh": "依据", "en": "basis"},
    "basis_printed": {"zh": "印刷位置", "en": "position in print"},
    "basis_proved": {"zh": "勾稽关系证明", "en": "proved by the sums"},
    "basis_order": {"zh": "标签间的次序", "en": "order between labels"},
    "basis_corrected": {"zh": "人工更正", "en": "corrected by hand"},
    "read_as": {"zh": "原读作", "en": "was read as"},
    "beside": {"zh": "格内另有", "en": "beside it in the cell"},
    "place": {"zh": "位置", "en": "place"},
    "box": {
        "zh": "{where}，左 {left}，上 {top}，右 {right}，下 {bottom}（点）",
        "en": "{where}, left {left}, top {top}, right {right}, bottom {bottom} (points)",
    },
    "source": {"zh": "原件", "en": "source"},
    "in_archive": {"zh": "在压缩包内", "en": "in an archive"},
    "report": {"zh": "报告", "en": "report"},
    "left_out": {"zh": "未能核对的原件", "en": "Sources that could not be looked at"},
    "left_out_why": {
        "zh": "抽到的读数中有 {facts} 个因此略去，由其后抽到的代替。准确率只代表能核对的原件。",
        "en": "{facts} facts that were drawn are left out for it, and those drawn next stand in for them. The rate "
        "speaks for the sources that could be looked at.",
    },
    "fewer": {
        "zh": "要求 {wanted} 个，只有 {count} 个可供核对。",
        "en": "{wanted} facts were asked for, there are {count} to be looked at.",
    },
    "more": {"zh": "另有 {count} 个", "en": "{count} more"},
    "lost": {"zh": "{source}：{why}（{facts} 个读数）", "en": "{source}: {why} ({facts} facts)"},
    "missing": {"zh": "文件不在原处", "en": "the file is not there"},
    "changed": {"zh": "内容已改变", "en": "its content has changed"},
    "unreadable": {"zh": "不能读取", "en": "it cannot be read"},
    "otherwise": {
        "zh": "此版本 govparse 或其所用的库读法不同，位置不符；请重新生成数据集",
        "en": "this version of govparse, or of its libraries, reads it otherwise, so the places do not fit: build the "
        "dataset again",
    },
    "written": {
        "zh": "{count} 个读数（共 {population} 个，种子 {seed}）；请用浏览器打开",
        "en": "{count} of {population} facts, seed {seed}; open it in a browser",
    },
    "no_dataset": {"zh": "此文件夹不是 govparse 写的数据集", "en": "this folder is no dataset that govparse wrote"},
    "nothing": {"zh": "没有可抽取的读数", "en": "there is no fact to sample"},
    "no_sources": {
        "zh": "原件不在此处；用 --sources 指出它们现在的位置",
        "en": "the inputs are not there; say with --sources where they are now",
    },
    "not_a_page": {
        "zh": "已有同名文件，且不是 sample 写的网页，不予覆盖；用 --out 另取名称",
        "en": "there is a file that sample did not write: it is not overwritten; choose another with --out",
    },
    "one_of_both": {
        "zh": "应给出数据集的文件夹，或 --marks 及其 CSV，二者取一",
        "en": "give the folder of a dataset, or --marks with a CSV: one of both",
    },
    "only_with_marks": {
        "zh": "--corrections-out 须与 --marks 一起用",
        "en": "--corrections-out goes with --marks only",
    },
    "no_marks": {"zh": "表中没有记号", "en": "nothing is marked in it"},
    "corrected": {
        "zh": "{rows} 处更正；另有 {without} 个标为错而未填原文",
        "en": "{rows} corrections; {without} more are marked wrong, and nobody said what is printed",
    },
    "column_right": {"zh": "对", "en": "right"},
    "column_wrong": {"zh": "错", "en": "wrong"},
    "column_unsure": {"zh": "不能确定", "en": "cannot tell"},
    "column_unmarked": {"zh": "未核对", "en": "not marked"},
    "column_rate": {"zh": "准确率", "en": "rate"},
    "column_interval": {"zh": "95% 区间", "en": "95 % interval"},
    "of_all": {"zh": "全部", "en": "all"},
    "of_state": {"zh": "状态", "en": "state"},
    "of_basis": {"zh": "依据", "en": "basis"},
    "of_format": {"zh": "格式", "en": "format"},
    "of_layout": {"zh": "版式", "en": "layout"},
    "made": {"zh": "由 govparse {version} 抽取", "en": "Drawn by govparse {version}"},
}
say: Final = Sentences(_SENTENCES)
SCRIPT: Final = ("progress", "result", "no_result", "loaded", "not_loaded", "kept", "not_kept")
"""The sentences that the script of the page says."""


def template(sentence: str, language: Language) -> str:
    """Return a sentence with its details to be filled in."""
    return _SENTENCES[sentence][language]
