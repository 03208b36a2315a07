"""Counting in batches: by groups, by years, exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govparse.dataset.summary.records import Count, Period

Key = tuple[Any, ...]
_LOW = 0xFFFF_FFFF


def tally(batch: pa.RecordBatch, columns: Sequence[str]) -> Counter[Key]:
    """Return how many rows of a batch have which values, None among them."""
    table = pa.table({name: batch[name] for name in columns})
    found = table.group_by(list(columns), use_threads=False).aggregate([([], "count_all")])
    keys = zip(*(found[name].to_pylist() for name in columns), strict=True)
    return Counter(dict(zip(keys, found["count_all"].to_pylist(), strict=True)))


def add_up(batch: pa.RecordBatch, by: str, columns: Sequence[str]) -> Iterator[tuple[Any, Mapping[str, int]]]:
    """Yield the values of a column, and for each the sums of other columns over its rows."""
    table = pa.table({name: batch[name] for name in (by, *columns)})
    found = table.group_by(by, use_threads=False).aggregate([(name, "sum") for name in columns])
    for row in found.to_pylist():
        yield row[by], {name: row[f"{name}_sum"] or 0 for name in columns}


def without(batch: pa.RecordBatch, left_out: Container[str]) -> pa.RecordBatch:
    """Return the rows that are not of some reports."""
    ids = batch["report_id"]
    encoded = ids if pa.types.is_dictionary(ids.type) else ids.dictionary_encode()
    kept = np.array([name not in left_out for name in encoded.dictionary.to_pylist()], dtype=bool)
    if kept.all():
        return batch
    return batch.filter(pa.array(kept[np.asarray(encoded.indices)]))


def period(year: int | None) -> Period:
    """Return a year as the figures name it."""
    return "unknown" if year is None else year


def by_period(years: pa.Array) -> Iterator[tuple[Period, Any]]:
    """Yield the years of a batch, and which rows are of each."""
    known = np.asarray(pc.is_valid(years))
    filled = np.asarray(pc.fill_null(years, 0))
    for year in np.unique(filled[known]).tolist():
        yield year, known & (filled == year)
    if not known.all():
        yield "unknown", ~known


def exact_sum(values: Any) -> int:
    """Return the sum of whole numbers of 64 bits, which need not fit into 64 bits itself."""
    return (int((values >> 32).sum()) << 32) + int((values & _LOW).sum())


def in_time(periods: Iterable[Period]) -> list[Period]:
    """Return years in order, unknown ones after them, all together last."""
    return sorted(set(periods), key=lambda p: (1, 0) if p == "unknown" else (2, 0) if p == "all" else (0, int(p)))


def in_order(names: Iterable[str | None], known: Sequence[str] = ()) -> list[str | None]:
    """Return names as they are known, others in alphabetical order after them, None last."""

    def place(name: str | None) -> tuple[int, int, str]:
        if name is None:
            return 2, 0, ""
        return (0, known.index(name), "") if name in known else (1, 0, name)

    return sorted(set(names), key=place)


def counts(found: Mapping[str | None, int], known: Sequence[str] = ()) -> tuple[Count, ...]:
    """Return counts in the order of names that are known."""
    return tuple(Count(name, found[name]) for name in in_order(found, known))


def most_first(found: Mapping[str | None, int]) -> tuple[Count, ...]:
    """Return counts, the highest first."""
    return tuple(Count(name, count) for name, count in sorted(found.items(), key=lambda n: (-n[1], n[0] or "")))
