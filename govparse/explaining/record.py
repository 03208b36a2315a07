"""What an explanation is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from govparse.exchange import fact_to_dict
from govparse.forms.identities import Identity
from govparse.records import Candidate, Fact


@frozen
class Explanation:
    """Why a cell of a report is placed, or is not.

    `identities` are the sums of the form that decide it: of a proved cell those that rule out all else, none of which
    can be left out; of an unread one those that leave no printed number for it, or those that contradict each other so
    that nothing is proved; empty where no sum is needed, or none helps. `messages` says it under `zh` and `en`.
    """

    source: str
    """Name of the source, as given."""
    title: str | None
    """The title of the report, as printed."""
    fact: Fact
    """The cell as it was read."""
    identities: tuple[Identity, ...]
    messages: Mapping[str, str] = field(hash=False)

    @property
    def code(self) -> str:
        """The code of the cell."""
        return self.fact.code

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The admissible readings of an unread cell."""
        return self.fact.candidates

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data: what `govparse parse --explain CODE --format json` prints."""
        data = fact_to_dict(self.fact)
        return {
            "source": self.source,
            "title": self.title,
            "code": self.code,
            **{name: data.get(name) for name in ("state", "value", "basis", "reason")},
            "candidates": data.get("candidates", []),
            "implied": self.fact.implied,
            "identities": [{"kind": i.kind, "left": list(i.left), "right": list(i.right)} for i in self.identities],
            "messages": dict(self.messages),
        }
