"""Charts as SVG, drawn by altair (Vega-Lite) and vl-convert without browser, script or network.

Nothing in a chart depends on the fonts of the machine that draws it: sizes and margins are given, and legends are
left to the page. So the same numbers give the same bytes everywhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from html import escape
from io import StringIO
from typing import Any, Final

from govparse.dataset.extras import needs
from govparse.dataset.summary.tables import COLOURS, Chart
from govparse.output.widths import clip, width

with needs("altair", "summary"):
    import altair as alt
with needs("vl-convert-python", "summary"):
    import vl_convert  # noqa: F401 (altair asks for it when it draws)

_WIDTH, _HEIGHT = 640, 220
"""Of the field in which bars stand, in pixels."""
_BAR, _STEP = 24, 20
"""How high lying bars of one category are: stacked, and each of several."""
_LETTER: Final = 6.5
"""Pixels for a column of text of the size in which labels are set."""
_LONGEST = 56
"""Columns of text of a label; the table below has the whole."""
_MARGIN = 12
_LEAST = 40
"""Of what stands to the left of the field."""
_ROOT = re.compile(r"<svg [^>]*?(?P<size>width=\"[0-9.]+\" height=\"[0-9.]+\" viewBox=\"[0-9. ]+\")>")


def colours(chart: Chart) -> tuple[str, ...]:
    """Return the colours of the series."""
    return tuple(COLOURS[at % len(COLOURS)] for at in range(len(chart.series)))


def draw(chart: Chart, words: str) -> str:
    """Return a chart as an `svg` element; `words` is what a screen reader says of it.

    Raises `MissingExtra` on import where altair or vl-convert is not installed.
    """
    written = StringIO()
    with alt.data_transformers.enable("default", max_rows=None):
        _spec(chart).save(written, format="svg")
    # As an element of a page it needs no names of its own, and what it says of itself is in the language of the page.
    return _ROOT.sub(
        lambda root: f'<svg role="img" aria-label="{escape(words)}" {root["size"]}>', written.getvalue(), count=1
    )


def _spec(chart: Chart) -> Any:
    upright = chart.shape == "columns"
    names = [clip(name, _LONGEST) if not upright else name for name in chart.categories]
    order = list(range(len(names)))
    rows = [{"c": m.category, "s": m.series, "v": m.value, "n": names[m.category]} for m in chart.marks]
    # Categories are told apart by their places; the labels of the axis are texts that are looked up by these.
    label = f"{_strings(names)}[datum.value]"
    whole = chart.percent and chart.stacked
    tilted = upright and len(names) > 14
    categories = {
        "sort": order,
        "scale": alt.Scale(domain=order, paddingInner=0.25, paddingOuter=0.15),
        "axis": _axis(labelExpr=label, labelAngle=-90 if tilted else 0, grid=False, ticks=False),
    }
    values = {
        "stack": "zero" if chart.stacked else None,
        "axis": _axis(format="~%" if chart.percent else ",~r", tickCount=5, gridColor="#dddddd"),
        "scale": alt.Scale(domain=[0, 1]) if whole else alt.Scale(domainMin=0, nice=True),
    }
    series = alt.Color("s:N", legend=None, scale=alt.Scale(domain=_places(chart), range=list(colours(chart))))
    along: Any = alt.X("c:O", **categories) if upright else alt.Y("c:O", **categories)
    size: Any = alt.Y("v:Q", **values) if upright else alt.X("v:Q", **values)
    encoded: dict[str, Any] = {"x" if upright else "y": along, "y" if upright else "x": size, "color": series}
    encoded["order"] = alt.Order("s:Q")
    if not chart.stacked:
        encoded["xOffset" if upright else "yOffset"] = (alt.XOffset if upright else alt.YOffset)(
            "s:N", scale=alt.Scale(domain=_places(chart))
        )
    heights: defaultdict[int, float] = defaultdict(float)
    for mark in chart.marks:
        heights[mark.category] += mark.value
    # The highest mark of an axis may be a round number above all values.
    labels = [f"{2 * max(heights.values(), default=0):,.0f}"] if upright else names
    left = max(_LEAST, round(max(map(width, labels), default=0) * _LETTER) + _MARGIN)
    step = _BAR if chart.stacked else _STEP * len(chart.series)
    return (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(aria=False)
        .encode(**encoded)
        .properties(
            width=_WIDTH,
            height=_HEIGHT if upright else max(2, len(names)) * step,
            autosize=alt.AutoSizeParams(type="none"),
            padding={"left": left, "right": 24, "top": _MARGIN, "bottom": 56 if tilted else 28},
        )
        .configure_view(stroke=None)
        .configure(font="sans-serif")
    )


def _places(chart: Chart) -> list[int]:
    return list(range(len(chart.series)))


def _axis(**more: Any) -> Any:
    return alt.Axis(title=None, aria=False, labelLimit=0, labelOverlap=False, labelFontSize=11, **more)


def _strings(names: list[str]) -> str:
    """Return texts as an array of an expression, in which nothing of them is anything but text."""
    return "[" + ",".join(f"'{''.join(map(_escaped, name))}'" for name in names) + "]"


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
