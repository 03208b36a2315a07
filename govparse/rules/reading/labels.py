"""The rules of reading labels: lost, printed in part, out of order, not of the form, of several forms."""

from govparse.rules.rule import Rule, Words

LABELS: dict[str, Rule] = {
    "label-lost": Rule(
        "warning",
        "“{label}”一行没有行名，附近有不属于任何行的数；属于哪一行无法确定，未读取",
        "row {label}: its label is not in the text, but values without a label are; they cannot be placed",
        what=Words(
            zh=(
                "表式的一行在正文中没有行名，而它应在的位置上有不带行名的数，或者紧接在一个大类的名称之后有数。从"
                "这些数到下一个印出的行名之间，表式各行都作未读取，不作缺失；这些数保留在 unknown_rows 中，并另有"
                "“loose-values”或“unknown-row”。"
            ),
            en=(
                "A row of the form has no label in the text, but values without a label, or values right behind "
                "the name of a group, stand where it would be. All rows of the form from there to the next "
                "printed label are unread and not absent. The values are kept in unknown_rows, with loose-values "
                "or unknown-row."
            ),
        ),
        why=Words(
            zh=(
                "网页转成文本时，行名有时会随内层标签一起丢失，数却留了下来。缺几个行名、每组数归哪一行，数本身不"
                "能说明。换用网页或者 Word 原件一般可以读取。"
            ),
            en=(
                "When a page is turned into text, labels are sometimes lost with the inner tags that held them, "
                "and the numbers stay. How many labels are missing and which numbers belong to which row the "
                "numbers do not say. Given the page or Word file the rows can mostly be read."
            ),
        ),
        example=Words(
            zh=(
                "表头之后没有“{row proactive.rules}”，直接是“2”“1”“31”，然后才是"
                "“{row proactive.normative_documents.issued}”：“{row proactive.rules}”的 3 格未读取，这 3 个数保"
                "留。"
            ),
            en=(
                "Behind the head the label {row proactive.rules} is missing: 2, 1, 31 follow at once, then "
                "{row proactive.normative_documents.issued}. The three cells of {row proactive.rules} are unread, "
                "and the three numbers are kept."
            ),
        ),
    ),
    "labels-before-numbers": Rule(
        "warning",
        "“{label}”一行之前的行名没有数，次序又与表式不同；这些数属于哪一行无法确定，未读取",
        "row {label}: out of order and behind a label without numbers; whose numbers these are cannot be told",
        what=Words(
            zh=(
                "两个行名相连，其后才有一组数，而且两个行名的次序与表式相反，或者印在同一行上。这组数属于哪一个行"
                "名无法确定，两行均未读取（前一行另有“row-empty”）。两个行名按表式次序分行印出的，前一行按没有数"
                "处理，这组数归后一行。只涉及逐格排列的文本，网页、Word、PDF 的表格不在此列。"
            ),
            en=(
                "Two row labels follow each other before any number, and they are in the reverse order of the "
                "form, or on one line. Whose numbers stand behind them cannot be told; both rows are unread (the "
                "first of them with row-empty). Where the two stand on lines of their own in the order of the "
                "form, the first has no values and the numbers are those of the second. Only texts that print "
                "cell after cell are concerned, not tables of pages, Word files or PDFs."
            ),
        ),
        why=Words(
            zh="按列提取文字，或者网页把一列行名排在一起时，行名会离开自己的数。次序既已打乱，就不能再按位置归行。",
            en=(
                "Where text is taken out column by column, labels leave their numbers behind. Once the order is "
                "broken, position says nothing about the row."
            ),
        ),
        example=Words(
            zh=(
                "依次印有“{row proactive.normative_documents.issued}”“{row proactive.rules}”“2”“1”“31”：次序与表"
                "式相反，两行均未读取。"
            ),
            en=(
                "Printed one below the other: {row proactive.normative_documents.issued}, {row proactive.rules}, "
                "2, 1, 31. The labels are in the reverse order of the form; both rows are unread."
            ),
        ),
    ),
    "form-unclear": Rule(
        "warning",
        "“{label}”一行的表头缺失或不全，无法确定按哪一种格式填写，未读取",
        "row {label}: what is printed of its head fits several forms, whose columns differ; the row is unread",
        what=Words(
            zh=(
                "一行所在部分的表头没有印出或者残缺，行名在 2019 年和 2021 年两种表式中都有，而所对应的列不同。整"
                "行未读取，也不列可能的读法。报告的年度和其他部分的表式都不能代替表头。"
            ),
            en=(
                "The head above a row is missing or incomplete, its label stands in the form of 2019 and in that "
                "of 2021, and the two have other columns there. The whole row is unread, without candidates. "
                "Neither the year of the report nor the form of its other parts stands in for the head."
            ),
        ),
        why=Words(
            zh=(
                "同样的 3 个数，按两种表式是完全不同的事项。相当一部分 2021 年及以后的报告仍用 2019 年表式，也有一张"
                "表中混用两种表式的，所以年度不能说明问题。补上表头即可读取。"
            ),
            en=(
                "The same three numbers mean quite different things in the two forms. A good part of the reports "
                "on 2021 and later still uses the tables of 2019, and some mix both in one table, so the year "
                "decides nothing. With its head printed the row is read."
            ),
        ),
        source=Words(
            zh=(
                "第（一）项的 3 列，2019 年表式为“{column proactive.rules.made}”"
                "“{column proactive.rules.disclosed}”“{column proactive.rules.disclosed_total}”，2021 年表式为"
                "“{column proactive.rules.issued}”“{column proactive.rules.repealed}”"
                "“{column proactive.rules.in_force}”。"
            ),
            en=(
                "Item （一） has the columns {column proactive.rules.made}, {column proactive.rules.disclosed}, "
                "{column proactive.rules.disclosed_total} in the form of 2019, and "
                "{column proactive.rules.issued}, {column proactive.rules.repealed}, "
                "{column proactive.rules.in_force} in that of 2021."
            ),
        ),
        example=Words(
            zh="没有表头，只印有“{row proactive.rules} | 0 | 0 | 0 |”：无法确定是哪一种表式的 3 列，未读取。",
            en=(
                "Without any head above it: {row proactive.rules} | 0 | 0 | 0 |. Of which form these three "
                "columns are cannot be told; they are unread."
            ),
        ),
    ),
    "unknown-row": Rule(
        "info",
        "表式中没有的行“{label}”，原样保留",
        "a row that the form does not have, kept as printed: {label}",
        what=Words(
            zh=(
                "表中有一行，行名不在表式之中，或者大类的名称之后直接有数。该行原样保留在 unknown_rows 中，不归入"
                "任何相近的行，其数也不计入任何格。"
            ),
            en=(
                "A table holds a row whose label the form does not have, or values right behind the name of a "
                "group. It is kept as printed in unknown_rows; it is never mapped to the row most like it, and "
                "its numbers count nowhere."
            ),
        ),
        why=Words(
            zh=(
                "有的地方在表中加行，有的改动行名；行名之间本来就很相似，按相似程度猜测会把数归到别的行。表式规定"
                "的行因此没有读到的，另有“rows-missing”。填报单位应恢复规定的行名。"
            ),
            en=(
                "Some places add rows, some change labels; the labels of the form resemble each other, and a "
                "guess by likeness would put numbers into other rows. Where a row of the form was not read "
                "because of it, rows-missing says so. The office should restore the prescribed label."
            ),
        ),
        example=Words(
            zh="“{row proactive.normative_documents.issued}”之下另有一行“其他主动公开文件 | 9 | 9 | 9 |”：原样保留。",
            en=(
                "Below {row proactive.normative_documents.issued} stands another row 其他主动公开文件 | 9 | 9 | 9 "
                "|. It is kept as printed."
            ),
        ),
    ),
    "label-part": Rule(
        "info",
        "行名或列名只印出一部分：“{digits}”，读作“{label}”",
        "a label printed in part: {digits}, read as {label}",
        what=Words(
            zh=(
                "一个行名只印出一部分（四个字以上，其中一段，或者依次的两段），而此处表式只有一个行名与之相符。照"
                "该行名读取，不影响读取结果。相符的不止一个，或者字有出入的，作“unknown-row”。"
            ),
            en=(
                "Of a row label only a part is printed (four characters or more: a stretch of it, or two in "
                "order), and only one label that may stand there fits. The row is read as that label, and nothing "
                "is in doubt. Where several fit, or characters differ, the row is unknown (unknown-row)."
            ),
        ),
        why=Words(
            zh="长行名常在单元格内或者换页处断开，也有简写的。只接受唯一相符的部分，不计算相似程度。",
            en=(
                "Long labels are broken inside their cell or by the end of a page, or written short. Only a part "
                "that fits a single label is accepted; no likeness is computed."
            ),
        ),
        example=Words(
            zh="印作“4.无正当理由大量”：读作“{row requests.not_processed.excessive}”。",
            en="Printed as 4.无正当理由大量, read as {row requests.not_processed.excessive}.",
        ),
    ),
    "rows-out-of-order": Rule(
        "info",
        "“{label}”一行的次序与表式不同",
        "row {label}: not where the form has it",
        what=Words(
            zh="一行印在表式中排在它后面的行之后。行名说明它是哪一行，照常读取。",
            en=(
                "A row stands behind one that the form has after it. Its label says which row it is; it is read "
                "as usual."
            ),
        ),
        why=Words(
            zh=(
                "填报时调换了行，或者分页、分栏改变了提取的次序。数随行名，不随位置；行名与数的对应有疑问的，另有"
                "“labels-before-numbers”。"
            ),
            en=(
                "The office exchanged rows, or pages and columns changed the order in which text is taken out. "
                "Numbers go with their label, not with their position; where it is in doubt to which label they "
                "belong, labels-before-numbers says so."
            ),
        ),
        source=Words(
            zh="行的次序由表式规定。",
            en="The form fixes the order of rows.",
        ),
        example=Words(
            zh=(
                "“{row proactive.compulsion} | 8 |”在前，“{row proactive.penalties} | 57 |”在后：两行都照读，对后"
                "一行作提示。"
            ),
            en=(
                "{row proactive.compulsion} | 8 | comes first and {row proactive.penalties} | 57 | behind it. "
                "Both are read; it is said of the latter."
            ),
        ),
    ),
}
