"""The forms there are: those of govparse, those that installed packages bring, and those registered at run time.

A package brings a form by an entry point of the group `govparse.forms`. Such a form is *plugged in*: it is looked at
only for documents that print a label of its own (`govparse.forms.shown`), so that it never changes how a report of
another form is read. One that cannot be used is left out, said once as a `FormWarning`, and named by `broken`.
"""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from threading import RLock, local

from attrs import define, field, frozen

from govparse.errors import FormError, FormWarning
from govparse.forms.form import Form
from govparse.forms.grammars import shipped
from govparse.forms.vocabulary import Vocabulary

GROUP = "govparse.forms"
"""The group of entry points by which packages bring forms."""
RESERVED = ("mixed",)
"""What output says in the place of the name of a form."""

FORM_2019 = Form(
    name="2019",
    path=shipped("form2019.lark"),
    first_year=2019,
    last_year=2020,
    document="国办公开办函〔2019〕60号",
)
FORM_2021 = Form(
    name="2021",
    path=shipped("form2021.lark"),
    first_year=2021,
    document="国办公开办函〔2021〕30号",
)
BUILT_IN = (FORM_2019, FORM_2021)
"""The forms of govparse itself, oldest first."""


@frozen
class Broken:
    """A form that cannot be used."""

    name: str
    """Of the form, or of the entry point where the form could not even be made."""
    origin: str
    """The package that brings it, "" for one registered at run time."""
    reason: str


@define
class _Plugged:
    forms: dict[str, Form] = field(factory=dict)
    origins: dict[str, str] = field(factory=dict)
    broken: dict[str, Broken] = field(factory=dict)
    tried: dict[Form, bool] = field(factory=dict)
    """Forms of which everything was made once; whether that was possible."""
    looked: bool = False
    """Installed packages have been asked."""


_LOCK = RLock()
_plugged = _Plugged()
_looking = local()


def forms() -> tuple[Form, ...]:
    """Return all forms: those of govparse, oldest first, then the plugged-in ones, by their first year."""
    return (*BUILT_IN, *plugged_in())


def plugged_in() -> tuple[Form, ...]:
    """Return the forms that others bring, by first year and name."""
    _look()
    with _LOCK:
        found = list(_plugged.forms.values())
    return tuple(sorted(found, key=lambda form: (form.first_year, form.name)))


def broken() -> tuple[Broken, ...]:
    """Return what packages bring and cannot be used, by name."""
    _look()
    with _LOCK:
        return tuple(_plugged.broken[name] for name in sorted(_plugged.broken))


def origin(form: Form) -> str:
    """Return the package that brings a form, "" for one of govparse itself or registered at run time."""
    return _plugged.origins.get(form.name, "")


def register(form: Form) -> Form:
    """Add a form of your own to those that are read, in this process; return it.

    For a package, an entry point of the group `govparse.forms` does the same in every process. Registering the same
    object again changes nothing. Raises `FormError` if the form cannot be used (its message says why; `govparse forms
    --check` says more) or its name is taken.
    """
    if not isinstance(form, Form):
        raise FormError.because(f"不是表式：{form!r}", f"not a form: {form!r}")
    _look()
    with _LOCK:
        if _plugged.forms.get(form.name) is form:
            return form
        _demand_free(form.name)
        make_all(form)
        _plugged.forms[form.name] = form
        _plugged.tried[form] = True
        _plugged.broken.pop(form.name, None)
    return form


def unregister(name: str) -> Form:
    """Leave out a form that was plugged in, in this process; return it. Raises `KeyError` if there is none."""
    _look()
    with _LOCK:
        _plugged.origins.pop(name, None)
        return _plugged.forms.pop(name)


@contextmanager
def registered(form: Form) -> Iterator[Form]:
    """Register a form for the length of a `with`; one that is registered stays so."""
    there = form in forms()
    if not there:
        register(form)
    try:
        yield form
    finally:
        if not there:
            unregister(form.name)


@contextmanager
def left_out(form: Form) -> Iterator[None]:
    """Leave out a plugged-in form for the length of a `with`."""
    with _LOCK:
        there = _plugged.forms.pop(form.name)
    try:
        yield
    finally:
        with _LOCK:
            _plugged.forms[form.name] = there


def usable(form: Form) -> bool:
    """Return whether everything can be made of a plugged-in form; one that cannot be used is left out from now on."""
    with _LOCK:
        if form not in _plugged.tried:
            try:
                make_all(form)
            except FormError as error:
                _plugged.forms.pop(form.name, None)
                _plugged.tried[form] = False
                _leave_out(form.name, _plugged.origins.pop(form.name, ""), str(error))
            else:
                _plugged.tried[form] = True
        return _plugged.tried[form]


def say_failed(form: Form, error: Exception) -> None:
    """Say that a plugged-in form broke while it read a document, which is read without it."""
    words = _words(error)
    said = {
        "zh": f"表式 {form.name} 读取一份文件时出错，该文件不按此表式读取：{words}",
        "en": f"form {form.name} broke while a document was read, which is read without it: {words}",
    }
    warnings.warn(FormWarning(said), stacklevel=4)


