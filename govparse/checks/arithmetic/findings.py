"""Findings about the sums of a report: each broken one by itself, or what explains several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from govparse.checks.arithmetic import words
from govparse.checks.arithmetic.ledger import Ledger
from govparse.checks.arithmetic.localise import Located, localise
from govparse.checks.arithmetic.outcomes import Assessed, assess, judge_all
from govparse.checks.doubt import Doubt, doubt_of
from govparse.findings import finding
from govparse.forms.identities import IdentityKind
from govparse.records import AnnualReport, Finding, GridPlace, Mend, Place, Severity
from govparse.rules import RULES, Words

RULE_OF: Mapping[IdentityKind, str] = {
    "row sum": "row-sum-broken",
    "result sum": "result-sum-broken",
    "balance": "balance-broken",
    "review sum": "review-sum-broken",
}
_FEW = 7
"""A sum that stands alone names its cells if there are no more of them: any may be the wrong one."""
_ANY = Words("下列改动任取其一", "any of these changes")
_ALL = Words("作下列改动", "these changes together")


def check_arithmetic(report: AnnualReport) -> Iterator[Finding]:
    """Yield what the sums of the form say against a report."""
    sums, cells, judged = judge_all(report)
    if not any(line.outcome == "broken" for line in judged):
        return
    ledger = Ledger(sums, cells, judged)
    told = _Telling(
        report,
        doubt_of(report),
        frozenset(row.block.partition("_")[0] for row in report.unknown_rows if _digits(row.cells)),
        {n: assess(report, line) for n, line in enumerate(judged) if line.outcome == "broken"},
    )
    for place in localise(ledger):
        yield told.located(place)


def _digits(cells: Sequence[str]) -> bool:
    return any(char.isdecimal() for cell in cells for char in cell)


@frozen
class _Telling:
    """What findings are made from."""

    report: AnnualReport
    doubt: Doubt
    disturbed: frozenset[str]
    """Tables that hold numbers in rows which the form does not have."""
    assessed: Mapping[int, Assessed]
    """The broken sums, by their numbers."""

    def located(self, place: Located) -> Finding:
        """Return the finding about sums that are explained together; about one of them, if there is only one."""
        if len(place.lines) == 1 and not (place.mends and place.mends[0].kind in ("swap", "shift")):
            # One sum by itself does not tell which of its cells is wrong, even where the others cannot be.
            return self._broken(place.lines[0], place.mends if len(place.mends) <= _FEW else ())
        one_slip = len(place.mends) == 1 and not (place.mends[0].kind == "cell" and len(place.mends[0].changes) > 1)
        return self._explained(place, place.mends[0]) if one_slip else self._several(place)

    def _broken(self, line: int, mends: Sequence[Mend] = ()) -> Finding:
        assessed = self.assessed[line]
        rule = RULE_OF[assessed.identity.kind]
        codes = assessed.identity.codes
        return finding(
            rule,
            codes,
            self._places(codes),
            severity=self._severity(rule, (line,)),
            sides=(assessed.left, assessed.right),
            mends=mends,
            **words.equation(self.report, assessed),
        )

    def _several(self, place: Located) -> Finding:
        codes = list(dict.fromkeys(change.code for mend in place.mends for change in mend.changes))
        return finding(
            "sums-broken-together",
            codes,
            self._places(codes),
            severity=self._severity("sums-broken-together", place.lines),
            mends=place.mends,
            related=[self._broken(line) for line in place.lines],
            count=len(place.lines),
            sums=self._names(place.lines),
            mends_named=words.mends_in_words(place.mends),
            ways=_ANY if len(place.mends) > 1 else _ALL,
        )

    def _explained(self, place: Located, mend: Mend) -> Finding:
        rule = {
            "digit": "cell-contradicted",
            "cell": "cell-contradicted",
            "row": "row-contradicted",
            "swap": "cells-swapped",
            "shift": "row-shifted",
        }[mend.kind]
        codes = [change.code for change in mend.changes]
        severity = self._severity(rule, place.lines)
        if mend.kind == "shift" and not all(isinstance(p, GridPlace) for p in self._places(codes)):
            # In a text or on a page, a number lost and a stray one shift what stands between them.
            severity = "warning"
        alone = [line for line in place.lines if line not in place.shared]
        first, last = mend.changes[0], mend.changes[-1]
        return finding(
            rule,
            codes,
            self._places(codes),
            severity=severity,
            mends=(mend,),
            related=[self._broken(line) for line in place.lines],
            cell=words.cell(first.code),
            other=words.cell(last.code),
            printed=first.printed if first.printed is not None else Words("空白", "blank"),
            other_printed=last.printed if last.printed is not None else Words("空白", "blank"),
            value=first.value,
            other_value=last.value,
            sums=self._names(alone or place.lines),
            together=self._together(place),
            change=words.mends_in_words((mend,)),
        )

    def _together(self, place: Located) -> Words:
        if not place.shared:
            return Words("", "")
        names = self._names(place.shared)
        return Words(f"；{names.zh}另有其他数不符", f"; another number is wrong as well in {names.en}")

    def _names(self, lines: Sequence[int]) -> Words:
        return words.names([self.assessed[line].identity for line in lines])

    def _places(self, codes: Sequence[str]) -> list[Place]:
        places = (self.report.facts[code].place for code in codes)
        return list(dict.fromkeys(place for place in places if place is not None))

    def _severity(self, rule: str, lines: Sequence[int]) -> Severity:
        """Return the severity of a finding about sums: no error where any of their cells is in doubt."""
        codes = [code for line in lines for code in self.assessed[line].identity.codes]
        own = self.doubt.severity(rule, codes)
        if own != "error":
            return own
        # Numbers in a row that the form does not have, 0 as well, may have been torn from one of these cells. A note
        # beside a number (其中…) may say what makes the difference.
        loose = any(code.partition(".")[0] in self.disturbed for code in codes)
        noted = any(self.report.facts[code].note for code in codes)
        return "warning" if loose or noted else RULES[rule].severity
