"""Times taken in turns, so that a busy machine disturbs all sides alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def alternate(actions: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median time of each action in seconds, taken in turns."""
    times: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(rounds):
        for name, action in actions.items():
            start = time.perf_counter()
            action()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(values) for name, values in times.items()}
