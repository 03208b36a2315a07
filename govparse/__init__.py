"""govparse reads China's annual reports on government information disclosure into typed records.

import govparse
report = govparse.parse_file("report.txt")
report.requests.received.total.value
"""

from govparse.errors import GovparseError, NotAReport, SeveralReports, Unreadable
from govparse.parsing import parse, parse_all, parse_file
from govparse.records import AnnualReport, Fact, Finding, Place

__version__ = "0.1.0"

__all__ = [
    "AnnualReport",
    "Fact",
    "Finding",
    "GovparseError",
    "NotAReport",
    "Place",
    "SeveralReports",
    "Unreadable",
    "parse",
    "parse_all",
    "parse_file",
]