def make_all(form: Form) -> None:
    """Make everything that reading asks of a form. Raises `FormError`, whatever goes wrong: it is others' code."""
    try:
        _ = form.parser, form.labels, form.cell_types
        unknown = [code for identity in form.identities for code in identity.codes if code not in form.codes]
    except (Exception, SystemExit) as error:
        words = _words(error)
        raise FormError.because(f"表式 {form.name} 不能使用：{words}", f"form {form.name}: {words}") from error
    if unknown:
        raise FormError.because(
            f"表式 {form.name} 的勾稽关系中有它没有的代码：{unknown[0]}",
            f"form {form.name}: a sum has a code that the form does not have: {unknown[0]}",
        )
    if not form.shapes:
        raise FormError.because(
            f"表式 {form.name} 的语法中没有表：没有一条规则有对应的 …_column 规则",
            f"form {form.name}: its grammar has no block: no rule NAME with a rule NAME_column",
        )


def _look() -> None:
    """Ask the installed packages, once.

    They are imported without the lock: one may be imported by another thread at the same time, and register a form.
    """
    if _plugged.looked or getattr(_looking, "now", False):
        return
    _looking.now = True
    try:
        loaded = [(entry, _loaded(entry)) for entry in sorted(entry_points(group=GROUP), key=_order)]
    finally:
        _looking.now = False
    said: list[FormWarning] = []
    with _LOCK:
        if not _plugged.looked:
            _plugged.looked = True
            taken = [
                _take(entry.name, entry.dist.name if entry.dist is not None else "", form) for entry, form in loaded
            ]
            said = [warning for warning in taken if warning is not None]
    for warning in said:  # when all is done: a warning may be an error
        warnings.warn(warning, stacklevel=4)


def _order(entry: EntryPoint) -> tuple[str, str]:
    return entry.name, entry.value


def _loaded(entry: EntryPoint) -> Form | str:
    """Return the form that an entry point names, or why there is none: others' code must not break the rest."""
    try:
        form = entry.load()
        if not isinstance(form, Form):
            return f"{entry.value} is no Form, but {type(form).__name__}"
        _ = form.labels, form.codes  # what a document is searched for, and what cells are called
    except (Exception, SystemExit) as error:
        return _words(error)
    return form


def _take(entry: str, package: str, form: Form | str) -> FormWarning | None:
    """Add a form that a package brings, or return what is to be said of it."""
    if isinstance(form, str):
        return _note(entry, package, form)
    if _plugged.forms.get(form.name) is not form:  # else it has registered itself
        try:
            _demand_free(form.name)
        except FormError as error:
            return _note(entry, package, str(error))
    _plugged.forms[form.name] = form
    _plugged.origins[form.name] = package
    return None


def _words(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _demand_free(name: str) -> None:
    """Raise `FormError` if another form has a name."""
    if name in RESERVED or name in _plugged.forms or any(name == form.name for form in BUILT_IN):
        raise FormError.because(f"已经有名为 {name} 的表式", f"there is a form {name} already")


def _leave_out(name: str, package: str, reason: str) -> None:
    warnings.warn(_note(name, package, reason), stacklevel=4)


def _note(name: str, package: str, reason: str) -> FormWarning:
    _plugged.broken[name] = Broken(name, package, reason)
    zh, en = (f"（{package}）", f" of {package}") if package else ("", "")
    said = {
        "zh": f"表式 {name}{zh}不能使用，已略去：{reason}",
        "en": f"form {name}{en} cannot be used and is left out: {reason}",
    }
    return FormWarning(said)


# ── asked of the forms ─────────────────────────────────────────────────────────────


def vocabulary(more: Collection[Form] = ()) -> Vocabulary:
    """Return the labels of the forms of govparse, and of some that are plugged in."""
    return _vocabulary((*BUILT_IN, *more))


@cache
def _vocabulary(some: tuple[Form, ...]) -> Vocabulary:
    return Vocabulary(some)


def demand_known(names: Iterable[str]) -> None:
    """Raise `FormError` if a form that is named is not known here: its sums and labels are not either."""
    unknown = sorted(set(names) - {form.name for form in forms()})
    if unknown:
        listed = ", ".join(unknown)
        raise FormError.because(
            f"这里没有表式 {listed}：请安装带有它的软件包",
            f"form {listed} is not known here: install the package that brings it",
        )


def forms_with(names: Collection[str]) -> tuple[Form, ...]:
    """Return the forms of govparse, and of the plugged-in ones those that are named: what concerns one report."""
    return (*BUILT_IN, *(form for form in plugged_in() if form.name in names))


def block_order(name: str, more: Collection[Form] = ()) -> tuple[int, int]:
    """Return where a block stands in print; one of a plugged-in form behind those of govparse that it follows there.

    `more` are forms that need not be registered (any more). A block that nobody knows stands last.
    """
    return _block_order(name, (*forms(), *more))


@cache
def _block_order(name: str, known: tuple[Form, ...]) -> tuple[int, int]:
    own = [form.blocks.index(name) for form in BUILT_IN if name in form.blocks]
    if own:
        return min(own), 0
    form = next((form for form in known if name in form.blocks), None)
    if form is None:
        return max(len(built.blocks) for built in BUILT_IN), 0
    at = form.blocks.index(name)
    before = [i for i in range(at) if any(form.blocks[i] in built.blocks for built in BUILT_IN)]
    if not before:
        return -1, at
    return _block_order(form.blocks[before[-1]], known)[0], at - before[-1]


def form_named(name: str) -> Form:
    """Return a form by name; `KeyError` if there is none."""
    found = next((form for form in forms() if form.name == name), None)
    if found is None:
        raise KeyError(name)
    return found


def form_prescribed_for(year: int | None) -> Form:
    """Return the form of govparse prescribed for reports on `year` (the newest when the year is unknown).

    Nothing printed says that it is another one, or it would not be asked for.
    """
    return next((form for form in BUILT_IN if year is not None and form.prescribed_for(year)), BUILT_IN[-1])
