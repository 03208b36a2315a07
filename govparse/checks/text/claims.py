"""What prose claims about the tables: clauses in the shape of a claim that speak of the report as a whole.

A clause says little by itself: 办结60件 may be requests or calls to a hotline, of this body or of all bodies, of
this year or another. So clauses are read in their order, and what was said before counts: the subject of the
paragraph, the year, the bodies, whether a part is spoken of (其中). Where any of it is uncertain, there is no claim;
nor is there where a clause holds a word that is not known, unless it names the body that reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from attrs import define, evolve

from govparse.checks.text.bodies import Body, body_of
from govparse.checks.text.clauses import Clause
from govparse.checks.text.kinds import APPLICANTS, DOCUMENTS, INCOMING, OUTCOMES, REVIEWS, Claim
from govparse.checks.text.passages import Spoken, passages
from govparse.checks.text.words import DROPPED, UNKNOWN, Shape, Word, grammar, shape_of

Subject = Literal["requests", "review"]

_INCOMING = ("RECEIVE", "NEW", "HANDLE")
_PROCEDURES = ("RECONSIDERATION", "LITIGATION")
_COUNTS = ("RECEIVE", "NEW", "HANDLE", "CONCLUDE", "ANSWER")
_WHO = ("NATURAL_PERSON", "ORGANIZATIONS")
_HEADING = frozenset(
    {"REQUEST", "JOIN", "THING", "INFORMATION", "NOISE", "ASPECT", UNKNOWN}
    | {"HANDLE", "RECEIVE", "ANSWER", "APPLICATION"}
)
_OTHER_YEARS = frozenset({"NOW", "LAST_YEAR", "NEXT_YEAR", "FOREIGN", "SINCE", "PLANNED"})
_CASES_ONLY = frozenset({"BECAUSE", "HAPPEN", "FILE"})
"""Words that stand before reconsiderations and lawsuits only."""
_SHORT = 24
"""A heading has no more characters."""
_NAME = 8
"""A body that is only named, before a comma, has no longer name."""


def read_claims(
    prose: str, *, year: int | None, subject: Subject | None = None, issuer: str | None = None
) -> list[Claim]:
    """Return the claims of a piece of prose, in its order.

    `year` is the year reported on; `subject` what the whole piece is about, where its heading says so;
    `issuer` the body that reports.
    """
    body = body_of(issuer)
    reader = _Reader(year, subject, body)
    found: list[Claim] = []
    for passage in passages(prose, year, body):
        claims: list[Claim] = []
        unclaimed: dict[int, set[int]] = {}
        for spoken in passage:
            said = list(reader.read(spoken))
            claims += said
            if not said:
                unclaimed.setdefault(spoken.clause.sentence, set()).update(spoken.figures)
        beside = {sentence: frozenset(figures) for sentence, figures in unclaimed.items()}
        found += [evolve(claim, beside=beside.get(claim.sentence, frozenset())) for claim in claims]
    return found


def is_territory(issuer: str | None) -> bool:
    """Return whether a report is that of all bodies of a province, city or county: it is called by its name alone."""
    body = body_of(issuer)
    return body is not None and body.territory


@cache
def _pattern(terminal: str) -> re.Pattern[str]:
    return re.compile(grammar().patterns[terminal])


@define
class _Reader:
    """What has been said before a clause."""

    year: int | None
    subject: Subject | None
    body: Body | None

    topic: Subject | None = None
    topic_sentence: int = -1
    lasting: bool = False
    """The topic is that of a heading: it holds for the paragraph."""
    heading_before: bool = False
    """The paragraph before was a heading about requests."""
    others_before: bool = False
    """The paragraph before was a heading about other bodies."""
    foreign: bool = False
    """Another year, or a part of this one, is spoken of."""
    year_named: bool = False
    bodies: bool = False
    """Other bodies are spoken of."""
    bodies_counted: bool = False
    """Their requests have been counted: what follows in the paragraph may be theirs."""
    registered: bool = False
    """What was registered has been counted: what was accepted is a part of it."""
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

    def read(self, spoken: Spoken) -> Iterator[Claim]:
        """Yield the claims of the next clause."""
        clause, words, kinds = spoken.clause, spoken.words, spoken.kinds
        self._move_on(clause)
        last, self.last = self.last, None
        if spoken.item:
            self._new_item()
        if not words:
            if not spoken.item:
                self.topic, self.lasting = self.subject, self.subject is not None
            return
        if kinds <= {"SUCH", "NOISE"} and "SUCH" in kinds:
            self.such = True
            return
        if self.such:
            words, kinds, self.such = (Word("SUCH", ""), *words), kinds | {"SUCH"}, False
        self._note_topic(words, kinds, clause)
        self._note_bodies(spoken, kinds)
        self._note_part(spoken, kinds)
        if "COMPARISON" in kinds:
            self.last = last if kinds.isdisjoint(_COUNTS) else None
            return
        self._note_year(spoken, kinds)
        if self.foreign or self.bodies or self.bodies_counted or self.part:
            return
        if self.body:
            level = self.body.is_of_its_level
            words = tuple(word for word in words if word.kind != "TERRITORY" or not level(word.text))
        if self.year_named:
            words = tuple(word for word in words if word.kind != "CUMULATIVE")
        shape = shape_of(words)
        if shape is None:
            counted = "FIGURE" in kinds and not kinds.isdisjoint(_INCOMING)
            if counted and kinds.isdisjoint(_PROCEDURES):
                self.topic, self.lasting = None, False  # something else was counted: what follows may be of that
            return
        for claim in self._claims(shape, spoken, last):
            if claim.value and "NOW" in spoken.sentence:
                continue  # 截至目前收到14件: the year is over
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
            self.bodies_counted = self.others_before
            self.heading_before = self.others_before = self.registered = False
        if clause.sentence != self.sentence:
            self.foreign = self.year_named = self.bodies = False
        if clause.part != self.section:
            self.part = self.divided = self.such = False
            self.last = None
        self.paragraph, self.sentence, self.section = clause.paragraph, clause.sentence, clause.part

    def _new_item(self) -> None:
        self.topic, self.lasting = self.subject, self.subject is not None
        self.foreign = self.year_named = self.bodies = self.bodies_counted = self.part = self.divided = False
        self.registered = False

    def _note_year(self, spoken: Spoken, kinds: frozenset[str]) -> None:
        if kinds & {"OWN_YEAR", "THIS_YEAR"}:
            self.foreign = False
            self.year_named = self.year_named or "OWN_YEAR" in kinds
        other = bool(kinds & {"LAST_YEAR", "NEXT_YEAR"}) and "CARRY" not in kinds
        if other or kinds & {"FOREIGN", "SINCE", "PLANNED"}:
            self.foreign = True
        # 机构改革后, 任期内: of what time is not known.
        unknown = kinds & {UNKNOWN, "LONG"} and "FIGURE" not in kinds
        if unknown and _pattern("PERIOD").search(spoken.clause.text):
            self.foreign = True

    def _note_bodies(self, spoken: Spoken, kinds: frozenset[str]) -> None:
        territory = self._other_territory(spoken.words)
        speaks = [word.kind for word in spoken.words if word.kind not in DROPPED]
        others = "LOWER" in kinds or (territory and speaks[:1] == ["TERRITORY"]) or self._names_another(spoken)
        own = "OWN" in kinds or "ISSUER" in kinds
        if "OWN" in kinds and self.body:
            others = others or not all(self.body.calls_itself(w.text) for w in spoken.words if w.kind == "OWN")
        counted = "FIGURE" in kinds and not kinds.isdisjoint(_COUNTS)
        # 春节前收到12件, 城区收到80件, 当场受理10件: what follows may be of the same.
        about = "REQUEST" in kinds or self._current(spoken.clause) == "requests"
        states = not kinds.isdisjoint(_INCOMING) and not kinds.isdisjoint(("FIGURE", "NOT"))
        of_whom = bool(spoken.of_whom) and about and states
        if others or of_whom:
            self.bodies = True
        if of_whom or (counted and (others or territory or "SOME_BODIES" in kinds)):
            self.bodies_counted = True
        elif own and not others:
            self.bodies = self.bodies_counted = False
        short = len(spoken.clause.text) <= _SHORT and "FIGURE" not in kinds
        if others and short and spoken.clause.closes in ("", ":"):
            self.others_before = True

    def _other_territory(self, words: tuple[Word, ...]) -> bool:
        named = [word.text for word in words if word.kind == "TERRITORY"]
        return bool(named) and not (self.body and all(map(self.body.is_of_its_level, named)))

    def _names_another(self, spoken: Spoken) -> bool:
        """Return whether a clause is the mere name of another body: 开发区：收到5件."""
        if not spoken.kinds <= {UNKNOWN, *DROPPED} or not spoken.of_whom:
            return False
        named = _pattern("BODY_NAME").search(spoken.of_whom) is not None
        return named and (spoken.clause.closes == ":" or len(spoken.of_whom) <= _NAME)

    def _note_topic(self, words: tuple[Word, ...], kinds: frozenset[str], clause: Clause) -> None:
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

    def _note_part(self, spoken: Spoken, kinds: frozenset[str]) -> None:
        if "REGISTER" in kinds and "FIGURE" in kinds:
            self.registered = True
        if "SUCH" in kinds and self.divided:
            self.part = True
        incoming = not kinds.isdisjoint(_INCOMING)
        if kinds & {"CHANNEL", "NATURAL_PERSON", "ORGANIZATIONS"}:
            self.divided = True
            if incoming and "CHANNEL" in kinds and self.incoming_sentence != spoken.clause.sentence:
                self.part = True
        if "SUCH" in kinds and "FIGURE" in kinds:
            again = incoming and kinds.isdisjoint({"NEW", "CARRY", *_WHO})
            unknown = kinds & {UNKNOWN, "LONG"} and kinds.isdisjoint((*OUTCOMES, *_WHO))
            if again or unknown:
                self.part = True  # 其中区政府受理60件，办结58件; 其中征地类40件，答复38件

    # ── claims

    def _claims(self, shape: Shape, spoken: Spoken, last: Claim | None) -> Iterator[Claim]:
        clause, rule = spoken.clause, shape.rule
        figure = shape.first("FIGURE")
        value = figure.value if figure and isinstance(figure.value, int) else None
        percent = shape.first("PERCENT")
        share = str(percent.value) if percent else None
        named = shape.has("REQUEST")
        own_year = "OWN_YEAR" in spoken.sentence or spoken.sentence.isdisjoint(_OTHER_YEARS)
        made = Claim(
            rule, value, share, clause.start, clause.end, clause.paragraph, clause.sentence,
            explicit=named, plain=named and own_year, at_most=False,
        )  # fmt: skip
        if rule in (*DOCUMENTS, "documents"):
            if "PROXY" not in spoken.sentence:
                kind = "normative_documents" if rule == "documents" else "rules"
                yield evolve(made, kind=kind, explicit=True, plain=False)
            return
        if rule in (*REVIEWS, "no_review"):
            yield from self._reviews(evolve(made, plain=own_year), shape, spoken)
            return
        leads = {word.kind for word in shape.words[: shape.lead]}
        if not (named or self.topic == "requests") or leads & _CASES_ONLY:
            return
        if rule == "nothing":
            if _says_none(shape):
                yield evolve(made, kind="received", value=0)
        elif rule in ("none_carried_in", "none_carried_out"):
            yield evolve(made, kind=rule.removeprefix("none_"), value=0)
        elif rule == "all_concluded":
            # Where all were answered in time, the rate is that of those due.
            rate = share in ("100", "100.0", "100.00") and "TIMELY" not in spoken.sentence
            if self.incoming_sentence == clause.sentence and (rate or share is None):
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
        elif rule in ("concluded", "answered"):
            if not _speaks_of_all(shape):
                yield evolve(made, at_most=shape.has("TIMELY"))
        elif rule != "received" or not (self.registered or "REFUSED" in spoken.sentence):
            yield made

    def _reviews(self, made: Claim, shape: Shape, spoken: Spoken) -> Iterator[Claim]:
        named = shape.has("REQUEST", "INFORMATION")
        about = named or self.subject == "review"
        # 行政诉讼41件，其中政府信息公开类6件: the first counts lawsuits of all kinds.
        if not about and (self.topic is None or spoken.named_later):
            return
        made = evolve(made, explicit=named, plain=made.plain and named)
        if made.kind == "no_review":
            kinds = [word.kind for word in shape.words if word.kind in _PROCEDURES]
            kind = "review" if len(kinds) > 1 else kinds[0].lower()
            yield evolve(made, kind=kind, value=0)
        elif not (made.kind == "review" and shape.has("ALL") and made.value):
            yield made


def _says_none(shape: Shape) -> bool:
    """Return whether a clause says that there were no requests: these, and no consequence of them."""
    at = next(i for i, word in enumerate(shape.words) if word.kind == "NOT")
    behind = {word.kind for word in shape.words[at:]}
    if behind & {"BECAUSE", "ASPECT", "FILE", "INFORMATION"}:
        return False
    return "REQUEST" in behind or ("RECEIVE" in behind and "APPLICATION" in behind)


def _speaks_of_all(shape: Shape) -> bool:
    """Return whether a number is only taken up again: 9件申请均在法定期限内答复 counts those received."""
    kinds = [word.kind for word in shape.words]
    return "ALL" in kinds and kinds.index("FIGURE") < kinds.index("ALL")
