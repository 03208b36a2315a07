"""How much is tried: by the profile `quick`, or by `deep`, which `pytest --hypothesis-profile=deep` asks for.

`quick` is for each change and tries the same examples in every run: what it finds is a fact about the code, not about
the day. `deep` tries many more, other ones in every run. What fails is told so that it can be tried again alone: by
Hypothesis, or by the seed of a loop.
"""

from __future__ import annotations

import os
import random
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from hypothesis import HealthCheck, settings

EXAMPLES = 100
"""So many examples has a property test in the profile `quick`, unless it says how many."""
TIMES = 25
"""So many times as many in the profile `deep`."""

_repeated: list[str] = []


def register() -> None:
    """Make the profiles known, and `quick` the one that holds unless another is asked for."""
    # No deadlines: they would measure how busy the machine is. That work is bounded is tested by itself.
    common = settings(deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
    settings.register_profile("quick", common, max_examples=EXAMPLES, derandomize=True)
    settings.register_profile("deep", common, max_examples=EXAMPLES * TIMES, derandomize=False)
    settings.load_profile("quick")


def rounds(quick: int, deep: int | None = None) -> int:
    """Return how often something is tried in the profile that holds; `deep` is 25 times `quick` if not given."""
    times = settings().max_examples // EXAMPLES
    if times <= 1:
        return quick
    return quick * times if deep is None else deep


def examples(quick: int, deep: int | None = None) -> settings:
    """Return settings for a property test that tries so many examples."""
    return settings(max_examples=rounds(quick, deep))


def seeds(name: str, quick: int, deep: int | None = None) -> Collection[str]:
    """Return a seed for each round of a loop that is called `name`: the same ones in every run of `quick`.

    If seeds are to be repeated (`pytest --repeat SEED`), these are all there are.
    """
    if _repeated:
        return tuple(_repeated)
    run = f"{name} " if settings().derandomize else f"{name} {random.SystemRandom().randrange(10**9)}-"
    return tuple(f"{run}{number}" for number in range(rounds(quick, deep)))


@contextmanager
def seeded(seed: str) -> Iterator[random.Random]:
    """Give what a seed begins, and say with a failure how to repeat it."""
    try:
        yield random.Random(seed)
    except BaseException as failure:
        failure.add_note(how_to_repeat(seed))
        raise


def how_to_repeat(seed: str) -> str:
    """Return the command that tries one seed of the present test."""
    test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
    return f'seed "{seed}"; to try it alone: python -m pytest "{test}" --repeat "{seed}"'


def repeat(wanted: Collection[str]) -> None:
    """Have loops try these seeds only, none for what they try by themselves."""
    _repeated[:] = wanted
