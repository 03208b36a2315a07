"""Many reports as one dataset: Arrow, Parquet, DuckDB, CSV. Needs `pip install "govparse[dataset]"`."""

from govparse.dataset.extras import MissingExtra, needs

with needs("pyarrow", "dataset"):
    import pyarrow as _pyarrow  # noqa: F401 (said here once, for all modules of this package)

from govparse.dataset.build import (
    Built,
    InUse,
    NoInputs,
    NoSpace,
    NotADataset,
    Options,
    Progress,
    WorkersCannotStart,
    build,
)
from govparse.dataset.collect import NotReadings, from_readings
from govparse.dataset.memory import Tables, load, read, read_batches
from govparse.dataset.readings import parse_batches
from govparse.dataset.schema import READINGS, SOURCES, VERSION
from govparse.dataset.sheets import TableError
from govparse.dataset.sources import SameName

__all__ = [
    "READINGS",
    "SOURCES",
    "VERSION",
    "Built",
    "InUse",
    "MissingExtra",
    "NoInputs",
    "NoSpace",
    "NotADataset",
    "NotReadings",
    "Options",
    "Progress",
    "SameName",
    "TableError",
    "Tables",
    "WorkersCannotStart",
    "build",
    "from_readings",
    "load",
    "parse_batches",
    "read",
    "read_batches",
]
