"""Typed records of the three tables; every leaf is a `Fact`.

The names of rows and columns are those of the fact codes: `report.requests.denied.state_secret.total`
is the fact `requests.denied.state_secret.total`. A row printed in one of two forms has one of two
classes; a row that the form does not have is None. The tables of other forms are `Rows`, with the same names.

Every record is a mapping too: `report.requests["denied"]["state_secret"]["total"]` works for every form.

The forms are those of 国办公开办函〔2019〕60号 and 国办公开办函〔2021〕30号. A field says which item of the form it
is. Columns stand in the order of the form. All values are counts, whole numbers of zero or more, but for `change`,
which may be below zero, and `amount`, which is money.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, cast, overload

from attrs import fields, frozen

if TYPE_CHECKING:
    from govparse.records import Fact

__all__ = [
    "Decisions",
    "Denied",
    "DocumentsInForce",
    "DocumentsMade",
    "FeeAmount",
    "FeeItems",
    "Items",
    "Litigation",
    "NotProcessed",
    "OtherOutcome",
    "Outcomes",
    "Proactive",
    "Procurement",
    "Record",
    "RequestRow",
    "Requests",
    "Review",
    "Rows",
    "Unavailable",
]


class Record(Mapping[str, Any]):
    """A table, a row or a group of rows: what it holds by name, as attribute or as item.

    It holds `Fact`s, other records, and None for a row that the form does not have.
    """

    __slots__ = ()

    def __getitem__(self, name: str) -> Any:
        if name not in self._names():
            raise KeyError(name)
        return getattr(self, name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names())

    def __len__(self) -> int:
        return len(self._names())

    def _names(self) -> tuple[str, ...]:
        return tuple(attribute.name for attribute in fields(cast("type[Any]", type(self))))


@frozen
class DocumentsMade(Record):
    """规章, 规范性文件 in the form of 2019: item （一）, numbers of documents."""

    made: Fact
    """Made in the year."""
    disclosed: Fact
    """Newly disclosed in the year."""
    disclosed_total: Fact
    """Disclosed altogether."""


@frozen
class DocumentsInForce(Record):
    """规章, 行政规范性文件 in the form of 2021: item （一）, numbers of documents."""

    issued: Fact
    """Issued in the year."""
    repealed: Fact
    """Repealed in the year."""
    in_force: Fact
    """In force at its end."""


@frozen
class Items(Record):
    """A row of items （五） and （六） in the form of 2019: numbers of items and of decisions."""

    items_last_year: Fact
    """Items in the year before."""
    change: Fact
    """How many more there are this year, below zero for fewer."""
    decisions: Fact
    """Decisions made in the year."""


@frozen
class Decisions(Record):
    """A row of items （五） and （六） in the form of 2021: number of decisions."""

    decisions: Fact
    """Decisions made in the year."""


@frozen
class FeeItems(Record):
    """行政事业性收费 in the form of 2019: item （八）, a number of items."""

    items_last_year: Fact
    """Items in the year before."""
    change: Fact
    """How many more there are this year, below zero for fewer."""


@frozen
class FeeAmount(Record):
    """行政事业性收费 in the form of 2021: item （八）, money (the form says 万元)."""

    amount: Fact
    """Charged in the year, in the unit that is printed: `Fact.unit`, `Fact.in_yuan()`."""


@frozen
class Procurement(Record):
    """政府集中采购: item （九） of the form of 2019; the form gives no unit for the amount."""

    projects: Fact
    """Projects in the year."""
    amount: Fact
    """What was spent on them, in the unit that is printed: `Fact.unit`, `Fact.in_yuan()`."""


@frozen
class Proactive(Record):
    """Section 二, 主动公开政府信息情况."""

    rules: DocumentsMade | DocumentsInForce
    """Item （一）, first row: 2019 or 2021."""
    normative_documents: DocumentsMade | DocumentsInForce
    """Item （一）, second row: 2019 or 2021."""
    licensing: Items | Decisions
    """Item （五）, first row: 2019 or 2021."""
    penalties: Items | Decisions
    """Item （六）, first row: 2019 or 2021."""
    compulsion: Items | Decisions
    """Item （六）, second row: 2019 or 2021."""
    fees: FeeItems | FeeAmount
    """Item （八）: 2019 or 2021."""
    other_services: Items | None
    """Item （五）, second row of the form of 2019; None in that of 2021."""
    procurement: Procurement | None
    """Item （九） of the form of 2019; None in that of 2021."""


@frozen
class RequestRow(Record):
    """A row of section 三: numbers of requests by applicant. The first six add up to `total`."""

    natural_person: Fact
    """Natural persons."""
    business: Fact
    """Legal persons and other organisations, first column: companies."""
    research: Fact
    """Second: research."""
    public_welfare: Fact
    """Third: public welfare."""
    legal_service: Fact
    """Fourth: legal services."""
    other_organization: Fact
    """Fifth: others."""
    total: Fact
    """All applicants."""


@frozen
class Denied(Record):
    """（三）不予公开."""

    state_secret: RequestRow
    """Item 三（三）1."""
    prohibited_by_law: RequestRow
    """Item 三（三）2."""
    security_and_stability: RequestRow
    """Item 三（三）3."""
    third_party_rights: RequestRow
    """Item 三（三）4."""
    internal_affairs: RequestRow
    """Item 三（三）5."""
    process_information: RequestRow
    """Item 三（三）6."""
    enforcement_file: RequestRow
    """Item 三（三）7."""
    administrative_inquiry: RequestRow
    """Item 三（三）8."""


@frozen
class Unavailable(Record):
    """（四）无法提供."""

    not_held: RequestRow
    """Item 三（四）1."""
    requires_creation: RequestRow
    """Item 三（四）2."""
    unclear: RequestRow
    """Item 三（四）3."""


@frozen
class NotProcessed(Record):
    """（五）不予处理."""

    petition: RequestRow
    """Item 三（五）1."""
    repeat: RequestRow
    """Item 三（五）2."""
    publication: RequestRow
    """Item 三（五）3."""
    excessive: RequestRow
    """Item 三（五）4."""
    confirmation: RequestRow
    """Item 三（五）5."""


@frozen
class OtherOutcome(Record):
    """（六）其他处理 in the form of 2021; the form of 2019 has one row in its place."""

    not_corrected: RequestRow
    """Item 三（六）1."""
    fee_unpaid: RequestRow
    """Item 三（六）2."""
    remaining: RequestRow
    """Item 三（六）3."""


@frozen
class Requests(Record):
    """Section 三, 收到和处理政府信息公开申请情况."""

    received: RequestRow
    """Item 一: received in the year."""
    carried_in: RequestRow
    """Item 二: carried over from the year before."""
    granted: RequestRow
    """Item 三（一）."""
    partly_granted: RequestRow
    """Item 三（二）."""
    denied: Denied
    """Item 三（三）."""
    unavailable: Unavailable
    """Item 三（四）."""
    not_processed: NotProcessed
    """Item 三（五）."""
    other_outcome: RequestRow | OtherOutcome
    """Item 三（六）: one row in the form of 2019, three in that of 2021."""
    concluded: RequestRow
    """Item 三（七）: the sum of the results."""
    carried_out: RequestRow
    """Item 四: carried over into the next year."""


@frozen
class Outcomes(Record):
    """One procedure of section 四: numbers of cases by outcome."""

    upheld: Fact
    """First column."""
    corrected: Fact
    """Second."""
    other: Fact
    """Third."""
    pending: Fact
    """Fourth: not concluded."""
    total: Fact
    """The sum of the four."""


@frozen
class Litigation(Record):
    """行政诉讼."""

    direct: Outcomes
    """Second group of columns: without a reconsideration before it."""
    after_reconsideration: Outcomes
    """Third group: after one."""


@frozen
class Review(Record):
    """Section 四, 政府信息公开行政复议、行政诉讼情况."""

    reconsideration: Outcomes
    """First group of columns."""
    litigation: Litigation
    """Second and third group."""


@frozen(repr=False)
class Rows(Record):
    """A table, or a part of one, of a form without written-out records: one that is plugged in.

    `report.proactive.guides.issued` is the fact `proactive.guides.issued`, as attribute and as item. A name that is
    not there raises `AttributeError` or `KeyError`.
    """

    _held: tuple[tuple[str, Fact | Rows], ...]

    def __getitem__(self, name: str) -> Any:
        return dict(self._held)[name]

    def __getattr__(self, name: str) -> Any:
        held = dict(object.__getattribute__(self, "_held"))
        if name in held:
            return held[name]
        raise AttributeError(f"no row or column {name!r} here; there are {', '.join(held)}")

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self]

    def __repr__(self) -> str:
        return f"Rows({', '.join(f'{name}={held!r}' for name, held in self._held)})"

    def _names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self._held)


T = TypeVar("T", bound=Record)
Forms: TypeAlias = "Mapping[str, str | None]"
Facts: TypeAlias = "Mapping[str, Fact]"


@overload
def record(table: Literal["proactive"], forms: Forms, facts: Facts) -> Proactive | Rows | None: ...
@overload
def record(table: Literal["requests"], forms: Forms, facts: Facts) -> Requests | Rows | None: ...
@overload
def record(table: Literal["review"], forms: Forms, facts: Facts) -> Review | Rows | None: ...
def record(table: str, forms: Forms, facts: Facts) -> Proactive | Requests | Review | Rows | None:
    """Return the record of a table; None where the report has no such table.

    It is a typed one if that holds every cell of the table, else `Rows`.
    """
    if forms[table] is None:
        return None
    classes: dict[str, type[Proactive | Requests | Review]] = {
        "proactive": Proactive,
        "requests": Requests,
        "review": Review,
    }
    own = {code: fact for code, fact in facts.items() if code.startswith(f"{table}.")}
    typed = build(classes[table], table, own)
    if typed is not None and _count(typed) == len(own):
        return typed
    return _rows({code.removeprefix(f"{table}."): fact for code, fact in own.items()})


def _count(held: Record) -> int:
    """Return how many cells a record holds."""
    return sum(_count(value) if isinstance(value, Record) else value is not None for value in held.values())


def _rows(facts: Facts) -> Rows:
    """Return facts by what is left of their codes."""
    parts: dict[str, dict[str, Fact]] = {}
    for code, fact in facts.items():
        name, _, rest = code.partition(".")
        parts.setdefault(name, {})[rest] = fact
    return Rows(tuple((name, inner[""] if "" in inner else _rows(inner)) for name, inner in parts.items()))


@cache
def _fields(record_name: str) -> tuple[tuple[str, tuple[type[Any], ...], bool], ...]:
    """Return the fields of a record: name, the records it may hold, whether it may be None."""
    cls = globals()[record_name]
    found = []
    for attribute in fields(cls):
        names = str(attribute.type).split(" | ")
        records = tuple(globals()[name] for name in names if name not in ("Fact", "None"))
        found.append((attribute.name, records, "None" in names))
    return tuple(found)


def build(cls: type[T], prefix: str, facts: Facts) -> T | None:
    """Build a record from the facts whose codes begin with `prefix`; None if they do not fill it.

    `facts` has to hold each code of the form, whatever its state.
    """
    values: dict[str, Any] = {}
    for name, records, optional in _fields(cls.__name__):
        code = f"{prefix}.{name}"
        value: Any = facts.get(code)
        if value is None:
            built = (build(inner, code, facts) for inner in records)
            value = next((b for b in built if b is not None), None)
        if value is None and not optional:
            return None
        values[name] = value
    return cls(**values)
