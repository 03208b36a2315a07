"""The same words, printed otherwise: width, blanks, line breaks, script, pinyin, emphasis, variants of labels."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from random import Random

from attrs import evolve

from govparse.forms.form import Form
from govparse.forms.printed import head_unit
from govparse.forms.registry import BUILT_IN, forms
from govparse.reading.fold import fold, key, traditional
from govparse.rendering.sheet import Cell, Paragraph, Row, Sheet, Table
from govparse.testing.noise.pattern import LABELS, Pattern, rewrite

_HAN = re.compile("[㐀-鿿〇]")

# ── width ──────────────────────────────────────────────────────────────────────────

# What marks up or divides in some layout stays as it is.
_KEPT = "|#*_<>&\\`"
_OTHER_WIDTH = {
    **{chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F) if chr(code) not in _KEPT},
    **{chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F) if chr(code) not in _KEPT},
    **dict(zip("。「」、・", "｡｢｣､･", strict=True)),
}


def change_width(sheet: Sheet, random: Random) -> Sheet:
    """Print brackets, punctuation and digits in the other width."""

    def change(pattern: Pattern, number: int, text: str) -> str:
        places = [i for i, c in enumerate(text) if c in _OTHER_WIDTH]
        other = {i for n, i in enumerate(places) if pattern.falls(number, n)}
        return "".join(_OTHER_WIDTH[c] if i in other else c for i, c in enumerate(text))

    return rewrite(sheet, random, change)


# ── blanks and line breaks ─────────────────────────────────────────────────────────

BLANKS = (" ", "\u00a0", "\u3000", "\u2002", "  ", "\u2003", "\u2009", "\u200b", "\ufeff")
"""Blanks of all kinds; the last two take no room."""


def add_blanks_around(sheet: Sheet, random: Random) -> Sheet:
    """Print blanks of all kinds before and behind cells and paragraphs."""

    def change(pattern: Pattern, number: int, text: str) -> str:
        before, behind = (pattern.pick(BLANKS, number, i * pattern.step) for i in (0, 1))
        where = pattern.pick((1, 2, 3), number)
        return before * (where & 1) + text + behind * (where >> 1)

    return rewrite(sheet, random, change)


def add_blanks_inside(sheet: Sheet, random: Random) -> Sheet:
    """Print blanks of all kinds between the characters of labels, headings and prose, never inside a number."""

    def change(pattern: Pattern, number: int, text: str) -> str:
        return _insert(pattern, number, text, BLANKS)

    return rewrite(sheet, random, change, roles=LABELS)


def break_labels(sheet: Sheet, random: Random) -> Sheet:
    """Break labels over lines, sometimes with an empty line between."""

    def change(pattern: Pattern, number: int, text: str) -> str:
        gaps = list(_gaps(text))
        if not gaps:
            return text
        at = gaps[(number * 3 + pattern.shift) % len(gaps)]
        return text[:at] + "\n" + text[at:]

    return rewrite(sheet, random, change, roles=LABELS, prose=False)


def _gaps(text: str) -> Iterator[int]:
    """Yield the places between two characters that are no digits or signs of one number.

    No place before a slash that ends a label (本年增/): set off by a blank it is a cell that says "none".
    """
    for i in range(1, len(text)):
        if (_HAN.match(text[i - 1]) or _HAN.match(text[i])) and text[i:] not in "/／":
            yield i


def _insert(pattern: Pattern, number: int, text: str, blanks: tuple[str, ...]) -> str:
    falling = {at: n for n, at in enumerate(_gaps(text)) if pattern.falls(number, n)}
    return "".join((pattern.pick(blanks, number, falling[i]) if i in falling else "") + c for i, c in enumerate(text))


# ── script ─────────────────────────────────────────────────────────────────────────

_PRONOUNCED = (
    "数 shù, 项 xiàng, 动 dòng, 开 kāi, 关 guān, 规 guī, 发 fā, 处 chù, 总 zǒng, 计 jì, 请 qǐng, "
    "业 yè, 机 jī, 构 gòu, 组 zǔ, 织 zhī, 务 wù, 会 huì, 体 tǐ, 团 tuán, 报 bào, 内 nèi, 无 wú, "
    "结 jié, 转 zhuǎn, 续 xù, 继 jì, 办 bàn, 决 jué, 范 fàn, 现 xiàn, 对 duì, 强 qiáng, 许 xǔ, "
    "属 shǔ, 国 guó, 络 luò, 护 hù, 权 quán, 类 lèi, 过 guò, 书 shū, 执 zhí, 询 xún, 资 zī, "
    "讯 xùn, 补 bǔ, 后 hòu, 确 què, 认 rèn, 获 huò, 写 xiě, 费 fèi, 缴 jiǎo, 纳 nà, 经 jīng, "
    "审 shěn, 复 fù, 议 yì, 诉 sù, 讼 sòng, 纠 jiū, 维 wéi, 为 wéi, 区 qū, 别 bié, 级 jí, 县 xiàn, "
    "乡 xiāng, 镇 zhèn, 厅 tīng, 门 mén, 号 hào, 个 gè, 条 tiáo, 时 shí, 间 jiān, 记 jì, 录 lù, "
    "标 biāo, 题 tí, 应 yīng, 当 dāng, 问 wèn, 进 jìn, 实 shí, 际 jì, 说 shuō, 举 jǔ, 众 zhòng, "
    "万 wàn, 亿 yì, 圆 yuán, 减 jiǎn, 额 é, 产 chǎn"
)
_PINYIN: Mapping[str, str] = {entry.split()[0]: entry.split()[1] for entry in _PRONOUNCED.split(",")}


def write_traditional(sheet: Sheet, random: Random) -> Sheet:
    """Print traditional characters, those that the reader knows."""
    known = traditional()

    def change(pattern: Pattern, number: int, text: str) -> str:
        places = [i for i, c in enumerate(text) if c in known]
        other = {i for n, i in enumerate(places) if pattern.falls(number, n)}
        return "".join(pattern.pick(known[c], number) if i in other else c for i, c in enumerate(text))

    return rewrite(sheet, random, change)


def insert_pinyin(sheet: Sheet, random: Random) -> Sheet:
    """Print the pronunciation behind characters, in brackets."""

    def change(pattern: Pattern, number: int, text: str) -> str:
        places = [i for i, c in enumerate(text) if fold(c) in _PINYIN]
        spoken = {i for n, i in enumerate(places) if pattern.falls(number, n)}
        form = pattern.pick(("({})", "({})", "（{}）"), number)
        return "".join(c + form.format(_PINYIN[fold(c)]) if i in spoken else c for i, c in enumerate(text))

    return rewrite(sheet, random, change)


# ── Markdown ───────────────────────────────────────────────────────────────────────

_EMPHASIS = ("**{}**", "*{}*", "__{}__", "***{}***", "_{}_")


def emphasise(sheet: Sheet, random: Random) -> Sheet:
    """Print the marks of Markdown for emphasis around cells and paragraphs."""

    def change(pattern: Pattern, number: int, text: str) -> str:
        form = pattern.pick(_EMPHASIS, number)
        return "\n".join(form.format(line) if line.strip() else line for line in text.splitlines())

    return rewrite(sheet, random, change)


# ── variants of labels ─────────────────────────────────────────────────────────────


def vary_labels(sheet: Sheet, random: Random) -> Sheet:
    """Print variants of labels that are known, where they can be no other label.

    Not in a block of blanks: some variants belong to two forms, and nothing is left to tell how many columns it has.
    """
    read_by = {block: _form_of(sheet, block) for block in dict.fromkeys(_blocks_with_values(sheet))}

    def change(pattern: Pattern, number: int, text: str) -> str:
        block, text = text.split(_SEAM)
        form = read_by.get(block)
        return pattern.pick(_variants(form, block, text), number) if form else text

    # The block goes along with each label, and is gone again when the labels are changed.
    marked = _map_labels(sheet, lambda row, cell: f"{row.block}{_SEAM}{cell.text}")
    varied = rewrite(marked, random, change, roles=LABELS, prose=False)
    return _map_labels(varied, lambda row, cell: cell.text.rpartition(_SEAM)[2])


_SEAM = "\0"


def _map_labels(sheet: Sheet, change: Callable[[Row, Cell], str]) -> Sheet:
    parts: list[Paragraph | Table] = []
    for part in sheet.parts:
        if isinstance(part, Paragraph):
            parts.append(part)
            continue
        rows = [
            evolve(
                row,
                cells=tuple(
                    evolve(cell, text=change(row, cell)) if cell.text and cell.role in LABELS else cell
                    for cell in row.cells
                ),
            )
            for row in part.rows
        ]
        parts.append(evolve(part, rows=tuple(rows)))
    return Sheet(tuple(parts))


def _blocks_with_values(sheet: Sheet) -> Iterator[str]:
    rows = (row for table in sheet.tables for row in table.rows)
    return (row.block for row in rows if any(cell.role == "value" and cell.text for cell in row.cells))


def _form_of(sheet: Sheet, block: str) -> Form | None:
    """Return the form that knows most labels of a block by their official text."""
    printed = {
        key(fold(cell.text))
        for table in sheet.tables
        for row in table.rows
        for cell in row.cells
        if row.block == block and cell.role in LABELS
    }
    able = [form for form in forms() if block in form.shapes]
    if not able:
        return None
    return max(able, key=lambda form: len(printed & {form.keys[name] for name in form.shapes[block].labels}))


@cache
def _variants(form: Form, block: str, text: str) -> tuple[str, ...]:
    """Return a label and what else may be printed for it: the same unit, and no label of another name."""
    known = key(fold(text))
    names = [name for name in form.labels.get(known, ()) if name in form.shapes[block].labels]
    own = next((name for name in names if form.keys[name] == known), names[0] if names else None)
    if own is None:
        return (text,)
    others = (
        variant
        for variant in form.labels_of(own)
        if key(fold(variant)) != known
        and head_unit(variant) == head_unit(text)
        and all(other.labels.get(key(fold(variant)), (own,)) == (own,) for other in (*BUILT_IN, form))
    )
    return (text, *others)
