"""The rules of reading: what the reader has to say about cells, tables and the report as a whole."""

from govparse.rules.rule import Rule

READING: dict[str, Rule] = {
    # ── cells that cannot be placed or read
    "row-short": Rule(
        "warning",
        "“{label}”一行印有 {printed} 个数，表有 {columns} 列；空格没有留下痕迹，无法确定各数属于哪一列，未读取",
        "row {label}: {printed} values for {columns} columns; blank cells left no trace, so no value can be placed",
    ),
    "row-long": Rule(
        "warning",
        "“{label}”一行印有 {printed} 个数，多于表的 {columns} 列，未读取",
        "row {label}: {printed} values for {columns} columns, so no value can be placed",
    ),
    "number-broken": Rule(
        "warning",
        "“{label}”一行之后另起一行有一个单独的数，最后一个数可能被折断，未读取",
        "row {label}: a bare number stands on the next line; the last number may be broken and is left unread",
    ),
    "labels-before-numbers": Rule(
        "warning",
        "“{label}”一行之前的行名没有数，次序又与表式不同；这些数属于哪一行无法确定，未读取",
        "row {label}: out of order and behind a label without numbers; whose numbers these are cannot be told",
    ),
    "row-broken": Rule(
        "warning",
        "“{label}”一行有几个数连在一个单元格里，无法确定各属于哪一列，未读取",
        "row {label}: several numbers in one cell, columns cannot be told",
    ),
    "row-cut": Rule(
        "warning",
        "“{label}”一行的数有一部分在下面几行，而其他行都只占一行，无法确定是否属于本行，未读取",
        "row {label}: some values stand on lines of their own, as in hardly any other row; whose cannot be told",
    ),
    "form-unclear": Rule(
        "warning",
        "“{label}”一行的表头缺失或不全，无法确定按哪一种格式填写，未读取",
        "row {label}: what is printed of its head fits several forms, whose columns differ; the row is unread",
    ),
    "label-lost": Rule(
        "warning",
        "“{label}”一行没有行名，附近有不属于任何行的数；属于哪一行无法确定，未读取",
        "row {label}: its label is not in the text, but values without a label are; they cannot be placed",
    ),
    "row-empty": Rule(
        "warning",
        "“{label}”一行之后没有数，是空格还是缺失无法判断，未读取",
        "row {label}: no values follow; whether the cells are blank or lost cannot be told",
    ),
    "row-offset": Rule(
        "warning",
        "“{label}”一行的单元格多于表的列，错开几格无法确定；各种读法一致的列已读取，其余未读取",
        "row {label}: more cells than columns and the offset cannot be told; only what all readings share is read",
    ),
    "cell-merged": Rule(
        "warning",
        "“{label}”一行有单元格跨列或跨行合并，其中的数属于哪一格无法确定，未读取",
        "row {label}: a cell is merged over several columns or rows; whose number it holds cannot be told",
    ),
    "row-words": Rule(
        "warning",
        "“{label}”一行数与文字混排，无法确定各属于哪一列，未读取",
        "row {label}: words and numbers mixed, columns cannot be told",
    ),
    "number-misplaced": Rule(
        "warning",
        "“{label}”一行写明增减的数或金额不在相应的一列，可能有空格没有留下痕迹，各数属于哪一列无法确定，未读取",
        "row {label}: a change (增, +) or an amount falls outside the column of such; columns cannot be told",
    ),
    "sub-rows": Rule(
        "warning",
        "“{label}”一行分成若干子行，表式没有子行，未读取；子行原样保留",
        "row {label}: printed as sub-rows, which the form does not have; left unread, the sub-rows are kept",
    ),
    "surplus-cell": Rule(
        "warning",
        "“{label}”一行印有 {printed} 个相同的数，表只有 {columns} 列；每列都是该数，但不知哪一个多余",
        "row {label}: {printed} equal numbers for {columns} columns; each column holds that number, one is left over",
    ),
    "row-repeated": Rule(
        "warning",
        "“{label}”一行印了不止一次，数不相同，未读取",
        "row {label}: printed more than once with different values, left unread",
    ),
    "glued-digits": Rule(
        "warning",
        "“{label}”与数字连在一起（{digits}），无法分开，未读取",
        "row {label}: digits run together with the label ({digits}), numbers cannot be told apart",
    ),
    "doubtful-cell": Rule(
        "warning",
        "“{label}”一行有单元格不是可以确定的数：{digits}",
        "row {label}: a cell is no certain number: {digits}",
    ),
    "text-ends": Rule(
        "warning",
        "正文在表中结束，最后一个数可能不完整，未读取",
        "the text ends inside a table; its last number may be cut and is left unread",
    ),
    "words-in-cell": Rule(
        "info",
        "“{label}”一行的数字栏中是文字：{digits}",
        "row {label}: words in the place of a number: {digits}",
    ),
    # ── whole tables
    "repeats-removed": Rule(
        "error",
        "正文中重复的行已被删去，表中各数无法对应到列，未读取",
        "repeated lines were removed from the text; no number of the tables can be placed",
    ),
    "numbers-before-labels": Rule(
        "warning",
        "“{label}”所在的表数在行名之前，各数属于哪一行无法确定，未读取",
        "table of {label}: numbers stand before their labels, rows cannot be told",
    ),
    "columns-disordered": Rule(
        "warning",
        "“{label}”所在的表列的次序与表式不同，未读取",
        "table of {label}: the columns are printed in another order than in the form, left unread",
    ),
    "table-missing": Rule(
        "error",
        "没有找到第{number}部分“{table}”的表（可能是图片、附件或未公布）；该表各项为缺失",
        "section {number} ({table}): no table in the text (a picture, an attachment, or none); its cells are absent",
    ),
    "table-picture": Rule(
        "error",
        "第{number}部分“{table}”的表是图片，无法读取；该表各项为缺失",
        "section {number} ({table}): the table is a picture, which is not read; its cells are absent",
    ),
    "table-attached": Rule(
        "error",
        "没有找到第{number}部分“{table}”的表，可能在附件中（{label}）；该表各项为缺失",
        "section {number} ({table}): no table here; it may be in an attached file ({label}); its cells are absent",
    ),
    "rows-missing": Rule(
        "warning",
        "第{number}部分“{table}”的表缺 {printed} 行：{label}",
        "section {number} ({table}): {printed} rows of the form are not in the text: {label}",
    ),
    "unknown-row": Rule(
        "info",
        "表式中没有的行“{label}”，原样保留",
        "a row that the form does not have, kept as printed: {label}",
    ),
    "loose-values": Rule(
        "warning",
        "表中有不属于任何行的数：{digits}",
        "values without a row in a table: {digits}",
    ),
    "label-part": Rule(
        "info",
        "行名或列名只印出一部分：“{digits}”，读作“{label}”",
        "a label printed in part: {digits}, read as {label}",
    ),
    "rows-out-of-order": Rule(
        "info",
        "“{label}”一行的次序与表式不同",
        "row {label}: not where the form has it",
    ),
    # ── the report as a whole
    "forms-mixed": Rule(
        "info",
        "第{number}部分“{table}”混用不同年份的表式：{label}",
        "section {number} ({table}) mixes forms: {label}",
    ),
    "form-of-other-year": Rule(
        "info",
        "{year} 年的报告使用 {label} 年的表式",
        "a report on {year} printed in the form of {label}",
    ),
    "year-unknown": Rule(
        "warning",
        "没有找到报告年度",
        "the year of the report was not found",
    ),
    "year-doubtful": Rule(
        "warning",
        "标题的年度（{year}）与正文的年度（{label}）不同，以标题为准",
        "the title says {year}, the text {label}; the title is followed",
    ),
    "title-unknown": Rule(
        "warning",
        "没有找到报告标题",
        "the title of the report was not found",
    ),
    "issuer-unknown": Rule(
        "warning",
        "没有找到发布机关",
        "the body that issued the report was not found",
    ),
    "headings-missing": Rule(
        "warning",
        "没有找到标题：{label}",
        "headings not found: {label}",
    ),
    "older-layout": Rule(
        "error",
        "这是 2019 年以前的版式（{label}），没有现行表式的表",
        "a layout older than 2019 ({label}), without the tables of the forms",
    ),
    "text-too-long": Rule(
        "error",
        "文本过长，第 {number} 行以后没有读取",
        "the text is too long; nothing after line {number} was read",
    ),
    "line-too-long": Rule(
        "warning",
        "第 {number} 行分隔符过多，不作为表读取",
        "line {number} has too many separators to be a row of a table; it was not read as one",
    ),
    "report-repeated": Rule(
        "info",
        "同一份报告印了不止一次，内容相同，只读一次",
        "the same report is printed more than once, alike; it was read once",
    ),
    "tracked-changes": Rule(
        "warning",
        "文件中有修订标记（{count} 处），按修订后的文字读取",
        "the file holds tracked changes ({count}); the final text was read",
    ),
    "pages-scanned": Rule(
        "error",
        "第 {pages} 页是扫描图片，没有文字，未读取",
        "pages {pages} are scanned pictures without text; they were not read",
    ),
    "text-recognised": Rule(
        "warning",
        "文字是对扫描图片识别（OCR）的结果，可能有误",
        "the text is what character recognition (OCR) made of scanned pictures; it may be wrong",
    ),
    "text-cut": Rule(
        "warning",
        "文件末尾的字符不完整",
        "the last character of the file is incomplete",
    ),
    "text-damaged": Rule(
        "warning",
        "文件编码有损坏，个别字符无法还原",
        "the encoding of the file is damaged, some characters are lost",
    ),
}
