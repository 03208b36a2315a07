"""Which facts are looked at: each with equal chance, the same ones on every machine.

Every fact has a rank, a number of 64 bits made of the seed, its report and its code; those with the lowest ranks are
chosen. No generator of random numbers has a say, nor the order of the rows; two datasets that share reports share the
ranks of these.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from attrs import frozen

STATES: Final = ("number", "blank", "not_applicable", "text")
"""States that say something of the print, so that it can be compared with them."""
_ROWS: Final = 1 << 16
_FIRST: Final = np.uint64(0xBF58476D1CE4E5B9)
_SECOND: Final = np.uint64(0x94D049BB133111EB)
"""The multipliers of SplitMix64, which spreads a number over all 64 bits."""

Rank = tuple[int, str, str]
"""Rank, report id and code: in this order facts are taken."""


@frozen
class Drawn:
    """The facts of lowest ranks, in their order, and how many facts there are to choose from."""

    ranks: tuple[Rank, ...]
    population: int


def draw(facts: Path, count: int, seed: int, states: Sequence[str] = STATES, after: Rank | None = None) -> Drawn:
    """Return the `count` facts of lowest rank in a Parquet file of facts that are in one of some states and have a
    place: a cell that somebody has filled in where none was read has none.

    `after` leaves out that fact and those before it, but they count in the population. Memory is that of `count`
    facts and of a part of the file.
    """
    kept: list[tuple[int, Rank]] = []  # a heap, the highest rank on top
    population = 0
    # Read as dictionaries: every id is hashed once for all its cells.
    with pq.ParquetFile(facts, read_dictionary=["report_id", "code", "state"]) as file:
        for batch in file.iter_batches(_ROWS, columns=["report_id", "code", "state", "place.start"]):
            ranks = _ranks(batch, seed)
            wanted = _is_in(batch["state"], states) & np.asarray(pc.is_valid(batch["place"]))
            population += int(wanted.sum())
            if after is not None:
                wanted &= ranks >= np.uint64(after[0])
            if len(kept) >= count:
                wanted &= ranks <= np.uint64(-kept[0][0])
            at = np.flatnonzero(wanted)
            for row in at[np.argsort(ranks[at], kind="stable")][: count + 1].tolist():
                rank = int(ranks[row]), batch["report_id"][row].as_py(), batch["code"][row].as_py()
                if after is None or rank > after:
                    heapq.heappush(kept, (-rank[0], rank))
                    if len(kept) > count:
                        heapq.heappop(kept)
    return Drawn(tuple(sorted(rank for _, rank in kept)), population)


def _ranks(batch: pa.RecordBatch, seed: int) -> Any:
    """Return the ranks of the rows of a batch."""
    reports, codes = (_hashes(batch[name], f"{seed}:{name}:") for name in ("report_id", "code"))
    with np.errstate(over="ignore"):
        ranks = reports + codes
        ranks = (ranks ^ (ranks >> np.uint64(30))) * _FIRST
        ranks = (ranks ^ (ranks >> np.uint64(27))) * _SECOND
    return ranks ^ (ranks >> np.uint64(31))


def _hashes(column: pa.DictionaryArray, salt: str) -> Any:
    """Return the first eight bytes of the BLAKE2b digest of each name behind the salt, as numbers."""
    names = column.dictionary.to_pylist()
    digests = b"".join(hashlib.blake2b((salt + name).encode(), digest_size=8).digest() for name in names)
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)[np.asarray(column.indices)]


def _is_in(column: pa.DictionaryArray, values: Sequence[str]) -> Any:
    known = np.array([name in values for name in column.dictionary.to_pylist()], dtype=bool)
    return known[np.asarray(column.indices)]
