"""The forms of a dataset, and how forms that were registered at run time get into the processes that read.

A dataset has the forms of govparse, and of the plugged-in ones those of which some report in it has a block. All others
leave no trace in it.
"""

from __future__ import annotations

import pickle
from collections.abc import Collection, Iterable

from attrs import frozen

from govparse.dataset.versions import described
from govparse.errors import FormError
from govparse.forms.form import Form
from govparse.forms.grammars import digest
from govparse.forms.registry import BUILT_IN, forms, origin, plugged_in, register, unregister


class UnknownForm(ValueError):
    """Reports are printed in a form that is not known here; `messages` says so in Chinese and English."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.messages = {
            "zh": f"此处没有表式 {name}：请安装带有此表式的软件包，或用 govparse.forms.register 登记",
            "en": f"form {name} is not known here: install the package that brings it, or register it",
        }
        super().__init__(self.messages["en"])

    def __reduce__(self) -> tuple[type[UnknownForm], tuple[str]]:
        return type(self), (self.name,)


def of_dataset(names: Collection[str]) -> tuple[Form, ...]:
    """Return the forms of a dataset in which forms of some names are printed. Raises `UnknownForm`."""
    known = forms()
    unknown = sorted(set(names).difference(form.name for form in known))
    if unknown:
        raise UnknownForm(unknown[0])
    return tuple(form for form in known if form in BUILT_IN or form.name in names)


# ── in other processes ─────────────────────────────────────────────────────────────


@frozen
class Handed:
    """What another process is told of the plugged-in forms of this one."""

    forms: tuple[Form, ...] = ()
    """Those that no package brings there."""
    names: frozenset[str] = frozenset()
    """Those that are to be known there."""


def handed(more: Iterable[Form] = ()) -> Handed:
    """Return what a process that this one starts is told, so that it reads as this one does: all forms that are known
    here, and `more`.

    Raises `FormError` for a form that cannot be handed over.
    """
    own = {form.name: form for form in plugged_in() if not origin(form)} | {form.name: form for form in more}
    for form in own.values():
        if digest(form.path) != form.digest:
            raise FormError.because(
                f"表式 {form.name} 的语法在登记之后改过：请重新登记，或重新运行程序",
                f"the grammar of form {form.name} has changed since it was registered: register it again",
            )
        try:
            pickle.dumps(form)
        except Exception as error:  # whatever others have put into it
            zh = f"表式 {form.name} 不能交给其他进程：其 identities 和 transformer 须能按名称导入；"
            zh += "或用 workers=0 在本进程读取"
            en = f"form {form.name} cannot be handed to other processes: its identities and transformer must be "
            en += "importable by name; or read in this process with workers=0"
            raise FormError.because(zh, en) from error
    return Handed(tuple(own.values()), frozenset(own).union(form.name for form in plugged_in()))


def take(given: Handed) -> None:
    """Know, in this process, the plugged-in forms that the one which started it knows, and no others."""
    there = {form.name: form for form in plugged_in()}
    for name in there.keys() - given.names:
        unregister(name)
    for form in given.forms:
        if form.name in there:
            # The program may have registered it while it was imported.
            if described(there[form.name]) == described(form):
                continue
            unregister(form.name)
        register(form)
