"""The rules of reading: what the reader has to say about rows, labels, cells, tables, the report and the file."""

from govparse.rules.reading.cells import CELLS
from govparse.rules.reading.files import FILES
from govparse.rules.reading.labels import LABELS
from govparse.rules.reading.proof import PROOF
from govparse.rules.reading.reports import REPORTS
from govparse.rules.reading.rows import ROWS
from govparse.rules.reading.tables import TABLES
from govparse.rules.rule import Rule

READING: dict[str, Rule] = {**ROWS, **PROOF, **LABELS, **CELLS, **TABLES, **REPORTS, **FILES}

__all__ = ["READING"]
