"""Labels run together without anything between them: the cells of a head, or of groups and their first row, merged.

Such words are cut only where nothing is left over: a sentence that names labels says more than they do.
"""

from __future__ import annotations

import re
from collections.abc import Container

from govparse.forms.vocabulary import Vocabulary
from govparse.reading.fold import key

# （一） is no guidance: it is the number of the label behind it.
GUIDANCE = re.compile(r"\((?!\s*[一二三四五六七八九十]{1,2}\s*(?:\)|$))[^()]*(?:\)|$)|\[[^\[\]]*\]")
"""What a form says in brackets about how a cell is to be filled in."""
_SHORTEST = 2
"""No label has fewer characters."""
_TELLING = 4
"""A head has a label of so many characters. Shorter ones beside each other (其他, 总计) may be any two words."""
# Between labels nothing is printed; inside one its number in brackets (第(一)项), or 本年增/减.
_PROSE = re.compile(r"[^㐀-鿿〇0-9\s()/\\]")

Way = tuple[str, ...]


def ways_to_cut(words: str, labels: Container[str]) -> tuple[Way, ...]:
    """Return the way to cut words (a key) into as few labels as possible.

    Two of them where there are more: then none is the right one. None where anything is left over.
    """
    ways: dict[int, tuple[Way, ...]] = {0: ((),)}
    for end in range(_SHORTEST, len(words) + 1):
        found = [
            (*before, words[begin:end])
            for begin in ways
            if end - begin >= _SHORTEST and words[begin:end] in labels
            for before in ways[begin]
        ]
        if found:
            fewest = min(map(len, found))
            ways[end] = tuple(way for way in found if len(way) == fewest)[:2]
    return ways.get(len(words), ()) if words else ()


def row_behind_groups(words: str, vocabulary: Vocabulary) -> str | None:
    """Return the last of several labels that words (a key) are, if all before it are those of groups."""
    if words[:_SHORTEST] not in vocabulary.beginnings:
        return None
    ways = ways_to_cut(words, vocabulary.labels)
    if len(ways) != 1 or len(ways[0]) == 1 or not vocabulary.groups.issuperset(ways[0][:-1]):
        return None
    return ways[0][-1]


def cut_head(text: str, vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """Return the spans of the labels in a text (folded) that is the head of one block, run together; [] if it is none.

    Guidance in brackets goes with the label before it.
    """
    plain = GUIDANCE.sub(lambda guidance: " " * len(guidance[0]), text)
    words = key(plain)
    if words[:_SHORTEST] not in vocabulary.beginnings or _PROSE.search(plain):
        return []
    if words in vocabulary.labels or key(text) in vocabulary.labels:
        return []
    ways = {way for head in vocabulary.block_heads for way in ways_to_cut(words, head)}
    fewest = min(map(len, ways), default=0)
    best = [way for way in ways if len(way) == fewest]
    if fewest < 2 or len(best) > 1 or max(map(len, best[0])) < _TELLING:
        return []
    at = [i for i, character in enumerate(plain) if key(character)]
    begins, passed = [0], 0
    for label in best[0][:-1]:
        passed += len(label)
        begins.append(at[passed])
    return [
        (begin, begin + len(text[begin:end].rstrip()))
        for begin, end in zip(begins, [*begins[1:], len(text)], strict=True)
    ]
