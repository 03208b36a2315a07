"""What prose claims about the tables: clauses in the shape of a claim that speak of the report as a whole.

A clause says little by itself: 办结60件 may be requests or calls to a hotline, of this body or of all bodies, of
this year or another. So clauses are read in their order, and what was said before counts: the subject of the
paragraph, the year, the bodies, whether a part is spoken of (其中). Where any of it is uncertain, there is no claim;
nor is there where a clause holds a word that is not known, unless it names the body that reports.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, evolve

from govparse.checks.text.bodies import body_of
from govparse.checks.text.context import CAME_IN, COUNTS, PROCEDURES, Context, Subject, pattern_of
from govparse.checks.text.kinds import APPLICANTS, DOCUMENTS, INCOMING, OUTCOMES, REVIEWS, Claim
from govparse.checks.text.passages import Spoken, passages
from govparse.checks.text.words import Shape, Word, shape_of

_OTHER_YEARS = frozenset({"NOW", "LAST_YEAR", "NEXT_YEAR", "FOREIGN", "SINCE", "PLANNED"})
_CASES_ONLY = frozenset({"BECAUSE", "HAPPEN", "FILE"})
"""Words that stand before reconsiderations and lawsuits only."""
_ONE = "一"
"""收到一件、办结一件 says how it is done."""
_NOT_COUNTED = frozenset({"REFUSED", "WITHDRAWN"})
"""Where such are spoken of, tables may count less than came in."""


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


@define
class _Reader(Context):
    """Reads one clause after the other."""

    def read(self, spoken: Spoken) -> Iterator[Claim]:
        """Yield the claims of the next clause."""
        clause, words, kinds = spoken.clause, spoken.words, spoken.kinds
        self.move_on(spoken)
        last, self.last = self.last, None
        if spoken.item:
            self.new_item()
        if not words:
            if not spoken.item:
                self.topic, self.lasting = self.subject, self.subject is not None
            return
        if kinds <= {"SUCH", "NOISE"} and "SUCH" in kinds:
            self.such = True
            return
        if self.such:
            words, kinds, self.such = (Word("SUCH", ""), *words), kinds | {"SUCH"}, False
        self.note_topic(words, kinds, clause)
        self.note_bodies(spoken, kinds)
        self.note_part(spoken, kinds)
        if "COMPARISON" in kinds:
            self.last = last if kinds.isdisjoint(COUNTS) else None
            return
        self.note_year(spoken, kinds)
        if self.foreign or self.bodies or self.bodies_counted or self.part:
            return
        if self.body:
            level = self.body.is_of_its_level
            words = tuple(word for word in words if word.kind != "TERRITORY" or not level(word.text))
        if self.year_named:
            words = tuple(word for word in words if word.kind != "CUMULATIVE")
        shape = shape_of(words)
        if shape is None:
            self.obscure = self.obscure or ("FIGURE" in kinds and kinds.isdisjoint(OUTCOMES))
            counted = "FIGURE" in kinds and not kinds.isdisjoint(CAME_IN)
            if counted and kinds.isdisjoint(PROCEDURES):
                self.topic, self.lasting = None, False  # something else was counted: what follows may be of that
            return
        for claim in self._claims(shape, spoken, last):
            if claim.value and "NOW" in spoken.sentence:
                continue  # 截至目前收到14件: the year is over
            if claim.value and claim.kind in INCOMING and self.done:
                continue
            if self.obscure and not claim.explicit:
                continue
            self.obscure = False
            if claim.kind in INCOMING:
                self.incoming_sentence = clause.sentence
            if claim.kind not in (*REVIEWS, *DOCUMENTS):
                self.topic_sentence = clause.sentence
            self.last = claim
            yield claim

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
            if spoken.sentence.isdisjoint(("PROXY", "REVISED", "FOREIGN")):
                kind = "normative_documents" if rule == "documents" else "rules"
                yield evolve(made, kind=kind, explicit=True, plain=False)
            return
        if rule in (*REVIEWS, "no_review"):
            yield from self._reviews(evolve(made, plain=own_year), shape, spoken)
            return
        leads = {word.kind for word in shape.words[: shape.lead]}
        if not (named or self.topic == "requests") or leads & _CASES_ONLY:
            return
        remaining = "REMAINING" in spoken.kinds and rule not in ("carried_out", "none_carried_out")
        if remaining or (figure and figure.text.startswith(_ONE) and not named):
            return
        if rule == "nothing":
            if _says_none(shape) and ("NOW" not in spoken.kinds or shape.has("RECEIVE")):
                yield evolve(made, kind="received", value=0)
        elif rule in ("none_carried_in", "none_carried_out"):
            yield evolve(made, kind=rule.removeprefix("none_"), value=0)
        elif rule == "all_concluded":
            # Where all were answered in time, the rate is that of those due.
            rate = share in ("100", "100.0", "100.00") and "TIMELY" not in spoken.sentence
            again = last is not None and last.kind == "carried_in"
            if self.incoming_sentence == clause.sentence and (rate or share is None) and not again:
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
            letters = figure and rule == "answered" and pattern_of("LOOSE_UNIT").search(figure.text)
            if not letters and not _speaks_of_all(shape):
                yield evolve(made, at_most=shape.has("TIMELY"))
        elif rule != "received" or not (self.registered or spoken.sentence & _NOT_COUNTED):
            yield made

    def _reviews(self, made: Claim, shape: Shape, spoken: Spoken) -> Iterator[Claim]:
        named = shape.has("REQUEST", "INFORMATION")
        about = named or self.subject == "review"
        if made.value and spoken.sentence & _NOT_COUNTED:
            return
        # 行政诉讼41件，其中政府信息公开类6件: the first counts lawsuits of all kinds.
        if not about and (self.topic is None or spoken.named_later):
            return
        made = evolve(made, explicit=named, plain=made.plain and named)
        if made.kind == "no_review":
            kinds = [word.kind for word in shape.words if word.kind in PROCEDURES]
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
