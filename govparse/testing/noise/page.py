"""What stands around and between: page numbers, heads again, menus, an index, contents, lists, footers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from attrs import evolve

from govparse.forms.headings import SECTIONS, official_heading
from govparse.rendering.sheet import Cell, Paragraph, Row, Sheet, Table

_NUMERALS = "一二三四五六七八九十"
_PAGE_NUMBERS = (
    "- {n} -",
    "第{n}页",
    "第 {n} 页 共 {all} 页",
    "— {n} —",
    "－{n}－",
    "{n} / {all}",
    "·{n}·",
    "Page {n}",
)


def page_number(random: Random, number: int) -> str:
    """Return a page number that is marked as one: a bare number could be a cell."""
    return random.choice(_PAGE_NUMBERS).format(n=number, all=number + random.randint(0, 9))


# ── breaks of pages ────────────────────────────────────────────────────────────────


def number_pages(sheet: Sheet, random: Random) -> Sheet:
    """Print page numbers between paragraphs and between the rows of a table, which goes on behind them."""
    return _broken_by_pages(sheet, random, heads=False)


def repeat_heads(sheet: Sheet, random: Random) -> Sheet:
    """Print the head of a table again where it goes on, mostly behind a page number."""
    return _broken_by_pages(sheet, random, heads=True)


def _broken_by_pages(sheet: Sheet, random: Random, *, heads: bool) -> Sheet:
    parts: list[Paragraph | Table] = []
    number = random.randint(1, 30)
    for part in sheet.parts:
        if isinstance(part, Paragraph):
            if not heads and parts and random.randint(0, 3) == 3:
                parts.append(Paragraph(page_number(random, number), "page"))
                number += 1
            parts.append(part)
            continue
        rest = part
        for _ in range(random.randint(1, 3)):
            if len(rest.rows) < 2:
                break
            at = random.randint(1, len(rest.rows) - 1)
            above, below = split(rest, at)
            again = _head_above(above, below, random) if heads else ()
            if not (_shows_columns(above.rows) and _shows_columns((*again, *below.rows))):
                continue
            parts.append(above)
            if not heads or random.randint(0, 2):
                parts.append(Paragraph(page_number(random, number), "page"))
                number += 1
            rest = evolve(below, rows=(*again, *below.rows))
        parts.append(rest)
    return Sheet(tuple(parts))


def _shows_columns(rows: Sequence[Row]) -> bool:
    """Return whether rows between two breaks show that they have columns.

    A row of blanks alone does not: nobody can tell its tabs from what is left over at the end of a line.
    """
    return not any(row.body for row in rows) or any(sum(bool(cell.text) for cell in row.cells) > 1 for row in rows)


def _head_above(above: Table, below: Table, random: Random) -> Sequence[Row]:
    """Return the rows of the head under which the rows below stand, with or without their caption."""
    block = below.rows[0].block
    head = [row for row in above.rows if row.block == block and not row.body]
    if not below.rows[0].body or not head:
        return ()
    captions = [row for row in head if any(cell.role == "caption" for cell in row.cells)]
    return head[len(captions) :] if random.randint(0, 1) else head


def split(table: Table, at: int) -> tuple[Table, Table]:
    """Cut a table before a row. What reaches over the cut goes on as an empty cell."""
    reaching: dict[int, tuple[int, int]] = {}  # column → how wide, into how many more rows
    for row in table.rows[:at]:
        below = {column: (wide, high - 1) for column, (wide, high) in reaching.items() if high > 1}
        column = 0
        for cell in row.cells:
            while column in reaching:
                column += reaching.pop(column)[0]
            if cell.high > 1:
                below[column] = max(cell.wide, 1), cell.high - 1
            column += max(cell.wide, 1)
        reaching = below
    first: list[Cell] = []
    column = 0
    cells = list(table.rows[at].cells)
    while cells or reaching:
        if column in reaching or not cells:
            column = column if column in reaching else min(reaching)
            wide, high = reaching.pop(column)
            first.append(Cell("", "pad", wide, high))
            column += wide
        else:
            first.append(cells.pop(0))
            column += max(first[-1].wide, 1)
    rows = [_cut_short(row, at - n) for n, row in enumerate(table.rows[:at])]
    return evolve(table, rows=tuple(rows)), evolve(
        table, rows=(evolve(table.rows[at], cells=tuple(first)), *table.rows[at + 1 :])
    )


def _cut_short(row: Row, left: int) -> Row:
    return evolve(row, cells=tuple(evolve(cell, high=min(cell.high, left)) for cell in row.cells))


_LINE_END = re.compile(r"\r\n|\n")


def number_lines(text: str, random: Random) -> str:
    """Print page numbers on lines of their own, wherever a line ends."""
    ends = [match.end() for match in _LINE_END.finditer(text)]
    if not ends:
        return text
    pages = sorted(random.choice(ends) for _ in range(random.randint(1, 5)))
    parts, begin = [], 0
    for number, at in enumerate(pages, random.randint(1, 30)):
        parts += [text[begin:at], page_number(random, number), "\n"]
        begin = at
    return "".join([*parts, text[begin:]])


# ── before the report ──────────────────────────────────────────────────────────────

_MENU = ("政务公开", "政策", "年度报告", "依申请公开", "机构职能", "新闻中心", "互动交流")
_TOOLS = ("字体：[大] [中] [小]", "【字体: 】 打印", "浏览次数：1327", "无障碍 | 长者模式", "扫一扫在手机打开当前页")


def add_navigation(sheet: Sheet, random: Random) -> Sheet:
    """Print a path through the site and a menu before the report, with entries that are labels of rows.

    Only rows that are printed with a number: elsewhere the entry may be taken for a row of a table of which
    nothing else is left, by a reader as by a human.
    """
    entries = [*_MENU[: random.randint(0, len(_MENU))]]
    labels = sorted(_labels_with_numbers(sheet))
    entries += random.sample(labels, min(len(labels), random.randint(1, 8)))
    random.shuffle(entries)
    path = ["首页 > 政务公开 > 政府信息公开年报", "当前位置：首页 >> 信息公开 >> 年度报告", "您所在的位置: 首页 › 年报"]
    lines = [random.choice(path), *random.sample(_TOOLS, random.randint(0, 2))]
    joint = random.choice(("\n", "\n", " | ", " ", "\u3000"))
    return Sheet((Paragraph("\n".join([*lines, joint.join(entries)]), "page"), *sheet.parts))


def _labels_with_numbers(sheet: Sheet) -> set[str]:
    return {
        cell.text
        for table in sheet.tables
        for row in table.rows
        for cell in row.cells
        if cell.role == "label" and table.name == "proactive" and any(c.role == "value" and c.text for c in row.cells)
    }


_FIELDS = (
    ("索引号", "000000000/2023-00017"),
    ("主题分类", "综合政务"),
    ("发布机构", "办公室"),
    ("发文日期", "2023-01-19"),
    ("生成日期", "2023-01-21"),
    ("文号", ""),
    ("有效性", "有效"),
    ("公开方式", "主动公开"),
    ("公开时限", "长期公开"),
)


def add_index(sheet: Sheet, random: Random) -> Sheet:
    """Print a table of the page's own before the report: number in the index, date, and perhaps its name."""
    fields = random.sample(_FIELDS, random.randint(2, 8) // 2 * 2)
    title = next((part.text for part in sheet.parts if isinstance(part, Paragraph) and part.kind == "title"), "")
    rows = []
    for (name, value), (other, second) in zip(fields[::2], fields[1::2], strict=True):
        cells = (Cell(name, "label"), Cell(value, "value"), Cell(other, "label"), Cell(second, "value"))
        rows.append(Row(cells, "", body=True))
    if title and random.randint(0, 1):
        rows.append(Row((Cell("名称", "label"), Cell(title, "value", wide=3)), "", body=True))
    elif random.randint(0, 1):
        labels = sorted(_labels_with_numbers(sheet))
        words = "；".join(random.sample(labels, min(len(labels), 2)))
        rows.append(Row((Cell("关键词", "label"), Cell(words, "value", wide=3)), "", body=True))
    return Sheet((Table("index", 4, tuple(rows)), *sheet.parts))


# ── names of the sections ──────────────────────────────────────────────────────────


def section_names(sheet: Sheet) -> list[str]:
    """Return the six headings: as the report prints them, if it prints them all, else those of the form."""
    printed = [part.text for part in sheet.parts if isinstance(part, Paragraph) and part.kind == "heading"]
    if len(printed) == len(SECTIONS):
        return printed
    return [f"{_NUMERALS[n]}、{official_heading(section)}" for n, section in enumerate(SECTIONS)]


def add_contents(sheet: Sheet, random: Random) -> Sheet:
    """Print a page of contents before or behind the title: all six headings, leaders, numbers of pages."""
    leaders = random.choice(("......... ", "……………… ", "·········", " . . . . . . "))
    page = 0
    lines = [random.choice(("目 录", "目录", "目　　录"))] if random.randint(0, 1) else []
    for name in section_names(sheet):
        page += random.randint(1, 4)
        lines.append(f"{name}{leaders}{page}")
    return _beside_title(sheet, Paragraph("\n".join(lines)), behind=bool(random.randint(0, 1)))


def list_names(sheet: Sheet, random: Random) -> Sheet:
    """Print the names of the six sections in the opening paragraph."""
    names = section_names(sheet)
    words = [name.partition("、")[2] or name for name in names]
    opening = random.choice(("本报告按照统一格式编制，内容包括：{}。", "本年度报告由{}等部分组成。", "全文包括{}。"))
    form = random.randint(0, 4)
    if form == 0:
        text = opening.format("；".join(names))
    elif form == 1:
        text = opening.format("、".join(words))
    elif form == 2:
        text = opening.format("，".join(f"“{word}”" for word in words))
    elif form == 3:
        text = opening.format("".join(f"（{_NUMERALS[n]}）{word}；" for n, word in enumerate(words)).rstrip("；"))
    else:
        text = "\n".join(["本年度报告由以下六个部分组成：", *(f"{name}；" for name in names[:-1]), f"{names[-1]}。"])
    if random.randint(0, 1):
        text += "\n所列数据的统计期限以各表为准。"
    return _beside_title(sheet, Paragraph(text), behind=True)


def _beside_title(sheet: Sheet, added: Paragraph, *, behind: bool) -> Sheet:
    parts = list(sheet.parts)
    at = next((n for n, part in enumerate(parts) if isinstance(part, Paragraph) and part.kind == "title"), None)
    if at is None:
        at, behind = 0, False
    elif not behind and at and isinstance(above := parts[at - 1], Paragraph) and above.kind == "issuer":
        at -= 1  # the body belongs to its title
    parts.insert(at + behind, added)
    return Sheet(tuple(parts))


# ── prose ──────────────────────────────────────────────────────────────────────────

_HEADS = (
    "组织领导有力",
    "强化制度建设",
    "抓好重点领域",
    "平台更加规范",
    "工作成效",
    "存在不足",
    "下一步打算",
    "加强业务培训",
)
_SENTENCES = (
    "印发任务清单38项，明确专职人员2名。",
    "全年召开会议4次，开展培训3场，参训120人次。",
    "门户网站更新栏目15个，总访问量5万次。",
    "邀请业务骨干录制讲解视频，预计完成6期。",
)
_STYLES = ("{han}、", "（{han}）", "{digit}.", "{digit}、", "第{han}，", "{han}是")


def add_sub_lists(sheet: Sheet, random: Random) -> Sheet:
    """Print numbered lists in the prose of the sections that hold no table."""
    parts: list[Paragraph | Table] = []
    for n, part in enumerate(sheet.parts):
        parts.append(part)
        heads = isinstance(part, Paragraph) and part.kind == "heading"
        following = sheet.parts[n + 1 : n + 3]
        if heads and not any(isinstance(later, Table) for later in following) and random.randint(0, 2) < 2:
            parts.append(Paragraph(_sub_list(random)))
    return Sheet(tuple(parts))


def _sub_list(random: Random) -> str:
    style = random.choice(_STYLES)
    lines = []
    inline = random.randint(0, 1)
    for n, head in enumerate(random.sample(_HEADS, random.randint(2, 6))):
        mark = style.format(han=_NUMERALS[n], digit=n + 1)
        sentence = random.choice(_SENTENCES)
        lines += [f"{mark}{head}。{sentence}"] if inline else [f"{mark}{head}", sentence]
    return "\n".join(lines)


# ── behind the report ──────────────────────────────────────────────────────────────

_FOOTERS = (
    "版权所有 未经许可不得转载",
    "主办单位：本站编辑部　承办：信息中心",
    "ICP备00000000号-1",
    "网站标识码：0000000000",
    "公网安备 00000000000000号",
    "网站地图 | 联系我们 | 关于我们",
    "打印本页 关闭窗口",
    "扫一扫在手机打开当前页",
    "上一篇：没有了",
    "下一篇：关于召开2022年度培训会的通知",
)


def add_footer(sheet: Sheet, random: Random) -> Sheet:
    """Print the foot of the page behind the report, perhaps with the report of another year by its title."""
    lines = random.sample(_FOOTERS, random.randint(1, 6))
    title = next((part.text for part in sheet.parts if isinstance(part, Paragraph) and part.kind == "title"), "")
    if re.search("20[0-9]{2}", title) and random.randint(0, 1):
        before = re.sub("20[0-9]{2}", lambda year: str(int(year.group()) - 1), title, count=1)
        lines.insert(random.randint(0, len(lines)), f"上一篇：{before}")
    return Sheet((*sheet.parts, Paragraph("\n".join(lines), "page")))
