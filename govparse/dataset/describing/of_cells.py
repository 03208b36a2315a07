"""The columns that describe cells, by name; those of nested values with the name of the value before a dot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from govparse.dataset.describing.described import Described, of
from govparse.dataset.describing.values import (
    BASIS_WORDS,
    FORM_WORDS,
    LAYOUT_WORDS,
    PLACE_WORDS,
    STATE_WORDS,
    TABLE_WORDS,
)

CELLS: Final[Mapping[str, Described]] = {
    "facts.form": of(
        "表式",
        "form",
        "此格所在部分的表式；该部分不在报告中的为空。",
        "Of the block in which the cell stands; empty where that is not in the report.",
        FORM_WORDS,
    ),
    "facts.layout": of(
        "版面",
        "layout",
        "此格所在部分的版面；该部分不在报告中的为空。",
        "Of the block in which the cell stands; empty where that is not in the report.",
        LAYOUT_WORDS,
    ),
    "facts.table": of("表", "table", "代码的第一段。", "What the code begins with.", TABLE_WORDS),
    "facts.row": of(
        "行",
        "row",
        "代码的中段；表四为复议或诉讼的种类。",
        "What stands between table and column in the code; of section 四 the procedure.",
    ),
    "facts.column": of("列", "column", "代码的末段。", "What the code ends with."),
    "code": of(
        "代码",
        "code",
        "格的代码，各表式通用；含义见 codebook。",
        "Of the cell, the same in all forms; see the codebook.",
    ),
    "value": of(
        "数",
        "value",
        "所印的数（经核对的格：核对者给出的数），精确，以所印单位计，从不换算；没有数的为空，空不是 0。",
        "The number as printed (of a corrected cell: as somebody has found it in print), exact, in the unit that is "
        "printed, never converted; empty where there is none, which is not a zero.",
    ),
    "state": of("状态", "state", "此格是什么。", "What the cell is.", STATE_WORDS),
    "facts.text": of("原文", "text", "整格所印内容，去首尾空白。", "The whole cell as printed, trimmed."),
    "unit": of(
        "单位", "unit", "格内或列名中所印单位，没有的为空。", "As printed in the cell or above it; empty if none is."
    ),
    "basis": of("依据", "basis", "数何以在此格。", "Why the value stands in this cell.", BASIS_WORDS),
    "implied": of(
        "推得之数",
        "implied",
        "空白按零计时，勾稽关系和所印各数使此格必然为何数；只列在旁，从不代替所印内容。",
        "What the sums of the form and the printed cells force the cell to be, blanks taken as zero. It stands beside "
        "what is printed and never replaces it.",
    ),
    "note": of("附注", "note", "格内数旁所印的话。", "What is printed beside the number in the cell."),
    "reason": of("未读原因", "reason", "未读的格：说明原因的规则。", "Of an unread cell: the rule that says why."),
    "place": of("位置", "place", "印在来源的何处。", "Where in the source it is printed."),
    "candidates": of(
        "可能的读法", "candidates", "未读的格：所有可能的读法。", "Of an unread cell: the readings that are admissible."
    ),
    "rules": of(
        "所涉规则",
        "rules",
        "提到此格的各条核对结果的规则；CSV 中以空格分隔。",
        "The rules of the findings that name the cell; in CSV separated by blanks.",
    ),
    "printed": of(
        "核对前的读数",
        "reading before correction",
        "经人工核对的格：原来读出的内容；其他格为空。",
        "Of a cell that somebody has checked: what was read; empty for others.",
    ),
    "correction": of(
        "核对说明",
        "note on the correction",
        "经人工核对的格：核对者的说明。",
        "Of a cell that somebody has checked: the note on it.",
    ),
    # ── parts ──
    "candidates.text": of("原文", "text", "此读法取自何文。", "What of the print it takes."),
    "place.kind": of(
        "种类",
        "kind",
        "在哪种来源中，决定以下哪些有值。",
        "In which kind of source; which others are filled depends on it.",
        PLACE_WORDS,
    ),
    "place.start": of(
        "起", "start", "在来源文字中的起始字符，从 0 计。", "First character in the text that the source shows, from 0."
    ),
    "place.end": of(
        "止",
        "end",
        "结束字符（不含）；空白格的起止相同。",
        "The character behind the last; of a blank the same as start.",
    ),
    "place.line": of("行", "line", "文本的第几行，从 1 计。", "Line of a text, from 1."),
    "place.table": of("表", "table", "网页或文档的第几个表，从 1 计。", "Table of a page or document, from 1."),
    "place.row": of("表行", "row", "表的第几行，从 1 计。", "Row of the table, from 1."),
    "place.column": of(
        "列",
        "column",
        "表的第几列；文本则为行中第几个字符；从 1 计。",
        "Column of the table; of a text, character of the line; from 1.",
    ),
    "place.page": of("页", "page", "PDF 的第几页，从 1 计。", "Page of a PDF, from 1."),
    "place.box": of(
        "框",
        "box",
        "在 PDF 页面上的左、上、右、下，以点（1/72 英寸）计，原点在左上角。",
        "Left, top, right, bottom on the page of a PDF in points (1/72 inch) from its top left corner.",
    ),
}
