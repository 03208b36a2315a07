"""The rules of proof: numbers that the layout does not place, and what the sums of the form say of them."""

from __future__ import annotations

from govparse.rules.rule import Rule, Words

_SUMS = Words(
    zh=(
        "表式的勾稽关系：每一行各申请人类别之和等于{column requests.granted.total}；每一列各办理结果之和等于"
        "{row requests.concluded}；{row requests.received}加{row requests.carried_in}等于{row requests.concluded}加"
        "{row requests.carried_out}；{table review}每一程序各结果之和等于{column requests.granted.total}。"
    ),
    en=(
        "The sums of the form: in each row the kinds of applicants add up to {column requests.granted.total}; in each "
        "column the results add up to {row requests.concluded}, and {row requests.received} and "
        "{row requests.carried_in} to {row requests.concluded} and {row requests.carried_out}; in {table review} the "
        "results of each procedure add up to its {column requests.granted.total}."
    ),
)

PROOF: dict[str, Rule] = {
    "row-proved": Rule(
        "info",
        "“{label}”一行的数按印刷位置不能定列；{printed} 个数放入 {columns} 列，只有一种放法成立，据此读取",
        "row {label}: the layout does not place its numbers; {printed} values for {columns} columns can be placed in "
        "one way only, and are read so",
        what=Words(
            zh=(
                "一行的数按印刷位置不能确定属于哪一列（如空白格没有留下痕迹、多出一个数、各数连在一起、同一行印了两次"
                "而数不同），但在全表所有可能的放法中，凡能使各项勾稽关系成立的，都把同一个数放在同一格。这些格的 "
                "basis 为 proved。数字连写而只有一种切分的（000 只能是 0、0、0），也是如此。前提是报告自身的数没有印"
                "错，因此检查时不据以报错。一行多出数或者两次印得不同的，提示的级别为 warning，因为有数不属于任何一"
                "格。"
            ),
            en=(
                "The layout does not say in which columns the numbers of a row stand (blanks left no trace, there is "
                "a number too many, numbers run together, the row is printed twice and differently); but of all "
                "placements that the table admits, those that satisfy the sums of the form put the same numbers into "
                "the same cells. The basis of these cells is proved; so it is where digits run together that can be "
                "cut in one way only (000 is 0, 0, 0). That is so if the report itself has no misprint, "
                "and therefore no check calls anything built on them an error. Where a row has a number too many, or "
                "two prints that differ, the severity is warning: some number belongs to no cell."
            ),
        ),
        why=Words(
            zh=(
                "从右边数格子，或者把空白当作 0，都会在不知不觉中错列；而各项合计往往足以说明一个数只能在哪一列。"
                "用 `govparse parse --explain` 可以看到依据的是哪几项关系。"
            ),
            en=(
                "To count cells from the right, or to take blanks for 0, shifts numbers unnoticed; while the totals "
                "often leave one column for a number. `govparse parse --explain` shows which sums prove it."
            ),
        ),
        source=_SUMS,
        example=Words(
            zh=(
                "“{row requests.denied.process_information} | 0 | 0 | 4 | 0 | 0 | 0 | 0 | 4 |”有 8 个数：去掉其中一个 "
                "0，各格都是一样的，7 格均已读取。"
            ),
            en=(
                "{row requests.denied.process_information} | 0 | 0 | 4 | 0 | 0 | 0 | 0 | 4 | has 8 values. Where the "
                "column of the 4 can be told by its result sum, all seven cells are read."
            ),
        ),
    ),
    "row-partly-proved": Rule(
        "warning",
        "“{label}”一行印有 {printed} 个数，表有 {columns} 列；按勾稽关系能够确定 {placed} 格，其余各格未读取",
        "row {label}: {printed} values for {columns} columns; the sums of the form place {placed} of them, the other "
        "cells are unread",
        what=Words(
            zh=(
                "一行的一部分格由勾稽关系推得（basis 为 proved），其余的格未读取：或者没有数可以放在那里，但空白格与"
                "丢失的数无从区分；或者有几种放法都能使各项关系成立。每一未读取的格列出可能的读法；各项关系能推出其值"
                "的，另见 implied。"
            ),
            en=(
                "The sums of the form place some numbers of a row (their basis is proved), and the other cells are "
                "unread: either no number can stand there, and nothing tells a blank from a number that was lost; or "
                "several placements satisfy the sums. Each unread cell has its readings as candidates, and what the "
                "sums force it to be as implied."
            ),
        ),
        why=Words(
            zh=(
                "空白格没有留下痕迹时，不能说那里印的是空白，更不能说是 0。implied 是合计推出的值，不是印出的值，二者"
                "不可混用。"
            ),
            en=(
                "Where blanks leave no trace, nobody can say that a blank is printed, still less that it is 0. "
                "What is implied follows from totals and is not what is printed; the two must not be mixed."
            ),
        ),
        source=_SUMS,
        example=Words(
            zh=(
                "“{row requests.granted} 3 3”：其他各行完整，{column requests.granted.natural_person}和"
                "{column requests.granted.total}各缺 3，两格已读取；其余 5 格未读取，implied 为 0。"
            ),
            en=(
                "{row requests.granted} 3 3, all other rows being whole, where 3 are wanting in the columns "
                "{column requests.granted.natural_person} and {column requests.granted.total}: these two are read. The "
                "other five are unread, and implied to be 0."
            ),
        ),
    ),
    "row-by-order": Rule(
        "warning",
        "“{label}”一行的数与行名分开印，或者行名缺失；前后行名之间成行的数与缺少的行一样多，按次序读取",
        "row {label}: its numbers stand apart from its label, or the label is lost; between two labels there are as "
        "many rows of numbers as rows of the form, so they are read in their order",
        what=Words(
            zh=(
                "行名丢失、几个行名印在各行的数之前、数印在行名之前，都使数与行名分开。两个有数的行名之间，成行的数"
                "（每列一个）与没有数的行一样多时，按表式的次序一一对应；各格的 basis 为 order。各项勾稽关系与此相"
                "抵触的，不按次序读取。"
            ),
            en=(
                "Labels are lost, or several stand before all their numbers, or numbers before their labels. Where "
                "between two labels that have their numbers there are as many whole rows of numbers (one for each "
                "column) as rows without, they are given to each other in the order of the form; the basis of the "
                "cells is order. Where the sums of the form speak against it nothing is read so."
            ),
        ),
        why=Words(
            zh="表式的行有固定的次序，文字提取打乱的多是位置而不是次序。行数只要差一，就无从对应，整段未读取。",
            en=(
                "The rows of the form have an order, and what takes text out of a page disturbs places more often "
                "than the order. With one row more or less nothing can be told, and all of them are unread."
            ),
        ),
        source=Words(zh="表式各行的次序。", en="The order of the rows of the form."),
        example=Words(
            zh="（三）之下 8 个行名丢失，8 行数都在，其后是“{row requests.unavailable.not_held}”：8 行按次序读取。",
            en=(
                "Below （三） eight labels are lost and eight rows of numbers are there, followed by "
                "{row requests.unavailable.not_held}: the eight rows are read in their order."
            ),
        ),
    ),
    "row-doubtful": Rule(
        "warning",
        "“{label}”一行的数与列一样多，但合计不能印证，而同一份报告有的行丢了数、错了位或者多出数，未读取",
        "row {label}: as many values as columns, but no sum bears them out, and other rows have lost or exchanged "
        "values, or have more; left unread",
        what=Words(
            zh=(
                "一行的数与表的列一样多，本可按次序读取；但报告中有的行丢了数，或者旁边有行名之后没有数、有数之前没有"
                "行名，而本行的合计又不成立（或者各数都是 0，无从印证）：可能丢了一个数，又混入别行的一个数。空白格看"
                "得见的，不在此列。表中有三行以上恰好多一格时也是如此：表可能比表式多一列，那么数与列一样多的行就缺一"
                "个数。"
            ),
            en=(
                "A row has as many values as the table has columns, and could be read in their order; but rows of the "
                "report lack numbers, or beside the row stand labels without numbers or numbers without labels, and "
                "the sum of the row does not hold (or all its values are 0, which bears out nothing): one may have "
                "been lost, and another may belong to a row beside it. Rows whose blanks can be seen are not "
                "meant. Nor is a row believed in a table of which three rows or more have one cell too many: it "
                "may have one column more than the form, and then a row with as many values as columns lacks one."
            ),
        ),
        why=Words(
            zh="数目相符只说明个数，不说明是哪些数。合计不成立时，是报告印错，还是读取丢了数，这里分不清，因此不据以报错。",
            en=(
                "That the count agrees says how many numbers there are, not which. Where the sum does not hold, "
                "whether the report is wrong or the reading lost a number cannot be told here, so nothing is called "
                "an error of the report."
            ),
        ),
        source=_SUMS,
        example=Words(
            zh=(
                "各行的空白格都没有留下痕迹；“{row requests.granted}”印有 7 个数，前 6 个之和不等于第 7 个：7 格未读"
                "取。"
            ),
            en=(
                "No blank leaves a trace in a report, and {row requests.granted} has seven values, of which the first "
                "six do not add up to the seventh: all seven cells are unread."
            ),
        ),
    ),
    "sums-unsatisfied": Rule(
        "warning",
        "{table}没有一种放法能使各项勾稽关系都成立：有数印错或者读漏，{number} 格不作推断，未读取",
        "{table}: no placement satisfies all sums of the form, so a number is misprinted or lost; {number} cells are "
        "left unread",
        what=Words(
            zh=(
                "表中有的行按印刷位置不能读取，而这些行所有可能的放法，没有一种能使全表的勾稽关系都成立。这时不作任何"
                "推断，各格未读取，所列的是不问合计时可能的读法。"
            ),
            en=(
                "Some rows of a table cannot be read by their layout, and none of their admissible placements "
                "satisfies the sums of the whole table. Then nothing is concluded: the cells are unread, with the "
                "readings that are possible when no sum is asked."
            ),
        ),
        why=Words(
            zh="推断以报告自身的数没有印错为前提；前提不成立，推断就可能把印错的数当作依据，把对的数放到错的格里。",
            en=(
                "A proof presumes that the report has no misprint. Where it has one, a misprinted number would serve "
                "as its ground, and move right numbers to wrong cells."
            ),
        ),
        source=_SUMS,
        example=Words(
            zh="“{row requests.received}”一行完整，但合计印错；另一行的空白格没有留下痕迹：后一行未读取。",
            en=(
                "{row requests.received} is whole, with a total that is wrong; another row lost its blanks: that row "
                "is unread."
            ),
        ),
    ),
    "proof-ended": Rule(
        "warning",
        "{table}可能的放法太多，推算到规定的步数为止，有 {number} 格未能判定，未读取",
        "{table}: there are too many admissible placements; the search ended with {number} cells undecided, which are "
        "left unread",
        what=Words(
            zh=("按印刷位置不能读取的行太多，逐一试算所有放法超过规定的步数。步数之内能够判定的已经判定，其余未读取。"),
            en=(
                "So many rows cannot be read by their layout that trying all placements takes more steps than are "
                "allowed. What could be decided within them is; the rest is unread."
            ),
        ),
        why=Words(
            zh="每份报告所费的时间须有上限，且每次读取的结果相同，因此以步数而不以时间为限。",
            en=(
                "What a report may cost has to be bounded, and each reading has to give the same; so steps are "
                "counted, and not seconds."
            ),
        ),
        source=_SUMS,
        example=Words(
            zh="一份省级报告 20 行的空白格都没有留下痕迹，各数又大：有的格未能判定。",
            en="In the report of a province 20 rows lost their blanks, and the numbers are large: cells stay open.",
        ),
    ),
}
