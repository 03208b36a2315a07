"""Drawn rules into grids: pieces of one line are joined, lines that meet make a grid, lines between bound its cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from attrs import define, field

from govparse.limits import Limits, too_large
from govparse.reading.content import Box
from govparse.reading.pdf.sheet import Rule, Sheet

SAME = 3.2
"""Rules at most this far apart are one: double borders, borders of neighbouring cells."""
_LINE = 0.6
"""Pieces of one line differ by no more across its direction."""
_GAP = 3.0
"""Pieces of one line lie no further apart: dashes, borders of neighbouring cells."""
_SHORT = 5.0
"""What is shorter, once joined, is no rule but part of a drawing."""


@define
class Area:
    """A cell of a grid: the numbers of the borders around it."""

    left: int
    top: int
    right: int
    bottom: int
    whole: bool = True
    """Its rules enclose a rectangle. What they leave open was cut at its rows."""
    above: bool = False
    below: bool = False
    """No rule closes it at the head or the foot of the table: it goes on over the page."""


@define
class Grid:
    """A ruled table on one page."""

    xs: list[float]
    ys: list[float]
    areas: list[Area]
    owner: dict[tuple[int, int], Area] = field(repr=False, factory=dict)
    """The cell over each field, by row and column of the finest division."""

    def box(self, area: Area) -> Box:
        """Return where a cell lies."""
        return self.xs[area.left], self.ys[area.top], self.xs[area.right], self.ys[area.bottom]

    def find(self, x: float, y: float) -> Area | None:
        """Return the cell over a point."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        return self.owner.get((row, column))

    @property
    def size(self) -> float:
        """The area that the grid covers."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])


def grids(sheet: Sheet, limits: Limits) -> tuple[list[Grid], list[Rule]]:
    """Return the ruled tables of a sheet from top to bottom, and the horizontal rules that belong to none."""
    across, down = join(sheet.across), join(sheet.down)
    found: list[Grid] = []
    loose: list[Rule] = []
    for rows, columns in meeting(across, down, limits):
        grid = enclose(rows, columns, limits) if rows and columns else None
        if grid is None:
            loose += rows
        else:
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0])), loose


def join(rules: Iterable[Rule]) -> list[Rule]:
    """Join the pieces of every line, and leave out what is too short for a rule."""
    joined: list[Rule] = []
    for line in _clusters(sorted(rules), _LINE):
        line.sort(key=lambda rule: (rule.start, rule.end))
        at = (line[0].at + line[-1].at) / 2 if len(line) < 3 else sum(rule.at for rule in line) / len(line)
        start, end = line[0].start, line[0].end
        for rule in line[1:]:
            if rule.start > end + _GAP:
                joined.append(Rule(at, start, end))
                start, end = rule.start, rule.end
            end = max(end, rule.end)
        joined.append(Rule(at, start, end))
    return [rule for rule in joined if rule.end - rule.start >= _SHORT]


def _clusters(rules: Sequence[Rule], width: float) -> list[list[Rule]]:
    """Cut rules, sorted by place, into groups no wider than this."""
    groups: list[list[Rule]] = []
    for rule in rules:
        if groups and rule.at - groups[-1][0].at <= width:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def meeting(across: list[Rule], down: list[Rule], limits: Limits) -> list[tuple[list[Rule], list[Rule]]]:
    """Return groups of lines that touch each other. Work is bounded: every step may make the corner of a cell."""
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    down.sort()
    places = [rule.at for rule in down]
    steps = 0
    for row, rule in enumerate(across):
        first, last = bisect_left(places, rule.start - SAME), bisect_right(places, rule.end + SAME)
        steps += last - first
        if steps > 10 * limits.cells:
            raise too_large("cells", limits.cells)
        for column in range(first, last):
            if down[column].start - SAME <= rule.at <= down[column].end + SAME:
                parent[root(row)] = root(len(across) + column)
    _adopt(
        down,
        [root(len(across) + index) for index in range(len(down))],
        {root(row) for row in range(len(across))},
        parent,
    )
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index in range(len(parent)):
        rows, columns = groups.setdefault(root(index), ([], []))
        if index < len(across):
            rows.append(across[index])
        else:
            columns.append(down[index - len(across)])
    return list(groups.values())


def _adopt(down: list[Rule], roots: list[int], crossed: set[int], parent: list[int]) -> None:
    """Give vertical rules that nothing meets to the table whose own ones begin and end where they do.

    A cell that reaches through a whole page has no rule above, below or across on that page.
    """

    def key(rule: Rule) -> tuple[int, int]:
        return round(rule.start / SAME), round(rule.end / SAME)

    tables = {key(rule): root for rule, root in zip(down, roots, strict=True) if root in crossed}
    for rule, root in zip(down, roots, strict=True):
        if root not in crossed:
            start, end = key(rule)
            near = (tables.get((start + a, end + b)) for a in (0, -1, 1) for b in (0, -1, 1))
            table = next((table for table in near if table is not None), None)
            if table is not None:
                parent[root] = table


def enclose(across: list[Rule], down: list[Rule], limits: Limits) -> Grid | None:
    """Make a grid of lines that touch each other; None where they enclose fewer than two cells."""
    xs, columns = _borders(down, across)
    ys, rows = _borders(across, down)
    # Lines across with a frame around them divide no cells.
    if len(xs) < 3 or len(ys) < 2:
        return None
    limits.check("cells", (len(xs) - 1) * (len(ys) - 1))
    walls = [_covered(line, ys) for line in columns]
    floors = [_covered(line, xs) for line in rows]
    grid = Grid(xs, ys, [])
    _divide(grid, walls, floors)
    return grid if len(grid.areas) > 1 else None


def _borders(rules: list[Rule], other: list[Rule]) -> tuple[list[float], list[list[Rule]]]:
    """Return where borders lie and the lines on them.

    Where a row goes on to another page, and in tables open at their sides, the lines across a missing
    border all end at one place: the border is taken to lie there.
    """
    groups = _clusters(sorted(rules), SAME)
    places = [(group[0].at + group[-1].at) / 2 for group in groups]
    before = _open([rule.start for rule in other if rule.start < places[0] - 2 * SAME], first=True)
    after = _open([rule.end for rule in other if rule.end > places[-1] + 2 * SAME], first=False)
    if before is not None:
        reach = [rule.at for rule in other if rule.start <= before + SAME]
        places.insert(0, before)
        groups.insert(0, [Rule(before, min(reach), max(reach))])
    if after is not None:
        reach = [rule.at for rule in other if rule.end >= after - SAME]
        places.append(after)
        groups.append([Rule(after, min(reach), max(reach))])
    return places, groups


def _open(ends: list[float], *, first: bool) -> float | None:
    """Return the place at which two lines or more end beyond the last border."""
    if len(ends) < 2:
        return None
    furthest = min(ends) if first else max(ends)
    return furthest if sum(abs(end - furthest) <= SAME for end in ends) >= 2 else None


def _covered(line: list[Rule], borders: list[float]) -> list[bool]:
    """Tell for every field between two borders whether the line runs along it."""
    reached = [0.0] * (len(borders) - 1)
    end = float("-inf")
    for rule in sorted(line, key=lambda rule: rule.start):
        start = max(rule.start, end)
        end = max(end, rule.end)
        index = max(bisect_right(borders, start) - 1, 0)
        while index < len(reached) and borders[index] < rule.end:
            reached[index] += max(0.0, min(rule.end, borders[index + 1]) - max(start, borders[index]))
            index += 1
    return [part >= 0.6 * (borders[index + 1] - borders[index]) for index, part in enumerate(reached)]


def _divide(grid: Grid, walls: list[list[bool]], floors: list[list[bool]]) -> None:
    """Join fields with no rule between them to cells; leave out what is open to the outside."""
    height, width = len(grid.ys) - 1, len(grid.xs) - 1
    seen: set[tuple[int, int]] = set()
    for row in range(height):
        for column in range(width):
            if (row, column) in seen:
                continue
            seen.add((row, column))
            region = [(row, column)]
            ways_out: set[int] = set()
            for y, x in region:
                sides = (
                    (floors[y][x], y - 1, x),
                    (floors[y + 1][x], y + 1, x),
                    (walls[x][y], y, x - 1),
                    (walls[x + 1][y], y, x + 1),
                )
                for way, (closed, down, across) in enumerate(sides):
                    if closed or (down, across) in seen:
                        continue
                    if not (0 <= down < height and 0 <= across < width):
                        ways_out.add(way)
                        continue
                    seen.add((down, across))
                    region.append((down, across))
            # A cell that goes on over the page is open there; what is open on two sides lies beside the table.
            if len(ways_out) < 2:
                _add(grid, region, ways_out)
    grid.areas.sort(key=lambda area: (area.top, area.left))


def _add(grid: Grid, region: list[tuple[int, int]], open_to: set[int]) -> None:
    """Add a cell; one that is no rectangle as its parts in each row."""
    top, bottom = min(y for y, _ in region), max(y for y, _ in region) + 1
    left, right = min(x for _, x in region), max(x for _, x in region) + 1
    if (bottom - top) * (right - left) == len(region):
        areas = [Area(left, top, right, bottom, above=0 in open_to, below=1 in open_to)]
    else:
        areas = []
        for y, x in sorted(region):
            if areas and areas[-1].top == y and areas[-1].right == x:
                areas[-1].right = x + 1
            else:
                areas.append(Area(x, y, x + 1, y + 1, whole=False))
    for area in areas:
        grid.areas.append(area)
        for y in range(area.top, area.bottom):
            for x in range(area.left, area.right):
                grid.owner[y, x] = area
