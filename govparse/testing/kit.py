"""The conformance kit: whether a form keeps what govparse promises of every form.

It is run on the forms that govparse knows by its own tests, and by whoever writes another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

import govparse
from govparse.errors import GovparseError, MissingReader
from govparse.forms.form import Form
from govparse.forms.registry import form_named
from govparse.records import AnnualReport
from govparse.rendering.official import lay_out
from govparse.rendering.sheet import Sheet
from govparse.testing.corpus import synthetic_report
from govparse.testing.damage import DAMAGES
from govparse.testing.layouts import LAYOUTS, TextLayout
from govparse.testing.noise import NOISES, write_noisy
from govparse.testing.sameness import differences, misplaced, moved
from govparse.testing.verdict import Subject, damage_subject

ROUNDS = 6
"""So many synthetic reports are tried: each in all layouts, with every noise and every damage."""
_SHOWN = 3
"""So many differences of one failure are told."""


def check_form(form: Form | str, *, rounds: int = ROUNDS, seed: int = 0) -> list[str]:
    """Return, in words, what a form does not keep; an empty list where it keeps everything.

    - *labels*: within a block no two labels are the same for a reader.
    - *round trip*: a report printed in any layout reads back as it is, or, where the layout loses blanks, with
      cells `unread`; a second round changes nothing; JSON there and back is exact; places hold their text.
    - *noise* (`NOISES`) changes no fact.
    - *damage* (`DAMAGES`) may lose facts and never moves them.

    Layouts of formats whose library is not installed are left out. Each sentence names the synthetic report with
    which it happened: `synthetic_report(number, form=…, seed=…)` makes it again. The same arguments give the same
    sentences. `form` is a `Form` of the registry, or its name; `KeyError` if there is none of that name.
    """
    own = form_named(form) if isinstance(form, str) else form
    found = list(_labels(own))
    layouts = _layouts()
    for number in range(rounds):
        report = synthetic_report(number, form=own, seed=seed)
        random = Random(f"check {seed} {number}")
        failures = [
            *_round_trips(report, layouts),
            *_noises(report, layouts, random),
            *_damages(report, layouts, random),
        ]
        found += [f"report {number} of form {own.name}, seed {seed}: {words}" for words in failures]
    return found


def _labels(form: Form) -> Iterator[str]:
    for shape in form.shapes.values():
        rows: dict[str, str] = {}
        for row in shape.rows:
            known = form.keys[row.terminal] if row.terminal else None
            if known is None:
                continue
            if not known or known.isdigit():
                yield f"block {shape.name}: the label of {row.rule} has no Chinese character to be known by"
            if known in rows:
                label = form.official[row.terminal or ""]
                yield f"block {shape.name}: {row.rule} and {rows[known]} have one label, {label}"
            rows[known] = row.rule
        codes = [code for code in shape.codes if shape.codes.count(code) > 1]
        if codes:
            yield f"block {shape.name}: two cells have one code, {codes[0]}"


def _layouts() -> list[TextLayout]:
    """Return the layouts that can be read here: those of formats whose library is not installed are left out."""
    able = []
    for layout in LAYOUTS.values():
        try:
            govparse.parse(layout.write(Sheet(())))
        except MissingReader:
            continue
        except GovparseError:
            pass  # nothing was printed
        able.append(layout)
    return able


def _round_trips(report: AnnualReport, layouts: Sequence[TextLayout]) -> Iterator[str]:
    whole = all(fact.state not in ("blank", "absent") for fact in report.facts.values())
    for layout in layouts:
        text = layout.write(lay_out(report))
        try:
            read = govparse.parse(text)
        except GovparseError as error:
            yield f"layout {layout.name}: refused, {error}"
            continue
        exact = layout.readable and (whole or layout.blanks == "shown")
        wrong = differences(report, read) if exact else moved(report, read)
        if wrong:
            yield f"layout {layout.name}, read back: {_few(wrong)}"
        if misplaced(read):
            yield f"layout {layout.name}, places: {_few(misplaced(read))}"
        if AnnualReport.from_json(read.to_json()) != read:
            yield f"layout {layout.name}: JSON there and back gives another report"
        if exact and layout.write(lay_out(read)) != text:
            yield f"layout {layout.name}: printed a second time it is another text"


def _noises(report: AnnualReport, layouts: Sequence[TextLayout], random: Random) -> Iterator[str]:
    for noise in NOISES.values():
        layout = random.choice([layout for layout in layouts if layout.name in noise.layouts])
        before = govparse.parse(layout.write(lay_out(report)))
        try:
            read = govparse.parse(write_noisy(lay_out(report), layout.name, [noise.name], random))
        except GovparseError as error:
            yield f"noise {noise.name} in layout {layout.name}: refused, {error}"
            continue
        wrong = _changed(report, before, read, layout)
        if wrong:
            yield f"noise {noise.name} in layout {layout.name}: {_few(wrong)}"


def _changed(truth: AnnualReport, before: AnnualReport, now: AnnualReport, layout: TextLayout) -> list[str]:
    """Return which facts noise has changed; where blanks are not shown it may make some unread, or read as they are."""
    found = []
    for code, fact in before.facts.items():
        read = now.facts.get(code)
        said = (read.state, read.value) if read else None
        right = truth.facts.get(code)
        allowed = [(fact.state, fact.value)]
        if layout.blanks != "shown":
            allowed += [("unread", None), *([(right.state, right.value)] if right else [])]
        if said not in allowed:
            found.append(f"{code}: {said}, was {(fact.state, fact.value)}")
    return found


def _damages(report: AnnualReport, layouts: Sequence[TextLayout], random: Random) -> Iterator[str]:
    layout = random.choice(layouts)
    subject = Subject(report, layout)
    for kind in DAMAGES:
        outcome = damage_subject(subject, [kind], random)
        if outcome is not None and outcome.verdict == "wrong":
            yield f"damage {kind} in layout {layout.name} ({outcome.done}): {_few(outcome.wrong)}"


def _few(words: list[str] | tuple[str, ...]) -> str:
    more = len(words) - _SHOWN
    return "; ".join(words[:_SHOWN]) + (f"; and {more} more" if more > 0 else "")
