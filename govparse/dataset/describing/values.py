"""What the words mean that stand in columns of the dataset: states, bases, outcomes, and the like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from govparse.dataset.panel import DERIVED, NOT_IN_FORM, OTHER_UNIT
from govparse.forms.form import Form
from govparse.forms.registry import BUILT_IN
from govparse.output.rule_pages import FAMILY_WORDS
from govparse.records import HEADED, TABLES
from govparse.rules import Words

Values = Mapping[str, Words]
"""A word in a column → its meaning."""

STATE_WORDS: Final[Values] = {
    "number": Words("印有数，0 也是数", "a number is printed; 0 is a number"),
    "blank": Words("印出而留空：不是 0", "printed empty: not a zero"),
    "not_applicable": Words("印有 / - — 或“不适用”", "printed as / - — or 不适用 (does not apply)"),
    "text": Words("印有文字，或位数过多、不会是数量的数字", "words, or digits too many to be a count"),
    "unread": Words(
        "该行已印出，但此格的内容无法确定读法或位置：不作猜测，也不是 0",
        "its row is printed, but what stands in the cell is not to be read or placed with certainty: never "
        "guessed, and "
        "not a zero",
    ),
    "absent": Words("文件中没有这一行或这张表", "the row or table is not in the document"),
}
PANEL_STATE_WORDS: Final[Values] = {
    **STATE_WORDS,
    DERIVED: Words(
        "该表式分列几行，此数为这几行印出的数之和",
        "the form prints several rows instead: the sum of the printed numbers",
    ),
    OTHER_UNIT: Words(
        "印有数，但不是以单件计（有小数，或以万计）；见 facts 表",
        "a number is printed, but not in single cases (with decimals, or in 万); see the table facts",
    ),
    NOT_IN_FORM: Words("报告所用表式没有这一格", "the form of the report has no such cell"),
}
BASIS_WORDS: Final[Values] = {
    "printed": Words("位置由版面确定", "its place is shown by the layout"),
    "proved": Words("位置由勾稽关系唯一确定", "its place is the only one that the sums of the form allow"),
    "order": Words("位置由前后两个标签的次序确定", "its place follows from the order between two labels"),
    "corrected": Words("经人工核对后给出", "given by somebody who has checked the print"),
}
OUTCOME_WORDS: Final[Values] = {
    "holds": Words("各格都印有数，相符", "all cells are printed numbers, and the sum holds"),
    "broken": Words(
        "不符；缺数的格无论填什么非负整数都不能相符的，也是",
        "the sum does not hold, whatever count of zero or more stood in cells without a number",
    ),
    "holds if blanks are zero": Words(
        "至少有一个数，其余为空白或不适用；按零计则相符",
        "some numbers, the others blank or not applicable; taken as zero the sum holds",
    ),
    "not assessable": Words("无法核对", "nothing can be said"),
}
IDENTITY_WORDS: Final[Values] = {
    "row sum": Words("每行各列之和等于该行总计", "the columns of a row add up to its total"),
    "result sum": Words("每列各办理结果之和等于（七）", "the results of a column add up to （七）"),
    "balance": Words(
        "每列第一项加第二项之和，等于第三项加第四项之和", "received and carried in = concluded and carried out"
    ),
    "review sum": Words("各类结果之和等于总计", "the outcomes of a procedure add up to its total"),
}
SEVERITY_WORDS: Final[Values] = {
    "error": Words("须处理", "to be acted on"),
    "warning": Words("存疑", "doubt"),
    "info": Words("说明", "worth knowing"),
}
LAYOUT_WORDS: Final[Values] = {
    "grid": Words("文本，每行各格之间有分隔", "text, with borders between the cells of a row"),
    "rows": Words("文本，逐格排列，行尾可见", "text, cell by cell, with visible ends of rows"),
    "flow": Words("文本，逐格排列，行尾不可见", "text, cell by cell, without ends of rows"),
    "table": Words("网页、文档或 PDF 中的表", "a table of a page, a document or a PDF"),
}
TABLE_LAYOUT_WORDS: Final[Values] = {
    **LAYOUT_WORDS,
    "mixed": Words("表中各部分的版面不同", "the parts of the table have several layouts"),
}


def form_words(form: Form) -> Words:
    """Return what a form is called: by the document that prescribes it, if it names one."""
    if not form.document:
        return Words(f"表式 {form.name}", f"the form {form.name}")
    return Words(f"{form.document}所定表式", f"the form of {form.document}")


MIXED_FORMS: Final = Words("表中各部分的表式不同", "the parts of the table are of several forms")
FORM_WORDS: Final[Values] = {form.name: form_words(form) for form in BUILT_IN}
"""Of a dataset the forms of other packages that are printed in it stand behind these."""
TABLE_FORM_WORDS: Final[Values] = {**FORM_WORDS, "mixed": MIXED_FORMS}
TABLE_WORDS: Final[Values] = {
    "proactive": Words("表二，主动公开", "section 二, proactive disclosure"),
    "requests": Words("表三，依申请公开", "section 三, requests"),
    "review": Words("表四，复议和诉讼", "section 四, administrative reconsideration and litigation"),
}
_NUMERALS = "一二三四五六"
SECTION_WORDS: Final[Values] = {
    "preamble": Words("第一部分之前的文字", "what stands before section 一"),
    **{
        name: Words(
            f"第{numeral}部分{'的表格以外' if name in TABLES else ''}的文字",
            f"the prose of section {numeral}{' beside its table' if name in TABLES else ''}",
        )
        for name, numeral in zip(HEADED, _NUMERALS, strict=True)
    },
    "closing": Words("第六部分之后的文字：署名、日期", "what stands behind section 六: signature, date"),
}
PLACE_WORDS: Final[Values] = {
    "text": Words("文本", "a text"),
    "grid": Words("网页或文档的表格", "a table of a page or a document"),
    "page": Words("PDF 页面", "a page of a PDF"),
}
DUPLICATE_WORDS: Final[Values] = {
    "content": Words("文件内容逐字节相同", "the same bytes"),
    "issuer_year": Words("同一机关、同一年度", "the same body and year"),
}
FAMILY: Final[Values] = {str(family): words for family, words in FAMILY_WORDS.items()}
FAILURE_WORDS: Final[Values] = {
    "not_a_report": Words("不是年度报告", "not an annual report"),
    "several_reports": Words("含多份报告", "several reports"),
    "unreadable": Words(
        "无法读取：空文件、损坏，或不是所支持的格式", "unreadable: empty, damaged, or of no known format"
    ),
    "too_large": Words("超出所设限度", "beyond a limit that is set"),
    "missing_reader": Words("缺少读取此格式所需的库或程序", "a library or program for the format is not installed"),
    "no_file": Words("无法打开", "could not be opened"),
    "memory": Words("所需内存过多", "needs too much memory"),
    "crashed": Words("读取程序崩溃", "the reader crashed"),
    "internal": Words("govparse 内部错误", "an error within govparse"),
    "error": Words("其他原因", "another reason"),
}
"""By `kind`; others may come, of readers that are not part of govparse."""
KIND_WORDS: Final[Values] = {
    "count": Words("件数或项数，非负整数", "cases, documents or items: a whole number of zero or more"),
    "change": Words("增减数，可为负", "more or fewer items: may be negative"),
    "amount": Words("金额，以所印单位计", "money, in the unit that is printed"),
}
COMPARABILITY_WORDS: Final[Values] = {
    "same": Words("各表式含义相同", "means the same in all forms"),
    "caution": Words(
        "各表式都有，但口径不同，比较须谨慎", "stands in all forms, but is counted in other ways: compare with caution"
    ),
    "one form": Words("只有一种表式有", "stands in one form only"),
}
