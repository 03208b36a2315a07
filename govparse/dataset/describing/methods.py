"""`METHODS.md`: how a dataset was made, with counts ready to cite, in English and Chinese. It knows no clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from govparse.dataset.codes import codes
from govparse.dataset.describing import values
from govparse.dataset.describing.counts import Counts, summed
from govparse.dataset.describing.sentences import NOT_DONE, say
from govparse.dataset.panel import variables
from govparse.dataset.readings import JOINED, versions
from govparse.dataset.schema import BASES, OUTCOMES, SEVERITIES, STATES, VERSION
from govparse.dataset.versions import library_versions
from govparse.forms.form import Form
from govparse.forms.registry import BUILT_IN
from govparse.output.rule_pages import summary
from govparse.records import TABLES
from govparse.rules import RULES, Language, Words

NAME: Final = "METHODS.md"
Row = Sequence[str]


_LANGUAGES: Final[tuple[Language, ...]] = ("en", "zh")


def note(counts: Counts, inputs: int, some: Collection[Form] = BUILT_IN) -> str:
    """Return the note on a dataset of some forms that was made of so many inputs."""
    forms = tuple(some)
    return "\n".join(line for language in _LANGUAGES for line in _Note(counts, inputs, language, forms).lines())


@frozen
class _Note:
    counts: Counts
    inputs: int
    language: Language
    forms: tuple[Form, ...]

    def lines(self) -> Iterator[str]:
        """Yield the note in one language."""
        yield from (f"# {self._say('title')}", "", f"## {self._say('cite')}", "", self._to_cite(), "")
        yield from (f"## {self._say('not_done')}", "", *(f"- {line}" for line in NOT_DONE[self.language]), "")
        yield from (f"## {self._say('counts')}", "")
        yield from self._of_inputs()
        yield from self._of_reports()
        yield from self._of_cells()
        yield from (f"## {self._say('meanings')}", "")
        yield from self._meanings()
        yield from (f"## {self._say('comparing')}", "", *self._comparing(), "")
        yield from (f"## {self._say('again')}", "", self._say("repeat"), "")
        libraries = {
            name: own for name, own in library_versions().items() if own and name not in ("govparse", "python")
        }
        yield from self._table("versions", ("", ""), [*self._versions(), *libraries.items()])

    # ── ready to cite ──

    def _to_cite(self) -> str:
        found = self.counts
        known = sorted(year for year in found.years if year is not None)
        own = self._versions()
        states, placed, outcomes = summed(found.cells, 1), found.basis, summed(found.identities, 1)
        sentences = [
            self._say(
                "made",
                **dict(own),
                schema=VERSION,
                inputs=_number(self.inputs),
                good=_number(found.inputs_with_reports),
                reports=_number(found.reports),
                years=self._say("years", first=known[0], last=known[-1]) if known else "",
                failed=_number(found.failures.total()),
            ),
            self._say(
                "cells_made",
                cells=_number(found.cells.total()),
                **{state: _number(states[state]) for state in STATES},
            ),
            self._say(
                "placed",
                **{basis: _number(placed["number", basis]) for basis in BASES if basis != "corrected"},
                corrected=_number(found.corrected),
                changed=_number(found.changed),
            ),
            self._say(
                "sums_made",
                all=_number(found.identities.total()),
                **{
                    name: _number(outcomes[outcome])
                    for name, outcome in zip(("holds", "broken", "blanks", "open"), OUTCOMES, strict=True)
                },
            ),
            self._say("doubles", count=_number(found.duplicates.total())),
        ]
        return (" " if self.language == "en" else "").join(sentences)

    def _versions(self) -> list[tuple[str, str]]:
        """Return the versions that have read the reports; those of now if there is none."""
        own = sorted(self.counts.versions) or [(versions()["govparse"], versions()["grammars"])]
        programs, grammars = zip(*own, strict=True)
        # Of a report of a plugged-in form the digest of its grammar stands behind that of the others.
        parts = [part for known in grammars for part in known.split(JOINED)]
        return [(name, ", ".join(dict.fromkeys(k))) for name, k in (("govparse", programs), ("grammars", parts))]

    # ── counts ──

    def _of_inputs(self) -> Iterator[str]:
        found = self.counts
        yield from self._table(
            "inputs",
            ("", ""),
            [
                (self._say("all_inputs"), _number(self.inputs)),
                (self._say("good_inputs"), _number(found.inputs_with_reports)),
                (self._say("several"), _number(found.inputs_with_several)),
                (self._say("failed"), _number(found.failures.total())),
            ],
        )
        if found.failures:
            yield from self._counted("by_reason", found.failures, values.FAILURE_WORDS)

    def _of_reports(self) -> Iterator[str]:
        found = self.counts
        if not found.reports:
            return
        yield from self._counted("by_year", found.years)
        yield from self._counted("by_format", found.formats)
        yield from self._crossed("by_form", found.forms, TABLES, (*(form.name for form in self.forms), "mixed", None))
        if found.duplicates:
            yield from self._counted("duplicates", found.duplicates, values.DUPLICATE_WORDS)

    def _of_cells(self) -> Iterator[str]:
        found = self.counts
        if not found.reports:
            return
        yield from self._crossed("cells", found.cells, TABLES, STATES)
        yield from self._crossed("basis", found.basis, STATES, (*BASES, None), missing="none")
        if found.reasons:
            meanings = {name: Words(summary(RULES[name], "zh"), summary(RULES[name], "en")) for name in found.reasons}
            yield from self._counted("reasons", found.reasons, meanings)
        yield from self._table(
            "corrections",
            ("", ""),
            [
                (self._say("corrected"), _number(found.corrected)),
                (self._say("changed"), _number(found.changed)),
            ],
        )
        yield from self._crossed("sums", found.identities, self._kinds(), OUTCOMES)
        severities = Counter({severity: found.findings[severity] for severity in SEVERITIES})
        yield from self._counted("findings", severities, values.SEVERITY_WORDS)
        yield from self._table("unknown_rows", ("", ""), [(self._say("rows"), _number(found.unknown_rows))])

    def _kinds(self) -> tuple[str, ...]:
        """Return the kinds of sums, those that only forms of other packages have last."""
        return tuple(dict.fromkeys((*values.IDENTITY_WORDS, *sorted({kind for kind, _ in self.counts.identities}))))

    def _counted(self, title: str, counter: Counter[Any], meanings: Mapping[str, Words] | None = None) -> Iterator[str]:
        """Yield a table of words and how often each stands; with their meanings, if they need any."""
        names = sorted(counter, key=lambda name: (name is None, name))
        rows = [
            [
                self._say("unknown") if name is None else f"`{name}`",
                *([self._words(meanings.get(name))] if meanings else []),
                _number(counter[name]),
            ]
            for name in names
        ]
        total = [self._say("all"), *([""] if meanings else []), _number(counter.total())]
        yield from self._table(title, [""] * len(total), [*rows, total])

    def _crossed(
        self,
        title: str,
        counter: Counter[Any],
        down: Sequence[str],
        across: Sequence[str | None],
        missing: str = "no_table",
    ) -> Iterator[str]:
        """Yield a table of pairs, with sums. `missing` is what None is called."""
        names = [f"`{name}`" if name is not None else self._say(missing) for name in across]
        rows = [
            [
                f"`{one}`",
                *(_number(counter[one, other]) for other in across),
                _number(sum(counter[one, o] for o in across)),
            ]
            for one in down
        ]
        sums = [sum(counter[one, other] for one in down) for other in across]
        rows.append([self._say("all"), *map(_number, sums), _number(sum(sums))])
        yield from self._table(title, ["", *names, self._say("all")], rows)

    # ── meanings ──

    def _meanings(self) -> Iterator[str]:
        only_panel = {name: own for name, own in values.PANEL_STATE_WORDS.items() if name not in STATES}
        for title, own in (
            ("state_of", values.STATE_WORDS),
            ("panel_state_of", only_panel),
            ("basis_of", values.BASIS_WORDS),
            ("outcome_of", values.OUTCOME_WORDS),
        ):
            yield from self._table(title, ("", ""), [(f"`{name}`", self._words(words)) for name, words in own.items()])

    def _comparing(self) -> Iterator[str]:
        yield f"- {self._say('forms')}"
        caution = [f"`{code.name}`" for code in codes(self.forms).values() if code.comparability == "caution"]
        if caution:
            yield f"- {self._say('caution', codes=', '.join(caution))}"
        derived = [own for own in variables(self.forms) if own.parts]
        for row in dict.fromkeys(own.code.row for own in derived):
            last = [own for own in derived if own.code.row == row][-1]
            yield f"- {self._say('derived', code=f'`{last.name}`')}"

    # ── words ──

    def _say(self, sentence: str, **details: object) -> str:
        return say(sentence, self.language, **details)

    def _words(self, words: Words | None) -> str:
        return getattr(words, self.language, "")

    def _table(self, title: str, head: Row, rows: Sequence[Row]) -> Iterator[str]:
        yield from (f"### {self._say(title)}", "", _line(head), "|" + "---|" * len(head))
        yield from map(_line, rows)
        yield ""


def _line(cells: Row) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _number(count: int) -> str:
    return f"{count:,}"
