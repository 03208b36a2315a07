"""What is in a dataset, in numbers: the records that `summarise` fills in."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, Literal

from attrs import asdict, field, frozen

VERSION: Final = 1
"""Counts changes of these records that break who reads them."""
Period = int | Literal["unknown", "all"]
"""A year of reports; `unknown` for reports that print none; `all` for all of them together."""
_DIGITS: Final = Decimal("0.000001")


@frozen
class Part:
    """So many of so many: `share` is `count / of`, rounded to six digits; None where there is nothing to share."""

    name: str
    count: int
    of: int
    share: Decimal | None = field(init=False)

    @share.default
    def _share(self) -> Decimal | None:
        return (Decimal(self.count) / self.of).quantize(_DIGITS) if self.of else None


@frozen
class Count:
    """How often something occurs; None is what has no name (an input of unknown format)."""

    name: str | None
    count: int


@frozen
class Version:
    """Reports read with one version of govparse and of the forms."""

    govparse: str | None
    grammars: str | None
    reports: int


@frozen
class Inputs:
    """Inputs, and what became of them. `used` are those with at least one report, `failed` the others.

    `bodies` are the different names of issuers (`issuer_key`), `unnamed` the reports without one. Of several
    reports of one body and year, or with one content, all but one are `duplicates`.
    """

    inputs: int
    used: int
    failed: int
    reports: int
    duplicates: int
    bodies: int
    unnamed: int


@frozen
class TableForms:
    """Reports of a year by the form of a table: 2019, 2021, `mixed`; None where the table is not in the report."""

    table: str
    forms: tuple[Count, ...]


@frozen
class Coverage:
    """Reports of a year (duplicates among them) by the forms of their tables."""

    year: Period
    reports: int
    duplicates: int
    tables: tuple[TableForms, ...]


@frozen
class Layouts:
    """Reports by the layout in which a table is printed: None where it is not in the report."""

    table: str
    layouts: tuple[Count, ...]


@frozen
class Cells:
    """Cells of some reports, duplicates among them: by state, and those with a basis by basis."""

    cells: int
    states: Mapping[str, int]
    bases: Mapping[str, int]


@frozen
class YearCells(Cells):
    """Cells of the reports of a year."""

    year: Period


@frozen
class NamedCells(Cells):
    """Cells of a layout or a format; None where the format is not known, or the block is not in the document."""

    name: str | None


@frozen
class Unread:
    """Unread cells by the rule that says why they are, and by layout."""

    reason: str | None
    layout: str | None
    cells: int


@frozen
class Flow:
    """A row of section 三 in a year: the `reports` in which its total is a number, and what they add up to.

    `of` are all reports of the year, duplicates left out. `mean` is rounded to six digits, `median` is exact.
    """

    year: Period
    code: str
    reports: int
    of: int
    total: int
    mean: Decimal | None
    median: Decimal | None


@frozen
class Breakdown:
    """What a total is made up of, in the reports of a year of which that can be said.

    Of `reports` (duplicates left out), those are `incomplete` in which any cell that is needed is no number: blank,
    unread, absent or anything else. Those are `contradictory` in which the parts do not add up to the total, or a
    number is negative. The others are `counted`, and `total`, `parts` and `groups` are theirs alone, so that parts
    add up to the total. A cell that the form of a report does not have is not needed.
    """

    year: Period
    code: str
    reports: int
    incomplete: int
    contradictory: int
    counted: int
    total: int
    parts: tuple[Part, ...]
    """By code, each of the total."""
    groups: tuple[Part, ...]
    """Parts of section 三 taken together as the form does (`denied`), each of the total."""


@frozen
class Grounds:
    """Refusals of a year by ground, in the `counted` reports of its outcomes; each ground is a part of `denied`."""

    year: Period
    counted: int
    denied: int
    parts: tuple[Part, ...]


@frozen
class Sums:
    """What became of the sums of a kind in a year, duplicates left out.

    `broken` is a part of those that can be assessed: broken or holding as printed. Those that hold if blanks are
    zero are not among them.
    """

    year: Period
    kind: str
    holds: int
    if_blanks_are_zero: int
    not_assessable: int
    broken: Part


@frozen
class Found:
    """Findings of a rule with a severity, duplicates left out: how many, and in how many reports."""

    rule: str
    family: str
    severity: str
    findings: int
    reports: int


@frozen
class Figures:
    """What is in a dataset. Years are in order, unknown ones after them, all together last."""

    versions: tuple[Version, ...]
    inputs: Inputs
    failures: tuple[Count, ...]
    duplicates: tuple[Count, ...]
    formats: tuple[Count, ...]
    coverage: tuple[Coverage, ...]
    layouts: tuple[Layouts, ...]
    cells_by_year: tuple[YearCells, ...]
    cells_by_format: tuple[NamedCells, ...]
    cells_by_layout: tuple[NamedCells, ...]
    unread: tuple[Unread, ...]
    flow: tuple[Flow, ...]
    outcomes: tuple[Breakdown, ...]
    grounds: tuple[Grounds, ...]
    reviews: tuple[Breakdown, ...]
    sums: tuple[Sums, ...]
    findings: tuple[Found, ...]
    schema: int = VERSION

    def as_dict(self) -> dict[str, Any]:
        """Return all of it as what JSON can hold. Decimals are texts, so that nothing is rounded again."""
        found = asdict(self, value_serializer=lambda _, __, value: str(value) if type(value) is Decimal else value)
        return {"schema": found.pop("schema"), **found}
