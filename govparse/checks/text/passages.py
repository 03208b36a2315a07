"""Paragraphs of prose as clauses in words, with what else their sentences hold."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby

from attrs import evolve, frozen

from govparse.checks.text.bodies import Body
from govparse.checks.text.clauses import Clause, Cutter
from govparse.checks.text.words import DROPPED, UNKNOWN, Word, grammar, item, words_of

_OPEN, _SHUT = "([〔【", ")]〕】"
_UNKNOWN = (UNKNOWN, "LONG")
_LEAD = frozenset(
    {"REQUEST", "APPLICATION", "THING", "INFORMATION", "ASPECT", "BECAUSE", "HAPPEN", "FILE", "SUCH", "TERRITORY"}
    | {*_UNKNOWN, *DROPPED}
)
"""What may stand before the verb of a claim: here a body is named."""
_MOST_BEFORE = 12
"""Behind more words, a bracket does not part one clause."""
_COUNTED = ("RECEIVE", "NEW", "HANDLE", "CONCLUDE", "ANSWER")


@frozen
class Spoken:
    """A clause in words.

    `lead` of the words stand before what is stated. In the words a name of the body that reports is ISSUER.
    `item` says that the clause opens an item of a list, `sentence` what kinds of words its sentence has;
    `named_later` that a number about disclosure, and no request, follows in the paragraph.
    """

    clause: Clause
    words: tuple[Word, ...]
    kinds: frozenset[str]
    lead: int
    item: bool
    sentence: frozenset[str]
    named_later: bool

    @property
    def of_whom(self) -> str | None:
        """The unknown words before what is stated: another body, another time, another way."""
        return next((word.text for word in self.words[: self.lead] if word.kind in _UNKNOWN), None)

    @property
    def figures(self) -> Iterator[int]:
        """The numbers with a unit."""
        return (word.value for word in self.words if word.kind == "FIGURE" and isinstance(word.value, int))


def passages(prose: str, year: int | None, body: Body | None) -> Iterator[list[Spoken]]:
    """Yield the paragraphs of prose that have any clauses, in its order."""
    for _, clauses in groupby(_cutter().clauses(prose), key=lambda clause: clause.paragraph):
        yield _looked_ahead(list(_in_brackets(_spoken(clause, year, body) for clause in clauses)), body)


@cache
def _cutter() -> Cutter:
    units = grammar().patterns["FIGURE"].partition("(?P<unit>")[2].partition(")")[0].split("|")
    return Cutter("".join(sorted({unit[-1] for unit in units})), grammar().strings["JOIN"])


def _spoken(clause: Clause, year: int | None, body: Body | None) -> Spoken:
    text, opens_item = clause.text, False
    if clause.opens in tuple(_OPEN) and item().fullmatch(f"{text}、"):
        text, opens_item = "", True
    elif match := item().match(text):
        text, opens_item = text[match.end() :], True
    words = words_of(text, year, body.printed if body else None)
    return Spoken(clause, words, frozenset(), 0, opens_item, frozenset(), named_later=False)


def _in_brackets(clauses: Iterator[Spoken]) -> Iterator[Spoken]:
    """Put together what a bracket without a number parts: 其中区政府（办公室）受理103件 is one clause."""
    held: list[Spoken] = []
    for each in clauses:
        opens, closes = each.clause.opens, each.clause.closes
        if held and held[-1].clause.closes in tuple(_SHUT):
            before = tuple(word for one in held for word in one.words)
            if opens in tuple(_SHUT) and len(before) <= _MOST_BEFORE:
                each = evolve(
                    each, words=(*before, *each.words), clause=evolve(each.clause, start=held[0].clause.start)
                )
            held = []
        elif held and _without_number(each):
            held.append(each)
        else:
            held = []
        yield each
        if not held and closes in tuple(_OPEN) and _without_number(each):
            held = [each]


def _without_number(spoken: Spoken) -> bool:
    return spoken.clause.closes not in ("。", "") and all(word.kind != "FIGURE" for word in spoken.words)


def _looked_ahead(clauses: list[Spoken], body: Body | None) -> list[Spoken]:
    named = [_named(each.words, body) for each in clauses]
    in_sentence: dict[int, set[str]] = {}
    for each, (words, _) in zip(clauses, named, strict=True):
        carried = any(word.kind == "CARRY" for word in words)
        years = ("LAST_YEAR", "NEXT_YEAR") if carried else ()
        in_sentence.setdefault(each.clause.sentence, set()).update(w.kind for w in words if w.kind not in years)
    sentences = {number: frozenset(kinds) for number, kinds in in_sentence.items()}
    later = False
    found = []
    for each, (words, lead) in zip(reversed(clauses), reversed(named), strict=True):
        kinds = frozenset(word.kind for word in words)
        sentence = sentences[each.clause.sentence]
        found.append(evolve(each, words=words, kinds=kinds, lead=lead, sentence=sentence, named_later=later))
        about = kinds & {"REQUEST", "INFORMATION"} and "FIGURE" in kinds
        later = later or bool(about and kinds.isdisjoint(_COUNTED))
    return found[::-1]


def _named(words: tuple[Word, ...], body: Body | None) -> tuple[tuple[Word, ...], int]:
    """Mark the names of the body before what is stated; return the words, and how many stand before that."""
    lead = next((i for i, word in enumerate(words) if word.kind not in _LEAD), len(words))
    found: list[Word] = []
    for word in words[:lead]:
        found.append(word)
        if len(found) > 2 and found[-2].kind == "JOIN" and word.kind in _UNKNOWN and found[-3].kind in _UNKNOWN:
            name = "".join(part.text for part in found[-3:])  # 住房和城乡建设局
            found[-3:] = [Word(UNKNOWN, name)]
        elif len(found) > 1 and word.kind in _UNKNOWN and found[-2].kind in _UNKNOWN:
            found[-2:] = [Word(UNKNOWN, found[-2].text + word.text)]
    found = [
        Word("ISSUER", word.text) if body and word.kind in _UNKNOWN and body.is_called(word.text) else word
        for word in found
    ]
    return (*found, *words[lead:]), len(found)
