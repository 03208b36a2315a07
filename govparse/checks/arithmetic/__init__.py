"""The sums of the form (勾稽关系): whether they hold, and which cells are wrong where they do not.

`sums` knows which there are, `outcomes` whether they hold, `ledger` what a change of cells would do to them,
`candidates` which changes come into question, `localise` which of them explain the most with the least, `words`
and `findings` how it is told.
"""

from govparse.checks.arithmetic.findings import check_arithmetic
from govparse.checks.arithmetic.outcomes import Assessed, Outcome, outcomes

__all__ = ["Assessed", "Outcome", "check_arithmetic", "outcomes"]
