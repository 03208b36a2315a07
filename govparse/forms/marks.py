"""Where labels stand: cells, or runs of cells, whose text is a label of some form.

A mark says only that the text is a label; which one, and whether it may stand there, the parser
decides. Labels broken over lines are joined here, lines that hold several cells are cut.
"""

from __future__ import annotations

import re
from collections.abc import Container

from attrs import define, evolve, frozen

from govparse.forms.seams import join_cut_rows
from govparse.forms.together import GUIDANCE, cut_head, row_behind_groups
from govparse.forms.vocabulary import Vocabulary
from govparse.forms.wrapped import Above, find_wrapped
from govparse.reading.document import Cell, Document, Layout
from govparse.reading.fold import key, unspoken
from govparse.reading.text.clutter import unemphasised

MAX_LABEL = 120
"""No label, with guidance kept in it, is longer; what is longer is prose."""
_MOST_LETTERS = 8 * MAX_LABEL
"""Nor with blanks and pinyin at each character."""
_MOST_WORDS = 12
"""A label with guidance in it has not more words."""

_BLANKS = re.compile(r"\s+")
# What may stand between blanks on the line of a row: more than numbers, or the whole line would be lost.
_NUMERIC = re.compile(
    r"[+\-−–增减加少¥]{0,3}[0-9][0-9,.]*\(?[万亿千元件项个条宗次份]{0,2}\)?|\([0-9]+\)|[增减]|[/\-—–−\\]+|[无空]|不适用|不涉及"
    r"|[0-9][0-9,.]*\([^()]+\)"  # with a note: 32(其中修订16件)
)
_UNIT = re.compile(r"\(?[万亿千]?元\)?|\(?[万亿件项个条]\)?")
# Inside a label it belongs to it (本年增 / 减), behind one it is a cell that says "not applicable".
_NO_NUMBER = re.compile(r"[/\\\-—–−―─_]+")
# What is left of a cell nobody can read; on a line that begins with no label it may be anything.
_LOST = re.compile(r"\?+")
# Alone on a line: the number of the label that goes on below.
_NUMBER_OF_LABEL = re.compile(r"[0-9]{1,2}\s?[.、．]")
_OPENING = re.compile(r"[(\[《“\"]+")
_ANY = "〇"  # any character, for pinyin to stand behind
_CLOSING = re.compile(r"[)\]》”\"]+")
# The rest is what cells hold, one behind the other: numbers, changes, marks; behind a number its unit or a note.
_GLUED = re.compile(
    r"(?P<label>.*?[一-鿿）)”\"])\s*"
    r"(?P<rest>(?:[0-9/+\-—.,]|增加?|减少?|不适用|不涉及"
    r"|(?<=[0-9])(?:人次|[件项个条宗次份]|\s?(?:[万亿千]?元|[万亿])(?:人民币)?|\s?\([^()]*\)))+)"
)
_ORDINAL = re.compile(r"\s*\([一二三四五六七八九十0-9]{1,2}\)")


@frozen(slots=True)
class Mark:
    """A label in the text: its key and over how many cells it is printed."""

    key: str
    count: int = 1
    glued: str = ""
    """What is run together with the label in one cell: numbers that cannot be told apart, perhaps with units."""


@define
class Marked:
    """The cells of a document, lines of several cells cut, and the labels among them."""

    cells: list[Cell]
    marks: dict[int, Mark]


def mark_labels(document: Document, vocabulary: Vocabulary) -> Marked:
    """Find the labels of a document."""
    cells: list[Cell] = []
    for cell in join_cut_rows(document.cells, vocabulary):
        parts = _split(cell, document, vocabulary)
        if parts:
            cells.extend(parts)
        else:
            cells.append(cell)
    keys = [key(cell.text) if _may_be_label(cell.text) else "" for cell in cells]
    marks: dict[int, Mark] = {}
    arranged: list[Cell] = []
    above = Above(vocabulary)
    at = 0
    while at < len(cells):
        wrapped = find_wrapped(at, cells, document, vocabulary, above) if keys[at] else None
        if wrapped:
            marks[len(arranged) + wrapped.first] = Mark(wrapped.key, wrapped.count)
            arranged += wrapped.cells
            above.see_wrapped(wrapped)
            at = wrapped.end
            continue
        mark = _mark(at, cells, keys, document, vocabulary) if keys[at] or _opens(cells[at]) else None
        if mark:
            mark = _closed(mark, at, cells, document)
            marks[len(arranged)] = mark
            above.see_label(mark.key, cells[at + mark.count - 1])
        else:
            above.see_cell(cells[at])
        count = mark.count if mark else 1
        arranged += cells[at : at + count]
        at += count
    return Marked(arranged, marks)


