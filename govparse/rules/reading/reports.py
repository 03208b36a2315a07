"""The rules of reading a report as a whole: its forms, its title and year, its headings."""

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
            zh=(
                "标题写明的年度，与第一部分及其之前最先写到的“某年1月1日”的年份不同，法规施行、网站上线等日期除外。"
                "year 以标题为准，各表照常读取。"
            ),
            en=(
                "The year in the title is not that of the first 20XX年1月1日 in the prose up to and with section "
                "one, but for days on which a law came into force or a site went online. The title is followed; the "
                "tables are read as usual."
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
                "报告没有一张现行表式的表，而有 2019 年以前版式的标题，或者报告年度早于 2019 年。各项为缺失；年度"
                "早于 2019 年而有现行表式的表的，照常读取，不适用本条。"
            ),
            en=(
                "None of the tables of the forms is there; and headings of a layout older than 2019 are, or the "
                "year of the report is before 2019. All cells are absent. A report on an earlier year that does "
                "have tables of the forms is read as usual, and this is not said of it."
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
}
