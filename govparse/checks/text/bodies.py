"""The body that reports, and the words by which prose speaks of it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from attrs import frozen

from govparse.checks.text.words import grammar
from govparse.reading.fold import fold

_LONGEST = 60
"""The end of a longer name is no name of a body."""
_SHORTEST = 3
"""A shorter part of the printed name is not looked for in prose."""
_GENERIC = "关位门"
"""How 本机关, 本单位 and 本部门 end: every body calls itself so."""


@frozen
class Body:
    """The body that reports, by its folded name."""

    name: str
    printed: re.Pattern[str]
    """The name and its parts as they stand in prose: 松溪县水务局, 县水务局, 水务局."""

    @property
    def territory(self) -> bool:
        """Return whether all bodies of a province, city or county are reported on: it is called by its name alone."""
        return _pattern("PLACE_NAME").fullmatch(self.name) is not None

    def is_called(self, words: str) -> bool:
        """Return whether unknown words are a name of this body, and can be that of no other.

        They are if their characters stand in its name in order, and if they leave nothing out that would make them
        the name of another: not the last place (市水务局 is not 松溪县水务局), not what stands behind the superior
        body (市局 is no 分局), not the end (县政府 is not its 办公室).
        """
        name = self.name
        places = _aligned(words, name)
        if len(words) < 2 or not places or _pattern("BODY_REST").fullmatch(name, places[-1] + 1) is None:
            return False
        branch = _pattern("BRANCH").search(name)
        if branch and not words.endswith(branch.group()):
            return False
        own = max((match.end() for match in _pattern("SUPERIOR").finditer(name)), default=0)
        if own and places[-2] < own:
            return False
        levels = [match.start("level") for match in _pattern("PLACE_LEVEL").finditer(name) if match["level"]]
        named = [place for place in levels if place in places]
        return not named or all(place in places for place in levels if place > named[0])

    def calls_itself(self, words: str) -> bool:
        """Return whether 我局, 本镇, 本单位 and the like can be this body. A whole territory does not say so."""
        return not self.territory and (words[-1] in _GENERIC or words[-1] in self.name)

    def is_of_its_level(self, words: str) -> bool:
        """Return whether 全县 and the like are what is reported on."""
        levels = _pattern("LEVEL").findall(words)
        return self.territory and all(level == self.name[-1] for level in levels)


@lru_cache(maxsize=64)
def body_of(issuer: str | None) -> Body | None:
    """Return the body of a printed name, None if there is none."""
    name = re.sub(r"\s", "", fold(issuer or ""))[-_LONGEST:]
    if not name:
        return None
    begins = {0}
    for match in _pattern("PLACE_LEVEL").finditer(name):
        begins |= {match.start(), match.end()} if match["level"] else set()
    parts = {name[begin:] for begin in begins if len(name) - begin >= _SHORTEST} or {name}
    return Body(name, re.compile("|".join(map(re.escape, sorted(parts, key=len, reverse=True)))))


@cache
def _pattern(terminal: str) -> re.Pattern[str]:
    return re.compile(grammar().patterns[terminal])


def _aligned(words: str, name: str) -> list[int]:
    """Return where each character of words stands in a name, as far to the end as possible; empty if one does not."""
    places: list[int] = []
    place = len(name)
    for c in reversed(words):
        place = name.rfind(c, 0, place)
        if place < 0:
            return []
        places.append(place)
    return places[::-1]
