"""The columns of everything that comes out, as Arrow schemas. `VERSION` counts breaking changes.

`READINGS` holds a report whole, with its cells, findings and prose as lists: what a worker hands back, on one
machine or on many. The flat tables are made from it.
"""

from __future__ import annotations

import pyarrow as pa

from govparse.records import TABLES

VERSION = 1
"""Counts changes of the schemas that break who reads them."""

DECIMAL = pa.decimal128(38, 12)
"""Exact for every number that govparse reads: fifteen digits and twelve decimals at most."""

PLACE = pa.struct(
    [
        pa.field("kind", pa.string()),
        pa.field("start", pa.int64()),
        pa.field("end", pa.int64()),
        pa.field("line", pa.int32()),
        pa.field("table", pa.int32()),
        pa.field("row", pa.int32()),
        pa.field("column", pa.int32()),
        pa.field("page", pa.int32()),
        pa.field("box", pa.list_(pa.float64())),
    ]
)
"""`govparse.Place`: which fields are filled depends on `kind`, as it does there."""

CANDIDATE = pa.struct(
    [
        pa.field("state", pa.string()),
        pa.field("value", DECIMAL),
        pa.field("text", pa.string()),
        pa.field("place", PLACE),
    ]
)

_CELL = [
    pa.field("code", pa.string()),
    pa.field("value", DECIMAL),
    pa.field("state", pa.string()),
    pa.field("text", pa.string()),
    pa.field("unit", pa.string()),
    pa.field("basis", pa.string()),
    pa.field("implied", pa.int64()),
    pa.field("note", pa.string()),
    pa.field("reason", pa.string()),
    pa.field("place", PLACE),
    pa.field("candidates", pa.list_(CANDIDATE)),
]
_RULES = pa.field("rules", pa.list_(pa.string()))

PRINTED = pa.struct([pa.field("value", DECIMAL), pa.field("state", pa.string()), pa.field("basis", pa.string())])
"""What was read of a cell that somebody has corrected."""

_FINDING = [
    pa.field("rule", pa.string()),
    pa.field("family", pa.string()),
    pa.field("severity", pa.string()),
    pa.field("message_zh", pa.string()),
    pa.field("message_en", pa.string()),
    pa.field("codes", pa.list_(pa.string())),
    pa.field("places", pa.list_(PLACE)),
    pa.field("details", pa.string()),
]
_UNKNOWN_ROW = [
    pa.field("block", pa.string()),
    pa.field("label", pa.string()),
    pa.field("cells", pa.list_(pa.string())),
    pa.field("after", pa.string()),
    pa.field("place", PLACE),
]
_SECTION = [
    pa.field("section", pa.string()),
    pa.field("heading", pa.string()),
    pa.field("text", pa.string()),
    pa.field("start", pa.int64()),
    pa.field("end", pa.int64()),
]
_IDENTITY = [
    pa.field("kind", pa.string()),
    pa.field("code", pa.string()),
    pa.field("outcome", pa.string()),
    pa.field("difference", pa.int64()),
]
_FAILURE = [
    pa.field("kind", pa.string()),
    pa.field("message_zh", pa.string()),
    pa.field("message_en", pa.string()),
]
_SOURCE = [
    pa.field("source", pa.string(), nullable=False),
    pa.field("content_hash", pa.string()),
    pa.field("format", pa.string()),
]
_HEAD = [
    pa.field("title", pa.string()),
    pa.field("issuer", pa.string()),
    pa.field("issuer_key", pa.string()),
    pa.field("issuer_sure", pa.bool_()),
    pa.field("issuer_shared", pa.bool_()),
    pa.field("year", pa.int32()),
]
_FORMS = [pa.field(f"form_{table}", pa.string()) for table in TABLES]
_LAYOUTS = [pa.field(f"layout_{table}", pa.string()) for table in TABLES]
_METADATA = [
    pa.field("publisher", pa.string()),
    pa.field("published", pa.string()),
    pa.field("published_on", pa.date32()),
    pa.field("document_number", pa.string()),
    pa.field("index_number", pa.string()),
    pa.field("address", pa.string()),
    pa.field("postal_address", pa.string()),
    pa.field("encoding", pa.string()),
]
_VERSIONS = [pa.field("govparse", pa.string()), pa.field("grammars", pa.string())]

