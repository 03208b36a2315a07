"""The official forms as grammars: those of govparse, and those that others add.

A form is a grammar and a `Form` beside it. A package brings it by an entry point of the group `govparse.forms`;
`register` adds one in this process. `check_grammar` says what is wrong with one in words, `govparse.testing.check_form`
tries it.
"""

from govparse.errors import FormError, FormWarning
from govparse.forms.checking import Problem, check_grammar
from govparse.forms.form import BlockShape, Column, Form, RowShape
from govparse.forms.identities import Identity, standard_sums
from govparse.forms.registry import Broken, broken, form_named, forms, register, registered, unregister
from govparse.forms.rows import RowBuilder

__all__ = [
    "BlockShape",
    "Broken",
    "Column",
    "Form",
    "FormError",
    "FormWarning",
    "Identity",
    "Problem",
    "RowBuilder",
    "RowShape",
    "broken",
    "check_grammar",
    "form_named",
    "forms",
    "register",
    "registered",
    "standard_sums",
    "unregister",
]
