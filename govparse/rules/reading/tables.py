"""The rules of reading tables: those that are not there or cannot be placed at all, and values left over."""

from govparse.rules.rule import Rule, Words

TABLES: dict[str, Rule] = {
    "repeats-removed": Rule(
        "error",
        "正文中重复的行已被删去，表中各数无法对应到列，未读取",
        "repeated lines were removed from the text; no number of the tables can be placed",
        what=Words(
            zh=(
                "文本中凡是出现过的行都已被删去，数字也不例外：过半的行缺数，而且没有一个数、一个列名印过两次。所"
                "有的表都未读取。一份报告只报一次。"
            ),
            en=(
                "The text has lost every line that had occurred before, numbers among them: more than half of the "
                "rows lack values, and no value and no column label stands twice. All tables are unread. It is "
                "said once for a report."
            ),
        ),
        why=Words(
            zh=(
                "有些抓取程序会去掉重复的行。报告中的数大量重复（特别是 0），删去之后剩下的数看似成行，实际已经错"
                "位。这样的文本无法补救，须重新取得原件。"
            ),
            en=(
                "Some crawlers drop repeated lines. Numbers of a report repeat all the time, 0 most of all; what "
                "is left looks like rows and is not. Such a text cannot be mended: get the original."
            ),
        ),
        example=Words(
            zh=(
                "“{row proactive.rules}”之后为“3”“5”“27”，而其后各行凡是 3、5、27、0 都不再出现，多数的行因此不足"
                "数：全部未读取。"
            ),
            en=(
                "{row proactive.rules} is followed by 3, 5 and 27; no row behind it has a 3, 5, 27 or a second 0, "
                "and so most rows lack values. Everything is unread."
            ),
        ),
    ),
    "numbers-before-labels": Rule(
        "warning",
        "“{label}”所在的表数在行名之前，各数属于哪一行无法确定，未读取",
        "table of {label}: numbers stand before their labels, rows cannot be told",
        what=Words(
            zh=(
                "一个部分里，第一个行名之前已有不属于任何行的数，而最后一个行名之后没有数：数印在各自行名的前面。"
                "该部分各行均未读取。只涉及逐格排列的文本。"
            ),
            en=(
                "In a part of a table values that belong to no row stand before the first label, and the last "
                "label has none: the numbers are printed before their labels. All rows of the part are unread. "
                "Only texts that print cell after cell are concerned."
            ),
        ),
        why=Words(
            zh="从右往左提取文字，或者行名单独成为文本框时，会出现这样的次序。若按通常的次序读，每组数都会归到上一行。",
            en=(
                "Text taken out from right to left, or labels that are boxes of their own, leave this order. Read "
                "as usual, each set of numbers would go to the row before its own."
            ),
        ),
        example=Words(
            zh=(
                "表头之后依次为“2”“1”“31”“{row proactive.rules}”“17”“6”“143”"
                "“{row proactive.normative_documents.issued}”：两行均未读取。"
            ),
            en=(
                "Behind the head: 2, 1, 31, {row proactive.rules}, 17, 6, 143, "
                "{row proactive.normative_documents.issued}. Both rows are unread."
            ),
        ),
    ),
    "columns-disordered": Rule(
        "warning",
        "“{label}”所在的表列的次序与表式不同，未读取",
        "table of {label}: the columns are printed in another order than in the form, left unread",
        what=Words(
            zh=(
                "表头各列的次序与表式不同，该部分各行均未读取，一张表只报一次。单元格有边界的表格（网页、Word、PDF）"
                "中，表头在同一行、各格恰在自己的列名之下的行，照列名读取。列名因跨行合并而先被读到的通常情形（如"
                "“总计”在上一行）不算次序不同。"
            ),
            en=(
                "The head prints the columns in another order than the form. All rows below it are unread, each "
                "with a finding of its own. In tables whose cells have borders (pages, Word files, PDFs) a row is "
                "read by its head if that stands on one row and each cell lies exactly under its label. The usual "
                "case of a label that spans two rows and is therefore met early (总计) is no other order."
            ),
        ),
        why=Words(
            zh=(
                "可能真的调换了列，也可能只是提取文字时表头错乱而数没有乱。两种情形下各数的归属正好不同，文本不能"
                "说明是哪一种。换用网页或者 Word 原件一般可以读取。"
            ),
            en=(
                "The columns may really stand in another order, or only the words of the head were scrambled when "
                "the text was taken out, and the numbers not. The two mean different columns for each number, and "
                "the text does not tell. The page or Word file mostly does."
            ),
        ),
        source=Words(
            zh=(
                "列的次序由表式规定，{table requests}为“{column requests.received.natural_person}”"
                "“{column requests.received.business}”“{column requests.received.research}”"
                "“{column requests.received.public_welfare}”“{column requests.received.legal_service}”"
                "“{column requests.received.other_organization}”“{column requests.received.total}”。"
            ),
            en=(
                "The form fixes the order; that of {table requests} is {column requests.received.natural_person}, "
                "{column requests.received.business}, {column requests.received.research}, "
                "{column requests.received.public_welfare}, {column requests.received.legal_service}, "
                "{column requests.received.other_organization}, {column requests.received.total}."
            ),
        ),
        example=Words(
            zh=(
                "“{column proactive.rules.in_force} | {column proactive.rules.issued} | "
                "{column proactive.rules.repealed} |”之下有“{row proactive.rules} | 31 | 2 | 1 |”：未读取。"
            ),
            en=(
                "Below {column proactive.rules.in_force} | {column proactive.rules.issued} | "
                "{column proactive.rules.repealed} | stands {row proactive.rules} | 31 | 2 | 1 |. It is unread."
            ),
        ),
    ),
    "table-missing": Rule(
        "error",
        "没有找到第{number}部分“{table}”的表（可能是图片、附件或未公布）；该表各项为缺失",
        "section {number} ({table}): no table in the text (a picture, an attachment, or none); its cells are absent",
        what=Words(
            zh=(
                "一个部分在文件中没有表，也没有图片和附件可以说明表在哪里。该表各项为缺失，其编码按报告其他部分的"
                "表式列出，都没有的按报告年度规定的表式列出。写作“无”、没有表格的，也在此列；有表头或者行名的，不"
                "在此列。"
            ),
            en=(
                "A section has no table in the document, and neither a picture nor an attachment that could hold "
                "it. Its cells are absent; their codes are those of the form that the other parts use, else of "
                "the form prescribed for the year. A section that says 无 in place of its table is meant as well; "
                "one with a head or a row label is not."
            ),
        ),
        why=Words(
            zh=(
                "报告只公布了文字，或者表格在另外的文件、由脚本载入的框架里，或者文本在此之前中断。缺失不等于 0。"
                "填报单位应在页面上直接公布表格；使用者应查找附件或者网页原件。"
            ),
            en=(
                "Only the prose was published, or the table is in another file or in a frame that a script "
                "fetches, or the text broke off before it. Absent is not 0. The office should publish the table "
                "on the page itself; a reader of the report should look for attachments or the page."
            ),
        ),
        source=Words(
            zh="报告的第二、三、四部分为表格，由国务院办公厅的格式规定。",
            en="Sections two, three and four are tables by the form of the General Office of the State Council.",
        ),
        example=Words(
            zh="第三部分的标题之下只有“无。”，没有表格：{table requests}各项均为缺失。",
            en=(
                "Below the heading of section three stands only 无。 and no table. All cells of {table requests} "
                "are absent."
            ),
        ),
    ),
    "table-picture": Rule(
        "error",
        "第{number}部分“{table}”的表是图片，无法读取；该表各项为缺失",
        "section {number} ({table}): the table is a picture, which is not read; its cells are absent",
        what=Words(
            zh="一个部分没有表，而其标题之后、下一部分标题之前有图片。图片不读，该表各项为缺失。图标等小图片不算。",
            en=(
                "A section has no table, and a picture stands between its heading and the next one. Pictures are "
                "not read; the cells of the table are absent. Small ones such as icons do not count."
            ),
        ),
        why=Words(
            zh=(
                "把表格截成图片发布，数字既不能读取，也不能复制、检索。填报单位应改以表格公布；使用者可向该单位索"
                "取原文件，或者另行识别后人工核对。"
            ),
            en=(
                "A table published as a picture can be neither read nor copied nor searched. The office should "
                "publish it as a table; a reader of the report may ask for the original, or recognise the text "
                "elsewhere and check it by hand."
            ),
        ),
        example=Words(
            zh="第二部分的标题之下是一张 900 × 600 的图片，没有表格：{table proactive}各项均为缺失。",
            en=(
                "Below the heading of section two stands a picture of 900 × 600 pixels and no table. All cells of "
                "{table proactive} are absent."
            ),
        ),
    ),
    "table-attached": Rule(
        "error",
        "没有找到第{number}部分“{table}”的表，可能在附件中（{label}）；该表各项为缺失",
        "section {number} ({table}): no table here; it may be in an attached file ({label}); its cells are absent",
        what=Words(
            zh=(
                "一个部分没有表，也没有图片，而网页或者 Word 文件链有文档（Word、Excel、PDF 等），表可能在其中。"
                "列出前三个附件的名称；附件不会打开，该表各项为缺失。"
            ),
            en=(
                "A section has neither a table nor a picture, but the page or Word file links to documents (Word, "
                "Excel, PDF and the like) that may hold it. The first three are named; none is opened, and the "
                "cells of the table are absent."
            ),
        ),
        why=Words(
            zh="govparse 不下载任何东西。请把附件单独作为输入；一份报告以网页和附件两种形式公布的，附件往往更完整。",
            en=(
                "govparse fetches nothing. Give it the attachment as an input of its own; where a report is "
                "published as a page and as an attached file, the file is often the more complete."
            ),
        ),
        example=Words(
            zh="网页只有六个部分的标题和文字，末尾链接“年度报告.docx”：三张表均报此项，并列出该文件名。",
            en=(
                "A page holds the headings and prose of the six sections and at its end a link to 年度报告.docx. "
                "It is said of all three tables, with the name of that file."
            ),
        ),
    ),
    "rows-missing": Rule(
        "warning",
        "第{number}部分“{table}”的表缺 {printed} 行：{label}",
        "section {number} ({table}): {printed} rows of the form are not in the text: {label}",
        what=Words(
            zh=(
                "一张表中，表式的若干行没有印出行名，附近也没有不带行名的数。这些行的各格为缺失。一张表只报一次，"
                "列出前六行。附近有不带行名的数的，见“label-lost”。"
            ),
            en=(
                "Of a table some rows of the form have no label in the text, and no values without a label stand "
                "nearby. Their cells are absent. It is said once for a table and names the first six rows. Where "
                "values without a label are nearby see label-lost."
            ),
        ),
        why=Words(
            zh=(
                "填报单位删去了没有数据的行，或者改动了行名（改动过大的行名不作近似匹配，见“unknown-row”），或者"
                "文本在中途断开。缺失不等于 0，相加时不能当作 0。"
            ),
            en=(
                "The office deleted rows for which it had nothing to report, or changed a label (one changed too "
                "far is not matched by likeness, see unknown-row), or the text breaks off. Absent is not 0 and "
                "does not count as 0 in a sum."
            ),
        ),
        source=Words(
            zh=(
                "{table requests}在 2019 年表式中有 23 行数，在 2021 年表式中有 25 行；{table proactive}分别为 8 "
                "行和 6 行。"
            ),
            en=(
                "{table requests} has 23 rows of numbers in the form of 2019 and 25 in that of 2021, "
                "{table proactive} 8 and 6."
            ),
        ),
        example=Words(
            zh=(
                "{table requests}从“{row requests.not_processed.petition}”直接到"
                "“{row requests.not_processed.publication}”，没有“{row requests.not_processed.repeat}”：该行 7 格"
                "为缺失。"
            ),
            en=(
                "{table requests} goes from {row requests.not_processed.petition} to "
                "{row requests.not_processed.publication}, without {row requests.not_processed.repeat}. The seven "
                "cells of that row are absent."
            ),
        ),
    ),
    "loose-values": Rule(
        "warning",
        "表中有不属于任何行的数：{digits}",
        "values without a row in a table: {digits}",
        what=Words(
            zh=(
                "表中有一组数，前面没有行名，也不能算作上一行的数。原样保留在 unknown_rows 中（行名为空），不计入"
                "任何格；其位置上没有行名的表式各行作未读取（“label-lost”），上一行的最后一个数可能因此存疑（“n"
                "umber-broken”）。消息中列出前八个。"
            ),
            en=(
                "A table holds values with no label before them that are no values of the row above either. They "
                "are kept in unknown_rows with an empty label and count nowhere. Rows of the form without a label "
                "at that place are unread (label-lost), and the last number of the row above may be in doubt "
                "(number-broken). The message shows the first eight."
            ),
        ),
        why=Words(
            zh="行名丢失、页码混入表中、或者备注里的数单独成行时出现。这些数属于哪里，由人对照原件判断。",
            en=(
                "It happens where labels are lost, where numbers of pages come between rows, and where a remark "
                "is a line of digits. Where they belong is for a person to see in the original."
            ),
        ),
        example=Words(
            zh=(
                "表头之后直接是“2”“1”“31”，然后才是“{row proactive.normative_documents.issued}”：这 3 个数不属于"
                "任何行。"
            ),
            en=(
                "Behind the head come 2, 1, 31, and then {row proactive.normative_documents.issued}. The three "
                "numbers belong to no row."
            ),
        ),
    ),
}
