"""The rules of the sums that the form prescribes (勾稽关系)."""

from govparse.rules.rule import Rule, Words

_SUM = (
    "{where}：{left}，{right}，{least}差 {difference}",
    "{where}: {left}, {right}, difference {least}{difference}",
)
_UNKNOWN = Words(
    "空白不是 0：有空白、未读取或缺失的单元格时，只有无论填入什么非负数都不能成立，才提示。负数和小数不参加计算。",
    "A blank is no 0: where cells are blank, unread or absent, the sum is broken only if no numbers of zero or more "
    "in them could make it hold. Negative numbers and decimals take no part.",
)
_TABLE_THREE = Words(
    "两种表式表三：右边一列为“{column requests.received.total}”，即左边六列之和",
    "section three of both forms: the last column, {column requests.received.total}, is the sum of the six before it",
)
_RESULTS = Words(
    "两种表式表三：“{row requests.concluded}”是第三项之下（一）至（六）各行之和",
    "section three of both forms: {row requests.concluded} is the sum of the rows under （一） to （六） of item 三",
)
_BALANCE = Words(
    "两种表式表三左上角印明：第一项加第二项，等于第三项加第四项",
    "section three of both forms, printed in the upper left corner: items one and two are as many as three and four",
)
_REVIEW = Words(
    "两种表式表四：每组最后一列（如“{column review.reconsideration.total}”）为前四列之和",
    "section four of both forms: the last column of a procedure ({column review.reconsideration.total}) is the sum of "
    "the four before it",
)
_ALL = Words(
    "两种表式表三、表四的合计，和表三左上角印明的关系",
    "the totals of sections three and four of both forms, and the relation printed in the corner of section three",
)

