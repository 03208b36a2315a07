"""The records every part of govparse shares. All are frozen and comparable by value."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

from attrs import field, frozen

from govparse.tables import Proactive, Requests, Review, Rows

__all__ = [
    "HEADED",
    "PROSE",
    "TABLES",
    "AnnualReport",
    "Basis",
    "BlockInfo",
    "BlockLayout",
    "Candidate",
    "Change",
    "Fact",
    "Finding",
    "GridPlace",
    "Mend",
    "Metadata",
    "PagePlace",
    "Place",
    "Printed",
    "Section",
    "Severity",
    "Side",
    "State",
    "Term",
    "TextPlace",
    "UnknownRow",
]

State = Literal["number", "blank", "not_applicable", "text", "unread", "absent"]
"""What a cell is: `number` (0 included); `blank`, printed empty; `not_applicable` (`/`, `-`,
不适用); `text`, words or digits too many to be a count; `unread`, printed but not to be placed or
read with certainty; `absent`, not in the document."""

Basis = Literal["printed", "proved", "order"]
"""Why a value stands where it stands: count and position in print; arithmetic; order between labels."""

Severity = Literal["error", "warning", "info"]
"""`error`: to be acted on; `warning`: doubt; `info`: worth knowing."""

BlockLayout = Literal["grid", "rows", "flow", "table"]
"""How the cells of a block are told apart in the source; see `BlockInfo`."""

TABLES = ("proactive", "requests", "review")
"""The tables, in the order of the form: sections 二, 三 and 四."""
PROSE = ("preamble", "overview", "problems", "other_matters", "closing")
"""The prose around them, in the order of the form: `preamble` stands before section 一, `closing` behind 六."""

HEADED = ("overview", *TABLES, "problems", "other_matters")
"""What stands under the six headings, in the order of the form."""

YUAN = {"元": 1, "千元": 1_000, "万": 10_000, "万元": 10_000, "亿": 100_000_000, "亿元": 100_000_000}


@frozen
class TextPlace:
    """Where something is printed in a text, or in the prose of a page or file.

    `start` and `end` are characters of `AnnualReport.source_text` (byte order mark removed, line ends
    untouched), `line` and `column` count from 1. For a blank cell `start == end`.
    """

    start: int
    end: int
    line: int
    column: int
    kind: Literal["text"] = "text"


@frozen
class GridPlace:
    """Where a cell stands in the tables of a web page or a Word file.

    `table` counts all tables of the source in their order, nested ones and those of layout included;
    `row` and `column` are those at which the cell begins, spans counted; all count from 1. `start` and
    `end` are the same cell in `AnnualReport.source_text`, the text the source shows. For what covers
    several cells (a row, a block), the place in the grid is that of the first.
    """

    start: int
    end: int
    table: int
    row: int
    column: int
    kind: Literal["grid"] = "grid"


@frozen
class PagePlace:
    """Where something is printed on a page of a PDF.

    `page` counts from 1; `box` is left, top, right, bottom in points (1/72 inch) from the top left
    corner of the page as it is shown. `start` and `end` are the same in `AnnualReport.source_text`.
    What covers cells of several pages has the box of its part on the first of them.
    """

    start: int
    end: int
    page: int
    box: tuple[float, float, float, float]
    kind: Literal["page"] = "page"


Place = TextPlace | GridPlace | PagePlace
"""Where something is printed. `kind` tells the classes apart; `start` and `end` are in each."""


@frozen
class Candidate:
    """One admissible reading of an unread cell: a state, and the value if it is a number."""

    state: State
    """`number` or `blank`, seldom another."""
    value: int | Decimal | None
    """The number, in the unit printed; None for a blank."""
    text: str
    """What would be the cell as printed; "" for a blank."""
    place: Place | None
    """Where that is printed; None for a blank that has no place."""


@frozen
class Fact:
    """One cell of the form.

    `value` is an int, a Decimal or None, in the unit printed and never converted; `text` the whole
    cell as printed, trimmed; `unit` the unit printed in the cell or its column head, None if none;
    `note` what stands beside the number in the cell. `implied`, of an `unread` or `blank` cell, is what the
    identities of the form and the printed cells force it to be, blanks taken as zero (a count); it never
    replaces what is printed. `candidates` are the admissible readings of an `unread` cell.
    """

    code: str
    """Table, row and column, in words joined by dots: `requests.denied.state_secret.total`."""
    value: int | Decimal | None
    """The number where `state` is `number`, else None."""
    state: State
    text: str = ""
    unit: str | None = None
    place: Place | None = None
    """Where it is printed; None for what is `absent`, and for a report that was not read from a source."""
    basis: Basis | None = None
    """Why the value stands in this cell; None where nothing was read."""
    candidates: tuple[Candidate, ...] = ()
    implied: int | None = None
    note: str | None = None
    reason: str | None = None
    """For an `unread` cell: the rule of the finding that says why."""

    def in_yuan(self) -> Decimal | None:
        """Return an amount in yuan (元), exact, where one of 元, 千元, 万, 万元, 亿, 亿元 is printed, else None."""
        if self.value is None or self.unit not in YUAN:
            return None
        return Decimal(self.value) * YUAN[self.unit]


@frozen
class Term:
    """One number on a side of a comparison.

    `code` is the cell, None for a number of the prose. `value` is None where none is printed or none
    could be read; `text` is what is printed. `source` names the report it is printed in where that is
    another one (the report on the year before); None for the report the finding is about.
    """

    value: int | Decimal | None
    text: str = ""
    code: str | None = None
    place: Place | None = None
    source: str | None = None


@frozen
class Side:
    """One side of a comparison: its terms, and what the printed ones add up to."""

    terms: tuple[Term, ...]
    value: int | Decimal | None
    """None where none of the terms is a number."""


@frozen
class Change:
    """A cell, the number printed in it (None for a blank), and the number that would mend a sum."""

    code: str
    printed: int | None
    value: int


@frozen
class Mend:
    """The smallest change that would make sums hold. It is said, never made.

    `kind`: `digit`, one digit of one cell is wrong, missing, one too many, or two are exchanged; `cell`,
    another number in one cell, or in several that only together explain it; `row`, one cell and the total of
    its row by the same amount; `swap`, two cells are exchanged; `shift`, the numbers of a row stand one column
    too far to one side.
    """

    kind: Literal["digit", "cell", "row", "swap", "shift"]
    changes: tuple[Change, ...]


@frozen
class Finding:
    """Something to be said about the reading, or about the report.

    `rule` is stable; `messages` holds `zh` and `en`; `codes` and `places` say what is concerned. Where two
    numbers contradict each other, `sides` holds both, as printed and added up. `mends` are the changes,
    equally small, any of which would mend it. `related` are findings that this one explains: they are
    not said again by themselves.
    """

    rule: str
    severity: Severity
    messages: Mapping[str, str]
    codes: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    sides: tuple[Side, ...] = ()
    mends: tuple[Mend, ...] = ()
    related: tuple[Finding, ...] = ()

    def __hash__(self) -> int:
        return hash((self.rule, self.severity, tuple(self.messages.items()), self.codes, self.places))


@frozen
class UnknownRow:
    """A row that the form does not have, as printed: kept, never mapped to the nearest row.

    `block` is where it stands (`proactive_one`, `requests`, …), `after` the code of the row of the
    form before it, `label` is "" for values that stand without any label.
    """

    block: str
    label: str
    cells: tuple[str, ...]
    place: Place
    after: str | None = None


@frozen
class Section:
    """A prose section: `text` is `report.source_text[start:end]`, verbatim."""

    text: str
    start: int
    end: int
    heading: str | None = None
    """The heading as printed, None where there is none."""


@frozen
class BlockInfo:
    """A block of a form that was found: `proactive_one` … `review`, and the form it is printed in.

    `layout` is how its cells are told apart in the source: `grid`, rows with borders between columns; `rows`,
    cell by cell with visible ends of rows; `flow`, cell by cell without; `table`, by markup or drawn rules.
    None for a report that was not read from a source.
    """

    name: str
    form: str
    place: Place
    layout: BlockLayout | None = None


@frozen
class Printed:
    """Something printed beside the report: `text` as printed, `place` None where the source does not show it."""

    text: str
    place: Place | None


_DATE = re.compile(r"(20[0-9]{2})\s*[-./年]\s*([0-9]{1,2})\s*[-./月]\s*([0-9]{1,2})")
_HAN_DATE = re.compile(
    "([二〇○Oo零0一三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_HAN_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "O": 0, "o": 0, "0": 0}


@frozen
class Metadata:
    """What the page or file prints about the report, each None where it prints nothing of the kind.

    `publisher`: the body an index names; `published`: the date of publication, else the date of the
    signature (`date` is the same as a date); `document_number` (文号) and `index_number` (索引号);
    `address`: the web address that the page gives of itself; `postal_address`: where the body is to be
    written to.
    """

    publisher: Printed | None = None
    published: Printed | None = None
    document_number: Printed | None = None
    index_number: Printed | None = None
    address: Printed | None = None
    postal_address: Printed | None = None

    @property
    def date(self) -> datetime.date | None:
        """The date of `published`, None where it is no date of the calendar."""
        text = self.published.text if self.published else ""
        if match := _DATE.search(text.translate(_FULL_WIDTH)):
            numbers = [int(group) for group in match.groups()]
        elif match := _HAN_DATE.search(text):
            year = int("".join(str(_HAN_DIGITS[c]) for c in match[1]))
            numbers = [year, _han_number(match[2]), _han_number(match[3])]
        else:
            return None
        try:
            return datetime.date(*numbers)
        except ValueError:
            return None


_FULL_WIDTH = {0xFF10 + i: str(i) for i in range(10)} | {0xFF0D: "-", 0xFF0E: "."}


def _han_number(text: str) -> int:
    """Return a number up to 99 in Chinese numerals."""
    tens, ten, ones = text.rpartition("十")
    return (_HAN_DIGITS[tens] if tens else 1) * 10 * bool(ten) + (_HAN_DIGITS[ones] if ones else 0)


@frozen(repr=False)
class AnnualReport:
    """A report as read. Frozen, comparable by value, and not hashable, since it holds mappings: these are to be read,
    not changed. It may be shared between threads, pickled, and handed from process to process.
    """

    source: str
    """Name of the source, as given."""
    title: str | None
    """As printed; None where none was found."""
    issuer: str | None
    """The body that reports, as printed; None where none was found."""
    year: int | None
    """The year reported on; None where none is printed."""
    forms: Mapping[str, str | None]
    """`proactive`, `requests`, `review` → "2019", "2021", "mixed", or None where there is no table."""
    blocks: tuple[BlockInfo, ...]
    """The blocks that were found, in printed order."""
    facts: Mapping[str, Fact]
    """Code → cell: every code of the forms found, in the order of the form, whatever its state."""
    sections: Mapping[str, Section | None]
    """The names of `PROSE` → the prose word for word, None where there is none."""
    remarks: Mapping[str, Section | None]
    """Prose printed under the heading of a table: the names of `TABLES` → prose, None where there is none."""
    unknown_rows: tuple[UnknownRow, ...]
    """Rows that the form does not have, in printed order."""
    findings: tuple[Finding, ...]
    """What is to be said about the reading; `govparse.check` says what is wrong with the report."""
    proactive: Proactive | Rows | None
    """Section 二 of the form as a typed record (`Rows` for a form that is plugged in); None where there is no such
    table in the report."""
    requests: Requests | Rows | None
    """Section 三, likewise."""
    review: Review | Rows | None
    """Section 四, likewise."""
    metadata: Metadata = Metadata()
    """What the page or file prints about the report."""
    headings: Mapping[str, Printed | None] = field(factory=dict)
    """The headings as printed, numbers included: the names of `HEADED`, None where there is none. Empty
    for a report that was not read from a source."""
    encoding: str | None = None
    """The encoding the bytes were decoded by; None for text given as text."""
    source_text: str = ""
    """The text all places refer to: as decoded, or as the page or file shows it."""

    __hash__ = None  # type: ignore[assignment]  # holds mappings

    def __repr__(self) -> str:
        """Say which report it is; two hundred facts are no way to say it."""
        states = Counter(fact.state for fact in self.facts.values())
        counts = ", ".join(f"{count} {state}" for state, count in states.items())
        return f"<AnnualReport {self.title or self.source or 'without title'!r}: {counts or 'no facts'}>"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Show the same in notebooks and in the failing examples of hypothesis."""
        printer.text(repr(self))

    def to_json(self, *, source_text: bool = True) -> str:
        """Return the report as one line of JSON, without loss; its keys are a contract (`docs/api.md`).

        Without `source_text`, places cannot be looked up in what is read back.
        """
        from govparse.exchange import to_json

        return to_json(self, source_text=source_text)

    @classmethod
    def from_json(cls, text: str | bytes) -> AnnualReport:
        """Return the report that `to_json` wrote.

        Raises `ValueError` for other JSON, or another `schema`, that names all that is wrong; of it
        `json.JSONDecodeError` for what is no JSON.
        """
        from govparse.exchange import from_json

        return from_json(text)

    @property
    def severity(self) -> Severity | None:
        """The gravest severity among the findings, None if there is none."""
        order: tuple[Severity, ...] = ("error", "warning", "info")
        for severity in order:
            if any(finding.severity == severity for finding in self.findings):
                return severity
        return None
