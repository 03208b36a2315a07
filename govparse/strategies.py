"""Hypothesis strategies for reports and their parts: `pip install "govparse[testing]"`.

    from hypothesis import given
    from govparse import strategies

    @given(strategies.reports(form="2021"))
    def test_my_reader(report): ...

Reports are consistent: every sum that the form prescribes holds, unless another is asked for. They shrink
to few figures, small ones, in few tables, without blanks. What is drawn has no source, so its places say
nothing; `govparse.render` and the layouts of `govparse.testing` give it one.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from govparse.forms.form import Form
from govparse.forms.headings import SECTIONS
from govparse.forms.identities import Identity, IdentityKind
from govparse.forms.registry import BUILT_IN, form_named
from govparse.records import AnnualReport, Fact
from govparse.rendering import render
from govparse.synthetic import numbers as printed
from govparse.synthetic import prose as words
from govparse.synthetic.figures import Size, figure, most
from govparse.synthetic.numbers import PrintedNumber
from govparse.synthetic.report import Blanks, Wanted, make_report

try:
    from hypothesis import currently_in_test_context, note
    from hypothesis import strategies as st
except ModuleNotFoundError as missing:
    raise ModuleNotFoundError(
        'govparse.strategies needs hypothesis: pip install "govparse[testing]"', name=missing.name
    ) from missing

if TYPE_CHECKING:
    from hypothesis.vendor.pretty import RepresentationPrinter

__all__ = ["blanks", "headings", "numbers", "prose", "reports", "tables", "titles"]

Table = Literal["proactive", "requests", "review"]

_randoms = st.randoms(use_true_random=False)


def reports(
    form: Form | str | None = None,
    *,
    mixed: bool = False,
    size: Size | None = None,
    blanks: Blanks | None = None,
    complete: bool = True,
    plain: bool = False,
    broken: Identity | IdentityKind | None = None,
) -> st.SearchStrategy[AnnualReport]:
    """Strategy for reports of a form ("2019", "2021", the name of another that is registered, or a `Form`);
    None: of any form of govparse.

    - `mixed`: each block that another form has as well may be printed in that one.
    - `size`: `"zero-heavy"`, `"ordinary"` or `"province"` (up to eight digits); None: any of them.
    - `blanks`: `"none"`; `"zeros"`, some of the zeros are blank; `"totals"`, of section 三 only the totals are
      printed; `"natural"`, only natural persons and totals; `"marks"`, rows say `/` or 不适用; `"table"`, one
      table is all blank; None: any of them.
    - `complete=False`: tables and rows may be `absent`.
    - `plain`: numbers are printed as digits, without signs, units, separators, digits of full width or notes.
    - `broken`: an identity of the form (`govparse.forms.identities`), or a kind of them, that does not hold:
      one printed figure is wrong, and with it every identity that has a part in it. Its cells are printed.

    Raises `KeyError` for a form that is not known; drawing raises `ValueError` where `broken` is no
    identity of the form.
    """
    wanted = Wanted(_forms(form), mixed, size, blanks, complete, plain, broken)
    return _randoms.map(lambda random: _shown(make_report(random, wanted)))


def _shown(report: AnnualReport) -> AnnualReport:
    """Let a failing example be printed as the tables it has."""
    if currently_in_test_context():
        note(_Tables(report))
    return report


@frozen
class _Tables:
    """The tables of a report. To write them takes as long as to make it: it is done for the example that is shown."""

    report: AnnualReport

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:
        printer.text(render(self.report, "tabs"))


def tables(
    table: Table, form: Form | str | None = None, *, size: Size | None = None, blanks: Blanks | None = None
) -> st.SearchStrategy[Mapping[str, Fact]]:
    """Strategy for the facts of one table: code → fact, in the order of the form.

    `form`, `size` and `blanks` are those of `reports`. Raises `KeyError` for a form that is not known.
    """
    return reports(form, size=size, blanks=blanks).map(
        lambda report: {code: fact for code, fact in report.facts.items() if code.startswith(f"{table}.")}
    )


def numbers(
    kind: Literal["count", "change", "amount"] = "count", *, size: Size = "ordinary"
) -> st.SearchStrategy[PrintedNumber]:
    """Strategy for numbers of a kind as they are printed.

    `"count"`: `12`, `1,113`, `１２`, `16件`, `32（其中修订16件）`; `"change"`: `+18`, `增5`, `减3`;
    `"amount"`: `52.15`, `123604.14元`, `205（万）`. `value` is in the unit that is printed, as in a `Fact`; `size` is
    that of `reports`.
    """

    def draw(random: Random) -> PrintedNumber:
        if kind == "change":
            return printed.change(random, most(size))
        if kind == "amount":
            return printed.amount(random, most(size), in_cell=True)
        return printed.count(random, figure(random, size), measures=True)

    return _randoms.map(draw)


def blanks() -> st.SearchStrategy[PrintedNumber]:
    """Strategy for cells without a number: blank, or `/`, `-`, 不适用."""
    return st.just(printed.BLANK) | _randoms.map(printed.not_applicable)


def titles() -> st.SearchStrategy[str]:
    """Strategy for titles that name a body and a year."""
    return _randoms.map(lambda random: words.title(random, words.body_name(random), 2019 + random.randint(0, 6)))


def headings(section: str | None = None) -> st.SearchStrategy[str]:
    """Strategy for the heading of a section, one of `OVERVIEW`, `PROACTIVE`, `REQUESTS`, `REVIEW`, `PROBLEMS`,
    `OTHER_MATTERS`; None: of any."""
    names = [section] if section else list(SECTIONS)
    return _randoms.map(lambda random: words.heading(random, random.choice(names)))


def prose() -> st.SearchStrategy[str]:
    """Strategy for the prose of a section: paragraphs, some with headings and numbers of their own."""
    return _randoms.map(words.overview)


def _forms(form: Form | str | None) -> tuple[Form, ...]:
    if form is None:
        return BUILT_IN
    return (form_named(form) if isinstance(form, str) else form,)