ARITHMETIC: dict[str, Rule] = {
    # ── one sum
    "row-sum-broken": Rule(
        "error",
        *_SUM,
        what=Words(
            f"表三每一行六类申请人之和应等于“{{column requests.received.total}}”。{_UNKNOWN.zh}",
            f"In each row of section three the six kinds of applicants add up to "
            f"{{column requests.received.total}}. {_UNKNOWN.en}",
        ),
        why=Words(
            "多是改了一格而没有改合计，或者照抄了上一年的合计。这一行里每一个数都可能是错的；"
            "能由其他关系查明是哪一个时，由另外的规则提示。",
            "Mostly a cell was corrected and its total was not, or the total is last year's. Any number of the row "
            "may be the wrong one; where other sums tell which, another rule says so.",
        ),
        source=_TABLE_THREE,
        example=Words(
            "“{row requests.granted}”行各类申请人之和为 5，“{column requests.granted.total}”印为 6；各列之和无从核对。",
            "In the row {row requests.granted} the applicants add up to 5 and 6 is printed for "
            "{column requests.granted.total}; the columns cannot be assessed.",
        ),
    ),
    "result-sum-broken": Rule(
        "error",
        *_SUM,
        what=Words(
            "表三每一列各项办理结果之和应等于“{row requests.concluded}”。消息中写出不为 0 的各项，其余只计数。"
            f"{_UNKNOWN.zh}表中有表式没有的行并且印有数时，不作判断。",
            "In each column of section three all results add up to {row requests.concluded}. The message writes out "
            f"what is not 0. {_UNKNOWN.en} Where a row that the form does not have holds numbers, nothing is said.",
        ),
        why=Words(
            "结果分散在二十多行，漏记一件最为常见。第一、二、四项与之相符而这里不符时，错在某一行结果，不在合计。",
            "The results stand in more than twenty rows, and one application is easily forgotten. If items one, two "
            "and four agree with the total and the results do not, a result is wrong and not the total.",
        ),
        source=_RESULTS,
        example=Words(
            "只印合计一列的报告，各项结果合计 60，“{row requests.concluded}”印为 61。",
            "A report that prints totals only: the results come to 60, and 61 is printed for {row requests.concluded}.",
        ),
    ),
    "balance-broken": Rule(
        "error",
        *_SUM,
        what=Words(
            f"表三每一列：新收与上年结转之和，应等于办理结果总计与结转下年度之和。{_UNKNOWN.zh}",
            "In each column of section three what is new and what was carried in are as many as what was concluded "
            f"and what is carried out. {_UNKNOWN.en}",
        ),
        why=Words(
            "这是表式本身印明的关系，也是最先被核对的。错多出在结转：上年结转照抄了别的年度，或结转下年度没有随办结数修改。",
            "The form itself prints this relation, and readers check it first. Mostly a number carried over is wrong: "
            "taken from another year, or not corrected when another application was concluded.",
        ),
        source=_BALANCE,
        example=Words(
            "“{column requests.received.natural_person}”一列：新收 60，结转 0，办结 61，结转下年度 0。",
            "In the column {column requests.received.natural_person} 60 are new, none was carried in, 61 are "
            "concluded, none is carried out.",
        ),
    ),
    "review-sum-broken": Rule(
        "error",
        *_SUM,
        what=Words(
            f"表四每组四种情形之和应等于本组的合计。{_UNKNOWN.zh}",
            f"In each procedure of section four the four outcomes add up to its total. {_UNKNOWN.en}",
        ),
        why=Words(
            "表四没有别的关系可以互相印证，一组之中哪一个数有误，要查案卷。",
            "No other sum crosses those of section four: which number of a procedure is wrong, the files tell.",
        ),
        source=_REVIEW,
        example=Words(
            "某组四种情形为 1、0、0、0，合计印为 2。",
            "The four outcomes of a procedure are 1, 0, 0, 0, and 2 is printed for their total.",
        ),
    ),
    # ── where the error is
    "cell-contradicted": Rule(
        "error",
        "{cell}印为 {printed}，与其他数不符；若为 {value}，则{sums}均能成立{together}",
        "{cell}: {printed} is printed, which the other numbers contradict; with {value}, {sums} could hold{together}",
        what=Words(
            "几项勾稽关系不成立，而改动一个单元格就能使它们都成立，又不使其他关系落空；"
            "同样小的改动没有第二种。所说的数是由其他数推出的，不改动报告中的数。",
            "Several sums are broken, a change of one cell would let all of them hold without breaking another, "
            "and there is no second change as small. The number named follows from the others; what is printed stays.",
        ),
        why=Words(
            "一个错数同时破坏一行和一列，差数相同，错处就在交叉的一格。多是录入时错了一位数字。",
            "A wrong number breaks its row and its column by the same difference, and stands where they cross. "
            "Mostly a digit was mistyped.",
        ),
        source=_ALL,
        example=Words(
            "“{row requests.granted}”行差 1，“{column requests.granted.business}”列也差 1："
            "两者相交的一格印为 3，改为 4 则相符。",
            "The row {row requests.granted} and the column {column requests.granted.business} are both off by 1: "
            "where they cross, 3 is printed and 4 would agree.",
        ),
    ),
    "row-contradicted": Rule(
        "error",
        "{cell}印为 {printed}，{other}印为 {other_printed}，与其他数不符；"
        "若为 {value} 和 {other_value}，则{sums}均能成立{together}",
        "{cell}: {printed} and {other}: {other_printed} are printed, which the other numbers contradict; "
        "with {value} and {other_value}, {sums} could hold{together}",
        what=Words(
            "几项勾稽关系不成立，而把一行中的一格和本行合计增减同一个数，就都能成立；同样小的改动没有第二种。",
            "Several sums are broken, and they could hold if a cell and the total of its row changed by the same "
            "amount; there is no second change as small.",
        ),
        why=Words(
            "漏记或多记一件申请，这一格和本行合计一起差 1，本行之和却仍成立。这是报告中最常见的一种错。",
            "An application forgotten, or counted twice, changes a cell and the total of its row together, so that "
            "the row still adds up. It is the commonest error in reports.",
        ),
        source=_ALL,
        example=Words(
            "“{column requests.concluded.natural_person}”列和“{column requests.concluded.total}”列各有两项关系差 1，"
            "各行之和都成立：“{row requests.concluded}”行的两格都少 1。",
            "The columns {column requests.concluded.natural_person} and {column requests.concluded.total} are each "
            "off by 1 in two sums, and all rows add up: in {row requests.concluded} both cells lack 1.",
        ),
    ),
    "cells-swapped": Rule(
        "error",
        "{cell}({printed})与{other}({other_printed})可能填颠倒了；互换后{sums}均能成立{together}",
        "{cell} ({printed}) and {other} ({other_printed}) may have changed places; "
        "exchanged, {sums} could hold{together}",
        what=Words(
            "至少两项勾稽关系不成立，而同一行或同一列的两格互换，就都能成立；同样小的改动没有第二种。"
            "相差 1 的两格不算：误记一件也有同样的结果。",
            "At least two sums are broken, and they could hold if two cells of a row or of a column were exchanged; "
            "there is no second change as small. Numbers that differ by 1 are left out: one application counted in "
            "the wrong cell does the same.",
        ),
        why=Words(
            "同一行两格颠倒，本行之和不变，两列一多一少，差数相同。",
            "If two cells of a row change places, the row still adds up, one column is too large and another too "
            "small by the same difference.",
        ),
        source=_ALL,
        example=Words(
            "“{column requests.granted.research}”列多 3，“{column requests.granted.business}”列少 3，"
            "“{row requests.granted}”行这两格为 5 和 2。",
            "The column {column requests.granted.research} is 3 too large, {column requests.granted.business} 3 too "
            "small, and {row requests.granted} holds 5 and 2 there.",
        ),
    ),
    "row-shifted": Rule(
        "error",
        "一行的数可能整体错了一列，自{cell}起：{change}，则{sums}均能成立{together}",
        "the numbers of a row may stand one column off, from {cell} on: with {change}, {sums} could hold{together}",
        what=Words(
            "至少两项勾稽关系不成立，而把一行的数左移或右移一列，就都能成立；同样小的改动没有第二种。"
            "只有网页和 Word 文件中的表格才报为错误：文本和 PDF 中，多出或丢失一个数也会造成同样的结果。",
            "At least two sums are broken, and they could hold if the numbers of a row moved one column to the left or "
            "to the right; there is no second change as small. It is an error in tables of web pages and Word files "
            "only: in a text or a PDF, a number lost and a stray one look the same.",
        ),
        why=Words(
            "粘贴一行时少选或多选了一格。移出的一端空出的格为空白或 0。",
            "A row was pasted with one cell too few or too many. The cell that the numbers moved away from is blank "
            "or 0.",
        ),
        source=_ALL,
        example=Words(
            "“{row requests.partly_granted}”行印为 0、4、1、0、0、0、0，应为 4、1、0、0、0、0、5。",
            "0, 4, 1, 0, 0, 0, 0 is printed for {row requests.partly_granted}; 4, 1, 0, 0, 0, 0, 5 would agree.",
        ),
    ),
    "sums-broken-together": Rule(
        "error",
        "{count} 项勾稽关系同时不成立：{sums}；{ways}，就都能成立：{mends_named}",
        "{count} sums are broken together: {sums}; {ways} would let them hold: {mends_named}",
        what=Words(
            "几项勾稽关系不成立，要改动不止一格才能使它们成立，或者有几种同样小的改动，从表中看不出是哪一种。"
            "全部列出，不作取舍。",
            "Several sums are broken, and several changes, equally small, would let them hold, or only changes in "
            "several cells would; the tables do not tell which is meant. All are listed, and none is chosen.",
        ),
        why=Words(
            "例如某列及合计列的结果之和都少 1，各行之和都成立：漏记的一件可能属于任何一行。要查台账。",
            "If the results of a column and of the totals both lack 1 and all rows add up, the application that was "
            "forgotten may belong to any row. The office's own list tells.",
        ),
        source=_ALL,
        example=Words(
            "两行都差 1，两列也都差 1：错的两格有两种配法。",
            "Two rows and two columns are each off by 1: there are two pairs of cells that would explain it.",
        ),
    ),
}
