"""Noise: what stands on a page, or how it is printed, that must not change any fact.

A careful human reads the same report through all of it. Each kind of noise takes a sheet, as
`govparse.rendering.official.lay_out` makes it, and a source of chance; the sheet is then written in any of
the layouts of `govparse.testing.layouts` that the kind fits. What a sheet cannot show, a kind does to the
written text.

    sheet = add_noise(lay_out(report), ["width", "page-numbers"], random)
    text = write_noisy(lay_out(report), "d", ["blanks-inside", "page-lines"], random)

Only `randint`, `choice`, `sample` and `shuffle` are asked of the source, and the first of what they offer
is the least noise, so that Hypothesis can pass its own and shrink what it finds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from random import Random
from types import MappingProxyType

from attrs import frozen

from govparse.rendering.sheet import Sheet
from govparse.testing.layouts import LAYOUTS
from govparse.testing.noise import page, words


def _as_it_is(sheet: Sheet, random: Random) -> Sheet:
    return sheet


@frozen
class Noise:
    """A kind of noise."""

    name: str
    about: str
    """What it does."""
    layouts: frozenset[str]
    """The layouts it fits; in others nobody could tell what is meant, or nobody prints it."""
    apply: Callable[[Sheet, Random], Sheet] = _as_it_is
    on_text: Callable[[str, Random], str] | None = None
    """What is done to the written text instead."""


_ALL = frozenset(name for name, layout in LAYOUTS.items() if layout.readable)
_TEXTS = _ALL - {"html", "docx"}
# J′ is taken from a print, cut into lines by the eye: no Markdown stands there.
_WRITTEN = _TEXTS - {"j1"}
# A row of these is one line: a line break in a label would end it.
_ROW_PER_LINE = frozenset(("j", "j1", "m", "m-pieces", "tabs", "markdown"))

_KINDS = (
    Noise("width", "brackets, punctuation and digits of the other width", _ALL, words.change_width),
    Noise("blanks-around", "blanks of all kinds around cells and paragraphs", _ALL, words.add_blanks_around),
    Noise("emphasis", "marks of Markdown around cells and paragraphs", _WRITTEN, words.emphasise),
    Noise("blanks-inside", "blanks of all kinds inside labels and prose", _ALL, words.add_blanks_inside),
    Noise("line-breaks", "labels broken over lines", _ALL - _ROW_PER_LINE, words.break_labels),
    Noise("traditional", "traditional characters", _ALL, words.write_traditional),
    Noise("pinyin", "pronunciation in brackets behind characters", _ALL, words.insert_pinyin),
    Noise("label-variants", "variants of labels that the grammar knows", _ALL, words.vary_labels),
    Noise("page-numbers", "marked page numbers, where tables go on behind them", _ALL, page.number_pages),
    Noise("page-lines", "marked page numbers wherever a line ends", _TEXTS, on_text=page.number_lines),
    Noise("repeated-heads", "the head again where a table goes on", _ALL, page.repeat_heads),
    Noise("navigation", "a path and a menu before the report, entries that are labels", _ALL, page.add_navigation),
    Noise("index", "a table of the page's own before the report", _ALL, page.add_index),
    Noise("contents", "a page of contents with all six headings", _ALL, page.add_contents),
    Noise("listed-names", "the names of the sections in the opening paragraph", _ALL, page.list_names),
    Noise("sub-lists", "numbered lists in the prose", _ALL, page.add_sub_lists),
    Noise("footer", "the foot of the page behind the report", _ALL, page.add_footer),
)
NOISES: Mapping[str, Noise] = MappingProxyType({noise.name: noise for noise in _KINDS})
"""Name → kind of noise. What is done first stands last: words are changed after all that is added."""


def add_noise(sheet: Sheet, kinds: Iterable[str], random: Random) -> Sheet:
    """Return a sheet with noise of some kinds, names of `NOISES`; the kinds that a sheet cannot show are left out.

    The same `random` gives the same sheet. Raises `KeyError` for another kind.
    """
    chosen = {NOISES[name].name for name in kinds}
    for noise in reversed(_KINDS):
        if noise.name in chosen:
            sheet = noise.apply(sheet, random)
    return sheet


def write_noisy(sheet: Sheet, layout: str, kinds: Collection[str], random: Random) -> str | bytes:
    """Write a sheet in a layout with noise of some kinds; kinds that do not fit the layout are left out.

    `layout` is a name of `LAYOUTS`, `kinds` are names of `NOISES`; the same `random` gives the same text. Returns the
    bytes of a Word file for the layout `docx`. Raises `KeyError` for another layout or kind.
    """
    fitting = [name for name in kinds if layout in NOISES[name].layouts]
    written = LAYOUTS[layout].write(add_noise(sheet, fitting, random))
    for name in fitting:
        change = NOISES[name].on_text
        if change is not None and isinstance(written, str):
            written = change(written, random)
    return written
