"""The rules of what the prose claims, against the tables and against itself."""

from govparse.rules.rule import Rule, Words

_MESSAGE = ("正文称“{quote}”，而{cells}", "the prose says “{quote}”; the table says {cells}")
_LEFT_ALONE = Words(
    "只核对说明本机关全年总数的句子。其他年份、部分时段、其他机关、各渠道的数，约数，以及说法不明的句子一律不核对；"
    "除本机关的名称以外，句中只要有一个认不得的词，就不核对；"
    "同一件事在正文中有几个不同的数时，也不核对。单元格空白时，只有无论填入什么非负数都不符，才提示。",
    "Only clauses are compared that state a total of this body and the whole year. Other years, parts of the year, "
    "other bodies, single channels, round numbers and what is not clear are left alone; so is every clause with a word "
    "that is not known, unless it names this body, and a number that the prose states in several ways. Where "
    "cells are blank, there is a finding only if no numbers of zero or more in them could make it true.",
)
_WHY = Words(
    "正文和表格常由不同的人在不同的时间填写，改了一处没有改另一处；读者无从知道哪一个数是对的。",
    "Prose and tables are often written by different people at different times, and one is corrected without the "
    "other. A reader cannot tell which number is right.",
)

TEXT: dict[str, Rule] = {
    "text-received": Rule(
        "error",
        *_MESSAGE,
        what=Words(
            "正文所说收到、受理或者办理的申请数，应等于表三“{row requests.received}”的合计，或者等于它与"
            f"“{{row requests.carried_in}}”之和。{_LEFT_ALONE.zh}",
            "The number of requests that the prose says were received, accepted or handled is the total of "
            "{row requests.received}, or that and {row requests.carried_in} together; both uses are accepted. "
            f"{_LEFT_ALONE.en}",
        ),
        why=_WHY,
        example=Words(
            "正文说“共收到政府信息公开申请62件”，表三两行合计为 60 和 0。",
            "The prose says that 62 requests were received; the two rows of section three say 60 and 0.",
        ),
    ),
    "text-no-requests": Rule(
        "error",
        *_MESSAGE,
        what=Words(
            "正文说没有收到申请（或者收到 0 件）时，表三“{row requests.received}”的合计应为 0。"
            f"只说没有收到某一类申请的，不核对。{_LEFT_ALONE.zh}",
            "Where the prose says that no request was received (or 0), the total of {row requests.received} is 0. "
            f"That there were none of some kind is not compared. {_LEFT_ALONE.en}",
        ),
        why=Words(
            "这句话往往是从上一年的报告里留下来的。",
            "Such a sentence is often left over from the report of the year before.",
        ),
        example=Words(
            "正文说“全年未收到政府信息公开申请”，表三新收合计为 3。",
            "The prose says that no request was received; section three says 3.",
        ),
    ),
    "text-carried-in": Rule(
        "error",
        *_MESSAGE,
        what=Words(
            f"正文所说上年结转的申请数，应等于表三“{{row requests.carried_in}}”的合计。{_LEFT_ALONE.zh}",
            "The number of requests that the prose says were carried over from the year before is the total of "
            f"{{row requests.carried_in}}. {_LEFT_ALONE.en}",
        ),
        why=_WHY,
        example=Words(
            "正文说“上年结转3件”，表三这一行合计为 2。",
            "The prose says that 3 were carried over from the year before; section three says 2.",
        ),
    ),
    "text-concluded": Rule(
        "error",
        *_MESSAGE,
        what=Words(
            "正文所说办结或者答复的申请数，应等于表三“{row requests.concluded}”。不计申请人撤销的、不予处理的，"
            "或者不计上年结转的，也予以认可。只说按时、按期办结或者答复的件数，可以少于总数，多于总数的才提示。"
            f"{_LEFT_ALONE.zh}",
            "The number of requests that the prose says were concluded or answered is {row requests.concluded}. That "
            "those withdrawn, those not processed or those carried in are left out is accepted. What was concluded or "
            "answered in time may be fewer, and is only found if it is more. "
            f"{_LEFT_ALONE.en}",
        ),
        why=_WHY,
        example=Words(
            "正文说“办结政府信息公开申请61件”，表三办理结果总计为 60。",
            "The prose says that 61 requests were concluded; section three says 60.",
        ),
    ),
    "text-carried-out": Rule(
        "warning",
        *_MESSAGE,
        what=Words(
            "正文所说留待下一年办理的申请数，应等于表三“{row requests.carried_out}”的合计。正文说没有的，应为 0。"
            f"{_LEFT_ALONE.zh}",
            "The number of requests that the prose says were carried over to the next year is the total of "
            f"{{row requests.carried_out}}; 0 where it says that there were none. {_LEFT_ALONE.en}",
        ),
        why=Words(
            "这个数就是下一年报告的“{row requests.carried_in}”，错了会带到下一年。",
            "The number is {row requests.carried_in} of the next report: an error is carried over with it.",
        ),
        example=Words(
            "正文说“结转下年度5件”，表三这一行合计为 4。",
            "The prose says that 5 are carried over to the next year; section three says 4.",
        ),
    ),
    "text-all-concluded": Rule(
        "warning",
        *_MESSAGE,
        what=Words(
            "正文说收到的申请已经全部办结、没有剩余时，表三“{row requests.carried_out}”的合计应为 0。"
            "只说按时、按期办结或者答复的，以及与之相连的办结率，不核对：未到期的可以结转。",
            "Where the prose says that all requests received were concluded and none was left, the total of "
            "{row requests.carried_out} is 0. That all were answered in time is not compared: those not yet due may be "
            "carried over. Nor is a rate that stands beside it.",
        ),
        why=Words(
            "写报告时已经办结的申请，到年底可能还没有办结；读者会以为两处矛盾。",
            "What was concluded when the report was written may not have been at the end of the year. To a reader the "
            "two contradict each other.",
        ),
        example=Words(
            "正文说“共收到政府信息公开申请16件，均已办结”，表三有 2 件转入下一年。",
            "The prose says that 16 requests were received and all concluded; section three carries 2 over.",
        ),
    ),
    "text-outcome": Rule(
        "warning",
        *_MESSAGE,
        what=Words(
            "正文所说各类办理结果的件数，应等于表三（一）至（六）相应各行的合计之和。"
            "公开类可以包括部分公开，不公开类可以包括无法提供、不予处理和其他处理：各种用法都予以认可。"
            f"{_LEFT_ALONE.zh}",
            "The numbers of outcomes that the prose states are the sums of the totals of the rows under （一） to "
            "（六） of section three. That disclosed includes disclosed in part, and that not disclosed includes "
            f"unavailable, not processed and other outcomes, is accepted. {_LEFT_ALONE.en}",
        ),
        why=_WHY,
        example=Words(
            "正文说无法提供 11 件，表三（四）各行合计为 10。",
            "The prose says that 11 could not be provided; the rows under （四） add up to 10.",
        ),
    ),
    "text-applicants": Rule(
        "warning",
        *_MESSAGE,
        what=Words(
            "正文所说“{column requests.received.natural_person}”和各类组织的申请数，应等于表三相应各列：新收、"
            f"新收加上年结转，或者办理结果，都予以认可。{_LEFT_ALONE.zh}",
            "The numbers of requests of natural persons and of organisations that the prose states are those of the "
            "columns of section three: of those received, of those and the ones carried in, or of those concluded. "
            f"{_LEFT_ALONE.en}",
        ),
        why=_WHY,
        example=Words(
            "正文说收到的申请“均为自然人申请”，表三“{column requests.received.business}”一列有 2 件。",
            "The prose says that all requests came from natural persons; section three has 2 of businesses.",
        ),
    ),
    "text-review": Rule(
        "error",
        *_MESSAGE,
        what=Words(
            "正文所说因政府信息公开发生的复议、诉讼件数，应等于表四相应各项的合计；诉讼为表四两组诉讼合计之和，"
            "只计其中一项的也予以认可。不限于政府信息公开的全部案件，审理、纠错、撤回等其他情况，不核对。",
            "The numbers of reconsiderations and lawsuits about disclosure that the prose states are the totals of "
            "section four. Lawsuits are those brought directly and those after reconsideration; one of the two alone "
            "is accepted. Cases of all kinds together, cases that the body itself decides, results of cases and those "
            "withdrawn are not compared.",
        ),
        why=_WHY,
        example=Words(
            "正文说没有发生复议和诉讼，表四复议合计为 1。",
            "The prose says that there were no reconsiderations and no lawsuits; section four has one.",
        ),
    ),
    "text-documents": Rule(
        "warning",
        *_MESSAGE,
        what=Words(
            "正文所说本年制发的规章、{row proactive.normative_documents}件数，应等于表二相应各行的"
            "“{column proactive.rules.issued}”（2019 年表式为制作或者公开的数量）。"
            "解读、清理、备案、废止、公开文件的数，代拟、提请、联合制发的数，以及同时说到修订的，不核对。",
            "The numbers of rules and of normative documents that the prose says were made in the year are those of "
            "{column proactive.rules.issued} in section two (in the form of 2019: made, or disclosed). Documents "
            "explained, reviewed, filed, repealed or disclosed are not compared, nor are those drafted for others or "
            "issued with them, nor any number beside which documents amended are spoken of.",
        ),
        why=_WHY,
        example=Words(
            "正文说全年制发的{row proactive.normative_documents}为 5 件，表二为 4。",
            "The prose says that 5 normative documents were issued; section two says 4.",
        ),
    ),
    "text-percentage": Rule(
        "warning",
        "正文“{quote}”，{part}，{whole}，占 {exact}%",
        "the prose says “{quote}”; the table says {part} of {whole}, which is {exact}%",
        what=Words(
            "正文所说各类结果、各类申请人所占的百分比，应与表三的数相差不到一个百分点。"
            "以办理结果总计为分母；以新收为分母，或者以新收加上年结转为分母，也予以认可。",
            "The shares of outcomes and of applicants that the prose states are within one point of what the numbers "
            "of section three give. They are shares of what was concluded; shares of what was received, with or "
            "without what was carried in, are accepted.",
        ),
        why=Words(
            "件数改了，百分比没有重算。",
            "The numbers were corrected, and the shares were not computed again.",
        ),
        example=Words(
            "正文说予以公开 20 件，占 43.3%；表三为 20 件和 60 件，应占 33.3%。",
            "The prose says that 20 were disclosed, 43.3%; section three has 20 of 60, which is 33.3%.",
        ),
    ),
    "text-balance": Rule(
        "warning",
        "正文自身的数不相符：{left}，{right}",
        "the numbers of the prose do not agree with each other: {left}, {right}",
        what=Words(
            "正文同一段里写明收到、上年结转、办结和留待下一年的数时，前两项之和应等于后两项之和；"
            "同一句里六类办理结果都写明时，其和应等于办结数。与表格不符的，由其他规则提示；与表格一致的，是表格自身不平衡。",
            "Where one paragraph states what was received, carried in, concluded and carried out, the first two are as "
            "many as the last two. Where one sentence states all six kinds of outcomes, they add up to what was "
            "concluded. What contradicts the tables is found by other rules; what agrees with them is the table's own "
            "imbalance.",
        ),
        why=_WHY,
        source=Words(
            "两种表式表三左上角印明：第一项加第二项，等于第三项加第四项",
            "section three of both forms, printed in the upper left corner: items one and two are as many as three "
            "and four",
        ),
        example=Words(
            "正文说新收 62 件，上年结转 3 件，办结 60 件，转入下一年 4 件：65 和 64。",
            "The prose says that 62 were received, 3 carried in, 60 concluded and 4 carried out: 65 and 64.",
        ),
    ),
}