def _may_be_label(text: str) -> bool:
    """Return whether a text is short enough for a label; blanks and pinyin in it do not count."""
    if len(text) > MAX_LABEL:
        return len(text) <= _MOST_LETTERS and len(_BLANKS.sub("", unspoken(text))) <= MAX_LABEL
    return text != ""


def label_key(text: str, labels: Container[str]) -> str | None:
    """Return the key of the label that `text` (folded) is, guidance in brackets left aside."""
    known = key(text)
    if known in labels:
        return known
    if "(" in text or "[" in text:
        plain = unspoken(text)
        ordinal = _ORDINAL.match(plain)
        start = ordinal.end() if ordinal else 0
        known = key(plain[:start] + GUIDANCE.sub("", plain[start:]))
        if known in labels:
            return known
    return None


def _mark(at: int, cells: list[Cell], keys: list[str], document: Document, vocabulary: Vocabulary) -> Mark | None:
    joined = _join(at, cells, keys, document, vocabulary)
    if joined:
        return joined
    text = cells[at].text
    if keys[at] in vocabulary.labels:
        return None if keys[at].isdigit() else Mark(keys[at])
    known = label_key(text, vocabulary.labels)
    if known:
        return Mark(known)
    extent = cells[at].extent
    last = row_behind_groups(keys[at], vocabulary) if extent is None or extent.height == 1 else None
    if last:
        return Mark(last)
    return _glued(text, vocabulary)


def _glued(text: str, vocabulary: Vocabulary) -> Mark | None:
    """Return the label with which a text begins, if all behind it is what cells hold, run together with it."""
    glued = _GLUED.fullmatch(text)
    if glued is None:
        return None
    known = label_key(glued["label"], vocabulary.labels) or row_behind_groups(key(glued["label"]), vocabulary)
    return Mark(known, glued=glued["rest"]) if known else None


def _opens(cell: Cell) -> bool:
    """Return whether a cell is a bracket that opens, broken off from what it stands before."""
    return _OPENING.fullmatch(cell.text) is not None


def _goes_on(above: Cell, below: Cell, document: Document) -> bool:
    """Return whether a cell may go on with a line above: in one piece, or where a row of a grid begins."""
    if above.piece == below.piece:
        return True
    grid = document.pieces[below.piece].layout is Layout.GRID
    return grid and below.column == 0 and below.line == above.line + 1


def _closed(mark: Mark, at: int, cells: list[Cell], document: Document) -> Mark:
    """Add to a label the bracket that closes it, or its last pinyin, broken off to a line of its own."""
    behind = at + mark.count
    if behind < len(cells) and _CLOSING.fullmatch(unspoken(f"{_ANY}{cells[behind].text}").replace(_ANY, ")", 1)):
        cell = cells[behind]
        known = cell.piece != cells[at].piece or document.pieces[cell.piece].layout in (Layout.GRID, Layout.TABLE)
        if not known and not cell.after_separator:
            return evolve(mark, count=mark.count + 1)
    return mark


def _join(at: int, cells: list[Cell], keys: list[str], document: Document, vocabulary: Vocabulary) -> Mark | None:
    """Join a label that is broken over lines: the longest run of lines that is one label."""
    whole = keys[at]
    if whole.isdigit() and not _NUMBER_OF_LABEL.fullmatch(cells[at].text):
        return None
    if whole not in vocabulary.beginnings and not _opens(cells[at]):
        return None
    if document.pieces[cells[at].piece].layout is Layout.GRID:
        return None
    found: Mark | None = None
    for i in range(at + 1, min(at + 40, len(cells))):
        cell = cells[i]
        if cell.after_separator or not cell.text or not _goes_on(cells[at], cell, document):
            break
        if keys[i].isdigit() and keys[i] == cell.text:
            break
        whole += keys[i]
        if whole in vocabulary.labels and not _NO_NUMBER.fullmatch(cell.text):
            found = Mark(whole, i - at + 1)
        if whole not in vocabulary.beginnings:
            break
    return found


