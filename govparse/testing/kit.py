"""The conformance kit: whether a form keeps what govparse promises of every form.

It is run on the forms that govparse knows by its own tests, and by whoever writes another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from random import Random

import govparse
from govparse.errors import FormError, GovparseError, MissingReader
from govparse.forms.checking import check_grammar
from govparse.forms.form import Form
from govparse.forms.registry import BUILT_IN, form_named, left_out, registered
from govparse.forms.shown import own_labels
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

    - *grammar*: what `govparse.forms.check_grammar` says of it. Where that finds an error, nothing else is tried.
    - *round trip*: a report printed in any layout reads back as it is, or, where the layout loses blanks, with
      cells `unread`; a second round changes nothing; JSON there and back is exact; places hold their text.
    - *noise* (`NOISES`) changes no fact.
    - *damage* (`DAMAGES`) may lose facts and never moves them.
    - *others*: a form that is plugged in changes nothing about reports of the forms of govparse, also where these
      speak of what it has labels for.

    A report of a plugged-in form of which only parts are printed, and none with a label of its own, may be read as one
    of another form: only that nothing moves is asked then.

    Layouts of formats whose library is not installed are left out. Each sentence names the synthetic report with
    which it happened: `synthetic_report(number, form=…, seed=…)` makes it again. The same arguments give the same
    sentences. `form` is the name of a registered form (`KeyError` if there is none), or a `Form`, which is registered
    for the time. `rounds` is how many synthetic reports are tried, of the corpus `seed`.
    """
    own = form_named(form) if isinstance(form, str) else form
    found = [str(problem) for problem in check_grammar(own) if problem.severity == "error"]
    if found:
        return found
    try:
        with nullcontext() if own in BUILT_IN else registered(own):
            return list(_tried(own, rounds, seed))
    except FormError as error:
        return [str(error)]


def _tried(form: Form, rounds: int, seed: int) -> Iterator[str]:
    layouts = _layouts()
    for number in range(rounds):
        report = synthetic_report(number, form=form, seed=seed)
        random = Random(f"check {seed} {number}")
        failures = [
            *_round_trips(report, layouts, told=_is_told(report, form)),
            *_noises(report, layouts, random),
            *_damages(report, layouts, random),
        ]
        for words in failures:
            yield f"report {number} of form {form.name}, seed {seed}: {words}"
    if form not in BUILT_IN:
        yield from _others(form, layouts, rounds, seed)


def _is_told(report: AnnualReport, form: Form) -> bool:
    """Return whether a report prints a row or column that only its form has, with something in it."""
    if form in BUILT_IN:
        return True
    own = own_labels(form)
    return any(
        report.facts[code].state not in ("blank", "absent")
        for shape in form.shapes.values()
        for row in shape.rows
        if not row.group
        for column, code in zip(shape.columns, shape.row_codes[row.rule], strict=True)
        if code in report.facts and any(form.keys[t] in own for t in (row.terminal, *column.terminals) if t)
    )


def _others(form: Form, layouts: Sequence[TextLayout], rounds: int, seed: int) -> Iterator[str]:
    """Tell where a plugged-in form changes how a report of another form is read."""
    labels = [text for name in form.official for text in form.labels_of(name) if form.keys[name] in own_labels(form)]
    menu = "\n".join(labels)
    for number in range(rounds):
        for other in BUILT_IN:
            report = synthetic_report(number, form=other, seed=seed)
            layout = layouts[number % len(layouts)]
            text = layout.write(lay_out(report))
            around = (f"{menu}\n{text}", f"{text}\n{menu}") if isinstance(text, str) else ()
            for printed in (text, *around):
                with_it = _read(printed)
                with left_out(form):
                    alone = _read(printed)
                if with_it != alone:
                    yield f"report {number} of form {other.name}, seed {seed}, layout {layout.name}: read otherwise"
                    break


def _read(text: str | bytes) -> list[AnnualReport] | str:
    try:
        return list(govparse.parse_all(text))
    except GovparseError as error:
        return str(error)


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


def _round_trips(report: AnnualReport, layouts: Sequence[TextLayout], *, told: bool) -> Iterator[str]:
    whole = all(fact.state not in ("blank", "absent") for fact in report.facts.values())
    for layout in layouts:
        text = layout.write(lay_out(report))
        try:
            read = govparse.parse(text)
        except GovparseError as error:
            yield f"layout {layout.name}: refused, {error}"
            continue
        exact = told and layout.readable and (whole or layout.blanks == "shown")
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
    plugged = any(form_named(block.form) not in BUILT_IN for block in truth.blocks)
    for code, fact in before.facts.items():
        read = now.facts.get(code)
        said = (read.state, read.value) if read else None
        right = truth.facts.get(code)
        # Where noise prints the one label of its own by a name that others know, it is a report of another form.
        gone = [None] if plugged and fact.state == "absent" else []
        allowed = [(fact.state, fact.value), *gone]
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
