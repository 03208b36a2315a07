"""The rules of reading: what the reader has to say about cells, tables and the report as a whole."""

from govparse.rules.reading.cells import CELLS
from govparse.rules.reading.reports import REPORTS
from govparse.rules.reading.tables import TABLES
from govparse.rules.rule import Rule

READING: dict[str, Rule] = {**CELLS, **TABLES, **REPORTS}

__all__ = ["READING"]