def _ends_in_words(text: str) -> bool:
    """Return whether the last word is one: a mark behind a label, such as / or -, is a cell of its own.

    A bracket that is closed belongs to what it closes.
    """
    last = text[text.rfind(" ") + 1 :]
    return key(last) != "" or _CLOSING.fullmatch(last) is not None


def _longest(text: str, words: list[tuple[int, int]], first: int, vocabulary: Vocabulary) -> int:
    """Return the word behind the longest label that begins with a word, 0 if none does."""
    found = 0
    whole = ""
    for at in range(first, len(words)):
        begin, end = words[at]
        whole += key(text[begin:end])
        if whole in vocabulary.labels and _ends_in_words(text[words[first][0] : end]):
            found = at + 1
        elif whole and whole not in vocabulary.beginnings:
            break
    for behind in range(min(len(words), first + _MOST_WORDS), max(found, first), -1):
        run = text[words[first][0] : words[behind - 1][1]]
        if _ends_in_words(run) and label_key(run, vocabulary.labels):
            return behind
    return found


def _split(cell: Cell, document: Document, vocabulary: Vocabulary) -> list[Cell]:
    """Cut a line of several cells: at its blanks, or where labels of a head run together; [] if it is no such line."""
    if len(cell.text) > _MOST_LETTERS or document.pieces[cell.piece].layout is not Layout.FLOW:
        return []
    parts = _at_blanks(cell.text, vocabulary) if " " in cell.text else []
    if not parts and len(cell.text) <= MAX_LABEL:
        parts = cut_head(cell.text, vocabulary)
    if not parts:
        return []
    start = document.words_start(cell)
    return [
        evolve(
            cell,
            text=cell.text[slice(*_bare(cell.text, b, e))],
            start=start + b,
            end=start + e,
            column=cell.column + n,
            after_separator=cell.after_separator or n > 0,
        )
        for n, (b, e) in enumerate(parts)
    ]


def _at_blanks(text: str, vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """Return the spans of the cells of a line `label 0 0 0`, or of labels; [] if it is no such line."""
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", text)]
    if _ends_in_words(text) and label_key(text, vocabulary.labels):
        return []
    parts: list[tuple[int, int]] = []
    labels = i = 0
    while i < len(words):
        begin, end = words[i]
        longest = _longest(text, words, i, vocabulary)
        if longest:
            parts.append((begin, words[longest - 1][1]))
            labels += 1
            i = longest
        elif row_behind_groups(key(text[begin:end]), vocabulary) or (
            labels == len(parts) and _glued(text[begin:end], vocabulary)
        ):
            parts.append((begin, end))
            labels += 1
            i += 1
        elif _is_numeric(text, begin, end) or (labels and _LOST.fullmatch(text[begin:end])):
            parts.append((begin, end))
            i += 1
        elif i and _UNIT.fullmatch(text[begin:end]) and text[parts[-1][1] - 1].isdigit():
            parts[-1] = (parts[-1][0], end)  # 57 元
            i += 1
        elif not parts and key(text[begin:end]) in vocabulary.beginnings:
            parts.append((begin, end))  # a label cut by the end of a page
            i += 1
        else:
            return []
    if len(parts) < 2 or (not labels and len(parts) < 3):
        return []
    return parts


def _is_numeric(text: str, begin: int, end: int) -> bool:
    return _NUMERIC.fullmatch(unspoken(text[slice(*_bare(text, begin, end))])) is not None


def _bare(text: str, begin: int, end: int) -> tuple[int, int]:
    """Return the span of a word without marks of emphasis around it."""
    first, last = unemphasised(text[begin:end])
    return begin + first, begin + last
