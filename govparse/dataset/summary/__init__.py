"""What is in a dataset: figures, tables in words, a page with charts.

`summarise(OUT)` returns the figures. `govparse.dataset.summary.terminal` writes them as text (rich),
`govparse.dataset.summary.page` as a page with charts (altair and vl-convert: the extra `summary`).
"""

from govparse.dataset.summary.figures import summarise
from govparse.dataset.summary.records import Figures
from govparse.dataset.summary.source import CannotSummarise

__all__ = ["CannotSummarise", "Figures", "summarise"]
