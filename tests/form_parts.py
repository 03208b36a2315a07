"""The form of the example package, and forms made of a few lines, for tests of forms that others add."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from govparse.forms import Form

EXAMPLE = Path(__file__).parent.parent / "examples" / "govparse-form-2027"
PACKAGE = EXAMPLE / "govparse_form_2027"
WHOLE = "%import govparse.form2021\n"
NEW_ROW = (
    'WORK_SECRET: "9.属于工作秘密"\n'
    "%override _denied_enforcement_file: denied_enforcement_file _denied_administrative_inquiry?"
    " | _denied_administrative_inquiry\n"
    "_denied_administrative_inquiry: denied_administrative_inquiry denied_work_secret? | denied_work_secret\n"
    "denied_work_secret: WORK_SECRET cells\n"
)
"""A ninth row of （三）."""


def example_form() -> Form:
    """Return the form of the example package, which is not installed here."""
    spec = importlib.util.spec_from_file_location("govparse_form_2027", PACKAGE / "__init__.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    form: Form = module.FORM
    return form


def write_form(folder: Path, grammar: str, name: str = "2030") -> Form:
    """Write a grammar, and return its form."""
    path = folder / f"form{name}.lark"
    path.write_text(grammar, encoding="utf-8")
    return Form(name, path, first_year=2030)
