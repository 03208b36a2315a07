"""How many facts of a dataset are right: a random sample of them, to be looked at beside their sources."""

from govparse.dataset.build import NotADataset
from govparse.dataset.sampling.choose import STATES
from govparse.dataset.sampling.interval import Rate, wilson
from govparse.dataset.sampling.marks import Corrections, Marked, corrections, rates, read_marks
from govparse.dataset.sampling.page import write_page
from govparse.dataset.sampling.sampled import Lost, NoSources, NothingToSample, Sample, Sampled, sample
from govparse.dataset.sampling.shown import Excerpt

__all__ = [
    "STATES",
    "Corrections",
    "Excerpt",
    "Lost",
    "Marked",
    "NoSources",
    "NotADataset",
    "NothingToSample",
    "Rate",
    "Sample",
    "Sampled",
    "corrections",
    "rates",
    "read_marks",
    "sample",
    "wilson",
    "write_page",
]
