"""The rules of single cells, headings and sections."""

from govparse.rules.rule import Rule, Words

_COUNTS = Words(
    "两种表式各栏均填“数量”“件数”（2019 年表式的增减一栏和两种表式的金额栏除外）",
    "every column of both forms asks for a number of things, but for the change of the 2019 form and the amounts",
)
_HEADINGS = Words(
    "两种表式均规定六个部分，编号“一、”至“六、”，各有规定的标题",
    "both forms have six parts, numbered 一 to 六, each with its heading",
)

VALUES: dict[str, Rule] = {
    # ── single cells
    "count-negative": Rule(
        "error",
        "{cell}印为 {text}：件数不能为负",
        "{code}: {text} is printed, but a count cannot be negative ({cell})",
        what=Words(
            "表中填件数的各栏不应有负数。2019 年表式的“{column proactive.licensing.change}”一栏可以为负，不在此列；"
            "金额也不检查正负。",
            "Columns that ask for a count hold no negative number. The column {column proactive.licensing.change} of "
            "the 2019 form may be negative and is left out; so are amounts.",
        ),
        why=Words(
            "负数多是把增减数填进了相邻的件数栏，或者数前的连字符没有删去。随后的合计也会受到影响。",
            "It is mostly a change against the year before, printed in the column beside its own, or a dash left "
            "before the number. Sums that hold the cell go wrong with it.",
        ),
        source=_COUNTS,
        example=Words(
            "“{row proactive.penalties}”的“{column proactive.penalties.decisions}”印为 -12。",
            "-12 is printed for {row proactive.penalties}, {column proactive.penalties.decisions}.",
        ),
    ),
    "count-fractional": Rule(
        "error",
        "{cell}印为 {text}：件数应为整数",
        "{code}: {text} is printed, but a count is a whole number ({cell})",
        what=Words(
            "填件数的各栏（增减一栏在内）应为整数。5.0 是整数，1.2万 也可以是整数，均不提示；金额可以有小数。",
            "Columns that ask for a count, or for a change of one, hold whole numbers. 5.0 is whole, and so may be "
            "1.2万; amounts may have decimals.",
        ),
        why=Words(
            "小数多是把金额或百分比填进了件数栏，或者把千位分隔的逗号印成了小数点。",
            "It is mostly an amount or a percentage in the wrong column, or a comma between thousands that became a "
            "point.",
        ),
        source=_COUNTS,
        example=Words(
            "“{row requests.received}”的“{column requests.received.total}”印为 1.113，应为 1,113。",
            "1.113 is printed for {row requests.received}, {column requests.received.total}: 1,113 is meant.",
        ),
    ),
    "unit-unexpected": Rule(
        "error",
        "{cell}印为 {text}，单位为“{unit}”；表式要求填{wanted}",
        "{code}: {text} is printed, its unit is {unit}; the form asks for {wanted} ({cell})",
        what=Words(
            "单元格或表头印出的单位不应与表式相矛盾。件数栏出现元、万元等，为错误；出现万、亿（件数被换算），为警告；"
            "{column proactive.penalties.decisions}以外的件数栏出现人次，填文件或项目数量的栏出现“次”，也为警告。2021 "
            "年表式的收费金额以万元计，单元格或表头以元、千元、亿元计的，为警告。件、个、项、条、宗、份等量词、没有印"
            "单位的金额、数值为 0 的单元格，都不提示。",
            "A unit printed in a cell or in the head of its column does not contradict the form. Money in a column of "
            "counts is an error. A count in 万 or 亿, a number of persons (人次, but for decisions, which may be "
            "counted so), or 次 in a column that counts documents or items, is a warning; so is "
            "the amount of fees of the 2021 form in another unit than 万元. "
            "Measure words (件, 个, 项, 条, 宗, 份), amounts without a unit, and cells that hold 0 are never found.",
        ),
        why=Words(
            "元与万元相差一万倍，汇总各单位的数时无从察觉；件数栏里的金额说明填错了栏。",
            "元 and 万元 differ by a factor of ten thousand, which nobody notices once reports are added up. Money in "
            "a column of counts shows that the wrong column was filled in.",
        ),
        source=Words(
            "2021 年表式的“{column proactive.fees.amount}”一栏；2019 年表式没有规定“"
            "{column proactive.procurement.amount}”的单位",
            "the column {column proactive.fees.amount} of the 2021 form; the 2019 form gives no unit for "
            "{column proactive.procurement.amount}",
        ),
        example=Words(
            "2019 年表式“{row proactive.fees}”的“{column proactive.fees.items_last_year}”印为 5000元：该栏填项目数，不"
            "填金额。",
            "5000元 is printed for {row proactive.fees}, {column proactive.fees.items_last_year} of the 2019 form, "
            "which asks for a number of items.",
        ),
    ),
    "digits-implausible": Rule(
        "warning",
        "{cells}，大于任何一个机关可能的数，请核对",
        "larger than any body's number can be: {cells}",
        what=Words(
            "件数不应大到不可能。界限为：表三每格不到 100 万，表四每格不到 10 万，表二每格不到 10 亿。一个表合并为一条"
            "，只作警告，不作错误。",
            "Counts are not larger than can be. The bounds: under a million in a cell of section three, under a "
            "hundred thousand in section four, under a thousand million in section two. One finding for each table, "
            "never more than a warning.",
        ),
        why=Words(
            "全国各级行政机关一年收到的政府信息公开申请合计数十万件，一个省级政府的汇总是其中一小部分；由此引起的复议"
            "、诉讼全国合计数万件。处罚等决定一省一年可达八位数，因此表二的界限宽得多。超过界限的数，多是两格的数"
            "连在了一起，或者填入了编号、电话、日期。",
            "All bodies of the country together receive some hundred thousand requests in a year, and the summary of a "
            "province is a small part of these; reviews and lawsuits about them are some ten thousand in the country. "
            "Decisions, penalties above all, reach eight digits in a province, so section two has a far wider bound. "
            "What exceeds them is mostly two cells run together, or a number of a file, a telephone or a date.",
        ),
        example=Words(
            "“{row requests.received}”的“{column requests.received.total}”印为 12012012。",
            "12012012 is printed for {row requests.received}, {column requests.received.total}.",
        ),
    ),
    # ── headings and sections
    "heading-misnumbered": Rule(
        "warning",
        "标题的编号与表式不同：{headings}",
        "headings whose number is not that of the form: {headings}",
        what=Words(
            "六个部分的标题印有编号的，应依次为一至六。编号的写法不限（一、，1.，（一），第一部分）。全文都不编号，不"
            "提示；另加一个部分而后面顺延，不提示。一处编错使后面全部错开，只提示一次。",
            "Where headings of the six parts have numbers, these are one to six in order, written in any way (一、, "
            "1., （一）, 第一部分). No numbers at all are no finding, nor is a part added by the body, with those "
            "behind it moved on. Headings that are all off behind one slip are one finding.",
        ),
        why=Words(
            "编号错位使读者以为少了一个部分，按编号查找或提取内容也会出错。",
            "A number left out makes readers look for a missing part, and misleads whoever finds parts by their "
            "number.",
        ),
        source=_HEADINGS,
        example=Words(
            "第三部分的标题编号为“四、”，其后各部分依次错开。",
            "Part three is numbered 四、, those behind it 五、 to 七、.",
        ),
    ),
    "heading-number-repeated": Rule(
        "warning",
        "“{number}”作为标题编号出现不止一次：{headings}",
        "the number {number} heads more than one part: {headings}",
        what=Words("六个部分的标题不应有相同的编号。", "No two of the six headings have the same number."),
        why=Words(
            "多是复制标题后忘记修改编号。",
            "Mostly a heading was copied and its number was not changed.",
        ),
        source=_HEADINGS,
        example=Words("第一、第二部分都编号为“一、”。", "Parts one and two are both numbered 一、."),
    ),
    "heading-unnumbered": Rule(
        "info",
        "其他标题有编号，这些标题没有：{headings}",
        "headings without a number, while others have one: {headings}",
        what=Words(
            "多数标题有编号时，指出没有编号的标题。没有编号也可能是复制网页时丢失的，因此只作提示。",
            "Where most headings have a number, those without one are named. Copying a page may have lost it, so this "
            "is information only.",
        ),
        why=Words("编号不齐，目录和引用都难以对应。", "Contents and references by number miss such a part."),
        source=_HEADINGS,
        example=Words(
            "第一部分的标题没有“一、”，第二部分起有编号。",
            "The first heading stands without 一、, those from the second on have numbers.",
        ),
    ),
    "heading-replaced": Rule(
        "warning",
        "第{number}部分的标题为“{heading}”，表式为“{official}”",
        "the heading of part {number} is {heading}; the form has {official}",
        what=Words(
            "编号为“五、”“六、”的标题，内容应是表式规定的部分。与规定标题说同一件事的各种写法（例如只写问题与改进、其"
            "他事项）都不提示，只提示换成别的内容的标题。",
            "A heading numbered 五 or 六 is that of the form. Other words for the same matter (problems, improvement; "
            "other matters) are no finding, only a heading about something else.",
        ),
        why=Words(
            "表式规定的部分被其他内容取代，应当报告的事项（例如信息处理费收取情况）就没有地方写，读者也找不到。",
            "Where another part takes its place, what is to be reported there (fees for processing information, for "
            "example) is nowhere to be found.",
        ),
        source=_HEADINGS,
        example=Words(
            "第六部分的标题为“六、2024年工作计划”。", "Part six is headed 六、2024年工作计划 (plan of work for 2024)."
        ),
    ),
    "section-empty": Rule(
        "warning",
        "第{number}部分“{official}”的标题之下没有文字",
        "part {number} ({official}) has no text under its heading",
        what=Words(
            "第一、五、六部分的标题下应有文字。第六部分为空只作提示：没有其他事项的机关常常留空。标题没有找到的、文字"
            "可能在别处或不完整的（表是图片或附件，扫描页，截断的文本），不检查；第五部分的标题是全文最后一行的，也不"
            "检查。",
            "There is prose under the headings of parts one, five and six. An empty part six is information only: "
            "bodies with nothing to add leave it so. Nothing is said where a heading was not found, where the text "
            "may be elsewhere or incomplete (tables that are pictures or attached, scanned pages, a text that breaks "
            "off), or of a heading of part five that ends the text.",
        ),
        why=Words(
            "表式要求第一部分写总体情况，第五部分写问题和改进情况。只有标题，多是粘贴时漏掉了一段。",
            "The form asks for an overview in part one and for problems and improvements in part five. A heading alone "
            "is mostly a paragraph lost while pasting.",
        ),
        source=Words(
            "两种表式的第一、五、六部分均为文字叙述",
            "parts one, five and six of both forms are prose",
        ),
        example=Words(
            "“五、”的标题之后紧接着“六、”的标题。", "The heading of part five is followed by that of part six."
        ),
    ),
}
