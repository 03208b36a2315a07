"""The checks of a report that was read: sums, values, prose against tables, year against year."""

from govparse.checks.arithmetic import Assessed, Outcome, outcomes
from govparse.checks.check import Checked, check, check_all

__all__ = ["Assessed", "Checked", "Outcome", "check", "check_all", "outcomes"]
