"""What was said before a clause: the subject, the year, the bodies, whether a part is spoken of."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from attrs import define

from govparse.checks.text.bodies import Body
from govparse.checks.text.clauses import Clause
from govparse.checks.text.kinds import OUTCOMES, Claim
from govparse.checks.text.passages import Spoken
from govparse.checks.text.words import DROPPED, UNKNOWN, Word, grammar

Subject = Literal["requests", "review"]

CAME_IN = ("RECEIVE", "NEW", "HANDLE")
PROCEDURES = ("RECONSIDERATION", "LITIGATION")
COUNTS = (*CAME_IN, "CONCLUDE", "ANSWER")
_WHO = ("NATURAL_PERSON", "ORGANIZATIONS")
_HEADING = frozenset(
    {"REQUEST", "JOIN", "THING", "INFORMATION", "NOISE", "ASPECT", UNKNOWN}
    | {"HANDLE", "RECEIVE", "ANSWER", "APPLICATION"}
)
_SHORT = 24
"""A heading has no more characters."""
_NAME = 8
"""A body that is only named, before a comma, has no longer name."""


@cache
def pattern_of(terminal: str) -> re.Pattern[str]:
    """Return the pattern of a terminal of `claims.lark`."""
    return re.compile(grammar().patterns[terminal])


@define
class Context:
    """What has been said, up to a clause."""

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
    year_counted: bool = False
    """The requests of another year have been counted: what follows in the paragraph may be of that."""
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
    done: bool = False
    """What was concluded has been counted: 新收57件 may be those of it."""
    done_before: bool = False
    """That was in the clause before."""
    obscure: bool = False
    """Something was counted in words that are not understood: 征地类12件. What follows may be of that."""
    such: bool = False
    """其中 stood alone before this clause."""
    incoming_sentence: int = -1
    """The last sentence that stated what came in."""
    last: Claim | None = None
    """The claim of the clause before."""
    paragraph: int = -1
    sentence: int = -1
    section: int = -1

    def move_on(self, spoken: Spoken) -> None:
        """Forget what does not hold beyond a paragraph, a sentence, a semicolon."""
        clause = spoken.clause
        self.done = self.done or self.done_before
        self.done_before = "FIGURE" in spoken.kinds and not spoken.kinds.isdisjoint(("CONCLUDE", "ANSWER"))
        if clause.paragraph != self.paragraph:
            self.topic = "requests" if self.heading_before else self.subject
            self.lasting = self.topic is not None
            self.topic_sentence = clause.sentence
            self.bodies_counted = self.others_before
            self.heading_before = self.others_before = self.registered = self.year_counted = False
        if clause.sentence != self.sentence:
            self.foreign, self.year_named, self.bodies = self.year_counted, False, False
        if clause.part != self.section:
            self.done = self.done and "SUCH" in spoken.kinds
            self.part = self.divided = self.such = self.obscure = False
            self.last = None
        self.paragraph, self.sentence, self.section = clause.paragraph, clause.sentence, clause.part

    def new_item(self) -> None:
        """Forget what was said in the item of a list before."""
        self.topic, self.lasting = self.subject, self.subject is not None
        self.foreign = self.year_named = self.bodies = self.bodies_counted = self.part = self.divided = False
        self.registered = self.year_counted = False

    def note_year(self, spoken: Spoken, kinds: frozenset[str]) -> None:
        """Note of which year, and of what part of it, is spoken."""
        if kinds & {"OWN_YEAR", "THIS_YEAR"}:
            self.foreign = self.year_counted = False
            self.year_named = self.year_named or "OWN_YEAR" in kinds
        other = bool(kinds & {"LAST_YEAR", "NEXT_YEAR"}) and "CARRY" not in kinds
        if other or kinds & {"FOREIGN", "SINCE", "PLANNED"}:
            self.foreign = True
            self.year_counted = self.year_counted or ("FIGURE" in kinds and not kinds.isdisjoint(COUNTS))
        # 机构改革后, 任期内: of what time is not known.
        unknown = kinds & {UNKNOWN, "LONG"} and "FIGURE" not in kinds
        if unknown and pattern_of("PERIOD").search(spoken.clause.text):
            self.foreign = True

    def note_bodies(self, spoken: Spoken, kinds: frozenset[str]) -> None:
        """Note whether other bodies are spoken of, and whether their requests are counted."""
        territory = self._other_territory(spoken.words)
        speaks = [word.kind for word in spoken.words if word.kind not in DROPPED]
        others = (
            bool(kinds & {"LOWER", "ROLE"})
            or (territory and speaks[:1] == ["TERRITORY"])
            or self._names_another(spoken)
        )
        own = "OWN" in kinds or "ISSUER" in kinds
        if "OWN" in kinds and self.body:
            others = others or not all(self.body.calls_itself(w.text) for w in spoken.words if w.kind == "OWN")
        counted = "FIGURE" in kinds and not kinds.isdisjoint(COUNTS)
        # 春节前收到12件, 城区收到80件, 当场受理10件: what follows may be of the same.
        about = "REQUEST" in kinds or self._current(spoken.clause) == "requests"
        states = not kinds.isdisjoint(CAME_IN) and not kinds.isdisjoint(("FIGURE", "NOT"))
        of_whom = bool(spoken.of_whom) and about and states
        if others or of_whom:
            self.bodies = True
        if of_whom or (counted and (others or territory or "SOME_BODIES" in kinds)):
            self.bodies_counted = True
        elif own and not others:
            self.bodies = self.bodies_counted = False
        short = len(spoken.clause.text) <= _SHORT and "FIGURE" not in kinds
        if (others or "ASSIST" in kinds) and short and spoken.clause.closes in ("", ":"):
            self.others_before = True

    def _other_territory(self, words: tuple[Word, ...]) -> bool:
        named = [word.text for word in words if word.kind == "TERRITORY"]
        return bool(named) and not (self.body and all(map(self.body.is_of_its_level, named)))

    def _names_another(self, spoken: Spoken) -> bool:
        """Return whether a clause is the mere name of another body: 开发区：收到5件."""
        if not spoken.kinds <= {UNKNOWN, *DROPPED} or not spoken.of_whom:
            return False
        named = pattern_of("BODY_NAME").search(spoken.of_whom) is not None
        return named and (spoken.clause.closes == ":" or len(spoken.of_whom) <= _NAME)

    def note_topic(self, words: tuple[Word, ...], kinds: frozenset[str], clause: Clause) -> None:
        """Note what the clause is about."""
        at = {word.kind: i for i, word in enumerate(words)}
        if "ELSEWHERE" in at and at["ELSEWHERE"] > at.get("REQUEST", -1):
            self.topic, self.lasting = None, False
        elif not kinds.isdisjoint(PROCEDURES):
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

    def note_part(self, spoken: Spoken, kinds: frozenset[str]) -> None:
        """Note whether a part of what was counted is spoken of."""
        if "REGISTER" in kinds and "FIGURE" in kinds:
            self.registered = True
        if "SUCH" in kinds and self.divided:
            self.part = True
        incoming = not kinds.isdisjoint(CAME_IN)
        if kinds & {"CHANNEL", "NATURAL_PERSON", "ORGANIZATIONS"}:
            self.divided = True
            if incoming and "CHANNEL" in kinds and self.incoming_sentence != spoken.clause.sentence:
                self.part = True
        if "SUCH" in kinds and "FIGURE" in kinds:
            again = incoming and kinds.isdisjoint({"NEW", "CARRY", *_WHO})
            unknown = kinds & {UNKNOWN, "LONG"} and kinds.isdisjoint((*OUTCOMES, *_WHO))
            if again or unknown:
                self.part = True  # 其中区政府受理60件，办结58件; 其中征地类40件，答复38件
