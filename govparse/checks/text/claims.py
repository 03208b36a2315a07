"""What prose claims about the tables: clauses in the shape of a claim that speak of the report as a whole.

A clause says little by itself: 办结60件 may be requests or calls to a hotline, of this body or of all bodies, of
this year or another. So clauses are read in their order, and what was said before counts: the subject of the
paragraph, the year, the bodies, whether a part is spoken of (其中). Where any of it is uncertain, there is no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Literal

from attrs import define, evolve

from govparse.checks.text.clauses import Clause, Cutter
from govparse.checks.text.kinds import APPLICANTS, DOCUMENTS, INCOMING, OUTCOMES, REVIEWS, Claim
from govparse.checks.text.words import DROPPED, UNKNOWN, Shape, Word, grammar, item, shape_of, words_of

Subject = Literal["requests", "review"]

_INCOMING = ("RECEIVE", "NEW", "HANDLE")
_PROCEDURES = ("RECONSIDERATION", "LITIGATION")
_COUNTS = ("RECEIVE", "NEW", "HANDLE", "CONCLUDE", "ANSWER")
_HEADING = frozenset(
    {"REQUEST", "JOIN", "THING", "INFORMATION", "NOISE", "OTHER", "HANDLE", "RECEIVE", "ANSWER", "APPLICATION"}
)
_NAMED = ("REQUEST", "APPLICATION", "INFORMATION", "DOCUMENTS", "RULES")
"""What a clause may say that it counts."""
_LEADING = frozenset({UNKNOWN, "REQUEST", "SUCH", "INFORMATION", "BECAUSE", "HAPPEN", "FILE", "APPLICATION", "THING"})
"""What may stand before a claim."""
_SHORT = 24
"""A heading has no more characters."""


def read_claims(
    prose: str, *, year: int | None, subject: Subject | None = None, issuer: str | None = None
) -> list[Claim]:
    """Return the claims of a piece of prose, in its order.

    `year` is the year reported on; `subject` what the whole piece is about, where its heading says so;
    `issuer` the body that reports.
    """
    reader = _Reader(year, subject, issuer)
    return [claim for clause in _cutter().clauses(prose) for claim in reader.read(clause)]


def is_territory(issuer: str | None) -> bool:
    """Return whether a report is that of all bodies of a province, city or county: it is called by its name alone."""
    return issuer is not None and re.fullmatch(grammar().patterns["PLACE_NAME"], issuer) is not None


@cache
def _cutter() -> Cutter:
    units = grammar().patterns["FIGURE"].rpartition("(?P<unit>")[2].rstrip(")").split("|")
    return Cutter("".join(sorted({unit[-1] for unit in units})), grammar().strings["JOIN"])


@define(slots=False)
class _Reader:
    """What has been said before a clause."""

    year: int | None
    subject: Subject | None
    issuer: str | None

    topic: Subject | None = None
    topic_sentence: int = -1
    lasting: bool = False
    """The topic is that of a heading: it holds for the paragraph."""
    heading_before: bool = False
    """The paragraph before was a heading about requests."""
    foreign: bool = False
    """Another year, or a part of this one, is spoken of."""
    year_named: bool = False
    bodies: bool = False
    """Other bodies are spoken of."""
    bodies_counted: bool = False
    """Their requests have been counted: what follows in the paragraph may be theirs."""
    part: bool = False
    """A part of what was counted is spoken of."""
    divided: bool = False
    """What was counted has been divided by channel or applicant."""
    such: bool = False
    """其中 stood alone before this clause."""
    incoming_sentence: int = -1
    """The last sentence that stated what came in."""
    last: Claim | None = None
    """The claim of the clause before."""
    paragraph: int = -1
    sentence: int = -1
    section: int = -1

    @cached_property
    def territory(self) -> bool:
        """Whether all bodies of a territory are reported on."""
        return is_territory(self.issuer)

    def read(self, clause: Clause) -> Iterator[Claim]:
        """Yield the claims of the next clause."""
        self._move_on(clause)
        last, self.last = self.last, None
        text = clause.text
        if clause.opens in "([〔【" and clause.opens and item().fullmatch(f"{text}、"):
            self._new_item()
            return
        if match := item().match(text):
            self._new_item()
            text = text[match.end() :]
        words = words_of(text, self.year)
        kinds = {word.kind for word in words}
        if not words:
            self.topic, self.lasting = self.subject, self.subject is not None
            return
        if kinds <= {"SUCH", "NOISE"} and "SUCH" in kinds:
            self.such = True
            return
        if self.such:
            words, kinds, self.such = (Word("SUCH", ""), *words), {*kinds, "SUCH"}, False
        self._note_bodies(words, kinds)
        self._note_topic(words, kinds, clause)
        self._note_part(kinds, clause)
        if "COMPARISON" in kinds:
            self.last = last if kinds.isdisjoint(_COUNTS) else None
            return
        self._note_year(kinds)
        if self.foreign or self.bodies or self.bodies_counted or self.part:
            return
        if self.territory:
            words = tuple(word for word in words if word.kind != "TERRITORY")
        if self.year_named:
            words = tuple(word for word in words if word.kind != "CUMULATIVE")
        shape = shape_of(words)
        if shape is None:
            counted = "FIGURE" in kinds and not kinds.isdisjoint(_INCOMING)
            if counted and kinds.isdisjoint(_PROCEDURES):
                self.topic, self.lasting = None, False  # something else was counted: what follows may be of that
            return
        if _speaks_of_another(shape, self.issuer):
            return
        for claim in self._claims(shape, clause, last):
            if claim.kind in INCOMING:
                self.incoming_sentence = clause.sentence
            if claim.kind not in (*REVIEWS, *DOCUMENTS):
                self.topic_sentence = clause.sentence
            self.last = claim
            yield claim

    # ── what was said before

    def _move_on(self, clause: Clause) -> None:
        if clause.paragraph != self.paragraph:
            self.topic = "requests" if self.heading_before else self.subject
            self.lasting = self.topic is not None
            self.topic_sentence = clause.sentence
            self.heading_before = self.bodies_counted = False
        if clause.sentence != self.sentence:
            self.foreign = self.year_named = self.bodies = False
        if clause.part != self.section:
            self.part = self.divided = self.such = False
            self.last = None
        self.paragraph, self.sentence, self.section = clause.paragraph, clause.sentence, clause.part

    def _new_item(self) -> None:
        self.topic, self.lasting = self.subject, self.subject is not None
        self.foreign = self.year_named = self.bodies = self.bodies_counted = self.part = self.divided = False

    def _note_year(self, kinds: set[str]) -> None:
        if kinds & {"OWN_YEAR", "THIS_YEAR"}:
            self.foreign = False
            self.year_named = self.year_named or "OWN_YEAR" in kinds
        other = bool(kinds & {"LAST_YEAR", "NEXT_YEAR"}) and "CARRY" not in kinds
        if other or kinds & {"FOREIGN", "SINCE", "PLANNED"}:
            self.foreign = True

    def _note_bodies(self, words: tuple[Word, ...], kinds: set[str]) -> None:
        spoken = [word.kind for word in words if word.kind not in DROPPED]
        territory = "TERRITORY" in kinds and not self.territory
        others = "LOWER" in kinds or (territory and spoken[0] == "TERRITORY")
        counted = "FIGURE" in kinds and not kinds.isdisjoint(_COUNTS)
        if others:
            self.bodies = True
        if counted and (others or territory or "SOME_BODIES" in kinds):
            self.bodies_counted = True
        elif "OWN" in kinds and not others:
            self.bodies = self.bodies_counted = False

    def _note_topic(self, words: tuple[Word, ...], kinds: set[str], clause: Clause) -> None:
        at = {word.kind: i for i, word in enumerate(words)}
        if "ELSEWHERE" in at and at["ELSEWHERE"] > at.get("REQUEST", -1):
            self.topic, self.lasting = None, False
        elif not kinds.isdisjoint(_PROCEDURES):
            grounded = bool(kinds & {"REQUEST", "INFORMATION"}) or self._current(clause) is not None
            self.topic, self.lasting = ("review" if grounded else None), False
            self.topic_sentence = clause.sentence
        elif kinds <= {"REQUEST", "FIGURE", "NOISE"} and "FIGURE" in kinds:
            self.topic, self.lasting = None, False  # 主动公开120件，依申请公开30件: what documents are marked as
        elif "REQUEST" in at:
            heading = clause.closes in ("", "。", ":") and kinds <= _HEADING and len(clause.text) <= _SHORT
            self.lasting = heading or (self.lasting and self.topic == "requests")
            self.heading_before = heading and clause.closes != "。"
            self.topic, self.topic_sentence = "requests", clause.sentence
        elif self._current(clause) is None:
            self.topic = None

    def _current(self, clause: Clause) -> Subject | None:
        near = self.lasting or clause.sentence - self.topic_sentence <= 1
        return self.topic if near else None

    def _note_part(self, kinds: set[str], clause: Clause) -> None:
        if "SUCH" in kinds and self.divided:
            self.part = True
        if kinds & {"CHANNEL", "NATURAL_PERSON", "ORGANIZATIONS"}:
            self.divided = True
            counted = not kinds.isdisjoint(_INCOMING)
            if counted and "CHANNEL" in kinds and self.incoming_sentence != clause.sentence:
                self.part = True

    # ── claims

    def _claims(self, shape: Shape, clause: Clause, last: Claim | None) -> Iterator[Claim]:
        figure = shape.first("FIGURE")
        value = figure.value if figure and isinstance(figure.value, int) else None
        percent = shape.first("PERCENT")
        share = str(percent.value) if percent else None
        named = shape.has("REQUEST")
        made = Claim(shape.rule, value, share, named, clause.start, clause.end, clause.paragraph, clause.sentence)
        about = named or self.topic == "requests"
        rule = shape.rule
        if rule in DOCUMENTS or rule == "documents":
            yield evolve(made, kind="normative_documents" if rule == "documents" else "rules", explicit=True)
        elif rule in (*REVIEWS, "no_review"):
            yield from self._reviews(made, shape)
        elif not about:
            return
        elif rule == "nothing":
            if _says_none(shape):
                yield evolve(made, kind="received", value=0)
        elif rule in ("none_carried_in", "none_carried_out"):
            yield evolve(made, kind=rule.removeprefix("none_"), value=0)
        elif rule == "all_concluded":
            if self.incoming_sentence == clause.sentence and share in (None, "100", "100.0", "100.00"):
                yield evolve(made, value=0, share=None)
        elif rule == "outcome":
            yield evolve(made, kind=next(OUTCOMES[word.kind] for word in shape.words if word.kind in OUTCOMES))
        elif rule == "share":
            if last and last.share is None and last.kind in (*OUTCOMES.values(), *APPLICANTS):
                yield evolve(made, kind=last.kind, explicit=last.explicit)
        elif rule in (*APPLICANTS, "no_organizations"):
            if self.incoming_sentence == clause.sentence or shape.has("RECEIVE"):
                none = rule == "no_organizations"
                yield evolve(made, kind="organizations", value=0) if none else made
        elif not (rule in ("concluded", "answered") and _speaks_of_all(shape)):
            yield made

    def _reviews(self, made: Claim, shape: Shape) -> Iterator[Claim]:
        named = shape.has("REQUEST", "INFORMATION") or self.subject == "review"
        if not named and self.topic is None:
            return
        made = evolve(made, explicit=named)
        if made.kind == "no_review":
            kinds = [word.kind for word in shape.words if word.kind in _PROCEDURES]
            kind = "review" if len(kinds) > 1 else kinds[0].lower()
            yield evolve(made, kind=kind, value=0)
        elif not (made.kind == "review" and shape.has("ALL") and made.value):
            yield made


def _speaks_of_another(shape: Shape, issuer: str | None) -> bool:
    """Return whether the words before a claim may mean something else than the requests of the body that reports.

    That is so where they end like the name of another body. A body is called by its short name: 住建局 is
    住房和城乡建设局. Its last two characters stand in the full name in their order. Any other words are
    accepted only where the clause itself names what it counts.
    """
    first = next((i for i, word in enumerate(shape.words) if word.kind not in _LEADING), 0)
    if not first or shape.words[first - 1].kind != UNKNOWN:
        return False
    name = shape.words[first - 1].text
    if re.search(f"{grammar().patterns['PLACE_OR_GOVERNMENT']}$", name):
        return issuer is not None and not issuer.endswith(name[-1])
    if re.search(f"{grammar().patterns['BODY_NAME']}$", name):
        rest = iter(issuer or name)
        return not all(c in rest for c in name[-2:])
    return not shape.has(*_NAMED)


def _says_none(shape: Shape) -> bool:
    """Return whether a clause says that there were no requests: these, and no consequence of them."""
    at = next(i for i, word in enumerate(shape.words) if word.kind == "NOT")
    behind = {word.kind for word in shape.words[at:]}
    if behind & {"BECAUSE", "FILE", "INFORMATION"}:
        return False
    return "REQUEST" in behind or ("RECEIVE" in behind and "APPLICATION" in behind)


def _speaks_of_all(shape: Shape) -> bool:
    """Return whether a number is only taken up again: 9件申请均在法定期限内答复 counts those received."""
    kinds = [word.kind for word in shape.words]
    return "ALL" in kinds and kinds.index("FIGURE") < kinds.index("ALL")
