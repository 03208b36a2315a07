"""Web pages, a module for each subject; importing the package registers them all."""

from web_pages import (
    blanks,
    characters,
    divisions,
    files,
    forms,
    hidden,
    labels,
    numbers,
    rows,
    surroundings,
    systems,
    tags,
    without_tables,
)

__all__ = [
    "blanks",
    "characters",
    "divisions",
    "files",
    "forms",
    "hidden",
    "labels",
    "numbers",
    "rows",
    "surroundings",
    "systems",
    "tags",
    "without_tables",
]
