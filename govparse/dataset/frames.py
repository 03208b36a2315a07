"""Tables for pandas and polars. The one module that knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from govparse.dataset.extras import needs

if TYPE_CHECKING:
    import pandas
    import polars


def to_pandas(table: pa.Table) -> pandas.DataFrame:
    """Return a table as pandas has it, with the types of Arrow. Raises `MissingExtra`."""
    with needs("pandas"):
        import pandas
    frame: pandas.DataFrame = table.to_pandas(types_mapper=pandas.ArrowDtype)
    return frame


def to_polars(table: pa.Table) -> polars.DataFrame:
    """Return a table as polars has it. Raises `MissingExtra`."""
    with needs("polars"):
        import polars
    frame = polars.from_arrow(table)
    assert isinstance(frame, polars.DataFrame)
    return frame