_BLOCK = [
    pa.field("name", pa.string()),
    pa.field("form", pa.string()),
    pa.field("layout", pa.string()),
    pa.field("place", PLACE),
]
_HEADING = [pa.field("name", pa.string()), pa.field("text", pa.string()), pa.field("place", PLACE)]


def _versioned(fields: list[pa.Field]) -> pa.Schema:
    return pa.schema(fields, metadata={"govparse.schema": str(VERSION)})


SOURCES = _versioned([pa.field("source", pa.string(), nullable=False), pa.field("content", pa.large_binary())])
"""What `parse_batches` takes: the name of an input, and its bytes."""

READINGS = _versioned(
    [
        *_SOURCE,
        pa.field("report", pa.int32(), nullable=False),  # from 1 in its input; 0 for a failure
        pa.field("failure", pa.struct(_FAILURE)),
        *_HEAD,
        *_FORMS,
        *_METADATA,
        *_VERSIONS,
        pa.field("blocks", pa.list_(pa.struct(_BLOCK))),
        pa.field("headings", pa.list_(pa.struct(_HEADING))),
        pa.field("facts", pa.list_(pa.struct([*_CELL, _RULES]))),
        pa.field("identities", pa.list_(pa.struct(_IDENTITY))),
        pa.field("findings", pa.list_(pa.struct(_FINDING))),
        pa.field("unknown_rows", pa.list_(pa.struct(_UNKNOWN_ROW))),
        pa.field("sections", pa.list_(pa.struct(_SECTION))),
    ]
)
"""What `parse_batches` yields: a row for each report, or one for an input that could not be used."""

_REPORT_ID = pa.field("report_id", pa.string(), nullable=False)
STATES = ("number", "blank", "not_applicable", "text", "unread", "absent")
"""The states of cells (`govparse.records.State`), in the order of the counts."""
BASES = ("printed", "proved", "order", "corrected")
"""Why values stand where they stand: `govparse.records.Basis`, and those that somebody has corrected."""
OUTCOMES = ("holds", "broken", "holds if blanks are zero", "not assessable")
"""What became of sums (`govparse.outcomes`), in the order of the counts."""
SEVERITIES = ("error", "warning", "info")


def counted(kind: str, name: str) -> str:
    """Return the column that counts something: `cells_blank`, `identities_holds_if_blanks_are_zero`."""
    return f"{kind}_{name.replace(' ', '_')}"


REPORTS = _versioned(
    [
        _REPORT_ID,
        *_SOURCE,
        pa.field("report", pa.int32(), nullable=False),
        *_HEAD,
        *_FORMS,
        *_LAYOUTS,
        *_METADATA,
        *(pa.field(counted("cells", state), pa.int32()) for state in STATES),
        *(pa.field(counted("basis", basis), pa.int32()) for basis in BASES),
        *(pa.field(counted("identities", outcome), pa.int32()) for outcome in OUTCOMES),
        *(pa.field(counted("findings", severity), pa.int32()) for severity in SEVERITIES),
        pa.field("body", pa.string()),
        pa.field("duplicate_of", pa.string()),
        pa.field("duplicate_by", pa.string()),
        *_VERSIONS,
    ]
)
FACTS = _versioned(
    [
        _REPORT_ID,
        pa.field("issuer", pa.string()),
        pa.field("year", pa.int32()),
        pa.field("form", pa.string()),
        pa.field("layout", pa.string()),
        pa.field("table", pa.string()),
        pa.field("row", pa.string()),
        pa.field("column", pa.string()),
        *_CELL,
        _RULES,
        pa.field("printed", PRINTED),
        pa.field("correction", pa.string()),
    ]
)
IDENTITIES = _versioned([_REPORT_ID, pa.field("year", pa.int32()), *_IDENTITY])
FINDINGS = _versioned([_REPORT_ID, pa.field("number", pa.int32()), *_FINDING])
UNKNOWN_ROWS = _versioned([_REPORT_ID, pa.field("number", pa.int32()), *_UNKNOWN_ROW])
SECTIONS = _versioned([_REPORT_ID, *_SECTION])
FAILURES = _versioned([*_SOURCE, *_FAILURE])

TABLE_SCHEMAS: dict[str, pa.Schema] = {
    "reports": REPORTS,
    "facts": FACTS,
    "identities": IDENTITIES,
    "findings": FINDINGS,
    "unknown_rows": UNKNOWN_ROWS,
    "sections": SECTIONS,
    "failures": FAILURES,
}
"""The flat tables by name; `panel` is made from the forms, see `govparse.dataset.panel`."""
