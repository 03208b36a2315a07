"""`explain`: from an input and the code of a cell to the reason why the cell is what it is."""

from __future__ import annotations

from attrs import define, field

from govparse.assembly.report import Assembled
from govparse.checks.arithmetic.outcomes import Assessed, outcomes
from govparse.explaining.record import Explanation
from govparse.explaining.words import Told, messages
from govparse.forms.identities import Identity
from govparse.forms.names import in_words_of
from govparse.limits import Limits
from govparse.parsing import assembled
from govparse.placement.proof.explain import Explainer


def explain(data: str | bytes, code: str, *, source: str = "", limits: Limits | None = None) -> Explanation:
    """Explain a cell of one report: why its number stands there, or why it is unread and what would settle it.

    `data`, `source` and `limits` are those of `parse`; `code` is that of a fact, as `requests.received.total`. The
    report is read again, since a record does not hold the proofs of its cells.

    Raises what `parse` raises (`NotAReport`, `SeveralReports`, `Unreadable`, `TooLarge`, `MissingReader`), and
    `KeyError` for a code that the report does not have.
    """
    return Explaining(next(assembled(data, source, limits, single=True))).explain(code)


@define(eq=False)
class Explaining:
    """Explains the cells of one report, one after the other."""

    one: Assembled
    _tables: list[Explainer] = field(init=False)
    _sums: dict[Identity, Assessed] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._tables = [Explainer(proof) for proof in self.one.proofs]
        self._sums = {assessed.identity: assessed for assessed in outcomes(self.one.report)}

    def explain(self, code: str) -> Explanation:
        """Explain a cell. Raises `KeyError` for a code that the report does not have."""
        report = self.one.report
        fact = report.facts[code]
        table = next((table for table in self._tables if code in table), None)
        why = table.why(code) if table is not None and fact.state in ("number", "unread") else None
        told = Told(report, fact, why, self._sums)
        needed = why.needed if why is not None else ()
        with in_words_of(report.blocks):
            return Explanation(report.source, report.title, fact, needed, messages(told))
