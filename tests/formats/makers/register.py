"""The documents to be made, each by the function that makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from model import Report, report

Content = str | bytes
Made = Content | tuple[Content, dict[str, Any]]
"""What a function returns: the document, with changes to the expectation if there are any."""
Maker = Callable[[Report], Made]


@dataclass
class Register:
    """Functions that make documents of one kind, by the name of the document; it registers what it decorates."""

    entries: dict[str, tuple[str, Callable[[], Report], Maker]] = field(default_factory=dict)

    def __call__(
        self, name: str, about: str, figures: str = "dense-2021", who: str = "bureau", **changes: Any
    ) -> Callable[[Maker], Maker]:
        """Register a document that shows such a report."""

        def register(make: Maker) -> Maker:
            assert name not in self.entries, name
            self.entries[name] = (about, lambda: report(figures, who, **changes), make)
            return make

        return register

    def made(self, *names: str) -> Iterator[tuple[str, str, Report, Any, dict[str, Any]]]:
        """Make all documents, or some: name, what it is about, the report as shown, content, changes."""
        for name, (about, source, make) in self.entries.items():
            if names and name not in names:
                continue
            shown = source()
            made = make(shown)
            content, changes = made if isinstance(made, tuple) else (made, {})
            yield name, about, shown, content, changes
