"""The form keeps what govparse promises of every form."""

from govparse_form_2027 import FORM

import govparse
from govparse.forms import check_grammar
from govparse.testing import check_form, synthetic_report


def test_nothing_is_wrong_with_the_grammar():
    assert check_grammar(FORM) == []


def test_it_is_read_in_every_layout():
    assert check_form("2027", rounds=2) == []


def test_what_is_new_is_read_and_what_is_gone_is_not():
    truth = synthetic_report(1, form="2027", blanks="none")
    report = govparse.parse(govparse.render(truth))
    assert report.forms["proactive"] == report.forms["requests"] == "2027"
    assert report.requests.denied.work_secret.total == report.facts["requests.denied.work_secret.total"]
    assert report.facts["proactive.major_projects.approved"].state == "number"
    assert not [code for code in report.facts if "confirmation" in code]
