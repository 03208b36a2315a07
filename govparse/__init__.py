"""govparse reads China's annual reports on government information disclosure into typed records.

    import govparse
    report = govparse.parse_file("report.txt")
    report.requests.received.total.value
    govparse.check(report)

What is in `__all__` here and in `govparse.records`, `tables`, `testing`, `strategies`, `dataset` and `forms` is
public, and changes only as `docs/api.md` says under "What stays stable". Everything else may change at any time.
"""

from govparse.checks import Assessed, Checked, check, check_all, outcomes
from govparse.errors import (
    FormError,
    FormWarning,
    GovparseError,
    MissingReader,
    NotAReport,
    SeveralReports,
    TooLarge,
    Unreadable,
)
from govparse.explaining import Explanation, explain
from govparse.forms import Form, register
from govparse.limits import Limits
from govparse.parsing import parse, parse_all, parse_file
from govparse.records import AnnualReport, Fact, Finding, GridPlace, PagePlace, Place, TextPlace
from govparse.rendering import render

__version__ = "0.1.0"

__all__ = [
    "AnnualReport",
    "Assessed",
    "Checked",
    "Explanation",
    "Fact",
    "Finding",
    "Form",
    "FormError",
    "FormWarning",
    "GovparseError",
    "GridPlace",
    "Limits",
    "MissingReader",
    "NotAReport",
    "PagePlace",
    "Place",
    "SeveralReports",
    "TextPlace",
    "TooLarge",
    "Unreadable",
    "check",
    "check_all",
    "explain",
    "outcomes",
    "parse",
    "parse_all",
    "parse_file",
    "register",
    "render",
]
