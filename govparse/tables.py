"""Typed records of the three tables; every leaf is a `Fact`.

The names of rows and columns are those of the fact codes: `report.requests.denied.state_secret.total`
is the fact `requests.denied.state_secret.total`. A row printed in one of two forms has one of two
classes; a row that the form does not have is None. The tables of other forms are `Rows`, with the same names.

Every record is a mapping too: `report.requests["denied"]["state_secret"]["total"]` works for every form.
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
    "RequestRow",
    "Record",
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
    disclosed: Fact
    disclosed_total: Fact


@frozen
class DocumentsInForce(Record):
    """规章, 行政规范性文件 in the form of 2021: item （一）, numbers of documents."""

    issued: Fact
    repealed: Fact
    in_force: Fact


@frozen
class Items(Record):
    """A row of items （五） and （六） in the form of 2019: numbers of items and of decisions."""

    items_last_year: Fact
    change: Fact
    decisions: Fact


@frozen
class Decisions(Record):
    """A row of items （五） and （六） in the form of 2021: number of decisions."""

    decisions: Fact


@frozen
class FeeItems(Record):
    """行政事业性收费 in the form of 2019: item （八）, a number of items."""

    items_last_year: Fact
    change: Fact


@frozen
class FeeAmount(Record):
    """行政事业性收费 in the form of 2021: item （八）, money (the form says 万元)."""

    amount: Fact


@frozen
class Procurement(Record):
    """政府集中采购: item （九） of the form of 2019; the form gives no unit for the amount."""

    projects: Fact
    amount: Fact


@frozen
class Proactive(Record):
    """Section 二, 主动公开政府信息情况."""

    rules: DocumentsMade | DocumentsInForce
    normative_documents: DocumentsMade | DocumentsInForce
    licensing: Items | Decisions
    penalties: Items | Decisions
    compulsion: Items | Decisions
    fees: FeeItems | FeeAmount
    other_services: Items | None
    procurement: Procurement | None


@frozen
class RequestRow(Record):
    """A row of section 三: numbers of requests by applicant."""

    natural_person: Fact
    business: Fact
    research: Fact
    public_welfare: Fact
    legal_service: Fact
    other_organization: Fact
    total: Fact


@frozen
class Denied(Record):
    """（三）不予公开."""

    state_secret: RequestRow
    prohibited_by_law: RequestRow
    security_and_stability: RequestRow
    third_party_rights: RequestRow
    internal_affairs: RequestRow
    process_information: RequestRow
    enforcement_file: RequestRow
    administrative_inquiry: RequestRow


@frozen
class Unavailable(Record):
    """（四）无法提供."""

    not_held: RequestRow
    requires_creation: RequestRow
    unclear: RequestRow


@frozen
class NotProcessed(Record):
    """（五）不予处理."""

    petition: RequestRow
    repeat: RequestRow
    publication: RequestRow
    excessive: RequestRow
    confirmation: RequestRow


@frozen
class OtherOutcome(Record):
    """（六）其他处理 in the form of 2021; the form of 2019 has one row in its place."""

    not_corrected: RequestRow
    fee_unpaid: RequestRow
    remaining: RequestRow


@frozen
class Requests(Record):
    """Section 三, 收到和处理政府信息公开申请情况."""

    received: RequestRow
    carried_in: RequestRow
    granted: RequestRow
    partly_granted: RequestRow
    denied: Denied
    unavailable: Unavailable
    not_processed: NotProcessed
    other_outcome: RequestRow | OtherOutcome
    concluded: RequestRow
    carried_out: RequestRow


@frozen
class Outcomes(Record):
    """One procedure of section 四: numbers of cases by outcome."""

    upheld: Fact
    corrected: Fact
    other: Fact
    pending: Fact
    total: Fact


@frozen
class Litigation(Record):
    """行政诉讼."""

    direct: Outcomes
    after_reconsideration: Outcomes


@frozen
class Review(Record):
    """Section 四, 政府信息公开行政复议、行政诉讼情况."""

    reconsideration: Outcomes
    litigation: Litigation


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
