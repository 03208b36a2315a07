"""Typed records of the three tables; every leaf is a `Fact`.

The names of rows and columns are those of the fact codes: `report.requests.denied.state_secret.total`
is the fact `requests.denied.state_secret.total`. A row printed in one of two forms has one of two
classes; a row that the form does not have is None.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, overload

from attrs import fields, frozen

if TYPE_CHECKING:
    from govparse.records import Fact


@frozen
class DocumentsMade:
    """规章, 规范性文件 in the form of 2019: item （一）, numbers of documents."""

    made: Fact
    disclosed: Fact
    disclosed_total: Fact


@frozen
class DocumentsInForce:
    """规章, 行政规范性文件 in the form of 2021: item （一）, numbers of documents."""

    issued: Fact
    repealed: Fact
    in_force: Fact


@frozen
class Items:
    """A row of items （五） and （六） in the form of 2019: numbers of items and of decisions."""

    items_last_year: Fact
    change: Fact
    decisions: Fact


@frozen
class Decisions:
    """A row of items （五） and （六） in the form of 2021: number of decisions."""

    decisions: Fact


@frozen
class FeeItems:
    """行政事业性收费 in the form of 2019: item （八）, a number of items."""

    items_last_year: Fact
    change: Fact


@frozen
class FeeAmount:
    """行政事业性收费 in the form of 2021: item （八）, money (the form says 万元)."""

    amount: Fact


@frozen
class Procurement:
    """政府集中采购: item （九） of the form of 2019; the form gives no unit for the amount."""

    projects: Fact
    amount: Fact


@frozen
class Proactive:
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
class RequestRow:
    """A row of section 三: numbers of requests by applicant."""

    natural_person: Fact
    business: Fact
    research: Fact
    public_welfare: Fact
    legal_service: Fact
    other_organization: Fact
    total: Fact


@frozen
class Denied:
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
class Unavailable:
    """（四）无法提供."""

    not_held: RequestRow
    requires_creation: RequestRow
    unclear: RequestRow


@frozen
class NotProcessed:
    """（五）不予处理."""

    petition: RequestRow
    repeat: RequestRow
    publication: RequestRow
    excessive: RequestRow
    confirmation: RequestRow


@frozen
class OtherOutcome:
    """（六）其他处理 in the form of 2021; the form of 2019 has one row in its place."""

    not_corrected: RequestRow
    fee_unpaid: RequestRow
    remaining: RequestRow


@frozen
class Requests:
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
class Outcomes:
    """One procedure of section 四: numbers of cases by outcome."""

    upheld: Fact
    corrected: Fact
    other: Fact
    pending: Fact
    total: Fact


@frozen
class Litigation:
    """行政诉讼."""

    direct: Outcomes
    after_reconsideration: Outcomes


@frozen
class Review:
    """Section 四, 政府信息公开行政复议、行政诉讼情况."""

    reconsideration: Outcomes
    litigation: Litigation


T = TypeVar("T")
Forms: TypeAlias = "Mapping[str, str | None]"
Facts: TypeAlias = "Mapping[str, Fact]"


@overload
def record(table: Literal["proactive"], forms: Forms, facts: Facts) -> Proactive | None: ...
@overload
def record(table: Literal["requests"], forms: Forms, facts: Facts) -> Requests | None: ...
@overload
def record(table: Literal["review"], forms: Forms, facts: Facts) -> Review | None: ...
def record(table: str, forms: Forms, facts: Facts) -> Proactive | Requests | Review | None:
    """Return the typed record of a table; None where the report has no such table."""
    if forms[table] is None:
        return None
    classes: dict[str, type[Proactive | Requests | Review]] = {
        "proactive": Proactive,
        "requests": Requests,
        "review": Review,
    }
    return build(classes[table], table, facts)


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
