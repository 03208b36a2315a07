"""Typed records of the three tables; every leaf is a `Fact`.

The names of rows and columns are those of the fact codes: `report.requests.denied.state_secret.total`
is the fact `requests.denied.state_secret.total`. A row printed in one of two forms has one of two
classes; a row that the form does not have is None.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_type_hints

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

TABLES: dict[str, type[Proactive] | type[Requests] | type[Review]] = {
    "proactive": Proactive,
    "requests": Requests,
    "review": Review,
}


@cache
def _fields(record: type[Any]) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """Return the fields of a record with the classes each may have."""
    from govparse.records import Fact  # the two modules name each other's classes

    hints = get_type_hints(record, {**globals(), "Fact": Fact})
    return tuple(
        (f.name, get_args(hints[f.name]) if isinstance(hints[f.name], UnionType) else (hints[f.name],))
        for f in fields(record)
    )


def build(record: type[T], prefix: str, facts: Mapping[str, Fact]) -> T | None:
    """Build a record from the facts whose codes begin with `prefix`; None if they do not fill it.

    `facts` has to hold each code of the form, whatever its state.
    """
    values: dict[str, Any] = {}
    for name, classes in _fields(record):
        code = f"{prefix}.{name}"
        value = facts.get(code)
        if value is None:
            built = (build(cls, code, facts) for cls in classes if cls is not NoneType and hasattr(cls, "__attrs_attrs__") and cls.__name__ != "Fact")
            value = next((b for b in built if b is not None), None)
        if value is None and NoneType not in classes:
            return None
        values[name] = value
    return record(**values)
