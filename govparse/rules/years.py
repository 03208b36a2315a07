"""The rules of a report against the report of the same body on the year before."""

from govparse.rules.rule import Rule, Words

_MATCHED = Words(
    "只比较同一机关相邻两年的报告。机关名称相同（不计年度和地名后的“人民政府”）才算同一机关；一个名称只比另一个"
    "多上级地名的，以及几个地方都可能有的名称（如某镇，而一并检查的还有其他机关的报告），或者年度、机关名称本身存疑的"
    "，只作警告。",
    "Only reports of one body on two years in a row are compared. A body is the same where its name is (but for years "
    "and for 人民政府 behind a place). Where one name only has the places above before it, where "
    "several places may have the name (a town, among reports of other bodies), or where year or name are in doubt "
    "themselves, it is a warning at most.",
)

YEARS: dict[str, Rule] = {
    "carry-over-broken": Rule(
        "error",
        "{before} 年报告（{source}）结转下年度的件数，与本报告（{after} 年）的上年结转不一致：{columns}",
        "what the report on {before} ({source}) carries over is not what the report on {after} takes over: {columns}",
        what=Words(
            "上一年报告表三“{row requests.carried_out}”，应等于下一年报告“{row requests.carried_in}”，七栏逐栏比较，两"
            "种表式之间也比较。"
            f"任何一边是空白、“/”或未能读取的栏不比较。不一致的各栏合并为一条。{_MATCHED.zh}",
            "“{row requests.carried_out}” of a report equals “{row requests.carried_in}” of the next year's, in each "
            "of the seven columns, also between the two forms. A column that is blank, “/” or unread on either side "
            "is not "
            f"compared. All columns that differ are one finding. {_MATCHED.en}",
        ),
        why=Words(
            "年末未办结的申请就是下一年年初结转的申请，两个数记的是同一批申请。不一致说明其中一年的统计口径或时点有误，"
            "多年数据相加时会重复或遗漏。",
            "Requests that are open at the end of a year are those open at the beginning of the next: both numbers "
            "count the same requests. Where they differ, one of the years was counted otherwise or at another time, "
            "and sums over several years count requests twice or not at all.",
        ),
        source=Words(
            "两种表式表三的第四项“{row requests.carried_out}”和第二项“{row requests.carried_in}”",
            "items 四 and 二 of section three in both forms: {row requests.carried_out}, {row requests.carried_in}",
        ),
        example=Words(
            "2023 年报告“总计”栏结转下年度 4 件，2024 年报告“总计”栏上年结转 3 件。",
            "The report on 2023 carries 4 over in the column 总计, that on 2024 takes 3 over.",
        ),
    ),
    "stock-flow-broken": Rule(
        "warning",
        "“{label}”：{before} 年报告（{source}）有 {held} 件现行有效，本年制发 {new}、废止 {gone}，应有 {due} 件，"
        "本报告印 {now} 件",
        "{label}: {held} in force in the report on {before} ({source}), {new} issued and {gone} repealed since, which "
        "makes {due}; {now} are printed",
        what=Words(
            "2021 年表式表二：上年的“{column proactive.rules.in_force}”，加“{column proactive.rules.issued}”，减“"
            "{column proactive.rules.repealed}”，应为本年的“{column proactive.rules.in_force}”。本年多于应有的，为警告"
            "；少于应有的，只作提示：文件有效期满自然失效，或者被新文件替代，不一定计入废止。"
            f"四个数有一个没有印出的不比较。{_MATCHED.zh}",
            "Section two of the 2021 form: {column proactive.rules.in_force} of last year, with "
            "{column proactive.rules.issued} and without {column proactive.rules.repealed}, is that of this year. "
            "More than that is a warning. Fewer is information only: documents lapse by themselves, or are replaced, "
            "without being counted as repealed. Nothing is said unless all four numbers "
            f"are printed. {_MATCHED.en}",
        ),
        why=Words(
            "现行有效的文件凭空增加，多是清理口径变了，或者把公开的文件数填进了该栏。",
            "Documents in force that were never issued mostly come from another way of counting, or from the number of "
            "documents disclosed put into the column.",
        ),
        source=Words(
            "2021 年表式的“{column proactive.rules.issued}”“{column proactive.rules.repealed}”“"
            "{column proactive.rules.in_force}”三栏；表式没有写明三者相加减",
            "the columns {column proactive.rules.issued}, {column proactive.rules.repealed} and "
            "{column proactive.rules.in_force} of the 2021 form, which does not say that they add up",
        ),
        example=Words(
            "上年现行有效 12 件，本年制发 3 件、废止 1 件，本年现行有效却印 19 件。",
            "12 were in force, 3 were issued and 1 repealed, but 19 are said to be in force.",
        ),
    ),
    "items-flow-broken": Rule(
        "info",
        "{before} 年报告（{source}）的项目数加减增减数，不是本报告（{after} 年）的上一年项目数：{rows}",
        "the number of items in the report on {before} ({source}), with its change, is not the number of last year in "
        "the report on {after}: {rows}",
        what=Words(
            "2019 年表式表二：上年报告的“{column proactive.licensing.items_last_year}”加“"
            "{column proactive.licensing.change}”，应为本年报告的“{column proactive.licensing.items_last_year}”。增减"
            "数没有印正负号的，增、减两种理解都不符才提示。"
            f"只作提示。{_MATCHED.zh}",
            "Section two of the 2019 form: {column proactive.licensing.items_last_year} and "
            "{column proactive.licensing.change} of a report make up {column proactive.licensing.items_last_year} of "
            "the next. A change without a sign may be either; only what fits neither is told. Information only. "
            f"{_MATCHED.en}",
        ),
        why=Words(
            "各机关对这几栏理解不一，有的按事项数，有的按办件数，因此不一致不一定是错误，但两年的数不能相连。",
            "Bodies understand these columns differently, as items or as cases handled. So this need not be a mistake, "
            "but the numbers of the two years are not one series.",
        ),
        source=Words(
            "2019 年表式的“{column proactive.licensing.items_last_year}”“{column proactive.licensing.change}”两栏；表"
            "式没有写明两者相加",
            "the columns {column proactive.licensing.items_last_year} and {column proactive.licensing.change} of the "
            "2019 form, which does not say that they add up",
        ),
        example=Words(
            "2019 年报告印 100、增5，2020 年报告的上一年项目数印 130。",
            "The report on 2019 has 100 and 增5, that on 2020 has 130 for the year before.",
        ),
    ),
    "table-copied": Rule(
        "warning",
        "{mark}“{table}”的 {count} 个非零数与 {before} 年报告（{source}）完全相同",
        "the {count} numbers other than 0 in section {table} are those of the report on {before} ({source})",
        what=Words(
            "整个表印出的数与上年报告逐格相同，而且数多到不可能是巧合。全是零或只有几个小数字的表、年年不变的存量"
            "（如“{column proactive.rules.in_force}”）不算：某类事项一年约 n 件，两年恰好相同的机会约为 1 比 2·√(πn)，"
            "互不相同的数的机会相乘小于百万分之一，才提示。",
            "All numbers printed in a table are those of the year before, and there are too many for chance. Tables "
            "of zeros, or of a few small numbers, do not count, nor do stocks that stay as they are ("
            "{column proactive.rules.in_force}). What happens some n times in a year has the same number in another "
            "year with a chance of about 1 in 2·√(πn); a table is found where these chances, over its different "
            "numbers, make less than one in a million.",
        ),
        why=Words(
            "以上年报告为底稿，忘记更新表格。",
            "Last year's report was used as a draft, and the table was not filled in anew.",
        ),
        example=Words(
            "2024 年报告的表三，除年度外与 2023 年报告逐格相同。",
            "Section three of the report on 2024 is that of the report on 2023, cell by cell.",
        ),
    ),
    "prose-copied": Rule(
        "warning",
        "第{number}部分“{section}”的 {count} 个字（年份除外）与 {before} 年报告（{source}）完全相同",
        "part {number} ({section}), {count} characters, is that of the report on {before} ({source}) but for the year",
        what=Words(
            "第一、第五部分的文字，不计年份、标点和空格，与上年报告完全相同，且不少于 200 字。第五部分只作提示：问题可"
            "能延续。较短的文字不比较：引用条例的开头，年年相同也属正常。",
            "The prose of parts one and five is that of the year before, but for years, punctuation and blanks, and "
            "has 200 characters or more. Of part five it is information: a problem may last. Less is not compared: an "
            "opening that cites the regulations is the same every year.",
        ),
        why=Words(
            "照抄上年内容，其中的数字和举措就不是本年的。",
            "The numbers and measures of a text that was copied are not those of the year.",
        ),
        example=Words(
            "2024 年报告第一部分只改了年份。",
            "In part one of the report on 2024 only the year was changed.",
        ),
    ),
    "reports-conflict": Rule(
        "warning",
        "同一机关 {year} 年有两份报告（另一份：{other}），{count} 格的数不同：{cells}",
        "two reports of one body on {year} (the other: {other}) print different numbers in {count} cells: {cells}",
        what=Words(
            "机关名称和年度相同的两份报告，有的格印出不同的数。与上下年的比较随之略去。名称或读数存疑的，只作提示。",
            "Two reports with the same name of a body and the same year have different numbers in some cells. They are "
            "not compared with other years then. Where the name or the reading is in doubt, it is information.",
        ),
        why=Words(
            "可能有一份是更正前的版本，标题年度写错，或者是两个同名的机关。",
            "One may have been corrected later, one may have the wrong year in its title, or two bodies have one name.",
        ),
        example=Words(
            "网站上的报告和附件中的报告，“总计”栏新收申请分别为 30 件和 32 件。",
            "The report on the web page has 30 requests received, the one attached to it has 32.",
        ),
    ),
    "report-duplicated": Rule(
        "info",
        "与另一份报告（{other}）的机关和年度（{year}）相同，印出的数没有不同",
        "another report ({other}) is of the same body and year ({year}), and no number differs",
        what=Words(
            "机关名称和年度相同的两份报告，凡两份都印出的数均相同。与其他年度比较时只用读出数较多的一份。",
            "Two reports with the same name of a body and the same year agree in every number that both print. Only "
            "the one of which more numbers were read is compared with other years.",
        ),
        why=Words(
            "汇总时会重复计算。",
            "Sums over reports would count it twice.",
        ),
        example=Words(
            "同一份报告的网页版和 Word 版一并检查。",
            "The same report is given as a web page and as a Word file.",
        ),
    ),
}
