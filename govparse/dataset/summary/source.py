"""The tables of a dataset, a batch at a time: only the columns that are asked for are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from attrs import field, frozen

from govparse.dataset.forms import UnknownForm, of_dataset
from govparse.dataset.names import forms_named, is_dataset
from govparse.dataset.schema import VERSION
from govparse.dataset.summary.words import say
from govparse.forms.form import Form

_ROWS = 16_384
"""Rows in memory at a time."""


class CannotSummarise(ValueError):
    """A folder of which nothing can be said; `messages` says why in Chinese and English."""

    def __init__(self, sentence: str, **details: object) -> None:
        self.messages = {"zh": say(sentence, "zh", **details), "en": say(sentence, "en", **details)}
        super().__init__(self.messages["en"])


@frozen
class Dataset:
    """A folder that `govparse dataset` has written. Raises `CannotSummarise` for anything else."""

    folder: Path
    forms: tuple[Form, ...] = field(init=False)
    """The forms of the reports in it."""

    @forms.default
    def _forms(self) -> tuple[Form, ...]:
        if not is_dataset(self.folder):
            raise CannotSummarise("no_dataset")
        names = forms_named(self.folder)
        try:
            return of_dataset(names)
        except UnknownForm as error:
            raise CannotSummarise("unknown_form", name=error.name) from error

    def batches(self, table: str, columns: Sequence[str], encoded: Sequence[str] = ()) -> Iterator[pa.RecordBatch]:
        """Yield the rows of a table; columns that are `encoded` come as dictionaries, which are quick to count.

        Raises `CannotSummarise` for a table that is missing, damaged or of another version of govparse.
        """
        path = self.folder / f"{table}.parquet"
        if not path.is_file():
            raise CannotSummarise("no_table", name=path.name)
        try:
            with pq.ParquetFile(path, read_dictionary=list(encoded)) as file:
                version = (file.schema_arrow.metadata or {}).get(b"govparse.schema", b"").decode("ascii", "replace")
                if version != str(VERSION) or not set(columns) <= set(file.schema_arrow.names):
                    raise CannotSummarise("other_schema", name=path.name, version=version or "?", own=VERSION)
                yield from file.iter_batches(batch_size=_ROWS, columns=list(columns))
        except (pa.ArrowException, OSError) as error:
            raise CannotSummarise("damaged", name=path.name, reason=error) from error
