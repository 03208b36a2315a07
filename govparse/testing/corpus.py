"""Large fixed corpora of synthetic reports: the same number gives the same report on every machine."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from govparse.forms.form import Form
from govparse.forms.registry import BUILT_IN, form_named
from govparse.records import AnnualReport
from govparse.synthetic.report import Blanks, Wanted, make_report

_KINDS = ("whole", "whole", "whole", "mixed", "part")


def synthetic_report(
    number: int, *, form: Form | str | None = None, seed: int = 0, blanks: Blanks | None = None
) -> AnnualReport:
    """Return one report of a corpus: the same for the same arguments, whatever else was made before.

    `number` counts from 0; another `seed` is another corpus. `form` is "2019", "2021" or a `Form`; None: any, some of
    them mixed. One in five has only part of its tables and rows. `blanks` as in `govparse.strategies.reports`. Raises
    `KeyError` for a form that is not known.
    """
    own = BUILT_IN if form is None else (form_named(form) if isinstance(form, str) else form,)
    random = Random(f"{seed} {'-'.join(known.name for known in own)} {number}")
    kind = _KINDS[random.randrange(len(_KINDS))]
    wanted = Wanted(own, mixed=kind == "mixed" and len(own) > 1, complete=kind != "part", blanks=blanks)
    return make_report(random, wanted)


def corpus(
    form: Form | str | None = None, *, count: int, seed: int = 0, blanks: Blanks | None = None
) -> Iterator[AnnualReport]:
    """Yield the synthetic reports 0 to `count` - 1; the arguments are those of `synthetic_report`.

    Raises `KeyError` for a form that is not known, with the first step.
    """
    for number in range(count):
        yield synthetic_report(number, form=form, seed=seed, blanks=blanks)
