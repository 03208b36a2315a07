"""The ways there are, by name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from random import Random
from types import MappingProxyType

from govparse.rendering.sheet import Sheet
from govparse.synthetic.report import BLANKS
from govparse.testing.losses.cells import damaged, glue, glue_all, lose_repeats, mark_up, open_ends, tear, vanish
from govparse.testing.losses.labels import (
    invent_head,
    labels_first,
    lose_labels,
    number_before_label,
    numbers_first,
    repeat_rows,
)
from govparse.testing.losses.rows import Loss, Printed, Way, has_several, is_digits

# ── what there is ──────────────────────────────────────────────────────────────────


def _layout_loses(sheet: Sheet, random: Random) -> Loss | None:
    """Leave it to the layout to drop blanks; hit are all rows of tables that have some."""
    lost = vanish(sheet, random, True)
    return lost and Loss(sheet, lost.rows, lost.done, lost.sheet)


_FLOW = ("a", "b", "c", "d", "e", "f", "f1", "g", "h", "i", "j")
_ANY = (*_FLOW, "d-leading", "d-lines", "n", "m", "m-pieces", "tabs", "markdown")
_BLANK: tuple[Printed, ...] = tuple(kind for kind in BLANKS if kind != "none")
_KNOWN = (
    Way("vanished-everywhere", "no blank leaves a trace", ("a", "b", "j", "j1"), partial(vanish, whole=True), _BLANK),
    Way(
        "vanished-in-rows",
        "blanks of one to five rows leave none",
        _FLOW,
        partial(vanish, whole=False),
        ("some rows",),
    ),
    Way(
        "number-lost",
        "a number of one to three rows is gone",
        _ANY,
        partial(damaged, kinds=["cell-dropped"], most=3, able=has_several),
    ),
    Way(
        "collapsed",
        "blanks fell out, pads fill the row",
        ("c-collapsed", "f-collapsed", "f-runs"),
        _layout_loses,
        _BLANK,
    ),
    Way(
        "offset",
        "rows begin or end with a blank, or are shifted, where pads stand beside them",
        ("m", "m-pieces", "tabs", "markdown", "d-leading", "c", "e"),
        open_ends,
        ("zeros", "zeros", "natural", "totals", "some rows"),
    ),
    Way(
        "one-too-many",
        "a cell doubled, or a bare number in one or two rows",
        _ANY,
        partial(damaged, kinds=["cell-doubled", "number-in-row"], most=2, able=has_several),
    ),
    Way(
        "number-broken",
        "a number in two cells, or over a line",
        _ANY,
        partial(damaged, kinds=["split-cells", "split-line"], most=2, able=is_digits),
    ),
    Way("numbers-first", "all numbers of a table before its labels", (*_FLOW, "m"), numbers_first),
    Way("number-before-label", "numbers of one to three rows before their labels", (*_FLOW, "m"), number_before_label),
    Way("labels-first", "two to four labels, then their numbers", (*_FLOW, "m"), labels_first),
    Way("labels-lost", "rows of a group without their labels", (*_ANY, "html"), lose_labels),
    Way("total-torn", "a number of one to three rows on a line of its own", ("j", "c", "d", "m"), tear),
    Way("glued-all", "the cells of all rows run together", ("l",), glue_all),
    Way("glued", "label and numbers of one to three rows run together", _ANY, glue),
    Way(
        "two-in-one",
        "two numbers in one cell of one to three rows",
        _ANY,
        partial(damaged, kinds=["joined-blank"], most=3, able=has_several),
    ),
    Way(
        "head-invented",
        "a wrong head behind a page break: in another order, moved by a column, or numbers",
        _ANY,
        partial(invent_head, hows=["order", "moved left", "moved right", "numbers"]),
    ),
    Way(
        "head-invented-markup",
        "the same where markup bounds the cells; there another order is what the head says",
        ("html", "docx"),
        partial(invent_head, hows=["moved left", "moved right", "numbers"]),
    ),
    Way("row-repeated", "rows printed again behind a page break", (*_ANY, "html", "docx"), repeat_rows),
    Way("repeats-removed", "lines that stood before are gone", ("k",), lose_repeats),
    Way("markup", "a cell missing, one too many, one that covers two columns", ("html", "docx"), mark_up),
)
WAYS: Mapping[str, Way] = MappingProxyType({way.name: way for way in _KNOWN})
"""Name → way."""
