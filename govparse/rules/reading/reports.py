"""The rules of reading a report as a whole: its forms, its title and year, the file it comes in.

Long for the reason given in `cells.py`.
"""

from govparse.rules.rule import Rule, Words

_FORMS = Words(
    zh=(
        "2019 年表式（国办公开办函〔2019〕60号）用于 2019、2020 年度的报告，2021 年表式（国办公开办函〔2021〕30号）"
        "用于 2021 年度及以后的报告。"
    ),
    en=(
        "The form of 2019 (国办公开办函〔2019〕60号) is for reports on 2019 and 2020, that of 2021 (国办公开办函"
        "〔2021〕30号) for reports on 2021 and later."
    ),
)

REPORTS: dict[str, Rule] = {
    "forms-mixed": Rule(
        "info",
        "第{number}部分“{table}”混用不同年份的表式：{label}",
        "section {number} ({table}) mixes forms: {label}",
        what=Words(
            zh=(
                "同一部分的表中，有的项用 2019 年表式，有的项用 2021 年表式。每一项按自己的表头读取，report.forms "
                "记为 mixed；没有未读取的内容。"
            ),
            en=(
                "In the table of one section some items are printed in the form of 2019 and some in that of 2021. "
                "Each is read by its own head, and report.forms says mixed; nothing is left unread for it."
            ),
        ),
        why=Words(
            zh=(
                "用上年的文件修改时，只换了一部分表头。两种表式同名的行含义不同，编码也不同，比较各年时应当分开。"
                "填报单位应统一改用规定的表式。"
            ),
            en=(
                "Last year's file was changed, and only part of its heads. Rows of the same name mean different "
                "things in the two forms and have different codes; they should not be compared over years. The "
                "office should use the prescribed form throughout."
            ),
        ),
        source=_FORMS,
        example=Words(
            zh=(
                "第（一）项的列为“{column proactive.rules.made}”“{column proactive.rules.disclosed}”"
                "“{column proactive.rules.disclosed_total}”（2019 年表式），第（八）项的列为"
                "“{column proactive.fees.amount}”（2021 年表式）。"
            ),
            en=(
                "Item （一） has the columns {column proactive.rules.made}, {column proactive.rules.disclosed}, "
                "{column proactive.rules.disclosed_total} (form of 2019), item （八） has "
                "{column proactive.fees.amount} (form of 2021)."
            ),
        ),
    ),
    "form-of-other-year": Rule(
        "info",
        "{year} 年的报告使用 {label} 年的表式",
        "a report on {year} printed in the form of {label}",
        what=Words(
            zh=(
                "报告的一张表所用的表式，不是报告年度规定的表式。照所印的表式读取，不作换算。报告年度不明的不报；"
                "一张表内混用两种表式的，见“forms-mixed”。"
            ),
            en=(
                "A table of the report is printed in another form than the one prescribed for its year. It is "
                "read in the form printed, and nothing is converted. Nothing is said where the year is not known; "
                "for a table that mixes both forms see forms-mixed."
            ),
        ),
        why=Words(
            zh=(
                "2021 年度以后的报告约有八分之一仍用 2019 年表式。这样的报告没有规定的各项（如"
                "“{column proactive.rules.in_force}”），不能与其他报告逐列比较；填报单位应改用规定的表式。"
            ),
            en=(
                "About one in eight reports on 2021 and later still uses the form of 2019. It lacks what the "
                "prescribed form asks for (such as {column proactive.rules.in_force}) and cannot be compared with "
                "others column by column. The office should use the prescribed form."
            ),
        ),
        source=_FORMS,
        example=Words(
            zh="2023 年度的报告，第（一）项的列为“{column proactive.rules.made}”等 2019 年表式的三列。",
            en=(
                "A report on 2023 whose item （一） has {column proactive.rules.made} and the other two columns "
                "of the form of 2019."
            ),
        ),
    ),
    "year-unknown": Rule(
        "warning",
        "没有找到报告年度",
        "the year of the report was not found",
        what=Words(
            zh="标题中没有年度，第一部分及其之前的文字中也没有“某年1月1日”或者“某年度”。year 为空；各表照常读取。",
            en=(
                "The title names no year, and the prose up to and with section one names neither 20XX年1月1日 nor "
                "20XX年度. The year is None; the tables are read as usual."
            ),
        ),
        why=Words(
            zh=(
                "发文日期、网页日期多为次年，不能代替报告年度。没有年度，就不能判断应当用哪一种表式，也不能与上年"
                "比较。填报单位应在标题中写明年度。"
            ),
            en=(
                "Dates of a page or a signature mostly lie in the year after and do not stand in for the year of "
                "the report. Without it nobody can say which form is prescribed, or compare with the year before. "
                "The office should name the year in the title."
            ),
        ),
        example=Words(
            zh="标题为“某县水务局政府信息公开工作年度报告”，正文只写“今年以来”。",
            en="The title is 某县水务局政府信息公开工作年度报告, and the prose says 今年以来 only.",
        ),
    ),
    "year-doubtful": Rule(
        "warning",
        "标题的年度（{year}）与正文的年度（{label}）不同，以标题为准",
        "the title says {year}, the text {label}; the title is followed",
        what=Words(
            zh="标题写明的年度，与第一部分及其之前最先写到的“某年1月1日”的年份不同。year 以标题为准，各表照常读取。",
            en=(
                "The year in the title is not that of the first 20XX年1月1日 in the prose up to and with section "
                "one. The title is followed; the tables are read as usual."
            ),
        ),
        why=Words(
            zh=(
                "多半是沿用上年文件时，标题和统计期限只改了一处。究竟是哪一年的数，表格不能说明。填报单位应核对标"
                "题和统计期限；也可能该日期是别的日期（如某项规定施行的日期），则无需改动。"
            ),
            en=(
                "Mostly last year's file was used again, and either the title or the period was not changed. Of "
                "which year the numbers are the tables do not say. The office should check both; if the date is "
                "another one (such as that on which a rule came into force) nothing is to be done."
            ),
        ),
        example=Words(
            zh="标题为 2024 年，第一部分写“统计期限为2023年1月1日至2023年12月31日”。",
            en="The title says 2024, and section one 统计期限为2023年1月1日至2023年12月31日.",
        ),
    ),
    "title-unknown": Rule(
        "warning",
        "没有找到报告标题",
        "the title of the report was not found",
        what=Words(
            zh=(
                "第一部分或者第一张表之前，没有像报告标题的一行，网页声明的名称也不是。title 为空；六个部分的标题"
                "或者表格足以认定为报告的，照常读取。"
            ),
            en=(
                "No line before section one or the first table reads as the title of a report, and the name that "
                "the page declares does not either. The title is None. Where headings or tables are enough to "
                "make it a report, it is read as usual."
            ),
        ),
        why=Words(
            zh=(
                "标题可能是图片，可能在提取文字时丢失，也可能用了别的说法。年度和发布机关通常由标题得知，往往因此"
                "一并不明。"
            ),
            en=(
                "The title may be a picture, may have been lost with the layout, or use other words. Year and "
                "issuer mostly come from it and are often not known then."
            ),
        ),
        example=Words(
            zh="正文以“一、”开头的第一部分开始，之前只有“本局年报”。",
            en="The text opens with section one, and before it stands 本局年报 only.",
        ),
    ),
    "issuer-unknown": Rule(
        "warning",
        "没有找到发布机关",
        "the body that issued the report was not found",
        what=Words(
            zh=(
                "标题、标题的上一行、落款、网页上方的信息表和网页的声明里，都没有发布机关的名称。issuer 为空；各"
                "表照常读取。"
            ),
            en=(
                "No body is named in the title, on the line above it, in the signature, in an index around the "
                "report, or in what the page declares. The issuer is None; the tables are read as usual."
            ),
        ),
        why=Words(
            zh=(
                "标题只写年度和“政府信息公开工作年度报告”而又没有落款的报告不少；名称少见的机关也可能认不出来。批"
                "量使用时，可按文件名或者来源补上。"
            ),
            en=(
                "Many reports have a title without a body and no signature; a body with an unusual name may not "
                "be recognised either. In a large collection the name of the file or its source can supply it."
            ),
        ),
        example=Words(
            zh="标题为“2023年政府信息公开工作年度报告”，文末没有落款。",
            en="The title is 2023年政府信息公开工作年度报告, and nothing is signed at the end.",
        ),
    ),
    "headings-missing": Rule(
        "warning",
        "没有找到标题：{label}",
        "headings not found: {label}",
        what=Words(
            zh=(
                "六个部分的标题中，有的没有找到。消息列出没有找到的（以规定的名称）。第一部分没有标题的，从题目到"
                "第一张表或者下一个标题为止算作第一部分；第五部分没有标题的，{table review}之后的文字归第五部分；"
                "第六部分没有标题的，该部分为空。各表按行名和列名认定，不受影响。"
            ),
            en=(
                "Of the headings of the six sections some were not found; the message names them in the official "
                "words. Without a heading section one runs from the title to the first table or heading; without "
                "that of section five the prose behind {table review} is section five, and section six is None "
                "without its own. Tables are told by their labels and not affected."
            ),
        ),
        why=Words(
            zh=(
                "标题被省略或者改得太多，或者写在一段文字中间，或者文本在此之前中断。第二、三、四部分的标题缺失而"
                "表格在的，只影响对文字的划分。"
            ),
            en=(
                "A heading was left out or changed too far, or stands inside a paragraph, or the text breaks off "
                "before it. Where a table is there and its heading is not, only the division of the prose is "
                "affected."
            ),
        ),
        source=Words(
            zh="规定的格式有六个部分，各有标题。",
            en="The prescribed form has six sections, each with a heading.",
        ),
        example=Words(
            zh="第五部分之后直接是落款，没有第六部分的标题。",
            en="Behind section five stands the signature, without a heading of section six.",
        ),
    ),
    "older-layout": Rule(
        "error",
        "这是 2019 年以前的版式（{label}），没有现行表式的表",
        "a layout older than 2019 ({label}), without the tables of the forms",
        what=Words(
            zh=(
                "报告没有一张现行表式的表，而有 2019 年以前版式的标题；或者报告年度早于 2019 年。没有表的，各项为"
                "缺失；年度早于 2019 年而仍有现行表式的表的，照常读取。"
            ),
            en=(
                "None of the tables of the forms is there, and headings of a layout older than 2019 are; or the "
                "year of the report is before 2019. Where there is no table its cells are absent; a report on an "
                "earlier year that does have tables of the forms is read as usual."
            ),
        ),
        why=Words(
            zh=(
                "2019 年以前没有统一的表式，数字散见于文字或者各地自行编制的表中，与现行各项不能对应，因此不读取。"
                "仍沿用旧版式的近年报告，填报单位应改用规定的表式。"
            ),
            en=(
                "Before 2019 there was no common form: numbers stand in prose or in tables of each place's own "
                "making, which do not match the present ones. They are not read. A recent report in the old "
                "layout should be put into the prescribed form."
            ),
        ),
        source=_FORMS,
        example=Words(
            zh="2019 年度的报告，第三部分以“依申请公开”为题，全文没有表格。",
            en="A report on 2019 whose section three is headed with the words 依申请公开, without any table.",
        ),
    ),
    "text-too-long": Rule(
        "error",
        "文本过长，第 {number} 行以后没有读取",
        "the text is too long; nothing after line {number} was read",
        what=Words(
            zh=(
                "文件的单元格超过上限（400,000 个，可用 --limit cells=N 放宽），某一行以后的内容没有读取。此前的"
                "内容照常读取，此后的各行、各表为缺失。一份报告通常只有几百个单元格。"
            ),
            en=(
                "A file has more cells than the limit (400,000; --limit cells=N raises it), and nothing after a "
                "certain line was read. What stands before it is read as usual, rows and tables behind it are "
                "absent. A report has some hundred cells."
            ),
        ),
        why=Words(
            zh=(
                "文件很可能不是一份报告，而是许多文件连在一起，或者夹有大量无关的数据；上限用来限制内存。请把报告"
                "单独存为一个文件。"
            ),
            en=(
                "The file is probably not a report but many files in one, or holds masses of other data; the "
                "limit bounds the memory that is used. Save the report as a file of its own."
            ),
        ),
        example=Words(
            zh="一个文本文件中，报告之后接着五十万行名录，上限之后的内容没有读取。",
            en=(
                "In one text file half a million lines of a register follow the report; what lies beyond the "
                "limit was not read."
            ),
        ),
    ),
    "line-too-long": Rule(
        "warning",
        "第 {number} 行分隔符过多，不作为表读取",
        "line {number} has too many separators to be a row of a table; it was not read as one",
        what=Words(
            zh=(
                "文本的一行有 5,000 个以上的分隔符（竖线或者制表符）。该行作文字处理，不拆成单元格；其余各行照常"
                "读取。最多逐行列出 20 行。"
            ),
            en=(
                "A line of the text has more than 5,000 separators (pipes or tabs). It is kept as prose and not "
                "cut into cells; all other lines are read as usual. At most 20 such lines are named."
            ),
        ),
        why=Words(
            zh=(
                "表式最宽的一行只有 15 列，这样的行不会是表中的一行，多半是网页转换时留下的残迹。如果数据确在其中，"
                "请换用网页或者 Word 原件。"
            ),
            en=(
                "The widest row of the form has 15 columns; a line like this is no row of it but mostly left over "
                "from converting a page. Should there be data in it, give the page or Word file instead."
            ),
        ),
        example=Words(
            zh="报告之后有一行由 6,000 个“0 |”组成。",
            en="Behind the report stands a line of 6,000 times 0 |.",
        ),
    ),
    "report-repeated": Rule(
        "info",
        "同一份报告印了不止一次，内容相同，只读一次",
        "the same report is printed more than once, alike; it was read once",
        what=Words(
            zh=(
                "一个文件里，同一份报告先后印了不止一次，标题、年度和表中各格的文字完全相同。只读一次，其余的不再"
                "输出。有任何不同的，作为几份报告分别处理。"
            ),
            en=(
                "One file holds the same report more than once, one behind the other, with the same title, year "
                "and text of all cells. It is read once, and the others are not given. Where anything differs "
                "they are several reports."
            ),
        ),
        why=Words(
            zh="网页常为电脑和手机各排一份正文。两份完全相同，读哪一份结果都一样。",
            en=(
                "Pages often hold the text twice, for large and for small screens. As the two are alike, it does "
                "not matter which is read."
            ),
        ),
        example=Words(
            zh="网页中正文之后又有一份为手机另排的正文，各表相同。",
            en="Behind the text of a page stands a copy of it for telephones, with the same tables.",
        ),
    ),
    "tracked-changes": Rule(
        "warning",
        "文件中有修订标记（{count} 处），按修订后的文字读取",
        "the file holds tracked changes ({count}); the final text was read",
        what=Words(
            zh=(
                "Word 文件中有修订标记（插入、删除、移动，包括单元格的增删与合并），或者网页中有标为删除的文字。"
                "按修订后的文字读取：插入的计入，删除的不计。消息给出标记的处数。校验所得的差错一律降为存疑。"
            ),
            en=(
                "A Word file holds tracked changes (insertions, deletions, moves, also of cells), or a page holds "
                "text marked as deleted. The final text is read: insertions count, deletions do not. The message "
                "gives their number. Errors found by checks are lowered to warnings."
            ),
        ),
        why=Words(
            zh=(
                "公布的稿子不应带修订标记；修订后的文字是否就是定稿，文件没有说。填报单位应接受或者拒绝全部修订，"
                "另存后再校验和发布。"
            ),
            en=(
                "A published file should hold no tracked changes, and whether the changed text is the final one "
                "the file does not say. The office should accept or reject all of them, save, and check again "
                "before it publishes."
            ),
        ),
        example=Words(
            zh="一格中“163”标为删除、“165”标为插入：读作 165，并报有 2 处修订。",
            en="In a cell 163 is marked as deleted and 165 as inserted. It is read as 165, with 2 changes counted.",
        ),
    ),
    "pages-scanned": Rule(
        "error",
        "第 {pages} 页是扫描图片，没有文字，未读取",
        "pages {pages} are scanned pictures without text; they were not read",
        what=Words(
            zh=(
                "PDF 的若干页几乎全是图片，没有文字层。列出页码，这些页没有读取，其上的表为缺失；其余各页照常读取。"
                "全部是扫描页的文件不予读取，另报错误。"
            ),
            en=(
                "Pages of a PDF are pictures for the most part, without a layer of text. They are named and not "
                "read, and tables on them are absent; the other pages are read as usual. A file of nothing but "
                "scans is refused."
            ),
        ),
        why=Words(
            zh=(
                "打印盖章后扫描的文件只有图像。填报单位应由原 Word 文件直接生成 PDF；使用者可先作文字识别（OCR），"
                "再人工核对。"
            ),
            en=(
                "A file that was printed, sealed and scanned holds pictures only. The office should make the PDF "
                "from its Word file; a reader of the report may recognise the text (OCR) and check it by hand."
            ),
        ),
        example=Words(
            zh="PDF 的第 2、4、6 页为扫描的表格：这三页未读取，三张表报为图片。",
            en=(
                "Pages 2, 4 and 6 of a PDF are scanned tables. They are not read, and the three tables are said "
                "to be pictures."
            ),
        ),
    ),
    "text-recognised": Rule(
        "warning",
        "文字是对扫描图片识别（OCR）的结果，可能有误",
        "the text is what character recognition (OCR) made of scanned pictures; it may be wrong",
        what=Words(
            zh=(
                "PDF 至少有一页的文字不是印上去的，而是隐藏在页面图片之下、由文字识别（OCR）得来的。照这些文字读"
                "取；校验所得的差错一律降为存疑。"
            ),
            en=(
                "On at least one page of a PDF the text is not printed but lies hidden with a picture of the "
                "page: it was recognised (OCR). It is read; errors found by checks are lowered to warnings."
            ),
        ),
        why=Words(
            zh="识别会把 0 认作 6、把 1 漏掉，也会丢掉小数点，而看起来仍是一个数。用这样的数之前应对照页面图像。",
            en=(
                "Recognition takes a 0 for a 6, leaves out a 1 or loses a decimal point, and what comes out still "
                "looks like a number. Compare with the picture of the page before you use it."
            ),
        ),
        example=Words(
            zh="扫描件经软件识别后另存的 PDF，可以选中文字，但页面显示的是图片。",
            en=(
                "A scan that a program has recognised and saved: its text can be selected, but what the page "
                "shows is a picture."
            ),
        ),
    ),
    "text-cut": Rule(
        "warning",
        "文件末尾的字符不完整",
        "the last character of the file is incomplete",
        what=Words(
            zh="文本或者网页文件的最后一个字符只有一部分字节。读到它之前为止。Word、PDF 等文件不在此列。",
            en=(
                "The last character of a text or page has only part of its bytes. The file is read up to it. Word "
                "files, PDFs and the like are not meant."
            ),
        ),
        why=Words(
            zh=(
                "文件在下载、抓取或者按字节截取时断开，其后可能还有内容。表格断在中间的，另有“text-ends”“r"
                "ows-missing”“table-missing”。请重新取得完整的文件。"
            ),
            en=(
                "A download, a crawl or a cut by bytes broke off there, and more may have followed. Where that is "
                "inside a table, text-ends, rows-missing and table-missing say so. Get the whole file."
            ),
        ),
        example=Words(
            zh="UTF-8 文件以一个汉字的前两个字节结束。",
            en="A file in UTF-8 ends with two of the three bytes of a character.",
        ),
    ),
    "text-damaged": Rule(
        "warning",
        "文件编码有损坏，个别字符无法还原",
        "the encoding of the file is damaged, some characters are lost",
        what=Words(
            zh=(
                "UTF-8 的文本或者网页中有少量无效字节。每处以替代字符（U+FFFD）显示，其余照常读取；校验所得的差错"
                "一律降为存疑。无效字节多的，以及 GB18030 文件有无效字节的，不予读取。"
            ),
            en=(
                "A text or page in UTF-8 holds a few invalid bytes. A replacement character (U+FFFD) stands in "
                "the place of each, and the rest is read; errors found by checks are lowered to warnings. With "
                "many of them, or in GB18030, the file is refused."
            ),
        ),
        why=Words(
            zh="转码或者传输损坏了个别字符，损坏的可能是行名，也可能是数字。请重新取得文件，或者另存为 UTF-8。",
            en=(
                "A conversion or transfer has destroyed single characters, which may be of a label or of a "
                "number. Get the file again, or save it anew in UTF-8."
            ),
        ),
        example=Words(
            zh="正文中有一个汉字的字节被改动，显示为“\ufffd”。",
            en="The bytes of one character were changed; it is shown as \ufffd.",
        ),
    ),
}
