"""The rules of reading single cells: what is no certain number, or stands in a doubtful place."""

from govparse.rules.rule import Rule, Words

CELLS: dict[str, Rule] = {
    "number-broken": Rule(
        "warning",
        "“{label}”一行之后另起一行有一个单独的数，最后一个数可能被折断，未读取",
        "row {label}: a bare number stands on the next line; the last number may be broken and is left unread",
        what=Words(
            zh=(
                "一行之后不远处另起一行，有一个没有行名的数。它可能是本行最后一个数折下来的后半截，因此最后一个数未读"
                "取，印出的部分列为可能的读法；本行如有空白格，也未读取，因为这个数也可能是其中之一。本行其余各格照常"
                "读取。"
            ),
            en=(
                "A bare number without a label stands on a line of its own close behind a row. It may be the rest "
                "of the row's last number, so that number is unread, with what is printed as its candidate. "
                "Blanks of the row are unread as well, since the number may belong into one of them. The other "
                "cells of the row are read."
            ),
        ),
        why=Words(
            zh=(
                "单元格内换行的数，转成文本后会分成两行。“12”下面的“6”，可能合起来是 126，也可能是页码或者别处的"
                "数。从不把两行的数字接成一个数。"
            ),
            en=(
                "A number broken inside its cell becomes two lines in a text. A 6 below a 12 may make 126, or be "
                "the number of a page, or come from elsewhere. Digits of two lines are never joined."
            ),
        ),
        example=Words(
            zh=(
                "“{row requests.not_processed.repeat} | 0 | 0 | 0 | 0 | 6 | 0 | 12 |”，下一行只有“6”："
                "“{column requests.not_processed.repeat.total}”一格未读取（可能是 12），其余 6 格照读。"
            ),
            en=(
                "{row requests.not_processed.repeat} | 0 | 0 | 0 | 0 | 6 | 0 | 12 | and a line with 6 alone below "
                "it. The cell {column requests.not_processed.repeat.total} is unread (candidate 12), the other "
                "six are read."
            ),
        ),
    ),
    "cell-merged": Rule(
        "warning",
        "“{label}”一行有单元格跨列或跨行合并，其中的数属于哪一格无法确定，未读取",
        "row {label}: a cell is merged over several columns or rows; whose number it holds cannot be told",
        what=Words(
            zh=(
                "网页、Word 或者 PDF 的表格中，有内容的一个单元格跨了几列，或者只占某列的一部分，或者向下伸到相邻的"
                "行。它所触及的格未读取，单元格的内容列为可能的读法；本行其余各格照常读取。整个盖住几列的空单元格读作"
                "空白。"
            ),
            en=(
                "In a table of a page, Word file or PDF, a cell that says something covers several columns, or "
                "part of one, or reaches into the row beside it. What it touches is unread, with the cell as "
                "candidate; the other cells of the row are read. An empty cell that covers whole columns is read "
                "as blank."
            ),
        ),
        why=Words(
            zh=(
                "合并单元格里的一个数，可能属于其中任何一列；一个“/”像是每列都不适用，但表格没有这样说。填报单位"
                "应把数字各栏的合并取消，逐格填写。"
            ),
            en=(
                "A number in a merged cell may be of any of the columns; a / looks as if it were meant for each "
                "of them, and the table does not say so. The office should split such cells and fill them in one "
                "by one."
            ),
        ),
        example=Words(
            zh=(
                "“{row requests.not_processed.publication}”一行的 7 列合并为一格，内填“/”：7 格均未读取，可能的读"
                "法为“/”。"
            ),
            en=(
                "In the row {row requests.not_processed.publication} the seven columns are merged to one cell "
                "with a / in it. All seven are unread, with / as candidate."
            ),
        ),
    ),
    "surplus-cell": Rule(
        "warning",
        "“{label}”一行印有 {printed} 个相同的数，表只有 {columns} 列；每列都是该数，但不知哪一个多余",
        "row {label}: {printed} equal numbers for {columns} columns; each column holds that number, one is left over",
        what=Words(
            zh=(
                "7 列以上的一行印在同一行上，比列多出一个数，而所有的数都相同。每列读作该数；不知多余的是哪一个，"
                "所以位置记为整行。涉及这些格的校验，最高报为存疑。"
            ),
            en=(
                "A row of seven columns or more, printed on one line, has one value too many, and all of them are "
                "equal. Each column is read as that number; since nobody can tell which one is left over, their "
                "place is the row. Checks that use these cells say no more than warning."
            ),
        ),
        why=Words(
            zh=(
                "最常见的是 15 列之下填了 16 个 0。无论哪一个多余，每列都是 0，读取不会出错；但多出一格终究说明表"
                "格有误，填报单位应删去。"
            ),
            en=(
                "Mostly sixteen 0 stand under fifteen columns. Whichever is too many, each column is a 0, so "
                "nothing can be read wrong. One cell too many is a fault of the table all the same, which the "
                "office should mend."
            ),
        ),
        source=Words(
            zh="{table review}一行 15 格：三组程序各 5 列。",
            en="{table review} has one row of 15 cells: three procedures with 5 columns each.",
        ),
        example=Words(
            zh="{table review}的一行印有 16 个 0：15 格均读作 0。",
            en="The row of {table review} holds sixteen 0. Its fifteen cells are read as 0.",
        ),
    ),
    "glued-digits": Rule(
        "warning",
        "“{label}”与数字连在一起（{digits}），无法分开，未读取",
        "row {label}: digits run together with the label ({digits}), numbers cannot be told apart",
        what=Words(
            zh="数字与行名连在同一个单元格里，中间没有任何分隔。整行未读取，也不列可能的读法，连只有一列的行也是如此。",
            en=(
                "Digits stand in the cell of the row label, run together with it. The whole row is unread, "
                "without candidates, also in a row of one column."
            ),
        ),
        why=Words(
            zh=(
                "提取文字时单元格的边界全部丢失：“3122”可以是 3、1、22，也可以是 31、2、2；只有一列时，也不能排除"
                "其中有脚注号。换用网页或者 Word 原件即可读取。"
            ),
            en=(
                "Taking out the text has lost all borders of cells: 3122 may be 3, 1, 22 and also 31, 2, 2, and "
                "even in one column a footnote may be among the digits. From the page or Word file the row can be "
                "read."
            ),
        ),
        example=Words(
            zh="“{row proactive.normative_documents.issued}3122”：3 格均未读取。",
            en="{row proactive.normative_documents.issued}3122: all three cells are unread.",
        ),
    ),
    "doubtful-cell": Rule(
        "warning",
        "“{label}”一行有单元格不是可以确定的数：{digits}",
        "row {label}: a cell is no certain number: {digits}",
        what=Words(
            zh=(
                "一个单元格里有数字，但整格不是一个可以确定的数：夹有问号、括号、百分号或者文字（“? 3”“(6)”“5%”"
                "“共5件”），或者其中有上标、下标、删除线，或者单元格内换行，或者 PDF 中数字重叠、被表线切开。该格"
                "未读取，本行其余各格照常读取。“16件”“增1”“52.15元”“32（其中修订16件）”是数，不在此列。"
            ),
            en=(
                "A cell holds digits, and as a whole is no certain number: question marks, brackets, percent "
                "signs or words beside them (? 3, (6), 5%, 共5件), raised, lowered or struck characters, a break "
                "inside the cell, or in a PDF digits that overlap or are cut by a rule. The cell is unread, the "
                "others of its row are read. 16件, 增1, 52.15元 and 32（其中修订16件） are numbers and not meant."
            ),
        ),
        why=Words(
            zh=(
                "“5”加脚注“1”，看起来就是“51”；“283”与“04”上下两行，可能是一个数，也可能是两个。从中挑出数字，就"
                "可能得出报告没有印过的数。填报单位应只填数，脚注移到表外。"
            ),
            en=(
                "A 5 with the footnote 1 looks like 51; 283 above 04 may be one number or two. To pick digits out "
                "could yield a number that the report never printed. The office should leave the number alone in "
                "its cell and put notes below the table."
            ),
        ),
        example=Words(
            zh="“{row proactive.licensing} | ? 164 |”：该格未读取，原文“? 164”保留。",
            en="{row proactive.licensing} | ? 164 |: the cell is unread, and its text ? 164 is kept.",
        ),
    ),
    "text-ends": Rule(
        "warning",
        "正文在表中结束，最后一个数可能不完整，未读取",
        "the text ends inside a table; its last number may be cut and is left unread",
        what=Words(
            zh=(
                "文本或者网页在表中结束，最后一个数之后没有分隔符。该数未读取，印出的部分列为可能的读法；它单独占"
                "一行、又在行名之下的，或者所在的行比其他各行都长的，整行未读取。之后没有印出的各行为缺失。数后有"
                "分隔符的，照常读取。Word 和 PDF 文件不在此列。"
            ),
            en=(
                "A text or page ends inside a table, with no separator behind its last number. That number is "
                "unread, with what is printed as candidate. If it stands alone on its line below the label, or "
                "its row is longer than all others, the whole row is unread. Rows that are no longer printed are "
                "absent. A number with a separator behind it is read. Word files and PDFs are not meant."
            ),
        ),
        why=Words(
            zh="下载或者抓取中断的文件，可能断在一个数的中间：“16”也许是“163”的前两位。请重新取得完整的文件。",
            en=(
                "A download or crawl that broke off may have done so inside a number: 16 may be the beginning of "
                "163. Get the whole file."
            ),
        ),
        example=Words(
            zh=(
                "文件以“{row requests.concluded} | 23 | 24 | 25 | 31 | 31 | 29 | 16”结束：前 6 格读取，"
                "“{column requests.concluded.total}”一格未读取。"
            ),
            en=(
                "The file ends with {row requests.concluded} | 23 | 24 | 25 | 31 | 31 | 29 | 16. Six cells are "
                "read, the cell {column requests.concluded.total} is unread."
            ),
        ),
    ),
    "words-in-cell": Rule(
        "info",
        "“{label}”一行的数字栏中是文字：{digits}",
        "row {label}: words in the place of a number: {digits}",
        what=Words(
            zh=(
                "数字栏中是文字，或者是 16 位以上的数字。该格的状态为 text，原文保留，没有数值；本行其余各格照常"
                "读取。“/”“-”“不适用”“不涉及”另有状态 not_applicable，不在此列。"
            ),
            en=(
                "Words stand in the place of a number, or sixteen digits and more. The state of the cell is text, "
                "what is printed is kept, and it has no value; the others of its row are read. /, -, 不适用 and "
                "不涉及 have a state of their own, not_applicable, and are not meant."
            ),
        ),
        why=Words(
            zh=(
                "“无”未必等于 0，“三件”“详见公示栏”也不换算成数；这是如实保留，不是读取不清。需要统计的，填报单位"
                "应改填数字。"
            ),
            en=(
                "无 need not be 0, and words such as 三件 or 详见公示栏 are not turned into numbers. They are "
                "kept as they are; nothing is in doubt. Where it is to be counted the office should print a "
                "number."
            ),
        ),
        example=Words(
            zh="“{row proactive.licensing} | 无 |”：该格的状态为 text，原文为“无”。",
            en="{row proactive.licensing} | 无 |: the state of the cell is text, and its text is 无.",
        ),
    ),
}
