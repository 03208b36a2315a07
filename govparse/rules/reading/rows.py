"""The rules of reading rows: which number stands in which column cannot be told."""

from govparse.rules.rule import Rule, Words

_COLUMNS = Words(
    zh=(
        "列数由表式规定：{table requests} 7 列，{table review} 15 列；{table proactive}在 2019 年表式中第（一）"
        "（五）（六）项各 3 列、第（八）（九）项各 2 列，在 2021 年表式中第（一）项 3 列、其余各项 1 列。"
    ),
    en=(
        "The form fixes the columns: 7 in {table requests}, 15 in {table review}; in {table proactive} 3 for "
        "items （一）, （五）, （六） and 2 for （八）, （九） (2019 form), or 3 for item （一） and 1 for each "
        "other (2021 form)."
    ),
)

ROWS: dict[str, Rule] = {
    "row-short": Rule(
        "warning",
        "“{label}”一行印有 {printed} 个数，表有 {columns} 列；空白格没有留下痕迹，无法确定各数属于哪一列，未读取",
        "row {label}: {printed} values for {columns} columns; blank cells left no trace, so no value can be placed",
        what=Words(
            zh=(
                "一行的数少于表的列数，又看不出哪几列是空白格；或者表格的一行缺少单元格、与表头对不上；或者行首多出的"
                "一条竖线可能就是一个空白格。整行未读取，印出的各数列为每一格可能的读法。空白格看得见的（网页、Word、"
                "PDF 表格中的空单元格，连续的制表符，中间没有内容的两条竖线），按空白读取，不在此列。"
            ),
            en=(
                "A row has fewer values than the table has columns, and nothing shows which columns are blank; or "
                "a row of a table lacks cells, or does not lie under its head; or a pipe that opens the row may "
                "stand for a blank. The whole row is unread, and each cell has the printed values as candidates. "
                "Blanks that can be seen (empty cells on a page, in a Word file or a PDF, two tabs in a row, two "
                "pipes with nothing between) are read as blanks and are not meant here."
            ),
        ),
        why=Words(
            zh=(
                "把网页复制成文本、从 PDF 提取文字时，空单元格往往整个消失，后面的数随之左移。两个相同的数很像是"
                "首列和末列，但也可能不是，因此不作推断。换用公布的网页或者 Word 文件，一般即可读取。"
            ),
            en=(
                "Where a page is copied as text, or text is taken out of a PDF, empty cells often vanish and what "
                "follows moves to the left. Two equal numbers look like the first and the last column, and need "
                "not be; so nothing is concluded from them. Given the page or Word file that was published, the "
                "row can mostly be read."
            ),
        ),
        source=_COLUMNS,
        example=Words(
            zh="“{row requests.received} | 21 | 21 |”：2 个数，表有 7 列，7 格均未读取，每格可能的读法都是这两个数。",
            en=(
                "{row requests.received} | 21 | 21 | has 2 values for 7 columns. All 7 cells are unread, each "
                "with these two as candidates."
            ),
        ),
    ),
    "row-long": Rule(
        "warning",
        "“{label}”一行印有 {printed} 个数，多于表的 {columns} 列，未读取",
        "row {label}: {printed} values for {columns} columns, so no value can be placed",
        what=Words(
            zh=(
                "一行的数多于表的列数；或者数与列一样多，但其间还有一个空白格，或者这一行的格子比同类各行都多，说明其"
                "中一格不属于本行。整行未读取。多出一个而各数全部相同的宽行，见“surplus-cell”；多出的一个单独在下一行"
                "的，见“number-broken”。"
            ),
            en=(
                "A row has more values than the table has columns; or as many, with a blank among them or with "
                "more cells than any other row of its kind, so that one of them is not of this row. The whole row "
                "is unread. For a wide row with one value too many and all of them equal see surplus-cell; for "
                "one too many that stands alone on the next line see number-broken."
            ),
        ),
        why=Words(
            zh=(
                "多出来的可能是页码、序号、另一行的数，也可能是填表时多填了一格。哪一个多余，从印出的文字看不出来；"
                "按次序取前几个，就会整行错位。填报单位应核对这一行；使用者可换用网页或者 Word 原件。"
            ),
            en=(
                "What is too much may be the number of a page, a running number, a value of another row, or a "
                "cell filled in by mistake. Which one it is does not show; to take the first ones in order would "
                "shift the row. The office should look at this row; a reader of the report may try the page or "
                "Word file instead of its text."
            ),
        ),
        source=_COLUMNS,
        example=Words(
            zh=(
                "“{row requests.not_processed.repeat} | 0 | 0 | 0 | 0 | 6 | 0 | 3 | 6 |”：8 个数，表有 7 列，整行"
                "未读取。"
            ),
            en=(
                "{row requests.not_processed.repeat} | 0 | 0 | 0 | 0 | 6 | 0 | 3 | 6 | has 8 values for 7 "
                "columns. The row is unread."
            ),
        ),
    ),
    "row-broken": Rule(
        "warning",
        "“{label}”一行有几个数连在一个单元格里，无法确定各属于哪一列，未读取",
        "row {label}: several numbers in one cell, columns cannot be told",
        what=Words(
            zh=(
                "一行之中，一个单元格里可能不止一个数（“3 1”“1,2”“00”），或者一个数可能分在两个单元格里（“增”与“1"
                "8”，“12”与“,113”），或者一个数另起一行而没有其他各数都有的分隔符。整行未读取；印出的各格不多于列"
                "数时，列为可能的读法。只有一列的行只影响该格（见“doubtful-cell”）。在单元格有边界的表格中，只有"
                "“00”这样以 0 开头连在一起的数字算在内。"
            ),
            en=(
                "In a row one cell may hold several numbers (3 1, 1,2, 00), or one number may be in two cells (增 "
                "and 18, 12 and ,113), or a value begins a line without the separator that the others have. The "
                "whole row is unread; the printed cells are candidates if they are not more than the columns. In "
                "a row of one column only that cell is in doubt (see doubtful-cell). In tables whose cells have "
                "borders only digits run together behind a leading 0, such as 00, count."
            ),
        ),
        why=Words(
            zh=(
                "分隔符或者空格丢失后，相邻的数会连成一格，行内的格数就不可靠；即使格数恰好等于列数，也可能是一处"
                "相连、另一处多出一格。"
            ),
            en=(
                "Where a separator or blank is lost, neighbours run together, and the number of cells proves "
                "nothing: even if it fits, another cell may have made up for the lost one."
            ),
        ),
        example=Words(
            zh="“{row proactive.normative_documents.issued} | 3 1 | 22 |”：“3 1”可能是两个数，整行未读取。",
            en="{row proactive.normative_documents.issued} | 3 1 | 22 |: 3 1 may be two numbers. The row is unread.",
        ),
    ),
    "row-cut": Rule(
        "warning",
        "“{label}”一行的数有一部分在下面几行，而其他行都只占一行，无法确定是否属于本行，未读取",
        "row {label}: some values stand on lines of their own, as in hardly any other row; whose cannot be told",
        what=Words(
            zh=(
                "报告的各行几乎都把数印在行名的同一行上，而这一行有一部分数印在下面几行；或者数恰好与列一样多，但"
                "有一部分在下面、而至少半数的行只占一行。整行未读取，印出的各数列为可能的读法。"
            ),
            en=(
                "Nearly all rows of the report have their values on the line of their label, and this one has "
                "some below; or it has one value for each column, some of them below, while at least half of the "
                "rows keep to one line. The whole row is unread; its values are candidates."
            ),
        ),
        why=Words(
            zh="下面的数可能是本行折行，也可能属于行名丢失的另一行，或者是页码；在不折行的文本里，折行本身就是异常。",
            en=(
                "What stands below may be the rest of the row, or belong to a row whose label is lost, or be the "
                "number of a page. In a text whose rows do not run over, one that does is an exception."
            ),
        ),
        example=Words(
            zh=(
                "其他各行都只占一行，而“{row requests.not_processed.repeat} | 0 | 0 | 0 | 0 |”之后另起一行为“6 | "
                "0 | 6 |”：整行未读取。"
            ),
            en=(
                "All other rows stand on one line, but {row requests.not_processed.repeat} | 0 | 0 | 0 | 0 | goes "
                "on below with 6 | 0 | 6 |. The row is unread."
            ),
        ),
    ),
    "row-empty": Rule(
        "warning",
        "“{label}”一行之后没有数，是空白还是缺失无法判断，未读取",
        "row {label}: no values follow; whether the cells are blank or lost cannot be told",
        what=Words(
            zh=(
                "行名之后没有任何数，而排版又看不出空白；{table review}只有表头、没有数时也是如此。整行未读取。空白格"
                "看得见的（空单元格、制表符、成对的竖线）读作空白，不在此列。"
            ),
            en=(
                "Nothing follows a row label, and the layout does not show blanks; the same where {table review} "
                "has its head and no values. The whole row is unread. Blanks that can be seen (empty cells, tabs, "
                "pairs of pipes) are read as blanks and are not meant here."
            ),
        ),
        why=Words(
            zh=(
                "这一行可能本来是空的，也可能数在转成文本时丢了。空白不是 0，缺失也不是空白，两者分不清时不作判断。填"
                "报单位可核对原件是否漏填。"
            ),
            en=(
                "The row may have been blank, or its values were lost with the layout. A blank is not a 0, and "
                "what is lost is not blank; which of them it is stays open. The office can see in the original "
                "whether the row was left out."
            ),
        ),
        example=Words(
            zh="“{row proactive.normative_documents.issued} |”之后直接是下一项的表头：3 格未读取。",
            en=(
                "Behind {row proactive.normative_documents.issued} | the head of the next item follows. The three "
                "cells are unread."
            ),
        ),
    ),
    "row-offset": Rule(
        "warning",
        "“{label}”一行的单元格多于表的列数，错开几格无法确定；各种读法一致的列已读取，其余未读取",
        "row {label}: more cells than columns and the offset cannot be told; only what all readings share is read",
        what=Words(
            zh=(
                "表格形式的一行，格子多于表的列数，两端有空白格，各数可以整体左右移动，表头和相邻各行也定不下来；或者"
                "没有表头，不知道哪几格是表式的列；或者这一行比其他各行都长，多出的一格不知是哪一格。各种移法都相同的"
                "格照常读取（位置记为整行），其余未读取，各种读法列为可能的读法。"
            ),
            en=(
                "A row of a grid has more cells than columns, with blanks at its ends, so that its values may be "
                "moved as a whole, and neither the head nor the rows beside it settle where they begin; or there "
                "is no head to say which of the cells are columns of the form; or the row is longer than all "
                "others, and one cell of it is too many. What is the same however it is moved is read (its place "
                "is the row), the rest is unread, with the readings as candidates."
            ),
        ),
        why=Words(
            zh=(
                "转换表格时，行名所占的格数在各行并不一致，一行因此多出或者少掉一个空白格。移动一格，整行的数就都归到"
                "相邻的列。"
            ),
            en=(
                "Where tables are converted, labels do not cover the same number of cells in each row, and a row "
                "gains or loses a blank. Moved by one, each number of the row falls into the column next to its "
                "own."
            ),
        ),
        example=Words(
            zh=(
                "“{row requests.carried_in}”之后为两个空白格、六个 0、一个空白格：七列从第二个空白格起还是从第一个 0 "
                "起，无法确定。首列和末列未读取（0 或者空白），中间五列怎样都是 0，照常读取。"
            ),
            en=(
                "Behind {row requests.carried_in} two blanks, six 0 and a blank: the seven columns may begin with "
                "the second blank or with the first 0. The first and the last column are unread (0 or blank); the "
                "five between are 0 either way and are read."
            ),
        ),
    ),
    "row-words": Rule(
        "warning",
        "“{label}”一行数与文字混排，无法确定各属于哪一列，未读取",
        "row {label}: words and numbers mixed, columns cannot be told",
        what=Words(
            zh=(
                "逐格排列的文本中，一行既有数又有文字，分在几行上。整行未读取；印出的各格不多于列数时，列为可能的"
                "读法。都在同一行上的，逐格读取，文字见“words-in-cell”；文字在最前、数在其后的，见“sub-rows”。"
            ),
            en=(
                "In a text that prints cell after cell, a row holds numbers and words, on several lines. The "
                "whole row is unread; the printed cells are candidates if they are not more than the columns. "
                "Where all stand on one line each cell is read (see words-in-cell for the words); where words "
                "come first and numbers behind them see sub-rows."
            ),
        ),
        why=Words(
            zh=(
                "折到下一行的文字可能是单元格的内容，也可能是行名、备注或者正文的一部分；它算不算一格，数属于哪一"
                "列就不同。"
            ),
            en=(
                "Words on a line of their own may be a cell, and may be a label, a remark or prose. Whether they "
                "count as a cell decides to which column the numbers belong."
            ),
        ),
        example=Words(
            zh="“{row proactive.normative_documents.issued} | 3 | 无 |”之后另起一行为“22 |”：整行未读取。",
            en="{row proactive.normative_documents.issued} | 3 | 无 | and 22 | on the next line. The row is unread.",
        ),
    ),
    "number-misplaced": Rule(
        "warning",
        "“{label}”一行写明增减的数或金额不在相应的一列，可能有空白格没有留下痕迹，各数属于哪一列无法确定，未读取",
        "row {label}: a change (增, +) or an amount falls outside the column of such; columns cannot be told",
        what=Words(
            zh=(
                "在逐格或者逐行排列、位置不能说明列的文本中，按次序归列时，写明增减的数（“增1”“+18”“-7”）不落在"
                "“{column proactive.licensing.change}”一列，或者带小数、带“元”的数不落在金额一列，而该部分有这样"
                "的一列（没有印出表头的，任一表式有即可）。整行未读取，各数列为可能的读法。网页、Word、PDF 的表格，"
                "以及各格位置固定的文本（制表符、Markdown 表格），不在此列。"
            ),
            en=(
                "In a text that prints cells or rows one after the other, where no position tells the column, a "
                "number that says it is a change (增1, +18, -7) would fall outside the column "
                "{column proactive.licensing.change}, or one with decimals or 元 outside the column of the "
                "amount, in a part that has such a column (where its head is not printed: in either form). The "
                "whole row is unread, with its values as candidates. Tables of pages, Word files and PDFs are not "
                "meant, nor are texts in which each cell keeps its position (tabs, Markdown)."
            ),
        ),
        why=Words(
            zh=(
                "数的个数虽然与列相符，但可能前面丢了一个空白格，后面又混进了别的数（如页码）。也可能是填报时填错了"
                "列；两者从文本上分不开，应对照原件。"
            ),
            en=(
                "The count fits, but a blank may have been lost before the number, and something else (the number "
                "of a page) come in behind. Or the office filled in the wrong column: the text does not tell the "
                "two apart; the original does."
            ),
        ),
        source=Words(
            zh=(
                "2019 年表式第（五）（六）（八）项有“{column proactive.licensing.change}”一列；金额一列为 2019 年"
                "表式第（九）项的“{column proactive.procurement.amount}”和 2021 年表式第（八）项的"
                "“{column proactive.fees.amount}”。"
            ),
            en=(
                "The form of 2019 has the column {column proactive.licensing.change} in items （五）, （六） and "
                "（八）. Columns of an amount are {column proactive.procurement.amount} in its item （九） and "
                "{column proactive.fees.amount} in item （八） of the form of 2021."
            ),
        ),
        example=Words(
            zh=(
                "2019 年表式中“{row proactive.licensing} | +18 | 4307 | 5 |”：“+18”落在"
                "“{column proactive.licensing.items_last_year}”一列，整行未读取。"
            ),
            en=(
                "In the form of 2019: {row proactive.licensing} | +18 | 4307 | 5 |. The +18 would fall into "
                "{column proactive.licensing.items_last_year}; the row is unread."
            ),
        ),
    ),
    "sub-rows": Rule(
        "warning",
        "“{label}”一行分成若干子行，表式没有子行，未读取；子行原样保留",
        "row {label}: printed as sub-rows, which the form does not have; left unread, the sub-rows are kept",
        what=Words(
            zh=(
                "一行行名之后先是文字、再是数，像是该行又分成若干子行。表式没有子行，整行未读取，也不相加；各子行"
                "原样保留在 unknown_rows 中，并另有“unknown-row”。用汉字写的数（“三件”）后面跟着数字的，也在此列。"
            ),
            en=(
                "Behind a row label words come first and numbers after them, as if the row were divided into rows "
                "of its own. The form has none: the whole row is unread, and nothing is added up. The parts are "
                "kept in unknown_rows as printed, each with unknown-row. A number in words (三件) before digits "
                "is met by this as well."
            ),
        ),
        why=Words(
            zh=(
                "有的单位把“{row proactive.other_services}”按行政检查、行政确认等分列。最前面的文字如果当作首列，"
                "后面的数就全部错一列；子行之和是否就是本行，报告没有说。"
            ),
            en=(
                "Some bodies divide {row proactive.other_services} by kinds such as 行政检查 and 行政确认. Were "
                "the words taken for the first column, the numbers would all be one column off; and whether the "
                "parts make up the whole the report does not say."
            ),
        ),
        example=Words(
            zh=(
                "“{row proactive.other_services} | 行政检查 | 31 | 407 |”，下一行“行政确认 | 2 | 9 |”：本行 3 格"
                "未读取，两个子行保留。"
            ),
            en=(
                "{row proactive.other_services} | 行政检查 | 31 | 407 | and below it 行政确认 | 2 | 9 |. The "
                "three cells of the row are unread, and both parts are kept."
            ),
        ),
    ),
    "row-repeated": Rule(
        "warning",
        "“{label}”一行印了不止一次，数不相同，未读取",
        "row {label}: printed more than once with different values, left unread",
        what=Words(
            zh=(
                "同一行在一份报告中印了不止一次，各次的数不同；{table review}的一行之外另有一组成行的数时，也是如"
                "此。整行未读取，两次的数都列为可能的读法（{table review}之外另有一组数的，不列）。各次相同的只计"
                "一次，不作提示；其中一次没有数的，读取有数的一次，除非另有两行以上各次的数不同：那么是印了两个表。"
            ),
            en=(
                "A row is printed more than once in a report, with different values; or besides the row of "
                "{table review} another set of values stands there that makes a row. The whole row is unread, "
                "with the values of both prints as candidates (none in the case of the other set). Where the "
                "prints agree the row counts once and nothing is said; where one of them has no values the other "
                "is read, unless two rows or more have different values: then two tables are printed."
            ),
        ),
        why=Words(
            zh=(
                "重复的行多来自为手机另排的一份表格、没有删净的上年表格或者更正前后的两稿。哪一次有效，报告没有说，"
                "应由填报单位删去一次。"
            ),
            en=(
                "Repeated rows come from a second table for small screens, from last year's table left in, or "
                "from a draft and its correction. Which print is meant the report does not say; the office should "
                "delete one."
            ),
        ),
        example=Words(
            zh=(
                "“{row requests.not_processed.repeat}”先印 0、0、0、0、6、0、6，后又印 0、0、0、0、5、0、5：7 格"
                "均未读取。"
            ),
            en=(
                "{row requests.not_processed.repeat} is printed with 0, 0, 0, 0, 6, 0, 6, and again with 0, 0, 0, "
                "0, 5, 0, 5. All seven cells are unread."
            ),
        ),
    ),
}
